//! Measured weights of `pallet_migrations`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_migrations`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_migrations::WeightInfo for WeightInfo<T> {

	fn onboard_new_mbms() -> Weight {
		// Minimum execution time: 7_731_000 picoseconds.
		Weight::from_parts(8_783_000, 67035)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn progress_mbms_none() -> Weight {
		// Minimum execution time: 1_903_000 picoseconds.
		Weight::from_parts(2_244_000, 67035)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn exec_migration_completed() -> Weight {
		// Minimum execution time: 6_479_000 picoseconds.
		Weight::from_parts(7_260_000, 3561)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn exec_migration_skipped_historic() -> Weight {
		// Minimum execution time: 11_117_000 picoseconds.
		Weight::from_parts(12_910_000, 3731)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	fn exec_migration_advance() -> Weight {
		// Minimum execution time: 11_147_000 picoseconds.
		Weight::from_parts(12_408_000, 3731)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	fn exec_migration_complete() -> Weight {
		// Minimum execution time: 13_289_000 picoseconds.
		Weight::from_parts(14_501_000, 3731)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn exec_migration_fail() -> Weight {
		// Minimum execution time: 18_568_000 picoseconds.
		Weight::from_parts(20_280_000, 3731)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn on_init_loop() -> Weight {
		// Minimum execution time: 180_000 picoseconds.
		Weight::from_parts(231_000, 0)
	}
	fn force_set_cursor() -> Weight {
		// Minimum execution time: 3_245_000 picoseconds.
		Weight::from_parts(4_397_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_active_cursor() -> Weight {
		// Minimum execution time: 3_816_000 picoseconds.
		Weight::from_parts(4_407_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_onboard_mbms() -> Weight {
		// Minimum execution time: 5_899_000 picoseconds.
		Weight::from_parts(6_770_000, 67035)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	/// The range of component `n` is `[0, 256]`.
	fn clear_historic(n: u32, ) -> Weight {
		// Minimum execution time: 22_754_000 picoseconds.
		Weight::from_parts(33_537_105, 3965)
			// Standard error: 6_363
			.saturating_add(Weight::from_parts(1_525_011, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2738).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 2048]`.
	fn reset_pallet_migration(n: u32, ) -> Weight {
		// Minimum execution time: 1_782_000 picoseconds.
		Weight::from_parts(17_344_327, 1381)
			// Standard error: 1_621
			.saturating_add(Weight::from_parts(804_994, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(n.into()))
	}
}
