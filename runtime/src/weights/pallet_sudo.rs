//! Measured weights of `pallet_sudo`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_sudo`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_sudo::WeightInfo for WeightInfo<T> {

	fn set_key() -> Weight {
		// Minimum execution time: 10_235_000 picoseconds.
		Weight::from_parts(11_276_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn sudo() -> Weight {
		// Minimum execution time: 11_327_000 picoseconds.
		Weight::from_parts(12_609_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn sudo_as() -> Weight {
		// Minimum execution time: 11_327_000 picoseconds.
		Weight::from_parts(13_170_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn remove_key() -> Weight {
		// Minimum execution time: 9_474_000 picoseconds.
		Weight::from_parts(10_566_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_only_sudo_account() -> Weight {
		// Minimum execution time: 5_278_000 picoseconds.
		Weight::from_parts(5_829_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}
}
