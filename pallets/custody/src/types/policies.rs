//! Policies on items, and what is heard of the streams that they listen to.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hallmark_conditions::excursion::{presets::PresetId, Policy, Record, Rule, MAX_RULES};
use hallmark_types::{
	items::ItemId,
	organisation::OrgId,
	readings::{Attested, AttestedBatch, Proven, Signal, Unit},
	BlockNumber, Moment,
};
use polkadot_sdk::frame_support;
use scale_info::TypeInfo;

use super::BillId;

data! {
	/// A policy on an item.
	pub struct Guard {
		/// Which stream.
		pub signal: Signal,
		/// Whose device it was, and who asked for it.
		pub by: OrgId,
		/// What is demanded.
		pub policy: Policy,
		/// What is remembered.
		pub record: Record,
		/// From when on it counts.
		pub since: Moment,
		/// By whose acceptance of the item it ends.
		pub until: Option<OrgId>,
		/// When it ended. What was measured later counts for nothing.
		pub ended_at: Option<Moment>,
		/// It hears of no more readings.
		pub closed: bool,
		/// The deposit for its bytes.
		pub bill: BillId,
	}

	/// What a policy demands, as it is asked for.
	pub enum Demand {
		/// Rules that others have set.
		#[codec(index = 0)]
		Preset(PresetId),
		/// One's own, with limits at the stream's exponent.
		#[codec(index = 1)]
		Rules(BoundedVec<Rule, ConstU32<{ MAX_RULES as u32 }>>),
	}
}

word! {
	/// Something that was heard of a stream.
	pub enum Heard {
		/// A reading.
		#[codec(index = 0)]
		Reading {
			/// When it was measured.
			measured: Moment,
			/// The envelope's number.
			sequence: u64,
			/// The value at the stream's exponent.
			value: i64,
		},
		/// A batch.
		#[codec(index = 1)]
		Batch {
			/// The envelope's number.
			sequence: u64,
			/// How many readings.
			count: u32,
			/// When the first of them was measured.
			first: Moment,
			/// When the last of them was.
			last: Moment,
			/// The least value.
			lowest: i64,
			/// The greatest value.
			highest: i64,
		},
		/// A reading of a batch, proven.
		#[codec(index = 2)]
		Proof {
			/// The number of the batch's envelope.
			sequence: u64,
			/// The reading's place in it.
			index: u32,
			/// When it was measured.
			measured: Moment,
			/// The value.
			value: i64,
		},
	}

	/// Where the work on what was heard stands.
	#[derive(Default)]
	pub struct Progress {
		/// The block whose readings are being worked on.
		pub block: BlockNumber,
		/// How many of them are done.
		pub done: u32,
		/// The last policy that has heard of the next one.
		pub last: Option<(ItemId, u8)>,
		/// The last block in which something was heard.
		pub heard_in: BlockNumber,
	}
}

impl Heard {
	/// Of a reading, unless it drives nothing.
	pub fn reading(reading: &Attested) -> Option<Self> {
		(!reading.tainted).then_some(Self::Reading {
			measured: reading.measured,
			sequence: reading.sequence,
			value: reading.value,
		})
	}

	/// Of a batch, unless it drives nothing.
	pub fn batch(batch: &AttestedBatch) -> Option<Self> {
		(!batch.tainted).then_some(Self::Batch {
			sequence: batch.sequence,
			count: batch.count,
			first: batch.first,
			last: batch.last,
			lowest: batch.min,
			highest: batch.max,
		})
	}

	/// Of a proof, unless it drives nothing.
	pub fn proof(proven: &Proven) -> Option<Self> {
		(!proven.tainted).then_some(Self::Proof {
			sequence: proven.sequence,
			index: proven.index,
			measured: proven.measured,
			value: proven.value,
		})
	}
}

/// What is asked of a stream for an item.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct PolicyTerms {
	/// The unit that the limits are in. It has to be the stream's.
	pub unit: Unit,
	/// What is demanded.
	pub demand: Demand,
	/// How long a reading speaks for the stream if none follows, in milliseconds. At least the
	/// stream's longest silence, which it is if nothing is said.
	pub hold: Option<Moment>,
	/// How much later than others a reading may have been measured that lands before them, in
	/// milliseconds.
	pub disorder: Moment,
	/// How long a batch that may be a breach stands open for proofs, in milliseconds.
	pub disclosure: Moment,
	/// By whose acceptance of the item the policy ends. If nothing is said, it goes on until it is
	/// taken off.
	pub until: Option<OrgId>,
}
