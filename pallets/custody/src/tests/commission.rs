//! How things get their names, and what is refused.

use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	epc::{Epc, Malformed},
	gs1::Digits,
	items::{ItemId, Life},
	quantity::Quantity,
	Moment,
};
use sp_core::H256;
use sp_runtime::DispatchResult;

fn try_commission(items: Vec<NewItem>, lot: Option<Epc>) -> DispatchResult {
	let items = items.try_into().expect("not too many");
	Custody::commission(by(MAKER), items, lot, None, anywhere())
}

fn measured(epc: Epc, quantity: Quantity) -> NewItem {
	NewItem {
		epc,
		quantity: Some(quantity),
	}
}

#[test]
fn a_maker_names_a_thousand_pieces_of_a_lot() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..1_000).map(vial), Some(lot("A")));
		assert_eq!(
			last_event(),
			Event::Commissioned {
				commission: 1,
				by: MAKER,
				items: 1_000,
				lot: Some(lot("A").id())
			}
		);
		let record = Custody::lot(lot("A").id()).expect("there is a lot");
		assert_eq!((record.members, record.issuer), (1_000, MAKER));
		let view = Custody::item(vials[999]).expect("there is an item");
		assert_eq!((view.owner, view.custodian, view.steps), (MAKER, MAKER, 1));
		assert_eq!((view.issuer, view.life), (MAKER, Life::Active));
		assert_eq!(view.lot, Some(lot("A").id()));
	});
}

#[test]
fn commission_is_recorded_with_its_place_document_and_expiry() {
	on_chain(|| {
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(H256::repeat_byte(7)),
		};
		assert_ok!(Custody::commission(
			by(MAKER),
			vec![named(vial(1)), named(vial(2))]
				.try_into()
				.expect("two"),
			None,
			Some(START + DAY),
			context
		));
		let record = Custody::commission_record(1).expect("it is recorded");
		let bill = record.bill;
		assert_eq!(
			record,
			Commission {
				number: 1,
				at: START,
				by: MAKER,
				place: context.place,
				document: context.document,
				expires: Some(START + DAY),
				items: 2,
				bill,
			}
		);
		let view = Custody::item_by_epc(vial(2)).expect("there is an item");
		assert_eq!((view.expires, view.lot), (Some(START + DAY), None));
		let page = Custody::trace(vial(2).id(), None, 10);
		assert_eq!(page.items.len(), 1);
		let first = &page.items[0];
		assert_eq!((first.item, first.index), (vial(2).id(), 0));
		assert_eq!(first.step.deed, Deed::Commissioned { commission: 1 });
		assert_eq!((first.step.by, first.step.at), (MAKER, START));
		assert_eq!(first.step.place, context.place);
		// The chain of hashes begins with the same step.
		assert_eq!(view.head, Custody::extend(H256::zero(), &first.step));
	});
}

#[test]
fn commission_holds_one_deposit_for_all_that_it_stores() {
	on_chain(|| {
		commission_in(MAKER, (0..3).map(vial), Some(lot("A")));
		let record = Custody::record_bytes(&Custody::commission_record(1).expect("it is there"));
		let bytes = 3 * Custody::item_bytes() + record;
		assert_eq!(held(MAKER.into()), 1_000 + bytes as u128);
		assert_eq!(Bills::<Test>::iter().count(), 1);
	});
}

#[test]
fn commission_is_refused_to_who_does_not_act() {
	on_chain(|| {
		is_refused_to_who_does_not_act(MAKER, |origin| {
			Custody::commission(origin, NewItems::default(), None, None, anywhere())
		});
	});
}

#[test]
fn commission_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let items: NewItems = vec![named(vial(1))].try_into().expect("one");
		let origin = by_pauper(MAKER);
		assert_noop!(
			Custody::commission(origin, items, Some(lot("A")), None, anywhere()),
			NO_MONEY
		);
	});
}

