//! The obvious excursion engine: it looks at every single moment.

use hallmark_conditions::{
	excursion::{Batch, Landing, Measure, Policy, Record, Rule, RuleSet, Source},
	Duration, Moment,
};

/// What a device sends.
#[derive(Clone, Debug)]
pub struct Envelope {
	/// The device's number for it.
	pub sequence: u64,
	/// Its readings: one, or those of a batch.
	pub readings: Vec<(Moment, i64)>,
	/// How many of a batch's readings were disclosed.
	pub disclosed: usize,
}

impl Envelope {
	/// When its first reading was measured.
	pub fn first(&self) -> Moment {
		self.readings[0].0
	}

	/// When its last reading was measured.
	pub fn last(&self) -> Moment {
		self.readings[self.readings.len() - 1].0
	}

	fn batch(&self) -> Batch {
		let values = self.readings.iter().map(|(_, value)| *value);
		Batch {
			sequence: self.sequence,
			count: self.readings.len() as u32,
			first: self.first(),
			last: self.last(),
			lowest: values.clone().min().expect("not empty"),
			highest: values.max().expect("not empty"),
		}
	}

	/// Let it land in a record.
	pub fn land(&self, record: &mut Record, policy: &Policy) -> Landing {
		match self.readings[..] {
			[(measured, value)] => {
				let sequence = self.sequence;
				record.reading(policy, Source { measured, sequence }, value)
			},
			_ => record.batch(policy, &self.batch()),
		}
	}
}

/// What counts for one rule.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Count {
	/// The longest time at a stretch.
	pub longest: Duration,
	/// All time together.
	pub total: Duration,
	/// When the rule was breached.
	pub breached_at: Option<Moment>,
}

/// What the obvious engine comes to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Outcome {
	/// For each rule.
	pub counts: Vec<Count>,
	/// For how long nothing spoke for the stream.
	pub dark: Duration,
	/// From when to when all of that lies.
	pub darkness: Option<(Moment, Moment)>,
	/// Whether there is a reading at all.
	pub has_reading: bool,
}

/// A part of a batch that is not disclosed.
struct Cover {
	start: Moment,
	end: Moment,
	sequence: u64,
	/// The rules that count as crossed.
	crossed: RuleSet,
	/// The silence that may hide in it.
	hidden: Duration,
}

/// A value that is in force from a moment on, or a time that counts as beyond a limit anyway.
struct Series {
	/// When, in which envelope, and the rules whose limit is crossed. In the order of effect.
	points: Vec<(Moment, u64, RuleSet)>,
	/// The batches that are not disclosed.
	covers: Vec<Cover>,
}

impl Series {
	fn new(policy: &Policy, envelopes: &[&Envelope]) -> Self {
		let mut points = Vec::new();
		let mut covers = Vec::new();
		for envelope in envelopes {
			let count = envelope.readings.len();
			let shown = if count == 1 { 1 } else { envelope.disclosed };
			// How long the last disclosed one was in force is known with the next.
			let known = if shown < count {
				shown.saturating_sub(1)
			} else {
				count
			};
			for (measured, value) in &envelope.readings[..known] {
				points.push((*measured, envelope.sequence, policy.crossed(*value, *value)));
			}
			if shown < count {
				let batch = envelope.batch();
				let crossed = policy.crossed(batch.lowest, batch.highest);
				let start = envelope.readings[known].0;
				let hidden_readings = count - shown.max(1);
				let closest = (hidden_readings as u64 - 1) * policy.interval;
				let hidden = (batch.last - start).saturating_sub(closest);
				points.push((start, envelope.sequence, crossed));
				points.push((batch.last, envelope.sequence, crossed));
				covers.push(Cover {
					start,
					end: batch.last,
					sequence: envelope.sequence,
					crossed,
					hidden,
				});
			}
		}
		// A stable sort: what has one time and one number stays in its order.
		points.sort_by_key(|(measured, sequence, _)| (*measured, *sequence));
		Self { points, covers }
	}

	/// The rules whose limit is crossed in the moment from `time` on.
	fn crossed(&self, time: Moment) -> RuleSet {
		let held = self
			.points
			.iter()
			.rev()
			.find(|(measured, ..)| *measured <= time)
			.map_or(RuleSet::NONE, |(.., crossed)| *crossed);
		let covering = self
			.covers
			.iter()
			.filter(|cover| cover.start <= time && time < cover.end);
		covering.fold(held, |all, cover| {
			cover.crossed.iter().fold(all, RuleSet::with)
		})
	}

