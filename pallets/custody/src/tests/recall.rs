//! How things are called back: at once, wherever they are, and whatever was made of them.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::ItemId,
	organisation::{OrgId, Standing},
};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult, Weight};

/// So many kilograms of the maker's product, as a lot of its own.
pub fn bulk(org: OrgId, name: &str, number: u64) -> ItemId {
	let items = vec![NewItem {
		epc: lot(name),
		quantity: Some(kilograms(number)),
	}];
	let items = items.try_into().expect("one");
	assert_ok!(Custody::commission(by(org), items, None, None, anywhere()));
	lot(name).id()
}

/// Make lots of others.
pub fn transform(
	org: OrgId,
	inputs: &[(ItemId, Option<u64>)],
	outputs: &[(&str, u64)],
) -> DispatchResult {
	let inputs: Vec<_> = inputs
		.iter()
		.map(|(item, number)| Input {
			item: *item,
			number: *number,
		})
		.collect();
	let outputs: Vec<_> = outputs
		.iter()
		.map(|(name, number)| NewItem {
			epc: lot(name),
			quantity: Some(kilograms(*number)),
		})
		.collect();
	Custody::transform(
		by(org),
		inputs.try_into().expect("not too many"),
		outputs.try_into().expect("not too many"),
		Losses::default(),
		None,
		None,
		anywhere(),
	)
}

/// An item as it is stored.
pub fn stored(item: ItemId) -> Item {
	Items::<Test>::get(item).expect("it is there")
}

/// Blocks without room, but for what is reserved, until nothing is left to do. Returns how many.
pub fn pass_until_idle() -> u32 {
	let mut blocks = 0;
	while Errands::<Test>::iter().next().is_some() {
		pass_with(SECOND, Weight::zero());
		blocks += 1;
		assert!(blocks < 1_000, "it never ends");
	}
	blocks
}

/// A lot that the sketch of another does not affirm.
fn unlike(other: &str, name: &str) -> Option<hallmark_types::epc::Epc> {
	let (one, two) = (lot(other).id(), lot(name).id());
	let (one, two) = (sketch::Sketch::of(&one), sketch::Sketch::of(&two));
	assert!(!one.may_hold(&two) && !two.may_hold(&one), "choose another");
	Some(lot(name))
}

#[test]
fn recall_is_written_down_and_paid_for_when_a_maker_recalls_a_lot() {
	on_chain(|| {
		commission_in(MAKER, (0..3).map(vial), Some(lot("A")));
		let before = held(MAKER.into());
		let subject = Subject::Lot(lot("A").id());
		assert_eq!(recall(MAKER, subject, &[TRADER, CLINIC]), 1);
		assert_eq!(
			last_event(),
			Event::RecallBegun {
				recall: 1,
				subject,
				by: MAKER,
				reason: REASON
			}
		);
		let record = Custody::recall_record(1).expect("there is one");
		assert_eq!(
			(record.subject, record.by, record.reason),
			(subject, MAKER, REASON)
		);
		assert_eq!((record.at, record.ended_at), (START, None));
		assert_eq!(record.returns_to.to_vec(), [TRADER, CLINIC]);
		assert_eq!(record.reached, 1);
		assert_eq!(
			Lots::<Test>::get(lot("A").id())
				.expect("it is there")
				.recalls,
			1
		);
		assert_eq!(Busy::<Test>::get(MAKER), 1);
		let bytes = Custody::recall_bytes() as u128;
		assert_eq!(held(MAKER.into()), before + 1_000 + bytes);
	});
}

