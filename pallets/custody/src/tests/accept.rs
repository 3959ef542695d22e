//! How things change hands, and how their way back is remembered.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::{ItemId, Items as _},
	organisation::{OrgId, Standing},
};
use sp_runtime::{DispatchError, DispatchResult};

fn accept(org: OrgId, item: ItemId) -> DispatchResult {
	Custody::accept(by(org), item, Title::Custody)
}

#[test]
fn accept_moves_an_item_to_who_took_it() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let before = held(MAKER.into());
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
		pass(MINUTE);
		assert_ok!(accept(CARRIER, vials[0]));
		assert_eq!(
			last_event(),
			Event::Accepted {
				item: vials[0],
				title: Title::Custody,
				from: MAKER,
				to: CARRIER,
				exceptions: 0,
				verdict: None,
			}
		);
		assert_eq!((custodian(vials[0]), owner(vials[0])), (CARRIER, MAKER));
		let step = last_step(vials[0]);
		let bill = step.bill;
		assert_eq!(
			step,
			Step {
				number: 3,
				at: START + MINUTE,
				by: CARRIER,
				// Both agreed on what the offer says.
				place: context.place,
				document: context.document,
				deed: Deed::HandedOver {
					title: Title::Custody,
					from: MAKER,
					to: CARRIER,
					exceptions: 0,
					offered: None,
					verdict: None,
				},
				bill,
			}
		);
		assert_eq!(Offers::<Test>::get(vials[0], Title::Custody), None);
		// Who offered has its deposit back; who accepted pays for the step.
		assert_eq!(held(MAKER.into()), before);
		let deposit = 1_000 + Custody::step_bytes(&step) as u128;
		assert_eq!(held(CARRIER.into()), deposit);
	});
}

#[test]
fn accept_of_ownership_leaves_the_item_where_it_is() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer_title(vials[0], Title::Ownership, MAKER, TRADER));
		assert_ok!(Custody::accept(by(TRADER), vials[0], Title::Ownership));
		assert_eq!((custodian(vials[0]), owner(vials[0])), (MAKER, TRADER));
		assert!(matches!(
			last_step(vials[0]).deed,
			Deed::HandedOver {
				title: Title::Ownership,
				from: MAKER,
				to: TRADER,
				..
			}
		));
		let item = pallet::Items::<Test>::get(vials[0]).expect("an item");
		assert_eq!(item.hands.len(), 1);
	});
}

#[test]
fn accept_records_what_is_known_of_the_conditions() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let thermometers = [1, 2].map(|n| thermometer(n, MAKER));
		for (item, signal) in vials.iter().zip(thermometers) {
			let terms = cold_chain();
			assert_ok!(Custody::attach_policy(
				by(MAKER),
				*item,
				signal,
				terms,
				anywhere()
			));
		}
		for sequence in 1..=2 {
			reads(thermometers[0], sequence, 50);
			reads(thermometers[1], sequence, 90);
			pass(16 * MINUTE);
		}
		let verdicts = vials.iter().map(|item| {
			hand_over(*item, CARRIER);
			match last_step(*item).deed {
				Deed::HandedOver { verdict, .. } => verdict,
				_ => None,
			}
		});
		assert_eq!(
			verdicts.collect::<Vec<_>>(),
			[Some(Finding::Good), Some(Finding::Breached)]
		);
	});
}

#[test]
fn accept_is_for_who_acts_and_for_a_suspended_recipient() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		let accept = |origin| Custody::accept(origin, vials[0], Title::Custody);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(accept(origin), DispatchError::BadOrigin);
		}
		assert_noop!(accept(by_clerk(CLINIC)), OUT_OF_SCOPE);
		assert_noop!(accept(RuntimeOrigin::signed(20)), NOT_A_MEMBER);
		set_standing(CLINIC, Standing::Expelled);
		assert_noop!(accept(by(CLINIC)), NOT_ACTIVE);
		set_standing(CLINIC, Standing::Suspended);
		assert_ok!(accept(by(CLINIC)));
		assert_eq!(custodian(vials[0]), CLINIC);
		// It can receive, not act.
		assert_noop!(offer(vials[0], MAKER), NOT_ACTIVE);
	});
}

#[test]
fn accept_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		let origin = by_pauper(CLINIC);
		assert_noop!(Custody::accept(origin, vials[0], Title::Custody), NO_MONEY);
	});
}

#[test]
fn accept_is_refused_when_the_item_is_unknown_or_nothing_is_offered() {
	on_chain(|| {
		assert_noop!(accept(CLINIC, vial(9).id()), Error::<Test>::UnknownItem);
		let vials = commission(MAKER, [1, 2].map(vial));
		assert_noop!(accept(CLINIC, vials[0]), Error::<Test>::NoOffer);
		assert_ok!(offer(vials[0], CLINIC));
		assert_noop!(
			Custody::accept(by(CLINIC), vials[0], Title::Ownership),
			Error::<Test>::NoOffer
		);
		assert_ok!(accept(CLINIC, vials[0]));
		assert_noop!(accept(CLINIC, vials[0]), Error::<Test>::NoOffer);
		destroy(vials[1]);
		assert_noop!(accept(CLINIC, vials[1]), Error::<Test>::ItemEnded);
	});
}

