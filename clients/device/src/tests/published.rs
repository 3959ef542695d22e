//! The page that devices are written by: what it shows is what this crate makes and the chain takes.

use super::*;
use crate::key::Es256Key;
use blake2::{digest::consts::U32, Blake2b, Digest};
use hallmark_keys::{Acknowledgement, Possession, Rotation, Statement};
use std::{format, string::String};

const PAGE: &str = include_str!("../../../../docs/devices.md");

const OWNER: u32 = 7;

const COMMAND: Command = Command {
	agreement: 12,
	command: 0,
	issue: 1,
	opcode: 3,
	expires_at: NOON + 600_000,
};

/// When the statements of the example end.
const EXPIRES_AT: Moment = NOON + 3_600_000;

/// The bytes of the block of this name. Behind a `#` stands a comment.
fn block(name: &str) -> Vec<u8> {
	let opening = format!("```hex {name}\n");
	let Some((_, behind)) = PAGE.split_once(&opening) else {
		panic!("the page has no block {name}");
	};
	let (block, _) = behind.split_once("```").expect("it ends");
	let digits: String = block
		.lines()
		.map(|line| line.split('#').next().unwrap_or_default())
		.flat_map(str::chars)
		.filter(|character| !character.is_whitespace())
		.collect();
	digits
		.as_bytes()
		.chunks(2)
		.map(|pair| {
			let pair = core::str::from_utf8(pair).expect("ASCII");
			u8::from_str_radix(pair, 16).expect("two digits")
		})
		.collect()
}

fn block_of<const N: usize>(name: &str) -> [u8; N] {
	block(name).try_into().expect("it has this length")
}

/// That the page shows what was made.
fn shows(name: &str, made: &[u8]) {
	let hex: String = made.iter().map(|byte| format!("{byte:02x}")).collect();
	assert!(block(name) == made, "{name} is {hex}");
}

fn ed25519() -> Ed25519Key {
	Ed25519Key::from_secret(&block_of("secret")).expect("a secret")
}

fn p256() -> Es256Key {
	Es256Key::from_secret(&block_of("next.secret")).expect("a secret")
}

fn identity() -> Identity {
	Identity {
		device: block_of("id"),
		genesis: block_of("genesis"),
	}
}

fn shown_device() -> Tested {
	let mut counter = TwoSlots::new(Flash::new());
	Numbers::provision(&mut counter, 1).expect("the memory works");
	let numbers = Numbers::resume(counter, block_numbers()).expect("provisioned");
	Device::new(identity(), ed25519(), numbers)
}

fn block_numbers() -> NonZeroU32 {
	super::block(16)
}

#[test]
fn the_keys_belong_together() {
	shows("public", ed25519().public_key().as_bytes());
	shows("next.public", p256().public_key().as_bytes());
}

#[test]
fn the_id_is_the_hash_of_maker_and_serial_number() {
	let hash: [u8; 32] = Blake2b::<U32>::digest(block("id.hashed")).into();
	shows("id", &hash);
}

#[test]
fn statements_are_the_bytes_that_the_page_shows() {
	let (device, public) = (shown_device(), ed25519().public_key());
	let Identity {
		device: id,
		genesis,
	} = identity();
	let possession = Possession {
		genesis,
		device: id,
		owner: OWNER,
		key: public,
		expires_at: EXPIRES_AT,
	};
	possession.using_bytes(|bytes| shows("possession.signed", bytes));
	let signature = device
		.possession(&public, OWNER, NOON, EXPIRES_AT)
		.expect("it holds");
	shows("possession", &signature.0);
	assert!(possession.is_signed_by(&public, &signature, &PureRust));

	let acknowledgement = Acknowledgement {
		genesis,
		device: id,
		agreement: COMMAND.agreement,
		command: COMMAND.command,
		issue: COMMAND.issue,
		opcode: COMMAND.opcode,
		expires_at: COMMAND.expires_at,
	};
	acknowledgement.using_bytes(|bytes| shows("acknowledgement.signed", bytes));
	let signature = device.acknowledge(&COMMAND, NOON).expect("in time");
	shows("acknowledgement", &signature.0);
	assert!(acknowledgement.is_signed_by(&public, &signature, &PureRust));

	let next = p256().public_key();
	let rotation = Rotation {
		genesis,
		device: id,
		epoch: 0,
		next,
		expires_at: EXPIRES_AT,
	};
	rotation.using_bytes(|bytes| shows("rotation.signed", bytes));
	let rotated = device
		.rotation(0, &p256(), &next, OWNER, NOON, EXPIRES_AT)
		.expect("it holds");
	shows("rotation", &rotated.rotation.0);
	assert!(rotation.is_signed_by(&public, &rotated.rotation, &PureRust));
	let possession = Possession {
		key: next,
		..possession
	};
	shows("rotation.possession", &rotated.possession.0);
	assert!(possession.is_signed_by(&next, &rotated.possession, &PureRust));
}

#[test]
fn envelopes_are_the_bytes_that_the_page_shows() {
	let (mut device, public) = (shown_device(), ed25519().public_key());
	let takes = |name: &str, sequence| {
		let bytes = block(name);
		let envelope = Envelope::parse(&bytes).expect("well formed");
		assert_eq!(envelope.sequence(), sequence);
		assert_eq!(
			envelope.verify_signature(&public, &identity().genesis, &PureRust),
			Ok(())
		);
	};
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = device
		.readings(&mut buffer, &[record(NOON, 231)])
		.expect("it fits");
	shows("reading", sealed.bytes);
	takes("reading", 1);

	let log = MemoryLog::<5>::new();
	let mut collector = Collector::resume(name(), Some(Unit::Celsius), -1, log).expect("empty");
	for (minute, value) in [231, 230, 229, 262, 231].into_iter().enumerate() {
		let time = NOON + minute as u64 * 60_000;
		collector.push(Reading { time, value }).expect("in order");
	}
	let batch = collector.batch().expect("not empty");
	let sealed = device.batch(&mut buffer, &batch).expect("it fits");
	shows("batch", sealed.bytes);
	takes("batch", 2);
	let proof = prove(&batch, collector.log(), 3).expect("it is there");
	shows("path", &proof.path.as_slice().concat());

	let sealed = device
		.correct_reading(&mut buffer, 1, &record(NOON, 229))
		.expect("it fits");
	shows("correction", sealed.bytes);
	takes("correction", 3);
}

#[test]
fn a_counters_pages_are_the_bytes_that_the_page_shows() {
	let flash = Flash::new();
	let mut counter = TwoSlots::new(flash.clone());
	Numbers::provision(&mut counter, 1).expect("the memory works");
	let mut numbers = Numbers::resume(counter, block_numbers()).expect("provisioned");
	numbers.take().expect("there is one");
	let [first, second] = flash.0.borrow().pages;
	shows("counter", &[first, second].concat());
}
