//! GS1 identification keys, checked when they are made: what has one of these types is well formed,
//! whether it was parsed from text, decoded from a transaction or read from a genesis.
//!
//! Keys are strings of digits, not numbers: `0614141` and `614141` are two company prefixes.
//! Whether GS1 ever issued a key is not to be seen from its digits, and nothing here claims it.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

/// Why digits are no key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Malformed {
	/// There are fewer or more digits than such a key has.
	Length,
	/// There is something else than a digit.
	Character,
	/// The last digit does not follow from the others: a digit is wrong, or two were swapped.
	CheckDigit,
}

impl Malformed {
	const fn words(self) -> &'static str {
		match self {
			Malformed::Length => "GS1 key: wrong number of digits",
			Malformed::Character => "GS1 key: something else than a digit",
			Malformed::CheckDigit => "GS1 key: wrong check digit",
		}
	}
}

impl fmt::Display for Malformed {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.words())
	}
}

impl core::error::Error for Malformed {}

impl From<Malformed> for Error {
	fn from(malformed: Malformed) -> Self {
		malformed.words().into()
	}
}

/// The digit that completes a key of which `data` is all but the last digit.
///
/// GS1 General Specifications §7.9: from the right, digits weigh three and one in turn, and the
/// check digit fills their sum up to a multiple of ten. Every wrong digit shows in it. Leading zeros
/// weigh nothing, so that one sum serves keys of every length.
pub const fn check_digit(data: u64) -> u8 {
	let mut rest = data;
	let mut weight = 3;
	let mut sum = 0;
	while rest > 0 {
		sum += rest % 10 * weight;
		rest /= 10;
		weight = 4 - weight;
	}
	((10 - sum % 10) % 10) as u8
}

/// A string of 1 to 18 digits, in which leading zeros count.
///
/// 18 digits are the longest of the numeric keys, SSCC and GSRN. Ordered by length, then by number.
#[derive(
	Clone, Copy, Debug, Encode, Eq, Hash, MaxEncodedLen, Ord, PartialEq, PartialOrd, TypeInfo,
)]
pub struct Digits {
	/// How many digits there are.
	length: u8,
	/// The number that they write.
	number: u64,
}

impl Digits {
	/// The most digits.
	pub const MAX_LENGTH: u8 = 18;

	/// `number` written with `length` digits.
	///
	/// [`Malformed::Length`] where it does not fit into them, or where there are none or too many.
	pub const fn new(number: u64, length: u8) -> Result<Self, Malformed> {
		// 18 digits fit into 64 bits, so the power is no larger than they hold.
		if length == 0 || length > Self::MAX_LENGTH || number >= 10u64.pow(length as u32) {
			return Err(Malformed::Length);
		}
		Ok(Self { length, number })
	}

	/// Digits written in ASCII.
	pub fn parse(text: &[u8]) -> Result<Self, Malformed> {
		if text.is_empty() || text.len() > Self::MAX_LENGTH as usize {
			return Err(Malformed::Length);
		}
		let mut number = 0;
		for character in text {
			if !character.is_ascii_digit() {
				return Err(Malformed::Character);
			}
			number = number * 10 + u64::from(character - b'0');
		}
		Self::new(number, text.len() as u8)
	}

	/// How many digits there are: at least 1.
	pub const fn length(self) -> u8 {
		self.length
	}

	/// The number that they write.
	pub const fn number(self) -> u64 {
		self.number
	}

	/// The first `length` of them, if there are as many.
	pub const fn first(self, length: u8) -> Option<Self> {
		if length == 0 || length > self.length {
			return None;
		}
		Some(Self {
			length,
			number: self.number / 10u64.pow((self.length - length) as u32),
		})
	}

	/// Whether they begin with `start`, or are the same.
	pub fn starts_with(self, start: Digits) -> bool {
		self.first(start.length) == Some(start)
	}

	/// Whether the last one is the [`check_digit`] of those before it. One digit checks nothing.
	pub const fn check_digit_holds(self) -> bool {
		self.length > 1 && check_digit(self.number / 10) as u64 == self.number % 10
	}
}

impl fmt::Display for Digits {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{:0width$}",
			self.number,
			width = usize::from(self.length)
		)
	}
}

