use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::{ActsFor, Standing};

#[test]
fn accept_agency_lets_the_account_act() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 2, DEVICES, None));
		System::reset_events();
		assert_noop!(
			Organisations::acting(&2, Scope::Devices),
			Error::<Test>::NotAMember
		);
		assert_ok!(Organisations::accept_agency(signed(2), org));

		assert_eq!(events(), [Event::AgencyAccepted { org, agent: 2 }]);
		assert_eq!(Organisations::acting(&2, Scope::Devices), Ok(org));
		assert_eq!(held(2), 0);
	});
}

#[test]
fn accept_agency_needs_an_account() {
	on_chain(|| needs_an_account(|origin| Organisations::accept_agency(origin, 1)));
}

#[test]
fn accept_agency_is_refused_when_it_was_not_offered() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 2, DEVICES, None));
		let accept = |who, org| Organisations::accept_agency(signed(who), org);
		assert_noop!(accept(3, org), Error::<Test>::NotOffered);
		assert_noop!(accept(2, org + 1), Error::<Test>::UnknownOrganisation);
		assert_ok!(Organisations::remove_agent(signed(1), 2));
		assert_noop!(accept(2, org), Error::<Test>::NotOffered);
	});
}

#[test]
fn accept_agency_is_refused_to_who_acts_already() {
	on_chain(|| {
		let one = member(1, MAKER);
		let other = member(2, MAKER);
		for who in [1, 2, 3] {
			assert_ok!(Organisations::add_agent(signed(1), who, DEVICES, None));
		}
		agent(2, 3, DEVICES, None);
		for (who, org) in [(1, one), (2, one), (3, one), (3, other)] {
			assert_noop!(
				Organisations::accept_agency(signed(who), org),
				Error::<Test>::AlreadyActs
			);
		}
		assert_ok!(Organisations::remove_agent(signed(3), 3));
		assert_ok!(Organisations::accept_agency(signed(3), one));
	});
}

#[test]
fn accept_agency_is_refused_to_an_applicant() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 2, DEVICES, None));
		apply(2, MAKER);
		assert_noop!(
			Organisations::accept_agency(signed(2), org),
			Error::<Test>::ApplicationOpen
		);
		assert_ok!(Organisations::withdraw_application(signed(2)));
		assert_ok!(Organisations::accept_agency(signed(2), org));
	});
}

#[test]
fn accept_agency_is_refused_when_the_mandate_has_ended() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(
			signed(1),
			2,
			DEVICES,
			Some(START + 10)
		));
		Now::set(START + 10);
		assert_noop!(
			Organisations::accept_agency(signed(2), org),
			Error::<Test>::AgencyExpired
		);
		Now::set(START + 9);
		assert_ok!(Organisations::accept_agency(signed(2), org));
	});
}

#[test]
fn accept_agency_is_refused_when_the_organisation_is_not_active() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 2, DEVICES, None));
		let accept = || Organisations::accept_agency(signed(2), org);
		set_standing(org, Standing::Suspended);
		assert_noop!(accept(), Error::<Test>::OrganisationSuspended);
		set_standing(org, Standing::Expelled);
		assert_noop!(accept(), Error::<Test>::OrganisationExpelled);
	});
}