#[test]
fn recall_is_a_step_of_the_item_when_one_item_is_recalled() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let before = held(AGENCY.into());
		let context = Context {
			place: Some(gln("9506000134352")),
			document: Some(H256::repeat_byte(9)),
		};
		assert_ok!(Custody::recall(
			by(AGENCY),
			Subject::Item(vial),
			REASON,
			Default::default(),
			context
		));
		let step = last_step(vial);
		assert_eq!(step.deed, Deed::Recalled { recall: 1 });
		assert_eq!(
			(step.by, step.place, step.document),
			(AGENCY, context.place, context.document)
		);
		let bytes = Custody::recall_bytes() + Custody::step_bytes(&step);
		assert_eq!(held(AGENCY.into()), before + 1_000 + bytes as u128);
		assert_eq!(stored(vial).recalls, 1);
		// Nothing was made of it: there is nothing to do.
		assert_eq!(ErrandNumbers::<Test>::get(), (0, 0));
		assert_eq!(recall(MAKER, Subject::Item(vial), &[]), 2);
		assert_eq!(stored(vial).recalls, 2);
	});
}

#[test]
fn recall_is_refused_to_all_but_the_maker_and_regulators_that_may_act() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		hand_over(vials[0], TRADER);
		assert_ok!(offer_title(vials[0], Title::Ownership, MAKER, TRADER));
		assert_ok!(Custody::accept(by(TRADER), vials[0], Title::Ownership));
		for subject in [Subject::Item(vials[0]), Subject::Lot(lot("A").id())] {
			let recall =
				|origin| Custody::recall(origin, subject, REASON, Default::default(), anywhere());
			// Whoever has it or owns it is not whoever made it.
			assert_noop!(recall(by(TRADER)), Error::<Test>::NotMaker);
			assert_noop!(recall(by_clerk(MAKER)), OUT_OF_SCOPE);
			assert_noop!(recall(by(20)), NOT_A_MEMBER);
			assert_noop!(recall(RuntimeOrigin::root()), DispatchError::BadOrigin);
			assert_noop!(recall(by_pauper(MAKER)), NO_MONEY);
			set_standing(MAKER, Standing::Suspended);
			assert_noop!(recall(by(MAKER)), NOT_ACTIVE);
			set_standing(MAKER, Standing::Active);
			assert_ok!(recall(by(CUSTOMS)));
		}
	});
}

#[test]
fn recall_is_refused_when_there_is_no_such_thing_or_recipient() {
	on_chain(|| {
		let vial_a = commission_in(MAKER, [vial(1)], Some(lot("A")))[0];
		let recall = |subject, returns_to: &[OrgId]| {
			let returns_to = returns_to.to_vec().try_into().expect("not too many");
			Custody::recall(by(AGENCY), subject, REASON, returns_to, anywhere())
		};
		assert_noop!(
			recall(Subject::Item(vial(9).id()), &[]),
			Error::<Test>::UnknownItem
		);
		assert_noop!(
			recall(Subject::Lot(lot("B").id()), &[]),
			Error::<Test>::UnknownLot
		);
		assert_noop!(recall(Subject::Lot(vial_a), &[]), Error::<Test>::UnknownLot);
		assert_noop!(
			recall(Subject::Item(vial_a), &[TRADER, 19]),
			Error::<Test>::RecipientNotMember
		);
		for exhausted in [
			Numbers {
				recall: u32::MAX,
				..Counters::<Test>::get()
			},
			Numbers {
				bill: u64::MAX,
				..Counters::<Test>::get()
			},
		] {
			let numbers =
				Counters::<Test>::mutate(|numbers| core::mem::replace(numbers, exhausted));
			assert_noop!(
				recall(Subject::Item(vial_a), &[]),
				Error::<Test>::NumbersExhausted
			);
			Counters::<Test>::put(numbers);
		}
	});
}

