//! Numbers as they are stored: an integer and a power of ten.

use crate::{
	cbor::{Float, Item, Reader, DECIMAL_FRACTION},
	Error, Moment,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{cmp::Ordering, fmt};
use scale_info::TypeInfo;

/// The smallest power of ten that a value may need.
pub const MIN_EXPONENT: i8 = -30;

/// The largest power of ten that a value may have.
pub const MAX_EXPONENT: i8 = 30;

/// The power of ten of a millisecond, counted in seconds.
pub(crate) const MILLI: i64 = -3;

/// An exact value, `mantissa · 10^exponent`, in its one form: the mantissa does not end in a zero,
/// and zero is `0 · 10^0`. So two values are the same if and only if their fields are.
///
/// The exponent is from [`MIN_EXPONENT`] to [`MAX_EXPONENT`].
#[derive(
	Clone, Copy, Debug, DecodeWithMemTracking, Encode, Eq, Hash, MaxEncodedLen, PartialEq, TypeInfo,
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

	/// One: what `true` is.
	pub const ONE: Self = Self {
		mantissa: 1,
		exponent: 0,
	};

	/// `mantissa · 10^exponent`.
	///
	/// Errors: [`Error::ValueTooLarge`] and [`Error::ValueTooFine`], where the form without zeros at
	/// its end has an exponent out of range.
	pub fn new(mantissa: i64, exponent: i8) -> Result<Self, Error> {
		Self::normal(mantissa.into(), exponent.into())
	}

	/// The integer.
	pub fn mantissa(self) -> i64 {
		self.mantissa
	}

	/// The power of ten that it counts.
	pub fn exponent(self) -> i8 {
		self.exponent
	}

	/// The mantissa that this value has with another exponent. `None` if the value needs a smaller
	/// exponent, or does not fit 64 bits with this one: nothing is rounded.
	pub fn at(self, exponent: i8) -> Option<i64> {
		if self.mantissa == 0 {
			return Some(0);
		}
		let zeros = i32::from(self.exponent) - i32::from(exponent);
		let power = 10i64.checked_pow(u32::try_from(zeros).ok()?)?;
		self.mantissa.checked_mul(power)
	}

	/// The exact sum.
	///
	/// Errors: [`Error::ValueTooLarge`] and [`Error::ValueTooFine`].
	pub fn checked_add(self, other: Self) -> Result<Self, Error> {
		let (high, low) = if self.exponent >= other.exponent {
			(self, other)
		} else {
			(other, self)
		};
		if low.mantissa == 0 {
			return Ok(high);
		}
		if high.mantissa == 0 {
			return Ok(low);
		}
		// The last digit of `low` is no zero and stays: beyond so many places, the sum has more
		// digits than fit.
		let zeros = high.exponent.abs_diff(low.exponent);
		if zeros > 19 {
			return Err(beyond(low.exponent.into()));
		}
		let high_mantissa = i128::from(high.mantissa) * 10i128.pow(zeros.into());
		Self::normal(
			high_mantissa + i128::from(low.mantissa),
			low.exponent.into(),
		)
	}

	/// The one form of a value whose mantissa may be too long yet.
	fn normal(mantissa: i128, exponent: i32) -> Result<Self, Error> {
		if mantissa == 0 {
			return Ok(Self::ZERO);
		}
		let (mut wide, mut exponent) = (mantissa, exponent);
		let mut mantissa = loop {
			match i64::try_from(wide) {
				Ok(mantissa) => break mantissa,
				Err(_) if wide % 10 == 0 => {
					wide /= 10;
					exponent = exponent.saturating_add(1);
				},
				Err(_) => return Err(beyond(exponent)),
			}
		};
		while mantissa % 10 == 0 {
			mantissa /= 10;
			exponent = exponent.saturating_add(1);
		}
		match i8::try_from(exponent) {
			Ok(exponent @ MIN_EXPONENT..=MAX_EXPONENT) => Ok(Self { mantissa, exponent }),
			_ => Err(beyond(exponent)),
		}
	}

	/// `±significand · 2^exponent`, exactly or not at all.
	fn from_binary(negative: bool, significand: u64, exponent: i32) -> Result<Self, Error> {
		if significand == 0 {
			// Zero has no sign here.
			return Ok(Self::ZERO);
		}
		let zeros = significand.trailing_zeros();
		let (mut odd, mut twos) = (significand >> zeros, exponent + zeros as i32);
		let signed = |magnitude: u128| {
			let magnitude = magnitude as i128;
			if negative {
				-magnitude
			} else {
				magnitude
			}
		};
		if twos < 0 {
			// A half is five tenths. The product is odd, so no zero can be taken off again.
			let halves = twos.unsigned_abs();
			let power = 5u64.checked_pow(halves).ok_or(Error::ValueTooFine)?;
			let magnitude = u128::from(odd) * u128::from(power);
			return Self::normal(signed(magnitude), twos);
		}
		let mut tens = 0;
		while twos > 0 && odd % 5 == 0 {
			odd /= 5;
			twos -= 1;
			tens += 1;
		}
		// Now either there is no two left, or no five that could make a ten of it.
		if twos > 63 {
			return Err(Error::ValueTooLarge);
		}
		Self::normal(signed(u128::from(odd) << twos), tens)
	}
}

