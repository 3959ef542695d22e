//! What the pallet stores and shows.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hallmark_envelope::{Unit, Window, MAX_ENVELOPE_LEN};
use hallmark_types::{
	device::DeviceId,
	organisation::OrgId,
	readings::{Attested, AttestedBatch, Signal, StreamName},
	windows::Windows,
	BlockNumber, Moment,
};
use polkadot_sdk::{frame_support, sp_core::H256};
use scale_info::TypeInfo;

use crate::{DepositOf, Refusal};

/// The most envelopes of one [`relay`](crate::Pallet::relay).
pub const MAX_RELAYED: u32 = 256;

/// How many readings a stream remembers.
pub const RECENT: u32 = 8;

/// The most streams in a peer group.
pub const MAX_PEERS: u32 = 32;

/// How many others a reading is held against at least.
pub const QUORUM: usize = 3;

/// A number this far above the highest one of its device, or farther, is refused: who steals a key
/// cannot use up the numbers with one envelope. It leaves room for a device that counts
/// milliseconds since 1970.
pub const MAX_LEAP: u64 = 1 << 42;

/// How many transactions of one device are in the pool at most: as many as its numbers may be out
/// of order.
pub const MAX_PENDING: u64 = hallmark_envelope::WINDOW as u64;

/// An envelope as it is carried.
pub type EnvelopeBytes = BoundedVec<u8, ConstU32<{ MAX_ENVELOPE_LEN as u32 }>>;

/// What a gateway carries at once.
pub type Envelopes = BoundedVec<EnvelopeBytes, ConstU32<MAX_RELAYED>>;

/// Places in a [`relay`](crate::Pallet::relay), counted from 0, and what was wrong there.
pub type Refusals = BoundedVec<(u8, Refusal), ConstU32<MAX_RELAYED>>;

/// The hashes beside the way from a leaf to the root, lowest first (RFC 9162 §2.1.3.1).
pub type Path = BoundedVec<hallmark_merkle::Hash, ConstU32<{ hallmark_envelope::MAX_PATH_LEN }>>;

/// Names a peer group. Counts up from 1; no number is given twice.
pub type GroupId = u32;

/// Who paid for stored bytes, and what is held for them.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Deposit<AccountId, Ticket> {
	/// Who gets it back.
	pub payer: AccountId,
	/// What is held.
	pub ticket: Ticket,
}

/// What a stream's owner declares when it is opened.
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
pub struct Terms {
	/// What is counted. Never changes.
	pub unit: Unit,
	/// Values are kept as mantissas of this power of ten: -3 is thousandths. Never changes.
	pub exponent: i8,
	/// How many batches can be proven from at least: the latest ones. 0 if the stream takes none.
	/// Never changes.
	pub retention: u32,
	/// What may be amended.
	pub bounds: Bounds,
}

/// What a stream's owner declares and may amend.
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
pub struct Bounds {
	/// The least value that is expected. A lower one is a fact, and a strike.
	pub min: i64,
	/// The greatest value that is expected. A higher one is a fact, and a strike.
	pub max: i64,
	/// How far apart two measurements are at least, in milliseconds.
	pub min_interval: Moment,
	/// After how many milliseconds without a measurement the stream is stale.
	pub longest_silence: Moment,
}

/// A stream's place in a peer group.
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
pub struct Place {
	/// The group.
	pub group: GroupId,
	/// The seat, counted from 0.
	pub seat: u8,
}

/// A reading as a stream remembers it.
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
pub struct Entry {
	/// The value, at the stream's exponent.
	pub value: i64,
	/// When it was measured.
	pub measured: Moment,
	/// The chain's time when it was taken in.
	pub received: Moment,
	/// The block that took it in.
	pub block: BlockNumber,
	/// The number of its envelope.
	pub sequence: u64,
	/// The number of the envelope that it puts right.
	pub corrects: Option<u64>,
	/// The number of the envelope that puts it right.
	pub corrected_by: Option<u64>,
	/// It lies outside the stream's range.
	pub out_of_range: bool,
	/// It drives nothing.
	pub tainted: bool,
}

impl Entry {
	/// The reading as others see it.
	pub fn attested(&self, exponent: i8) -> Attested {
		Attested {
			value: self.value,
			exponent,
			measured: self.measured,
			received: self.received,
			block: self.block,
			sequence: self.sequence,
			corrects: self.corrects,
			out_of_range: self.out_of_range,
			tainted: self.tainted,
		}
	}
}

