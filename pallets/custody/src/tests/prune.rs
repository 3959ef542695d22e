//! How what is stored of items is removed when nobody needs it any more.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::items::{ItemId, Items as _};
use sp_runtime::DispatchError;

/// Anybody may.
const ANYBODY: AccountId = 20;

/// Returns what weight was used, as far as the call tells.
fn prune(item: ItemId, limit: u32) -> Result<Option<sp_runtime::Weight>, DispatchError> {
	Custody::prune(RuntimeOrigin::signed(ANYBODY), item, limit)
		.map(|info| info.actual_weight)
		.map_err(|refused| refused.error)
}

fn archive(item: ItemId) {
	assert_ok!(Custody::archive(by(owner(item)), item, anywhere()));
}

fn observe(item: ItemId) {
	assert_ok!(Custody::observe(
		by(custodian(item)),
		ids(&[item]),
		None,
		None,
		anywhere()
	));
}

fn steps_left(item: ItemId) -> usize {
	Steps::<Test>::iter_prefix(item).count()
}

#[test]
fn prune_leaves_the_name_and_the_head_of_the_chain() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		hand_over(vials[0], CARRIER);
		hand_over(vials[0], MAKER);
		archive(vials[0]);
		let view = Custody::item(vials[0]).expect("an item");
		pass(RETENTION);
		assert_ok!(prune(vials[0], MAX_MOVED));
		assert_eq!(
			last_event(),
			Event::Pruned {
				item: vials[0],
				steps: 3,
				removed: true
			}
		);
		assert_eq!(Custody::item(vials[0]), None);
		assert_eq!(steps_left(vials[0]), 0);
		let gone = Gone {
			head: view.head,
			steps: view.steps,
		};
		assert_eq!(Removed::<Test>::get(vials[0]), Some(gone));
		assert_eq!(Custody::commission_record(1), None);
	});
}

#[test]
fn prune_waits_for_the_retention_to_be_over() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		pass(RETENTION);
		archive(vials[0]);
		assert_noop!(prune(vials[0], MAX_MOVED), Error::<Test>::NotPrunable);
		pass(RETENTION - 1);
		assert_noop!(prune(vials[0], MAX_MOVED), Error::<Test>::NotPrunable);
		pass(1);
		assert_ok!(prune(vials[0], MAX_MOVED));
	});
}

#[test]
fn prune_waits_anew_when_an_error_was_declared_after_the_archiving() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		observe(vials[0]);
		archive(vials[0]);
		pass(RETENTION - 1);
		assert_ok!(Custody::declare_wrong(
			by(MAKER),
			vials[0],
			1,
			Wrong::DidNotOccur,
			anywhere()
		));
		pass(1);
		assert_noop!(prune(vials[0], MAX_MOVED), Error::<Test>::NotPrunable);
		pass(RETENTION - 1);
		assert_ok!(prune(vials[0], MAX_MOVED));
		assert_eq!(DeclaredWrong::<Test>::iter().count(), 0);
		assert_eq!(held(MAKER.into()), 0);
	});
}

#[test]
fn prune_is_refused_when_the_item_is_unknown_or_not_archived() {
	on_chain(|| {
		assert_noop!(prune(vial(9).id(), MAX_MOVED), Error::<Test>::UnknownItem);
		let vials = commission(MAKER, [1, 2].map(vial));
		destroy(vials[1]);
		pass(RETENTION);
		for item in vials {
			assert_noop!(prune(item, MAX_MOVED), Error::<Test>::NotPrunable);
		}
	});
}

#[test]
fn prune_is_refused_when_a_recall_is_about_the_item_or_its_lot() {
	on_chain(|| {
		let vials = commission_in(MAKER, [vial(1)], Some(lot("A")));
		archive(vials[0]);
		pass(RETENTION);
		for subject in [Subject::Item(vials[0]), Subject::Lot(lot("A").id())] {
			let recall = recall(AGENCY, subject, &[]);
			pass(RETENTION);
			assert_noop!(prune(vials[0], MAX_MOVED), Error::<Test>::ItemIsRecalled);
			assert_ok!(Custody::end_recall(by(AGENCY), recall, anywhere()));
			pass(RETENTION);
		}
		assert_ok!(prune(vials[0], MAX_MOVED));
	});
}

