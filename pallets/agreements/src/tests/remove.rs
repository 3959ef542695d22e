//! `remove`: an agreement that is over is not kept for ever.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::Action;
use sp_runtime::traits::BadOrigin;

#[test]
fn deposit_goes_back_when_an_agreement_is_removed() {
	on_chain(|| {
		let id = agree(&terms(&[once(
			"reading(d1/temp) > 8",
			&[pay(100), Action::End],
		)]));
		say(1, 90);
		settle();
		assert_noop!(
			Agreements::remove(by(BOB), id),
			Error::<Test>::RetentionNotOver
		);
		pass(RETENTION);
		System::reset_events();
		assert_ok!(Agreements::remove(by(BOB), id));
		assert_eq!(events(), [Event::Removed { agreement: id }]);
		assert_eq!(deposits(1), 0);
		assert_eq!(Agreements::status(id), None);
		assert_eq!(Firings::<Test>::iter().count(), 0);
		assert_eq!(AgreementsOf::<Test>::iter().count(), 0);
		// Its number is not given again.
		assert_eq!(
			propose(&terms(&[once("confirmed(party 0)", &[pay(5)])])),
			id + 1
		);
	});
}

#[test]
fn remove_is_refused_when_it_is_not_over_or_somebody_is_owed() {
	on_chain(|| {
		let mut terms = terms(&[once("confirmed(party 0)", &[pay(100), Action::End])]);
		terms.asset = Some(COIN);
		let id = propose(&terms);
		assert_noop!(Agreements::remove(by(ALICE), id), Error::<Test>::NotEnded);
		sign_all(id);
		assert_noop!(Agreements::remove(by(ALICE), id), Error::<Test>::NotEnded);
		assert_ok!(Assets::block(RuntimeOrigin::signed(20), COIN, 2));
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		pass(RETENTION);
		assert_noop!(
			Agreements::remove(by(ALICE), id),
			Error::<Test>::CreditsOutstanding
		);
	});
}

#[test]
fn remove_is_refused_to_those_who_may_not() {
	on_chain(|| {
		let id = propose(&terms(&[once("confirmed(party 0)", &[pay(100)])]));
		assert_ok!(Agreements::cancel(by(ALICE), id));
		pass(RETENTION);
		assert_noop!(Agreements::remove(RuntimeOrigin::none(), id), BadOrigin);
		assert_noop!(Agreements::remove(by_clerk(ALICE), id), OUT_OF_SCOPE);
		assert_noop!(Agreements::remove(by(JUDGE), id), Error::<Test>::NotParty);
		assert_noop!(
			Agreements::remove(by(ALICE), 99),
			Error::<Test>::UnknownAgreement
		);
		assert_ok!(Agreements::remove(by(ALICE), id));
	});
}
