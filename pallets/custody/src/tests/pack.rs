//! How things are packed: levels, circles, and what is refused.

use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::{ItemId, Items as _},
	organisation::OrgId,
};
use sp_core::H256;
use sp_runtime::DispatchResult;

fn pack_by(org: OrgId, parent: ItemId, children: &[ItemId]) -> DispatchResult {
	Custody::pack(by(org), parent, ids(children), anywhere())
}

fn containers(item: ItemId) -> Vec<ItemId> {
	Custody::item(item).expect("an item").containers
}

/// Cases in one another, the innermost first.
fn nested(cases: impl IntoIterator<Item = u64>) -> Vec<ItemId> {
	let cases = commission(MAKER, cases.into_iter().map(case));
	for pair in cases.windows(2) {
		pack(pair[1], &pair[..1]);
	}
	cases
}

#[test]
fn pack_puts_things_into_a_container() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2, 3].map(vial));
		let boxes = commission(MAKER, [case(1)]);
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(H256::repeat_byte(7)),
		};
		let before = held(MAKER.into());
		assert_ok!(Custody::pack(
			by(MAKER),
			boxes[0],
			ids(&vials[..2]),
			context
		));
		assert_eq!(
			last_event(),
			Event::Packed {
				parent: boxes[0],
				children: 2,
				by: MAKER
			}
		);
		let view = Custody::item(vials[0]).expect("an item");
		assert_eq!(view.containers, [boxes[0]]);
		assert_eq!((view.steps, view.custodian, view.owner), (2, MAKER, MAKER));
		assert_eq!(containers(vials[2]), []);
		assert_eq!(Custody::item(boxes[0]).expect("a case").children, 2);
		let mut inside = Custody::contents(boxes[0], None, 10).items;
		inside.sort();
		let mut expected = vials[..2].to_vec();
		expected.sort();
		assert_eq!(inside, expected);

		let packed = last_step(vials[0]);
		let into = vec![(boxes[0], 1)].try_into().expect("one");
		assert_eq!(packed.deed, Deed::Packed { into });
		assert_eq!((packed.by, packed.place), (MAKER, context.place));
		assert_eq!(packed.document, context.document);
		let filled = last_step(boxes[0]);
		let children = ids(&vials[..2]);
		assert_eq!(filled.deed, Deed::Filled { children });
		assert_eq!(filled.number, packed.number);
		let bytes = 2 * Custody::step_bytes(&packed) + Custody::step_bytes(&filled);
		assert_eq!(held(MAKER.into()) - before, 1_000 + bytes as u128);
	});
}

#[test]
fn pack_notes_the_way_outwards_when_the_container_is_packed_itself() {
	on_chain(|| {
		let cases = nested(1..=3);
		let vials = commission(MAKER, [vial(1)]);
		pack(cases[0], &vials);
		// Each has been named; the middle one was packed and filled, the others one of both.
		let into = [(cases[0], 2), (cases[1], 3), (cases[2], 2)];
		let into = into.to_vec().try_into().expect("three");
		assert_eq!(last_step(vials[0]).deed, Deed::Packed { into });
		assert_eq!(containers(vials[0]), cases);
	});
}

#[test]
fn pack_takes_everything_but_a_lot_as_a_container() {
	on_chain(|| {
		let tank = NewItem {
			epc: lot("A"),
			quantity: Some(kilograms(5)),
		};
		assert_ok!(Custody::commission(
			by(MAKER),
			vec![tank].try_into().expect("one"),
			None,
			None,
			anywhere()
		));
		let vials = commission(MAKER, [1, 2].map(vial));
		assert_noop!(
			pack_by(MAKER, lot("A").id(), &vials),
			Error::<Test>::NotAContainer
		);
		// What is kept as one can be packed, and a piece can have something in it.
		assert_ok!(pack_by(MAKER, vials[0], &[lot("A").id(), vials[1]]));
	});
}

#[test]
fn pack_goes_to_five_levels_from_within() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let cases = commission(MAKER, (1..=5).map(case));
		let mut inner = vials[0];
		for outer in &cases[..4] {
			assert_ok!(pack_by(MAKER, *outer, &[inner]));
			inner = *outer;
		}
		assert_eq!(containers(vials[0]), cases[..4]);
		assert_noop!(
			pack_by(MAKER, cases[4], &[cases[3]]),
			Error::<Test>::TooDeep
		);
		// Beside it on the fifth level there is room, beneath it there is none.
		assert_noop!(
			pack_by(MAKER, vials[0], &[vials[1]]),
			Error::<Test>::TooDeep
		);
		assert_ok!(pack_by(MAKER, cases[0], &[vials[1]]));
	});
}

