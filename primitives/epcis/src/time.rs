//! Moments and time zones as EPCIS writes them.

use core::{fmt, str::FromStr};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// A moment in milliseconds since 1970 began, from the year 1 to the year 9999.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Time(i64);

impl Time {
	/// The first millisecond of the year 1.
	const FIRST: i64 = -62_135_596_800_000;
	/// The last of the year 9999.
	const LAST: i64 = 253_402_300_799_999;

	/// A moment. `None` outside the years that four digits write.
	pub const fn new(milliseconds: i64) -> Option<Self> {
		if milliseconds < Self::FIRST || milliseconds > Self::LAST {
			return None;
		}
		Some(Self(milliseconds))
	}

	/// Milliseconds since 1970 began.
	pub const fn milliseconds(self) -> i64 {
		self.0
	}

	/// Year, month and day, in UTC.
	pub const fn date(self) -> (i64, i64, i64) {
		// Years that begin with March have their leap day at the end, and 400 of them always have
		// as many days.
		let days = self.0.div_euclid(DAY) + 719_468;
		let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
		let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
		let day = day - (365 * year + year / 4 - year / 100);
		let month = (5 * day + 2) / 153;
		let day = day - (153 * month + 2) / 5 + 1;
		let month = if month < 10 { month + 3 } else { month - 9 };
		(
			era * 400 + year + if month <= 2 { 1 } else { 0 },
			month,
			day,
		)
	}

	/// Midnight of a day that there is.
	fn midnight(year: i64, month: i64, day: i64) -> Option<i64> {
		let years = if month <= 2 { year - 1 } else { year };
		let months = if month <= 2 { month + 9 } else { month - 3 };
		let days = years * 365 + years.div_euclid(4) - years.div_euclid(100)
			+ years.div_euclid(400)
			+ (153 * months + 2) / 5
			+ day - 1 - 719_468;
		let midnight = days.checked_mul(DAY)?;
		(Self::new(midnight)?.date() == (year, month, day)).then_some(midnight)
	}
}

/// In UTC, with milliseconds (CBV 2.0 §8.9, rules 8 and 9).
impl fmt::Display for Time {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (year, month, day) = self.date();
		let rest = self.0.rem_euclid(DAY);
		write!(
			f,
			"{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
			rest / 3_600_000,
			rest / 60_000 % 60,
			rest / 1_000 % 60,
			rest % 1_000
		)
	}
}

/// Text is no moment, or no time zone's offset.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoTime;

impl fmt::Display for NoTime {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("not a moment with a time zone")
	}
}

impl core::error::Error for NoTime {}

/// The next `digits` digits, and what follows them.
fn number(text: &str, digits: usize) -> Result<(i64, &str), NoTime> {
	let (number, rest) = text.split_at_checked(digits).ok_or(NoTime)?;
	if !number.bytes().all(|byte| byte.is_ascii_digit()) {
		return Err(NoTime);
	}
	Ok((number.parse().map_err(|_| NoTime)?, rest))
}

/// What follows `sign`.
fn after(text: &str, sign: char) -> Result<&str, NoTime> {
	text.strip_prefix(sign).ok_or(NoTime)
}

impl FromStr for Time {
	type Err = NoTime;

	/// Reads an `xsd:dateTimeStamp`. The fourth digit behind the second rounds the third (CBV 2.0
	/// §8.9, rule 9).
	fn from_str(text: &str) -> Result<Self, NoTime> {
		let (year, rest) = number(text, 4)?;
		let (month, rest) = number(after(rest, '-')?, 2)?;
		let (day, rest) = number(after(rest, '-')?, 2)?;
		let (hour, rest) = number(after(rest, 'T')?, 2)?;
		let (minute, rest) = number(after(rest, ':')?, 2)?;
		let (second, mut rest) = number(after(rest, ':')?, 2)?;
		if hour > 23 || minute > 59 || second > 59 {
			return Err(NoTime);
		}
		let mut fraction = 0;
		if let Some(behind) = rest.strip_prefix('.') {
			let length = behind.bytes().take_while(u8::is_ascii_digit).count();
			let (digits, zone) = behind.split_at(length);
			if digits.is_empty() {
				return Err(NoTime);
			}
			let digit =
				|place| i64::from(digits.as_bytes().get(place).map_or(0, |byte| byte - b'0'));
			fraction = digit(0) * 100 + digit(1) * 10 + digit(2) + i64::from(digit(3) >= 5);
			rest = zone;
		}
		let offset = match rest {
			"Z" => 0,
			zone => i64::from(zone.parse::<Offset>()?.minutes()),
		};
		let midnight = Self::midnight(year, month, day).ok_or(NoTime)?;
		let seconds = hour * 3_600 + (minute - offset) * 60 + second;
		Self::new(midnight + seconds * 1_000 + fraction).ok_or(NoTime)
	}
}

/// What the clocks on the wall were ahead of UTC, in minutes: at most 14 hours either way.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Offset(i16);

impl Offset {
	/// UTC itself: all that a chain knows of the clocks on the wall.
	pub const UTC: Self = Self(0);

