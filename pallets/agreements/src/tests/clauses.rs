//! How clauses come true and fire: once or every time, put off, unknown.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_agreements::{Action, Often, Unknown};
use hallmark_types::device::DeviceStatus;

#[test]
fn clause_fires_once_when_it_is_to_fire_once() {
	on_chain(|| {
		let id = agree(&terms(&[once("reading(d1/temp) > 8", &[pay(100)])]));
		for value in [90, 20, 90] {
			say(1, value);
			settle();
		}
		assert_eq!((fired(id), agreement(id).firings), (vec![1], 1));
	});
}

#[test]
fn clause_fires_for_every_reading_when_it_asks_for_all_of_them() {
	on_chain(|| {
		let id = agree(&terms(&[every("reading(d1/temp) > 8", &[pay(10)])]));
		// Above, above again, below, above.
		for (value, times) in [(90, 1), (91, 2), (20, 2), (92, 3)] {
			say(1, value);
			settle();
			assert_eq!(fired(id), [times], "{value}");
			pass(MINUTE);
			settle();
			assert_eq!(fired(id), [times], "{value}: nothing new was said");
		}
	});
}

#[test]
fn clause_fires_when_it_comes_true_when_it_asks_for_the_latest() {
	on_chain(|| {
		let id = agree(&terms(&[every("latest(d1/temp) > 8", &[pay(10)])]));
		for (value, times) in [(90, 1), (91, 1), (20, 1), (92, 2)] {
			say(1, value);
			settle();
			pass(MINUTE);
			settle();
			assert_eq!(fired(id), [times], "{value}");
		}
	});
}

#[test]
fn what_comes_true_during_the_cool_down_is_put_off_and_not_lost() {
	on_chain(|| {
		let id = agree(&terms(&[every("reading(d1/temp) > 8", &[pay(10)])]));
		for value in [90, 91, 92, 20] {
			say(1, value);
			settle();
		}
		assert_eq!(fired(id), [1]);
		pass(MINUTE);
		settle();
		// However often it came true, it fires once.
		assert_eq!(fired(id), [2]);
		pass(MINUTE);
		settle();
		assert_eq!((fired(id), agreement(id).firings), (vec![2], 2));
	});
}

#[test]
fn clauses_are_asked_together_and_fire_in_their_order() {
	on_chain(|| {
		let mut terms = terms(&[
			once("ticket.state = none", &[Action::OpenTicket(0)]),
			once("ticket.state = none", &[pay(100)]),
			once("ticket.state = open", &[pay(10)]),
		]);
		terms.tickets = vec![ticket(None)].try_into().expect("one");
		let id = propose(&terms);
		sign_all(id);
		assert_ok!(Agreements::poke(RuntimeOrigin::signed(9), id));
		// When all were asked there was no ticket.
		assert_eq!(fired(id), [1, 1, 0]);
		settle();
		assert_eq!(fired(id), [1, 1, 1]);
	});
}

#[test]
fn as_many_clauses_fire_as_one_evaluation_may_and_the_others_a_moment_later() {
	on_chain(|| {
		let clauses: Vec<_> = (0..10)
			.map(|_| once("confirmed(party 0)", &[pay(10)]))
			.collect();
		let id = agree(&terms(&clauses));
		assert_ok!(Agreements::confirm(by(ALICE), id));
		assert_ok!(Agreements::poke(RuntimeOrigin::signed(9), id));
		assert_eq!(fired(id).iter().sum::<u32>(), 4);
		settle();
		settle();
		assert_eq!(fired(id), [1; 10]);
		assert_eq!(ledger(id).paid, 100);
	});
}

#[test]
fn unknown_leads_to_nothing_when_the_clause_waits() {
	on_chain(|| {
		let id = agree(&terms(&[once("latest(d1/temp) > 8", &[pay(100)])]));
		say(1, 90);
		set_status(device(1), DeviceStatus::Quarantined);
		settle();
		pass(50 * DAY);
		settle();
		assert_eq!((fired(id), status(id)), (vec![0], Status::Active));
	});
}

#[test]
fn unknown_fires_a_clause_when_it_lasts_once_for_each_time() {
	on_chain(|| {
		let mut clause = every("latest(d1/temp) > 20", &[pay(10)]);
		clause.unknown = Unknown::Fires { after: HOUR };
		let id = agree(&terms(&[clause]));
		say(1, 90);
		settle();
		// It is unknown from when it is stale.
		pass(10 * MINUTE + 1);
		settle();
		let unknown = agreement(id).clauses[0].unknown.expect("it is stale");
		assert!(!unknown.spent);
		pass(HOUR - 3 * BLOCK);
		assert_eq!(fired(id), [0]);
		settle();
		settle();
		assert_eq!(fired(id), [1]);
		let firing = &Agreements::firings(id, None, 1).items[0];
		assert_eq!(firing.cause, Cause::Unknown);
		pass(DAY);
		settle();
		assert_eq!(fired(id), [1]);
		// Something is known again, and then not.
		say(1, 90);
		settle();
		pass(10 * MINUTE + 1);
		settle();
		pass(HOUR);
		settle();
		assert_eq!(fired(id), [2]);
	});
}

#[test]
fn unknown_for_a_short_time_leads_to_nothing() {
	on_chain(|| {
		let mut clause = once("latest(d1/temp) > 20", &[pay(10)]);
		clause.unknown = Unknown::Fires { after: HOUR };
		let id = agree(&terms(&[clause]));
		for _ in 0..5 {
			say(1, 90);
			settle();
			pass(50 * MINUTE);
			settle();
		}
		assert_eq!(fired(id), [0]);
	});
}

