//! How much of something: a number and a unit of UN/ECE Recommendation 20.

use std::{fmt, str::FromStr};

use hallmark_types::{
	epc::ItemId,
	quantity::{Quantity, Scale, UnitCode},
};
use subxt::{dynamic::Value, ext::scale_decode::DecodeAsType};

use super::PALLET;
use crate::{
	connection::{AtBlock, Connection},
	items::Name,
	state,
	values::{encoded, option},
	Error, Result,
};

/// How much, as it was written: `2.50 LTR` counts in hundredths of a litre.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Amount {
	number: u64,
	/// How many digits stand behind the point.
	places: u8,
	unit: UnitCode,
}

impl FromStr for Amount {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let wrong = |what: &str| {
			format!("no quantity: {what}; such as 2.5KGM, a number and a unit of UN/ECE Rec. 20")
		};
		let end = text
			.find(|character: char| !character.is_ascii_digit() && character != '.')
			.unwrap_or(text.len());
		let (number, unit) = text.split_at(end);
		let unit: UnitCode = unit
			.trim_start()
			.parse()
			.map_err(|_| wrong("the unit has 2 or 3 capital letters and digits"))?;
		let (whole, part) = match number.split_once('.') {
			Some((whole, part)) if !part.is_empty() => (whole, part),
			Some(_) => return Err(wrong("there is no digit behind the point")),
			None => (number, ""),
		};
		let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
		if whole.is_empty() || !digits(part) || part.len() > 18 {
			return Err(wrong(
				"the number has digits, and at most 18 behind a point",
			));
		}
		Ok(Self {
			number: [whole, part]
				.concat()
				.parse()
				.map_err(|_| wrong("the number is too large"))?,
			// At most 18.
			places: part.len() as u8,
			unit,
		})
	}
}

impl fmt::Display for Amount {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let places = usize::from(self.places);
		let digits = format!("{:0>width$}", self.number, width = places + 1);
		let (whole, part) = digits.split_at(digits.len() - places);
		f.write_str(whole)?;
		if !part.is_empty() {
			write!(f, ".{part}")?;
		}
		write!(f, " {}", self.unit)
	}
}

impl Amount {
	/// As it was written.
	pub fn quantity(&self) -> Quantity {
		Quantity {
			number: self.number,
			scale: Scale {
				unit: self.unit,
				// At most 18.
				exponent: -(self.places as i8),
			},
		}
	}

	/// In the scale of something else, by which it is counted, added and taken away.
	///
	/// [`Error::Input`] if the units differ, or if it is no whole number there.
	pub fn in_scale(&self, scale: Scale) -> Result<Quantity> {
		if scale.unit != self.unit {
			return Err(Error::Input(format!(
				"{self}: it is measured in {}",
				scale.unit
			)));
		}
		let shift = -i32::from(self.places) - i32::from(scale.exponent);
		let power = 10u64.checked_pow(shift.unsigned_abs());
		let number = match power {
			Some(power) if shift >= 0 => self.number.checked_mul(power),
			Some(power) if self.number.is_multiple_of(power) => Some(self.number / power),
			_ => None,
		};
		number
			.map(|number| Quantity { number, scale })
			.ok_or_else(|| {
				Error::Input(format!(
					"{self}: it is counted in units of 10^{} {}",
					scale.exponent, scale.unit
				))
			})
	}
}

/// A name with a quantity behind it, if it has one: `urn:epc:class:lgtin:950600.0013435.M1 2.5KGM`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Measured {
	/// Of what.
	pub name: Name,
	/// How much.
	pub amount: Option<Amount>,
}

impl FromStr for Measured {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (name, amount) = match text.trim().split_once(char::is_whitespace) {
			Some((name, amount)) => (name, Some(amount.trim_start().parse()?)),
			None => (text.trim(), None),
		};
		Ok(Self {
			name: name.parse()?,
			amount,
		})
	}
}

impl Measured {
	/// As a thing that gets its name, in the first of these scales that has its unit.
	///
	/// [`Error::Input`] if it is named by its id: what has none yet has no name.
	pub async fn named(&self, connection: &Connection, scales: &[Scale]) -> Result<Named> {
		let epc = self.name.epc(connection).await?.ok_or_else(|| {
			Error::Input(format!(
				"{}: a new item is named by its EPC URI or its GS1 Digital Link",
				self.name
			))
		})?;
		let quantity = self
			.amount
			.map(|amount| in_known_scale(amount, scales))
			.transpose()?;
		Ok(Named { epc, quantity })
	}
}

