//! Readings: how a stream is named, what is known of a reading once it was attested, and the traits
//! through which pallets watch a signal, hear of its readings, look at them and keep them as
//! evidence.

use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use polkadot_sdk::sp_runtime::{DispatchError, DispatchResult, Weight};
use scale_info::TypeInfo;
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

#[cfg(feature = "runtime-benchmarks")]
use crate::organisation::OrgId;
use crate::{
	device::DeviceId,
	windows::{Epoch, Windows},
	BlockNumber, Moment,
};

pub use hallmark_envelope::Unit;

/// The most bytes of a stream's name.
pub const MAX_STREAM_NAME_LEN: usize = 16;

/// Why bytes are no stream's name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MalformedName {
	/// It is empty or longer than [`MAX_STREAM_NAME_LEN`].
	Length,
	/// It begins with something else than a letter or a digit, or has a character other than
	/// letters, digits and `-:./_`.
	Character,
}

impl MalformedName {
	const fn words(self) -> &'static str {
		match self {
			Self::Length => "stream name: not 1 to 16 characters",
			Self::Character => "stream name: a character that RFC 8428 does not allow there",
		}
	}
}

impl fmt::Display for MalformedName {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.words())
	}
}

impl core::error::Error for MalformedName {}

impl From<MalformedName> for Error {
	fn from(malformed: MalformedName) -> Self {
		malformed.words().into()
	}
}

/// What a stream is called on its device: a SenML name (RFC 8428 §4.5.1) of 1 to 16 characters.
///
/// Encoded as 16 bytes, of which those after the name are zero: one name has one encoding, and
/// none begins another.
#[derive(Clone, Copy, Encode, Eq, Hash, MaxEncodedLen, Ord, PartialEq, PartialOrd, TypeInfo)]
pub struct StreamName([u8; MAX_STREAM_NAME_LEN]);

impl StreamName {
	/// The name that these bytes spell.
	///
	/// Errors: as [`MalformedName`] says.
	pub fn new(name: &[u8]) -> Result<Self, MalformedName> {
		if name.is_empty() || name.len() > MAX_STREAM_NAME_LEN {
			return Err(MalformedName::Length);
		}
		let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-:./_".contains(byte);
		if !name[0].is_ascii_alphanumeric() || !name.iter().all(allowed) {
			return Err(MalformedName::Character);
		}
		let mut padded = [0; MAX_STREAM_NAME_LEN];
		padded[..name.len()].copy_from_slice(name);
		Ok(Self(padded))
	}

	/// The name's characters.
	pub fn as_str(&self) -> &str {
		let length = self.0.iter().position(|byte| *byte == 0);
		let name = &self.0[..length.unwrap_or(MAX_STREAM_NAME_LEN)];
		// It is ASCII, or there would be no such name.
		core::str::from_utf8(name).unwrap_or_default()
	}

	/// The name's 16 bytes, zeros after its characters.
	pub fn as_padded(&self) -> &[u8; MAX_STREAM_NAME_LEN] {
		&self.0
	}
}

impl fmt::Debug for StreamName {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "StreamName({})", self.as_str())
	}
}

impl fmt::Display for StreamName {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl FromStr for StreamName {
	type Err = MalformedName;

	fn from_str(name: &str) -> Result<Self, MalformedName> {
		Self::new(name.as_bytes())
	}
}

impl Decode for StreamName {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let padded = <[u8; MAX_STREAM_NAME_LEN]>::decode(input)?;
		let length = padded
			.iter()
			.rposition(|byte| *byte != 0)
			.map_or(0, |last| last + 1);
		Ok(Self::new(&padded[..length])?)
	}
}

impl DecodeWithMemTracking for StreamName {}

// In JSON a name is text.
impl Serialize for StreamName {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for StreamName {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer)?
			.parse()
			.map_err(de::Error::custom)
	}
}

/// One quantity that one device reports: what conditions, policies and peer groups refer to.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Deserialize,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	Serialize,
	TypeInfo,
)]
pub struct Signal {
	/// The device.
	pub device: DeviceId,
	/// What it calls the stream.
	pub name: StreamName,
}

// Both are 32 bytes and a name by the same rules: to conditions and back nothing is lost.
impl From<Signal> for hallmark_conditions::Signal {
	fn from(signal: Signal) -> Self {
		Self {
			device: signal.device.0,
			name: hallmark_conditions::Name::from_padded(*signal.name.as_padded())
				.unwrap_or_default(),
		}
	}
}

impl From<hallmark_conditions::Signal> for Signal {
	fn from(signal: hallmark_conditions::Signal) -> Self {
		Self {
			device: signal.device.into(),
			name: StreamName(*signal.name.padded()),
		}
	}
}

/// A batch of a signal, by its number: a stream's batches count up from 0.
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
pub struct BatchId {
	/// Whose.
	pub signal: Signal,
	/// Which.
	pub number: u64,
}

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

#[cfg(test)]
mod tests {
	use super::*;
	use core::cell::RefCell;

	fn name(text: &str) -> StreamName {
		text.parse().expect("a name")
	}

	#[test]
	fn name_is_what_rfc_8428_allows() {
		for good in [
			"t",
			"9",
			"temp",
			"urn:dev:ow:10",
			"a-b.c/d_e:f",
			"0123456789abcdef",
		] {
			assert_eq!(name(good).as_str(), good);
			assert_eq!(name(good).to_string(), good);
		}
		for (wrong, why) in [
			("", MalformedName::Length),
			("0123456789abcdefg", MalformedName::Length),
			("-a", MalformedName::Character),
			(".", MalformedName::Character),
			("a b", MalformedName::Character),
			("a\0", MalformedName::Character),
			("grad\u{e9}", MalformedName::Character),
		] {
			assert_eq!(wrong.parse::<StreamName>(), Err(why), "{wrong:?}");
			assert!(why.to_string().starts_with("stream name: "));
		}
	}

