//! What is agreed on, and executes itself.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{
		fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
		ConstU32, ConstU64,
	},
	weights::Weight,
};
use hallmark_types::units::SLOT_DURATION;
use sp_runtime::Perbill;

use super::{
	identity::{StorageDeposit, DAY},
	system::MAXIMUM_BLOCK_WEIGHT,
};

parameter_types! {
	pub const AgreementsHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Agreements(pallet_agreements::HoldReason::Storage);
	/// Three twentieths of a block are for evaluation, so that full blocks cannot stop it: two of the
	/// costliest evaluations that there can be, or hundreds of usual ones. There is more whenever a
	/// block has room.
	pub AgreementsShare: Weight = Perbill::from_percent(15) * MAXIMUM_BLOCK_WEIGHT;
}

/// The native token and every asset, and how they are held.
pub type Money =
	UnionOf<Balances, AssetsHolder, NativeFromLeft, NativeOrWithId<AssetId>, AccountId>;

impl pallet_agreements::Config for Runtime {
	type Organisations = Organisations;
	type Devices = DeviceIdentity;
	type Readings = ReadingAttestation;
	type Items = Custody;
	type Assets = Money;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Consideration = StorageDeposit<AgreementsHoldReason>;
	type Time = Timestamp;
	type Signatures = configs::HostSignatures;
	// What companies sign for.
	type MaxLifetime = ConstU64<{ 10 * 365 * DAY }>;
	// Nothing is evaluated more often than blocks come.
	type MinCoolDown = ConstU64<SLOT_DURATION>;
	type RetryAfter = ConstU64<{ DAY / 24 }>;
	// A quarter and a grace: the auditors have been.
	type RetentionPeriod = ConstU64<{ 100 * DAY }>;
	type KeptFirings = ConstU32<32>;
	type MaxFirings = ConstU32<4>;
	type ReservedShare = AgreementsShare;
	type WeightInfo = weights::pallet_agreements::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Stablecoin;
}

/// Benchmarks pay in the stablecoin that the presets issue.
#[cfg(feature = "runtime-benchmarks")]
pub struct Stablecoin;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_agreements::BenchmarkHelper<AccountId> for Stablecoin {
	fn fund(who: &AccountId, amount: Balance) -> AssetId {
		use frame_support::traits::{fungible, fungibles};
		use hallmark_types::units::STABLECOIN;
		<Assets as fungibles::Mutate<AccountId>>::mint_into(STABLECOIN, who, amount)
			.expect("the presets issue it");
		<Balances as fungible::Mutate<AccountId>>::mint_into(who, amount)
			.expect("there is room for more");
		STABLECOIN
	}
}