/// What is wrong with a value that has no place for its digits: they are too many below the
/// decimal point, or the value is too large.
fn beyond(exponent: i32) -> Error {
	if exponent < 0 {
		Error::ValueTooFine
	} else {
		Error::ValueTooLarge
	}
}

impl Default for Decimal {
	fn default() -> Self {
		Self::ZERO
	}
}

impl From<bool> for Decimal {
	fn from(value: bool) -> Self {
		if value {
			Self::ONE
		} else {
			Self::ZERO
		}
	}
}

impl Ord for Decimal {
	fn cmp(&self, other: &Self) -> Ordering {
		let by_sign = self.mantissa.signum().cmp(&other.mantissa.signum());
		if by_sign != Ordering::Equal || self.mantissa == 0 {
			return by_sign;
		}
		let lowest = self.exponent.min(other.exponent);
		let magnitude = |value: &Self| {
			// With twenty zeros more it is larger than any mantissa; how much larger plays no part.
			let zeros = value.exponent.abs_diff(lowest).min(20);
			u128::from(value.mantissa.unsigned_abs()).saturating_mul(10u128.pow(zeros.into()))
		};
		let by_magnitude = magnitude(self).cmp(&magnitude(other));
		if self.mantissa < 0 {
			by_magnitude.reverse()
		} else {
			by_magnitude
		}
	}
}

impl PartialOrd for Decimal {
	fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
		Some(self.cmp(other))
	}
}

impl fmt::Display for Decimal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let digits = self.mantissa.unsigned_abs();
		if self.mantissa < 0 {
			f.write_str("-")?;
		}
		if self.exponent >= 0 {
			return write!(f, "{digits}{:0<1$}", "", self.exponent as usize);
		}
		let places = usize::from(self.exponent.unsigned_abs());
		// More places than 64 bits have digits: there is nothing before the point.
		match 10u64.checked_pow(places as u32) {
			Some(one) => write!(f, "{}.{:0>places$}", digits / one, digits % one),
			None => write!(f, "0.{digits:0>places$}"),
		}
	}
}

impl Decode for Decimal {
	fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
		let (mantissa, exponent) = Decode::decode(input)?;
		let decimal = Self { mantissa, exponent };
		// What is stored has one form, too.
		if Self::new(mantissa, exponent) == Ok(decimal) {
			Ok(decimal)
		} else {
			Err("not the one form of a decimal".into())
		}
	}
}