#[test]
fn recall_of_a_lot_stops_every_onward_move_in_the_same_block() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..8).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..6).map(case));
		// Loose, on offer, in a case, and four cases deep.
		pack(boxes[0], &vials[2..4]);
		pack(boxes[1], &vials[4..6]);
		for pair in boxes[1..5].windows(2) {
			pack(pair[1], &pair[..1]);
		}
		assert_ok!(offer(vials[1], CARRIER));
		assert_ok!(offer(boxes[0], CARRIER));
		assert_ok!(offer_title(vials[6], Title::Ownership, MAKER, TRADER));
		recall_lot(MAKER, lot("A").id());

		assert_noop!(offer(vials[0], CARRIER), Error::<Test>::ItemIsRecalled);
		assert_noop!(
			offer_title(vials[0], Title::Ownership, MAKER, TRADER),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			Custody::accept(by(CARRIER), vials[1], Title::Custody),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			Custody::accept(by(TRADER), vials[6], Title::Ownership),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			Custody::accept(by(CARRIER), boxes[0], Title::Custody),
			Error::<Test>::RecallSpreading
		);
		assert_noop!(offer(boxes[4], CARRIER), Error::<Test>::RecallSpreading);
		// What is recalled may be packed, and then its container stays, too.
		pack(boxes[5], &vials[7..]);
		assert_noop!(offer(boxes[5], CARRIER), Error::<Test>::ItemIsRecalled);
		// It is not made into anything.
		assert_noop!(
			Custody::transform(
				by(MAKER),
				vec![Input {
					item: vials[0],
					number: None
				}]
				.try_into()
				.expect("one"),
				vec![named(vial(100))].try_into().expect("one"),
				Losses::default(),
				None,
				None,
				anywhere()
			),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			Custody::archive(by(MAKER), vials[0], anywhere()),
			Error::<Test>::ItemIsRecalled
		);

		pass(MINUTE);
		for container in [boxes[0], boxes[4], boxes[5]] {
			assert_noop!(offer(container, TRADER), Error::<Test>::ItemIsRecalled);
		}
		let deep = [1, 2, 3, 4].map(|n| stored(boxes[n]).inside().recalled);
		assert_eq!(deep, [2; 4]);
		// Recalled things may be destroyed.
		assert_ok!(Custody::destroy(by(MAKER), vials[0], anywhere()));
	});
}

#[test]
fn containers_without_the_lot_move_on_while_a_recall_of_it_spreads() {
	on_chain(|| {
		commission_in(MAKER, (0..500).map(vial), Some(lot("A")));
		let others = commission_in(MAKER, (1_000..1_004).map(vial), unlike("A", "B"));
		let loose = commission(MAKER, (2_000..2_004).map(vial));
		let boxes = commission(MAKER, (0..4).map(case));
		pack(boxes[0], &others[..2]);
		pack(boxes[1], &loose[..2]);
		pack(boxes[2], &boxes[..1]);
		recall_lot(MAKER, lot("A").id());
		for item in [others[2], loose[2], boxes[1], boxes[2], boxes[3]] {
			hand_over(item, CARRIER);
		}
		assert!(Errands::<Test>::iter().next().is_some());
	});
}

#[test]
fn only_containers_with_the_lot_are_stopped_when_the_work_is_done() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..4).map(vial), Some(lot("A")));
		let others = commission_in(MAKER, (100..104).map(vial), unlike("A", "B"));
		let boxes = commission(MAKER, (0..3).map(case));
		// Of the first, everything of the lot was taken out: the sketch cannot know.
		pack(boxes[0], &[vials[0], others[0]]);
		unpack(boxes[0], &vials[..1]);
		pack(boxes[1], &[vials[1], others[1]]);
		pack(boxes[2], &others[2..3]);
		recall_lot(MAKER, lot("A").id());
		assert_noop!(offer(boxes[0], CARRIER), Error::<Test>::RecallSpreading);
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::RecallSpreading);
		assert_ok!(offer(boxes[2], CARRIER));
		pass(MINUTE);
		assert_ok!(offer(boxes[0], CARRIER));
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// What is in the way is taken out, and the rest goes on.
		unpack(boxes[1], &vials[1..2]);
		assert_ok!(offer(boxes[1], CARRIER));
	});
}

