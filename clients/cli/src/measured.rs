//! What devices measure, as the command line writes it: `temp=21.5 Cel`.

use hallmark_device::envelope::{Decimal, Name, Record, Unit};
use hallmark_rpc::Number;
use hallmark_types::{readings::StreamName, Moment};

use crate::{units::Malformed, Error, Result};

/// A value: `21.5`, `-3`, `2e6`. It is exact.
pub fn value(text: &str) -> Result<Decimal, Malformed> {
	let number: hallmark_conditions::Decimal = text
		.parse()
		.map_err(|_| format!("{text} is no number: such as 21.5, -3 or 2e6"))?;
	Decimal::new(number.mantissa(), number.exponent()).map_err(|error| format!("{text}: {error}"))
}

/// A unit of the SenML registry, by its symbol.
pub fn unit(symbol: &str) -> Result<Unit, Malformed> {
	Unit::from_symbol(symbol).map_err(|_| {
		format!("{symbol} is no unit of the SenML registry: such as Cel, %RH, V, A, Pa or lx")
	})
}

/// The name of a stream on its device.
pub fn name(text: &str) -> Result<Name, Malformed> {
	Name::new(text).map_err(|_| {
		format!(
			"{text} is no stream's name: 1 to 16 letters, digits and -:./_, a letter or digit first"
		)
	})
}

/// The name of a stream, as calls and questions take it.
pub fn stream(text: &str) -> Result<StreamName, Malformed> {
	StreamName::new(name(text)?.as_ref()).map_err(|error| format!("no {error}"))
}

/// What a value is at a stream's exponent. It is not rounded.
pub fn mantissa(value: Decimal, exponent: i8) -> Result<i64, Malformed> {
	value.at(exponent).ok_or_else(|| {
		format!(
			"{} does not fit a stream that counts in steps of {}",
			Number::new(value.mantissa(), value.exponent()),
			Number::new(1, exponent)
		)
	})
}

/// Readings of one moment: each `NAME=VALUE`, and behind it its unit if the device is to say it.
pub fn records(words: &[String], time: Moment) -> Result<Vec<Record>> {
	let mut records: Vec<Record> = Vec::new();
	for word in words {
		match (word.split_once('='), records.last_mut()) {
			(Some((left, right)), _) => records.push(Record {
				name: name(left).map_err(Error::Input)?,
				unit: None,
				time,
				value: value(right).map_err(Error::Input)?,
			}),
			(None, Some(record)) if record.unit.is_none() => {
				record.unit = Some(unit(word).map_err(Error::Input)?);
			},
			_ => {
				return Err(Error::Input(format!(
					"{word} is no reading: NAME=VALUE and a unit, such as temp=21.5 Cel"
				)))
			},
		}
	}
	Ok(records)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(line: &str) -> Result<Vec<Record>> {
		let words: Vec<String> = line.split_whitespace().map(ToOwned::to_owned).collect();
		records(&words, 1_700_000_000_000)
	}

	#[test]
	fn unit_stands_behind_its_reading() {
		let records = read("temp=-21.50 Cel hum=4e1 %RH door=1").expect("readings");
		let [temp, hum, door] = &records[..] else {
			panic!("three readings: {records:?}")
		};
		assert_eq!(
			(temp.name.as_str(), temp.unit),
			("temp", Some(Unit::Celsius))
		);
		assert_eq!(mantissa(temp.value, -2), Ok(-2_150));
		assert_eq!(mantissa(hum.value, 0), Ok(40));
		assert_eq!(door.unit, None);
	}

	#[test]
	fn what_is_no_reading_is_refused() {
		for wrong in [
			"Cel",
			"temp",
			"temp=",
			"temp=warm",
			"temp=1,5",
			"=1",
			"temp=1 Celsius",
			"temp=1 Cel Cel",
			"a_name_that_is_too_long=1",
		] {
			assert!(read(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn value_is_not_rounded() {
		let fine = value("4.55").expect("a value");
		let error = mantissa(fine, -1).expect_err("too fine");
		assert_eq!(
			error,
			"4.55 does not fit a stream that counts in steps of 0.1"
		);
	}
}
