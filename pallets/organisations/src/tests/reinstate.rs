use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::Standing;

#[test]
fn reinstate_lets_a_member_act_again() {
	on_chain(|| {
		let org = member(1, MAKER);
		set_standing(org, Standing::Suspended);
		Now::set(START + 5);
		assert_ok!(Organisations::reinstate(council(), org));

		assert_eq!(events(), [Event::Reinstated { org }]);
		assert_eq!(organisation(org).standing, Standing::Active);
		assert_eq!(organisation(org).since, START + 5);
		assert_ok!(Organisations::set_metadata(signed(1), None, None));
	});
}

#[test]
fn reinstate_is_refused_to_all_but_the_council() {
	on_chain(|| {
		let org = member(1, MAKER);
		member(2, REGULATOR);
		assert_ok!(Organisations::suspend(signed(2), org, reason("Audit")));
		is_refused_to_all_but_the_council(|origin| Organisations::reinstate(origin, org));
		assert_noop!(Organisations::reinstate(signed(2), org), BadOrigin);
	});
}

#[test]
fn reinstate_is_refused_when_the_member_is_not_suspended() {
	on_chain(|| {
		let org = member(1, MAKER);
		let reinstate = |org| Organisations::reinstate(council(), org);
		assert_noop!(reinstate(org), Error::<Test>::NotSuspended);
		assert_noop!(reinstate(9), Error::<Test>::UnknownOrganisation);
		set_standing(org, Standing::Expelled);
		assert_noop!(reinstate(org), Error::<Test>::OrganisationExpelled);
	});
}