#[test]
fn commission_takes_names_of_every_kind_of_item() {
	on_chain(|| {
		let names = [
			"urn:epc:id:sgtin:950600.0134352.1",
			"urn:epc:id:sscc:950600.00000000001",
			"urn:epc:id:giai:950600.fridge-7",
			"urn:epc:id:grai:950600.000001.5",
		];
		let mut items: Vec<_> = names.into_iter().map(|name| named(epc(name))).collect();
		items.push(measured(lot("M"), kilograms(40)));
		assert_ok!(try_commission(items, None));
		for name in names {
			let view = Custody::item_by_epc(epc(name)).expect("there is an item");
			assert_eq!((view.lot, view.quantity), (None, None), "{name}");
			assert_eq!(view.epc.uri(), name);
		}
		let tank = Custody::item_by_epc(lot("M")).expect("there is an item");
		assert_eq!(tank.quantity, Some(kilograms(40)));
		assert_eq!(tank.lot, Some(lot("M").id()));
	});
}

/// A commission of one item, as it comes in.
fn decoded(uri: &str, place: Option<u64>) -> Result<Call<Test>, codec::Error> {
	let items = vec![(uri.as_bytes().to_vec(), None::<Quantity>)];
	let context = (place, None::<H256>);
	(0u8, items, None::<Vec<u8>>, None::<Moment>, context)
		.using_encoded(|mut bytes| Call::<Test>::decode(&mut bytes))
}

#[test]
fn commission_does_not_decode_when_a_name_is_malformed() {
	let good = "urn:epc:id:sgtin:950600.0134352.1";
	assert!(decoded(good, Some(9_506_000_134_376)).is_ok());
	for wrong in [
		"",
		"hello",
		"urn:epc:id:sgtin:",
		"urn:epc:id:sgtin:950600.0134352",
		"urn:epc:id:sgtin:950600.0134352.",
		"urn:epc:id:sgtin:950600.013435.1",
		"urn:epc:id:sgtin:950600.01343520.1",
		"urn:epc:id:sgtin:950600.013435X.1",
		"urn:epc:id:sgtin:95060.00134352.1",
		"urn:epc:id:sgtin:950600.0134352.1 2",
		"urn:epc:id:sgtin:950600.0134352.%1",
		"urn:epc:id:sgtin:950600.0134352.123456789012345678901",
		"urn:epc:id:sscc:950600.0000000001",
		"urn:epc:id:gdti:950600.000001.5",
		"urn:epc:idpat:sgtin:950600.0134352.*",
	] {
		assert!(decoded(wrong, None).is_err(), "{wrong}");
	}
	for wrong in (9_506_000_134_370..9_506_000_134_380).filter(|gln| gln % 10 != 6) {
		assert!(decoded(good, Some(wrong)).is_err(), "{wrong}");
	}
}

#[test]
fn commission_does_not_decode_when_it_names_more_than_a_thousand() {
	let encoded = |count: u32| {
		let items: Vec<_> = (0..count).map(vial).map(named).collect();
		(0u8, items, None::<Epc>, None::<Moment>, anywhere()).encode()
	};
	assert!(Call::<Test>::decode(&mut &encoded(MAX_NEW)[..]).is_ok());
	assert!(Call::<Test>::decode(&mut &encoded(MAX_NEW + 1)[..]).is_err());
}

#[test]
fn a_key_with_a_wrong_check_digit_is_no_name() {
	// A URI leaves the check digit out; what is printed on the box has it.
	let printed = vial(1).key().expect("a GTIN");
	let prefix = prefix("950600");
	assert_eq!(Epc::sgtin(printed, prefix, b"1"), Ok(vial(1)));
	for other in 1..10 {
		let last = (printed.number() + other) % 10;
		let wrong = Digits::new(printed.number() / 10 * 10 + last, 14).expect("digits");
		assert_eq!(Epc::sgtin(wrong, prefix, b"1"), Err(Malformed::CheckDigit));
	}
}

