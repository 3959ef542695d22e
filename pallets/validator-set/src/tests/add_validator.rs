use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn add_validator_takes_effect_at_the_session_after_next() {
	on_chain_of(3, 1, || {
		set_keys(4, 4);
		assert_ok!(ValidatorSet::add_validator(council(), 4));

		assert_eq!(
			events(),
			[Event::ValidatorAdded {
				validator: 4,
				effective: 2
			}]
		);
		assert_eq!(seated(), [1, 2, 3, 4]);
		to_session(1);
		assert_eq!(Session::validators(), [1, 2, 3]);
		to_session(2);
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
		assert_eq!(Authorities::get().len(), 4);
	});
}

#[test]
fn add_validator_is_refused_to_all_but_the_consortium() {
	on_chain_of(3, 1, || {
		set_keys(4, 4);
		assert_noop!(
			ValidatorSet::add_validator(RuntimeOrigin::signed(4), 4),
			BadOrigin
		);
		assert_noop!(
			ValidatorSet::add_validator(RuntimeOrigin::none(), 4),
			BadOrigin
		);
	});
}

#[test]
fn add_validator_is_refused_when_seated() {
	on_chain_of(3, 1, || {
		assert_noop!(
			ValidatorSet::add_validator(council(), 3),
			Error::<Test>::AlreadyValidator
		);
	});
}

#[test]
fn add_validator_is_refused_without_session_keys() {
	on_chain_of(3, 1, || {
		assert_noop!(
			ValidatorSet::add_validator(council(), 4),
			Error::<Test>::KeysNotSet
		);
	});
}

#[test]
fn add_validator_is_refused_when_every_seat_is_taken() {
	on_chain_of(6, 1, || {
		set_keys(7, 7);
		assert_noop!(
			ValidatorSet::add_validator(council(), 7),
			Error::<Test>::TooManyValidators
		);
	});
}

#[test]
fn add_validator_brings_an_offender_back_with_fresh_keys_only() {
	on_chain_of(4, 1, || {
		report(4, 4, 40);
		assert_noop!(
			ValidatorSet::add_validator(council(), 4),
			Error::<Test>::KeysBurned
		);

		set_keys(4, 14);
		assert_ok!(ValidatorSet::add_validator(council(), 4));
		assert!(!Offenders::<Test>::contains_key(4));
		to_session(2);
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
		assert_eq!(Authorities::get()[3], keys(14).aura);
	});
}

#[test]
fn add_validator_refuses_keys_that_another_offender_burned() {
	on_chain_of(4, 1, || {
		report(4, 4, 40);
		set_keys(4, 14);
		set_keys(5, 4);
		assert_noop!(
			ValidatorSet::add_validator(council(), 5),
			Error::<Test>::KeysBurned
		);
	});
}
