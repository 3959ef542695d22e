//! How items are taken out of use for good.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::{ItemId, Items as _, Life},
	organisation::OrgId,
};
use sp_runtime::DispatchResult;

fn archive(org: OrgId, item: ItemId) -> DispatchResult {
	Custody::archive(by(org), item, anywhere())
}

fn sell(item: ItemId, to: OrgId) {
	assert_ok!(offer_title(item, Title::Ownership, owner(item), to));
	assert_ok!(Custody::accept(by(to), item, Title::Ownership));
}

/// Make a vial of another one, which is used up.
fn use_up(item: ItemId) {
	let input = Input { item, number: None };
	assert_ok!(Custody::transform(
		by(MAKER),
		vec![input].try_into().expect("one"),
		vec![named(vial(1_000))].try_into().expect("one"),
		Losses::default(),
		None,
		None,
		anywhere()
	));
}

#[test]
fn archive_takes_an_item_out_of_use() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let before = held(MAKER.into());
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(REASON),
		};
		assert_ok!(Custody::archive(by(MAKER), vials[0], context));
		assert_eq!(
			last_event(),
			Event::Archived {
				item: vials[0],
				by: MAKER
			}
		);
		let view = Custody::item(vials[0]).expect("it is on record");
		assert_eq!((view.life, view.steps), (Life::Archived, 2));
		let step = last_step(vials[0]);
		assert_eq!(
			(step.deed.clone(), step.place),
			(Deed::Archived, context.place)
		);
		let deposit = 1_000 + Custody::step_bytes(&step) as u128;
		assert_eq!(held(MAKER.into()) - before, deposit);
		assert_noop!(
			offer_title(vials[0], Title::Custody, MAKER, CARRIER),
			Error::<Test>::ItemEnded
		);
	});
}

#[test]
fn archive_is_for_the_owner_who_has_it() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		hand_over(vials[0], CARRIER);
		assert_noop!(archive(MAKER, vials[0]), Error::<Test>::NotCustodian);
		assert_noop!(archive(CARRIER, vials[0]), Error::<Test>::NotOwner);
		sell(vials[0], CARRIER);
		// Its maker does not own it any more.
		assert_noop!(archive(MAKER, vials[0]), Error::<Test>::NotOwner);
		assert_ok!(archive(CARRIER, vials[0]));
	});
}

#[test]
fn archive_is_for_owner_or_maker_when_the_item_is_no_more() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2, 3].map(vial));
		for item in &vials[..2] {
			hand_over(*item, CARRIER);
			sell(*item, CLINIC);
			destroy(*item);
			for other in [CARRIER, TRADER, AGENCY] {
				assert_noop!(archive(other, *item), Error::<Test>::NotOwner);
			}
		}
		assert_ok!(archive(MAKER, vials[0]));
		assert_ok!(archive(CLINIC, vials[1]));
		use_up(vials[2]);
		assert_noop!(archive(CLINIC, vials[2]), Error::<Test>::NotOwner);
		assert_ok!(archive(MAKER, vials[2]));
	});
}

#[test]
fn archive_is_refused_when_the_item_is_unknown_or_archived() {
	on_chain(|| {
		assert_noop!(archive(MAKER, vial(9).id()), Error::<Test>::UnknownItem);
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(archive(MAKER, vials[0]));
		assert_noop!(archive(MAKER, vials[0]), Error::<Test>::ItemEnded);
	});
}

#[test]
fn archive_is_refused_when_the_item_is_packed_or_something_is_in_it() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		assert_noop!(archive(MAKER, vials[0]), Error::<Test>::ItemIsPacked);
		assert_noop!(archive(MAKER, boxes[0]), Error::<Test>::NotEmpty);
		unpack(boxes[0], &vials);
		assert_ok!(archive(MAKER, boxes[0]));
	});
}

#[test]
fn archive_is_refused_when_the_item_is_held_recalled_or_on_offer() {
	on_chain(|| {
		let vials = commission_in(MAKER, [vial(1)], Some(lot("A")));
		hold(vials[0]);
		assert_noop!(archive(MAKER, vials[0]), Error::<Test>::ItemIsHeld);
		release(vials[0]);
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[0], title, MAKER, CLINIC));
			assert_noop!(archive(MAKER, vials[0]), Error::<Test>::ItemOnOffer);
			assert_ok!(Custody::withdraw_offer(by(MAKER), vials[0], title));
		}
		for subject in [Subject::Item(vials[0]), Subject::Lot(lot("A").id())] {
			let recall = recall(AGENCY, subject, &[]);
			assert_noop!(archive(MAKER, vials[0]), Error::<Test>::ItemIsRecalled);
			assert_ok!(Custody::end_recall(by(AGENCY), recall, anywhere()));
			pass(MINUTE);
		}
		assert_ok!(archive(MAKER, vials[0]));
	});
}

#[test]
fn archive_takes_what_is_recalled_when_it_is_no_more() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		recall(AGENCY, Subject::Item(vials[0]), &[]);
		destroy(vials[0]);
		assert_ok!(archive(MAKER, vials[0]));
		// It stays on record for as long as the recall lasts.
		pass(RETENTION);
		assert_noop!(
			Custody::prune(by(MAKER), vials[0], MAX_MOVED),
			Error::<Test>::ItemIsRecalled
		);
	});
}

#[test]
fn archive_ends_the_policies() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let signal = thermometer(1, MAKER);
		assert_ok!(Custody::attach_policy(
			by(MAKER),
			vials[0],
			signal,
			cold_chain(),
			anywhere()
		));
		pass(MINUTE);
		assert_ok!(archive(MAKER, vials[0]));
		let guard = Guards::<Test>::get(vials[0], 0).expect("it is kept");
		assert_eq!(guard.ended_at, Some(now()));
		assert_noop!(
			Custody::detach_policy(by(MAKER), vials[0], 0, anywhere()),
			Error::<Test>::PolicyEnded
		);
		// What was measured before may still come; after that, nothing more is heard.
		assert!(!guard.closed);
		pass(HOUR);
		reads(signal, 1, 50);
		pass(MINUTE);
		assert_eq!(Listeners::<Test>::iter().count(), 0);
		let guard = Guards::<Test>::get(vials[0], 0).expect("it is kept");
		assert!(guard.closed);
	});
}

#[test]
fn archive_is_refused_to_who_does_not_act() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		is_refused_to_who_does_not_act(MAKER, |origin| {
			Custody::archive(origin, vials[0], anywhere())
		});
	});
}

#[test]
fn archive_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(
			Custody::archive(by_pauper(MAKER), vials[0], anywhere()),
			NO_MONEY
		);
	});
}

#[test]
fn archive_is_told_of_the_item() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(Custody::watch(&vials[0]));
		told();
		assert_ok!(archive(MAKER, vials[0]));
		assert_eq!(told(), vials);
	});
}

#[test]
fn archive_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		is_refused_when_no_number_is_left(|| archive(MAKER, vials[0]));
	});
}