#[test]
fn recall_of_an_item_stops_what_it_is_packed_in_at_once() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..4).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[0], &vials[..2]);
		pack(boxes[1], &boxes[..1]);
		pack(boxes[2], &vials[2..3]);
		recall(MAKER, Subject::Item(vials[0]), &[]);
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// Others of its lot are not recalled.
		assert_ok!(offer(boxes[2], CARRIER));
		assert_ok!(offer(vials[3], CARRIER));
		let view = Custody::item(boxes[1]).expect("it is there");
		assert!(view.recalled_inside && !view.recalled);
		// A recalled container does not move, and what is in it is recalled with it.
		recall(MAKER, Subject::Item(boxes[2]), &[]);
		assert_noop!(
			Custody::accept(by(CARRIER), boxes[2], Title::Custody),
			Error::<Test>::ItemIsRecalled
		);
		assert!(Custody::item(vials[2]).expect("it is there").recalled);
		assert_ok!(Custody::withdraw_offer(by(MAKER), boxes[2], Title::Custody));
		unpack(boxes[2], &vials[2..3]);
		assert_ok!(offer(vials[2], CARRIER));
	});
}

#[test]
fn recall_reaches_what_was_made_of_the_lot_over_generations() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 100);
		let clean = bulk(MAKER, "CLEAN", 100);
		assert_ok!(transform(MAKER, &[(grain, Some(60))], &[("FLOUR", 60)]));
		let flour = lot("FLOUR").id();
		assert_ok!(transform(
			MAKER,
			&[(flour, Some(30)), (clean, Some(10))],
			&[("DOUGH", 40)]
		));
		let dough = lot("DOUGH").id();
		let (left, right) = (lot("LEFT").id(), lot("RIGHT").id());
		assert_ok!(transform(
			MAKER,
			&[(dough, None)],
			&[("LEFT", 15), ("RIGHT", 25)]
		));
		assert_ok!(transform(MAKER, &[(clean, Some(20))], &[("PURE", 20)]));
		let boxes = commission(MAKER, (0..4).map(case));
		pack(boxes[0], &[left]);
		pack(boxes[1], &boxes[..1]);
		pack(boxes[2], &[lot("PURE").id()]);
		pack(boxes[3], &[flour]);
		recall_lot(AGENCY, grain);
		pass(MINUTE);
		for item in [grain, flour, right, left, boxes[0], boxes[1], boxes[3]] {
			if stored(item).parent.is_none() {
				assert!(offer(item, CARRIER).is_err(), "{:?}", stored(item).epc);
			}
			let view = Custody::item(item).expect("it is there");
			assert!(
				view.recalled || view.recalled_inside,
				"{:?}",
				stored(item).epc
			);
		}
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::ItemIsRecalled);
		assert_noop!(
			transform(MAKER, &[(right, None)], &[("BREAD", 25)]),
			Error::<Test>::ItemIsRecalled
		);
		for item in [clean, boxes[2]] {
			hand_over(item, CARRIER);
		}
		// The lot, three transformations, and flour, dough, left and right, each by its own.
		assert_eq!(Custody::recall_record(1).expect("it is there").reached, 8);
		let reached: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::RecallReached { recall: 1, item } => Some(item),
				_ => None,
			})
			.collect();
		assert_eq!(reached, [flour, dough, left, right]);
	});
}

#[test]
fn recall_reaches_what_is_made_while_it_spreads() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 1_000);
		let mut last = grain;
		// A long line of products: the recall takes a while to come to the last one.
		for n in 0..50 {
			let name = format!("G{n}");
			assert_ok!(transform(MAKER, &[(last, None)], &[(&name, 1_000)]));
			last = lot(&name).id();
		}
		recall_lot(MAKER, grain);
		pass_with(SECOND, Weight::zero());
		assert!(!Custody::item(last).expect("it is there").recalled);
		// The last one is not reached yet, and something is made of it.
		assert_ok!(transform(MAKER, &[(last, None)], &[("LATE", 1_000)]));
		pass_until_idle();
		assert!(
			Custody::item(lot("LATE").id())
				.expect("it is there")
				.recalled
		);
		assert_noop!(
			offer(lot("LATE").id(), CARRIER),
			Error::<Test>::ItemIsRecalled
		);
	});
}

