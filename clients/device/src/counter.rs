//! Numbers that are never used twice, whatever happens to the power.

use core::{fmt, num::NonZeroU32};

/// Where one number outlives a loss of power.
///
/// What an implementation must keep to, and all that [`Numbers`] relies on:
///
/// - when [`store`](Self::store) returns `Ok`, every later [`load`](Self::load) returns that number,
///   also after a loss of power, until the next `store`;
/// - when `store` fails, or the power goes while it runs, `load` returns the number before or the new
///   one, and no other.
///
/// [`TwoSlots`](crate::TwoSlots) is one, over any memory of which two parts are written apart.
pub trait Counter {
	/// What can go wrong with the memory.
	type Error;

	/// The number that was stored last. `None` if there is none: it never was, or what is there is
	/// not readable any more. Never zero in place of that.
	///
	/// Errors: the memory's own.
	fn load(&mut self) -> Result<Option<u64>, Self::Error>;

	/// Keep `number` from now on.
	///
	/// Errors: the memory's own.
	fn store(&mut self, number: u64) -> Result<(), Self::Error>;
}

impl<C: Counter + ?Sized> Counter for &mut C {
	type Error = C::Error;

	fn load(&mut self) -> Result<Option<u64>, Self::Error> {
		(**self).load()
	}

	fn store(&mut self, number: u64) -> Result<(), Self::Error> {
		(**self).store(number)
	}
}

/// Why there is no number. `E` is the memory's error.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CounterError<E> {
	/// The memory did not do what it should. No number was given away; asking again is safe.
	Memory(E),
	/// There is no number to go on from. A device that has signed before must not begin anew: let
	/// its owner look up the highest number that the chain has seen, and
	/// [`provision`](Numbers::provision) above it.
	Blank,
	/// The memory is at this number already: beginning below it would use numbers twice.
	Ahead(u64),
	/// Zero is no number.
	Zero,
	/// There is no number left: at one a nanosecond, after 584 years.
	Exhausted,
}

impl<E: fmt::Display> fmt::Display for CounterError<E> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Memory(error) => write!(f, "the counter's memory failed: {error}"),
			Self::Blank => f.write_str("the counter was never provisioned, or is lost"),
			Self::Ahead(stored) => write!(f, "the counter is at {stored} already"),
			Self::Zero => f.write_str("zero is no number"),
			Self::Exhausted => f.write_str("there is no number left"),
		}
	}
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for CounterError<E> {}

/// A device's numbers, each given once.
///
/// A number is written down before it is used: the counter always holds one that is above every
/// number that was ever given. It is written ahead by a block of numbers, so that flash is worn once
/// a block; after a loss of power what is left of the block is lost.
#[derive(Debug)]
pub struct Numbers<C> {
	counter: C,
	/// The next number.
	next: u64,
	/// What the counter holds. Numbers below it may be given.
	reserved: u64,
	/// How many numbers are written down at once.
	block: NonZeroU32,
}

impl<C: Counter> Numbers<C> {
	/// Write down that `first` is the next number: 1 where the device is made; after a loss of the
	/// counter, well above the highest that the chain has seen.
	///
	/// Errors: [`CounterError::Zero`]; [`CounterError::Ahead`] where the memory has a higher number;
	/// [`CounterError::Memory`].
	pub fn provision(counter: &mut C, first: u64) -> Result<(), CounterError<C::Error>> {
		if first == 0 {
			return Err(CounterError::Zero);
		}
		match counter.load().map_err(CounterError::Memory)? {
			Some(stored) if stored > first => Err(CounterError::Ahead(stored)),
			_ => counter.store(first).map_err(CounterError::Memory),
		}
	}

	/// Go on after a start. Writes nothing.
	///
	/// `block` is how many numbers are reserved by one write: that many envelopes for one wear of the
	/// flash, and at most that many numbers lost by a loss of power. Lost numbers push envelopes that
	/// still wait for a link out of the chain's window of 64, so a device that keeps a backlog takes
	/// a small one: 16, say.
	///
	/// Errors: [`CounterError::Blank`], [`CounterError::Memory`].
	pub fn resume(mut counter: C, block: NonZeroU32) -> Result<Self, CounterError<C::Error>> {
		let stored = counter.load().map_err(CounterError::Memory)?;
		let next = stored
			.filter(|number| *number > 0)
			.ok_or(CounterError::Blank)?;
		Ok(Self {
			counter,
			next,
			reserved: next,
			block,
		})
	}

	/// The number that is given next, unless the power goes before.
	pub fn upcoming(&self) -> u64 {
		self.next
	}

	/// The next number, for good: it is not given again, whether it is used or not.
	///
	/// Errors: [`CounterError::Exhausted`], [`CounterError::Memory`].
	pub fn take(&mut self) -> Result<u64, CounterError<C::Error>> {
		let number = self.reserve()?;
		self.spend();
		Ok(number)
	}

	/// See to it that the next number is written down, and return it.
	pub(crate) fn reserve(&mut self) -> Result<u64, CounterError<C::Error>> {
		if self.next >= self.reserved {
			let block = u64::from(self.block.get());
			let reserved = self.next.saturating_add(block);
			if reserved == self.next {
				return Err(CounterError::Exhausted);
			}
			self.counter.store(reserved).map_err(CounterError::Memory)?;
			self.reserved = reserved;
		}
		Ok(self.next)
	}

	/// The number that was reserved is used.
	pub(crate) fn spend(&mut self) {
		// Below what is reserved, and so below the largest number.
		self.next += 1;
	}

	/// Give the counter back. What is left of the block is lost.
	pub fn into_counter(self) -> C {
		self.counter
	}
}
