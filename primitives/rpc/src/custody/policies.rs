//! What is answered about the policies of an item: what they demand, and what was counted.

use hallmark_types::organisation::OrgId;

use super::{Comparison, Finding, Measure};
use crate::{
	value::{kinds, objects},
	Hex32, Number, StreamName, Time,
};

objects! {
	/// What the policies of an item came to, and how.
	pub struct Verdict {
		/// What they came to together, those of containers for the time in them included. `null` if
		/// there were none.
		pub verdict: Option<Finding>,
		/// The policies of the item itself.
		pub policies: Vec<Policy>,
	}

	/// A condition policy on an item.
	pub struct Policy {
		/// Its place.
		pub slot: u8,
		/// The device that rides along.
		pub device: Hex32,
		/// Its stream.
		pub stream: StreamName,
		/// The unit of the limits. `null` if the stream was closed: then limits are in multiples of
		/// its power of ten.
		pub unit: Option<String>,
		/// Who asked for it.
		pub by: OrgId,
		/// From when on it counts.
		pub since: Time,
		/// By whose acceptance of the item it ends.
		pub until: Option<OrgId>,
		/// When it ended.
		pub ended_at: Option<Time>,
		/// It hears of no more readings.
		pub closed: bool,
		/// What it came to.
		pub finding: Finding,
		/// When that may change with no other event than time.
		pub may_change_at: Option<Time>,
		/// For how long a reading speaks for the stream if none follows, in milliseconds.
		pub hold_ms: u64,
		/// How much later than others a reading may have been measured that lands before them, in
		/// milliseconds.
		pub disorder_ms: u64,
		/// For how long no reading spoke for the stream, in milliseconds, as far as it is settled.
		pub dark_ms: u64,
		/// How many readings and batches landed late.
		pub late: u32,
		/// Up to when everything is settled.
		pub settled_at: Time,
		/// What is demanded, and what was counted.
		pub rules: Vec<RuleState>,
	}

	/// A rule, and what was counted for it.
	pub struct RuleState {
		/// What it demands.
		pub rule: Rule,
		/// The longest time at a stretch that it was not kept, in milliseconds.
		pub longest_ms: u64,
		/// All such time together, in milliseconds.
		pub total_ms: u64,
		/// What late readings may have added, in milliseconds.
		pub late_ms: u64,
		/// The first breach. It stays.
		pub breach: Option<Breach>,
	}

	/// When and by what a rule was breached.
	pub struct Breach {
		/// When the time that is allowed had run out.
		pub at: Time,
		/// The reading with which the excursion began; of a silence, the last one before it.
		pub began: Option<Source>,
		/// The reading that spoke for the stream when the time had run out.
		pub held: Option<Source>,
		/// Whether readings that landed late had a part in it.
		pub by_late: bool,
	}

	/// A reading or batch that something follows from.
	pub struct Source {
		/// When it was measured.
		pub measured_at: Time,
		/// The number of the envelope that it came in.
		pub sequence: u64,
	}
}

kinds! {
	/// A rule of a policy. It is breached at the moment at which the time that it counts reaches what
	/// is allowed.
	pub enum Rule {
		/// The value lies beyond a limit for a time.
		Limit {
			/// Which values are beyond.
			comparison: Comparison,
			/// The limit, in the policy's unit.
			limit: Number,
			/// Whether the time counts at a stretch or altogether.
			measure: Measure,
			/// The time in which it is breached, in milliseconds. With 0, one reading is a breach.
			allowed_ms: u64,
		},
		/// No reading was measured for a time.
		Silence {
			/// The time in which it is breached, in milliseconds.
			allowed_ms: u64,
		},
	}
}
