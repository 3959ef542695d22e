//! How things are taken though something is wrong with them.

use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{items::ItemId, organisation::Standing, quantity::Quantity};
use sp_runtime::{DispatchError, DispatchResult};

const DAMAGED: Exceptions = 1;

/// Ten kilograms of milk that the maker offers to the clinic.
fn offered_milk() -> ItemId {
	let milk = NewItem {
		epc: lot("M"),
		quantity: Some(kilograms(10)),
	};
	let milk = vec![milk].try_into().expect("one");
	assert_ok!(Custody::commission(by(MAKER), milk, None, None, anywhere()));
	assert_ok!(offer(lot("M").id(), CLINIC));
	lot("M").id()
}

fn accept(item: ItemId, exceptions: Exceptions, number: Option<u64>) -> DispatchResult {
	Custody::accept_with_exceptions(by(CLINIC), item, Title::Custody, exceptions, number)
}

fn quantity(item: ItemId) -> Option<Quantity> {
	Custody::item(item).expect("an item").quantity
}

#[test]
fn accept_with_exceptions_says_what_is_wrong() {
	on_chain(|| {
		let milk = offered_milk();
		let before = held(MAKER.into());
		assert_ok!(accept(milk, DAMAGED, None));
		assert_eq!(
			last_event(),
			Event::Accepted {
				item: milk,
				title: Title::Custody,
				from: MAKER,
				to: CLINIC,
				exceptions: DAMAGED,
				verdict: None,
			}
		);
		let handed_over = Deed::HandedOver {
			title: Title::Custody,
			from: MAKER,
			to: CLINIC,
			exceptions: DAMAGED,
			offered: None,
			verdict: None,
		};
		assert_eq!(last_step(milk).deed, handed_over);
		assert_eq!(custodian(milk), CLINIC);
		assert_eq!(quantity(milk), Some(kilograms(10)));
		let deposit = 1_000 + Custody::offer_bytes() as u128;
		assert_eq!(before - held(MAKER.into()), deposit);
		let deposit = 1_000 + Custody::step_bytes(&last_step(milk)) as u128;
		assert_eq!(held(CLINIC.into()), deposit);
	});
}

#[test]
fn accept_with_exceptions_lessens_the_quantity_when_less_came() {
	on_chain(|| {
		let milk = offered_milk();
		assert_ok!(accept(milk, DAMAGED, Some(7)));
		assert_eq!(quantity(milk), Some(kilograms(7)));
		assert_eq!(
			last_step(milk).deed,
			Deed::HandedOver {
				title: Title::Custody,
				from: MAKER,
				to: CLINIC,
				exceptions: DAMAGED | SHORT,
				offered: Some(10),
				verdict: None,
			}
		);
	});
}

#[test]
fn accept_with_exceptions_marks_it_short_when_less_came_and_nothing_else_is_wrong() {
	on_chain(|| {
		let milk = offered_milk();
		assert_ok!(accept(milk, 0, Some(9)));
		assert!(matches!(
			last_event(),
			Event::Accepted {
				exceptions: SHORT,
				..
			}
		));
	});
}

#[test]
fn accept_with_exceptions_takes_all_when_all_came() {
	on_chain(|| {
		let milk = offered_milk();
		assert_ok!(accept(milk, DAMAGED, Some(10)));
		assert_eq!(quantity(milk), Some(kilograms(10)));
		assert!(matches!(
			last_step(milk).deed,
			Deed::HandedOver {
				exceptions: DAMAGED,
				offered: None,
				..
			}
		));
	});
}

#[test]
fn accept_with_exceptions_is_refused_when_none_is_named() {
	on_chain(|| {
		let milk = offered_milk();
		assert_noop!(accept(milk, 0, None), Error::<Test>::NoException);
	});
}

