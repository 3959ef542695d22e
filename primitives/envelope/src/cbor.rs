//! CBOR (RFC 8949), as much of it as an envelope has, in one form for each item.
//!
//! Definite lengths, shortest heads, no recursion, nothing copied. A general decoder takes more than
//! one form; two readers of an envelope would then have to agree on more than its bytes.

use crate::Error;
use core::ops::Range;

/// The tag of a decimal fraction (RFC 8949 §3.4.4).
pub(crate) const DECIMAL_FRACTION: u64 = 4;

/// One item, or the head of one that others follow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Item<'a> {
	/// An integer.
	Integer(i128),
	/// A byte string.
	Bytes(&'a [u8]),
	/// A text.
	Text(&'a str),
	/// An array of so many items.
	Array(usize),
	/// A map of so many pairs.
	Map(usize),
	/// A tag: what is tagged follows.
	Tag(u64),
	/// True or false.
	Bool(bool),
	/// `null`.
	Null,
	/// A floating-point number (IEEE 754).
	Float(Float),
	/// Another simple value, which nothing here has a use for.
	Simple,
}

/// A floating-point number by its parts: `significand · 2^exponent`, and its sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Float {
	Finite {
		negative: bool,
		significand: u64,
		exponent: i32,
	},
	Infinite,
	Nan,
}

impl Float {
	/// Takes apart the bits of a number with so many bits of exponent and of fraction.
	fn from_bits(bits: u64, exponent_bits: u32, fraction_bits: u32) -> Self {
		let fraction = bits & ((1 << fraction_bits) - 1);
		let highest = (1 << exponent_bits) - 1;
		let biased = (bits >> fraction_bits) & highest;
		let negative = (bits >> (fraction_bits + exponent_bits)) & 1 == 1;
		if biased == highest {
			return if fraction == 0 {
				Self::Infinite
			} else {
				Self::Nan
			};
		}
		// The leading one is not written, but for subnormal numbers, which have none.
		let (significand, biased) = match biased {
			0 => (fraction, 1),
			_ => (fraction | 1 << fraction_bits, biased),
		};
		let bias = (highest / 2) as i32 + fraction_bits as i32;
		Self::Finite {
			negative,
			significand,
			exponent: biased as i32 - bias,
		}
	}
}

/// Reads items from left to right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
	rest: &'a [u8],
}

impl<'a> Reader<'a> {
	pub(crate) fn new(bytes: &'a [u8]) -> Self {
		Self { rest: bytes }
	}

	/// What was not read yet.
	pub(crate) fn rest(&self) -> &'a [u8] {
		self.rest
	}

	/// That all was read.
	pub(crate) fn finish(self) -> Result<(), Error> {
		if self.rest.is_empty() {
			Ok(())
		} else {
			Err(Error::TrailingBytes)
		}
	}

	/// The next item. Every one costs at least a byte, and the number that an array or map
	/// promises is no larger than the number of bytes left.
	pub(crate) fn item(&mut self) -> Result<Item<'a>, Error> {
		#[cfg(test)]
		crate::tests::cost::count_item();
		let [initial] = *self.take()?;
		let (major, info) = (initial >> 5, initial & 0x1f);
		if major == 7 {
			return self.simple(info);
		}
		let argument = self.argument(info)?;
		Ok(match major {
			0 => Item::Integer(argument.into()),
			1 => Item::Integer(-1 - i128::from(argument)),
			2 => Item::Bytes(self.slice(argument)?),
			3 => {
				Item::Text(core::str::from_utf8(self.slice(argument)?).map_err(|_| Error::NotUtf8)?)
			},
			4 => Item::Array(self.promised(argument)?),
			5 => Item::Map(self.promised(argument)?),
			_ => Item::Tag(argument),
		})
	}

	/// Pass over an item, whatever is in it, without recursion.
	pub(crate) fn skip(&mut self) -> Result<(), Error> {
		let mut pending = 1usize;
		while pending > 0 {
			let inside = match self.item()? {
				Item::Array(length) => length,
				Item::Map(length) => length.saturating_mul(2),
				Item::Tag(_) => 1,
				_ => 0,
			};
			pending = (pending - 1).saturating_add(inside);
		}
		Ok(())
	}

	/// The number in an item's head.
	fn argument(&mut self, info: u8) -> Result<u64, Error> {
		let (argument, least) = match info {
			0..=23 => (info.into(), 0),
			24 => (u8::from_be_bytes(*self.take()?).into(), 24),
			25 => (u16::from_be_bytes(*self.take()?).into(), 1 << 8),
			26 => (u32::from_be_bytes(*self.take()?).into(), 1 << 16),
			27 => (u64::from_be_bytes(*self.take()?), 1 << 32),
			31 => return Err(Error::IndefiniteLength),
			_ => return Err(Error::NotWellFormed),
		};
		if argument < least {
			return Err(Error::NotShortest);
		}
		Ok(argument)
	}

	/// Major type 7: a float may be of any width, as the narrower one says the same.
	fn simple(&mut self, info: u8) -> Result<Item<'a>, Error> {
		Ok(match info {
			20 | 21 => Item::Bool(info == 21),
			22 => Item::Null,
			0..=23 => Item::Simple,
			// The values below 32 have one form, in one byte (RFC 8949 §3.3).
			24 => match *self.take()? {
				[0..=31] => return Err(Error::NotWellFormed),
				_ => Item::Simple,
			},
			25 => {
				let bits = u16::from_be_bytes(*self.take()?);
				Item::Float(Float::from_bits(bits.into(), 5, 10))
			},
			26 => {
				let bits = u32::from_be_bytes(*self.take()?);
				Item::Float(Float::from_bits(bits.into(), 8, 23))
			},
			27 => {
				let bits = u64::from_be_bytes(*self.take()?);
				Item::Float(Float::from_bits(bits, 11, 52))
			},
			// The end of something of indefinite length, or reserved.
			_ => return Err(Error::NotWellFormed),
		})
	}

	fn take<const N: usize>(&mut self) -> Result<&'a [u8; N], Error> {
		let (taken, rest) = self.rest.split_first_chunk().ok_or(Error::Truncated)?;
		self.rest = rest;
		Ok(taken)
	}

	fn slice(&mut self, length: u64) -> Result<&'a [u8], Error> {
		let length = self.promised(length)?;
		let (taken, rest) = self.rest.split_at(length);
		self.rest = rest;
		Ok(taken)
	}

	/// A number of bytes or items that follow: no more than there are bytes.
	fn promised(&self, number: u64) -> Result<usize, Error> {
		usize::try_from(number)
			.ok()
			.filter(|number| *number <= self.rest.len())
			.ok_or(Error::Truncated)
	}
}

