use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::Standing;
use polkadot_sdk::sp_core::H256;

#[test]
fn set_metadata_replaces_both_parts() {
	on_chain(|| {
		let org = member(1, MAKER);
		let metadata = Some(H256::repeat_byte(9));
		assert_ok!(Organisations::set_metadata(signed(1), None, metadata));

		assert_eq!(
			events(),
			[Event::MetadataSet {
				org,
				gln: None,
				metadata
			}]
		);
		assert_eq!(
			organisation(org).profile,
			Profile {
				gln: None,
				metadata,
				..profile(MAKER)
			}
		);
	});
}

#[test]
fn set_metadata_may_be_an_agents() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, Scopes::of(&[Scope::Organisation]), None);
		assert_ok!(Organisations::set_metadata(signed(2), Some(gln()), None));
		assert_eq!(organisation(org).profile.metadata, None);
	});
}

#[test]
fn set_metadata_needs_an_account() {
	on_chain(|| needs_an_account(|origin| Organisations::set_metadata(origin, None, None)));
}

#[test]
fn set_metadata_is_refused_to_who_may_not_act_in_this() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, None);
		agent(1, 3, MANAGER, Some(START + 10));
		Now::set(START + 10);
		let set = |who| Organisations::set_metadata(signed(who), None, None);
		assert_noop!(set(2), Error::<Test>::OutOfScope);
		assert_noop!(set(3), Error::<Test>::AgencyExpired);
		assert_noop!(set(4), Error::<Test>::NotAMember);
		set_standing(org, Standing::Suspended);
		assert_noop!(set(1), Error::<Test>::OrganisationSuspended);
		set_standing(org, Standing::Expelled);
		assert_noop!(set(1), Error::<Test>::OrganisationExpelled);
	});
}