impl FromStr for Digits {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		Self::parse(text.as_bytes())
	}
}

impl Decode for Digits {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let (length, number) = Decode::decode(input)?;
		Ok(Self::new(number, length)?)
	}
}

impl DecodeWithMemTracking for Digits {}

/// A GS1 Company Prefix: the 4 to 12 digits that the keys of one company begin with.
///
/// A U.P.C. Company Prefix is one with a zero before it.
#[derive(
	Clone, Copy, Debug, Encode, Eq, Hash, MaxEncodedLen, Ord, PartialEq, PartialOrd, TypeInfo,
)]
pub struct CompanyPrefix(Digits);

impl CompanyPrefix {
	/// The fewest digits.
	pub const MIN_LENGTH: u8 = 4;
	/// The most digits.
	pub const MAX_LENGTH: u8 = 12;

	/// These digits as a company prefix.
	pub const fn new(digits: Digits) -> Result<Self, Malformed> {
		if digits.length < Self::MIN_LENGTH || digits.length > Self::MAX_LENGTH {
			return Err(Malformed::Length);
		}
		Ok(Self(digits))
	}

	/// A company prefix written in ASCII.
	pub fn parse(text: &[u8]) -> Result<Self, Malformed> {
		Self::new(Digits::parse(text)?)
	}

	/// Its digits.
	pub const fn digits(self) -> Digits {
		self.0
	}

	/// The company prefixes that `key` could begin with, shortest first: at most nine. The digits
	/// do not tell where the prefix ends, so whoever looks for its holder has to try them.
	pub fn candidates(key: Digits) -> impl Iterator<Item = Self> {
		(Self::MIN_LENGTH..=Self::MAX_LENGTH).map_while(move |length| key.first(length).map(Self))
	}

	/// The shorter company prefixes inside which this one lies, shortest first: at most eight.
	pub fn enclosing(self) -> impl Iterator<Item = Self> {
		Self::candidates(self.0).take_while(move |prefix| *prefix != self)
	}

	/// Whether keys that begin with `other` begin with this one too.
	pub fn contains(self, other: Self) -> bool {
		other.0.starts_with(self.0)
	}

	/// Whether there are keys that begin with both: one contains the other, or they are the same.
	pub fn overlaps(self, other: Self) -> bool {
		self.contains(other) || other.contains(self)
	}
}

impl TryFrom<Digits> for CompanyPrefix {
	type Error = Malformed;

	fn try_from(digits: Digits) -> Result<Self, Malformed> {
		Self::new(digits)
	}
}

impl From<CompanyPrefix> for Digits {
	fn from(prefix: CompanyPrefix) -> Self {
		prefix.0
	}
}

impl fmt::Display for CompanyPrefix {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.0.fmt(f)
	}
}

impl FromStr for CompanyPrefix {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		Self::parse(text.as_bytes())
	}
}

impl Decode for CompanyPrefix {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		Ok(Self::new(Digits::decode(input)?)?)
	}
}

impl DecodeWithMemTracking for CompanyPrefix {}

/// A Global Location Number: the 13 digits that name a party or a place. The last is their
/// [`check_digit`].
#[derive(
	Clone, Copy, Debug, Encode, Eq, Hash, MaxEncodedLen, Ord, PartialEq, PartialOrd, TypeInfo,
)]
pub struct Gln(u64);

impl Gln {
	/// How many digits there are.
	pub const LENGTH: u8 = 13;

	/// `number` written with 13 digits as a GLN.
	pub const fn new(number: u64) -> Result<Self, Malformed> {
		match Digits::new(number, Self::LENGTH) {
			Ok(digits) if digits.check_digit_holds() => Ok(Self(number)),
			Ok(_) => Err(Malformed::CheckDigit),
			Err(malformed) => Err(malformed),
		}
	}

	/// A GLN written in ASCII.
	pub fn parse(text: &[u8]) -> Result<Self, Malformed> {
		let digits = Digits::parse(text)?;
		if digits.length != Self::LENGTH {
			return Err(Malformed::Length);
		}
		Self::new(digits.number)
	}

	/// Its digits.
	pub const fn digits(self) -> Digits {
		Digits {
			length: Self::LENGTH,
			number: self.0,
		}
	}
}

