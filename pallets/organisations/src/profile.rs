//! What is known of a member, and who may change it.

use super::*;
use frame_support::{dispatch::DispatchResult, ensure};
use hallmark_types::{
	gs1::Gln,
	organisation::{OrgId, Roles, Scope},
};
use polkadot_sdk::sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_roles(org: OrgId, roles: Roles) -> DispatchResult {
		ensure!(!roles.is_empty(), Error::<T>::NoRoles);
		let mut organisation = Self::member(org)?;

		organisation.profile.roles = roles;
		Members::<T>::insert(org, organisation);
		Self::deposit_event(Event::RolesSet { org, roles });
		Ok(())
	}

	pub(crate) fn do_set_metadata(
		who: T::AccountId,
		gln: Option<Gln>,
		metadata: Option<H256>,
	) -> DispatchResult {
		let Actor {
			org,
			mut organisation,
			..
		} = Self::actor_within(&who, Scope::Organisation)?;

		organisation.profile.gln = gln;
		organisation.profile.metadata = metadata;
		Members::<T>::insert(org, organisation);
		Self::deposit_event(Event::MetadataSet { org, gln, metadata });
		Ok(())
	}
}
