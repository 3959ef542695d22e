//! Measured weights of `pallet_proxy`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_proxy`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_proxy::WeightInfo for WeightInfo<T> {

	/// The range of component `p` is `[1, 31]`.
	fn proxy(p: u32, ) -> Weight {
		// Minimum execution time: 16_955_000 picoseconds.
		Weight::from_parts(18_299_368, 4706)
			// Standard error: 1_088
			.saturating_add(Weight::from_parts(83_718, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
	}
	/// The range of component `a` is `[0, 31]`.
	/// The range of component `p` is `[1, 31]`.
	fn proxy_announced(a: u32, p: u32, ) -> Weight {
		// Minimum execution time: 46_258_000 picoseconds.
		Weight::from_parts(48_336_899, 5698)
			// Standard error: 3_114
			.saturating_add(Weight::from_parts(289_731, 0).saturating_mul(a.into()))
			// Standard error: 3_220
			.saturating_add(Weight::from_parts(53_321, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// The range of component `a` is `[0, 31]`.
	/// The range of component `p` is `[1, 31]`.
	fn remove_announcement(a: u32, p: u32, ) -> Weight {
		// Minimum execution time: 28_733_000 picoseconds.
		Weight::from_parts(29_923_129, 5698)
			// Standard error: 1_763
			.saturating_add(Weight::from_parts(293_083, 0).saturating_mul(a.into()))
			// Standard error: 1_823
			.saturating_add(Weight::from_parts(29_033, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// The range of component `a` is `[0, 31]`.
	/// The range of component `p` is `[1, 31]`.
	fn reject_announcement(a: u32, p: u32, ) -> Weight {
		// Minimum execution time: 29_103_000 picoseconds.
		Weight::from_parts(29_948_024, 5698)
			// Standard error: 1_603
			.saturating_add(Weight::from_parts(281_520, 0).saturating_mul(a.into()))
			// Standard error: 1_658
			.saturating_add(Weight::from_parts(32_862, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// The range of component `a` is `[0, 31]`.
	/// The range of component `p` is `[1, 31]`.
	fn announce(a: u32, p: u32, ) -> Weight {
		// Minimum execution time: 38_067_000 picoseconds.
		Weight::from_parts(39_373_358, 5698)
			// Standard error: 2_263
			.saturating_add(Weight::from_parts(267_166, 0).saturating_mul(a.into()))
			// Standard error: 2_340
			.saturating_add(Weight::from_parts(39_489, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// The range of component `p` is `[1, 31]`.
	fn add_proxy(p: u32, ) -> Weight {
		// Minimum execution time: 27_010_000 picoseconds.
		Weight::from_parts(28_260_968, 4706)
			// Standard error: 784
			.saturating_add(Weight::from_parts(86_276, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `p` is `[1, 31]`.
	fn remove_proxy(p: u32, ) -> Weight {
		// Minimum execution time: 26_740_000 picoseconds.
		Weight::from_parts(28_099_652, 4706)
			// Standard error: 838
			.saturating_add(Weight::from_parts(88_384, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `p` is `[1, 31]`.
	fn remove_proxies(p: u32, ) -> Weight {
		// Minimum execution time: 26_980_000 picoseconds.
		Weight::from_parts(26_975_475, 4706)
			// Standard error: 1_453
			.saturating_add(Weight::from_parts(2_084_071, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `p` is `[1, 31]`.
	fn create_pure(p: u32, ) -> Weight {
		// Minimum execution time: 31_016_000 picoseconds.
		Weight::from_parts(33_154_902, 4706)
			// Standard error: 1_779
			.saturating_add(Weight::from_parts(60_975, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `p` is `[0, 30]`.
	fn kill_pure(p: u32, ) -> Weight {
		// Minimum execution time: 28_572_000 picoseconds.
		Weight::from_parts(31_206_062, 4706)
			// Standard error: 2_612
			.saturating_add(Weight::from_parts(89_840, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn poke_deposit() -> Weight {
		// Minimum execution time: 50_035_000 picoseconds.
		Weight::from_parts(53_068_000, 5698)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