#[test]
fn commission_is_refused_when_the_prefix_is_foreign() {
	on_chain(|| {
		let items = vec![named(vial(1))].try_into().expect("one");
		assert_noop!(
			Custody::commission(by(TRADER), items, None, None, anywhere()),
			Error::<Test>::ForeignPrefix
		);
		// Nobody has this one.
		let strange = epc("urn:epc:id:sgtin:950609.0134352.1");
		assert_noop!(
			try_commission(vec![named(strange)], None),
			Error::<Test>::ForeignPrefix
		);
	});
}

#[test]
fn commission_is_refused_when_the_dot_does_not_stand_where_the_prefix_ends() {
	on_chain(|| {
		let elsewhere = epc("urn:epc:id:sgtin:9506001.034352.1");
		assert_eq!(elsewhere.key(), vial(1).key());
		assert_noop!(
			try_commission(vec![named(elsewhere)], None),
			Error::<Test>::ForeignPrefix
		);
		assert_ok!(try_commission(vec![named(vial(1))], None));
	});
}

#[test]
fn commission_wants_six_digits_when_the_prefix_is_shorter() {
	on_chain(|| {
		Prefixes::mutate(|prefixes| prefixes.push((prefix("9507"), MAKER)));
		assert_ok!(try_commission(
			vec![named(epc("urn:epc:id:sgtin:950712.0134352.1"))],
			None
		));
		assert_noop!(
			try_commission(vec![named(epc("urn:epc:id:sgtin:9507120.034352.1"))], None),
			Error::<Test>::ForeignPrefix
		);
	});
}

#[test]
fn commission_is_refused_when_prefixes_are_mixed() {
	on_chain(|| {
		Prefixes::mutate(|prefixes| prefixes.push((prefix("950699"), MAKER)));
		let other = epc("urn:epc:id:sgtin:950699.0134352.1");
		assert_noop!(
			try_commission(vec![named(vial(1)), named(other.clone())], None),
			Error::<Test>::PrefixesDiffer
		);
		assert_noop!(
			try_commission(
				vec![named(vial(1))],
				Some(epc("urn:epc:class:lgtin:950699.0134352.A"))
			),
			Error::<Test>::PrefixesDiffer
		);
		assert_ok!(try_commission(vec![named(other)], None));
	});
}

#[test]
fn commission_is_refused_when_nothing_is_named() {
	on_chain(|| {
		assert_noop!(try_commission(vec![], None), Error::<Test>::NothingNamed);
	});
}

#[test]
fn commission_is_refused_when_a_name_comes_twice_in_one_call() {
	on_chain(|| {
		let items = [1, 2, 1].map(vial).map(named).to_vec();
		assert_noop!(try_commission(items, None), Error::<Test>::NamedTwice);
		// One character escaped that need not be: the same name.
		let escaped = epc("urn:epc:id:sgtin:950600.0134352.%31");
		assert_noop!(
			try_commission(vec![named(vial(1)), named(escaped)], None),
			Error::<Test>::NamedTwice
		);
	});
}

#[test]
fn commission_is_refused_when_a_name_was_given_before() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let items = || vec![named(vial(2)), named(vial(1))];
		assert_noop!(try_commission(items(), None), Error::<Test>::NameTaken);
		destroy(vials[0]);
		assert_noop!(try_commission(items(), None), Error::<Test>::NameTaken);
		assert_ok!(Custody::archive(by(MAKER), vials[0], anywhere()));
		assert_noop!(try_commission(items(), None), Error::<Test>::NameTaken);
		pass(RETENTION);
		assert_ok!(Custody::prune(by(MAKER), vials[0], MAX_MOVED));
		assert_eq!(Custody::item(vials[0]), None);
		assert_noop!(try_commission(items(), None), Error::<Test>::NameTaken);
	});
}

