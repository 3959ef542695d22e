use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_keys::PublicKey;
use hallmark_types::device::{DeviceId, KeyAt};
use sp_runtime::{DispatchError, DispatchResult, TokenError};

/// Replace key `old`, of `epoch`, by key `next`.
fn rotate(id: DeviceId, epoch: u32, old: u8, next: u8) -> DispatchResult {
	DeviceIdentity::rotate_key(
		by(OWNER),
		id,
		key(next),
		rotation(old, id, epoch, next),
		possession(next, id, OWNER),
	)
}

fn announce(id: DeviceId, next: u8) -> DispatchResult {
	DeviceIdentity::announce_rotation(by(OWNER), id, key(next), possession(next, id, OWNER))
}

fn spoken_by(id: DeviceId, moment: u64) -> Option<PublicKey> {
	DeviceIdentity::key_at(id, moment).map(|at| at.key)
}

#[test]
fn rotate_key_changes_the_key_at_once_and_keeps_the_old_one() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let before = held(OWNER.into());
		pass(DAY);
		assert_ok!(rotate(id, 0, 1, 31));
		assert_eq!(
			last_event(),
			Event::KeyRotated {
				device: id,
				epoch: 1
			}
		);
		assert!(held(OWNER.into()) > before);
		assert_eq!(spoken_by(id, START - 1), None);
		assert_eq!(spoken_by(id, START), Some(key(1)));
		assert_eq!(spoken_by(id, START + DAY - 1), Some(key(1)));
		assert_eq!(spoken_by(id, START + DAY), Some(key(31)));
		assert_eq!(spoken_by(id, u64::MAX), Some(key(31)));
		assert_eq!(DeviceIdentity::device_of_key(key(1)), Some(id));
		assert_eq!(DeviceIdentity::device_of_key(key(31)), Some(id));
	});
}

#[test]
fn rotate_key_is_refused_without_the_word_of_both_keys() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let rotate = |rotation, possession| {
			DeviceIdentity::rotate_key(by(OWNER), id, key(31), rotation, possession)
		};
		let good = possession(31, id, OWNER);
		for (what, rotation) in [
			("the next key's own word", rotation(31, id, 0, 31)),
			("for another key", rotation(1, id, 0, 32)),
			("of another epoch", rotation(1, id, 1, 31)),
			("for another device", rotation(1, device(2), 0, 31)),
		] {
			assert_noop!(rotate(rotation, good), Error::<Test>::RotationNotProven);
			assert_eq!(spoken_by(id, now()), Some(key(1)), "{what}");
		}
		for (what, possession) in [
			("the old key's word", possession(1, id, OWNER)),
			("for another owner", possession(31, id, BUYER)),
			("for another device", possession(31, device(2), OWNER)),
		] {
			assert_noop!(
				rotate(rotation(1, id, 0, 31), possession),
				Error::<Test>::PossessionNotProven
			);
			assert_eq!(spoken_by(id, now()), Some(key(1)), "{what}");
		}
		let stale_rotation = rotation(1, id, 0, 31);
		pass(SECOND);
		assert_noop!(
			DeviceIdentity::rotate_key(
				by(OWNER),
				id,
				key(31),
				stale_rotation,
				possession(31, id, OWNER)
			),
			Error::<Test>::ProofExpired
		);
		assert_noop!(
			DeviceIdentity::rotate_key(by(OWNER), id, key(31), mock::rotation(1, id, 0, 31), good),
			Error::<Test>::ProofExpired
		);
	});
}

#[test]
fn rotate_key_is_refused_to_all_but_the_owner() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let rotate = |origin| {
			DeviceIdentity::rotate_key(
				origin,
				id,
				key(31),
				rotation(1, id, 0, 31),
				possession(31, id, OWNER),
			)
		};
		assert_noop!(rotate(by(BUYER)), Error::<Test>::NotOwner);
		assert_noop!(rotate(by(MAKER)), Error::<Test>::NotOwner);
		assert_noop!(rotate(by_clerk(OWNER)), OUT_OF_SCOPE);
		assert_noop!(rotate(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(rotate(council()), DispatchError::BadOrigin);
		assert_noop!(
			DeviceIdentity::rotate_key(
				by(OWNER),
				device(2),
				key(31),
				rotation(1, id, 0, 31),
				possession(31, id, OWNER),
			),
			Error::<Test>::UnknownDevice
		);
	});
}

