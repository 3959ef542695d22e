//! The excursion engine against the obvious one.

use crate::{
	choices::Choices,
	obvious::{obvious, Count, Envelope, Outcome},
};
use codec::{Decode, Encode, MaxEncodedLen};
use hallmark_conditions::{
	excursion::{Landing, Measure, Missing, Policy, Record, Rule, RuleSet, Verdict},
	Comparison, List, Moment,
};

/// Let a device send, let gateways carry in some disorder, and compare.
///
/// Panics if the engine is not exact although everything landed in time, if it is milder than the
/// obvious one although something was late, if a breach disappears, or if something that may change
/// with time is not announced. Returns whether everything landed in time.
pub fn check(choices: &mut Choices<'_>) -> bool {
	let policy = policy(choices);
	policy.validate().expect("such a policy is valid");
	let from = 100;
	let scale = choices.pick(&[1, 1, 1_000, 86_400_000]);
	let mut journey = Journey {
		scaled: scaled_policy(&policy, scale),
		record: Record::new(&scaled_policy(&policy, scale), from * scale),
		policy,
		from,
		scale,
		is_exact: true,
		newest: from,
		closed: None,
		arrived: Vec::new(),
	};
	for envelope in arrivals(choices, &journey.policy, from) {
		let before = journey.record.breached();
		journey.land(envelope);
		if choices.happens(50) {
			journey.disclose(choices);
		}
		if choices.happens(5) {
			let at = (journey.newest + choices.below(20)).saturating_sub(choices.below(20));
			journey.record.close(&journey.scaled, at * scale);
			journey.closed = journey.closed.max(Some(at));
		}
		let breached = journey.record.breached();
		assert!(breached.includes(before), "a breach disappeared");
		journey.is_sound();
		if choices.happens(30) {
			let at = journey.newest + choices.below(20);
			journey.compare(at);
			journey.compare_during(choices, at);
			journey.changes_when_announced(at);
		}
	}
	let at = journey.newest + choices.below(60);
	journey.compare(at);
	journey.compare_during(choices, at);
	journey.is_exact
}

#[derive(Debug)]
struct Journey {
	policy: Policy,
	from: Moment,
	/// Times are multiplied by this for the engine.
	scale: u64,
	scaled: Policy,
	record: Record,
	/// Whether everything landed in time and there was room for it.
	is_exact: bool,
	newest: Moment,
	closed: Option<Moment>,
	arrived: Vec<Envelope>,
}

impl Journey {
	fn land(&mut self, envelope: Envelope) {
		let scaled = Envelope {
			readings: envelope
				.readings
				.iter()
				.map(|(measured, value)| (measured * self.scale, *value))
				.collect(),
			..envelope.clone()
		};
		if envelope.last() < self.from {
			let landing = scaled.land(&mut self.record, &self.scaled);
			assert_eq!(landing, Landing::Before);
			return;
		}
		let is_in_time = envelope.first() + self.policy.disorder > self.newest
			&& self.closed.is_none_or(|closed| envelope.first() > closed);
		self.is_exact &= is_in_time && !self.is_full();
		let landing = scaled.land(&mut self.record, &self.scaled);
		if self.is_exact {
			assert_eq!(landing, Landing::OnTime);
		}
		self.newest = self.newest.max(envelope.last());
		self.arrived.push(envelope);
	}

	fn is_full(&self) -> bool {
		self.record.pending().len() == hallmark_conditions::excursion::MAX_PENDING
	}

	/// Disclose some readings of a batch that has landed.
	fn disclose(&mut self, choices: &mut Choices<'_>) {
		let which = choices.below(self.arrived.len() as u64) as usize;
		for _ in 0..choices.below(4) {
			let is_full = self.is_full();
			let Some(envelope) = self.arrived.get_mut(which) else {
				return;
			};
			if envelope.readings.len() == 1 || envelope.disclosed == envelope.readings.len() {
				return;
			}
			let (measured, value) = envelope.readings[envelope.disclosed];
			let mut disclose = |index, measured| {
				self.record.disclose(
					&self.scaled,
					envelope.sequence,
					index as u32,
					measured * self.scale,
					value,
				)
			};
			disclose(envelope.disclosed + 1, measured).expect_err("it is not the next");
			disclose(envelope.disclosed, envelope.last() + 1).expect_err("it was measured earlier");
			if disclose(envelope.disclosed, measured).is_ok() {
				envelope.disclosed += 1;
				self.is_exact &= !is_full;
			}
		}
	}

