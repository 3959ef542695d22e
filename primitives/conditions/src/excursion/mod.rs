//! Excursions: whether what is measured stayed within a policy, exactly and once and for all.

mod late;
mod policy;
pub mod presets;
mod record;
mod settle;
mod tally;

pub use policy::{BadPolicy, Measure, Policy, Rule, RuleSet};
pub use record::{BadProof, Batch, Landing, Pending, Record, Undisclosed};
pub use tally::{Breach, Source, Tally};

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::{Duration, DAY};

/// The most rules of a policy.
pub const MAX_RULES: usize = 8;

/// The most readings and batches that wait for earlier ones.
pub const MAX_PENDING: usize = 16;

/// The longest disorder, and the longest time that a batch stands open for proofs: no reading may
/// lag behind the chain by more.
pub const MAX_WAIT: Duration = 7 * DAY;

/// What a record says of its policy.
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
pub enum Verdict {
	/// It was kept, and there is no time of which nobody knows.
	#[codec(index = 0)]
	Good,
	/// These rules were breached.
	#[codec(index = 1)]
	Breached(RuleSet),
	/// No breach is known, but data is missing.
	#[codec(index = 2)]
	Unknown(Missing),
}

/// Which data is missing.
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
pub enum Missing {
	/// There is no reading at all.
	#[codec(index = 0)]
	NoReading,
	/// For some time no reading spoke for the stream ([`Record::dark`]).
	#[codec(index = 1)]
	Dark,
	/// A rule was breached before the time in question ([`Record::assess_during`]): of what came
	/// after its first breach a record says nothing.
	#[codec(index = 2)]
	Earlier,
}