impl From<Gln> for Digits {
	fn from(gln: Gln) -> Self {
		gln.digits()
	}
}

impl fmt::Display for Gln {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.digits().fmt(f)
	}
}

impl FromStr for Gln {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		Self::parse(text.as_bytes())
	}
}

impl Decode for Gln {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		Ok(Self::new(u64::decode(input)?)?)
	}
}

impl DecodeWithMemTracking for Gln {}

/// In JSON a key is text: a number would lose its leading zeros.
macro_rules! as_text {
	($($key:ty),*) => { $(
		impl Serialize for $key {
			fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
				serializer.collect_str(self)
			}
		}

		impl<'de> Deserialize<'de> for $key {
			fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
				String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
			}
		}
	)* };
}

as_text!(Digits, CompanyPrefix, Gln);

#[cfg(test)]
mod tests {
	use super::*;

	fn prefix(text: &str) -> CompanyPrefix {
		text.parse().expect("a company prefix")
	}

	/// Keys in print: GS1's own calculators and specifications, and what stands on a well-known
	/// packet of chewing gum.
	const PUBLISHED: [&str; 6] = [
		// GTIN-8, GTIN-12, GTIN-13.
		"96385074",
		"036000291452",
		"6291041500213",
		// SSCC.
		"376104250021234569",
		// GLN: GS1's sample prefix 9506000, and 0614141 of the EPC Tag Data Standard.
		"9506000134352",
		"0614141000012",
	];

	#[test]
	fn check_digit_holds_for_published_keys() {
		for key in PUBLISHED {
			let digits: Digits = key.parse().expect("digits");
			assert!(digits.check_digit_holds(), "{key}");
			assert_eq!(digits.to_string(), key);
		}
	}

	#[test]
	fn check_digit_shows_every_wrong_digit() {
		for key in PUBLISHED {
			for place in 0..key.len() {
				for digit in b'0'..=b'9' {
					let mut altered = key.as_bytes().to_vec();
					altered[place] = digit;
					assert_eq!(
						Digits::parse(&altered).expect("digits").check_digit_holds(),
						altered == key.as_bytes(),
						"{key}: {digit} at {place}"
					);
				}
			}
		}
	}

	#[test]
	fn check_digit_of_a_single_digit_checks_nothing() {
		assert_eq!(check_digit(0), 0);
		assert!(!Digits::new(0, 1).expect("a digit").check_digit_holds());
		assert!(Digits::new(0, 2).expect("two digits").check_digit_holds());
	}

	#[test]
	fn gln_is_refused_when_a_digit_is_wrong() {
		for gln in ["9506000134352", "0614141000012", "4012345000009"] {
			assert_eq!(gln.parse::<Gln>().expect("a GLN").to_string(), gln);
			for place in 0..gln.len() {
				for step in 1..10 {
					let mut altered = gln.as_bytes().to_vec();
					altered[place] = b'0' + (altered[place] - b'0' + step) % 10;
					assert_eq!(Gln::parse(&altered), Err(Malformed::CheckDigit));
					let number = Digits::parse(&altered).expect("digits").number();
					assert_eq!(Gln::new(number), Err(Malformed::CheckDigit));
					assert!(Gln::decode(&mut &number.encode()[..]).is_err());
				}
			}
		}
	}

	#[test]
	fn gln_is_refused_when_it_has_not_13_digits() {
		for text in [
			"",
			"950600013435",
			"95060001343520",
			"096385074",
			"9506000134352000000",
		] {
			assert_eq!(text.parse::<Gln>(), Err(Malformed::Length), "{text}");
		}
		assert_eq!(Gln::new(10u64.pow(13)), Err(Malformed::Length));
		assert_eq!(Gln::new(u64::MAX), Err(Malformed::Length));
	}

	#[test]
	fn keys_are_refused_when_something_is_no_digit() {
		for text in [
			"950600013435 ",
			"+506000134352",
			"-506000134352",
			"9506000 34352",
			"９5060001343",
		] {
			assert_eq!(text.parse::<Digits>(), Err(Malformed::Character), "{text}");
			assert!(text.parse::<Gln>().is_err());
			assert!(text.parse::<CompanyPrefix>().is_err());
		}
	}

