//! Records, and everything that can be wrong with one.

use super::*;
use std::iter::once;

fn read(payload: &[u8]) -> Result<Vec<Record>, Error> {
	let readings = Readings::parse(payload)?;
	let length = readings.len();
	let records: Vec<_> = readings.collect();
	assert_eq!(records.len(), length, "what was parsed once is read again");
	Ok(records)
}

fn read_all<const N: usize>(records: [Value; N]) -> Result<Vec<Record>, Error> {
	read(&cbor(&Value::Array(records.into())))
}

/// One record of a name and a time, with more.
fn with(more: &[(i64, Value)]) -> Result<Vec<Record>, Error> {
	let base = [(0, text("temp")), (6, int(NOON as i64 / 1000))];
	let pairs = base.iter().chain(more);
	let pairs = pairs.map(|(label, value)| (int(*label), value.clone()));
	read(&cbor(&Value::Array(vec![Value::Map(pairs.collect())])))
}

/// The value of a record with this one.
fn value(value: Value) -> Result<Decimal, Error> {
	with(&[(2, value)]).map(|records| records[0].value)
}

#[test]
fn a_record_is_read() {
	assert_eq!(read(&payload()), Ok(vec![record()]));
}

#[test]
fn labels_may_stand_in_any_order() {
	let found = read_all([map([
		(6, int(NOON as i64 / 1000)),
		(2, fraction(231, -1)),
		(1, text("Cel")),
		(-1, int(10)),
		(0, text("temp")),
	])]);
	assert_eq!(found, Ok(vec![record()]));
}

#[test]
fn values_are_numbers_of_every_kind_and_truth() {
	assert_eq!(value(int(-40)), Ok(decimal(-40, 0)));
	assert_eq!(value(fraction(-185, -1)), Ok(decimal(-185, -1)));
	assert_eq!(value(Value::from(21.5)), Ok(decimal(215, -1)));
	for (truth, number) in [(true, Decimal::ONE), (false, Decimal::ZERO)] {
		let found = with(&[(4, Value::from(truth))]);
		assert_eq!(found.map(|records| records[0].value), Ok(number));
	}
}

#[test]
fn a_value_is_refused_when_it_is_no_number() {
	let big = |tag| Value::Tag(tag, Box::new(bytes(&[1; 9])));
	for wrong in [
		text("23.1"),
		bytes(&[1]),
		Value::from(true),
		Value::Null,
		Value::Array(vec![]),
		big(2),
		big(3),
		Value::Tag(5, Box::new(Value::Array(vec![int(1), int(1)]))),
		Value::Tag(4, Box::new(int(1))),
		Value::Tag(4, Box::new(Value::Array(vec![int(1)]))),
		Value::Tag(4, Box::new(Value::Array(vec![int(1), big(2)]))),
		Value::Tag(4, Box::new(Value::Array(vec![Value::from(1.5), int(1)]))),
	] {
		assert_eq!(
			value(wrong.clone()),
			Err(Error::ValueNotNumeric),
			"{wrong:?}"
		);
	}
	assert_eq!(with(&[(3, text("on"))]), Err(Error::ValueNotNumeric));
	assert_eq!(with(&[(8, bytes(b"on"))]), Err(Error::ValueNotNumeric));
	assert_eq!(with(&[(4, int(1))]), Err(Error::ValueNotNumeric));
}

#[test]
fn a_value_is_refused_when_it_cannot_be_exact() {
	assert_eq!(value(Value::from(f64::NAN)), Err(Error::ValueNan));
	assert_eq!(value(Value::from(f64::INFINITY)), Err(Error::ValueInfinite));
	assert_eq!(value(Value::from(23.1)), Err(Error::ValueTooFine));
	assert_eq!(value(Value::from(u64::MAX)), Err(Error::ValueTooLarge));
}

#[test]
fn a_record_is_refused_when_it_does_not_have_one_value() {
	assert_eq!(with(&[]), Err(Error::ValueMissing));
	assert_eq!(with(&[(-5, int(1))]), Err(Error::ValueMissing));
	let two = [(2, int(1)), (4, Value::from(true))];
	assert_eq!(with(&two), Err(Error::ValueAmbiguous));
}

#[test]
fn a_record_is_refused_when_it_says_what_nobody_keeps() {
	assert_eq!(with(&[(2, int(1)), (5, int(7))]), Err(Error::SumPresent));
	assert_eq!(with(&[(2, int(1)), (-6, int(7))]), Err(Error::SumPresent));
	let due = [(2, int(1)), (7, int(60))];
	assert_eq!(with(&due), Err(Error::UpdateTimePresent));
}

