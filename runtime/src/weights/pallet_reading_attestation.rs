//! Measured weights of `pallet_reading_attestation`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 16 steps, 6 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_reading_attestation`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_reading_attestation::WeightInfo for WeightInfo<T> {

	fn open_stream() -> Weight {
		// Minimum execution time: 113_158_000 picoseconds.
		Weight::from_parts(119_077_000, 4222)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn amend_stream() -> Weight {
		// Minimum execution time: 49_954_000 picoseconds.
		Weight::from_parts(54_261_000, 4222)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `b` is `[0, 1024]`.
	fn close_stream(b: u32, ) -> Weight {
		// Minimum execution time: 136_463_000 picoseconds.
		Weight::from_parts(37_004_675, 5149)
			// Standard error: 37_213
			.saturating_add(Weight::from_parts(13_915_840, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 2679).saturating_mul(b.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn submit(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 62_212_000 picoseconds.
		Weight::from_parts(48_535_469, 3933)
			// Standard error: 26_481
			.saturating_add(Weight::from_parts(8_805_320, 0).saturating_mul(s.into()))
			// Standard error: 24_014
			.saturating_add(Weight::from_parts(1_384_943, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(s.into()))
	}
	fn submit_batch() -> Weight {
		// Minimum execution time: 108_611_000 picoseconds.
		Weight::from_parts(120_810_000, 4222)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn submit_batch_over_evidence() -> Weight {
		// Minimum execution time: 117_033_000 picoseconds.
		Weight::from_parts(125_877_000, 4222)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn find_batch() -> Weight {
		// Minimum execution time: 92_447_000 picoseconds.
		Weight::from_parts(98_766_000, 22422)
			.saturating_add(T::DbWeight::get().reads(9))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_ed25519(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 85_618_000 picoseconds.
		Weight::from_parts(75_813_564, 3933)
			// Standard error: 10_721
			.saturating_add(Weight::from_parts(5_601_749, 0).saturating_mul(s.into()))
			// Standard error: 9_722
			.saturating_add(Weight::from_parts(1_156_600, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_es256(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 1_564_814_000 picoseconds.
		Weight::from_parts(1_577_938_610, 3933)
			// Standard error: 187_379
			.saturating_add(Weight::from_parts(5_804_956, 0).saturating_mul(s.into()))
			// Standard error: 170_147
			.saturating_add(Weight::from_parts(1_191_464, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_es256k(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 83_985_000 picoseconds.
		Weight::from_parts(58_627_307, 3933)
			// Standard error: 151_835
			.saturating_add(Weight::from_parts(9_277_086, 0).saturating_mul(s.into()))
			// Standard error: 137_628
			.saturating_add(Weight::from_parts(2_960_654, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(s.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_ed25519(n: u32, ) -> Weight {
		// Minimum execution time: 9_163_000 picoseconds.
		Weight::from_parts(23_471_419, 3509)
			// Standard error: 51_819
			.saturating_add(Weight::from_parts(76_108_521, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_es256(n: u32, ) -> Weight {
		// Minimum execution time: 9_234_000 picoseconds.
		Weight::from_parts(45_355_102, 3509)
			// Standard error: 1_009_801
			.saturating_add(Weight::from_parts(1_577_231_635, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_es256k(n: u32, ) -> Weight {
		// Minimum execution time: 8_863_000 picoseconds.
		Weight::from_parts(9_744_000, 3509)
			// Standard error: 89_113
			.saturating_add(Weight::from_parts(97_761_369, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_refused(n: u32, ) -> Weight {
		// Minimum execution time: 9_063_000 picoseconds.
		Weight::from_parts(20_713_168, 3509)
			// Standard error: 21_148
			.saturating_add(Weight::from_parts(23_476_249, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2943).saturating_mul(n.into()))
	}
	fn judge() -> Weight {
		// Minimum execution time: 13_310_000 picoseconds.
		Weight::from_parts(14_712_000, 4071)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn prove() -> Weight {
		// Minimum execution time: 92_116_000 picoseconds.
		Weight::from_parts(103_925_000, 4222)
			.saturating_add(T::DbWeight::get().reads(3))
	}
	fn report_equivocation() -> Weight {
		// Minimum execution time: 3_123_507_000 picoseconds.
		Weight::from_parts(3_170_517_000, 3933)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn open_group() -> Weight {
		// Minimum execution time: 90_484_000 picoseconds.
		Weight::from_parts(94_490_000, 3713)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn close_group() -> Weight {
		// Minimum execution time: 82_944_000 picoseconds.
		Weight::from_parts(87_059_000, 5149)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn offer_seat() -> Weight {
		// Minimum execution time: 54_982_000 picoseconds.
		Weight::from_parts(58_697_000, 5149)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn take_seat() -> Weight {
		// Minimum execution time: 74_280_000 picoseconds.
		Weight::from_parts(79_237_000, 5149)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn free_seat() -> Weight {
		// Minimum execution time: 66_779_000 picoseconds.
		Weight::from_parts(70_315_000, 5149)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn raise_quota() -> Weight {
		// Minimum execution time: 98_566_000 picoseconds.
		Weight::from_parts(102_482_000, 3713)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn lower_quota() -> Weight {
		// Minimum execution time: 69_894_000 picoseconds.
		Weight::from_parts(76_253_000, 3676)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// The range of component `s` is `[0, 16]`.
	fn on_standing(s: u32, ) -> Weight {
		// Minimum execution time: 3_875_000 picoseconds.
		Weight::from_parts(6_595_074, 3578)
			// Standard error: 5_678
			.saturating_add(Weight::from_parts(4_786_440, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3081).saturating_mul(s.into()))
	}
}
