//! The admin's place handed over, in two steps.

use super::*;
use frame_support::{dispatch::DispatchResult, ensure};
use hallmark_types::organisation::OrgId;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_admin(who: T::AccountId, to: Option<T::AccountId>) -> DispatchResult {
		let Actor {
			org,
			mut organisation,
			authority,
		} = Self::actor(&who)?;
		ensure!(authority == Authority::Admin, Error::<T>::NotAdmin);
		ensure!(
			to.is_some() || organisation.offered_to.is_some(),
			Error::<T>::NotOffered
		);

		organisation.offered_to = to.clone();
		Members::<T>::insert(org, organisation);
		Self::deposit_event(Event::AdminOffered { org, to });
		Ok(())
	}

	pub(crate) fn do_accept_admin(who: T::AccountId, org: OrgId) -> DispatchResult {
		let mut organisation = Self::active(org)?;
		ensure!(
			organisation.offered_to.as_ref() == Some(&who),
			Error::<T>::NotOffered
		);
		// An agent that rises to admin is its agent no longer, nor is it asked to be one.
		let as_agent = Membership {
			org,
			capacity: Capacity::Agent,
		};
		if Accounts::<T>::get(&who) != Some(as_agent) {
			Self::ensure_free(&who)?;
		}

		Self::strike_agent(org, &mut organisation, &who)?;
		let deposit = Deposit::take(who.clone(), Self::organisation_footprint())?;
		core::mem::replace(&mut organisation.deposit, deposit).give_back()?;
		let from = core::mem::replace(&mut organisation.admin, who.clone());
		organisation.offered_to = None;

		Members::<T>::insert(org, organisation);
		Accounts::<T>::remove(&from);
		Accounts::<T>::insert(
			&who,
			Membership {
				org,
				capacity: Capacity::Admin,
			},
		);
		Self::deposit_event(Event::AdminChanged { org, from, to: who });
		Ok(())
	}
}
