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
		// Minimum execution time: 65_958_000 picoseconds.
		Weight::from_parts(88_441_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_keep_alive() -> Weight {
		// Minimum execution time: 51_697_000 picoseconds.
		Weight::from_parts(68_992_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_creating() -> Weight {
		// Minimum execution time: 25_157_000 picoseconds.
		Weight::from_parts(42_833_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_killing() -> Weight {
		// Minimum execution time: 25_078_000 picoseconds.
		Weight::from_parts(27_430_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_transfer() -> Weight {
		// Minimum execution time: 67_210_000 picoseconds.
		Weight::from_parts(71_186_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn transfer_all() -> Weight {
		// Minimum execution time: 64_797_000 picoseconds.
		Weight::from_parts(67_300_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_unreserve() -> Weight {
		// Minimum execution time: 20_791_000 picoseconds.
		Weight::from_parts(22_924_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `u` is `[1, 1000]`.
	fn upgrade_accounts(u: u32, ) -> Weight {
		// Minimum execution time: 20_931_000 picoseconds.
		Weight::from_parts(21_151_000, 990)
			// Standard error: 68_185
			.saturating_add(Weight::from_parts(20_119_077, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(u.into()))
	}
	fn force_adjust_total_issuance() -> Weight {
		// Minimum execution time: 6_810_000 picoseconds.
		Weight::from_parts(8_122_000, 0)
	}
	fn burn_allow_death() -> Weight {
		// Minimum execution time: 39_919_000 picoseconds.
		Weight::from_parts(43_494_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		// Minimum execution time: 26_319_000 picoseconds.
		Weight::from_parts(28_913_000, 0)
	}
}