#[test]
fn prune_is_refused_while_somebody_watches_the_item() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		archive(vials[0]);
		for _ in 0..2 {
			assert_ok!(Custody::watch(&vials[0]));
		}
		pass(RETENTION);
		for _ in 0..2 {
			assert_noop!(prune(vials[0], MAX_MOVED), Error::<Test>::NotPrunable);
			Custody::unwatch(&vials[0]);
		}
		assert_ok!(prune(vials[0], MAX_MOVED));
	});
}

#[test]
fn prune_needs_an_account_and_no_more() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		archive(vials[0]);
		pass(RETENTION);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(
				Custody::prune(origin, vials[0], 1),
				DispatchError::BadOrigin
			);
		}
		assert_ok!(prune(vials[0], 1));
	});
}

#[test]
fn prune_takes_several_calls_when_there_are_more_steps_than_the_limit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		for _ in 0..4 {
			observe(vials[0]);
		}
		archive(vials[0]);
		pass(RETENTION);
		let head = Custody::item(vials[0]).expect("an item").head;
		let mut before = held(MAKER.into());
		for (limit, removed, left) in [(2, 2, 3), (0, 0, 3), (2, 2, 1)] {
			let weight = prune(vials[0], limit).expect("it is time");
			assert_eq!(weight, Some(<()>::prune(removed)));
			assert_eq!(
				last_event(),
				Event::Pruned {
					item: vials[0],
					steps: removed,
					removed: false
				}
			);
			assert_eq!(steps_left(vials[0]), left);
			// Each step's deposit goes back with it.
			assert_eq!(held(MAKER.into()) < before, removed > 0);
			before = held(MAKER.into());
			check_invariants();
		}
		// The archiving itself goes last, with the item.
		assert_eq!(last_step(vials[0]).deed, Deed::Archived);
		let weight = prune(vials[0], 2).expect("it is time");
		assert_eq!(weight, Some(<()>::prune(1)));
		assert_eq!(
			last_event(),
			Event::Pruned {
				item: vials[0],
				steps: 1,
				removed: true
			}
		);
		assert_eq!(held(MAKER.into()), 0);
		let gone = Removed::<Test>::get(vials[0]).expect("it was there");
		assert_eq!((gone.head, gone.steps), (head, 6));
		assert_noop!(prune(vials[0], 2), Error::<Test>::UnknownItem);
	});
}

#[test]
fn prune_removes_no_more_than_a_hundred_steps_whatever_the_limit() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		for _ in 0..150 {
			observe(vials[0]);
		}
		archive(vials[0]);
		pass(RETENTION);
		assert_ok!(prune(vials[0], u32::MAX));
		assert_eq!(steps_left(vials[0]), 51);
		assert_ok!(prune(vials[0], u32::MAX));
		assert_eq!(Custody::item(vials[0]), None);
	});
}

#[test]
fn prune_can_be_broken_off_by_a_recall_and_goes_on_after_it() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		for _ in 0..4 {
			observe(vials[0]);
		}
		archive(vials[0]);
		pass(RETENTION);
		assert_ok!(prune(vials[0], 2));
		let recall = recall(AGENCY, Subject::Item(vials[0]), &[]);
		assert_noop!(prune(vials[0], 2), Error::<Test>::ItemIsRecalled);
		assert_ok!(Custody::end_recall(by(AGENCY), recall, anywhere()));
		pass(RETENTION);
		assert_ok!(prune(vials[0], MAX_MOVED));
		assert_eq!(Custody::item(vials[0]), None);
	});
}

