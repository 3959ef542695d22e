//! `acknowledge_command`: the device's own word, carried by anybody.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{Action, AgreementId, Terms};
use hallmark_keys::{Acknowledgement, Signature, Statement};
use hallmark_types::device::DeviceStatus;
use sp_runtime::traits::BadOrigin;

fn fine() -> Terms {
	let mut terms = terms(&[
		every("reading(d1/temp) > 8", &[Action::CommandDevice(0)]),
		every("acknowledged(command 0)", &[pay(100)]),
	]);
	terms.commands = vec![command()].try_into().expect("one");
	terms
}

/// The latest command as its device acknowledges it.
fn statement(id: AgreementId) -> Acknowledgement {
	let record = agreement(id).commands[0];
	Acknowledgement {
		genesis: Agreements::genesis(),
		device: device(2).0,
		agreement: id,
		command: 0,
		issue: record.issue,
		opcode: 7,
		expires_at: record.expires_at,
	}
}

fn signed(statement: &Acknowledgement) -> Signature {
	let signature = statement.using_bytes(|bytes| key_pair(device(2)).sign(bytes));
	Signature(signature.into())
}

fn acknowledge(id: AgreementId, issue: u32, signature: Signature) -> sp_runtime::DispatchResult {
	Agreements::acknowledge_command(RuntimeOrigin::signed(9), id, 0, issue, signature)
}

/// An agreement whose command was given once.
fn commanded() -> AgreementId {
	let id = agree(&fine());
	say(1, 90);
	settle();
	id
}

#[test]
fn owner_is_paid_when_the_device_says_that_it_did_what_it_was_told() {
	on_chain(|| {
		let id = agree(&fine());
		say(1, 90);
		settle();
		let given = agreement(id).commands[0];
		assert!(events().contains(&Event::Commanded {
			agreement: id,
			command: 0,
			issue: 1,
			device: device(2),
			opcode: 7,
			expires_at: given.given + HOUR
		}));
		assert_ok!(acknowledge(id, 1, signed(&statement(id))));
		assert_eq!(
			last_event(),
			Event::Acknowledged {
				agreement: id,
				command: 0,
				issue: 1
			}
		);
		settle();
		assert_eq!((fired(id), ledger(id).paid), (vec![1, 1], 100));
		// The next command needs a new word.
		pass(MINUTE);
		say(1, 95);
		settle();
		assert_eq!(fired(id), [2, 1]);
		assert_eq!(agreement(id).commands[0].acknowledged, None);
		assert_ok!(acknowledge(id, 2, signed(&statement(id))));
		settle();
		assert_eq!(fired(id), [2, 2]);
	});
}

#[test]
fn acknowledgement_is_good_for_one_command_of_one_agreement_on_one_chain() {
	on_chain(|| {
		let id = commanded();
		let good = statement(id);
		let others = [
			Acknowledgement {
				genesis: [9; 32],
				..good
			},
			Acknowledgement {
				device: device(1).0,
				..good
			},
			Acknowledgement {
				agreement: id + 1,
				..good
			},
			Acknowledgement { command: 1, ..good },
			Acknowledgement { issue: 2, ..good },
			Acknowledgement { opcode: 8, ..good },
			Acknowledgement {
				expires_at: good.expires_at + 1,
				..good
			},
		];
		for other in others {
			assert_noop!(
				acknowledge(id, 1, signed(&other)),
				Error::<Test>::NotSignedByDevice
			);
		}
		assert_ok!(acknowledge(id, 1, signed(&good)));
		assert_noop!(
			acknowledge(id, 1, signed(&good)),
			Error::<Test>::AlreadyAcknowledged
		);
	});
}

#[test]
fn acknowledgement_is_refused_when_the_command_was_not_given_or_its_time_is_over() {
	on_chain(|| {
		let id = propose(&fine());
		let nothing = Signature([0; 64]);
		assert_noop!(acknowledge(id, 1, nothing), Error::<Test>::NotActive);
		sign_all(id);
		assert_noop!(acknowledge(id, 0, nothing), Error::<Test>::CommandNotGiven);
		assert_noop!(acknowledge(id, 1, nothing), Error::<Test>::CommandNotGiven);
		assert_noop!(acknowledge(99, 1, nothing), Error::<Test>::UnknownAgreement);
		assert_noop!(
			Agreements::acknowledge_command(by(BOB), id, 1, 1, nothing),
			Error::<Test>::UnknownCommand
		);
		assert_noop!(
			Agreements::acknowledge_command(RuntimeOrigin::none(), id, 0, 1, nothing),
			BadOrigin
		);
		say(1, 90);
		settle();
		let signature = signed(&statement(id));
		assert_noop!(
			acknowledge(id, 2, signature),
			Error::<Test>::CommandNotGiven
		);
		Now::set(agreement(id).commands[0].expires_at);
		assert_noop!(acknowledge(id, 1, signature), Error::<Test>::CommandExpired);
	});
}

#[test]
fn acknowledgement_is_refused_when_the_device_cannot_be_trusted() {
	on_chain(|| {
		let id = commanded();
		let signature = signed(&statement(id));
		set_status(device(2), DeviceStatus::Quarantined);
		assert_noop!(
			acknowledge(id, 1, signature),
			Error::<Test>::DeviceNotTrusted
		);
		set_status(device(2), DeviceStatus::Active);
		compromise(device(2), now() - 1);
		assert_noop!(
			acknowledge(id, 1, signature),
			Error::<Test>::DeviceNotTrusted
		);
	});
}
