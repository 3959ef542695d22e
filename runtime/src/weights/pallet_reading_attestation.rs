//! Measured weights of `pallet_reading_attestation`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-29, CPU `Intel(R) Xeon(R) Processor`,
//! 10 steps, 5 repeats, Compiled WASM, database cache 1024.

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
		// Minimum execution time: 124_472_000 picoseconds.
		Weight::from_parts(137_939_000, 5242)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn amend_stream() -> Weight {
		// Minimum execution time: 62_044_000 picoseconds.
		Weight::from_parts(71_576_000, 5242)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `b` is `[0, 1024]`.
	fn close_stream(b: u32, ) -> Weight {
		// Minimum execution time: 155_806_000 picoseconds.
		Weight::from_parts(165_082_000, 5639)
			// Standard error: 51_516
			.saturating_add(Weight::from_parts(13_452_774, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 2687).saturating_mul(b.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn submit(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 75_347_000 picoseconds.
		Weight::from_parts(64_413_526, 3933)
			// Standard error: 44_010
			.saturating_add(Weight::from_parts(12_449_274, 0).saturating_mul(s.into()))
			// Standard error: 38_195
			.saturating_add(Weight::from_parts(1_498_441, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	fn submit_batch() -> Weight {
		// Minimum execution time: 81_669_000 picoseconds.
		Weight::from_parts(90_959_000, 5242)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn submit_batch_over_evidence() -> Weight {
		// Minimum execution time: 87_109_000 picoseconds.
		Weight::from_parts(98_815_000, 5242)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn find_batch() -> Weight {
		// Minimum execution time: 118_960_000 picoseconds.
		Weight::from_parts(128_119_000, 22486)
			.saturating_add(T::DbWeight::get().reads(9))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_ed25519(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 97_131_000 picoseconds.
		Weight::from_parts(93_164_099, 3933)
			// Standard error: 37_406
			.saturating_add(Weight::from_parts(9_088_889, 0).saturating_mul(s.into()))
			// Standard error: 32_463
			.saturating_add(Weight::from_parts(1_215_201, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_es256(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 1_449_688_000 picoseconds.
		Weight::from_parts(1_486_775_680, 3933)
			// Standard error: 299_416
			.saturating_add(Weight::from_parts(8_770_788, 0).saturating_mul(s.into()))
			// Standard error: 259_810
			.saturating_add(Weight::from_parts(1_515_568, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[1, 8]`.
	/// The range of component `e` is `[0, 8]`.
	fn authorize_es256k(s: u32, e: u32, ) -> Weight {
		// Minimum execution time: 92_487_000 picoseconds.
		Weight::from_parts(71_257_459, 3933)
			// Standard error: 159_177
			.saturating_add(Weight::from_parts(13_268_341, 0).saturating_mul(s.into()))
			// Standard error: 138_146
			.saturating_add(Weight::from_parts(2_508_556, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_ed25519(n: u32, ) -> Weight {
		// Minimum execution time: 11_183_000 picoseconds.
		Weight::from_parts(37_998_790, 3509)
			// Standard error: 91_599
			.saturating_add(Weight::from_parts(87_501_014, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_es256(n: u32, ) -> Weight {
		// Minimum execution time: 11_380_000 picoseconds.
		Weight::from_parts(12_103_000, 3509)
			// Standard error: 3_699_114
			.saturating_add(Weight::from_parts(1_488_653_464, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_es256k(n: u32, ) -> Weight {
		// Minimum execution time: 11_313_000 picoseconds.
		Weight::from_parts(26_099_575, 3509)
			// Standard error: 187_497
			.saturating_add(Weight::from_parts(102_886_463, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 16]`.
	fn relay_refused(n: u32, ) -> Weight {
		// Minimum execution time: 11_238_000 picoseconds.
		Weight::from_parts(28_890_722, 3509)
			// Standard error: 51_669
			.saturating_add(Weight::from_parts(24_617_299, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2943).saturating_mul(n.into()))
	}
	fn judge() -> Weight {
		// Minimum execution time: 19_026_000 picoseconds.
		Weight::from_parts(22_259_000, 5639)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn prove() -> Weight {
		// Minimum execution time: 105_317_000 picoseconds.
		Weight::from_parts(118_813_000, 5242)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn report_equivocation() -> Weight {
		// Minimum execution time: 2_879_256_000 picoseconds.
		Weight::from_parts(2_946_281_000, 3933)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn open_group() -> Weight {
		// Minimum execution time: 99_659_000 picoseconds.
		Weight::from_parts(107_267_000, 3730)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn close_group() -> Weight {
		// Minimum execution time: 92_735_000 picoseconds.
		Weight::from_parts(100_814_000, 5149)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn offer_seat() -> Weight {
		// Minimum execution time: 66_745_000 picoseconds.
		Weight::from_parts(76_756_000, 5242)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn take_seat() -> Weight {
		// Minimum execution time: 95_310_000 picoseconds.
		Weight::from_parts(107_501_000, 5639)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn free_seat() -> Weight {
		// Minimum execution time: 86_100_000 picoseconds.
		Weight::from_parts(98_845_000, 5639)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn raise_quota() -> Weight {
		// Minimum execution time: 110_993_000 picoseconds.
		Weight::from_parts(120_598_000, 3730)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn lower_quota() -> Weight {
		// Minimum execution time: 75_505_000 picoseconds.
		Weight::from_parts(82_352_000, 3730)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// The range of component `s` is `[0, 16]`.
	fn on_standing(s: u32, ) -> Weight {
		// Minimum execution time: 4_693_000 picoseconds.
		Weight::from_parts(9_836_506, 3578)
			// Standard error: 13_216
			.saturating_add(Weight::from_parts(7_863_646, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 4649).saturating_mul(s.into()))
	}
}
