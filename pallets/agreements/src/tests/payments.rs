//! What clauses do with money: exactly what they say, all of it or nothing.

use crate::{mock::*, *};
use frame_support::{assert_ok, traits::fungibles::InspectHold};
use hallmark_agreements::{Action, AgreementId, Party};
use sp_runtime::DispatchError;

/// An agreement with one clause, which fires when Alice confirms. She does.
fn fire(actions: &[Action]) -> AgreementId {
	let id = agree(&terms(&[once("confirmed(party 0)", actions)]));
	assert_ok!(Agreements::confirm(by(ALICE), id));
	settle();
	id
}

fn share(parts: u32) -> Action {
	Action::PayShare {
		from: 0,
		to: 1,
		parts,
	}
}

#[test]
fn payments_are_made_in_their_order() {
	on_chain(|| {
		let before = free(2);
		let id = fire(&[pay(99), share(500_000), share(100_000)]);
		// 99, half of 901 and a tenth of 451, each rounded down.
		assert_eq!(free(2) - before, 99 + 450 + 45 - 200);
		assert_eq!((rest(id, 0), rest(id, 1)), (406, 200));
		assert_eq!(
			events()
				.iter()
				.filter(|event| matches!(event, Event::Paid { .. }))
				.count(),
			3
		);
		let outcome = Agreements::firings(id, None, 1).items[0].outcome.clone();
		let Outcome::Fired { payments, .. } = outcome else {
			panic!("it fired");
		};
		let amounts: Vec<_> = payments.iter().map(|it| it.amount).collect();
		assert_eq!(amounts, [99, 450, 45]);
	});
}

#[test]
fn everybody_gets_back_what_rests_and_the_agreement_goes_on() {
	on_chain(|| {
		let id = fire(&[pay(100), Action::RefundRest]);
		let happened = events();
		let refunded = |party, amount| Event::Refunded {
			agreement: id,
			party,
			amount,
		};
		for event in [
			refunded(ALICE, 900),
			refunded(BOB, 200),
			Event::Fired {
				agreement: id,
				clause: 0,
				number: 0,
			},
		] {
			assert!(happened.contains(&event), "{event:?}");
		}
		assert_eq!((held(1), held(2), status(id)), (0, 0, Status::Active));
		assert_eq!(
			ledger(id),
			Ledger {
				funded: 1_200,
				paid: 100,
				credited: 0,
				refunded: 1_100
			}
		);
	});
}

#[test]
fn nothing_is_left_when_a_clause_ends_the_agreement() {
	on_chain(|| {
		let id = fire(&[share(1_000_000), Action::End]);
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		assert_eq!(
			ledger(id),
			Ledger {
				funded: 1_200,
				paid: 1_000,
				credited: 0,
				refunded: 200
			}
		);
		assert_eq!((held(1), held(2)), (0, 0));
		assert_eq!(agreement(id).due, None);
	});
}

#[test]
fn share_of_nothing_is_no_payment() {
	on_chain(|| {
		let id = fire(&[share(1_000_000), share(500_000)]);
		assert_eq!((fired(id), ledger(id).paid), (vec![1], 1_000));
	});
}

#[test]
fn clause_leaves_nothing_behind_when_one_of_its_actions_cannot_be_done() {
	on_chain(|| {
		let mut terms = terms(&[
			once("confirmed(party 0)", &[pay(600)]),
			once(
				"confirmed(party 1)",
				&[Action::OpenTicket(0), pay(300), share(500_000), pay(200)],
			),
		]);
		terms.tickets = vec![ticket(None)].try_into().expect("one");
		let id = agree(&terms);
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		assert_ok!(Agreements::confirm(by(BOB), id));
		System::reset_events();
		settle();
		assert_eq!((fired(id), rest(id, 0)), (vec![1, 0], 400));
		assert!(!agreement(id).tickets[0].is_open());
		assert_eq!(
			events(),
			[
				Event::CameTrue {
					agreement: id,
					clause: 1,
					number: 1,
					cause: Cause::Holds
				},
				Event::FiringFailed {
					agreement: id,
					clause: 1,
					number: 1,
					reason: Error::<Test>::EscrowExhausted.into()
				}
			]
		);
		// It is tried again after a while, not in every block.
		System::reset_events();
		settle();
		assert_eq!(events(), []);
		pass(RETRY);
		settle();
		assert_eq!(events().len(), 1);
		// At the end there is no later.
		pass(100 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Expired));
		assert_eq!((held(1), held(2), fired(id)), (0, 0, vec![1, 0]));
	});
}

