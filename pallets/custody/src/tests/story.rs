//! Several calls after one another, as goods go.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_pallet_goes_to_the_clinic_and_its_vials_with_it() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..10).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[0], &vials[..5]);
		pack(boxes[1], &vials[5..]);
		pack(boxes[2], &boxes[..2]);
		pass(MINUTE);
		hand_over(boxes[2], CARRIER);
		pass(MINUTE);
		hand_over(boxes[2], CLINIC);
		assert_eq!(custodian(vials[0]), CLINIC);
		let page = Custody::trace(vials[0], None, 100);
		assert_eq!(page.items.len(), 5, "{page:#?}");
		assert_ok!(Custody::recall(
			by(MAKER),
			Subject::Lot(lot("A").id()),
			Default::default(),
			Default::default(),
			anywhere()
		));
		assert_noop!(offer(boxes[2], TRADER), Error::<Test>::RecallSpreading);
		pass(MINUTE);
		assert_noop!(offer(boxes[2], TRADER), Error::<Test>::ItemIsRecalled);
		assert_ok!(offer(boxes[2], CARRIER));
	});
}

/// What the README tells.
#[test]
fn customs_take_one_case_off_a_pallet_and_the_rest_goes_on() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..4).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[0], &vials[..2]);
		pack(boxes[1], &vials[2..]);
		let thermometers = [1, 2].map(|n| thermometer(n, MAKER));
		for (case, signal) in boxes.iter().zip(thermometers) {
			assert_ok!(Custody::attach_policy(
				by(MAKER),
				*case,
				signal,
				PolicyTerms {
					until: Some(CLINIC),
					..cold_chain()
				},
				anywhere()
			));
		}
		let speak = |sequence, values: [i64; 2]| {
			for (signal, value) in thermometers.into_iter().zip(values) {
				reads(signal, sequence, value);
			}
		};
		speak(1, [50, 50]);
		pack(boxes[2], &boxes[..2]);
		pass(MINUTE);
		hand_over(boxes[2], CARRIER);

		// Nobody moves or opens what customs hold, and the thermometers go on speaking.
		hold(boxes[2]);
		assert_noop!(offer(boxes[2], CLINIC), Error::<Test>::ItemIsHeld);
		assert_noop!(
			Custody::unpack(by(CARRIER), boxes[2], ids(&boxes[..1]), anywhere()),
			Error::<Test>::ItemIsHeld
		);
		speak(2, [50, 90]);
		pass(20 * MINUTE);
		speak(3, [50, 90]);
		hold(boxes[0]);
		release(boxes[2]);
		assert_noop!(offer(boxes[2], CLINIC), Error::<Test>::ItemIsHeld);
		unpack(boxes[2], &boxes[..1]);
		pass(MINUTE);
		assert_noop!(offer(boxes[0], CLINIC), Error::<Test>::ItemIsHeld);
		hand_over(boxes[2], CLINIC);
		release(boxes[0]);
		assert_ok!(offer(boxes[0], CLINIC));
		assert_ok!(Custody::accept(by(CLINIC), boxes[0], Title::Custody));
		assert_eq!(
			last_event(),
			Event::Accepted {
				item: boxes[0],
				title: Title::Custody,
				from: CARRIER,
				to: CLINIC,
				exceptions: 0,
				verdict: Some(Finding::Good),
			}
		);
		assert_eq!(Custody::verdict(vials[0]), Some(Finding::Good));
		assert_eq!(Custody::verdict(vials[2]), Some(Finding::Breached));

		// A month later the lot is recalled.
		pass(30 * DAY);
		unpack(boxes[0], &vials[..2]);
		let recall = recall_lot(MAKER, lot("A").id());
		assert_noop!(offer(vials[0], TRADER), Error::<Test>::ItemIsRecalled);
		assert_ok!(offer(vials[0], MAKER));
		assert_ok!(offer(vials[1], CARRIER));
		assert_ok!(Custody::acknowledge(
			by(CLINIC),
			recall,
			vials[3],
			anywhere()
		));
		let everywhere = Custody::trace_forward(Subject::Lot(lot("A").id()), None, 100);
		assert_eq!(everywhere.items.len(), 4);
		assert!(everywhere
			.items
			.iter()
			.all(|place| place.custodian == CLINIC));
	});
}
