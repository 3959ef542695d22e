//! Decimals against decimal strings, which know nothing of how we convert.

use super::*;
use crate::{cbor::Reader, decimal::Number};
use core::cmp::Ordering;
use std::{format, string::String, string::ToString};

/// The value of a CBOR item.
fn value(bytes: &[u8]) -> Result<Decimal, Error> {
	let mut reader = Reader::new(bytes);
	let first = reader.item()?;
	let number = Number::read(first, &mut reader)?.ok_or(Error::ValueNotNumeric)?;
	reader.finish()?;
	number.to_decimal()
}

fn double(float: f64) -> Result<Decimal, Error> {
	value(&[&[0xfb], &float.to_be_bytes()[..]].concat())
}

fn single(float: f32) -> Result<Decimal, Error> {
	value(&[&[0xfa], &float.to_be_bytes()[..]].concat())
}

/// What a number of so many digits must become: the standard library prints every digit of a float.
fn expected(digits: &str) -> Result<Decimal, Error> {
	let (negative, digits) = match digits.strip_prefix('-') {
		Some(digits) => (true, digits),
		None => (false, digits),
	};
	let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
	let part = part.trim_end_matches('0');
	let all: String = [whole, part].concat();
	let significant = all.trim_start_matches('0').trim_end_matches('0');
	if significant.is_empty() {
		return Ok(Decimal::ZERO);
	}
	let zeros = all.len() - all.trim_end_matches('0').len();
	let exponent = zeros as i32 - part.len() as i32;
	let sign = if negative { "-" } else { "" };
	match format!("{sign}{significant}").parse::<i64>() {
		Ok(mantissa) if (-30..=30).contains(&exponent) => Decimal::new(mantissa, exponent as i8),
		_ if exponent < 0 => Err(Error::ValueTooFine),
		_ => Err(Error::ValueTooLarge),
	}
}

#[test]
fn floats_become_exactly_the_digits_that_they_have_or_are_refused() {
	let mut dice = Dice(2);
	let (mut accepted, mut refused) = (0, 0);
	for round in 0..20_000 {
		let bits = dice.next();
		let float = match round % 4 {
			// Any bits at all: almost always far too fine or too large.
			0 => f64::from_bits(bits),
			// A few significant bits at a reasonable place: often exact.
			1 => (bits >> 44) as f64 * 2f64.powi(dice.below(60) as i32 - 30),
			2 => -((bits >> 20) as f64) * 2f64.powi(dice.below(90) as i32 - 20),
			// What people write.
			_ => (bits % 100_000) as f64 / [1.0, 2.0, 4.0, 8.0, 10.0][dice.below(5) as usize],
		};
		if !float.is_finite() {
			continue;
		}
		let found = double(float);
		assert_eq!(found, expected(&format!("{float:.1100}")), "{float:e}");
		match found {
			Ok(_) => accepted += 1,
			Err(_) => refused += 1,
		}
		let float = f32::from_bits(bits as u32);
		if float.is_finite() {
			assert_eq!(
				single(float),
				expected(&format!("{float:.200}")),
				"{float:e}"
			);
		}
	}
	assert!(accepted > 5_000 && refused > 5_000, "{accepted} {refused}");
}

#[test]
fn every_half_float_becomes_exactly_its_digits_or_is_refused() {
	for bits in 0..=u16::MAX {
		let found = value(&[&[0xf9], &bits.to_be_bytes()[..]].concat());
		let fraction = f64::from(bits & 0x3ff);
		let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
		// IEEE 754 §3.4, as arithmetic: every step is exact.
		let float = match (bits >> 10) & 0x1f {
			0x1f if fraction == 0.0 => {
				assert_eq!(found, Err(Error::ValueInfinite));
				continue;
			},
			0x1f => {
				assert_eq!(found, Err(Error::ValueNan));
				continue;
			},
			0 => sign * fraction * 2f64.powi(-24),
			exponent => sign * (1024.0 + fraction) * 2f64.powi(i32::from(exponent) - 25),
		};
		assert_eq!(found, expected(&format!("{float:.60}")));
	}
}

#[test]
fn a_float_is_refused_when_it_only_looks_like_a_tenth() {
	assert_eq!(double(23.1), Err(Error::ValueTooFine));
	assert_eq!(single(23.1), Err(Error::ValueTooFine));
	assert_eq!(double(0.1), Err(Error::ValueTooFine));
	assert_eq!(double(23.5), Ok(decimal(235, -1)));
	assert_eq!(single(-0.375), Ok(decimal(-375, -3)));
}