	/// Whether a reading of this very moment keeps the rule, even if another one follows at once.
	fn is_kept(&self, time: Moment, rule: usize) -> bool {
		self.points
			.iter()
			.filter(|(measured, _, crossed)| *measured == time && !crossed.contains(rule))
			.any(|(_, sequence, _)| {
				!self.covers.iter().any(|cover| {
					let begins = (cover.start, cover.sequence) < (time, *sequence);
					cover.crossed.contains(rule) && begins && time < cover.end
				})
			})
	}

	/// When the stream was last heard, before `time` or at it.
	fn heard(&self, from: Moment, time: Moment) -> Moment {
		let points = self.points.iter().map(|(measured, ..)| *measured);
		let covered = self
			.covers
			.iter()
			.filter(|cover| cover.start <= time)
			.map(|cover| time.min(cover.end));
		points
			.filter(|measured| *measured <= time)
			.chain(covered)
			.max()
			.unwrap_or(from)
			.max(from)
	}
}

/// Look at every moment from `from` to `at`.
pub fn obvious(policy: &Policy, from: Moment, at: Moment, envelopes: &[&Envelope]) -> Outcome {
	let series = Series::new(policy, envelopes);
	let crossed: Vec<RuleSet> = (from..at).map(|time| series.crossed(time)).collect();
	let counts = policy
		.rules
		.iter()
		.enumerate()
		.map(|(place, rule)| match rule {
			Rule::Silence { allowed } => silences(*allowed, from, at, &series),
			Rule::Limit {
				measure, allowed, ..
			} => {
				let mut count = Count::default();
				let first = series.points.iter().find(|(measured, _, crossed)| {
					crossed.contains(place) && (from..=at).contains(measured)
				});
				if let (0, Some((measured, ..))) = (*allowed, first) {
					count.breached_at = Some(*measured);
				}
				let mut stretch = 0;
				for (time, crossed) in (from..).zip(&crossed) {
					if series.is_kept(time, place) {
						stretch = 0;
					}
					stretch = if crossed.contains(place) {
						count.total += 1;
						stretch + 1
					} else {
						0
					};
					count.longest = count.longest.max(stretch);
					let counted = match measure {
						Measure::Stretch => stretch,
						Measure::Total => count.total,
					};
					if stretch > 0 && counted >= *allowed {
						count.breached_at.get_or_insert(time + 1);
					}
				}
				count
			},
		})
		.collect();
	let dark: Vec<_> = (from..at)
		.filter(|time| *time >= series.heard(from, *time).saturating_add(policy.hold))
		.map(|time| (time, time + 1, 1))
		.collect();
	let hidden = series
		.covers
		.iter()
		.filter(|cover| cover.start <= at && cover.hidden > policy.hold)
		.map(|cover| (cover.start, cover.end, cover.hidden - policy.hold));
	let all: Vec<_> = dark.into_iter().chain(hidden).collect();
	let begun = all.iter().map(|(begun, ..)| *begun).min();
	let ended = all.iter().map(|(_, ended, _)| *ended).max();
	Outcome {
		counts,
		dark: all.iter().map(|(.., dark)| *dark).sum(),
		darkness: begun.zip(ended),
		has_reading: series.points.iter().any(|(measured, ..)| *measured <= at),
	}
}

fn silences(allowed: Duration, from: Moment, at: Moment, series: &Series) -> Count {
	let mut count = Count::default();
	for time in from + 1..=at {
		// What is heard at that very moment ends the silence that lasted until then.
		let silence = time - series.heard(from, time - 1).max(from);
		let covered = series
			.covers
			.iter()
			.any(|cover| cover.start < time && time <= cover.end);
		let silence = if covered { 0 } else { silence };
		count.longest = count.longest.max(silence);
		if silence >= allowed {
			count.breached_at.get_or_insert(time);
		}
	}
	// A silence that a batch may hide counts when the batch begins, and what counts first stays.
	let mut first = count.breached_at.map(|found| (found, found));
	for cover in series.covers.iter().filter(|cover| cover.start <= at) {
		count.longest = count.longest.max(cover.hidden);
		if cover.hidden >= allowed && first.is_none_or(|(counted, _)| cover.start < counted) {
			first = Some((cover.start, cover.start + allowed));
		}
	}
	count.breached_at = first.map(|(_, found)| found);
	count
}