#[test]
fn recall_reaches_what_was_made_of_things_that_are_no_more() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 10);
		assert_ok!(transform(MAKER, &[(grain, None)], &[("FLOUR", 10)]));
		let flour = lot("FLOUR").id();
		// It can be recalled by itself, too, though it was used up.
		recall(MAKER, Subject::Item(grain), &[]);
		pass(SECOND);
		assert_noop!(offer(flour, CARRIER), Error::<Test>::ItemIsRecalled);
		assert_ok!(Custody::end_recall(by(MAKER), 1, anywhere()));
		pass(SECOND);
		assert_ok!(Custody::archive(by(MAKER), grain, anywhere()));
		recall_lot(MAKER, grain);
		pass(SECOND);
		assert_noop!(offer(flour, CARRIER), Error::<Test>::ItemIsRecalled);
	});
}

#[test]
fn recall_reaches_what_was_made_of_things_that_were_removed() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 10);
		assert_ok!(transform(MAKER, &[(grain, None)], &[("FLOUR", 10)]));
		let flour = lot("FLOUR").id();
		assert_ok!(transform(MAKER, &[(flour, None)], &[("BREAD", 10)]));
		let bread = lot("BREAD").id();
		for item in [grain, flour] {
			assert_ok!(Custody::archive(by(MAKER), item, anywhere()));
		}
		pass(RETENTION);
		for item in [grain, flour] {
			assert_ok!(Custody::prune(by(CLINIC), item, 100));
			assert!(Removed::<Test>::contains_key(item));
		}
		recall_lot(MAKER, grain);
		pass(SECOND);
		assert_noop!(offer(bread, CARRIER), Error::<Test>::ItemIsRecalled);
		assert_ok!(Custody::end_recall(by(MAKER), 1, anywhere()));
		pass(SECOND);
		assert_ok!(offer(bread, CARRIER));
	});
}

#[test]
fn things_are_recalled_from_the_first_when_they_come_into_a_recalled_lot() {
	on_chain(|| {
		commission_in(MAKER, [vial(1)], Some(lot("A")));
		recall_lot(MAKER, lot("A").id());
		pass(SECOND);
		let late = commission_in(MAKER, [vial(2), vial(3)], Some(lot("A")));
		assert_noop!(offer(late[0], CARRIER), Error::<Test>::ItemIsRecalled);
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &late[1..]);
		assert_eq!(stored(case).inside().recalled, 1);
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsRecalled);
	});
}

#[test]
fn recalled_item_goes_back_to_whom_it_came_from_and_no_further() {
	on_chain(|| {
		let vial = commission_in(MAKER, [vial(1)], Some(lot("A")))[0];
		for org in [CARRIER, TRADER, CLINIC] {
			hand_over(vial, org);
		}
		recall_lot(AGENCY, lot("A").id());
		assert_noop!(offer(vial, AGENCY), Error::<Test>::ItemIsRecalled);
		assert_noop!(offer(vial, CUSTOMS), Error::<Test>::ItemIsRecalled);
		assert_eq!(
			[CARRIER, TRADER, MAKER].map(|org| Custody::obstacle(vial, Title::Custody, org, None)),
			[None; 3]
		);
		hand_over(vial, TRADER);
		// Whoever had it later is not on the way back.
		assert_noop!(offer(vial, CLINIC), Error::<Test>::ItemIsRecalled);
		hand_over(vial, CARRIER);
		for org in [CLINIC, TRADER] {
			assert_noop!(offer(vial, org), Error::<Test>::ItemIsRecalled);
		}
		hand_over(vial, MAKER);
		for org in [CLINIC, TRADER, CARRIER] {
			assert_noop!(offer(vial, org), Error::<Test>::ItemIsRecalled);
		}
	});
}

