use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn set_session_length_holds_from_the_running_session_on() {
	on_chain_of(3, 1, || {
		assert_ok!(ValidatorSet::set_session_length(council(), 5));
		assert_eq!(events(), [Event::SessionLengthSet { blocks: 5 }]);

		to_session(1);
		assert_eq!(System::block_number(), 5);
		to_session(2);
		assert_eq!(System::block_number(), 10);
	});
}

#[test]
fn set_session_length_ends_a_session_that_is_longer_already() {
	on_chain_of(3, 1, || {
		(0..7).for_each(|_| next_block());
		assert_ok!(ValidatorSet::set_session_length(council(), 5));
		next_block();
		assert_eq!(Session::current_index(), 1);
		to_session(2);
		assert_eq!(System::block_number(), 14);
	});
}

#[test]
fn set_session_length_is_refused_to_all_but_the_consortium() {
	on_chain_of(3, 1, || {
		assert_noop!(
			ValidatorSet::set_session_length(RuntimeOrigin::signed(1), 9),
			BadOrigin
		);
	});
}

#[test]
fn set_session_length_is_refused_below_the_shortest() {
	on_chain_of(3, 1, || {
		assert_noop!(
			ValidatorSet::set_session_length(council(), 4),
			Error::<Test>::SessionTooShort
		);
	});
}
