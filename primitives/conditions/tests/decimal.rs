//! Decimal numbers: their one form, their order, their text.

use codec::{Decode, Encode};
use hallmark_conditions::{Comparison, Decimal};
use std::cmp::Ordering;

const MANTISSAS: [i64; 13] = [
	0,
	1,
	-1,
	7,
	-10,
	999,
	1_000,
	-123_456_789,
	i64::MAX,
	i64::MIN,
	i64::MAX / 10 * 10,
	1_000_000_000_000_000_000,
	-1_000_000_000_000_000_000,
];
const EXPONENTS: [i8; 11] = [-128, -127, -19, -18, -2, 0, 1, 18, 19, 126, 127];

fn all() -> impl Iterator<Item = Decimal> + Clone {
	MANTISSAS.into_iter().flat_map(|mantissa| {
		EXPONENTS
			.into_iter()
			.map(move |exponent| Decimal::new(mantissa, exponent))
	})
}

/// The digits of a number at the smallest exponent of all, the most significant first.
fn digits(number: Decimal) -> (i64, String) {
	let zeros = usize::try_from(i32::from(number.exponent()) + 128).unwrap();
	let digits = format!("{}{}", number.mantissa().unsigned_abs(), "0".repeat(zeros));
	(number.mantissa().signum(), digits)
}

/// Compare as one does at school: by sign, by length, by digits.
fn order(one: Decimal, other: Decimal) -> Ordering {
	let ((sign, digits), (other_sign, other_digits)) = (digits(one), digits(other));
	let magnitude = digits
		.len()
		.cmp(&other_digits.len())
		.then(digits.cmp(&other_digits));
	sign.cmp(&other_sign).then(match sign {
		1 => magnitude,
		-1 => magnitude.reverse(),
		_ => Ordering::Equal,
	})
}

#[test]
fn number_has_one_form() {
	assert_eq!(Decimal::new(4_500, -3), Decimal::new(45, -1));
	assert_eq!(Decimal::new(0, 55), Decimal::ZERO);
	assert_eq!(Decimal::new(10, 127).mantissa(), 10);
	for number in all() {
		assert_eq!(Decimal::decode(&mut &number.encode()[..]), Ok(number));
	}
	for (mantissa, exponent) in [(10i64, 0i8), (0, 1), (-450, -2)] {
		assert!(Decimal::decode(&mut &(mantissa, exponent).encode()[..]).is_err());
	}
}

#[test]
fn numbers_compare_as_their_digits_do() {
	for one in all() {
		for other in all() {
			assert_eq!(one.cmp(&other), order(one, other), "{one} and {other}");
			assert_eq!(one == other, one.cmp(&other) == Ordering::Equal);
		}
	}
}

#[test]
fn number_is_printed_as_it_is_read() {
	for number in all() {
		let printed = number.to_string();
		assert_eq!(printed.parse(), Ok(number), "{printed}");
	}
	for (text, mantissa, exponent) in [
		("0", 0, 0),
		("-0.00", 0, 0),
		("007", 7, 0),
		("4.50", 45, -1),
		("-0.5", -5, -1),
		("1e3", 1, 3),
		("12.5e-3", 125, -4),
		("1000000000000000000000000", 1, 24),
		("0.000000000000000000000001", 1, -24),
		("-9223372036854775808", i64::MIN, 0),
		("10e127", 10, 127),
		("1e128", 10, 127),
	] {
		assert_eq!(text.parse(), Ok(Decimal::new(mantissa, exponent)), "{text}");
	}
	for (mantissa, exponent, text) in [
		(5, -1, "0.5"),
		(-45, -1, "-4.5"),
		(4, 1, "40"),
		(1, 18, "1000000000000000000"),
		(1, 19, "1e19"),
		(-1, -19, "-1e-19"),
		(i64::MIN, -2, "-92233720368547758.08"),
	] {
		assert_eq!(Decimal::new(mantissa, exponent).to_string(), text);
	}
}

#[test]
fn text_is_refused_when_it_is_no_number_that_can_be_held() {
	for text in [
		"",
		"-",
		"+1",
		".5",
		"5.",
		"1e",
		"e1",
		"1e+1",
		"1e1.5",
		"--1",
		"1-",
		"1 ",
		" 1",
		"0x1",
		"1_0",
		"inf",
		"NaN",
		"1.2.3",
		"1e12345",
		"1e200",
		"1e-200",
		"9223372036854775808",
		"12345678901234567891",
		"1234567890123456789012345678901234567890",
	] {
		assert!(text.parse::<Decimal>().is_err(), "{text}");
	}
}

#[test]
fn limit_compares_alike_when_it_is_moved_to_an_exponent() {
	for limit in (-25..=25).map(|tenths| Decimal::new(tenths, -1)) {
		for comparison in Comparison::ALL {
			for exponent in [-2, -1, 0, 1] {
				let moved = comparison.limit_at(limit, exponent).unwrap();
				for mantissa in -300..=300 {
					assert_eq!(
						comparison.holds(&mantissa, &moved),
						comparison.holds(&Decimal::new(mantissa, exponent), &limit),
					);
				}
			}
		}
	}
	assert_eq!(Decimal::new(1, 127).floor_at(0), None);
	assert_eq!(Decimal::ZERO.floor_at(-128), Some(0));
	for (number, floor, ceil) in [(1, 0, 1), (-1, -1, 0), (i64::MIN, -1, 0)] {
		let number = Decimal::new(number, -128);
		assert_eq!(number.floor_at(0), Some(floor));
		assert_eq!(number.ceil_at(0), Some(ceil));
	}
}

#[test]
fn negated_comparison_holds_exactly_where_the_other_does_not() {
	for comparison in Comparison::ALL {
		assert_eq!(comparison.negated().negated(), comparison);
		for value in [4, 5, 6] {
			assert_ne!(
				comparison.holds(&value, &5),
				comparison.negated().holds(&value, &5)
			);
		}
	}
}
