//! Series of temperatures: read from CSV files as the Numenta Anomaly Benchmark writes them, or made up.

use hallmark_conditions::{text::parse_moment, DAY, MINUTE};
use hallmark_runtime::Moment;

use super::{fleet::EXPONENT, Error, Result};

/// What the first line of a file says.
pub const HEADER: &str = "timestamp,value";

/// The most readings of a series. More would take minutes to tell.
pub const MOST: usize = 100_000;

/// What is colder or hotter is no temperature of a machine: absolute zero, and a thousand degrees, in
/// thousandths of °C.
pub const RANGE: (i64, i64) = (-273_150, 1_000_000);

/// Thousandths in a degree.
const ONE: f64 = 10i64.pow(EXPONENT.unsigned_abs() as u32) as f64;

/// In what a file counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Scale {
	/// °C.
	Celsius,
	/// °F.
	Fahrenheit,
}

impl Scale {
	/// A temperature in thousandths of °C, rounded. `None` outside of [`RANGE`].
	pub fn read(self, degrees: f64) -> Option<i64> {
		let celsius = match self {
			Self::Celsius => degrees,
			Self::Fahrenheit => (degrees - 32.0) / 1.8,
		};
		let thousandths = (celsius * ONE).round();
		let (least, most) = RANGE;
		(thousandths >= least as f64 && thousandths <= most as f64).then_some(thousandths as i64)
	}

	/// Thousandths of °C in this scale, to a tenth of a degree.
	pub fn write(self, thousandths: i64) -> String {
		let celsius = thousandths as f64 / ONE;
		match self {
			Self::Celsius => format!("{celsius:.1} °C"),
			Self::Fahrenheit => format!("{:.1} °F", celsius * 1.8 + 32.0),
		}
	}
}

/// A reading of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
	/// Where it stands: the line of its file, counted from 1.
	pub line: usize,
	/// When it was taken, as the file writes it.
	pub written: String,
	/// The same, in milliseconds since 1970, whatever the time zone was.
	pub time: Moment,
	/// Thousandths of °C.
	pub value: i64,
}

/// The readings of a CSV file: [`HEADER`], then a time as `2014-02-07 14:55:00` and a temperature in
/// each line. Times may step back, as clocks do.
///
/// Errors: the line that is wrong, by its number, and what was expected of it.
pub fn parse(text: &str, scale: Scale) -> Result<Vec<Reading>> {
	let mut lines = (1..).zip(text.lines());
	let (_, header) = lines.next().ok_or("line 1: the file is empty")?;
	// A byte order mark is what some programs begin a text with.
	let header = header.trim_start_matches('\u{feff}').trim();
	if header != HEADER {
		return Err(format!("line 1: expected `{HEADER}`, found `{}`", start(header)).into());
	}
	let mut readings = Vec::new();
	for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
		let reading = reading(line, text, scale);
		readings.push(reading.map_err(|error| Error::from(format!("line {line}: {error}")))?);
		if readings.len() > MOST {
			return Err(format!("line {line}: more than {MOST} readings; cut the file").into());
		}
	}
	if readings.is_empty() {
		return Err("line 2: expected a reading, found the file's end".into());
	}
	Ok(readings)
}

fn reading(line: usize, text: &str, scale: Scale) -> Result<Reading> {
	let Some((written, value)) = text.trim().split_once(',') else {
		return Err(format!("expected `{HEADER}`, found no comma in `{}`", start(text)).into());
	};
	let (written, value) = (written.trim(), value.trim());
	let time = parse_moment(&format!("{}Z", written.replacen(' ', "T", 1))).ok_or_else(|| {
		let found = start(written);
		format!("expected a time as `2014-02-07 14:55:00`, found `{found}`")
	})?;
	let degrees: f64 = value
		.parse()
		.map_err(|_| format!("expected a number of degrees, found `{}`", start(value)))?;
	let value = scale.read(degrees).ok_or_else(|| {
		let (least, most) = RANGE;
		let (least, most) = (scale.write(least), scale.write(most));
		format!("expected a temperature from {least} to {most}, found {degrees}")
	})?;
	Ok(Reading {
		line,
		written: written.into(),
		time,
		value,
	})
}

/// The start of a text that is quoted.
fn start(text: &str) -> String {
	text.chars().take(40).collect()
}

/// Twenty days of a machine that fails on the fifteenth, stands still for a day, and is repaired. The
/// same every time.
pub fn made_up() -> Vec<Reading> {
	const EVERY: Moment = 5 * MINUTE;
	const DAYS: Moment = 20;
	const A_DAY: i64 = (DAY / EVERY) as i64;
	// 2026-03-01.
	const START: Moment = 1_772_323_200_000;
	const FAILS: i64 = 14 * A_DAY + A_DAY / 3;
	const COLD: i64 = 1_000;
	let degrees = |n: i64| {
		// Warmer by day than by night, and never the same twice.
		let warm = 28_000 + (n % A_DAY - A_DAY / 2).abs() * 20 + n * 7_919 % 400;
		match n - FAILS {
			// It cools down for four hours.
			since @ 0..48 => warm - (warm - COLD) * since / 48,
			since @ 48..A_DAY => COLD + since * 104_729 % 900,
			// It is switched on again, and warm after two.
			since if (A_DAY..A_DAY + 24).contains(&since) => {
				COLD + (warm - COLD) * (since - A_DAY) / 24
			},
			_ => warm,
		}
	};
	(0..DAYS * DAY / EVERY)
		.map(|n| {
			let time = START + n * EVERY;
			let moment = hallmark_conditions::text::PrintedMoment(time).to_string();
			Reading {
				// As in a file with a header.
				line: n as usize + 2,
				written: moment.trim_end_matches('Z').replacen('T', " ", 1),
				time,
				value: degrees(n as i64),
			}
		})
		.collect()
}
