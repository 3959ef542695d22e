//! How things are made of others, and that nothing comes from nowhere.

use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	epc::Epc,
	items::{ItemId, Items as _, Life},
	quantity::{Quantity, Scale},
	Moment,
};
use sp_core::H256;
use sp_runtime::DispatchResult;

fn whole(item: ItemId) -> Input {
	Input { item, number: None }
}

fn part(item: ItemId, number: u64) -> Input {
	Input {
		item,
		number: Some(number),
	}
}

fn measured(epc: Epc, quantity: Quantity) -> NewItem {
	NewItem {
		epc,
		quantity: Some(quantity),
	}
}

fn amount(number: u64, unit: &str, exponent: i8) -> Quantity {
	let unit = unit.parse().expect("a unit");
	Quantity {
		number,
		scale: Scale { unit, exponent },
	}
}

/// A lot that is kept as one.
fn tank(name: &str, quantity: Quantity) -> ItemId {
	let tank = vec![measured(lot(name), quantity)];
	let tank = tank.try_into().expect("one");
	assert_ok!(Custody::commission(by(MAKER), tank, None, None, anywhere()));
	lot(name).id()
}

fn transform(inputs: &[Input], outputs: Vec<NewItem>, lost: &[Quantity]) -> DispatchResult {
	transform_by(by(MAKER), inputs, outputs, lost)
}

fn transform_by(
	origin: RuntimeOrigin,
	inputs: &[Input],
	outputs: Vec<NewItem>,
	lost: &[Quantity],
) -> DispatchResult {
	Custody::transform(
		origin,
		inputs.to_vec().try_into().expect("not too many"),
		outputs.try_into().expect("not too many"),
		lost.to_vec().try_into().expect("not too many"),
		None,
		None,
		anywhere(),
	)
}

fn life(item: ItemId) -> Life {
	Custody::item(item).expect("an item").life
}

fn quantity(item: ItemId) -> Option<Quantity> {
	Custody::item(item).expect("an item").quantity
}

#[test]
fn transform_uses_up_the_inputs_and_makes_the_outputs() {
	on_chain(|| {
		let milk = tank("M", kilograms(10));
		let before = held(MAKER.into());
		pass(MINUTE);
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(REASON),
		};
		let outputs = vec![
			measured(vial(1), kilograms(3)),
			measured(vial(2), kilograms(5)),
			named(case(1)),
		];
		assert_ok!(Custody::transform(
			by(MAKER),
			vec![whole(milk)].try_into().expect("one"),
			outputs.try_into().expect("three"),
			vec![kilograms(2)].try_into().expect("one"),
			Some(lot("Y")),
			Some(START + DAY),
			context
		));
		assert_eq!(
			last_event(),
			Event::Transformed {
				transformation: 1,
				by: MAKER,
				inputs: 1,
				outputs: 3
			}
		);
		let made = [vial(1), vial(2), case(1)].map(|name| name.id());
		let record = Custody::transformation(1).expect("it is recorded");
		let bill = record.bill;
		assert_eq!(
			record,
			Transformation {
				number: 2,
				at: START + MINUTE,
				by: MAKER,
				place: context.place,
				document: context.document,
				expires: Some(START + DAY),
				inputs: vec![(milk, Some(kilograms(10)))].try_into().expect("one"),
				outputs: ids(&made),
				lost: vec![kilograms(2)].try_into().expect("one"),
				bill,
			}
		);
		assert_eq!(life(milk), Life::Consumed);
		assert_eq!(Uses::<Test>::get(milk, 0), Some(1));
		let used = last_step(milk);
		let transformation = 1;
		assert_eq!(
			used.deed,
			Deed::Used {
				transformation,
				number: Some(10)
			}
		);
		for item in made {
			let view = Custody::item(item).expect("an item");
			assert_eq!((view.owner, view.custodian, view.steps), (MAKER, MAKER, 1));
			assert_eq!(view.expires, Some(START + DAY));
			let first = Custody::trace(item, None, 1).items.remove(0).step;
			assert_eq!(first.deed, Deed::Made { transformation });
			assert_eq!(first.place, context.place);
			assert_eq!(view.head, Custody::extend(H256::zero(), &first));
		}
		let record_of_lot = Custody::lot(lot("Y").id()).expect("there is a lot");
		assert_eq!(record_of_lot.members, 2);
		let bytes =
			3 * Custody::item_bytes() + Custody::step_bytes(&used) + Custody::record_bytes(&record);
		assert_eq!(held(MAKER.into()) - before, 1_000 + bytes as u128);
	});
}

