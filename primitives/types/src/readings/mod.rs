//! Readings: how a stream is named, what is known of a reading once it was attested, and the traits
//! through which pallets watch a signal, hear of its readings, look at them and keep them as
//! evidence.

mod names;
#[cfg(test)]
mod tests;

pub use names::*;

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::sp_runtime::{DispatchError, DispatchResult, Weight};
use scale_info::TypeInfo;

#[cfg(feature = "runtime-benchmarks")]
use crate::organisation::OrgId;
use crate::{
	windows::{Epoch, Windows},
	BlockNumber, Moment,
};

pub use hallmark_envelope::Unit;

/// A reading that a device signed and the chain took in.
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
pub struct Attested {
	/// The measured value: this many times ten to the power of `exponent`.
	pub value: i64,
	/// The stream's exponent, which never changes.
	pub exponent: i8,
	/// When the device says that it measured.
	pub measured: Moment,
	/// The chain's time when it took the reading in.
	pub received: Moment,
	/// The block that did.
	pub block: BlockNumber,
	/// The number of the envelope that the reading came in.
	pub sequence: u64,
	/// The number of the envelope whose reading of the same moment this one replaces.
	pub corrects: Option<u64>,
	/// The value lies outside the range that the stream's owner declared. It is a fact all the
	/// same.
	pub out_of_range: bool,
	/// The device was not in good standing, or its key may have been in other hands: the reading
	/// is on record and drives nothing.
	pub tainted: bool,
}

/// A batch that a device signed and the chain took in: what it says of its readings, none of which
/// the chain has seen.
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
pub struct AttestedBatch {
	/// Counts the stream's batches from 0.
	pub number: u64,
	/// The number of the envelope that it came in.
	pub sequence: u64,
	/// How many readings it has.
	pub count: u32,
	/// When the first of them was measured.
	pub first: Moment,
	/// When the last of them was.
	pub last: Moment,
	/// The least value, at `exponent`.
	pub min: i64,
	/// The greatest value, at `exponent`.
	pub max: i64,
	/// The stream's exponent.
	pub exponent: i8,
	/// No two of its readings lie closer in time than this, in milliseconds: what the stream's
	/// owner promised when the batch was taken in. 0 if nothing.
	pub interval: Moment,
	/// The chain's time when it took the batch in.
	pub received: Moment,
	/// The number of the envelope whose batch this one replaces.
	pub corrects: Option<u64>,
	/// An extreme lies outside the range that the stream's owner declared.
	pub out_of_range: bool,
	/// As for [`Attested::tainted`].
	pub tainted: bool,
}

/// One reading of a batch, shown by its path to the batch's root.
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
pub struct Proven {
	/// The batch's number.
	pub batch: u64,
	/// The number of the envelope that the batch came in.
	pub sequence: u64,
	/// The reading's place in the batch, counted from 0.
	pub index: u32,
	/// When it was measured.
	pub measured: Moment,
	/// The measured value, at `exponent`.
	pub value: i64,
	/// The stream's exponent.
	pub exponent: i8,
	/// The batch is tainted, or another replaces it: what it proves drives nothing.
	pub tainted: bool,
}

/// Who hears of readings: of those of signals that somebody [watches](Watch).
///
/// Each function runs once for each reading, in constant time whatever the number of those
/// interested: it notes that something happened, and others work on that later. It cannot fail.
pub trait OnReading {
	/// A reading was taken in. It may be tainted.
	fn on_reading(signal: &Signal, reading: &Attested);

	/// A batch was taken in. It may be tainted.
	fn on_batch(signal: &Signal, batch: &AttestedBatch);

	/// A reading of a batch was proven.
	fn on_proof(signal: &Signal, proven: &Proven);

	/// The epoch in which readings are gathered now, for whoever evaluates conditions on them. It is
	/// asked once for each envelope, before its readings are written, and is part of what each of the
	/// others may cost.
	fn epoch() -> Epoch {
		0
	}

	/// What the costliest of the three costs at worst, once.
	fn weight() -> Weight;
}

/// Nobody hears.
impl OnReading for () {
	fn on_reading(_: &Signal, _: &Attested) {}

	fn on_batch(_: &Signal, _: &AttestedBatch) {}

	fn on_proof(_: &Signal, _: &Proven) {}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// One hears after the other.
impl<A: OnReading, B: OnReading> OnReading for (A, B) {
	fn on_reading(signal: &Signal, reading: &Attested) {
		A::on_reading(signal, reading);
		B::on_reading(signal, reading);
	}

	fn on_batch(signal: &Signal, batch: &AttestedBatch) {
		A::on_batch(signal, batch);
		B::on_batch(signal, batch);
	}

	fn on_proof(signal: &Signal, proven: &Proven) {
		A::on_proof(signal, proven);
		B::on_proof(signal, proven);
	}

