//! Measured weights of `pallet_balances`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_balances`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_balances::WeightInfo for WeightInfo<T> {

	fn transfer_allow_death() -> Weight {
		// Minimum execution time: 64_996_000 picoseconds.
		Weight::from_parts(68_311_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_keep_alive() -> Weight {
		// Minimum execution time: 51_296_000 picoseconds.
		Weight::from_parts(53_820_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_creating() -> Weight {
		// Minimum execution time: 24_666_000 picoseconds.
		Weight::from_parts(26_759_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_killing() -> Weight {
		// Minimum execution time: 25_277_000 picoseconds.
		Weight::from_parts(27_300_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_transfer() -> Weight {
		// Minimum execution time: 67_500_000 picoseconds.
		Weight::from_parts(70_555_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn transfer_all() -> Weight {
		// Minimum execution time: 64_216_000 picoseconds.
		Weight::from_parts(66_939_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_unreserve() -> Weight {
		// Minimum execution time: 20_711_000 picoseconds.
		Weight::from_parts(22_413_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `u` is `[1, 1000]`.
	fn upgrade_accounts(u: u32, ) -> Weight {
		// Minimum execution time: 21_121_000 picoseconds.
		Weight::from_parts(22_263_000, 990)
			// Standard error: 883_110
			.saturating_add(Weight::from_parts(30_410_600, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(u.into()))
	}
	fn force_adjust_total_issuance() -> Weight {
		// Minimum execution time: 6_740_000 picoseconds.
		Weight::from_parts(7_581_000, 0)
	}
	fn burn_allow_death() -> Weight {
		// Minimum execution time: 39_819_000 picoseconds.
		Weight::from_parts(42_383_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		// Minimum execution time: 26_350_000 picoseconds.
		Weight::from_parts(27_972_000, 0)
	}
}
