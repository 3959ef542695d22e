//! What a condition listens to.

use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// The most characters of a stream's name.
pub const MAX_NAME_LEN: usize = 16;

/// A stream's name as SenML writes it (RFC 8428 §4.5.1): letters, digits and `-:./_`, a letter or
/// digit first, 1 to [`MAX_NAME_LEN`] of them. Zeros fill the rest, so that it has one form.
#[derive(
	Clone,
	Copy,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub struct Name([u8; MAX_NAME_LEN]);

impl Name {
	/// The name of these characters. `None` unless they are one.
	pub fn new(characters: &[u8]) -> Option<Self> {
		let (first, rest) = characters.split_first()?;
		let allowed = first.is_ascii_alphanumeric() && rest.iter().copied().all(Self::may_hold);
		let mut name = [0; MAX_NAME_LEN];
		name.get_mut(..characters.len())
			.filter(|_| allowed)?
			.copy_from_slice(characters);
		Some(Self(name))
	}

	/// The name that these bytes are, zeros behind it. `None` unless they are one.
	pub fn from_padded(padded: [u8; MAX_NAME_LEN]) -> Option<Self> {
		let length = padded.iter().take_while(|byte| **byte != 0).count();
		let (name, padding) = padded.split_at(length);
		Self::new(name).filter(|_| padding.iter().all(|byte| *byte == 0))
	}

	/// The name with the zeros behind it.
	pub fn padded(&self) -> &[u8; MAX_NAME_LEN] {
		&self.0
	}

	/// The name.
	pub fn as_str(&self) -> &str {
		let length = self.0.iter().take_while(|byte| **byte != 0).count();
		// Every way to make one lets ASCII in and nothing else.
		core::str::from_utf8(&self.0[..length]).unwrap_or_default()
	}

	/// Whether a name may hold this character behind its first.
	pub(crate) fn may_hold(character: u8) -> bool {
		character.is_ascii_alphanumeric() || b"-:./_".contains(&character)
	}
}

impl Decode for Name {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		Self::from_padded(Decode::decode(input)?).ok_or_else(|| "no name of a stream".into())
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

/// A stream: what one device measures under one name.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub struct Signal {
	/// The device's id.
	pub device: [u8; 32],
	/// Which of its streams.
	pub name: Name,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn name_is_refused_when_it_is_not_senml() {
		for good in ["t", "temp", "0", "a-b:c.d/e_f", "sixteen-letters-"] {
			let name = Name::new(good.as_bytes()).unwrap();
			assert_eq!(name.as_str(), good);
			assert_eq!(Name::decode(&mut &name.encode()[..]), Ok(name));
		}
		for bad in ["", "-t", "a b", "temp\0", "é", "seventeen-letters"] {
			assert_eq!(Name::new(bad.as_bytes()), None, "{bad}");
		}
	}

	#[test]
	fn name_is_refused_when_something_follows_its_zeros() {
		let mut padded = *Name::new(b"temp").unwrap().padded();
		padded[8] = b'x';
		assert_eq!(Name::from_padded(padded), None);
		assert!(Name::decode(&mut &padded[..]).is_err());
		assert!(Name::decode(&mut &[0; MAX_NAME_LEN][..]).is_err());
	}
}
