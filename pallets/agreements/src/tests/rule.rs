//! `rule`: the arbiter upholds, strikes or splits, or its silence has a meaning.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{Action, AgreementId, Party, Ruling, Terms};
use hallmark_types::organisation::Standing;
use sp_runtime::traits::BadOrigin;

fn fine() -> Terms {
	let mut clause = every("reading(d1/temp) > 8", &[pay(101)]);
	clause.challenge = DAY;
	terms(&[clause])
}

/// An agreement whose clause was challenged by Alice.
fn challenged(terms: &Terms) -> AgreementId {
	let id = agree(terms);
	say(1, 90);
	settle();
	assert_ok!(Agreements::challenge(by(ALICE), id, 0));
	System::reset_events();
	id
}

#[test]
fn clause_fires_and_the_bond_is_lost_when_it_is_upheld() {
	on_chain(|| {
		let mut terms = fine();
		let carol = Party {
			org: CAROL,
			escrow: 0,
		};
		terms.parties.try_push(carol).expect("there is room");
		terms.arbitration.as_mut().expect("there is one").bond = 51;
		let id = challenged(&terms);
		let before = (free(1), free(2), free(3));
		assert_ok!(Agreements::rule(by(JUDGE), id, 0, Ruling::Uphold));
		assert_eq!(
			last_event(),
			Event::Ruled {
				agreement: id,
				clause: 0,
				ruling: Ruling::Uphold,
				by: Some(JUDGE)
			}
		);
		// To each of the others the same, and what is odd to the first.
		assert_eq!(
			(free(1), free(2), free(3)),
			(before.0, before.1 + 26, before.2 + 25)
		);
		settle();
		assert_eq!((fired(id), ledger(id).paid), (vec![1], 152));
		assert_eq!(held(1), 899);
	});
}

#[test]
fn clause_does_not_fire_and_the_bond_goes_back_when_it_is_struck() {
	on_chain(|| {
		let id = challenged(&fine());
		assert_ok!(Agreements::rule(by(JUDGE), id, 0, Ruling::Strike));
		settle();
		assert_eq!((fired(id), ledger(id).paid), (vec![0], 0));
		assert_eq!((held(1), ledger(id).refunded), (1_000, 50));
		let outcome = Agreements::firings(id, None, 1).items[0].outcome.clone();
		assert!(matches!(outcome, Outcome::Struck { .. }));
		// It was this time that was struck: another reading is another time.
		say(1, 95);
		settle();
		assert!(agreement(id).clauses[0].pending.is_some());
	});
}

#[test]
fn clause_that_fires_once_can_come_true_again_when_it_was_struck() {
	on_chain(|| {
		let mut clause = once("reading(d1/temp) > 8", &[pay(100)]);
		clause.challenge = DAY;
		let id = challenged(&terms(&[clause]));
		assert_ok!(Agreements::rule(by(JUDGE), id, 0, Ruling::Strike));
		settle();
		// The same reading is no reason to begin again.
		assert_eq!(agreement(id).clauses[0].pending, None);
		say(1, 90);
		settle();
		pass(DAY);
		settle();
		assert_eq!(fired(id), [1]);
	});
}

#[test]
fn a_part_is_paid_when_it_is_split() {
	on_chain(|| {
		let mut terms = fine();
		terms.clauses[0].actions = vec![
			pay(101),
			Action::PayShare {
				from: 1,
				to: 0,
				parts: 500_000,
			},
		]
		.try_into()
		.expect("two");
		let id = challenged(&terms);
		assert_ok!(Agreements::rule(by(JUDGE), id, 0, Ruling::Split(250_000)));
		settle();
		// A quarter of 101, rounded down, and a quarter of the half of 200.
		assert_eq!((rest(id, 0), rest(id, 1)), (975, 175));
		assert_eq!((ledger(id).paid, ledger(id).refunded), (50, 50));
	});
}

