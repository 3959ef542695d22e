//! How things are offered, and what keeps them where they are.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use hallmark_accesses::counted;
use hallmark_types::{
	items::{ItemId, Items as _},
	organisation::{OrgId, Standing},
};
use sp_runtime::DispatchResult;

/// Offer custody in the course of a recall.
fn offer_in(recall: RecallId, item: ItemId, to: OrgId) -> DispatchResult {
	Custody::offer(
		by(custodian(item)),
		item,
		Title::Custody,
		to,
		now() + HOUR,
		Some(recall),
		anywhere(),
	)
}

fn withdraw(item: ItemId) {
	assert_ok!(Custody::withdraw_offer(
		by(custodian(item)),
		item,
		Title::Custody
	));
}

#[test]
fn offer_stands_until_it_is_answered_and_moves_nothing() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let before = (Custody::item(vials[0]), held(MAKER.into()));
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(REASON),
		};
		assert_ok!(Custody::offer(
			by(MAKER),
			vials[0],
			Title::Custody,
			CARRIER,
			START + DAY,
			None,
			context
		));
		assert_eq!(
			last_event(),
			Event::Offered {
				item: vials[0],
				title: Title::Custody,
				from: MAKER,
				to: CARRIER,
				expires_at: START + DAY
			}
		);
		let offer = Offers::<Test>::get(vials[0], Title::Custody).expect("it is open");
		let bill = offer.bill;
		assert_eq!(
			offer,
			Offer {
				from: MAKER,
				to: CARRIER,
				place: context.place,
				expires_at: START + DAY,
				document: context.document,
				recall: None,
				bill,
			}
		);
		let view = Custody::item(vials[0]).expect("an item");
		assert_eq!(view.offers, [(Title::Custody, offer)]);
		let former = before.0.expect("an item");
		assert_eq!(
			(view.custodian, view.owner, view.steps, view.head),
			(former.custodian, former.owner, former.steps, former.head)
		);
		let deposit = 1_000 + Custody::offer_bytes() as u128;
		assert_eq!(held(MAKER.into()) - before.1, deposit);
	});
}

#[test]
fn offer_is_refused_to_who_does_not_act() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		is_refused_to_who_does_not_act(MAKER, |origin| {
			let to = CARRIER;
			Custody::offer(origin, vials[0], Title::Custody, to, 0, None, anywhere())
		});
	});
}

#[test]
fn offer_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let origin = by_pauper(MAKER);
		let until = now() + HOUR;
		assert_noop!(
			Custody::offer(
				origin,
				vials[0],
				Title::Custody,
				CARRIER,
				until,
				None,
				anywhere()
			),
			NO_MONEY
		);
	});
}

#[test]
fn offer_is_refused_when_the_item_is_unknown_or_ended() {
	on_chain(|| {
		for title in [Title::Custody, Title::Ownership] {
			assert_noop!(
				offer_title(vial(9).id(), title, MAKER, CARRIER),
				Error::<Test>::UnknownItem
			);
		}
		let vials = commission(MAKER, [vial(1)]);
		destroy(vials[0]);
		assert_noop!(offer(vials[0], CARRIER), Error::<Test>::ItemEnded);
	});
}

#[test]
fn offer_is_for_the_custodian_and_of_ownership_for_the_owner() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		hand_over(vials[0], CARRIER);
		assert_noop!(
			offer_title(vials[0], Title::Custody, MAKER, CLINIC),
			Error::<Test>::NotCustodian
		);
		assert_noop!(
			offer_title(vials[0], Title::Ownership, CARRIER, CLINIC),
			Error::<Test>::NotOwner
		);
		assert_ok!(offer_title(vials[0], Title::Custody, CARRIER, CLINIC));
		assert_ok!(offer_title(vials[0], Title::Ownership, MAKER, CLINIC));
	});
}

#[test]
fn offer_is_refused_when_the_item_is_packed() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials);
		pack(boxes[1], &boxes[..1]);
		for packed in [vials[0], boxes[0]] {
			for title in [Title::Custody, Title::Ownership] {
				assert_noop!(
					offer_title(packed, title, MAKER, CARRIER),
					Error::<Test>::ItemIsPacked
				);
			}
		}
		assert_ok!(offer(boxes[1], CARRIER));
		// What its container is offered for shows with what is in it.
		let view = Custody::item(vials[0]).expect("an item");
		assert_eq!(view.offers.len(), 1);
	});
}

#[test]
fn offer_is_refused_when_the_recipient_has_it_already() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		hand_over(vials[0], CARRIER);
		assert_noop!(offer(vials[0], CARRIER), Error::<Test>::AlreadyTheirs);
		assert_noop!(
			offer_title(vials[0], Title::Ownership, MAKER, MAKER),
			Error::<Test>::AlreadyTheirs
		);
		// Its owner may have it back, and who has it may buy it.
		assert_ok!(offer(vials[0], MAKER));
		assert_ok!(offer_title(vials[0], Title::Ownership, MAKER, CARRIER));
	});
}

