//! Measured weights of `pallet_agreements`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-29, CPU `Intel(R) Xeon(R) Processor`,
//! 5 steps, 3 repeats, Compiled WASM, database cache 1024.

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
		// Minimum execution time: 770_295_000 picoseconds.
		Weight::from_parts(223_631_085, 36700)
			// Standard error: 2_404_861
			.saturating_add(Weight::from_parts(20_671_006, 0).saturating_mul(s.into()))
			// Standard error: 4_809_722
			.saturating_add(Weight::from_parts(41_238_819, 0).saturating_mul(i.into()))
			// Standard error: 2_494_619
			.saturating_add(Weight::from_parts(56_370_467, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(45))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(Weight::from_parts(0, 1282).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 12600).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 4252).saturating_mul(s.into()))
	}
	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	fn sign(s: u32, i: u32, ) -> Weight {
		// Minimum execution time: 802_511_000 picoseconds.
		Weight::from_parts(284_572_550, 46274)
			// Standard error: 689_093
			.saturating_add(Weight::from_parts(35_650_725, 0).saturating_mul(s.into()))
			// Standard error: 1_378_187
			.saturating_add(Weight::from_parts(95_791_625, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().reads((12_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(i.into())))
			.saturating_add(Weight::from_parts(0, 17855).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 5106).saturating_mul(s.into()))
	}
	fn consent() -> Weight {
		// Minimum execution time: 215_696_000 picoseconds.
		Weight::from_parts(236_051_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn cancel() -> Weight {
		// Minimum execution time: 216_984_000 picoseconds.
		Weight::from_parts(236_531_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn confirm() -> Weight {
		// Minimum execution time: 216_054_000 picoseconds.
		Weight::from_parts(233_946_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn open_ticket() -> Weight {
		// Minimum execution time: 222_409_000 picoseconds.
		Weight::from_parts(235_880_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn acknowledge_ticket() -> Weight {
		// Minimum execution time: 219_510_000 picoseconds.
		Weight::from_parts(235_405_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn resolve_ticket() -> Weight {
		// Minimum execution time: 6_608_705_000 picoseconds.
		Weight::from_parts(6_776_577_000, 749342)
			.saturating_add(T::DbWeight::get().reads(591))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn close_ticket() -> Weight {
		// Minimum execution time: 218_793_000 picoseconds.
		Weight::from_parts(232_339_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn acknowledge_command() -> Weight {
		// Minimum execution time: 1_606_615_000 picoseconds.
		Weight::from_parts(1_657_063_000, 46274)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn challenge() -> Weight {
		// Minimum execution time: 311_191_000 picoseconds.
		Weight::from_parts(327_205_000, 46274)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn rule() -> Weight {
		// Minimum execution time: 386_951_000 picoseconds.
		Weight::from_parts(408_097_000, 46274)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn set_payee() -> Weight {
		// Minimum execution time: 216_588_000 picoseconds.
		Weight::from_parts(236_866_000, 46274)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn claim() -> Weight {
		// Minimum execution time: 427_527_000 picoseconds.
		Weight::from_parts(451_308_000, 46274)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	/// The range of component `f` is `[0, 32]`.
	fn remove(f: u32, ) -> Weight {
		// Minimum execution time: 298_725_000 picoseconds.
		Weight::from_parts(313_461_233, 46274)
			// Standard error: 209_008
			.saturating_add(Weight::from_parts(12_286_587, 0).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(f.into())))
			.saturating_add(Weight::from_parts(0, 4519).saturating_mul(f.into()))
	}
	fn mark() -> Weight {
		// Minimum execution time: 29_389_000 picoseconds.
		Weight::from_parts(30_764_000, 3538)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn look_for_work() -> Weight {
		// Minimum execution time: 18_191_000 picoseconds.
		Weight::from_parts(19_358_000, 3477)
			.saturating_add(T::DbWeight::get().reads(3))
	}
	fn find_watcher() -> Weight {
		// Minimum execution time: 39_147_000 picoseconds.
		Weight::from_parts(40_845_000, 3543)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn find_due() -> Weight {
		// Minimum execution time: 22_065_000 picoseconds.
		Weight::from_parts(23_842_000, 3477)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn skip_watcher() -> Weight {
		// Minimum execution time: 20_483_000 picoseconds.
		Weight::from_parts(22_030_000, 5679)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	/// The range of component `c` is `[1, 16]`.
	fn evaluate(_s: u32, i: u32, c: u32, ) -> Weight {
		// Minimum execution time: 2_533_720_000 picoseconds.
		Weight::from_parts(2_541_417_000, 169710)
			// Standard error: 40_280_224
			.saturating_add(Weight::from_parts(628_179_142, 0).saturating_mul(i.into()))
			// Standard error: 20_443_290
			.saturating_add(Weight::from_parts(335_298_857, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(45))
			.saturating_add(T::DbWeight::get().reads((58_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 6854).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 71099).saturating_mul(i.into()))
	}
	/// The range of component `s` is `[0, 16]`.
	fn come_true(s: u32, ) -> Weight {
		// Minimum execution time: 18_820_000 picoseconds.
		Weight::from_parts(23_297_391, 5509)
			// Standard error: 6_598
			.saturating_add(Weight::from_parts(646_465, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn fire() -> Weight {
		// Minimum execution time: 295_490_000 picoseconds.
		Weight::from_parts(301_605_000, 12030)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	/// The range of component `s` is `[0, 16]`.
	/// The range of component `i` is `[0, 8]`.
	fn end(s: u32, i: u32, ) -> Weight {
		// Minimum execution time: 730_590_000 picoseconds.
		Weight::from_parts(217_332_316, 12030)
			// Standard error: 522_943
			.saturating_add(Weight::from_parts(46_584_686, 0).saturating_mul(s.into()))
			// Standard error: 1_045_886
			.saturating_add(Weight::from_parts(66_671_377, 0).saturating_mul(i.into()))
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
