//! Items: their verdicts, hands and states, where they are packed, and holding them.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_agreements::{Action, Unknown};
use hallmark_types::items::{Holder, Judgement, Life, Verdict};

#[test]
fn clause_reads_verdict_hands_and_state() {
	on_chain(|| {
		let id = agree(&terms(&[
			once("item(i1).verdict = breached", &[pay(10)]),
			once("item(i1).verdict = good", &[pay(10)]),
			once("item(i1).custodian = party 1", &[pay(10)]),
			once("item(i1).accepted by party 1", &[pay(10)]),
			once("item(i1).custodian = org 9", &[pay(10)]),
			once("item(i1).state = destroyed", &[pay(10)]),
		]));
		judge(item(1), Verdict::Unknown);
		settle();
		assert_eq!(fired(id), [0, 0, 0, 0, 0, 0]);
		judge(item(1), Verdict::Good);
		settle();
		assert_eq!(fired(id), [0, 1, 0, 0, 0, 0]);
		accept(item(1), BOB);
		settle();
		assert_eq!(fired(id), [0, 1, 1, 1, 0, 0]);
		judge(item(1), Verdict::Breached);
		change_item(item(1), |thing| thing.facts.life = Life::Destroyed);
		settle();
		assert_eq!(fired(id), [1, 1, 1, 1, 0, 1]);
	});
}

#[test]
fn what_was_accepted_before_the_agreement_does_not_count() {
	on_chain(|| {
		accept(item(1), BOB);
		pass(MINUTE);
		let id = agree(&terms(&[once("item(i1).accepted by party 1", &[pay(10)])]));
		settle();
		assert_eq!(fired(id), [0]);
		accept(item(1), BOB);
		settle();
		assert_eq!(fired(id), [1]);
	});
}

#[test]
fn verdict_that_time_alone_changes_is_on_the_agenda() {
	on_chain(|| {
		let id = agree(&terms(&[once("item(i1).verdict = breached", &[pay(10)])]));
		let until = now() + HOUR;
		change_item(item(1), |thing| {
			thing.judgement = Some(Judgement {
				verdict: Verdict::Good,
				until: Some(until),
			})
		});
		settle();
		assert_eq!(agreement(id).due, Some(until));
	});
}

#[test]
fn change_at_the_root_is_heard_wherever_the_item_is_packed() {
	on_chain(|| {
		let id = agree(&terms(&[every("item(i1).custodian = party 1", &[pay(10)])]));
		let root = |n| Watchers::<Test>::get(Source::Item(item(n)), id);
		assert_eq!((root(1), root(2), root(9)), (Some(1), None, None));
		// The item goes into a container, of which is heard at the item itself.
		change_item(item(1), |thing| thing.facts.root = item(2));
		settle();
		assert_eq!((root(1), root(2)), (Some(1), Some(1)));
		// The container changes hands, of which is heard at the container.
		accept(item(1), BOB);
		settle();
		assert_eq!(fired(id), [1]);
		// It goes into another one, and out again.
		change_item(item(1), |thing| thing.facts.root = item(9));
		Agreements::mark(Source::Item(item(2)));
		settle();
		assert_eq!((root(1), root(2), root(9)), (Some(1), None, Some(1)));
		change_item(item(1), |thing| thing.facts.root = item(1));
		settle();
		assert_eq!((root(1), root(2), root(9)), (Some(1), None, None));
	});
}

#[test]
fn item_that_is_a_container_of_another_is_watched_for_both() {
	on_chain(|| {
		change_item(item(1), |thing| thing.facts.root = item(2));
		let id = agree(&terms(&[once(
			"item(i1).state = held or item(i2).state = held",
			&[pay(10)],
		)]));
		let container = Source::Item(item(2));
		assert_eq!(Watchers::<Test>::get(container, id), Some(2));
		assert_eq!(ItemWatchers::get()[&item(2)], 1);
		change_item(item(1), |thing| thing.facts.root = item(1));
		Agreements::mark(container);
		settle();
		assert_eq!(Watchers::<Test>::get(container, id), Some(1));
	});
}

#[test]
fn item_is_held_as_long_as_the_agreement_lasts() {
	on_chain(|| {
		let hold = Action::HoldItem(item(1));
		let id = agree(&terms(&[
			once("confirmed(party 0)", &[hold]),
			once("confirmed(party 1)", &[Action::End]),
		]));
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		assert!(events().contains(&Event::ItemHeld {
			agreement: id,
			item: item(1)
		}));
		assert_eq!(Stock::get()[&item(1)].holders, [Holder::Agreement(id)]);
		assert_ok!(Agreements::confirm(by(BOB), id));
		settle();
		assert_eq!(Stock::get()[&item(1)].holders, []);
	});
}

#[test]
fn item_is_not_held_when_it_is_no_partys_any_more() {
	on_chain(|| {
		let hold = Action::HoldItem(item(1));
		let id = agree(&terms(&[once("confirmed(party 0)", &[pay(100), hold])]));
		change_item(item(1), |thing| {
			thing.facts.owner = STRANGER;
			thing.facts.custodian = STRANGER;
		});
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		assert_eq!(Stock::get()[&item(1)].holders, []);
		assert_eq!((fired(id), ledger(id).paid), (vec![0], 0));
		assert!(events().iter().any(|event| matches!(
			event,
			Event::FiringFailed { reason, .. }
				if *reason == Error::<Test>::ItemNotOurs.into()
		)));
	});
}

#[test]
fn item_that_is_gone_is_unknown() {
	on_chain(|| {
		let mut clause = once("item(i1).state = held", &[pay(100)]);
		clause.unknown = Unknown::Ends { after: 0 };
		let id = agree(&terms(&[clause]));
		let mut stock = Stock::get();
		stock.remove(&item(1));
		Stock::set(&stock);
		Agreements::mark(Source::Item(item(1)));
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Unknown));
		self::stock(item(1), ALICE);
	});
}
