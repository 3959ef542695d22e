//! A fridge: measures, signs, hands on. What both binaries share.

#![no_std]

pub mod board;

use core::num::NonZeroU32;
use hallmark_device::{
	envelope::{Batch, Decimal, Leaf, Name, Record, Unit, MAX_ENVELOPE_LEN},
	keys::{PublicKey, Signature},
	prove, Collector, Command, Device, Identity, MemoryLog, Numbers, Proof, Reading, Sealed, Slot,
	Slots, TwoSlots, SLOT_LEN,
};

#[cfg(not(feature = "es256"))]
pub use hallmark_device::key::Ed25519Key as Key;
#[cfg(feature = "es256")]
pub use hallmark_device::key::Es256Key as Key;

/// The secret: that of RFC 8032 §7.1, test 1, or of RFC 6979 §A.2.5. A real one is unique to its
/// device and not in the program.
#[cfg(not(feature = "es256"))]
const SECRET: [u8; 32] = [
	0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
	0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];
#[cfg(feature = "es256")]
const SECRET: [u8; 32] = [
	0xc9, 0xaf, 0xa9, 0xd8, 0x45, 0xba, 0x75, 0x16, 0x6b, 0x5c, 0x21, 0x57, 0x67, 0xb1, 0xd6, 0x93,
	0x4e, 0x50, 0xc3, 0xdb, 0x36, 0xe8, 0x9b, 0x12, 0x7b, 0x8a, 0x62, 0x2b, 0x12, 0x0f, 0x67, 0x21,
];

/// The fridge's id, and the chain: those of `docs/devices.md`. A real one has them in its
/// configuration.
const IDENTITY: Identity = Identity {
	device: [
		0x90, 0x44, 0x31, 0x96, 0x25, 0xea, 0xad, 0x5d, 0xb9, 0xe7, 0x19, 0x26, 0x4f, 0x84, 0x20,
		0xca, 0x1d, 0x98, 0xa6, 0x4e, 0x05, 0x02, 0xf4, 0xad, 0x62, 0x28, 0xf2, 0x51, 0xc3, 0x6c,
		0x67, 0x21,
	],
	genesis: [
		0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
		0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d,
		0x1e, 0x1f,
	],
};

/// How many numbers one write reserves.
const BLOCK: NonZeroU32 = NonZeroU32::new(16).unwrap();

/// How many readings the log holds: an hour's, one a minute.
pub const LOG: usize = 60;

/// 2026-03-01 12:00:00 UTC.
pub const NOON: u64 = 1_772_366_400_000;

/// What the sensor says, in tenths of a degree, once a minute from noon on.
pub const SAMPLES: [i64; 5] = [231, 230, 229, 262, 231];

/// The organisation that owns the fridge.
pub const OWNER: u32 = 7;

/// What an agreement orders.
pub const COMMAND: Command = Command {
	agreement: 12,
	command: 0,
	issue: 1,
	opcode: 3,
	expires_at: NOON + 600_000,
};

/// Stands for two pages of flash, which a real firmware erases and writes apart.
pub struct Pages(pub [[u8; SLOT_LEN]; 2]);

impl Slots for Pages {
	type Error = core::convert::Infallible;

	fn read(&mut self, slot: Slot) -> Result<[u8; SLOT_LEN], Self::Error> {
		let Self([a, b]) = self;
		Ok(match slot {
			Slot::A => *a,
			Slot::B => *b,
		})
	}

	fn write(&mut self, slot: Slot, bytes: &[u8; SLOT_LEN]) -> Result<(), Self::Error> {
		let Self([a, b]) = self;
		match slot {
			Slot::A => *a = *bytes,
			Slot::B => *b = *bytes,
		}
		Ok(())
	}
}

/// Everything that the fridge has in memory, from start to end.
pub struct Fridge {
	device: Device<Key, TwoSlots<Pages>>,
	key: PublicKey,
	readings: Collector<MemoryLog<LOG>>,
}

/// Why the fridge stops. A real one blinks.
#[derive(Clone, Copy, Debug)]
pub struct Fault;

/// The key. What it costs to make stands apart, because a fridge does it once.
#[inline(never)]
pub fn key() -> Option<Key> {
	Key::from_secret(&SECRET)
}

fn name() -> Option<Name> {
	Name::new("temp").ok()
}

impl Fridge {
	/// As it leaves the factory, and is switched on for the first time.
	#[inline(never)]
	pub fn boot(key: Key) -> Option<Self> {
		let mut counter = TwoSlots::new(Pages([[0xff; SLOT_LEN]; 2]));
		Numbers::provision(&mut counter, 1).ok()?;
		let numbers = Numbers::resume(counter, BLOCK).ok()?;
		let public = key.public_key();
		let log = MemoryLog::new();
		Some(Self {
			device: Device::new(IDENTITY, key, numbers),
			key: public,
			readings: Collector::resume(name()?, Some(Unit::Celsius), -1, log).ok()?,
		})
	}

	/// The proof for its enrolment.
	#[inline(never)]
	pub fn enrol(&self) -> Option<Signature> {
		self.device
			.possession(&self.key, OWNER, NOON, NOON + 3_600_000)
			.ok()
	}

	/// One reading, signed.
	#[inline(never)]
	pub fn report<'b>(
		&mut self,
		buffer: &'b mut [u8; MAX_ENVELOPE_LEN],
		time: u64,
		tenths: i64,
	) -> Option<Sealed<'b>> {
		let record = Record {
			name: name()?,
			unit: Some(Unit::Celsius),
			time,
			value: Decimal::new(tenths, -1).ok()?,
		};
		self.device.readings(buffer, &[record]).ok()
	}

	/// One reading, for the batch.
	#[inline(never)]
	pub fn collect(&mut self, time: u64, tenths: i64) -> Option<Leaf> {
		let reading = Reading {
			time,
			value: tenths,
		};
		self.readings.push(reading).ok()
	}

	/// The batch, signed.
	#[inline(never)]
	pub fn close<'b>(
		&mut self,
		buffer: &'b mut [u8; MAX_ENVELOPE_LEN],
	) -> Option<(Batch, Sealed<'b>)> {
		let batch = self.readings.batch().ok()?;
		let sealed = self.device.batch(buffer, &batch).ok()?;
		Some((batch, sealed))
	}

	/// The proof of one of its readings.
	#[inline(never)]
	pub fn prove(&mut self, batch: &Batch, index: u32) -> Option<Proof> {
		prove(batch, self.readings.log(), index).ok()
	}

	/// The order is carried out.
	#[inline(never)]
	pub fn acknowledge(&self) -> Option<Signature> {
		self.device.acknowledge(&COMMAND, NOON + 60_000).ok()
	}
}

/// Nothing here allocates. A library that this is built from can, and so the compiler asks who would
/// do it; the answer is a function that nobody has. If anything allocated, the linker would miss it.
mod nobody {
	use core::alloc::{GlobalAlloc, Layout};

	struct Nobody;

	extern "C" {
		fn this_firmware_has_no_allocator() -> !;
	}

	// SAFETY: it never returns memory, and it is never linked.
	unsafe impl GlobalAlloc for Nobody {
		unsafe fn alloc(&self, _: Layout) -> *mut u8 {
			unsafe { this_firmware_has_no_allocator() }
		}

		unsafe fn dealloc(&self, _: *mut u8, _: Layout) {
			unsafe { this_firmware_has_no_allocator() }
		}
	}

	#[global_allocator]
	static NOBODY: Nobody = Nobody;
}
