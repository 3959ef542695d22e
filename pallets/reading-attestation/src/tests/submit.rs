//! `submit`: an envelope that comes by itself.

use crate::{mock::*, *};
use codec::Encode;
use frame_support::{
	assert_noop,
	dispatch::GetDispatchInfo,
	pallet_prelude::{Authorize, InvalidTransaction, TransactionSource, UnknownTransaction},
};
use hallmark_envelope::{Decimal, Header, Unit};
use hallmark_types::{device::DeviceStatus, readings::Attested};
use sp_core::H256;
use sp_runtime::{traits::BadOrigin, transaction_validity::TransactionValidityError};

#[test]
fn reading_is_kept_heard_and_announced() {
	on_chain(|| {
		let temp = open(1, "temp");
		System::set_block_number(42);
		let measured = now() - 5 * SECOND;
		let envelope = reading_at(1, 7, 215, measured);
		assert_eq!(submit(envelope.clone()), Ok(()));

		let expected = Attested {
			value: 215,
			exponent: -1,
			measured,
			received: START,
			block: 42,
			sequence: 7,
			corrects: None,
			out_of_range: false,
			tainted: false,
		};
		assert_eq!(heard(), [Heard::Reading(temp, expected)]);
		assert_eq!(
			last_event(),
			Event::Attested {
				device: temp.device,
				sequence: 7
			}
		);
		let stream = stream(temp);
		assert_eq!(stream.latest.map(|it| it.attested(-1)), Some(expected));
		assert_eq!(stream.recent.len(), 1);
		assert_eq!(stream.heard_at, Some(measured));
		assert_eq!(ranged(temp), Some((215, 215)));
		let head = [H256::zero(), digest(&envelope)].concat_bytes();
		assert_eq!(stream.head, H256(sp_io::hashing::blake2_256(&head)));
		let record = Records::<Test>::get(temp.device).expect("it has a stream");
		assert_eq!(record.window.highest(), 7);
		// Numbers 1 to 6 may still come.
		assert_eq!((record.window.missing(), record.gaps), (6, 0));
	});
}

/// Two hashes one after the other.
trait Concat {
	fn concat_bytes(&self) -> Vec<u8>;
}

impl Concat for [H256; 2] {
	fn concat_bytes(&self) -> Vec<u8> {
		[self[0].as_bytes(), self[1].as_bytes()].concat()
	}
}

#[test]
fn every_algorithm_is_accepted() {
	on_chain(|| {
		use hallmark_envelope::sign::KeyPair;
		for n in 1..=3 {
			open(n, "temp");
		}
		change(device(2), |passport| {
			passport.keys = vec![(0, es256(2).public_key())]
		});
		change(device(3), |passport| {
			passport.keys = vec![(0, es256k(3).public_key())]
		});
		let records = [record("temp", 1, now())];
		assert_eq!(submit(sealed(&header(1, 1), &records, &ed25519(1))), Ok(()));
		assert_eq!(submit(sealed(&header(2, 1), &records, &es256(2))), Ok(()));
		assert_eq!(submit(sealed(&header(3, 1), &records, &es256k(3))), Ok(()));
		assert_eq!(heard().len(), 3);
		// The key is of another algorithm than the envelope says: no signature is looked at.
		assert_refused(
			sealed(&header(1, 2), &records, &es256(1)),
			Refusal::AlgorithmMismatch,
		);
		assert_refused(
			sealed(&header(2, 2), &records, &ed25519(2)),
			Refusal::AlgorithmMismatch,
		);
	});
}

#[test]
fn envelope_with_many_records_is_taken_in_whole() {
	on_chain(|| {
		let temp = open(1, "temp");
		let outside = open(1, "outside");
		let records = [
			record("temp", 10, now()),
			record("outside", -50, now()),
			record("temp", 20, now() - SECOND),
		];
		assert_eq!(submit(sealed(&header(1, 1), &records, &ed25519(1))), Ok(()));
		assert_eq!(heard().len(), 3);
		assert_eq!(ranged(temp), Some((10, 20)));
		let (temp, outside) = (stream(temp), stream(outside));
		assert_eq!(temp.recent.len(), 2);
		// The latest is what was measured last, not what came last.
		assert_eq!(temp.latest.map(|it| it.value), Some(10));
		assert_eq!(outside.latest.map(|it| it.value), Some(-50));
		// One envelope extends a head once, and one number was used.
		assert_eq!(temp.head, outside.head);
	});
}

