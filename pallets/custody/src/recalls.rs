//! How makers and regulators call things back.

use super::*;
use frame_support::{ensure, traits::ConstU32, BoundedVec};
use hallmark_types::{
	items::ItemId,
	organisation::{ActsFor, Directory, OrgId, Role, Scope, Standing},
};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_recall(
		who: T::AccountId,
		subject: Subject,
		reason: H256,
		returns_to: BoundedVec<OrgId, ConstU32<MAX_RETURNS>>,
		context: Context,
	) -> DispatchResult {
		let issuer = match subject {
			Subject::Item(id) => Self::known(&id)?.issuer,
			Subject::Lot(id) => Lots::<T>::get(id).ok_or(Error::<T>::UnknownLot)?.issuer,
		};
		let org = Self::recaller(&who, issuer)?;
		Self::ensure_not_too_busy(org)?;
		ensure!(
			returns_to
				.iter()
				.all(|to| T::Organisations::standing(*to).is_some()),
			Error::<T>::RecipientNotMember
		);

		let mut recall = 0;
		let mut act = Self::begin_with(org, context, |numbers| {
			numbers.recall = numbers
				.recall
				.checked_add(1)
				.ok_or(Error::<T>::NumbersExhausted)?;
			recall = numbers.recall;
			Ok(())
		})?;
		act.bytes += Self::recall_bytes();
		let mut record = Recall {
			subject,
			by: org,
			reason,
			at: act.at,
			ended_at: None,
			returns_to,
			reached: 0,
			bill: act.bill,
		};
		match subject {
			Subject::Lot(lot) => Self::reach_lot(recall, &mut record, lot),
			Subject::Item(id) => {
				let mut item = Self::known(&id)?;
				Self::record(&mut act, &id, &mut item, Deed::Recalled { recall })?;
				Items::<T>::insert(id, item);
				Self::reach_item(recall, &mut record, id);
			},
		}
		Recalls::<T>::insert(recall, record);
		Self::settle(act, &who)?;
		Self::deposit_event(Event::RecallBegun {
			recall,
			subject,
			by: org,
			reason,
		});
		Ok(())
	}

	pub(crate) fn do_acknowledge(
		who: T::AccountId,
		recall: RecallId,
		id: ItemId,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		let record = Recalls::<T>::get(recall).ok_or(Error::<T>::UnknownRecall)?;
		ensure!(record.ended_at.is_none(), Error::<T>::RecallIsOver);
		let mut item = Self::active(&id)?;
		let custodian = Self::custodian_of(&item, &Self::ancestors(&item));
		ensure!(custodian == org, Error::<T>::NotCustodian);
		ensure!(
			Self::has_reached(recall, &id, &item),
			Error::<T>::NotReached
		);
		ensure!(
			!Acknowledgements::<T>::contains_key(recall, org),
			Error::<T>::AlreadyAcknowledged
		);

		let mut act = Self::begin(org, context)?;
		act.bytes += Self::record_bytes(&act.at);
		Acknowledgements::<T>::insert(recall, org, act.at);
		Self::record(&mut act, &id, &mut item, Deed::Acknowledged { recall })?;
		Items::<T>::insert(id, item);
		Self::settle(act, &who)?;
		Self::deposit_event(Event::RecallAcknowledged { recall, by: org });
		Ok(())
	}

	pub(crate) fn do_end_recall(
		who: T::AccountId,
		recall: RecallId,
		context: Context,
	) -> DispatchResult {
		let mut record = Recalls::<T>::get(recall).ok_or(Error::<T>::UnknownRecall)?;
		ensure!(record.ended_at.is_none(), Error::<T>::RecallIsOver);
		let org = Self::ender(&who, record.by)?;
		Self::ensure_not_too_busy(record.by)?;

		let mut act = Self::begin(org, context)?;
		record.ended_at = Some(act.at);
		if let Subject::Item(id) = record.subject {
			// A recalled item is not removed.
			if let Some(mut item) = Items::<T>::get(id) {
				Self::record(&mut act, &id, &mut item, Deed::RecallEnded { recall })?;
				Items::<T>::insert(id, item);
			}
		}
		Recalls::<T>::insert(recall, record);
		Self::send(Errand::Lift { recall });
		Self::settle(act, &who)?;
		Self::deposit_event(Event::RecallEnded { recall, by: org });
		Ok(())
	}

	/// Whether a recall that is not over has reached an item, or its lot.
	pub(crate) fn has_reached(recall: RecallId, id: &ItemId, item: &Item) -> bool {
		RecallReach::<T>::contains_key(recall, Reached::Item(*id))
			|| item
				.lot
				.is_some_and(|lot| RecallReach::<T>::contains_key(recall, Reached::Lot(lot)))
	}

	/// Whether a recall that has reached an item names `to` as somebody to bring it to.
	pub(crate) fn names(recall: RecallId, id: &ItemId, item: &Item, to: OrgId) -> bool {
		Recalls::<T>::get(recall).is_some_and(|record| {
			record.ended_at.is_none()
				&& (record.by == to || record.returns_to.contains(&to))
				&& Self::has_reached(recall, id, item)
		})
	}

	/// That a recall of this organisation may make work. Those of regulators always may.
	fn ensure_not_too_busy(org: OrgId) -> DispatchResult {
		ensure!(
			Busy::<T>::get(org) < MAX_BUSY || T::Organisations::has_role(org, Role::Regulator),
			Error::<T>::TooManyAtOnce
		);
		Ok(())
	}

	/// An item that there is or was, and that is still on record.
	fn known(id: &ItemId) -> Result<Item, DispatchError> {
		Items::<T>::get(id).ok_or_else(|| Error::<T>::UnknownItem.into())
	}

	/// For whom `who` recalls what `issuer` made.
	fn recaller(who: &T::AccountId, issuer: OrgId) -> Result<OrgId, DispatchError> {
		if let Ok(regulator) = T::Organisations::acting(who, Scope::Regulation) {
			return Ok(regulator);
		}
		let org = Self::acting(who)?;
		ensure!(org == issuer, Error::<T>::NotMaker);
		Ok(org)
	}

	/// For whom `who` ends what `by` recalled.
	fn ender(who: &T::AccountId, by: OrgId) -> Result<OrgId, DispatchError> {
		let regulator = T::Organisations::acting(who, Scope::Regulation);
		let is_gone = T::Organisations::standing(by) != Some(Standing::Active);
		if let Ok(org) = regulator {
			if org == by || is_gone {
				return Ok(org);
			}
		}
		let org = Self::acting(who)?;
		ensure!(org == by, Error::<T>::NotRecaller);
		Ok(org)
	}
}
