//! What a fleet measures: a series from a file, or one that is made up.

use std::path::Path;

use hallmark_device::envelope::Decimal;

use crate::{series, Error, Result};

/// Values are kept in hundredths.
pub const EXPONENT: i8 = -2;

/// How many steps a made-up day has.
const DAY: u64 = 288;

/// A fridge by day: from 3 to 7 °C, in hundredths.
const LOW: i64 = 300;
/// As above.
const HIGH: i64 = 700;

/// How far apart devices are that measure the same, at most: half a degree.
const SPREAD: u64 = 50;

/// How far one measurement is from the next without anything having happened.
const NOISE: u64 = 5;

/// Numbers that look like chance and are the same for the same seed: SplitMix64.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
	/// The numbers of a seed.
	pub fn new(seed: u64) -> Self {
		Self(seed)
	}

	/// The next number.
	pub fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	/// A number from `-most` to `most`.
	pub fn around(&mut self, most: u64) -> i64 {
		let place = self.next() % (2 * most + 1);
		i64::try_from(place).unwrap_or_default() - i64::try_from(most).unwrap_or_default()
	}
}

/// What the fleet measures, in hundredths of its unit.
#[derive(Debug)]
pub struct Source {
	values: Vec<i64>,
	/// The least and the greatest value that a sound device can come to.
	range: (i64, i64),
}

impl Source {
	/// The values of a file, in its order, rounded to hundredths. Its moments are passed over.
	pub fn read(file: &Path, fahrenheit: bool) -> Result<Self> {
		let points = series::read(file)?;
		let values = points
			.iter()
			.map(|point| {
				let value = match fahrenheit {
					true => celsius(point.value),
					false => rounded(point.value, EXPONENT),
				};
				value.ok_or_else(|| {
					Error::file(
						file,
						format_args!("line {}: the value is too large to be counted", point.line),
					)
				})
			})
			.collect::<Result<Vec<i64>>>()?;
		Ok(Self::new(values))
	}

	/// A fridge, day after day.
	pub fn made_up() -> Self {
		let half = (DAY / 2) as i64;
		let step = |place: i64| {
			// Up for half a day and down again.
			let height = half - (place - half).abs();
			LOW + (HIGH - LOW) * height / half
		};
		Self::new((0..DAY as i64).map(step).collect())
	}

	fn new(values: Vec<i64>) -> Self {
		let low = values.iter().copied().min().unwrap_or_default();
		let high = values.iter().copied().max().unwrap_or_default();
		// Room for what devices differ by, and for a part of what they measure at all.
		let margin = (high.saturating_sub(low) / 8).saturating_add(2 * SPREAD as i64);
		Self {
			values,
			range: (low.saturating_sub(margin), high.saturating_add(margin)),
		}
	}

	/// The least and the greatest value that is expected.
	pub fn range(&self) -> (i64, i64) {
		self.range
	}

	/// How wide that is.
	pub fn width(&self) -> i64 {
		self.range.1.saturating_sub(self.range.0)
	}

	/// The value at a step. After the last one it begins anew.
	pub fn at(&self, step: u64) -> i64 {
		let place = usize::try_from(step % self.values.len().max(1) as u64).unwrap_or_default();
		self.values.get(place).copied().unwrap_or_default()
	}
}

/// How far a device is from the others, whatever it measures.
pub fn bias(chance: &mut Chance) -> i64 {
	chance.around(SPREAD)
}

/// How far a measurement is from the next.
pub fn noise(chance: &mut Chance) -> i64 {
	chance.around(NOISE)
}

/// A value at an exponent, rounded half up.
fn rounded(value: Decimal, exponent: i8) -> Option<i64> {
	let places = i32::from(value.exponent()) - i32::from(exponent);
	let mantissa = i128::from(value.mantissa());
	let power = 10i128.checked_pow(places.unsigned_abs())?;
	let rounded = match places >= 0 {
		true => mantissa.checked_mul(power)?,
		false => (mantissa + power / 2).div_euclid(power),
	};
	// Far from where sums of some of them could overflow.
	i64::try_from(rounded)
		.ok()
		.filter(|value| value.unsigned_abs() < 1 << 48)
}

/// Degrees Fahrenheit in hundredths of a degree Celsius.
fn celsius(value: Decimal) -> Option<i64> {
	let millionths = rounded(value, -6)?;
	let above = i128::from(millionths) - 32_000_000;
	let celsius = (above * 5 + 45_000).div_euclid(90_000);
	i64::try_from(celsius).ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::measured::value;

	#[test]
	fn chance_is_the_same_for_the_same_seed() {
		// The generator's published first numbers for the seed 1234567.
		let mut chance = Chance::new(1_234_567);
		let numbers = [chance.next(), chance.next(), chance.next()];
		assert_eq!(
			numbers,
			[
				6_457_827_717_110_365_317,
				3_203_168_211_198_807_973,
				9_817_491_932_198_370_423
			]
		);
		let mut chance = Chance::new(7);
		assert!((0..1_000).all(|_| (-3..=3).contains(&chance.around(3))));
	}

	#[test]
	fn values_are_rounded_to_hundredths() {
		for (text, hundredths) in [
			("73.96732207", 7_397),
			("74.93588199999998", 7_494),
			("-0.005", 0),
			("-0.006", -1),
			("2e2", 20_000),
		] {
			let value = value(text).expect("a value");
			assert_eq!(rounded(value, EXPONENT), Some(hundredths), "{text}");
		}
		assert_eq!(rounded(value("9e17").expect("a value"), EXPONENT), None);
	}

	#[test]
	fn fahrenheit_is_converted() {
		for (text, hundredths) in [
			("32", 0),
			("212", 10_000),
			("-40", -4_000),
			("73.96732207", 2_332),
		] {
			assert_eq!(
				celsius(value(text).expect("a value")),
				Some(hundredths),
				"{text}"
			);
		}
	}

	#[test]
	fn sound_device_stays_in_range() {
		let source = Source::made_up();
		let (low, high) = source.range();
		let mut chance = Chance::new(1);
		for step in 0..2 * DAY {
			let value = source.at(step) + bias(&mut chance) + noise(&mut chance);
			assert!((low..=high).contains(&value), "{value}");
		}
	}
}
