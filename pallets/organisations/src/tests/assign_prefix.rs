use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::Standing;

#[test]
fn assign_prefix_gives_it_a_holder() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506000"),
			org
		));

		assert_eq!(
			events(),
			[Event::PrefixAssigned {
				prefix: prefix("9506000"),
				org
			}]
		);
		assert_eq!(Prefixes::<Test>::get(prefix("9506000")), Some(org));
	});
}

#[test]
fn assign_prefix_tells_leading_zeros_apart() {
	on_chain(|| {
		let one = member(1, MAKER);
		let other = member(2, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("0614141"),
			one
		));
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("614141"),
			other
		));
		assert_eq!(Prefixes::<Test>::get(prefix("0614141")), Some(one));
		assert_eq!(Prefixes::<Test>::get(prefix("614141")), Some(other));
	});
}

#[test]
fn assign_prefix_reaches_a_suspended_member() {
	on_chain(|| {
		let org = member(1, MAKER);
		set_standing(org, Standing::Suspended);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506000"),
			org
		));
	});
}

#[test]
fn assign_prefix_is_refused_to_all_but_the_council() {
	on_chain(|| {
		let org = member(1, MAKER);
		is_refused_to_all_but_the_council(|origin| {
			Organisations::assign_prefix(origin, prefix("9506000"), org)
		});
	});
}

#[test]
fn assign_prefix_is_refused_when_there_is_no_such_member() {
	on_chain(|| {
		let org = member(1, MAKER);
		let assign = |org| Organisations::assign_prefix(council(), prefix("9506000"), org);
		assert_noop!(assign(9), Error::<Test>::UnknownOrganisation);
		set_standing(org, Standing::Expelled);
		assert_noop!(assign(org), Error::<Test>::OrganisationExpelled);
	});
}

#[test]
fn assign_prefix_is_refused_when_it_is_assigned() {
	on_chain(|| {
		let org = member(1, MAKER);
		let other = member(2, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506000"),
			org
		));
		for holder in [org, other] {
			assert_noop!(
				Organisations::assign_prefix(council(), prefix("9506000"), holder),
				Error::<Test>::PrefixTaken
			);
		}
	});
}

#[test]
fn assign_prefix_is_refused_when_one_lies_inside_another() {
	on_chain(|| {
		let org = member(1, MAKER);
		let other = member(2, MAKER);
		let assign = |digits, org| Organisations::assign_prefix(council(), prefix(digits), org);
		assert_ok!(assign("9506000", org));
		// Outside by one digit and by all that there can be, inside likewise; its own holder gets
		// no other answer.
		for overlapping in ["950600", "9506", "95060001", "950600012345"] {
			for holder in [org, other] {
				assert_noop!(assign(overlapping, holder), Error::<Test>::PrefixOverlaps);
			}
		}
		for beside in ["9506001", "9507", "950601123456", "09506000"] {
			assert_ok!(assign(beside, other));
		}
	});
}

#[test]
fn assign_prefix_agrees_with_what_overlaps() {
	let candidates = [
		"0000",
		"00000",
		"00001",
		"000012",
		"0001",
		"00012",
		"000123456789",
		"1000",
		"10000",
	];
	for first in candidates {
		for second in candidates {
			on_chain(|| {
				let org = member(1, MAKER);
				assert_ok!(Organisations::assign_prefix(council(), prefix(first), org));
				let assigned = Organisations::assign_prefix(council(), prefix(second), org).is_ok();
				assert_eq!(
					assigned,
					!prefix(first).overlaps(prefix(second)),
					"{first}, {second}"
				);
			});
		}
	}
}
