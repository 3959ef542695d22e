//! How things are taken out of containers, and what they bring along.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	epc::Epc,
	items::{ItemId, Items as _},
	organisation::OrgId,
	Moment,
};
use sp_runtime::DispatchResult;

fn unpack_by(org: OrgId, parent: ItemId, children: &[ItemId]) -> DispatchResult {
	Custody::unpack(by(org), parent, ids(children), anywhere())
}

/// A piece that the trader makes.
fn syringe(n: u32) -> Epc {
	epc(&format!("urn:epc:id:sgtin:950601.0000001.{n}"))
}

fn sell(item: ItemId, to: OrgId) {
	assert_ok!(offer_title(item, Title::Ownership, owner(item), to));
	assert_ok!(Custody::accept(by(to), item, Title::Ownership));
}

fn hands(item: ItemId) -> Vec<(OrgId, Moment)> {
	let item = pallet::Items::<Test>::get(item).expect("an item");
	item.hands
		.iter()
		.map(|hand| (hand.org, hand.since))
		.collect()
}

#[test]
fn unpack_takes_things_out() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2, 3].map(vial));
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		let before = held(MAKER.into());
		pass(MINUTE);
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(REASON),
		};
		assert_ok!(Custody::unpack(
			by(MAKER),
			boxes[0],
			ids(&vials[..2]),
			context
		));
		assert_eq!(
			last_event(),
			Event::Unpacked {
				parent: boxes[0],
				children: 2,
				by: MAKER
			}
		);
		let view = Custody::item(vials[0]).expect("an item");
		assert_eq!((view.containers, view.custodian), (vec![], MAKER));
		assert_eq!(Custody::contents(boxes[0], None, 10).items, vials[2..]);
		assert_eq!(Custody::item(boxes[0]).expect("a case").children, 1);
		let unpacked = last_step(vials[0]);
		let parent = boxes[0];
		assert_eq!(unpacked.deed, Deed::Unpacked { parent });
		assert_eq!((unpacked.by, unpacked.place), (MAKER, context.place));
		assert_eq!(unpacked.document, context.document);
		let emptied = last_step(boxes[0]);
		let children = ids(&vials[..2]);
		assert_eq!(emptied.deed, Deed::Emptied { children });
		assert_eq!(emptied.number, unpacked.number);
		let bytes = 2 * Custody::step_bytes(&unpacked) + Custody::step_bytes(&emptied);
		assert_eq!(held(MAKER.into()) - before, 1_000 + bytes as u128);
	});
}

#[test]
fn unpack_leaves_things_with_who_has_the_container() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials);
		pack(boxes[1], &boxes[..1]);
		for to in [CARRIER, CLINIC] {
			pass(MINUTE);
			hand_over(boxes[1], to);
		}
		for former in [MAKER, CARRIER] {
			assert_noop!(
				unpack_by(former, boxes[0], &vials[..1]),
				Error::<Test>::NotCustodian
			);
		}
		unpack(boxes[0], &vials[..1]);
		unpack(boxes[1], &boxes[..1]);
		unpack(boxes[0], &vials[1..]);
		for item in vials.into_iter().chain(boxes) {
			assert_eq!((custodian(item), owner(item)), (CLINIC, MAKER));
			assert_eq!(containers_of(item), 0);
		}
	});
}

fn containers_of(item: ItemId) -> usize {
	Custody::item(item).expect("an item").containers.len()
}

#[test]
fn unpack_gives_the_containers_owner_only_when_it_was_the_same_before() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let syringes = commission(TRADER, [syringe(1)]);
		let boxes = commission(MAKER, [1, 2].map(case));
		hand_over(syringes[0], MAKER);
		pack(boxes[0], &[vials[0], vials[1], syringes[0]]);
		pack(boxes[1], &boxes[..1]);
		sell(boxes[1], CLINIC);
		// The buyer need not have it in its hands.
		for bought in [vials[0], boxes[0], boxes[1]] {
			assert_eq!((owner(bought), custodian(bought)), (CLINIC, MAKER));
		}
		assert_eq!(owner(syringes[0]), TRADER);
		unpack(boxes[0], &[vials[0], syringes[0]]);
		assert_eq!(owner(vials[0]), CLINIC);
		assert_eq!(owner(syringes[0]), TRADER);
		// Nested: what the outer container decided comes down to what is in the inner one.
		unpack(boxes[1], &boxes[..1]);
		sell(boxes[1], TRADER);
		unpack(boxes[0], &vials[1..]);
		assert_eq!((owner(boxes[0]), owner(vials[1])), (CLINIC, CLINIC));
	});
}

#[test]
fn unpack_leaves_the_owner_when_a_container_between_belongs_to_another() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		let crates = commission(CARRIER, [crate_of_carrier(1)]);
		hand_over(crates[0], MAKER);
		pack(crates[0], &vials);
		pack(boxes[0], &crates);
		sell(boxes[0], CLINIC);
		assert_eq!((owner(vials[0]), owner(crates[0])), (MAKER, CARRIER));
		unpack(boxes[0], &crates);
		unpack(crates[0], &vials);
		assert_eq!((owner(vials[0]), owner(crates[0])), (MAKER, CARRIER));
	});
}

