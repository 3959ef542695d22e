//! What is said of things without changing them, and of steps without rewriting them.

use super::*;
use frame_support::ensure;
use hallmark_types::items::ItemId;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_observe(
		who: T::AccountId,
		items: ItemIds,
		biz_step: Option<Word>,
		disposition: Option<Word>,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		Self::ensure_distinct(&items)?;
		ensure!(
			[&biz_step, &disposition]
				.into_iter()
				.flatten()
				.all(|word| is_word(word)),
			Error::<T>::NotAWord
		);
		let mut seen = alloc::vec::Vec::with_capacity(items.len());
		for id in items {
			let item = Self::active(&id)?;
			let custodian = Self::custodian_of(&item, &Self::ancestors(&item));
			ensure!(custodian == org, Error::<T>::NotCustodian);
			seen.push((id, item));
		}

		let mut act = Self::begin(org, context)?;
		let (number, count) = (act.number, seen.len() as u32);
		for (id, mut item) in seen {
			let deed = Deed::Observed {
				biz_step: biz_step.clone(),
				disposition: disposition.clone(),
			};
			Self::record(&mut act, &id, &mut item, deed)?;
			Items::<T>::insert(id, item);
		}
		Self::settle(act, &who)?;
		Self::deposit_event(Event::Observed {
			number,
			by: org,
			items: count,
		});
		Ok(())
	}

	pub(crate) fn do_declare_wrong(
		who: T::AccountId,
		id: ItemId,
		step: u32,
		wrong: Wrong,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		let mut item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		let declared = Self::step_of(&id, &item, step).ok_or(Error::<T>::UnknownStep)?;
		ensure!(declared.by == org, Error::<T>::NotTheirStep);
		ensure!(
			!matches!(declared.deed, Deed::DeclaredWrong { .. })
				&& !DeclaredWrong::<T>::contains_key(id, step),
			Error::<T>::CannotBeDeclaredWrong
		);
		if let Wrong::IncorrectData(Some(correction)) = wrong {
			let is_later = step < correction;
			let corrects = Self::step_of(&id, &item, correction)
				.is_some_and(|step| !matches!(step.deed, Deed::DeclaredWrong { .. }));
			ensure!(is_later && corrects, Error::<T>::NoCorrection);
		}

		let mut act = Self::begin(org, context)?;
		let by_step = item.steps;
		act.bytes += Self::record_bytes(&by_step);
		DeclaredWrong::<T>::insert(id, step, by_step);
		Self::record(
			&mut act,
			&id,
			&mut item,
			Deed::DeclaredWrong { step, wrong },
		)?;
		Items::<T>::insert(id, item);
		Self::settle(act, &who)?;
		Self::deposit_event(Event::DeclaredWrong {
			item: id,
			step,
			by_step,
		});
		Ok(())
	}
}

/// Whether it has the form of a word of the Core Business Vocabulary. Whether it is one is not
/// looked up: the vocabulary grows.
fn is_word(word: &[u8]) -> bool {
	!word.is_empty()
		&& word
			.iter()
			.all(|byte| byte.is_ascii_lowercase() || *byte == b'_')
}
