//! An agreement's terms as a file: JSON that people can write.
//!
//! Amounts are `"250 HEUR"`, parts `"30%"`, durations `"10m"`, moments `"2030-12-31T12:00:00Z"`.
//! Parties, tickets and commands are numbered from 0, in their order. Conditions are text; devices
//! and items stand in them by their ids, or by the words that `devices` and `items` give them.

mod file;
mod read;
pub mod told;
mod written;

use std::{collections::BTreeMap, path::Path};

use hallmark_agreements::{Parts, Terms, WHOLE};
use hallmark_conditions::{
	condition::ItemId as Item,
	text::{Names, PrintedDuration},
};
use hallmark_rpc::Number;
use hallmark_types::{
	device::DeviceId,
	readings::{Signal, StreamName, Unit},
	AssetId, Balance, Moment,
};

pub use file::File;

use crate::{
	files,
	units::{self, Currency, Malformed, Money},
	Error, Result,
};

/// The longest file, in bytes. Terms that are full have far fewer.
const MAX_LENGTH: u64 = 1 << 20;

/// Decimal places of a part in percent: parts are counted in millionths.
const PART_DECIMALS: u32 = 4;

/// Reads a file, without asking whether the terms make sense.
pub fn read(path: &Path) -> Result<(Terms, Words)> {
	let content = files::read(path, MAX_LENGTH)?;
	let file: File = serde_json::from_slice(&content).map_err(|error| Error::file(path, error))?;
	file.terms().map_err(|why| Error::file(path, why))
}

/// Words for devices and items, in place of their ids.
#[derive(Clone, Debug, Default)]
pub struct Words {
	devices: BTreeMap<String, (String, DeviceId)>,
	items: BTreeMap<String, (String, Item)>,
}

impl Words {
	/// Lets a word stand for a device, which is written so.
	pub fn add_device(&mut self, word: &str, written: &str) -> Result<(), Malformed> {
		let id = units::device(written)?;
		self.devices
			.insert(word.to_owned(), (written.to_owned(), id));
		Ok(())
	}

	/// Finds a word for a device, which is written so: its serial number if that is one and means
	/// nothing else here, or `otherwise` with a number behind it if need be.
	pub fn name_device(&mut self, written: &str, otherwise: &str) -> Result<(), Malformed> {
		let id = units::device(written)?;
		if self.name_of_device(&id.0).is_some() {
			return Ok(());
		}
		let serial = written.split_once('/').map(|(_, serial)| serial.to_owned());
		let numbered = (2..).map(|number| format!("{otherwise}-{number}"));
		let words = serial
			.filter(|serial| is_word(serial))
			.into_iter()
			.chain([otherwise.to_owned()])
			.chain(numbered);
		let mut free = words.filter(|word| !self.devices.contains_key(word));
		match free.next() {
			Some(word) => self.add_device(&word, written),
			None => Ok(()),
		}
	}

	/// Lets a word stand for an item, which is written so.
	pub fn add_item(&mut self, word: &str, written: &str) -> Result<(), Malformed> {
		let id = units::item(written)?;
		self.items
			.insert(word.to_owned(), (written.to_owned(), id.0));
		Ok(())
	}

	/// A device as it was written, or its id.
	fn device_written(&self, device: DeviceId) -> String {
		let known = self.devices.values().find(|(_, id)| *id == device);
		known.map_or_else(|| format!("{device:?}"), |(written, _)| written.clone())
	}

	/// An item as it was written, or its id.
	fn item_written(&self, item: Item) -> String {
		let known = self.items.values().find(|(_, id)| *id == item);
		known.map_or_else(
			|| hallmark_transactions::to_hex(&item),
			|(written, _)| written.clone(),
		)
	}
}

impl Names for Words {
	fn device(&self, name: &str) -> Option<[u8; 32]> {
		self.devices.get(name).map(|(_, id)| id.0)
	}

	fn item(&self, name: &str) -> Option<Item> {
		self.items.get(name).map(|(_, id)| *id)
	}

	fn name_of_device(&self, device: &[u8; 32]) -> Option<&str> {
		let mut known = self.devices.iter();
		let found = known.find(|(_, (_, id))| id.0 == *device);
		found.map(|(word, _)| word.as_str())
	}

	fn name_of_item(&self, item: &Item) -> Option<&str> {
		let mut known = self.items.iter();
		let found = known.find(|(_, (_, id))| id == item);
		found.map(|(word, _)| word.as_str())
	}
}

/// Whether a condition can name something so.
fn is_word(text: &str) -> bool {
	text.starts_with(|first: char| first.is_ascii_alphabetic())
		&& text
			.bytes()
			.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// What an agreement is paid with, and how its amounts are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Asset {
	/// With decimal places and a symbol.
	Known(Currency),
	/// By its number; amounts are in its smallest part.
	Other(AssetId),
}

impl Asset {
	/// As terms name it.
	pub fn of(asset: Option<AssetId>) -> Self {
		match asset {
			None => Self::Known(Currency::Native),
			Some(id) if Some(id) == Currency::Stablecoin.asset() => {
				Self::Known(Currency::Stablecoin)
			},
			Some(id) => Self::Other(id),
		}
	}

	/// Its number; `None` for the native token.
	pub fn id(self) -> Option<AssetId> {
		match self {
			Self::Known(currency) => currency.asset(),
			Self::Other(id) => Some(id),
		}
	}

