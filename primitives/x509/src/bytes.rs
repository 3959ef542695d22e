//! Byte strings of bounded length that need no allocator.

use codec::{
	Decode, DecodeWithMemTracking, Encode, EncodeLike, Error, Input, MaxEncodedLen, Output,
};
use core::{fmt, ops::Deref};
use scale_info::{Type, TypeInfo};

/// At most `N` bytes, kept in place. Encoded as a `Vec<u8>` is; decoding refuses a longer one.
#[derive(Clone, Copy)]
pub struct Bytes<const N: usize> {
	bytes: [u8; N],
	/// How many of them count. At most `N`.
	length: usize,
}

impl<const N: usize> Bytes<N> {
	/// No bytes.
	pub const fn new() -> Self {
		Self {
			bytes: [0; N],
			length: 0,
		}
	}

	/// These bytes. `None` if they are more than `N`.
	pub fn from_slice(bytes: &[u8]) -> Option<Self> {
		let mut new = Self::new();
		new.append(bytes)?;
		Some(new)
	}

	/// The bytes.
	pub fn as_slice(&self) -> &[u8] {
		&self.bytes[..self.length]
	}

	/// Put more bytes behind. `None`, and nothing changes, if there is no room for all.
	pub(crate) fn append(&mut self, more: &[u8]) -> Option<()> {
		let end = self.length.checked_add(more.len())?;
		self.bytes.get_mut(self.length..end)?.copy_from_slice(more);
		self.length = end;
		Some(())
	}

	/// Put bytes behind in hexadecimal, in lower case. `None` if there is no room for all.
	pub(crate) fn append_hex(&mut self, more: &[u8]) -> Option<()> {
		const DIGITS: &[u8; 16] = b"0123456789abcdef";
		more.iter().try_for_each(|byte| {
			let digit = |nibble: u8| DIGITS[usize::from(nibble)];
			self.append(&[digit(byte >> 4), digit(byte & 0x0f)])
		})
	}
}

impl<const N: usize> Default for Bytes<N> {
	fn default() -> Self {
		Self::new()
	}
}

impl<const N: usize> Deref for Bytes<N> {
	type Target = [u8];

	fn deref(&self) -> &[u8] {
		self.as_slice()
	}
}

impl<const N: usize> AsRef<[u8]> for Bytes<N> {
	fn as_ref(&self) -> &[u8] {
		self.as_slice()
	}
}

// What lies behind the last byte that counts is no part of the value.
impl<const N: usize> PartialEq for Bytes<N> {
	fn eq(&self, other: &Self) -> bool {
		self.as_slice() == other.as_slice()
	}
}

impl<const N: usize> Eq for Bytes<N> {}

impl<const N: usize> fmt::Debug for Bytes<N> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "\"{}\"", self.escape_ascii())
	}
}

impl<const N: usize> Encode for Bytes<N> {
	fn size_hint(&self) -> usize {
		self.as_slice().size_hint()
	}

	fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
		self.as_slice().encode_to(output);
	}
}

impl<const N: usize> EncodeLike for Bytes<N> {}

impl<const N: usize> Decode for Bytes<N> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let length = codec::Compact::<u32>::decode(input)?.0 as usize;
		let mut new = Self::new();
		let place = new.bytes.get_mut(..length).ok_or("longer than its bound")?;
		input.read(place)?;
		new.length = length;
		Ok(new)
	}
}

impl<const N: usize> DecodeWithMemTracking for Bytes<N> {}

impl<const N: usize> MaxEncodedLen for Bytes<N> {
	fn max_encoded_len() -> usize {
		codec::Compact(N as u32).encoded_size() + N
	}
}

impl<const N: usize> TypeInfo for Bytes<N> {
	// To a client this is a sequence of bytes like any other.
	type Identity = [u8];

	fn type_info() -> Type {
		<[u8]>::type_info()
	}
}
