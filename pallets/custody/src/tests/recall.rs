//! How things are called back: at once, wherever they are, and whatever was made of them.

mod going_over;
mod reach;
mod stops;
mod way_back;

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
