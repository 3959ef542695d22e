//! Measured weights of `pallet_scheduler`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_scheduler`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_scheduler::WeightInfo for WeightInfo<T> {

	fn service_agendas_base() -> Weight {
		// Minimum execution time: 6_119_000 picoseconds.
		Weight::from_parts(6_800_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `s` is `[0, 50]`.
	fn service_agenda_base(s: u32, ) -> Weight {
		// Minimum execution time: 4_777_000 picoseconds.
		Weight::from_parts(8_052_680, 13928)
			// Standard error: 857
			.saturating_add(Weight::from_parts(473_869, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn service_task_base() -> Weight {
		// Minimum execution time: 3_455_000 picoseconds.
		Weight::from_parts(4_196_000, 0)
	}
	/// The range of component `s` is `[128, 4194304]`.
	fn service_task_fetched(s: u32, ) -> Weight {
		// Minimum execution time: 20_491_000 picoseconds.
		Weight::from_parts(24_401_349, 3605)
			// Standard error: 4
			.saturating_add(Weight::from_parts(966, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(s.into()))
	}
	fn service_task_named() -> Weight {
		// Minimum execution time: 5_147_000 picoseconds.
		Weight::from_parts(5_699_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn service_task_periodic() -> Weight {
		// Minimum execution time: 3_324_000 picoseconds.
		Weight::from_parts(4_177_000, 0)
	}
	fn execute_dispatch_signed() -> Weight {
		// Minimum execution time: 4_857_000 picoseconds.
		Weight::from_parts(5_548_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn execute_dispatch_unsigned() -> Weight {
		// Minimum execution time: 2_764_000 picoseconds.
		Weight::from_parts(3_255_000, 0)
	}
	/// The range of component `s` is `[0, 49]`.
	fn schedule(s: u32, ) -> Weight {
		// Minimum execution time: 11_928_000 picoseconds.
		Weight::from_parts(15_470_664, 13928)
			// Standard error: 909
			.saturating_add(Weight::from_parts(522_658, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `s` is `[1, 50]`.
	fn cancel(s: u32, ) -> Weight {
		// Minimum execution time: 18_578_000 picoseconds.
		Weight::from_parts(18_836_183, 13928)
			// Standard error: 911
			.saturating_add(Weight::from_parts(835_552, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// The range of component `s` is `[0, 49]`.
	fn schedule_named(s: u32, ) -> Weight {
		// Minimum execution time: 16_174_000 picoseconds.
		Weight::from_parts(21_259_408, 13928)
			// Standard error: 1_415
			.saturating_add(Weight::from_parts(608_041, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// The range of component `s` is `[1, 50]`.
	fn cancel_named(s: u32, ) -> Weight {
		// Minimum execution time: 20_871_000 picoseconds.
		Weight::from_parts(25_030_385, 13928)
			// Standard error: 4_804
			.saturating_add(Weight::from_parts(940_339, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// The range of component `s` is `[1, 50]`.
	fn schedule_retry(s: u32, ) -> Weight {
		// Minimum execution time: 11_207_000 picoseconds.
		Weight::from_parts(13_425_156, 13928)
			// Standard error: 1_658
			.saturating_add(Weight::from_parts(62_196, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_retry() -> Weight {
		// Minimum execution time: 31_017_000 picoseconds.
		Weight::from_parts(36_594_000, 13928)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_retry_named() -> Weight {
		// Minimum execution time: 38_037_000 picoseconds.
		Weight::from_parts(43_033_000, 13928)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn cancel_retry() -> Weight {
		// Minimum execution time: 29_965_000 picoseconds.
		Weight::from_parts(33_089_000, 13928)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn cancel_retry_named() -> Weight {
		// Minimum execution time: 37_195_000 picoseconds.
		Weight::from_parts(40_670_000, 13928)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
