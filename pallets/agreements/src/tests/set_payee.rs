//! `set_payee`: where a party is paid.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

#[test]
fn party_is_paid_where_it_wants_and_refunded_where_it_signed() {
	on_chain(|| {
		let id = agree(&terms(&[once("confirmed(party 0)", &[pay(100)])]));
		assert_ok!(Agreements::set_payee(by(BOB), id, 500));
		assert_eq!(
			last_event(),
			Event::PayeeChanged {
				agreement: id,
				party: BOB,
				payee: 500
			}
		);
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		assert_eq!(free(500), 100);
		pass(100 * DAY);
		settle();
		assert_eq!((free(500), held(2), free(2)), (100, 0, ENDOWMENT));
	});
}

#[test]
fn set_payee_is_refused_to_those_who_may_not() {
	on_chain(|| {
		let id = propose(&terms(&[once("confirmed(party 0)", &[pay(100)])]));
		assert_noop!(
			Agreements::set_payee(by(BOB), id, 500),
			Error::<Test>::NotActive
		);
		sign_all(id);
		assert_noop!(
			Agreements::set_payee(RuntimeOrigin::none(), id, 500),
			BadOrigin
		);
		assert_noop!(Agreements::set_payee(by_clerk(BOB), id, 500), OUT_OF_SCOPE);
		assert_noop!(
			Agreements::set_payee(by(CAROL), id, 500),
			Error::<Test>::NotParty
		);
		assert_noop!(
			Agreements::set_payee(by(BOB), 99, 500),
			Error::<Test>::UnknownAgreement
		);
	});
}