#[test]
fn prune_returns_every_deposit_to_who_paid_it() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials);
		hand_over(boxes[0], CARRIER);
		unpack(boxes[0], &vials);
		hand_over(vials[0], CLINIC);
		let signal = thermometer(1, CLINIC);
		assert_ok!(Custody::attach_policy(
			by(CLINIC),
			vials[0],
			signal,
			cold_chain(),
			anywhere()
		));
		hold(vials[0]);
		release(vials[0]);
		let recall = recall(AGENCY, Subject::Item(vials[0]), &[]);
		assert_ok!(Custody::acknowledge(
			by(CLINIC),
			recall,
			vials[0],
			anywhere()
		));
		assert_ok!(Custody::end_recall(by(AGENCY), recall, anywhere()));
		pass(MINUTE);
		// An offer that nobody took away.
		assert_ok!(offer(vials[0], CARRIER));
		pass(HOUR);
		for item in [vials[0], boxes[0]] {
			if custodian(item) != MAKER {
				hand_over(item, MAKER);
			}
			assert_ok!(offer_title(item, Title::Ownership, MAKER, CLINIC));
			pass(HOUR);
			archive(item);
		}
		pass(RETENTION);
		for payer in [MAKER, CARRIER, CLINIC, CUSTOMS] {
			assert!(held(payer.into()) > 0, "{payer}");
		}
		assert_ok!(prune(vials[0], MAX_MOVED));
		check_invariants();
		// What the packing of both stored is paid for until both are gone.
		assert!(held(MAKER.into()) > 0 && held(CARRIER.into()) > 0);
		assert_ok!(prune(boxes[0], MAX_MOVED));
		for payer in [MAKER, CARRIER, CLINIC, CUSTOMS] {
			assert_eq!(held(payer.into()), 0, "{payer}");
		}
		// A recall stays on record.
		assert_eq!(held(AGENCY.into()), 1_000 + Custody::recall_bytes() as u128);
		assert_eq!(Bills::<Test>::iter().count(), 1);
		assert_eq!(Offers::<Test>::iter().count(), 0);
		assert_eq!(Guards::<Test>::iter().count(), 0);
		assert_eq!(Acknowledgements::<Test>::iter().count(), 0);
	});
}

#[test]
fn prune_keeps_the_commission_until_its_last_item_is_gone() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		for item in &vials {
			archive(*item);
		}
		pass(RETENTION);
		assert_ok!(prune(vials[0], MAX_MOVED));
		let record = Custody::commission_record(1).expect("one is left");
		assert_eq!(record.items, 1);
		// The other one's first step is still told.
		assert_eq!(Custody::trace(vials[1], None, 10).items.len(), 2);
		assert_ok!(prune(vials[1], MAX_MOVED));
		assert_eq!(Custody::commission_record(1), None);
		assert_eq!(held(MAKER.into()), 0);
	});
}

#[test]
fn prune_keeps_how_things_were_made_of_others() {
	on_chain(|| {
		let vials = commission(MAKER, [vial(1)]);
		let input = Input {
			item: vials[0],
			number: None,
		};
		assert_ok!(Custody::transform(
			by(MAKER),
			vec![input].try_into().expect("one"),
			vec![named(vial(2))].try_into().expect("one"),
			Losses::default(),
			None,
			None,
			anywhere()
		));
		archive(vials[0]);
		pass(RETENTION);
		assert_ok!(prune(vials[0], MAX_MOVED));
		let record = Custody::transformation(1).expect("it is recorded");
		assert_eq!(record.inputs[0].0, vials[0]);
		assert_eq!(Custody::trace(vial(2).id(), None, 10).items.len(), 1);
	});
}

#[test]
fn prune_makes_no_verdict_better_when_a_container_goes() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let crates = commission(MAKER, [case(1)]);
		let signal = thermometer(1, MAKER);
		assert_ok!(Custody::attach_policy(
			by(MAKER),
			crates[0],
			signal,
			cold_chain(),
			anywhere()
		));
		pack(crates[0], &vials);
		for sequence in 1..=3 {
			reads(signal, sequence, 90);
			pass(10 * MINUTE);
		}
		unpack(crates[0], &vials);
		assert_eq!(Custody::verdict(vials[0]), Some(Finding::Breached));
		archive(crates[0]);
		pass(RETENTION);
		assert_ok!(prune(crates[0], MAX_MOVED));
		let verdict = Custody::verdict(vials[0]);
		assert!(
			matches!(verdict, Some(Finding::Breached | Finding::Unknown)),
			"{verdict:?}"
		);
	});
}
