//! What stands on the command line: amounts, times, ids. Each is read with an error that says what
//! it looks like, and written the same way.

use std::{fmt, str::FromStr};

use hallmark_conditions::text::PrintedMoment;
use hallmark_keys::{Algorithm, PublicKey};
use hallmark_rpc::Number;
use hallmark_types::{
	device::{device_id, DeviceId, MAX_SERIAL_LEN},
	epc::{Epc, ItemId},
	organisation::OrgId,
	units::{STABLECOIN, STABLECOIN_DECIMALS, TOKEN_DECIMALS, TOKEN_SYMBOL},
	AccountId, AssetId, Balance, Hash, Moment,
};
use polkadot_sdk::sp_core::crypto::Ss58Codec;
use serde::{Serialize, Serializer};

/// How the stablecoin of the genesis presets is written.
pub const STABLECOIN_SYMBOL: &str = "HEUR";

/// Why something is none, for clap.
pub type Malformed = String;

/// A currency that amounts are in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Currency {
	/// The native token.
	Native,
	/// The stablecoin.
	Stablecoin,
}

impl Currency {
	/// How many decimal places it has.
	pub const fn decimals(self) -> u32 {
		match self {
			Self::Native => TOKEN_DECIMALS,
			Self::Stablecoin => STABLECOIN_DECIMALS as u32,
		}
	}

	/// Its number as an asset, if it is one.
	pub const fn asset(self) -> Option<AssetId> {
		match self {
			Self::Native => None,
			Self::Stablecoin => Some(STABLECOIN),
		}
	}

	/// How it is written.
	pub const fn symbol(self) -> &'static str {
		match self {
			Self::Native => TOKEN_SYMBOL,
			Self::Stablecoin => STABLECOIN_SYMBOL,
		}
	}
}

/// An amount of money: `12.5`, `12.5HMK`, `12.5 HEUR`. Without a symbol it is the native token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Money {
	/// In the currency's smallest part.
	pub amount: Balance,
	/// Of what.
	pub currency: Currency,
}

impl Money {
	/// An amount of the native token.
	pub const fn native(amount: Balance) -> Self {
		Self {
			amount,
			currency: Currency::Native,
		}
	}
}

impl FromStr for Money {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		let number = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
		let currency = match &text[number.len()..] {
			"" | TOKEN_SYMBOL => Currency::Native,
			STABLECOIN_SYMBOL => Currency::Stablecoin,
			other => {
				return Err(format!(
					"no currency is called {other}: {TOKEN_SYMBOL} or {STABLECOIN_SYMBOL}"
				))
			},
		};
		let amount = amount(number.trim_end(), currency.decimals())?;
		Ok(Self { amount, currency })
	}
}

impl fmt::Display for Money {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let amount = Number::amount(self.amount, self.currency.decimals());
		write!(f, "{amount} {}", self.currency.symbol())
	}
}

// As the node's own methods write it.
impl Serialize for Money {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		hallmark_rpc::Money {
			amount: Number::amount(self.amount, self.currency.decimals()),
			symbol: self.currency.symbol().to_owned(),
			asset: self.currency.asset(),
		}
		.serialize(serializer)
	}
}

/// A decimal number of something that is counted in its `decimals`-th decimal place.
fn amount(text: &str, decimals: u32) -> Result<Balance, Malformed> {
	let wrong =
		|| {
			format!("no amount: digits, with a point and at most {decimals} digits behind it if need be")
		};
	let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
	let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
	if !is_number(whole) || !is_number(fraction) || fraction.len() > decimals as usize {
		return Err(wrong());
	}
	let missing = decimals - fraction.len() as u32;
	let parts = |text: &str, places: u32| -> Option<Balance> {
		text.parse::<Balance>()
			.ok()?
			.checked_mul(10u128.checked_pow(places)?)
	};
	parts(whole, decimals)
		.zip(parts(fraction, missing))
		.and_then(|(whole, fraction)| whole.checked_add(fraction))
		.ok_or_else(|| "the amount is too large".to_owned())
}

