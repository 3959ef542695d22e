//! Names of streams.

use crate::Error;
use codec::{Decode, DecodeWithMemTracking, Encode, EncodeLike, Input, MaxEncodedLen, Output};
use core::{fmt, ops::Deref};
use scale_info::{Type, TypeInfo};

/// The longest name, in characters.
pub const MAX_NAME_LEN: usize = 16;

/// What a device calls one of the things that it measures (RFC 8428 §4.5.1): 1 to 16 characters from
/// `A`–`Z`, `a`–`z`, `0`–`9`, `-`, `:`, `.`, `/` and `_`, of which the first is a letter or a digit.
/// Names that differ in case differ.
///
/// Encoded in SCALE as its bytes are; decoding refuses what is no name.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Name {
	/// Zeros behind the name: none is in it, so that names compare as their texts do.
	bytes: [u8; MAX_NAME_LEN],
	length: u8,
}

impl Name {
	/// This name.
	///
	/// Errors: [`Error::NameMissing`], [`Error::NameTooLong`], [`Error::NameMalformed`].
	pub fn new(name: &str) -> Result<Self, Error> {
		Self::from_parts("", name)
	}

	/// The name that a base and what follows it make together (RFC 8428 §4.5.1).
	pub(crate) fn from_parts(base: &str, name: &str) -> Result<Self, Error> {
		let mut new = Self {
			bytes: [0; MAX_NAME_LEN],
			length: 0,
		};
		for part in [base, name] {
			let start = usize::from(new.length);
			new.bytes
				.get_mut(start..start.saturating_add(part.len()))
				.ok_or(Error::NameTooLong)?
				.copy_from_slice(part.as_bytes());
			new.length += part.len() as u8;
		}
		let first = new.first().ok_or(Error::NameMissing)?;
		let is_name = first.is_ascii_alphanumeric()
			&& new
				.iter()
				.all(|byte| byte.is_ascii_alphanumeric() || b"-:./_".contains(byte));
		if is_name {
			Ok(new)
		} else {
			Err(Error::NameMalformed)
		}
	}

	/// The name as text.
	pub fn as_str(&self) -> &str {
		core::str::from_utf8(self).unwrap_or_default()
	}
}

impl Deref for Name {
	type Target = [u8];

	fn deref(&self) -> &[u8] {
		&self.bytes[..usize::from(self.length)]
	}
}

impl AsRef<[u8]> for Name {
	fn as_ref(&self) -> &[u8] {
		self
	}
}

impl fmt::Display for Name {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl fmt::Debug for Name {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:?}", self.as_str())
	}
}

impl Encode for Name {
	fn size_hint(&self) -> usize {
		1 + self.len()
	}

	fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
		(**self).encode_to(output);
	}
}

impl EncodeLike for Name {}

impl Decode for Name {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let length = codec::Compact::<u32>::decode(input)?.0 as usize;
		let mut bytes = [0; MAX_NAME_LEN];
		let place = bytes.get_mut(..length).ok_or("longer than a name")?;
		input.read(place)?;
		let name = core::str::from_utf8(place).map_err(|_| "no name")?;
		Self::new(name).map_err(|_| "no name".into())
	}
}

impl DecodeWithMemTracking for Name {}

impl MaxEncodedLen for Name {
	fn max_encoded_len() -> usize {
		1 + MAX_NAME_LEN
	}
}

impl TypeInfo for Name {
	// To a client this is a sequence of bytes like any other.
	type Identity = [u8];

	fn type_info() -> Type {
		<[u8]>::type_info()
	}
}
