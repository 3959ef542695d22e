//! How regulators keep things where they are.

use super::recall::{bulk, transform};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{items::Holder, organisation::Standing};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

pub fn hold(
	org: hallmark_types::organisation::OrgId,
	item: hallmark_types::items::ItemId,
) -> DispatchResult {
	Custody::hold(by(org), item, REASON, anywhere())
}

#[test]
fn hold_is_written_down_and_paid_for_when_a_regulator_holds() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let context = Context {
			place: Some(gln("9506000134352")),
			document: Some(H256::repeat_byte(9)),
		};
		assert_ok!(Custody::hold(by(CUSTOMS), vial, REASON, context));
		let holder = Holder::Organisation(CUSTOMS);
		assert_eq!(
			last_event(),
			Event::Held {
				item: vial,
				holder,
				reason: REASON
			}
		);
		assert_eq!(Holds::<Test>::get(vial, holder), Some(START));
		let step = last_step(vial);
		assert_eq!((step.by, step.at), (CUSTOMS, START));
		assert_eq!(
			(step.place, step.document),
			(context.place, context.document)
		);
		assert_eq!(
			step.deed,
			Deed::Held {
				holder,
				reason: REASON
			}
		);
		let bytes = Custody::step_bytes(&step) as u128;
		assert_eq!(held(CUSTOMS.into()), 1_000 + bytes);
		let view = Custody::item(vial).expect("it is there");
		assert!(view.held && !view.held_inside);
		assert_eq!(view.steps, 2);
	});
}

#[test]
fn hold_is_refused_to_all_but_regulators_that_may_act() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let hold = |origin| Custody::hold(origin, vial, REASON, anywhere());
		assert_noop!(hold(by(MAKER)), OUT_OF_SCOPE);
		assert_noop!(hold(by_clerk(CUSTOMS)), OUT_OF_SCOPE);
		assert_noop!(hold(by(20)), NOT_A_MEMBER);
		assert_noop!(hold(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(hold(by_pauper(CUSTOMS)), NO_MONEY);
		set_standing(CUSTOMS, Standing::Suspended);
		assert_noop!(hold(by(CUSTOMS)), NOT_ACTIVE);
	});
}

#[test]
fn hold_is_refused_when_the_item_is_not_there_or_held_already() {
	on_chain(|| {
		let items = commission(MAKER, (0..2).map(vial));
		assert_noop!(hold(CUSTOMS, vial(9).id()), Error::<Test>::UnknownItem);
		assert_ok!(Custody::destroy(by(MAKER), items[0], anywhere()));
		assert_noop!(hold(CUSTOMS, items[0]), Error::<Test>::ItemEnded);
		assert_ok!(hold(CUSTOMS, items[1]));
		assert_noop!(hold(CUSTOMS, items[1]), Error::<Test>::AlreadyHeld);
		Counters::<Test>::mutate(|numbers| numbers.step = u64::MAX);
		assert_noop!(hold(AGENCY, items[1]), Error::<Test>::NumbersExhausted);
	});
}

#[test]
fn hold_is_refused_when_as_many_hold_as_may() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		for org in 7..16 {
			set_standing(org, Standing::Active);
			Regulators::mutate(|regulators| regulators.push(org));
		}
		for org in 7..7 + u32::from(MAX_HOLDERS) {
			assert_ok!(hold(org, vial));
		}
		assert_noop!(hold(15, vial), Error::<Test>::TooManyHolders);
		assert_ok!(Custody::release(by(7), vial, 7, anywhere()));
		assert_ok!(hold(15, vial));
	});
}

#[test]
fn held_item_does_not_change_hands_when_it_was_offered_before() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		assert_ok!(offer(vial, CARRIER));
		assert_ok!(offer_title(vial, Title::Ownership, MAKER, TRADER));
		assert_ok!(hold(CUSTOMS, vial));
		for (org, title) in [(CARRIER, Title::Custody), (TRADER, Title::Ownership)] {
			assert_noop!(
				Custody::accept(by(org), vial, title),
				Error::<Test>::ItemIsHeld
			);
		}
		// Turning it down is no move.
		assert_ok!(Custody::reject(
			by(CARRIER),
			vial,
			Title::Custody,
			Rejection::Late
		));
		assert_noop!(offer(vial, CARRIER), Error::<Test>::ItemIsHeld);
		assert_ok!(Custody::withdraw_offer(by(MAKER), vial, Title::Ownership));
		assert_noop!(
			offer_title(vial, Title::Ownership, MAKER, TRADER),
			Error::<Test>::ItemIsHeld
		);
		assert_ok!(Custody::release(by(CUSTOMS), vial, CUSTOMS, anywhere()));
		hand_over(vial, CARRIER);
	});
}

