//! What the policies of an item came to, in words.

use hallmark_conditions::text::PrintedDuration;
use hallmark_rpc::custody::{
	Breach, Comparison, CustodyApiClient, Measure, Policy, Rule, RuleState, Verdict,
};

use super::{
	about::{Devices, Members},
	paging::Told,
	trace::finding,
};
use crate::{context::Context, items::Name, Result};

/// Shows what the policies of an item came to.
pub async fn show(context: &Context, item: Name) -> Result<()> {
	let connection = context.connect().await?;
	let asked = item.reference(&connection).await?;
	let verdict = CustodyApiClient::verdict(connection.rpc(), asked, None)
		.await?
		.ok_or_else(|| item.unknown())?;
	let orgs = verdict
		.policies
		.iter()
		.flat_map(|policy| [Some(policy.by), policy.until])
		.flatten();
	let members = Members::of(&connection, orgs).await?;
	let devices = verdict.policies.iter().map(|policy| policy.device);
	let devices = Devices::of(&connection, devices).await?;
	let words = words(&verdict, &members, &devices);
	context.output.show(&Told::new(verdict, words))
}

fn words(verdict: &Verdict, members: &Members, devices: &Devices) -> String {
	let mut lines = vec![match verdict.verdict {
		Some(verdict) => finding(verdict).to_owned(),
		None => "It has had no policy, and neither has a container that it was in.".to_owned(),
	}];
	if verdict.policies.is_empty() && verdict.verdict.is_some() {
		lines.push("  by the policies of containers that it was in".to_owned());
	}
	for policy in &verdict.policies {
		lines.extend(of_policy(policy, members, devices));
	}
	lines.join("\n")
}

fn of_policy(policy: &Policy, members: &Members, devices: &Devices) -> Vec<String> {
	let end = match (policy.ended_at, policy.until) {
		(Some(at), _) => format!("to {at}"),
		(None, Some(org)) => format!("until {} has accepted the item", members.name(org)),
		(None, None) => "until it is taken off".to_owned(),
	};
	let mut lines = vec![
		format!("  policy {}: {}", policy.slot, finding(policy.finding)),
		format!(
			"    of {}, from {} {end}",
			members.name(policy.by),
			policy.since
		),
		format!("    over {}/{}", devices.name(policy.device), policy.stream),
		format!("    settled up to {}", policy.settled_at),
	];
	if policy.dark_ms > 0 {
		let dark = span(policy.dark_ms);
		lines.push(format!("    for {dark} no reading spoke for the stream"));
	}
	if policy.late > 0 {
		lines.push(format!("    readings that came late: {}", policy.late));
	}
	let unit = policy.unit.as_deref().unwrap_or_default();
	lines.extend(policy.rules.iter().map(|state| of_rule(state, unit)));
	lines
}

fn of_rule(state: &RuleState, unit: &str) -> String {
	let breach = match &state.breach {
		Some(breach) => format!("breached {}", of_breach(breach)),
		None => "not breached".to_owned(),
	};
	format!(
		"    {}: {breach}; so far {} at a stretch, {} in total",
		demanded(&state.rule, unit),
		span(state.longest_ms),
		span(state.total_ms)
	)
}

/// A length of time as people say it: `1h 5m`.
fn span(milliseconds: u64) -> String {
	const UNITS: [(&str, u64); 5] = [
		("d", 86_400_000),
		("h", 3_600_000),
		("m", 60_000),
		("s", 1_000),
		("ms", 1),
	];
	let mut rest = milliseconds;
	let mut parts = Vec::new();
	for (unit, length) in UNITS {
		if rest >= length {
			parts.push(format!("{}{unit}", rest / length));
			rest %= length;
		}
	}
	match parts.is_empty() {
		true => "0s".to_owned(),
		false => parts.join(" "),
	}
}

/// A rule as the command line takes it, with the unit.
fn demanded(rule: &Rule, unit: &str) -> String {
	match rule {
		Rule::Limit {
			comparison,
			limit,
			measure,
			allowed_ms,
		} => {
			let comparison = match comparison {
				Comparison::Above => "above",
				Comparison::AtLeast => "at-least",
				Comparison::Below => "below",
				Comparison::AtMost => "at-most",
			};
			let mut said = format!("{comparison} {limit}");
			if !unit.is_empty() {
				said += &format!(" {unit}");
			}
			if *allowed_ms > 0 {
				said += &format!(" for {}", PrintedDuration(*allowed_ms));
			}
			if *measure == Measure::Total {
				said += " in total";
			}
			said
		},
		Rule::Silence { allowed_ms } => format!("silent for {}", PrintedDuration(*allowed_ms)),
	}
}

fn of_breach(breach: &Breach) -> String {
	let mut said = format!("at {}", breach.at);
	if let Some(began) = &breach.began {
		said += &format!(
			", from the reading of {} on (envelope {})",
			began.measured_at, began.sequence
		);
	}
	if breach.by_late {
		said += ", by readings that came late";
	}
	said
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_rpc::{
		custody::{Finding, Source},
		Number, Time,
	};

	#[test]
	fn breach_is_told_with_its_reading() {
		let state = RuleState {
			rule: Rule::Limit {
				comparison: Comparison::Above,
				limit: Number::new(8, 0),
				measure: Measure::Stretch,
				allowed_ms: 1_800_000,
			},
			longest_ms: 2_700_000,
			total_ms: 2_700_000,
			late_ms: 0,
			breach: Some(Breach {
				at: Time(1_800_000),
				began: Some(Source {
					measured_at: Time(0),
					sequence: 25,
				}),
				held: None,
				by_late: false,
			}),
		};
		let line = of_rule(&state, "Cel");
		assert!(
			line.starts_with(
				"    above 8 Cel for 30m: breached at 1970-01-01T00:30:00Z, from the reading of \
				 1970-01-01T00:00:00Z on (envelope 25); so far 45m at a stretch"
			),
			"{line}"
		);
	}

	#[test]
	fn span_reads_as_people_say_it() {
		assert_eq!(span(0), "0s");
		assert_eq!(span(3_900_000), "1h 5m");
		assert_eq!(span(90_061_001), "1d 1h 1m 1s 1ms");
	}

	#[test]
	fn verdict_of_no_policy_says_so() {
		let none = Verdict {
			verdict: None,
			policies: Vec::new(),
		};
		assert!(words(&none, &Members::default(), &Devices::default())
			.starts_with("It has had no policy"));
		let inherited = Verdict {
			verdict: Some(Finding::Good),
			policies: Vec::new(),
		};
		let words = words(&inherited, &Members::default(), &Devices::default());
		assert!(
			words.starts_with("good\n  by the policies of containers"),
			"{words}"
		);
	}
}
