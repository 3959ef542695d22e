use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::{ActsFor, Standing};

#[test]
fn set_mandate_holds_at_once() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, Some(START + 10));
		let scopes = Scopes::of(&[Scope::Items]);
		assert_ok!(Organisations::set_mandate(
			signed(1),
			2,
			scopes,
			Some(START + 20)
		));

		assert_eq!(
			events(),
			[Event::MandateSet {
				org,
				agent: 2,
				mandate: Mandate {
					scopes,
					expires_at: Some(START + 20)
				}
			}]
		);
		assert_noop!(
			Organisations::acting(&2, Scope::Devices),
			Error::<Test>::OutOfScope
		);
		Now::set(START + 19);
		assert_eq!(Organisations::acting(&2, Scope::Items), Ok(org));
	});
}

#[test]
fn set_mandate_revives_an_agent_whose_mandate_ended() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, Some(START + 10));
		Now::set(START + 10);
		assert_ok!(Organisations::set_mandate(signed(1), 2, DEVICES, None));
		assert_eq!(Organisations::acting(&2, Scope::Devices), Ok(org));
	});
}

#[test]
fn set_mandate_changes_what_is_offered() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 2, DEVICES, None));
		assert_ok!(Organisations::set_mandate(signed(1), 2, MANAGER, None));
		assert_eq!(Accounts::<Test>::get(2), None);
		assert_ok!(Organisations::accept_agency(signed(2), org));
		assert_eq!(Organisations::acting(&2, Scope::Items), Ok(org));
	});
}

#[test]
fn set_mandate_may_be_an_agents_within_what_it_has() {
	on_chain(|| {
		member(1, MAKER);
		agent(1, 2, MANAGER, Some(START + 10));
		agent(1, 3, DEVICES, None);
		assert_ok!(Organisations::set_mandate(
			signed(2),
			3,
			Scopes::of(&[Scope::Items]),
			Some(START + 10)
		));
	});
}

#[test]
fn set_mandate_is_refused_beyond_what_an_agent_has() {
	on_chain(|| {
		member(1, MAKER);
		agent(1, 2, MANAGER, Some(START + 10));
		agent(1, 3, DEVICES, Some(START + 5));
		agent(1, 4, Scopes::of(&[Scope::Anchors]), None);
		let set =
			|subject, scopes, end| Organisations::set_mandate(signed(2), subject, scopes, end);
		let end = Some(START + 10);
		// More than it has, or for longer; itself; and one who has what it has not.
		for (subject, scopes, end) in [
			(3, MANAGER, end),
			(3, Scopes::of(&[Scope::Anchors]), end),
			(3, DEVICES, Some(START + 11)),
			(3, DEVICES, None),
			(2, DEVICES, end),
			(4, DEVICES, end),
		] {
			assert_noop!(set(subject, scopes, end), Error::<Test>::BeyondOwnAuthority);
		}
	});
}

#[test]
fn set_mandate_needs_an_account() {
	on_chain(|| needs_an_account(|origin| Organisations::set_mandate(origin, 2, DEVICES, None)));
}

#[test]
fn set_mandate_is_refused_to_who_may_not_act_in_this() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, None);
		agent(1, 3, MANAGER, Some(START + 10));
		Now::set(START + 10);
		let set = |who| Organisations::set_mandate(signed(who), 2, DEVICES, None);
		assert_noop!(set(2), Error::<Test>::OutOfScope);
		assert_noop!(set(3), Error::<Test>::AgencyExpired);
		assert_noop!(set(4), Error::<Test>::NotAMember);
		set_standing(org, Standing::Suspended);
		assert_noop!(set(1), Error::<Test>::OrganisationSuspended);
		set_standing(org, Standing::Expelled);
		assert_noop!(set(1), Error::<Test>::OrganisationExpelled);
	});
}

#[test]
fn set_mandate_is_refused_when_the_mandate_is_empty_or_over() {
	on_chain(|| {
		member(1, MAKER);
		agent(1, 2, DEVICES, None);
		assert_noop!(
			Organisations::set_mandate(signed(1), 2, Scopes::EMPTY, None),
			Error::<Test>::NoScopes
		);
		assert_noop!(
			Organisations::set_mandate(signed(1), 2, DEVICES, Some(START)),
			Error::<Test>::MandateEnded
		);
	});
}

#[test]
fn set_mandate_is_refused_for_who_is_no_agent() {
	on_chain(|| {
		member(1, MAKER);
		member(2, MAKER);
		agent(2, 3, DEVICES, None);
		for stranger in [1, 2, 3, 4] {
			assert_noop!(
				Organisations::set_mandate(signed(1), stranger, DEVICES, None),
				Error::<Test>::NotAgent
			);
		}
	});
}