#[test]
fn envelope_is_refused_whole_when_one_record_is_bad() {
	on_chain(|| {
		open(1, "temp");
		let unknown = [record("temp", 10, now()), record("dust", 1, now())];
		assert_refused(
			sealed(&header(1, 1), &unknown, &ed25519(1)),
			Refusal::UnknownStream,
		);
	});
}

#[test]
fn submission_is_refused_when_nobody_authorised_it() {
	on_chain(|| {
		open(1, "temp");
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root(), by(OWNER)] {
			assert_noop!(
				ReadingAttestation::submit(origin, reading(1, 1, 5)),
				BadOrigin
			);
		}
	});
}

#[test]
fn dispatch_refuses_what_the_check_would_have() {
	on_chain(|| {
		open(1, "temp");
		let envelope = reading(1, 1, 5);
		assert_eq!(submit(envelope.clone()), Ok(()));
		assert_noop!(
			dispatch(envelope),
			Error::<Test>::Refused(Refusal::AlreadyReceived.code())
		);
	});
}

#[test]
fn pool_is_told_how_to_treat_an_envelope() {
	on_chain(|| {
		open(1, "temp");
		let validity = authorize(&reading(1, 65, 5)).expect("it is good");
		assert_eq!(validity.priority, PRIORITY);
		assert_eq!(validity.longevity, LONGEVITY);
		assert!(validity.propagate);
		assert!(validity.requires.is_empty());
		let tag = ("HallmarkReading", (device(1), 1u64)).encode();
		assert_eq!(validity.provides, [tag]);
		// 64 in a row do not exclude each other, and the next excludes the first.
		let tags: std::collections::BTreeSet<_> = (65..129)
			.map(|sequence| {
				authorize(&reading(1, sequence, 5))
					.expect("it is good")
					.provides
			})
			.collect();
		assert_eq!(tags.len(), 64);
		let next = authorize(&reading(1, 129, 5)).expect("it is good").provides;
		assert_eq!(next, validity.provides);
		assert!(tags.contains(&next));
	});
}

#[test]
fn bytes_that_are_no_envelope_are_refused_with_what_is_wrong() {
	on_chain(|| {
		use hallmark_envelope::Error as Malformed;
		for (bytes, error) in [
			(vec![], Malformed::Truncated),
			(vec![0xa0], Malformed::NotSign1),
			(
				[&reading(1, 1, 5)[..], &[0]].concat(),
				Malformed::TrailingBytes,
			),
		] {
			let bytes: EnvelopeBytes = bytes.try_into().expect("bounded");
			let refusal = Refusal::Malformed(error);
			assert_eq!(refusal.code(), 100 + u8::from(error));
			assert_refused(bytes, refusal);
		}
	});
}

#[test]
fn device_is_refused_when_unknown_suspended_or_out_of_use() {
	on_chain(|| {
		open(1, "temp");
		assert_refused(reading(99, 1, 5), Refusal::UnknownDevice);
		for (status, refusal) in [
			(DeviceStatus::Suspended, Refusal::DeviceSuspended),
			(DeviceStatus::Retired, Refusal::DeviceOutOfUse),
			(DeviceStatus::Revoked, Refusal::DeviceOutOfUse),
		] {
			set_status(device(1), status);
			assert_refused(reading(1, 1, 5), refusal);
		}
	});
}

#[test]
fn number_is_accepted_once_in_any_order_within_the_window() {
	on_chain(|| {
		open_with(
			1,
			"temp",
			Terms {
				bounds: Bounds {
					min_interval: 0,
					..terms().bounds
				},
				..terms()
			},
		);
		for sequence in [100, 37, 99, 38, 50] {
			assert_eq!(submit(reading(1, sequence, 5)), Ok(()), "{sequence}");
		}
		for sequence in [100, 37, 50] {
			assert_refused(reading(1, sequence, 5), Refusal::AlreadyReceived);
		}
		assert_refused(reading(1, 36, 5), Refusal::SequenceTooOld);
		assert_eq!(submit(reading(1, 101, 5)), Ok(()));
		assert_refused(reading(1, 37, 5), Refusal::SequenceTooOld);
		// 1 to 36 never came and never will.
		assert_eq!(
			Records::<Test>::get(device(1)).map(|record| record.gaps),
			Some(36)
		);
	});
}

