//! Measured weights of `pallet_device_identity`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_device_identity`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_device_identity::WeightInfo for WeightInfo<T> {

	fn register_anchor() -> Weight {
		// Minimum execution time: 1_674_486_000 picoseconds.
		Weight::from_parts(1_778_531_000, 3713)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn withdraw_anchor() -> Weight {
		// Minimum execution time: 49_394_000 picoseconds.
		Weight::from_parts(70_405_000, 3713)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn publish_manifest() -> Weight {
		// Minimum execution time: 98_266_000 picoseconds.
		Weight::from_parts(110_655_000, 3713)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn withdraw_manifest() -> Weight {
		// Minimum execution time: 41_893_000 picoseconds.
		Weight::from_parts(57_125_000, 3713)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `c` is `[1, 3]`.
	fn enrol_with_certificate(c: u32, ) -> Weight {
		// Minimum execution time: 3_284_737_000 picoseconds.
		Weight::from_parts(2_342_895_423, 6436)
			// Standard error: 29_440_376
			.saturating_add(Weight::from_parts(1_457_683_325, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn enrol_with_manifest() -> Weight {
		// Minimum execution time: 1_728_557_000 picoseconds.
		Weight::from_parts(2_471_399_000, 6436)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn rotate_key() -> Weight {
		// Minimum execution time: 3_244_276_000 picoseconds.
		Weight::from_parts(3_698_431_000, 3812)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn announce_rotation() -> Weight {
		// Minimum execution time: 1_714_055_000 picoseconds.
		Weight::from_parts(1_799_371_000, 3812)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn cancel_rotation() -> Weight {
		// Minimum execution time: 167_008_000 picoseconds.
		Weight::from_parts(176_272_000, 6148)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn report_compromise() -> Weight {
		// Minimum execution time: 70_555_000 picoseconds.
		Weight::from_parts(84_195_000, 3812)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn offer() -> Weight {
		// Minimum execution time: 59_688_000 picoseconds.
		Weight::from_parts(87_821_000, 6436)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_offer() -> Weight {
		// Minimum execution time: 54_992_000 picoseconds.
		Weight::from_parts(74_330_000, 3812)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept() -> Weight {
		// Minimum execution time: 1_812_812_000 picoseconds.
		Weight::from_parts(1_917_126_000, 21622)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn suspend() -> Weight {
		// Minimum execution time: 50_985_000 picoseconds.
		Weight::from_parts(61_952_000, 3812)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resume() -> Weight {
		// Minimum execution time: 47_460_000 picoseconds.
		Weight::from_parts(59_529_000, 3812)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn retire() -> Weight {
		// Minimum execution time: 51_586_000 picoseconds.
		Weight::from_parts(63_614_000, 3812)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// The range of component `e` is `[1, 240]`.
	fn remove(e: u32, ) -> Weight {
		// Minimum execution time: 104_935_000 picoseconds.
		Weight::from_parts(84_579_192, 3812)
			// Standard error: 37_519
			.saturating_add(Weight::from_parts(8_545_191, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2579).saturating_mul(e.into()))
	}
	fn quarantine() -> Weight {
		// Minimum execution time: 63_795_000 picoseconds.
		Weight::from_parts(87_210_000, 3812)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn appeal() -> Weight {
		// Minimum execution time: 51_186_000 picoseconds.
		Weight::from_parts(66_329_000, 3812)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn decide_appeal() -> Weight {
		// Minimum execution time: 68_282_000 picoseconds.
		Weight::from_parts(83_314_000, 3812)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn clear_suspicion() -> Weight {
		// Minimum execution time: 55_462_000 picoseconds.
		Weight::from_parts(63_735_000, 3812)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn revoke() -> Weight {
		// Minimum execution time: 59_208_000 picoseconds.
		Weight::from_parts(66_339_000, 3812)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn name_successor() -> Weight {
		// Minimum execution time: 22_664_000 picoseconds.
		Weight::from_parts(25_338_000, 6436)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
