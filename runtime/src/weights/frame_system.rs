//! Measured weights of `frame_system`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 50 steps, 20 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `frame_system`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {

	/// The range of component `b` is `[0, 3932160]`.
	fn remark(b: u32, ) -> Weight {
		// Minimum execution time: 2_984_000 picoseconds.
		Weight::from_parts(19_329_462, 0)
			// Standard error: 0
			.saturating_add(Weight::from_parts(331, 0).saturating_mul(b.into()))
	}
	/// The range of component `b` is `[0, 3932160]`.
	fn remark_with_event(b: u32, ) -> Weight {
		// Minimum execution time: 6_720_000 picoseconds.
		Weight::from_parts(6_910_000, 0)
			// Standard error: 0
			.saturating_add(Weight::from_parts(1_255, 0).saturating_mul(b.into()))
	}
	fn set_heap_pages() -> Weight {
		// Minimum execution time: 5_137_000 picoseconds.
		Weight::from_parts(5_919_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_code() -> Weight {
		// Minimum execution time: 114_196_776_000 picoseconds.
		Weight::from_parts(116_424_144_000, 67035)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `i` is `[0, 1000]`.
	fn set_storage(i: u32, ) -> Weight {
		// Minimum execution time: 3_004_000 picoseconds.
		Weight::from_parts(3_185_000, 0)
			// Standard error: 887
			.saturating_add(Weight::from_parts(973_156, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}
	/// The range of component `i` is `[0, 1000]`.
	fn kill_storage(i: u32, ) -> Weight {
		// Minimum execution time: 2_975_000 picoseconds.
		Weight::from_parts(3_125_000, 0)
			// Standard error: 2_121
			.saturating_add(Weight::from_parts(736_344, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}
	/// The range of component `p` is `[0, 1000]`.
	fn kill_prefix(p: u32, ) -> Weight {
		// Minimum execution time: 5_388_000 picoseconds.
		Weight::from_parts(5_628_000, 61)
			// Standard error: 5_715
			.saturating_add(Weight::from_parts(1_484_399, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 70).saturating_mul(p.into()))
	}
	fn authorize_upgrade() -> Weight {
		// Minimum execution time: 13_830_000 picoseconds.
		Weight::from_parts(28_322_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn apply_authorized_upgrade() -> Weight {
		// Minimum execution time: 120_506_144_000 picoseconds.
		Weight::from_parts(124_410_350_000, 67035)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
