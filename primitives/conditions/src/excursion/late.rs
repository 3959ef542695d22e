//! What lands about time that is settled: it never makes a record milder.

use super::{Pending, Policy, Record, RuleSet, Source};
use crate::Duration;

impl Record {
	/// Something that was measured in time that is settled.
	pub(super) fn land_late(&mut self, policy: &Policy, source: Source, beyond: RuleSet) {
		let passed = self.settled.saturating_sub(source.measured);
		if self.is_newest(source) {
			// Nothing was measured between it and the present: it has been in force since then. What
			// was counted against the policy meanwhile stays counted.
			self.widest = self.widest.max(source.measured.saturating_sub(self.heard));
			self.heard = self.heard.max(source.measured);
			for (place, (rule, tally)) in
				policy.rules.iter().zip(self.tallies.iter_mut()).enumerate()
			{
				if beyond.contains(place) && tally.running.is_none() {
					tally.count(rule, source.measured, self.settled, source);
				}
			}
			self.source = Some(source);
			self.first.get_or_insert(source.measured);
			self.beyond = beyond;
		} else {
			// Where the next reading stood is forgotten, but not farther away than any ever was.
			let reach = passed.min(self.widest);
			self.doubt(policy, beyond, reach, false, source);
		}
	}

	/// A batch of which some lies in time that is settled. Proofs would not fit any more.
	pub(super) fn batch_late(&mut self, policy: &Policy, batch: &Pending, end: Source) {
		let (start, beyond) = (batch.source, batch.beyond);
		let span = end.measured.saturating_sub(start.measured);
		self.widest = self.widest.max(span);
		let hidden = batch.hidden_silence(policy);
		self.keep_silence(policy, start.measured, end.measured, hidden);
		if self.is_newest(start) {
			self.land_late(policy, start, beyond);
		} else {
			let passed = self.settled.saturating_sub(start.measured);
			// A reading within the limit that was settled there would not have ended anything.
			self.doubt(policy, beyond, passed.min(span), true, start);
		}
		if end.measured <= self.settled {
			self.land_late(policy, end, beyond);
			return;
		}
		// The rest of it is still to come.
		let rest = Source {
			measured: self.settled,
			..start
		};
		self.heard = self.heard.max(end.measured);
		self.cover(policy, beyond, rest, end.measured);
		let pending = Pending {
			source: end,
			beyond,
			batch: None,
		};
		self.insert(policy, pending);
	}

	/// Something late may have been beyond these rules' limits for so long.
	fn doubt(
		&mut self,
		policy: &Policy,
		beyond: RuleSet,
		piece: Duration,
		joins: bool,
		source: Source,
	) {
		for (place, (rule, tally)) in policy.rules.iter().zip(self.tallies.iter_mut()).enumerate() {
			if beyond.contains(place) {
				tally.count_late(rule, piece, joins, source);
			}
		}
	}
}
