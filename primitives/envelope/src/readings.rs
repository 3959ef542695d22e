//! Readings: SenML in CBOR (RFC 8428 §6), resolved.

use crate::{
	cbor::{Item, Reader},
	decimal::{absolute, Number},
	Decimal, Error, Moment, Name, Unit, MAX_RECORDS,
};

/// The version of SenML whose fields and units these are (RFC 8428 §4.4).
const VERSION: i128 = 10;

/// What the labels of SenML are in CBOR (RFC 8428 §6).
pub(crate) mod label {
	pub const BASE_SUM: i64 = -6;
	pub const BASE_VALUE: i64 = -5;
	pub const BASE_UNIT: i64 = -4;
	pub const BASE_TIME: i64 = -3;
	pub const BASE_NAME: i64 = -2;
	pub const BASE_VERSION: i64 = -1;
	pub const NAME: i64 = 0;
	pub const UNIT: i64 = 1;
	pub const VALUE: i64 = 2;
	pub const STRING_VALUE: i64 = 3;
	pub const BOOLEAN_VALUE: i64 = 4;
	pub const SUM: i64 = 5;
	pub const TIME: i64 = 6;
	pub const UPDATE_TIME: i64 = 7;
	pub const DATA_VALUE: i64 = 8;
}

/// One measurement, with everything that its base fields say put in (RFC 8428 §4.6).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Record {
	/// Which of the device's streams it belongs to.
	pub name: Name,
	/// What the value counts, if the device says so.
	pub unit: Option<Unit>,
	/// When it was measured: from [`MIN_TIME`](crate::MIN_TIME) to [`MAX_TIME`](crate::MAX_TIME).
	pub time: Moment,
	/// What was measured. True is 1, false is 0.
	pub value: Decimal,
}

/// What the base fields say, from the record that has them on until another one has them
/// (RFC 8428 §4.1).
#[derive(Clone, Copy, Debug)]
struct Base<'a> {
	name: &'a str,
	/// Milliseconds.
	time: i64,
	unit: Option<Unit>,
	value: Decimal,
}

/// The records of an envelope, one to [`MAX_RECORDS`] of them, in its order.
///
/// Whoever has this has read all of them once: none is wrong. They are read again as they are asked
/// for, so that nothing is kept but the place.
#[derive(Clone, Copy, Debug)]
pub struct Readings<'a> {
	reader: Reader<'a>,
	remaining: usize,
	base: Base<'a>,
}

impl<'a> Readings<'a> {
	/// The records of a payload. One pass over its bytes.
	///
	/// Errors: those that name readings, records, names, units, times and values, and whatever is
	/// wrong with the CBOR.
	pub fn parse(payload: &'a [u8]) -> Result<Self, Error> {
		let mut reader = Reader::new(payload);
		let Item::Array(remaining) = reader.item()? else {
			return Err(Error::ReadingsMalformed);
		};
		match remaining {
			0 => return Err(Error::NoRecord),
			1..=MAX_RECORDS => (),
			_ => return Err(Error::TooManyRecords),
		}
		let readings = Self {
			reader,
			remaining,
			base: Base {
				name: "",
				time: 0,
				unit: None,
				value: Decimal::ZERO,
			},
		};
		let mut probe = readings;
		while probe.remaining > 0 {
			probe.read()?;
		}
		probe.reader.finish()?;
		Ok(readings)
	}

	fn read(&mut self) -> Result<Record, Error> {
		self.remaining -= 1;
		let fields = Fields::read(&mut self.reader, &mut self.base)?;
		let base = &self.base;
		Ok(Record {
			name: Name::from_parts(base.name, fields.name)?,
			unit: fields.unit.or(base.unit),
			// Neither is larger than 2⁶¹.
			time: absolute(base.time + fields.time)?,
			value: match (fields.value, fields.boolean) {
				(Some(value), None) => value.checked_add(base.value)?,
				(None, Some(boolean)) => boolean.into(),
				(None, None) => return Err(Error::ValueMissing),
				(Some(_), Some(_)) => return Err(Error::ValueAmbiguous),
			},
		})
	}
}