/// A stream: as large after ten million readings as after ten.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Stream {
	/// What its owner declared.
	pub terms: Terms,
	/// The peer group that it is held against.
	pub place: Option<Place>,
	/// The reading that was measured last, a correction of it if there is one.
	pub latest: Option<Entry>,
	/// When the last measurement was that is not tainted, in a batch or not.
	pub heard_at: Option<Moment>,
	/// What landed of late, for whoever evaluates conditions. `None` where nobody watches.
	pub windows: Option<Windows>,
	/// Commits to everything that was taken in: the BLAKE2b-256 hash of the head before (zeros at
	/// first) and of the envelope's digest.
	pub head: H256,
	/// The last readings, in the order of their arrival.
	pub recent: BoundedVec<Entry, ConstU32<RECENT>>,
	/// How many batches were taken in, and so the next one's number.
	pub batches: u64,
	/// The batch that reaches furthest in time.
	pub latest_batch: Option<AttestedBatch>,
	/// How many are interested. Nobody is told of what comes while it is 0.
	pub watchers: u32,
	/// The block in which they were told last.
	pub told_at: Option<BlockNumber>,
}

impl Stream {
	/// A stream that has heard nothing.
	pub fn new(terms: Terms) -> Self {
		Self {
			terms,
			place: None,
			latest: None,
			heard_at: None,
			windows: None,
			head: H256::zero(),
			recent: BoundedVec::new(),
			batches: 0,
			latest_batch: None,
			watchers: 0,
			told_at: None,
		}
	}
}

/// What is kept of a device that has or had streams, for ever: its numbers must not be used twice
/// even if its streams come and go.
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
pub struct Record {
	/// The numbers that were taken in.
	pub window: Window,
	/// How many numbers never came.
	pub gaps: u64,
	/// Strikes, each less than `StrikePeriod` after the one before.
	pub strikes: u32,
	/// When the last one was.
	pub struck_at: Moment,
	/// How many streams were ever opened.
	pub streams: u32,
}

/// A batch as it is kept: what was signed, and what became of it.
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
pub struct Batch {
	/// Counts the stream's batches from 0.
	pub number: u64,
	/// The number of its envelope.
	pub sequence: u64,
	/// What the device signed.
	pub signed: hallmark_envelope::Batch,
	/// The stream's least interval when it was taken in.
	pub interval: Moment,
	/// The chain's time when it was taken in.
	pub received: Moment,
	/// The number of the envelope whose batch it replaces.
	pub corrects: Option<u64>,
	/// The number of the envelope whose batch replaces it.
	pub corrected_by: Option<u64>,
	/// An extreme lies outside the stream's range.
	pub out_of_range: bool,
	/// It drives nothing.
	pub tainted: bool,
	/// How often it is kept as evidence.
	pub kept: u32,
}

impl Batch {
	/// The batch as others see it.
	pub fn attested(&self) -> AttestedBatch {
		AttestedBatch {
			number: self.number,
			sequence: self.sequence,
			count: self.signed.count,
			first: self.signed.first,
			last: self.signed.last,
			min: self.signed.min,
			max: self.signed.max,
			exponent: self.signed.exponent,
			interval: self.interval,
			received: self.received,
			corrects: self.corrects,
			out_of_range: self.out_of_range,
			tainted: self.tainted,
		}
	}
}

/// By what a peer group judges.
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
pub struct GroupTerms {
	/// The unit of every member's stream.
	pub unit: Unit,
	/// The exponent of every member's stream.
	pub exponent: i8,
	/// How far from the others' median a value may be, at `exponent`.
	pub tolerance: u64,
	/// How many times in a row a value may be farther off until it is a strike: at least 1.
	pub patience: u8,
	/// How far apart two measurements may be to be held against each other, in milliseconds.
	pub freshness: Moment,
}

/// Who sits or may sit in a peer group.
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
pub struct Seat {
	/// Whose seat it is.
	pub signal: Signal,
	/// Whether the stream's owner has taken it.
	pub taken: bool,
}

/// A peer group: streams of one unit that are held against each other.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Group<Deposit> {
	/// The organisation that decides who sits in it.
	pub host: OrgId,
	/// By what it judges.
	pub terms: GroupTerms,
	/// Who sits in it. A place does not change.
	pub seats: BoundedVec<Option<Seat>, ConstU32<MAX_PEERS>>,
	/// For its bytes and those of its voices.
	pub deposit: Deposit,
}

/// A reading, as far as its peers care.
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
pub struct Said {
	/// The value.
	pub value: i64,
	/// When it was measured.
	pub measured: Moment,
	/// The number of its envelope.
	pub sequence: u64,
}

