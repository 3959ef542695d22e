//! How items end, and how what is stored of them is removed.

use super::*;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use hallmark_types::{
	items::{ItemId, Life},
	organisation::OrgId,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_destroy(who: T::AccountId, id: ItemId, context: Context) -> DispatchResult {
		let org = Self::acting(&who)?;
		let item = Self::at_rest(&id)?;
		ensure!(item.custodian == org, Error::<T>::NotCustodian);

		Self::end(who, org, id, item, Life::Destroyed, context)?;
		Self::deposit_event(Event::Destroyed { item: id, by: org });
		Ok(())
	}

	pub(crate) fn do_archive(who: T::AccountId, id: ItemId, context: Context) -> DispatchResult {
		let org = Self::acting(&who)?;
		let item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		match item.life {
			Life::Active => {
				Self::at_rest(&id)?;
				ensure!(item.owner == org, Error::<T>::NotOwner);
				ensure!(item.custodian == org, Error::<T>::NotCustodian);
				ensure!(!Self::is_recalled(&item), Error::<T>::ItemIsRecalled);
			},
			Life::Consumed | Life::Destroyed => {
				ensure!(
					item.owner == org || item.issuer == org,
					Error::<T>::NotOwner
				);
			},
			Life::Archived => return Err(Error::<T>::ItemEnded.into()),
		}

		Self::end(who, org, id, item, Life::Archived, context)?;
		Self::deposit_event(Event::Archived { item: id, by: org });
		Ok(())
	}

	/// Returns how many steps were removed.
	pub(crate) fn do_prune(id: ItemId, limit: u32) -> Result<u32, DispatchError> {
		let item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		ensure!(
			item.life == Life::Archived && item.watchers == 0,
			Error::<T>::NotPrunable
		);
		ensure!(!Self::is_recalled(&item), Error::<T>::ItemIsRecalled);
		// The last step, which is the archiving itself, is removed last.
		let last = Steps::<T>::get(id, item.steps.saturating_sub(1));
		let end = last
			.and_then(|step| step.at.checked_add(T::RetentionPeriod::get()))
			.ok_or(Error::<T>::NotPrunable)?;
		ensure!(T::Time::now() >= end, Error::<T>::NotPrunable);

		let mut removed = 0;
		let mut is_empty = true;
		for (index, step) in Steps::<T>::iter_prefix(id) {
			let is_last = index == item.steps.saturating_sub(1);
			if removed == limit {
				is_empty = false;
				break;
			}
			if is_last {
				continue;
			}
			Self::remove_step(&id, index, &step)?;
			removed += 1;
		}
		if is_empty && removed < limit {
			let last = item.steps.saturating_sub(1);
			if let Some(step) = Steps::<T>::get(id, last) {
				Self::remove_step(&id, last, &step)?;
				removed += 1;
			}
			Self::remove(id, item)?;
		} else {
			is_empty = false;
		}
		Self::deposit_event(Event::Pruned {
			item: id,
			steps: removed,
			removed: is_empty,
		});
		Ok(removed)
	}

	/// An item that could end: it exists, and nothing keeps it as it is.
	fn at_rest(id: &ItemId) -> Result<Item, DispatchError> {
		let item = Self::active(id)?;
		ensure!(item.parent.is_none(), Error::<T>::ItemIsPacked);
		ensure!(item.inside().children == 0, Error::<T>::NotEmpty);
		ensure!(item.holds == 0, Error::<T>::ItemIsHeld);
		ensure!(!Self::is_on_offer(id), Error::<T>::ItemOnOffer);
		Ok(item)
	}

	fn end(
		who: T::AccountId,
		org: OrgId,
		id: ItemId,
		mut item: Item,
		life: Life,
		context: Context,
	) -> DispatchResult {
		let mut act = Self::begin(org, context)?;
		item.life = life;
		let deed = match life {
			Life::Destroyed => Deed::Destroyed,
			_ => Deed::Archived,
		};
		Self::record(&mut act, &id, &mut item, deed)?;
		for slot in 0..item.policies {
			if let Some(mut guard) = Guards::<T>::get(id, slot) {
				// What was measured until now may still be on its way, as after a detachment: what was
				// in a container is judged by it, too.
				guard.ended_at = Self::end_of(&id, &guard).or(Some(act.at));
				Guards::<T>::insert(id, slot, guard);
			}
		}
		Items::<T>::insert(id, &item);
		Self::settle(act, &who)?;
		Self::tell(&id, &item);
		Ok(())
	}

	fn remove_step(id: &ItemId, index: u32, step: &Step) -> DispatchResult {
		Steps::<T>::remove(id, index);
		if let Deed::DeclaredWrong { step: wrong, .. } = step.deed {
			DeclaredWrong::<T>::remove(id, wrong);
			Self::reduce_bill(step.bill, Self::record_bytes(&index))?;
		}
		if let Deed::Acknowledged { recall } = step.deed {
			Acknowledgements::<T>::remove(recall, step.by);
			Self::reduce_bill(step.bill, Self::record_bytes(&step.at))?;
		}
		Self::reduce_bill(step.bill, Self::step_bytes(step))
	}

	/// Remove what is left of an item whose steps are gone.
	fn remove(id: ItemId, item: Item) -> DispatchResult {
		for slot in 0..item.policies {
			if let Some(mut guard) = Guards::<T>::take(id, slot) {
				Self::close_guard(&id, slot, &mut guard);
				Self::reduce_bill(guard.bill, Self::guard_bytes())?;
			}
		}
		for title in [Title::Custody, Title::Ownership] {
			if let Some(offer) = Offers::<T>::take(id, title) {
				Self::reduce_bill(offer.bill, Self::offer_bytes())?;
			}
		}
		if let Birth::Commission(number) = item.birth {
			if let Some(mut commission) = Commissions::<T>::get(number) {
				commission.items = commission.items.saturating_sub(1);
				if commission.items == 0 {
					Self::reduce_bill(commission.bill, Self::record_bytes(&commission))?;
					Commissions::<T>::remove(number);
				} else {
					Commissions::<T>::insert(number, commission);
				}
			}
		}
		Items::<T>::remove(id);
		Removed::<T>::insert(
			id,
			Gone {
				head: item.head,
				steps: item.steps,
			},
		);
		Self::reduce_bill(item.bill, Self::item_bytes())
	}
}
