//! How things are seen without being moved.

use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::items::ItemId;
use sp_core::H256;
use sp_runtime::DispatchResult;

fn word(text: &str) -> Option<Word> {
	Some(text.as_bytes().to_vec().try_into().expect("not too long"))
}

fn observe(org: u32, items: &[ItemId]) -> DispatchResult {
	Custody::observe(by(org), ids(items), word("inspecting"), None, anywhere())
}

#[test]
fn observe_is_a_step_of_each_thing_that_was_seen() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2, 3].map(vial));
		let before = held(MAKER.into());
		let head = Custody::item(vials[0]).expect("an item").head;
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(H256::repeat_byte(7)),
		};
		pass(MINUTE);
		assert_ok!(Custody::observe(
			by(MAKER),
			ids(&vials[..2]),
			word("inspecting"),
			word("in_progress"),
			context
		));
		assert_eq!(
			last_event(),
			Event::Observed {
				number: 2,
				by: MAKER,
				items: 2
			}
		);
		let step = last_step(vials[0]);
		let bill = step.bill;
		let expected = Step {
			number: 2,
			at: START + MINUTE,
			by: MAKER,
			place: context.place,
			document: context.document,
			deed: Deed::Observed {
				biz_step: word("inspecting"),
				disposition: word("in_progress"),
			},
			bill,
		};
		assert_eq!(step, expected);
		assert_eq!(last_step(vials[1]), expected);
		let view = Custody::item(vials[0]).expect("an item");
		assert_eq!(view.steps, 2);
		assert_eq!(view.head, Custody::extend(head, &step));
		assert_eq!(Custody::item(vials[2]).expect("an item").steps, 1);
		let bytes = 2 * Custody::step_bytes(&step) as u128;
		assert_eq!(held(MAKER.into()) - before, 1_000 + bytes);
	});
}

#[test]
fn observe_is_for_who_has_the_container_when_things_are_packed() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials);
		pack(boxes[1], &boxes[..1]);
		hand_over(boxes[1], CARRIER);
		assert_noop!(observe(MAKER, &vials), Error::<Test>::NotCustodian);
		assert_ok!(observe(CARRIER, &vials));
		assert_eq!(last_step(vials[0]).by, CARRIER);
	});
}

#[test]
fn observe_goes_on_when_a_thing_is_held_recalled_or_on_offer() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], TRADER));
		assert_ok!(observe(MAKER, &vials));
		hold(vials[0]);
		assert_ok!(observe(MAKER, &vials));
		recall(AGENCY, Subject::Item(vials[0]), &[]);
		assert_ok!(observe(MAKER, &vials));
	});
}

#[test]
fn observe_is_refused_to_who_does_not_act() {
	on_chain(|| {
		is_refused_to_who_does_not_act(MAKER, |origin| {
			Custody::observe(origin, ItemIds::default(), None, None, anywhere())
		});
	});
}

#[test]
fn observe_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let origin = by_pauper(MAKER);
		assert_noop!(
			Custody::observe(origin, ids(&vials), None, None, anywhere()),
			NO_MONEY
		);
	});
}

#[test]
fn observe_is_refused_when_one_thing_is_not_the_callers() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		hand_over(vials[1], CARRIER);
		assert_noop!(observe(MAKER, &vials), Error::<Test>::NotCustodian);
		assert_noop!(observe(CARRIER, &vials), Error::<Test>::NotCustodian);
	});
}

#[test]
fn observe_is_refused_when_nothing_or_something_twice_is_named() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(observe(MAKER, &[]), Error::<Test>::NothingNamed);
		assert_noop!(
			observe(MAKER, &[vials[0], vials[0]]),
			Error::<Test>::NamedTwice
		);
	});
}

#[test]
fn observe_is_refused_when_a_thing_is_unknown_or_ended() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		assert_noop!(
			observe(MAKER, &[vials[0], vial(3).id()]),
			Error::<Test>::UnknownItem
		);
		destroy(vials[1]);
		assert_noop!(observe(MAKER, &vials), Error::<Test>::ItemEnded);
	});
}

#[test]
fn observe_is_refused_when_a_word_is_none() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		for wrong in [
			"",
			"Inspecting",
			"in transit",
			"in-transit",
			"urn:x",
			"café",
			"step2",
		] {
			for (biz_step, disposition) in [(word(wrong), None), (word("inspecting"), word(wrong))]
			{
				assert_noop!(
					Custody::observe(by(MAKER), ids(&vials), biz_step, disposition, anywhere()),
					Error::<Test>::NotAWord
				);
			}
		}
	});
}

#[test]
fn observe_does_not_decode_when_a_list_or_a_word_is_too_long() {
	let decodes = |items: usize, word: usize| {
		let items = vec![H256::zero(); items];
		let word = Some(vec![b'x'; word]);
		(1u8, items, word.clone(), word, anywhere())
			.using_encoded(|mut bytes| Call::<Test>::decode(&mut bytes).is_ok())
	};
	assert!(decodes(100, 32));
	assert!(!decodes(101, 32));
	assert!(!decodes(100, 33));
}

#[test]
fn observe_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		is_refused_when_no_number_is_left(|| observe(MAKER, &vials));
	});
}
