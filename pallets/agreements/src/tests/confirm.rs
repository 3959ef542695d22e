//! `confirm`: a party's word, which conditions can ask for.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

#[test]
fn clause_fires_when_the_party_has_confirmed() {
	on_chain(|| {
		let id = agree(&terms(&[once(
			"confirmed(party 0) and confirmed(party 1)",
			&[pay(100)],
		)]));
		assert_ok!(Agreements::confirm(by(BOB), id));
		assert_eq!(
			events(),
			[Event::Confirmed {
				agreement: id,
				party: BOB
			}]
		);
		settle();
		assert_eq!(fired(id), [0]);
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		assert_eq!((fired(id), ledger(id).paid), (vec![1], 100));
	});
}

#[test]
fn confirm_is_refused_twice_and_to_those_who_may_not() {
	on_chain(|| {
		let id = propose(&terms(&[once("confirmed(party 0)", &[pay(100)])]));
		assert_noop!(Agreements::confirm(by(ALICE), id), Error::<Test>::NotActive);
		sign_all(id);
		assert_noop!(Agreements::confirm(RuntimeOrigin::none(), id), BadOrigin);
		assert_noop!(Agreements::confirm(by_clerk(ALICE), id), OUT_OF_SCOPE);
		assert_noop!(Agreements::confirm(by(CAROL), id), Error::<Test>::NotParty);
		assert_noop!(
			Agreements::confirm(by(ALICE), 99),
			Error::<Test>::UnknownAgreement
		);
		assert_ok!(Agreements::confirm(by(ALICE), id));
		assert_noop!(
			Agreements::confirm(by(ALICE), id),
			Error::<Test>::AlreadyConfirmed
		);
	});
}
