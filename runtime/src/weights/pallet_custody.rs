//! Measured weights of `pallet_custody`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-28, CPU `Intel(R) Xeon(R) Processor`,
//! 10 steps, 5 repeats, Compiled WASM, database cache 1024.

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
		// Minimum execution time: 165_942_000 picoseconds.
		Weight::from_parts(116_330_955, 23454)
			// Standard error: 25_526
			.saturating_add(Weight::from_parts(14_859_952, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3414).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn observe(n: u32, ) -> Weight {
		// Minimum execution time: 156_961_000 picoseconds.
		Weight::from_parts(137_116_329, 14646)
			// Standard error: 33_409
			.saturating_add(Weight::from_parts(28_321_991, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3414).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn pack(n: u32, ) -> Weight {
		// Minimum execution time: 205_757_000 picoseconds.
		Weight::from_parts(191_892_265, 14646)
			// Standard error: 25_515
			.saturating_add(Weight::from_parts(28_022_855, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5174).saturating_mul(n.into()))
	}
	/// The range of component `n` is `[1, 100]`.
	fn unpack(n: u32, ) -> Weight {
		// Minimum execution time: 561_265_000 picoseconds.
		Weight::from_parts(238_749_135, 17998)
			// Standard error: 512_705
			.saturating_add(Weight::from_parts(307_952_411, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3414).saturating_mul(n.into()))
	}
	fn offer() -> Weight {
		// Minimum execution time: 180_992_000 picoseconds.
		Weight::from_parts(197_783_000, 6436)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn accept() -> Weight {
		// Minimum execution time: 1_225_665_000 picoseconds.
		Weight::from_parts(1_292_808_000, 154062)
			.saturating_add(T::DbWeight::get().reads(131))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn close_offer() -> Weight {
		// Minimum execution time: 113_123_000 picoseconds.
		Weight::from_parts(124_086_000, 4404)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// The range of component `i` is `[1, 100]`.
	/// The range of component `o` is `[1, 100]`.
	fn transform(i: u32, o: u32, ) -> Weight {
		// Minimum execution time: 1_695_314_000 picoseconds.
		Weight::from_parts(111_332_672, 23454)
			// Standard error: 539_476
			.saturating_add(Weight::from_parts(29_252_114, 0).saturating_mul(i.into()))
			// Standard error: 539_476
			.saturating_add(Weight::from_parts(16_035_586, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(o.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(i.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(o.into())))
			.saturating_add(Weight::from_parts(0, 5174).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 3414).saturating_mul(o.into()))
	}
	fn hold() -> Weight {
		// Minimum execution time: 178_102_000 picoseconds.
		Weight::from_parts(192_972_000, 18060)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	fn recall() -> Weight {
		// Minimum execution time: 214_422_000 picoseconds.
		Weight::from_parts(234_401_000, 18060)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(14))
	}
	fn acknowledge() -> Weight {
		// Minimum execution time: 177_559_000 picoseconds.
		Weight::from_parts(193_022_000, 18060)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn end_recall() -> Weight {
		// Minimum execution time: 140_731_000 picoseconds.
		Weight::from_parts(153_426_000, 4404)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn attach_policy() -> Weight {
		// Minimum execution time: 218_567_000 picoseconds.
		Weight::from_parts(236_637_000, 18060)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn detach_policy() -> Weight {
		// Minimum execution time: 172_480_000 picoseconds.
		Weight::from_parts(192_699_000, 18060)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn declare_wrong() -> Weight {
		// Minimum execution time: 137_394_000 picoseconds.
		Weight::from_parts(150_652_000, 6782)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn end_item() -> Weight {
		// Minimum execution time: 263_348_000 picoseconds.
		Weight::from_parts(280_696_000, 17998)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(18))
	}
	/// The range of component `n` is `[5, 100]`.
	fn prune(n: u32, ) -> Weight {
		// Minimum execution time: 613_333_000 picoseconds.
		Weight::from_parts(404_046_182, 17862)
			// Standard error: 39_954
			.saturating_add(Weight::from_parts(49_582_406, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(10))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5792).saturating_mul(n.into()))
	}
	fn hear() -> Weight {
		// Minimum execution time: 4_813_000 picoseconds.
		Weight::from_parts(6_584_000, 0)
	}
	fn hear_step() -> Weight {
		// Minimum execution time: 72_866_000 picoseconds.
		Weight::from_parts(79_602_000, 18060)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// The range of component `n` is `[1, 1000]`.
	fn open_backlog(n: u32, ) -> Weight {
		// Minimum execution time: 9_844_000 picoseconds.
		Weight::from_parts(9_332_880, 3468)
			// Standard error: 142
			.saturating_add(Weight::from_parts(85_844, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 73).saturating_mul(n.into()))
	}
	fn look_for_work() -> Weight {
		// Minimum execution time: 1_566_000 picoseconds.
		Weight::from_parts(1_822_000, 1501)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn errand() -> Weight {
		// Minimum execution time: 88_549_000 picoseconds.
		Weight::from_parts(94_858_000, 18060)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn judge() -> Weight {
		// Minimum execution time: 563_321_000 picoseconds.
		Weight::from_parts(575_868_000, 86030)
			.saturating_add(T::DbWeight::get().reads(66))
	}
}
