//! What other pallets ask about items, and what they are told.

use super::{hold::hold, policies::attach, recall::stored};
use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::UnfilteredDispatchable, BoundedVec,
};
use hallmark_types::{
	items::{Holder, ItemFacts, ItemId, Items as ItemsTrait, Life},
	organisation::OrgId,
};

fn facts(item: ItemId) -> ItemFacts {
	<Custody as ItemsTrait>::facts(&item).expect("it is there")
}

fn watch(item: ItemId) {
	assert_ok!(<Custody as ItemsTrait>::watch(&item));
	told();
}

fn let_hold(item: ItemId, agreement: u32) -> sp_runtime::DispatchResult {
	<Custody as ItemsTrait>::hold(&item, Holder::Agreement(agreement), REASON)
}

fn let_go(item: ItemId, agreement: u32) {
	<Custody as ItemsTrait>::release(&item, Holder::Agreement(agreement));
}

fn accepted_since(item: ItemId, org: OrgId, since: u64) -> bool {
	<Custody as ItemsTrait>::accepted_since(&item, org, since)
}

#[test]
fn facts_are_what_containers_decide() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..2).map(case));
		let alone = ItemFacts {
			life: Life::Active,
			owner: MAKER,
			custodian: MAKER,
			root: vials[0],
			offered: false,
			held: false,
			recalled: false,
		};
		assert_eq!(facts(vials[0]), alone);
		assert!(!alone.is_packed(&vials[0]));
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &boxes[..1]);
		hand_over(boxes[1], CARRIER);
		assert_ok!(offer_title(boxes[1], Title::Ownership, MAKER, TRADER));
		assert_ok!(Custody::accept(by(TRADER), boxes[1], Title::Ownership));
		let packed = ItemFacts {
			owner: TRADER,
			custodian: CARRIER,
			root: boxes[1],
			..alone
		};
		assert_eq!(facts(vials[0]), packed);
		assert!(packed.is_packed(&vials[0]));
		assert_ok!(offer(boxes[1], CLINIC));
		assert!(facts(vials[0]).offered);
		pass(HOUR);
		assert!(!facts(vials[0]).offered);
		assert_ok!(hold(CUSTOMS, boxes[0]));
		assert!(facts(vials[0]).held && facts(boxes[0]).held && !facts(boxes[1]).held);
		recall_lot(MAKER, lot("A").id());
		assert!(facts(vials[0]).recalled && facts(vials[1]).recalled && !facts(boxes[0]).recalled);
		recall(MAKER, Subject::Item(boxes[1]), &[]);
		assert!(facts(boxes[0]).recalled);
		destroy(vials[1]);
		assert_eq!(facts(vials[1]).life, Life::Destroyed);
		assert_eq!(<Custody as ItemsTrait>::facts(&vial(9).id()), None);
	});
}

#[test]
fn acceptance_counts_packed_or_not_from_its_moment_on() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		let boxes = commission(MAKER, (0..2).map(case));
		pack(boxes[0], &vials[..1]);
		pass(MINUTE);
		pack(boxes[1], &boxes[..1]);
		pass(MINUTE);
		hand_over(boxes[1], CARRIER);
		let at = now();
		pass(MINUTE);
		assert!(accepted_since(vials[0], CARRIER, START));
		assert!(accepted_since(vials[0], CARRIER, at));
		assert!(!accepted_since(vials[0], CARRIER, at + 1));
		assert!(!accepted_since(vials[0], CLINIC, START));
		assert!(!accepted_since(vials[1], CARRIER, START));
		// Whoever named it has not got it from anybody.
		assert!(!accepted_since(vials[0], MAKER, START));
		hand_over(boxes[1], MAKER);
		assert!(accepted_since(vials[0], MAKER, START));
		// What was put into the pallet later was not with the carrier.
		pack(boxes[0], &vials[1..]);
		assert!(!accepted_since(vials[1], CARRIER, START));
		unpack(boxes[1], &boxes[..1]);
		unpack(boxes[0], &vials);
		assert!(accepted_since(vials[0], CARRIER, at));
		assert!(!accepted_since(vials[1], CARRIER, START));
		assert!(!accepted_since(vial(9).id(), MAKER, 0));
		// That it changed its owner is no acceptance.
		assert_ok!(offer_title(vials[0], Title::Ownership, MAKER, TRADER));
		assert_ok!(Custody::accept(by(TRADER), vials[0], Title::Ownership));
		assert!(!accepted_since(vials[0], TRADER, START));
	});
}

