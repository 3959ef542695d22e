//! Lists of bounded length that need no allocator.

use codec::{
	Compact, Decode, DecodeWithMemTracking, Encode, EncodeLike, Error, Input, MaxEncodedLen, Output,
};
use core::{
	fmt,
	ops::{Deref, DerefMut},
};
use scale_info::{Type, TypeInfo};

/// There is no room for one more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TooMany;

impl fmt::Display for TooMany {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("the list is full")
	}
}

impl core::error::Error for TooMany {}

/// At most `N` items, kept in place; `N` is below 256. Encoded as a `Vec<T>` is; decoding refuses a
/// longer one.
#[derive(Clone, Copy)]
pub struct List<T, const N: usize> {
	items: [T; N],
	/// How many of them count. At most `N`.
	length: u8,
}

impl<T: Copy + Default, const N: usize> List<T, N> {
	const FITS: () = assert!(N < 256, "the length is a byte");

	/// No items.
	pub fn new() -> Self {
		let () = Self::FITS;
		Self {
			items: [T::default(); N],
			length: 0,
		}
	}

	/// These items.
	///
	/// Errors: [`TooMany`].
	pub fn from_slice(items: &[T]) -> Result<Self, TooMany> {
		let mut new = Self::new();
		new.items
			.get_mut(..items.len())
			.ok_or(TooMany)?
			.copy_from_slice(items);
		new.length = items.len() as u8;
		Ok(new)
	}

	/// Put an item behind the others.
	///
	/// Errors: [`TooMany`]; the list is as it was.
	pub fn push(&mut self, item: T) -> Result<(), TooMany> {
		self.insert(self.len(), item)
	}

	/// Put an item at `place`, before what is there; behind all others if `place` is beyond the end.
	///
	/// Errors: [`TooMany`]; the list is as it was.
	pub fn insert(&mut self, place: usize, item: T) -> Result<(), TooMany> {
		let length = self.len();
		if length >= N {
			return Err(TooMany);
		}
		let place = place.min(length);
		self.items.copy_within(place..length, place + 1);
		self.items[place] = item;
		self.length += 1;
		Ok(())
	}

	/// Take the last item away.
	pub fn pop(&mut self) -> Option<T> {
		let last = *self.last()?;
		self.length -= 1;
		Some(last)
	}

	/// Take the first item away.
	pub fn pop_first(&mut self) -> Option<T> {
		let first = *self.first()?;
		let length = self.len();
		self.items.copy_within(1..length, 0);
		self.length -= 1;
		Some(first)
	}

	/// Keep the first `length` items.
	pub fn truncate(&mut self, length: usize) {
		if length < self.len() {
			self.length = length as u8;
		}
	}

	/// Whether there is room for no more.
	pub fn is_full(&self) -> bool {
		self.len() >= N
	}
}

impl<T, const N: usize> Deref for List<T, N> {
	type Target = [T];

	fn deref(&self) -> &[T] {
		&self.items[..usize::from(self.length)]
	}
}

impl<T, const N: usize> DerefMut for List<T, N> {
	fn deref_mut(&mut self) -> &mut [T] {
		&mut self.items[..usize::from(self.length)]
	}
}

impl<T: Copy + Default, const N: usize> Default for List<T, N> {
	fn default() -> Self {
		Self::new()
	}
}

// What lies behind the last item that counts is no part of the value.
impl<T: PartialEq, const N: usize> PartialEq for List<T, N> {
	fn eq(&self, other: &Self) -> bool {
		**self == **other
	}
}

impl<T: Eq, const N: usize> Eq for List<T, N> {}

impl<T: fmt::Debug, const N: usize> fmt::Debug for List<T, N> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_list().entries(self.iter()).finish()
	}
}

impl<T: Encode, const N: usize> Encode for List<T, N> {
	fn size_hint(&self) -> usize {
		(**self).size_hint()
	}

	fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
		(**self).encode_to(output);
	}
}

impl<T: Encode, const N: usize> EncodeLike for List<T, N> {}

impl<T: Copy + Decode + Default, const N: usize> Decode for List<T, N> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let length = Compact::<u32>::decode(input)?.0 as usize;
		let mut new = Self::new();
		for place in new
			.items
			.get_mut(..length)
			.ok_or("longer than its bound")?
			.iter_mut()
		{
			*place = T::decode(input)?;
		}
		new.length = length as u8;
		Ok(new)
	}
}

impl<T: Copy + DecodeWithMemTracking + Default, const N: usize> DecodeWithMemTracking
	for List<T, N>
{
}

impl<T: MaxEncodedLen, const N: usize> MaxEncodedLen for List<T, N> {
	fn max_encoded_len() -> usize {
		Compact(N as u32).encoded_size() + N * T::max_encoded_len()
	}
}

impl<T: TypeInfo + 'static, const N: usize> TypeInfo for List<T, N> {
	// To a client this is a sequence like any other.
	type Identity = [T];

	fn type_info() -> Type {
		<[T]>::type_info()
	}
}
