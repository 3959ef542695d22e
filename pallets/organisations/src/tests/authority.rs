//! What the other pallets are told.

use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::{
	gs1::Digits,
	organisation::{ActsFor, Directory, OrgId, Standing},
};
use sp_runtime::DispatchError;

fn acting(who: u64, scope: Scope) -> Result<OrgId, DispatchError> {
	<Organisations as ActsFor<u64>>::acting(&who, scope)
}

#[test]
fn acting_is_the_admins_in_every_scope() {
	on_chain(|| {
		let org = member(1, Roles::ALL);
		for scope in Scope::ALL {
			assert_eq!(acting(1, scope), Ok(org));
		}
	});
}

#[test]
fn acting_is_an_agents_in_its_scopes_alone() {
	on_chain(|| {
		let org = member(1, Roles::ALL);
		for own in Scope::ALL {
			agent(1, 2, Scopes::of(&[own]), None);
			for scope in Scope::ALL {
				let expected = match scope == own {
					true => Ok(org),
					false => Err(Error::<Test>::OutOfScope.into()),
				};
				assert_eq!(acting(2, scope), expected, "{own:?}, {scope:?}");
			}
			assert_ok!(Organisations::remove_agent(signed(2), 2));
		}
	});
}

#[test]
fn acting_ends_with_the_mandate() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, Some(START + 10));
		Now::set(START + 9);
		assert_eq!(acting(2, Scope::Devices), Ok(org));
		Now::set(START + 10);
		assert_noop!(acting(2, Scope::Devices), Error::<Test>::AgencyExpired);
		assert_eq!(acting(1, Scope::Devices), Ok(org));
	});
}

#[test]
fn acting_is_refused_when_the_organisation_is_not_active() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, None);
		let errors: [(Standing, DispatchError); 2] = [
			(
				Standing::Suspended,
				Error::<Test>::OrganisationSuspended.into(),
			),
			(
				Standing::Expelled,
				Error::<Test>::OrganisationExpelled.into(),
			),
		];
		for (standing, error) in errors {
			set_standing(org, standing);
			for who in [1, 2] {
				assert_eq!(acting(who, Scope::Devices), Err(error));
			}
		}
	});
}

#[test]
fn receiving_is_a_suspended_organisations_too() {
	let receiving = |who, scope| <Organisations as ActsFor<u64>>::receiving(&who, scope);
	on_chain(|| {
		let org = member(1, Roles::ALL);
		agent(1, 2, DEVICES, Some(START + 10));
		for is_suspended in [false, true] {
			if is_suspended {
				set_standing(org, Standing::Suspended);
			}
			assert_eq!(receiving(1, Scope::Items), Ok(org));
			assert_eq!(receiving(2, Scope::Devices), Ok(org));
			assert_noop!(receiving(2, Scope::Items), Error::<Test>::OutOfScope);
			assert_noop!(receiving(9, Scope::Items), Error::<Test>::NotAMember);
		}
		assert_noop!(
			receiving(1, Scope::Regulation),
			Error::<Test>::OrganisationSuspended
		);
		Now::set(START + 10);
		assert_noop!(receiving(2, Scope::Devices), Error::<Test>::AgencyExpired);
		set_standing(org, Standing::Expelled);
		assert_noop!(
			receiving(1, Scope::Items),
			Error::<Test>::OrganisationExpelled
		);
	});
}

#[test]
fn acting_is_refused_to_a_stranger_an_applicant_and_who_has_not_accepted() {
	on_chain(|| {
		member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 2, DEVICES, None));
		apply(3, MAKER);
		for who in [2, 3, 4, COUNCIL] {
			assert_noop!(acting(who, Scope::Devices), Error::<Test>::NotAMember);
		}
	});
}

#[test]
fn acting_in_regulation_needs_the_role() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, Scopes::ALL, None);
		for who in [1, 2] {
			assert_noop!(acting(who, Scope::Regulation), Error::<Test>::NotARegulator);
		}
		assert_ok!(Organisations::set_roles(council(), org, REGULATOR));
		for who in [1, 2] {
			assert_eq!(acting(who, Scope::Regulation), Ok(org));
		}
	});
}

#[test]
fn standing_is_told_of_every_number_that_was_given() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_eq!(Organisations::standing(org), Some(Standing::Active));
		set_standing(org, Standing::Suspended);
		assert_eq!(Organisations::standing(org), Some(Standing::Suspended));
		set_standing(org, Standing::Expelled);
		assert_eq!(Organisations::standing(org), Some(Standing::Expelled));
		for unknown in [0, org + 1] {
			assert_eq!(Organisations::standing(unknown), None);
		}
	});
}

#[test]
fn role_rests_while_its_organisation_is_not_active() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert!(Organisations::has_role(org, Role::Maker));
		assert!(!Organisations::has_role(org, Role::Carrier));
		assert!(!Organisations::has_role(org + 1, Role::Maker));
		set_standing(org, Standing::Suspended);
		assert!(!Organisations::has_role(org, Role::Maker));
		set_standing(org, Standing::Active);
		assert!(Organisations::has_role(org, Role::Maker));
		set_standing(org, Standing::Expelled);
		assert!(!Organisations::has_role(org, Role::Maker));
	});
}

#[test]
fn prefix_holder_is_found_by_the_digits_of_a_key() {
	on_chain(|| {
		let long = member(1, MAKER);
		let short = member(2, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("0614141"),
			long
		));
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506"),
			short
		));
		set_standing(short, Standing::Expelled);
		for (key, assigned) in [
			("0614141000012", Some(("0614141", long))),
			("0614141", Some(("0614141", long))),
			("061414100001234567", Some(("0614141", long))),
			("9506000134352", Some(("9506", short))),
			("061414", None),
			("614141000012", None),
			("4012345000009", None),
			("950", None),
		] {
			let digits: Digits = key.parse().expect("digits");
			assert_eq!(
				<Organisations as Directory>::prefix_holder(digits),
				assigned.map(|(_, holder)| holder),
				"{key}"
			);
			assert_eq!(
				<Organisations as Directory>::assigned_prefix(digits),
				assigned.map(|(text, holder)| (prefix(text), holder)),
				"{key}"
			);
		}
	});
}
