//! What the pallet stores and shows.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_types::gs1::Gln;
use polkadot_sdk::sp_core::H256;
use scale_info::TypeInfo;

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

mod bounds;
mod deeds;
mod hand_overs;
mod items;
mod policies;
mod recalls;

pub use bounds::*;
pub use deeds::*;
pub use hand_overs::*;
pub use items::*;
pub use policies::*;
pub use recalls::*;

/// Counts deposits from 1.
pub type BillId = u64;

data! {
	/// A deposit that is held for some bytes.
	pub struct Bill<AccountId, Ticket> {
		/// Who gets it back.
		pub payer: AccountId,
		/// What is held.
		pub ticket: Ticket,
		/// For how many bytes.
		pub bytes: u32,
	}
}

word! {
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
}