#[test]
fn watchers_are_counted_and_unknown_items_are_not_watched() {
	on_chain(|| {
		let vial_1 = commission(MAKER, [vial(1)])[0];
		assert_noop!(
			<Custody as ItemsTrait>::watch(&vial(9).id()),
			Error::<Test>::UnknownItem
		);
		watch(vial_1);
		watch(vial_1);
		assert_eq!(stored(vial_1).watchers, 2);
		for rest in [1, 0, 0] {
			<Custody as ItemsTrait>::unwatch(&vial_1);
			assert_eq!(stored(vial_1).watchers, rest);
		}
		<Custody as ItemsTrait>::unwatch(&vial(9).id());
		assert_eq!(Custody::item(vial(9).id()), None);
		Items::<Test>::mutate_extant(vial_1, |item| item.watchers = u32::MAX);
		assert_noop!(
			<Custody as ItemsTrait>::watch(&vial_1),
			Error::<Test>::NumbersExhausted
		);
	});
}

#[test]
fn watched_item_is_not_removed() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		watch(vial);
		assert_ok!(Custody::archive(by(MAKER), vial, anywhere()));
		pass(RETENTION);
		assert_noop!(
			Custody::prune(by(MAKER), vial, 100),
			Error::<Test>::NotPrunable
		);
		<Custody as ItemsTrait>::unwatch(&vial);
		assert_ok!(Custody::prune(by(MAKER), vial, 100));
	});
}

#[test]
fn nobody_is_told_of_items_that_nobody_watches() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &vials);
		hand_over(case, CARRIER);
		assert_ok!(hold(CUSTOMS, vials[0]));
		recall_lot(MAKER, lot("A").id());
		pass(SECOND);
		assert_eq!(told(), []);
	});
}

#[test]
fn whoever_watches_is_told_of_every_change() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let case = commission(MAKER, [case(1)])[0];
		let signal = thermometer(1, MAKER);
		let vial = vials[0];
		watch(vial);
		let tells = |what: &str, change: &dyn Fn()| {
			change();
			assert_eq!(told(), [vial], "{what}");
		};
		tells("offer", &|| {
			assert_ok!(offer(vial, CARRIER));
		});
		tells("withdrawal", &|| {
			assert_ok!(Custody::withdraw_offer(by(MAKER), vial, Title::Custody));
		});
		assert_ok!(offer(vial, CARRIER));
		told();
		tells("rejection", &|| {
			let reason = Rejection::Other;
			assert_ok!(Custody::reject(by(CARRIER), vial, Title::Custody, reason));
		});
		assert_ok!(offer(vial, CARRIER));
		told();
		tells("acceptance", &|| {
			assert_ok!(Custody::accept(by(CARRIER), vial, Title::Custody));
		});
		hand_over(vial, MAKER);
		told();
		tells("packing", &|| pack(case, &[vial]));
		tells("unpacking", &|| unpack(case, &[vial]));
		tells("hold", &|| {
			assert_ok!(hold(CUSTOMS, vial));
		});
		tells("release", &|| {
			assert_ok!(Custody::release(by(CUSTOMS), vial, CUSTOMS, anywhere()));
		});
		tells("policy", &|| {
			assert_ok!(attach(MAKER, vial, signal));
		});
		tells("reading", &|| {
			reads(signal, 1, 50);
			pass(SECOND);
		});
		tells("end of the policy", &|| {
			assert_ok!(Custody::detach_policy(by(MAKER), vial, 0, anywhere()));
		});
		tells("recall", &|| {
			recall(MAKER, Subject::Item(vial), &[]);
		});
		tells("end of the recall", &|| {
			assert_ok!(Custody::end_recall(by(MAKER), 1, anywhere()));
			pass(SECOND);
		});
		tells("recall of its lot", &|| {
			recall_lot(MAKER, lot("A").id());
			pass(SECOND);
		});
		tells("destruction", &|| destroy(vial));
	});
}

#[test]
fn whoever_watches_the_root_is_told_when_something_in_it_changes() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..3).map(case));
		let signal = thermometer(1, MAKER);
		let root = boxes[2];
		for pair in boxes.windows(2) {
			pack(pair[1], &pair[..1]);
		}
		watch(root);
		let tells = |what: &str, change: &dyn Fn()| {
			change();
			assert!(told().contains(&root), "{what}");
		};
		tells("packing", &|| pack(boxes[0], &vials));
		tells("unpacking", &|| unpack(boxes[0], &vials[1..]));
		tells("hand-over", &|| hand_over(root, CARRIER));
		tells("hold", &|| {
			assert_ok!(hold(CUSTOMS, vials[0]));
		});
		tells("release", &|| {
			assert_ok!(Custody::release(by(CUSTOMS), vials[0], CUSTOMS, anywhere()));
		});
		tells("policy", &|| {
			assert_ok!(attach(MAKER, vials[0], signal));
		});
		tells("reading", &|| {
			reads(signal, 1, 50);
			pass(SECOND);
		});
		tells("end of the policy", &|| {
			assert_ok!(Custody::detach_policy(by(MAKER), vials[0], 0, anywhere()));
		});
		tells("recall", &|| {
			recall_lot(MAKER, lot("A").id());
			pass(SECOND);
		});
		tells("end of the recall", &|| {
			assert_ok!(Custody::end_recall(by(MAKER), 1, anywhere()));
			pass(SECOND);
		});
	});
}

