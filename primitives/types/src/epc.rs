//! Names of things in the supply chain: GS1 keys as Electronic Product Code URIs (GS1 EPC Tag Data
//! Standard 2.0 §6), which is how EPCIS writes them.
//!
//! Such a URI says what a bar code does not: where the company prefix ends. It leaves out what
//! follows from the rest, the check digit. So two ways lead here: a URI is [parsed](Epc::parse), or
//! an [`Epc`] is made of a key and the prefix that it begins with, and then its check digit must
//! hold. What has this type is well formed, and there is one way to write it.
//!
//! The same key could be written with the dot in another place and would then be another name of
//! the same thing. Who lets a thing be named has to see that the dot stands where the prefix that
//! was assigned ends: [`Epc::is_issued_under`].

use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen, Output};
use core::{fmt, str::FromStr};
use polkadot_sdk::{
	sp_core::{ConstU32, H256},
	sp_crypto_hashing::blake2_256,
	sp_runtime::BoundedVec,
};
use scale_info::{Type, TypeInfo};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

use crate::gs1::{check_digit, CompanyPrefix, Digits, Gln};

#[cfg(test)]
mod tests;

/// Names an item for ever: [`Epc::id`] of its URI.
pub type ItemId = H256;

/// The most bytes of a URI: of a lot, or of an asset, with every character of it escaped.
pub const MAX_URI_LEN: u32 = 95;

/// The most characters of a serial number, a lot or an asset reference. The longest is an asset's
/// after the shortest prefix.
const MAX_TEXT_LEN: u32 = 24;

/// The fewest digits of a company prefix in a URI. Keys under a shorter one are written as if it
/// had six digits (Tag Data Standard §7).
const MIN_PREFIX_LEN: u8 = 6;

/// Characters of a serial number, a lot or an asset reference, not escaped.
type Text = BoundedVec<u8, ConstU32<MAX_TEXT_LEN>>;

/// Why something names nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Malformed {
	/// There are more bytes than the longest URI has.
	TooLong,
	/// It does not begin as an EPC's or an EPC class's URI does.
	NotEpc,
	/// It is of a scheme that is not among [`Scheme`].
	SchemeUnknown,
	/// A part between the dots is missing.
	PartMissing,
	/// There is something else than a digit in the company prefix or in the reference.
	NotDigits,
	/// The company prefix has not 6 to 12 digits.
	PrefixLength,
	/// Company prefix and reference have together more or fewer digits than such a key.
	KeyLength,
	/// The key does not begin with the company prefix.
	PrefixDiffers,
	/// The key's last digit does not follow from the others.
	CheckDigit,
	/// The serial number, lot or asset reference is empty.
	TextEmpty,
	/// The serial number, lot or asset reference has more characters than such a key allows.
	TextTooLong,
	/// There is a character that GS1 keys do not have (General Specifications §7.11), or one that
	/// a URI must have escaped.
	Character,
	/// A percent sign is not followed by two hexadecimal digits.
	Escape,
}