#[test]
fn recalled_item_goes_back_to_its_maker_though_its_oldest_hands_are_forgotten() {
	on_chain(|| {
		let vial = commission_in(MAKER, [vial(1)], Some(lot("A")))[0];
		// So many that have it for the first time.
		for org in 7..=20 {
			set_standing(org, Standing::Active);
		}
		for org in 2..=19 {
			hand_over(vial, org);
		}
		assert!(stored(vial).hands.iter().all(|hand| hand.org != MAKER));
		recall_lot(MAKER, lot("A").id());
		assert_noop!(offer(vial, 20), Error::<Test>::ItemIsRecalled);
		assert_ok!(offer(vial, MAKER));
	});
}

#[test]
fn recalled_item_goes_to_whom_the_recall_names_when_the_recall_has_reached_it() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let other = commission_in(MAKER, [vial(9)], Some(lot("B")))[0];
		hand_over(vials[0], CARRIER);
		let first = recall(AGENCY, Subject::Lot(lot("A").id()), &[TRADER]);
		let second = recall(CUSTOMS, Subject::Item(other), &[CLINIC]);
		let go = |item, to, recall| {
			let from = by(custodian(item));
			Custody::offer(
				from,
				item,
				Title::Custody,
				to,
				now() + HOUR,
				recall,
				anywhere(),
			)
		};
		assert_noop!(go(vials[0], TRADER, None), Error::<Test>::ItemIsRecalled);
		assert_noop!(
			go(vials[0], CLINIC, Some(first)),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			go(vials[0], CLINIC, Some(second)),
			Error::<Test>::ItemIsRecalled
		);
		assert_noop!(
			go(vials[0], TRADER, Some(99)),
			Error::<Test>::ItemIsRecalled
		);
		// Whoever recalled may have it, and so may those that were named.
		assert_ok!(go(vials[0], AGENCY, Some(first)));
		assert_ok!(go(vials[1], TRADER, Some(first)));
		assert_ok!(Custody::accept(by(TRADER), vials[1], Title::Custody));
		assert_ok!(go(other, CLINIC, Some(second)));
		// It is called back twice, and the recall that names somebody ends.
		recall_lot(MAKER, lot("A").id());
		assert_ok!(Custody::end_recall(by(AGENCY), first, anywhere()));
		assert_noop!(
			Custody::accept(by(AGENCY), vials[0], Title::Custody),
			Error::<Test>::ItemIsRecalled
		);
		pass(SECOND);
		assert_noop!(
			Custody::accept(by(AGENCY), vials[0], Title::Custody),
			Error::<Test>::ItemIsRecalled
		);
	});
}

#[test]
fn container_with_something_recalled_goes_back_the_way_it_came_and_to_nobody_else() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..2).map(case));
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &boxes[..1]);
		pass(SECOND);
		for org in [CARRIER, CLINIC] {
			hand_over(boxes[1], org);
		}
		let recall = recall(AGENCY, Subject::Lot(lot("A").id()), &[TRADER]);
		let go = |to| {
			let from = by(custodian(boxes[1]));
			let (item, title) = (boxes[1], Title::Custody);
			Custody::offer(
				from,
				item,
				title,
				to,
				now() + HOUR,
				Some(recall),
				anywhere(),
			)
		};
		for work_is_done in [false, true] {
			if work_is_done {
				pass(SECOND);
			}
			for to in [TRADER, AGENCY] {
				let refused = match work_is_done {
					false => Error::<Test>::RecallSpreading,
					true => Error::<Test>::ItemIsRecalled,
				};
				assert_noop!(go(to), refused);
			}
			let back = [CARRIER, MAKER];
			assert_eq!(
				back.map(|org| Custody::obstacle(boxes[1], Title::Custody, org, None)),
				[None; 2]
			);
		}
		hand_over(boxes[1], CARRIER);
		assert_noop!(offer(boxes[1], CLINIC), Error::<Test>::ItemIsRecalled);
		hand_over(boxes[1], MAKER);
		assert_noop!(offer(boxes[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// What is taken out has been where its container was.
		assert_eq!(custodian(vials[0]), MAKER);
		unpack(boxes[1], &boxes[..1]);
		unpack(boxes[0], &vials[..1]);
		let hands: Vec<_> = stored(vials[0]).hands.iter().map(|hand| hand.org).collect();
		assert_eq!(hands, [MAKER, CARRIER, CLINIC, CARRIER, MAKER]);
	});
}

