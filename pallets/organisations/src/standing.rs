//! Members suspended, reinstated and expelled.

use super::*;
use frame_support::{dispatch::DispatchResult, ensure};
use hallmark_types::organisation::{OrgId, Role, Scope, Standing};

impl<T: Config> Pallet<T> {
	/// `by` is whoever acts for a regulator, or `None` for the council.
	pub(crate) fn do_suspend(
		by: Option<T::AccountId>,
		org: OrgId,
		reason: Reason,
	) -> DispatchResult {
		let by = match by {
			Some(who) => Some(Self::actor_within(&who, Scope::Regulation)?.org),
			None => None,
		};
		Self::ensure_text(&reason)?;
		let organisation = Self::active(org)?;
		ensure!(
			by.is_none() || !organisation.profile.roles.contains(Role::Regulator),
			Error::<T>::SubjectIsRegulator
		);

		Self::set_standing(org, organisation, Standing::Suspended);
		Self::deposit_event(Event::Suspended { org, by, reason });
		Ok(())
	}

	pub(crate) fn do_reinstate(org: OrgId) -> DispatchResult {
		let organisation = Self::member(org)?;
		ensure!(
			organisation.standing == Standing::Suspended,
			Error::<T>::NotSuspended
		);

		Self::set_standing(org, organisation, Standing::Active);
		Self::deposit_event(Event::Reinstated { org });
		Ok(())
	}

	pub(crate) fn do_expel(org: OrgId, reason: Reason) -> DispatchResult {
		Self::ensure_text(&reason)?;
		let mut organisation = Self::member(org)?;

		organisation.offered_to = None;
		Self::set_standing(org, organisation, Standing::Expelled);
		Self::deposit_event(Event::Expelled { org, reason });
		Ok(())
	}

	fn set_standing(org: OrgId, mut organisation: OrganisationOf<T>, standing: Standing) {
		organisation.standing = standing;
		organisation.since = Self::now();
		Members::<T>::insert(org, organisation);
	}
}
