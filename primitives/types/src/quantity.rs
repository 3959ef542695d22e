//! How much of something, in a unit that others know.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

/// It is no unit's code: not two or three capital letters and digits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MalformedUnit;

impl MalformedUnit {
	const WORDS: &'static str = "unit: not 2 or 3 capital letters and digits";
}

impl fmt::Display for MalformedUnit {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(Self::WORDS)
	}
}

impl core::error::Error for MalformedUnit {}

/// A unit of measure by its code of two or three capital letters and digits (UN/ECE Recommendation
/// 20), as EPCIS has it: `KGM` is a kilogram, `LTR` a litre. Whether there is such a unit is not
/// looked up.
///
/// Encoded as three bytes, of which the last is zero where there are only two: one unit has one
/// encoding.
#[derive(
	Clone, Copy, Debug, Encode, Eq, Hash, MaxEncodedLen, Ord, PartialEq, PartialOrd, TypeInfo,
)]
pub struct UnitCode([u8; 3]);

impl UnitCode {
	/// The unit with this code.
	pub fn new(code: &[u8]) -> Result<Self, MalformedUnit> {
		let formed = matches!(code.len(), 2 | 3)
			&& code
				.iter()
				.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
		if !formed {
			return Err(MalformedUnit);
		}
		let mut padded = [0; 3];
		padded[..code.len()].copy_from_slice(code);
		Ok(Self(padded))
	}

	/// The code.
	pub fn as_str(&self) -> &str {
		let length = self.0.iter().take_while(|byte| **byte != 0).count();
		// Only ASCII gets in.
		core::str::from_utf8(&self.0[..length]).unwrap_or_default()
	}
}

impl fmt::Display for UnitCode {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl FromStr for UnitCode {
	type Err = MalformedUnit;

	fn from_str(code: &str) -> Result<Self, MalformedUnit> {
		Self::new(code.as_bytes())
	}
}

impl Decode for UnitCode {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let padded = <[u8; 3]>::decode(input)?;
		let length = if padded[2] == 0 { 2 } else { 3 };
		Self::new(&padded[..length]).map_err(|_| MalformedUnit::WORDS.into())
	}
}

impl DecodeWithMemTracking for UnitCode {}

impl Serialize for UnitCode {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for UnitCode {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer)?
			.parse()
			.map_err(de::Error::custom)
	}
}

/// In what something is measured: parts of a unit. Only what is measured in the same is added up.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub struct Scale {
	/// The unit.
	pub unit: UnitCode,
	/// The power of ten of the unit that is counted: -3 counts thousandths of it.
	pub exponent: i8,
}

/// How much of something.
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
pub struct Quantity {
	/// How many parts.
	pub number: u64,
	/// Of what.
	pub scale: Scale,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn unit_is_two_or_three_capitals_and_digits() {
		for good in ["KGM", "LTR", "C62", "EA", "4G"] {
			let unit: UnitCode = good.parse().expect("a unit");
			assert_eq!(unit.as_str(), good);
			assert_eq!(UnitCode::decode(&mut &unit.encode()[..]), Ok(unit));
			let json = serde_json::to_string(&unit).expect("JSON");
			assert_eq!(json, format!("{good:?}"));
			assert_eq!(
				serde_json::from_str::<UnitCode>(&json).expect("a unit"),
				unit
			);
		}
		for wrong in ["", "K", "kgm", "KGMX", "K M", "K\u{e9}"] {
			assert_eq!(wrong.parse::<UnitCode>(), Err(MalformedUnit), "{wrong:?}");
		}
		assert!(MalformedUnit.to_string().starts_with("unit: "));
	}

	#[test]
	fn unit_has_one_encoding() {
		for wrong in [*b"\0\0\0", *b"K\0\0", *b"K\0M", *b"kgm"] {
			assert!(UnitCode::decode(&mut &wrong[..]).is_err(), "{wrong:?}");
		}
	}
}