#[test]
fn container_is_no_way_back_to_whom_had_it_before_the_recalled_thing_was_in_it() {
	on_chain(|| {
		// The carrier's crate comes to the maker empty. The carrier never had the vial.
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let crates = commission(CARRIER, (0..2).map(crate_of_carrier));
		pack(crates[1], &crates[..1]);
		hand_over(crates[1], MAKER);
		pass(SECOND);
		pack(crates[0], &vials[..1]);
		recall_lot(MAKER, lot("A").id());
		assert_noop!(offer(crates[1], CARRIER), Error::<Test>::RecallSpreading);
		pass(SECOND);
		assert_noop!(offer(crates[1], CARRIER), Error::<Test>::ItemIsRecalled);
		// Empty, or with something else in it, it goes.
		unpack(crates[0], &vials[..1]);
		assert_ok!(offer(crates[1], CARRIER));
	});
}

#[test]
fn container_goes_back_to_whom_had_it_since_the_last_thing_was_put_into_it() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		hand_over(vials[1], CARRIER);
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &vials[..1]);
		hand_over(case, CARRIER);
		pack(case, &vials[1..]);
		hand_over(case, TRADER);
		hand_over(case, CLINIC);
		recall_lot(MAKER, lot("A").id());
		pass(SECOND);
		assert_ok!(offer(case, TRADER));
		assert_ok!(Custody::withdraw_offer(by(CLINIC), case, Title::Custody));
		assert_ok!(offer(case, CARRIER));
		assert_ok!(Custody::withdraw_offer(by(CLINIC), case, Title::Custody));
		// What the carrier put into it was not with the maker in there.
		assert_noop!(offer(case, MAKER), Error::<Test>::ItemIsRecalled);
		unpack(case, &vials);
		hand_over(vials[0], MAKER);
		hand_over(vials[1], MAKER);
	});
}

#[test]
fn recall_of_a_large_lot_is_done_over_several_blocks_when_there_is_little_room() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..600).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..6).map(case));
		for (case, vials) in boxes.iter().zip(vials.chunks(100)) {
			pack(*case, vials);
		}
		recall_lot(MAKER, lot("A").id());
		// No room at all, in any block: what is reserved is enough to come to an end.
		let mut blocks = 0;
		while Errands::<Test>::iter().next().is_some() {
			for case in &boxes {
				let obstacle = offer(*case, CARRIER).expect_err("none moves in any block");
				let spreading: DispatchError = Error::<Test>::RecallSpreading.into();
				let recalled: DispatchError = Error::<Test>::ItemIsRecalled.into();
				assert!(obstacle == spreading || obstacle == recalled);
			}
			check_invariants();
			pass_with(SECOND, Weight::from_parts(blocks * 7, u64::MAX));
			blocks += 1;
		}
		assert!((4..=8).contains(&blocks), "{blocks}");
		for case in &boxes {
			assert_eq!(stored(*case).inside().recalled, 100);
			assert_noop!(offer(*case, CARRIER), Error::<Test>::ItemIsRecalled);
		}
		assert_eq!(Spreading::<Test>::get(), Spread::default());
		assert_eq!(Busy::<Test>::get(MAKER), 0);
	});
}