#[test]
fn transform_is_refused_when_more_or_less_comes_out_than_went_in() {
	on_chain(|| {
		let milk = tank("M", kilograms(10));
		let water = tank("W", kilograms(5));
		let inputs = [whole(milk), part(water, 2)];
		for (made, lost) in [
			(11, 0),
			(12, 1),
			(13, 0),
			(1, 10),
			(1, 12),
			(u64::MAX, 0),
			(u64::MAX, 13),
			(12, u64::MAX),
		] {
			let outputs = vec![measured(vial(1), kilograms(made))];
			assert_noop!(
				transform(&inputs, outputs, &[kilograms(lost)]),
				Error::<Test>::QuantityNotConserved
			);
		}
		assert_ok!(transform(
			&inputs,
			vec![measured(vial(1), kilograms(9))],
			&[kilograms(1), kilograms(2)]
		));
	});
}

#[test]
fn transform_makes_what_is_not_measured_when_the_loss_says_where_all_went() {
	on_chain(|| {
		let milk = tank("M", kilograms(10));
		for lost in [vec![], vec![kilograms(9)], vec![kilograms(11)]] {
			assert_noop!(
				transform(&[whole(milk)], vec![named(vial(1))], &lost),
				Error::<Test>::QuantityNotConserved
			);
		}
		assert_ok!(transform(
			&[whole(milk)],
			vec![named(vial(1))],
			&[kilograms(10)]
		));
	});
}

#[test]
fn transform_conserves_each_scale_by_itself() {
	on_chain(|| {
		let milk = tank("M", amount(10, "KGM", 0));
		let cream = tank("C", amount(500, "KGM", -3));
		let water = tank("W", amount(7, "LTR", 0));
		let inputs = [whole(milk), whole(cream), whole(water)];
		let litres = |number| measured(vial(3), amount(number, "LTR", 0));
		let kilos = |number| measured(vial(1), amount(number, "KGM", 0));
		let grams = |number| measured(vial(2), amount(number, "KGM", -3));
		for outputs in [
			// What is right in one scale does not make up for another.
			vec![kilos(10), grams(500), litres(6)],
			vec![kilos(10), grams(499), litres(7)],
			vec![kilos(9), grams(1_500), litres(7)],
			vec![kilos(10), grams(500)],
			// Out of nowhere.
			vec![
				kilos(10),
				grams(500),
				litres(7),
				measured(vial(4), amount(1, "MTR", 0)),
			],
			vec![
				kilos(10),
				grams(500),
				litres(7),
				measured(vial(4), amount(1, "LTR", -1)),
			],
		] {
			assert_noop!(
				transform(&inputs, outputs, &[]),
				Error::<Test>::QuantityNotConserved
			);
		}
		for lost in [amount(1, "MTR", 0), amount(1, "KGM", -2)] {
			assert_noop!(
				transform(&inputs, vec![kilos(10), grams(500), litres(7)], &[lost]),
				Error::<Test>::QuantityNotConserved
			);
		}
		assert_ok!(transform(
			&inputs,
			vec![
				kilos(10),
				grams(200),
				litres(1),
				measured(vial(4), amount(5, "LTR", 0))
			],
			&[amount(300, "KGM", -3), amount(1, "LTR", 0),]
		));
	});
}

#[test]
fn transform_is_refused_when_sums_are_too_large_to_be_counted() {
	on_chain(|| {
		let milk = tank("M", kilograms(u64::MAX));
		let more = tank("N", kilograms(1));
		// Both sides would be zero if they went round.
		assert_noop!(
			transform(
				&[whole(milk), whole(more)],
				vec![
					measured(vial(1), kilograms(u64::MAX)),
					measured(vial(2), kilograms(1))
				],
				&[]
			),
			Error::<Test>::QuantityNotConserved
		);
		assert_noop!(
			transform(
				&[whole(more)],
				vec![
					measured(vial(1), kilograms(u64::MAX)),
					measured(vial(2), kilograms(2))
				],
				&[]
			),
			Error::<Test>::QuantityNotConserved
		);
		assert_ok!(transform(
			&[whole(milk)],
			vec![measured(vial(1), kilograms(u64::MAX))],
			&[]
		));
	});
}

