//! What is remembered of a stream under a policy.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

use super::{Missing, Policy, RuleSet, Source, Tally, Verdict, MAX_PENDING, MAX_RULES};
use crate::{Duration, List, Moment, Sequence};

/// What one signature over many readings says of them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Batch {
	/// The device's number for it.
	pub sequence: Sequence,
	/// How many readings, 1 or more.
	pub count: u32,
	/// When the first of them was measured.
	pub first: Moment,
	/// When the last of them was measured, not before the first.
	pub last: Moment,
	/// The smallest value.
	pub lowest: i64,
	/// The largest value.
	pub highest: i64,
}

/// What became of a reading or a batch.
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
pub enum Landing {
	/// It counts exactly, in the order of measuring.
	#[codec(index = 0)]
	OnTime,
	/// What it is about was settled already: it counts against the policy, never for it.
	#[codec(index = 1)]
	Late,
	/// It was measured before the record began, and counts for nothing.
	#[codec(index = 2)]
	Before,
}

/// Why a proof discloses nothing.
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
pub enum BadProof {
	/// No batch of this number stands open: it never came, or it is settled.
	#[codec(index = 0)]
	NotOpen,
	/// The readings of a batch are disclosed in their order, the first first: only so is it known
	/// that none lies between them.
	#[codec(index = 1)]
	NotNext {
		/// The index of the one that would be.
		expected: u32,
	},
	/// The reading contradicts what the batch said of all.
	#[codec(index = 2)]
	Contradiction,
}

impl fmt::Display for BadProof {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::NotOpen => f.write_str("the batch does not stand open"),
			Self::NotNext { expected } => write!(f, "reading {expected} is the next to disclose"),
			Self::Contradiction => f.write_str("the reading contradicts its batch"),
		}
	}
}

impl core::error::Error for BadProof {}

/// A reading that waits for earlier ones, or a batch from a reading on.
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
pub struct Pending {
	/// The reading; of a batch, the latest that is disclosed or else its first.
	pub source: Source,
	/// The rules whose limit it lies beyond, or may.
	pub beyond: RuleSet,
	/// What of a batch is not disclosed.
	pub batch: Option<Undisclosed>,
}

/// The part of a batch behind a reading of it.
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
pub struct Undisclosed {
	/// When the batch's last reading was measured.
	pub last: Moment,
	/// How many readings there are behind the one in question, the last included.
	pub remaining: u32,
	/// The index of the reading that can be disclosed next; `None` if none can be any more.
	pub next: Option<u32>,
	/// What the reading in question says by itself, if it is disclosed.
	pub lead: Option<RuleSet>,
}

impl Pending {
	/// The longest silence that may hide in what is not disclosed: if all readings but one stand as
	/// close as the stream's minimum interval lets them.
	pub(super) fn hidden_silence(&self, policy: &Policy) -> Duration {
		let Some(batch) = self.batch.filter(|batch| batch.remaining > 0) else {
			return 0;
		};
		let others = Duration::from(batch.remaining - 1);
		batch
			.last
			.saturating_sub(self.source.measured)
			.saturating_sub(others.saturating_mul(policy.interval))
	}
}

/// What is remembered of a stream under a policy, of the same size whatever the number of readings.
///
/// A value holds from when it was measured until the next reading was. Readings may land in disorder:
/// up to [`MAX_PENDING`] wait until they are older than the newest by the policy's disorder, and are
/// then *settled* in the order of measuring. What is settled is final, and a breach in it is for ever.
/// The same policy must be given every time.
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
pub struct Record {
	/// From when on it counts.
	pub(super) from: Moment,
	/// Up to when everything is settled.
	pub(super) settled: Moment,
	/// When the newest of all readings was measured.
	pub(super) newest: Moment,
	/// Up to when the stream was heard, as far as it is settled.
	pub(super) heard: Moment,
	/// The last settled reading.
	pub(super) source: Option<Source>,
	/// The rules whose limit it lies beyond.
	pub(super) beyond: RuleSet,
	/// The longest time between two settled readings.
	pub(super) widest: Duration,
	/// When the first reading was measured, as far as it is settled.
	pub(super) first: Option<Moment>,
	/// For how long no reading spoke for the stream.
	pub(super) dark: Duration,
	/// From when to when all of that lies.
	pub(super) darkness: Option<(Moment, Moment)>,
	/// How many readings and batches landed late.
	pub(super) late: u32,
	/// One for each rule of the policy.
	pub(super) tallies: List<Tally, MAX_RULES>,
	/// What is not settled, the oldest first.
	pub(super) pending: List<Pending, MAX_PENDING>,
}

