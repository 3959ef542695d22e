//! The council, how it acts as root, and what works while the chain is in safe mode.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, Contains, EitherOf, EitherOfDiverse,
		EqualPrivilegeOnly, LinearStoragePrice, MapSuccess,
	},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess};
use hallmark_types::units::SLOT_DURATION;
use sp_core::ConstU128;
use sp_runtime::{traits::Replace, Perbill};

/// Blocks in an hour.
const HOUR: BlockNumber = (3_600_000 / SLOT_DURATION) as BlockNumber;

/// The instance of the collective that is the consortium's council: a member votes for an
/// organisation.
pub type CouncilCollective = pallet_collective::Instance1;

/// At least two thirds of the council, or root.
pub type TwoThirdsOfCouncil = EitherOfDiverse<
	EnsureRoot<AccountId>,
	pallet_collective::EnsureProportionAtLeast<AccountId, CouncilCollective, 2, 3>,
>;

/// At least half of the council, or root: for what must be quick and can be undone.
pub type HalfOfCouncil = EitherOfDiverse<
	EnsureRoot<AccountId>,
	pallet_collective::EnsureProportionAtLeast<AccountId, CouncilCollective, 1, 2>,
>;

parameter_types! {
	/// The most that a motion may cost when it is carried out.
	pub MaxProposalWeight: Weight =
		Perbill::from_percent(50) * configs::system::RuntimeBlockWeights::get().max_block;
	/// The most that scheduled calls may take of a block.
	pub MaxScheduledWeight: Weight =
		Perbill::from_percent(50) * configs::system::RuntimeBlockWeights::get().max_block;
}

/// Who does not vote has not agreed, whatever the others or a prime member say.
#[cfg_attr(feature = "runtime-benchmarks", allow(dead_code))]
pub struct SilenceIsNoConsent;

impl pallet_collective::DefaultVote for SilenceIsNoConsent {
	fn default_vote(_: Option<bool>, _: u32, _: u32, _: u32) -> bool {
		false
	}
}

impl pallet_collective::Config<CouncilCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	// A week, so that a motion outlives a long weekend.
	type MotionDuration = ConstU32<{ 7 * 24 * HOUR }>;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<100>;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type DefaultVote = SilenceIsNoConsent;
	// The SDK's benchmark wants a motion that is carried by the prime member's silent followers.
	#[cfg(feature = "runtime-benchmarks")]
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type WeightInfo = weights::pallet_collective::WeightInfo<Runtime>;
	type SetMembersOrigin = TwoThirdsOfCouncil;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = TwoThirdsOfCouncil;
	type KillOrigin = TwoThirdsOfCouncil;
	type Consideration = ();
}

/// How the council acts as root: it whitelists the hash of a call and dispatches the call, both in
/// one motion or in two.
impl pallet_whitelist::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WhitelistOrigin = TwoThirdsOfCouncil;
	type DispatchWhitelistedOrigin = TwoThirdsOfCouncil;
	type Preimages = Preimage;
	type DeferredDispatchExpiration = ConstU32<{ 7 * 24 * HOUR }>;
	type BlockNumberProvider = System;
	type WeightInfo = weights::pallet_whitelist::WeightInfo<Runtime>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaxScheduledWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

parameter_types! {
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = TwoThirdsOfCouncil;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<
			ConstU128<{ configs::deposit(1, 0) }>,
			ConstU128<{ configs::deposit(0, 1) }>,
			Balance,
		>,
	>;
}

/// What works in safe mode: consensus and governance, so that the chain can be repaired, and what
/// stops a member that does harm. Batches, multisigs and proxies pass, and what they carry is filtered again.
///
/// Contracts go on being evaluated, so what they are evaluated by goes on as well: readings and their
/// proofs, reports against devices, and objections to what a contract is about to do. Otherwise half of
/// the council could make a silence that pays somebody.
pub struct Governance;

impl Contains<RuntimeCall> for Governance {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::System(_)
				| RuntimeCall::Timestamp(_)
				| RuntimeCall::ValidatorSet(_)
				| RuntimeCall::Session(_)
				| RuntimeCall::Grandpa(_)
				| RuntimeCall::Council(_)
				| RuntimeCall::Whitelist(_)
				| RuntimeCall::Scheduler(_)
				| RuntimeCall::Preimage(_)
				| RuntimeCall::SafeMode(_)
				| RuntimeCall::Sudo(_)
				| RuntimeCall::MultiBlockMigrations(_)
				| RuntimeCall::Organisations(
					pallet_organisations::Call::suspend { .. }
						| pallet_organisations::Call::reinstate { .. }
						| pallet_organisations::Call::expel { .. }
						| pallet_organisations::Call::set_roles { .. }
				) | RuntimeCall::ReadingAttestation(
				pallet_reading_attestation::Call::submit { .. }
					| pallet_reading_attestation::Call::relay { .. }
					| pallet_reading_attestation::Call::prove { .. }
					| pallet_reading_attestation::Call::report_equivocation { .. }
			) | RuntimeCall::DeviceIdentity(
				pallet_device_identity::Call::report_compromise { .. }
					| pallet_device_identity::Call::quarantine { .. }
			) | RuntimeCall::Agreements(
				pallet_agreements::Call::confirm { .. }
					| pallet_agreements::Call::acknowledge_ticket { .. }
					| pallet_agreements::Call::resolve_ticket { .. }
					| pallet_agreements::Call::acknowledge_command { .. }
					| pallet_agreements::Call::challenge { .. }
					| pallet_agreements::Call::rule { .. }
			) | RuntimeCall::Utility(_)
				| RuntimeCall::Multisig(_)
				| RuntimeCall::Proxy(_)
		)
	}
}

parameter_types! {
	/// How long safe mode lasts when it is entered or extended: a working day. It ends by itself.
	pub const SafeModeDuration: BlockNumber = 8 * HOUR;
	/// Nobody can buy safe mode.
	pub const NoDeposit: Option<Balance> = None;
	pub const NoRelease: Option<BlockNumber> = None;
}

/// Half of the council, or root, for [`SafeModeDuration`].
pub type SafeModeOrigin = EitherOf<
	EnsureRootWithSuccess<AccountId, SafeModeDuration>,
	MapSuccess<
		pallet_collective::EnsureProportionAtLeast<AccountId, CouncilCollective, 1, 2>,
		Replace<SafeModeDuration>,
	>,
>;

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = Governance;
	type EnterDuration = SafeModeDuration;
	type ExtendDuration = SafeModeDuration;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = SafeModeOrigin;
	type ForceExtendOrigin = SafeModeOrigin;
	type ForceExitOrigin = HalfOfCouncil;
	type ForceDepositOrigin = HalfOfCouncil;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = weights::pallet_safe_mode::WeightInfo<Runtime>;
}

/// For development: its key is set in the presets `development` and `local` only.
impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = weights::pallet_sudo::WeightInfo<Runtime>;
}
