//! What the pallet shows.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hallmark_types::{
	epc::Epc,
	items::{ItemId, Life},
	organisation::OrgId,
	quantity::Quantity,
	Moment,
};
use polkadot_sdk::{frame_support, sp_core::H256};
use scale_info::TypeInfo;

use crate::{BirthId, Finding, Guard, Offer, Step, Title, MAX_LEVELS};

/// An item as it is shown: everything that its containers and its lot decide is in it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct ItemView {
	/// Its id.
	pub id: ItemId,
	/// Its name.
	pub epc: Epc,
	/// The lot that it is of.
	pub lot: Option<ItemId>,
	/// Who gave it its name.
	pub issuer: OrgId,
	/// What became of it.
	pub life: Life,
	/// To whom it belongs.
	pub owner: OrgId,
	/// Who has it.
	pub custodian: OrgId,
	/// What it is packed in, the innermost container first.
	pub containers: Vec<ItemId>,
	/// How many things are in it directly.
	pub children: u32,
	/// How much of it there is, or what is in it.
	pub quantity: Option<Quantity>,
	/// It, or a container that it is in, is held.
	pub held: bool,
	/// Something in it is held: it cannot move, though it is not held by itself.
	pub held_inside: bool,
	/// It, its lot, or something that it was made of is recalled.
	pub recalled: bool,
	/// Something in it is recalled.
	pub recalled_inside: bool,
	/// What is on offer, and to whom.
	pub offers: Vec<(Title, Offer)>,
	/// What its policies came to. `None` if there were none.
	pub verdict: Option<Finding>,
	/// The last moment at which it may be used.
	pub expires: Option<Moment>,
	/// How many steps it has.
	pub steps: u32,
	/// The head of the hash chain of its steps.
	pub head: H256,
}

/// A step in the trace of an item: its own, or one of a container while it was in it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Traced {
	/// Whose step it is.
	pub item: ItemId,
	/// Which of its steps.
	pub index: u32,
	/// The step.
	pub step: Step,
	/// The step that declares it wrong, if there is one.
	pub declared_wrong: Option<u32>,
}

/// Where a trace goes on: what stands on the way from the item outwards, and which of its steps are
/// next.
pub type TraceCursor = BoundedVec<(ItemId, u32), ConstU32<MAX_LEVELS>>;

/// Where an item that came of a lot, or of another item, is now.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Whereabouts {
	/// Which.
	pub item: ItemId,
	/// What became of it.
	pub life: Life,
	/// To whom it belongs.
	pub owner: OrgId,
	/// Who has it.
	pub custodian: OrgId,
	/// The outermost container that it is in; itself, if it is not packed.
	pub root: ItemId,
	/// The transformation that it was made in, if it was.
	pub made_in: Option<BirthId>,
}

/// The most generations that a trace forward follows.
pub const MAX_GENERATIONS: u32 = 16;

/// What a trace forward goes through.
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
pub enum Branch {
	/// The items of a lot.
	#[codec(index = 0)]
	Lot(ItemId),
	/// One item.
	#[codec(index = 1)]
	Item(ItemId),
	/// What an item was used for.
	#[codec(index = 2)]
	Uses(ItemId),
	/// What was made in a transformation.
	#[codec(index = 3)]
	Outputs(BirthId),
}

/// Where a trace forward goes on: the branches on the way, and which twig of each is next.
pub type ForwardCursor = BoundedVec<(Branch, u32), ConstU32<{ 3 * MAX_GENERATIONS }>>;

/// A policy as it is shown.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct GuardView {
	/// Its place.
	pub slot: u8,
	/// The policy and what is remembered under it.
	pub guard: Guard,
	/// When it ended: by a call, by the acceptance that it was to last until, or because nothing is left
	/// of the item. `None` if it is in force.
	pub ended_at: Option<Moment>,
	/// What it came to.
	pub finding: Finding,
	/// When that may change with no other event than time.
	pub until: Option<Moment>,
}
