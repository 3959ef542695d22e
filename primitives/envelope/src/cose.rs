//! COSE_Sign1 (RFC 9052 §4.2): one payload, one signature.
//!
//! This layer takes any such message within its bounds, whatever its header says: an
//! [`Envelope`](crate::Envelope) is one with a header and payload of ours.

use crate::{
	cbor::{Item, Reader, Writer},
	Error, MAX_ENVELOPE_LEN,
};

/// The tag of a COSE_Sign1 (RFC 9052 §2).
pub const TAG: u64 = 18;

/// The longest external data that a signature covers besides the message.
pub const MAX_EXTERNAL_LEN: usize = 64;

/// What every signed byte string begins with: an array of four, and the context (RFC 9052 §4.4).
const CONTEXT: &[u8] = b"\x84\x6aSignature1";

/// Room for the longest signed byte string: context, header and external data, payload, three heads
/// of at most three bytes. Header and payload fit a message together.
const MAX_SIGNED_LEN: usize = CONTEXT.len() + MAX_EXTERNAL_LEN + MAX_ENVELOPE_LEN + 9;

/// A message, taken apart and not judged.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Sign1<'a> {
	protected: &'a [u8],
	unprotected: &'a [u8],
	payload: &'a [u8],
	signature: &'a [u8],
}

impl<'a> Sign1<'a> {
	/// Take a message apart, tagged or not. One pass, nothing copied, no recursion.
	///
	/// Errors: [`Error::TooLong`], [`Error::NotSign1`], [`Error::PayloadDetached`], and whatever is
	/// wrong with the CBOR.
	pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
		if bytes.len() > MAX_ENVELOPE_LEN {
			return Err(Error::TooLong);
		}
		let mut reader = Reader::new(bytes);
		let mut first = reader.item()?;
		if first == Item::Tag(TAG) {
			first = reader.item()?;
		}
		if first != Item::Array(4) {
			return Err(Error::NotSign1);
		}
		let Item::Bytes(protected) = reader.item()? else {
			return Err(Error::NotSign1);
		};
		let before = reader.rest();
		let Item::Map(_) = Reader::new(before).item()? else {
			return Err(Error::NotSign1);
		};
		reader.skip()?;
		let unprotected = &before[..before.len() - reader.rest().len()];
		let payload = match reader.item()? {
			Item::Bytes(payload) => payload,
			Item::Null => return Err(Error::PayloadDetached),
			_ => return Err(Error::NotSign1),
		};
		let Item::Bytes(signature) = reader.item()? else {
			return Err(Error::NotSign1);
		};
		reader.finish()?;
		Ok(Self {
			protected,
			unprotected,
			payload,
			signature,
		})
	}

	/// The protected header's map, as it was received; empty where there is none.
	pub fn protected(&self) -> &'a [u8] {
		self.protected
	}

	/// The unprotected header's map. Nobody vouches for what is in it.
	pub fn unprotected(&self) -> &'a [u8] {
		self.unprotected
	}

	/// The payload.
	pub fn payload(&self) -> &'a [u8] {
		self.payload
	}

	/// The signature, of whatever length.
	pub fn signature(&self) -> &'a [u8] {
		self.signature
	}

	/// Hand the bytes that are signed to `with`: the Sig_structure of RFC 9052 §4.4, over header and
	/// payload as they were received.
	pub fn using_signed_bytes<R>(&self, external: &External, with: impl FnOnce(&[u8]) -> R) -> R {
		using_signed_bytes(self.protected, external, self.payload, with)
	}
}

/// What a signature covers besides the message (RFC 9052 §4.3).
#[derive(Clone, Copy, Debug)]
pub struct External {
	bytes: [u8; MAX_EXTERNAL_LEN],
	length: usize,
}

impl External {
	/// Nothing besides the message.
	pub const EMPTY: Self = Self {
		bytes: [0; MAX_EXTERNAL_LEN],
		length: 0,
	};

	/// These bytes. `None` if they are more than [`MAX_EXTERNAL_LEN`].
	pub fn new(parts: &[&[u8]]) -> Option<Self> {
		let mut external = Self::EMPTY;
		for part in parts {
			let end = external.length.checked_add(part.len())?;
			external
				.bytes
				.get_mut(external.length..end)?
				.copy_from_slice(part);
			external.length = end;
		}
		Some(external)
	}

	/// The bytes.
	pub fn as_slice(&self) -> &[u8] {
		&self.bytes[..self.length]
	}
}

pub(crate) fn using_signed_bytes<R>(
	protected: &[u8],
	external: &External,
	payload: &[u8],
	with: impl FnOnce(&[u8]) -> R,
) -> R {
	let mut buffer = [0; MAX_SIGNED_LEN];
	let mut writer = Writer::new(&mut buffer);
	writer
		.raw(CONTEXT)
		.and_then(|()| writer.bytes(protected))
		.and_then(|()| writer.bytes(external.as_slice()))
		.and_then(|()| writer.bytes(payload))
		.expect("the buffer is made for the longest parts of a message; qed");
	with(writer.written())
}
