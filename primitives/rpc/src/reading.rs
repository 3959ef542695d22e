//! Readings: streams, batches, proofs, and the feed of a stream.

use std::{borrow::Cow, fmt, str::FromStr};

use hallmark_types::{organisation::OrgId, readings, BlockNumber};
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

use crate::{
	method::{methods, param, Delivery, Method},
	value::{kinds, objects, text},
	Bytes, Cursor, DeviceRef, Hex32, Measured, Number, Page, Time, When,
};

/// What a stream is called on its device: 1 to 16 letters, digits and `-:./_`, a letter or digit first.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct StreamName(pub readings::StreamName);

text!(StreamName, {
	"type": "string",
	"pattern": "^[A-Za-z0-9][A-Za-z0-9:./_-]{0,15}$",
	"description": "What a stream is called on its device (a SenML name).",
});

impl fmt::Display for StreamName {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.0.fmt(f)
	}
}

impl FromStr for StreamName {
	type Err = readings::MalformedName;

	fn from_str(name: &str) -> Result<Self, Self::Err> {
		name.parse().map(Self)
	}
}

objects! {
	/// A reading that a device signed and the chain took in.
	pub struct Reading {
		/// The measured value.
		pub value: Number,
		/// Its unit: a symbol of the SenML registry, such as `Cel`.
		pub unit: String,
		/// When the device says that it measured.
		pub measured_at: Time,
		/// The chain's time when it took the reading in.
		pub received_at: Time,
		/// The height of the block that did.
		pub block: BlockNumber,
		/// The number of the envelope that the reading came in.
		pub sequence: u64,
		/// The number of the envelope whose reading of the same moment this one replaces.
		pub corrects: Option<u64>,
		/// The number of the envelope whose reading replaces this one.
		pub corrected_by: Option<u64>,
		/// The value lies outside the range that the stream's owner declared. It is a fact all the
		/// same.
		pub out_of_range: bool,
		/// It is on record and drives nothing: the device was not in good standing, or its key may
		/// have been in other hands.
		pub tainted: bool,
	}

	/// What a device says of a batch of readings, none of which the chain has seen.
	pub struct BatchSummary {
		/// Counts the stream's batches from 0.
		pub number: u64,
		/// The number of the envelope that it came in.
		pub sequence: u64,
		/// How many readings it has.
		pub count: u32,
		/// When the first of them was measured.
		pub first_at: Time,
		/// When the last of them was.
		pub last_at: Time,
		/// The least value.
		pub min: Number,
		/// The greatest value.
		pub max: Number,
		/// Their unit.
		pub unit: String,
		/// The chain's time when it took the batch in.
		pub received_at: Time,
		/// The number of the envelope whose batch this one replaces.
		pub corrects: Option<u64>,
		/// An extreme lies outside the range that the stream's owner declared.
		pub out_of_range: bool,
		/// It is on record and drives nothing.
		pub tainted: bool,
	}

	/// A batch that is kept, so that readings of it can be proven.
	pub struct Batch {
		/// What its device says of it.
		#[serde(flatten)]
		pub summary: BatchSummary,
		/// The sum of all values.
		pub sum: Number,
		/// The Merkle root (RFC 9162) over its readings.
		pub root: Hex32,
		/// The number of the envelope whose batch replaces it.
		pub corrected_by: Option<u64>,
		/// How often it is kept as evidence, whatever the stream's retention.
		pub kept: u32,
	}

	/// A place in a peer group.
	pub struct Place {
		/// The group.
		pub group: u32,
		/// The seat, counted from 0.
		pub seat: u8,
	}

	/// A stream as it stands.
	pub struct Stream {
		/// Whose it is.
		pub device: Hex32,
		/// What it is called there.
		pub stream: StreamName,
		/// What is counted: a symbol of the SenML registry.
		pub unit: String,
		/// Values are kept as multiples of this power of ten: -3 is thousandths.
		pub exponent: i8,
		/// The least value that is expected. A lower one is a fact, and a strike.
		pub min: Number,
		/// The greatest value that is expected.
		pub max: Number,
		/// How far apart two measurements are at least, in milliseconds.
		pub min_interval_ms: u64,
		/// After how many milliseconds without a measurement the stream is stale.
		pub longest_silence_ms: u64,
		/// How many batches can be proven from at least: the latest ones. 0 if it takes none.
		pub retention: u32,
		/// The peer group that it is held against.
		pub peer_group: Option<Place>,
		/// The reading that was measured last, a correction of it if there is one.
		pub latest: Option<Reading>,
		/// When the last measurement was that is not tainted, in a batch or not.
		pub heard_at: Option<Time>,
		/// Whether what it says can be believed now: its device is in good standing and its newest
		/// reading not tainted.
		pub sound: bool,
		/// Whether it was heard within its longest silence.
		pub fresh: bool,
		/// The last readings, in the order of their arrival, at most 8.
		pub recent: Vec<Reading>,
		/// How many batches were taken in.
		pub batches: u64,
		/// The batch that reaches furthest in time.
		pub latest_batch: Option<BatchSummary>,
		/// Commits to everything that was taken in: BLAKE2b-256 of the head before and of the
		/// envelope's digest.
		pub head: Hex32,
		/// How many agreements and policies are interested in it.
		pub watchers: u32,
	}

	/// The least and the greatest of some values.
	pub struct Range {
		/// The least.
		pub lowest: Number,
		/// The greatest.
		pub highest: Number,
	}

	/// What landed on a stream of late, as conditions on it see it.
	pub struct Windows {
		/// The unit of its values.
		pub unit: String,
		/// Of what landed in the two latest epochs of evaluation. `null` if nothing did.
		pub all: Option<Range>,
		/// Of what landed in the open epoch. `null` if nothing has.
		pub open: Option<Range>,
	}

	/// A reading of a batch, as its device keeps it.
	pub struct Leaf {
		/// Its place in the batch, counted from 0.
		pub index: u32,
		/// When it was measured: in UTC such as `2026-11-22T08:00:00Z`, or in milliseconds since 1970
		/// began.
		pub measured_at: When,
		/// Its value, in the stream's unit.
		pub value: Measured,
	}

	/// What became of a proof.
	pub struct ReadingProof {
		/// Whether the reading is in the batch.
		pub proven: bool,
		/// Why it is not.
		pub problem: Option<String>,
		/// The reading, if it is.
		pub reading: Option<ProvenReading>,
	}

	/// A reading that was shown to be in a batch.
	pub struct ProvenReading {
		/// The batch's number.
		pub batch: u64,
		/// The number of the envelope that the batch came in.
		pub sequence: u64,
		/// The reading's place in the batch.
		pub index: u32,
		/// When it was measured.
		pub measured_at: Time,
		/// Its value.
		pub value: Number,
		/// Its unit.
		pub unit: String,
		/// The batch is tainted, or another replaces it: what it proves drives nothing.
		pub tainted: bool,
	}

	/// What is known of a device's numbers and conduct.
	pub struct DeviceConduct {
		/// Which.
		pub device: Hex32,
		/// The highest sequence so far: the next higher one is always good.
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

	/// What an owner's devices may still spend without a fee. A picosecond of execution time is a
	/// millionth of a microsecond.
	pub struct Quota {
		/// Whose.
		pub org: OrgId,
		/// What can be spent now, in picoseconds of execution time.
		pub level_ps: u64,
		/// What can be spent at most at once, in picoseconds.
		pub capacity_ps: u64,
		/// What comes back in a second, in picoseconds.
		pub recovery_ps: u64,
		/// How many units of deposit enlarge it.
		pub units: u32,
	}

	/// What a member of a peer group said last.
	pub struct Said {
		/// The value.
		pub value: Number,
		/// When it was measured.
		pub measured_at: Time,
		/// The number of its envelope.
		pub sequence: u64,
	}

	/// A seat of a peer group.
	pub struct Member {
		/// The seat, counted from 0.
		pub seat: u8,
		/// Whose it is: the device.
		pub device: Hex32,
		/// And its stream.
		pub stream: StreamName,
		/// Whether it is taken, and not only offered.
		pub taken: bool,
		/// What was said there last. `null` for one that does not count.
		pub said: Option<Said>,
		/// How many readings in a row were too far from the others'.
		pub outlying: u8,
	}

	/// A peer group: streams of one unit that are held against each other.
	pub struct Group {
		/// Which.
		pub group: u32,
		/// The organisation that decides who sits in it.
		pub host: OrgId,
		/// The unit of every member's stream.
		pub unit: String,
		/// How far from the others' median a value may be.
		pub tolerance: Number,
		/// How many times in a row a value may be farther off until it is a strike.
		pub patience: u8,
		/// How far apart two measurements may be to be held against each other, in milliseconds.
		pub freshness_ms: u64,
		/// Who sits in it or may.
		pub members: Vec<Member>,
	}

	/// Why an envelope is not taken in.
	pub struct Refusal {
		/// The code under which the pool reports it: see `docs/readings.md`.
		pub code: u8,
		/// What it is called, such as `UnknownDevice`.
		pub reason: String,
		/// What is wrong, in words.
		pub message: String,
		/// Whether the same bytes may be taken in later.
		pub passes: bool,
	}

	/// An envelope on the chain: what a device signed, and where it stands. Whoever has it can verify
	/// the signature with the key of the day (`device_keyAt`), without trusting the node.
	pub struct EnvelopeOnChain {
		/// The device.
		pub device: Hex32,
		/// The envelope's number.
		pub sequence: u64,
		/// The envelope's bytes: a COSE_Sign1, see `docs/envelope.md`.
		pub envelope: Bytes,
		/// SHA-256 of the bytes that are signed.
		pub digest: Hex32,
		/// Where it stands.
		#[serde(flatten)]
		pub stands: Stands,
	}

	/// The readings of one envelope as a feed delivers them: those of the stream that was asked for.
	pub struct FedReadings {
		/// The envelope's number. Resume from here with `after`.
		pub sequence: u64,
		/// The readings, in the envelope's order.
		pub readings: Vec<FedReading>,
		/// The number of the envelope whose reading this one replaces.
		pub corrects: Option<u64>,
		/// Where it stands on the chain.
		#[serde(flatten)]
		pub stands: Stands,
	}

	/// A reading as a feed delivers it.
	pub struct FedReading {
		/// The measured value.
		pub value: Number,
		/// Its unit: a symbol of the SenML registry, such as `Cel`.
		pub unit: String,
		/// When the device says that it measured.
		pub measured_at: Time,
	}

	/// Where an envelope stands on the chain.
	pub struct Stands {
		/// The chain's time when it took the envelope in.
		pub received_at: Time,
		/// The height of the block that did.
		pub block: BlockNumber,
		/// That block's hash.
		pub block_hash: Hex32,
		/// The place in the block of the transaction that brought it, counted from 0.
		pub transaction: u32,
		/// The place in a gateway's transaction, counted from 0; 0 if it came by itself.
		pub place: u32,
	}

	/// A batch as a feed delivers it.
	pub struct FedBatch {
		/// The number of the envelope that it came in. Resume from here with `after`.
		pub sequence: u64,
		/// How many readings it has.
		pub count: u32,
		/// When the first of them was measured.
		pub first_at: Time,
		/// When the last of them was.
		pub last_at: Time,
		/// The least value.
		pub min: Number,
		/// The greatest value.
		pub max: Number,
		/// The sum of all values.
		pub sum: Number,
		/// Their unit.
		pub unit: String,
		/// The Merkle root (RFC 9162) over its readings.
		pub root: Hex32,
		/// The number of the envelope whose batch this one replaces.
		pub corrects: Option<u64>,
		/// Where it stands on the chain.
		#[serde(flatten)]
		pub stands: Stands,
	}
}

kinds! {
	/// What a feed delivers: an envelope at a time.
	pub enum Feed {
		/// Readings.
		Readings(FedReadings),
		/// A batch.
		Batch(FedBatch),
		/// The feed is over, and nothing follows.
		Closed {
			/// Why.
			reason: ClosedReason,
			/// Subscribe again with this as `after`, and nothing is missed and nothing comes twice.
			/// `null`: nothing was delivered yet; subscribe as before.
			resume_after: Option<u64>,
			/// The same in words.
			message: String,
		},
	}
}

crate::value::words! {
	/// Why a feed is over.
	pub enum ClosedReason {
		/// The reader was too slow, and more waits for it than is kept.
		Lagged,
		/// The node could not read a block.
		Failed,
	}
}

methods! {
	/// Readings.
	ReadingApi, METHODS, "reading";

	/// The reading of a stream that was measured last, a correction of it if there is one. `null` if
	/// there is no such stream, or no reading.
	latest "latest" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
		/// The stream's name on the device, such as `temp`: 1 to 16 letters, digits and `-:./_`.
		stream: StreamName,
	) -> Option<Reading>;

	/// A stream as it stands: its terms, its latest readings and batch, whether it can be believed.
	/// `null` if there is none, or if it was closed.
	stream "stream" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
		/// The stream's name on the device, such as `temp`: 1 to 16 letters, digits and `-:./_`.
		stream: StreamName,
	) -> Option<Stream>;

	/// The names of a device's open streams, in no particular order, at most 100 at once.
	streams "streams" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
		;
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Page<StreamName>;

	/// What landed on a stream of late, as conditions on it see it. `null` where nobody watches it, and
	/// where there is no such stream.
	windows "windows" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
		/// The stream's name on the device, such as `temp`: 1 to 16 letters, digits and `-:./_`.
		stream: StreamName,
	) -> Option<Windows>;

	/// A batch that is kept. `null` if there is none of that number, or none any more.
	batch "batch" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
		/// The stream's name on the device, such as `temp`: 1 to 16 letters, digits and `-:./_`.
		stream: StreamName,
		/// The batch's number, counted from 0 on its stream.
		batch: u64,
	) -> Option<Batch>;

	/// Whether one reading is in a batch, shown by its Merkle path: what the call `prove` would say,
	/// without a fee and without anybody hearing of it. `null` if there is no such batch, or not any
	/// more.
	proof "proof" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
		/// The stream's name on the device, such as `temp`: 1 to 16 letters, digits and `-:./_`.
		stream: StreamName,
		/// The batch's number, counted from 0 on its stream.
		batch: u64,
		/// The reading: `{"index": 0, "measuredAt": "2026-11-22T08:00:00Z", "value": "21.5"}`.
		leaf: Leaf,
		/// The hashes beside the way from the reading to the root, the lowest first: at most 17, each
		/// `0x` and 64 hexadecimal digits.
		path: Vec<Hex32>,
	) -> Option<ReadingProof>;

	/// A device's numbers and conduct. `null` if it never had a stream.
	device "device" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
	) -> Option<DeviceConduct>;

	/// What an organisation's devices may still spend without a fee.
	quota "quota" (
		/// The organisation's number.
		org: OrgId,
	) -> Quota;

	/// A peer group and what its members said last. `null` if there is none of that number.
	group "group" (
		/// The group's number.
		group: u32,
	) -> Option<Group>;

	/// Why an envelope would not be taken in now, its signature included. `null` if it would.
	refusal "refusal" (
		/// The envelope's bytes: `0x` and two hexadecimal digits for each.
		envelope: Bytes,
	) -> Option<Refusal>;
}

