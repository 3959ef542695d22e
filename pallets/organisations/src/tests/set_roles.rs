use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::{Directory, Standing};

#[test]
fn set_roles_replaces_all() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::set_roles(council(), org, REGULATOR));

		assert_eq!(
			events(),
			[Event::RolesSet {
				org,
				roles: REGULATOR
			}]
		);
		assert!(Organisations::has_role(org, Role::Regulator));
		assert!(!Organisations::has_role(org, Role::Maker));
	});
}

#[test]
fn set_roles_reaches_a_suspended_member() {
	on_chain(|| {
		let org = member(1, MAKER);
		set_standing(org, Standing::Suspended);
		assert_ok!(Organisations::set_roles(council(), org, REGULATOR));
		assert_eq!(organisation(org).profile.roles, REGULATOR);
	});
}

#[test]
fn set_roles_is_refused_to_all_but_the_council() {
	on_chain(|| {
		let org = member(1, MAKER);
		is_refused_to_all_but_the_council(|origin| {
			Organisations::set_roles(origin, org, REGULATOR)
		});
	});
}

#[test]
fn set_roles_is_refused_without_a_role() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_noop!(
			Organisations::set_roles(council(), org, Roles::EMPTY),
			Error::<Test>::NoRoles
		);
	});
}

#[test]
fn set_roles_is_refused_when_there_is_no_such_member() {
	on_chain(|| {
		let org = member(1, MAKER);
		for unknown in [0, org + 1] {
			assert_noop!(
				Organisations::set_roles(council(), unknown, REGULATOR),
				Error::<Test>::UnknownOrganisation
			);
		}
		set_standing(org, Standing::Expelled);
		assert_noop!(
			Organisations::set_roles(council(), org, REGULATOR),
			Error::<Test>::OrganisationExpelled
		);
	});
}
