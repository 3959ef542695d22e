//! What is demanded of a stream.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

use super::{MAX_RULES, MAX_WAIT};
use crate::{Comparison, Duration, List};

/// What a rule counts.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Measure {
	/// The longest time at a stretch. A reading within the limit ends it.
	#[codec(index = 0)]
	#[default]
	Stretch,
	/// All time together.
	#[codec(index = 1)]
	Total,
}

/// A rule. It is breached at the very moment at which the time that it counts reaches what is
/// allowed: "for 1 h" is breached by an hour, and not by a millisecond less.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Rule {
	/// The value lies beyond a limit for a time.
	#[codec(index = 0)]
	Limit {
		/// Which values are beyond: those that compare so to the limit.
		comparison: Comparison,
		/// The limit, at the stream's exponent.
		limit: i64,
		/// Whether the time counts at a stretch or altogether.
		measure: Measure,
		/// The time in which it is breached. With 0, one reading beyond the limit is a breach.
		allowed: Duration,
	},
	/// No reading was measured for a time.
	#[codec(index = 1)]
	Silence {
		/// The time in which it is breached, above 0.
		allowed: Duration,
	},
}

impl Default for Rule {
	/// The strictest silence: a filler, and no rule of a valid policy.
	fn default() -> Self {
		Self::Silence { allowed: 0 }
	}
}

impl Rule {
	/// The time in which it is breached.
	pub const fn allowed(&self) -> Duration {
		match self {
			Self::Limit { allowed, .. } | Self::Silence { allowed } => *allowed,
		}
	}

	/// Whether a value between these two may lie beyond the limit.
	fn is_crossed(&self, lowest: i64, highest: i64) -> bool {
		match self {
			Self::Limit {
				comparison, limit, ..
			} => {
				let extreme = if comparison.is_upward() {
					highest
				} else {
					lowest
				};
				comparison.holds(&extreme, limit)
			},
			Self::Silence { .. } => false,
		}
	}
}

/// Some of a policy's rules, by their place in it.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct RuleSet(u8);

impl RuleSet {
	/// None of them.
	pub const NONE: Self = Self(0);

	/// With one more. A place beyond [`MAX_RULES`] changes nothing.
	pub const fn with(self, place: usize) -> Self {
		if place < MAX_RULES {
			Self(self.0 | 1 << place)
		} else {
			self
		}
	}

	/// Whether the rule at this place is one of them.
	pub const fn contains(self, place: usize) -> bool {
		place < MAX_RULES && self.0 >> place & 1 == 1
	}

	/// Whether it is none.
	pub const fn is_empty(self) -> bool {
		self.0 == 0
	}

	/// Whether all of the others are among them.
	pub const fn includes(self, others: Self) -> bool {
		self.0 & others.0 == others.0
	}

	/// Their places, in order.
	pub fn iter(self) -> impl Iterator<Item = usize> {
		(0..MAX_RULES).filter(move |place| self.contains(*place))
	}
}

/// What is demanded of a stream, and how far its readings are believed.
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
pub struct Policy {
	/// The rules: 1 to [`MAX_RULES`].
	pub rules: List<Rule, MAX_RULES>,
	/// How long a reading speaks for the stream if none follows: the stream's longest silence, or
	/// more. Time beyond is dark, and leaves the verdict unknown.
	pub hold: Duration,
	/// How much later than others a reading may have been measured that lands before them. What is
	/// older than the newest by more is settled. At most [`MAX_WAIT`].
	pub disorder: Duration,
	/// How long a batch that may be a breach stands open for proofs, from its last reading to the
	/// newest. At most [`MAX_WAIT`].
	pub disclosure: Duration,
	/// The stream's minimum interval: no two readings of a batch lie closer. It bounds how long a
	/// silence a batch can hide. 0 if there is none.
	pub interval: Duration,
}

/// Why a policy is none.
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
pub enum BadPolicy {
	/// It has no rule.
	#[codec(index = 0)]
	NoRules,
	/// It has more than [`MAX_RULES`].
	#[codec(index = 1)]
	TooManyRules,
	/// It has a rule twice.
	#[codec(index = 2)]
	RuleRepeated,
	/// It allows no silence at all, which every stream breaches.
	#[codec(index = 3)]
	NoSilenceAllowed,
	/// Its readings speak for no time.
	#[codec(index = 4)]
	NoHold,
	/// It waits longer than [`MAX_WAIT`].
	#[codec(index = 5)]
	WaitsTooLong,
	/// A limit is no value that the stream can have.
	#[codec(index = 6)]
	LimitOutOfRange,
}

impl fmt::Display for BadPolicy {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NoRules => "no rule",
			Self::TooManyRules => "more than 8 rules",
			Self::RuleRepeated => "a rule twice",
			Self::NoSilenceAllowed => "a silence of no time",
			Self::NoHold => "readings that speak for no time",
			Self::WaitsTooLong => "a wait of more than seven days",
			Self::LimitOutOfRange => "a limit beyond every value of the stream",
		})
	}
}

impl core::error::Error for BadPolicy {}

impl Policy {
	/// Whether it can be kept and breached. The engine is total whatever a policy says; this is for
	/// whoever accepts one.
	///
	/// Errors: every [`BadPolicy`] but [`BadPolicy::LimitOutOfRange`] and
	/// [`BadPolicy::TooManyRules`], which are found when rules are made.
	pub fn validate(&self) -> Result<(), BadPolicy> {
		if self.rules.is_empty() {
			return Err(BadPolicy::NoRules);
		}
		for (place, rule) in self.rules.iter().enumerate() {
			if self.rules[..place].contains(rule) {
				return Err(BadPolicy::RuleRepeated);
			}
			if matches!(rule, Rule::Silence { allowed: 0 }) {
				return Err(BadPolicy::NoSilenceAllowed);
			}
		}
		if self.hold == 0 {
			return Err(BadPolicy::NoHold);
		}
		if self.disorder > MAX_WAIT || self.disclosure > MAX_WAIT {
			return Err(BadPolicy::WaitsTooLong);
		}
		Ok(())
	}

	/// The rules whose limit a value between these two may lie beyond.
	pub fn crossed(&self, lowest: i64, highest: i64) -> RuleSet {
		self.rules
			.iter()
			.enumerate()
			.filter(|(_, rule)| rule.is_crossed(lowest, highest))
			.fold(RuleSet::NONE, |set, (place, _)| set.with(place))
	}

	/// Whether a silence of this length would count for anything.
	pub(super) fn minds(&self, silence: Duration) -> bool {
		silence > self.hold
			|| self
				.rules
				.iter()
				.any(|rule| matches!(rule, Rule::Silence { allowed } if silence >= *allowed))
	}
}
