//! How items change hands: what is offered, and what whoever takes it or turns it down has to say.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_types::{gs1::Gln, organisation::OrgId, Moment};
use polkadot_sdk::sp_core::H256;
use scale_info::TypeInfo;

use super::{BillId, RecallId};

/// What was wrong with something that was accepted all the same: a bit for each, from the lowest on
/// damaged, short, over, temperature, seal broken, wrong item, label, late.
pub type Exceptions = u8;

/// The bit of [`Exceptions`] for less than was offered.
pub const SHORT: Exceptions = 1 << 1;

data! {
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
}

word! {
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
}
