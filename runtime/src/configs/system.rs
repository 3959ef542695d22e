//! Frame, time and migrations: what a block may hold and how the state moves on.

use crate::*;
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	migrations::{
		EnterSafeModeOnFailedMigration, FailedMigrationHandler, FailedMigrationHandling,
		FreezeChainOnFailedMigration,
	},
	parameter_types,
	traits::{ConstU32, ConstU64, Contains, InsideBoth},
	weights::{
		constants::{ParityDbWeight, WEIGHT_REF_TIME_PER_MILLIS},
		Weight,
	},
};
use frame_system::limits::{BlockLength, BlockWeights};
use hallmark_types::units::{SLOT_DURATION, SS58_PREFIX};
use sp_runtime::{traits::AccountIdLookup, Perbill};

/// Computation in one block: half of a slot to author it, as much again for the others to check it
/// before the next author starts. Weights are for a state of a million entries that no cache holds,
/// so a block that is full by weight takes less, and leaves time for gossip and finality.
///
/// The proof size is unlimited: this chain proves its state to nobody but itself.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_MILLIS * SLOT_DURATION / 2, u64::MAX);

/// The part of a block's computation that ordinary transactions may fill. The rest is for
/// operational ones: the council can act, and offences can be reported, while the chain is full.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(90);

/// The part of a block's bytes that ordinary transactions may fill: an upgrade, whose runtime is a
/// megabyte and more, finds room while the chain is full.
pub const NORMAL_LENGTH_RATIO: Perbill = Perbill::from_percent(75);

/// Bytes in one block.
///
/// Device readings come in bulk: 4,000 single envelopes a second of about 200 bytes are 1.6 MB in a
/// block of 2 s, and 2,000 signed batches a second are 1.2 MB. Three quarters of 5 MiB leave twice
/// that for ordinary transactions, and room for a compressed runtime in an upgrade. At one block
/// every 2 s a full chain needs 21 Mbit/s to each peer.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

parameter_types! {
	pub const Version: sp_version::RuntimeVersion = VERSION;
	/// Blocks whose hashes are kept: how long a mortal transaction and evidence of an offence can
	/// refer to them. 4,096 blocks are two and a quarter hours.
	pub const BlockHashCount: BlockNumber = 4_096;
	pub RuntimeBlockWeights: BlockWeights =
		BlockWeights::with_sensible_defaults(MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO);
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |length| {
			*length = NORMAL_LENGTH_RATIO * MAXIMUM_BLOCK_LENGTH
		})
		.build();
	/// The most a step of a migration may take in one block.
	pub MaxServiceWeight: Weight = Perbill::from_percent(80) * RuntimeBlockWeights::get().max_block;
}

/// Session keys are withdrawn through [`ValidatorSet`], which knows whether they are still needed.
pub struct NoBarePurge;

impl Contains<RuntimeCall> for NoBarePurge {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Session(pallet_session::Call::purge_keys { .. })
		)
	}
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = InsideBoth<SafeMode, NoBarePurge>;
	type Block = Block;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type BlockHashCount = BlockHashCount;
	type AccountId = AccountId;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type Nonce = Nonce;
	type Hash = Hash;
	type Hashing = Hashing;
	type DbWeight = ParityDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SS58Prefix = frame_support::traits::ConstU16<{ SS58_PREFIX as u16 }>;
	type MaxConsumers = ConstU32<32>;
	type SystemWeightInfo = weights::frame_system::WeightInfo<Runtime>;
	type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Runtime>;
	type SingleBlockMigrations = migrations::SingleBlock;
	type MultiBlockMigrator = MultiBlockMigrations;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = Moment;
	type OnTimestampSet = Aura;
	type MinimumPeriod = ConstU64<{ SLOT_DURATION / 2 }>;
	type WeightInfo = weights::pallet_timestamp::WeightInfo<Runtime>;
}

/// A migration that fails leaves a state that nobody wrote code for: only governance may touch the
/// chain until it is repaired, and it must be able to. Safe mode keeps everybody else out, and the
/// migrations end, for while they are stuck blocks carry no transactions, a motion's no more than
/// any other's.
pub struct LetGovernanceRepair;

impl FailedMigrationHandler for LetGovernanceRepair {
	fn failed(migration: Option<u32>) -> FailedMigrationHandling {
		type Enter = EnterSafeModeOnFailedMigration<SafeMode, FreezeChainOnFailedMigration>;
		Enter::failed(migration);
		match SafeMode::is_entered() {
			true => FailedMigrationHandling::ForceUnstuck,
			// Without safe mode anybody could touch the half-migrated state.
			false => FailedMigrationHandling::KeepStuck,
		}
	}
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = migrations::MultiBlock;
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	type FailedMigrationHandler = LetGovernanceRepair;
	type MaxServiceWeight = MaxServiceWeight;
	type WeightInfo = weights::pallet_migrations::WeightInfo<Runtime>;
}