#[test]
fn transform_measures_for_the_first_time_when_no_input_is_measured() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		assert_noop!(
			transform(
				&[whole(vials[0])],
				vec![measured(lot("A"), kilograms(3))],
				&[kilograms(1)]
			),
			Error::<Test>::QuantityNotConserved
		);
		assert_ok!(transform(
			&[whole(vials[0])],
			vec![measured(lot("A"), kilograms(3))],
			&[]
		));
		assert_eq!(life(vials[0]), Life::Consumed);
		// What is not measured may go in beside what is, and adds nothing.
		assert_noop!(
			transform(
				&[whole(lot("A").id()), whole(vials[1])],
				vec![measured(lot("B"), kilograms(4))],
				&[]
			),
			Error::<Test>::QuantityNotConserved
		);
		assert_ok!(transform(
			&[whole(lot("A").id()), whole(vials[1])],
			vec![measured(lot("B"), kilograms(3))],
			&[]
		));
	});
}

#[test]
fn transform_takes_a_part_twice_and_then_the_rest() {
	on_chain(|| {
		let milk = tank("M", kilograms(10));
		for (number, rest) in [(3, 7), (5, 2)] {
			let outputs = vec![measured(vial(rest as u32), kilograms(number))];
			assert_ok!(transform(&[part(milk, number)], outputs, &[]));
			assert_eq!(quantity(milk), Some(kilograms(rest)));
			assert_eq!(life(milk), Life::Active);
		}
		let outputs = || vec![measured(vial(100), kilograms(2))];
		assert_noop!(
			transform(&[part(milk, 3)], outputs(), &[]),
			Error::<Test>::QuantityOutOfRange
		);
		assert_ok!(transform(&[part(milk, 2)], outputs(), &[]));
		assert_eq!(life(milk), Life::Consumed);
		assert_eq!(
			deeds(milk),
			[(1, 3), (2, 5), (3, 2)].map(|(transformation, number)| Deed::Used {
				transformation,
				number: Some(number)
			})
		);
		let uses: Vec<_> = (0..4).map(|place| Uses::<Test>::get(milk, place)).collect();
		assert_eq!(uses, [Some(1), Some(2), Some(3), None]);
	});
}

#[test]
fn transform_takes_the_rest_when_no_number_is_given() {
	on_chain(|| {
		let milk = tank("M", kilograms(10));
		let outputs = vec![measured(vial(1), kilograms(4))];
		assert_ok!(transform(&[part(milk, 4)], outputs, &[]));
		let outputs = || vec![measured(vial(2), kilograms(6))];
		assert_ok!(transform(&[whole(milk)], outputs(), &[]));
		assert_eq!(life(milk), Life::Consumed);
	});
}

#[test]
fn transform_is_refused_a_part_that_is_none() {
	on_chain(|| {
		let milk = tank("M", kilograms(10));
		let vials = commission(MAKER, [vial(1)]);
		for wrong in [0, 11, u64::MAX] {
			let outputs = vec![measured(vial(2), kilograms(wrong.clamp(1, 10)))];
			assert_noop!(
				transform(&[part(milk, wrong)], outputs, &[]),
				Error::<Test>::QuantityOutOfRange
			);
		}
		assert_noop!(
			transform(&[part(vials[0], 1)], vec![named(vial(2))], &[]),
			Error::<Test>::QuantityOutOfPlace
		);
	});
}

#[test]
fn transform_is_refused_when_an_input_was_used_up() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(transform(&[whole(vials[0])], vec![named(vial(2))], &[]));
		assert_noop!(
			transform(&[whole(vials[0])], vec![named(vial(3))], &[]),
			Error::<Test>::ItemEnded
		);
		// Nor does it move, or come back.
		assert_noop!(
			offer_title(vials[0], Title::Custody, MAKER, CARRIER),
			Error::<Test>::ItemEnded
		);
		assert_noop!(
			transform(&[whole(vial(2).id())], vec![named(vial(1))], &[]),
			Error::<Test>::NameTaken
		);
	});
}

