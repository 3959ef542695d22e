use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::EstimateNextSessionRotation};
use sp_runtime::{BuildStorage, Permill};

#[test]
fn sessions_last_as_long_as_genesis_says() {
	on_chain_of(3, 1, || {
		for session in 1..5 {
			to_session(session);
			assert_eq!(System::block_number(), session * SESSION_LENGTH);
		}
	});
}

#[test]
fn rotation_is_estimated_from_the_running_session() {
	on_chain_of(3, 1, || {
		to_session(1);
		next_block();
		let now = System::block_number();
		assert_eq!(ValidatorSet::average_session_length(), SESSION_LENGTH);
		assert_eq!(
			ValidatorSet::estimate_next_session_rotation(now).0,
			Some(20)
		);
		assert_eq!(
			ValidatorSet::estimate_current_session_progress(now).0,
			Some(Permill::from_percent(10))
		);
	});
}

#[test]
fn an_unchanged_set_is_not_announced_again() {
	on_chain_of(3, 1, || {
		to_session(6);
		assert_eq!(AnnouncedChanges::get(), 0);
	});
}

#[test]
fn rotated_keys_are_announced_though_the_validators_stay() {
	on_chain_of(3, 1, || {
		set_keys(3, 13);
		to_session(2);
		assert_eq!(AnnouncedChanges::get(), 1);
		assert_eq!(Authorities::get()[2], keys(13).aura);
		assert!(Historical::historical_root(1) != Historical::historical_root(2));
	});
}

#[test]
fn a_validator_that_goes_back_to_a_burned_key_is_left_out() {
	on_chain_of(4, 1, || {
		report(4, 4, 40);
		set_keys(4, 14);
		assert_ok!(ValidatorSet::add_validator(council(), 4));
		set_keys(4, 4);
		to_session(2);
		assert_eq!(Session::validators(), [1, 2, 3]);

		set_keys(4, 15);
		to_session(4);
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
	});
}

#[test]
fn the_authorities_stay_when_nobody_could_be_seated() {
	on_chain_of(1, 1, || {
		ValidatorSet::burn(&keys(1));
		to_session(3);
		assert_eq!(Session::validators(), [1]);
		assert_eq!(Authorities::get(), [keys(1).aura]);
	});
}

#[test]
fn membership_roots_are_kept_as_long_as_evidence_is_accepted() {
	on_chain_of(3, 1, || {
		to_session(9);
		// The next session is planned: its root is the newest.
		assert!(Historical::historical_root(5).is_none());
		for session in 6..=10 {
			assert!(
				Historical::historical_root(session).is_some(),
				"session {session}"
			);
		}
	});
}

#[test]
fn keys_of_another_validator_are_refused() {
	on_chain_of(3, 1, || {
		assert_noop!(
			try_set_keys(4, 3),
			pallet_session::Error::<Test>::DuplicatedKey
		);
	});
}

/// A genesis of three, with one thing changed.
fn genesis(change: impl FnOnce(&mut ValidatorSetConfig)) {
	let mut config = ValidatorSetConfig {
		validators: vec![1, 2, 3],
		minimum: 1,
		session_length: 10,
	};
	change(&mut config);
	let _ = <ValidatorSetConfig as BuildStorage>::build_storage(&config);
}

#[test]
#[should_panic(expected = "minimum 0 is not between 1 and the 3 validators")]
fn genesis_refuses_a_minimum_of_zero() {
	genesis(|config| config.minimum = 0);
}

#[test]
#[should_panic(expected = "minimum 4 is not between 1 and the 3 validators")]
fn genesis_refuses_a_minimum_above_the_number() {
	genesis(|config| config.minimum = 4);
}

#[test]
#[should_panic(expected = "session length is below MinSessionLength")]
fn genesis_refuses_a_session_that_is_too_short() {
	genesis(|config| config.session_length = 4);
}

#[test]
#[should_panic(expected = "a validator stands twice")]
fn genesis_refuses_a_validator_that_stands_twice() {
	genesis(|config| config.validators = vec![1, 2, 2]);
}

#[test]
#[should_panic(expected = "7 validators are more than MaxValidators")]
fn genesis_refuses_more_validators_than_seats() {
	genesis(|config| config.validators = (1..=7).collect());
}
