//! Seconds become milliseconds, to the nearest.

use super::*;
use crate::{cbor::Reader, decimal::Number};
use std::{format, string::String};

/// The milliseconds of a CBOR item that counts seconds.
fn milliseconds(bytes: &[u8]) -> Result<i64, Error> {
	let mut reader = Reader::new(bytes);
	let first = reader.item()?;
	Number::read(first, &mut reader)?
		.ok_or(Error::TimeMalformed)?
		.to_milliseconds()
}

fn double(float: f64) -> Result<i64, Error> {
	milliseconds(&[&[0xfb], &float.to_be_bytes()[..]].concat())
}

/// The same of a decimal string: the standard library prints every digit of a float.
fn expected(digits: &str) -> i64 {
	let (negative, digits) = match digits.strip_prefix('-') {
		Some(digits) => (true, digits),
		None => (false, digits),
	};
	let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
	let thousandths: String = part.chars().chain("000".chars()).take(3).collect();
	let floor: i64 = format!("{whole}{thousandths}").parse().expect("digits");
	let rest = part.get(3..).unwrap_or_default().trim_end_matches('0');
	let (half_or_more, exactly_half) = (rest >= "5", rest == "5");
	match (negative, half_or_more) {
		(false, _) => floor + i64::from(half_or_more),
		// Up is towards zero here.
		(true, true) if !exactly_half => -floor - 1,
		(true, _) => -floor,
	}
}

#[test]
fn floats_are_rounded_to_the_nearest_millisecond() {
	let mut dice = Dice(5);
	for round in 0..30_000 {
		let bits = dice.next();
		let float = match round % 4 {
			0 => 1.7e9 + (bits >> 34) as f64 / 1024.0,
			1 => -((bits >> 40) as f64) / 4096.0,
			2 => (bits >> 50) as f64 / 2f64.powi(dice.below(80) as i32),
			_ => -((bits % 2_000_000_000) as f64) - 0.0005,
		};
		assert_eq!(
			double(float),
			Ok(expected(&format!("{float:.200}"))),
			"{float:e}"
		);
	}
}

#[test]
fn halves_are_rounded_up() {
	for (float, rounded) in [
		(0.0625, 63),
		(0.1875, 188),
		(-0.0625, -62),
		(-0.1875, -187),
		(0.000_488_281_25, 0),
		(-0.000_488_281_25, 0),
		(0.0, 0),
		(-0.0, 0),
	] {
		assert_eq!(double(float), Ok(rounded), "{float}");
	}
	for (mantissa, exponent, rounded) in [
		(5, -4, 1),
		(-5, -4, 0),
		(15, -4, 2),
		(-15, -4, -1),
		(-16, -4, -2),
		(4_999, -7, 0),
		(5_001, -7, 1),
		(-5_001, -7, -1),
		(1, -3, 1),
		(1_234, -3, 1_234),
		(1_700_000_000, 0, 1_700_000_000_000),
		(17, 8, 1_700_000_000_000),
	] {
		let bytes = cbor(&fraction(mantissa, exponent));
		assert_eq!(milliseconds(&bytes), Ok(rounded), "{mantissa} {exponent}");
	}
}

#[test]
fn a_time_far_from_any_calendar_is_refused() {
	let limit = (1i64 << 61) / 1000;
	assert_eq!(milliseconds(&cbor(&int(limit))), Ok(limit * 1000));
	assert_eq!(milliseconds(&cbor(&int(-limit))), Ok(-limit * 1000));
	for value in [
		int(limit + 1),
		int(-limit - 1),
		Value::from(u64::MAX),
		fraction(1, 30),
		fraction(-1, i64::MAX),
		Value::from(1e40),
		Value::from(-1e300),
	] {
		assert_eq!(
			milliseconds(&cbor(&value)),
			Err(Error::TimeOutOfRange),
			"{value:?}"
		);
	}
	// However far below a millisecond, it is nothing; and nothing is no time at all.
	for value in [
		fraction(i64::MAX, -30),
		fraction(i64::MIN, -41),
		fraction(i64::MAX, i64::MIN),
		fraction(0, i64::MAX),
		Value::from(1e-300),
		Value::from(-1e-300),
	] {
		assert_eq!(milliseconds(&cbor(&value)), Ok(0), "{value:?}");
	}
}

#[test]
fn a_time_is_refused_when_it_is_no_number() {
	for value in [
		Value::from(f64::NAN),
		Value::from(f64::INFINITY),
		text("now"),
		Value::from(true),
		Value::Null,
		Value::Tag(1, std::boxed::Box::new(int(1_700_000_000))),
	] {
		assert_eq!(
			milliseconds(&cbor(&value)),
			Err(Error::TimeMalformed),
			"{value:?}"
		);
	}
}
