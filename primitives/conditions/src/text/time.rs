//! Moments and durations as people write them.

use core::fmt;

use crate::{Duration, Moment, DAY, HOUR, MINUTE, SECOND};

/// The units of durations, the largest first.
const UNITS: [(&str, Duration); 5] = [
	("d", DAY),
	("h", HOUR),
	("m", MINUTE),
	("s", SECOND),
	("ms", 1),
];

/// The first moment that RFC 3339 cannot write: the year 10000.
const END_OF_YEARS: Moment = 253_402_300_800_000;

/// Days from the start of a year to that of each month, in a year that is not a leap year.
const MONTHS: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// A duration, as `90m`: a whole number of the largest unit that fits.
#[derive(Clone, Copy, Debug)]
pub struct PrintedDuration(pub Duration);

impl fmt::Display for PrintedDuration {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (unit, length) = UNITS
			.into_iter()
			.find(|(_, length)| self.0 > 0 && self.0.is_multiple_of(*length))
			.unwrap_or(("ms", 1));
		write!(f, "{}{unit}", self.0 / length)
	}
}

/// The duration of so many of a unit. `None` if there is no such unit, or if it is too long.
pub(super) fn duration(number: u64, unit: &str) -> Option<Duration> {
	let (_, length) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
	number.checked_mul(length)
}

/// A moment in UTC as RFC 3339 writes it, with milliseconds if there are any; beyond the year 9999,
/// `@` and milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug)]
pub struct PrintedMoment(pub Moment);

impl fmt::Display for PrintedMoment {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		if self.0 >= END_OF_YEARS {
			return write!(f, "@{}", self.0);
		}
		let (days, time) = (self.0 / DAY, self.0 % DAY);
		let mut year = 1970 + days / 366;
		while days_before(year + 1) <= days {
			year += 1;
		}
		let day = days - days_before(year);
		let month = (1..=12)
			.rev()
			.find(|month| days_to(year, *month) <= day)
			.unwrap_or(1);
		write!(
			f,
			"{year:04}-{month:02}-{:02}T{:02}:{:02}:{:02}",
			day - days_to(year, month) + 1,
			time / HOUR,
			time % HOUR / MINUTE,
			time % MINUTE / SECOND,
		)?;
		match time % SECOND {
			0 => f.write_str("Z"),
			milliseconds => write!(f, ".{milliseconds:03}Z"),
		}
	}
}

/// The moment that these characters are: `2026-11-22T10:00:00Z`, up to three digits behind the seconds,
/// always in UTC, from 1970 on; or `@` and milliseconds since the Unix epoch. `None` if they are none.
pub fn parse_moment(text: &str) -> Option<Moment> {
	if let Some(milliseconds) = text.strip_prefix('@') {
		return number(milliseconds);
	}
	let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
	let (time, milliseconds) = match time.split_once('.') {
		Some((time, fraction)) if fraction.len() <= 3 => {
			let scale = 10u64.pow(3 - fraction.len() as u32);
			(time, number(fraction)? * scale)
		},
		Some(_) => return None,
		None => (time, 0),
	};
	let [year, month, day] = fields(date, '-', [4, 2, 2])?;
	let [hour, minute, second] = fields(time, ':', [2, 2, 2])?;
	let exists = year >= 1970
		&& (1..=12).contains(&month)
		&& day >= 1
		&& days_to(year, month) + day <= days_to(year, month + 1)
		&& hour < 24
		&& minute < 60
		&& second < 60;
	let days = exists.then(|| days_before(year) + days_to(year, month) + day - 1)?;
	Some(days * DAY + hour * HOUR + minute * MINUTE + second * SECOND + milliseconds)
}

/// Three numbers of so many digits, with something between them.
fn fields(text: &str, between: char, digits: [usize; 3]) -> Option<[u64; 3]> {
	let mut parts = text.split(between);
	let mut numbers = [0; 3];
	for (place, length) in numbers.iter_mut().zip(digits) {
		let part = parts.next().filter(|part| part.len() == length)?;
		*place = number(part)?;
	}
	parts.next().is_none().then_some(numbers)
}

/// A number of digits alone.
pub(super) fn number(text: &str) -> Option<u64> {
	let are_digits = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
	text.parse().ok().filter(|_| are_digits)
}

fn is_leap(year: u64) -> bool {
	year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days from 1970 to the start of a year that is not before.
fn days_before(year: u64) -> u64 {
	// Leap days in all years up to this one, the year itself excluded.
	let leaps = |year: u64| (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
	(year - 1970) * 365 + leaps(year) - leaps(1970)
}

/// Days from the start of a year to that of a month, 13 being the next year's first.
fn days_to(year: u64, month: u64) -> u64 {
	let days = MONTHS.get(month as usize - 1).copied().unwrap_or(365);
	days + u64::from(month > 2 && is_leap(year))
}