/// The feed of a stream, and the way to an envelope: what is read from blocks and not from state.
#[cfg(any(feature = "client", feature = "server"))]
#[cfg_attr(
	all(feature = "client", feature = "server"),
	jsonrpsee::proc_macros::rpc(client, server, namespace = "reading")
)]
#[cfg_attr(
	all(feature = "client", not(feature = "server")),
	jsonrpsee::proc_macros::rpc(client, namespace = "reading")
)]
#[cfg_attr(
	all(not(feature = "client"), feature = "server"),
	jsonrpsee::proc_macros::rpc(server, namespace = "reading")
)]
pub trait FeedApi {
	/// Every reading and batch of a stream in final blocks, once and in the order in which the chain
	/// took them in.
	#[subscription(name = "subscribe" => "feed", unsubscribe = "unsubscribe", item = Feed)]
	async fn feed(
		&self,
		device: DeviceRef,
		stream: StreamName,
		after: Option<u64>,
	) -> jsonrpsee::core::SubscriptionResult;

	/// An envelope that the chain took in, and where it stands.
	#[method(name = "envelope")]
	async fn envelope(
		&self,
		device: DeviceRef,
		sequence: u64,
		block: Option<BlockNumber>,
	) -> jsonrpsee::core::RpcResult<Option<EnvelopeOnChain>>;
}

