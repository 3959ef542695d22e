//! The end by time: whatever came true before counts, and everything goes back.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{Action, Ruling};

#[test]
fn what_rests_goes_back_when_the_time_is_over() {
	on_chain(|| {
		let id = agree(&terms(&[once("confirmed(party 0)", &[pay(100)])]));
		Now::set(START + 100 * DAY - 1);
		settle();
		Now::set(START + 100 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Expired));
		assert_eq!((free(1) + deposits(1), free(2)), (ENDOWMENT, ENDOWMENT));
		assert_noop!(Agreements::confirm(by(ALICE), id), Error::<Test>::NotActive);
	});
}

#[test]
fn what_was_said_before_the_end_counts_when_it_is_looked_at_after_it() {
	on_chain(|| {
		let id = agree(&terms(&[once("reading(d1/temp) > 8", &[pay(100)])]));
		Now::set(START + 100 * DAY - 1);
		say(1, 90);
		pass_unseen(DAY);
		settle();
		assert_eq!(
			(fired(id), status(id)),
			(vec![1], Status::Ended(Ending::Expired))
		);
		assert_eq!((ledger(id).paid, ledger(id).refunded), (100, 1_100));
	});
}

#[test]
fn nothing_comes_true_by_the_time_that_passes_after_the_end() {
	on_chain(|| {
		let mut terms = terms(&[once("ticket.age > 1d", &[pay(100)])]);
		terms.tickets = vec![ticket(None)].try_into().expect("one");
		let id = agree(&terms);
		Now::set(START + 100 * DAY - HOUR);
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		pass_unseen(2 * DAY);
		settle();
		assert_eq!((fired(id), ledger(id).refunded), (vec![0], 1_200));
	});
}

#[test]
fn end_waits_for_what_can_be_challenged() {
	on_chain(|| {
		let mut clause = once("reading(d1/temp) > 8", &[pay(100)]);
		clause.challenge = DAY;
		let id = agree(&terms(&[clause]));
		Now::set(START + 100 * DAY - HOUR);
		say(1, 90);
		settle();
		Now::set(START + 100 * DAY);
		settle();
		assert_eq!(status(id), Status::Active);
		assert_ok!(Agreements::challenge(by(ALICE), id, 0));
		// Nothing new comes of it.
		say(1, 95);
		settle();
		assert_eq!(agreement(id).firings, 1);
		assert_ok!(Agreements::rule(by(JUDGE), id, 0, Ruling::Uphold));
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Expired));
		assert_eq!(ledger(id).paid, 150);
	});
}

#[test]
fn what_was_put_off_has_its_turn_at_the_end() {
	on_chain(|| {
		let mut clause = every("reading(d1/temp) > 8", &[pay(100)]);
		clause.often = hallmark_agreements::Often::EveryTime {
			cool_down: 30 * DAY,
		};
		let id = agree(&terms(&[clause]));
		Now::set(START + 99 * DAY);
		say(1, 90);
		settle();
		say(1, 95);
		settle();
		assert_eq!(fired(id), [1]);
		Now::set(START + 100 * DAY);
		settle();
		assert_eq!(
			(fired(id), status(id)),
			(vec![2], Status::Ended(Ending::Expired))
		);
	});
}

#[test]
fn end_waits_for_readings_that_a_round_under_way_does_not_show() {
	on_chain(|| {
		let terms = terms(&[once("reading(d1/temp) > 8", &[pay(100)])]);
		let ids = [agree(&terms), agree(&terms), agree(&terms)];
		Now::set(START + 100 * DAY - 2);
		say(1, 20);
		// A round is under way when the reading comes that makes the clause true.
		work(room_for_one(ids[0]));
		assert!(!Progress::<Test>::get().is_over());
		say(1, 90);
		Now::set(START + 100 * DAY);
		settle();
		settle();
		for id in ids {
			assert_eq!(
				(fired(id), status(id)),
				(vec![1], Status::Ended(Ending::Expired))
			);
		}
	});
}

#[test]
fn last_clause_may_end_what_is_closing() {
	on_chain(|| {
		let mut clause = once("reading(d1/temp) > 8", &[pay(100), Action::End]);
		clause.challenge = 10 * DAY;
		let id = agree(&terms(&[clause]));
		Now::set(START + 100 * DAY - HOUR);
		say(1, 90);
		settle();
		pass(11 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		assert_eq!(ledger(id).paid, 100);
	});
}