#[test]
fn commission_is_refused_when_the_lot_is_none_or_another() {
	on_chain(|| {
		for wrong in [
			// A piece is no lot.
			vial(9),
			// A lot of another trade item.
			epc("urn:epc:class:lgtin:950600.0134353.A"),
		] {
			assert_noop!(
				try_commission(vec![named(vial(1))], Some(wrong)),
				Error::<Test>::LotDiffers
			);
		}
		assert_noop!(
			try_commission(vec![measured(lot("B"), kilograms(1))], Some(lot("A"))),
			Error::<Test>::LotDiffers
		);
	});
}

#[test]
fn a_lot_that_is_kept_as_one_is_of_itself_and_pieces_may_join_it() {
	on_chain(|| {
		assert_ok!(try_commission(
			vec![measured(lot("A"), kilograms(5)), named(vial(1))],
			Some(lot("A"))
		));
		commission_in(MAKER, [vial(2)], Some(lot("A")));
		let record = Custody::lot(lot("A").id()).expect("there is a lot");
		assert_eq!((record.members, record.epc), (3, lot("A")));
		let members: Vec<ItemId> = (0..3)
			.map(|place| pallet::Members::<Test>::get(lot("A").id(), place).expect("a member"))
			.collect();
		assert_eq!(members, [lot("A").id(), vial(1).id(), vial(2).id()]);
	});
}

#[test]
fn several_lots_are_named_in_one_call_when_they_are_kept_as_one_each() {
	on_chain(|| {
		let items = ["A", "B"].map(|name| measured(lot(name), kilograms(5)));
		assert_ok!(try_commission(items.to_vec(), None));
		for name in ["A", "B"] {
			let record = Custody::lot(lot(name).id()).expect("there is a lot");
			assert_eq!((record.members, record.epc), (1, lot(name)));
		}
	});
}

#[test]
fn commission_is_refused_when_a_quantity_is_missing_out_of_place_or_zero() {
	on_chain(|| {
		for wrong in [named(lot("A")), measured(lot("A"), kilograms(0))] {
			assert_noop!(
				try_commission(vec![wrong], None),
				Error::<Test>::QuantityMissing
			);
		}
		assert_noop!(
			try_commission(vec![measured(vial(1), kilograms(0))], None),
			Error::<Test>::QuantityOutOfRange
		);
		for name in [
			case(1),
			epc("urn:epc:id:giai:950600.fridge-7"),
			epc("urn:epc:id:grai:950600.000001.5"),
		] {
			assert_noop!(
				try_commission(vec![measured(name, kilograms(1))], None),
				Error::<Test>::QuantityOutOfPlace
			);
		}
		assert_ok!(try_commission(vec![measured(vial(1), kilograms(1))], None));
	});
}

#[test]
fn commission_is_refused_when_it_names_a_place() {
	on_chain(|| {
		let place = epc("urn:epc:id:sgln:950600.013437.0");
		assert_noop!(
			try_commission(vec![named(place)], None),
			Error::<Test>::NotAnItem
		);
	});
}

#[test]
fn commission_is_refused_when_things_expire_at_once() {
	on_chain(|| {
		let commission = |expires| {
			let items = vec![named(vial(1))].try_into().expect("one");
			Custody::commission(by(MAKER), items, None, Some(expires), anywhere())
		};
		for past in [0, now() - 1, now()] {
			assert_noop!(commission(past), Error::<Test>::MomentInPast);
		}
		assert_ok!(commission(now() + 1));
	});
}

#[test]
fn commission_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let commission = || try_commission(vec![named(vial(1))], None);
		is_refused_when_no_number_is_left(commission);
		Counters::<Test>::mutate(|numbers| numbers.commission = u64::MAX);
		assert_noop!(commission(), Error::<Test>::NumbersExhausted);
	});
}

#[test]
fn commission_is_refused_when_nothing_is_of_the_lot_that_is_named() {
	on_chain(|| {
		let items = vec![named(case(1))].try_into().expect("one");
		assert_noop!(
			Custody::commission(by(MAKER), items, Some(lot("A")), None, anywhere()),
			Error::<Test>::LotDiffers
		);
	});
}
