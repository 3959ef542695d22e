use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::Standing;

#[test]
fn suspend_stops_a_member_from_acting() {
	on_chain(|| {
		let org = member(1, MAKER);
		Now::set(START + 5);
		assert_ok!(Organisations::suspend(council(), org, reason("Audit")));

		assert_eq!(
			events(),
			[Event::Suspended {
				org,
				by: None,
				reason: reason("Audit")
			}]
		);
		assert_eq!(organisation(org).standing, Standing::Suspended);
		assert_eq!(organisation(org).since, START + 5);
		assert_noop!(
			Organisations::set_metadata(signed(1), None, None),
			Error::<Test>::OrganisationSuspended
		);
	});
}

#[test]
fn suspend_may_be_a_regulators_or_its_agents() {
	on_chain(|| {
		let maker = member(1, MAKER);
		let other = member(2, MAKER);
		let regulator = member(3, REGULATOR);
		agent(3, 4, Scopes::of(&[Scope::Regulation]), None);

		assert_ok!(Organisations::suspend(signed(3), maker, reason("Audit")));
		assert_ok!(Organisations::suspend(signed(4), other, reason("Audit")));
		let suspended = |org| Event::Suspended {
			org,
			by: Some(regulator),
			reason: reason("Audit"),
		};
		assert_eq!(events(), [suspended(maker), suspended(other)]);
	});
}

#[test]
fn suspend_is_refused_to_who_is_no_regulator() {
	on_chain(|| {
		let org = member(1, MAKER);
		member(2, MAKER);
		agent(2, 3, Scopes::ALL, None);
		let suspend = |who| Organisations::suspend(signed(who), org, reason("Envy"));
		assert_noop!(suspend(2), Error::<Test>::NotARegulator);
		assert_noop!(suspend(3), Error::<Test>::NotARegulator);
		assert_noop!(suspend(4), Error::<Test>::NotAMember);
		assert_noop!(
			Organisations::suspend(RuntimeOrigin::none(), org, reason("Envy")),
			BadOrigin
		);
	});
}

#[test]
fn suspend_is_refused_to_a_regulator_that_cannot_act() {
	on_chain(|| {
		let org = member(1, MAKER);
		let regulator = member(2, REGULATOR);
		agent(2, 3, DEVICES, None);
		agent(2, 4, Scopes::ALL, Some(START + 10));
		Now::set(START + 10);
		let suspend = |who| Organisations::suspend(signed(who), org, reason("Audit"));
		assert_noop!(suspend(3), Error::<Test>::OutOfScope);
		assert_noop!(suspend(4), Error::<Test>::AgencyExpired);
		set_standing(regulator, Standing::Suspended);
		assert_noop!(suspend(2), Error::<Test>::OrganisationSuspended);
		set_standing(regulator, Standing::Active);
		assert_ok!(Organisations::set_roles(council(), regulator, MAKER));
		assert_noop!(suspend(2), Error::<Test>::NotARegulator);
		set_standing(regulator, Standing::Expelled);
		assert_noop!(suspend(2), Error::<Test>::OrganisationExpelled);
	});
}

#[test]
fn suspend_of_a_regulator_is_the_councils_alone() {
	on_chain(|| {
		let one = member(1, REGULATOR);
		let other = member(2, REGULATOR);
		for org in [one, other] {
			assert_noop!(
				Organisations::suspend(signed(1), org, reason("Audit")),
				Error::<Test>::SubjectIsRegulator
			);
		}
		assert_ok!(Organisations::suspend(council(), other, reason("Audit")));
	});
}

#[test]
fn suspend_is_refused_when_the_member_is_not_active() {
	on_chain(|| {
		let org = member(1, MAKER);
		member(2, REGULATOR);
		for origin in [council(), signed(2)] {
			let suspend = |org| Organisations::suspend(origin.clone(), org, reason("Audit"));
			assert_noop!(suspend(9), Error::<Test>::UnknownOrganisation);
			set_standing(org, Standing::Suspended);
			assert_noop!(suspend(org), Error::<Test>::OrganisationSuspended);
			set_standing(org, Standing::Active);
		}
		set_standing(org, Standing::Expelled);
		assert_noop!(
			Organisations::suspend(council(), org, reason("Audit")),
			Error::<Test>::OrganisationExpelled
		);
	});
}

#[test]
fn suspend_is_refused_without_a_reason() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_noop!(
			Organisations::suspend(council(), org, reason(" ")),
			Error::<Test>::NotText
		);
	});
}