impl Malformed {
	const fn words(self) -> &'static str {
		match self {
			Malformed::TooLong => "EPC: more bytes than the longest",
			Malformed::NotEpc => "EPC: neither urn:epc:id: nor urn:epc:class:",
			Malformed::SchemeUnknown => "EPC: unknown scheme",
			Malformed::PartMissing => "EPC: a part is missing",
			Malformed::NotDigits => "EPC: something else than a digit",
			Malformed::PrefixLength => "EPC: a company prefix has 6 to 12 digits",
			Malformed::KeyLength => "EPC: wrong number of digits",
			Malformed::PrefixDiffers => "EPC: the key begins with another company prefix",
			Malformed::CheckDigit => "EPC: wrong check digit",
			Malformed::TextEmpty => "EPC: nothing after the last dot",
			Malformed::TextTooLong => "EPC: too many characters after the last dot",
			Malformed::Character => "EPC: a character that does not belong there",
			Malformed::Escape => "EPC: a percent sign without two hexadecimal digits",
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

/// What a URI names.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub enum Scheme {
	/// One piece of a trade item: GTIN and serial number (Tag Data Standard §6.3.1).
	#[codec(index = 0)]
	Sgtin,
	/// A logistic unit: SSCC (§6.3.2).
	#[codec(index = 1)]
	Sscc,
	/// A lot of a trade item: GTIN and lot (§6.4.1). A class of things, not one.
	#[codec(index = 2)]
	Lgtin,
	/// An asset: GIAI (§6.3.5).
	#[codec(index = 3)]
	Giai,
	/// A returnable asset, such as a crate: GRAI with its serial number (§6.3.4).
	#[codec(index = 4)]
	Grai,
	/// A place: GLN, and an extension for a spot inside it (§6.3.3).
	#[codec(index = 5)]
	Sgln,
}

impl Scheme {
	/// Every scheme.
	pub const ALL: [Self; 6] = [
		Self::Sgtin,
		Self::Sscc,
		Self::Lgtin,
		Self::Giai,
		Self::Grai,
		Self::Sgln,
	];

	/// What stands before the company prefix.
	pub const fn start(self) -> &'static str {
		match self {
			Self::Sgtin => "urn:epc:id:sgtin:",
			Self::Sscc => "urn:epc:id:sscc:",
			Self::Lgtin => "urn:epc:class:lgtin:",
			Self::Giai => "urn:epc:id:giai:",
			Self::Grai => "urn:epc:id:grai:",
			Self::Sgln => "urn:epc:id:sgln:",
		}
	}

	/// How many digits company prefix and reference have together. `None`: no digits but the
	/// prefix's.
	const fn key_length(self) -> Option<u8> {
		match self {
			Self::Sgtin | Self::Lgtin => Some(13),
			Self::Sscc => Some(17),
			Self::Grai | Self::Sgln => Some(12),
			Self::Giai => None,
		}
	}

	/// How many characters may follow a company prefix of this length and the reference. `None`:
	/// there is no such part.
	const fn text_length(self, prefix: u8) -> Option<u8> {
		match self {
			Self::Sgtin | Self::Lgtin | Self::Sgln => Some(20),
			Self::Grai => Some(16),
			Self::Giai => Some(30 - prefix),
			Self::Sscc => None,
		}
	}

	/// Whether the key's first digit stands behind the company prefix in the URI: a GTIN's
	/// indicator, an SSCC's extension digit.
	const fn begins_with_extra_digit(self) -> bool {
		matches!(self, Self::Sgtin | Self::Lgtin | Self::Sscc)
	}
}

/// The name of a thing, of a lot or of a place.
///
/// Encoded, it is its [URI](Epc::uri)'s bytes, and so it is in JSON. Whatever was written is taken
/// in its one form.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Epc {
	scheme: Scheme,
	prefix: CompanyPrefix,
	/// The digits behind the prefix. `None` where there are none.
	reference: Option<Digits>,
	/// What follows: empty where nothing does.
	text: Text,
}

impl Epc {
	/// A URI in ASCII. Letter case does not matter in `urn:epc:` (RFC 8141 §3.1), nor whether a
	/// character is escaped that need not be.
	pub fn parse(uri: &[u8]) -> Result<Self, Malformed> {
		if uri.len() > MAX_URI_LEN as usize {
			return Err(Malformed::TooLong);
		}
		let (scheme, rest) = split_scheme(uri)?;
		let mut parts = rest.splitn(2, |byte| *byte == b'.');
		let prefix = digits(parts.next().unwrap_or_default(), Malformed::PrefixLength)?
			.ok_or(Malformed::PrefixLength)?;
		let mut rest = parts.next().ok_or(Malformed::PartMissing)?;
		let mut reference = None;
		if scheme.key_length().is_some() {
			let end = match scheme.text_length(prefix.length()) {
				Some(_) => rest
					.iter()
					.position(|byte| *byte == b'.')
					.ok_or(Malformed::PartMissing)?,
				None => rest.len(),
			};
			reference = digits(&rest[..end], Malformed::KeyLength)?;
			rest = rest.get(end + 1..).unwrap_or_default();
		}
		Self::new(scheme, prefix, reference, unescape(rest)?)
	}