/// A reading that was too far from what the others said when it came.
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
pub struct Doubt {
	/// The reading.
	pub said: Said,
	/// The lowest that the median of the others was; of an even number, the lower middle one.
	pub low: i64,
	/// The highest; of an even number, the upper middle one.
	pub high: i64,
}

/// What a member of a peer group said last.
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
pub struct Voice {
	/// Its latest reading. `None` for one that does not count: it has said nothing, or is not in good
	/// standing.
	pub said: Option<Said>,
	/// The reading that it has to answer for, once others have spoken in their turn.
	pub doubt: Option<Doubt>,
	/// How many readings in a row were too far off, and still so when others had spoken.
	pub outlying: u8,
}

/// What a peer group hears, apart from who is in it: this is read with every reading.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Voices {
	/// As in [`GroupTerms`].
	pub tolerance: u64,
	/// As in [`GroupTerms`].
	pub patience: u8,
	/// As in [`GroupTerms`].
	pub freshness: Moment,
	/// One for each seat.
	pub voices: BoundedVec<Voice, ConstU32<MAX_PEERS>>,
}

/// Why a device has a strike.
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
pub enum Cause {
	/// A value, or an extreme of a batch, lies outside the range that the stream's owner declared.
	#[codec(index = 0)]
	OutOfRange {
		/// The value.
		value: i64,
	},
	/// A value was too far from what the peer group says, and not for the first time.
	#[codec(index = 1)]
	Outlier {
		/// The value.
		value: i64,
		/// The number of the envelope that it came in. The strike is given with a later one, when the
		/// others have spoken in their turn.
		sequence: u64,
		/// The group.
		group: GroupId,
		/// The lower end of what the others said before and after: of their medians, and of the lower
		/// middle ones where they are even in number.
		low: i64,
		/// The upper end of it.
		high: i64,
	},
}

/// What an owner's devices may still spend.
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
pub struct Bucket {
	/// What is in it, in picoseconds of execution time.
	pub level: u64,
	/// When that was.
	pub updated_at: Moment,
	/// How many units of deposit enlarge it.
	pub units: u32,
}

/// What somebody put up for an organisation's quota.
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
pub struct Stake<Balance> {
	/// How many units.
	pub units: u32,
	/// What is held for them.
	pub held: Balance,
}

/// A stream as it is shown.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct StreamView {
	/// Which.
	pub signal: Signal,
	/// The stream.
	pub stream: Stream,
	/// Whether what it says can be believed now: see `SignalState::sound`.
	pub sound: bool,
	/// Whether it was heard within its longest silence.
	pub fresh: bool,
}

/// A page of a device's streams.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct StreamPage {
	/// Their names.
	pub names: alloc::vec::Vec<StreamName>,
	/// Where the next page begins, if there is one.
	pub next: Option<StreamName>,
}

/// What is known of a device's numbers and conduct.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct DeviceView {
	/// Which.
	pub device: DeviceId,
	/// The highest number so far: the next higher one is always good.
	pub highest: u64,
	/// Numbers among the 64 that end with the highest one which are still missing.
	pub missing: u32,
	/// How many numbers never came.
	pub gaps: u64,
	/// Strikes that count now.
	pub strikes: u32,
	/// How many streams were ever opened.
	pub streams: u32,
}

/// An owner's allowance.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct QuotaView {
	/// What can be spent now, in picoseconds of execution time.
	pub level: u64,
	/// What can be spent at most at once.
	pub capacity: u64,
	/// What comes back in a second.
	pub recovery: u64,
	/// How many units of deposit enlarge it.
	pub units: u32,
}

/// [`Group`] in this runtime.
pub type GroupOf<T> = Group<DepositOf<T>>;

/// A peer group as it is shown.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct GroupView {
	/// Which.
	pub group: GroupId,
	/// The organisation that decides who sits in it.
	pub host: OrgId,
	/// By what it judges.
	pub terms: GroupTerms,
	/// Who sits in it or may, and what each said last.
	pub members: alloc::vec::Vec<MemberView>,
}

/// A seat of a peer group as it is shown.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct MemberView {
	/// The seat, counted from 0.
	pub seat: u8,
	/// Whose it is.
	pub signal: Signal,
	/// Whether it is taken, and not only offered.
	pub taken: bool,
	/// What was said there last.
	pub voice: Voice,
}

/// Why a reading is not proven.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum ProofError {
	/// There is no such batch, or it is not kept any more.
	#[codec(index = 0)]
	UnknownBatch,
	/// The reading is not in the batch.
	#[codec(index = 1)]
	NotInBatch(hallmark_envelope::Error),
}