#[test]
fn rotate_key_is_refused_when_the_key_was_used_before() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		enrol(2, OWNER);
		assert_noop!(rotate(id, 0, 1, 2), Error::<Test>::KeyInUse);
		assert_noop!(rotate(id, 0, 1, 1), Error::<Test>::KeyInUse);
		assert_ok!(rotate(id, 0, 1, 31));
		assert_noop!(rotate(id, 1, 31, 1), Error::<Test>::KeyInUse);
		assert_noop!(announce(id, 1), Error::<Test>::KeyInUse);
		assert_noop!(announce(id, 2), Error::<Test>::KeyInUse);
	});
}

#[test]
fn keys_are_refused_when_a_statement_lives_too_long() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let good = || (rotation(1, id, 0, 31), possession(31, id, OWNER));
		let far = |proof| Proof {
			expires_at: now() + PROOF_LIFETIME + 1,
			..proof
		};
		let (rotation, possession) = good();
		for (rotation, possession) in [(far(rotation), possession), (rotation, far(possession))] {
			assert_noop!(
				DeviceIdentity::rotate_key(by(OWNER), id, key(31), rotation, possession),
				Error::<Test>::ProofLivesTooLong
			);
		}
		assert_noop!(
			DeviceIdentity::announce_rotation(by(OWNER), id, key(31), far(possession)),
			Error::<Test>::ProofLivesTooLong
		);
	});
}

#[test]
fn keys_are_refused_when_the_deposit_cannot_be_paid() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		// What is held for one key comes back first, and two cost more.
		assert_ok!(Balances::force_set_balance(council(), OWNER.into(), 1));
		assert_eq!(
			with_layer(|| rotate(id, 0, 1, 31)),
			Err(TokenError::FundsUnavailable.into())
		);
		assert_eq!(
			with_layer(|| announce(id, 31)),
			Err(TokenError::FundsUnavailable.into())
		);
		assert_eq!(spoken_by(id, u64::MAX), Some(key(1)));
	});
}

#[test]
fn rotate_key_is_refused_when_the_key_in_force_is_compromised() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(DeviceIdentity::report_compromise(by(OWNER), id, 0, START));
		assert_noop!(rotate(id, 0, 1, 31), Error::<Test>::CompromisedKey);
		assert_ok!(announce(id, 31));
	});
}

#[test]
fn keys_are_refused_when_the_device_is_out_of_use_or_has_had_too_many() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		for epoch in 0..3 {
			pass(SECOND);
			let old = if epoch == 0 { 1 } else { 30 + epoch };
			assert_ok!(rotate(id, epoch.into(), old, 31 + epoch));
		}
		assert_noop!(rotate(id, 3, 33, 34), Error::<Test>::TooManyKeys);
		assert_noop!(announce(id, 34), Error::<Test>::TooManyKeys);

		let id = enrol(2, OWNER);
		assert_ok!(DeviceIdentity::retire(by(OWNER), id));
		assert_noop!(rotate(id, 0, 2, 41), Error::<Test>::StatusFinal);
		assert_noop!(announce(id, 41), Error::<Test>::StatusFinal);
	});
}

#[test]
fn announced_key_speaks_after_the_delay_by_itself() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(announce(id, 31));
		let effective_at = START + ROTATION_DELAY;
		assert_eq!(
			last_event(),
			Event::RotationAnnounced {
				device: id,
				epoch: 1,
				effective_at
			}
		);
		assert_eq!(
			DeviceIdentity::passport(id).expect("enrolled").announced,
			Some((key(31), effective_at))
		);
		assert_eq!(spoken_by(id, effective_at - 1), Some(key(1)));
		assert_eq!(spoken_by(id, effective_at), Some(key(31)));
		pass(ROTATION_DELAY);
		let passport = DeviceIdentity::passport(id).expect("enrolled");
		assert_eq!(passport.key.key, key(31));
		assert_eq!(passport.announced, None);
		assert_ok!(rotate(id, 1, 31, 32));
	});
}

