//! Numbers, and what a loss of power does to them.

use super::*;
use hallmark_envelope::Signer;
use hallmark_keys::{Algorithm, Signature};
use std::{
	collections::BTreeMap,
	string::{String, ToString},
};

/// A key that costs nothing: here the numbers matter.
struct Cheap;

impl Signer for Cheap {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Ed25519
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		Some(Signature(core::array::from_fn(|place| message[place])))
	}
}

/// Everything that a device ever signed, by number.
#[derive(Default)]
struct Signed(BTreeMap<u64, Vec<u8>>);

impl Signed {
	/// What the chain, or whoever collects a device's envelopes, would do.
	fn hear(&mut self, sealed: Sealed<'_>) {
		let before = self.0.insert(sealed.number, sealed.bytes.to_vec());
		assert_eq!(before, None, "number {} is used twice", sealed.number);
		let envelope = Envelope::parse(sealed.bytes).expect("well formed");
		assert_eq!(envelope.sequence(), sealed.number);
	}
}

/// Switch the device on and let it sign until the power goes, but at most `most` envelopes. Each
/// envelope says something that was never said before.
fn live(flash: &Flash, numbers: u32, most: usize, said: &mut i64, signed: &mut Signed) {
	let Ok(numbers) = Numbers::resume(TwoSlots::new(flash.clone()), block(numbers)) else {
		assert!(flash.is_off(), "while there is power there is a counter");
		return;
	};
	let mut device = Device::new(IDENTITY, Cheap, numbers);
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	for _ in 0..most {
		*said += 1;
		match device.readings(&mut buffer, &[record(NOON, *said)]) {
			Ok(sealed) => signed.hear(sealed),
			Err(error) => {
				assert!(flash.is_off(), "{error:?}");
				return;
			},
		}
	}
}

fn provisioned() -> Flash {
	let flash = Flash::new();
	Numbers::provision(&mut TwoSlots::new(flash.clone()), 1).expect("the memory works");
	flash
}

#[test]
fn no_number_is_used_twice_wherever_the_power_goes() {
	// The power goes at every byte of the first three writes, and goes again at every byte of the
	// first write after that.
	for block in [1, 2, 5] {
		for first in 0..=6 * SLOT_LEN {
			for second in 0..=2 * SLOT_LEN {
				let (flash, mut said, mut signed) = (provisioned(), 0, Signed::default());
				for power in [first, second, usize::MAX] {
					flash.power(power);
					live(&flash, block, 4 * block as usize, &mut said, &mut signed);
				}
				assert!(
					signed.0.len() >= 4 * block as usize,
					"the last life is whole"
				);
			}
		}
	}
}

#[test]
fn no_number_is_used_twice_in_a_long_life_of_short_days() {
	let mut dice = Dice(3);
	for block in [1, 3, 16] {
		let (flash, mut said, mut signed) = (provisioned(), 0, Signed::default());
		for day in 0..400 {
			// Sometimes in a write, sometimes between two.
			flash.power(dice.below(40 * SLOT_LEN as u64) as usize);
			let most = dice.below(40) as usize;
			live(&flash, block, most, &mut said, &mut signed);
			if day % 7 == 0 {
				flash.power(usize::MAX);
				live(&flash, block, 1, &mut said, &mut signed);
			}
		}
		assert!(signed.0.len() > 100);
	}
}

#[test]
fn the_counter_is_above_every_number_before_it_is_given() {
	let flash = provisioned();
	let mut numbers = Numbers::resume(TwoSlots::new(flash.clone()), block(3)).expect("provisioned");
	for expected in 1..=10 {
		assert_eq!(numbers.upcoming(), expected);
		assert_eq!(numbers.take(), Ok(expected));
		let stored = TwoSlots::new(flash.clone()).load().expect("it works");
		assert!(stored > Some(expected), "{stored:?} for {expected}");
	}
}

#[test]
fn flash_is_written_once_a_block_and_at_most_a_block_is_lost() {
	let flash = provisioned();
	let before = flash.writes();
	let mut numbers =
		Numbers::resume(TwoSlots::new(flash.clone()), block(16)).expect("provisioned");
	assert_eq!(flash.writes(), before, "resuming writes nothing");
	for _ in 0..33 {
		numbers.take().expect("there are numbers");
	}
	assert_eq!(flash.writes() - before, 3);

	let numbers = Numbers::resume(numbers.into_counter(), block(16)).expect("provisioned");
	assert_eq!(
		numbers.upcoming(),
		49,
		"33 were given, three blocks reserved"
	);
}

#[test]
fn a_counter_without_a_number_does_not_begin_anew() {
	let blank = Numbers::resume(TwoSlots::new(Flash::new()), block(1));
	assert_eq!(blank.expect_err("blank"), CounterError::Blank);

	// Both pages are lost.
	let flash = provisioned();
	flash.0.borrow_mut().pages = [[0; SLOT_LEN]; 2];
	let lost = Numbers::resume(TwoSlots::new(flash.clone()), block(1));
	assert_eq!(lost.expect_err("lost"), CounterError::Blank);

	// Its owner has looked up what the chain has seen.
	let mut counter = TwoSlots::new(flash);
	assert_eq!(Numbers::provision(&mut counter, 5_000), Ok(()));
	let mut numbers = Numbers::resume(counter, block(1)).expect("provisioned");
	assert_eq!(numbers.take(), Ok(5_000));
}

