//! One file for each call, then what others ask of this pallet, genesis and random sequences.

mod accept_admin;
mod accept_agency;
mod add_agent;
mod admit;
mod apply;
mod assign_prefix;
mod authority;
mod decline;
mod expel;
mod genesis;
mod invariants;
mod offer_admin;
mod reinstate;
mod remove_agent;
mod set_mandate;
mod set_metadata;
mod set_roles;
mod suspend;
mod views;
mod withdraw_application;
mod withdraw_prefix;

use crate::mock::*;
use frame_support::{assert_noop, dispatch::DispatchResult};
use hallmark_types::organisation::{Role, Roles, Scope, Scopes};
use polkadot_sdk::{frame_support, sp_runtime::DispatchError::BadOrigin};

const MAKER: Roles = Roles::of(&[Role::Maker]);
const REGULATOR: Roles = Roles::of(&[Role::Regulator]);
/// What an agent needs to name others.
const MANAGER: Scopes = Scopes::of(&[Scope::Organisation, Scope::Devices, Scope::Items]);
const DEVICES: Scopes = Scopes::of(&[Scope::Devices]);

/// A call that only the council may make is refused to a member, to a stranger and to nobody.
fn is_refused_to_all_but_the_council(call: impl Fn(RuntimeOrigin) -> DispatchResult) {
	for origin in [signed(1), signed(20), RuntimeOrigin::none()] {
		assert_noop!(call(origin), BadOrigin);
	}
}

/// A call that needs an account is refused without one.
fn needs_an_account(call: impl Fn(RuntimeOrigin) -> DispatchResult) {
	for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
		assert_noop!(call(origin), BadOrigin);
	}
}
