//! Measured weights of `pallet_custody`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-29, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

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
		// Minimum execution time: 153_788_000 picoseconds.
		Weight::from_parts(35_483_306, 23454)
			// Standard error: 24_941
			.saturating_add(Weight::from_parts(16_174_127, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3571).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn observe(n: u32, ) -> Weight {
		// Minimum execution time: 141_590_000 picoseconds.
		Weight::from_parts(108_256_269, 15274)
			// Standard error: 28_997
			.saturating_add(Weight::from_parts(29_466_249, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3571).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn pack(n: u32, ) -> Weight {
		// Minimum execution time: 188_810_000 picoseconds.
		Weight::from_parts(144_922_661, 15274)
			// Standard error: 33_950
			.saturating_add(Weight::from_parts(29_783_794, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5174).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn unpack(n: u32, ) -> Weight {
		// Minimum execution time: 532_359_000 picoseconds.
		Weight::from_parts(138_940_451, 17998)
			// Standard error: 657_487
			.saturating_add(Weight::from_parts(327_409_619, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3571).saturating_mul(n.into()))
	}
	fn offer() -> Weight {
		// Minimum execution time: 174_118_000 picoseconds.
		Weight::from_parts(179_015_000, 6436)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn accept() -> Weight {
		// Minimum execution time: 1_176_793_000 picoseconds.
		Weight::from_parts(1_230_493_000, 154062)
			.saturating_add(T::DbWeight::get().reads(131))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn close_offer() -> Weight {
		// Minimum execution time: 102_672_000 picoseconds.
		Weight::from_parts(107_299_000, 4561)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// The range of component `i` is `[1, 100]`.
	/// The range of component `o` is `[1, 100]`.
	fn transform(i: u32, o: u32, ) -> Weight {
		// Minimum execution time: 1_792_737_000 picoseconds.
		Weight::from_parts(244_435_217, 23454)
			// Standard error: 167_370
			.saturating_add(Weight::from_parts(29_632_946, 0).saturating_mul(i.into()))
			// Standard error: 167_370
			.saturating_add(Weight::from_parts(16_380_627, 0).saturating_mul(o.into()))
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
		// Minimum execution time: 162_741_000 picoseconds.
		Weight::from_parts(170_492_000, 18845)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	fn recall() -> Weight {
		// Minimum execution time: 199_435_000 picoseconds.
		Weight::from_parts(210_101_000, 18845)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn acknowledge() -> Weight {
		// Minimum execution time: 161_629_000 picoseconds.
		Weight::from_parts(169_441_000, 18845)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn end_recall() -> Weight {
		// Minimum execution time: 129_332_000 picoseconds.
		Weight::from_parts(135_290_000, 4561)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn attach_policy() -> Weight {
		// Minimum execution time: 197_603_000 picoseconds.
		Weight::from_parts(204_773_000, 18845)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn detach_policy() -> Weight {
		// Minimum execution time: 161_970_000 picoseconds.
		Weight::from_parts(166_847_000, 18845)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn declare_wrong() -> Weight {
		// Minimum execution time: 126_488_000 picoseconds.
		Weight::from_parts(132_516_000, 6782)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn end_item() -> Weight {
		// Minimum execution time: 193_096_000 picoseconds.
		Weight::from_parts(202_991_000, 17862)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	/// The range of component `n` is `[5, 100]`.
	fn prune(n: u32, ) -> Weight {
		// Minimum execution time: 662_762_000 picoseconds.
		Weight::from_parts(402_787_370, 17998)
			// Standard error: 75_310
			.saturating_add(Weight::from_parts(53_126_912, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(18))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5792).saturating_mul(n.into()))
	}
	fn hear() -> Weight {
		// Minimum execution time: 4_026_000 picoseconds.
		Weight::from_parts(6_129_000, 0)
	}
	fn hear_step() -> Weight {
		// Minimum execution time: 69_653_000 picoseconds.
		Weight::from_parts(72_727_000, 18845)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `n` is `[1, 1000]`.
	fn open_backlog(n: u32, ) -> Weight {
		// Minimum execution time: 8_833_000 picoseconds.
		Weight::from_parts(9_050_549, 3468)
			// Standard error: 105
			.saturating_add(Weight::from_parts(76_155, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 73).saturating_mul(n.into()))
	}
	fn look_for_work() -> Weight {
		// Minimum execution time: 1_362_000 picoseconds.
		Weight::from_parts(1_552_000, 1501)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn errand() -> Weight {
		// Minimum execution time: 81_080_000 picoseconds.
		Weight::from_parts(84_595_000, 18845)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn judge() -> Weight {
		// Minimum execution time: 1_547_533_000 picoseconds.
		Weight::from_parts(1_656_034_000, 222094)
			.saturating_add(T::DbWeight::get().reads(170))
	}
}
