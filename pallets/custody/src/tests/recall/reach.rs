//! What a recall comes to: whatever was made of things, though they are no more, and what comes into
//! a lot later.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Weight;

use super::{bulk, pass_until_idle, stored, transform};

#[test]
fn recall_reaches_what_was_made_of_the_lot_over_generations() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 100);
		let clean = bulk(MAKER, "CLEAN", 100);
		assert_ok!(transform(MAKER, &[(grain, Some(60))], &[("FLOUR", 60)]));
		let flour = lot("FLOUR").id();
		assert_ok!(transform(
			MAKER,
			&[(flour, Some(30)), (clean, Some(10))],
			&[("DOUGH", 40)]
		));
		let dough = lot("DOUGH").id();
		let (left, right) = (lot("LEFT").id(), lot("RIGHT").id());
		assert_ok!(transform(
			MAKER,
			&[(dough, None)],
			&[("LEFT", 15), ("RIGHT", 25)]
		));
		assert_ok!(transform(MAKER, &[(clean, Some(20))], &[("PURE", 20)]));
		let boxes = commission(MAKER, (0..4).map(case));
		pack(boxes[0], &[left]);
		pack(boxes[1], &boxes[..1]);
		pack(boxes[2], &[lot("PURE").id()]);
		pack(boxes[3], &[flour]);
		recall_lot(AGENCY, grain);
		pass(MINUTE);
		for item in [grain, flour, right, left, boxes[0], boxes[1], boxes[3]] {
			if stored(item).parent.is_none() {
				assert!(offer(item, CARRIER).is_err(), "{:?}", stored(item).epc);
			}
			let view = Custody::item(item).expect("it is there");
			assert!(
				view.recalled || view.recalled_inside,
				"{:?}",
				stored(item).epc
			);
		}
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::ItemIsRecalled);
		assert_noop!(
			transform(MAKER, &[(right, None)], &[("BREAD", 25)]),
			Error::<Test>::ItemIsRecalled
		);
		for item in [clean, boxes[2]] {
			hand_over(item, CARRIER);
		}
		// The lot, three transformations, and flour, dough, left and right, each by its own.
		assert_eq!(Custody::recall_record(1).expect("it is there").reached, 8);
		let reached: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::RecallReached { recall: 1, item } => Some(item),
				_ => None,
			})
			.collect();
		assert_eq!(reached, [flour, dough, left, right]);
	});
}

#[test]
fn recall_reaches_what_is_made_while_it_spreads() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 1_000);
		let mut last = grain;
		// A long line of products: the recall takes a while to come to the last one.
		for n in 0..50 {
			let name = format!("G{n}");
			assert_ok!(transform(MAKER, &[(last, None)], &[(&name, 1_000)]));
			last = lot(&name).id();
		}
		recall_lot(MAKER, grain);
		pass_with(SECOND, Weight::zero());
		assert!(!Custody::item(last).expect("it is there").recalled);
		// The last one is not reached yet, and something is made of it.
		assert_ok!(transform(MAKER, &[(last, None)], &[("LATE", 1_000)]));
		pass_until_idle();
		assert!(
			Custody::item(lot("LATE").id())
				.expect("it is there")
				.recalled
		);
		assert_noop!(
			offer(lot("LATE").id(), CARRIER),
			Error::<Test>::ItemIsRecalled
		);
	});
}

#[test]
fn recall_reaches_what_was_made_of_things_that_are_no_more() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 10);
		assert_ok!(transform(MAKER, &[(grain, None)], &[("FLOUR", 10)]));
		let flour = lot("FLOUR").id();
		// It can be recalled by itself, too, though it was used up.
		recall(MAKER, Subject::Item(grain), &[]);
		pass(SECOND);
		assert_noop!(offer(flour, CARRIER), Error::<Test>::ItemIsRecalled);
		assert_ok!(Custody::end_recall(by(MAKER), 1, anywhere()));
		pass(SECOND);
		assert_ok!(Custody::archive(by(MAKER), grain, anywhere()));
		recall_lot(MAKER, grain);
		pass(SECOND);
		assert_noop!(offer(flour, CARRIER), Error::<Test>::ItemIsRecalled);
	});
}

#[test]
fn recall_reaches_what_was_made_of_things_that_were_removed() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 10);
		assert_ok!(transform(MAKER, &[(grain, None)], &[("FLOUR", 10)]));
		let flour = lot("FLOUR").id();
		assert_ok!(transform(MAKER, &[(flour, None)], &[("BREAD", 10)]));
		let bread = lot("BREAD").id();
		for item in [grain, flour] {
			assert_ok!(Custody::archive(by(MAKER), item, anywhere()));
		}
		pass(RETENTION);
		for item in [grain, flour] {
			assert_ok!(Custody::prune(by(CLINIC), item, 100));
			assert!(Removed::<Test>::contains_key(item));
		}
		recall_lot(MAKER, grain);
		pass(SECOND);
		assert_noop!(offer(bread, CARRIER), Error::<Test>::ItemIsRecalled);
		assert_ok!(Custody::end_recall(by(MAKER), 1, anywhere()));
		pass(SECOND);
		assert_ok!(offer(bread, CARRIER));
	});
}

#[test]
fn things_are_recalled_from_the_first_when_they_come_into_a_recalled_lot() {
	on_chain(|| {
		commission_in(MAKER, [vial(1)], Some(lot("A")));
		recall_lot(MAKER, lot("A").id());
		pass(SECOND);
		let late = commission_in(MAKER, [vial(2), vial(3)], Some(lot("A")));
		assert_noop!(offer(late[0], CARRIER), Error::<Test>::ItemIsRecalled);
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &late[1..]);
		assert_eq!(stored(case).inside().recalled, 1);
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsRecalled);
	});
}
