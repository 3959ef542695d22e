//! How regulators, and agreements, keep things where they are.

use super::*;
use frame_support::{ensure, traits::Time};
use hallmark_types::{
	items::{Holder, ItemId},
	organisation::{ActsFor, Directory, OrgId, Role, Scope},
};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_hold(
		who: T::AccountId,
		id: ItemId,
		reason: H256,
		context: Context,
	) -> DispatchResult {
		let org = T::Organisations::acting(&who, Scope::Regulation)?;
		let holder = Holder::Organisation(org);
		let item = Self::active(&id)?;
		ensure!(
			!Holds::<T>::contains_key(id, holder),
			Error::<T>::AlreadyHeld
		);
		ensure!(item.holds < MAX_HOLDERS, Error::<T>::TooManyHolders);

		let mut act = Self::begin(org, context)?;
		Self::put_on_hold(&mut act, id, item, holder, reason)?;
		Self::settle(act, &who)
	}

	pub(crate) fn do_release(
		who: T::AccountId,
		id: ItemId,
		of: OrgId,
		context: Context,
	) -> DispatchResult {
		let org = T::Organisations::acting(&who, Scope::Regulation)?;
		let holder = Holder::Organisation(of);
		let item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		ensure!(Holds::<T>::contains_key(id, holder), Error::<T>::NotHeld);
		ensure!(
			org == of || !T::Organisations::has_role(of, Role::Regulator),
			Error::<T>::HolderStillRegulates
		);

		let mut act = Self::begin(org, context)?;
		Self::let_go(&mut act, id, item, holder)?;
		Self::settle(act, &who)
	}

	/// Hold an item that exists and that this holder does not hold.
	pub(crate) fn put_on_hold(
		act: &mut acts::Act,
		id: ItemId,
		mut item: Item,
		holder: Holder,
		reason: H256,
	) -> Result<(), DispatchError> {
		Holds::<T>::insert(id, holder, T::Time::now());
		item.holds = item.holds.saturating_add(1);
		Self::record(act, &id, &mut item, Deed::Held { holder, reason })?;
		Items::<T>::insert(id, &item);
		if item.holds == 1 {
			Self::recount(&item, |contents| {
				contents.held = contents.held.saturating_add(1);
			});
		}
		Self::tell(&id, &item);
		Self::deposit_event(Event::Held {
			item: id,
			holder,
			reason,
		});
		Ok(())
	}

	/// Release an item that this holder holds.
	pub(crate) fn let_go(
		act: &mut acts::Act,
		id: ItemId,
		mut item: Item,
		holder: Holder,
	) -> Result<(), DispatchError> {
		Holds::<T>::remove(id, holder);
		item.holds = item.holds.saturating_sub(1);
		Self::record(act, &id, &mut item, Deed::Released { holder })?;
		Items::<T>::insert(id, &item);
		if item.holds == 0 {
			Self::recount(&item, |contents| {
				contents.held = contents.held.saturating_sub(1);
			});
		}
		Self::tell(&id, &item);
		Self::deposit_event(Event::Released { item: id, holder });
		Ok(())
	}
}
