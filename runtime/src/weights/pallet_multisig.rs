//! Measured weights of `pallet_multisig`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_multisig`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_multisig::WeightInfo for WeightInfo<T> {

	/// The range of component `z` is `[0, 10000]`.
	fn as_multi_threshold_1(z: u32, ) -> Weight {
		// Minimum execution time: 42_964_000 picoseconds.
		Weight::from_parts(53_424_749, 1489)
			// Standard error: 29
			.saturating_add(Weight::from_parts(6_970, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	/// The range of component `s` is `[2, 100]`.
	/// The range of component `z` is `[0, 10000]`.
	fn as_multi_create(s: u32, z: u32, ) -> Weight {
		// Minimum execution time: 63_364_000 picoseconds.
		Weight::from_parts(39_402_494, 6811)
			// Standard error: 1_211
			.saturating_add(Weight::from_parts(294_905, 0).saturating_mul(s.into()))
			// Standard error: 11
			.saturating_add(Weight::from_parts(6_914, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `s` is `[3, 100]`.
	/// The range of component `z` is `[0, 10000]`.
	fn as_multi_approve(s: u32, z: u32, ) -> Weight {
		// Minimum execution time: 47_811_000 picoseconds.
		Weight::from_parts(23_185_754, 6811)
			// Standard error: 813
			.saturating_add(Weight::from_parts(273_287, 0).saturating_mul(s.into()))
			// Standard error: 7
			.saturating_add(Weight::from_parts(6_911, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `s` is `[2, 100]`.
	/// The range of component `z` is `[0, 10000]`.
	fn as_multi_complete(s: u32, z: u32, ) -> Weight {
		// Minimum execution time: 82_793_000 picoseconds.
		Weight::from_parts(40_074_677, 6811)
			// Standard error: 9_449
			.saturating_add(Weight::from_parts(554_227, 0).saturating_mul(s.into()))
			// Standard error: 93
			.saturating_add(Weight::from_parts(8_216, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// The range of component `s` is `[2, 100]`.
	fn approve_as_multi_create(s: u32, ) -> Weight {
		// Minimum execution time: 34_230_000 picoseconds.
		Weight::from_parts(37_403_494, 6811)
			// Standard error: 887
			.saturating_add(Weight::from_parts(296_298, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `s` is `[2, 100]`.
	fn approve_as_multi_approve(s: u32, ) -> Weight {
		// Minimum execution time: 19_229_000 picoseconds.
		Weight::from_parts(20_814_928, 6811)
			// Standard error: 904
			.saturating_add(Weight::from_parts(294_666, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `s` is `[2, 100]`.
	fn cancel_as_multi(s: u32, ) -> Weight {
		// Minimum execution time: 33_951_000 picoseconds.
		Weight::from_parts(36_286_062, 6811)
			// Standard error: 890
			.saturating_add(Weight::from_parts(292_190, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `s` is `[2, 100]`.
	fn poke_deposit(s: u32, ) -> Weight {
		// Minimum execution time: 32_068_000 picoseconds.
		Weight::from_parts(34_629_707, 6811)
			// Standard error: 1_101
			.saturating_add(Weight::from_parts(294_166, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