/// A length of time in milliseconds: a number and a unit, as `10m`.
pub fn duration(text: &str) -> Result<Moment, Malformed> {
	const UNITS: [(&str, Moment); 5] = [
		("ms", 1),
		("s", 1_000),
		("m", 60_000),
		("h", 3_600_000),
		("d", 86_400_000),
	];
	let number = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
	let unit = &text[number.len()..];
	let length = UNITS
		.iter()
		.find(|(name, _)| *name == unit)
		.map(|(_, length)| *length);
	length
		.filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))
		.and_then(|length| number.parse::<Moment>().ok()?.checked_mul(length))
		.ok_or_else(|| "no duration: a whole number and ms, s, m, h or d, such as 10m".to_owned())
}

/// A moment as [`NamedMoment`](crate::clock::NamedMoment) reads it.
pub fn print_moment(moment: Moment) -> String {
	PrintedMoment(moment).to_string()
}

/// An account's address.
pub fn address(account: &subxt::utils::AccountId32) -> String {
	AccountId::new(account.0).to_ss58check()
}

/// 32 bytes in hexadecimal, after `0x`: a hash, a fingerprint, an id.
pub fn hash(text: &str) -> Result<Hash, Malformed> {
	hallmark_transactions::from_hex(text)
		.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
		.map(Hash::from)
		.ok_or_else(|| "no hash: 0x and 64 hexadecimal digits".to_owned())
}

/// A certificate's SHA-256 fingerprint: as [`hash`], or in pairs with colons between, as openssl
/// prints it.
pub fn fingerprint(text: &str) -> Result<Hash, Malformed> {
	hash(&format!(
		"0x{}",
		text.trim_start_matches("0x").replace(':', "")
	))
	.map_err(|_| {
		"no fingerprint: 64 hexadecimal digits, after 0x or in pairs with colons between".to_owned()
	})
}

/// Bytes in hexadecimal, after `0x`.
pub fn bytes(text: &str) -> Result<Vec<u8>, Malformed> {
	hallmark_transactions::from_hex(text)
		.ok_or_else(|| "no bytes: 0x and an even number of hexadecimal digits".to_owned())
}

/// A device: its id in hexadecimal, or its maker's number, a slash and its serial number, as
/// `1/TH-0001`.
pub fn device(text: &str) -> Result<DeviceId, Malformed> {
	let by_serial = || {
		let (maker, serial) = text.split_once('/')?;
		let maker: OrgId = maker.parse().ok()?;
		let fits = (1..=MAX_SERIAL_LEN as usize).contains(&serial.len());
		fits.then(|| device_id(maker, serial.as_bytes()))
	};
	hash(text).ok().or_else(by_serial).ok_or_else(|| {
		"no device: 0x and 64 hexadecimal digits, or MAKER/SERIAL such as 1/TH-0001".to_owned()
	})
}

/// An item: its EPC URI, or its id in hexadecimal.
pub fn item(text: &str) -> Result<ItemId, Malformed> {
	if text.starts_with("urn:") {
		return epc(text).map(|epc| epc.id());
	}
	hash(text).map_err(|_| {
		"no item: its EPC URI such as urn:epc:id:sgtin:…, or 0x and 64 hexadecimal digits"
			.to_owned()
	})
}

/// An EPC URI of one of the schemes that items and places have.
pub fn epc(text: &str) -> Result<Epc, Malformed> {
	text.parse().map_err(|error| format!("no EPC URI: {error}"))
}

/// A device's public key: its algorithm, a colon, and its bytes in hexadecimal, as `es256:0x02…`.
pub fn public_key(text: &str) -> Result<PublicKey, Malformed> {
	let key = || {
		let (algorithm, key) = text.split_once(':')?;
		let key = hallmark_transactions::from_hex(key)?;
		match algorithm {
			"ed25519" => Some(PublicKey::Ed25519(key.try_into().ok()?)),
			"es256" => PublicKey::es256_from_sec1(&key),
			"es256k" => PublicKey::es256k_from_sec1(&key),
			_ => None,
		}
	};
	key().filter(PublicKey::is_valid).ok_or_else(|| {
		"no public key: ed25519, es256 or es256k, a colon, 0x and the point's hexadecimal digits"
			.to_owned()
	})
}

/// A device's public key as [`public_key`] reads it.
pub fn print_public_key(key: &PublicKey) -> String {
	let algorithm = match key.algorithm() {
		Algorithm::Ed25519 => "ed25519",
		Algorithm::Es256 => "es256",
		Algorithm::Es256k => "es256k",
	};
	let point = hallmark_transactions::to_hex(key.as_bytes());
	format!("{algorithm}:{point}")
}