#[test]
fn transform_is_refused_when_an_input_is_named_twice() {
	on_chain(|| {
		let milk = tank("M", kilograms(10));
		for inputs in [
			[part(milk, 5), part(milk, 5)],
			[part(milk, 6), part(milk, 6)],
			[whole(milk), whole(milk)],
		] {
			assert_noop!(
				transform(&inputs, vec![measured(vial(1), kilograms(10))], &[]),
				Error::<Test>::NamedTwice
			);
		}
	});
}

#[test]
fn transform_is_refused_when_there_are_no_inputs_or_no_outputs() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(
			transform(&[], vec![named(vial(2))], &[]),
			Error::<Test>::NothingTransformed
		);
		assert_noop!(
			transform(&[whole(vials[0])], vec![], &[]),
			Error::<Test>::NothingTransformed
		);
	});
}

#[test]
fn transform_is_refused_when_an_input_is_unknown() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(
			transform(
				&[whole(vials[0]), whole(vial(9).id())],
				vec![named(vial(2))],
				&[]
			),
			Error::<Test>::UnknownItem
		);
	});
}

#[test]
fn transform_is_for_who_has_and_owns_all_inputs() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2, 3].map(vial));
		hand_over(vials[1], CARRIER);
		assert_ok!(offer_title(vials[2], Title::Ownership, MAKER, CLINIC));
		assert_ok!(Custody::accept(by(CLINIC), vials[2], Title::Ownership));
		let outputs = || vec![named(vial(9))];
		assert_noop!(
			transform(&[whole(vials[0]), whole(vials[1])], outputs(), &[]),
			Error::<Test>::NotCustodian
		);
		assert_noop!(
			transform(&[whole(vials[0]), whole(vials[2])], outputs(), &[]),
			Error::<Test>::OwnersDiffer
		);
		// Who has it and does not own it.
		assert_noop!(
			transform_by(by(CARRIER), &[whole(vials[1])], outputs(), &[]),
			Error::<Test>::OwnersDiffer
		);
		assert_ok!(transform(&[whole(vials[0])], outputs(), &[]));
	});
}

#[test]
fn transform_is_refused_when_an_input_is_packed_or_something_is_in_it() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		assert_noop!(
			transform(&[whole(vials[0])], vec![named(vial(9))], &[]),
			Error::<Test>::ItemIsPacked
		);
		assert_noop!(
			transform(&[whole(boxes[0])], vec![named(vial(9))], &[]),
			Error::<Test>::NotEmpty
		);
		unpack(boxes[0], &vials);
		assert_ok!(transform(
			&[whole(vials[0]), whole(boxes[0])],
			vec![named(vial(9))],
			&[]
		));
	});
}

#[test]
fn transform_is_refused_when_an_input_is_held_recalled_or_on_offer() {
	on_chain(|| {
		let vials = commission_in(MAKER, [1, 2].map(vial), Some(lot("A")));
		let inputs = [whole(vials[0]), whole(vials[1])];
		let outputs = || vec![named(vial(9))];
		hold(vials[1]);
		assert_noop!(
			transform(&inputs, outputs(), &[]),
			Error::<Test>::ItemIsHeld
		);
		release(vials[1]);
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[1], title, MAKER, CARRIER));
			assert_noop!(
				transform(&inputs, outputs(), &[]),
				Error::<Test>::ItemOnOffer
			);
			assert_ok!(Custody::withdraw_offer(by(MAKER), vials[1], title));
		}
		let of_item = recall(AGENCY, Subject::Item(vials[1]), &[]);
		assert_noop!(
			transform(&inputs, outputs(), &[]),
			Error::<Test>::ItemIsRecalled
		);
		assert_ok!(Custody::end_recall(by(AGENCY), of_item, anywhere()));
		pass(MINUTE);
		// Of a lot from that very transaction on.
		recall_lot(MAKER, lot("A").id());
		assert_noop!(
			transform(&inputs, outputs(), &[]),
			Error::<Test>::ItemIsRecalled
		);
	});
}