	#[test]
	fn name_survives_encoding_and_has_one() {
		let encoded = name("temp").encode();
		assert_eq!(encoded, *b"temp\0\0\0\0\0\0\0\0\0\0\0\0");
		assert_eq!(encoded, name("temp").as_padded());
		assert_eq!(StreamName::decode(&mut &encoded[..]), Ok(name("temp")));
		for wrong in [
			*b"\0emp\0\0\0\0\0\0\0\0\0\0\0\0",
			*b"te\0p\0\0\0\0\0\0\0\0\0\0\0\0",
			[0; 16],
		] {
			assert!(StreamName::decode(&mut &wrong[..]).is_err(), "{wrong:?}");
		}
		assert_eq!(StreamName::max_encoded_len(), 16);
	}

	#[test]
	fn signal_is_the_same_to_a_condition_and_back() {
		for text in ["t", "temp", "a-b.c/d_e:f", "0123456789abcdef"] {
			let signal = Signal {
				device: DeviceId::repeat_byte(7),
				name: name(text),
			};
			let asked = hallmark_conditions::Signal::from(signal);
			assert_eq!(asked.name.as_str(), text);
			assert_eq!(asked.encode(), signal.encode());
			assert_eq!(Signal::from(asked), signal);
		}
	}

	#[test]
	fn name_is_text_in_json() {
		let json = serde_json::to_string(&name("temp")).expect("JSON");
		assert_eq!(json, r#""temp""#);
		assert_eq!(
			serde_json::from_str::<StreamName>(&json).expect("a name"),
			name("temp")
		);
		assert!(serde_json::from_str::<StreamName>(r#""-""#).is_err());
	}

	#[test]
	fn signal_is_fresh_until_it_was_silent_for_too_long() {
		let state = |heard_at| SignalState {
			terms: SignalTerms {
				unit: Unit::Celsius,
				exponent: 0,
				min: 0,
				max: 9,
				min_interval: 0,
				longest_silence: 100,
			},
			latest: None,
			latest_batch: None,
			heard_at,
			windows: None,
			told_at: None,
			sound: true,
		};
		assert!(state(Some(50)).is_fresh(150));
		assert!(!state(Some(50)).is_fresh(151));
		assert!(state(Some(50)).is_fresh(20));
		assert!(!state(None).is_fresh(0));
	}

	thread_local! {
		static HEARD: RefCell<Vec<(u8, &'static str)>> = const { RefCell::new(Vec::new()) };
	}

	struct Listener<const N: u8>;

	impl<const N: u8> OnReading for Listener<N> {
		fn on_reading(_: &Signal, _: &Attested) {
			HEARD.with(|heard| heard.borrow_mut().push((N, "reading")));
		}

		fn on_batch(_: &Signal, _: &AttestedBatch) {
			HEARD.with(|heard| heard.borrow_mut().push((N, "batch")));
		}

		fn on_proof(_: &Signal, _: &Proven) {
			HEARD.with(|heard| heard.borrow_mut().push((N, "proof")));
		}

		fn epoch() -> Epoch {
			if N == 2 {
				7
			} else {
				0
			}
		}

		fn weight() -> Weight {
			Weight::from_parts(N.into(), 1)
		}
	}

	#[test]
	fn every_listener_of_a_tuple_hears_once_in_turn() {
		type All = (Listener<1>, (Listener<2>, ()));
		let signal = Signal {
			device: DeviceId::zero(),
			name: name("temp"),
		};
		let reading = Attested {
			value: 1,
			exponent: 0,
			measured: 1,
			received: 1,
			block: 1,
			sequence: 1,
			corrects: None,
			out_of_range: false,
			tainted: false,
		};
		let batch = AttestedBatch {
			number: 0,
			sequence: 1,
			count: 1,
			first: 1,
			last: 1,
			min: 1,
			max: 1,
			exponent: 0,
			interval: 0,
			received: 1,
			corrects: None,
			out_of_range: false,
			tainted: false,
		};
		let proven = Proven {
			batch: 0,
			sequence: 1,
			index: 0,
			measured: 1,
			value: 1,
			exponent: 0,
			tainted: false,
		};
		All::on_reading(&signal, &reading);
		All::on_batch(&signal, &batch);
		All::on_proof(&signal, &proven);
		let heard = HEARD.with(|heard| heard.borrow().clone());
		let each = ["reading", "batch", "proof"];
		let expected: Vec<_> = each
			.iter()
			.flat_map(|what| [(1, *what), (2, *what)])
			.collect();
		assert_eq!(heard, expected);
		assert_eq!(All::weight(), Weight::from_parts(3, 2));
		assert_eq!(All::epoch(), 7);
	}

	#[test]
	fn nothing_is_known_where_there_are_no_readings() {
		let signal = Signal {
			device: DeviceId::zero(),
			name: name("temp"),
		};
		assert_eq!(<() as Readings>::signal(&signal), None);
		assert!(<() as Readings>::recent(&signal).is_empty());
		let batch = BatchId { signal, number: 0 };
		assert_eq!(
			<() as Evidence>::keep(&batch),
			Err(DispatchError::Unavailable)
		);
		<() as Evidence>::release(&batch);
		let watched = <() as Watch>::watch(&signal);
		assert_eq!(watched, Err(DispatchError::Unavailable));
		<() as Watch>::unwatch(&signal);
		assert_eq!(<() as Watch>::watchers(&signal), 0);
	}
}
