use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::Standing;

#[test]
fn offer_admin_changes_nothing_before_it_is_accepted() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));

		assert_eq!(events(), [Event::AdminOffered { org, to: Some(2) }]);
		assert_eq!(organisation(org).offered_to, Some(2));
		assert_eq!(organisation(org).admin, 1);
		assert_eq!(Accounts::<Test>::get(2), None);
	});
}

#[test]
fn offer_admin_replaces_and_takes_back() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::offer_admin(signed(1), Some(2)));
		assert_ok!(Organisations::offer_admin(signed(1), Some(3)));
		assert_eq!(organisation(org).offered_to, Some(3));
		System::reset_events();

		assert_ok!(Organisations::offer_admin(signed(1), None));
		assert_eq!(events(), [Event::AdminOffered { org, to: None }]);
		assert_eq!(organisation(org).offered_to, None);
		for former in [2, 3] {
			assert_noop!(
				Organisations::accept_admin(signed(former), org),
				Error::<Test>::NotOffered
			);
		}
	});
}

#[test]
fn offer_admin_is_refused_when_there_is_nothing_to_take_back() {
	on_chain(|| {
		member(1, MAKER);
		assert_noop!(
			Organisations::offer_admin(signed(1), None),
			Error::<Test>::NotOffered
		);
	});
}

#[test]
fn offer_admin_needs_an_account() {
	on_chain(|| needs_an_account(|origin| Organisations::offer_admin(origin, Some(2))));
}

#[test]
fn offer_admin_is_refused_to_all_but_an_admin_who_can_act() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, Scopes::ALL, None);
		let offer = |who| Organisations::offer_admin(signed(who), Some(5));
		assert_noop!(offer(2), Error::<Test>::NotAdmin);
		assert_noop!(offer(3), Error::<Test>::NotAMember);
		set_standing(org, Standing::Suspended);
		assert_noop!(offer(1), Error::<Test>::OrganisationSuspended);
		set_standing(org, Standing::Expelled);
		assert_noop!(offer(1), Error::<Test>::OrganisationExpelled);
	});
}
