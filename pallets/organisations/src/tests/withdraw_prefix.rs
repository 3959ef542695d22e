use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::Standing;

#[test]
fn withdraw_prefix_makes_room_inside_and_outside() {
	on_chain(|| {
		let org = member(1, MAKER);
		let other = member(2, MAKER);
		let assign = |digits, org| Organisations::assign_prefix(council(), prefix(digits), org);
		assert_ok!(assign("9506000", org));
		System::reset_events();
		assert_ok!(Organisations::withdraw_prefix(council(), prefix("9506000")));

		assert_eq!(
			events(),
			[Event::PrefixWithdrawn {
				prefix: prefix("9506000"),
				org
			}]
		);
		assert_eq!(Prefixes::<Test>::get(prefix("9506000")), None);
		assert_eq!(PrefixesInside::<Test>::iter().count(), 0);
		assert_ok!(assign("95060001", other));
		assert_ok!(Organisations::withdraw_prefix(
			council(),
			prefix("95060001")
		));
		assert_ok!(assign("9506", other));
	});
}

#[test]
fn withdraw_prefix_counts_those_that_are_left_inside() {
	on_chain(|| {
		let org = member(1, MAKER);
		let assign = |digits| Organisations::assign_prefix(council(), prefix(digits), org);
		assert_ok!(assign("950600"));
		assert_ok!(assign("950601"));
		assert_ok!(Organisations::withdraw_prefix(council(), prefix("950600")));
		assert_noop!(assign("9506"), Error::<Test>::PrefixOverlaps);
		assert_ok!(Organisations::withdraw_prefix(council(), prefix("950601")));
		assert_ok!(assign("9506"));
	});
}

#[test]
fn withdraw_prefix_reaches_an_expelled_holder() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506000"),
			org
		));
		set_standing(org, Standing::Expelled);
		assert_ok!(Organisations::withdraw_prefix(council(), prefix("9506000")));
	});
}

#[test]
fn withdraw_prefix_is_refused_to_all_but_the_council() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506000"),
			org
		));
		is_refused_to_all_but_the_council(|origin| {
			Organisations::withdraw_prefix(origin, prefix("9506000"))
		});
	});
}

#[test]
fn withdraw_prefix_is_refused_when_it_is_not_assigned() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506000"),
			org
		));
		for other in ["950600", "95060001", "9507"] {
			assert_noop!(
				Organisations::withdraw_prefix(council(), prefix(other)),
				Error::<Test>::PrefixNotAssigned
			);
		}
	});
}
