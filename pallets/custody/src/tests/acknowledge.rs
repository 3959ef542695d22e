//! How holders say that they have heard of a recall.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::ItemId,
	organisation::{OrgId, Standing},
};
use sp_runtime::{DispatchError, DispatchResult};

fn acknowledge(org: OrgId, recall: RecallId, item: ItemId) -> DispatchResult {
	Custody::acknowledge(by(org), recall, item, anywhere())
}

#[test]
fn acknowledgement_is_written_down_and_paid_for_when_a_holder_has_heard() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &vials);
		hand_over(case, CLINIC);
		let recall = recall_lot(MAKER, lot("A").id());
		let before = held(CLINIC.into());
		pass(MINUTE);
		assert_ok!(acknowledge(CLINIC, recall, vials[0]));
		assert_eq!(
			last_event(),
			Event::RecallAcknowledged { recall, by: CLINIC }
		);
		assert_eq!(Acknowledgements::<Test>::get(recall, CLINIC), Some(now()));
		let step = last_step(vials[0]);
		assert_eq!(step.deed, Deed::Acknowledged { recall });
		let bytes = Custody::step_bytes(&step) + Custody::record_bytes(&now());
		assert_eq!(held(CLINIC.into()), before + 1_000 + bytes as u128);
		// Once is enough, for whatever one has of it.
		for vial in vials {
			assert_noop!(
				acknowledge(CLINIC, recall, vial),
				Error::<Test>::AlreadyAcknowledged
			);
		}
	});
}

#[test]
fn each_holder_acknowledges_each_recall_by_itself() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..3).map(vial), Some(lot("A")));
		hand_over(vials[1], TRADER);
		hand_over(vials[2], CLINIC);
		let first = recall_lot(MAKER, lot("A").id());
		let second = recall(AGENCY, Subject::Item(vials[1]), &[]);
		for (org, vial) in [(MAKER, vials[0]), (TRADER, vials[1]), (CLINIC, vials[2])] {
			assert_ok!(acknowledge(org, first, vial));
		}
		assert_ok!(acknowledge(TRADER, second, vials[1]));
		assert_noop!(
			acknowledge(CLINIC, second, vials[2]),
			Error::<Test>::NotReached
		);
		let page = Custody::acknowledgements(first, None, 10);
		assert_eq!(page.items.len(), 3);
		assert_eq!(
			Custody::acknowledgements(second, None, 10).items,
			[(TRADER, now())]
		);
	});
}

#[test]
fn acknowledgement_is_refused_when_the_recall_has_not_reached_the_item() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let other = commission_in(MAKER, [vial(9)], Some(lot("B")))[0];
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &vials[..1]);
		assert_noop!(
			acknowledge(MAKER, 1, vials[0]),
			Error::<Test>::UnknownRecall
		);
		let recall = recall_lot(MAKER, lot("A").id());
		assert_noop!(acknowledge(MAKER, recall, other), Error::<Test>::NotReached);
		// The container is not recalled.
		assert_noop!(acknowledge(MAKER, recall, case), Error::<Test>::NotReached);
		assert_noop!(
			acknowledge(MAKER, recall, vial(99).id()),
			Error::<Test>::UnknownItem
		);
		assert_ok!(Custody::destroy(by(MAKER), vials[1], anywhere()));
		assert_noop!(
			acknowledge(MAKER, recall, vials[1]),
			Error::<Test>::ItemEnded
		);
		assert_ok!(Custody::end_recall(by(MAKER), recall, anywhere()));
		assert_noop!(
			acknowledge(MAKER, recall, vials[0]),
			Error::<Test>::RecallIsOver
		);
	});
}

#[test]
fn acknowledgement_is_refused_to_all_but_the_custodian() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &vials[..1]);
		hand_over(case, CLINIC);
		let recall = recall_lot(MAKER, lot("A").id());
		// The owner does not have it.
		assert_noop!(
			acknowledge(MAKER, recall, vials[0]),
			Error::<Test>::NotCustodian
		);
		assert_noop!(
			acknowledge(CLINIC, recall, vials[1]),
			Error::<Test>::NotCustodian
		);
		let by_somebody = |origin| Custody::acknowledge(origin, recall, vials[0], anywhere());
		assert_noop!(by_somebody(by_clerk(CLINIC)), OUT_OF_SCOPE);
		assert_noop!(by_somebody(by(20)), NOT_A_MEMBER);
		assert_noop!(by_somebody(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(by_somebody(by_pauper(CLINIC)), NO_MONEY);
		set_standing(CLINIC, Standing::Suspended);
		assert_noop!(by_somebody(by(CLINIC)), NOT_ACTIVE);
	});
}

#[test]
fn holder_of_a_product_acknowledges_when_the_recall_has_come_to_it() {
	on_chain(|| {
		let grain = super::recall::bulk(MAKER, "GRAIN", 10);
		assert_ok!(super::recall::transform(
			MAKER,
			&[(grain, None)],
			&[("FLOUR", 10)]
		));
		let flour = lot("FLOUR").id();
		hand_over(flour, TRADER);
		let recall = recall_lot(MAKER, grain);
		assert_noop!(
			acknowledge(TRADER, recall, flour),
			Error::<Test>::NotReached
		);
		pass(SECOND);
		assert_ok!(acknowledge(TRADER, recall, flour));
	});
}