impl Iterator for Readings<'_> {
	type Item = Record;

	fn next(&mut self) -> Option<Record> {
		if self.remaining == 0 {
			return None;
		}
		// None was wrong when they were read for the first time.
		self.read().ok()
	}

	fn size_hint(&self) -> (usize, Option<usize>) {
		(self.remaining, Some(self.remaining))
	}
}

impl ExactSizeIterator for Readings<'_> {}

/// What a record says for itself alone.
#[derive(Default)]
struct Fields<'a> {
	name: &'a str,
	unit: Option<Unit>,
	/// Milliseconds.
	time: i64,
	value: Option<Decimal>,
	boolean: Option<bool>,
}

impl<'a> Fields<'a> {
	/// Read a record: what it says for others, too, goes into `base`.
	fn read(reader: &mut Reader<'a>, base: &mut Base<'a>) -> Result<Self, Error> {
		let Item::Map(pairs) = reader.item()? else {
			return Err(Error::ReadingsMalformed);
		};
		let mut fields = Self::default();
		let mut seen = 0u16;
		for _ in 0..pairs {
			let label = known_label(reader.item()?)?;
			let bit = 1 << (label - label::BASE_SUM);
			if seen & bit != 0 {
				return Err(Error::LabelDuplicate);
			}
			seen |= bit;
			let first = reader.item()?;
			match label {
				label::BASE_VERSION => {
					if first != Item::Integer(VERSION) {
						return Err(Error::VersionUnsupported);
					}
				},
				label::BASE_NAME => base.name = text(first)?,
				label::NAME => fields.name = text(first)?,
				label::BASE_UNIT => base.unit = Some(Unit::from_symbol(text(first)?)?),
				label::UNIT => fields.unit = Some(Unit::from_symbol(text(first)?)?),
				label::BASE_TIME => base.time = time(first, reader)?,
				label::TIME => fields.time = time(first, reader)?,
				label::BASE_VALUE => base.value = value(first, reader)?,
				label::VALUE => fields.value = Some(value(first, reader)?),
				label::BOOLEAN_VALUE => match first {
					Item::Bool(boolean) => fields.boolean = Some(boolean),
					_ => return Err(Error::ValueNotNumeric),
				},
				label::SUM | label::BASE_SUM => return Err(Error::SumPresent),
				label::UPDATE_TIME => return Err(Error::UpdateTimePresent),
				label::STRING_VALUE | label::DATA_VALUE => return Err(Error::ValueNotNumeric),
				_ => return Err(Error::LabelUnknown),
			}
		}
		Ok(fields)
	}
}

/// A label from −6 to 8.
fn known_label(item: Item<'_>) -> Result<i64, Error> {
	match item {
		Item::Integer(label) => i64::try_from(label)
			.ok()
			.filter(|label| (label::BASE_SUM..=label::DATA_VALUE).contains(label))
			.ok_or(Error::LabelUnknown),
		Item::Text(label) if label.ends_with('_') => Err(Error::LabelMustBeUnderstood),
		Item::Text(_) => Err(Error::LabelUnknown),
		_ => Err(Error::ReadingsMalformed),
	}
}

fn text(item: Item<'_>) -> Result<&str, Error> {
	match item {
		Item::Text(text) => Ok(text),
		_ => Err(Error::ReadingsMalformed),
	}
}

fn time(first: Item<'_>, reader: &mut Reader<'_>) -> Result<i64, Error> {
	Number::read(first, reader)?
		.ok_or(Error::TimeMalformed)?
		.to_milliseconds()
}

fn value(first: Item<'_>, reader: &mut Reader<'_>) -> Result<Decimal, Error> {
	Number::read(first, reader)?
		.ok_or(Error::ValueNotNumeric)?
		.to_decimal()
}
