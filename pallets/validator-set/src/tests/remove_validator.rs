use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn remove_validator_takes_effect_at_the_session_after_next() {
	on_chain_of(4, 3, || {
		assert_ok!(ValidatorSet::remove_validator(council(), 2));

		assert_eq!(
			events(),
			[Event::ValidatorRemoved {
				validator: 2,
				effective: 2
			}]
		);
		to_session(1);
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
		to_session(2);
		assert_eq!(Session::validators(), [1, 3, 4]);
	});
}

#[test]
fn remove_validator_is_refused_to_all_but_the_consortium() {
	on_chain_of(4, 3, || {
		assert_noop!(
			ValidatorSet::remove_validator(RuntimeOrigin::signed(1), 2),
			BadOrigin
		);
	});
}

#[test]
fn remove_validator_is_refused_for_an_account_without_a_seat() {
	on_chain_of(4, 3, || {
		assert_noop!(
			ValidatorSet::remove_validator(council(), 5),
			Error::<Test>::NotValidator
		);
	});
}

#[test]
fn remove_validator_is_refused_below_the_minimum() {
	on_chain_of(4, 3, || {
		assert_ok!(ValidatorSet::remove_validator(council(), 2));
		assert_noop!(
			ValidatorSet::remove_validator(council(), 3),
			Error::<Test>::BelowMinimum
		);
	});
}

#[test]
fn a_validator_that_was_voted_out_can_come_back_with_its_keys() {
	on_chain_of(4, 3, || {
		assert_ok!(ValidatorSet::remove_validator(council(), 2));
		assert_ok!(ValidatorSet::add_validator(council(), 2));
		to_session(3);
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
		assert_eq!(AnnouncedChanges::get(), 0, "the set never changed");
	});
}