#[test]
fn a_label_is_refused_when_it_is_unknown() {
	for label in [9, -7, 1_000, i64::MAX, i64::MIN] {
		let more = [(2, int(1)), (label, int(1))];
		assert_eq!(with(&more), Err(Error::LabelUnknown), "{label}");
	}
	let named = |label: &str| {
		let pairs = vec![(text(label), int(1))];
		read(&cbor(&Value::Array(vec![Value::Map(pairs)])))
	};
	// In CBOR the known labels are numbers (RFC 8428 §6).
	assert_eq!(named("v"), Err(Error::LabelUnknown));
	assert_eq!(named("colour"), Err(Error::LabelUnknown));
	assert_eq!(named("colour_"), Err(Error::LabelMustBeUnderstood));
	let odd = Value::Map(vec![(bytes(b"v"), int(1))]);
	assert_eq!(read_all([odd]), Err(Error::ReadingsMalformed));
}

#[test]
fn a_label_is_refused_when_it_is_there_twice() {
	for label in [0, 1, 2, 4, 6, -1, -2, -3, -4, -5] {
		let value = || match label {
			0 | -2 => text("temp"),
			1 | -4 => text("Cel"),
			4 => Value::from(true),
			-1 => int(10),
			_ => int(NOON as i64 / 1000),
		};
		let pairs = vec![(int(label), value()), (int(label), value())];
		let payload = cbor(&Value::Array(vec![Value::Map(pairs)]));
		assert_eq!(read(&payload), Err(Error::LabelDuplicate), "{label}");
	}
}

#[test]
fn a_version_is_refused_when_it_is_not_ten() {
	assert!(with(&[(2, int(1)), (-1, int(10))]).is_ok());
	// 26 is ten with secondary units (RFC 9100): a unit that we would take for unknown.
	for version in [int(5), int(11), int(26), text("10"), Value::from(10.0)] {
		let found = with(&[(2, int(1)), (-1, version)]);
		assert_eq!(found, Err(Error::VersionUnsupported));
	}
}

#[test]
fn a_name_is_refused_when_it_is_not_one() {
	let named = |base: Option<&str>, name: Option<&str>| {
		let mut pairs = vec![(int(2), int(1)), (int(6), int(NOON as i64 / 1000))];
		pairs.extend(base.map(|base| (int(-2), text(base))));
		pairs.extend(name.map(|name| (int(0), text(name))));
		read(&cbor(&Value::Array(vec![Value::Map(pairs)]))).map(|records| records[0].name)
	};
	assert_eq!(named(Some("room/"), Some("temp")), Ok(name("room/temp")));
	assert_eq!(named(Some("temp"), None), Ok(name("temp")));
	assert_eq!(
		named(Some("a"), Some(":2")),
		Ok(name("a:2")),
		"the whole counts"
	);
	assert_eq!(named(None, None), Err(Error::NameMissing));
	assert_eq!(named(Some(""), Some("")), Err(Error::NameMissing));
	assert_eq!(named(None, Some("-temp")), Err(Error::NameMalformed));
	assert_eq!(named(None, Some("te mp")), Err(Error::NameMalformed));
	assert!(named(Some("12345678"), Some("90123456")).is_ok());
	let longer = named(Some("12345678"), Some("901234567"));
	assert_eq!(longer, Err(Error::NameTooLong));
	let long = "x".repeat(300);
	assert_eq!(named(Some(&long), None), Err(Error::NameTooLong));
	for label in [0, -2] {
		let found = read_all([map([(label, int(1))])]);
		assert_eq!(found, Err(Error::ReadingsMalformed));
	}
}

#[test]
fn a_unit_is_refused_when_the_registry_has_no_such() {
	for label in [1, -4] {
		for unit in ["", "C°", "cel", "kW", "Fahrenheit"] {
			let found = with(&[(2, int(1)), (label, text(unit))]);
			assert_eq!(found, Err(Error::UnitUnknown), "{unit}");
		}
		let found = with(&[(2, int(1)), (label, int(1))]);
		assert_eq!(found, Err(Error::ReadingsMalformed));
	}
}

