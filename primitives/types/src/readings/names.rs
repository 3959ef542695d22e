//! What readings are of: a device's stream by its name, and a batch of it by its number.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

use crate::device::DeviceId;

/// The most bytes of a stream's name.
pub const MAX_STREAM_NAME_LEN: usize = 16;

/// Why bytes are no stream's name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MalformedName {
	/// It is empty or longer than [`MAX_STREAM_NAME_LEN`].
	Length,
	/// It begins with something else than a letter or a digit, or has a character other than
	/// letters, digits and `-:./_`.
	Character,
}

impl MalformedName {
	const fn words(self) -> &'static str {
		match self {
			Self::Length => "stream name: not 1 to 16 characters",
			Self::Character => "stream name: a character that RFC 8428 does not allow there",
		}
	}
}

impl fmt::Display for MalformedName {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.words())
	}
}

impl core::error::Error for MalformedName {}

impl From<MalformedName> for Error {
	fn from(malformed: MalformedName) -> Self {
		malformed.words().into()
	}
}

/// What a stream is called on its device: a SenML name (RFC 8428 §4.5.1) of 1 to 16 characters.
///
/// Encoded as 16 bytes, of which those after the name are zero: one name has one encoding, and
/// none begins another.
#[derive(Clone, Copy, Encode, Eq, Hash, MaxEncodedLen, Ord, PartialEq, PartialOrd, TypeInfo)]
pub struct StreamName([u8; MAX_STREAM_NAME_LEN]);

impl StreamName {
	/// The name that these bytes spell.
	///
	/// Errors: as [`MalformedName`] says.
	pub fn new(name: &[u8]) -> Result<Self, MalformedName> {
		if name.is_empty() || name.len() > MAX_STREAM_NAME_LEN {
			return Err(MalformedName::Length);
		}
		let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-:./_".contains(byte);
		if !name[0].is_ascii_alphanumeric() || !name.iter().all(allowed) {
			return Err(MalformedName::Character);
		}
		let mut padded = [0; MAX_STREAM_NAME_LEN];
		padded[..name.len()].copy_from_slice(name);
		Ok(Self(padded))
	}

	/// The name's characters.
	pub fn as_str(&self) -> &str {
		let length = self.0.iter().position(|byte| *byte == 0);
		let name = &self.0[..length.unwrap_or(MAX_STREAM_NAME_LEN)];
		// It is ASCII, or there would be no such name.
		core::str::from_utf8(name).unwrap_or_default()
	}

	/// The name's 16 bytes, zeros after its characters.
	pub fn as_padded(&self) -> &[u8; MAX_STREAM_NAME_LEN] {
		&self.0
	}
}

impl fmt::Debug for StreamName {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "StreamName({})", self.as_str())
	}
}

impl fmt::Display for StreamName {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl FromStr for StreamName {
	type Err = MalformedName;

	fn from_str(name: &str) -> Result<Self, MalformedName> {
		Self::new(name.as_bytes())
	}
}

impl Decode for StreamName {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let padded = <[u8; MAX_STREAM_NAME_LEN]>::decode(input)?;
		let length = padded
			.iter()
			.rposition(|byte| *byte != 0)
			.map_or(0, |last| last + 1);
		Ok(Self::new(&padded[..length])?)
	}
}

impl DecodeWithMemTracking for StreamName {}

// In JSON a name is text.
impl Serialize for StreamName {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for StreamName {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer)?
			.parse()
			.map_err(de::Error::custom)
	}
}

/// One quantity that one device reports: what conditions, policies and peer groups refer to.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Deserialize,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	Serialize,
	TypeInfo,
)]
pub struct Signal {
	/// The device.
	pub device: DeviceId,
	/// What it calls the stream.
	pub name: StreamName,
}

// Both are 32 bytes and a name by the same rules: to conditions and back nothing is lost.
impl From<Signal> for hallmark_conditions::Signal {
	fn from(signal: Signal) -> Self {
		Self {
			device: signal.device.0,
			name: hallmark_conditions::Name::from_padded(*signal.name.as_padded())
				.unwrap_or_default(),
		}
	}
}

impl From<hallmark_conditions::Signal> for Signal {
	fn from(signal: hallmark_conditions::Signal) -> Self {
		Self {
			device: signal.device.into(),
			name: StreamName(*signal.name.padded()),
		}
	}
}

/// A batch of a signal, by its number: a stream's batches count up from 0.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct BatchId {
	/// Whose.
	pub signal: Signal,
	/// Which.
	pub number: u64,
}
