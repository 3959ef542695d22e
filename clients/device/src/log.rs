//! Where a batch's readings are kept.

use core::fmt;
use hallmark_envelope::Moment;

/// One reading: when, and what, as a mantissa that goes with its batch's exponent.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Reading {
	/// When it was measured, in milliseconds since the Unix epoch.
	pub time: Moment,
	/// What was measured.
	pub value: i64,
}

/// Keeps the readings of one batch, in their order: on a memory card, in flash, in memory.
///
/// A batch's signature speaks for readings that nobody else has. Whoever loses them can prove none of
/// them any more, and the batch's extremes stand for its whole time.
pub trait ReadingLog {
	/// What can go wrong.
	type Error;

	/// How many readings there are.
	///
	/// Errors: the log's own.
	fn count(&mut self) -> Result<u32, Self::Error>;

	/// The reading at `index`, from 0.
	///
	/// Errors: the log's own, among them that there is none.
	fn get(&mut self, index: u32) -> Result<Reading, Self::Error>;

	/// Add a reading behind the others. If it fails, or the power goes, the reading is there or it is
	/// not, and the others stay.
	///
	/// Errors: the log's own, among them that it is full.
	fn append(&mut self, reading: Reading) -> Result<(), Self::Error>;
}

impl<L: ReadingLog + ?Sized> ReadingLog for &mut L {
	type Error = L::Error;

	fn count(&mut self) -> Result<u32, Self::Error> {
		(**self).count()
	}

	fn get(&mut self, index: u32) -> Result<Reading, Self::Error> {
		(**self).get(index)
	}

	fn append(&mut self, reading: Reading) -> Result<(), Self::Error> {
		(**self).append(reading)
	}
}

/// A log in memory for `N` readings, 16 bytes each. A loss of power empties it.
#[derive(Clone, Debug)]
pub struct MemoryLog<const N: usize> {
	readings: [Reading; N],
	count: usize,
}

/// Why a [`MemoryLog`] does not do it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MemoryLogError {
	/// There is no room for another reading.
	Full,
	/// There is no reading at this index.
	NoReading,
}

impl fmt::Display for MemoryLogError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Full => "the log is full",
			Self::NoReading => "there is no such reading",
		})
	}
}

impl core::error::Error for MemoryLogError {}

impl<const N: usize> Default for MemoryLog<N> {
	fn default() -> Self {
		Self::new()
	}
}

impl<const N: usize> MemoryLog<N> {
	/// Without readings.
	pub const fn new() -> Self {
		Self {
			readings: [Reading { time: 0, value: 0 }; N],
			count: 0,
		}
	}

	/// Forget all readings.
	pub fn clear(&mut self) {
		self.count = 0;
	}
}

impl<const N: usize> ReadingLog for MemoryLog<N> {
	type Error = MemoryLogError;

	fn count(&mut self) -> Result<u32, Self::Error> {
		// More than fit 32 bits are more than fit any batch.
		Ok(u32::try_from(self.count).unwrap_or(u32::MAX))
	}

	fn get(&mut self, index: u32) -> Result<Reading, Self::Error> {
		let index = usize::try_from(index).map_err(|_| MemoryLogError::NoReading)?;
		let there = self.readings.get(..self.count).unwrap_or_default();
		there.get(index).copied().ok_or(MemoryLogError::NoReading)
	}

	fn append(&mut self, reading: Reading) -> Result<(), Self::Error> {
		let free = self.readings.get_mut(self.count);
		*free.ok_or(MemoryLogError::Full)? = reading;
		self.count += 1;
		Ok(())
	}
}
