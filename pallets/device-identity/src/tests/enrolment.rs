use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_keys::Possession;
use hallmark_types::{
	device::{device_id, DeviceStatus},
	organisation::Standing,
};
use sp_core::H256;
use sp_runtime::DispatchResult;

/// Enrol line `entry` for [`OWNER`], with key pair `signer`'s word.
fn enrol_line(entry: ManifestEntry, signer: u8) -> DispatchResult {
	let id = device_id(MAKER, &entry.serial);
	DeviceIdentity::enrol_with_manifest(
		by(OWNER),
		MAKER,
		list().root().into(),
		entry,
		possession(signer, id, OWNER),
	)
}

#[test]
fn enrolment_gives_a_passport_and_takes_a_deposit() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let record = Devices::<Test>::get(id).expect("enrolled");
		assert_eq!(record.maker, MAKER);
		assert_eq!(record.owner, OWNER);
		assert_eq!(record.serial, serial(1));
		assert_eq!(record.status, DeviceStatus::Active);
		assert_eq!(record.enrolled_at, START);
		assert!(held(OWNER.into()) > 0);
		assert_eq!(
			last_event(),
			Event::DeviceEnrolled {
				device: id,
				maker: MAKER,
				owner: OWNER
			}
		);
	});
}

#[test]
fn enrolment_works_for_every_line_of_the_list() {
	on_chain(|| {
		for n in 1..=20 {
			enrol(n, OWNER);
		}
	});
}