#[test]
fn unpack_leaves_the_owner_when_the_container_became_its_owners_only_later() {
	on_chain(|| {
		let syringes = commission(TRADER, [syringe(1)]);
		let boxes = commission(MAKER, [case(1)]);
		hand_over(syringes[0], MAKER);
		pack(boxes[0], &syringes);
		sell(boxes[0], TRADER);
		sell(boxes[0], CLINIC);
		unpack(boxes[0], &syringes);
		assert_eq!(owner(syringes[0]), TRADER);
	});
}

#[test]
fn unpack_brings_along_the_hands_that_the_containers_went_through() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2].map(case));
		pass(MINUTE);
		pack(boxes[0], &vials);
		hand_over(boxes[0], TRADER);
		let pallet = commission(TRADER, [epc("urn:epc:id:sscc:950601.00000000001")])[0];
		pass(MINUTE);
		pack(pallet, &boxes[..1]);
		pass(MINUTE);
		hand_over(pallet, CARRIER);
		pass(MINUTE);
		hand_over(pallet, CLINIC);
		let expected = [
			(MAKER, START),
			(TRADER, START + MINUTE),
			(CARRIER, START + 3 * MINUTE),
			(CLINIC, START + 4 * MINUTE),
		];
		unpack(boxes[0], &vials[..1]);
		assert_eq!(hands(vials[0]), expected);
		unpack(pallet, &boxes[..1]);
		assert_eq!(hands(boxes[0]), expected);
		unpack(boxes[0], &vials[1..]);
		assert_eq!(hands(vials[1]), expected);

		// And so the way back is open, and only that.
		recall(AGENCY, Subject::Item(vials[1]), &[]);
		assert_noop!(offer(vials[1], CUSTOMS), Error::<Test>::ItemIsRecalled);
		for back in [MAKER, TRADER, CARRIER] {
			assert_ok!(offer(vials[1], back));
			assert_ok!(Custody::withdraw_offer(
				by(CLINIC),
				vials[1],
				Title::Custody
			));
		}
		hand_over(vials[1], TRADER);
		for onwards in [CARRIER, CLINIC] {
			assert_noop!(offer(vials[1], onwards), Error::<Test>::ItemIsRecalled);
		}
		assert_ok!(offer(vials[1], MAKER));
	});
}

#[test]
fn unpack_does_not_bring_along_hands_from_before_a_thing_was_packed() {
	on_chain(|| {
		let crates = commission(CARRIER, [crate_of_carrier(1)]);
		let vials = commission(MAKER, [vial(1)]);
		for to in [TRADER, MAKER] {
			pass(MINUTE);
			hand_over(crates[0], to);
		}
		pass(MINUTE);
		pack(crates[0], &vials);
		pass(MINUTE);
		hand_over(crates[0], CLINIC);
		unpack(crates[0], &vials);
		assert_eq!(
			hands(vials[0]),
			[(MAKER, START), (CLINIC, START + 4 * MINUTE)]
		);
	});
}

#[test]
fn unpack_lets_a_held_thing_out_so_that_the_rest_goes_on() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2, 3].map(case));
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &vials[1..]);
		pack(boxes[2], &boxes[..2]);
		hold(vials[0]);
		hold(boxes[1]);
		assert_noop!(offer(boxes[2], CARRIER), Error::<Test>::ItemIsHeld);
		// A held case comes out, and so does one with something held in it.
		unpack(boxes[2], &boxes[1..2]);
		assert_noop!(offer(boxes[2], CARRIER), Error::<Test>::ItemIsHeld);
		unpack(boxes[2], &boxes[..1]);
		assert_ok!(offer(boxes[2], CARRIER));
		for held in &boxes[..2] {
			assert_noop!(offer(*held, CARRIER), Error::<Test>::ItemIsHeld);
		}
		unpack(boxes[0], &vials[..1]);
		assert_ok!(offer(boxes[0], CARRIER));
		release(boxes[1]);
		assert_ok!(offer(boxes[1], CARRIER));
	});
}

#[test]
fn unpack_is_refused_when_the_container_or_one_around_it_is_held() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials);
		pack(boxes[1], &boxes[..1]);
		for held in &boxes {
			hold(*held);
			assert_noop!(
				unpack_by(MAKER, boxes[0], &vials),
				Error::<Test>::ItemIsHeld
			);
			release(*held);
		}
		assert_ok!(unpack_by(MAKER, boxes[0], &vials));
	});
}

#[test]
fn unpack_is_refused_when_the_outermost_container_is_on_offer() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials);
		pack(boxes[1], &boxes[..1]);
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(boxes[1], title, MAKER, TRADER));
			assert_noop!(
				unpack_by(MAKER, boxes[0], &vials),
				Error::<Test>::ItemOnOffer
			);
			assert_noop!(
				unpack_by(MAKER, boxes[1], &boxes[..1]),
				Error::<Test>::ItemOnOffer
			);
			assert_ok!(Custody::withdraw_offer(by(MAKER), boxes[1], title));
		}
		assert_ok!(offer(boxes[1], TRADER));
		pass(HOUR);
		assert_ok!(unpack_by(MAKER, boxes[0], &vials));
	});
}

