//! What the node asks the runtime about the consortium, and how it reports a misbehaving author.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::{
	sp_api, sp_consensus_aura::sr25519::AuthorityId as AuraId, sp_consensus_slots,
	sp_session::MembershipProof,
};
use scale_info::TypeInfo;

use crate::{AccountId, BlockNumber};

pub use polkadot_sdk::sp_consensus_slots::Slot;

/// Two different headers that one Aura key sealed for one slot.
pub type AuraEquivocationProof<Header> = sp_consensus_slots::EquivocationProof<Header, AuraId>;

/// The consortium's state at one block.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct ConsortiumInfo {
	/// Index of the running session.
	pub session: u32,
	/// Blocks in a session.
	pub session_length: BlockNumber,
	/// Who authors and finalises in the running session.
	pub validators: Vec<AccountId>,
	/// Who does in the next one.
	pub next_validators: Vec<AccountId>,
	/// Who is voted in: takes effect at the session after next.
	pub elected_validators: Vec<AccountId>,
	/// A vote cannot bring the number of validators below this.
	pub minimum_validators: u32,
	/// The council's members.
	pub council: Vec<AccountId>,
	/// The block at which safe mode ends, if it is on.
	pub safe_mode_until: Option<BlockNumber>,
}

sp_api::decl_runtime_apis! {
	/// The consortium at a glance.
	pub trait ConsortiumApi {
		/// Who validates now, next and after, and who votes.
		fn consortium() -> ConsortiumInfo;
	}

	/// Reporting of an author that sealed two blocks for one slot.
	///
	/// The SDK's Aura finds such a pair but has no way to report it: this is that way.
	pub trait AuraEquivocationApi {
		/// Proof that `authority` was an Aura key of the session that is running at this block.
		/// `None` if it was not.
		fn generate_key_ownership_proof(authority: AuraId) -> Option<MembershipProof>;

		/// The transaction that reports the offence: needs no account and pays no fee, and only
		/// the node that made it may put it in a block.
		fn report_extrinsic(
			equivocation_proof: AuraEquivocationProof<Block::Header>,
			key_owner_proof: MembershipProof,
		) -> Block::Extrinsic;
	}
}