#[test]
fn number_is_refused_when_it_leaps_too_far() {
	on_chain(|| {
		open_with(
			1,
			"temp",
			Terms {
				bounds: Bounds {
					min_interval: 0,
					..terms().bounds
				},
				..terms()
			},
		);
		assert_refused(reading(1, MAX_LEAP, 5), Refusal::SequenceTooFar);
		assert_refused(reading(1, u64::MAX, 5), Refusal::SequenceTooFar);
		assert_eq!(submit(reading(1, MAX_LEAP - 1, 5)), Ok(()));
		assert_refused(reading(1, 2 * MAX_LEAP - 1, 5), Refusal::SequenceTooFar);
		assert_eq!(submit(reading(1, 2 * MAX_LEAP - 2, 5)), Ok(()));
		// Milliseconds since 1970 are within reach, for a device that counts so.
		assert!(now() < MAX_LEAP);
	});
}

#[test]
fn measured_time_is_refused_when_too_far_ahead_or_behind() {
	on_chain(|| {
		open(1, "temp");
		pass(10 * DAY);
		assert_refused(
			reading_at(1, 1, 5, now() + MAX_LEAD + 1),
			Refusal::MeasuredInFuture,
		);
		assert_refused(
			reading_at(1, 1, 5, now() - MAX_LAG - 1),
			Refusal::MeasuredTooLongAgo,
		);
		// Every record counts, not the first or the last alone.
		let old = [
			record("temp", 5, now()),
			record("temp", 5, now() - MAX_LAG - 1),
		];
		assert_refused(
			sealed(&header(1, 1), &old, &ed25519(1)),
			Refusal::MeasuredTooLongAgo,
		);
		assert_eq!(submit(reading_at(1, 1, 5, now() + MAX_LEAD)), Ok(()));
		assert_eq!(submit(reading_at(1, 2, 5, now() - MAX_LAG)), Ok(()));
	});
}

#[test]
fn latest_follows_the_measured_time() {
	on_chain(|| {
		let temp = open(1, "temp");
		assert_eq!(submit(reading_at(1, 1, 10, now())), Ok(()));
		assert_eq!(submit(reading_at(1, 2, 20, now() - MINUTE)), Ok(()));
		assert_eq!(stream(temp).latest.map(|it| it.value), Some(10));
		assert_eq!(stream(temp).heard_at, Some(now()));
		// What came late counts for the window all the same.
		assert_eq!(ranged(temp), Some((10, 20)));
		pass(MINUTE);
		assert_eq!(submit(reading_at(1, 3, 30, now())), Ok(()));
		assert_eq!(stream(temp).latest.map(|it| it.value), Some(30));
	});
}

#[test]
fn readings_are_refused_when_closer_than_the_interval() {
	on_chain(|| {
		open(1, "temp");
		assert_eq!(submit(reading_at(1, 1, 5, now() - MINUTE)), Ok(()));
		for offset in [0, 1, SECOND - 1] {
			let after = reading_at(1, 2, 5, now() - MINUTE + offset);
			assert_refused(after, Refusal::TooFrequent);
			let before = reading_at(1, 2, 5, now() - MINUTE - offset);
			assert_refused(before, Refusal::TooFrequent);
		}
		assert_eq!(submit(reading_at(1, 2, 5, now() - MINUTE + SECOND)), Ok(()));
		assert_eq!(submit(reading_at(1, 3, 5, now() - MINUTE - SECOND)), Ok(()));
		let close = [
			record("temp", 5, now()),
			record("temp", 5, now() - SECOND + 1),
		];
		assert_refused(
			sealed(&header(1, 4), &close, &ed25519(1)),
			Refusal::TooFrequent,
		);
	});
}