#[test]
fn transform_asks_of_names_what_commission_asks() {
	on_chain(|| {
		Prefixes::mutate(|prefixes| prefixes.push((prefix("950699"), MAKER)));
		let vials = commission(MAKER, [1, 2].map(vial));
		let transform_into = |outputs: Vec<NewItem>, lot: Option<Epc>, expires| {
			Custody::transform(
				by(MAKER),
				vec![whole(vials[0])].try_into().expect("one"),
				outputs.try_into().expect("not too many"),
				Losses::default(),
				lot,
				expires,
				anywhere(),
			)
		};
		let foreign = epc("urn:epc:id:sgtin:950601.0000001.1");
		let other = epc("urn:epc:id:sgtin:950699.0134352.1");
		let place = epc("urn:epc:id:sgln:950600.013437.0");
		for (outputs, error) in [
			(vec![named(foreign)], Error::<Test>::ForeignPrefix),
			(
				vec![named(vial(9)), named(other)],
				Error::<Test>::PrefixesDiffer,
			),
			(
				vec![named(vial(9)), named(vial(9))],
				Error::<Test>::NamedTwice,
			),
			(vec![named(vial(2))], Error::<Test>::NameTaken),
			(vec![named(vial(1))], Error::<Test>::NameTaken),
			(vec![named(place)], Error::<Test>::NotAnItem),
			(vec![named(lot("A"))], Error::<Test>::QuantityMissing),
			(
				vec![measured(case(1), kilograms(1))],
				Error::<Test>::QuantityOutOfPlace,
			),
			(
				vec![measured(vial(9), kilograms(0))],
				Error::<Test>::QuantityOutOfRange,
			),
		] {
			assert_noop!(transform_into(outputs, None, None), error);
		}
		assert_noop!(
			transform_into(vec![named(vial(9))], Some(vial(8)), None),
			Error::<Test>::LotDiffers
		);
		for past in [0, now()] {
			assert_noop!(
				transform_into(vec![named(vial(9))], None, Some(past)),
				Error::<Test>::MomentInPast
			);
		}
		assert_ok!(transform_into(vec![named(vial(9))], None, Some(now() + 1)));
	});
}

#[test]
fn transform_is_refused_to_who_does_not_act() {
	on_chain(|| {
		is_refused_to_who_does_not_act(MAKER, |origin| transform_by(origin, &[], vec![], &[]));
	});
}

#[test]
fn transform_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(
			transform_by(
				by_pauper(MAKER),
				&[whole(vials[0])],
				vec![named(vial(9))],
				&[]
			),
			NO_MONEY
		);
	});
}

#[test]
fn transform_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let transform = || transform(&[whole(vials[0])], vec![named(vial(9))], &[]);
		is_refused_when_no_number_is_left(transform);
		Counters::<Test>::mutate(|numbers| numbers.transformation = u64::MAX);
		assert_noop!(transform(), Error::<Test>::NumbersExhausted);
	});
}

#[test]
fn transform_is_told_of_what_was_used() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		assert_ok!(Custody::watch(&vials[1]));
		told();
		assert_ok!(transform(
			&[whole(vials[0]), whole(vials[1])],
			vec![named(vial(9))],
			&[]
		));
		assert_eq!(told(), vials[1..]);
	});
}

#[test]
fn transform_does_not_decode_when_it_names_too_many() {
	let decodes = |inputs: usize, outputs: u32, losses: usize| {
		let inputs = vec![whole(H256::zero()); inputs];
		let outputs: Vec<_> = (0..outputs).map(vial).map(named).collect();
		let losses = vec![kilograms(1); losses];
		(
			9u8,
			inputs,
			outputs,
			losses,
			None::<Epc>,
			None::<Moment>,
			anywhere(),
		)
			.using_encoded(|mut bytes| Call::<Test>::decode(&mut bytes).is_ok())
	};
	assert!(decodes(100, 100, 8));
	assert!(!decodes(101, 100, 8));
	assert!(!decodes(100, 101, 8));
	assert!(!decodes(100, 100, 9));
}