#[test]
fn agreement_ends_when_a_clause_says_so_of_the_unknown() {
	on_chain(|| {
		let mut clause = once("latest(d1/temp) > 8", &[pay(100)]);
		clause.unknown = Unknown::Ends { after: DAY };
		let id = agree(&terms(&[clause]));
		settle();
		pass(DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Unknown));
		assert_eq!((held(1), ledger(id).refunded), (0, 1_200));
	});
}

#[test]
fn what_can_be_challenged_is_waited_for_when_the_unknown_ends_an_agreement() {
	on_chain(|| {
		let mut payment = once("confirmed(party 0)", &[pay(100)]);
		payment.challenge = 3 * DAY;
		let mut doubtful = once("latest(d1/temp) > 8", &[pay(10)]);
		doubtful.unknown = Unknown::Ends { after: DAY };
		let id = agree(&terms(&[payment, doubtful]));
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		pass(DAY);
		settle();
		assert_eq!(status(id), Status::Active);
		assert_eq!(agreement(id).closing, Some(Ending::Unknown));
		pass(2 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Unknown));
		assert_eq!((ledger(id).paid, ledger(id).refunded), (100, 1_100));
	});
}

#[test]
fn quarantine_is_seen_at_once_though_nobody_reads_anything() {
	on_chain(|| {
		let mut clause = once("not latest(d1/temp) > 8", &[pay(100)]);
		clause.unknown = Unknown::Ends { after: MINUTE };
		let id = agree(&terms(&[clause]));
		say(1, 90);
		settle();
		assert_eq!(agreement(id).clauses[0].unknown, None);
		set_status(device(1), DeviceStatus::Quarantined);
		settle();
		assert!(agreement(id).clauses[0].unknown.is_some());
	});
}

#[test]
fn extremes_of_a_batch_count() {
	on_chain(|| {
		let id = agree(&terms(&[
			once("reading(d1/temp) > 8", &[pay(100)]),
			once("reading(d1/temp) > 8 for 3", &[pay(10)]),
			once("reading(d1/temp) > 9", &[pay(10)]),
		]));
		say_batch(1, 20, 90, 100);
		settle();
		assert_eq!(fired(id), [1, 1, 0]);
		// It is evidence now, and kept as long as what it led to is on record.
		assert_eq!(KeptBatches::get()[&(signal(1, "temp"), 0)], 2);
		Now::set(START + 100 * DAY);
		settle();
		pass(RETENTION);
		assert_ok!(Agreements::remove(by(ALICE), id));
		assert_eq!(KeptBatches::get().len(), 0);
	});
}

#[test]
fn a_run_that_began_before_the_last_evaluation_counts() {
	on_chain(|| {
		let id = agree(&terms(&[once("reading(d1/temp) > 8 for 3", &[pay(100)])]));
		for value in [90, 91] {
			say(1, value);
			settle();
		}
		assert_eq!(fired(id), [0]);
		say(1, 92);
		settle();
		assert_eq!(fired(id), [1]);
	});
}

#[test]
fn late_reading_is_not_the_latest() {
	on_chain(|| {
		let id = agree(&terms(&[
			once("latest(d1/temp) < 3", &[pay(10)]),
			once("reading(d1/temp) < 3", &[pay(10)]),
		]));
		say(1, 90);
		say_at(signal(1, "temp"), 20, now() - MINUTE);
		settle();
		assert_eq!(fired(id), [0, 1]);
	});
}

#[test]
fn balances_are_read_when_a_condition_is_evaluated() {
	on_chain(|| {
		let id = agree(&terms(&[once("balance(party 1) < 1000", &[pay(100)])]));
		settle();
		assert_eq!(fired(id), [0]);
		let all = free(2) - 500;
		assert_ok!(Balances::transfer_keep_alive(
			RuntimeOrigin::signed(2),
			500,
			all
		));
		assert_ok!(Agreements::poke(RuntimeOrigin::signed(9), id));
		assert_eq!(fired(id), [1]);
	});
}

#[test]
fn time_stands_on_the_agenda() {
	on_chain(|| {
		say(1, 20);
		let id = agree(&terms(&[
			once("time >= 2026-01-02T00:00:00Z", &[pay(100)]),
			once("not fresh(d1/temp, 2h)", &[pay(10)]),
		]));
		settle();
		assert_eq!(fired(id), [0, 0]);
		pass(2 * HOUR);
		settle();
		assert_eq!(fired(id), [0, 1]);
		Now::set(START + DAY);
		settle();
		assert_eq!(fired(id), [1, 1]);
	});
}

#[test]
fn a_clause_that_fires_every_time_leaves_the_latest_records_only() {
	on_chain(|| {
		let mut clause = every("reading(d1/temp) > 8", &[pay(10)]);
		clause.often = Often::EveryTime { cool_down: SECOND };
		let id = agree(&terms(&[clause]));
		for _ in 0..KEPT + 5 {
			say(1, 90);
			settle();
		}
		assert_eq!(fired(id), [KEPT + 5]);
		let page = Agreements::firings(id, None, 100);
		let numbers: Vec<_> = page.items.iter().map(|it| it.number).collect();
		assert_eq!(numbers, (5..KEPT + 5).collect::<Vec<_>>());
		let page = Agreements::firings(id, Some(7), 3);
		assert_eq!((page.items[0].number, page.next), (8, Some(10)));
	});
}
