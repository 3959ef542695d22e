//! Exact decimal numbers, and how they compare.

use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{cmp::Ordering, fmt, str::FromStr};
use scale_info::TypeInfo;

/// The most zeros that are written out; beyond them stands an exponent.
const MAX_ZEROS: i8 = 18;

/// `mantissa × 10^exponent`. Each number has one form: the mantissa does not end in a zero unless the
/// exponent is as large as it can be, and 0 has the exponent 0.
#[derive(
	Clone,
	Copy,
	Debug,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Decimal {
	mantissa: i64,
	exponent: i8,
}

impl Decimal {
	/// Nothing.
	pub const ZERO: Self = Self {
		mantissa: 0,
		exponent: 0,
	};

	/// The number `mantissa × 10^exponent`, in its one form.
	pub const fn new(mut mantissa: i64, mut exponent: i8) -> Self {
		if mantissa == 0 {
			return Self::ZERO;
		}
		while mantissa % 10 == 0 && exponent < i8::MAX {
			mantissa /= 10;
			exponent += 1;
		}
		Self { mantissa, exponent }
	}

	/// The digits with their sign.
	pub const fn mantissa(&self) -> i64 {
		self.mantissa
	}

	/// The power of ten that the digits are multiplied by.
	pub const fn exponent(&self) -> i8 {
		self.exponent
	}

	/// The largest integer `m` such that `m × 10^exponent` is not above the number. `None` if that
	/// is no `i64`.
	pub fn floor_at(&self, exponent: i8) -> Option<i64> {
		let shift = i32::from(self.exponent) - i32::from(exponent);
		if shift >= 0 {
			self.scaled_up(shift.unsigned_abs())
		} else {
			// A divisor that does not fit exceeds every mantissa.
			let divisor = 10i64
				.checked_pow(shift.unsigned_abs())
				.map_or(i128::MAX, i128::from);
			Some(i128::from(self.mantissa).div_euclid(divisor) as i64)
		}
	}

	/// The smallest integer `m` such that `m × 10^exponent` is not below the number. `None` if that
	/// is no `i64`.
	pub fn ceil_at(&self, exponent: i8) -> Option<i64> {
		let floor = self.floor_at(exponent)?;
		if Self::new(floor, exponent) == *self {
			Some(floor)
		} else {
			floor.checked_add(1)
		}
	}

	fn scaled_up(&self, shift: u32) -> Option<i64> {
		if self.mantissa == 0 {
			return Some(0);
		}
		self.mantissa.checked_mul(10i64.checked_pow(shift)?)
	}
}

impl Ord for Decimal {
	fn cmp(&self, other: &Self) -> Ordering {
		let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
		if signs != Ordering::Equal {
			return signs;
		}
		let shift = i32::from(self.exponent) - i32::from(other.exponent);
		let (finer, coarser) = if shift >= 0 {
			(other, self)
		} else {
			(self, other)
		};
		// Beyond 19 places the coarser one exceeds every `i64`; up to there its digits fit an `i128`.
		let places = shift.unsigned_abs().min(19);
		let coarser = i128::from(coarser.mantissa) * 10i128.pow(places);
		let ordering = coarser.cmp(&i128::from(finer.mantissa));
		if shift >= 0 {
			ordering
		} else {
			ordering.reverse()
		}
	}
}

impl PartialOrd for Decimal {
	fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
		Some(self.cmp(other))
	}
}

impl Decode for Decimal {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let (mantissa, exponent) = Decode::decode(input)?;
		let number = Self::new(mantissa, exponent);
		if (number.mantissa, number.exponent) == (mantissa, exponent) {
			Ok(number)
		} else {
			Err("not the one form of a number".into())
		}
	}
}

impl fmt::Display for Decimal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let digits = self.mantissa.unsigned_abs();
		if self.mantissa < 0 {
			f.write_str("-")?;
		}
		if self.exponent > MAX_ZEROS || self.exponent < -MAX_ZEROS {
			return write!(f, "{digits}e{}", self.exponent);
		}
		if self.exponent >= 0 {
			write!(f, "{digits}")?;
			return (0..self.exponent).try_for_each(|_| f.write_str("0"));
		}
		let places = self.exponent.unsigned_abs();
		let unit = 10u64.pow(places.into());
		let width = usize::from(places);
		write!(f, "{}.{:0width$}", digits / unit, digits % unit)
	}
}

/// The characters are no number, or one that is too large or too fine to be held exactly.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoDecimal;

impl fmt::Display for NoDecimal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("not a number that can be held exactly")
	}
}

