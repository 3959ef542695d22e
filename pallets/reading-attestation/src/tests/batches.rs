//! Batches and proofs.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_envelope::{Error as Malformed, Leaf};
use hallmark_types::{
	device::DeviceStatus,
	readings::{BatchId, Proven},
	Moment,
};
use sp_runtime::traits::BadOrigin;

fn day() -> Vec<(Moment, i64)> {
	(0..24)
		.map(|hour| (now() - DAY + hour * 60 * MINUTE, 50 + hour as i64))
		.collect()
}

#[test]
fn batch_extends_the_window_and_can_be_proven_from() {
	on_chain(|| {
		let temp = open(1, "temp");
		let (summary, leaves) = batch_of("temp", &day());
		assert_eq!(
			submit(sealed_batch(&header(1, 3), &summary, &ed25519(1))),
			Ok(())
		);
		assert!(events().contains(&Event::BatchAttested {
			signal: temp,
			number: 0,
			sequence: 3
		}));
		let id = BatchId {
			signal: temp,
			number: 0,
		};
		let kept = ReadingAttestation::batch(id).expect("it is kept");
		assert_eq!(
			(kept.signed, kept.sequence, kept.received),
			(summary, 3, now())
		);
		assert_eq!(heard(), [Heard::Batch(temp, kept.attested())]);
		let stream = stream(temp);
		assert_eq!(ranged(temp), Some((50, 73)));
		assert_eq!(stream.heard_at, Some(now() - 60 * MINUTE));
		assert_eq!(stream.latest_batch, Some(kept.attested()));
		// A batch shows no single reading, so there is no latest one.
		assert_eq!(stream.latest, None);

		let leaf = leaves[7];
		let who = RuntimeOrigin::signed(GATEWAY);
		assert_ok!(ReadingAttestation::prove(who, id, leaf, path(&leaves, 7)));
		assert_eq!(
			last_event(),
			Event::ReadingProven {
				batch: id,
				index: 7
			}
		);
		let proven = Proven {
			batch: 0,
			sequence: 3,
			index: 7,
			measured: leaf.time,
			value: 57,
			exponent: -1,
			tainted: false,
		};
		assert_eq!(heard(), [Heard::Proof(temp, proven)]);
		assert_eq!(
			ReadingAttestation::check_proof(id, leaf, path(&leaves, 7)),
			Ok(proven)
		);
		assert_eq!(heard(), []);
	});
}

#[test]
fn every_leaf_is_proven_and_no_other_is() {
	on_chain(|| {
		let temp = open(1, "temp");
		let (summary, leaves) = batch_of("temp", &day());
		assert_eq!(
			submit(sealed_batch(&header(1, 1), &summary, &ed25519(1))),
			Ok(())
		);
		let id = BatchId {
			signal: temp,
			number: 0,
		};
		let prove = |leaf: Leaf, path: Path| {
			ReadingAttestation::prove(RuntimeOrigin::signed(GATEWAY), id, leaf, path)
		};
		for (index, leaf) in leaves.iter().enumerate() {
			assert_ok!(prove(*leaf, path(&leaves, index as u32)));
		}
		let error = |error: Malformed| Error::<Test>::NotInBatch(error.into());
		let (leaf, good) = (leaves[7], path(&leaves, 7));
		for (wrong, why) in [
			(Leaf { index: 24, ..leaf }, Malformed::LeafIndex),
			(
				Leaf {
					time: now(),
					..leaf
				},
				Malformed::LeafTime,
			),
			(Leaf { value: 74, ..leaf }, Malformed::LeafValue),
			(Leaf { value: 58, ..leaf }, Malformed::LeafNotInTree),
			(Leaf { index: 6, ..leaf }, Malformed::LeafNotInTree),
		] {
			assert_noop!(prove(wrong, good.clone()), error(why));
			let view = ReadingAttestation::check_proof(id, wrong, good.clone());
			assert_eq!(view, Err(ProofError::NotInBatch(why)));
		}
		let short: Path = good[1..].to_vec().try_into().expect("bounded");
		assert_noop!(prove(leaf, short), error(Malformed::PathLength));
		assert_noop!(
			ReadingAttestation::prove(RuntimeOrigin::none(), id, leaf, good),
			BadOrigin
		);
	});
}

#[test]
fn proof_is_refused_when_the_batch_is_unknown_or_pruned() {
	on_chain(|| {
		let temp = open(1, "temp");
		let (summary, leaves) = batch_of("temp", &[(now(), 5)]);
		assert_eq!(
			submit(sealed_batch(&header(1, 1), &summary, &ed25519(1))),
			Ok(())
		);
		let prove = |signal, number| {
			ReadingAttestation::prove(
				RuntimeOrigin::signed(GATEWAY),
				BatchId { signal, number },
				leaves[0],
				Path::default(),
			)
		};
		assert_ok!(prove(temp, 0));
		// 4 would lie where 0 lies.
		for number in [1, 4, u64::MAX] {
			assert_noop!(prove(temp, number), Error::<Test>::UnknownBatch);
		}
		assert_noop!(prove(signal(2, "temp"), 0), Error::<Test>::UnknownBatch);
		for sequence in 2..=5 {
			assert_eq!(submit(batch(1, sequence, &[(now(), 5)])), Ok(()));
		}
		assert_noop!(prove(temp, 0), Error::<Test>::UnknownBatch);
		assert_ok!(prove(temp, 1));
		let unknown = BatchId {
			signal: temp,
			number: 0,
		};
		let view = ReadingAttestation::check_proof(unknown, leaves[0], Path::default());
		assert_eq!(view, Err(ProofError::UnknownBatch));
	});
}

