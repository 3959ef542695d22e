use super::*;
use crate::*;
use frame_support::assert_ok;

#[test]
fn withdraw_application_returns_the_deposit() {
	on_chain(|| {
		apply(1, MAKER);
		System::reset_events();
		assert_ok!(Organisations::withdraw_application(signed(1)));

		assert_eq!(events(), [Event::ApplicationWithdrawn { applicant: 1 }]);
		assert_eq!(held(1), 0);
		assert_eq!(Balances::free_balance(1), ENDOWMENT);
		apply(1, REGULATOR);
	});
}

#[test]
fn withdraw_application_needs_an_account() {
	on_chain(|| needs_an_account(Organisations::withdraw_application));
}

#[test]
fn withdraw_application_is_refused_when_there_is_none() {
	on_chain(|| {
		assert_noop!(
			Organisations::withdraw_application(signed(1)),
			Error::<Test>::NoApplication
		);
		member(1, MAKER);
		assert_noop!(
			Organisations::withdraw_application(signed(1)),
			Error::<Test>::NoApplication
		);
	});
}