#[test]
fn floats_at_the_edges_are_told_apart() {
	assert_eq!(double(f64::NAN), Err(Error::ValueNan));
	assert_eq!(double(f64::INFINITY), Err(Error::ValueInfinite));
	assert_eq!(double(f64::NEG_INFINITY), Err(Error::ValueInfinite));
	assert_eq!(double(-0.0), Ok(Decimal::ZERO));
	assert_eq!(double(f64::MAX), Err(Error::ValueTooLarge));
	assert_eq!(double(f64::from_bits(1)), Err(Error::ValueTooFine));
	assert_eq!(double(2f64.powi(-27)).map(Decimal::exponent), Ok(-27));
	assert_eq!(double(2f64.powi(-28)), Err(Error::ValueTooFine));
	assert_eq!(double(2f64.powi(62)), Ok(decimal(1 << 62, 0)));
	assert_eq!(double(2f64.powi(63)), Err(Error::ValueTooLarge));
	assert_eq!(double(-(2f64.powi(63))), Ok(decimal(i64::MIN, 0)));
	assert_eq!(double(1e22), Ok(decimal(1, 22)));
}

#[test]
fn integers_and_fractions_are_exact_at_their_edges() {
	let integer = |value_: i128| value(&cbor(&Value::Integer(value_.try_into().expect("65 bits"))));
	assert_eq!(integer(i64::MAX.into()), Ok(decimal(i64::MAX, 0)));
	assert_eq!(integer(i64::MIN.into()), Ok(decimal(i64::MIN, 0)));
	assert_eq!(integer(i128::from(i64::MAX) + 1), Err(Error::ValueTooLarge));
	assert_eq!(integer(i128::from(i64::MIN) - 1), Err(Error::ValueTooLarge));
	// Too long for 64 bits, but not without its zeros.
	assert_eq!(integer(18_000_000_000_000_000_000), Ok(decimal(18, 18)));
	let fraction = |mantissa, exponent| value(&cbor(&fraction(mantissa, exponent)));
	assert_eq!(fraction(231, -1), Ok(decimal(231, -1)));
	assert_eq!(fraction(-2310, -2), Ok(decimal(-231, -1)));
	assert_eq!(fraction(1, 30), Ok(decimal(1, 30)));
	assert_eq!(fraction(10, 30), Err(Error::ValueTooLarge));
	assert_eq!(fraction(1, -30), Ok(decimal(1, -30)));
	assert_eq!(fraction(1, -31), Err(Error::ValueTooFine));
	assert_eq!(fraction(10, -31), Ok(decimal(1, -30)));
	assert_eq!(fraction(0, i64::MAX), Ok(Decimal::ZERO));
	assert_eq!(fraction(0, i64::MIN), Ok(Decimal::ZERO));
	assert_eq!(fraction(1, i64::MAX), Err(Error::ValueTooLarge));
	assert_eq!(fraction(1, i64::MIN), Err(Error::ValueTooFine));
}

#[test]
fn a_decimal_has_one_form() {
	assert_eq!(decimal(2300, -2), decimal(23, 0));
	assert_eq!(decimal(0, 17), Decimal::ZERO);
	assert_eq!(
		(decimal(2300, -2).mantissa(), decimal(2300, -2).exponent()),
		(23, 0)
	);
	assert_eq!(Decimal::new(1, 31), Err(Error::ValueTooLarge));
	assert_eq!(Decimal::new(1, -31), Err(Error::ValueTooFine));
	assert_eq!(Decimal::default(), Decimal::ZERO);
	assert_eq!(Decimal::from(true), Decimal::ONE);
	assert_eq!(Decimal::from(false), Decimal::ZERO);
}

#[test]
fn another_exponent_is_taken_only_where_nothing_is_rounded() {
	let value = decimal(231, -1);
	assert_eq!(value.at(-1), Some(231));
	assert_eq!(value.at(-3), Some(23_100));
	assert_eq!(value.at(0), None);
	assert_eq!(decimal(5, 3).at(0), Some(5_000));
	assert_eq!(decimal(1, 0).at(-18), Some(10i64.pow(18)));
	assert_eq!(decimal(1, 0).at(-19), None);
	assert_eq!(decimal(-9, 0).at(-18), Some(-9 * 10i64.pow(18)));
	assert_eq!(decimal(-10, 0).at(-18), None);
	assert_eq!(Decimal::ZERO.at(i8::MIN), Some(0));
	assert_eq!(Decimal::ZERO.at(i8::MAX), Some(0));
	assert_eq!(decimal(1, 30).at(i8::MIN), None);
}

