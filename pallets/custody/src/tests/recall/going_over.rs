//! How a recalled lot is gone over, block by block, and what waits for that.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, Weight};

use super::{pass_until_idle, stored};

#[test]
fn recall_of_a_large_lot_is_done_over_several_blocks_when_there_is_little_room() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..600).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..6).map(case));
		for (case, vials) in boxes.iter().zip(vials.chunks(100)) {
			pack(*case, vials);
		}
		recall_lot(MAKER, lot("A").id());
		// No room at all, in any block: what is reserved is enough to come to an end.
		let mut blocks = 0;
		while Errands::<Test>::iter().next().is_some() {
			for case in &boxes {
				let obstacle = offer(*case, CARRIER).expect_err("none moves in any block");
				let spreading: DispatchError = Error::<Test>::RecallSpreading.into();
				let recalled: DispatchError = Error::<Test>::ItemIsRecalled.into();
				assert!(obstacle == spreading || obstacle == recalled);
			}
			check_invariants();
			pass_with(SECOND, Weight::from_parts(blocks * 7, u64::MAX));
			blocks += 1;
		}
		assert!((4..=8).contains(&blocks), "{blocks}");
		for case in &boxes {
			assert_eq!(stored(*case).inside().recalled, 100);
			assert_noop!(offer(*case, CARRIER), Error::<Test>::ItemIsRecalled);
		}
		assert_eq!(Spreading::<Test>::get(), Spread::default());
		assert_eq!(Busy::<Test>::get(MAKER), 0);
	});
}

#[test]
fn small_recall_is_not_held_up_when_a_large_one_was_there_before() {
	on_chain(|| {
		commission_in(MAKER, (0..1_000).map(vial), Some(lot("BIG")));
		let few = commission_in(MAKER, (2_000..2_005).map(vial), Some(lot("SMALL")));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &few);
		recall_lot(MAKER, lot("BIG").id());
		recall_lot(MAKER, lot("SMALL").id());
		pass_with(SECOND, Weight::zero());
		// They take turns: in a block's reserve there are some fifty turns for each.
		assert_eq!(stored(case).inside().recalled, 5);
		assert_eq!(Spreading::<Test>::get().lots.to_vec(), [lot("BIG").id()]);
		assert_eq!(Busy::<Test>::get(MAKER), 1);
	});
}

#[test]
fn maker_waits_when_as_many_of_its_lots_are_gone_over_as_may() {
	on_chain(|| {
		let names = ["A", "B", "C", "D", "E"];
		for (place, name) in (0..).zip(names) {
			commission_in(
				MAKER,
				(place * 100..place * 100 + 50).map(vial),
				Some(lot(name)),
			);
		}
		let recall = |org, name: &str| {
			let subject = Subject::Lot(lot(name).id());
			Custody::recall(by(org), subject, REASON, Default::default(), anywhere())
		};
		for name in &names[..MAX_BUSY as usize] {
			assert_ok!(recall(MAKER, name));
		}
		assert_noop!(recall(MAKER, "E"), Error::<Test>::TooManyAtOnce);
		assert_noop!(
			Custody::end_recall(by(MAKER), 1, anywhere()),
			Error::<Test>::TooManyAtOnce
		);
		// A regulator does not wait, and nobody waits for others.
		assert_ok!(recall(AGENCY, "E"));
		pass(SECOND);
		assert_ok!(recall(MAKER, "E"));
	});
}

#[test]
fn nothing_that_holds_a_lot_moves_when_more_lots_are_gone_over_than_can_be_listed() {
	on_chain(|| {
		let lots: Vec<_> = (0..MAX_SPREADING + 3).map(|n| format!("L{n}")).collect();
		let mut next = 0;
		for name in &lots {
			commission_in(MAKER, (next..next + 20).map(vial), Some(lot(name)));
			next += 20;
		}
		let other = commission_in(MAKER, [vial(next)], Some(lot("OTHER")))[0];
		let plain = commission(MAKER, [vial(next + 1)])[0];
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[0], &[other]);
		pack(boxes[1], &[plain]);
		for name in &lots {
			recall_lot(AGENCY, lot(name).id());
		}
		let spread = Spreading::<Test>::get();
		assert_eq!(
			(spread.lots.len() as u32, spread.others),
			(MAX_SPREADING, 3)
		);
		assert_noop!(offer(boxes[0], CARRIER), Error::<Test>::RecallSpreading);
		hand_over(boxes[1], CARRIER);
		hand_over(boxes[2], CARRIER);
		// The same lots are called back once more, and then all of it comes to an end.
		for name in &lots[..5] {
			recall_lot(CUSTOMS, lot(name).id());
		}
		assert_eq!(Spreading::<Test>::get().others, 8);
		pass_until_idle();
		assert_eq!(Spreading::<Test>::get(), Spread::default());
		hand_over(boxes[0], CARRIER);
	});
}

#[test]
fn lot_stays_stopped_when_it_is_listed_and_counted_besides() {
	on_chain(|| {
		let last = format!("L{MAX_SPREADING}");
		for n in 0..MAX_SPREADING {
			commission_in(MAKER, [vial(n)], Some(lot(&format!("L{n}"))));
		}
		let many = commission_in(MAKER, (1_000..1_100).map(vial), Some(lot(&last)));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &many[99..]);
		for n in 0..MAX_SPREADING {
			recall_lot(AGENCY, lot(&format!("L{n}")).id());
		}
		recall_lot(AGENCY, lot(&last).id());
		// The small ones are done soon; the large one is not on the list.
		while !stored(case).counted && stored(case).inside().recalled == 0 {
			assert_noop!(offer(case, CARRIER), Error::<Test>::RecallSpreading);
			pass_with(SECOND, Weight::zero());
		}
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsRecalled);
		pass_until_idle();
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsRecalled);
	});
}