#[test]
fn enrolment_is_refused_to_whom_does_not_act_for_an_organisation() {
	on_chain(|| {
		let root = publish();
		let enrol = |origin| {
			DeviceIdentity::enrol_with_manifest(
				origin,
				MAKER,
				root,
				entry(1, 1),
				possession(1, device(1), OWNER),
			)
		};
		assert_noop!(enrol(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(enrol(by_clerk(OWNER)), OUT_OF_SCOPE);
		assert_noop!(enrol(council()), sp_runtime::DispatchError::BadOrigin);
		stand(OWNER, Standing::Suspended);
		assert_noop!(enrol(by(OWNER)), SUSPENDED);
	});
}

#[test]
fn enrolment_is_refused_when_the_list_is_unknown() {
	on_chain(|| {
		let root = publish();
		let enrol = |maker, root| {
			DeviceIdentity::enrol_with_manifest(
				by(OWNER),
				maker,
				root,
				entry(1, 1),
				possession(1, device(1), OWNER),
			)
		};
		assert_noop!(enrol(OTHER_MAKER, root), Error::<Test>::UnknownManifest);
		assert_noop!(enrol(MAKER, H256::zero()), Error::<Test>::UnknownManifest);
	});
}

#[test]
fn enrolment_is_refused_while_the_maker_is_not_active() {
	on_chain(|| {
		publish();
		for standing in [Standing::Suspended, Standing::Expelled] {
			stand(MAKER, standing);
			assert_noop!(enrol_line(entry(1, 1), 1), Error::<Test>::MakerNotActive);
		}
	});
}

#[test]
fn enrolment_is_refused_when_the_line_is_not_on_the_list() {
	on_chain(|| {
		publish();
		let good = entry(1, 1);

		let other_key = ManifestEntry {
			key: key(50),
			..good.clone()
		};
		assert_noop!(enrol_line(other_key, 50), Error::<Test>::NotInManifest);

		let other_serial = ManifestEntry {
			serial: serial(50),
			..good.clone()
		};
		assert_noop!(enrol_line(other_serial, 1), Error::<Test>::NotInManifest);

		let other_place = ManifestEntry {
			index: 1,
			..good.clone()
		};
		assert_noop!(enrol_line(other_place, 1), Error::<Test>::NotInManifest);

		let beyond = ManifestEntry {
			index: list().size() as u32,
			..good.clone()
		};
		assert_noop!(
			enrol_line(beyond, 1),
			Error::<Test>::ManifestIndexOutOfRange
		);

		let mut shorter = good.clone();
		shorter.path.pop();
		assert_noop!(
			enrol_line(shorter, 1),
			Error::<Test>::ManifestPathLengthMismatch
		);

		let mut longer = good.clone();
		longer.path.try_push([0; 32]).expect("there is room");
		assert_noop!(
			enrol_line(longer, 1),
			Error::<Test>::ManifestPathLengthMismatch
		);

		for place in 0..good.path.len() {
			let mut altered = good.clone();
			altered.path[place][0] ^= 1;
			assert_noop!(enrol_line(altered, 1), Error::<Test>::NotInManifest);
		}
	});
}

#[test]
fn enrolment_is_refused_when_the_serial_does_not_print() {
	on_chain(|| {
		publish();
		for bytes in [vec![], b"SN\x00".to_vec(), vec![0xc3, 0xa4]] {
			let entry = ManifestEntry {
				serial: bytes.try_into().expect("short"),
				..entry(1, 1)
			};
			assert_noop!(enrol_line(entry, 1), Error::<Test>::SerialInvalid);
		}
	});
}

#[test]
fn enrolment_is_refused_without_the_devices_own_word() {
	on_chain(|| {
		let root = publish();
		let enrol =
			|proof| DeviceIdentity::enrol_with_manifest(by(OWNER), MAKER, root, entry(1, 1), proof);
		let statement = Possession {
			genesis: DeviceIdentity::genesis(),
			device: device(1).0,
			owner: OWNER,
			key: key(1),
			expires_at: START + SECOND,
		};
		let proof = |signer, statement: Possession| Proof {
			expires_at: START + SECOND,
			signature: sign(signer, &statement),
		};
		let refused = [
			("another key", proof(2, statement)),
			(
				"another chain",
				proof(
					1,
					Possession {
						genesis: [9; 32],
						..statement
					},
				),
			),
			(
				"another device",
				proof(
					1,
					Possession {
						device: device(2).0,
						..statement
					},
				),
			),
			(
				"another owner",
				proof(
					1,
					Possession {
						owner: BUYER,
						..statement
					},
				),
			),
			(
				"another expiry",
				proof(
					1,
					Possession {
						expires_at: START + 2 * SECOND,
						..statement
					},
				),
			),
		];
		for (what, proof) in refused {
			assert_noop!(enrol(proof), Error::<Test>::PossessionNotProven);
			assert!(!Devices::<Test>::contains_key(device(1)), "{what}");
			assert_eq!(held(OWNER.into()), 0, "{what}");
		}
		assert_ok!(enrol(proof(1, statement)));
	});
}

#[test]
fn enrolment_is_refused_when_the_statement_has_expired_or_lives_too_long() {
	on_chain(|| {
		let root = publish();
		let enrol =
			|proof| DeviceIdentity::enrol_with_manifest(by(OWNER), MAKER, root, entry(1, 1), proof);
		let proof = possession(1, device(1), OWNER);
		pass(SECOND);
		assert_noop!(enrol(proof), Error::<Test>::ProofExpired);
		let far = Proof {
			expires_at: now() + PROOF_LIFETIME + 1,
			..proof
		};
		assert_noop!(enrol(far), Error::<Test>::ProofLivesTooLong);
		assert_noop!(
			enrol(Proof {
				expires_at: u64::MAX,
				..proof
			}),
			Error::<Test>::ProofLivesTooLong
		);
	});
}

#[test]
fn enrolment_is_refused_twice() {
	on_chain(|| {
		enrol(1, OWNER);
		assert_noop!(enrol_line(entry(1, 1), 1), Error::<Test>::AlreadyEnrolled);
	});
}

#[test]
fn enrolment_is_refused_when_the_key_is_anothers() {
	on_chain(|| {
		enrol(2, OWNER);
		assert_ok!(DeviceIdentity::rotate_key(
			by(OWNER),
			device(2),
			key(1),
			rotation(2, device(2), 0, 1),
			possession(1, device(2), OWNER),
		));
		assert_noop!(enrol_line(entry(1, 1), 1), Error::<Test>::KeyInUse);
	});
}

#[test]
fn enrolment_is_refused_when_the_passport_was_removed() {
	on_chain(|| {
		enrol(1, OWNER);
		assert_ok!(DeviceIdentity::retire(by(OWNER), device(1)));
		pass(RETENTION);
		assert_ok!(DeviceIdentity::remove(by(OWNER), device(1)));
		assert_noop!(enrol_line(entry(1, 1), 1), Error::<Test>::DeviceIsRemoved);
	});
}

#[test]
fn enrolment_is_refused_when_the_deposit_cannot_be_paid() {
	on_chain(|| {
		publish();
		assert_ok!(Balances::force_set_balance(council(), OWNER.into(), 100));
		assert_noop!(
			enrol_line(entry(1, 1), 1),
			sp_runtime::TokenError::FundsUnavailable
		);
		assert!(!Devices::<Test>::contains_key(device(1)));
	});
}

#[test]
fn a_second_proven_key_marks_the_device_and_enrols_nothing() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let before = held(BUYER.into());
		assert_ok!(DeviceIdentity::enrol_with_manifest(
			by(BUYER),
			MAKER,
			list().root().into(),
			entry(1, 101),
			possession(101, id, BUYER),
		));
		assert_eq!(status(id), DeviceStatus::Suspect);
		assert_eq!(
			last_event(),
			Event::DuplicateClaimed {
				device: id,
				claimant: BUYER,
				key_hash: DeviceIdentity::key_hash(&key(101)),
			}
		);
		let record = Devices::<Test>::get(id).expect("still there");
		assert_eq!(record.owner, OWNER);
		assert_eq!(
			DeviceIdentity::key_at(id, now()).expect("a key").key,
			key(1)
		);
		assert_eq!(DeviceIdentity::device_of_key(key(101)), None);
		assert_eq!(held(BUYER.into()), before);
	});
}

#[test]
fn a_second_key_that_is_not_proven_marks_nothing() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		// The line is the maker's, but whoever comes with it does not hold the key.
		assert_noop!(
			enrol_line(entry(1, 101), 102),
			Error::<Test>::PossessionNotProven
		);
		assert_eq!(status(id), DeviceStatus::Active);
	});
}

#[test]
fn a_second_proven_key_marks_a_suspended_device_too() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(DeviceIdentity::suspend(by(OWNER), id));
		assert_ok!(enrol_line(entry(1, 101), 101));
		assert_eq!(status(id), DeviceStatus::Suspect);
		assert_noop!(
			DeviceIdentity::resume(by(OWNER), id),
			Error::<Test>::NotSuspended
		);
	});
}

#[test]
fn a_second_proven_key_leaves_a_worse_standing_as_it_is() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(DeviceIdentity::revoke(by(MAKER), id, START));
		assert_ok!(enrol_line(entry(1, 101), 101));
		assert_eq!(status(id), DeviceStatus::Revoked);
		assert!(matches!(last_event(), Event::DuplicateClaimed { .. }));
	});
}