impl Record {
	/// The record of a policy that is in force from this moment on.
	pub fn new(policy: &Policy, from: Moment) -> Self {
		let mut tallies = List::new();
		for _ in policy.rules.iter() {
			// There are as many places as rules.
			let _ = tallies.push(Tally::default());
		}
		Self {
			from,
			settled: from,
			newest: from,
			heard: from,
			source: None,
			beyond: RuleSet::NONE,
			widest: 0,
			first: None,
			dark: 0,
			darkness: None,
			late: 0,
			tallies,
			pending: List::new(),
		}
	}

	/// From when on it counts.
	pub fn from(&self) -> Moment {
		self.from
	}

	/// Up to when everything is settled.
	pub fn settled(&self) -> Moment {
		self.settled
	}

	/// What is counted for each rule, in the policy's order, as far as it is settled.
	pub fn tallies(&self) -> &[Tally] {
		&self.tallies
	}

	/// What is not settled, the oldest first.
	pub fn pending(&self) -> &[Pending] {
		&self.pending
	}

	/// For how long no reading spoke for the stream, as far as it is settled.
	pub fn dark(&self) -> Duration {
		self.dark
	}

	/// How many readings and batches landed late.
	pub fn late(&self) -> u32 {
		self.late
	}

	/// The rules that were breached in what is settled. It never loses one.
	pub fn breached(&self) -> RuleSet {
		self.tallies
			.iter()
			.enumerate()
			.filter(|(_, tally)| tally.breach.is_some())
			.fold(RuleSet::NONE, |set, (place, _)| set.with(place))
	}

	/// The verdict on what is settled.
	pub fn verdict(&self) -> Verdict {
		let breached = self.breached();
		if !breached.is_empty() {
			Verdict::Breached(breached)
		} else if self.source.is_none() {
			Verdict::Unknown(Missing::NoReading)
		} else if self.dark > 0 {
			Verdict::Unknown(Missing::Dark)
		} else {
			Verdict::Good
		}
	}

	/// The verdict as it would be if the record were [closed](Self::close) at `at`. It includes what
	/// is not settled, batches at their worst: what lands or is disclosed yet may change it.
	pub fn assess(&self, policy: &Policy, at: Moment) -> Verdict {
		let mut closed = *self;
		closed.close(policy, at);
		closed.verdict()
	}

	/// The verdict on the time from `from` to `to`, both included: for a thing that was in the place
	/// which the record is about for that time only. `Breached` names the rules whose time ran out
	/// then, also if it had begun to run before; lateness, which has no exact time, counts always.
	///
	/// It is never milder than what is known: `Unknown` if a rule had been breached before, or if
	/// there was darkness both before and after.
	pub fn assess_during(&self, policy: &Policy, from: Moment, to: Moment) -> Verdict {
		let mut closed = *self;
		closed.close(policy, to);
		let (mut breached, mut earlier) = (RuleSet::NONE, false);
		for (place, tally) in closed.tallies.iter().enumerate() {
			if let Some(breach) = tally.breach {
				if tally.late > 0 || (from..=to).contains(&breach.at) {
					breached = breached.with(place);
				}
				earlier |= breach.at < from;
			}
		}
		if !breached.is_empty() {
			Verdict::Breached(breached)
		} else if earlier {
			Verdict::Unknown(Missing::Earlier)
		} else if closed.first.is_none_or(|first| first > to) {
			Verdict::Unknown(Missing::NoReading)
		} else if closed
			.darkness
			.is_some_and(|(begun, ended)| begun < to && from < ended)
		{
			Verdict::Unknown(Missing::Dark)
		} else {
			Verdict::Good
		}
	}

	/// When, later than `now`, [`assess`](Self::assess) may first say something else although nothing
	/// lands. `None` if it never will.
	pub fn next_change(&self, policy: &Policy, now: Moment) -> Option<Moment> {
		let mut closed = *self;
		closed.close(policy, now);
		let lands = closed
			.pending
			.first()
			.map(|pending| pending.source.measured);
		let dark = closed
			.heard
			.checked_add(policy.hold)
			.and_then(|last| last.checked_add(1));
		let breaches = policy
			.rules
			.iter()
			.zip(closed.tallies.iter())
			.enumerate()
			.filter_map(|(place, (rule, tally))| closed.runs_out(place, rule, tally));
		breaches
			.chain(lands)
			.chain(dark)
			.filter(|moment| *moment > now)
			.min()
	}
}
