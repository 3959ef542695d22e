//! What devices report.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, ConstU64},
	weights::{
		constants::{WEIGHT_REF_TIME_PER_MICROS, WEIGHT_REF_TIME_PER_MILLIS},
		Weight,
	},
};
use hallmark_types::units::HMK;

use super::identity::{StorageDeposit, DAY};

/// Milliseconds in a second.
const SECOND: Moment = 1_000;

parameter_types! {
	/// What the SDK's base weight of a transaction includes for one: a signature by sr25519 takes 67 µs.
	pub const SenderSignature: Weight = Weight::from_parts(60 * WEIGHT_REF_TIME_PER_MICROS, 0);
	pub const ReadingsHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::ReadingAttestation(pallet_reading_attestation::HoldReason::Storage);
}

impl pallet_reading_attestation::VerifyAll for configs::HostSignatures {}

impl pallet_reading_attestation::Config for Runtime {
	type Organisations = Organisations;
	type Devices = DeviceIdentity;
	type Discipline = DeviceIdentity;
	type OnReading = (Custody, Agreements);
	type Time = Timestamp;
	type Signatures = configs::HostSignatures;
	type Consideration = StorageDeposit<ReadingsHoldReason>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	// A cheap clock, and a slot that was missed.
	type MaxLead = ConstU64<{ 30 * SECOND }>;
	// A container ship's dead spot.
	type MaxLag = ConstU64<{ 7 * DAY }>;
	type MaxStreams = ConstU32<64>;
	type MaxRetention = ConstU32<1_024>;
	type MaxSeats = ConstU32<16>;
	type MaxStrikes = ConstU32<3>;
	type StrikePeriod = ConstU64<DAY>;
	// Without a deposit an owner has two milliseconds of every second, and saves up to 300: enough
	// for a thousand devices that report every five minutes.
	type QuotaCapacity = ConstU64<{ 300 * WEIGHT_REF_TIME_PER_MILLIS }>;
	type QuotaRecovery = ConstU64<{ 2 * WEIGHT_REF_TIME_PER_MILLIS }>;
	type QuotaPrice = ConstU128<{ 100 * HMK }>;
	type MaxQuotaUnits = ConstU32<2_000>;
	// An sr25519 verification on the reference machine.
	type SenderSignature = SenderSignature;
	// Ahead of what tips less than a thousandth of a HMK: paying spam would have to pay as much
	// again to keep readings out, and quotas bound how much of a block they take.
	type PoolPriority = ConstU64<2_000_000_000_000>;
	// Two minutes: what has waited longer than that was never going to be taken.
	type PoolLongevity = ConstU64<64>;
	type WeightInfo = weights::pallet_reading_attestation::WeightInfo<Runtime>;
}