#[test]
fn held_item_is_not_packed_opened_used_or_ended() {
	on_chain(|| {
		let vials = commission(MAKER, (0..3).map(vial));
		let cases = commission(MAKER, (0..2).map(case));
		let stuff = bulk(MAKER, "BULK", 10);
		pack(cases[0], &vials[..1]);
		for item in [vials[1], cases[0], stuff] {
			assert_ok!(hold(CUSTOMS, item));
		}
		let pack = |parent, child| Custody::pack(by(MAKER), parent, ids(&[child]), anywhere());
		assert_noop!(pack(cases[1], vials[1]), Error::<Test>::ItemIsHeld);
		assert_noop!(pack(cases[0], vials[2]), Error::<Test>::ItemIsHeld);
		assert_noop!(pack(cases[1], cases[0]), Error::<Test>::ItemIsHeld);
		assert_noop!(
			Custody::unpack(by(MAKER), cases[0], ids(&vials[..1]), anywhere()),
			Error::<Test>::ItemIsHeld
		);
		assert_noop!(
			transform(MAKER, &[(stuff, Some(5))], &[("PART", 5)]),
			Error::<Test>::ItemIsHeld
		);
		for item in [vials[1], stuff] {
			assert_noop!(
				Custody::destroy(by(MAKER), item, anywhere()),
				Error::<Test>::ItemIsHeld
			);
			assert_noop!(
				Custody::archive(by(MAKER), item, anywhere()),
				Error::<Test>::ItemIsHeld
			);
		}
	});
}

#[test]
fn held_container_stays_closed_when_it_is_in_another() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		let cases = commission(MAKER, (0..3).map(case));
		pack(cases[0], &vials[..1]);
		pack(cases[1], &cases[..1]);
		pack(cases[2], &cases[1..2]);
		assert_ok!(hold(AGENCY, cases[1]));
		// What is inside counts as held, and what is around it knows that something is.
		assert!(Custody::item(vials[0]).expect("it is there").held);
		let around = Custody::item(cases[2]).expect("it is there");
		assert!(!around.held && around.held_inside);
		assert_noop!(
			Custody::unpack(by(MAKER), cases[0], ids(&vials[..1]), anywhere()),
			Error::<Test>::ItemIsHeld
		);
		assert_noop!(
			Custody::pack(by(MAKER), cases[0], ids(&vials[1..]), anywhere()),
			Error::<Test>::ItemIsHeld
		);
		assert_noop!(offer(cases[2], CARRIER), Error::<Test>::ItemIsHeld);
	});
}

#[test]
fn pallet_goes_on_when_the_held_case_was_taken_out() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		let boxes = commission(MAKER, (0..3).map(case));
		let pallet = boxes[2];
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &vials[1..]);
		pack(pallet, &boxes[..2]);
		hand_over(pallet, CARRIER);
		assert_ok!(hold(CUSTOMS, vials[0]));
		assert_ok!(hold(AGENCY, vials[0]));
		assert_eq!(
			Items::<Test>::get(pallet)
				.expect("it is there")
				.inside()
				.held,
			1
		);
		assert_noop!(offer(pallet, CLINIC), Error::<Test>::ItemIsHeld);
		// The case with the held vial comes out as it is, and stays.
		unpack(pallet, &boxes[..1]);
		assert_eq!(
			Items::<Test>::get(pallet)
				.expect("it is there")
				.inside()
				.held,
			0
		);
		hand_over(pallet, CLINIC);
		assert_noop!(offer(boxes[0], CLINIC), Error::<Test>::ItemIsHeld);
		assert_noop!(
			Custody::pack(by(CARRIER), boxes[2], ids(&boxes[..1]), anywhere()),
			Error::<Test>::NotCustodian
		);
		unpack(boxes[0], &vials[..1]);
		hand_over(boxes[0], CLINIC);
		assert_noop!(offer(vials[0], CLINIC), Error::<Test>::ItemIsHeld);
		assert_eq!(custodian(vials[0]), CARRIER);
	});
}

#[test]
fn sensing_goes_on_when_an_item_is_held() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let temp = thermometer(1, MAKER);
		let other = thermometer(2, MAKER);
		let attach =
			|signal| Custody::attach_policy(by(MAKER), vial, signal, cold_chain(), anywhere());
		assert_ok!(attach(temp));
		assert_ok!(hold(CUSTOMS, vial));
		reads(temp, 1, 90);
		pass(15 * MINUTE);
		reads(temp, 2, 90);
		pass(SECOND);
		assert_eq!(Custody::verdict(vial), Some(Finding::Breached));
		assert_ok!(attach(other));
		assert_ok!(Custody::detach_policy(by(MAKER), vial, 1, anywhere()));
		assert_ok!(Custody::observe(
			by(MAKER),
			ids(&[vial]),
			None,
			None,
			anywhere()
		));
	});
}

#[test]
fn hold_and_release_leave_no_trace_in_containers_when_nothing_is_held_in_the_end() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let cases = commission(MAKER, (0..4).map(case));
		pack(cases[0], &[vial]);
		for pair in cases.windows(2) {
			pack(pair[1], &pair[..1]);
		}
		let inside = |case: usize| {
			Items::<Test>::get(cases[case])
				.expect("it is there")
				.inside()
		};
		for item in [vial, cases[0], cases[2]] {
			assert_ok!(hold(CUSTOMS, item));
		}
		assert_eq!([0, 1, 2, 3].map(|case| inside(case).held), [1, 2, 2, 3]);
		for item in [cases[2], vial, cases[0]] {
			assert_ok!(Custody::release(by(CUSTOMS), item, CUSTOMS, anywhere()));
		}
		assert_eq!([0, 1, 2, 3].map(|case| inside(case).held), [0; 4]);
		hand_over(cases[3], CARRIER);
	});
}
