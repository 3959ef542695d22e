//! Measured weights of `pallet_agreements`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-29, CPU `AMD EPYC`,
//! 30 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_agreements`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_agreements::WeightInfo for WeightInfo<T> {

	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	/// The range of component `c` is `[1, 16]`.
	fn propose(s: u32, i: u32, c: u32, ) -> Weight {
		// Minimum execution time: 710_853_000 picoseconds.
		Weight::from_parts(159_337_073, 18845)
			// Standard error: 801_364
			.saturating_add(Weight::from_parts(24_429_351, 0).saturating_mul(s.into()))
			// Standard error: 1_546_836
			.saturating_add(Weight::from_parts(42_457_477, 0).saturating_mul(i.into()))
			// Standard error: 862_087
			.saturating_add(Weight::from_parts(50_345_256, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(45))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(Weight::from_parts(0, 596).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 15368).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	fn sign(s: u32, i: u32, ) -> Weight {
		// Minimum execution time: 670_644_000 picoseconds.
		Weight::from_parts(238_761_484, 46274)
			// Standard error: 370_740
			.saturating_add(Weight::from_parts(30_327_329, 0).saturating_mul(s.into()))
			// Standard error: 716_459
			.saturating_add(Weight::from_parts(92_219_644, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().reads((12_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(i.into())))
			.saturating_add(Weight::from_parts(0, 17855).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 5106).saturating_mul(s.into()))
	}
	fn consent() -> Weight {
		// Minimum execution time: 176_392_000 picoseconds.
		Weight::from_parts(202_930_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn cancel() -> Weight {
		// Minimum execution time: 195_750_000 picoseconds.
		Weight::from_parts(215_799_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn confirm() -> Weight {
		// Minimum execution time: 208_189_000 picoseconds.
		Weight::from_parts(226_276_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn open_ticket() -> Weight {
		// Minimum execution time: 192_826_000 picoseconds.
		Weight::from_parts(224_402_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn acknowledge_ticket() -> Weight {
		// Minimum execution time: 206_095_000 picoseconds.
		Weight::from_parts(225_354_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resolve_ticket() -> Weight {
		// Minimum execution time: 5_609_501_000 picoseconds.
		Weight::from_parts(6_038_327_000, 749342)
			.saturating_add(T::DbWeight::get().reads(591))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn close_ticket() -> Weight {
		// Minimum execution time: 213_276_000 picoseconds.
		Weight::from_parts(222_380_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn acknowledge_command() -> Weight {
		// Minimum execution time: 1_727_029_000 picoseconds.
		Weight::from_parts(1_767_539_000, 46274)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn challenge() -> Weight {
		// Minimum execution time: 277_251_000 picoseconds.
		Weight::from_parts(315_177_000, 46274)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn rule() -> Weight {
		// Minimum execution time: 373_954_000 picoseconds.
		Weight::from_parts(387_174_000, 46274)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn set_payee() -> Weight {
		// Minimum execution time: 205_704_000 picoseconds.
		Weight::from_parts(222_189_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn claim() -> Weight {
		// Minimum execution time: 374_464_000 picoseconds.
		Weight::from_parts(423_227_000, 46274)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	/// The range of component `f` is `[0, 32]`.
	fn remove(f: u32, ) -> Weight {
		// Minimum execution time: 271_332_000 picoseconds.
		Weight::from_parts(306_167_273, 46274)
			// Standard error: 222_735
			.saturating_add(Weight::from_parts(9_034_772, 0).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(f.into())))
			.saturating_add(Weight::from_parts(0, 4519).saturating_mul(f.into()))
	}
	fn mark() -> Weight {
		// Minimum execution time: 26_610_000 picoseconds.
		Weight::from_parts(32_598_000, 3538)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn look_for_work() -> Weight {
		// Minimum execution time: 16_504_000 picoseconds.
		Weight::from_parts(20_381_000, 3477)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	fn find_watcher() -> Weight {
		// Minimum execution time: 31_447_000 picoseconds.
		Weight::from_parts(46_579_000, 3543)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn find_due() -> Weight {
		// Minimum execution time: 17_897_000 picoseconds.
		Weight::from_parts(25_678_000, 3477)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn skip_watcher() -> Weight {
		// Minimum execution time: 18_658_000 picoseconds.
		Weight::from_parts(25_157_000, 5687)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	/// The range of component `s` is `[0, 16]`.
	fn evaluate_streams(s: u32, ) -> Weight {
		// Minimum execution time: 26_970_000 picoseconds.
		Weight::from_parts(33_870_972, 46274)
			// Standard error: 24_277
			.saturating_add(Weight::from_parts(16_452_257, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	/// The range of component `i` is `[0, 8]`.
	fn evaluate_items(i: u32, ) -> Weight {
		// Minimum execution time: 27_571_000 picoseconds.
		Weight::from_parts(67_676_313, 46274)
			// Standard error: 1_703_450
			.saturating_add(Weight::from_parts(637_022_512, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((68_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 85040).saturating_mul(i.into()))
	}
	/// The range of component `n` is `[0, 496]`.
	fn ask(n: u32, ) -> Weight {
		// Minimum execution time: 1_162_000 picoseconds.
		Weight::from_parts(8_693_550, 0)
			// Standard error: 947
			.saturating_add(Weight::from_parts(390_935, 0).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 496]`.
	fn ask_acceptance(n: u32, ) -> Weight {
		// Minimum execution time: 5_618_000 picoseconds.
		Weight::from_parts(174_887_683, 143830)
			// Standard error: 35_908
			.saturating_add(Weight::from_parts(16_915_482, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(35))
	}
	/// The range of component `n` is `[0, 496]`.
	fn ask_balance(n: u32, ) -> Weight {
		// Minimum execution time: 1_122_000 picoseconds.
		Weight::from_parts(26_162_051, 11426)
			// Standard error: 8_153
			.saturating_add(Weight::from_parts(8_680_903, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8))
	}
	fn reschedule() -> Weight {
		// Minimum execution time: 20_420_000 picoseconds.
		Weight::from_parts(25_858_000, 0)
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn follow() -> Weight {
		// Minimum execution time: 109_112_000 picoseconds.
		Weight::from_parts(119_397_000, 22416)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	/// The range of component `s` is `[0, 16]`.
	fn come_true(s: u32, ) -> Weight {
		// Minimum execution time: 13_670_000 picoseconds.
		Weight::from_parts(16_620_713, 5509)
			// Standard error: 4_531
			.saturating_add(Weight::from_parts(446_533, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `p` is `[0, 4]`.
	fn fire(p: u32, ) -> Weight {
		// Minimum execution time: 52_227_000 picoseconds.
		Weight::from_parts(74_090_510, 5509)
			// Standard error: 674_471
			.saturating_add(Weight::from_parts(55_554_664, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 2760).saturating_mul(p.into()))
	}
	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	fn end(s: u32, i: u32, ) -> Weight {
		// Minimum execution time: 702_520_000 picoseconds.
		Weight::from_parts(236_428_376, 12030)
			// Standard error: 366_244
			.saturating_add(Weight::from_parts(40_515_647, 0).saturating_mul(s.into()))
			// Standard error: 707_772
			.saturating_add(Weight::from_parts(58_303_055, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes(13))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(i.into())))
			.saturating_add(Weight::from_parts(0, 7142).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 5106).saturating_mul(s.into()))
	}
}