	/// What holds of every record.
	fn is_sound(&self) {
		let record = &self.record;
		let pending = record.pending();
		assert!(pending
			.windows(2)
			.all(|two| two[0].source.measured <= two[1].source.measured));
		assert!(pending
			.iter()
			.all(|pending| pending.source.measured >= record.settled()));
		let encoded = record.encode();
		assert!(encoded.len() <= Record::max_encoded_len());
		assert_eq!(Record::decode(&mut &encoded[..]).as_ref(), Ok(record));
	}

	fn compare(&self, at: Moment) {
		if self.closed.is_some_and(|closed| closed > at) {
			return;
		}
		let envelopes: Vec<&Envelope> = self.arrived.iter().collect();
		let expected = obvious(&self.policy, self.from, at, &envelopes);
		let mut record = self.record;
		record.close(&self.scaled, at * self.scale);
		let verdict = self.record.assess(&self.scaled, at * self.scale);
		assert_eq!(verdict, record.verdict());
		assert_eq!(record.settled(), at * self.scale);
		let rules = self.policy.rules.iter();
		for ((rule, tally), expected) in rules.zip(record.tallies()).zip(&expected.counts) {
			let breached_at = tally.breach.map(|breach| breach.at);
			if self.is_exact {
				let found = Count {
					longest: tally.longest / self.scale,
					total: tally.total / self.scale,
					breached_at: breached_at.map(|at| at / self.scale),
				};
				assert!(
					found == *expected,
					"{found:?} for {expected:?} in {self:#?}"
				);
				assert_eq!(tally.longest % self.scale + tally.total % self.scale, 0);
				assert_eq!(tally.late, 0);
			} else {
				let (found, least) = match rule {
					Rule::Limit {
						measure: Measure::Total,
						..
					} => (tally.total, expected.total),
					_ => (tally.longest, expected.longest),
				};
				let is_milder = found + tally.late < least * self.scale
					|| breached_at.is_none() && expected.breached_at.is_some();
				assert!(!is_milder, "{tally:?} for {expected:?} in {self:#?}");
			}
		}
		if self.is_exact {
			assert_eq!(record.dark(), expected.dark * self.scale);
		} else {
			assert!(record.dark() >= expected.dark * self.scale);
		}
		let is_breached = expected
			.counts
			.iter()
			.any(|count| count.breached_at.is_some());
		match verdict {
			Verdict::Breached(_) => assert!(is_breached || !self.is_exact),
			Verdict::Unknown(_) => assert!(!is_breached),
			Verdict::Good => {
				assert!(!is_breached && expected.dark == 0 && expected.has_reading);
			},
		}
	}

	/// The verdict on a part of the time up to `at`.
	fn compare_during(&self, choices: &mut Choices<'_>, at: Moment) {
		let to = self.from + choices.below(at + 1 - self.from);
		let from = self.from + choices.below(to + 1 - self.from);
		let envelopes: Vec<&Envelope> = self.arrived.iter().collect();
		let expected = obvious(&self.policy, self.from, to, &envelopes);
		let (inside, before): (Vec<_>, Vec<_>) = expected
			.counts
			.iter()
			.enumerate()
			.filter_map(|(place, count)| Some((place, count.breached_at?)))
			.filter(|(_, at)| *at <= to)
			.partition(|(_, at)| *at >= from);
		let scale = self.scale;
		let overlaps = |outcome: &Outcome| {
			outcome
				.darkness
				.is_some_and(|(begun, ended)| begun < to && from < ended)
		};
		let is_dark = overlaps(&expected);
		// A darkness that came later, as far as it is settled, is not told from one in between.
		let known = to.max(self.record.settled() / scale);
		let may_be_dark = is_dark || overlaps(&obvious(&self.policy, self.from, known, &envelopes));
		let found = self
			.record
			.assess_during(&self.scaled, from * scale, to * scale);
		let is_good = inside.is_empty() && before.is_empty() && !is_dark && expected.has_reading;
		if self.is_exact {
			let set = inside
				.iter()
				.fold(RuleSet::NONE, |set, (place, _)| set.with(*place));
			let verdict = if !inside.is_empty() {
				Verdict::Breached(set)
			} else if !before.is_empty() {
				Verdict::Unknown(Missing::Earlier)
			} else if !expected.has_reading {
				Verdict::Unknown(Missing::NoReading)
			} else if is_dark || may_be_dark && found != Verdict::Good {
				Verdict::Unknown(Missing::Dark)
			} else {
				Verdict::Good
			};
			assert!(
				found == verdict,
				"{found:?} for {verdict:?} from {from} to {to} in {self:#?}"
			);
		} else {
			let is_milder = found == Verdict::Good && !is_good;
			assert!(!is_milder, "Good from {from} to {to} in {self:#?}");
		}
	}