#[test]
fn pack_goes_to_five_levels_from_without() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let cases = commission(MAKER, (1..=5).map(case));
		for pair in cases[..4].windows(2) {
			assert_ok!(pack_by(MAKER, pair[0], &pair[1..]));
		}
		// The child itself holds a level.
		pack(cases[4], &vials[..1]);
		assert_noop!(
			pack_by(MAKER, cases[3], &[cases[4]]),
			Error::<Test>::TooDeep
		);
		assert_ok!(pack_by(MAKER, cases[2], &[cases[4]]));
		assert_ok!(pack_by(MAKER, cases[3], &vials[1..]));
		assert_eq!(containers(vials[0]).len(), 4);
		assert_eq!(containers(vials[1]).len(), 4);
	});
}

#[test]
fn pack_joins_two_and_two_levels_to_four_and_refuses_three_and_three() {
	on_chain(|| {
		let low = nested(1..=3);
		let high = nested(4..=6);
		assert_noop!(pack_by(MAKER, high[0], &[low[2]]), Error::<Test>::TooDeep);
		assert_ok!(pack_by(MAKER, high[1], &[low[2]]));
		assert_eq!(containers(low[0]).len(), 4);
	});
}

#[test]
fn pack_goes_deeper_again_when_the_highest_thing_was_taken_out() {
	on_chain(|| {
		let cases = nested(1..=4);
		let vials = commission(MAKER, [1, 2].map(vial));
		let outer = commission(MAKER, [case(9)])[0];
		pack(cases[0], &vials[..1]);
		assert_noop!(pack_by(MAKER, outer, &[cases[3]]), Error::<Test>::TooDeep);
		// Something else is as high: nothing is gained.
		pack(cases[0], &vials[1..]);
		unpack(cases[0], &vials[..1]);
		assert_noop!(pack_by(MAKER, outer, &[cases[3]]), Error::<Test>::TooDeep);
		unpack(cases[0], &vials[1..]);
		assert_ok!(pack_by(MAKER, outer, &[cases[3]]));
	});
}

#[test]
fn pack_is_refused_when_a_container_would_be_in_itself() {
	on_chain(|| {
		let cases = nested(1..=3);
		assert_noop!(pack_by(MAKER, cases[2], &[cases[2]]), Error::<Test>::Cycle);
		for inner in &cases[..2] {
			assert_noop!(pack_by(MAKER, *inner, &[cases[2]]), Error::<Test>::Cycle);
		}
		// What is packed is refused for that already.
		assert_noop!(
			pack_by(MAKER, cases[0], &[cases[1]]),
			Error::<Test>::ItemIsPacked
		);
		assert_noop!(
			pack_by(MAKER, cases[1], &[cases[1]]),
			Error::<Test>::ItemIsPacked
		);
	});
}

#[test]
fn pack_is_refused_to_who_does_not_act() {
	on_chain(|| {
		is_refused_to_who_does_not_act(MAKER, |origin| {
			Custody::pack(origin, case(1).id(), ItemIds::default(), anywhere())
		});
	});
}

#[test]
fn pack_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		let origin = by_pauper(MAKER);
		assert_noop!(
			Custody::pack(origin, boxes[0], ids(&vials), anywhere()),
			NO_MONEY
		);
	});
}

#[test]
fn pack_is_refused_when_nothing_or_something_twice_is_named() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		assert_noop!(pack_by(MAKER, boxes[0], &[]), Error::<Test>::NothingNamed);
		assert_noop!(
			pack_by(MAKER, boxes[0], &[vials[0], vials[0]]),
			Error::<Test>::NamedTwice
		);
	});
}

#[test]
fn pack_is_refused_when_container_or_thing_is_unknown_or_ended() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2].map(case));
		assert_noop!(
			pack_by(MAKER, case(9).id(), &vials),
			Error::<Test>::UnknownItem
		);
		assert_noop!(
			pack_by(MAKER, boxes[0], &[vials[0], vial(9).id()]),
			Error::<Test>::UnknownItem
		);
		destroy(vials[1]);
		destroy(boxes[1]);
		assert_noop!(pack_by(MAKER, boxes[0], &vials), Error::<Test>::ItemEnded);
		assert_noop!(
			pack_by(MAKER, boxes[1], &vials[..1]),
			Error::<Test>::ItemEnded
		);
	});
}

#[test]
fn pack_is_refused_when_container_or_thing_is_in_other_hands() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2].map(case));
		hand_over(vials[1], CARRIER);
		hand_over(boxes[1], CARRIER);
		assert_noop!(
			pack_by(MAKER, boxes[0], &vials),
			Error::<Test>::NotCustodian
		);
		assert_noop!(
			pack_by(MAKER, boxes[1], &vials[..1]),
			Error::<Test>::NotCustodian
		);
		// Who has the root has what is in it.
		let outer = commission(MAKER, [case(3)]);
		pack(outer[0], &boxes[..1]);
		hand_over(outer[0], CARRIER);
		assert_noop!(
			pack_by(MAKER, boxes[0], &vials[..1]),
			Error::<Test>::NotCustodian
		);
		assert_ok!(pack_by(CARRIER, boxes[0], &vials[1..]));
	});
}

