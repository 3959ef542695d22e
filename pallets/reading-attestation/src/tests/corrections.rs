//! Corrections: appended, one successor each.

use crate::{mock::*, *};
use hallmark_envelope::Header;
use hallmark_types::{
	device::DeviceStatus,
	readings::{BatchId, Readings},
	Moment,
};

#[test]
fn correction_replaces_the_latest_reading_and_rewrites_nothing() {
	on_chain(|| {
		let temp = open(1, "temp");
		let measured = now();
		assert_eq!(submit(reading(1, 1, 999)), Ok(()));
		pass(MINUTE);
		assert_eq!(submit(correction(1, 2, 1, 215, measured)), Ok(()));

		let stream = stream(temp);
		let latest = stream.latest.expect("there is one");
		assert_eq!(
			(latest.value, latest.corrects, latest.measured),
			(215, Some(1), measured)
		);
		assert_eq!(stream.recent.len(), 2);
		assert_eq!(stream.recent[0].value, 999);
		assert_eq!(stream.recent[0].corrected_by, Some(2));
		// The window has seen both: what was said may have been acted on.
		assert_eq!(ranged(temp), Some((215, 999)));
		let standing = ReadingAttestation::recent(&temp);
		assert_eq!(standing.len(), 1);
		assert_eq!(standing[0].corrects, Some(1));
		assert_eq!(heard().len(), 2);
	});
}

#[test]
fn correction_of_an_older_reading_does_not_become_the_latest() {
	on_chain(|| {
		let temp = open(1, "temp");
		let measured = now();
		assert_eq!(submit(reading(1, 1, 999)), Ok(()));
		pass(MINUTE);
		assert_eq!(submit(reading(1, 2, 30)), Ok(()));
		assert_eq!(submit(correction(1, 3, 1, 10, measured)), Ok(()));
		assert_eq!(stream(temp).latest.map(|it| it.value), Some(30));
		assert_eq!(ReadingAttestation::recent(&temp).len(), 2);
	});
}

#[test]
fn correction_is_refused_when_it_was_corrected_already() {
	on_chain(|| {
		open(1, "temp");
		let measured = now();
		assert_eq!(submit(reading(1, 1, 10)), Ok(()));
		assert_eq!(submit(correction(1, 2, 1, 20, measured)), Ok(()));
		assert_refused(correction(1, 3, 1, 30, measured), Refusal::AlreadyCorrected);
		// But the correction can be corrected itself.
		assert_eq!(submit(correction(1, 3, 2, 30, measured)), Ok(()));
		assert_eq!(
			stream(signal(1, "temp")).latest.map(|it| it.value),
			Some(30)
		);
	});
}

#[test]
fn correction_is_refused_when_there_is_nothing_to_correct() {
	on_chain(|| {
		open(1, "temp");
		let measured = now();
		assert_eq!(submit(reading(1, 2, 10)), Ok(()));
		// Another number, another moment, another stream, more than one record.
		assert_refused(correction(1, 3, 1, 20, measured), Refusal::NothingToCorrect);
		assert_refused(
			correction(1, 3, 2, 20, measured + 1),
			Refusal::NothingToCorrect,
		);
		open(1, "other");
		let header = Header {
			corrects: Some(2),
			..header(1, 3)
		};
		let other = sealed(&header, &[record("other", 20, measured)], &ed25519(1));
		assert_refused(other, Refusal::NothingToCorrect);
		let two = [
			record("temp", 20, measured),
			record("temp", 20, measured + SECOND),
		];
		assert_refused(
			sealed(&header, &two, &ed25519(1)),
			Refusal::NothingToCorrect,
		);
		// Eight more readings, and it is forgotten.
		for sequence in 3..=10 {
			pass(SECOND);
			assert_eq!(submit(reading(1, sequence, 10)), Ok(()));
		}
		assert_refused(
			correction(1, 11, 2, 20, measured),
			Refusal::NothingToCorrect,
		);
	});
}

#[test]
fn correction_is_refused_when_the_device_is_not_in_good_standing() {
	on_chain(|| {
		let temp = open(1, "temp");
		let measured = now();
		assert_eq!(submit(reading(1, 1, 10)), Ok(()));
		assert_eq!(submit(batch(1, 2, &[(measured, 10)])), Ok(()));
		set_status(device(1), DeviceStatus::Quarantined);
		assert_refused(
			correction(1, 3, 1, 20, measured),
			Refusal::CorrectionTainted,
		);
		let header = Header {
			corrects: Some(2),
			..header(1, 3)
		};
		let batch = sealed_batch(&header, &batch_of("temp", &[(measured, 5)]).0, &ed25519(1));
		assert_refused(batch, Refusal::CorrectionTainted);
		assert_eq!(stream(temp).latest.map(|it| it.value), Some(10));
	});
}

#[test]
fn batch_replaces_a_batch_that_covers_the_same_time() {
	on_chain(|| {
		let temp = open(1, "temp");
		let readings = [(now() - MINUTE, 10), (now(), 20)];
		assert_eq!(submit(batch(1, 5, &readings)), Ok(()));
		let replacing = |sequence, corrects, readings: &[(Moment, i64)]| {
			let header = Header {
				corrects: Some(corrects),
				..header(1, sequence)
			};
			sealed_batch(&header, &batch_of("temp", readings).0, &ed25519(1))
		};
		assert_refused(replacing(6, 4, &readings), Refusal::NothingToCorrect);
		let shorter = [(now() - MINUTE + 1, 10), (now(), 20)];
		assert_refused(replacing(6, 5, &shorter), Refusal::NothingToCorrect);

		let better = [(now() - MINUTE, 11), (now(), 19)];
		assert_eq!(submit(replacing(6, 5, &better)), Ok(()));
		let at = |number| {
			ReadingAttestation::batch(BatchId {
				signal: temp,
				number,
			})
			.expect("it is kept")
		};
		assert_eq!((at(0).corrected_by, at(0).signed.max), (Some(6), 20));
		assert_eq!((at(1).corrects, at(1).signed.max), (Some(5), 19));
		assert_eq!(stream(temp).latest_batch, Some(at(1).attested()));
		assert_refused(replacing(7, 5, &better), Refusal::AlreadyCorrected);
		assert_eq!(submit(replacing(7, 6, &better)), Ok(()));
	});
}

#[test]
fn batch_that_takes_the_place_of_the_one_it_replaces_is_kept() {
	on_chain(|| {
		// Only one is kept: the successor lies where its predecessor lay.
		let temp = open_with(
			1,
			"temp",
			Terms {
				retention: 1,
				..terms()
			},
		);
		let readings = [(now(), 10)];
		assert_eq!(submit(batch(1, 1, &readings)), Ok(()));
		let header = Header {
			corrects: Some(1),
			..header(1, 2)
		};
		let successor = sealed_batch(&header, &batch_of("temp", &readings).0, &ed25519(1));
		assert_eq!(submit(successor), Ok(()));
		assert_eq!(
			ReadingAttestation::batch(BatchId {
				signal: temp,
				number: 0
			}),
			None
		);
		let kept = ReadingAttestation::batch(BatchId {
			signal: temp,
			number: 1,
		});
		assert_eq!(
			kept.map(|batch| (batch.corrects, batch.corrected_by)),
			Some((Some(1), None))
		);
	});
}
