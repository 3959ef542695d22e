//! Accounts that act for a member within a mandate.

use super::*;
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{Footprint, Get},
};
use hallmark_types::{
	organisation::{OrgId, Scope},
	page::Page,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_agent(
		who: T::AccountId,
		account: T::AccountId,
		mandate: Mandate,
	) -> DispatchResult {
		let Actor {
			org,
			mut organisation,
			..
		} = Self::giver(&who, &mandate)?;
		ensure!(
			!Agents::<T>::contains_key(org, &account),
			Error::<T>::AlreadyAgent
		);
		ensure!(
			organisation.agents < T::MaxAgents::get(),
			Error::<T>::TooManyAgents
		);

		let deposit = Deposit::take(who, Self::agency_footprint())?;
		Agents::<T>::insert(
			org,
			&account,
			Agency {
				mandate,
				accepted: false,
				deposit,
			},
		);
		organisation.agents += 1;
		Members::<T>::insert(org, organisation);
		Self::deposit_event(Event::AgentAdded {
			org,
			agent: account,
			mandate,
		});
		Ok(())
	}

	pub(crate) fn do_accept_agency(who: T::AccountId, org: OrgId) -> DispatchResult {
		Self::ensure_free(&who)?;
		Self::active(org)?;
		let mut agency = Agents::<T>::get(org, &who).ok_or(Error::<T>::NotOffered)?;
		ensure!(agency.mandate.lasts(Self::now()), Error::<T>::AgencyExpired);

		agency.accepted = true;
		Agents::<T>::insert(org, &who, agency);
		Accounts::<T>::insert(
			&who,
			Membership {
				org,
				capacity: Capacity::Agent,
			},
		);
		Self::deposit_event(Event::AgencyAccepted { org, agent: who });
		Ok(())
	}

	pub(crate) fn do_set_mandate(
		who: T::AccountId,
		account: T::AccountId,
		mandate: Mandate,
	) -> DispatchResult {
		let Actor { org, authority, .. } = Self::giver(&who, &mandate)?;
		let mut agency = Agents::<T>::get(org, &account).ok_or(Error::<T>::NotAgent)?;
		ensure!(
			authority.manages(agency.mandate.scopes),
			Error::<T>::BeyondOwnAuthority
		);

		agency.mandate = mandate;
		Agents::<T>::insert(org, &account, agency);
		Self::deposit_event(Event::MandateSet {
			org,
			agent: account,
			mandate,
		});
		Ok(())
	}

	pub(crate) fn do_remove_agent(who: T::AccountId, account: T::AccountId) -> DispatchResult {
		let (org, authority) = Self::membership(&who).ok_or(Error::<T>::NotAMember)?;
		let agency = Agents::<T>::get(org, &account).ok_or(Error::<T>::NotAgent)?;
		// To give up power is always allowed, and so is an admin's to take what it gave. Another
		// agent acts for the organisation when it removes one, so it must be able to.
		if authority != Authority::Admin && who != account {
			let manager = Self::actor_within(&who, Scope::Organisation)?;
			ensure!(
				manager.authority.manages(agency.mandate.scopes),
				Error::<T>::BeyondOwnAuthority
			);
		}

		let mut organisation = Members::<T>::get(org).ok_or(Error::<T>::UnknownOrganisation)?;
		Self::strike_agent(org, &mut organisation, &account)?;
		Members::<T>::insert(org, organisation);
		Ok(())
	}

	/// Strike `account` off the agents of `org`, if it is among them, and return its deposit.
	pub(crate) fn strike_agent(
		org: OrgId,
		organisation: &mut OrganisationOf<T>,
		account: &T::AccountId,
	) -> DispatchResult {
		if let Some(agency) = Agents::<T>::take(org, account) {
			// Each agent was counted when it was added, so there is one to take off.
			organisation.agents = organisation.agents.saturating_sub(1);
			if agency.accepted {
				Accounts::<T>::remove(account);
			}
			agency.deposit.give_back()?;
			Self::deposit_event(Event::AgentRemoved {
				org,
				agent: account.clone(),
			});
		}
		Ok(())
	}

	/// The agents of `org` that come after `after` in the order of the map, which is that of the
	/// accounts' hashes.
	pub(crate) fn agents_after(
		org: OrgId,
		after: Option<T::AccountId>,
		limit: u32,
	) -> Page<Agent<T::AccountId>, T::AccountId> {
		let rest = match after {
			// It need not be there any more: its place in the order is.
			Some(account) => {
				Agents::<T>::iter_prefix_from(org, Agents::<T>::hashed_key_for(org, account))
			},
			None => Agents::<T>::iter_prefix(org),
		};
		let agents = rest.map(|(account, agency)| Agent {
			account,
			mandate: agency.mandate,
			accepted: agency.accepted,
		});
		Page::of(agents, limit, |agent| agent.account.clone())
	}

	/// Whom `who` acts for, if it can give `mandate` to an agent of that organisation.
	fn giver(who: &T::AccountId, mandate: &Mandate) -> Result<Actor<T>, Error<T>> {
		let actor = Self::actor_within(who, Scope::Organisation)?;
		ensure!(!mandate.scopes.is_empty(), Error::<T>::NoScopes);
		ensure!(mandate.lasts(Self::now()), Error::<T>::MandateEnded);
		ensure!(
			actor.authority.gives(mandate),
			Error::<T>::BeyondOwnAuthority
		);
		Ok(actor)
	}

	/// What an agent takes up: its record, and its account in [`Accounts`] once it accepts.
	pub(crate) fn agency_footprint() -> Footprint {
		Footprint::from_mel::<(OrgId, T::AccountId, AgencyOf<T>, T::AccountId, Membership)>()
	}
}
