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
		// Minimum execution time: 1_666_845_000 picoseconds.
		Weight::from_parts(1_703_689_000, 3713)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn withdraw_anchor() -> Weight {
		// Minimum execution time: 73_389_000 picoseconds.
		Weight::from_parts(76_784_000, 20918)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn publish_manifest() -> Weight {
		// Minimum execution time: 98_045_000 picoseconds.
		Weight::from_parts(104_035_000, 3713)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn withdraw_manifest() -> Weight {
		// Minimum execution time: 69_453_000 picoseconds.
		Weight::from_parts(73_129_000, 20918)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `c` is `[1, 3]`.
	fn enrol_with_certificate(c: u32, ) -> Weight {
		// Minimum execution time: 3_246_380_000 picoseconds.
		Weight::from_parts(1_731_372_663, 20918)
			// Standard error: 946_476
			.saturating_add(Weight::from_parts(1_575_915_922, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn enrol_with_manifest() -> Weight {
		// Minimum execution time: 1_737_479_000 picoseconds.
		Weight::from_parts(1_777_309_000, 20918)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn rotate_key() -> Weight {
		// Minimum execution time: 3_211_779_000 picoseconds.
		Weight::from_parts(3_269_584_000, 3933)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn announce_rotation() -> Weight {
		// Minimum execution time: 1_686_464_000 picoseconds.
		Weight::from_parts(1_728_576_000, 3933)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn cancel_rotation() -> Weight {
		// Minimum execution time: 152_677_000 picoseconds.
		Weight::from_parts(169_421_000, 3933)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn report_compromise() -> Weight {
		// Minimum execution time: 96_073_000 picoseconds.
		Weight::from_parts(108_622_000, 20918)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn offer() -> Weight {
		// Minimum execution time: 54_862_000 picoseconds.
		Weight::from_parts(71_106_000, 6436)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn withdraw_offer() -> Weight {
		// Minimum execution time: 52_167_000 picoseconds.
		Weight::from_parts(63_925_000, 3933)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn accept() -> Weight {
		// Minimum execution time: 1_745_902_000 picoseconds.
		Weight::from_parts(1_810_969_000, 6436)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn suspend() -> Weight {
		// Minimum execution time: 49_543_000 picoseconds.
		Weight::from_parts(64_025_000, 3933)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resume() -> Weight {
		// Minimum execution time: 48_072_000 picoseconds.
		Weight::from_parts(60_950_000, 3933)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn retire() -> Weight {
		// Minimum execution time: 50_645_000 picoseconds.
		Weight::from_parts(57_335_000, 3933)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// The range of component `e` is `[1, 240]`.
	fn remove(e: u32, ) -> Weight {
		// Minimum execution time: 96_353_000 picoseconds.
		Weight::from_parts(70_904_685, 29359)
			// Standard error: 37_913
			.saturating_add(Weight::from_parts(7_994_370, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2374).saturating_mul(e.into()))
	}
	fn quarantine() -> Weight {
		// Minimum execution time: 89_573_000 picoseconds.
		Weight::from_parts(95_482_000, 20918)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn appeal() -> Weight {
		// Minimum execution time: 51_006_000 picoseconds.
		Weight::from_parts(57_035_000, 3933)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn decide_appeal() -> Weight {
		// Minimum execution time: 85_727_000 picoseconds.
		Weight::from_parts(90_575_000, 20918)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn clear_suspicion() -> Weight {
		// Minimum execution time: 82_813_000 picoseconds.
		Weight::from_parts(87_590_000, 20918)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn revoke() -> Weight {
		// Minimum execution time: 86_268_000 picoseconds.
		Weight::from_parts(90_454_000, 20918)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn name_successor() -> Weight {
		// Minimum execution time: 22_713_000 picoseconds.
		Weight::from_parts(24_677_000, 6436)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
