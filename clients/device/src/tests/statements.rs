//! What the key signs besides envelopes, verified as the chain does.

use super::*;
use crate::key::Es256Key;
use hallmark_envelope::Signer;
use hallmark_keys::{Acknowledgement, Algorithm, Possession, Rotation, Signature, Statement};

const OWNER: u32 = 7;

const COMMAND: Command = Command {
	agreement: 12,
	command: 1,
	issue: 3,
	opcode: 0x1_0001,
	expires_at: NOON + 1,
};

fn possession(key: PublicKey, expires_at: Moment) -> Possession {
	Possession {
		genesis: GENESIS,
		device: IDENTITY.device,
		owner: OWNER,
		key,
		expires_at,
	}
}

struct Silent;

impl Signer for Silent {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Ed25519
	}

	fn sign(&self, _: &[u8]) -> Option<Signature> {
		None
	}
}

#[test]
fn possession_is_proven_for_one_owner_and_a_day_at_most() {
	let (device, key) = (device(), key().public_key());
	for life in [1, MAX_STATEMENT_LIFETIME] {
		let signature = device
			.possession(&key, OWNER, NOON, NOON + life)
			.expect("it holds");
		let statement = possession(key, NOON + life);
		assert!(statement.is_signed_by(&key, &signature, &PureRust));
		let other = Possession {
			owner: OWNER + 1,
			..statement
		};
		assert!(!other.is_signed_by(&key, &signature, &PureRust));
	}
	let asked = |now, expires_at| device.possession(&key, OWNER, now, expires_at);
	assert_eq!(asked(NOON, NOON), Err(StatementError::Expired));
	assert_eq!(asked(NOON, NOON - 1), Err(StatementError::Expired));
	let too_long = NOON + MAX_STATEMENT_LIFETIME + 1;
	assert_eq!(asked(NOON, too_long), Err(StatementError::HoldsTooLong));
	assert_eq!(asked(0, u64::MAX), Err(StatementError::HoldsTooLong));
}

#[test]
fn possession_of_another_kind_of_key_is_not_signed() {
	let es256 = Es256Key::from_secret(&[7; 32]).expect("below the order");
	let other = device().possession(&es256.public_key(), OWNER, NOON, NOON + 1);
	assert_eq!(other, Err(StatementError::OtherKey));
}

#[test]
fn a_rotation_has_both_keys_words() {
	let (device, old) = (device(), key().public_key());
	let next_signer = Es256Key::from_secret(&[7; 32]).expect("below the order");
	let next = next_signer.public_key();
	let rotated = device
		.rotation(4, &next_signer, &next, OWNER, NOON, NOON + 1)
		.expect("it holds");
	let rotation = Rotation {
		genesis: GENESIS,
		device: IDENTITY.device,
		epoch: 4,
		next,
		expires_at: NOON + 1,
	};
	assert!(rotation.is_signed_by(&old, &rotated.rotation, &PureRust));
	assert!(possession(next, NOON + 1).is_signed_by(&next, &rotated.possession, &PureRust));

	let expired = device.rotation(4, &next_signer, &next, OWNER, NOON, NOON);
	assert_eq!(expired, Err(StatementError::Expired));
	let other = device.rotation(4, &next_signer, &old, OWNER, NOON, NOON + 1);
	assert_eq!(other, Err(StatementError::OtherKey));
}

#[test]
fn a_command_is_acknowledged_before_it_expires() {
	let (device, key) = (device(), key().public_key());
	let signature = device.acknowledge(&COMMAND, NOON).expect("in time");
	let statement = Acknowledgement {
		genesis: GENESIS,
		device: IDENTITY.device,
		agreement: COMMAND.agreement,
		command: COMMAND.command,
		issue: COMMAND.issue,
		opcode: COMMAND.opcode,
		expires_at: COMMAND.expires_at,
	};
	assert!(statement.is_signed_by(&key, &signature, &PureRust));
	assert_eq!(
		device.acknowledge(&COMMAND, NOON + 1),
		Err(StatementError::Expired)
	);
	let never = Command {
		issue: 0,
		..COMMAND
	};
	assert_eq!(
		device.acknowledge(&never, NOON),
		Err(StatementError::NeverGiven)
	);
}

#[test]
fn a_key_that_does_not_answer_is_told() {
	let (old, public) = (device(), key().public_key());
	let silent = Err(StatementError::NotSigned);
	let next_silent = old.rotation(0, &Silent, &public, OWNER, NOON, NOON + 1);
	assert_eq!(next_silent, Err(StatementError::NotSigned));
	let device = device().with_signer(Silent);
	assert_eq!(device.possession(&public, OWNER, NOON, NOON + 1), silent);
	assert_eq!(device.acknowledge(&COMMAND, NOON), silent);
	let old_silent = device.rotation(0, &key(), &public, OWNER, NOON, NOON + 1);
	assert_eq!(old_silent, Err(StatementError::NotSigned));
}