#[test]
fn offer_is_refused_when_the_recipient_is_no_member() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_noop!(offer(vials[0], 99), Error::<Test>::RecipientNotMember);
		assert_noop!(offer(vials[0], 0), Error::<Test>::RecipientNotMember);
		set_standing(CLINIC, Standing::Expelled);
		assert_noop!(offer(vials[0], CLINIC), Error::<Test>::RecipientNotMember);
		set_standing(CLINIC, Standing::Suspended);
		assert_ok!(offer(vials[0], CLINIC));
	});
}

#[test]
fn offer_is_refused_when_it_would_expire_at_once() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let offer = |until| {
			let title = Title::Custody;
			Custody::offer(by(MAKER), vials[0], title, CARRIER, until, None, anywhere())
		};
		for past in [0, now() - 1, now()] {
			assert_noop!(offer(past), Error::<Test>::MomentInPast);
		}
		assert_ok!(offer(now() + 1));
	});
}

#[test]
fn offer_is_refused_when_another_one_of_that_title_is_open() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[0], title, MAKER, CARRIER));
			for to in [CARRIER, CLINIC] {
				assert_noop!(
					offer_title(vials[0], title, MAKER, to),
					Error::<Test>::OfferOpen
				);
			}
		}
		pass(HOUR - 1);
		assert_noop!(offer(vials[0], CLINIC), Error::<Test>::OfferOpen);
	});
}

#[test]
fn offer_gives_way_when_it_has_expired_and_its_deposit_returns_to_who_paid_it() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		// Another account of the maker's pays for the first offer.
		let other = by_pauper(MAKER);
		assert_ok!(Balances::mint_into(&PAUPER, ENDOWMENT));
		let deposit = 1_000 + Custody::offer_bytes() as u128;
		let before = held(MAKER.into());
		let until = now() + HOUR;
		assert_ok!(Custody::offer(
			other,
			vials[0],
			Title::Custody,
			CARRIER,
			until,
			None,
			anywhere()
		));
		assert_eq!((held(PAUPER), held(MAKER.into())), (deposit, before));
		pass(HOUR);
		assert_ok!(offer(vials[0], CLINIC));
		assert_eq!((held(PAUPER), held(MAKER.into())), (0, before + deposit));
		assert_noop!(
			Custody::accept(by(CARRIER), vials[0], Title::Custody),
			Error::<Test>::NotOffered
		);
		assert_ok!(Custody::accept(by(CLINIC), vials[0], Title::Custody));
		assert_eq!(held(MAKER.into()), before);
	});
}

#[test]
fn offer_is_refused_when_the_item_or_something_in_it_is_held() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [1, 2].map(case));
		pack(boxes[0], &vials);
		pack(boxes[1], &boxes[..1]);
		for item in [vials[0], boxes[0], boxes[1]] {
			hold(item);
			for title in [Title::Custody, Title::Ownership] {
				assert_noop!(
					offer_title(boxes[1], title, MAKER, CARRIER),
					Error::<Test>::ItemIsHeld
				);
			}
			release(item);
		}
		assert_ok!(offer(boxes[1], CARRIER));
	});
}

#[test]
fn offer_is_refused_when_the_item_is_held_even_on_the_way_back() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		hand_over(vials[0], CARRIER);
		hold(vials[0]);
		let recall = recall(AGENCY, Subject::Item(vials[0]), &[CLINIC]);
		for to in [MAKER, CLINIC, AGENCY] {
			assert_noop!(offer_in(recall, vials[0], to), Error::<Test>::ItemIsHeld);
		}
	});
}

#[test]
fn offer_goes_back_only_when_the_item_is_recalled() {
	on_chain(|| {
		let vials = commission_in(MAKER, [1, 2].map(vial), Some(lot("A")));
		for item in &vials {
			for to in [TRADER, CARRIER, CLINIC] {
				hand_over(*item, to);
			}
		}
		hand_over(vials[0], CARRIER);
		recall_lot(MAKER, lot("A").id());
		// The carrier has it from the trader, though the clinic had it last.
		for onwards in [CLINIC, AGENCY] {
			assert_noop!(offer(vials[0], onwards), Error::<Test>::ItemIsRecalled);
		}
		assert_noop!(
			offer_title(vials[0], Title::Ownership, MAKER, AGENCY),
			Error::<Test>::ItemIsRecalled
		);
		for back in [MAKER, TRADER] {
			assert_ok!(offer(vials[0], back));
			withdraw(vials[0]);
		}
		for back in [MAKER, TRADER, CARRIER] {
			assert_ok!(offer(vials[1], back));
			withdraw(vials[1]);
		}
		// One step back is a step all the same: from there it does not go on again.
		hand_over(vials[1], TRADER);
		for onwards in [CARRIER, CLINIC] {
			assert_noop!(offer(vials[1], onwards), Error::<Test>::ItemIsRecalled);
		}
		hand_over(vials[1], MAKER);
		assert_noop!(offer(vials[1], TRADER), Error::<Test>::ItemIsRecalled);
	});
}