#[test]
fn a_time_is_refused_when_it_is_not_on_the_calendar() {
	let at = |base: Option<Value>, time: Option<Value>| {
		let mut pairs = vec![(int(0), text("temp")), (int(2), int(1))];
		pairs.extend(base.map(|base| (int(-3), base)));
		pairs.extend(time.map(|time| (int(6), time)));
		read(&cbor(&Value::Array(vec![Value::Map(pairs)]))).map(|records| records[0].time)
	};
	let first = MIN_TIME as i64 / 1000;
	assert_eq!(at(None, Some(int(first))), Ok(MIN_TIME));
	assert_eq!(at(Some(int(first)), None), Ok(MIN_TIME));
	assert_eq!(at(None, None), Err(Error::TimeRelative), "now");
	assert_eq!(at(None, Some(int(-5))), Err(Error::TimeRelative));
	assert_eq!(at(None, Some(int(first - 1))), Err(Error::TimeRelative));
	let almost = fraction(MIN_TIME as i64 - 1, -3);
	assert_eq!(at(None, Some(almost)), Err(Error::TimeRelative));
	// The sum counts (RFC 8428 §4.5.3), not what it is made of.
	assert_eq!(
		at(Some(int(first)), Some(int(-1))),
		Err(Error::TimeRelative)
	);
	assert_eq!(at(Some(int(first - 1)), Some(int(1))), Ok(MIN_TIME));

	let last = fraction(MAX_TIME as i64, -3);
	assert_eq!(at(None, Some(last.clone())), Ok(MAX_TIME));
	let beyond = at(Some(last), Some(fraction(1, -3)));
	assert_eq!(beyond, Err(Error::TimeOutOfRange));
	let huge = || Some(int(i64::MAX));
	assert_eq!(at(None, huge()), Err(Error::TimeOutOfRange));
	assert_eq!(at(huge(), huge()), Err(Error::TimeOutOfRange));
	assert_eq!(at(Some(text("noon")), None), Err(Error::TimeMalformed));
	assert_eq!(
		at(None, Some(Value::from(f64::NAN))),
		Err(Error::TimeMalformed)
	);
}

#[test]
fn a_base_value_is_added_exactly() {
	let found = read_all([
		map([
			(-2, text("level")),
			(-3, int(NOON as i64 / 1000)),
			(-5, fraction(25, -2)),
			(2, Value::from(1.5)),
		]),
		map([(2, int(-1))]),
		map([(4, Value::from(true))]),
	]);
	let values: Vec<_> = found
		.expect("well formed")
		.iter()
		.map(|r| r.value)
		.collect();
	assert_eq!(values, [decimal(175, -2), decimal(-75, -2), Decimal::ONE]);

	let sum = |base: i64, value: i64| with(&[(-5, int(base)), (2, int(value))]);
	assert_eq!(sum(i64::MAX, 1), Err(Error::ValueTooLarge));
	assert_eq!(sum(i64::MIN, -1), Err(Error::ValueTooLarge));
	let fine = [(-5, int(i64::MAX)), (2, fraction(1, -5))];
	assert_eq!(with(&fine), Err(Error::ValueTooFine));
}

#[test]
fn a_payload_is_refused_when_it_is_no_array_of_maps() {
	for payload in [map([]), int(1), text("[]"), Value::Null] {
		assert_eq!(read(&cbor(&payload)), Err(Error::ReadingsMalformed));
	}
	assert_eq!(read_all([int(1)]), Err(Error::ReadingsMalformed));
	assert_eq!(read_all([]), Err(Error::NoRecord));
	assert_eq!(read(&[]), Err(Error::Truncated));
	let mut longer = payload();
	longer.push(0);
	assert_eq!(read(&longer), Err(Error::TrailingBytes));
}

#[test]
fn a_payload_has_thirty_two_records_and_no_more() {
	let first = map([(-2, text("t")), (-3, int(NOON as i64 / 1000)), (2, int(0))]);
	let of = |count: usize| {
		let rest = (1..count).map(|number| map([(2, int(number as i64))]));
		let records = once(first.clone()).chain(rest).collect();
		read(&cbor(&Value::Array(records)))
	};
	let records = of(MAX_RECORDS).expect("not too many");
	assert_eq!(records.len(), MAX_RECORDS);
	assert_eq!(records[31].value, decimal(31, 0));
	assert_eq!(of(MAX_RECORDS + 1), Err(Error::TooManyRecords));
}

#[test]
fn whatever_is_wrong_with_a_later_record_is_found_at_once() {
	let found = read_all([
		map([(-2, text("t")), (-3, int(NOON as i64 / 1000)), (2, int(0))]),
		map([(2, int(1))]),
		map([(2, Value::from(0.1))]),
	]);
	assert_eq!(found, Err(Error::ValueTooFine));
}