	/// An amount of it.
	pub fn amount(self, text: &str) -> Result<Balance, Malformed> {
		let Self::Known(currency) = self else {
			return text
				.parse()
				.map_err(|_| "no amount: a whole number of the asset's smallest part".to_owned());
		};
		let bare = text
			.bytes()
			.all(|byte| byte.is_ascii_digit() || byte == b'.');
		let money: Money = match bare {
			true => format!("{text}{}", currency.symbol()).parse()?,
			false => text.parse()?,
		};
		if money.currency != currency {
			return Err(format!(
				"an amount in {}, and the agreement is in {}",
				money.currency.symbol(),
				currency.symbol()
			));
		}
		Ok(money.amount)
	}

	/// An amount as [`amount`](Self::amount) reads it.
	pub fn print(self, amount: Balance) -> String {
		match self {
			Self::Known(currency) => Money { amount, currency }.to_string(),
			Self::Other(_) => amount.to_string(),
		}
	}
}

/// A part of a whole: `30%`, with at most four digits behind the point.
pub fn part(text: &str) -> Result<Parts, Malformed> {
	let wrong = || {
		format!("no part: a number up to 100 and %, with at most {PART_DECIMALS} digits behind the point")
	};
	let number = text.strip_suffix('%').ok_or_else(wrong)?;
	let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
	let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
	if !are_digits(whole) || !are_digits(fraction) || fraction.len() > PART_DECIMALS as usize {
		return Err(wrong());
	}
	let places = PART_DECIMALS as usize;
	let parts: Parts = format!("{whole}{fraction:0<places$}")
		.parse()
		.map_err(|_| wrong())?;
	Some(parts)
		.filter(|parts| *parts <= WHOLE)
		.ok_or_else(wrong)
}

/// A part as [`part`] reads it.
pub fn print_part(parts: Parts) -> String {
	format!("{}%", Number::amount(parts.into(), PART_DECIMALS))
}

/// A duration as `units::duration` reads it.
pub fn print_duration(duration: Moment) -> String {
	PrintedDuration(duration).to_string()
}

/// A stream: `DEVICE/NAME`, the device by its id or as `MAKER/SERIAL`. A name with a slash in it needs
/// the device's id.
///
/// Returns the device as it was written, too.
pub fn signal(text: &str) -> Result<(&str, Signal), Malformed> {
	let wrong = || "no stream: DEVICE/NAME, such as 1/TH-0001/temp or 0x…/temp".to_owned();
	let split = match text.starts_with("0x") {
		true => text.split_once('/'),
		false => text.rsplit_once('/'),
	};
	let (device, name) = split.ok_or_else(wrong)?;
	let id = units::device(device).map_err(|_| wrong())?;
	let name: StreamName = name
		.parse()
		.map_err(|error| format!("no stream: {error}"))?;
	Ok((device, Signal { device: id, name }))
}

/// A unit by its symbol in the registry of SenML.
pub fn unit(symbol: &str) -> Result<Unit, Malformed> {
	Unit::from_symbol(symbol).map_err(|_| {
		format!("no unit {symbol}: a symbol of the registry of SenML, such as Cel, %RH, count or /")
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn part_is_read_and_written_the_same() {
		for (text, parts) in [
			("30%", 300_000),
			("100%", WHOLE),
			("0.0001%", 1),
			("12.5%", 125_000),
			("0%", 0),
		] {
			assert_eq!(part(text), Ok(parts));
			assert_eq!(print_part(parts), text);
		}
		for wrong in [
			"",
			"%",
			"30",
			"101%",
			"1.00000%",
			"-1%",
			".5%",
			"1.%",
			"99999999999%",
		] {
			assert!(part(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn amount_is_in_the_currency_of_all() {
		let coin = Asset::Known(Currency::Stablecoin);
		assert_eq!(coin.amount("12.5"), Ok(12_500_000));
		assert_eq!(coin.amount("12.5 HEUR"), Ok(12_500_000));
		assert_eq!(coin.amount(&coin.print(12_500_000)), Ok(12_500_000));
		let error = coin.amount("12.5 HMK").expect_err("another currency");
		assert!(error.contains("HEUR"), "{error}");
		assert!(coin.amount("1,5").is_err());
		assert_eq!(Asset::of(Some(7)).amount("12"), Ok(12));
		assert!(Asset::of(Some(7)).amount("1.5").is_err());
		assert_eq!(Asset::of(None).id(), None);
		assert_eq!(Asset::of(coin.id()), coin);
	}

	#[test]
	fn device_is_called_by_its_serial_number_if_that_is_a_word() {
		let mut words = Words::default();
		for device in ["1/FR-1", "1/FR-1", "2/FR-1", "1/1234", "1/a b"] {
			words.name_device(device, "fridge").expect("a device");
		}
		for (word, device) in [
			("FR-1", "1/FR-1"),
			("fridge", "2/FR-1"),
			("fridge-2", "1/1234"),
			("fridge-3", "1/a b"),
		] {
			let id = units::device(device).expect("a device");
			assert_eq!(words.device(word), Some(id.0), "{word}");
			assert_eq!(words.device_written(id), device);
		}
		assert!(words.name_device("fridge", "fridge").is_err());
	}

	#[test]
	fn stream_is_named_by_its_device() {
		let (device, by_serial) = signal("1/TH/A-1/temp").expect("a stream");
		assert_eq!(device, "1/TH/A-1");
		assert_eq!(by_serial.name.as_str(), "temp");
		let id = format!("0x{}", "ab".repeat(32));
		let text = format!("{id}/a/b");
		let (device, by_id) = signal(&text).expect("a stream");
		assert_eq!(device, id);
		assert_eq!(by_id.name.as_str(), "a/b");
		for wrong in ["", "temp", "x/temp", "1/TH/", "1/TH/a name", "0x12/temp"] {
			assert!(signal(wrong).is_err(), "{wrong}");
		}
	}
}