	/// One piece of a trade item. `gtin` has 8, 12, 13 or 14 digits, the check digit included.
	pub fn sgtin(gtin: Digits, prefix: CompanyPrefix, serial: &[u8]) -> Result<Self, Malformed> {
		Self::of_trade_item(Scheme::Sgtin, gtin, prefix, serial)
	}

	/// A lot of a trade item. `gtin` has 8, 12, 13 or 14 digits, the check digit included.
	pub fn lgtin(gtin: Digits, prefix: CompanyPrefix, lot: &[u8]) -> Result<Self, Malformed> {
		Self::of_trade_item(Scheme::Lgtin, gtin, prefix, lot)
	}

	/// A logistic unit. `sscc` has 18 digits, the check digit included.
	pub fn sscc(sscc: Digits, prefix: CompanyPrefix) -> Result<Self, Malformed> {
		Self::of_key(Scheme::Sscc, sscc, prefix, &[])
	}

	/// An asset: its company prefix, of 6 digits at least, and what follows.
	pub fn giai(prefix: CompanyPrefix, asset: &[u8]) -> Result<Self, Malformed> {
		Self::new(Scheme::Giai, prefix.digits(), None, text(asset)?)
	}

	/// A returnable asset. `asset` has 13 digits, the check digit included and the zero before it
	/// not.
	pub fn grai(asset: Digits, prefix: CompanyPrefix, serial: &[u8]) -> Result<Self, Malformed> {
		Self::of_key(Scheme::Grai, asset, prefix, serial)
	}

	/// A place, or a spot inside it.
	pub fn sgln(
		gln: Gln,
		prefix: CompanyPrefix,
		extension: Option<&[u8]>,
	) -> Result<Self, Malformed> {
		Self::of_key(
			Scheme::Sgln,
			gln.digits(),
			prefix,
			extension.unwrap_or(b"0"),
		)
	}

	/// What it names.
	pub fn scheme(&self) -> Scheme {
		self.scheme
	}

	/// The company prefix as it is written, with 6 digits at least.
	pub fn prefix(&self) -> CompanyPrefix {
		self.prefix
	}

	/// The serial number, the lot, the asset reference or the extension, with nothing escaped. An
	/// SSCC has none, and a place without an extension has `0`.
	pub fn text(&self) -> Option<&[u8]> {
		Some(&self.text[..]).filter(|text| !text.is_empty())
	}

	/// The key as it is printed, with its check digit: a GTIN of 14 digits, an SSCC of 18, a GRAI's
	/// first 13 or a GLN. `None` for an asset, which has no check digit.
	pub fn key(&self) -> Option<Digits> {
		let length = self.scheme.key_length()?;
		let prefix = self.prefix.digits();
		let (behind, reference) = match self.reference {
			Some(digits) => (digits.length(), digits.number()),
			None => (0, 0),
		};
		let data = if self.scheme.begins_with_extra_digit() {
			// The reference's first digit comes first of all.
			let rest = power(behind.checked_sub(1)?);
			let extra = reference / rest;
			extra * power(length - 1) + prefix.number() * rest + reference % rest
		} else {
			prefix.number() * power(behind) + reference
		};
		Digits::new(data * 10 + u64::from(check_digit(data)), length + 1).ok()
	}

	/// Whether the company prefix is `assigned`, no more and no less: its digits, or six that begin
	/// with them where there are fewer. Under any other dot the same key is another name.
	pub fn is_issued_under(&self, assigned: CompanyPrefix) -> bool {
		assigned.contains(self.prefix)
			&& self.prefix.digits().length() == assigned.digits().length().max(MIN_PREFIX_LEN)
	}

