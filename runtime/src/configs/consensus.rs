//! Who authors and finalises, for how long, and what becomes of a cheat.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64},
};
use hallmark_types::units::{HMK, SLOT_DURATION};
use pallet_session::historical::IdentificationTuple;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::traits::{Convert, ConvertInto, OpaqueKeys};

/// The most authorities there can be. GRANDPA's messages grow with the square of the number, and a
/// consortium's board seldom has more chairs.
pub type MaxAuthorities = ConstU32<32>;

/// Sessions for which an offence can be proven: a week of five-minute sessions.
pub const EVIDENCE_LIFETIME: u32 = 2_016;

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = Session;
	type MaxAuthorities = MaxAuthorities;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = ();
}

parameter_types! {
	/// Stops accounts from filling the state with session keys.
	pub const KeyDeposit: Balance = 10 * HMK;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = ValidatorSet;
	type NextSessionRotation = ValidatorSet;
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, ValidatorSet>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	// Up to a third may be kept from authoring: beyond that the chain needs them to go on.
	type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy<3>;
	type WeightInfo = weights::cumulus_pallet_session_benchmarking::WeightInfo<Runtime>;
	type Currency = Balances;
	type KeyDeposit = KeyDeposit;
}

/// A validator is its account: the consortium knows nothing more of it in consensus.
pub struct AccountAlone;

impl Convert<AccountId, Option<()>> for AccountAlone {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = AccountAlone;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = IdentificationTuple<Self>;
	type OnOffenceHandler = ValidatorSet;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::Grandpa;
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<{ EVIDENCE_LIFETIME as u64 }>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Offences,
		Historical,
		ConstU64<{ EVIDENCE_LIFETIME as u64 }>,
	>;
}

impl pallet_validator_set::Config for Runtime {
	type GovernanceOrigin = configs::TwoThirdsOfCouncil;
	type ReportOffence = Offences;
	type MaxValidators = MaxAuthorities;
	type MinSessionLength = ConstU32<5>;
	type EvidenceLifetime = ConstU32<EVIDENCE_LIFETIME>;
	// Two headers of about 300 bytes each; the rest is room for the digests of other engines.
	type MaxEvidenceLength = ConstU32<4_096>;
	type WeightInfo = weights::pallet_validator_set::WeightInfo<Runtime>;
}