#[test]
fn pack_is_refused_when_a_thing_is_packed_already() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials);
		for container in &boxes {
			assert_noop!(
				pack_by(MAKER, *container, &vials),
				Error::<Test>::ItemIsPacked
			);
		}
	});
}

#[test]
fn pack_is_refused_when_a_thing_or_something_in_it_is_held() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [1, 2, 3].map(case));
		pack(boxes[0], &vials[..1]);
		hold(vials[0]);
		hold(vials[1]);
		for child in [boxes[0], vials[1]] {
			assert_noop!(
				pack_by(MAKER, boxes[1], &[child]),
				Error::<Test>::ItemIsHeld
			);
		}
		release(vials[0]);
		assert_ok!(pack_by(MAKER, boxes[1], &[boxes[0]]));
	});
}

#[test]
fn pack_is_refused_when_the_container_or_one_around_it_is_held() {
	on_chain(|| {
		let cases = nested(1..=3);
		let vials = commission(MAKER, [1, 2, 3].map(vial));
		for held in [1, 2] {
			hold(cases[held]);
			assert_noop!(
				pack_by(MAKER, cases[0], &vials[..1]),
				Error::<Test>::ItemIsHeld
			);
			release(cases[held]);
		}
		hold(cases[0]);
		assert_noop!(
			pack_by(MAKER, cases[0], &vials[..1]),
			Error::<Test>::ItemIsHeld
		);
		// A container with something in it that is held is not held itself.
		assert_ok!(pack_by(MAKER, cases[1], &vials[..1]));
		assert_ok!(pack_by(MAKER, cases[2], &vials[1..2]));
	});
}

#[test]
fn pack_is_refused_when_something_is_on_offer_until_that_expired() {
	on_chain(|| {
		let cases = nested(1..=2);
		let vials = commission(MAKER, [1, 2].map(vial));
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[0], title, MAKER, TRADER));
			assert_noop!(
				pack_by(MAKER, cases[0], &vials[..1]),
				Error::<Test>::ItemOnOffer
			);
			assert_ok!(Custody::withdraw_offer(by(MAKER), vials[0], title));
			assert_ok!(offer_title(cases[1], title, MAKER, TRADER));
			for container in &cases {
				assert_noop!(
					pack_by(MAKER, *container, &vials[..1]),
					Error::<Test>::ItemOnOffer
				);
			}
			assert_ok!(Custody::reject(
				by(TRADER),
				cases[1],
				title,
				Rejection::Other
			));
		}
		assert_ok!(offer(vials[0], TRADER));
		assert_ok!(offer(cases[1], TRADER));
		pass(HOUR - 1);
		assert_noop!(
			pack_by(MAKER, cases[0], &vials[1..]),
			Error::<Test>::ItemOnOffer
		);
		pass(1);
		assert_ok!(pack_by(MAKER, cases[0], &vials));
		assert_noop!(
			Custody::accept(by(TRADER), vials[0], Title::Custody),
			Error::<Test>::OfferExpired
		);
	});
}

#[test]
fn pack_takes_what_is_recalled_and_its_container_counts_it() {
	on_chain(|| {
		let vials = commission_in(MAKER, [1, 2].map(vial), Some(lot("A")));
		let cases = nested(1..=2);
		recall_lot(MAKER, lot("A").id());
		recall(AGENCY, Subject::Item(vials[0]), &[]);
		pack(cases[0], &vials);
		for container in &cases {
			let view = Custody::item(*container).expect("a case");
			assert!(view.recalled_inside && !view.recalled);
			let inside = pallet::Items::<Test>::get(container)
				.expect("a case")
				.inside();
			assert_eq!(inside.recalled, 2);
		}
		unpack(cases[0], &vials[..1]);
		let inside = pallet::Items::<Test>::get(cases[1])
			.expect("a case")
			.inside();
		assert_eq!(inside.recalled, 1);
	});
}

#[test]
fn pack_is_told_of_the_thing_its_container_and_the_outermost_one() {
	on_chain(|| {
		let cases = nested(1..=3);
		let vials = commission(MAKER, [vial(1)]);
		for item in [vials[0], cases[0], cases[2]] {
			assert_ok!(Custody::watch(&item));
		}
		told();
		pack(cases[0], &vials);
		assert_eq!(told(), [vials[0], cases[0], cases[2]]);
	});
}

#[test]
fn pack_does_not_decode_when_it_names_more_than_a_hundred() {
	let decodes = |count: usize| {
		let children = vec![H256::zero(); count];
		(2u8, H256::zero(), children, anywhere())
			.using_encoded(|mut bytes| Call::<Test>::decode(&mut bytes).is_ok())
	};
	assert!(decodes(100));
	assert!(!decodes(101));
}

#[test]
fn pack_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		is_refused_when_no_number_is_left(|| pack_by(MAKER, boxes[0], &vials));
	});
}