/// Text that the chain keeps: 1 to `MOST` bytes of UTF-8 without control characters.
pub fn text<const MOST: usize>(text: &str) -> Result<String, Malformed> {
	if text.trim().is_empty() {
		return Err("there is nothing to read in it".into());
	}
	if text.len() > MOST {
		return Err(format!("{} bytes are too many: at most {MOST}", text.len()));
	}
	if text.chars().any(char::is_control) {
		return Err("there is a control character in it".into());
	}
	Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::clock::NamedMoment;

	#[test]
	fn money_is_read_and_written_the_same() {
		for (text, amount, written) in [
			("1", 1_000_000_000_000, "1 HMK"),
			("12.5HMK", 12_500_000_000_000, "12.5 HMK"),
			("0.000000000001", 1, "0.000000000001 HMK"),
			("12.5 HEUR", 12_500_000, "12.5 HEUR"),
			("0HEUR", 0, "0 HEUR"),
		] {
			let money: Money = text.parse().expect("money");
			assert_eq!(money.amount, amount, "{text}");
			assert_eq!(money.to_string(), written);
			assert_eq!(written.parse(), Ok(money));
		}
	}

	#[test]
	fn money_is_refused_when_it_is_none() {
		for wrong in [
			"",
			".",
			"1.",
			".5",
			"-1",
			"+1",
			"1,5",
			"1e3",
			"1 EUR",
			"HMK",
			"0.0000000000001",
			"0.0000001HEUR",
			"340282366920938463463374607431768211456",
			"340282366920938463463374608",
		] {
			assert!(wrong.parse::<Money>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn duration_has_a_unit() {
		assert_eq!(duration("10m"), Ok(600_000));
		assert_eq!(duration("250ms"), Ok(250));
		assert_eq!(duration("2d"), Ok(172_800_000));
		for wrong in [
			"",
			"10",
			"m",
			"1.5h",
			"-1m",
			"10 m",
			"1w",
			"99999999999999999d",
		] {
			assert!(duration(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn moment_is_written_as_a_date() {
		let text = print_moment(1_000);
		assert_eq!(text, "1970-01-01T00:00:01Z");
		assert_eq!(text.parse(), Ok(NamedMoment::At(1_000)));
	}

	#[test]
	fn ids_are_read_in_their_forms() {
		let text = format!("0x{}", "ab".repeat(32));
		let id = hash(&text).expect("a hash");
		assert_eq!(fingerprint(&text), Ok(id));
		let colons = ["AB"; 32].join(":");
		assert_eq!(fingerprint(&colons), Ok(id));
		assert_eq!(device(&text), Ok(id));
		assert_eq!(device("1/TH-0001"), Ok(device_id(1, b"TH-0001")));
		assert_eq!(item(&text), Ok(id));
		let uri = "urn:epc:id:sgtin:0614141.112345.400";
		assert_eq!(item(uri), Ok(epc(uri).expect("an EPC").id()));
		for wrong in ["", "0x12", "1/", "x/TH", "urn:epc:id:sgtin:1.2.3"] {
			assert!(hash(wrong).is_err(), "{wrong}");
			assert!(device(wrong).is_err(), "{wrong}");
			assert!(item(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn public_key_is_a_point_of_its_curve() {
		// The base points: of edwards25519 (RFC 8032 §5.1), P-256 and secp256k1 (SEC 2 §2.4).
		for text in [
			"ed25519:0x5866666666666666666666666666666666666666666666666666666666666666",
			"es256:0x036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
			"es256k:0x0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
		] {
			let key = public_key(text).expect("a key");
			assert_eq!(print_public_key(&key), text);
			assert!(public_key(&text[..text.len() - 2]).is_err());
		}
		for wrong in ["", "0x00", "rsa:0x00", "es256:0x00"] {
			assert!(public_key(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn text_is_something_to_read() {
		assert_eq!(text::<4>("four"), Ok("four".into()));
		for wrong in ["", "  ", "fives", "a\nb"] {
			assert!(text::<4>(wrong).is_err(), "{wrong:?}");
		}
	}
}
