//! Excursions, one at a time.

#[path = "common/excursions.rs"]
mod common;

use codec::{Decode, Encode, MaxEncodedLen};
use common::{batch, breached, policy, record, source, verdict, ABOVE_8, NO_DATA, START};
use hallmark_conditions::{
	excursion::{
		BadPolicy, Batch, Landing, Measure, Missing, Source, MAX_PENDING, MAX_RULES, MAX_WAIT,
	},
	Comparison, Duration, List, Moment, Policy, Record, Rule, Verdict, DAY, HOUR, MINUTE, SECOND,
};

#[test]
fn silence_is_a_breach_when_it_lasts_exactly_as_long_as_allowed() {
	let policy = policy(&[NO_DATA]);
	let gap = |length| verdict(&policy, &[(0, 0), (length, 0)], length);
	assert_eq!(gap(30 * MINUTE - 1), Verdict::Good);
	assert_eq!(gap(30 * MINUTE), breached(&[0]));
	// The time before the first reading counts, and so does the time behind the last.
	assert_eq!(
		verdict(&policy, &[], 30 * MINUTE - 1),
		Verdict::Unknown(Missing::NoReading)
	);
	assert_eq!(verdict(&policy, &[], 30 * MINUTE), breached(&[0]));
	assert_eq!(verdict(&policy, &[(0, 0)], 30 * MINUTE), breached(&[0]));
}

#[test]
fn verdict_is_unknown_when_nothing_speaks_for_the_stream() {
	let mut policy = policy(&[ABOVE_8]);
	policy.hold = 10 * MINUTE;
	let at = |at| verdict(&policy, &[(0, 0)], at);
	let dark = Verdict::Unknown(Missing::Dark);
	assert_eq!(at(10 * MINUTE), Verdict::Good);
	assert_eq!(at(10 * MINUTE + 1), dark);
	// A gap is not mended by the reading that ends it.
	let record = record(&policy, &[(0, 0), (15 * MINUTE, 0)]);
	assert_eq!(record.verdict(), dark);
	assert_eq!(record.dark(), 5 * MINUTE);
}

#[test]
fn excursion_goes_on_when_the_stream_falls_silent() {
	let mut policy = policy(&[ABOVE_8]);
	policy.hold = MINUTE;
	assert_eq!(verdict(&policy, &[(0, 90)], HOUR), breached(&[0]));
}

#[test]
fn breach_names_the_readings_that_caused_it() {
	let policy = policy(&[ABOVE_8, NO_DATA]);
	let readings = [
		(0, 50),
		(20 * MINUTE, 90),
		(40 * MINUTE, 95),
		(60 * MINUTE, 99),
		(75 * MINUTE, 85),
		(90 * MINUTE, 50),
		(130 * MINUTE, 50),
	];
	let record = record(&policy, &readings);
	let [above, silent] = [0, 1].map(|place| record.tallies()[place].breach.unwrap());
	assert_eq!(above.at, START + 80 * MINUTE);
	assert_eq!(above.began, Some(source(20 * MINUTE, 2)));
	assert_eq!(above.held, Some(source(75 * MINUTE, 5)));
	assert!(!above.by_late);
	assert_eq!(silent.at, START + 120 * MINUTE);
	assert_eq!(silent.began, Some(source(90 * MINUTE, 6)));
	assert_eq!(record.tallies()[0].longest, 70 * MINUTE);
	assert_eq!(record.tallies()[0].total, 70 * MINUTE);
	assert_eq!(record.tallies()[1].longest, 40 * MINUTE);
}