#[test]
fn small_recall_is_not_held_up_when_a_large_one_was_there_before() {
	on_chain(|| {
		commission_in(MAKER, (0..1_000).map(vial), Some(lot("BIG")));
		let few = commission_in(MAKER, (2_000..2_005).map(vial), Some(lot("SMALL")));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &few);
		recall_lot(MAKER, lot("BIG").id());
		recall_lot(MAKER, lot("SMALL").id());
		pass_with(SECOND, Weight::zero());
		// They take turns: in a block's reserve there are some fifty turns for each.
		assert_eq!(stored(case).inside().recalled, 5);
		assert_eq!(Spreading::<Test>::get().lots.to_vec(), [lot("BIG").id()]);
		assert_eq!(Busy::<Test>::get(MAKER), 1);
	});
}

#[test]
fn maker_waits_when_as_many_of_its_lots_are_gone_over_as_may() {
	on_chain(|| {
		let names = ["A", "B", "C", "D", "E"];
		for (place, name) in (0..).zip(names) {
			commission_in(
				MAKER,
				(place * 100..place * 100 + 50).map(vial),
				Some(lot(name)),
			);
		}
		let recall = |org, name: &str| {
			let subject = Subject::Lot(lot(name).id());
			Custody::recall(by(org), subject, REASON, Default::default(), anywhere())
		};
		for name in &names[..MAX_BUSY as usize] {
			assert_ok!(recall(MAKER, name));
		}
		assert_noop!(recall(MAKER, "E"), Error::<Test>::TooManyAtOnce);
		assert_noop!(
			Custody::end_recall(by(MAKER), 1, anywhere()),
			Error::<Test>::TooManyAtOnce
		);
		// A regulator does not wait, and nobody waits for others.
		assert_ok!(recall(AGENCY, "E"));
		pass(SECOND);
		assert_ok!(recall(MAKER, "E"));
	});
}

#[test]
fn nothing_that_holds_a_lot_moves_when_more_lots_are_gone_over_than_can_be_listed() {
	on_chain(|| {
		let lots: Vec<_> = (0..MAX_SPREADING + 3).map(|n| format!("L{n}")).collect();
		let mut next = 0;
		for name in &lots {
			commission_in(MAKER, (next..next + 20).map(vial), Some(lot(name)));
			next += 20;
		}
		let other = commission_in(MAKER, [vial(next)], Some(lot("OTHER")))[0];
		let plain = commission(MAKER, [vial(next + 1)])[0];
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[0], &[other]);
		pack(boxes[1], &[plain]);
		for name in &lots {
			recall_lot(AGENCY, lot(name).id());
		}
		let spread = Spreading::<Test>::get();
		assert_eq!(
			(spread.lots.len() as u32, spread.others),
			(MAX_SPREADING, 3)
		);
		assert_noop!(offer(boxes[0], CARRIER), Error::<Test>::RecallSpreading);
		hand_over(boxes[1], CARRIER);
		hand_over(boxes[2], CARRIER);
		// The same lots are called back once more, and then all of it comes to an end.
		for name in &lots[..5] {
			recall_lot(CUSTOMS, lot(name).id());
		}
		assert_eq!(Spreading::<Test>::get().others, 8);
		pass_until_idle();
		assert_eq!(Spreading::<Test>::get(), Spread::default());
		hand_over(boxes[0], CARRIER);
	});
}

#[test]
fn lot_stays_stopped_when_it_is_listed_and_counted_besides() {
	on_chain(|| {
		let last = format!("L{MAX_SPREADING}");
		for n in 0..MAX_SPREADING {
			commission_in(MAKER, [vial(n)], Some(lot(&format!("L{n}"))));
		}
		let many = commission_in(MAKER, (1_000..1_100).map(vial), Some(lot(&last)));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &many[99..]);
		for n in 0..MAX_SPREADING {
			recall_lot(AGENCY, lot(&format!("L{n}")).id());
		}
		recall_lot(AGENCY, lot(&last).id());
		// The small ones are done soon; the large one is not on the list.
		while !stored(case).counted && stored(case).inside().recalled == 0 {
			assert_noop!(offer(case, CARRIER), Error::<Test>::RecallSpreading);
			pass_with(SECOND, Weight::zero());
		}
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsRecalled);
		pass_until_idle();
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsRecalled);
	});
}