	fn epoch() -> Epoch {
		// One of those who hear counts epochs; the others say 0.
		A::epoch().max(B::epoch())
	}

	fn weight() -> Weight {
		A::weight().saturating_add(B::weight())
	}
}

/// How a pallet that hears of readings says which signals it wants to hear of.
///
/// A reading of a signal that nobody watches is told to nobody; one that is watched costs the same
/// whoever watches it. As much is declared where nobody does, and given back.
pub trait Watch {
	/// One more is interested in `signal`, until [`unwatch`](Self::unwatch) was called as often.
	///
	/// Errors: no such stream is open, or more are interested than can be counted. O(1).
	fn watch(signal: &Signal) -> DispatchResult;

	/// One fewer is interested. Nothing changes where nobody is, or where the stream was closed: it
	/// takes those who watched it along. O(1).
	fn unwatch(signal: &Signal);

	/// How many are interested. 0 where no such stream is open. O(1).
	fn watchers(signal: &Signal) -> u32;
}

/// A chain without readings.
impl Watch for () {
	fn watch(_: &Signal) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn unwatch(_: &Signal) {}

	fn watchers(_: &Signal) -> u32 {
		0
	}
}

/// What a stream's owner declared.
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
pub struct SignalTerms {
	/// What is counted. Never changes.
	pub unit: Unit,
	/// Values are mantissas of this power of ten. Never changes.
	pub exponent: i8,
	/// The least value that is expected.
	pub min: i64,
	/// The greatest value that is expected.
	pub max: i64,
	/// No two measurements lie closer than this, in milliseconds. 0 if nothing was declared.
	pub min_interval: Moment,
	/// A signal that is silent for longer than this, in milliseconds, is stale.
	pub longest_silence: Moment,
}

/// A signal as it stands.
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
pub struct SignalState {
	/// What was declared.
	pub terms: SignalTerms,
	/// The reading that was measured last. Readings in batches are not seen. Tainted in hindsight,
	/// too, if the key turned out to have been in other hands when it arrived.
	pub latest: Option<Attested>,
	/// The batch that reaches furthest in time. Tainted in hindsight, too.
	pub latest_batch: Option<AttestedBatch>,
	/// When the last measurement was that is not tainted, in a batch or not: what freshness is
	/// judged by.
	pub heard_at: Option<Moment>,
	/// What landed of late, tainted readings left out. `None` where nobody watches.
	pub windows: Option<Windows>,
	/// The block in which those who hear were told last of a reading, a batch or a proof. Whoever
	/// has dealt with everything up to that block knows all that is to be known.
	pub told_at: Option<BlockNumber>,
	/// The device is in good standing, and the newer of `latest` and `latest_batch` is not tainted.
	/// Where this is false, everything here is to be read as unknown; and what is tainted is
	/// unknown by itself.
	pub sound: bool,
}

impl SignalState {
	/// Whether there was a measurement in the last `longest_silence` before `now`, as the stream
	/// itself declares it.
	pub fn is_fresh(&self, now: Moment) -> bool {
		self.heard_at
			.is_some_and(|at| now.saturating_sub(at) <= self.terms.longest_silence)
	}
}

/// What the other pallets ask about readings.
pub trait Readings {
	/// A signal as it stands. `None` where no such stream is open. O(1).
	fn signal(signal: &Signal) -> Option<SignalState>;

	/// The last readings that arrived, at most eight, the oldest first; those that a correction
	/// replaced are left out. O(1).
	fn recent(signal: &Signal) -> Vec<Attested>;

	/// An open stream in `unit`, in tenths, of a device of `owner` in good standing, which is as
	/// large to read as any. It takes batches. `n` tells devices apart.
	#[cfg(feature = "runtime-benchmarks")]
	fn make_signal(owner: OrgId, n: u32, unit: Unit) -> Signal;
}

/// A chain without readings.
impl Readings for () {
	fn signal(_: &Signal) -> Option<SignalState> {
		None
	}

	fn recent(_: &Signal) -> Vec<Attested> {
		Vec::new()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_signal(_: OrgId, _: u32, _: Unit) -> Signal {
		unreachable!("a chain without readings measures nothing about them")
	}
}

/// Keeps batches for as long as somebody refers to them: an open agreement, a recall, a dispute.
pub trait Evidence {
	/// Keep a batch, whatever comes after it, until it is released as often as it was kept.
	///
	/// Errors: there is no such batch any more, or it is kept too often. Whoever asks answers for
	/// the bound on how many are kept, by a deposit or otherwise.
	fn keep(batch: &BatchId) -> DispatchResult;

	/// Release a batch that was kept once. One that is not kept stays as it is.
	fn release(batch: &BatchId);
}

/// A chain without batches.
impl Evidence for () {
	fn keep(_: &BatchId) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn release(_: &BatchId) {}
}
