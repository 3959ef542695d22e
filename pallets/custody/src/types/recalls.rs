//! Recalls, and the work that they give.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hallmark_types::{items::ItemId, organisation::OrgId, Moment};
use polkadot_sdk::{frame_support, sp_core::H256};
use scale_info::TypeInfo;

use super::{BillId, BirthId, MAX_RETURNS, MAX_SPREADING};

/// Counts recalls from 1.
pub type RecallId = u32;

data! {
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

	/// Lots that are being gone over.
	#[derive(Default)]
	pub struct Spread {
		/// Which, as far as there is room.
		pub lots: BoundedVec<ItemId, ConstU32<MAX_SPREADING>>,
		/// How many there are besides. While there is one, nothing that holds a lot moves.
		pub others: u32,
	}
}

word! {
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
}
