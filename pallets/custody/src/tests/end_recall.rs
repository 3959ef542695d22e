//! How recalls end, and what they reached is free again.

use super::recall::{bulk, pass_until_idle, stored, transform};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::organisation::{OrgId, Standing};
use sp_runtime::{DispatchError, DispatchResult, Weight};

fn end(org: OrgId, recall: RecallId) -> DispatchResult {
	Custody::end_recall(by(org), recall, anywhere())
}

#[test]
fn end_is_written_down_and_paid_for_when_the_recall_was_of_an_item() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let recall = recall(MAKER, Subject::Item(vial), &[]);
		let before = held(MAKER.into());
		pass(MINUTE);
		assert_ok!(end(MAKER, recall));
		assert_eq!(last_event(), Event::RecallEnded { recall, by: MAKER });
		let step = last_step(vial);
		assert_eq!(step.deed, Deed::RecallEnded { recall });
		let bytes = Custody::step_bytes(&step) as u128;
		assert_eq!(held(MAKER.into()), before + 1_000 + bytes);
		let record = Custody::recall_record(recall).expect("it stays on record");
		assert_eq!((record.ended_at, record.reached), (Some(now()), 1));
		// It is free when the work is done.
		assert_noop!(offer(vial, CARRIER), Error::<Test>::ItemIsRecalled);
		pass(SECOND);
		assert_eq!(RecallReach::<Test>::iter().count(), 0);
		hand_over(vial, CARRIER);
	});
}

#[test]
fn end_frees_a_lot_what_holds_it_and_what_was_made_of_it() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..3).map(vial), Some(lot("A")));
		let stuff = bulk(MAKER, "STUFF", 10);
		assert_ok!(transform(MAKER, &[(stuff, Some(4))], &[("THING", 4)]));
		let thing = lot("THING").id();
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[0], &vials[..2]);
		pack(boxes[1], &boxes[..1]);
		pack(boxes[2], &[thing]);
		let first = recall_lot(MAKER, lot("A").id());
		let second = recall_lot(AGENCY, stuff);
		pass(SECOND);
		for case in &boxes[1..] {
			assert_noop!(offer(*case, CARRIER), Error::<Test>::ItemIsRecalled);
		}
		assert_ok!(end(MAKER, first));
		assert_ok!(end(AGENCY, second));
		pass(SECOND);
		for item in [vials[2], boxes[1], boxes[2], stuff] {
			hand_over(item, CARRIER);
		}
		assert_eq!(stored(boxes[1]).inside().recalled, 0);
		assert_eq!(Busy::<Test>::iter().count(), 0);
	});
}

#[test]
fn end_is_refused_when_there_is_no_such_recall_or_it_is_over() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		assert_noop!(end(MAKER, 1), Error::<Test>::UnknownRecall);
		let recall = recall(MAKER, Subject::Item(vial), &[]);
		assert_ok!(end(MAKER, recall));
		assert_noop!(end(MAKER, recall), Error::<Test>::RecallIsOver);
		pass(SECOND);
		assert_noop!(end(MAKER, recall), Error::<Test>::RecallIsOver);
		assert_noop!(end(MAKER, 0), Error::<Test>::UnknownRecall);
	});
}

#[test]
fn end_is_refused_to_all_but_the_recaller() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let of_maker = recall(MAKER, Subject::Item(vial), &[]);
		let of_agency = recall(AGENCY, Subject::Item(vial), &[]);
		for org in [TRADER, AGENCY, CUSTOMS] {
			assert_noop!(end(org, of_maker), Error::<Test>::NotRecaller);
		}
		for org in [MAKER, CUSTOMS] {
			assert_noop!(end(org, of_agency), Error::<Test>::NotRecaller);
		}
		let end = |origin, recall| Custody::end_recall(origin, recall, anywhere());
		assert_noop!(end(by_clerk(MAKER), of_maker), OUT_OF_SCOPE);
		assert_noop!(end(by(20), of_maker), NOT_A_MEMBER);
		assert_noop!(
			end(RuntimeOrigin::none(), of_maker),
			DispatchError::BadOrigin
		);
		assert_noop!(end(by_pauper(MAKER), of_maker), NO_MONEY);
		set_standing(MAKER, Standing::Suspended);
		assert_noop!(end(by(MAKER), of_maker), NOT_ACTIVE);
	});
}

#[test]
fn regulator_ends_a_recall_when_whoever_recalled_is_not_active_any_more() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let recall = recall(MAKER, Subject::Item(vial), &[]);
		set_standing(MAKER, Standing::Expelled);
		assert_noop!(end(TRADER, recall), Error::<Test>::NotRecaller);
		assert_ok!(end(CUSTOMS, recall));
		let by = CUSTOMS;
		assert_eq!(last_event(), Event::RecallEnded { recall, by });
		pass(SECOND);
		assert!(!Custody::item(vial).expect("it is there").recalled);
	});
}

