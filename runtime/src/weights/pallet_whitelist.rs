//! Measured weights of `pallet_whitelist`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_whitelist`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_whitelist::WeightInfo for WeightInfo<T> {

	fn whitelist_call() -> Weight {
		// Minimum execution time: 20_380_000 picoseconds.
		Weight::from_parts(22_824_000, 3556)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn remove_whitelisted_call() -> Weight {
		// Minimum execution time: 19_599_000 picoseconds.
		Weight::from_parts(21_142_000, 3556)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// The range of component `n` is `[1, 10000]`.
	fn defer_dispatch(n: u32, ) -> Weight {
		// Minimum execution time: 15_123_000 picoseconds.
		Weight::from_parts(17_344_016, 3509)
			// Standard error: 5
			.saturating_add(Weight::from_parts(1_230, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn remove_deferred_dispatch() -> Weight {
		// Minimum execution time: 13_831_000 picoseconds.
		Weight::from_parts(15_583_000, 3509)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `n` is `[1, 4194294]`.
	fn dispatch_whitelisted_call(n: u32, ) -> Weight {
		// Minimum execution time: 66_458_000 picoseconds.
		Weight::from_parts(61_363_754, 3779)
			// Standard error: 20
			.saturating_add(Weight::from_parts(1_329, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 10000]`.
	fn dispatch_whitelisted_call_with_preimage(n: u32, ) -> Weight {
		// Minimum execution time: 33_530_000 picoseconds.
		Weight::from_parts(42_957_893, 3556)
			// Standard error: 25
			.saturating_add(Weight::from_parts(1_486, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
