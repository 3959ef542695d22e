//! `claim`: what could not be paid.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{Action, AgreementId};
use hallmark_types::organisation::Standing;
use sp_runtime::{traits::BadOrigin, TokenError};

/// An agreement that is over, in which Bob is owed 100 coins, because his account was blocked.
fn owed() -> AgreementId {
	let mut terms = terms(&[once("confirmed(party 0)", &[pay(100), Action::End])]);
	terms.asset = Some(COIN);
	terms.parties[1].escrow = 0;
	let id = agree(&terms);
	assert_ok!(Assets::block(RuntimeOrigin::signed(20), COIN, 2));
	assert_ok!(Agreements::confirm(by(ALICE), id));
	settle();
	System::reset_events();
	id
}

#[test]
fn party_gets_what_it_is_owed_when_it_can_be_paid_again() {
	on_chain(|| {
		let id = owed();
		assert_noop!(Agreements::claim(by(BOB), id), TokenError::CannotCreate);
		assert_ok!(Assets::thaw(RuntimeOrigin::signed(20), COIN, 2));
		// A suspended organisation can receive.
		set_standing(BOB, Standing::Suspended);
		assert_ok!(Agreements::claim(by(BOB), id));
		assert_eq!(
			last_event(),
			Event::Claimed {
				agreement: id,
				party: BOB,
				amount: 100
			}
		);
		assert_eq!((coins(2), held_coins(1)), (ENDOWMENT + 100, 0));
		let ledger = ledger(id);
		assert_eq!((ledger.paid, ledger.credited), (100, 0));
		assert_noop!(Agreements::claim(by(BOB), id), Error::<Test>::NoCredit);
	});
}

#[test]
fn claim_is_refused_to_those_who_may_not_and_when_nothing_is_owed() {
	on_chain(|| {
		let id = owed();
		assert_noop!(Agreements::claim(RuntimeOrigin::none(), id), BadOrigin);
		assert_noop!(Agreements::claim(by_clerk(BOB), id), OUT_OF_SCOPE);
		assert_noop!(Agreements::claim(by(ALICE), id), Error::<Test>::NoCredit);
		assert_noop!(Agreements::claim(by(CAROL), id), Error::<Test>::NotParty);
		assert_noop!(
			Agreements::claim(by(BOB), 99),
			Error::<Test>::UnknownAgreement
		);
	});
}
