//! Batches: what one signature over many readings counts for, and what proofs change.

#[path = "common/excursions.rs"]
mod common;

use common::{batch, breached, policy, record, source, ABOVE_8, NO_DATA, START};
use hallmark_conditions::{
	excursion::{BadProof, Batch, Landing, Measure, Missing},
	Comparison, Duration, List, Policy, Record, Rule, Verdict, DAY, HOUR, MINUTE,
};

/// A policy over a stream of batches with a reading every ten minutes.
fn of_batches(rules: &[Rule]) -> Policy {
	Policy {
		disclosure: DAY,
		interval: 10 * MINUTE,
		..policy(rules)
	}
}

#[test]
fn batch_counts_for_its_whole_time_when_its_extremes_cross_a_limit() {
	let policy = policy(&[ABOVE_8]);
	let mut record = Record::new(&policy, START);
	record.batch(&policy, &batch(0, HOUR - 1, 6, 20, 81));
	record.reading(&policy, source(HOUR - 1, 11), 50);
	assert_eq!(record.assess(&policy, START + DAY), Verdict::Good);
	record = Record::new(&policy, START);
	record.batch(&policy, &batch(0, HOUR - 1, 6, 20, 81));
	assert_eq!(record.assess(&policy, START + HOUR), breached(&[0]));
	record = Record::new(&policy, START);
	record.batch(&policy, &batch(0, 5 * HOUR, 6, 20, 80));
	assert_eq!(record.assess(&policy, START + 9 * HOUR), Verdict::Good);
}

#[test]
fn batch_counts_as_its_readings_say_when_they_are_disclosed() {
	let policy = of_batches(&[ABOVE_8]);
	let values = [50, 90, 50, 50, 50, 50, 50, 50];
	let last = 70 * MINUTE;
	let mut record = Record::new(&policy, START);
	record.batch(&policy, &batch(0, last, 8, 50, 90));
	record.reading(&policy, source(80 * MINUTE, 11), 50);
	assert_eq!(record.assess(&policy, START + last), breached(&[0]));
	assert_eq!(record.verdict(), Verdict::Unknown(Missing::NoReading));
	for (index, value) in (0..).zip(values) {
		let measured = START + u64::from(index) * 10 * MINUTE;
		assert_eq!(record.disclose(&policy, 10, index, measured, value), Ok(()));
		// What is not disclosed counts against, and goes on from the second reading, which was beyond
		// the limit: until the third is known to have held, that makes an hour.
		let is_breached = record.assess(&policy, START + last) == breached(&[0]);
		assert_eq!(is_breached, index < 3, "{index}");
	}
	record.close(&policy, START + 2 * HOUR);
	assert_eq!(record.verdict(), Verdict::Good);
	assert_eq!(record.tallies()[0].total, 10 * MINUTE);
}

#[test]
fn proof_is_refused_when_it_does_not_fit() {
	let policy = of_batches(&[ABOVE_8]);
	let mut record = Record::new(&policy, START);
	record.batch(&policy, &batch(0, 20 * MINUTE, 3, 50, 90));
	// The other rule's limit is not crossed by any of the batch.
	let two = of_batches(&[
		ABOVE_8,
		Rule::Limit {
			comparison: Comparison::Below,
			limit: 20,
			measure: Measure::Stretch,
			allowed: HOUR,
		},
	]);
	let mut disclose = |policy: &Policy, sequence, index, after: Duration, value| {
		let before = record;
		let result = record.disclose(policy, sequence, index, START + after, value);
		assert!(result.is_ok() || record == before);
		result
	};
	assert_eq!(disclose(&policy, 9, 0, 0, 50), Err(BadProof::NotOpen));
	assert_eq!(
		disclose(&policy, 10, 1, 10 * MINUTE, 50),
		Err(BadProof::NotNext { expected: 0 })
	);
	let contradiction = Err(BadProof::Contradiction);
	assert_eq!(disclose(&policy, 10, 0, 1, 50), contradiction);
	assert_eq!(disclose(&two, 10, 0, 0, 10), contradiction);
	assert_eq!(disclose(&policy, 10, 0, 0, 50), Ok(()));
	assert_eq!(
		disclose(&policy, 10, 0, 0, 50),
		Err(BadProof::NotNext { expected: 1 })
	);
	assert_eq!(disclose(&policy, 10, 1, 20 * MINUTE + 1, 50), contradiction);
	assert_eq!(disclose(&policy, 10, 1, 10 * MINUTE, 50), Ok(()));
	assert_eq!(disclose(&policy, 10, 2, 19 * MINUTE, 90), contradiction);
	assert_eq!(disclose(&policy, 10, 2, 20 * MINUTE, 90), Ok(()));
	assert_eq!(
		disclose(&policy, 10, 3, 20 * MINUTE, 90),
		Err(BadProof::NotOpen)
	);
}

#[test]
fn batch_is_settled_at_its_worst_when_nobody_discloses_in_time() {
	let policy = of_batches(&[ABOVE_8]);
	let mut record = Record::new(&policy, START);
	record.batch(&policy, &batch(0, 70 * MINUTE, 8, 50, 90));
	record.reading(&policy, source(70 * MINUTE + DAY - 1, 11), 50);
	assert!(record.breached().is_empty());
	record.reading(&policy, source(70 * MINUTE + DAY, 12), 50);
	assert_eq!(record.verdict(), breached(&[0]));
	let late = record.disclose(&policy, 10, 0, START, 50);
	assert_eq!(late, Err(BadProof::NotOpen));
}

