//! Where recalled things, and containers with some in them, may still go: back.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::organisation::Standing;

use super::stored;

#[test]
fn recalled_item_goes_back_to_whom_it_came_from_and_no_further() {
	on_chain(|| {
		let vial = commission_in(MAKER, [vial(1)], Some(lot("A")))[0];
		for org in [CARRIER, TRADER, CLINIC] {
			hand_over(vial, org);
		}
		recall_lot(AGENCY, lot("A").id());
		assert_noop!(offer(vial, AGENCY), Error::<Test>::ItemIsRecalled);
		assert_noop!(offer(vial, CUSTOMS), Error::<Test>::ItemIsRecalled);
		assert_eq!(
			[CARRIER, TRADER, MAKER].map(|org| Custody::obstacle(vial, Title::Custody, org, None)),
			[None; 3]
		);
		hand_over(vial, TRADER);
		// Whoever had it later is not on the way back.
		assert_noop!(offer(vial, CLINIC), Error::<Test>::ItemIsRecalled);
		hand_over(vial, CARRIER);
		for org in [CLINIC, TRADER] {
			assert_noop!(offer(vial, org), Error::<Test>::ItemIsRecalled);
		}
		hand_over(vial, MAKER);
		for org in [CLINIC, TRADER, CARRIER] {
			assert_noop!(offer(vial, org), Error::<Test>::ItemIsRecalled);
		}
	});
}

#[test]
fn recalled_item_goes_back_to_its_maker_though_its_oldest_hands_are_forgotten() {
	on_chain(|| {
		let vial = commission_in(MAKER, [vial(1)], Some(lot("A")))[0];
		// So many that have it for the first time.
		for org in 7..=20 {
			set_standing(org, Standing::Active);
		}
		for org in 2..=19 {
			hand_over(vial, org);
		}
		assert!(stored(vial).hands.iter().all(|hand| hand.org != MAKER));
		recall_lot(MAKER, lot("A").id());
		assert_noop!(offer(vial, 20), Error::<Test>::ItemIsRecalled);
		assert_ok!(offer(vial, MAKER));
	});
}

#[test]
fn recalled_item_goes_to_whom_the_recall_names_when_the_recall_has_reached_it() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let other = commission_in(MAKER, [vial(9)], Some(lot("B")))[0];
		hand_over(vials[0], CARRIER);
		let first = recall(AGENCY, Subject::Lot(lot("A").id()), &[TRADER]);
		let second = recall(CUSTOMS, Subject::Item(other), &[CLINIC]);
		let go = |item, to, recall| {
			let from = by(custodian(item));
			Custody::offer(
				from,
				item,
				Title::Custody,
				to,
				now() + HOUR,
				recall,
				anywhere(),
			)
		};
		assert_noop!(go(vials[0], TRADER, None), Error::<Test>::ItemIsRecalled);
		assert_noop!(
			go(vials[0], CLINIC, Some(first)),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			go(vials[0], CLINIC, Some(second)),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			go(vials[0], TRADER, Some(99)),
			Error::<Test>::ItemIsRecalled
		);
		// Whoever recalled may have it, and so may those that were named.
		assert_ok!(go(vials[0], AGENCY, Some(first)));
		assert_ok!(go(vials[1], TRADER, Some(first)));
		assert_ok!(Custody::accept(by(TRADER), vials[1], Title::Custody));
		assert_ok!(go(other, CLINIC, Some(second)));
		// It is called back twice, and the recall that names somebody ends.
		recall_lot(MAKER, lot("A").id());
		assert_ok!(Custody::end_recall(by(AGENCY), first, anywhere()));
		assert_noop!(
			Custody::accept(by(AGENCY), vials[0], Title::Custody),
			Error::<Test>::ItemIsRecalled
		);
		pass(SECOND);
		assert_noop!(
			Custody::accept(by(AGENCY), vials[0], Title::Custody),
			Error::<Test>::ItemIsRecalled
		);
	});
}

#[test]
fn container_with_something_recalled_goes_back_the_way_it_came_and_to_nobody_else() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..2).map(case));
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &boxes[..1]);
		pass(SECOND);
		for org in [CARRIER, CLINIC] {
			hand_over(boxes[1], org);
		}
		let recall = recall(AGENCY, Subject::Lot(lot("A").id()), &[TRADER]);
		let go = |to| {
			let from = by(custodian(boxes[1]));
			let (item, title) = (boxes[1], Title::Custody);
			Custody::offer(
				from,
				item,
				title,
				to,
				now() + HOUR,
				Some(recall),
				anywhere(),
			)
		};
		for work_is_done in [false, true] {
			if work_is_done {
				pass(SECOND);
			}
			for to in [TRADER, AGENCY] {
				let refused = match work_is_done {
					false => Error::<Test>::RecallSpreading,
					true => Error::<Test>::ItemIsRecalled,
				};
				assert_noop!(go(to), refused);
			}
			let back = [CARRIER, MAKER];
			assert_eq!(
				back.map(|org| Custody::obstacle(boxes[1], Title::Custody, org, None)),
				[None; 2]
			);
		}
		hand_over(boxes[1], CARRIER);
		assert_noop!(offer(boxes[1], CLINIC), Error::<Test>::ItemIsRecalled);
		hand_over(boxes[1], MAKER);
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// What is taken out has been where its container was.
		assert_eq!(custodian(vials[0]), MAKER);
		unpack(boxes[1], &boxes[..1]);
		unpack(boxes[0], &vials[..1]);
		let hands: Vec<_> = stored(vials[0]).hands.iter().map(|hand| hand.org).collect();
		assert_eq!(hands, [MAKER, CARRIER, CLINIC, CARRIER, MAKER]);
	});
}

#[test]
fn container_is_no_way_back_to_whom_had_it_before_the_recalled_thing_was_in_it() {
	on_chain(|| {
		// The carrier's crate comes to the maker empty. The carrier never had the vial.
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let crates = commission(CARRIER, (0..2).map(crate_of_carrier));
		pack(crates[1], &crates[..1]);
		hand_over(crates[1], MAKER);
		pass(SECOND);
		pack(crates[0], &vials[..1]);
		recall_lot(MAKER, lot("A").id());
		assert_noop!(offer(crates[1], CARRIER), Error::<Test>::RecallSpreading);
		pass(SECOND);
		assert_noop!(offer(crates[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// Empty, or with something else in it, it goes.
		unpack(crates[0], &vials[..1]);
		assert_ok!(offer(crates[1], CARRIER));
	});
}

#[test]
fn container_goes_back_to_whom_had_it_since_the_last_thing_was_put_into_it() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		hand_over(vials[1], CARRIER);
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &vials[..1]);
		hand_over(case, CARRIER);
		pack(case, &vials[1..]);
		hand_over(case, TRADER);
		hand_over(case, CLINIC);
		recall_lot(MAKER, lot("A").id());
		pass(SECOND);
		assert_ok!(offer(case, TRADER));
		assert_ok!(Custody::withdraw_offer(by(CLINIC), case, Title::Custody));
		assert_ok!(offer(case, CARRIER));
		assert_ok!(Custody::withdraw_offer(by(CLINIC), case, Title::Custody));
		// What the carrier put into it was not with the maker in there.
		assert_noop!(offer(case, MAKER), Error::<Test>::ItemIsRecalled);
		unpack(case, &vials);
		hand_over(vials[0], MAKER);
		hand_over(vials[1], MAKER);
	});
}
