//! Who acts for whom: what this pallet answers to the others, and asks itself before each call.

use super::*;
use frame_support::{ensure, traits::Time};
use hallmark_types::{
	gs1::{CompanyPrefix, Digits},
	organisation::{ActsFor, Directory, OrgId, Role, Scope, Standing},
	Moment,
};
use sp_runtime::DispatchError;

/// An account that may act for its organisation.
pub(crate) struct Actor<T: Config> {
	/// The organisation's number.
	pub org: OrgId,
	/// The organisation, which is active, or suspended where that is enough.
	pub organisation: OrganisationOf<T>,
	/// What the account may do: an agent's mandate has not ended.
	pub authority: Authority,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Moment {
		T::Time::now()
	}

	/// The organisation of that number, if it can act.
	pub(crate) fn active(org: OrgId) -> Result<OrganisationOf<T>, Error<T>> {
		let organisation = Members::<T>::get(org).ok_or(Error::<T>::UnknownOrganisation)?;
		match organisation.standing {
			Standing::Active => Ok(organisation),
			Standing::Suspended => Err(Error::<T>::OrganisationSuspended),
			Standing::Expelled => Err(Error::<T>::OrganisationExpelled),
		}
	}

	/// The organisation of that number, if it is a member.
	pub(crate) fn member(org: OrgId) -> Result<OrganisationOf<T>, Error<T>> {
		let organisation = Members::<T>::get(org).ok_or(Error::<T>::UnknownOrganisation)?;
		ensure!(
			organisation.standing != Standing::Expelled,
			Error::<T>::OrganisationExpelled
		);
		Ok(organisation)
	}

	/// Whom `who` acts for, as it is written down.
	pub(crate) fn membership(who: &T::AccountId) -> Option<(OrgId, Authority)> {
		let Membership { org, capacity } = Accounts::<T>::get(who)?;
		let authority = match capacity {
			Capacity::Admin => Authority::Admin,
			Capacity::Agent => Authority::Agent(Agents::<T>::get(org, who)?.mandate),
		};
		Some((org, authority))
	}

	/// Whom `who` acts for at this moment, and what it may do.
	pub(crate) fn actor(who: &T::AccountId) -> Result<Actor<T>, Error<T>> {
		Self::actor_for(who, Self::active)
	}

	/// As [`Pallet::actor`], for an organisation that stands as `standing` demands.
	fn actor_for(
		who: &T::AccountId,
		standing: impl Fn(OrgId) -> Result<OrganisationOf<T>, Error<T>>,
	) -> Result<Actor<T>, Error<T>> {
		let (org, authority) = Self::membership(who).ok_or(Error::<T>::NotAMember)?;
		let organisation = standing(org)?;
		if let Authority::Agent(mandate) = &authority {
			ensure!(mandate.lasts(Self::now()), Error::<T>::AgencyExpired);
		}
		Ok(Actor {
			org,
			organisation,
			authority,
		})
	}

	/// As [`Pallet::actor`], if `scope` is among what it may do.
	pub(crate) fn actor_within(who: &T::AccountId, scope: Scope) -> Result<Actor<T>, Error<T>> {
		Self::within(Self::actor(who)?, scope)
	}

	/// The actor, if `scope` is among what it may do.
	fn within(actor: Actor<T>, scope: Scope) -> Result<Actor<T>, Error<T>> {
		ensure!(actor.authority.covers(scope), Error::<T>::OutOfScope);
		ensure!(
			scope != Scope::Regulation
				|| actor.organisation.profile.roles.contains(Role::Regulator),
			Error::<T>::NotARegulator
		);
		Ok(actor)
	}

	/// Neither acts for an organisation nor is about to be the admin of a new one.
	pub(crate) fn ensure_free(who: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(!Accounts::<T>::contains_key(who), Error::<T>::AlreadyActs);
		ensure!(
			!Applications::<T>::contains_key(who),
			Error::<T>::ApplicationOpen
		);
		Ok(())
	}

	/// Something that people can read: a name or a reason.
	pub(crate) fn ensure_text(bytes: &[u8]) -> Result<(), Error<T>> {
		let text = core::str::from_utf8(bytes).map_err(|_| Error::<T>::NotText)?;
		ensure!(
			!text.trim().is_empty() && !text.chars().any(char::is_control),
			Error::<T>::NotText
		);
		Ok(())
	}
}

impl<T: Config> ActsFor<T::AccountId> for Pallet<T> {
	fn acting(who: &T::AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		Ok(Self::actor_within(who, scope)?.org)
	}

	fn receiving(who: &T::AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		// No power over others is received: that takes a regulator who can act.
		let actor = match scope {
			Scope::Regulation => Self::actor(who)?,
			_ => Self::actor_for(who, Self::member)?,
		};
		Ok(Self::within(actor, scope)?.org)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(who: &T::AccountId, roles: hallmark_types::organisation::Roles) -> OrgId {
		benchmarking::member_with_agent::<T>(who, roles)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(org: OrgId) {
		Members::<T>::mutate(org, |member| {
			member.as_mut().expect("it was made").standing = Standing::Expelled;
		});
	}
}

impl<T: Config> Directory for Pallet<T> {
	fn standing(org: OrgId) -> Option<Standing> {
		Members::<T>::get(org).map(|organisation| organisation.standing)
	}

	fn has_role(org: OrgId, role: Role) -> bool {
		Self::active(org).is_ok_and(|organisation| organisation.profile.roles.contains(role))
	}

	fn prefix_holder(key: Digits) -> Option<OrgId> {
		Self::assigned(key).map(|(_, holder)| holder)
	}

	fn assigned_prefix(key: Digits) -> Option<(CompanyPrefix, OrgId)> {
		Self::assigned(key)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_prefix_holder(org: OrgId, prefix: CompanyPrefix) {
		// Whoever measures may do so twice.
		let _ = Self::do_assign_prefix(prefix, org);
	}
}