/// A number as CBOR has it (RFC 8428 §6): integer, decimal fraction or floating point.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
	/// `mantissa · 10^exponent`. The mantissa is that of a CBOR integer, 65 bits with its sign.
	Decimal {
		mantissa: i128,
		exponent: i32,
	},
	Binary(Float),
}

impl Number {
	/// The number that begins with `first`. `None` if that is something else, or a big number.
	pub(crate) fn read(first: Item<'_>, reader: &mut Reader<'_>) -> Result<Option<Self>, Error> {
		Ok(match first {
			Item::Integer(mantissa) => Some(Self::Decimal {
				mantissa,
				exponent: 0,
			}),
			Item::Float(float) => Some(Self::Binary(float)),
			Item::Tag(DECIMAL_FRACTION) => {
				if reader.item()? != Item::Array(2) {
					return Ok(None);
				}
				let (Item::Integer(exponent), Item::Integer(mantissa)) =
					(reader.item()?, reader.item()?)
				else {
					return Ok(None);
				};
				Some(Self::Decimal {
					mantissa,
					// Far beyond what any use of it has room for, so that nothing is lost.
					exponent: exponent.clamp(-1000, 1000) as i32,
				})
			},
			_ => None,
		})
	}

	/// The same number, exactly.
	pub(crate) fn to_decimal(self) -> Result<Decimal, Error> {
		match self {
			Self::Decimal { mantissa, exponent } => Decimal::normal(mantissa, exponent),
			Self::Binary(Float::Finite {
				negative,
				significand,
				exponent,
			}) => Decimal::from_binary(negative, significand, exponent),
			Self::Binary(Float::Infinite) => Err(Error::ValueInfinite),
			Self::Binary(Float::Nan) => Err(Error::ValueNan),
		}
	}

	/// This many seconds in milliseconds, to the nearest; a half is rounded up. No larger than 2⁶¹,
	/// of either sign.
	pub(crate) fn to_milliseconds(self) -> Result<i64, Error> {
		let milliseconds = match self {
			Self::Decimal { mantissa, exponent } => {
				let exponent = exponent + 3;
				let power = 10i128.checked_pow(exponent.unsigned_abs());
				match power {
					_ if mantissa == 0 => 0,
					Some(power) if exponent >= 0 => {
						mantissa.checked_mul(power).ok_or(Error::TimeOutOfRange)?
					},
					None if exponent >= 0 => return Err(Error::TimeOutOfRange),
					// The floor of the number and a half, in one fraction. 39 digits and more below
					// the point leave nothing of a mantissa that has 20.
					Some(power) if power < i128::MAX / 4 => {
						(2 * mantissa + power).div_euclid(2 * power)
					},
					_ => 0,
				}
			},
			Self::Binary(Float::Finite {
				negative,
				significand,
				exponent,
			}) => {
				let magnitude = i128::from(significand) * 1000;
				let scaled = if negative { -magnitude } else { magnitude };
				match exponent {
					_ if significand == 0 => 0,
					0..=60 => scaled << exponent,
					61.. => return Err(Error::TimeOutOfRange),
					// The floor of the number and a half: the shift rounds down, also below zero.
					-100..=-1 => (scaled + (1 << (-exponent - 1))) >> -exponent,
					_ => 0,
				}
			},
			Self::Binary(_) => return Err(Error::TimeMalformed),
		};
		i64::try_from(milliseconds)
			.ok()
			.filter(|milliseconds| milliseconds.unsigned_abs() <= 1 << 61)
			.ok_or(Error::TimeOutOfRange)
	}
}

/// A time that was put together from its base and itself, if it is one on the calendar.
pub(crate) fn absolute(milliseconds: i64) -> Result<Moment, Error> {
	match Moment::try_from(milliseconds) {
		Ok(moment) if moment > crate::MAX_TIME => Err(Error::TimeOutOfRange),
		Ok(moment) if moment >= crate::MIN_TIME => Ok(moment),
		_ => Err(Error::TimeRelative),
	}
}
