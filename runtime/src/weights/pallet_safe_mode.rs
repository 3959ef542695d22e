//! Measured weights of `pallet_safe_mode`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_safe_mode`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_safe_mode::WeightInfo for WeightInfo<T> {

	fn on_initialize_noop() -> Weight {
		// Minimum execution time: 2_193_000 picoseconds.
		Weight::from_parts(2_624_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn on_initialize_exit() -> Weight {
		// Minimum execution time: 6_890_000 picoseconds.
		Weight::from_parts(9_454_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn enter() -> Weight {
		// Minimum execution time: 0_000 picoseconds.
		Weight::from_parts(0, 0)
	}
	fn force_enter() -> Weight {
		// Minimum execution time: 8_272_000 picoseconds.
		Weight::from_parts(16_645_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn extend() -> Weight {
		// Minimum execution time: 0_000 picoseconds.
		Weight::from_parts(0, 0)
	}
	fn force_extend() -> Weight {
		// Minimum execution time: 9_164_000 picoseconds.
		Weight::from_parts(12_388_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_exit() -> Weight {
		// Minimum execution time: 8_803_000 picoseconds.
		Weight::from_parts(12_218_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn release_deposit() -> Weight {
		// Minimum execution time: 0_000 picoseconds.
		Weight::from_parts(0, 0)
	}
	fn force_release_deposit() -> Weight {
		// Minimum execution time: 52_928_000 picoseconds.
		Weight::from_parts(66_278_000, 3604)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn force_slash_deposit() -> Weight {
		// Minimum execution time: 39_448_000 picoseconds.
		Weight::from_parts(44_576_000, 3604)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
