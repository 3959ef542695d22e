//! Collecting readings for a batch.

use crate::{Reading, ReadingLog};
use core::fmt;
use hallmark_envelope::{Batch, BatchBuilder, Error, Leaf, Name, Unit};

/// Why a reading is not collected. `E` is the log's error.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CollectorError<E> {
	/// The log failed. Whether it has the reading is for it to say: begin anew with
	/// [`Collector::resume`].
	Log(E),
	/// No batch can have it, for this reason; the batch is as it was.
	Refused(Error),
}

impl<E: fmt::Display> fmt::Display for CollectorError<E> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Log(error) => write!(f, "the log failed: {error}"),
			Self::Refused(error) => write!(f, "no batch can have it: {error}"),
		}
	}
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for CollectorError<E> {}

/// Collects the readings of one stream: writes each to a log and keeps what their batch needs, 1.2 KiB
/// whatever their number.
///
/// A reading is in the log before it is in the batch: what is signed can be proven.
#[derive(Debug)]
pub struct Collector<L> {
	builder: BatchBuilder,
	log: L,
}

impl<L: ReadingLog> Collector<L> {
	/// Collect readings of a stream, those first that the log has already: an empty log begins a
	/// batch, any other goes on with one that a loss of power interrupted. Two hashes for each of
	/// these, on average.
	///
	/// Errors: [`CollectorError::Refused`] with [`Error::BatchExponent`], or with whatever is wrong
	/// with what the log has; [`CollectorError::Log`].
	pub fn resume(
		name: Name,
		unit: Option<Unit>,
		exponent: i8,
		mut log: L,
	) -> Result<Self, CollectorError<L::Error>> {
		let mut builder =
			BatchBuilder::new(name, unit, exponent).map_err(CollectorError::Refused)?;
		for index in 0..log.count().map_err(CollectorError::Log)? {
			let Reading { time, value } = log.get(index).map_err(CollectorError::Log)?;
			builder.push(time, value).map_err(CollectorError::Refused)?;
		}
		Ok(Self { builder, log })
	}

	/// How many readings there are.
	pub fn count(&self) -> u32 {
		self.builder.count()
	}

	/// Add a reading: when it was measured, in milliseconds since the Unix epoch, not before the one
	/// before it; and its mantissa. Returns its leaf. Two hashes on average, and a copy of the batch
	/// so far.
	///
	/// Errors: [`CollectorError::Refused`] with [`Error::BatchCount`] where the batch is full,
	/// [`Error::TimeRelative`], [`Error::TimeOutOfRange`], [`Error::BatchOrder`] or
	/// [`Error::BatchSum`]; [`CollectorError::Log`].
	pub fn push(&mut self, reading: Reading) -> Result<Leaf, CollectorError<L::Error>> {
		let mut after = self.builder.clone();
		let leaf = after
			.push(reading.time, reading.value)
			.map_err(CollectorError::Refused)?;
		self.log.append(reading).map_err(CollectorError::Log)?;
		self.builder = after;
		Ok(leaf)
	}

	/// The batch of the readings so far, to be sealed by [`Device::batch`](crate::Device::batch).
	///
	/// Errors: [`Error::BatchCount`] where there is none.
	pub fn batch(&self) -> Result<Batch, Error> {
		self.builder.batch()
	}

	/// The log, to [`prove`](crate::prove) readings from. Nobody else adds any.
	pub fn log(&mut self) -> &mut L {
		&mut self.log
	}

	/// Give the log back, to [`prove`](crate::prove) readings from.
	pub fn into_log(self) -> L {
		self.log
	}
}