#[test]
fn offer_goes_to_whom_the_recall_names() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		for item in &vials {
			hand_over(*item, CLINIC);
		}
		let first = recall(AGENCY, Subject::Item(vials[0]), &[CARRIER]);
		let second = recall(AGENCY, Subject::Item(vials[1]), &[TRADER]);
		for named in [CARRIER, AGENCY] {
			assert_noop!(offer(vials[0], named), Error::<Test>::ItemIsRecalled);
			assert_ok!(offer_in(first, vials[0], named));
			withdraw(vials[0]);
		}
		// It names others, is about another item, or there is none of that number.
		for (recall, to) in [
			(first, TRADER),
			(first, CUSTOMS),
			(second, TRADER),
			(second, AGENCY),
			(second + 1, CARRIER),
		] {
			assert_noop!(
				offer_in(recall, vials[0], to),
				Error::<Test>::ItemIsRecalled
			);
		}
	});
}

#[test]
fn offer_is_refused_when_something_in_it_is_recalled_unless_the_container_came_from_there() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		hand_over(boxes[0], CARRIER);
		hand_over(boxes[0], CLINIC);
		let recall = recall(AGENCY, Subject::Item(vials[0]), &[TRADER]);
		assert_noop!(offer(boxes[0], TRADER), Error::<Test>::ItemIsRecalled);
		// The recall has not reached the case, and so names nobody for it.
		assert_noop!(
			offer_in(recall, boxes[0], TRADER),
			Error::<Test>::ItemIsRecalled
		);
		assert_ok!(offer(boxes[0], CARRIER));
		withdraw(boxes[0]);
		unpack(boxes[0], &vials[..1]);
		assert_ok!(offer(boxes[0], TRADER));
		assert_ok!(offer_in(recall, vials[0], TRADER));
	});
}

/// A crate that the carrier lent to the trader, who lent it to the maker, with a vial in it that is
/// recalled at the clinic.
fn crate_with_something_recalled() -> ItemId {
	let crates = commission(CARRIER, [crate_of_carrier(1)]);
	let vials = commission(MAKER, [vial(1)]);
	for to in [TRADER, MAKER] {
		pass(SECOND);
		hand_over(crates[0], to);
	}
	pass(SECOND);
	pack(crates[0], &vials);
	pass(SECOND);
	hand_over(crates[0], CLINIC);
	recall(AGENCY, Subject::Item(vials[0]), &[]);
	crates[0]
}

#[test]
fn offer_is_refused_when_the_container_was_there_but_not_what_is_recalled_in_it() {
	on_chain(|| {
		let item = crate_with_something_recalled();
		for elsewhere in [CARRIER, TRADER] {
			assert_noop!(offer(item, elsewhere), Error::<Test>::ItemIsRecalled);
		}
		hand_over(item, MAKER);
		for elsewhere in [CARRIER, TRADER, CLINIC] {
			assert_noop!(offer(item, elsewhere), Error::<Test>::ItemIsRecalled);
		}
		// Without it, the crate goes wherever its owner wants it.
		unpack(item, &[vial(1).id()]);
		assert_ok!(offer(item, TRADER));
	});
}

#[test]
fn offer_goes_back_when_the_container_was_in_those_hands_before_it_was_filled() {
	on_chain(|| {
		let crates = commission(CARRIER, [crate_of_carrier(1)]);
		let vials = commission(MAKER, [vial(1)]);
		pass(SECOND);
		hand_over(crates[0], MAKER);
		pass(SECOND);
		pack(crates[0], &vials);
		for to in [TRADER, CARRIER] {
			pass(SECOND);
			hand_over(crates[0], to);
		}
		recall(AGENCY, Subject::Item(vials[0]), &[]);
		// The vial came from the maker and the trader, though the crate had been here before both.
		assert_noop!(offer(crates[0], CLINIC), Error::<Test>::ItemIsRecalled);
		for back in [MAKER, TRADER] {
			assert_ok!(offer(crates[0], back));
			withdraw(crates[0]);
		}
	});
}