#[test]
fn time_inside_is_judged_by_what_happened_then() {
	let mut policy = policy(&[ABOVE_8]);
	policy.hold = 3 * HOUR;
	// Above the limit from 10:00 on; breached at 11:00. Dark from 23:00 on.
	let mut record = record(
		&policy,
		&[
			(0, 50),
			(2 * HOUR, 50),
			(5 * HOUR, 50),
			(8 * HOUR, 50),
			(10 * HOUR, 90),
			(12 * HOUR, 50),
			(15 * HOUR, 50),
			(18 * HOUR, 50),
			(20 * HOUR, 50),
		],
	);
	let earlier = Verdict::Unknown(Missing::Earlier);
	let dark = Verdict::Unknown(Missing::Dark);
	let missing = Verdict::Unknown(Missing::NoReading);
	let expected = [
		(HOUR, 9 * HOUR, Verdict::Good),
		(HOUR, 11 * HOUR - 1, Verdict::Good),
		(HOUR, 11 * HOUR, breached(&[0])),
		(11 * HOUR, 30 * HOUR, breached(&[0])),
		(11 * HOUR + 1, 20 * HOUR, earlier),
		(23 * HOUR, 30 * HOUR, earlier),
		(HOUR, HOUR, Verdict::Good),
	];
	for settled in [20, 40] {
		record.close(&policy, START + settled * HOUR);
		for (from, to, verdict) in expected {
			let found = record.assess_during(&policy, START + from, START + to);
			assert_eq!(found, verdict, "{from} to {to}, settled to {settled}");
		}
	}
	let quiet = self::record(&policy, &[(HOUR, 50), (9 * HOUR, 50), (10 * HOUR, 50)]);
	let during = |from, to| quiet.assess_during(&policy, START + from * HOUR, START + to * HOUR);
	assert_eq!(during(0, 0), missing);
	assert_eq!(during(0, 1), Verdict::Good);
	assert_eq!(during(0, 4), Verdict::Good);
	assert_eq!(during(0, 5), dark);
	assert_eq!(during(8, 9), dark);
	assert_eq!(during(9, 13), Verdict::Good);
	assert_eq!(during(9, 14), dark);
	// Dark before and after: where between them is not remembered.
	assert_eq!(quiet.assess(&policy, START + 20 * HOUR), dark);
	let mut long = quiet;
	long.close(&policy, START + 20 * HOUR);
	assert_eq!(
		long.assess_during(&policy, START + 10 * HOUR, START + 11 * HOUR),
		dark
	);
}

#[test]
fn lateness_counts_for_every_time_inside() {
	let policy = policy(&[ABOVE_8]);
	let steady: Vec<_> = (0..20).map(|step| (step * HOUR, 50)).collect();
	let mut record = record(&policy, &steady);
	let late = source(15 * MINUTE + 2 * HOUR, 100);
	assert_eq!(record.reading(&policy, late, 90), Landing::Late);
	assert_eq!(record.verdict(), breached(&[0]));
	let during = record.assess_during(&policy, START + 10 * HOUR, START + 11 * HOUR);
	assert_eq!(during, breached(&[0]));
}

#[test]
fn breach_stays_when_everything_is_good_again() {
	let policy = policy(&[ABOVE_8]);
	let mut record = record(&policy, &[(0, 90), (HOUR, 50)]);
	let first = record.tallies()[0].breach;
	assert!(first.is_some());
	for (sequence, hours) in (3..).zip(2..100) {
		let value = if hours == 50 { 90 } else { 50 };
		record.reading(&policy, source(hours * HOUR, sequence), value);
		assert_eq!(record.verdict(), breached(&[0]));
		assert_eq!(record.tallies()[0].breach, first);
	}
}

#[test]
fn record_is_the_same_when_neighbours_are_swapped_within_the_disorder() {
	let mut policy = policy(&[ABOVE_8]);
	policy.disorder = 5 * MINUTE;
	let in_order = [
		(0, 90),
		(50 * MINUTE, 90),
		(54 * MINUTE, 50),
		(70 * MINUTE, 90),
	];
	let mut expected = record(&policy, &in_order);
	let mut swapped = Record::new(&policy, START);
	for place in [0, 2, 1, 3] {
		let (after, value) = in_order[place];
		let landing = swapped.reading(&policy, source(after, place as u64 + 1), value);
		assert_eq!(landing, Landing::OnTime);
	}
	assert_eq!(swapped, expected);
	for record in [&mut swapped, &mut expected] {
		record.close(&policy, START + 2 * HOUR);
		assert_eq!(record.verdict(), Verdict::Good);
		assert_eq!(record.tallies()[0].longest, 54 * MINUTE);
	}
}

#[test]
fn breach_is_seen_at_once_and_settled_when_the_disorder_is_over() {
	let mut policy = policy(&[ABOVE_8]);
	policy.disorder = 10 * MINUTE;
	let mut record = record(&policy, &[(0, 90), (65 * MINUTE, 50)]);
	let now = START + 65 * MINUTE;
	assert_eq!(record.assess(&policy, now), breached(&[0]));
	assert_eq!(record.verdict(), Verdict::Good);
	let mut mended = record;
	mended.reading(&policy, source(57 * MINUTE, 9), 50);
	assert_eq!(mended.assess(&policy, now), Verdict::Good);
	record.reading(&policy, source(71 * MINUTE, 3), 50);
	assert_eq!(record.verdict(), breached(&[0]));
}

