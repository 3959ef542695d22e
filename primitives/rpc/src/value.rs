//! What parameters and answers are made of.

use std::{borrow::Cow, fmt, str::FromStr};

use hallmark_conditions::{
	text::{parse_moment, PrintedMoment},
	Decimal,
};
use hallmark_types::{AccountId, Hash};
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// Reads a type from text in JSON, and writes it so.
macro_rules! text {
	($Name:ident, $schema:tt) => {
		impl Serialize for $Name {
			fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
				serializer.collect_str(self)
			}
		}

		impl<'de> Deserialize<'de> for $Name {
			fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
				let text = Cow::<str>::deserialize(deserializer)?;
				text.parse().map_err(de::Error::custom)
			}
		}

		impl JsonSchema for $Name {
			fn schema_name() -> Cow<'static, str> {
				stringify!($Name).into()
			}

			fn json_schema(_: &mut SchemaGenerator) -> Schema {
				json_schema!($schema)
			}
		}
	};
}
pub(crate) use text;

/// 32 bytes: the id of a device or an item, or a hash. In JSON `0x` and 64 hexadecimal digits.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Hex32(pub [u8; 32]);

/// Bytes. In JSON `0x` and two hexadecimal digits for each.
#[derive(Clone, Default, Eq, Hash, PartialEq)]
pub struct Bytes(pub Vec<u8>);

text!(Hex32, {
	"type": "string",
	"pattern": "^0x[0-9a-fA-F]{64}$",
	"description": "32 bytes: `0x` and 64 hexadecimal digits.",
});

text!(Bytes, {
	"type": "string",
	"pattern": "^0x([0-9a-fA-F]{2})*$",
	"description": "Bytes: `0x` and two hexadecimal digits for each.",
});

fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
	f.write_str("0x")?;
	bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

fn read_hex(text: &str) -> Result<Vec<u8>, String> {
	let digits = text
		.strip_prefix("0x")
		.ok_or("it does not begin with `0x`")?;
	let nibble = |digit: u8| char::from(digit).to_digit(16);
	if let Some(other) = digits.chars().find(|digit| !digit.is_ascii_hexdigit()) {
		return Err(format!("`{other}` is no hexadecimal digit"));
	}
	if !digits.len().is_multiple_of(2) {
		return Err(format!(
			"{} hexadecimal digits make no whole bytes",
			digits.len()
		));
	}
	let byte = |pair: &[u8]| Some((nibble(pair[0])? << 4 | nibble(pair[1])?) as u8);
	let bytes: Option<Vec<u8>> = digits.as_bytes().chunks_exact(2).map(byte).collect();
	bytes.ok_or_else(|| "it is not hexadecimal".into())
}

impl fmt::Display for Hex32 {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write_hex(f, &self.0)
	}
}

impl fmt::Debug for Hex32 {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write_hex(f, &self.0)
	}
}

impl FromStr for Hex32 {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let bytes = read_hex(text)?;
		let bytes = bytes.try_into().map_err(|bytes: Vec<u8>| {
			format!(
				"{} hexadecimal digits where 64 are expected",
				bytes.len() * 2
			)
		})?;
		Ok(Self(bytes))
	}
}

impl From<Hash> for Hex32 {
	fn from(hash: Hash) -> Self {
		Self(hash.0)
	}
}

impl From<Hex32> for Hash {
	fn from(bytes: Hex32) -> Self {
		bytes.0.into()
	}
}

impl From<[u8; 32]> for Hex32 {
	fn from(bytes: [u8; 32]) -> Self {
		Self(bytes)
	}
}

impl fmt::Display for Bytes {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write_hex(f, &self.0)
	}
}

impl fmt::Debug for Bytes {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write_hex(f, &self.0)
	}
}

impl FromStr for Bytes {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		read_hex(text).map(Self)
	}
}

/// A moment, in milliseconds since 1970 began. In JSON as RFC 3339 writes it, in UTC:
/// `2026-11-22T08:00:00Z`, with milliseconds if there are any. Beyond the year 9999 `@` and the
/// milliseconds.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Time(pub u64);

text!(Time, {
	"type": "string",
	"pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,3})?Z|@[0-9]+)$",
	"description": "A moment in UTC as RFC 3339 writes it: `2026-11-22T08:00:00Z`, with milliseconds if \
					there are any. Beyond the year 9999 `@` and milliseconds since 1970 began.",
});

impl fmt::Display for Time {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		PrintedMoment(self.0).fmt(f)
	}
}

