//! Weights of the calls.

#![allow(missing_docs)]
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs at worst.
pub trait WeightInfo {
	fn add_validator() -> Weight;
	fn remove_validator() -> Weight;
	fn set_minimum() -> Weight;
	fn set_session_length() -> Weight;
	fn withdraw_keys() -> Weight;
	fn report_aura_equivocation() -> Weight;
	fn authorize_report_aura_equivocation() -> Weight;
	fn on_offence() -> Weight;
}

/// For tests: nothing costs anything.
impl WeightInfo for () {
	fn add_validator() -> Weight {
		Weight::zero()
	}
	fn remove_validator() -> Weight {
		Weight::zero()
	}
	fn set_minimum() -> Weight {
		Weight::zero()
	}
	fn set_session_length() -> Weight {
		Weight::zero()
	}
	fn withdraw_keys() -> Weight {
		Weight::zero()
	}
	fn report_aura_equivocation() -> Weight {
		Weight::zero()
	}
	fn authorize_report_aura_equivocation() -> Weight {
		Weight::zero()
	}
	fn on_offence() -> Weight {
		Weight::zero()
	}
}
