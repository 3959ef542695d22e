//! What the pallet stores and shows.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hallmark_conditions::excursion::{presets::PresetId, Policy, Record, Rule, MAX_RULES};
use hallmark_types::{
	epc::Epc,
	gs1::Gln,
	items::{Holder, ItemId, Life, Verdict},
	organisation::OrgId,
	quantity::{Quantity, Scale},
	readings::{Attested, AttestedBatch, Proven, Signal, Unit},
	BlockNumber, Moment,
};
use polkadot_sdk::{frame_support, sp_core::H256};
use scale_info::TypeInfo;

use crate::sketch::Sketch;

/// The most things that one call names.
pub const MAX_NEW: u32 = 1_000;

/// The most things that are packed, unpacked, used up, made or seen by one call.
pub const MAX_MOVED: u32 = 100;

/// How deep things are packed: a thing that is in nothing stands on level 1.
pub const MAX_LEVELS: u32 = 5;

/// The containers that a thing can be in at once.
pub const MAX_ANCESTORS: usize = MAX_LEVELS as usize - 1;

/// The most hands that are remembered with an item. Its steps tell of all.
pub const MAX_HANDS: u32 = 16;

/// The most policies of one item, past ones included.
pub const MAX_POLICIES: u8 = 4;

/// The most stays in containers with a policy that are remembered one by one. What older ones came
/// to is remembered all the same.
pub const MAX_STAYS: u32 = 8;

/// The most that hold one item.
pub const MAX_HOLDERS: u8 = 8;

/// The most organisations that recalled things may be brought to, besides where they came from.
pub const MAX_RETURNS: u32 = 8;

/// The most units in which something is lost in one transformation.
pub const MAX_LOSSES: u32 = 8;

/// More readings than a block has room for.
pub const FULLEST_BLOCK: u32 = 50_000;

/// The most lots of one organisation's recalls that are gone over at once, unless it is a regulator:
/// nobody keeps the others busy.
pub const MAX_BUSY: u32 = 4;

/// The most lots that are gone over one by one at once.
pub const MAX_SPREADING: u32 = 32;

/// Counts recalls from 1.
pub type RecallId = u32;

/// Counts commissions and transformations from 1.
pub type BirthId = u64;

/// Counts deposits from 1.
pub type BillId = u64;

/// Things that one call names.
pub type NewItems = BoundedVec<NewItem, ConstU32<MAX_NEW>>;

/// Things that one call makes of others.
pub type Outputs = BoundedVec<NewItem, ConstU32<MAX_MOVED>>;

/// Things by their ids.
pub type ItemIds = BoundedVec<ItemId, ConstU32<MAX_MOVED>>;

/// Things that are used up.
pub type Inputs = BoundedVec<Input, ConstU32<MAX_MOVED>>;

/// What is lost in a transformation.
pub type Losses = BoundedVec<Quantity, ConstU32<MAX_LOSSES>>;

/// Containers with the numbers of their steps, the innermost first.
pub type Way = BoundedVec<(ItemId, u32), ConstU32<{ MAX_ANCESTORS as u32 }>>;

/// A word of the Core Business Vocabulary, such as `inspecting`: lower-case letters and `_`.
pub type Word = BoundedVec<u8, ConstU32<32>>;

/// Derives what everything that is stored and shown in full has.
macro_rules! data {
	($($(#[$meta:meta])* pub $kind:ident $name:ident $(<$($param:ident),*>)? { $($body:tt)* })*) => { $(
		$(#[$meta])*
		#[derive(
			Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
		)]
		pub $kind $name $(<$($param),*>)? { $($body)* }
	)* };
}