#[test]
fn batch_is_settled_at_its_worst_when_the_record_is_closed() {
	let policy = of_batches(&[ABOVE_8]);
	let mut record = Record::new(&policy, START);
	record.batch(&policy, &batch(0, 70 * MINUTE, 8, 50, 90));
	record.close(&policy, START + 60 * MINUTE - 1);
	assert_eq!(record.verdict(), Verdict::Good);
	record.close(&policy, START + 60 * MINUTE);
	assert_eq!(record.verdict(), breached(&[0]));
}

#[test]
fn batch_hides_a_silence_when_its_readings_leave_room_for_one() {
	let mut policy = of_batches(&[NO_DATA]);
	let hides = |policy: &Policy, last| {
		let mut record = Record::new(policy, START);
		record.batch(policy, &batch(0, last, 7, 0, 0));
		record.assess(policy, START + last)
	};
	// Seven readings every ten minutes fill an hour, and leave no more than that.
	assert_eq!(hides(&policy, HOUR), Verdict::Good);
	// With 80 minutes, the six gaps may be five of 10 minutes and one of 30.
	assert_eq!(hides(&policy, 80 * MINUTE - 1), Verdict::Good);
	assert_eq!(hides(&policy, 80 * MINUTE), breached(&[0]));
	policy.interval = 0;
	assert_eq!(hides(&policy, 30 * MINUTE), breached(&[0]));
	// Longer than a reading speaks for the stream.
	policy.rules = List::from_slice(&[ABOVE_8]).unwrap();
	policy.hold = 20 * MINUTE;
	let dark = Verdict::Unknown(Missing::Dark);
	assert_eq!(hides(&policy, 30 * MINUTE), dark);
	assert_eq!(hides(&policy, 20 * MINUTE), Verdict::Good);
}

#[test]
fn batch_counts_from_the_start_of_the_record_when_it_began_before() {
	let policy = of_batches(&[ABOVE_8]);
	let mut record = Record::new(&policy, START);
	let whole = Batch {
		first: START - HOUR,
		..batch(0, 50 * MINUTE, 12, 50, 90)
	};
	assert_eq!(record.batch(&policy, &whole), Landing::OnTime);
	let refused = record.disclose(&policy, 10, 0, START - HOUR, 50);
	assert_eq!(refused, Err(BadProof::NotOpen));
	assert_eq!(record.assess(&policy, START + HOUR - 1), Verdict::Good);
	assert_eq!(record.assess(&policy, START + HOUR), breached(&[0]));
	let over = Batch {
		first: START - HOUR,
		last: START - 1,
		..whole
	};
	assert_eq!(record.batch(&policy, &over), Landing::Before);
}

#[test]
fn late_batch_counts_against_when_some_of_it_is_settled() {
	let policy = of_batches(&[ABOVE_8]);
	let good = [(0, 50), (40 * MINUTE, 50)];
	let mut first = record(&policy, &good);
	// 30 minutes of it are settled; the rest counts as it comes.
	let reaching = batch(10 * MINUTE, 45 * MINUTE, 4, 50, 90);
	assert_eq!(first.batch(&policy, &reaching), Landing::Late);
	assert_eq!(first.tallies()[0].late, 30 * MINUTE);
	assert_eq!(
		first.disclose(&policy, 10, 0, START + 10 * MINUTE, 50),
		Err(BadProof::NotOpen)
	);
	let at = |minutes| first.assess(&policy, START + minutes * MINUTE);
	assert_eq!(at(69), Verdict::Good);
	assert_eq!(at(70), breached(&[0]));
	// All of it is settled: 20 minutes, and what may have followed its last reading.
	let mut second = record(&policy, &good);
	let inside = batch(5 * MINUTE, 25 * MINUTE, 3, 50, 90);
	assert_eq!(second.batch(&policy, &inside), Landing::Late);
	assert_eq!(second.tallies()[0].late, 35 * MINUTE);
}

#[test]
fn late_reading_counts_to_the_end_of_a_batch_when_it_lies_within() {
	let policy = of_batches(&[ABOVE_8]);
	let good = batch(0, 80 * MINUTE, 9, 50, 50);
	let late = source(15 * MINUTE, 11);
	let mut record = Record::new(&policy, START);
	record.batch(&policy, &good);
	assert_eq!(record.reading(&policy, late, 90), Landing::Late);
	assert_eq!(record.tallies()[0].late, 65 * MINUTE);
	// The same if the batch was late itself.
	let mut record = Record::new(&policy, START);
	record.close(&policy, START + 10 * MINUTE);
	assert_eq!(record.batch(&policy, &good), Landing::Late);
	assert_eq!(record.reading(&policy, late, 90), Landing::Late);
	assert_eq!(record.tallies()[0].late, 65 * MINUTE);
}

#[test]
fn late_batch_joins_two_excursions_when_it_lies_between_them() {
	let rule = |measure, allowed| Rule::Limit {
		comparison: Comparison::Above,
		limit: 80,
		measure,
		allowed: allowed * MINUTE,
	};
	// Above the limit for 100 minutes, then within for 5, then above for 95.
	let readings: Vec<_> = (0..=40)
		.map(|step| {
			(
				step * 5 * MINUTE,
				if step == 20 || step == 40 { 50 } else { 90 },
			)
		})
		.collect();
	for (rule, is_breached) in [
		(rule(Measure::Stretch, 150), true),
		(rule(Measure::Total, 214), false),
	] {
		let policy = of_batches(&[rule]);
		let mut record = record(&policy, &readings);
		assert_eq!(record.verdict(), Verdict::Good);
		let between = batch(98 * MINUTE, 107 * MINUTE, 2, 50, 90);
		assert_eq!(record.batch(&policy, &between), Landing::Late);
		// Nine minutes of the batch and nine behind it are not enough by themselves.
		assert_eq!(!record.breached().is_empty(), is_breached);
	}
}
