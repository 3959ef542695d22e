//! How offers are turned down.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::{ItemId, Items as _},
	organisation::{OrgId, Standing},
};
use sp_runtime::{DispatchError, DispatchResult};

fn reject(org: OrgId, item: ItemId, title: Title) -> DispatchResult {
	Custody::reject(by(org), item, title, Rejection::Conditions)
}

#[test]
fn reject_leaves_everything_as_it_was() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let before = (Custody::item(vials[0]), held(MAKER.into()));
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[0], title, MAKER, CLINIC));
			assert_ok!(reject(CLINIC, vials[0], title));
			assert_eq!(
				last_event(),
				Event::Rejected {
					item: vials[0],
					title,
					by: CLINIC,
					reason: Rejection::Conditions
				}
			);
			assert_eq!((Custody::item(vials[0]), held(MAKER.into())), before);
		}
		assert_eq!(held(CLINIC.into()), 0);
		assert_ok!(offer(vials[0], TRADER));
	});
}

#[test]
fn reject_answers_one_title_when_both_are_offered() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[0], title, MAKER, CLINIC));
		}
		assert_ok!(reject(CLINIC, vials[0], Title::Ownership));
		assert_noop!(
			Custody::accept(by(CLINIC), vials[0], Title::Ownership),
			Error::<Test>::NoOffer
		);
		assert_ok!(Custody::accept(by(CLINIC), vials[0], Title::Custody));
	});
}

#[test]
fn reject_is_for_who_acts_and_for_a_suspended_recipient() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		let reject = |origin| Custody::reject(origin, vials[0], Title::Custody, Rejection::Damaged);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(reject(origin), DispatchError::BadOrigin);
		}
		assert_noop!(reject(by_clerk(CLINIC)), OUT_OF_SCOPE);
		assert_noop!(reject(RuntimeOrigin::signed(20)), NOT_A_MEMBER);
		set_standing(CLINIC, Standing::Expelled);
		assert_noop!(reject(by(CLINIC)), NOT_ACTIVE);
		set_standing(CLINIC, Standing::Suspended);
		assert_ok!(reject(by(CLINIC)));
	});
}

#[test]
fn reject_is_refused_to_others_than_it_was_offered_to() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		for other in [MAKER, TRADER] {
			assert_noop!(
				reject(other, vials[0], Title::Custody),
				Error::<Test>::NotOffered
			);
		}
	});
}

#[test]
fn reject_is_refused_when_nothing_is_offered() {
	on_chain(|| {
		assert_noop!(
			reject(CLINIC, vial(9).id(), Title::Custody),
			Error::<Test>::UnknownItem
		);
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(
			reject(CLINIC, vials[0], Title::Custody),
			Error::<Test>::NoOffer
		);
		assert_ok!(offer(vials[0], CLINIC));
		assert_noop!(
			reject(CLINIC, vials[0], Title::Ownership),
			Error::<Test>::NoOffer
		);
		assert_ok!(reject(CLINIC, vials[0], Title::Custody));
		assert_noop!(
			reject(CLINIC, vials[0], Title::Custody),
			Error::<Test>::NoOffer
		);
	});
}

#[test]
fn reject_clears_away_what_has_expired_or_could_not_be_accepted() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2, 3].map(vial));
		let before = held(MAKER.into());
		for item in &vials {
			assert_ok!(offer(*item, CLINIC));
		}
		hold(vials[0]);
		assert_ok!(reject(CLINIC, vials[0], Title::Custody));
		pass(HOUR);
		assert_ok!(reject(CLINIC, vials[1], Title::Custody));
		assert_ok!(Custody::archive(by(MAKER), vials[2], anywhere()));
		assert_ok!(reject(CLINIC, vials[2], Title::Custody));
		let archived = 1_000 + Custody::step_bytes(&last_step(vials[2])) as u128;
		assert_eq!(held(MAKER.into()), before + archived);
	});
}

#[test]
fn reject_is_told_of_the_item() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(Custody::watch(&vials[0]));
		assert_ok!(offer(vials[0], CLINIC));
		told();
		assert_ok!(reject(CLINIC, vials[0], Title::Custody));
		assert_eq!(told(), vials);
	});
}
