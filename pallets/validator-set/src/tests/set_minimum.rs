use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn set_minimum_is_recorded() {
	on_chain_of(4, 3, || {
		assert_ok!(ValidatorSet::set_minimum(council(), 4));
		assert_eq!(events(), [Event::MinimumSet { minimum: 4 }]);
		assert_noop!(
			ValidatorSet::remove_validator(council(), 1),
			Error::<Test>::BelowMinimum
		);

		assert_ok!(ValidatorSet::set_minimum(council(), 1));
		assert_ok!(ValidatorSet::remove_validator(council(), 1));
	});
}

#[test]
fn set_minimum_is_refused_to_all_but_the_consortium() {
	on_chain_of(4, 3, || {
		assert_noop!(
			ValidatorSet::set_minimum(RuntimeOrigin::signed(1), 1),
			BadOrigin
		);
	});
}

#[test]
fn set_minimum_is_refused_outside_one_and_the_number_of_seats() {
	on_chain_of(4, 3, || {
		for minimum in [0, 5, u32::MAX] {
			assert_noop!(
				ValidatorSet::set_minimum(council(), minimum),
				Error::<Test>::MinimumOutOfRange
			);
		}
	});
}
