//! Measured weights of `pallet_grandpa`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `pallet_grandpa`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo<T> {

	/// The range of component `x` is `[0, 1]`.
	pub fn check_equivocation_proof(_x: u32, ) -> Weight {
		// Minimum execution time: 78_467_000 picoseconds.
		Weight::from_parts(80_267_582, 0)
	}
	pub fn note_stalled() -> Weight {
		// Minimum execution time: 3_195_000 picoseconds.
		Weight::from_parts(3_786_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
