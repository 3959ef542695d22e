//! Weights of the calls.

#![allow(missing_docs)]
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs at worst.
pub trait WeightInfo {
	fn apply() -> Weight;
	fn withdraw_application() -> Weight;
	fn admit() -> Weight;
	fn decline() -> Weight;
	fn set_roles() -> Weight;
	fn set_metadata() -> Weight;
	fn suspend() -> Weight;
	fn reinstate() -> Weight;
	fn expel() -> Weight;
	fn add_agent() -> Weight;
	fn accept_agency() -> Weight;
	fn set_mandate() -> Weight;
	fn remove_agent() -> Weight;
	fn offer_admin() -> Weight;
	fn accept_admin() -> Weight;
	fn assign_prefix() -> Weight;
	fn withdraw_prefix() -> Weight;
}

/// For tests: nothing costs anything.
impl WeightInfo for () {
	fn apply() -> Weight {
		Weight::zero()
	}
	fn withdraw_application() -> Weight {
		Weight::zero()
	}
	fn admit() -> Weight {
		Weight::zero()
	}
	fn decline() -> Weight {
		Weight::zero()
	}
	fn set_roles() -> Weight {
		Weight::zero()
	}
	fn set_metadata() -> Weight {
		Weight::zero()
	}
	fn suspend() -> Weight {
		Weight::zero()
	}
	fn reinstate() -> Weight {
		Weight::zero()
	}
	fn expel() -> Weight {
		Weight::zero()
	}
	fn add_agent() -> Weight {
		Weight::zero()
	}
	fn accept_agency() -> Weight {
		Weight::zero()
	}
	fn set_mandate() -> Weight {
		Weight::zero()
	}
	fn remove_agent() -> Weight {
		Weight::zero()
	}
	fn offer_admin() -> Weight {
		Weight::zero()
	}
	fn accept_admin() -> Weight {
		Weight::zero()
	}
	fn assign_prefix() -> Weight {
		Weight::zero()
	}
	fn withdraw_prefix() -> Weight {
		Weight::zero()
	}
}