	/// Whether nothing changes by time alone before the moment that is announced.
	fn changes_when_announced(&self, now: Moment) {
		if self.scale > 1 {
			return;
		}
		let verdict = self.record.assess(&self.policy, now);
		let announced = self.record.next_change(&self.policy, now);
		assert!(announced.is_none_or(|moment| moment > now));
		let until = announced.unwrap_or(Moment::MAX).min(now + 60);
		for time in now..until {
			assert_eq!(self.record.assess(&self.policy, time), verdict);
		}
	}
}

fn policy(choices: &mut Choices<'_>) -> Policy {
	let mut rules = List::new();
	for _ in 0..=choices.below(4) {
		let rule = if choices.happens(25) {
			Rule::Silence {
				allowed: 1 + choices.below(30),
			}
		} else {
			Rule::Limit {
				comparison: choices.pick(&Comparison::ALL),
				limit: choices.between(-5, 5),
				measure: choices.pick(&[Measure::Stretch, Measure::Total]),
				allowed: choices.below(30),
			}
		};
		if !rules.contains(&rule) {
			rules.push(rule).expect("there is room for eight");
		}
	}
	Policy {
		rules,
		hold: 1 + choices.below(40),
		disorder: choices.below(30),
		disclosure: choices.below(40),
		interval: choices.below(3),
	}
}

fn scaled_policy(policy: &Policy, scale: u64) -> Policy {
	let mut scaled = Policy {
		hold: policy.hold * scale,
		disorder: policy.disorder * scale,
		disclosure: policy.disclosure * scale,
		interval: policy.interval * scale,
		..*policy
	};
	for rule in scaled.rules.iter_mut() {
		match rule {
			Rule::Limit { allowed, .. } | Rule::Silence { allowed } => *allowed *= scale,
		}
	}
	scaled
}

/// What a device sends, in the order in which it lands.
fn arrivals(choices: &mut Choices<'_>, policy: &Policy, from: Moment) -> Vec<Envelope> {
	let mut time = from - 2;
	let mut envelopes = Vec::new();
	let batches = choices.pick(&[0, 20, 100]);
	let pause = choices.pick(&[2, 6, 25]);
	let delay = choices.pick(&[0, policy.disorder / 2, policy.disorder, 60]);
	for sequence in 1..=1 + choices.below(24) {
		let mut readings = Vec::new();
		let is_batch = time >= from && choices.happens(batches);
		let count = if is_batch { 2 + choices.below(4) } else { 1 };
		for index in 0..count {
			if index > 0 {
				time += policy.interval + choices.below(4);
			}
			readings.push((time, choices.between(-6, 6)));
		}
		if count == 1 && choices.happens(20) {
			// In the middle of what another envelope is about.
			readings[0].0 = readings[0]
				.0
				.saturating_sub(choices.below(12))
				.max(from - 2);
		}
		let lands = time + choices.below(delay + 1);
		time += choices.below(pause);
		let envelope = Envelope {
			sequence,
			readings,
			disclosed: 0,
		};
		envelopes.push((lands, envelope));
	}
	envelopes.sort_by_key(|(lands, _)| *lands);
	envelopes
		.into_iter()
		.map(|(_, envelope)| envelope)
		.collect()
}