/// In the first of these scales that has its unit; if none has, as it was written.
pub fn in_known_scale(amount: Amount, scales: &[Scale]) -> Result<Quantity> {
	match scales.iter().find(|scale| scale.unit == amount.unit) {
		Some(scale) => amount.in_scale(*scale),
		None => Ok(amount.quantity()),
	}
}

/// A thing that gets its name.
pub struct Named {
	/// The name.
	pub epc: hallmark_types::epc::Epc,
	/// How much of it there is, or what is in it.
	pub quantity: Option<Quantity>,
}

impl Named {
	/// As calls take it.
	pub fn value(&self) -> Value {
		let quantity = self.quantity.as_ref().map(encoded);
		Value::named_composite([("epc", encoded(&self.epc)), ("quantity", option(quantity))])
	}
}

/// In which scale an item is measured. [`Error::Input`] if it is not, or if there is none.
pub async fn scale_of(at: &AtBlock, name: &Name, id: ItemId) -> Result<Scale> {
	let scale = scale_if_any(at, id).await?.ok_or_else(|| name.unknown())?;
	scale.ok_or_else(|| Error::Input(format!("{name} has no quantity")))
}

/// In which scale an item is measured, if it is. `None` if there is no such item.
pub async fn scale_if_any(at: &AtBlock, id: ItemId) -> Result<Option<Option<Scale>>> {
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
	struct Stored {
		quantity: Option<StoredQuantity>,
	}
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
	struct StoredQuantity {
		scale: StoredScale,
	}
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
	struct StoredScale {
		unit: StoredUnit,
		exponent: i8,
	}
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
	struct StoredUnit([u8; 3]);

	let item: Option<Stored> = state::stored(at, PALLET, "Items", (id.0,)).await?;
	item.map(|item| {
		let scale = item.quantity.map(|quantity| quantity.scale);
		scale
			.map(|scale| {
				let StoredUnit(code) = scale.unit;
				// The last byte is zero where there are only two characters.
				let length = code.iter().take_while(|byte| **byte != 0).count();
				let unit = UnitCode::new(&code[..length]).map_err(|error| {
					Error::Connection(format!("an item cannot be read: {error}"))
				})?;
				Ok(Scale {
					unit,
					exponent: scale.exponent,
				})
			})
			.transpose()
	})
	.transpose()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn scale(unit: &str, exponent: i8) -> Scale {
		Scale {
			unit: unit.parse().expect("a unit"),
			exponent,
		}
	}

	#[test]
	fn amount_is_counted_as_finely_as_it_is_written() {
		for (text, number, exponent, written) in [
			("1000LTR", 1_000, 0, "1000 LTR"),
			("2.50 LTR", 250, -2, "2.50 LTR"),
			("0.005KGM", 5, -3, "0.005 KGM"),
			("5 4G", 5, 0, "5 4G"),
		] {
			let amount: Amount = text.parse().expect("a quantity");
			let quantity = amount.quantity();
			assert_eq!(
				(quantity.number, quantity.scale.exponent),
				(number, exponent)
			);
			assert_eq!(amount.to_string(), written);
			assert_eq!(written.parse(), Ok(amount));
		}
		for wrong in [
			"",
			"LTR",
			"5",
			"5 litres",
			"5ltr",
			".5LTR",
			"5.LTR",
			"1.2.3LTR",
			"-1LTR",
			"99999999999999999999LTR",
		] {
			assert!(wrong.parse::<Amount>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn amount_fits_the_scale_of_what_it_is_taken_from() {
		let amount = |text: &str| text.parse::<Amount>().expect("a quantity");
		let number = |text: &str, exponent| {
			amount(text)
				.in_scale(scale("LTR", exponent))
				.map(|quantity| quantity.number)
		};
		assert_eq!(number("2.5LTR", -1).expect("whole"), 25);
		assert_eq!(number("2.5LTR", -3).expect("whole"), 2_500);
		assert_eq!(number("2.50LTR", -1).expect("whole"), 25);
		assert_eq!(number("20LTR", 1).expect("whole"), 2);
		assert!(number("2.5LTR", 0).is_err());
		assert!(number("2KGM", 0).is_err());
		assert!(number("999999999999LTR", -18).is_err());
	}

	#[test]
	fn quantity_stands_behind_the_name() {
		let uri = "urn:epc:class:lgtin:950600.0013435.M1";
		let bare: Measured = uri.parse().expect("a name");
		assert_eq!(bare.amount, None);
		let measured: Measured = format!(" {uri}  2.5 LTR ")
			.parse()
			.expect("with a quantity");
		assert_eq!(measured.name, bare.name);
		assert_eq!(measured.amount, "2.5LTR".parse().ok());
		assert!(format!("{uri} many").parse::<Measured>().is_err());
	}
}
