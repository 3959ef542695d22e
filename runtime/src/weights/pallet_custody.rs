//! Measured weights of `pallet_custody`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-29, CPU `Intel(R) Xeon(R) Processor`,
//! 8 steps, 4 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_custody`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_custody::WeightInfo for WeightInfo<T> {

	/// The range of component `n` is `[1, 1000]`.
	fn commission(n: u32, ) -> Weight {
		// Minimum execution time: 167_830_000 picoseconds.
		Weight::from_parts(151_682_203, 23454)
			// Standard error: 13_914
			.saturating_add(Weight::from_parts(14_702_950, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3571).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn observe(n: u32, ) -> Weight {
		// Minimum execution time: 155_620_000 picoseconds.
		Weight::from_parts(146_832_601, 15274)
			// Standard error: 21_176
			.saturating_add(Weight::from_parts(28_199_557, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3571).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn pack(n: u32, ) -> Weight {
		// Minimum execution time: 209_855_000 picoseconds.
		Weight::from_parts(193_946_079, 15274)
			// Standard error: 21_533
			.saturating_add(Weight::from_parts(28_745_060, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5174).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn unpack(n: u32, ) -> Weight {
		// Minimum execution time: 594_038_000 picoseconds.
		Weight::from_parts(230_005_543, 17998)
			// Standard error: 403_053
			.saturating_add(Weight::from_parts(332_691_101, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3571).saturating_mul(n.into()))
	}
	fn offer() -> Weight {
		// Minimum execution time: 182_426_000 picoseconds.
		Weight::from_parts(196_684_000, 6436)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn accept() -> Weight {
		// Minimum execution time: 1_299_446_000 picoseconds.
		Weight::from_parts(1_357_200_000, 154062)
			.saturating_add(T::DbWeight::get().reads(131))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn close_offer() -> Weight {
		// Minimum execution time: 114_353_000 picoseconds.
		Weight::from_parts(124_224_000, 4561)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// The range of component `i` is `[1, 100]`.
	/// The range of component `o` is `[1, 100]`.
	fn transform(i: u32, o: u32, ) -> Weight {
		// Minimum execution time: 1_711_288_000 picoseconds.
		Weight::from_parts(186_415_445, 23454)
			// Standard error: 65_741
			.saturating_add(Weight::from_parts(28_694_785, 0).saturating_mul(i.into()))
			// Standard error: 65_741
			.saturating_add(Weight::from_parts(15_534_614, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(o.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(o.into())))
			.saturating_add(Weight::from_parts(0, 5174).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 3571).saturating_mul(o.into()))
	}
	fn hold() -> Weight {
		// Minimum execution time: 180_671_000 picoseconds.
		Weight::from_parts(194_838_000, 18845)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	fn recall() -> Weight {
		// Minimum execution time: 215_528_000 picoseconds.
		Weight::from_parts(232_661_000, 18845)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn acknowledge() -> Weight {
		// Minimum execution time: 178_518_000 picoseconds.
		Weight::from_parts(192_403_000, 18845)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn end_recall() -> Weight {
		// Minimum execution time: 142_312_000 picoseconds.
		Weight::from_parts(154_645_000, 4561)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn attach_policy() -> Weight {
		// Minimum execution time: 218_973_000 picoseconds.
		Weight::from_parts(238_427_000, 18845)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn detach_policy() -> Weight {
		// Minimum execution time: 178_004_000 picoseconds.
		Weight::from_parts(193_376_000, 18845)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn declare_wrong() -> Weight {
		// Minimum execution time: 139_336_000 picoseconds.
		Weight::from_parts(150_858_000, 6782)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn end_item() -> Weight {
		// Minimum execution time: 214_450_000 picoseconds.
		Weight::from_parts(230_317_000, 17862)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	/// The range of component `n` is `[5, 100]`.
	fn prune(n: u32, ) -> Weight {
		// Minimum execution time: 684_507_000 picoseconds.
		Weight::from_parts(476_532_894, 17998)
			// Standard error: 70_239
			.saturating_add(Weight::from_parts(50_329_274, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(18))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5792).saturating_mul(n.into()))
	}
	fn hear() -> Weight {
		// Minimum execution time: 4_700_000 picoseconds.
		Weight::from_parts(7_964_000, 0)
	}
	fn hear_step() -> Weight {
		// Minimum execution time: 77_096_000 picoseconds.
		Weight::from_parts(84_062_000, 18845)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `n` is `[1, 1000]`.
	fn open_backlog(n: u32, ) -> Weight {
		// Minimum execution time: 10_067_000 picoseconds.
		Weight::from_parts(10_454_570, 3468)
			// Standard error: 294
			.saturating_add(Weight::from_parts(80_011, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 73).saturating_mul(n.into()))
	}
	fn look_for_work() -> Weight {
		// Minimum execution time: 1_613_000 picoseconds.
		Weight::from_parts(1_887_000, 1501)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn errand() -> Weight {
		// Minimum execution time: 89_676_000 picoseconds.
		Weight::from_parts(95_642_000, 18845)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn judge() -> Weight {
		// Minimum execution time: 1_669_770_000 picoseconds.
		Weight::from_parts(1_735_127_000, 222094)
			.saturating_add(T::DbWeight::get().reads(170))
	}
}