#[test]
fn announce_rotation_is_refused_without_the_next_keys_word() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let announce =
			|origin, proof| DeviceIdentity::announce_rotation(origin, id, key(31), proof);
		assert_noop!(
			announce(by(OWNER), possession(1, id, OWNER)),
			Error::<Test>::PossessionNotProven
		);
		assert_noop!(
			announce(by(BUYER), possession(31, id, BUYER)),
			Error::<Test>::NotOwner
		);
		assert_noop!(
			announce(by_clerk(OWNER), possession(31, id, OWNER)),
			OUT_OF_SCOPE
		);
		assert_noop!(
			announce(RuntimeOrigin::signed(STRANGER), possession(31, id, OWNER)),
			NOT_A_MEMBER
		);
		assert_noop!(
			announce(council(), possession(31, id, OWNER)),
			DispatchError::BadOrigin
		);
		let old = possession(31, id, OWNER);
		pass(SECOND);
		assert_noop!(announce(by(OWNER), old), Error::<Test>::ProofExpired);
		assert_noop!(
			DeviceIdentity::announce_rotation(by(OWNER), device(9), key(31), old),
			Error::<Test>::UnknownDevice
		);
	});
}

#[test]
fn keys_are_refused_while_another_is_announced() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(announce(id, 31));
		assert_noop!(announce(id, 32), Error::<Test>::RotationPending);
		assert_noop!(rotate(id, 0, 1, 32), Error::<Test>::RotationPending);
		assert_noop!(rotate(id, 1, 1, 32), Error::<Test>::RotationPending);
	});
}

#[test]
fn cancel_rotation_frees_the_key_and_the_deposit() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let before = held(OWNER.into());
		assert_ok!(announce(id, 31));
		pass(ROTATION_DELAY - 1);
		assert_ok!(DeviceIdentity::cancel_rotation(by(OWNER), id));
		assert_eq!(
			last_event(),
			Event::RotationCancelled {
				device: id,
				epoch: 1
			}
		);
		assert_eq!(held(OWNER.into()), before);
		pass(DAY);
		assert_eq!(spoken_by(id, now()), Some(key(1)));
		assert_eq!(DeviceIdentity::device_of_key(key(31)), None);
		assert_ok!(rotate(id, 0, 1, 31));
	});
}

#[test]
fn cancel_rotation_is_refused_when_nothing_is_announced_or_by_others() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let cancel = |origin| DeviceIdentity::cancel_rotation(origin, id);
		assert_noop!(cancel(by(OWNER)), Error::<Test>::NoRotationPending);
		assert_ok!(announce(id, 31));
		assert_noop!(cancel(by(BUYER)), Error::<Test>::NotOwner);
		assert_noop!(cancel(by_clerk(OWNER)), OUT_OF_SCOPE);
		assert_noop!(cancel(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(cancel(council()), DispatchError::BadOrigin);
		assert_noop!(
			DeviceIdentity::cancel_rotation(by(OWNER), device(2)),
			Error::<Test>::UnknownDevice
		);
		pass(ROTATION_DELAY);
		assert_noop!(cancel(by(OWNER)), Error::<Test>::NoRotationPending);
	});
}

#[test]
fn report_compromise_taints_from_its_moment_on() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		pass(DAY);
		for who in [MAKER, OWNER, REGULATOR] {
			let since = START + DAY - u64::from(who) * SECOND;
			assert_ok!(DeviceIdentity::report_compromise(by(who), id, 0, since));
			assert_eq!(
				last_event(),
				Event::KeyCompromised {
					device: id,
					epoch: 0,
					since,
					by: who
				}
			);
			let at = |moment| DeviceIdentity::key_at(id, moment).expect("a key");
			assert!(!at(since - 1).compromised);
			assert_eq!(
				at(since),
				KeyAt {
					epoch: 0,
					key: key(1),
					compromised: true,
					compromised_since: Some(since),
				}
			);
		}
	});
}