#[test]
fn regulator_that_regulates_no_more_ends_what_it_recalled() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let recall = recall(AGENCY, Subject::Item(vial), &[]);
		Regulators::set(vec![CUSTOMS]);
		assert_noop!(end(CUSTOMS, recall), Error::<Test>::NotRecaller);
		assert_ok!(end(AGENCY, recall));
	});
}

#[test]
fn lot_is_free_when_the_last_of_two_recalls_has_ended() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..4).map(vial), Some(lot("A")));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &vials[..2]);
		let first = recall_lot(MAKER, lot("A").id());
		pass(SECOND);
		let second = recall_lot(AGENCY, lot("A").id());
		let third = recall(CUSTOMS, Subject::Item(vials[0]), &[]);
		pass(SECOND);
		assert_eq!(stored(case).inside().recalled, 2);
		assert_ok!(end(MAKER, first));
		pass(SECOND);
		for item in [vials[2], case] {
			assert_noop!(offer(item, CARRIER), Error::<Test>::ItemIsRecalled);
		}
		assert_eq!(stored(case).inside().recalled, 2);
		assert_ok!(end(AGENCY, second));
		pass(SECOND);
		hand_over(vials[2], CARRIER);
		// One of them is recalled by itself.
		assert_eq!(stored(case).inside().recalled, 1);
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsRecalled);
		assert_ok!(end(CUSTOMS, third));
		pass(SECOND);
		hand_over(case, CARRIER);
	});
}

#[test]
fn product_is_free_when_the_recalls_of_both_things_that_it_was_made_of_have_ended() {
	on_chain(|| {
		let (one, two) = (bulk(MAKER, "ONE", 10), bulk(MAKER, "TWO", 10));
		assert_ok!(transform(
			MAKER,
			&[(one, Some(5)), (two, Some(5))],
			&[("BOTH", 10)]
		));
		let both = lot("BOTH").id();
		let (first, second) = (recall_lot(MAKER, one), recall_lot(MAKER, two));
		pass(SECOND);
		assert_eq!(stored(both).recalls, 2);
		assert_ok!(end(MAKER, first));
		pass(SECOND);
		assert_ok!(offer(one, CARRIER));
		assert_noop!(offer(both, CARRIER), Error::<Test>::ItemIsRecalled);
		assert_ok!(end(MAKER, second));
		pass(SECOND);
		assert_ok!(offer(both, CARRIER));
	});
}

#[test]
fn nothing_is_left_when_a_recall_ends_while_it_still_spreads() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..400).map(vial), Some(lot("A")));
		let stuff = bulk(MAKER, "STUFF", 100);
		for n in 0..20 {
			assert_ok!(transform(
				MAKER,
				&[(stuff, Some(1))],
				&[(&format!("P{n}"), 1)]
			));
		}
		let boxes = commission(MAKER, (0..4).map(case));
		for (case, vials) in boxes.iter().zip(vials.chunks(100)) {
			pack(*case, vials);
		}
		let recalls = [recall_lot(MAKER, lot("A").id()), recall_lot(AGENCY, stuff)];
		pass_with(SECOND, Weight::zero());
		let counted = boxes.iter().map(|case| stored(*case).inside().recalled);
		assert!((1..400).contains(&counted.sum::<u32>()));
		assert_ok!(end(MAKER, recalls[0]));
		assert_ok!(end(AGENCY, recalls[1]));
		// Another begins meanwhile.
		let third = recall(MAKER, Subject::Item(vials[399]), &[]);
		check_invariants();
		assert!(pass_until_idle() > 3);
		for case in &boxes[..3] {
			assert_eq!(stored(*case).inside().recalled, 0);
			hand_over(*case, CARRIER);
		}
		assert_noop!(offer(boxes[3], CARRIER), Error::<Test>::ItemIsRecalled);
		for n in 0..20 {
			assert_ok!(offer(lot(&format!("P{n}")).id(), CARRIER));
		}
		let left: Vec<_> = RecallReach::<Test>::iter_keys().collect();
		assert_eq!(left, [(third, Reached::Item(vials[399]))]);
		assert_eq!(Spreading::<Test>::get(), Spread::default());
		assert_eq!(Busy::<Test>::iter().count(), 0);
	});
}

#[test]
fn lot_is_recalled_again_when_a_new_recall_begins_while_the_old_one_is_lifted() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..300).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..3).map(case));
		for (case, vials) in boxes.iter().zip(vials.chunks(100)) {
			pack(*case, vials);
		}
		let first = recall_lot(MAKER, lot("A").id());
		pass_until_idle();
		assert_ok!(end(MAKER, first));
		pass_with(SECOND, Weight::zero());
		recall_lot(AGENCY, lot("A").id());
		for case in &boxes {
			assert!(offer(*case, CARRIER).is_err());
		}
		pass_until_idle();
		for case in &boxes {
			assert_eq!(stored(*case).inside().recalled, 100);
			assert_noop!(offer(*case, CARRIER), Error::<Test>::ItemIsRecalled);
		}
	});
}
