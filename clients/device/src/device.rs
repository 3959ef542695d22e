//! A device that signs envelopes.

use crate::{Counter, CounterError, Numbers};
use core::fmt;
use hallmark_envelope::{seal_batch, seal_readings, Batch, Header, Record, SealError, Signer};

/// Who the device is and which chain it speaks to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Identity {
	/// The device's id: BLAKE2b-256 of maker and serial number, as `docs/devices.md` shows.
	pub device: [u8; 32],
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
}

/// An envelope, ready to be carried.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Sealed<'b> {
	/// Its number. A correction names it, and the proofs of a batch do.
	pub number: u64,
	/// Its bytes. Whoever sends them again sends these, and does not seal anew.
	pub bytes: &'b [u8],
}

/// Why there is no envelope. `E` is the error of the counter's memory.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DeviceError<E> {
	/// There is no number for it.
	Counter(CounterError<E>),
	/// It cannot be made or would be refused, or the key did not sign. Only in the last case a number
	/// is lost.
	Seal(SealError),
}

impl<E: fmt::Display> fmt::Display for DeviceError<E> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Counter(error) => error.fmt(f),
			Self::Seal(error) => error.fmt(f),
		}
	}
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for DeviceError<E> {}

/// A device: who it is, its key, and its numbers.
#[derive(Debug)]
pub struct Device<S, C> {
	pub(crate) identity: Identity,
	pub(crate) signer: S,
	numbers: Numbers<C>,
}

impl<S, C> Device<S, C> {
	/// A device that signs with `signer` and counts with `numbers`. One device has one counter, for
	/// everything that it ever signs.
	pub const fn new(identity: Identity, signer: S, numbers: Numbers<C>) -> Self {
		Self {
			identity,
			signer,
			numbers,
		}
	}

	/// Who it is.
	pub fn identity(&self) -> &Identity {
		&self.identity
	}

	/// The same device with its next key. The numbers go on.
	pub fn with_signer<T>(self, signer: T) -> Device<T, C> {
		Device {
			identity: self.identity,
			signer,
			numbers: self.numbers,
		}
	}

	/// Give the numbers back.
	pub fn into_numbers(self) -> Numbers<C> {
		self.numbers
	}
}

impl<S: Signer, C: Counter> Device<S, C> {
	/// Seal one to [`MAX_RECORDS`](hallmark_envelope::MAX_RECORDS) readings into `buffer`, for which
	/// [`MAX_ENVELOPE_LEN`](hallmark_envelope::MAX_ENVELOPE_LEN) bytes are enough: 145 for one
	/// reading, 6 to 15 for each further one of its stream.
	///
	/// Errors: [`DeviceError::Counter`]; [`DeviceError::Seal`] with whatever the chain would say of
	/// the records.
	pub fn readings<'b>(
		&mut self,
		buffer: &'b mut [u8],
		records: &[Record],
	) -> Result<Sealed<'b>, DeviceError<C::Error>> {
		self.seal(None, |header, genesis, signer| {
			seal_readings(buffer, header, records, genesis, signer)
		})
	}

	/// Seal the reading that replaces the one of the envelope `corrects`. Same stream, same moment:
	/// the chain accepts it for the last eight readings of a stream, once each.
	///
	/// Errors: those of [`readings`](Self::readings); [`DeviceError::Seal`] for a number that the
	/// device has not used yet.
	pub fn correct_reading<'b>(
		&mut self,
		buffer: &'b mut [u8],
		corrects: u64,
		record: &Record,
	) -> Result<Sealed<'b>, DeviceError<C::Error>> {
		let records = core::slice::from_ref(record);
		self.seal(Some(corrects), |header, genesis, signer| {
			seal_readings(buffer, header, records, genesis, signer)
		})
	}

	/// Seal a batch into `buffer`: about 240 bytes. Write the envelope down before its log is given
	/// free.
	///
	/// Errors: those of [`readings`](Self::readings).
	pub fn batch<'b>(
		&mut self,
		buffer: &'b mut [u8],
		batch: &Batch,
	) -> Result<Sealed<'b>, DeviceError<C::Error>> {
		self.seal(None, |header, genesis, signer| {
			seal_batch(buffer, header, batch, genesis, signer)
		})
	}

	/// Seal the batch that replaces that of the envelope `corrects`. Same stream, same times.
	///
	/// Errors: those of [`correct_reading`](Self::correct_reading).
	pub fn correct_batch<'b>(
		&mut self,
		buffer: &'b mut [u8],
		corrects: u64,
		batch: &Batch,
	) -> Result<Sealed<'b>, DeviceError<C::Error>> {
		self.seal(Some(corrects), |header, genesis, signer| {
			seal_batch(buffer, header, batch, genesis, signer)
		})
	}

	/// Give an envelope its number: written down first, used up once the key was asked.
	fn seal<'b>(
		&mut self,
		corrects: Option<u64>,
		seal: impl FnOnce(&Header, &[u8; 32], &S) -> Result<&'b [u8], SealError>,
	) -> Result<Sealed<'b>, DeviceError<C::Error>> {
		let number = self.numbers.reserve().map_err(DeviceError::Counter)?;
		let header = Header {
			device: self.identity.device,
			sequence: number,
			corrects,
		};
		let sealed = seal(&header, &self.identity.genesis, &self.signer);
		match sealed {
			// The key was not asked: nothing was signed under this number.
			Err(SealError::BufferTooSmall | SealError::Refused(_)) => (),
			// A secure element that does not answer may have signed.
			Ok(_) | Err(SealError::NotSigned) => self.numbers.spend(),
		}
		sealed
			.map(|bytes| Sealed { number, bytes })
			.map_err(DeviceError::Seal)
	}
}