#[test]
fn accept_is_refused_to_others_than_it_was_offered_to() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		for other in [MAKER, TRADER, AGENCY] {
			assert_noop!(accept(other, vials[0]), Error::<Test>::NotOffered);
		}
	});
}

#[test]
fn accept_is_refused_when_the_offer_has_expired() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		assert_ok!(offer(vials[0], CLINIC));
		assert_ok!(offer(vials[1], CLINIC));
		pass(HOUR - 1);
		assert_ok!(accept(CLINIC, vials[0]));
		pass(1);
		assert_noop!(accept(CLINIC, vials[1]), Error::<Test>::OfferExpired);
	});
}

#[test]
fn accept_is_refused_when_the_offer_was_withdrawn_or_rejected() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		assert_ok!(Custody::withdraw_offer(by(MAKER), vials[0], Title::Custody));
		assert_noop!(accept(CLINIC, vials[0]), Error::<Test>::NoOffer);
		assert_ok!(offer(vials[0], CLINIC));
		assert_ok!(Custody::reject(
			by(CLINIC),
			vials[0],
			Title::Custody,
			Rejection::Late
		));
		assert_noop!(accept(CLINIC, vials[0]), Error::<Test>::NoOffer);
	});
}

#[test]
fn accept_is_refused_when_the_offerer_may_not_act_any_more() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		for title in [Title::Custody, Title::Ownership] {
			assert_ok!(offer_title(vials[0], title, MAKER, CLINIC));
			for standing in [Standing::Suspended, Standing::Expelled] {
				set_standing(MAKER, standing);
				assert_noop!(
					Custody::accept(by(CLINIC), vials[0], title),
					Error::<Test>::OffererLostRight
				);
			}
			set_standing(MAKER, Standing::Active);
		}
		assert_ok!(accept(CLINIC, vials[0]));
	});
}

#[test]
fn accept_is_refused_when_the_offerer_has_it_no_more() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [case(1)]);
		// No call takes away what is on offer. It is asked all the same.
		assert_ok!(offer(vials[0], CLINIC));
		assert_ok!(offer_title(vials[0], Title::Ownership, MAKER, CLINIC));
		let (org, since) = (TRADER, now());
		pallet::Items::<Test>::mutate_extant(vials[0], |item| {
			item.pass_to(Hand {
				org,
				since,
				number: u64::MAX,
			});
			item.owner = TRADER;
		});
		for title in [Title::Custody, Title::Ownership] {
			assert_noop!(
				Custody::accept(by(CLINIC), vials[0], title),
				Error::<Test>::OffererLostRight
			);
		}
		// Nor does one pack it.
		pack(boxes[0], &vials[1..]);
		let offer = Offers::<Test>::get(vials[0], Title::Custody).expect("it is open");
		Offers::<Test>::insert(vials[1], Title::Custody, Offer { bill: 0, ..offer });
		assert_noop!(accept(CLINIC, vials[1]), Error::<Test>::OffererLostRight);
		Offers::<Test>::remove(vials[1], Title::Custody);
	});
}

#[test]
fn accept_is_refused_when_the_item_was_held_or_recalled_meanwhile() {
	on_chain(|| {
		let vials = commission_in(MAKER, [1, 2].map(vial), Some(lot("A")));
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials[1..]);
		for item in [vials[0], boxes[0]] {
			hand_over(item, CARRIER);
			assert_ok!(offer(item, CLINIC));
		}
		for (offered, inside) in [
			(vials[0], vials[0]),
			(boxes[0], boxes[0]),
			(boxes[0], vials[1]),
		] {
			hold(inside);
			assert_noop!(accept(CLINIC, offered), Error::<Test>::ItemIsHeld);
			release(inside);
		}
		recall_lot(MAKER, lot("A").id());
		assert_noop!(accept(CLINIC, vials[0]), Error::<Test>::ItemIsRecalled);
		assert_noop!(accept(CLINIC, boxes[0]), Error::<Test>::RecallSpreading);
		pass(MINUTE);
		assert_noop!(accept(CLINIC, boxes[0]), Error::<Test>::ItemIsRecalled);
	});
}

#[test]
fn accept_takes_what_a_recall_brings_until_that_is_over() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		for item in &vials {
			hand_over(*item, CLINIC);
		}
		let offer_in = |recall, item| {
			let (title, until) = (Title::Custody, now() + HOUR);
			Custody::offer(
				by(CLINIC),
				item,
				title,
				AGENCY,
				until,
				Some(recall),
				anywhere(),
			)
		};
		let first = recall(AGENCY, Subject::Item(vials[0]), &[]);
		assert_ok!(offer_in(first, vials[0]));
		assert_ok!(accept(AGENCY, vials[0]));

		let second = recall(AGENCY, Subject::Item(vials[1]), &[]);
		recall(CUSTOMS, Subject::Item(vials[1]), &[]);
		assert_ok!(offer_in(second, vials[1]));
		assert_ok!(Custody::end_recall(by(AGENCY), second, anywhere()));
		assert_noop!(accept(AGENCY, vials[1]), Error::<Test>::ItemIsRecalled);
	});
}