#[test]
fn late_reading_counts_against_when_it_lies_between_settled_ones() {
	let policy = policy(&[ABOVE_8]);
	let steady: Vec<_> = (0..20).map(|step| (step * 10 * MINUTE, 50)).collect();
	let mut record = record(&policy, &steady);
	// It counts for as long as two readings ever lay apart.
	for (landed, after) in (1..).zip([15, 25, 35, 45, 55, 65]) {
		assert_eq!(record.verdict(), Verdict::Good);
		let late = source(after * MINUTE, 100 + after);
		assert_eq!(record.reading(&policy, late, 90), Landing::Late);
		assert_eq!(record.late(), landed);
		assert_eq!(
			record.tallies()[0].late,
			Duration::from(landed) * 10 * MINUTE
		);
	}
	let breach = record.tallies()[0].breach.unwrap();
	assert!(breach.by_late);
	assert_eq!(breach.began, Some(source(65 * MINUTE, 165)));
}

#[test]
fn late_reading_does_not_help_when_it_is_good() {
	let policy = policy(&[ABOVE_8, NO_DATA]);
	let mut record = record(&policy, &[(0, 90), (HOUR, 90)]);
	let before = record.verdict();
	assert_eq!(before, breached(&[0, 1]));
	let late = record.reading(&policy, source(10 * MINUTE, 3), 50);
	assert_eq!(late, Landing::Late);
	assert_eq!(record.verdict(), before);
	assert_eq!(record.tallies()[0].longest, HOUR);
}

#[test]
fn late_reading_is_in_force_when_it_is_the_newest() {
	let policy = policy(&[ABOVE_8]);
	let mut record = record(&policy, &[(0, 50)]);
	record.close(&policy, START + HOUR);
	let late = record.reading(&policy, source(20 * MINUTE, 2), 90);
	assert_eq!(late, Landing::Late);
	assert_eq!(record.tallies()[0].total, 40 * MINUTE);
	assert_eq!(
		record.assess(&policy, START + 80 * MINUTE - 1),
		Verdict::Good
	);
	record.close(&policy, START + 80 * MINUTE);
	let breach = record.tallies()[0].breach.unwrap();
	assert_eq!(breach.at, START + 80 * MINUTE);
	assert_eq!(breach.began, Some(source(20 * MINUTE, 2)));
}

#[test]
fn reading_counts_by_its_number_when_two_have_one_moment() {
	let policy = policy(&[ABOVE_8]);
	for order in [[1, 2], [2, 1]] {
		let mut record = Record::new(&policy, START);
		for sequence in order {
			let value = if sequence == 2 { 50 } else { 90 };
			record.reading(&policy, source(0, sequence), value);
		}
		assert_eq!(record.assess(&policy, START + 2 * HOUR), Verdict::Good);
	}
}

#[test]
fn reading_counts_for_nothing_when_it_was_measured_before() {
	let policy = policy(&[ABOVE_8]);
	let mut record = Record::new(&policy, START);
	let before = Source {
		measured: START - 1,
		sequence: 1,
	};
	assert_eq!(record.reading(&policy, before, 90), Landing::Before);
	assert_eq!(record, Record::new(&policy, START));
	assert_eq!(record.reading(&policy, source(0, 2), 90), Landing::OnTime);
}

#[test]
fn oldest_is_settled_when_there_is_no_room_for_more() {
	let mut policy = policy(&[ABOVE_8]);
	policy.disorder = DAY;
	let readings: Vec<_> = (0..MAX_PENDING as u64)
		.map(|step| ((step + 1) * MINUTE, 50))
		.collect();
	let mut record = record(&policy, &readings);
	assert_eq!(record.pending().len(), MAX_PENDING);
	assert_eq!(record.settled(), START);
	record.reading(&policy, source(HOUR, 50), 50);
	assert_eq!(record.pending().len(), MAX_PENDING);
	assert_eq!(record.settled(), START + MINUTE);
	// The new one may be the oldest itself.
	record.reading(&policy, source(90 * SECOND, 51), 90);
	assert_eq!(record.settled(), START + 90 * SECOND);
	assert_eq!(
		record.reading(&policy, source(MINUTE, 52), 50),
		Landing::Late
	);
}

#[test]
fn change_is_announced_when_time_alone_can_bring_it() {
	let mut policy = policy(&[ABOVE_8, NO_DATA]);
	policy.hold = 45 * MINUTE;
	let fresh = Record::new(&policy, START);
	assert_eq!(fresh.next_change(&policy, START), Some(START + 30 * MINUTE));
	let record = record(&policy, &[(0, 90)]);
	let next = |now| record.next_change(&policy, START + now);
	assert_eq!(next(0), Some(START + 30 * MINUTE));
	assert_eq!(next(30 * MINUTE), Some(START + 45 * MINUTE + 1));
	assert_eq!(next(45 * MINUTE + 1), Some(START + HOUR));
	assert_eq!(next(HOUR), None);
}