#[test]
fn what_the_terms_say_holds_when_the_arbiter_says_nothing() {
	for (silence, paid) in [
		(Ruling::Uphold, 101),
		(Ruling::Strike, 0),
		(Ruling::Split(500_000), 50),
	] {
		on_chain(|| {
			let mut terms = fine();
			terms.arbitration.as_mut().expect("there is one").silence = silence;
			let id = challenged(&terms);
			pass(5 * DAY);
			assert_noop!(
				Agreements::rule(by(JUDGE), id, 0, Ruling::Strike),
				Error::<Test>::NotChallenged
			);
			settle();
			assert!(events().contains(&Event::Ruled {
				agreement: id,
				clause: 0,
				ruling: silence,
				by: None
			}));
			// Whatever holds, nobody loses a bond by it.
			assert_eq!((ledger(id).paid, ledger(id).refunded), (paid, 50));
		});
	}
}

#[test]
fn arbiters_silence_counts_among_what_an_evaluation_does() {
	on_chain(|| {
		let later = once("time >= 2026-01-05T00:00:00Z", &[pay(10)]);
		let mut disputed = once("reading(d1/temp) > 8", &[pay(100)]);
		disputed.challenge = DAY;
		let id = agree(&terms(&[later.clone(), later.clone(), later, disputed]));
		say(1, 90);
		settle();
		assert_ok!(Agreements::challenge(by(ALICE), id, 3));
		pass_unseen(6 * DAY);
		// Three fire, and the fourth is decided: that is as much as one evaluation does.
		let most = Agreements::most_weight(agreement(id).load);
		assert!(work(room_for_one(id)) <= most.ref_time() + 100);
		assert_eq!(fired(id), [1, 1, 1, 0]);
		assert_eq!(ledger(id).refunded, 50);
		settle();
		assert_eq!((fired(id), ledger(id).paid), (vec![1, 1, 1, 1], 80));
	});
}

#[test]
fn what_comes_true_during_a_challenge_is_put_off_and_not_lost() {
	on_chain(|| {
		let id = challenged(&fine());
		say(1, 95);
		settle();
		assert_ok!(Agreements::rule(by(JUDGE), id, 0, Ruling::Uphold));
		settle();
		assert_eq!(fired(id), [1]);
		// Its turn comes after the cool-down, and it can be challenged itself.
		pass(MINUTE);
		settle();
		let pending = agreement(id).clauses[0].pending.expect("it came true");
		assert_eq!(pending.number, 1);
		pass(DAY);
		settle();
		assert_eq!((fired(id), agreement(id).firings), (vec![2], 2));
	});
}

#[test]
fn rule_is_refused_when_it_is_late_or_no_split() {
	on_chain(|| {
		let id = challenged(&fine());
		for parts in [0, 1_000_000, u32::MAX] {
			assert_noop!(
				Agreements::rule(by(JUDGE), id, 0, Ruling::Split(parts)),
				Error::<Test>::SplitOutOfRange
			);
		}
		assert_noop!(
			Agreements::rule(by(JUDGE), id, 1, Ruling::Strike),
			Error::<Test>::UnknownClause
		);
		Now::mutate(|now| *now += 5 * DAY);
		assert_noop!(
			Agreements::rule(by(JUDGE), id, 0, Ruling::Strike),
			Error::<Test>::RulingTooLate
		);
	});
}

#[test]
fn rule_is_refused_to_those_who_may_not_and_when_nobody_challenged() {
	on_chain(|| {
		let id = propose(&fine());
		let rule = |who, id| Agreements::rule(who, id, 0, Ruling::Strike);
		assert_noop!(rule(by(JUDGE), id), Error::<Test>::NotActive);
		sign_all(id);
		assert_noop!(rule(by(JUDGE), id), Error::<Test>::NotChallenged);
		say(1, 90);
		settle();
		assert_noop!(rule(by(JUDGE), id), Error::<Test>::NotChallenged);
		assert_noop!(rule(RuntimeOrigin::none(), id), BadOrigin);
		assert_noop!(rule(by_clerk(JUDGE), id), OUT_OF_SCOPE);
		for org in [ALICE, WITNESS] {
			assert_noop!(rule(by(org), id), Error::<Test>::NotArbiter);
		}
		assert_noop!(rule(by(JUDGE), 99), Error::<Test>::UnknownAgreement);
		set_standing(JUDGE, Standing::Suspended);
		assert_noop!(rule(by(JUDGE), id), NOT_ACTIVE);
		let mut terms = fine();
		terms.clauses[0].challenge = 0;
		terms.arbitration = None;
		let id = agree(&terms);
		set_standing(JUDGE, Standing::Active);
		assert_noop!(rule(by(JUDGE), id), Error::<Test>::NotArbiter);
	});
}