/// The methods of [`FeedApi`] as they are described.
pub(crate) const FEED: &[Method] = &[
	Method {
		name: "reading_subscribe",
		doc: &[
			"Every reading and batch of a stream in final blocks, once and in the order in which the chain",
			"took them in. Notifications are called `reading_feed`; each has the readings of one",
			"envelope, a batch, or the word that the feed is closed and from where to resume. Over WebSocket only.",
		],
		params: &[
			param!(true, device, DeviceRef, [
				"The device: its id, `0x` and 64 hexadecimal digits, or `{\"maker\": 2, \"serial\": \"SN-1\"}`."
			]),
			param!(true, stream, StreamName, [
				"The stream's name on the device, such as `temp`: 1 to 16 letters, digits and `-:./_`."
			]),
			param!(false, after, u64, [
				"The sequence of an envelope: what the chain took in after it is delivered first. What is \
				 taken in from now on if it is left out."
			]),
		],
		answer: |_| json_schema!({
			"description": "The subscription's id.",
			"type": ["string", "integer"],
		}),
		delivers: Some(Delivery {
			notification: "reading_feed",
			unsubscribe: "reading_unsubscribe",
			item: |generator| generator.subschema_for::<Feed>(),
		}),
	},
	Method {
		name: "reading_envelope",
		doc: &[
			"An envelope that the chain took in, in a final block, and where it stands. `null` if the chain",
			"has none of this number.",
		],
		params: &[
			param!(true, device, DeviceRef, [
				"The device: its id, `0x` and 64 hexadecimal digits, or `{\"maker\": 2, \"serial\": \"SN-1\"}`."
			]),
			param!(true, sequence, u64, ["The envelope's number."]),
			param!(false, block, BlockNumber, [
				"The height of the block that took it in, such as a reading's `block`: only there it is \
				 looked for. If it is left out, it is looked for from the newest block back, as far as the \
				 node looks."
			]),
		],
		answer: |generator| generator.subschema_for::<Option<EnvelopeOnChain>>(),
		delivers: None,
	},
];
