//! `report_equivocation`: two things under one number.

use crate::{mock::*, *};
use frame_support::{assert_noop, dispatch::Pays};
use hallmark_envelope::sign::KeyPair;
use hallmark_types::device::{Charge, DeviceStatus, Passports};
use sp_core::H256;
use sp_runtime::traits::BadOrigin;

fn report(
	first: EnvelopeBytes,
	second: EnvelopeBytes,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	ReadingAttestation::report_equivocation(RuntimeOrigin::signed(GATEWAY), first, second)
}

fn evidence(first: &EnvelopeBytes, second: &EnvelopeBytes) -> H256 {
	let mut digests = [digest(first), digest(second)];
	digests.sort();
	H256(sp_io::hashing::blake2_256(
		&[digests[0].0, digests[1].0].concat(),
	))
}

#[test]
fn double_signing_is_quarantined_at_once_and_the_report_is_free() {
	for (first, second) in [
		(
			reading as fn(u8, u64, i64) -> EnvelopeBytes,
			reading as fn(u8, u64, i64) -> EnvelopeBytes,
		),
		(reading, |n, sequence, value| {
			batch(n, sequence, &[(now(), value)])
		}),
	] {
		for swapped in [false, true] {
			on_chain(|| {
				let (first, second) = (first(1, 7, 10), second(1, 7, 20));
				let expected = evidence(&first, &second);
				let info = if swapped {
					report(second, first)
				} else {
					report(first, second)
				}
				.expect("it is proof");
				assert_eq!(info.pays_fee, Pays::No);
				assert_eq!(
					Convictions::get(),
					[(device(1), Charge::DoubleSigned, expected)]
				);
				assert_eq!(Devices::status(&device(1)), Some(DeviceStatus::Quarantined));
				assert_eq!(
					last_event(),
					Event::EquivocationProven {
						device: device(1),
						sequence: 7,
						evidence: expected,
						reporter: GATEWAY,
					}
				);
			});
		}
	}
}

#[test]
fn neither_envelope_needs_to_have_been_taken_in() {
	on_chain(|| {
		open(1, "temp");
		assert_eq!(submit(reading(1, 1, 10)), Ok(()));
		// One was; the other came too late to be heard, and is proof all the same.
		assert_refused(reading(1, 1, 20), Refusal::AlreadyReceived);
		assert!(report(reading(1, 1, 10), reading(1, 1, 20)).is_ok());
	});
}

#[test]
fn old_evidence_is_judged_by_the_keys_of_its_day() {
	on_chain(|| {
		let rotated = START + DAY;
		change(device(1), |passport| {
			passport.keys = vec![
				(0, ed25519(1).public_key()),
				(rotated, ed25519(101).public_key()),
			];
		});
		pass(100 * DAY);
		let old = reading_at(1, 1, 10, START);
		let new = sealed(&header(1, 1), &[record("temp", 20, rotated)], &ed25519(101));
		assert!(report(old, new).is_ok());
	});
}

#[test]
fn report_is_refused_when_it_needs_no_account() {
	on_chain(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(
				ReadingAttestation::report_equivocation(
					origin,
					reading(1, 1, 10),
					reading(1, 1, 20)
				),
				BadOrigin
			);
		}
	});
}

#[test]
fn report_is_refused_when_one_is_no_envelope() {
	on_chain(|| {
		let code = Refusal::Malformed(hallmark_envelope::Error::Truncated).code();
		let empty = EnvelopeBytes::default;
		assert_noop!(
			report(empty(), reading(1, 1, 20)),
			Error::<Test>::Refused(code)
		);
		assert_noop!(
			report(reading(1, 1, 20), empty()),
			Error::<Test>::Refused(code)
		);
	});
}

#[test]
fn report_is_refused_when_the_two_do_not_contradict_each_other() {
	on_chain(|| {
		let first = reading(1, 1, 10);
		for second in [first.clone(), reading(1, 2, 20), reading(2, 1, 20)] {
			assert_noop!(
				report(first.clone(), second),
				Error::<Test>::NoContradiction
			);
		}
	});
}

#[test]
fn second_signature_over_the_same_is_no_second_statement() {
	on_chain(|| {
		// Anybody can turn one good ECDSA signature into another.
		change(device(1), |passport| {
			passport.keys = vec![(0, es256(1).public_key())]
		});
		let first = sealed(&header(1, 1), &[record("temp", 10, now())], &es256(1));
		let mut second = first.clone();
		let at = second.len() - 32;
		let signature = p256::ecdsa::Signature::from_slice(&first[at - 32..]).expect("64 bytes");
		let negated = -*signature.s();
		second[at..].copy_from_slice(&negated.to_bytes());
		assert_ne!(first, second);
		assert_eq!(
			ReadingAttestation::refusal(second.clone()),
			Some(Refusal::UnknownStream)
		);
		assert_noop!(report(first, second), Error::<Test>::NoContradiction);
	});
}

#[test]
fn report_is_refused_when_the_device_cannot_be_quarantined() {
	on_chain(|| {
		assert_noop!(
			report(reading(99, 1, 10), reading(99, 1, 20)),
			Error::<Test>::UnknownDevice
		);
		for (status, error) in [
			(DeviceStatus::Quarantined, Error::<Test>::AlreadyQuarantined),
			(DeviceStatus::Retired, Error::<Test>::DeviceOutOfUse),
			(DeviceStatus::Revoked, Error::<Test>::DeviceOutOfUse),
		] {
			set_status(device(1), status);
			assert_noop!(report(reading(1, 1, 10), reading(1, 1, 20)), error);
		}
		for status in [DeviceStatus::Suspended, DeviceStatus::Suspect] {
			set_status(device(1), status);
			assert!(report(reading(1, 1, 10), reading(1, 1, 20)).is_ok());
		}
	});
}

#[test]
fn report_is_refused_when_a_key_was_in_other_hands() {
	on_chain(|| {
		change(device(1), |passport| {
			passport.compromised_since = Some(now() + DAY)
		});
		assert_noop!(
			report(reading(1, 1, 10), reading(1, 1, 20)),
			Error::<Test>::KeyCompromised
		);
	});
}

#[test]
fn report_is_refused_when_a_signature_is_not_the_devices() {
	on_chain(|| {
		let good = reading(1, 1, 10);
		let forged = sealed(&header(1, 1), &[record("temp", 20, now())], &ed25519(2));
		assert_noop!(
			report(good.clone(), forged.clone()),
			Error::<Test>::EvidenceNotSigned
		);
		assert_noop!(
			report(forged, good.clone()),
			Error::<Test>::EvidenceNotSigned
		);
		let other = sealed(&header(1, 1), &[record("temp", 20, now())], &es256(1));
		assert_noop!(
			report(good.clone(), other),
			Error::<Test>::EvidenceNotSigned
		);
		// Before its first key nobody spoke for the device.
		change(device(1), |passport| passport.keys[0].0 = START);
		let before = reading_at(1, 1, 20, START - 1);
		assert_noop!(report(good, before), Error::<Test>::EvidenceNotSigned);
	});
}