impl core::error::Error for NoDecimal {}

impl FromStr for Decimal {
	type Err = NoDecimal;

	/// Reads `[-]digits[.digits][e[-]digits]`, and nothing else: no spaces, no `+`, no `.5`.
	fn from_str(text: &str) -> Result<Self, NoDecimal> {
		let (negative, rest) = match text.strip_prefix('-') {
			Some(rest) => (true, rest),
			None => (false, text),
		};
		let (digits, power) = match rest.split_once('e') {
			Some((digits, power)) => (digits, exponent(power)?),
			None => (rest, 0),
		};
		let (whole, fraction) = match digits.split_once('.') {
			Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
			Some(_) => return Err(NoDecimal),
			None => (digits, ""),
		};
		if whole.is_empty() {
			return Err(NoDecimal);
		}
		let mut mantissa: i128 = 0;
		for digit in whole.bytes().chain(fraction.bytes()) {
			if !digit.is_ascii_digit() {
				return Err(NoDecimal);
			}
			mantissa = mantissa
				.checked_mul(10)
				.and_then(|tens| tens.checked_add(i128::from(digit - b'0')))
				.ok_or(NoDecimal)?;
		}
		if mantissa == 0 {
			return Ok(Self::ZERO);
		}
		let places = i32::try_from(fraction.len()).map_err(|_| NoDecimal)?;
		let mut power = power - places;
		while mantissa % 10 == 0 && power < i32::from(i8::MAX) {
			mantissa /= 10;
			power += 1;
		}
		// What is too coarse may still be written with more zeros.
		while power > i32::from(i8::MAX) {
			mantissa = mantissa.checked_mul(10).ok_or(NoDecimal)?;
			power -= 1;
		}
		let signed = if negative { -mantissa } else { mantissa };
		Ok(Self::new(
			signed.try_into().map_err(|_| NoDecimal)?,
			power.try_into().map_err(|_| NoDecimal)?,
		))
	}
}

/// A power of ten as it is written: few digits, so that no sum with it overflows.
fn exponent(text: &str) -> Result<i32, NoDecimal> {
	let digits = text.strip_prefix('-').unwrap_or(text);
	let are_digits = digits.bytes().all(|digit| digit.is_ascii_digit());
	if !are_digits || !(1..=4).contains(&digits.len()) {
		return Err(NoDecimal);
	}
	text.parse().map_err(|_| NoDecimal)
}

/// How a value lies to a limit.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Comparison {
	/// `>`
	#[codec(index = 0)]
	#[default]
	Above,
	/// `>=`
	#[codec(index = 1)]
	AtLeast,
	/// `<`
	#[codec(index = 2)]
	Below,
	/// `<=`
	#[codec(index = 3)]
	AtMost,
}

impl Comparison {
	/// Every comparison.
	pub const ALL: [Self; 4] = [Self::Above, Self::AtLeast, Self::Below, Self::AtMost];

	/// Whether a value that lies so to the limit fulfils it.
	pub const fn accepts(self, ordering: Ordering) -> bool {
		match self {
			Self::Above => matches!(ordering, Ordering::Greater),
			Self::AtLeast => !matches!(ordering, Ordering::Less),
			Self::Below => matches!(ordering, Ordering::Less),
			Self::AtMost => !matches!(ordering, Ordering::Greater),
		}
	}

	/// Whether `value` fulfils it.
	pub fn holds<T: Ord>(self, value: &T, limit: &T) -> bool {
		self.accepts(value.cmp(limit))
	}

	/// Whether larger values fulfil it, rather than smaller ones.
	pub const fn is_upward(self) -> bool {
		matches!(self, Self::Above | Self::AtLeast)
	}

	/// Holds exactly where this does not.
	pub const fn negated(self) -> Self {
		match self {
			Self::Above => Self::AtMost,
			Self::AtLeast => Self::Below,
			Self::Below => Self::AtLeast,
			Self::AtMost => Self::Above,
		}
	}

	/// The limit `l` such that an integer `m` compares to `l` as `m × 10^exponent` does to `limit`.
	/// `None` if no `i64` does.
	pub fn limit_at(self, limit: Decimal, exponent: i8) -> Option<i64> {
		match self {
			Self::Above | Self::AtMost => limit.floor_at(exponent),
			Self::AtLeast | Self::Below => limit.ceil_at(exponent),
		}
	}

	/// As it is written.
	pub const fn symbol(self) -> &'static str {
		match self {
			Self::Above => ">",
			Self::AtLeast => ">=",
			Self::Below => "<",
			Self::AtMost => "<=",
		}
	}
}
