//! Measured weights of `pallet_reading_attestation`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

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
		// Minimum execution time: 112_857_000 picoseconds.
		Weight::from_parts(118_315_000, 4222)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn amend_stream() -> Weight {
		// Minimum execution time: 49_513_000 picoseconds.
		Weight::from_parts(54_902_000, 4222)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `b` is `[0, 1024]`.
	fn close_stream(b: u32, ) -> Weight {
		// Minimum execution time: 137_384_000 picoseconds.
		Weight::from_parts(139_567_000, 5639)
			// Standard error: 24_003
			.saturating_add(Weight::from_parts(13_942_663, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 2679).saturating_mul(b.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn submit(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 61_922_000 picoseconds.
		Weight::from_parts(48_101_011, 3933)
			// Standard error: 21_177
			.saturating_add(Weight::from_parts(8_622_366, 0).saturating_mul(s.into()))
			// Standard error: 18_637
			.saturating_add(Weight::from_parts(1_290_899, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(s.into()))
	}
	fn submit_batch() -> Weight {
		// Minimum execution time: 64_295_000 picoseconds.
		Weight::from_parts(69_553_000, 4222)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn submit_batch_over_evidence() -> Weight {
		// Minimum execution time: 69_223_000 picoseconds.
		Weight::from_parts(74_110_000, 4222)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn find_batch() -> Weight {
		// Minimum execution time: 94_541_000 picoseconds.
		Weight::from_parts(102_402_000, 22422)
			.saturating_add(T::DbWeight::get().reads(9))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_ed25519(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 84_756_000 picoseconds.
		Weight::from_parts(71_554_096, 3933)
			// Standard error: 12_276
			.saturating_add(Weight::from_parts(5_803_808, 0).saturating_mul(s.into()))
			// Standard error: 10_804
			.saturating_add(Weight::from_parts(1_522_952, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_es256(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 1_563_762_000 picoseconds.
		Weight::from_parts(1_574_645_714, 3933)
			// Standard error: 205_252
			.saturating_add(Weight::from_parts(6_308_869, 0).saturating_mul(s.into()))
			// Standard error: 180_608
			.saturating_add(Weight::from_parts(1_609_638, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_es256k(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 83_104_000 picoseconds.
		Weight::from_parts(61_225_254, 3933)
			// Standard error: 155_840
			.saturating_add(Weight::from_parts(9_097_488, 0).saturating_mul(s.into()))
			// Standard error: 137_151
			.saturating_add(Weight::from_parts(2_967_605, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(s.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_ed25519(n: u32, ) -> Weight {
		// Minimum execution time: 8_652_000 picoseconds.
		Weight::from_parts(19_115_662, 3509)
			// Standard error: 47_485
			.saturating_add(Weight::from_parts(72_665_203, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_es256(n: u32, ) -> Weight {
		// Minimum execution time: 8_733_000 picoseconds.
		Weight::from_parts(48_690_129, 3509)
			// Standard error: 398_526
			.saturating_add(Weight::from_parts(1_575_202_892, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_es256k(n: u32, ) -> Weight {
		// Minimum execution time: 8_683_000 picoseconds.
		Weight::from_parts(2_349_002, 3509)
			// Standard error: 168_242
			.saturating_add(Weight::from_parts(101_146_116, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3232).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_refused(n: u32, ) -> Weight {
		// Minimum execution time: 8_613_000 picoseconds.
		Weight::from_parts(17_762_891, 3509)
			// Standard error: 29_517
			.saturating_add(Weight::from_parts(24_516_672, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2943).saturating_mul(n.into()))
	}
	fn judge() -> Weight {
		// Minimum execution time: 15_422_000 picoseconds.
		Weight::from_parts(17_276_000, 5639)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn prove() -> Weight {
		// Minimum execution time: 90_665_000 picoseconds.
		Weight::from_parts(111_025_000, 4239)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn report_equivocation() -> Weight {
		// Minimum execution time: 3_121_044_000 picoseconds.
		Weight::from_parts(3_175_925_000, 3933)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn open_group() -> Weight {
		// Minimum execution time: 89_823_000 picoseconds.
		Weight::from_parts(93_178_000, 3713)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn close_group() -> Weight {
		// Minimum execution time: 82_683_000 picoseconds.
		Weight::from_parts(86_308_000, 5149)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn offer_seat() -> Weight {
		// Minimum execution time: 54_631_000 picoseconds.
		Weight::from_parts(59_148_000, 5149)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn take_seat() -> Weight {
		// Minimum execution time: 76_624_000 picoseconds.
		Weight::from_parts(81_401_000, 5639)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn free_seat() -> Weight {
		// Minimum execution time: 68_722_000 picoseconds.
		Weight::from_parts(73_600_000, 5639)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn raise_quota() -> Weight {
		// Minimum execution time: 97_274_000 picoseconds.
		Weight::from_parts(101_361_000, 3713)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn lower_quota() -> Weight {
		// Minimum execution time: 69_483_000 picoseconds.
		Weight::from_parts(72_287_000, 3676)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// The range of component `s` is `[0, 16]`.
	fn on_standing(s: u32, ) -> Weight {
		// Minimum execution time: 3_845_000 picoseconds.
		Weight::from_parts(6_346_692, 3578)
			// Standard error: 6_257
			.saturating_add(Weight::from_parts(6_634_723, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 4649).saturating_mul(s.into()))
	}
}
