//! How things are made of others.

use super::*;
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{ensure, BoundedVec};
use hallmark_types::{
	epc::Epc,
	items::{ItemId, Life},
	quantity::{Quantity, Scale},
	Moment,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_transform(
		who: T::AccountId,
		inputs: Inputs,
		outputs: Outputs,
		lost: Losses,
		lot: Option<Epc>,
		expires: Option<Moment>,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		ensure!(
			!inputs.is_empty() && !outputs.is_empty(),
			Error::<T>::NothingTransformed
		);
		let ids: Vec<_> = inputs.iter().map(|input| input.item).collect();
		let mut items = Self::loose(org, &ids)?;
		let mut used = Vec::with_capacity(items.len());
		for ((_, item), input) in items.iter().zip(&inputs) {
			ensure!(item.owner == org, Error::<T>::OwnersDiffer);
			ensure!(item.inside().children == 0, Error::<T>::NotEmpty);
			ensure!(!Self::is_recalled(item), Error::<T>::ItemIsRecalled);
			used.push(Self::part(item, input.number)?);
		}
		Self::ensure_conserved(&used, &outputs, &lost)?;
		let names = Self::names_for(org, outputs.into_inner(), lot)?;
		Self::ensure_ahead(expires)?;

		let mut transformation = 0;
		let mut act = Self::begin_with(org, context, |numbers| {
			numbers.transformation = Self::after(numbers.transformation)?;
			transformation = numbers.transformation;
			Ok(())
		})?;
		for ((id, item), part) in items.iter_mut().zip(&used) {
			Self::use_up(&mut act, id, item, *part, transformation)?;
			Self::tell(id, item);
		}
		let made = Self::bring_about(&mut act, Birth::Transformation(transformation), names)?;
		let (inputs, outputs) = (ids.len() as u32, made.len() as u32);
		let record = Transformation {
			number: act.number,
			at: act.at,
			by: org,
			place: context.place,
			document: context.document,
			expires,
			// As many as came in by lists with these bounds.
			inputs: BoundedVec::truncate_from(ids.into_iter().zip(used).collect()),
			outputs: BoundedVec::truncate_from(made),
			lost,
			bill: act.bill,
		};
		act.bytes += Self::record_bytes(&record);
		Transformations::<T>::insert(transformation, record);
		Self::settle(act, &who)?;
		Self::deposit_event(Event::Transformed {
			transformation,
			by: org,
			inputs,
			outputs,
		});
		Ok(())
	}

	/// The part of an item that is used: so much of it, or all.
	fn part(item: &Item, number: Option<u64>) -> Result<Option<Quantity>, DispatchError> {
		let Some(number) = number else {
			return Ok(item.quantity);
		};
		let quantity = item.quantity.ok_or(Error::<T>::QuantityOutOfPlace)?;
		ensure!(
			0 < number && number <= quantity.number,
			Error::<T>::QuantityOutOfRange
		);
		Ok(Some(Quantity { number, ..quantity }))
	}

	/// That nothing that is measured comes from nowhere or goes nowhere.
	fn ensure_conserved(
		used: &[Option<Quantity>],
		outputs: &[NewItem],
		lost: &[Quantity],
	) -> DispatchResult {
		let used: Vec<Quantity> = used.iter().flatten().copied().collect();
		let given: Vec<Quantity> = outputs
			.iter()
			.filter_map(|output| output.quantity)
			.chain(lost.iter().copied())
			.collect();
		// What is made of things that nobody measured is measured for the first time.
		if used.is_empty() {
			ensure!(lost.is_empty(), Error::<T>::QuantityNotConserved);
			return Ok(());
		}
		let scales: BTreeSet<Scale> = used.iter().chain(&given).map(|some| some.scale).collect();
		for scale in scales {
			let before = total(used.iter().copied(), scale);
			let after = total(given.iter().copied(), scale);
			ensure!(
				before.is_some() && before == after,
				Error::<T>::QuantityNotConserved
			);
		}
		Ok(())
	}

	fn use_up(
		act: &mut acts::Act,
		id: &ItemId,
		item: &mut Item,
		part: Option<Quantity>,
		transformation: BirthId,
	) -> DispatchResult {
		let rest = item.quantity.zip(part).map_or(0, |(all, part)| {
			// A part is no more than all.
			all.number.saturating_sub(part.number)
		});
		if rest == 0 {
			item.life = Life::Consumed;
		} else if let Some(quantity) = &mut item.quantity {
			quantity.number = rest;
		}
		Uses::<T>::insert(id, item.uses, transformation);
		item.uses = item
			.uses
			.checked_add(1)
			.ok_or(Error::<T>::NumbersExhausted)?;
		let deed = Deed::Used {
			transformation,
			number: part.map(|part| part.number),
		};
		Self::record(act, id, item, deed)?;
		Items::<T>::insert(id, &*item);
		Ok(())
	}
}