/// The buffer has no room for what is to be written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Full;

/// Writes items into a buffer, in the form that [`Reader`] reads.
#[derive(Debug)]
pub(crate) struct Writer<'b> {
	buffer: &'b mut [u8],
	length: usize,
}

impl<'b> Writer<'b> {
	pub(crate) fn new(buffer: &'b mut [u8]) -> Self {
		Self { buffer, length: 0 }
	}

	/// What was written.
	pub(crate) fn written(&self) -> &[u8] {
		&self.buffer[..self.length]
	}

	/// What was written, for as long as the buffer lives.
	pub(crate) fn finish(self) -> &'b [u8] {
		&self.buffer[..self.length]
	}

	pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), Full> {
		let end = self.length.checked_add(bytes.len()).ok_or(Full)?;
		self.buffer
			.get_mut(self.length..end)
			.ok_or(Full)?
			.copy_from_slice(bytes);
		self.length = end;
		Ok(())
	}

	pub(crate) fn integer(&mut self, value: i64) -> Result<(), Full> {
		if value < 0 {
			// −1 − value, which cannot overflow.
			self.head(1, !value as u64)
		} else {
			self.head(0, value as u64)
		}
	}

	pub(crate) fn unsigned(&mut self, value: u64) -> Result<(), Full> {
		self.head(0, value)
	}

	pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
		self.head(2, bytes.len() as u64)?;
		self.raw(bytes)
	}

	pub(crate) fn text(&mut self, text: &str) -> Result<(), Full> {
		self.head(3, text.len() as u64)?;
		self.raw(text.as_bytes())
	}

	pub(crate) fn array(&mut self, length: usize) -> Result<(), Full> {
		self.head(4, length as u64)
	}

	pub(crate) fn map(&mut self, length: usize) -> Result<(), Full> {
		self.head(5, length as u64)
	}

	pub(crate) fn tag(&mut self, tag: u64) -> Result<(), Full> {
		self.head(6, tag)
	}

	/// `mantissa · 10^exponent` (RFC 8949 §3.4.4).
	pub(crate) fn decimal_fraction(&mut self, mantissa: i64, exponent: i64) -> Result<(), Full> {
		self.tag(DECIMAL_FRACTION)?;
		self.array(2)?;
		self.integer(exponent)?;
		self.integer(mantissa)
	}

	/// A byte string of what `content` writes. Returns where in what was written that stands.
	pub(crate) fn bytes_of(
		&mut self,
		content: impl FnOnce(&mut Self) -> Result<(), Full>,
	) -> Result<Range<usize>, Full> {
		let start = self.length;
		content(self)?;
		// The head's length depends on what comes behind it: write that first, then make room.
		let end = self.length;
		let head = head(2, (end - start) as u64);
		self.raw(head.as_slice())?;
		self.buffer[start..self.length].rotate_right(head.as_slice().len());
		Ok(start + head.as_slice().len()..self.length)
	}

	fn head(&mut self, major: u8, argument: u64) -> Result<(), Full> {
		self.raw(head(major, argument).as_slice())
	}
}

/// The one to nine bytes that an item begins with.
struct Head {
	bytes: [u8; 9],
	length: usize,
}

impl Head {
	fn as_slice(&self) -> &[u8] {
		&self.bytes[..self.length]
	}
}

fn head(major: u8, argument: u64) -> Head {
	let mut bytes = [0; 9];
	let (info, width) = match argument {
		0..=23 => (argument as u8, 0),
		24..=0xff => (24, 1),
		0x100..=0xffff => (25, 2),
		0x1_0000..=0xffff_ffff => (26, 4),
		_ => (27, 8),
	};
	bytes[0] = major << 5 | info;
	bytes[1..=width].copy_from_slice(&argument.to_be_bytes()[8 - width..]);
	Head {
		bytes,
		length: 1 + width,
	}
}