#[test]
fn offer_goes_no_further_back_when_the_hand_that_filled_the_container_is_forgotten() {
	on_chain(|| {
		let crates = commission(CARRIER, [crate_of_carrier(1)]);
		let vials = commission(MAKER, [vial(1)]);
		// The maker has it, then the trader, then the maker again, who fills it.
		for to in [MAKER, TRADER, MAKER] {
			pass(SECOND);
			hand_over(crates[0], to);
		}
		pack(crates[0], &vials);
		for round in 0..20 {
			pass(SECOND);
			hand_over(crates[0], [AGENCY, CUSTOMS][round % 2]);
		}
		hand_over(crates[0], CLINIC);
		recall(AGENCY, Subject::Item(vials[0]), &[]);
		for elsewhere in [CARRIER, TRADER] {
			assert_noop!(offer(crates[0], elsewhere), Error::<Test>::ItemIsRecalled);
		}
		for back in [MAKER, CUSTOMS] {
			assert_ok!(offer(crates[0], back));
			withdraw(crates[0]);
		}
	});
}

#[test]
fn offer_of_a_container_waits_when_a_recall_goes_over_a_lot_that_may_be_in_it() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..3).map(vial), Some(lot("A")));
		let others = commission_in(MAKER, (10..12).map(vial), Some(lot("B")));
		let boxes = commission(MAKER, [1, 2, 3].map(case));
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &others[..1]);
		recall_lot(MAKER, lot("A").id());
		assert_noop!(offer(boxes[0], CARRIER), Error::<Test>::RecallSpreading);
		assert_noop!(offer(vials[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// Nothing of it is in these.
		for free in [boxes[1], boxes[2], others[1]] {
			assert_ok!(offer(free, CARRIER));
		}
		pass(MINUTE);
		assert_noop!(offer(boxes[0], CARRIER), Error::<Test>::ItemIsRecalled);
	});
}

#[test]
fn offers_of_custody_and_of_ownership_stand_side_by_side() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer_title(vials[0], Title::Custody, MAKER, CARRIER));
		assert_ok!(offer_title(vials[0], Title::Ownership, MAKER, CLINIC));
		for (title, wrong) in [(Title::Custody, CLINIC), (Title::Ownership, CARRIER)] {
			assert_noop!(
				Custody::accept(by(wrong), vials[0], title),
				Error::<Test>::NotOffered
			);
		}
		assert_ok!(Custody::accept(by(CARRIER), vials[0], Title::Custody));
		assert_eq!((custodian(vials[0]), owner(vials[0])), (CARRIER, MAKER));
		// The ownership is the maker's to give, wherever the thing is.
		assert_ok!(Custody::accept(by(CLINIC), vials[0], Title::Ownership));
		assert_eq!((custodian(vials[0]), owner(vials[0])), (CARRIER, CLINIC));
		assert_ok!(offer_title(vials[0], Title::Custody, CARRIER, CLINIC));
		assert_ok!(Custody::accept(by(CLINIC), vials[0], Title::Custody));
		assert_eq!((custodian(vials[0]), owner(vials[0])), (CLINIC, CLINIC));
	});
}

#[test]
fn offer_is_told_of_the_item() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(Custody::watch(&vials[0]));
		told();
		assert_ok!(offer(vials[0], CARRIER));
		assert_eq!(told(), vials);
	});
}

#[test]
fn offer_and_accept_cost_the_same_when_one_or_a_hundred_things_are_in_it() {
	let cost_with = |count: u32| {
		let mut cost = Vec::new();
		on_chain(|| {
			let vials = commission_in(MAKER, (0..count).map(vial), Some(lot("A")));
			let boxes = commission(MAKER, [1, 2].map(case));
			pack(boxes[0], &vials);
			pack(boxes[1], &boxes[..1]);
			let state: Vec<_> = vials.iter().map(pallet::Items::<Test>::get).collect();
			for title in [Title::Custody, Title::Ownership] {
				let (result, accesses) = counted(|| offer_title(boxes[1], title, MAKER, CLINIC));
				assert_ok!(result);
				cost.push(accesses);
				let (result, accesses) = counted(|| Custody::accept(by(CLINIC), boxes[1], title));
				assert_ok!(result);
				cost.push(accesses);
			}
			for item in &vials {
				assert_eq!((custodian(*item), owner(*item)), (CLINIC, CLINIC));
			}
			let after: Vec<_> = vials.iter().map(pallet::Items::<Test>::get).collect();
			assert_eq!(state, after);
		});
		cost
	};
	assert_eq!(cost_with(1), cost_with(100));
}

#[test]
fn offer_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		is_refused_when_no_number_is_left(|| offer(vials[0], CLINIC));
	});
}

#[test]
fn offer_is_refused_when_it_would_stand_too_long() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let until = |expires_at| {
			Custody::offer(
				by(MAKER),
				vials[0],
				Title::Custody,
				CLINIC,
				expires_at,
				None,
				anywhere(),
			)
		};
		assert_noop!(until(now() + OFFER_PERIOD + 1), Error::<Test>::OfferTooLong);
		assert_ok!(until(now() + OFFER_PERIOD));
	});
}
