//! How offers are taken back.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::{ItemId, Items as _},
	organisation::OrgId,
};
use sp_runtime::DispatchResult;

fn withdraw(org: OrgId, item: ItemId, title: Title) -> DispatchResult {
	Custody::withdraw_offer(by(org), item, title)
}

#[test]
fn withdraw_offer_leaves_everything_as_it_was() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let before = (Custody::item(vials[0]), held(MAKER.into()));
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[0], title, MAKER, CLINIC));
			assert_ok!(withdraw(MAKER, vials[0], title));
			assert_eq!(
				last_event(),
				Event::OfferWithdrawn {
					item: vials[0],
					title,
					by: MAKER
				}
			);
			assert_eq!((Custody::item(vials[0]), held(MAKER.into())), before);
		}
	});
}

#[test]
fn withdraw_offer_takes_back_what_has_expired() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let before = held(MAKER.into());
		assert_ok!(offer(vials[0], CLINIC));
		pass(DAY);
		assert_ok!(withdraw(MAKER, vials[0], Title::Custody));
		assert_eq!(held(MAKER.into()), before);
	});
}

#[test]
fn withdraw_offer_is_for_who_offered_also_when_the_item_is_gone_from_its_hands() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let before = held(MAKER.into());
		assert_ok!(offer_title(vials[0], Title::Ownership, MAKER, CLINIC));
		hand_over(vials[0], CARRIER);
		for other in [CARRIER, CLINIC, TRADER] {
			assert_noop!(
				withdraw(other, vials[0], Title::Ownership),
				Error::<Test>::NotOfferer
			);
		}
		// It expires, and the item is destroyed in other hands.
		pass(HOUR);
		destroy(vials[0]);
		assert_ok!(withdraw(MAKER, vials[0], Title::Ownership));
		assert_eq!(held(MAKER.into()), before);
	});
}

#[test]
fn withdraw_offer_is_refused_when_nothing_is_offered() {
	on_chain(|| {
		assert_noop!(
			withdraw(MAKER, vial(9).id(), Title::Custody),
			Error::<Test>::UnknownItem
		);
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(
			withdraw(MAKER, vials[0], Title::Custody),
			Error::<Test>::NoOffer
		);
		assert_ok!(offer(vials[0], CLINIC));
		assert_noop!(
			withdraw(MAKER, vials[0], Title::Ownership),
			Error::<Test>::NoOffer
		);
		assert_ok!(Custody::accept(by(CLINIC), vials[0], Title::Custody));
		assert_noop!(
			withdraw(MAKER, vials[0], Title::Custody),
			Error::<Test>::NoOffer
		);
	});
}

#[test]
fn withdraw_offer_is_refused_to_who_does_not_act() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		is_refused_to_who_does_not_act(MAKER, |origin| {
			Custody::withdraw_offer(origin, vials[0], Title::Custody)
		});
	});
}

#[test]
fn withdraw_offer_is_told_of_the_item() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(Custody::watch(&vials[0]));
		assert_ok!(offer(vials[0], CLINIC));
		told();
		assert_ok!(withdraw(MAKER, vials[0], Title::Custody));
		assert_eq!(told(), vials);
	});
}