impl FromStr for Time {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		parse_moment(text)
			.map(Self)
			.ok_or_else(|| format!("`{text}` is no moment in UTC such as 2026-11-22T08:00:00Z"))
	}
}

/// A moment as a parameter: as [`Time`] is written, or as a number of milliseconds since 1970 began.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct When(pub Time);

impl From<u64> for When {
	fn from(milliseconds: u64) -> Self {
		Self(Time(milliseconds))
	}
}

impl<'de> Deserialize<'de> for When {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		match Value::deserialize(deserializer)? {
			Value::String(text) => text.parse().map(Self).map_err(de::Error::custom),
			Value::Number(number) => number
				.as_u64()
				.map(Self::from)
				.ok_or_else(|| de::Error::custom(format!("{number} is no number of milliseconds"))),
			other => Err(de::Error::custom(format!("{other} is no moment"))),
		}
	}
}

impl JsonSchema for When {
	fn schema_name() -> Cow<'static, str> {
		"When".into()
	}

	fn json_schema(generator: &mut SchemaGenerator) -> Schema {
		json_schema!({
			"description": "A moment, or the milliseconds from 1970 to it.",
			"anyOf": [
				generator.subschema_for::<Time>(),
				{ "type": "integer", "minimum": 0 },
			],
		})
	}
}

/// An exact decimal number. In JSON text, for JSON's numbers are not exact everywhere: `-21.5`. Very
/// large and very small ones have an exponent: `5e20`.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Number(String);

text!(Number, {
	"type": "string",
	"pattern": "^-?[0-9]+([.][0-9]+)?(e-?[0-9]+)?$",
	"description": "An exact decimal number, as text: `-21.5`.",
});

impl Number {
	/// `mantissa` times ten to the power of `exponent`.
	pub fn new(mantissa: i64, exponent: i8) -> Self {
		Self(Decimal::new(mantissa, exponent).to_string())
	}

	/// An amount of an asset with so many decimal places.
	pub fn amount(smallest: u128, decimals: u32) -> Self {
		let digits = smallest.to_string();
		let places = decimals as usize;
		let padded = format!("{digits:0>width$}", width = places + 1);
		let (whole, part) = padded.split_at(padded.len() - places);
		let part = part.trim_end_matches('0');
		Self(match part.is_empty() {
			true => whole.into(),
			false => format!("{whole}.{part}"),
		})
	}

	/// A count of parts of a unit.
	pub fn count(number: u64, exponent: i8) -> Self {
		match i64::try_from(number) {
			Ok(number) => Self::new(number, exponent),
			Err(_) if exponent == 0 => Self(number.to_string()),
			Err(_) if exponent < 0 => Self::amount(number.into(), exponent.unsigned_abs().into()),
			Err(_) => Self(format!("{number}e{exponent}")),
		}
	}

	/// Its characters.
	pub fn as_str(&self) -> &str {
		&self.0
	}

	/// The number, if it has no more than 18 digits that count.
	pub fn decimal(&self) -> Option<Decimal> {
		self.0.parse().ok()
	}
}

impl fmt::Display for Number {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.0)
	}
}

impl From<Decimal> for Number {
	fn from(number: Decimal) -> Self {
		Self(number.to_string())
	}
}

impl FromStr for Number {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let unsigned = text.strip_prefix('-').unwrap_or(text);
		let (digits, power) = unsigned.split_once('e').unwrap_or((unsigned, "0"));
		let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
		let power = power.strip_prefix('-').unwrap_or(power);
		let are_digits =
			|text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
		match [whole, part, power].into_iter().all(are_digits) {
			true => Ok(Self(text.into())),
			false => Err(format!("`{text}` is no decimal number such as 21.5")),
		}
	}
}

/// A number as a parameter: as [`Number`] is written, or as one of JSON's.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Measured(pub Number);

impl<'de> Deserialize<'de> for Measured {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = match Value::deserialize(deserializer)? {
			Value::String(text) => text,
			Value::Number(number) => number.to_string(),
			other => return Err(de::Error::custom(format!("{other} is no number"))),
		};
		let number: Number = text.parse().map_err(de::Error::custom)?;
		match number.decimal() {
			Some(_) => Ok(Self(number)),
			None => Err(de::Error::custom(format!(
				"`{text}` has more digits than can be held"
			))),
		}
	}
}

