//! Measured weights of `pallet_assets`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 50 steps, 20 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_assets`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_assets::WeightInfo for WeightInfo<T> {

	fn create() -> Weight {
		// Minimum execution time: 32_789_000 picoseconds.
		Weight::from_parts(34_841_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn force_create() -> Weight {
		// Minimum execution time: 12_759_000 picoseconds.
		Weight::from_parts(13_881_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn start_destroy() -> Weight {
		// Minimum execution time: 16_795_000 picoseconds.
		Weight::from_parts(18_257_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `c` is `[0, 1000]`.
	fn destroy_accounts(c: u32, ) -> Weight {
		// Minimum execution time: 18_097_000 picoseconds.
		Weight::from_parts(18_577_000, 3675)
			// Standard error: 104_027
			.saturating_add(Weight::from_parts(34_584_444, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 2634).saturating_mul(c.into()))
	}
	/// The range of component `a` is `[0, 1000]`.
	fn destroy_approvals(a: u32, ) -> Weight {
		// Minimum execution time: 17_907_000 picoseconds.
		Weight::from_parts(420_850_627, 3675)
			// Standard error: 124_306
			.saturating_add(Weight::from_parts(22_271_809, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
			.saturating_add(Weight::from_parts(0, 2623).saturating_mul(a.into()))
	}
	fn finish_destroy() -> Weight {
		// Minimum execution time: 17_076_000 picoseconds.
		Weight::from_parts(18_938_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn mint() -> Weight {
		// Minimum execution time: 27_962_000 picoseconds.
		Weight::from_parts(35_402_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn burn() -> Weight {
		// Minimum execution time: 55_783_000 picoseconds.
		Weight::from_parts(58_647_000, 3675)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn transfer() -> Weight {
		// Minimum execution time: 70_885_000 picoseconds.
		Weight::from_parts(74_260_000, 6208)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn transfer_keep_alive() -> Weight {
		// Minimum execution time: 53_850_000 picoseconds.
		Weight::from_parts(56_464_000, 6208)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn force_transfer() -> Weight {
		// Minimum execution time: 71_096_000 picoseconds.
		Weight::from_parts(74_581_000, 6208)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn freeze() -> Weight {
		// Minimum execution time: 17_996_000 picoseconds.
		Weight::from_parts(19_449_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn thaw() -> Weight {
		// Minimum execution time: 17_947_000 picoseconds.
		Weight::from_parts(19_388_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn freeze_asset() -> Weight {
		// Minimum execution time: 12_218_000 picoseconds.
		Weight::from_parts(13_360_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn thaw_asset() -> Weight {
		// Minimum execution time: 12_218_000 picoseconds.
		Weight::from_parts(13_390_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_ownership() -> Weight {
		// Minimum execution time: 15_503_000 picoseconds.
		Weight::from_parts(16_835_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_team() -> Weight {
		// Minimum execution time: 12_138_000 picoseconds.
		Weight::from_parts(13_200_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `n` is `[0, 5]`.
	fn set_reserves(n: u32, ) -> Weight {
		// Minimum execution time: 13_490_000 picoseconds.
		Weight::from_parts(14_756_550, 3675)
			// Standard error: 1_265
			.saturating_add(Weight::from_parts(69_679, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `n` is `[0, 50]`.
	/// The range of component `s` is `[0, 50]`.
	fn set_metadata(n: u32, s: u32, ) -> Weight {
		// Minimum execution time: 35_483_000 picoseconds.
		Weight::from_parts(37_861_433, 3675)
			// Standard error: 261
			.saturating_add(Weight::from_parts(2_296, 0).saturating_mul(n.into()))
			// Standard error: 261
			.saturating_add(Weight::from_parts(1_710, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn clear_metadata() -> Weight {
		// Minimum execution time: 32_528_000 picoseconds.
		Weight::from_parts(34_731_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `n` is `[0, 50]`.
	/// The range of component `s` is `[0, 50]`.
	fn force_set_metadata(n: u32, s: u32, ) -> Weight {
		// Minimum execution time: 15_042_000 picoseconds.
		Weight::from_parts(16_132_105, 3675)
			// Standard error: 122
			.saturating_add(Weight::from_parts(2_592, 0).saturating_mul(n.into()))
			// Standard error: 122
			.saturating_add(Weight::from_parts(2_913, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_clear_metadata() -> Weight {
		// Minimum execution time: 32_509_000 picoseconds.
		Weight::from_parts(34_722_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_asset_status() -> Weight {
		// Minimum execution time: 11_908_000 picoseconds.
		Weight::from_parts(13_029_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn approve_transfer() -> Weight {
		// Minimum execution time: 37_595_000 picoseconds.
		Weight::from_parts(40_460_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn transfer_approved() -> Weight {
		// Minimum execution time: 99_308_000 picoseconds.
		Weight::from_parts(103_704_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn cancel_approval() -> Weight {
		// Minimum execution time: 37_987_000 picoseconds.
		Weight::from_parts(40_400_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn force_cancel_approval() -> Weight {
		// Minimum execution time: 40_580_000 picoseconds.
		Weight::from_parts(42_934_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_min_balance() -> Weight {
		// Minimum execution time: 13_140_000 picoseconds.
		Weight::from_parts(14_472_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn touch() -> Weight {
		// Minimum execution time: 40_049_000 picoseconds.
		Weight::from_parts(42_764_000, 3675)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn touch_other() -> Weight {
		// Minimum execution time: 38_607_000 picoseconds.
		Weight::from_parts(41_391_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn refund() -> Weight {
		// Minimum execution time: 50_835_000 picoseconds.
		Weight::from_parts(53_469_000, 3675)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn refund_other() -> Weight {
		// Minimum execution time: 49_483_000 picoseconds.
		Weight::from_parts(52_247_000, 3675)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn block() -> Weight {
		// Minimum execution time: 17_887_000 picoseconds.
		Weight::from_parts(19_289_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_all() -> Weight {
		// Minimum execution time: 89_033_000 picoseconds.
		Weight::from_parts(93_388_000, 6208)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn total_issuance() -> Weight {
		// Minimum execution time: 5_408_000 picoseconds.
		Weight::from_parts(6_039_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn balance() -> Weight {
		// Minimum execution time: 7_091_000 picoseconds.
		Weight::from_parts(7_912_000, 3599)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn allowance() -> Weight {
		// Minimum execution time: 9_374_000 picoseconds.
		Weight::from_parts(10_035_000, 3613)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn migration_v2_foreign_asset_set_reserve_weight() -> Weight {
		// Minimum execution time: 8_502_000 picoseconds.
		Weight::from_parts(9_384_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn get_metadata() -> Weight {
		// Minimum execution time: 6_450_000 picoseconds.
		Weight::from_parts(7_180_000, 3605)
			.saturating_add(T::DbWeight::get().reads(1))
	}
}