#[test]
fn change_is_announced_when_a_reading_is_ahead_of_the_time() {
	let mut policy = policy(&[ABOVE_8]);
	policy.disorder = HOUR;
	let record = record(&policy, &[(0, 50), (30 * MINUTE, 90)]);
	let next = |now| record.next_change(&policy, START + now);
	assert_eq!(next(10 * MINUTE), Some(START + 30 * MINUTE));
	assert_eq!(next(30 * MINUTE), Some(START + 90 * MINUTE));
}

#[test]
fn policy_is_refused_when_it_cannot_be_kept() {
	let good = policy(&[ABOVE_8, NO_DATA]);
	assert_eq!(good.validate(), Ok(()));
	let with = |change: fn(&mut Policy)| {
		let mut changed = good;
		change(&mut changed);
		changed.validate()
	};
	let rules = |rules: &[Rule]| policy(rules).validate();
	assert_eq!(rules(&[]), Err(BadPolicy::NoRules));
	assert_eq!(
		rules(&[ABOVE_8, NO_DATA, ABOVE_8]),
		Err(BadPolicy::RuleRepeated)
	);
	assert_eq!(
		rules(&[Rule::Silence { allowed: 0 }]),
		Err(BadPolicy::NoSilenceAllowed)
	);
	assert_eq!(with(|policy| policy.hold = 0), Err(BadPolicy::NoHold));
	assert_eq!(with(|policy| policy.disorder = MAX_WAIT), Ok(()));
	assert_eq!(
		with(|policy| policy.disorder = MAX_WAIT + 1),
		Err(BadPolicy::WaitsTooLong)
	);
	assert_eq!(
		with(|policy| policy.disclosure = MAX_WAIT + 1),
		Err(BadPolicy::WaitsTooLong)
	);
	assert!(List::<Rule, MAX_RULES>::from_slice(&[ABOVE_8; MAX_RULES + 1]).is_err());
	let nine = codec::Encode::encode(&vec![ABOVE_8; MAX_RULES + 1]);
	assert!(List::<Rule, MAX_RULES>::decode(&mut &nine[..]).is_err());
}

#[test]
fn nothing_overflows_when_times_are_as_large_as_can_be() {
	let endless = Rule::Limit {
		comparison: Comparison::Above,
		limit: i64::MIN,
		measure: Measure::Total,
		allowed: Duration::MAX,
	};
	let mut policy = policy(&[ABOVE_8, NO_DATA, endless]);
	policy.hold = Duration::MAX;
	policy.interval = Duration::MAX;
	policy.disclosure = Duration::MAX;
	let mut record = Record::new(&policy, 0);
	let end = Source {
		measured: Moment::MAX,
		sequence: u64::MAX,
	};
	for batch in [
		batch(0, DAY, u32::MAX, i64::MIN, i64::MAX),
		Batch {
			first: 0,
			last: Moment::MAX,
			..batch(0, 0, 2, i64::MIN, i64::MAX)
		},
	] {
		record.batch(&policy, &batch);
		record.reading(&policy, end, i64::MAX);
		record.close(&policy, Moment::MAX);
		record.reading(&policy, source(0, 0), i64::MAX);
		assert!(record.next_change(&policy, 0).is_none());
	}
	assert!(record.breached().contains(0));
}

#[test]
fn encoding_stays_as_it_is_when_the_code_changes() {
	assert_eq!(Verdict::Good.encode(), [0]);
	assert_eq!(breached(&[0, 2]).encode(), [1, 0b101]);
	assert_eq!(Verdict::Unknown(Missing::NoReading).encode(), [2, 0]);
	assert_eq!(Verdict::Unknown(Missing::Dark).encode(), [2, 1]);
	assert_eq!(Verdict::Unknown(Missing::Earlier).encode(), [2, 2]);
	let mut limit = vec![0, 0];
	limit.extend(80i64.to_le_bytes());
	limit.push(0);
	limit.extend(HOUR.to_le_bytes());
	assert_eq!(ABOVE_8.encode(), limit);
	assert_eq!(NO_DATA.encode()[0], 1);
	// What a pallet reserves for one.
	assert_eq!(Policy::max_encoded_len(), 185);
	assert_eq!(Record::max_encoded_len(), 1_434);
}
