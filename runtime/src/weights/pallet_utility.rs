//! Measured weights of `pallet_utility`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_utility`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {

	/// The range of component `c` is `[0, 1000]`.
	fn batch(c: u32, ) -> Weight {
		// Minimum execution time: 5_698_000 picoseconds.
		Weight::from_parts(6_069_000, 1489)
			// Standard error: 66_017
			.saturating_add(Weight::from_parts(5_957_996, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn as_derivative() -> Weight {
		// Minimum execution time: 7_841_000 picoseconds.
		Weight::from_parts(8_753_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	/// The range of component `c` is `[0, 1000]`.
	fn batch_all(c: u32, ) -> Weight {
		// Minimum execution time: 5_778_000 picoseconds.
		Weight::from_parts(6_269_000, 1489)
			// Standard error: 68_530
			.saturating_add(Weight::from_parts(6_091_829, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn dispatch_as() -> Weight {
		// Minimum execution time: 7_952_000 picoseconds.
		Weight::from_parts(9_234_000, 0)
	}
	/// The range of component `c` is `[0, 1000]`.
	fn force_batch(c: u32, ) -> Weight {
		// Minimum execution time: 5_638_000 picoseconds.
		Weight::from_parts(6_189_000, 1489)
			// Standard error: 47_089
			.saturating_add(Weight::from_parts(4_799_984, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn dispatch_as_fallible() -> Weight {
		// Minimum execution time: 8_052_000 picoseconds.
		Weight::from_parts(9_114_000, 0)
	}
	fn if_else() -> Weight {
		// Minimum execution time: 12_268_000 picoseconds.
		Weight::from_parts(13_711_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}
}
