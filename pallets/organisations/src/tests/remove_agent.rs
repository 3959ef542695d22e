use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::{ActsFor, Standing};

#[test]
fn remove_agent_ends_its_authority_and_returns_the_deposit() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, None);
		assert_ok!(Organisations::remove_agent(signed(1), 2));

		assert_eq!(events(), [Event::AgentRemoved { org, agent: 2 }]);
		assert_eq!(Agents::<Test>::get(org, 2), None);
		assert_eq!(organisation(org).agents, 0);
		assert_eq!(held(1), price_of_organisation());
		assert_noop!(
			Organisations::acting(&2, Scope::Devices),
			Error::<Test>::NotAMember
		);
		apply(2, MAKER);
	});
}

#[test]
fn remove_agent_takes_back_what_was_not_accepted() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 2, DEVICES, None));
		// The account acts for another meanwhile, which this must not touch.
		let other = member(2, MAKER);
		assert_ok!(Organisations::remove_agent(signed(1), 2));

		assert_eq!(organisation(org).agents, 0);
		assert_eq!(Organisations::acting(&2, Scope::Devices), Ok(other));
	});
}

#[test]
fn remove_agent_returns_the_deposit_to_who_paid_it() {
	on_chain(|| {
		member(1, MAKER);
		agent(1, 2, MANAGER, None);
		agent(2, 3, DEVICES, None);
		assert_eq!(held(2), price_of_agency());
		// The payer is no agent any more when its money comes back.
		assert_ok!(Organisations::remove_agent(signed(1), 2));
		assert_eq!(held(2), price_of_agency());
		assert_ok!(Organisations::remove_agent(signed(1), 3));
		assert_eq!(held(2), 0);
		assert_eq!(Balances::free_balance(2), ENDOWMENT);
	});
}

#[test]
fn remove_agent_lets_an_agent_leave_whatever_the_standing() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, Some(START + 10));
		agent(1, 3, DEVICES, None);
		agent(1, 4, DEVICES, None);
		Now::set(START + 10);
		assert_ok!(Organisations::remove_agent(signed(2), 2));
		set_standing(org, Standing::Suspended);
		assert_ok!(Organisations::remove_agent(signed(3), 3));
		set_standing(org, Standing::Expelled);
		assert_ok!(Organisations::remove_agent(signed(4), 4));
		assert_eq!(organisation(org).agents, 0);
		assert_eq!(held(1), price_of_organisation());
	});
}

#[test]
fn remove_agent_is_the_admins_whatever_the_standing() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, None);
		agent(1, 3, DEVICES, None);
		set_standing(org, Standing::Suspended);
		assert_ok!(Organisations::remove_agent(signed(1), 2));
		set_standing(org, Standing::Expelled);
		assert_ok!(Organisations::remove_agent(signed(1), 3));
		assert_eq!(held(1), price_of_organisation());
	});
}

#[test]
fn remove_agent_may_be_an_agents_within_what_it_has() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, MANAGER, Some(START + 10));
		agent(1, 3, DEVICES, None);
		assert_ok!(Organisations::remove_agent(signed(2), 3));
		assert_eq!(organisation(org).agents, 1);
	});
}

#[test]
fn remove_agent_is_refused_beyond_what_an_agent_has() {
	on_chain(|| {
		member(1, MAKER);
		agent(1, 2, MANAGER, None);
		agent(1, 3, Scopes::of(&[Scope::Organisation]), None);
		agent(1, 4, Scopes::of(&[Scope::Anchors]), None);
		for subject in [3, 4] {
			assert_noop!(
				Organisations::remove_agent(signed(2), subject),
				Error::<Test>::BeyondOwnAuthority
			);
		}
	});
}

#[test]
fn remove_agent_needs_an_account() {
	on_chain(|| needs_an_account(|origin| Organisations::remove_agent(origin, 2)));
}

#[test]
fn remove_agent_is_refused_to_an_agent_that_may_not_act_in_this() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, None);
		agent(1, 3, MANAGER, Some(START + 10));
		agent(1, 4, DEVICES, None);
		let remove = |who| Organisations::remove_agent(signed(who), 4);
		assert_noop!(remove(2), Error::<Test>::OutOfScope);
		assert_noop!(remove(5), Error::<Test>::NotAMember);
		set_standing(org, Standing::Suspended);
		assert_noop!(remove(3), Error::<Test>::OrganisationSuspended);
		set_standing(org, Standing::Active);
		Now::set(START + 10);
		assert_noop!(remove(3), Error::<Test>::AgencyExpired);
		set_standing(org, Standing::Expelled);
		assert_noop!(remove(3), Error::<Test>::OrganisationExpelled);
	});
}

#[test]
fn remove_agent_is_refused_for_who_is_no_agent() {
	on_chain(|| {
		member(1, MAKER);
		member(2, MAKER);
		agent(2, 3, DEVICES, None);
		for stranger in [1, 2, 3, 4] {
			assert_noop!(
				Organisations::remove_agent(signed(1), stranger),
				Error::<Test>::NotAgent
			);
		}
	});
}
