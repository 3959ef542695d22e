//! Measured weights of `pallet_validator_set`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_validator_set`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_validator_set::WeightInfo for WeightInfo<T> {

	fn add_validator() -> Weight {
		// Minimum execution time: 62_853_000 picoseconds.
		Weight::from_parts(68_471_000, 6004)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn remove_validator() -> Weight {
		// Minimum execution time: 49_934_000 picoseconds.
		Weight::from_parts(53_670_000, 3509)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_minimum() -> Weight {
		// Minimum execution time: 30_856_000 picoseconds.
		Weight::from_parts(33_790_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_session_length() -> Weight {
		// Minimum execution time: 5_448_000 picoseconds.
		Weight::from_parts(6_359_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_keys() -> Weight {
		// Minimum execution time: 107_320_000 picoseconds.
		Weight::from_parts(124_345_000, 9213)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn report_aura_equivocation() -> Weight {
		// Minimum execution time: 559_040_000 picoseconds.
		Weight::from_parts(922_840_000, 88898)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn authorize_report_aura_equivocation() -> Weight {
		// Minimum execution time: 556_627_000 picoseconds.
		Weight::from_parts(727_701_000, 85080)
			.saturating_add(T::DbWeight::get().reads(36))
	}
	fn on_offence() -> Weight {
		// Minimum execution time: 87_751_000 picoseconds.
		Weight::from_parts(129_963_000, 9250)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
}
