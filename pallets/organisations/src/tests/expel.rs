use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::Standing;

#[test]
fn expel_is_final_and_keeps_the_record() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506000"),
			org
		));
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));
		System::reset_events();
		Now::set(START + 5);
		assert_ok!(Organisations::expel(council(), org, reason("Fraud")));

		assert_eq!(
			events(),
			[Event::Expelled {
				org,
				reason: reason("Fraud")
			}]
		);
		assert_eq!(organisation(org).standing, Standing::Expelled);
		assert_eq!(organisation(org).since, START + 5);
		assert_eq!(organisation(org).profile, profile(MAKER));
		assert_eq!(organisation(org).offered_to, None);
		assert_eq!(held(1), price_of_organisation());
		assert_eq!(Prefixes::<Test>::get(prefix("9506000")), Some(org));
		assert_noop!(
			Organisations::set_metadata(signed(1), None, None),
			Error::<Test>::OrganisationExpelled
		);
	});
}

#[test]
fn expel_reaches_a_suspended_member() {
	on_chain(|| {
		let org = member(1, MAKER);
		set_standing(org, Standing::Suspended);
		assert_ok!(Organisations::expel(council(), org, reason("Fraud")));
		assert_eq!(organisation(org).standing, Standing::Expelled);
	});
}

#[test]
fn expel_is_refused_to_all_but_the_council() {
	on_chain(|| {
		let org = member(1, MAKER);
		member(2, REGULATOR);
		let expel = |origin| Organisations::expel(origin, org, reason("Fraud"));
		is_refused_to_all_but_the_council(expel);
		assert_noop!(expel(signed(2)), BadOrigin);
	});
}

#[test]
fn expel_is_refused_when_there_is_no_such_member() {
	on_chain(|| {
		let org = member(1, MAKER);
		let expel = |org| Organisations::expel(council(), org, reason("Fraud"));
		assert_noop!(expel(9), Error::<Test>::UnknownOrganisation);
		set_standing(org, Standing::Expelled);
		assert_noop!(expel(org), Error::<Test>::OrganisationExpelled);
	});
}

#[test]
fn expel_is_refused_without_a_reason() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_noop!(
			Organisations::expel(council(), org, reason("")),
			Error::<Test>::NotText
		);
	});
}
