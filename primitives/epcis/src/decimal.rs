//! Decimal numbers, exact as far as JSON carries them.

use alloc::{format, string::ToString};
use core::{fmt, str::FromStr};
use serde_json::Value;

/// The most digits of a number with a fraction. A JSON number is a double to nearly everyone who
/// reads it, and a double carries this many decimal digits there and back.
const MOST_DIGITS: u32 = 15;

/// The most digits of text that are looked at. They fit into 64 bits.
const MOST_READ: usize = 18;

/// A number, written with as few digits as it needs.
///
/// One with a fraction is rounded, half away from zero, to 15 significant digits: what is written
/// into a document is what is read from it, and so what is hashed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Decimal {
	mantissa: i64,
	exponent: i8,
}

impl Decimal {
	/// `mantissa` × 10^`exponent`.
	pub fn new(mantissa: i64, exponent: i8) -> Self {
		let mut number = Self { mantissa, exponent };
		number.shorten();
		if number.exponent < 0 && number.digits() > MOST_DIGITS {
			while number.exponent < 0 && number.digits() > MOST_DIGITS + 1 {
				number.mantissa /= 10;
				number.exponent += 1;
			}
			// One digit too many, or none where the fraction is gone.
			if number.exponent < 0 {
				number.mantissa = (number.mantissa + 5 * number.mantissa.signum()) / 10;
				number.exponent += 1;
			}
			number.shorten();
		}
		number
	}

	/// How many digits the mantissa has.
	fn digits(self) -> u32 {
		self.mantissa.unsigned_abs().checked_ilog10().unwrap_or(0) + 1
	}

	/// Takes the zeros away that follow the last other digit.
	fn shorten(&mut self) {
		if self.mantissa == 0 {
			self.exponent = 0;
		}
		while self.mantissa != 0 && self.mantissa % 10 == 0 && self.exponent < i8::MAX {
			self.mantissa /= 10;
			self.exponent += 1;
		}
	}

	/// As a number of a JSON document.
	pub fn to_json(self) -> Value {
		let whole = u32::try_from(self.exponent)
			.ok()
			.and_then(|zeros| 10i64.checked_pow(zeros))
			.and_then(|power| self.mantissa.checked_mul(power));
		match whole {
			Some(whole) => whole.into(),
			// Always a number: the largest has 147 digits, and a double holds 308.
			None => self.to_string().parse::<f64>().unwrap_or_default().into(),
		}
	}
}

impl From<i64> for Decimal {
	fn from(number: i64) -> Self {
		Self::new(number, 0)
	}
}

/// Without zeros behind the last other digit of a fraction, and without an exponent (CBV 2.0 §8.9,
/// rule 6).
impl fmt::Display for Decimal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let digits = self.mantissa.unsigned_abs().to_string();
		if self.mantissa < 0 {
			f.write_str("-")?;
		}
		if self.exponent >= 0 {
			let zeros = usize::from(self.exponent.unsigned_abs());
			return write!(f, "{digits}{:0<zeros$}", "");
		}
		let behind = usize::from(self.exponent.unsigned_abs());
		let padded = format!("{digits:0>width$}", width = behind + 1);
		let (whole, fraction) = padded.split_at(padded.len() - behind);
		write!(f, "{whole}.{fraction}")
	}
}

/// Text is no number, or one too large or too small: with more than 18 digits before the point, or an
/// exponent beyond 127.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoNumber;

impl fmt::Display for NoNumber {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("not a number that a document can carry")
	}
}

impl core::error::Error for NoNumber {}

impl FromStr for Decimal {
	type Err = NoNumber;

	/// Reads a number as JSON and XML write it: `-12.50`, `1e-7`.
	fn from_str(text: &str) -> Result<Self, NoNumber> {
		let (number, power) = match text.split_once(['e', 'E']) {
			Some((number, power)) => (number, power.parse::<i32>().map_err(|_| NoNumber)?),
			None => (text, 0),
		};
		let (negative, number) = match number.strip_prefix('-') {
			Some(rest) => (true, rest),
			None => (false, number.strip_prefix('+').unwrap_or(number)),
		};
		let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
		let digits = [whole, fraction].concat();
		if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
			return Err(NoNumber);
		}
		let digits = digits.trim_start_matches('0');
		let significant = digits.trim_end_matches('0');
		if significant.is_empty() {
			return Ok(Self::new(0, 0));
		}
		// Far behind the point, digits are more than rounding looks at.
		let kept = &significant[..significant.len().min(MOST_READ)];
		let exponent = i32::try_from(digits.len() - kept.len())
			.ok()
			.zip(i32::try_from(fraction.len()).ok())
			.and_then(|(dropped, behind)| (dropped - behind).checked_add(power))
			.ok_or(NoNumber)?;
		if kept.len() < significant.len() && exponent > 0 {
			return Err(NoNumber);
		}
		// 18 digits fit.
		let mantissa: i64 = kept.parse().map_err(|_| NoNumber)?;
		let exponent = i8::try_from(exponent).map_err(|_| NoNumber)?;
		Ok(Self::new(
			if negative { -mantissa } else { mantissa },
			exponent,
		))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn number_is_written_with_as_few_digits_as_it_needs() {
		for (mantissa, exponent, text) in [
			(10, -1, "1"),
			(34_340, -5, "0.3434"),
			(200_500, -3, "200.5"),
			(-50, -2, "-0.5"),
			(0, -3, "0"),
			(0, 5, "0"),
			(12, 3, "12000"),
			(5, -3, "0.005"),
			(i64::MIN, 0, "-9223372036854775808"),
			(123_456_789_012_345_678, -3, "123456789012346"),
			(999_999_999_999_999_999, -9, "1000000000"),
			(-12_345_678_901_234_565, -2, "-123456789012346"),
		] {
			let number = Decimal::new(mantissa, exponent);
			assert_eq!(number.to_string(), text);
			assert_eq!(
				text.parse::<Decimal>().ok(),
				(text.len() < 19).then_some(number)
			);
		}
	}

	#[test]
	fn number_is_the_same_when_it_has_been_through_json() {
		let mut state = 7u64;
		for _ in 0..20_000 {
			state = state
				.wrapping_mul(6_364_136_223_846_793_005)
				.wrapping_add(1);
			let exponent = (state >> 40) % 40;
			let mantissa = (state as i64) >> ((state >> 33) % 60);
			let number = Decimal::new(mantissa, exponent as i8 - 25);
			if number.exponent >= 0 && number.digits() > 15 {
				continue;
			}
			let json = number.to_json().to_string();
			assert_eq!(json.parse(), Ok(number), "{json}");
		}
	}

	#[test]
	fn text_is_refused_when_it_is_no_number() {
		for text in [
			"",
			"-",
			".",
			"1,5",
			"0x1",
			"1e",
			"e5",
			"1e999",
			"nan",
			"1234567890123456789",
		] {
			assert_eq!(text.parse::<Decimal>(), Err(NoNumber), "{text}");
		}
		assert_eq!("+007.500".parse(), Ok(Decimal::new(75, -1)));
		assert_eq!("1E3".parse(), Ok(Decimal::from(1_000)));
		assert_eq!("-0.0".parse(), Ok(Decimal::from(0)));
		assert_eq!("12.1".parse(), Ok(Decimal::new(121, -1)));
		assert_eq!(
			"12.0999999999999996447286321199499070644378662109375".parse(),
			"12.1".parse::<Decimal>()
		);
	}
}
