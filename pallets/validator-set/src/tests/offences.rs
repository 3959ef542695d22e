use crate::{mock::*, *};
use frame_support::assert_ok;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

/// An offence of `who` in `session`, as any consensus would report it.
fn offence(who: AccountId, session: u32) {
	ValidatorSet::on_offence(
		&[OffenceDetails {
			offender: (who, ()),
			reporters: vec![],
		}],
		&[],
		session,
	);
}

#[test]
fn an_offender_stays_disabled_until_its_last_session_is_over() {
	on_chain_of(4, 1, || {
		// A change that was voted before makes the next session forget who was disabled.
		set_keys(5, 5);
		assert_ok!(ValidatorSet::add_validator(council(), 5));
		to_session(1);
		offence(4, 1);
		assert_eq!(Session::disabled_validators(), [3]);

		to_session(2);
		assert_eq!(Session::validators(), [1, 2, 3, 4, 5]);
		assert_eq!(Session::disabled_validators(), [3]);
		to_session(3);
		assert_eq!(Session::validators(), [1, 2, 3, 5]);
		assert!(Session::disabled_validators().is_empty());
	});
}

#[test]
fn an_offence_is_punished_below_the_minimum_too() {
	on_chain_of(3, 3, || {
		offence(3, 0);
		assert_eq!(seated(), [1, 2]);
	});
}

#[test]
fn the_only_validator_keeps_its_seat_and_its_keys() {
	on_chain_of(1, 1, || {
		offence(1, 0);
		assert_eq!(
			events(),
			[Event::LastValidatorOffended {
				validator: 1,
				offence_session: 0
			}]
		);
		assert_eq!(seated(), [1]);
		to_session(3);
		assert_eq!(Session::validators(), [1]);
	});
}

#[test]
fn the_same_offender_is_convicted_once() {
	on_chain_of(4, 1, || {
		offence(4, 0);
		offence(4, 0);
		assert_eq!(events().len(), 1);
		assert_eq!(Offenders::<Test>::get(4), Some(0));
	});
}

#[test]
fn who_was_voted_out_before_is_remembered_as_an_offender() {
	on_chain_of(4, 1, || {
		assert_ok!(ValidatorSet::remove_validator(council(), 4));
		offence(4, 0);
		assert_eq!(Offenders::<Test>::get(4), Some(0));
		assert_eq!(ValidatorSet::standing(4), Standing::KeysBurned);
		assert_eq!(Session::disabled_validators(), [3]);
	});
}

#[test]
fn an_old_offence_is_settled_by_the_vote_that_brought_the_offender_back() {
	on_chain_of(4, 1, || {
		to_session(1);
		offence(4, 1);
		set_keys(4, 14);
		assert_ok!(ValidatorSet::add_validator(council(), 4));
		to_session(3);

		offence(4, 0);
		assert_eq!(seated(), [1, 2, 3, 4]);
		offence(4, 3);
		assert_eq!(seated(), [1, 2, 3]);
	});
}

#[test]
fn every_key_in_use_is_burned() {
	on_chain_of(4, 1, || {
		// Key 4 is queued, key 14 is registered and not queued yet.
		set_keys(4, 14);
		offence(4, 0);
		assert!(ValidatorSet::any_burned(&keys(4)));
		assert!(ValidatorSet::any_burned(&keys(14)));
		assert!(!ValidatorSet::any_burned(&keys(3)));
	});
}
