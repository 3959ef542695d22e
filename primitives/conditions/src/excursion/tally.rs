//! What a record counts for one rule.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use super::{Measure, Rule};
use crate::{Duration, Moment, Sequence};

/// A reading or batch that something follows from.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Source {
	/// When it was measured; of a batch, the reading in question.
	pub measured: Moment,
	/// The device's number for the envelope that it came in.
	pub sequence: Sequence,
}

impl Source {
	/// Readings take effect in the order of measuring, and then of the device's numbers.
	pub(super) fn key(&self) -> (Moment, Sequence) {
		(self.measured, self.sequence)
	}
}

/// When and by what a rule was breached.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Breach {
	/// When the time that is allowed had run out.
	pub at: Moment,
	/// The reading with which the excursion began; of a silence, the last one before it. `None` if
	/// there was none before.
	pub began: Option<Source>,
	/// The reading that spoke for the stream when the time had run out.
	pub held: Option<Source>,
	/// Whether readings that landed late had a part in it: they count as if nothing had followed
	/// them for as long as can be.
	pub by_late: bool,
}

/// What a record counts for one rule. Nothing in it ever shrinks but `running`, which is absent while
/// the rule is kept.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Tally {
	/// The longest time at a stretch; of a silence rule, the longest silence.
	pub longest: Duration,
	/// All time together. 0 for a silence rule.
	pub total: Duration,
	/// What late readings may have added to the one of both that the rule counts.
	pub late: Duration,
	/// What the present stretch began with.
	pub running: Option<Source>,
	/// Until when an undisclosed batch counts against the rule, whatever single readings say.
	pub covered_until: Moment,
	/// The first breach. It stays.
	pub breach: Option<Breach>,
}

impl Tally {
	/// A stretch begins, or goes on.
	pub(super) fn begin(&mut self, rule: &Rule, source: Source) {
		self.running.get_or_insert(source);
		self.count(rule, source.measured, source.measured, source);
	}

	/// The value is beyond the limit from `from` to `to`, as `held` says.
	pub(super) fn count(&mut self, rule: &Rule, from: Moment, to: Moment, held: Source) {
		let Rule::Limit {
			measure, allowed, ..
		} = rule
		else {
			return;
		};
		let began = *self.running.get_or_insert(Source {
			measured: from,
			..held
		});
		let before = self.total;
		let stretch = to.saturating_sub(began.measured);
		self.longest = self.longest.max(stretch);
		self.total = before.saturating_add(to.saturating_sub(from));
		let left = allowed.saturating_sub(self.late);
		let (counted, at) = match measure {
			Measure::Stretch => (stretch, began.measured.saturating_add(left)),
			Measure::Total => {
				let at = from.saturating_add(left.saturating_sub(before));
				(self.total, at)
			},
		};
		if counted >= left && self.breach.is_none() {
			self.breach = Some(Breach {
				at,
				began: Some(began),
				held: Some(held),
				by_late: self.late > 0,
			});
		}
	}

	/// Something late may have been beyond the limit for so long. If it `joins` stretches, what was
	/// settled within the limit meanwhile does not part them.
	pub(super) fn count_late(&mut self, rule: &Rule, piece: Duration, joins: bool, source: Source) {
		let Rule::Limit {
			measure, allowed, ..
		} = rule
		else {
			return;
		};
		let counted = match measure {
			Measure::Stretch => self.longest,
			Measure::Total => self.total,
		};
		let joined = match measure {
			Measure::Stretch if joins => self.longest,
			_ => 0,
		};
		self.late = self.late.saturating_add(piece).saturating_add(joined);
		if counted.saturating_add(self.late) >= *allowed && self.breach.is_none() {
			self.breach = Some(Breach {
				at: source.measured,
				began: Some(source),
				held: Some(source),
				by_late: true,
			});
		}
	}

	/// There was no reading from `from` for so long.
	pub(super) fn silence(
		&mut self,
		rule: &Rule,
		from: Moment,
		silence: Duration,
		before: Option<Source>,
	) {
		let Rule::Silence { allowed } = rule else {
			return;
		};
		self.longest = self.longest.max(silence);
		if silence >= *allowed && self.breach.is_none() {
			self.breach = Some(Breach {
				at: from.saturating_add(*allowed),
				began: before,
				held: before,
				by_late: false,
			});
		}
	}
}
