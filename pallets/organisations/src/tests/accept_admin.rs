use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::{ActsFor, Standing};
use sp_runtime::{DispatchError, TokenError};

#[test]
fn accept_admin_hands_over_the_place_and_the_deposit() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 3, DEVICES, None);
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));
		System::reset_events();
		assert_ok!(Organisations::accept_admin(signed(2), org));

		assert_eq!(
			events(),
			[Event::AdminChanged {
				org,
				from: 1,
				to: 2
			}]
		);
		assert_eq!(organisation(org).admin, 2);
		assert_eq!(organisation(org).offered_to, None);
		assert_eq!(held(2), price_of_organisation());
		// What the former admin paid for the agent stays until the agent goes.
		assert_eq!(held(1), price_of_agency());
		assert_eq!(Organisations::acting(&2, Scope::Anchors), Ok(org));
		assert_eq!(Organisations::acting(&3, Scope::Devices), Ok(org));
		assert_noop!(
			Organisations::acting(&1, Scope::Devices),
			Error::<Test>::NotAMember
		);
		apply(1, MAKER);
	});
}

#[test]
fn accept_admin_raises_an_agent_of_the_organisation() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, None);
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));
		System::reset_events();
		assert_ok!(Organisations::accept_admin(signed(2), org));

		assert_eq!(
			events(),
			[
				Event::AgentRemoved { org, agent: 2 },
				Event::AdminChanged {
					org,
					from: 1,
					to: 2
				}
			]
		);
		assert_eq!(Agents::<Test>::get(org, 2), None);
		assert_eq!(organisation(org).agents, 0);
		assert_eq!(held(1), 0);
		assert_eq!(Organisations::acting(&2, Scope::Anchors), Ok(org));
	});
}

#[test]
fn accept_admin_settles_an_agency_that_was_never_accepted() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 2, DEVICES, None));
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));
		assert_ok!(Organisations::accept_admin(signed(2), org));
		assert_eq!(organisation(org).agents, 0);
	});
}

#[test]
fn accept_admin_needs_an_account() {
	on_chain(|| needs_an_account(|origin| Organisations::accept_admin(origin, 1)));
}

#[test]
fn accept_admin_is_refused_when_it_was_not_offered() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 3, Scopes::ALL, None);
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));
		let accept = |who, org| Organisations::accept_admin(signed(who), org);
		assert_noop!(accept(3, org), Error::<Test>::NotOffered);
		assert_noop!(accept(4, org), Error::<Test>::NotOffered);
		assert_noop!(accept(2, org + 1), Error::<Test>::UnknownOrganisation);
	});
}

#[test]
fn accept_admin_is_refused_to_who_acts_for_another() {
	on_chain(|| {
		let org = member(1, MAKER);
		member(2, MAKER);
		agent(2, 3, DEVICES, None);
		// The admin itself is one who acts already.
		for who in [1, 2, 3] {
			assert_ok!(Organisations::offer_admin(signed(1), Some(who)));
			assert_noop!(
				Organisations::accept_admin(signed(who), org),
				Error::<Test>::AlreadyActs
			);
		}
	});
}

#[test]
fn accept_admin_is_refused_to_an_applicant() {
	on_chain(|| {
		let org = member(1, MAKER);
		apply(2, MAKER);
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));
		assert_noop!(
			Organisations::accept_admin(signed(2), org),
			Error::<Test>::ApplicationOpen
		);
	});
}

#[test]
fn accept_admin_is_refused_when_the_organisation_is_not_active() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));
		let accept = || Organisations::accept_admin(signed(2), org);
		set_standing(org, Standing::Suspended);
		assert_noop!(accept(), Error::<Test>::OrganisationSuspended);
		set_standing(org, Standing::Expelled);
		assert_noop!(accept(), Error::<Test>::OrganisationExpelled);
	});
}

#[test]
fn accept_admin_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::offer_admin(signed(1), Some(21)));
		assert_noop!(
			Organisations::accept_admin(signed(21), org),
			DispatchError::Token(TokenError::FundsUnavailable)
		);
	});
}
