//! What a recall stops at once, and what moves on.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

use super::stored;

/// A lot that the sketch of another does not affirm.
fn unlike(other: &str, name: &str) -> Option<hallmark_types::epc::Epc> {
	let (one, two) = (lot(other).id(), lot(name).id());
	let (one, two) = (sketch::Sketch::of(&one), sketch::Sketch::of(&two));
	assert!(!one.may_hold(&two) && !two.may_hold(&one), "choose another");
	Some(lot(name))
}

#[test]
fn recall_of_a_lot_stops_every_onward_move_in_the_same_block() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..8).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..6).map(case));
		// Loose, on offer, in a case, and four cases deep.
		pack(boxes[0], &vials[2..4]);
		pack(boxes[1], &vials[4..6]);
		for pair in boxes[1..5].windows(2) {
			pack(pair[1], &pair[..1]);
		}
		assert_ok!(offer(vials[1], CARRIER));
		assert_ok!(offer(boxes[0], CARRIER));
		assert_ok!(offer_title(vials[6], Title::Ownership, MAKER, TRADER));
		recall_lot(MAKER, lot("A").id());

		assert_noop!(offer(vials[0], CARRIER), Error::<Test>::ItemIsRecalled);
		assert_noop!(
			offer_title(vials[0], Title::Ownership, MAKER, TRADER),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			Custody::accept(by(CARRIER), vials[1], Title::Custody),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			Custody::accept(by(TRADER), vials[6], Title::Ownership),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			Custody::accept(by(CARRIER), boxes[0], Title::Custody),
			Error::<Test>::RecallSpreading
		);
		assert_noop!(offer(boxes[4], CARRIER), Error::<Test>::RecallSpreading);
		// What is recalled may be packed, and then its container stays, too.
		pack(boxes[5], &vials[7..]);
		assert_noop!(offer(boxes[5], CARRIER), Error::<Test>::ItemIsRecalled);
		// It is not made into anything.
		assert_noop!(
			Custody::transform(
				by(MAKER),
				vec![Input {
					item: vials[0],
					number: None
				}]
				.try_into()
				.expect("one"),
				vec![named(vial(100))].try_into().expect("one"),
				Losses::default(),
				None,
				None,
				anywhere()
			),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			Custody::archive(by(MAKER), vials[0], anywhere()),
			Error::<Test>::ItemIsRecalled
		);

		pass(MINUTE);
		for container in [boxes[0], boxes[4], boxes[5]] {
			assert_noop!(offer(container, TRADER), Error::<Test>::ItemIsRecalled);
		}
		let deep = [1, 2, 3, 4].map(|n| stored(boxes[n]).inside().recalled);
		assert_eq!(deep, [2; 4]);
		// Recalled things may be destroyed.
		assert_ok!(Custody::destroy(by(MAKER), vials[0], anywhere()));
	});
}

#[test]
fn containers_without_the_lot_move_on_while_a_recall_of_it_spreads() {
	on_chain(|| {
		commission_in(MAKER, (0..500).map(vial), Some(lot("A")));
		let others = commission_in(MAKER, (1_000..1_004).map(vial), unlike("A", "B"));
		let loose = commission(MAKER, (2_000..2_004).map(vial));
		let boxes = commission(MAKER, (0..4).map(case));
		pack(boxes[0], &others[..2]);
		pack(boxes[1], &loose[..2]);
		pack(boxes[2], &boxes[..1]);
		recall_lot(MAKER, lot("A").id());
		for item in [others[2], loose[2], boxes[1], boxes[2], boxes[3]] {
			hand_over(item, CARRIER);
		}
		assert!(Errands::<Test>::iter().next().is_some());
	});
}

#[test]
fn only_containers_with_the_lot_are_stopped_when_the_work_is_done() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..4).map(vial), Some(lot("A")));
		let others = commission_in(MAKER, (100..104).map(vial), unlike("A", "B"));
		let boxes = commission(MAKER, (0..3).map(case));
		// Of the first, everything of the lot was taken out: the sketch cannot know.
		pack(boxes[0], &[vials[0], others[0]]);
		unpack(boxes[0], &vials[..1]);
		pack(boxes[1], &[vials[1], others[1]]);
		pack(boxes[2], &others[2..3]);
		recall_lot(MAKER, lot("A").id());
		assert_noop!(offer(boxes[0], CARRIER), Error::<Test>::RecallSpreading);
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::RecallSpreading);
		assert_ok!(offer(boxes[2], CARRIER));
		pass(MINUTE);
		assert_ok!(offer(boxes[0], CARRIER));
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// What is in the way is taken out, and the rest goes on.
		unpack(boxes[1], &vials[1..2]);
		assert_ok!(offer(boxes[1], CARRIER));
	});
}

#[test]
fn recall_of_an_item_stops_what_it_is_packed_in_at_once() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..4).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[0], &vials[..2]);
		pack(boxes[1], &boxes[..1]);
		pack(boxes[2], &vials[2..3]);
		recall(MAKER, Subject::Item(vials[0]), &[]);
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// Others of its lot are not recalled.
		assert_ok!(offer(boxes[2], CARRIER));
		assert_ok!(offer(vials[3], CARRIER));
		let view = Custody::item(boxes[1]).expect("it is there");
		assert!(view.recalled_inside && !view.recalled);
		// A recalled container does not move, and what is in it is recalled with it.
		recall(MAKER, Subject::Item(boxes[2]), &[]);
		assert_noop!(
			Custody::accept(by(CARRIER), boxes[2], Title::Custody),
			Error::<Test>::ItemIsRecalled
		);
		assert!(Custody::item(vials[2]).expect("it is there").recalled);
		assert_ok!(Custody::withdraw_offer(by(MAKER), boxes[2], Title::Custody));
		unpack(boxes[2], &vials[2..3]);
		assert_ok!(offer(vials[2], CARRIER));
	});
}