#[test]
fn accept_with_exceptions_is_refused_when_more_than_was_offered_or_nothing_came() {
	on_chain(|| {
		let milk = offered_milk();
		for wrong in [0, 11, u64::MAX] {
			assert_noop!(
				accept(milk, SHORT, Some(wrong)),
				Error::<Test>::QuantityOutOfRange
			);
		}
	});
}

#[test]
fn accept_with_exceptions_is_refused_a_number_when_there_is_nothing_to_count() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		assert_noop!(
			accept(vials[0], SHORT, Some(1)),
			Error::<Test>::QuantityOutOfPlace
		);
		// Who only owns it has not counted it.
		let milk = offered_milk();
		assert_ok!(offer_title(milk, Title::Ownership, MAKER, CLINIC));
		let accept =
			|number| Custody::accept_with_exceptions(by(CLINIC), milk, Title::Ownership, 1, number);
		assert_noop!(accept(Some(9)), Error::<Test>::QuantityOutOfPlace);
		assert_ok!(accept(None));
		assert_eq!(owner(milk), CLINIC);
	});
}

#[test]
fn accept_with_exceptions_asks_everything_that_accept_asks() {
	on_chain(|| {
		assert_noop!(
			accept(vial(9).id(), DAMAGED, None),
			Error::<Test>::UnknownItem
		);
		let vials = commission(MAKER, [1, 2].map(vial));
		destroy(vials[1]);
		assert_noop!(accept(vials[1], DAMAGED, None), Error::<Test>::ItemEnded);
		assert_noop!(accept(vials[0], DAMAGED, None), Error::<Test>::NoOffer);
		assert_ok!(offer(vials[0], CLINIC));
		let by_other = |origin| {
			Custody::accept_with_exceptions(origin, vials[0], Title::Custody, DAMAGED, None)
		};
		assert_noop!(by_other(by(TRADER)), Error::<Test>::NotOffered);
		assert_noop!(by_other(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(by_other(by_clerk(CLINIC)), OUT_OF_SCOPE);
		assert_noop!(by_other(RuntimeOrigin::signed(20)), NOT_A_MEMBER);
		assert_noop!(by_other(by_pauper(CLINIC)), NO_MONEY);
		set_standing(MAKER, Standing::Suspended);
		assert_noop!(
			accept(vials[0], DAMAGED, None),
			Error::<Test>::OffererLostRight
		);
		set_standing(MAKER, Standing::Active);
		hold(vials[0]);
		assert_noop!(accept(vials[0], DAMAGED, None), Error::<Test>::ItemIsHeld);
		release(vials[0]);
		let recall = recall(AGENCY, Subject::Item(vials[0]), &[]);
		assert_noop!(
			accept(vials[0], DAMAGED, None),
			Error::<Test>::ItemIsRecalled
		);
		assert_ok!(Custody::end_recall(by(AGENCY), recall, anywhere()));
		pass(HOUR);
		assert_noop!(accept(vials[0], DAMAGED, None), Error::<Test>::OfferExpired);
		set_standing(CLINIC, Standing::Expelled);
		assert_noop!(accept(vials[0], DAMAGED, None), NOT_ACTIVE);
		set_standing(CLINIC, Standing::Suspended);
		assert_ok!(offer(vials[0], CLINIC));
		assert_ok!(accept(vials[0], DAMAGED, None));
	});
}

#[test]
fn accept_with_exceptions_decodes_every_combination_of_reasons() {
	for exceptions in 0..=u8::MAX {
		let call = (6u8, lot("M").id(), Title::Custody, exceptions, None::<u64>).encode();
		assert!(Call::<Test>::decode(&mut &call[..]).is_ok());
	}
	let call = (6u8, lot("M").id(), 2u8, 0u8, None::<u64>).encode();
	assert!(
		Call::<Test>::decode(&mut &call[..]).is_err(),
		"there are two titles"
	);
}

#[test]
fn accept_with_exceptions_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let milk = offered_milk();
		is_refused_when_no_number_is_left(|| accept(milk, DAMAGED, Some(7)));
	});
}
