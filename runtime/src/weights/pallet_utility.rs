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
		// Minimum execution time: 6_029_000 picoseconds.
		Weight::from_parts(37_642_442, 1489)
			// Standard error: 26_031
			.saturating_add(Weight::from_parts(4_198_126, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn as_derivative() -> Weight {
		// Minimum execution time: 7_952_000 picoseconds.
		Weight::from_parts(11_347_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	/// The range of component `c` is `[0, 1000]`.
	fn batch_all(c: u32, ) -> Weight {
		// Minimum execution time: 6_049_000 picoseconds.
		Weight::from_parts(6_830_000, 1489)
			// Standard error: 27_084
			.saturating_add(Weight::from_parts(5_570_759, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn dispatch_as() -> Weight {
		// Minimum execution time: 8_212_000 picoseconds.
		Weight::from_parts(13_901_000, 0)
	}
	/// The range of component `c` is `[0, 1000]`.
	fn force_batch(c: u32, ) -> Weight {
		// Minimum execution time: 6_199_000 picoseconds.
		Weight::from_parts(9_364_000, 1489)
			// Standard error: 15_707
			.saturating_add(Weight::from_parts(5_627_522, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn dispatch_as_fallible() -> Weight {
		// Minimum execution time: 8_202_000 picoseconds.
		Weight::from_parts(14_231_000, 0)
	}
	fn if_else() -> Weight {
		// Minimum execution time: 12_518_000 picoseconds.
		Weight::from_parts(21_712_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}
}
