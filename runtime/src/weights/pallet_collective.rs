//! Measured weights of `pallet_collective`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_collective`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_collective::WeightInfo for WeightInfo<T> {

	/// The range of component `m` is `[0, 100]`.
	/// The range of component `n` is `[0, 100]`.
	/// The range of component `p` is `[0, 100]`.
	fn set_members(m: u32, _n: u32, p: u32, ) -> Weight {
		// Minimum execution time: 14_572_000 picoseconds.
		Weight::from_parts(15_113_000, 32761)
			// Standard error: 109_887
			.saturating_add(Weight::from_parts(2_654_790, 0).saturating_mul(m.into()))
			// Standard error: 109_887
			.saturating_add(Weight::from_parts(6_955_344, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 1969).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 4247).saturating_mul(p.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[1, 100]`.
	fn execute(b: u32, m: u32, ) -> Weight {
		// Minimum execution time: 17_166_000 picoseconds.
		Weight::from_parts(17_549_810, 1630)
			// Standard error: 20
			.saturating_add(Weight::from_parts(1_431, 0).saturating_mul(b.into()))
			// Standard error: 207
			.saturating_add(Weight::from_parts(12_265, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[1, 100]`.
	fn propose_execute(b: u32, m: u32, ) -> Weight {
		// Minimum execution time: 20_360_000 picoseconds.
		Weight::from_parts(21_528_525, 3610)
			// Standard error: 49
			.saturating_add(Weight::from_parts(1_418, 0).saturating_mul(b.into()))
			// Standard error: 512
			.saturating_add(Weight::from_parts(19_550, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[2, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn propose_proposed(b: u32, m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 24_777_000 picoseconds.
		Weight::from_parts(26_569_018, 3821)
			// Standard error: 245
			.saturating_add(Weight::from_parts(2_118, 0).saturating_mul(b.into()))
			// Standard error: 2_553
			.saturating_add(Weight::from_parts(8_776, 0).saturating_mul(m.into()))
			// Standard error: 2_528
			.saturating_add(Weight::from_parts(321_473, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 33).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
	}
	/// The range of component `m` is `[5, 100]`.
	fn vote(m: u32, ) -> Weight {
		// Minimum execution time: 26_369_000 picoseconds.
		Weight::from_parts(30_879_842, 4306)
			// Standard error: 1_698
			.saturating_add(Weight::from_parts(60_278, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
	}
	/// The range of component `m` is `[4, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn close_early_disapproved(m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 28_552_000 picoseconds.
		Weight::from_parts(27_792_414, 3852)
			// Standard error: 1_945
			.saturating_add(Weight::from_parts(49_254, 0).saturating_mul(m.into()))
			// Standard error: 1_882
			.saturating_add(Weight::from_parts(294_326, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[4, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn close_early_approved(b: u32, m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 45_528_000 picoseconds.
		Weight::from_parts(44_222_689, 4161)
			// Standard error: 388
			.saturating_add(Weight::from_parts(1_187, 0).saturating_mul(b.into()))
			// Standard error: 4_130
			.saturating_add(Weight::from_parts(59_366, 0).saturating_mul(m.into()))
			// Standard error: 3_996
			.saturating_add(Weight::from_parts(372_900, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 40).saturating_mul(p.into()))
	}
	/// The range of component `m` is `[4, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn close_disapproved(m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 30_335_000 picoseconds.
		Weight::from_parts(34_269_348, 3872)
			// Standard error: 2_568
			.saturating_add(Weight::from_parts(5_033, 0).saturating_mul(m.into()))
			// Standard error: 2_484
			.saturating_add(Weight::from_parts(291_209, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[4, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn close_approved(b: u32, m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 47_420_000 picoseconds.
		Weight::from_parts(42_194_073, 4181)
			// Standard error: 612
			.saturating_add(Weight::from_parts(5_967, 0).saturating_mul(b.into()))
			// Standard error: 6_508
			.saturating_add(Weight::from_parts(75_466, 0).saturating_mul(m.into()))
			// Standard error: 6_297
			.saturating_add(Weight::from_parts(350_125, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 40).saturating_mul(p.into()))
	}
	/// The range of component `p` is `[1, 100]`.
	fn disapprove_proposal(p: u32, ) -> Weight {
		// Minimum execution time: 15_092_000 picoseconds.
		Weight::from_parts(16_787_266, 1745)
			// Standard error: 958
			.saturating_add(Weight::from_parts(281_836, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(p.into()))
	}
	/// The range of component `d` is `[0, 1]`.
	/// The range of component `p` is `[1, 100]`.
	fn kill(d: u32, p: u32, ) -> Weight {
		// Minimum execution time: 21_712_000 picoseconds.
		Weight::from_parts(26_309_703, 4937)
			// Standard error: 2_013
			.saturating_add(Weight::from_parts(315_364, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 99).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(0, 37).saturating_mul(p.into()))
	}
	fn release_proposal_cost() -> Weight {
		// Minimum execution time: 16_595_000 picoseconds.
		Weight::from_parts(20_160_000, 4410)
			.saturating_add(T::DbWeight::get().reads(2))
	}
}
