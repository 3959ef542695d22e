//! `sign`: exactly these terms, and the share is held.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{AgreementId, Terms};
use hallmark_types::{items::Items, organisation::Standing};
use sp_core::H256;
use sp_runtime::{traits::BadOrigin, TokenError};

fn fine() -> Terms {
	terms(&[once("reading(d1/temp) > 8", &[pay(100)])])
}

fn proposed() -> (AgreementId, H256) {
	let id = propose(&fine());
	(id, agreement(id).hash)
}

#[test]
fn agreement_is_active_when_the_last_party_has_signed() {
	on_chain(|| {
		let (id, hash) = proposed();
		assert_ok!(Agreements::sign(by(ALICE), id, hash));
		assert_eq!(
			events(),
			[Event::Signed {
				agreement: id,
				party: ALICE,
				escrow: 1_000
			}]
		);
		assert_eq!((held(1), held(2), status(id)), (1_000, 0, Status::Proposed));
		assert_ok!(Agreements::sign(by(BOB), id, hash));
		assert_eq!(last_event(), Event::Activated { agreement: id });
		assert_eq!((held(1), held(2), status(id)), (1_000, 200, Status::Active));
		assert_eq!(ledger(id).funded, 1_200);
		assert_eq!(agreement(id).active_since, Some(START));
		let stream = Source::Stream(signal(1, "temp"));
		assert_eq!(Watchers::<Test>::get(stream, id), Some(1));
		assert_noop!(
			Agreements::sign(by(ALICE), id, hash),
			Error::<Test>::NotProposed
		);
	});
}

#[test]
fn share_of_an_asset_is_held_like_one_of_the_token() {
	on_chain(|| {
		let mut terms = fine();
		terms.asset = Some(COIN);
		let id = agree(&terms);
		assert_eq!((held(1), held_coins(1), held_coins(2)), (0, 1_000, 200));
		say(1, 90);
		settle();
		assert_eq!(fired(id), [1]);
		assert_eq!((held_coins(1), coins(2)), (900, ENDOWMENT - 200 + 100));
	});
}

#[test]
fn party_that_puts_nothing_in_signs_all_the_same() {
	on_chain(|| {
		let mut terms = fine();
		terms.parties[1].escrow = 0;
		let id = propose(&terms);
		let hash = agreement(id).hash;
		assert_ok!(Agreements::sign(by(BOB), id, hash));
		assert_eq!((held(2), status(id)), (0, Status::Proposed));
		assert_ok!(Agreements::sign(by(ALICE), id, hash));
		assert_eq!(status(id), Status::Active);
	});
}

#[test]
fn sign_is_refused_when_other_terms_are_signed() {
	on_chain(|| {
		let (id, hash) = proposed();
		let (other, other_hash) = proposed();
		assert_ne!(hash, other_hash);
		assert_noop!(
			Agreements::sign(by(ALICE), id, other_hash),
			Error::<Test>::OtherTerms
		);
		assert_noop!(
			Agreements::sign(by(ALICE), other, hash),
			Error::<Test>::OtherTerms
		);
		// The terms alone are not what is signed: the chain and the number are part of it.
		let elsewhere = fine().hash(&[9; 32], id);
		assert_noop!(
			Agreements::sign(by(ALICE), id, elsewhere),
			Error::<Test>::OtherTerms
		);
	});
}

#[test]
fn sign_is_refused_when_a_share_is_held_already() {
	on_chain(|| {
		let (id, hash) = proposed();
		assert_ok!(Agreements::sign(by(ALICE), id, hash));
		assert_noop!(
			Agreements::sign(by(ALICE), id, hash),
			Error::<Test>::AlreadySigned
		);
	});
}

#[test]
fn sign_is_refused_when_the_time_is_over() {
	on_chain(|| {
		let (id, hash) = proposed();
		pass_unseen(DAY - 1);
		assert_ok!(Agreements::sign(by(ALICE), id, hash));
		pass_unseen(1);
		assert_noop!(
			Agreements::sign(by(BOB), id, hash),
			Error::<Test>::SigningOver
		);
		// Nobody has to do anything for Alice's money to come back.
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Lapsed));
		assert_eq!(held(1), 0);
		assert_noop!(
			Agreements::sign(by(BOB), id, hash),
			Error::<Test>::NotProposed
		);
	});
}

#[test]
fn sign_is_refused_to_those_who_may_not_and_for_what_is_not_there() {
	on_chain(|| {
		let (id, hash) = proposed();
		assert_noop!(Agreements::sign(RuntimeOrigin::none(), id, hash), BadOrigin);
		assert_noop!(Agreements::sign(by_clerk(ALICE), id, hash), OUT_OF_SCOPE);
		assert_noop!(
			Agreements::sign(by(CAROL), id, hash),
			Error::<Test>::NotParty
		);
		assert_noop!(
			Agreements::sign(by(ALICE), 99, hash),
			Error::<Test>::UnknownAgreement
		);
		set_standing(ALICE, Standing::Suspended);
		assert_noop!(Agreements::sign(by(ALICE), id, hash), NOT_ACTIVE);
	});
}

#[test]
fn sign_is_refused_when_the_share_cannot_be_held() {
	on_chain(|| {
		let mut terms = fine();
		terms.parties[0].escrow = 2 * ENDOWMENT;
		let id = propose(&terms);
		assert_noop!(
			Agreements::sign(by(ALICE), id, agreement(id).hash),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn last_signature_is_refused_when_something_is_gone_that_conditions_ask_about() {
	on_chain(|| {
		let (id, hash) = proposed();
		assert_ok!(Agreements::sign(by(ALICE), id, hash));
		close_stream(signal(1, "temp"));
		assert_noop!(Agreements::sign(by(BOB), id, hash), UNKNOWN);
		open(1, "temp");

		let terms = terms(&[once("item(i1).state = held", &[pay(100)])]);
		let id = propose(&terms);
		let hash = agreement(id).hash;
		assert_ok!(Agreements::sign(by(ALICE), id, hash));
		let mut stock = Stock::get();
		stock.remove(&item(1));
		Stock::set(&stock);
		assert_noop!(Agreements::sign(by(BOB), id, hash), UNKNOWN);
		assert_eq!(Shelf::facts(&item(1)), None);
	});
}

#[test]
fn what_was_said_before_the_last_signature_does_not_count() {
	on_chain(|| {
		let terms = fine();
		let other = agree(&terms);
		let id = propose(&terms);
		say(1, 90);
		say(1, 20);
		sign_all(id);
		settle();
		// The older agreement has seen it.
		assert_eq!((fired(other), fired(id)), (vec![1], vec![0]));
		say(1, 90);
		say(1, 20);
		settle();
		assert_eq!(fired(id), [1]);
	});
}
