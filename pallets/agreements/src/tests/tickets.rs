//! `open_ticket`, `acknowledge_ticket`, `resolve_ticket`, `close_ticket`.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{Action, AgreementId, Terms};
use hallmark_conditions::condition::TicketState;
use hallmark_types::device::DeviceStatus;
use sp_runtime::traits::BadOrigin;

const PROOF: &str = "latest(d1/temp) < 8 for 2 and fresh(d1/temp, 5m)";

fn fine() -> Terms {
	let mut terms = terms(&[every(
		"ticket.state = resolved",
		&[pay(100), Action::CloseTicket(0)],
	)]);
	terms.tickets = vec![ticket(Some(PROOF))].try_into().expect("one");
	declare(&mut terms);
	terms
}

fn record(id: AgreementId) -> TicketRecord {
	agreement(id).tickets[0]
}

#[test]
fn ticket_is_opened_acknowledged_resolved_and_paid() {
	on_chain(|| {
		let id = agree(&fine());
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		assert_eq!(
			last_event(),
			Event::TicketOpened {
				agreement: id,
				ticket: 0,
				by: Some(ALICE)
			}
		);
		let opened = now();
		pass(MINUTE);
		assert_ok!(Agreements::acknowledge_ticket(by(BOB), id, 0));
		assert_eq!(
			last_event(),
			Event::TicketAcknowledged {
				agreement: id,
				ticket: 0
			}
		);
		assert_eq!(
			record(id),
			TicketRecord {
				state: TicketState::Acknowledged,
				opened,
				changed: opened + MINUTE,
				times: 1
			}
		);
		say(1, 50);
		say(1, 50);
		assert_ok!(Agreements::resolve_ticket(by(BOB), id, 0));
		assert_eq!(
			last_event(),
			Event::TicketResolved {
				agreement: id,
				ticket: 0
			}
		);
		settle();
		assert!(events().contains(&Event::TicketClosed {
			agreement: id,
			ticket: 0,
			by: None
		}));
		assert_eq!(record(id).state, TicketState::Closed);
		assert_eq!((fired(id), ledger(id).paid), (vec![1], 100));
		// It can be opened again, and is paid again.
		pass(MINUTE);
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		assert_ok!(Agreements::acknowledge_ticket(by(BOB), id, 0));
		say(1, 50);
		assert_ok!(Agreements::resolve_ticket(by(BOB), id, 0));
		settle();
		assert_eq!((record(id).times, fired(id)), (2, vec![2]));
	});
}

#[test]
fn resolve_is_refused_when_the_proof_does_not_hold_or_nobody_knows() {
	on_chain(|| {
		let id = agree(&fine());
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		assert_ok!(Agreements::acknowledge_ticket(by(BOB), id, 0));
		let resolve = || Agreements::resolve_ticket(by(BOB), id, 0);
		// Nothing was heard.
		assert_noop!(resolve(), Error::<Test>::NotProven);
		say(1, 50);
		assert_noop!(resolve(), Error::<Test>::NotProven);
		// Healthy, and then not.
		say(1, 50);
		say(1, 90);
		assert_noop!(resolve(), Error::<Test>::NotProven);
		say(1, 50);
		say(1, 50);
		pass_unseen(5 * MINUTE + 1);
		assert_noop!(resolve(), Error::<Test>::NotProven);
		say(1, 50);
		set_status(device(1), DeviceStatus::Quarantined);
		assert_noop!(resolve(), Error::<Test>::NotProven);
		set_status(device(1), DeviceStatus::Active);
		assert_ok!(resolve());
	});
}

#[test]
fn ticket_calls_are_refused_out_of_order() {
	on_chain(|| {
		let id = agree(&fine());
		assert_noop!(
			Agreements::acknowledge_ticket(by(BOB), id, 0),
			Error::<Test>::TicketNotOpen
		);
		assert_noop!(
			Agreements::close_ticket(by(ALICE), id, 0),
			Error::<Test>::TicketNotOpen
		);
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		assert_noop!(
			Agreements::open_ticket(by(ALICE), id, 0),
			Error::<Test>::TicketOpen
		);
		assert_noop!(
			Agreements::resolve_ticket(by(BOB), id, 0),
			Error::<Test>::TicketNotAcknowledged
		);
		assert_ok!(Agreements::acknowledge_ticket(by(BOB), id, 0));
		assert_noop!(
			Agreements::acknowledge_ticket(by(BOB), id, 0),
			Error::<Test>::TicketNotOpen
		);
		assert_ok!(Agreements::close_ticket(by(ALICE), id, 0));
		assert_eq!(
			last_event(),
			Event::TicketClosed {
				agreement: id,
				ticket: 0,
				by: Some(ALICE)
			}
		);
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		assert_ok!(Agreements::acknowledge_ticket(by(BOB), id, 0));
		say(1, 50);
		say(1, 50);
		assert_ok!(Agreements::resolve_ticket(by(BOB), id, 0));
		// Whoever did the work cannot be sent away.
		assert_noop!(
			Agreements::close_ticket(by(ALICE), id, 0),
			Error::<Test>::TicketNotOpen
		);
		assert_noop!(
			Agreements::open_ticket(by(ALICE), id, 0),
			Error::<Test>::TicketOpen
		);
	});
}

#[test]
fn ticket_calls_are_refused_to_those_who_may_not() {
	on_chain(|| {
		let id = propose(&fine());
		type Call = fn(RuntimeOrigin, AgreementId, u8) -> sp_runtime::DispatchResult;
		let calls: [(Call, _, Error<Test>); 4] = [
			(Agreements::open_ticket, BOB, Error::NotRequester),
			(Agreements::acknowledge_ticket, ALICE, Error::NotServicer),
			(Agreements::resolve_ticket, ALICE, Error::NotServicer),
			(Agreements::close_ticket, BOB, Error::NotRequester),
		];
		for (call, _, _) in &calls {
			assert_noop!(call(by(ALICE), id, 0), Error::<Test>::NotActive);
		}
		sign_all(id);
		for (call, other, error) in calls {
			assert_noop!(call(RuntimeOrigin::none(), id, 0), BadOrigin);
			assert_noop!(call(by_clerk(ALICE), id, 0), OUT_OF_SCOPE);
			assert_noop!(call(by(CAROL), id, 0), Error::<Test>::NotParty);
			assert_noop!(call(by(ALICE), 99, 0), Error::<Test>::UnknownAgreement);
			assert_noop!(call(by(ALICE), id, 1), Error::<Test>::UnknownTicket);
			assert_noop!(call(by(other), id, 0), error);
		}
	});
}

#[test]
fn conditions_read_service_times() {
	on_chain(|| {
		let mut terms = terms(&[
			once("ticket.age > 4h and ticket.state = open", &[pay(100)]),
			once(
				"ticket.waiting > 1h and ticket.state = acknowledged",
				&[pay(10)],
			),
		]);
		terms.tickets = vec![ticket(None)].try_into().expect("one");
		let id = agree(&terms);
		assert_ok!(Agreements::open_ticket(by(ALICE), id, 0));
		settle();
		pass(4 * HOUR - 2 * BLOCK);
		settle();
		assert_eq!(fired(id), [1, 0]);
		assert_ok!(Agreements::acknowledge_ticket(by(BOB), id, 0));
		settle();
		pass(HOUR);
		settle();
		assert_eq!(fired(id), [1, 1]);
		// Without a proof the servicer's word is enough: the parties wanted it so.
		assert_ok!(Agreements::resolve_ticket(by(BOB), id, 0));
	});
}
