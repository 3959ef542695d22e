//! A counter in two places of a memory that can be torn.

use crate::Counter;
use core::fmt;
use sha2::{Digest, Sha256};

/// How many bytes a slot has: a number and its check, 8 each.
pub const SLOT_LEN: usize = 16;

/// What the check's hash begins with.
const DOMAIN: &[u8] = b"hallmark/counter/v1";

/// One of two places.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Slot {
	/// The first.
	A,
	/// The second.
	B,
}

/// Two places in a memory that outlives a loss of power.
///
/// A write may be torn: whatever it leaves in its own slot, the other one stays as it is. On flash
/// they are two pages that are erased apart.
pub trait Slots {
	/// What can go wrong.
	type Error;

	/// Read a slot: whatever is there.
	///
	/// Errors: the memory's own.
	fn read(&mut self, slot: Slot) -> Result<[u8; SLOT_LEN], Self::Error>;

	/// Replace a slot, and return when it is in the memory (on flash: erase the page and write).
	///
	/// Errors: the memory's own.
	fn write(&mut self, slot: Slot, bytes: &[u8; SLOT_LEN]) -> Result<(), Self::Error>;
}

/// Why a number could not be read or kept. `E` is the memory's error.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SlotsError<E> {
	/// The memory's own error.
	Memory(E),
	/// The memory took the number and has another one now: it is worn out.
	Worn,
}

impl<E: fmt::Display> fmt::Display for SlotsError<E> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Memory(error) => error.fmt(f),
			Self::Worn => f.write_str("the memory does not keep what is written"),
		}
	}
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for SlotsError<E> {}

/// A [`Counter`] in two slots, written in turn: a torn write leaves the number before, in the other
/// slot.
///
/// Each slot has the number, little-endian, and the first 8 bytes of SHA-256 over
/// `hallmark/counter/v1` and these. What does not fit together is no number, and the higher of two
/// numbers counts. If none is left, there is none: the device stops and does not begin anew.
///
/// A write that was cut short may leave bits that read as the new number today and not tomorrow. That
/// does no harm: before the first number is given after a start, the other slot is written.
#[derive(Clone, Debug)]
pub struct TwoSlots<M> {
	memory: M,
}

impl<M: Slots> TwoSlots<M> {
	/// A counter in this memory.
	pub const fn new(memory: M) -> Self {
		Self { memory }
	}

	/// Give the memory back.
	pub fn into_memory(self) -> M {
		self.memory
	}

	fn number(&mut self, slot: Slot) -> Result<Option<u64>, SlotsError<M::Error>> {
		let bytes = self.memory.read(slot).map_err(SlotsError::Memory)?;
		let [a, b, c, d, e, f, g, h, ..] = bytes;
		let number = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
		Ok(Some(number).filter(|number| slot_of(*number) == bytes))
	}
}

/// What a slot with this number has.
fn slot_of(number: u64) -> [u8; SLOT_LEN] {
	let number = number.to_le_bytes();
	let check = Sha256::new()
		.chain_update(DOMAIN)
		.chain_update(number)
		.finalize();
	let mut slot = [0; SLOT_LEN];
	let (front, back) = slot.split_at_mut(number.len());
	front.copy_from_slice(&number);
	for (byte, check) in back.iter_mut().zip(check) {
		*byte = check;
	}
	slot
}

impl<M: Slots> Counter for TwoSlots<M> {
	type Error = SlotsError<M::Error>;

	fn load(&mut self) -> Result<Option<u64>, Self::Error> {
		// Nothing is less than any number.
		Ok(self.number(Slot::A)?.max(self.number(Slot::B)?))
	}

	fn store(&mut self, number: u64) -> Result<(), Self::Error> {
		let older = if self.number(Slot::A)? > self.number(Slot::B)? {
			Slot::B
		} else {
			Slot::A
		};
		self.memory
			.write(older, &slot_of(number))
			.map_err(SlotsError::Memory)?;
		match self.load()? {
			Some(kept) if kept == number => Ok(()),
			_ => Err(SlotsError::Worn),
		}
	}
}
