use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn withdraw_keys_returns_the_deposit() {
	on_chain_of(3, 1, || {
		let before = Balances::free_balance(4);
		set_keys(4, 4);
		assert_eq!(Balances::free_balance(4), before - 5);

		assert_ok!(ValidatorSet::withdraw_keys(RuntimeOrigin::signed(4)));
		assert_eq!(events(), [Event::KeysWithdrawn { who: 4 }]);
		assert_eq!(Balances::free_balance(4), before);
		assert_eq!(Session::load_keys(&4), None);
	});
}

#[test]
fn withdraw_keys_needs_an_account() {
	on_chain_of(3, 1, || {
		assert_noop!(
			ValidatorSet::withdraw_keys(RuntimeOrigin::none()),
			BadOrigin
		);
	});
}

#[test]
fn withdraw_keys_is_refused_without_keys() {
	on_chain_of(3, 1, || {
		assert_noop!(
			ValidatorSet::withdraw_keys(RuntimeOrigin::signed(4)),
			pallet_session::Error::<Test>::NoKeys
		);
	});
}

#[test]
fn withdraw_keys_is_refused_while_seated_running_or_planned() {
	on_chain_of(4, 1, || {
		let withdraw = || ValidatorSet::withdraw_keys(RuntimeOrigin::signed(4));
		assert_noop!(withdraw(), Error::<Test>::KeysInUse);

		assert_ok!(ValidatorSet::remove_validator(council(), 4));
		assert_noop!(withdraw(), Error::<Test>::KeysInUse);
		to_session(1);
		assert_noop!(withdraw(), Error::<Test>::KeysInUse);
		to_session(2);
		assert_ok!(withdraw());
	});
}

#[test]
fn withdraw_keys_is_refused_when_planned_but_not_running() {
	on_chain_of(3, 1, || {
		set_keys(4, 4);
		assert_ok!(ValidatorSet::add_validator(council(), 4));
		to_session(1);
		assert_ok!(ValidatorSet::remove_validator(council(), 4));
		assert!(!Session::validators().contains(&4));
		assert_noop!(
			ValidatorSet::withdraw_keys(RuntimeOrigin::signed(4)),
			Error::<Test>::KeysInUse
		);
	});
}