/// The same for what is small enough to be copied.
macro_rules! word {
	($($(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* })*) => { $(
		$(#[$meta])*
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
		pub $kind $name { $($body)* }
	)* };
}

data! {
	/// A thing that gets its name.
	pub struct NewItem {
		/// The name: SGTIN, SSCC, LGTIN, GIAI or GRAI.
		pub epc: Epc,
		/// Of a lot (LGTIN), how much of it there is. Of a piece (SGTIN), what is in it, if that is
		/// of interest. Of others nothing.
		pub quantity: Option<Quantity>,
	}

	/// How things got their names, as stored.
	pub struct Commission {
		/// The number of the step.
		pub number: u64,
		/// When.
		pub at: Moment,
		/// By whom.
		pub by: OrgId,
		/// Where.
		pub place: Option<Gln>,
		/// The CBV 2.0 hash of the full event, which is kept elsewhere.
		pub document: Option<H256>,
		/// The last moment at which they may be used.
		pub expires: Option<Moment>,
		/// How many.
		pub items: u32,
		/// The deposit for their bytes.
		pub bill: BillId,
	}

	/// How things were made of others.
	pub struct Transformation {
		/// The number of the step.
		pub number: u64,
		/// When.
		pub at: Moment,
		/// By whom.
		pub by: OrgId,
		/// Where.
		pub place: Option<Gln>,
		/// The CBV 2.0 hash of the full event, which is kept elsewhere.
		pub document: Option<H256>,
		/// The last moment at which what was made may be used.
		pub expires: Option<Moment>,
		/// What was used up, with how much of it.
		pub inputs: BoundedVec<(ItemId, Option<Quantity>), ConstU32<MAX_MOVED>>,
		/// What was made.
		pub outputs: ItemIds,
		/// What was lost.
		pub lost: Losses,
		/// The deposit for all these bytes.
		pub bill: BillId,
	}

	/// An item, as stored.
	pub struct Item {
		/// Its name.
		pub epc: Epc,
		/// The lot that it is of.
		pub lot: Option<ItemId>,
		/// Who gave it its name.
		pub issuer: OrgId,
		/// How it came to be.
		pub birth: Birth,
		/// What became of it.
		pub life: Life,
		/// To whom it belongs. While it is packed and `follows`, the container's owner counts.
		pub owner: OrgId,
		/// Who has it. While it is packed, the container's custodian counts.
		pub custodian: OrgId,
		/// What it is packed in.
		pub parent: Option<Packed>,
		/// How much of it there is, or what is in it.
		pub quantity: Option<Quantity>,
		/// Who has had it, the present one last, at most [`MAX_HANDS`].
		pub hands: BoundedVec<Hand, ConstU32<MAX_HANDS>>,
		/// How many steps it has, its birth included.
		pub steps: u32,
		/// The head of the hash chain of its steps.
		pub head: H256,
		/// What is in it, if anything ever was.
		pub contents: Option<Contents>,
		/// How many hold it.
		pub holds: u8,
		/// How many recalls reach it by itself, those of its lot not included.
		pub recalls: u32,
		/// It is counted as recalled in what it is packed in.
		pub counted: bool,
		/// How many transformations used it or a part of it.
		pub uses: u32,
		/// How many policies it has had.
		pub policies: u8,
		/// Stays in containers with policies, the oldest first.
		pub stays: BoundedVec<Stay, ConstU32<MAX_STAYS>>,
		/// What older stays came to.
		pub inherited: Option<Verdict>,
		/// How many want to hear of it.
		pub watchers: u32,
		/// The deposit for its bytes.
		pub bill: BillId,
	}

	/// A lot.
	pub struct Lot {
		/// Its name.
		pub epc: Epc,
		/// Who gave it.
		pub issuer: OrgId,
		/// How many items were ever of it.
		pub members: u32,
		/// How many recalls reach it.
		pub recalls: u32,
	}

	/// A step of an item.
	pub struct Step {
		/// Counts the steps of all items: of two, the later has the higher one. All that one call
		/// does has one number.
		pub number: u64,
		/// When.
		pub at: Moment,
		/// By whom. 0 where an agreement did it.
		pub by: OrgId,
		/// Where.
		pub place: Option<Gln>,
		/// The CBV 2.0 hash of the full event, which is kept elsewhere.
		pub document: Option<H256>,
		/// What.
		pub deed: Deed,
		/// The deposit for its bytes.
		pub bill: BillId,
	}

	/// What was done.
	pub enum Deed {
		/// It got its name.
		#[codec(index = 0)]
		Commissioned {
			/// With others in this commission.
			commission: BirthId,
		},
		/// It was made of others.
		#[codec(index = 1)]
		Made {
			/// In this transformation.
			transformation: BirthId,
		},
		/// Its custodian saw it.
		#[codec(index = 2)]
		Observed {
			/// At which step of the business.
			biz_step: Option<Word>,
			/// In which state.
			disposition: Option<Word>,
		},
		/// It was packed.
		#[codec(index = 3)]
		Packed {
			/// Into what, and what that was in, the innermost first, with how many steps each had
			/// before.
			into: Way,
		},
		/// It was unpacked.
		#[codec(index = 4)]
		Unpacked {
			/// Out of what.
			parent: ItemId,
		},
		/// Others were packed into it.
		#[codec(index = 5)]
		Filled {
			/// Which.
			children: ItemIds,
		},
		/// Others were unpacked out of it.
		#[codec(index = 6)]
		Emptied {
			/// Which.
			children: ItemIds,
		},
		/// It changed hands.
		#[codec(index = 7)]
		HandedOver {
			/// In which respect.
			title: Title,
			/// Who gave.
			from: OrgId,
			/// Who took.
			to: OrgId,
			/// What was wrong with it.
			exceptions: Exceptions,
			/// How much was offered, if less was accepted.
			offered: Option<u64>,
			/// What was known of its conditions.
			verdict: Option<Finding>,
		},
		/// Something was made of it, or of a part of it.
		#[codec(index = 8)]
		Used {
			/// In this transformation.
			transformation: BirthId,
			/// How much of it, if it has a quantity.
			number: Option<u64>,
		},
		/// It is no more.
		#[codec(index = 9)]
		Destroyed,
		/// Nobody may move it.
		#[codec(index = 10)]
		Held {
			/// By whose word.
			holder: Holder,
			/// Why: the hash of a document that is kept elsewhere.
			reason: H256,
		},
		/// One fewer holds it.
		#[codec(index = 11)]
		Released {
			/// Who held it.
			holder: Holder,
		},
		/// It was called back by itself.
		#[codec(index = 12)]
		Recalled {
			/// In this recall.
			recall: RecallId,
		},
		/// Its holder has heard of a recall.
		#[codec(index = 13)]
		Acknowledged {
			/// Of which.
			recall: RecallId,
		},
		/// The recall that began with it is over.
		#[codec(index = 14)]
		RecallEnded {
			/// Which.
			recall: RecallId,
		},
		/// A device began to ride along, and a policy with it.
		#[codec(index = 15)]
		Attached {
			/// What it measures.
			signal: Signal,
			/// The policy's place.
			slot: u8,
		},
		/// It rides along no more.
		#[codec(index = 16)]
		Detached {
			/// What it measured.
			signal: Signal,
			/// The policy's place.
			slot: u8,
		},
		/// Another of its steps is wrong.
		#[codec(index = 17)]
		DeclaredWrong {
			/// Which.
			step: u32,
			/// In which way.
			wrong: Wrong,
		},
		/// It is out of use.
		#[codec(index = 18)]
		Archived,
	}

	/// Something to hand over that waits for an answer.
	pub struct Offer {
		/// Who offers.
		pub from: OrgId,
		/// To whom.
		pub to: OrgId,
		/// Where it is to change hands.
		pub place: Option<Gln>,
		/// From when on it cannot be accepted any more.
		pub expires_at: Moment,
		/// The hash of the full event, on which both agree.
		pub document: Option<H256>,
		/// The recall in whose course it goes back, if it does.
		pub recall: Option<RecallId>,
		/// The deposit for these bytes.
		pub bill: BillId,
	}

	/// A recall.
	pub struct Recall {
		/// What began it.
		pub subject: Subject,
		/// Who recalls.
		pub by: OrgId,
		/// Why: the hash of a document that is kept elsewhere.
		pub reason: H256,
		/// When it began.
		pub at: Moment,
		/// When it ended.
		pub ended_at: Option<Moment>,
		/// To whom things may be brought, besides where they came from.
		pub returns_to: BoundedVec<OrgId, ConstU32<MAX_RETURNS>>,
		/// How many items, lots and transformations it has reached.
		pub reached: u32,
		/// The deposit for these bytes.
		pub bill: BillId,
	}

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

	/// Lots that are being gone over.
	#[derive(Default)]
	pub struct Spread {
		/// Which, as far as there is room.
		pub lots: BoundedVec<ItemId, ConstU32<MAX_SPREADING>>,
		/// How many there are besides. While there is one, nothing that holds a lot moves.
		pub others: u32,
	}

	/// A deposit that is held for some bytes.
	pub struct Bill<AccountId, Ticket> {
		/// Who gets it back.
		pub payer: AccountId,
		/// What is held.
		pub ticket: Ticket,
		/// For how many bytes.
		pub bytes: u32,
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
	/// How an item came to be.
	pub enum Birth {
		/// It was named.
		#[codec(index = 0)]
		Commission(BirthId),
		/// It was made of others.
		#[codec(index = 1)]
		Transformation(BirthId),
	}

	/// Where an item is packed.
	pub struct Packed {
		/// In what.
		pub parent: ItemId,
		/// Since when.
		pub since: Moment,
		/// The number of the step that packed it.
		pub number: u64,
		/// Whether it changes its owner with the container: it does if both had one when it was
		/// packed.
		pub follows: bool,
	}

	/// Who had an item in custody.
	pub struct Hand {
		/// Who.
		pub org: OrgId,
		/// Since when.
		pub since: Moment,
		/// The number of the step with which that began: of two in one block it tells the later.
		pub number: u64,
	}

	/// What is in a container, summed up.
	pub struct Contents {
		/// How many things are in it directly.
		pub children: u32,
		/// How many of them are so high: alone, with one level in them, with two, with three.
		pub heights: [u32; MAX_ANCESTORS],
		/// How many things in it, however deep, are recalled.
		pub recalled: u32,
		/// How many things in it, however deep, are held.
		pub held: u32,
		/// Which lots may be in it, however deep.
		pub sketch: Sketch,
		/// Who put something into it last, however deep, and when.
		pub filled: Option<Hand>,
	}

	/// A time in a container with a policy.
	pub struct Stay {
		/// In which.
		pub container: ItemId,
		/// From when on.
		pub from: Moment,
		/// Until when.
		pub to: Moment,
	}

	/// Something that is used up.
	pub struct Input {
		/// Which item.
		pub item: ItemId,
		/// How much of it. All if nothing is said. Only what has a quantity can be used in part.
		pub number: Option<u64>,
	}

	/// What changes hands.
	pub enum Title {
		/// Who has it.
		#[codec(index = 0)]
		Custody,
		/// To whom it belongs.
		#[codec(index = 1)]
		Ownership,
	}

	/// What was known of an item's conditions when it changed hands.
	pub enum Finding {
		/// All policies were kept.
		#[codec(index = 0)]
		Good,
		/// One was breached.
		#[codec(index = 1)]
		Breached,
		/// Data is missing.
		#[codec(index = 2)]
		Unknown,
		/// Not all that was measured is counted yet.
		#[codec(index = 3)]
		Pending,
	}

	/// Why an offer was turned down.
	pub enum Rejection {
		/// It is damaged.
		#[codec(index = 0)]
		Damaged,
		/// It was too warm or too cold.
		#[codec(index = 1)]
		Conditions,
		/// It is not what was agreed on.
		#[codec(index = 2)]
		WrongItem,
		/// Papers are missing or wrong.
		#[codec(index = 3)]
		Papers,
		/// It came too late.
		#[codec(index = 4)]
		Late,
		/// It was not ordered.
		#[codec(index = 5)]
		NotOrdered,
		/// For another reason.
		#[codec(index = 6)]
		Other,
	}

	/// In which way a step is wrong.
	pub enum Wrong {
		/// It never happened.
		#[codec(index = 0)]
		DidNotOccur,
		/// Something about it is wrong. The later step of the item that has it right, if there is
		/// one.
		#[codec(index = 1)]
		IncorrectData(Option<u32>),
	}

	/// What is recalled.
	pub enum Subject {
		/// One item.
		#[codec(index = 0)]
		Item(ItemId),
		/// Everything that is of a lot.
		#[codec(index = 1)]
		Lot(ItemId),
	}

	/// What a recall has come to.
	pub enum Reached {
		/// A lot, and so everything that is of it.
		#[codec(index = 0)]
		Lot(ItemId),
		/// An item.
		#[codec(index = 1)]
		Item(ItemId),
		/// What was made in a transformation.
		#[codec(index = 2)]
		Transformation(BirthId),
	}

	/// A piece of a recall's work that is to be done, the oldest first.
	pub enum Errand {
		/// Go over a lot's items: count those that are packed as recalled or not any more, and follow
		/// those that were used.
		#[codec(index = 0)]
		Lot {
			/// In which recall.
			recall: RecallId,
			/// Which.
			lot: ItemId,
			/// From which member on.
			next: u32,
			/// Whether it begins with this recall, and does not end.
			begins: bool,
		},
		/// Go over the uses of an item.
		#[codec(index = 1)]
		Uses {
			/// In which recall.
			recall: RecallId,
			/// Which item.
			item: ItemId,
			/// From which use on.
			next: u32,
		},
		/// Go over what was made in a transformation.
		#[codec(index = 2)]
		Outputs {
			/// In which recall.
			recall: RecallId,
			/// Which.
			transformation: BirthId,
			/// From which output on.
			next: u32,
		},
		/// Take back everything that a recall has reached.
		#[codec(index = 3)]
		Lift {
			/// Which recall.
			recall: RecallId,
		},
	}

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

	/// The numbers that were given last.
	#[derive(Default)]
	pub struct Numbers {
		/// Of a step.
		pub step: u64,
		/// Of a commission.
		pub commission: BirthId,
		/// Of a transformation.
		pub transformation: BirthId,
		/// Of a recall.
		pub recall: RecallId,
		/// Of a deposit.
		pub bill: BillId,
	}

	/// Where something was done, and what fuller record there is of it.
	#[derive(Default)]
	pub struct Context {
		/// Where: a GLN.
		pub place: Option<Gln>,
		/// The CBV 2.0 hash (§8.9) of the full event, which is kept elsewhere.
		pub document: Option<H256>,
	}

	/// What is kept of an item that was removed.
	pub struct Gone {
		/// The head of the hash chain of its steps.
		pub head: H256,
		/// How many there were.
		pub steps: u32,
	}
}

/// What was wrong with something that was accepted all the same: a bit for each, from the lowest on
/// damaged, short, over, temperature, seal broken, wrong item, label, late.
pub type Exceptions = u8;

/// The bit of [`Exceptions`] for less than was offered.
pub const SHORT: Exceptions = 1 << 1;

impl Contents {
	/// Of a container that nothing was ever put into.
	pub const NONE: Self = Self {
		children: 0,
		heights: [0; MAX_ANCESTORS],
		recalled: 0,
		held: 0,
		sketch: Sketch::EMPTY,
		filled: None,
	};

	/// How many levels there are in it.
	pub fn levels(&self) -> usize {
		self.heights
			.iter()
			.rposition(|count| *count > 0)
			.map_or(0, |highest| highest + 1)
	}
}

impl Item {
	/// What is in it.
	pub fn inside(&self) -> Contents {
		self.contents.unwrap_or(Contents::NONE)
	}

	/// Whether it exists.
	pub fn is_active(&self) -> bool {
		self.life == Life::Active
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

/// What is measured in one scale, all together: `None` where it is more than can be counted.
pub(crate) fn total(quantities: impl Iterator<Item = Quantity>, scale: Scale) -> Option<u64> {
	quantities
		.filter(|quantity| quantity.scale == scale)
		.try_fold(0u64, |sum, quantity| sum.checked_add(quantity.number))
}
