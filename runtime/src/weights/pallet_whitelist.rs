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
		// Minimum execution time: 20_200_000 picoseconds.
		Weight::from_parts(22_263_000, 3556)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn remove_whitelisted_call() -> Weight {
		// Minimum execution time: 19_288_000 picoseconds.
		Weight::from_parts(20_891_000, 3556)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// The range of component `n` is `[1, 10000]`.
	fn defer_dispatch(n: u32, ) -> Weight {
		// Minimum execution time: 14_722_000 picoseconds.
		Weight::from_parts(16_252_122, 3509)
			// Standard error: 1
			.saturating_add(Weight::from_parts(1_186, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn remove_deferred_dispatch() -> Weight {
		// Minimum execution time: 13_570_000 picoseconds.
		Weight::from_parts(14_962_000, 3509)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `n` is `[1, 4194294]`.
	fn dispatch_whitelisted_call(n: u32, ) -> Weight {
		// Minimum execution time: 42_734_000 picoseconds.
		Weight::from_parts(43_735_000, 3779)
			// Standard error: 30
			.saturating_add(Weight::from_parts(1_592, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 10000]`.
	fn dispatch_whitelisted_call_with_preimage(n: u32, ) -> Weight {
		// Minimum execution time: 33_239_000 picoseconds.
		Weight::from_parts(35_843_504, 3556)
			// Standard error: 3
			.saturating_add(Weight::from_parts(1_190, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
