//! Measured weights of `pallet_organisations`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_organisations`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_organisations::WeightInfo for WeightInfo<T> {

	fn apply() -> Weight {
		// Minimum execution time: 72_848_000 picoseconds.
		Weight::from_parts(92_477_000, 3679)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn withdraw_application() -> Weight {
		// Minimum execution time: 56_033_000 picoseconds.
		Weight::from_parts(61_351_000, 3679)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn admit() -> Weight {
		// Minimum execution time: 24_536_000 picoseconds.
		Weight::from_parts(27_150_000, 3679)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn decline() -> Weight {
		// Minimum execution time: 56_524_000 picoseconds.
		Weight::from_parts(59_868_000, 3679)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_roles() -> Weight {
		// Minimum execution time: 15_774_000 picoseconds.
		Weight::from_parts(17_386_000, 3713)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_metadata() -> Weight {
		// Minimum execution time: 30_956_000 picoseconds.
		Weight::from_parts(33_549_000, 3713)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn suspend() -> Weight {
		// Minimum execution time: 36_003_000 picoseconds.
		Weight::from_parts(39_017_000, 6436)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn reinstate() -> Weight {
		// Minimum execution time: 18_137_000 picoseconds.
		Weight::from_parts(20_330_000, 3713)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn expel() -> Weight {
		// Minimum execution time: 18_608_000 picoseconds.
		Weight::from_parts(20_691_000, 3713)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn add_agent() -> Weight {
		// Minimum execution time: 88_591_000 picoseconds.
		Weight::from_parts(92_628_000, 6180)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn accept_agency() -> Weight {
		// Minimum execution time: 34_081_000 picoseconds.
		Weight::from_parts(36_805_000, 3713)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_mandate() -> Weight {
		// Minimum execution time: 36_905_000 picoseconds.
		Weight::from_parts(40_330_000, 6180)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn remove_agent() -> Weight {
		// Minimum execution time: 94_290_000 picoseconds.
		Weight::from_parts(98_926_000, 6180)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn offer_admin() -> Weight {
		// Minimum execution time: 21_161_000 picoseconds.
		Weight::from_parts(22_924_000, 3713)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept_admin() -> Weight {
		// Minimum execution time: 182_420_000 picoseconds.
		Weight::from_parts(188_330_000, 8940)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn assign_prefix() -> Weight {
		// Minimum execution time: 62_573_000 picoseconds.
		Weight::from_parts(66_338_000, 23454)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn withdraw_prefix() -> Weight {
		// Minimum execution time: 45_778_000 picoseconds.
		Weight::from_parts(48_392_000, 20958)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(9))
	}
}