	/// An offset. `None` beyond 14 hours.
	pub const fn new(minutes: i16) -> Option<Self> {
		if minutes < -840 || minutes > 840 {
			return None;
		}
		Some(Self(minutes))
	}

	/// Minutes ahead of UTC.
	pub const fn minutes(self) -> i16 {
		self.0
	}
}

impl fmt::Display for Offset {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let sign = if self.0 < 0 { '-' } else { '+' };
		let minutes = self.0.unsigned_abs();
		write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
	}
}

impl FromStr for Offset {
	type Err = NoTime;

	fn from_str(text: &str) -> Result<Self, NoTime> {
		let (sign, rest) = match text.strip_prefix('-') {
			Some(rest) => (-1, rest),
			None => (1, after(text, '+')?),
		};
		let (hours, rest) = number(rest, 2)?;
		let (minutes, rest) = number(after(rest, ':')?, 2)?;
		if minutes > 59 || !rest.is_empty() {
			return Err(NoTime);
		}
		// Two digits of hours are far from an i16's end.
		Self::new((sign * (hours * 60 + minutes)) as i16).ok_or(NoTime)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::ToString;

	fn utc(text: &str) -> Result<alloc::string::String, NoTime> {
		Ok(text.parse::<Time>()?.to_string())
	}

	#[test]
	fn time_is_written_in_utc_with_milliseconds() {
		for (text, written) in [
			("2020-03-04T11:00:30.000+01:00", "2020-03-04T10:00:30.000Z"),
			("2020-03-04T11:00:30+01:00", "2020-03-04T10:00:30.000Z"),
			(
				"2005-04-03T20:33:31.116000-06:00",
				"2005-04-04T02:33:31.116Z",
			),
			("2020-02-29T23:30:00-00:30", "2020-03-01T00:00:00.000Z"),
			("1999-12-31T23:59:59.9Z", "1999-12-31T23:59:59.900Z"),
			("1969-07-20T20:17:40Z", "1969-07-20T20:17:40.000Z"),
			("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
			("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
			// The standard's own example of rounding, and its neighbours.
			("2023-01-18T11:04:03.1415Z", "2023-01-18T11:04:03.142Z"),
			("2023-01-18T11:04:03.1414999Z", "2023-01-18T11:04:03.141Z"),
			("2023-12-31T23:59:59.9995Z", "2024-01-01T00:00:00.000Z"),
		] {
			assert_eq!(utc(text).as_deref(), Ok(written), "{text}");
		}
	}

	#[test]
	fn every_day_has_its_date() {
		let mut expected = (1, 1, 1);
		let mut moment = Time::FIRST;
		while moment <= Time::LAST {
			let time = Time::new(moment).expect("a year with four digits");
			assert_eq!(time.date(), expected);
			let (year, month, day) = expected;
			if day == 1 {
				assert_eq!(time.to_string().parse(), Ok(time));
			}
			let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
			let last = match month {
				2 if leap => 29,
				2 => 28,
				4 | 6 | 9 | 11 => 30,
				_ => 31,
			};
			expected = match (month, day == last) {
				(_, false) => (year, month, day + 1),
				(12, true) => (year + 1, 1, 1),
				(_, true) => (year, month + 1, 1),
			};
			moment += DAY;
		}
		assert_eq!(expected, (10_000, 1, 1));
		assert_eq!(Time::new(Time::LAST + 1), None);
		assert_eq!(Time::new(Time::FIRST - 1), None);
	}

	#[test]
	fn text_is_refused_when_it_is_no_moment() {
		for text in [
			"",
			"2020-03-04",
			"2020-03-04T11:00:30",
			"2020-03-04 11:00:30Z",
			"2020-03-04T11:00Z",
			"2020-02-30T11:00:30Z",
			"2019-02-29T11:00:30Z",
			"2020-13-04T11:00:30Z",
			"2020-00-04T11:00:30Z",
			"2020-03-00T11:00:30Z",
			"2020-03-04T24:00:00Z",
			"2020-03-04T11:60:00Z",
			"2020-03-04T11:00:60Z",
			"2020-03-04T11:00:30.Z",
			"2020-03-04T11:00:30+1:00",
			"2020-03-04T11:00:30+15:00",
			"2020-03-04T11:00:30Zulu",
			"0001-01-01T00:00:00+01:00",
			"9999-12-31T23:59:59.9995Z",
			"２020-03-04T11:00:30Z",
		] {
			assert_eq!(utc(text), Err(NoTime), "{text}");
		}
	}

	#[test]
	fn offset_is_at_most_fourteen_hours() {
		for text in ["+00:00", "-06:00", "+05:45", "+14:00", "-14:00"] {
			assert_eq!(
				text.parse::<Offset>().map(|offset| offset.to_string()),
				Ok(text.into())
			);
		}
		for text in [
			"14:00", "+14:01", "-14:01", "+1:00", "+01:60", "+01:0", "Z", "+99:00", "",
		] {
			assert_eq!(text.parse::<Offset>(), Err(NoTime), "{text}");
		}
	}
}
