//! How readings land, and how they are settled.
//!
//! Settling is a sweep in the order of measuring. Between two readings nothing changes, so that a
//! step is one addition for each rule.

use super::{
	BadProof, Batch, Landing, Measure, Pending, Policy, Record, Rule, RuleSet, Source, Tally,
	Undisclosed,
};
use crate::{Duration, Moment, Sequence};

impl Record {
	/// A reading lands.
	pub fn reading(&mut self, policy: &Policy, source: Source, value: i64) -> Landing {
		self.land(policy, source, policy.crossed(value, value))
	}

	/// A batch lands. Each limit that its extremes cross counts as crossed from its first reading on,
	/// to its last and beyond, until something newer is measured, unless its readings are
	/// [disclosed](Self::disclose).
	pub fn batch(&mut self, policy: &Policy, batch: &Batch) -> Landing {
		let beyond = policy.crossed(batch.lowest, batch.highest);
		let last = batch.last.max(batch.first);
		let end = Source {
			measured: last,
			sequence: batch.sequence,
		};
		if batch.count <= 1 || last < self.from {
			return self.land(policy, end, beyond);
		}
		let is_whole = batch.first >= self.from;
		let start = Source {
			measured: batch.first.max(self.from),
			sequence: batch.sequence,
		};
		let pending = Pending {
			source: start,
			beyond,
			batch: Some(Undisclosed {
				last,
				// How many of them lie before the record began is not known: all but the last.
				remaining: if is_whole { batch.count - 1 } else { 1 },
				next: is_whole.then_some(0),
				lead: None,
			}),
		};
		self.newest = self.newest.max(last);
		let landing = if self.is_on_time(start) {
			self.insert(policy, pending);
			Landing::OnTime
		} else {
			self.late = self.late.saturating_add(1);
			self.batch_late(policy, &pending, end);
			Landing::Late
		};
		self.advance(policy);
		landing
	}

	/// A reading of a batch is disclosed: the proof that it stands at this index of the batch's tree
	/// is the caller's to check. From there back to the one before it, the batch counts as the
	/// readings say.
	///
	/// Errors: [`BadProof`]; nothing changes.
	pub fn disclose(
		&mut self,
		policy: &Policy,
		sequence: Sequence,
		index: u32,
		measured: Moment,
		value: i64,
	) -> Result<(), BadProof> {
		let opened = self.pending.iter().position(|pending| {
			pending.source.sequence == sequence
				&& pending.batch.is_some_and(|batch| batch.next.is_some())
		});
		let place = opened.ok_or(BadProof::NotOpen)?;
		let before = self.pending[place];
		let Some(batch) = before.batch else {
			return Err(BadProof::NotOpen);
		};
		let expected = batch.next.ok_or(BadProof::NotOpen)?;
		if index != expected {
			return Err(BadProof::NotNext { expected });
		}
		let lead = policy.crossed(value, value);
		let is_first = index == 0;
		// How many readings are left behind this one.
		let remaining = batch.remaining - u32::from(!is_first);
		let is_in_time = if is_first {
			measured == before.source.measured
		} else if remaining == 0 {
			measured == batch.last
		} else {
			(before.source.measured..=batch.last).contains(&measured)
		};
		if !is_in_time || !before.beyond.includes(lead) {
			return Err(BadProof::Contradiction);
		}
		let source = Source { measured, sequence };
		let rest = if remaining == 0 {
			Pending {
				source,
				beyond: lead,
				batch: None,
			}
		} else {
			Pending {
				source,
				beyond: before.beyond,
				batch: Some(Undisclosed {
					remaining,
					next: Some(index.saturating_add(1)),
					lead: Some(lead),
					..batch
				}),
			}
		};
		if is_first {
			self.pending[place] = rest;
		} else {
			self.pending[place] = Pending {
				source: before.source,
				beyond: batch.lead.unwrap_or(before.beyond),
				batch: None,
			};
			self.insert(policy, rest);
		}
		self.advance(policy);
		Ok(())
	}

	/// Settle everything up to `at`: what was measured up to then and lands later is late. For a
	/// hand-over or an acceptance, which is final.
	pub fn close(&mut self, policy: &Policy, at: Moment) {
		while self
			.pending
			.first()
			.is_some_and(|first| first.source.measured <= at)
		{
			self.settle_first(policy);
		}
		self.run(policy, at);
	}

	/// When the rule at this place will be breached, if nothing lands.
	pub(super) fn runs_out(&self, place: usize, rule: &Rule, tally: &Tally) -> Option<Moment> {
		if tally.breach.is_some() {
			return None;
		}
		match rule {
			Rule::Silence { allowed } => self.heard.checked_add(*allowed),
			Rule::Limit {
				measure, allowed, ..
			} => {
				let left = allowed.saturating_sub(tally.late);
				let began = tally.running?.measured;
				let is_counting = self.beyond.contains(place) || tally.covered_until > self.settled;
				match measure {
					_ if !is_counting => None,
					Measure::Stretch => began.checked_add(left),
					Measure::Total => self.settled.checked_add(left.saturating_sub(tally.total)),
				}
			},
		}
	}

	fn land(&mut self, policy: &Policy, source: Source, beyond: RuleSet) -> Landing {
		if source.measured < self.from {
			return Landing::Before;
		}
		self.newest = self.newest.max(source.measured);
		let landing = if self.is_on_time(source) {
			let pending = Pending {
				source,
				beyond,
				batch: None,
			};
			self.insert(policy, pending);
			Landing::OnTime
		} else {
			self.late = self.late.saturating_add(1);
			self.land_late(policy, source, beyond);
			Landing::Late
		};
		self.advance(policy);
		landing
	}

	/// Whether nothing that is settled depends on what was measured then.
	fn is_on_time(&self, source: Source) -> bool {
		source.measured >= self.settled && self.is_newest(source)
	}

