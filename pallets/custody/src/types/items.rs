//! Items and lots: how they came to be, whose they are, and what is in what.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hallmark_types::{
	epc::Epc,
	gs1::Gln,
	items::{ItemId, Life, Verdict},
	organisation::OrgId,
	quantity::{Quantity, Scale},
	Moment,
};
use polkadot_sdk::{frame_support, sp_core::H256};
use scale_info::TypeInfo;

use super::{BillId, MAX_ANCESTORS, MAX_HANDS, MAX_LOSSES, MAX_MOVED, MAX_NEW, MAX_STAYS};
use crate::sketch::Sketch;

/// Counts commissions and transformations from 1.
pub type BirthId = u64;

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

	/// What is kept of an item that was removed.
	pub struct Gone {
		/// The head of the hash chain of its steps.
		pub head: H256,
		/// How many there were.
		pub steps: u32,
	}
}

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

/// What is measured in one scale, all together: `None` where it is more than can be counted.
pub(crate) fn total(quantities: impl Iterator<Item = Quantity>, scale: Scale) -> Option<u64> {
	quantities
		.filter(|quantity| quantity.scale == scale)
		.try_fold(0u64, |sum, quantity| sum.checked_add(quantity.number))
}
