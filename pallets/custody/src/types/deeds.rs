//! Steps of an item: what was done with it, by whom and when.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hallmark_types::{
	gs1::Gln,
	items::{Holder, ItemId},
	organisation::OrgId,
	readings::Signal,
	Moment,
};
use polkadot_sdk::{frame_support, sp_core::H256};
use scale_info::TypeInfo;

use super::{BillId, BirthId, Exceptions, Finding, ItemIds, RecallId, Title, MAX_ANCESTORS};

/// Containers with the numbers of their steps, the innermost first.
pub type Way = BoundedVec<(ItemId, u32), ConstU32<{ MAX_ANCESTORS as u32 }>>;

/// A word of the Core Business Vocabulary, such as `inspecting`: lower-case letters and `_`.
pub type Word = BoundedVec<u8, ConstU32<32>>;

data! {
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
}

word! {
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
}