#[test]
fn accept_is_refused_to_who_was_expelled_after_the_offer() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		set_standing(CLINIC, Standing::Expelled);
		assert_noop!(accept(CLINIC, vials[0]), NOT_ACTIVE);
	});
}

#[test]
fn accept_is_told_of_the_item() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(Custody::watch(&vials[0]));
		assert_ok!(offer(vials[0], CLINIC));
		told();
		assert_ok!(accept(CLINIC, vials[0]));
		assert_eq!(told(), vials);
	});
}

/// Whether an item that went through these hands may go back to `to`, as the rule has it.
fn leads_back(hands: &[OrgId], to: OrgId) -> bool {
	let present = hands.last().expect("somebody has it");
	let first_had = |org| hands.iter().position(|hand| *hand == org);
	first_had(to).is_some_and(|place| Some(place) < first_had(*present))
}

#[test]
fn way_back_is_remembered_when_an_item_goes_to_and_fro_more_often_than_hands_are_kept() {
	on_chain(|| {
		let item = commission(MAKER, [vial(1)])[0];
		let mut hands = vec![MAKER];
		// Whoever is next follows from a fixed series without a pattern.
		let mut state = 7u32;
		for _ in 0..200 {
			state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
			let to = 1 + (state >> 24) % 6;
			if to == *hands.last().expect("somebody") {
				continue;
			}
			pass(SECOND);
			hand_over(item, to);
			hands.push(to);
			let kept = pallet::Items::<Test>::get(item).expect("an item");
			assert!(kept.hands.len() <= MAX_HANDS as usize);
			for to in 1..=6 {
				assert_eq!(
					kept.leads_back(to),
					leads_back(&hands, to),
					"to {to} after {hands:?}, of which {:?} are kept",
					kept.hands
				);
			}
		}
		assert!(hands.len() > 5 * MAX_HANDS as usize);
	});
}

#[test]
fn way_back_is_remembered_when_the_same_few_hand_an_item_to_and_fro() {
	on_chain(|| {
		let item = commission(MAKER, [vial(1)])[0];
		for _ in 0..20 {
			for to in [TRADER, CARRIER, CLINIC, CARRIER, TRADER, MAKER] {
				hand_over(item, to);
			}
		}
		hand_over(item, TRADER);
		hand_over(item, CARRIER);
		recall(AGENCY, Subject::Item(item), &[]);
		assert_noop!(offer(item, CLINIC), Error::<Test>::ItemIsRecalled);
		hand_over(item, TRADER);
		for onwards in [CARRIER, CLINIC] {
			assert_noop!(offer(item, onwards), Error::<Test>::ItemIsRecalled);
		}
		hand_over(item, MAKER);
	});
}

#[test]
fn way_back_leads_through_the_last_sixteen_when_there_were_more() {
	on_chain(|| {
		for org in 7..=19 {
			set_standing(org, Standing::Active);
		}
		let item = commission(MAKER, [vial(1)])[0];
		for org in 2..=19 {
			pass(SECOND);
			hand_over(item, org);
		}
		let kept = pallet::Items::<Test>::get(item).expect("an item");
		let orgs: Vec<_> = kept.hands.iter().map(|hand| hand.org).collect();
		assert_eq!(orgs, (4..=19).collect::<Vec<_>>());
		// All steps are on record nevertheless.
		assert_eq!(deeds(item).len(), 18);
		recall(AGENCY, Subject::Item(item), &[]);
		for forgotten in [TRADER, CARRIER] {
			assert_noop!(offer(item, forgotten), Error::<Test>::ItemIsRecalled);
		}
		// To its maker it goes in any case.
		for back in [MAKER].into_iter().chain(4..=18) {
			assert_ok!(offer(item, back));
			assert_ok!(Custody::withdraw_offer(by(19), item, Title::Custody));
		}
	});
}

#[test]
fn accept_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		assert_ok!(offer(vials[0], CLINIC));
		is_refused_when_no_number_is_left(|| accept(CLINIC, vials[0]));
	});
}

#[test]
fn what_a_container_went_through_in_the_same_block_before_is_no_hand_of_what_is_packed_later() {
	use hallmark_types::items::Items as _;
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		let start = now();
		hand_over(boxes[0], CLINIC);
		hand_over(boxes[0], MAKER);
		pack(boxes[0], &vials);
		assert!(!Custody::accepted_since(&vials[0], CLINIC, start));
		unpack(boxes[0], &vials);
		assert!(!Custody::accepted_since(&vials[0], CLINIC, start));
		// After it was packed, in the same block all the same, it counts.
		pack(boxes[0], &vials);
		hand_over(boxes[0], CLINIC);
		assert!(Custody::accepted_since(&vials[0], CLINIC, start));
	});
}