#[test]
fn one_lost_page_costs_a_block_and_no_more() {
	for slot in [Slot::A, Slot::B] {
		let flash = provisioned();
		let mut numbers =
			Numbers::resume(TwoSlots::new(flash.clone()), block(4)).expect("provisioned");
		for _ in 0..9 {
			numbers.take().expect("there are numbers");
		}
		let newest = TwoSlots::new(flash.clone()).load().expect("it works");
		flash.0.borrow_mut().pages[place(slot)][3] ^= 1;
		let left = TwoSlots::new(flash.clone()).load().expect("it works");
		assert!(left == newest || left == newest.map(|number| number - 4));
	}
}

#[test]
fn a_counter_is_never_set_back() {
	let mut counter = TwoSlots::new(Flash::new());
	assert_eq!(Numbers::provision(&mut counter, 0), Err(CounterError::Zero));
	assert_eq!(Numbers::provision(&mut counter, 100), Ok(()));
	assert_eq!(
		Numbers::provision(&mut counter, 99),
		Err(CounterError::Ahead(100))
	);
	assert_eq!(Numbers::provision(&mut counter, 100), Ok(()));
	assert_eq!(counter.load(), Ok(Some(100)));
}

#[test]
fn the_last_number_is_not_followed_by_the_first() {
	let mut counter = TwoSlots::new(Flash::new());
	Numbers::provision(&mut counter, u64::MAX - 2).expect("the memory works");
	let mut numbers = Numbers::resume(&mut counter, block(16)).expect("provisioned");
	assert_eq!(numbers.take(), Ok(u64::MAX - 2));
	assert_eq!(numbers.take(), Ok(u64::MAX - 1));
	assert_eq!(numbers.take(), Err(CounterError::Exhausted));
	assert_eq!(numbers.take(), Err(CounterError::Exhausted));

	let mut numbers = Numbers::resume(&mut counter, block(16)).expect("provisioned");
	assert_eq!(numbers.take(), Err(CounterError::Exhausted));
}

#[test]
fn a_memory_that_fails_gives_no_number_and_is_asked_again() {
	let flash = provisioned();
	let mut numbers = Numbers::resume(TwoSlots::new(flash.clone()), block(2)).expect("provisioned");
	flash.power(20);
	let failed = Err(CounterError::Memory(SlotsError::Memory(Cut)));
	assert_eq!(numbers.take(), failed);
	flash.power(usize::MAX);
	assert_eq!(numbers.take(), Ok(1));

	flash.power(0);
	let dead = || TwoSlots::new(flash.clone());
	let memory = CounterError::Memory(SlotsError::Memory(Cut));
	assert_eq!(
		Numbers::resume(dead(), block(2)).expect_err("no power"),
		memory
	);
	assert_eq!(Numbers::provision(&mut dead(), 2), Err(memory));
}

/// A memory of which one bit is stuck.
struct Stuck([[u8; SLOT_LEN]; 2]);

impl Slots for Stuck {
	type Error = Cut;

	fn read(&mut self, slot: Slot) -> Result<[u8; SLOT_LEN], Cut> {
		let mut bytes = self.0[place(slot)];
		bytes[0] |= 1;
		Ok(bytes)
	}

	fn write(&mut self, slot: Slot, bytes: &[u8; SLOT_LEN]) -> Result<(), Cut> {
		self.0[place(slot)] = *bytes;
		Ok(())
	}
}

#[test]
fn a_memory_that_does_not_keep_a_number_is_noticed_before_the_number_is_used() {
	let mut counter = TwoSlots::new(Stuck([[0; SLOT_LEN]; 2]));
	assert_eq!(counter.store(7), Ok(()), "the bit is set anyway");
	assert_eq!(counter.store(8), Err(SlotsError::Worn));
	let mut numbers = Numbers::resume(counter, block(1)).expect("there is the 7");
	let worn = Err(CounterError::Memory(SlotsError::Worn));
	assert_eq!(numbers.take(), worn);
	assert_eq!(numbers.take(), worn);
}

#[test]
fn errors_say_what_is_wrong() {
	let said: Vec<String> = [
		CounterError::<SlotsError<MemoryLogError>>::Memory(SlotsError::Worn),
		CounterError::Memory(SlotsError::Memory(MemoryLogError::Full)),
		CounterError::Blank,
		CounterError::Ahead(7),
		CounterError::Zero,
		CounterError::Exhausted,
	]
	.iter()
	.map(ToString::to_string)
	.collect();
	assert_eq!(
		said,
		vec![
			"the counter's memory failed: the memory does not keep what is written",
			"the counter's memory failed: the log is full",
			"the counter was never provisioned, or is lost",
			"the counter is at 7 already",
			"zero is no number",
			"there is no number left",
		]
	);
}
