//! Series of measurements, as files: one a line, `timestamp,value`.
//!
//! A timestamp is in UTC: `2026-11-22T08:00:00Z`, or `2026-11-22 08:00:00` as many data sets write
//! it. Empty lines, those that begin with `#`, and a first line that names the columns are passed
//! over.

use std::path::Path;

use hallmark_conditions::text::parse_moment;
use hallmark_device::envelope::Decimal;
use hallmark_types::Moment;

use crate::{files, measured, Error, Result};

/// The longest file, in bytes: some two million measurements.
const MAX_LENGTH: u64 = 64 << 20;

/// A measurement.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Point {
	/// The line that it stands in, counted from 1.
	pub line: usize,
	/// When it was made.
	pub time: Moment,
	/// What was measured.
	pub value: Decimal,
}

/// The measurements in a file, of which there is at least one.
pub fn read(path: &Path) -> Result<Vec<Point>> {
	let text = String::from_utf8(files::read(path, MAX_LENGTH)?)
		.map_err(|_| Error::file(path, "no text"))?;
	parse(&text).map_err(|why| Error::file(path, why))
}

fn parse(text: &str) -> Result<Vec<Point>, String> {
	let mut points = Vec::new();
	for (number, line) in text.lines().enumerate() {
		let (line, number) = (line.trim(), number + 1);
		let names_columns = number == 1 && !line.contains(|it: char| it.is_ascii_digit());
		if line.is_empty() || line.starts_with('#') || names_columns {
			continue;
		}
		let point = point(number, line).map_err(|why| format!("line {number}: {why}"))?;
		points.push(point);
	}
	match points.is_empty() {
		true => Err("there is no measurement in it".into()),
		false => Ok(points),
	}
}

fn point(line: usize, text: &str) -> Result<Point, String> {
	let (time, value) = text
		.split_once(',')
		.ok_or("no measurement: a timestamp, a comma, a value")?;
	let time = time.trim();
	let time = parse_moment(time)
		.or_else(|| parse_moment(&format!("{}Z", time.replacen(' ', "T", 1))))
		.ok_or_else(|| format!("{time} is no timestamp such as 2026-11-22T08:00:00Z"))?;
	Ok(Point {
		line,
		time,
		value: measured::value(value.trim())?,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn both_notations_are_read() {
		let text =
			"timestamp,value\n\n# ours\n1970-01-01T00:00:01Z,4.5\n1970-01-01 00:00:02, -3 \n";
		let points = parse(text).expect("a series");
		let told: Vec<_> = points.iter().map(|it| (it.line, it.time)).collect();
		assert_eq!(told, [(4, 1_000), (5, 2_000)]);
		assert_eq!(points[1].value.mantissa(), -3);
	}

	#[test]
	fn error_names_the_line() {
		for (text, line) in [
			("1970-01-01 00:00:01;4\n", "line 1: "),
			("timestamp,value\nnow,4\n", "line 2: "),
			("timestamp,value\n1970-01-01 00:00:01,warm\n", "line 2: "),
			("1970-01-01 00:00:01,4,5\n", "line 1: "),
			("timestamp,value\n", "no measurement"),
		] {
			let error = parse(text).expect_err("no series");
			assert!(error.contains(line), "{error}");
		}
	}
}