#[test]
fn key_must_be_that_of_the_measured_time() {
	on_chain(|| {
		use hallmark_envelope::sign::KeyPair;
		open(1, "temp");
		let rotated = now() - MINUTE;
		change(device(1), |passport| {
			passport.keys = vec![
				(START - DAY, ed25519(1).public_key()),
				(rotated, ed25519(101).public_key()),
			];
		});
		let old = [record("temp", 5, rotated - SECOND)];
		let new = [record("temp", 5, rotated)];
		assert_refused(
			sealed(&header(1, 1), &old, &ed25519(101)),
			Refusal::SignatureInvalid,
		);
		assert_refused(
			sealed(&header(1, 1), &new, &ed25519(1)),
			Refusal::SignatureInvalid,
		);
		assert_eq!(submit(sealed(&header(1, 1), &old, &ed25519(1))), Ok(()));
		assert_eq!(submit(sealed(&header(1, 2), &new, &ed25519(101))), Ok(()));
		// Before its first key nobody spoke for the device.
		let before = [record("temp", 5, START - DAY - 1)];
		assert_refused(
			sealed(&header(1, 3), &before, &ed25519(1)),
			Refusal::KeyUnknown,
		);
	});
}

#[test]
fn signature_is_refused_when_it_is_anothers_or_for_another_chain() {
	on_chain(|| {
		open(1, "temp");
		let records = [record("temp", 5, now())];
		assert_refused(
			sealed(&header(1, 1), &records, &ed25519(2)),
			Refusal::SignatureInvalid,
		);
		let mut tampered = reading(1, 1, 5);
		let last = tampered.len() - 1;
		tampered[last] ^= 1;
		assert_refused(tampered, Refusal::SignatureInvalid);
		let mut buffer = [0; 1024];
		let elsewhere = hallmark_envelope::seal_readings(
			&mut buffer,
			&header(1, 1),
			&records,
			&[0; 32],
			&ed25519(1),
		)
		.expect("it fits");
		let elsewhere: EnvelopeBytes = elsewhere.to_vec().try_into().expect("bounded");
		assert_refused(elsewhere, Refusal::SignatureInvalid);
	});
}

#[test]
fn value_is_refused_when_unit_or_digits_do_not_fit_the_stream() {
	on_chain(|| {
		open(1, "temp");
		let with = |change: fn(&mut hallmark_envelope::Record)| {
			let mut record = record("temp", 5, now());
			change(&mut record);
			sealed(&header(1, 1), &[record], &ed25519(1))
		};
		assert_refused(
			with(|it| it.unit = Some(Unit::Kelvin)),
			Refusal::UnitMismatch,
		);
		assert_refused(
			with(|it| it.value = Decimal::new(215, -2).expect("in range")),
			Refusal::ValueNotRepresentable,
		);
		assert_refused(
			with(|it| it.value = Decimal::new(i64::MAX, 0).expect("in range")),
			Refusal::ValueNotRepresentable,
		);
		// A reading without a unit has the stream's, and what can be written exactly is.
		let plain = with(|it| {
			it.unit = None;
			it.value = Decimal::new(2, 1).expect("in range");
		});
		assert_eq!(submit(plain), Ok(()));
		assert_eq!(last_heard().value, 200);
	});
}

#[test]
fn quarantined_and_suspect_devices_are_heard_and_drive_nothing() {
	for status in [DeviceStatus::Quarantined, DeviceStatus::Suspect] {
		on_chain(|| {
			let temp = open(1, "temp");
			assert_eq!(submit(reading(1, 1, 10)), Ok(()));
			let before = stream(temp);
			set_status(device(1), status);
			pass(MINUTE);
			assert_eq!(submit(reading(1, 2, 9_999)), Ok(()));

			assert!(heard().pop().is_some_and(
				|heard| matches!(heard, Heard::Reading(_, reading) if reading.tainted)
			));
			let after = stream(temp);
			assert_eq!(
				after.latest.map(|it| (it.value, it.tainted)),
				Some((9_999, true))
			);
			assert_eq!(
				(after.windows, after.heard_at),
				(before.windows, before.heard_at)
			);
			// No strike: it has nothing more to lose.
			assert!(!events()
				.iter()
				.any(|event| matches!(event, Event::Struck { .. })));
		});
	}
}

