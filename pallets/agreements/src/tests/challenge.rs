//! `challenge`: in time, with a bond, by a party.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{AgreementId, Terms};
use sp_runtime::traits::BadOrigin;

fn fine() -> Terms {
	let mut clause = once("reading(d1/temp) > 8", &[pay(100)]);
	clause.challenge = DAY;
	terms(&[clause, once("reading(d2/temp) > 8", &[pay(10)])])
}

/// An agreement whose first clause has come true.
fn pending() -> AgreementId {
	let id = agree(&fine());
	say(1, 90);
	settle();
	id
}

#[test]
fn clause_fires_when_nobody_challenges_it_in_time() {
	on_chain(|| {
		let id = agree(&fine());
		say(1, 90);
		settle();
		let until = agreement(id).clauses[0]
			.pending
			.expect("it came true")
			.until;
		let happened = events();
		assert!(happened.contains(&Event::CameTrue {
			agreement: id,
			clause: 0,
			number: 0,
			cause: Cause::Holds
		}));
		assert!(happened.contains(&Event::Challengeable {
			agreement: id,
			clause: 0,
			number: 0,
			until
		}));
		assert_eq!(fired(id), [0, 0]);
		// What is said meanwhile changes nothing: it came true.
		say(1, 20);
		settle();
		pass(DAY);
		settle();
		assert_eq!((fired(id), ledger(id).paid), (vec![1, 0], 100));
	});
}

#[test]
fn challenge_puts_a_bond_at_stake_and_stops_the_clause() {
	on_chain(|| {
		let id = pending();
		assert_ok!(Agreements::challenge(by(BOB), id, 0));
		assert_eq!(
			last_event(),
			Event::Challenged {
				agreement: id,
				clause: 0,
				by: BOB,
				until: now() + 5 * DAY
			}
		);
		assert_eq!((held(2), ledger(id).funded), (250, 1_250));
		pass(2 * DAY);
		settle();
		assert_eq!(fired(id), [0, 0]);
		let firing = &Agreements::firings(id, None, 1).items[0];
		assert!(matches!(
			firing.outcome,
			Outcome::Pending {
				challenged_by: Some(1),
				..
			}
		));
	});
}

#[test]
fn challenge_is_refused_when_it_is_late() {
	on_chain(|| {
		let id = pending();
		let until = agreement(id).clauses[0]
			.pending
			.expect("it came true")
			.until;
		// Whether anybody has looked or not.
		Now::set(until);
		assert_noop!(
			Agreements::challenge(by(BOB), id, 0),
			Error::<Test>::ChallengeTooLate
		);
		settle();
		assert_noop!(
			Agreements::challenge(by(BOB), id, 0),
			Error::<Test>::NothingToChallenge
		);
	});
}

#[test]
fn challenge_is_refused_without_a_bond() {
	on_chain(|| {
		let id = pending();
		let all = free(2) - NATIVE_LEAST;
		let who = RuntimeOrigin::signed(2);
		assert_ok!(Balances::transfer_keep_alive(who, 500, all));
		assert_noop!(Agreements::challenge(by(BOB), id, 0), Error::<Test>::NoBond);
	});
}

#[test]
fn challenge_is_refused_twice_and_where_there_is_nothing_to_challenge() {
	on_chain(|| {
		let id = pending();
		assert_noop!(
			Agreements::challenge(by(BOB), id, 1),
			Error::<Test>::NothingToChallenge
		);
		assert_noop!(
			Agreements::challenge(by(BOB), id, 2),
			Error::<Test>::UnknownClause
		);
		assert_ok!(Agreements::challenge(by(BOB), id, 0));
		assert_noop!(
			Agreements::challenge(by(ALICE), id, 0),
			Error::<Test>::AlreadyChallenged
		);
		let mut terms = fine();
		terms.clauses[0].challenge = 0;
		terms.arbitration = None;
		let id = agree(&terms);
		assert_noop!(
			Agreements::challenge(by(BOB), id, 0),
			Error::<Test>::NothingToChallenge
		);
	});
}

#[test]
fn challenge_is_refused_to_those_who_may_not() {
	on_chain(|| {
		let id = propose(&fine());
		assert_noop!(
			Agreements::challenge(by(BOB), id, 0),
			Error::<Test>::NotActive
		);
		sign_all(id);
		say(1, 90);
		settle();
		assert_noop!(
			Agreements::challenge(RuntimeOrigin::none(), id, 0),
			BadOrigin
		);
		assert_noop!(Agreements::challenge(by_clerk(BOB), id, 0), OUT_OF_SCOPE);
		for org in [CAROL, JUDGE] {
			assert_noop!(
				Agreements::challenge(by(org), id, 0),
				Error::<Test>::NotParty
			);
		}
		assert_noop!(
			Agreements::challenge(by(BOB), 99, 0),
			Error::<Test>::UnknownAgreement
		);
	});
}