#[test]
fn unpack_is_refused_when_a_thing_is_not_in_there_directly() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &boxes[..1]);
		assert_noop!(
			unpack_by(MAKER, boxes[1], &vials[..1]),
			Error::<Test>::NotPackedThere
		);
		for strange in [vials[1], boxes[1], boxes[0]] {
			assert_noop!(
				unpack_by(MAKER, boxes[0], &[vials[0], strange]),
				Error::<Test>::NotPackedThere
			);
		}
	});
}

#[test]
fn unpack_is_refused_when_nothing_or_something_twice_is_named() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		assert_noop!(unpack_by(MAKER, boxes[0], &[]), Error::<Test>::NothingNamed);
		assert_noop!(
			unpack_by(MAKER, boxes[0], &[vials[0], vials[0]]),
			Error::<Test>::NamedTwice
		);
	});
}

#[test]
fn unpack_is_refused_when_container_or_thing_is_unknown_or_ended() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials[..1]);
		assert_noop!(
			unpack_by(MAKER, case(9).id(), &vials),
			Error::<Test>::UnknownItem
		);
		assert_noop!(
			unpack_by(MAKER, boxes[0], &[vial(9).id()]),
			Error::<Test>::UnknownItem
		);
		destroy(vials[1]);
		destroy(boxes[1]);
		assert_noop!(unpack_by(MAKER, boxes[0], &vials), Error::<Test>::ItemEnded);
		assert_noop!(unpack_by(MAKER, boxes[1], &vials), Error::<Test>::ItemEnded);
	});
}

#[test]
fn unpack_is_refused_to_who_does_not_act() {
	on_chain(|| {
		is_refused_to_who_does_not_act(MAKER, |origin| {
			Custody::unpack(origin, case(1).id(), ItemIds::default(), anywhere())
		});
	});
}

#[test]
fn unpack_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		let origin = by_pauper(MAKER);
		assert_noop!(
			Custody::unpack(origin, boxes[0], ids(&vials), anywhere()),
			NO_MONEY
		);
	});
}

#[test]
fn unpack_is_told_of_the_thing_its_container_and_the_outermost_one() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials);
		pack(boxes[1], &boxes[..1]);
		for item in vials.iter().chain(&boxes) {
			assert_ok!(Custody::watch(item));
		}
		told();
		unpack(boxes[0], &vials);
		assert_eq!(told(), [vials[0], boxes[0], boxes[1]]);
	});
}

#[test]
fn unpack_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		is_refused_when_no_number_is_left(|| unpack_by(MAKER, boxes[0], &vials));
	});
}

#[test]
fn unpack_keeps_what_stays_came_to_when_more_followed_than_are_kept() {
	on_chain(|| {
		// Of two boxes the first was too warm during the first stay.
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2].map(case));
		let thermometers = [1, 2].map(|n| thermometer(n, MAKER));
		for (container, signal) in boxes.iter().zip(thermometers) {
			let terms = cold_chain();
			assert_ok!(Custody::attach_policy(
				by(MAKER),
				*container,
				signal,
				terms,
				anywhere()
			));
		}
		let mut sequence = 0;
		for stay in 0..2 * MAX_STAYS {
			for (container, item) in boxes.iter().zip(&vials) {
				pack(*container, &[*item]);
			}
			for _ in 0..4 {
				sequence += 1;
				reads(thermometers[0], sequence, if stay == 0 { 90 } else { 50 });
				reads(thermometers[1], sequence, 50);
				pass(10 * MINUTE);
			}
			for (container, item) in boxes.iter().zip(&vials) {
				unpack(*container, &[*item]);
			}
		}
		for item in &vials {
			let stored = pallet::Items::<Test>::get(item).expect("an item");
			assert_eq!(stored.stays.len(), MAX_STAYS as usize);
		}
		let verdicts = [vials[0], vials[1]].map(Custody::verdict);
		assert_eq!(verdicts, [Some(Finding::Breached), Some(Finding::Good)]);
	});
}

#[test]
fn unpack_does_not_take_a_stay_for_good_that_is_put_away_before_all_is_heard() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		let signal = thermometer(1, MAKER);
		assert_ok!(Custody::attach_policy(
			by(MAKER),
			boxes[0],
			signal,
			cold_chain(),
			anywhere()
		));
		reads(signal, 1, 50);
		pass(MINUTE);
		reads(signal, 2, 50);
		for _ in 0..=MAX_STAYS {
			pack(boxes[0], &vials);
			Timestamp::set_timestamp(now() + SECOND);
			unpack(boxes[0], &vials);
		}
		pass(MINUTE);
		assert_eq!(Custody::verdict(boxes[0]), Some(Finding::Good));
		assert_eq!(Custody::verdict(vials[0]), Some(Finding::Unknown));
	});
}