	/// The URI, in its one form: only what has to be escaped is, with capital letters.
	pub fn uri(&self) -> String {
		self.to_string()
	}

	/// The BLAKE2b-256 hash of the [URI](Self::uri).
	pub fn id(&self) -> ItemId {
		blake2_256(self.uri().as_bytes()).into()
	}

	fn of_trade_item(
		scheme: Scheme,
		gtin: Digits,
		prefix: CompanyPrefix,
		text: &[u8],
	) -> Result<Self, Malformed> {
		if !matches!(gtin.length(), 8 | 12..=14) {
			return Err(Malformed::KeyLength);
		}
		// A shorter GTIN is one of 14 digits with zeros before it (General Specifications §3.3).
		let gtin = Digits::new(gtin.number(), 14).map_err(|_| Malformed::KeyLength)?;
		Self::of_key(scheme, gtin, prefix, text)
	}

	/// `key` has its check digit.
	fn of_key(
		scheme: Scheme,
		key: Digits,
		prefix: CompanyPrefix,
		characters: &[u8],
	) -> Result<Self, Malformed> {
		if scheme.key_length() != Some(key.length() - 1) {
			return Err(Malformed::KeyLength);
		}
		if !key.check_digit_holds() {
			return Err(Malformed::CheckDigit);
		}
		let data = key.number() / 10;
		let length = key.length() - 1;
		// What the prefix begins: all digits, or those after the first.
		let (extra, number, length) = match scheme.begins_with_extra_digit() {
			true => {
				let rest = power(length - 1);
				(Some(data / rest), data % rest, length - 1)
			},
			false => (None, data, length),
		};
		let start = Digits::new(number, length).map_err(|_| Malformed::KeyLength)?;
		if !start.starts_with(prefix.digits()) {
			return Err(Malformed::PrefixDiffers);
		}
		let prefix = match prefix.digits().length() < MIN_PREFIX_LEN {
			true => start.first(MIN_PREFIX_LEN).ok_or(Malformed::KeyLength)?,
			false => prefix.digits(),
		};
		let behind = length - prefix.length();
		let reference = extra.unwrap_or_default() * power(behind) + number % power(behind);
		let reference = Digits::new(reference, behind + u8::from(extra.is_some())).ok();
		Self::new(scheme, prefix, reference, text(characters)?)
	}

	/// What all ways lead to.
	fn new(
		scheme: Scheme,
		prefix: Digits,
		reference: Option<Digits>,
		text: Text,
	) -> Result<Self, Malformed> {
		if !(MIN_PREFIX_LEN..=CompanyPrefix::MAX_LENGTH).contains(&prefix.length()) {
			return Err(Malformed::PrefixLength);
		}
		let behind = reference.map_or(0, Digits::length);
		if scheme
			.key_length()
			.is_some_and(|length| length != prefix.length() + behind)
		{
			return Err(Malformed::KeyLength);
		}
		match scheme.text_length(prefix.length()) {
			Some(_) if text.is_empty() => return Err(Malformed::TextEmpty),
			Some(most) if text.len() > most.into() => return Err(Malformed::TextTooLong),
			_ => {},
		}
		Ok(Self {
			scheme,
			prefix: CompanyPrefix::new(prefix).map_err(|_| Malformed::PrefixLength)?,
			reference,
			text,
		})
	}
}

/// What a URI names, and what follows [`Scheme::start`].
fn split_scheme(uri: &[u8]) -> Result<(Scheme, &[u8]), Malformed> {
	const URN: &[u8] = b"urn:epc:";
	match uri.split_at_checked(URN.len()) {
		Some((start, _)) if start.eq_ignore_ascii_case(URN) => {},
		_ => return Err(Malformed::NotEpc),
	}
	let body = &uri[URN.len()..];
	if !body.starts_with(b"id:") && !body.starts_with(b"class:") {
		return Err(Malformed::NotEpc);
	}
	Scheme::ALL
		.into_iter()
		.find_map(|scheme| {
			Some((
				scheme,
				body.strip_prefix(&scheme.start().as_bytes()[URN.len()..])?,
			))
		})
		.ok_or(Malformed::SchemeUnknown)
}

