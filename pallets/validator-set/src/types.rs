//! Records and the values that views return.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	sp_consensus_aura::sr25519::AuthorityId as AuraId, sp_consensus_slots::EquivocationProof,
	sp_staking::SessionIndex,
};
use scale_info::TypeInfo;

/// A validator's seat.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Seat {
	/// Offences from sessions before this one are settled: 0, unless the consortium voted the
	/// validator back in after an offence.
	pub answers_from: SessionIndex,
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum Standing {
	/// Holds a seat.
	#[codec(index = 0)]
	Seated,
	/// Has session keys and can be voted in.
	#[codec(index = 1)]
	Eligible,
	/// Has registered no session keys.
	#[codec(index = 2)]
	KeysNotSet,
	/// Lost its seat by an offence and has not registered fresh session keys.
	#[codec(index = 3)]
	KeysBurned,
}

/// Two blocks that one key sealed for one slot.
///
/// It convicts when the headers differ, both carry that slot and that key's seal, and both
/// continue blocks that this chain has: a key that somebody also used on another chain proves
/// nothing here.
pub type Evidence<Header> = EquivocationProof<Header, AuraId>;
