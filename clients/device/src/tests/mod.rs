//! A device on the desk: its memory fails when it is told to, and what it makes is read by others.

mod batches;
mod envelopes;
mod keys;
mod numbers;
mod published;
mod statements;

use crate::{key::Ed25519Key, *};
use core::num::NonZeroU32;
use hallmark_envelope::{Decimal, Envelope, Moment, Name, Record, Unit, MAX_ENVELOPE_LEN};
use hallmark_keys::{PublicKey, PureRust};
use std::{cell::RefCell, rc::Rc, vec, vec::Vec};

/// Hash of the first block of the chain that these tests live on.
const GENESIS: [u8; 32] = [0x47; 32];

const IDENTITY: Identity = Identity {
	device: [0xd7; 32],
	genesis: GENESIS,
};

/// 2026-03-01 12:00:00 UTC.
const NOON: Moment = 1_772_366_400_000;

/// A generator of numbers that are the same in every run: SplitMix64.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	fn below(&mut self, bound: u64) -> u64 {
		self.next() % bound
	}
}

/// The power went.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Cut;

/// Two pages of flash. A write erases its page and then programs it, byte by byte; the power may go
/// between any two.
#[derive(Clone, Debug)]
struct Flash(Rc<RefCell<Pages>>);

#[derive(Debug)]
struct Pages {
	pages: [[u8; SLOT_LEN]; 2],
	/// How many bytes can be erased or programmed until the power goes.
	power: usize,
	/// What a page's bytes are while it is being erased: what it is left with is anything.
	noise: Dice,
	writes: usize,
}

impl Flash {
	fn new() -> Self {
		Self(Rc::new(RefCell::new(Pages {
			pages: [[0xff; SLOT_LEN]; 2],
			power: usize::MAX,
			noise: Dice(1),
			writes: 0,
		})))
	}

	fn power(&self, power: usize) {
		self.0.borrow_mut().power = power;
	}

	fn is_off(&self) -> bool {
		self.0.borrow().power == 0
	}

	fn writes(&self) -> usize {
		self.0.borrow().writes
	}
}

fn place(slot: Slot) -> usize {
	match slot {
		Slot::A => 0,
		Slot::B => 1,
	}
}

impl Slots for Flash {
	type Error = Cut;

	fn read(&mut self, slot: Slot) -> Result<[u8; SLOT_LEN], Cut> {
		match self.is_off() {
			true => Err(Cut),
			false => Ok(self.0.borrow().pages[place(slot)]),
		}
	}

	fn write(&mut self, slot: Slot, bytes: &[u8; SLOT_LEN]) -> Result<(), Cut> {
		let mut state = self.0.borrow_mut();
		for at in 0..2 * SLOT_LEN {
			if state.power == 0 {
				return Err(Cut);
			}
			state.power -= 1;
			let noise = state.noise.next() as u8;
			state.pages[place(slot)][at % SLOT_LEN] = match at < SLOT_LEN {
				true => noise,
				false => bytes[at % SLOT_LEN],
			};
		}
		state.writes += 1;
		// The last byte is in, and the power goes before anybody hears of it.
		match state.power {
			0 => Err(Cut),
			_ => Ok(()),
		}
	}
}

fn block(numbers: u32) -> NonZeroU32 {
	NonZeroU32::new(numbers).expect("not zero")
}

fn key() -> Ed25519Key {
	let secret = core::array::from_fn(|place| place as u8);
	Ed25519Key::from_secret(&secret).expect("not all the same")
}

type Tested = Device<Ed25519Key, TwoSlots<Flash>>;

/// A device with a fresh counter.
fn device() -> Tested {
	let mut counter = TwoSlots::new(Flash::new());
	Numbers::provision(&mut counter, 1).expect("the memory works");
	let numbers = Numbers::resume(counter, block(16)).expect("provisioned");
	Device::new(IDENTITY, key(), numbers)
}

fn name() -> Name {
	Name::new("temp").expect("a name")
}

fn record(time: Moment, tenths: i64) -> Record {
	Record {
		name: name(),
		unit: Some(Unit::Celsius),
		time,
		value: Decimal::new(tenths, -1).expect("it fits"),
	}
}

/// The envelope, if its signature is `key`'s.
fn verified<'b>(bytes: &'b [u8], key: &PublicKey) -> Envelope<'b> {
	let envelope = Envelope::parse(bytes).expect("well formed");
	assert_eq!(
		envelope.verify_signature(key, &GENESIS, &PureRust),
		Ok(()),
		"the chain verifies it"
	);
	envelope
}