/// Digits, if there are any, and `too_many` if there are more than of any key.
fn digits(part: &[u8], too_many: Malformed) -> Result<Option<Digits>, Malformed> {
	if !part.iter().all(u8::is_ascii_digit) {
		return Err(Malformed::NotDigits);
	}
	if part.is_empty() {
		return Ok(None);
	}
	Digits::parse(part).map(Some).map_err(|_| too_many)
}

/// Whether it may stand in a URI as it is (Tag Data Standard §5.4).
fn is_plain(character: u8) -> bool {
	character.is_ascii_alphanumeric() || b"!'()*+,-.:;=_".contains(&character)
}

/// Whether it may stand in a key: one of the 82 characters of General Specifications §7.11.
fn is_allowed(character: u8) -> bool {
	is_plain(character) || b"\"%&/<>?".contains(&character)
}

/// Characters that are not escaped, if keys have them.
fn text(characters: &[u8]) -> Result<Text, Malformed> {
	if !characters.iter().copied().all(is_allowed) {
		return Err(Malformed::Character);
	}
	Text::try_from(characters.to_vec()).map_err(|_| Malformed::TextTooLong)
}

/// The characters that these stand for.
fn unescape(mut escaped: &[u8]) -> Result<Text, Malformed> {
	let mut characters = Vec::new();
	while let [first, rest @ ..] = escaped {
		escaped = rest;
		match first {
			b'%' => {
				let [high, low, rest @ ..] = rest else {
					return Err(Malformed::Escape);
				};
				let value = |digit: &u8| char::from(*digit).to_digit(16).ok_or(Malformed::Escape);
				// Two hexadecimal digits are a byte.
				characters.push((value(high)? * 16 + value(low)?) as u8);
				escaped = rest;
			},
			plain if is_plain(*plain) => characters.push(*plain),
			_ => return Err(Malformed::Character),
		}
	}
	text(&characters)
}

/// Ten to the power of `digits`, which are at most 18: no key has more.
const fn power(digits: u8) -> u64 {
	10u64.pow(digits as u32)
}

impl fmt::Display for Epc {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}{}", self.scheme.start(), self.prefix)?;
		if self.scheme.key_length().is_some() {
			f.write_str(".")?;
			if let Some(reference) = self.reference {
				reference.fmt(f)?;
			}
		}
		if let Some(text) = self.text() {
			f.write_str(".")?;
			for character in text {
				match is_plain(*character) {
					true => write!(f, "{}", char::from(*character))?,
					false => write!(f, "%{character:02X}")?,
				}
			}
		}
		Ok(())
	}
}

impl FromStr for Epc {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		Self::parse(text.as_bytes())
	}
}

impl Encode for Epc {
	fn size_hint(&self) -> usize {
		Self::max_encoded_len()
	}

	fn encode_to<W: Output + ?Sized>(&self, output: &mut W) {
		self.uri().as_bytes().encode_to(output);
	}
}

impl codec::EncodeLike for Epc {}

impl MaxEncodedLen for Epc {
	fn max_encoded_len() -> usize {
		BoundedVec::<u8, ConstU32<MAX_URI_LEN>>::max_encoded_len()
	}
}

impl Decode for Epc {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let uri = BoundedVec::<u8, ConstU32<MAX_URI_LEN>>::decode(input)?;
		Ok(Self::parse(&uri)?)
	}
}

impl DecodeWithMemTracking for Epc {}

/// To a wallet it is bytes, and so its user can type the URI.
impl TypeInfo for Epc {
	type Identity = <Vec<u8> as TypeInfo>::Identity;

	fn type_info() -> Type {
		Vec::<u8>::type_info()
	}
}

impl Serialize for Epc {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for Epc {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer)?
			.parse()
			.map_err(de::Error::custom)
	}
}
