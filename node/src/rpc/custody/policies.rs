//! What is demanded of an item's conditions, and what it came to.

use hallmark_conditions::{
	excursion::{self, Tally},
	Comparison as Compared,
};
use hallmark_rpc::{
	custody::{Breach, Comparison, Measure, Policy, Rule, RuleState, Source},
	Number,
};
use hallmark_runtime::Runtime;
use jsonrpsee::core::RpcResult;
use pallet_custody::GuardView;
use pallet_reading_attestation::StreamViewFunction;

use crate::rpc::{
	ask::Ask,
	show::{stream, time, time_if, Show},
};

fn rule(rule: &excursion::Rule, exponent: i8) -> Rule {
	match *rule {
		excursion::Rule::Limit {
			comparison,
			limit,
			measure,
			allowed,
		} => Rule::Limit {
			comparison: match comparison {
				Compared::Above => Comparison::Above,
				Compared::AtLeast => Comparison::AtLeast,
				Compared::Below => Comparison::Below,
				Compared::AtMost => Comparison::AtMost,
			},
			limit: Number::new(limit, exponent),
			measure: match measure {
				excursion::Measure::Stretch => Measure::Stretch,
				excursion::Measure::Total => Measure::Total,
			},
			allowed_ms: allowed,
		},
		excursion::Rule::Silence { allowed } => Rule::Silence {
			allowed_ms: allowed,
		},
	}
}

fn source(source: excursion::Source) -> Source {
	Source {
		measured_at: time(source.measured),
		sequence: source.sequence,
	}
}

fn state((demanded, tally): (&excursion::Rule, &Tally), exponent: i8) -> RuleState {
	RuleState {
		rule: rule(demanded, exponent),
		longest_ms: tally.longest,
		total_ms: tally.total,
		late_ms: tally.late,
		breach: tally.breach.map(|breach| Breach {
			at: time(breach.at),
			began: breach.began.map(source),
			held: breach.held.map(source),
			by_late: breach.by_late,
		}),
	}
}

/// A policy, in the unit of its stream.
pub fn policy(ask: &Ask, view: &GuardView) -> RpcResult<Policy> {
	let guard = &view.guard;
	let found = ask.view(StreamViewFunction::<Runtime>::new(guard.signal))?;
	let terms = found.map(|found| found.stream.terms);
	let exponent = terms.map_or(0, |terms| terms.exponent);
	let record = &guard.record;
	let rules = guard.policy.rules.iter().zip(record.tallies());
	Ok(Policy {
		slot: view.slot,
		device: guard.signal.device.into(),
		stream: stream(guard.signal.name),
		unit: terms.map(|terms| terms.unit.to_string()),
		by: guard.by,
		since: time(guard.since),
		until: guard.until,
		ended_at: time_if(view.ended_at),
		closed: guard.closed,
		finding: view.finding.show(),
		may_change_at: time_if(view.until),
		hold_ms: guard.policy.hold,
		disorder_ms: guard.policy.disorder,
		dark_ms: record.dark(),
		late: record.late(),
		settled_at: time(record.settled()),
		rules: rules.map(|rule| state(rule, exponent)).collect(),
	})
}