	#[test]
	fn digits_are_refused_when_they_are_too_many_or_none() {
		assert_eq!(Digits::parse(b""), Err(Malformed::Length));
		assert_eq!(Digits::parse(&[b'0'; 19]), Err(Malformed::Length));
		assert_eq!(Digits::new(0, 0), Err(Malformed::Length));
		assert_eq!(Digits::new(0, 19), Err(Malformed::Length));
		assert_eq!(Digits::new(1_000, 3), Err(Malformed::Length));
		assert_eq!(
			Digits::parse(&[b'9'; 18]).map(Digits::number),
			Ok(999_999_999_999_999_999)
		);
	}

	#[test]
	fn leading_zeros_make_another_prefix() {
		let (short, long) = (prefix("614141"), prefix("0614141"));
		assert_ne!(short, long);
		assert_ne!(short.encode(), long.encode());
		assert!(!short.overlaps(long));
		assert_eq!(long.to_string(), "0614141");
		assert!(prefix("0000").contains(prefix("00001")));
		assert!(!prefix("00001").overlaps(prefix("00002")));
	}

	#[test]
	fn prefix_has_four_to_twelve_digits() {
		for (text, valid) in [
			("061", false),
			("0614", true),
			("061414112345", true),
			("0614141123456", false),
		] {
			assert_eq!(text.parse::<CompanyPrefix>().is_ok(), valid, "{text}");
			let digits: Digits = text.parse().expect("digits");
			assert_eq!(CompanyPrefix::try_from(digits).is_ok(), valid, "{text}");
			assert_eq!(
				CompanyPrefix::decode(&mut &digits.encode()[..]).is_ok(),
				valid,
				"{text}"
			);
		}
	}

	#[test]
	fn prefix_contains_and_overlaps_what_begins_with_it() {
		let (outer, inner, other) = (prefix("9506"), prefix("9506000"), prefix("9507"));
		assert!(outer.contains(inner) && !inner.contains(outer));
		assert!(outer.contains(outer) && outer.overlaps(outer));
		assert!(outer.overlaps(inner) && inner.overlaps(outer));
		assert!(!outer.overlaps(other) && !other.overlaps(inner));
	}

	#[test]
	fn prefix_is_enclosed_by_all_shorter_ones() {
		let names = |prefixes: &mut dyn Iterator<Item = CompanyPrefix>| {
			prefixes
				.map(|prefix| prefix.to_string())
				.collect::<Vec<_>>()
		};
		assert_eq!(
			names(&mut prefix("0614141").enclosing()),
			["0614", "06141", "061414"]
		);
		assert_eq!(prefix("0614").enclosing().count(), 0);
		assert_eq!(prefix("061414112345").enclosing().count(), 8);

		let key = |text: &str| text.parse::<Digits>().expect("digits");
		assert_eq!(
			names(&mut CompanyPrefix::candidates(key("061414"))),
			["0614", "06141", "061414"]
		);
		assert_eq!(CompanyPrefix::candidates(key("0614141000012")).count(), 9);
		assert_eq!(CompanyPrefix::candidates(key("061")).count(), 0);
	}

	#[test]
	fn digits_that_do_not_fit_their_length_do_not_decode() {
		for raw in [(0u8, 0u64), (3, 1_000), (19, 1), (255, 0), (18, u64::MAX)] {
			assert!(Digits::decode(&mut &raw.encode()[..]).is_err(), "{raw:?}");
		}
		let digits: Digits = "0614141000012".parse().expect("digits");
		assert_eq!(Digits::decode(&mut &digits.encode()[..]), Ok(digits));
		assert_eq!(digits.encoded_size(), Digits::max_encoded_len());
	}

	#[test]
	fn keys_are_text_in_json() {
		let gln: Gln = "0614141000012".parse().expect("a GLN");
		let prefix = prefix("0614141");
		let json = serde_json::to_string(&(gln, prefix)).expect("JSON");
		assert_eq!(json, r#"["0614141000012","0614141"]"#);
		assert_eq!(
			serde_json::from_str::<(Gln, CompanyPrefix)>(&json).expect("keys"),
			(gln, prefix)
		);
		for wrong in [r#""0614141000013""#, "614141000012", r#""""#] {
			assert!(serde_json::from_str::<Gln>(wrong).is_err(), "{wrong}");
		}
	}
}
