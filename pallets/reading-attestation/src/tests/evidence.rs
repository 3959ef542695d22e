//! Batches that others refer to are not pruned.

use crate::{mock::*, *};
use frame_support::assert_noop;
use hallmark_types::readings::{BatchId, Evidence};

fn send(sequences: std::ops::RangeInclusive<u64>) {
	for sequence in sequences {
		assert_eq!(submit(batch(1, sequence, &[(now(), 5)])), Ok(()));
	}
}

#[test]
fn kept_batch_survives_until_it_was_released_as_often() {
	on_chain(|| {
		let temp = open(1, "temp");
		send(1..=1);
		let id = BatchId {
			signal: temp,
			number: 0,
		};
		assert_eq!(ReadingAttestation::keep(&id), Ok(()));
		assert_eq!(ReadingAttestation::keep(&id), Ok(()));
		send(2..=4);
		assert_eq!(Kept::<Test>::iter().count(), 0);
		send(5..=20);
		assert_eq!(Kept::<Test>::iter().count(), 1);
		let kept = ReadingAttestation::batch(id).expect("somebody refers to it");
		assert_eq!((kept.sequence, kept.kept), (1, 2));
		check_invariants();

		// It can be kept and proven from there, too.
		assert_eq!(ReadingAttestation::keep(&id), Ok(()));
		let (_, leaves) = batch_of("temp", &[(now(), 5)]);
		let proof = ReadingAttestation::check_proof(id, leaves[0], Path::default());
		assert!(proof.is_ok());
		for _ in 0..2 {
			ReadingAttestation::release(&id);
			assert!(ReadingAttestation::batch(id).is_some());
		}
		ReadingAttestation::release(&id);
		assert_eq!(ReadingAttestation::batch(id), None);
		assert_eq!(Kept::<Test>::iter().count(), 0);
	});
}

#[test]
fn released_batch_is_pruned_with_the_others() {
	on_chain(|| {
		let temp = open(1, "temp");
		send(1..=1);
		let id = BatchId {
			signal: temp,
			number: 0,
		};
		assert_eq!(ReadingAttestation::keep(&id), Ok(()));
		ReadingAttestation::release(&id);
		// Once too often is once too often, and no more.
		ReadingAttestation::release(&id);
		assert_eq!(
			ReadingAttestation::batch(id).map(|batch| batch.kept),
			Some(0)
		);
		send(2..=5);
		assert_eq!(ReadingAttestation::batch(id), None);
	});
}

#[test]
fn batch_is_not_kept_when_unknown_or_kept_too_often() {
	on_chain(|| {
		let temp = open(1, "temp");
		let id = BatchId {
			signal: temp,
			number: 0,
		};
		assert_noop!(ReadingAttestation::keep(&id), Error::<Test>::UnknownBatch);
		send(1..=1);
		let place = (temp.device, temp.name, 0);
		Batches::<Test>::mutate(place, |batch| {
			batch.as_mut().expect("it is").kept = u32::MAX
		});
		assert_noop!(ReadingAttestation::keep(&id), Error::<Test>::KeptTooOften);
		let other = BatchId {
			signal: signal(2, "temp"),
			number: 0,
		};
		ReadingAttestation::release(&other);
	});
}
