//! Weights of the calls.

#![allow(missing_docs)]
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs at worst.
pub trait WeightInfo {
	fn register_anchor() -> Weight;
	fn withdraw_anchor() -> Weight;
	fn publish_manifest() -> Weight;
	fn withdraw_manifest() -> Weight;
	fn enrol_with_certificate(c: u32) -> Weight;
	fn enrol_with_manifest() -> Weight;
	fn rotate_key() -> Weight;
	fn announce_rotation() -> Weight;
	fn cancel_rotation() -> Weight;
	fn report_compromise() -> Weight;
	fn offer() -> Weight;
	fn withdraw_offer() -> Weight;
	fn accept() -> Weight;
	fn suspend() -> Weight;
	fn resume() -> Weight;
	fn retire() -> Weight;
	fn remove(e: u32) -> Weight;
	fn quarantine() -> Weight;
	fn appeal() -> Weight;
	fn decide_appeal() -> Weight;
	fn clear_suspicion() -> Weight;
	fn revoke() -> Weight;
	fn name_successor() -> Weight;
}

/// For tests: nothing costs anything, but what is refunded can be told.
impl WeightInfo for () {
	fn register_anchor() -> Weight {
		Weight::zero()
	}
	fn withdraw_anchor() -> Weight {
		Weight::zero()
	}
	fn publish_manifest() -> Weight {
		Weight::zero()
	}
	fn withdraw_manifest() -> Weight {
		Weight::zero()
	}
	fn enrol_with_certificate(_: u32) -> Weight {
		Weight::zero()
	}
	fn enrol_with_manifest() -> Weight {
		Weight::zero()
	}
	fn rotate_key() -> Weight {
		Weight::zero()
	}
	fn announce_rotation() -> Weight {
		Weight::zero()
	}
	fn cancel_rotation() -> Weight {
		Weight::zero()
	}
	fn report_compromise() -> Weight {
		Weight::zero()
	}
	fn offer() -> Weight {
		Weight::zero()
	}
	fn withdraw_offer() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn suspend() -> Weight {
		Weight::zero()
	}
	fn resume() -> Weight {
		Weight::zero()
	}
	fn retire() -> Weight {
		Weight::zero()
	}
	fn remove(e: u32) -> Weight {
		Weight::from_parts(e.into(), 0)
	}
	fn quarantine() -> Weight {
		Weight::zero()
	}
	fn appeal() -> Weight {
		Weight::zero()
	}
	fn decide_appeal() -> Weight {
		Weight::zero()
	}
	fn clear_suspicion() -> Weight {
		Weight::zero()
	}
	fn revoke() -> Weight {
		Weight::zero()
	}
	fn name_successor() -> Weight {
		Weight::zero()
	}
}