impl JsonSchema for Measured {
	fn schema_name() -> Cow<'static, str> {
		"Measured".into()
	}

	fn json_schema(generator: &mut SchemaGenerator) -> Schema {
		json_schema!({
			"description": "A decimal number, as text or as a number.",
			"anyOf": [generator.subschema_for::<Number>(), { "type": "number" }],
		})
	}
}

/// An account. In JSON its SS58 address; as a parameter also `0x` and its 64 hexadecimal digits.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account(pub AccountId);

text!(Account, {
	"type": "string",
	"description": "An account by its SS58 address, or by `0x` and its public key's 64 hexadecimal digits.",
});

impl fmt::Display for Account {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.0.fmt(f)
	}
}

impl FromStr for Account {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		text.parse()
			.map(Self)
			.map_err(|problem| format!("`{text}` is no SS58 address: {problem}"))
	}
}

/// How many entries of a list are wanted at once: 1 to 100.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Limit(u32);

impl Limit {
	/// What is taken if nothing is said. An answer of this size fits into one packet's way: see
	/// `docs/json-rpc.md`.
	pub const DEFAULT: Self = Self(25);

	/// The most.
	pub const MAX: u32 = hallmark_types::page::MAX_PAGE;

	/// So many. `None` if that is 0 or more than [`MAX`](Self::MAX).
	pub fn new(limit: u32) -> Option<Self> {
		(1..=Self::MAX).contains(&limit).then_some(Self(limit))
	}

	/// How many.
	pub fn get(self) -> u32 {
		self.0
	}
}

impl Default for Limit {
	fn default() -> Self {
		Self::DEFAULT
	}
}

impl<'de> Deserialize<'de> for Limit {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let given = Value::deserialize(deserializer)?;
		given
			.as_u64()
			.and_then(|limit| Self::new(limit.try_into().ok()?))
			.ok_or_else(|| de::Error::custom(format!("{given} is no number from 1 to 100")))
	}
}

impl JsonSchema for Limit {
	fn schema_name() -> Cow<'static, str> {
		"Limit".into()
	}

	fn json_schema(_: &mut SchemaGenerator) -> Schema {
		json_schema!({
			"type": "integer",
			"minimum": 1,
			"maximum": Self::MAX,
			"default": Self::DEFAULT.get(),
			"description": "How many entries at most.",
		})
	}
}

/// Where the next page of a list begins. It is the node's own affair what it says, and only good for the
/// method that gave it, asked for the same thing.
pub type Cursor = Bytes;

/// A part of a list.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[schemars(rename = "PageOf{T}")]
pub struct Page<T> {
	/// What is on it, in the list's order.
	pub items: Vec<T>,
	/// Give this as `cursor` to get the next page. `null` if this is the last one.
	pub next: Option<Cursor>,
}

/// An amount of money.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Money {
	/// How much, in whole units of the asset.
	pub amount: Number,
	/// The asset's symbol, such as `HMK`.
	pub symbol: String,
	/// The asset's number; `null` for the native token.
	pub asset: Option<u32>,
}

/// Declares what is said in JSON objects: names in camel case.
macro_rules! objects {
	($($(#[$meta:meta])* pub struct $Name:ident { $($fields:tt)* })+) => { $(
		$(#[$meta])*
		#[derive(
			Clone,
			Debug,
			PartialEq,
			schemars::JsonSchema,
			serde::Deserialize,
			serde::Serialize,
		)]
		#[serde(rename_all = "camelCase")]
		pub struct $Name { $($fields)* }
	)+ };
}
pub(crate) use objects;

/// Declares words: an enum whose variants are text in JSON.
macro_rules! words {
	($($(#[$meta:meta])* pub enum $Name:ident { $($variants:tt)* })+) => { $(
		$(#[$meta])*
		#[derive(
			Clone,
			Copy,
			Debug,
			Eq,
			PartialEq,
			schemars::JsonSchema,
			serde::Deserialize,
			serde::Serialize,
		)]
		#[serde(rename_all = "camelCase")]
		pub enum $Name { $($variants)* }
	)+ };
}
pub(crate) use words;

/// Declares alternatives: objects whose field `kind` says which.
macro_rules! kinds {
	($($(#[$meta:meta])* pub enum $Name:ident { $($variants:tt)* })+) => { $(
		$(#[$meta])*
		#[derive(
			Clone,
			Debug,
			PartialEq,
			schemars::JsonSchema,
			serde::Deserialize,
			serde::Serialize,
		)]
		#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
		pub enum $Name { $($variants)* }
	)+ };
}
pub(crate) use kinds;