#[test]
fn batch_is_refused_when_the_stream_keeps_none() {
	on_chain(|| {
		open_with(
			1,
			"temp",
			Terms {
				retention: 0,
				..terms()
			},
		);
		assert_refused(batch(1, 1, &[(now(), 5)]), Refusal::BatchesNotKept);
	});
}

#[test]
fn batch_is_refused_when_it_does_not_fit_the_stream() {
	on_chain(|| {
		open(1, "temp");
		let (good, _) = batch_of("temp", &day());
		let send = |change: fn(&mut hallmark_envelope::Batch)| {
			let mut batch = good;
			change(&mut batch);
			sealed_batch(&header(1, 1), &batch, &ed25519(1))
		};
		assert_refused(
			send(|it| it.name = hallmark_envelope::Name::new("dust").expect("a name")),
			Refusal::UnknownStream,
		);
		assert_refused(
			send(|it| it.unit = Some(hallmark_envelope::Unit::Kelvin)),
			Refusal::UnitMismatch,
		);
		assert_refused(send(|it| it.exponent = -2), Refusal::ValueNotRepresentable);
		// So many readings cannot have been so far apart.
		assert_refused(
			send(|it| it.last = it.first + 23 * SECOND - 1),
			Refusal::TooFrequent,
		);
		assert_eq!(submit(send(|it| it.last = it.first + 23 * SECOND)), Ok(()));
	});
}

#[test]
fn batch_is_refused_when_it_begins_too_long_ago_or_ends_in_the_future() {
	on_chain(|| {
		open(1, "temp");
		let long = [(now() - MAX_LAG - 1, 1), (now(), 2)];
		assert_refused(batch(1, 1, &long), Refusal::MeasuredTooLongAgo);
		let ahead = [(now(), 1), (now() + MAX_LEAD + 1, 2)];
		assert_refused(batch(1, 1, &ahead), Refusal::MeasuredInFuture);
	});
}

#[test]
fn batch_with_an_extreme_out_of_range_is_flagged_and_a_strike() {
	for (readings, value) in [([1, 900], 900), ([-500, 1], -500), ([-500, 900], -500)] {
		on_chain(|| {
			let temp = open(1, "temp");
			let envelope = batch(1, 1, &[(now() - MINUTE, readings[0]), (now(), readings[1])]);
			let evidence = digest(&envelope);
			assert_eq!(submit(envelope), Ok(()));
			assert!(stream(temp)
				.latest_batch
				.is_some_and(|batch| batch.out_of_range));
			assert!(events().contains(&Event::Struck {
				signal: temp,
				sequence: 1,
				evidence,
				cause: Cause::OutOfRange { value },
				strikes: 1,
			}));
		});
	}
}

#[test]
fn batch_of_a_quarantined_device_is_tainted_and_so_is_what_it_proves() {
	on_chain(|| {
		let temp = open(1, "temp");
		set_status(device(1), DeviceStatus::Quarantined);
		let (summary, leaves) = batch_of("temp", &day());
		assert_eq!(
			submit(sealed_batch(&header(1, 1), &summary, &ed25519(1))),
			Ok(())
		);
		assert_eq!(ranged(temp), None);
		assert!(stream(temp).latest_batch.is_some_and(|batch| batch.tainted));
		let id = BatchId {
			signal: temp,
			number: 0,
		};
		let proven = ReadingAttestation::check_proof(id, leaves[0], path(&leaves, 0));
		assert!(proven.is_ok_and(|proven| proven.tainted));
	});
}

#[test]
fn ring_keeps_as_many_as_were_declared() {
	on_chain(|| {
		let temp = open(1, "temp");
		for sequence in 1..=20 {
			assert_eq!(
				submit(batch(1, sequence, &[(now(), sequence as i64)])),
				Ok(())
			);
			let there: Vec<u64> = (0..30)
				.filter(|number| {
					ReadingAttestation::batch(BatchId {
						signal: temp,
						number: *number,
					})
					.is_some()
				})
				.collect();
			let expected: Vec<u64> = (sequence.saturating_sub(4)..sequence).collect();
			assert_eq!(there, expected);
		}
		assert_eq!(Batches::<Test>::iter().count(), 4);
	});
}

#[test]
fn batches_and_readings_share_their_numbers() {
	on_chain(|| {
		open(1, "temp");
		assert_eq!(submit(batch(1, 1, &[(now(), 5)])), Ok(()));
		assert_refused(reading(1, 1, 5), Refusal::AlreadyReceived);
		assert_eq!(submit(reading(1, 2, 5)), Ok(()));
		assert_refused(batch(1, 2, &[(now(), 5)]), Refusal::AlreadyReceived);
	});
}