/// A value with few digits at any place, or with many at places where they fit 128 bits.
fn any(dice: &mut Dice) -> Decimal {
	let mantissa = dice.next() as i64 >> dice.below(64);
	decimal(mantissa, dice.below(25) as i8 - 12)
}

/// The value in units of 10⁻¹², which fits 128 bits for what [`any`] makes.
fn scaled(value: Decimal) -> Option<i128> {
	let zeros = u32::try_from(i32::from(value.exponent()) + 12).ok()?;
	i128::from(value.mantissa()).checked_mul(10i128.checked_pow(zeros)?)
}

#[test]
fn sums_are_exact_or_refused() {
	let mut dice = Dice(3);
	let (mut exact, mut refused) = (0, 0);
	for _ in 0..20_000 {
		let (left, right) = (any(&mut dice), any(&mut dice));
		let (Some(a), Some(b)) = (scaled(left), scaled(right)) else {
			continue;
		};
		let Some(sum) = a.checked_add(b) else {
			continue;
		};
		let found = left.checked_add(right);
		assert_eq!(found, right.checked_add(left));
		match found {
			Ok(found) => {
				assert_eq!(scaled(found), Some(sum));
				exact += 1;
			},
			Err(_) => {
				let digits = sum.to_string();
				assert!(digits.trim_end_matches('0').parse::<i64>().is_err());
				refused += 1;
			},
		}
	}
	assert!(exact > 1_000 && refused > 100, "{exact} {refused}");
	assert_eq!(
		decimal(1, 20).checked_add(decimal(1, 0)),
		Err(Error::ValueTooLarge)
	);
	assert_eq!(
		decimal(1, 20).checked_add(decimal(1, -20)),
		Err(Error::ValueTooFine)
	);
	assert_eq!(
		decimal(1, 30).checked_add(Decimal::ZERO),
		Ok(decimal(1, 30))
	);
	assert_eq!(
		Decimal::ZERO.checked_add(decimal(1, -30)),
		Ok(decimal(1, -30))
	);
	assert_eq!(
		decimal(5, 30).checked_add(decimal(5, 30)),
		Err(Error::ValueTooLarge)
	);
}

#[test]
fn the_order_is_that_of_the_numbers() {
	let mut dice = Dice(4);
	let mut compared = 0;
	for _ in 0..20_000 {
		let (left, right) = (any(&mut dice), any(&mut dice));
		if let (Some(a), Some(b)) = (scaled(left), scaled(right)) {
			assert_eq!(left.cmp(&right), a.cmp(&b), "{left} {right}");
			compared += 1;
		}
	}
	assert!(compared > 10_000);
	let ascending = [
		decimal(i64::MIN, 30),
		decimal(-1, 30),
		decimal(i64::MIN, 0),
		decimal(-1, 0),
		decimal(-1, -30),
		Decimal::ZERO,
		decimal(1, -30),
		decimal(i64::MAX, -30),
		decimal(1, 0),
		decimal(i64::MAX, 0),
		decimal(1, 19),
		decimal(1, 30),
		decimal(i64::MAX, 30),
	];
	for (i, left) in ascending.iter().enumerate() {
		for (j, right) in ascending.iter().enumerate() {
			assert_eq!(left.cmp(right), i.cmp(&j));
			assert_eq!(left.partial_cmp(right), Some(i.cmp(&j)));
		}
	}
	assert_eq!(decimal(10, 0).cmp(&decimal(1, 1)), Ordering::Equal);
}

#[test]
fn decimals_are_shown_in_full() {
	for (value, shown) in [
		(Decimal::ZERO, "0"),
		(decimal(231, -1), "23.1"),
		(decimal(-231, -1), "-23.1"),
		(decimal(5, -3), "0.005"),
		(decimal(-5, -3), "-0.005"),
		(decimal(5, 3), "5000"),
		(decimal(i64::MIN, 0), "-9223372036854775808"),
		(decimal(1, -30), "0.000000000000000000000000000001"),
		(decimal(i64::MAX, -19), "0.9223372036854775807"),
		(decimal(i64::MAX, -20), "0.09223372036854775807"),
	] {
		assert_eq!(value.to_string(), shown);
	}
}