#[test]
fn item_is_told_of_when_it_is_used_up() {
	on_chain(|| {
		let grain = super::recall::bulk(MAKER, "GRAIN", 10);
		watch(grain);
		assert_ok!(super::recall::transform(
			MAKER,
			&[(grain, Some(4))],
			&[("FLOUR", 4)]
		));
		assert_eq!(told(), [grain]);
	});
}

#[test]
fn agreement_holds_and_releases_and_pays_nothing() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &[vial]);
		let before = held(MAKER.into());
		let holder = Holder::Agreement(7);
		assert_ok!(let_hold(vial, 7));
		assert_eq!(
			last_event(),
			Event::Held {
				item: vial,
				holder,
				reason: REASON
			}
		);
		let step = last_step(vial);
		assert_eq!((step.by, step.bill), (0, 0));
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsHeld);
		// Twice is once.
		assert_ok!(let_hold(vial, 7));
		assert_eq!(stored(vial).holds, 1);
		assert_ok!(let_hold(vial, 8));
		let_go(vial, 9);
		assert_eq!(stored(vial).holds, 2);
		let_go(vial, 7);
		assert_eq!(last_event(), Event::Released { item: vial, holder });
		let_go(vial, 7);
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsHeld);
		let_go(vial, 8);
		assert_ok!(offer(case, CARRIER));
		assert_eq!(Holds::<Test>::iter().count(), 0);
		let deposit = Bills::<Test>::iter_values().map(|bill| bill.payer);
		assert!(deposit.into_iter().all(|payer| payer == u64::from(MAKER)));
		assert!(held(MAKER.into()) > before);
	});
}

#[test]
fn agreement_does_not_hold_what_is_not_there_or_is_held_by_as_many_as_may() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		assert_noop!(let_hold(vial(9).id(), 1), Error::<Test>::UnknownItem);
		destroy(vials[1]);
		assert_noop!(let_hold(vials[1], 1), Error::<Test>::ItemEnded);
		for agreement in 0..u32::from(MAX_HOLDERS) {
			assert_ok!(let_hold(vials[0], agreement));
		}
		assert_noop!(let_hold(vials[0], 99), Error::<Test>::TooManyHolders);
		// Who holds it already is no further holder.
		assert_ok!(let_hold(vials[0], 3));
		let_go(vial(9).id(), 1);
	});
}

#[test]
fn steps_of_agreements_are_removed_with_the_item() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		assert_ok!(let_hold(vial, 7));
		let_go(vial, 7);
		assert_ok!(Custody::archive(by(MAKER), vial, anywhere()));
		pass(RETENTION);
		assert_ok!(Custody::prune(by(MAKER), vial, 100));
		assert_eq!(Bills::<Test>::iter().count(), 0);
		assert_eq!(Steps::<Test>::iter().count(), 0);
	});
}

#[test]
fn no_more_are_told_than_is_paid_for() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let boxes = commission(MAKER, (0..4).map(case));
		pack(boxes[0], &[vial]);
		for pair in boxes.windows(2) {
			pack(pair[1], &pair[..1]);
		}
		for item in boxes.iter().chain([&vial]) {
			watch(*item);
		}
		TellingCosts::set(1);
		let subject = Subject::Item(vial);
		let (item, reason, context) = (vial, REASON, anywhere());
		let returns_to = BoundedVec::new();
		let hold = Call::<Test>::hold {
			item,
			reason,
			context,
		};
		let release = Call::release {
			item,
			holder: CUSTOMS,
			context,
		};
		let recall = Call::recall {
			subject,
			reason,
			returns_to,
			context,
		};
		let offer = Call::offer {
			item: boxes[3],
			title: Title::Ownership,
			to: CARRIER,
			expires_at: now() + HOUR,
			recall: None,
			context,
		};
		let calls = [
			(MAKER, offer),
			(CUSTOMS, hold),
			(CUSTOMS, release),
			(MAKER, recall),
		];
		for (org, call) in calls {
			let paid = call.get_dispatch_info().call_weight.ref_time();
			assert_ok!(call.clone().dispatch_bypass_filter(by(org)));
			let told = told().len() as u64;
			assert!(told <= paid, "{call:?}: {told} were told, {paid} paid for");
		}
		assert_eq!(<Custody as ItemsTrait>::hold_weight().ref_time(), 5);
		TellingCosts::set(0);
	});
}