	/// Whether nothing that is settled was measured later. Of what was measured at one moment, the
	/// device's numbers say which is later.
	pub(super) fn is_newest(&self, source: Source) -> bool {
		self.source.is_none_or(|last| last.key() < source.key())
	}

	/// These rules count as crossed until a moment, whatever single readings say.
	pub(super) fn cover(
		&mut self,
		policy: &Policy,
		beyond: RuleSet,
		source: Source,
		until: Moment,
	) {
		for (place, (rule, tally)) in policy.rules.iter().zip(self.tallies.iter_mut()).enumerate() {
			if beyond.contains(place) {
				tally.covered_until = tally.covered_until.max(until);
				tally.begin(rule, source);
			}
		}
	}

	/// Put something among what is pending; if there is no room, settle the oldest.
	pub(super) fn insert(&mut self, policy: &Policy, pending: Pending) {
		let mut new = Some(pending);
		while let Some(pending) = new {
			let oldest = match self.pending.first() {
				Some(first)
					if self.pending.is_full() && pending.source.key() < first.source.key() =>
				{
					pending
				},
				Some(first) if self.pending.is_full() => {
					let first = *first;
					self.pending.pop_first();
					self.place(pending);
					first
				},
				_ => {
					self.place(pending);
					return;
				},
			};
			new = self.settle(policy, oldest);
		}
	}

	/// Put something where it belongs. There must be room.
	fn place(&mut self, pending: Pending) {
		let place = self
			.pending
			.partition_point(|other| other.source.key() <= pending.source.key());
		let _ = self.pending.insert(place, pending);
	}

	/// Settle what is older than the newest by the policy's disorder.
	fn advance(&mut self, policy: &Policy) {
		let mut to = self.newest.saturating_sub(policy.disorder);
		while let Some(first) = self.pending.first() {
			if first.source.measured > to {
				break;
			}
			if self.stands_open(policy, first) {
				to = first.source.measured;
				break;
			}
			self.settle_first(policy);
		}
		self.run(policy, to);
	}

	/// Whether proofs can make something better, and there is time for them.
	fn stands_open(&self, policy: &Policy, pending: &Pending) -> bool {
		pending.batch.is_some_and(|batch| {
			batch.next.is_some() && self.newest < batch.last.saturating_add(policy.disclosure)
		}) && (!pending.beyond.is_empty() || policy.minds(pending.hidden_silence(policy)))
	}

	fn settle_first(&mut self, policy: &Policy) {
		if let Some(first) = self.pending.pop_first() {
			if let Some(rest) = self.settle(policy, first) {
				self.place(rest);
			}
		}
	}

	/// Settle up to a reading, and the reading. Of a batch there remains its last reading.
	fn settle(&mut self, policy: &Policy, pending: Pending) -> Option<Pending> {
		let source = pending.source;
		self.run(policy, source.measured);
		self.widest = self.widest.max(source.measured.saturating_sub(self.heard));
		self.heard = self.heard.max(source.measured);
		self.source = Some(source);
		self.first.get_or_insert(source.measured);
		self.beyond = pending.beyond;
		let cover = pending.batch.map_or(0, |batch| batch.last);
		self.cover(policy, pending.beyond, source, cover);
		for (place, tally) in self.tallies.iter_mut().enumerate() {
			if !pending.beyond.contains(place) && tally.covered_until <= source.measured {
				tally.running = None;
			}
		}
		let batch = pending.batch?;
		// Between its ends no reading of it is known: what else was measured there stands alone.
		let span = batch.last.saturating_sub(source.measured);
		self.widest = self.widest.max(span);
		let hidden = pending.hidden_silence(policy);
		self.keep_silence(policy, source.measured, batch.last, hidden);
		self.heard = self.heard.max(batch.last);
		Some(Pending {
			source: Source {
				measured: batch.last,
				..source
			},
			beyond: pending.beyond,
			batch: None,
		})
	}

	/// A batch between these times may hide a silence of this length.
	pub(super) fn keep_silence(
		&mut self,
		policy: &Policy,
		from: Moment,
		to: Moment,
		silence: Duration,
	) {
		self.widest = self.widest.max(silence);
		self.darken(from, to, silence.saturating_sub(policy.hold));
		for (rule, tally) in policy.rules.iter().zip(self.tallies.iter_mut()) {
			tally.silence(rule, from, silence, self.source);
		}
	}

	/// For so long, at some time between these two, no reading speaks for the stream.
	fn darken(&mut self, from: Moment, to: Moment, dark: Duration) {
		if dark == 0 {
			return;
		}
		self.dark = self.dark.saturating_add(dark);
		let (begun, ended) = self.darkness.unwrap_or((from, to));
		self.darkness = Some((begun.min(from), ended.max(to)));
	}

	/// Let time pass up to `to`, with what is in force.
	fn run(&mut self, policy: &Policy, to: Moment) {
		let from = self.settled;
		if to <= from {
			return;
		}
		let dark_from = self.heard.saturating_add(policy.hold).max(from);
		self.darken(dark_from, to, to.saturating_sub(dark_from));
		let silence = to.saturating_sub(self.heard);
		for (place, (rule, tally)) in policy.rules.iter().zip(self.tallies.iter_mut()).enumerate() {
			if matches!(rule, Rule::Silence { .. }) {
				tally.silence(rule, self.heard, silence, self.source);
				continue;
			}
			let until = if self.beyond.contains(place) {
				to
			} else {
				tally.covered_until.clamp(from, to)
			};
			if let Some(source) = self.source.filter(|_| until > from) {
				tally.count(rule, from, until, source);
			}
			if until < to {
				tally.running = None;
			}
		}
		self.settled = to;
	}
}