#[test]
fn ticket_that_is_open_or_is_not_stands_in_the_way() {
	on_chain(|| {
		let mut terms = terms(&[
			once("confirmed(party 0)", &[pay(100), Action::CloseTicket(0)]),
			once("confirmed(party 1)", &[pay(100), Action::OpenTicket(0)]),
		]);
		terms.tickets = vec![ticket(None)].try_into().expect("one");
		let id = agree(&terms);
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		let failed = |reason: Error<Test>| {
			let reason = DispatchError::from(reason);
			events().iter().any(|event| {
				matches!(event, Event::FiringFailed { reason: why, .. }
					if *why == reason)
			})
		};
		assert!(failed(Error::TicketNotOpen));
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		assert_ok!(Agreements::confirm(by(BOB), id));
		settle();
		assert!(failed(Error::TicketOpen));
		assert_eq!(ledger(id).paid, 0);
		// An hour later the one closes the ticket, and then the other can open it.
		pass(RETRY);
		settle();
		assert_eq!(fired(id), [1, 1]);
	});
}

#[test]
fn payee_that_cannot_be_paid_has_a_credit() {
	on_chain(|| {
		let mut terms = terms(&[once("confirmed(party 0)", &[pay(100), Action::End])]);
		terms.asset = Some(COIN);
		terms.parties[1].escrow = 0;
		let id = agree(&terms);
		assert_ok!(Assets::block(RuntimeOrigin::signed(20), COIN, 2));
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		assert!(events().contains(&Event::Credited {
			agreement: id,
			from: ALICE,
			to: BOB,
			amount: 100
		}));
		let ledger = ledger(id);
		assert_eq!(
			(ledger.paid, ledger.credited, ledger.refunded),
			(0, 100, 900)
		);
		// It is held where it lay, and nobody else's.
		let reason = EscrowReason::get();
		assert_eq!(AssetsHolder::balance_on_hold(COIN, &reason, &1), 100);
		assert_eq!(
			Agreements::credits(id),
			Some(vec![Credit {
				from: 0,
				to: 1,
				amount: 100
			}])
		);
	});
}

#[test]
fn party_that_cannot_take_back_what_rests_has_a_credit() {
	on_chain(|| {
		let mut terms = terms(&[once("confirmed(party 0)", &[Action::End])]);
		terms.asset = Some(COIN);
		let id = agree(&terms);
		assert_ok!(Assets::block(RuntimeOrigin::signed(20), COIN, 1));
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		let ledger = ledger(id);
		assert_eq!((ledger.credited, ledger.refunded), (1_000, 200));
		assert_ok!(Assets::thaw(RuntimeOrigin::signed(20), COIN, 1));
		assert_ok!(Agreements::claim(by(ALICE), id));
		assert_eq!(self::ledger(id).refunded, 1_200);
		assert_eq!(coins(1), ENDOWMENT);
	});
}

#[test]
fn party_cannot_hinder_a_payment_by_locking_its_account() {
	use frame_support::traits::{LockableCurrency, WithdrawReasons};
	on_chain(|| {
		let id = agree(&terms(&[once("confirmed(party 0)", &[pay(100)])]));
		Balances::set_lock(*b"vesting ", &1, u128::MAX, WithdrawReasons::all());
		assert_ok!(Agreements::confirm(by(ALICE), id));
		settle();
		assert_eq!(ledger(id).paid, 100);
	});
}

#[test]
fn four_parties_pay_each_other() {
	on_chain(|| {
		let pay = |from, to, amount| Action::Pay { from, to, amount };
		let mut terms = terms(&[once(
			"confirmed(party 3)",
			&[pay(0, 1, 10), pay(1, 2, 20), pay(2, 3, 30), pay(3, 0, 40)],
		)]);
		terms.parties = [ALICE, BOB, CAROL, 4]
			.map(|org| Party { org, escrow: 100 })
			.to_vec()
			.try_into()
			.expect("four");
		let id = agree(&terms);
		assert_ok!(Agreements::confirm(by(4), id));
		settle();
		let rests: Vec<_> = (0..4).map(|party| rest(id, party)).collect();
		assert_eq!(rests, [90, 80, 70, 60]);
		assert_eq!(ledger(id).paid, 100);
	});
}
