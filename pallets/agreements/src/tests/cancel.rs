//! `consent` and `cancel`: one side alone ends nothing that all have signed.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::Terms;
use sp_runtime::traits::BadOrigin;

fn fine() -> Terms {
	let mut clause = once("reading(d1/temp) > 8", &[pay(100)]);
	clause.challenge = DAY;
	terms(&[clause])
}

#[test]
fn one_party_cancels_when_not_all_have_signed() {
	on_chain(|| {
		let id = propose(&fine());
		assert_ok!(Agreements::sign(by(ALICE), id, agreement(id).hash));
		assert_ok!(Agreements::cancel(by(BOB), id));
		assert_eq!(status(id), Status::Ended(Ending::Cancelled));
		assert_eq!((held(1), ledger(id).refunded), (0, 1_000));
		assert_eq!(
			last_event(),
			Event::Ended {
				agreement: id,
				ending: Ending::Cancelled
			}
		);
		assert_noop!(Agreements::cancel(by(BOB), id), Error::<Test>::NotActive);
	});
}

#[test]
fn cancel_is_refused_when_the_others_have_not_consented() {
	on_chain(|| {
		let id = agree(&fine());
		assert_noop!(
			Agreements::cancel(by(ALICE), id),
			Error::<Test>::OthersHaveNotConsented
		);
		assert_ok!(Agreements::consent(by(ALICE), id, true));
		assert_noop!(
			Agreements::cancel(by(ALICE), id),
			Error::<Test>::OthersHaveNotConsented
		);
		assert_ok!(Agreements::consent(by(BOB), id, true));
		assert_ok!(Agreements::consent(by(BOB), id, false));
		assert_noop!(
			Agreements::cancel(by(ALICE), id),
			Error::<Test>::OthersHaveNotConsented
		);
		// Whoever cancels consents by that.
		assert_ok!(Agreements::cancel(by(BOB), id));
		assert_eq!(status(id), Status::Ended(Ending::Cancelled));
		assert_eq!((held(1), held(2), ledger(id).refunded), (0, 0, 1_200));
		assert_eq!(Sources::<Test>::iter().count(), 0);
	});
}

#[test]
fn bond_goes_back_and_what_is_under_way_is_dropped_when_all_cancel() {
	on_chain(|| {
		let id = agree(&fine());
		say(1, 90);
		settle();
		assert_ok!(Agreements::challenge(by(ALICE), id, 0));
		assert_eq!(held(1), 1_050);
		assert_ok!(Agreements::consent(by(ALICE), id, true));
		assert_ok!(Agreements::cancel(by(BOB), id));
		assert_eq!((held(1), ledger(id).refunded), (0, 1_250));
		let firings = Agreements::firings(id, None, 9).items;
		assert_eq!(firings.len(), 1);
		assert_eq!(firings[0].outcome, Outcome::Dropped { at: now() });
	});
}

#[test]
fn consent_is_refused_to_those_who_may_not_and_when_it_changes_nothing() {
	on_chain(|| {
		let id = propose(&fine());
		assert_noop!(
			Agreements::consent(by(ALICE), id, true),
			Error::<Test>::NotActive
		);
		sign_all(id);
		assert_noop!(
			Agreements::consent(RuntimeOrigin::none(), id, true),
			BadOrigin
		);
		assert_noop!(Agreements::consent(by_clerk(ALICE), id, true), OUT_OF_SCOPE);
		assert_noop!(
			Agreements::consent(by(JUDGE), id, true),
			Error::<Test>::NotParty
		);
		assert_noop!(
			Agreements::consent(by(ALICE), 99, true),
			Error::<Test>::UnknownAgreement
		);
		assert_noop!(
			Agreements::consent(by(ALICE), id, false),
			Error::<Test>::AlreadyConsented
		);
		assert_ok!(Agreements::consent(by(ALICE), id, true));
		assert_eq!(
			last_event(),
			Event::Consented {
				agreement: id,
				party: ALICE,
				consents: true
			}
		);
		assert_noop!(
			Agreements::consent(by(ALICE), id, true),
			Error::<Test>::AlreadyConsented
		);
	});
}

#[test]
fn cancel_is_refused_to_those_who_may_not() {
	on_chain(|| {
		let id = propose(&fine());
		assert_noop!(Agreements::cancel(RuntimeOrigin::none(), id), BadOrigin);
		assert_noop!(Agreements::cancel(by_clerk(ALICE), id), OUT_OF_SCOPE);
		assert_noop!(Agreements::cancel(by(JUDGE), id), Error::<Test>::NotParty);
		assert_noop!(
			Agreements::cancel(by(ALICE), 99),
			Error::<Test>::UnknownAgreement
		);
	});
}
