use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::{organisation::Standing, Moment};
use sp_runtime::{DispatchError, TokenError};

#[test]
fn add_agent_asks_and_binds_nobody() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(
			signed(1),
			2,
			DEVICES,
			Some(START + 10)
		));

		let mandate = Mandate {
			scopes: DEVICES,
			expires_at: Some(START + 10),
		};
		assert_eq!(
			events(),
			[Event::AgentAdded {
				org,
				agent: 2,
				mandate
			}]
		);
		let agency = Agents::<Test>::get(org, 2).expect("it is recorded");
		assert_eq!(agency.mandate, mandate);
		assert!(!agency.accepted);
		assert_eq!(organisation(org).agents, 1);
		assert_eq!(held(1), price_of_organisation() + price_of_agency());
		assert_eq!(Accounts::<Test>::get(2), None);
		assert_ok!(try_apply(2, &profile(MAKER)));
	});
}

#[test]
fn add_agent_may_be_an_agents_within_what_it_has() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, MANAGER, Some(START + 10));
		assert_ok!(Organisations::add_agent(
			signed(2),
			3,
			MANAGER.without(Scope::Organisation),
			Some(START + 10)
		));

		assert_eq!(held(2), price_of_agency());
		assert_eq!(organisation(org).agents, 2);
	});
}

#[test]
fn add_agent_is_refused_beyond_what_an_agent_has() {
	on_chain(|| {
		member(1, MAKER);
		agent(1, 2, MANAGER, Some(START + 10));
		let add = |scopes: &[Scope], end: Option<Moment>| {
			Organisations::add_agent(signed(2), 3, Scopes::of(scopes), end)
		};
		let end = Some(START + 10);
		let beyond: [(&[Scope], Option<Moment>); 6] = [
			(&[Scope::Organisation], end),
			(&[Scope::Devices, Scope::Organisation], end),
			(&[Scope::Anchors], end),
			(&[Scope::Devices, Scope::Anchors], end),
			(&[Scope::Devices], Some(START + 11)),
			(&[Scope::Devices], None),
		];
		for (scopes, end) in beyond {
			assert_noop!(add(scopes, end), Error::<Test>::BeyondOwnAuthority);
		}
		assert_ok!(add(&[Scope::Devices], end));
	});
}

#[test]
fn add_agent_needs_an_account() {
	on_chain(|| needs_an_account(|origin| Organisations::add_agent(origin, 2, DEVICES, None)));
}

#[test]
fn add_agent_is_refused_to_who_may_not_act_in_this() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, None);
		agent(1, 3, MANAGER, Some(START + 10));
		Now::set(START + 10);
		let add = |who| Organisations::add_agent(signed(who), 5, DEVICES, None);
		assert_noop!(add(2), Error::<Test>::OutOfScope);
		assert_noop!(add(3), Error::<Test>::AgencyExpired);
		assert_noop!(add(4), Error::<Test>::NotAMember);
		set_standing(org, Standing::Suspended);
		assert_noop!(add(1), Error::<Test>::OrganisationSuspended);
		set_standing(org, Standing::Expelled);
		assert_noop!(add(1), Error::<Test>::OrganisationExpelled);
	});
}

#[test]
fn add_agent_is_refused_without_a_scope() {
	on_chain(|| {
		member(1, MAKER);
		assert_noop!(
			Organisations::add_agent(signed(1), 2, Scopes::EMPTY, None),
			Error::<Test>::NoScopes
		);
	});
}

#[test]
fn add_agent_is_refused_when_the_end_has_come() {
	on_chain(|| {
		member(1, MAKER);
		for end in [0, START - 1, START] {
			assert_noop!(
				Organisations::add_agent(signed(1), 2, DEVICES, Some(end)),
				Error::<Test>::MandateEnded
			);
		}
		assert_ok!(Organisations::add_agent(
			signed(1),
			2,
			DEVICES,
			Some(START + 1)
		));
	});
}

#[test]
fn add_agent_is_refused_twice() {
	on_chain(|| {
		let org = member(1, MAKER);
		let add = || Organisations::add_agent(signed(1), 2, DEVICES, None);
		assert_ok!(add());
		assert_noop!(add(), Error::<Test>::AlreadyAgent);
		assert_ok!(Organisations::accept_agency(signed(2), org));
		assert_noop!(add(), Error::<Test>::AlreadyAgent);
	});
}

#[test]
fn add_agent_is_refused_beyond_the_most() {
	on_chain(|| {
		member(1, MAKER);
		let add = |agent| Organisations::add_agent(signed(1), agent, DEVICES, None);
		for agent in (2..).take(MAX_AGENTS as usize) {
			assert_ok!(add(agent));
		}
		assert_noop!(add(9), Error::<Test>::TooManyAgents);
		assert_ok!(Organisations::remove_agent(signed(1), 2));
		assert_ok!(add(9));
	});
}

#[test]
fn add_agent_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		member(1, MAKER);
		assert_ok!(Balances::transfer_all(signed(1), 2, false));
		assert_noop!(
			Organisations::add_agent(signed(1), 2, DEVICES, None),
			DispatchError::Token(TokenError::FundsUnavailable)
		);
	});
}