#[test]
fn reading_is_tainted_when_its_key_was_in_other_hands() {
	on_chain(|| {
		let temp = open(1, "temp");
		change(device(1), |passport| {
			passport.compromised_since = Some(now() + MINUTE)
		});
		assert_eq!(submit(reading(1, 1, 10)), Ok(()));
		assert!(!last_heard().tainted);
		let before = stream(temp).windows;
		pass(2 * MINUTE);
		// Whoever has the key may claim any time: what counts is when it arrives.
		assert_eq!(submit(reading_at(1, 2, 10, START + 30 * SECOND)), Ok(()));
		assert!(last_heard().tainted);
		assert_eq!(stream(temp).windows, before);
	});
}

#[test]
fn weight_covers_what_it_costs_and_depends_on_the_algorithm() {
	on_chain(|| {
		open(1, "temp");
		let weights = |envelope: EnvelopeBytes| {
			let call = Call::<Test>::submit { envelope };
			(
				call.weight_of_authorize().ref_time(),
				call.get_dispatch_info().call_weight.ref_time(),
			)
		};
		let records = [record("temp", 5, now())];
		let (checked, written) = weights(reading(1, 1, 5));
		assert_eq!(checked, 63);
		// What it may cost at worst: listeners, a peer group and a quarantine.
		assert_eq!(written, 30 + 2 + 4 + 1_000);
		let (checked, _) = weights(sealed(&header(1, 1), &records, &es256(1)));
		assert_eq!(checked, 1_503);
		let info = dispatch(reading(1, 1, 5)).expect("it is good");
		assert_eq!(info.actual_weight.map(|weight| weight.ref_time()), Some(32));
		let (checked, written) = weights(EnvelopeBytes::default());
		assert_eq!((checked, written), (63, 30));
	});
}

#[test]
fn cost_is_the_same_with_many_streams_and_after_many_readings() {
	on_chain(|| {
		let temp = open_with(
			1,
			"temp",
			Terms {
				bounds: Bounds {
					min_interval: 0,
					..terms().bounds
				},
				..terms()
			},
		);
		assert_eq!(submit(reading(1, 1, 5)), Ok(()));
		for sequence in 2..100 {
			pass(10 * SECOND);
			assert_eq!(submit(reading(1, sequence, 5)), Ok(()));
		}
		let large = stream(temp).encoded_size();
		let keys = state().len();
		for sequence in 100..200 {
			pass(10 * SECOND);
			assert_eq!(submit(reading(1, sequence, 5)), Ok(()));
			assert_eq!(stream(temp).encoded_size(), large);
			assert_eq!(state().len(), keys);
		}
	});
}

#[test]
fn passing_refusals_are_unknown_and_lasting_ones_invalid_to_the_pool() {
	on_chain(|| {
		open(1, "temp");
		assert_eq!(
			authorize(&reading(99, 1, 5)),
			Err(TransactionValidityError::Unknown(
				UnknownTransaction::Custom(1)
			))
		);
		assert_eq!(submit(reading(1, 1, 5)), Ok(()));
		assert_eq!(
			authorize(&reading(1, 1, 5)),
			Err(TransactionValidityError::Invalid(
				InvalidTransaction::Custom(4)
			))
		);
	});
}

#[test]
fn source_of_an_envelope_does_not_matter() {
	on_chain(|| {
		open(1, "temp");
		let call = Call::<Test>::submit {
			envelope: reading(1, 1, 5),
		};
		for source in [
			TransactionSource::External,
			TransactionSource::Local,
			TransactionSource::InBlock,
		] {
			assert!(call.authorize(source).expect("it authorises").is_ok());
		}
	});
}

#[test]
fn what_an_envelope_corrects_must_be_earlier() {
	on_chain(|| {
		let header = Header {
			corrects: Some(2),
			..header(1, 2)
		};
		let mut buffer = [0; 1024];
		let sealed = hallmark_envelope::seal_readings(
			&mut buffer,
			&header,
			&[record("temp", 5, now())],
			&ReadingAttestation::genesis(),
			&ed25519(1),
		);
		assert!(sealed.is_err());
	});
}
