//! Names and units: what is one, and how it is stored.

use super::*;
use ::codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use std::{collections::HashSet, format, string::ToString};

#[test]
fn a_name_is_made_of_the_characters_that_senml_allows() {
	for good in ["t", "7", "temp", "A-b:c.d/e_9", "0123456789abcdef"] {
		let name = Name::new(good).expect("a name");
		assert_eq!(name.as_str(), good);
		assert_eq!(&name[..], good.as_bytes());
		assert_eq!(name.as_ref(), good.as_bytes());
		assert_eq!(name.to_string(), good);
		assert_eq!(format!("{name:?}"), format!("{good:?}"));
	}
	for byte in 0..=127u8 {
		let character = char::from(byte);
		let first = Name::new(&character.to_string());
		assert_eq!(first.is_ok(), character.is_ascii_alphanumeric(), "{byte}");
		let second = Name::new(&format!("a{character}"));
		let allowed = character.is_ascii_alphanumeric() || "-:./_".contains(character);
		assert_eq!(second.is_ok(), allowed, "{byte}");
	}
	assert_eq!(Name::new(""), Err(Error::NameMissing));
	assert_eq!(Name::new("0123456789abcdefg"), Err(Error::NameTooLong));
	assert_eq!(Name::new("tür"), Err(Error::NameMalformed));
	assert_eq!(Name::new("a\0"), Err(Error::NameMalformed));
}

#[test]
fn names_are_ordered_as_their_texts_are() {
	let texts = ["0", "A", "A-", "AA", "Z", "a", "a0", "aa", "b"];
	for (i, left) in texts.iter().enumerate() {
		for (j, right) in texts.iter().enumerate() {
			assert_eq!(name(left).cmp(&name(right)), i.cmp(&j));
			assert_eq!(name(left) == name(right), i == j);
		}
	}
}

#[test]
fn a_name_is_stored_like_its_bytes() {
	for good in ["t", "0123456789abcdef"] {
		let name = name(good);
		assert_eq!(name.encode(), good.as_bytes().encode());
		assert_eq!(name.size_hint(), name.encode().len());
		assert_eq!(Name::decode_all(&mut &name.encode()[..]), Ok(name));
		assert!(name.encode().len() <= Name::max_encoded_len());
	}
	assert_eq!(Name::max_encoded_len(), 17);
	let longest = name("0123456789abcdef").encode();
	assert_eq!(longest.len(), Name::max_encoded_len());
	for bad in [&b""[..], b"-", b"a b", b"\xff", b"0123456789abcdefg"] {
		assert!(Name::decode(&mut &bad.encode()[..]).is_err());
	}
	// A length that promises far more than there is costs nothing.
	let huge = ::codec::Compact(u32::MAX).encode();
	assert!(Name::decode(&mut &huge[..]).is_err());
}

#[test]
fn a_unit_is_found_by_its_symbol() {
	for (index, unit) in (0u8..).zip(Unit::ALL) {
		assert_eq!(unit.encode(), [index]);
		assert_eq!(Unit::from_symbol(unit.symbol()), Ok(*unit));
		assert_eq!(unit.to_string(), unit.symbol());
		assert!((1..=8).contains(&unit.symbol().len()));
	}
	let next = Unit::ALL.len() as u8;
	assert!(
		Unit::decode(&mut &[next][..]).is_err(),
		"the list is complete"
	);
	let symbols: HashSet<_> = Unit::ALL.iter().map(|unit| unit.symbol()).collect();
	assert_eq!(symbols.len(), Unit::ALL.len());
	assert_eq!(Unit::from_symbol("Cel"), Ok(Unit::Celsius));
}

#[test]
fn a_unit_is_refused_when_it_is_a_secondary_one() {
	// RFC 8798 §3.
	for symbol in [
		"ms", "min", "h", "MHz", "kW", "kWh", "mV", "dBm", "ppm", "hPa", "km/h",
	] {
		assert_eq!(Unit::from_symbol(symbol), Err(Error::UnitUnknown));
	}
}
