//! How items come to an end.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::{ItemId, Items as _, Life},
	organisation::OrgId,
};
use sp_runtime::DispatchResult;

fn destroy_by(org: OrgId, item: ItemId) -> DispatchResult {
	Custody::destroy(by(org), item, anywhere())
}

#[test]
fn destroy_ends_an_item_and_keeps_it_on_record() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(REASON),
		};
		let before = held(MAKER.into());
		assert_ok!(Custody::destroy(by(MAKER), vials[0], context));
		assert_eq!(
			last_event(),
			Event::Destroyed {
				item: vials[0],
				by: MAKER
			}
		);
		let view = Custody::item(vials[0]).expect("it is on record");
		assert_eq!((view.life, view.steps), (Life::Destroyed, 2));
		let step = last_step(vials[0]);
		assert_eq!(step.deed, Deed::Destroyed);
		assert_eq!(
			(step.place, step.document),
			(context.place, context.document)
		);
		let deposit = 1_000 + Custody::step_bytes(&step) as u128;
		assert_eq!(held(MAKER.into()) - before, deposit);
	});
}

#[test]
fn destroy_is_for_the_custodian_whoever_owns_it() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		hand_over(vials[0], CLINIC);
		for other in [MAKER, CARRIER, AGENCY] {
			assert_noop!(destroy_by(other, vials[0]), Error::<Test>::NotCustodian);
		}
		assert_ok!(destroy_by(CLINIC, vials[0]));
		assert_eq!(owner(vials[0]), MAKER);
	});
}

#[test]
fn destroy_takes_what_is_recalled() {
	on_chain(|| {
		let vials = commission_in(MAKER, [1, 2].map(vial), Some(lot("A")));
		recall_lot(MAKER, lot("A").id());
		recall(AGENCY, Subject::Item(vials[0]), &[]);
		assert_ok!(destroy_by(MAKER, vials[0]));
		pass(MINUTE);
		assert_ok!(destroy_by(MAKER, vials[1]));
	});
}

#[test]
fn destroy_is_refused_when_the_item_is_unknown_or_ended() {
	on_chain(|| {
		assert_noop!(destroy_by(MAKER, vial(9).id()), Error::<Test>::UnknownItem);
		let vials = commission(MAKER, [1, 2].map(vial));
		assert_ok!(destroy_by(MAKER, vials[0]));
		assert_noop!(destroy_by(MAKER, vials[0]), Error::<Test>::ItemEnded);
		assert_ok!(Custody::archive(by(MAKER), vials[1], anywhere()));
		assert_noop!(destroy_by(MAKER, vials[1]), Error::<Test>::ItemEnded);
	});
}

#[test]
fn destroy_is_refused_when_the_item_is_packed_or_something_is_in_it() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		assert_noop!(destroy_by(MAKER, vials[0]), Error::<Test>::ItemIsPacked);
		assert_noop!(destroy_by(MAKER, boxes[0]), Error::<Test>::NotEmpty);
		unpack(boxes[0], &vials);
		assert_ok!(destroy_by(MAKER, boxes[0]));
		assert_ok!(destroy_by(MAKER, vials[0]));
	});
}

#[test]
fn destroy_is_refused_when_the_item_is_held_or_on_offer() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		hold(vials[0]);
		assert_noop!(destroy_by(MAKER, vials[0]), Error::<Test>::ItemIsHeld);
		release(vials[0]);
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[0], title, MAKER, CLINIC));
			assert_noop!(destroy_by(MAKER, vials[0]), Error::<Test>::ItemOnOffer);
			assert_ok!(Custody::withdraw_offer(by(MAKER), vials[0], title));
		}
		assert_ok!(offer(vials[0], CLINIC));
		pass(HOUR);
		assert_ok!(destroy_by(MAKER, vials[0]));
	});
}

#[test]
fn destroy_ends_the_policies_and_keeps_what_they_came_to() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let signal = thermometer(1, MAKER);
		for item in &vials {
			assert_ok!(Custody::attach_policy(
				by(MAKER),
				*item,
				signal,
				cold_chain(),
				anywhere()
			));
		}
		reads(signal, 1, 90);
		pass(16 * MINUTE);
		reads(signal, 2, 90);
		pass(MINUTE);
		assert_ok!(destroy_by(MAKER, vials[0]));
		let guard = Guards::<Test>::get(vials[0], 0).expect("it is kept");
		assert_eq!(guard.ended_at, Some(now()));
		// As soon as all is heard that was measured until then, nobody listens for it any more. For
		// the other one somebody does.
		pass(MINUTE);
		reads(signal, 3, 50);
		pass(MINUTE);
		let guard = Guards::<Test>::get(vials[0], 0).expect("it is kept");
		assert!(guard.closed);
		assert_eq!(Listeners::<Test>::iter().count(), 1);
		assert_eq!(Interest::get().get(&signal), Some(&1));
		assert_eq!(Custody::verdict(vials[0]), Some(Finding::Breached));
	});
}

#[test]
fn destroy_is_refused_to_who_does_not_act() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		is_refused_to_who_does_not_act(MAKER, |origin| {
			Custody::destroy(origin, vials[0], anywhere())
		});
	});
}

#[test]
fn destroy_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(
			Custody::destroy(by_pauper(MAKER), vials[0], anywhere()),
			NO_MONEY
		);
	});
}

#[test]
fn destroy_is_told_of_the_item() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(Custody::watch(&vials[0]));
		told();
		assert_ok!(destroy_by(MAKER, vials[0]));
		assert_eq!(told(), vials);
	});
}

#[test]
fn destroy_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		is_refused_when_no_number_is_left(|| destroy_by(MAKER, vials[0]));
	});
}
