//! Measured weights of `frame_system_extensions`.
//!
//! Written by `scripts/weights.sh`; do not edit. Tool version 64.0.0, 2026-11-22, CPU `AMD EPYC`,
//! 20 steps, 10 repeats, Compiled WASM, database cache 1024.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use polkadot_sdk::{frame_support::{traits::Get, weights::Weight}, *};

/// Weights of `frame_system_extensions`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {

	fn check_genesis() -> Weight {
		// Minimum execution time: 2_243_000 picoseconds.
		Weight::from_parts(2_594_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Minimum execution time: 4_567_000 picoseconds.
		Weight::from_parts(5_107_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Minimum execution time: 4_657_000 picoseconds.
		Weight::from_parts(5_178_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Minimum execution time: 671_000 picoseconds.
		Weight::from_parts(821_000, 0)
	}
	fn check_nonce() -> Weight {
		// Minimum execution time: 9_294_000 picoseconds.
		Weight::from_parts(10_335_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_spec_version() -> Weight {
		// Minimum execution time: 520_000 picoseconds.
		Weight::from_parts(631_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Minimum execution time: 520_000 picoseconds.
		Weight::from_parts(631_000, 0)
	}
	fn check_weight() -> Weight {
		// Minimum execution time: 4_587_000 picoseconds.
		Weight::from_parts(5_478_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Minimum execution time: 2_694_000 picoseconds.
		Weight::from_parts(3_595_000, 0)
	}
}
