//! Measured weights of `pallet_agreements`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-29, CPU `AMD EPYC`,
//! 50 steps, 20 repeats, Compiled WASM, database cache 1024.

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
		// Minimum execution time: 699_712_000 picoseconds.
		Weight::from_parts(222_331_713, 18845)
			// Standard error: 766_537
			.saturating_add(Weight::from_parts(26_613_898, 0).saturating_mul(s.into()))
			// Standard error: 1_481_792
			.saturating_add(Weight::from_parts(50_335_752, 0).saturating_mul(i.into()))
			// Standard error: 819_325
			.saturating_add(Weight::from_parts(43_625_862, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(45))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(Weight::from_parts(0, 392).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 15726).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	fn sign(s: u32, i: u32, ) -> Weight {
		// Minimum execution time: 678_089_000 picoseconds.
		Weight::from_parts(221_875_553, 46274)
			// Standard error: 231_249
			.saturating_add(Weight::from_parts(32_069_199, 0).saturating_mul(s.into()))
			// Standard error: 447_648
			.saturating_add(Weight::from_parts(97_966_259, 0).saturating_mul(i.into()))
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
		// Minimum execution time: 214_229_000 picoseconds.
		Weight::from_parts(233_578_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn cancel() -> Weight {
		// Minimum execution time: 191_495_000 picoseconds.
		Weight::from_parts(227_589_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn confirm() -> Weight {
		// Minimum execution time: 202_201_000 picoseconds.
		Weight::from_parts(232_156_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn open_ticket() -> Weight {
		// Minimum execution time: 199_627_000 picoseconds.
		Weight::from_parts(226_357_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn acknowledge_ticket() -> Weight {
		// Minimum execution time: 188_150_000 picoseconds.
		Weight::from_parts(233_188_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resolve_ticket() -> Weight {
		// Minimum execution time: 5_972_825_000 picoseconds.
		Weight::from_parts(6_277_068_000, 749342)
			.saturating_add(T::DbWeight::get().reads(591))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn close_ticket() -> Weight {
		// Minimum execution time: 195_160_000 picoseconds.
		Weight::from_parts(230_954_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn acknowledge_command() -> Weight {
		// Minimum execution time: 1_735_986_000 picoseconds.
		Weight::from_parts(1_798_438_000, 46274)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn challenge() -> Weight {
		// Minimum execution time: 294_038_000 picoseconds.
		Weight::from_parts(320_888_000, 46274)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn rule() -> Weight {
		// Minimum execution time: 349_310_000 picoseconds.
		Weight::from_parts(385_654_000, 46274)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn set_payee() -> Weight {
		// Minimum execution time: 203_193_000 picoseconds.
		Weight::from_parts(235_892_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn claim() -> Weight {
		// Minimum execution time: 394_407_000 picoseconds.
		Weight::from_parts(431_032_000, 46274)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	/// The range of component `f` is `[0, 32]`.
	fn remove(f: u32, ) -> Weight {
		// Minimum execution time: 294_829_000 picoseconds.
		Weight::from_parts(317_108_482, 46274)
			// Standard error: 82_911
			.saturating_add(Weight::from_parts(8_922_554, 0).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(f.into())))
			.saturating_add(Weight::from_parts(0, 4519).saturating_mul(f.into()))
	}
	fn mark() -> Weight {
		// Minimum execution time: 27_471_000 picoseconds.
		Weight::from_parts(31_718_000, 3538)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn look_for_work() -> Weight {
		// Minimum execution time: 15_954_000 picoseconds.
		Weight::from_parts(19_179_000, 3477)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	fn find_watcher() -> Weight {
		// Minimum execution time: 38_277_000 picoseconds.
		Weight::from_parts(44_736_000, 3543)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn find_due() -> Weight {
		// Minimum execution time: 21_082_000 picoseconds.
		Weight::from_parts(27_962_000, 3477)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn skip_watcher() -> Weight {
		// Minimum execution time: 22_594_000 picoseconds.
		Weight::from_parts(28_733_000, 5684)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	fn evaluate(s: u32, i: u32, ) -> Weight {
		// Minimum execution time: 292_796_000 picoseconds.
		Weight::from_parts(352_426_820, 46274)
			// Standard error: 2_656_559
			.saturating_add(Weight::from_parts(714_765_976, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().reads((68_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 85040).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	/// The range of component `n` is `[0, 496]`.
	fn ask(n: u32, ) -> Weight {
		// Minimum execution time: 360_000 picoseconds.
		Weight::from_parts(6_116_736, 0)
			// Standard error: 492
			.saturating_add(Weight::from_parts(242_729, 0).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[0, 496]`.
	fn ask_acceptance(n: u32, ) -> Weight {
		// Minimum execution time: 871_000 picoseconds.
		Weight::from_parts(165_382_539, 143830)
			// Standard error: 30_079
			.saturating_add(Weight::from_parts(17_478_618, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(37))
	}
	/// The range of component `n` is `[0, 496]`.
	fn ask_balance(n: u32, ) -> Weight {
		// Minimum execution time: 310_000 picoseconds.
		Weight::from_parts(48_596_127, 11426)
			// Standard error: 15_049
			.saturating_add(Weight::from_parts(8_337_803, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8))
	}
	fn reschedule() -> Weight {
		// Minimum execution time: 19_840_000 picoseconds.
		Weight::from_parts(26_139_000, 0)
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn follow() -> Weight {
		// Minimum execution time: 110_915_000 picoseconds.
		Weight::from_parts(123_604_000, 22416)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	/// The range of component `s` is `[0, 16]`.
	fn come_true(s: u32, ) -> Weight {
		// Minimum execution time: 14_101_000 picoseconds.
		Weight::from_parts(17_329_161, 5509)
			// Standard error: 18_106
			.saturating_add(Weight::from_parts(807_016, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `p` is `[0, 4]`.
	fn fire(p: u32, ) -> Weight {
		// Minimum execution time: 57_395_000 picoseconds.
		Weight::from_parts(83_338_586, 5509)
			// Standard error: 396_262
			.saturating_add(Weight::from_parts(58_806_293, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 2760).saturating_mul(p.into()))
	}
	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	fn end(s: u32, i: u32, ) -> Weight {
		// Minimum execution time: 651_490_000 picoseconds.
		Weight::from_parts(174_884_688, 12030)
			// Standard error: 330_425
			.saturating_add(Weight::from_parts(45_421_202, 0).saturating_mul(s.into()))
			// Standard error: 639_631
			.saturating_add(Weight::from_parts(66_957_506, 0).saturating_mul(i.into()))
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
