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
		// Minimum execution time: 15_063_000 picoseconds.
		Weight::from_parts(15_143_000, 32761)
			// Standard error: 597_656
			.saturating_add(Weight::from_parts(4_290_385, 0).saturating_mul(m.into()))
			// Standard error: 597_656
			.saturating_add(Weight::from_parts(8_543_434, 0).saturating_mul(p.into()))
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
		// Minimum execution time: 16_755_000 picoseconds.
		Weight::from_parts(18_081_720, 1630)
			// Standard error: 50
			.saturating_add(Weight::from_parts(1_569, 0).saturating_mul(b.into()))
			// Standard error: 521
			.saturating_add(Weight::from_parts(15_757, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[1, 100]`.
	fn propose_execute(b: u32, m: u32, ) -> Weight {
		// Minimum execution time: 19_880_000 picoseconds.
		Weight::from_parts(21_684_949, 3610)
			// Standard error: 64
			.saturating_add(Weight::from_parts(1_673, 0).saturating_mul(b.into()))
			// Standard error: 664
			.saturating_add(Weight::from_parts(23_001, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[2, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn propose_proposed(_b: u32, m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 24_626_000 picoseconds.
		Weight::from_parts(36_658_539, 3804)
			// Standard error: 11_459
			.saturating_add(Weight::from_parts(398_741, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 33).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
	}
	/// The range of component `m` is `[5, 100]`.
	fn vote(m: u32, ) -> Weight {
		// Minimum execution time: 26_219_000 picoseconds.
		Weight::from_parts(36_082_555, 4306)
			// Standard error: 5_947
			.saturating_add(Weight::from_parts(51_380, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
	}
	/// The range of component `m` is `[4, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn close_early_disapproved(m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 28_222_000 picoseconds.
		Weight::from_parts(30_855_508, 3857)
			// Standard error: 5_324
			.saturating_add(Weight::from_parts(22_361, 0).saturating_mul(m.into()))
			// Standard error: 5_151
			.saturating_add(Weight::from_parts(308_415, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[4, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn close_early_approved(b: u32, m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 44_846_000 picoseconds.
		Weight::from_parts(52_336_107, 4138)
			// Standard error: 15_213
			.saturating_add(Weight::from_parts(65_697, 0).saturating_mul(m.into()))
			// Standard error: 14_720
			.saturating_add(Weight::from_parts(422_355, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 40).saturating_mul(p.into()))
	}
	/// The range of component `m` is `[4, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn close_disapproved(m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 32_197_000 picoseconds.
		Weight::from_parts(34_719_152, 3877)
			// Standard error: 8_305
			.saturating_add(Weight::from_parts(27_304, 0).saturating_mul(m.into()))
			// Standard error: 8_035
			.saturating_add(Weight::from_parts(365_982, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
	}
	/// The range of component `b` is `[2, 1024]`.
	/// The range of component `m` is `[4, 100]`.
	/// The range of component `p` is `[1, 100]`.
	fn close_approved(b: u32, m: u32, p: u32, ) -> Weight {
		// Minimum execution time: 47_721_000 picoseconds.
		Weight::from_parts(55_791_254, 4158)
			// Standard error: 15_221
			.saturating_add(Weight::from_parts(57_076, 0).saturating_mul(m.into()))
			// Standard error: 14_727
			.saturating_add(Weight::from_parts(498_714, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 40).saturating_mul(p.into()))
	}
	/// The range of component `p` is `[1, 100]`.
	fn disapprove_proposal(p: u32, ) -> Weight {
		// Minimum execution time: 14_822_000 picoseconds.
		Weight::from_parts(17_289_520, 1745)
			// Standard error: 3_093
			.saturating_add(Weight::from_parts(338_231, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(p.into()))
	}
	/// The range of component `d` is `[0, 1]`.
	/// The range of component `p` is `[1, 100]`.
	fn kill(d: u32, p: u32, ) -> Weight {
		// Minimum execution time: 21_401_000 picoseconds.
		Weight::from_parts(22_655_992, 4947)
			// Standard error: 379_123
			.saturating_add(Weight::from_parts(2_715_645, 0).saturating_mul(d.into()))
			// Standard error: 5_749
			.saturating_add(Weight::from_parts(403_417, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 93).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(0, 37).saturating_mul(p.into()))
	}
	fn release_proposal_cost() -> Weight {
		// Minimum execution time: 16_885_000 picoseconds.
		Weight::from_parts(22_453_000, 4410)
			.saturating_add(T::DbWeight::get().reads(2))
	}
}
