//! What is shown.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_agreements::Action;
use hallmark_conditions::{
	condition::{Seen, TicketState, Why},
	Decimal, Truth,
};
use polkadot_sdk::{sp_core, sp_io};

/// What the whole state comes to.
fn root() -> Vec<u8> {
	sp_io::storage::root(sp_core::storage::StateVersion::V1)
}

#[test]
fn nothing_is_shown_of_what_is_not_there() {
	on_chain(|| {
		assert_eq!(Agreements::terms(1), None);
		assert_eq!(Agreements::status(1), None);
		assert_eq!(Agreements::explain(1), None);
		assert_eq!(Agreements::what_if(1, signal(1, "temp"), 5), None);
		assert_eq!(Agreements::statement(1), None);
		assert_eq!(Agreements::tickets(1), None);
		assert_eq!(Agreements::credits(1), None);
		assert!(Agreements::firings(1, None, 9).items.is_empty());
		assert!(Agreements::agreements_of(ALICE, None, 9).items.is_empty());
		assert_eq!(Agreements::progress(), Rounds::default());
	});
}

#[test]
fn status_shows_who_has_signed_and_what_became_of_the_money() {
	on_chain(|| {
		let id = propose(&terms(&[once("confirmed(party 0)", &[pay(100)])]));
		assert_ok!(Agreements::sign(by(BOB), id, agreement(id).hash));
		let view = Agreements::status(id).expect("it is there");
		assert_eq!(view.parties[0].purse, None);
		assert_eq!(view.parties[1].purse.as_ref().map(|it| it.rest), Some(200));
		assert_eq!((view.held, view.ledger.funded), (200, 200));
		assert_ok!(Agreements::sign(by(ALICE), id, agreement(id).hash));
		assert_ok!(Agreements::confirm(by(ALICE), id));
		assert_ok!(Agreements::consent(by(BOB), id, true));
		settle();
		let view = Agreements::status(id).expect("it is there");
		assert_eq!((view.held, view.ledger.paid), (1_100, 100));
		let words: Vec<_> = view
			.parties
			.iter()
			.map(|it| (it.org, it.confirmed, it.consents))
			.collect();
		assert_eq!(words, [(ALICE, true, false), (BOB, false, true)]);
	});
}

#[test]
fn explanation_names_the_leaf_and_why_it_is_unknown() {
	on_chain(|| {
		let id = agree(&terms(&[once(
			"latest(d1/temp) > 8 and fresh(d2/temp, 10m)",
			&[pay(100)],
		)]));
		let clause = || Agreements::explain(id).expect("it is there").remove(0);
		let findings = |clause: &ClauseView| clause.explanation.findings().to_vec();
		let view = clause();
		assert_eq!(view.truth, Truth::False);
		assert_eq!(findings(&view)[0].why, Some(Why::NoData));
		assert_eq!(findings(&view)[1].truth, Truth::False);
		say(1, 90);
		say(2, 20);
		// What nobody has evaluated yet is shown all the same.
		let view = clause();
		assert_eq!((view.truth, view.comes_true), (Truth::True, true));
		assert_eq!(
			findings(&view)[0].seen,
			Some(Seen::Value(Decimal::new(9, 0)))
		);
		settle();
		assert!(!clause().comes_true);
		pass(11 * MINUTE);
		assert_eq!(findings(&clause())[0].why, Some(Why::Stale));
	});
}

#[test]
fn dry_run_shows_what_would_fire_and_changes_nothing() {
	on_chain(|| {
		let mut challengeable = once("reading(d1/temp) > 8", &[pay(100), Action::End]);
		challengeable.challenge = DAY;
		let id = agree(&terms(&[
			once("reading(d1/temp) > 8", &[pay(100), Action::RefundRest]),
			once("reading(d1/temp) > 9", &[pay(100)]),
			challengeable,
		]));
		let before = root();
		let forecast = Agreements::what_if(id, signal(1, "temp"), 85).expect("it is there");
		let would: Vec<_> = forecast
			.iter()
			.map(|it| (it.view.comes_true, it.fires))
			.collect();
		assert_eq!(would, [(true, true), (false, false), (true, false)]);
		let amounts: Vec<_> = forecast[0]
			.payments
			.as_ref()
			.expect("they can be made")
			.iter()
			.map(|it| (it.from, it.to, it.amount))
			.collect();
		assert_eq!(amounts, [(0, 1, 100), (0, 0, 900), (1, 1, 200)]);
		let after = root();
		assert_eq!(before, after);
		// And so it comes.
		say(1, 85);
		settle();
		assert_eq!(fired(id), [1, 0, 0]);
		assert_eq!((ledger(id).paid, ledger(id).refunded), (100, 1_100));
		// What cannot be paid is shown as well.
		let forecast = Agreements::what_if(id, signal(1, "temp"), 95).expect("it is there");
		assert_eq!((forecast[1].fires, &forecast[1].payments), (false, &None));
	});
}

#[test]
fn statement_says_who_did_what_when_and_on_which_evidence() {
	on_chain(|| {
		let terms = terms(&[once("reading(d1/temp) > 8", &[pay(100), Action::End])]);
		let id = agree(&terms);
		say(1, 20);
		say(1, 90);
		let heard_at = now();
		settle();
		let statement = Agreements::statement(id).expect("it is there");
		assert_eq!(statement.terms, terms);
		assert_eq!(statement.status.status, Status::Ended(Ending::Completed));
		assert_eq!(statement.firings.len(), 1);
		let firing = &statement.firings[0];
		assert_eq!((firing.clause, firing.cause), (0, Cause::Holds));
		assert_eq!(
			firing.evidence.to_vec(),
			[Evidence {
				signal: signal(1, "temp"),
				sequence: 2,
				batch: None,
				heard_at: Some(heard_at)
			}]
		);
		assert_eq!(
			firing.explanation.findings()[0].seen,
			Some(Seen::Value(Decimal::new(9, 0)))
		);
		assert!(matches!(firing.outcome, Outcome::Fired { .. }));
	});
}

#[test]
fn tickets_are_shown_with_what_their_proof_evaluates_to() {
	on_chain(|| {
		let mut terms = terms(&[once("ticket.state = resolved", &[pay(100)])]);
		terms.tickets = vec![ticket(Some("latest(d1/temp) < 8"))]
			.try_into()
			.expect("one");
		declare(&mut terms);
		let id = agree(&terms);
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		say(1, 20);
		let view = Agreements::tickets(id).expect("it is there").remove(0);
		assert_eq!((view.requester, view.servicer), (ALICE, BOB));
		assert_eq!(view.record.state, TicketState::Open);
		assert_eq!(view.proof.map(|it| it.truth()), Some(Truth::True));
	});
}

#[test]
fn agreements_of_an_organisation_are_shown_a_page_at_a_time() {
	on_chain(|| {
		let terms = terms(&[once("confirmed(party 0)", &[pay(100)])]);
		let mut all: Vec<_> = (0..7).map(|_| propose(&terms)).collect();
		let (mut seen, mut after) = (Vec::new(), None);
		loop {
			let page = Agreements::agreements_of(JUDGE, after, 3);
			assert!(page.items.len() <= 3);
			seen.extend(page.items);
			after = page.next;
			if after.is_none() {
				break;
			}
		}
		seen.sort_unstable();
		all.sort_unstable();
		assert_eq!(seen, all);
	});
}
