//! What passes from hand to hand.

use crate::*;
use frame_support::{parameter_types, traits::ConstU64, weights::Weight};
use sp_runtime::Perbill;

use super::{
	identity::{StorageDeposit, DAY},
	system::MAXIMUM_BLOCK_WEIGHT,
};

parameter_types! {
	pub const CustodyHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Custody(pallet_custody::HoldReason::Storage);
	/// A twentieth of a block is for readings that wait for policies and for recalls that spread, so
	/// that full blocks cannot stop them. There is more whenever a block has room.
	pub CustodyShare: Weight = Perbill::from_percent(5) * MAXIMUM_BLOCK_WEIGHT;
}

impl pallet_custody::Config for Runtime {
	type Organisations = Organisations;
	type Devices = DeviceIdentity;
	type Readings = ReadingAttestation;
	type OnItem = Agreements;
	type Time = Timestamp;
	type Consideration = StorageDeposit<CustodyHoldReason>;
	// A ship's voyage and a holiday.
	type MaxOfferPeriod = ConstU64<{ 90 * DAY }>;
	// What food law and most product liability ask for.
	type RetentionPeriod = ConstU64<{ 5 * 365 * DAY }>;
	type ReservedShare = CustodyShare;
	type WeightInfo = weights::pallet_custody::WeightInfo<Runtime>;
}
