//! Records and policies for tests.
#![allow(dead_code)]

use hallmark_conditions::{
	excursion::{Batch, Measure, RuleSet, Source},
	Comparison, Duration, List, Moment, Policy, Record, Rule, Verdict, DAY, HOUR, MINUTE,
};

/// When the records of these tests begin.
pub const START: Moment = 1_795_341_600_000;

/// Above 8.0 for an hour at a stretch.
pub const ABOVE_8: Rule = Rule::Limit {
	comparison: Comparison::Above,
	limit: 80,
	measure: Measure::Stretch,
	allowed: HOUR,
};

/// No reading for half an hour.
pub const NO_DATA: Rule = Rule::Silence {
	allowed: 30 * MINUTE,
};

/// A policy that waits for nothing, and whose readings speak for a day.
pub fn policy(rules: &[Rule]) -> Policy {
	Policy {
		rules: List::from_slice(rules).unwrap(),
		hold: DAY,
		..Policy::default()
	}
}

/// The number of a reading, so long after the start.
pub fn source(after: Duration, sequence: u64) -> Source {
	Source {
		measured: START + after,
		sequence,
	}
}

/// A record of readings in tenths, so long after the start, that land in this order.
pub fn record(policy: &Policy, readings: &[(Duration, i64)]) -> Record {
	let mut record = Record::new(policy, START);
	for (sequence, (after, value)) in (1..).zip(readings) {
		record.reading(policy, source(*after, sequence), *value);
	}
	record
}

/// The verdict so long after the start on such readings.
pub fn verdict(policy: &Policy, readings: &[(Duration, i64)], at: Duration) -> Verdict {
	record(policy, readings).assess(policy, START + at)
}

/// The verdict that these rules were breached.
pub fn breached(places: &[usize]) -> Verdict {
	let set = places
		.iter()
		.fold(RuleSet::NONE, |set, place| set.with(*place));
	Verdict::Breached(set)
}

/// A batch of these times after the start.
pub fn batch(first: Duration, last: Duration, count: u32, lowest: i64, highest: i64) -> Batch {
	Batch {
		sequence: 10,
		count,
		first: START + first,
		last: START + last,
		lowest,
		highest,
	}
}