#[test]
fn report_compromise_is_brought_forward_and_never_put_off() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		pass(DAY);
		let report = |since| DeviceIdentity::report_compromise(by(OWNER), id, 0, since);
		assert_noop!(report(now() + 1), Error::<Test>::MomentInFuture);
		assert_ok!(report(now()));
		assert_noop!(report(now()), Error::<Test>::AlreadyCompromised);
		assert_ok!(report(START));
		assert_noop!(report(START + 1), Error::<Test>::AlreadyCompromised);
	});
}

#[test]
fn report_compromise_is_refused_to_those_it_does_not_concern() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let report =
			|origin, id, epoch| DeviceIdentity::report_compromise(origin, id, epoch, START);
		assert_noop!(report(by(BUYER), id, 0), Error::<Test>::NotSupervisor);
		assert_noop!(report(by(OTHER_MAKER), id, 0), Error::<Test>::NotSupervisor);
		assert_noop!(report(by_clerk(OWNER), id, 0), OUT_OF_SCOPE);
		assert_noop!(report(RuntimeOrigin::signed(STRANGER), id, 0), NOT_A_MEMBER);
		assert_noop!(report(council(), id, 0), DispatchError::BadOrigin);
		assert_noop!(report(by(OWNER), id, 1), Error::<Test>::UnknownKey);
		assert_noop!(
			report(by(OWNER), device(2), 0),
			Error::<Test>::UnknownDevice
		);
	});
}

#[test]
fn report_compromise_reaches_every_key() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		for (epoch, old, next) in [(0, 1, 31), (1, 31, 32), (2, 32, 33)] {
			pass(DAY);
			assert_ok!(rotate(id, epoch, old, next));
		}
		pass(DAY);
		for epoch in 0..4 {
			let since = START + u64::from(epoch) * DAY;
			let report = |since| DeviceIdentity::report_compromise(by(OWNER), id, epoch, since);
			let at = DeviceIdentity::key_at(id, since).expect("a key");
			assert_eq!(
				(at.epoch, at.compromised, at.compromised_since),
				(epoch, false, None)
			);
			assert_ok!(report(since + 1));
			assert_noop!(report(since + 1), Error::<Test>::AlreadyCompromised);
			let at = |moment| DeviceIdentity::key_at(id, moment).expect("a key");
			assert!(!at(since).compromised && at(since + 1).compromised);
			assert_eq!(at(since).compromised_since, Some(since + 1));
		}
		assert_noop!(
			DeviceIdentity::report_compromise(by(OWNER), id, 4, START),
			Error::<Test>::UnknownKey
		);
	});
}

#[test]
fn a_cancelled_key_brings_back_the_ones_before() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		for (epoch, old, next) in [(0, 1, 31), (1, 31, 32)] {
			pass(DAY);
			assert_ok!(rotate(id, epoch, old, next));
		}
		let before = Devices::<Test>::get(id).expect("enrolled");
		let older: Vec<_> = KeyEpochs::<Test>::iter().collect();
		assert_ok!(announce(id, 33));
		assert_ok!(DeviceIdentity::cancel_rotation(by(OWNER), id));
		assert_eq!(Devices::<Test>::get(id), Some(before));
		assert_eq!(KeyEpochs::<Test>::iter().collect::<Vec<_>>(), older);
	});
}

#[test]
fn key_at_finds_every_epoch() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		for epoch in 0..3u8 {
			pass(DAY);
			let old = if epoch == 0 { 1 } else { 30 + epoch };
			assert_ok!(rotate(id, epoch.into(), old, 31 + epoch));
		}
		for (days, number) in [(0, 1), (1, 31), (2, 32), (3, 33), (9, 33)] {
			for moment in [START + days * DAY, START + days * DAY + DAY - 1] {
				assert_eq!(spoken_by(id, moment), Some(key(number)), "{moment}");
			}
		}
		assert_eq!(DeviceIdentity::key_at(device(2), now()), None);
	});
}
