//! What is said of a file of temperatures that cannot be read: always where, and what was expected.

use crate::support::temperatures::{made_up, parse, Scale, HEADER, MOST};

/// The error that a file is refused with.
fn refusal(text: &str) -> String {
	match parse(text, Scale::Fahrenheit) {
		Ok(readings) => panic!("{text:?} is taken for {readings:?}"),
		Err(error) => error.to_string(),
	}
}

#[test]
fn a_file_is_read_when_it_is_as_the_benchmark_writes_it() {
	let text = "timestamp,value\r\n2013-12-02 21:15:00,73.96732207\r\n\r\n\
		2013-12-02T21:20:00, -40\n2013-12-02 20:20:00,32\n";
	let readings = parse(text, Scale::Fahrenheit).expect("it is well formed");
	let read: Vec<_> = readings
		.iter()
		.map(|it| (it.line, it.written.as_str(), it.value))
		.collect();
	assert_eq!(
		read,
		[
			(2, "2013-12-02 21:15:00", 23_315),
			(4, "2013-12-02T21:20:00", -40_000),
			(5, "2013-12-02 20:20:00", 0),
		]
	);
	assert_eq!(readings[1].time - readings[0].time, 300_000);
	let celsius = parse(
		"timestamp,value\n2013-12-02 21:15:00,7.2226",
		Scale::Celsius,
	);
	assert_eq!(celsius.expect("it is well formed")[0].value, 7_223);
}

#[test]
fn a_file_is_refused_with_the_line_that_is_wrong() {
	let good = "2014-02-07 14:55:00,81.5\n";
	let second = |line: &str| refusal(&format!("{HEADER}\n{good}{line}\n{good}"));
	assert_eq!(refusal(""), "line 1: the file is empty");
	assert_eq!(
		refusal("time;degrees\n"),
		"line 1: expected `timestamp,value`, found `time;degrees`"
	);
	assert_eq!(
		refusal("timestamp,value\n\n"),
		"line 2: expected a reading, found the file's end"
	);
	assert_eq!(
		second("2014-02-07 15:00:00"),
		"line 3: expected `timestamp,value`, found no comma in `2014-02-07 15:00:00`"
	);
	for time in [
		"07.02.2014 15:00",
		"2014-02-30 15:00:00",
		"",
		"@1772366400000",
	] {
		assert_eq!(
			second(&format!("{time},81.5")),
			format!("line 3: expected a time as `2014-02-07 14:55:00`, found `{time}`")
		);
	}
	for value in ["warm", "", "81,5", "0x51"] {
		assert_eq!(
			second(&format!("2014-02-07 15:00:00,{value}")),
			format!("line 3: expected a number of degrees, found `{value}`")
		);
	}
	for value in ["NaN", "inf", "-1e300", "-460", "1833"] {
		let error = second(&format!("2014-02-07 15:00:00,{value}"));
		let expected = "line 3: expected a temperature from -459.7 °F to 1832.0 °F, found ";
		assert!(error.starts_with(expected), "{error}");
	}
	let long = format!("{HEADER}\n{}", good.repeat(MOST + 1));
	let expected = format!("line {}: more than {MOST} readings; cut the file", MOST + 2);
	assert_eq!(refusal(&long), expected);
}

#[test]
fn a_series_is_made_up_that_fails_once_and_recovers() {
	let series = made_up();
	assert_eq!(series, made_up());
	assert_eq!(series.len(), 5_760);
	let cold: Vec<usize> = (0..series.len())
		.filter(|n| series[*n].value < 4_444)
		.collect();
	let (first, last) = (cold[0], cold[cold.len() - 1]);
	// It is cold at a stretch, for most of a day, and warm before and for days after.
	assert_eq!(cold.len(), last - first + 1);
	assert!((200..288).contains(&cold.len()), "{}", cold.len());
	assert!(series[..first - 48].iter().all(|it| it.value > 15_556));
	assert!(series[last + 24..].iter().all(|it| it.value > 15_556));
	assert!(series.len() - last > 288);
	// What it writes can be read.
	let text: String = series
		.iter()
		.map(|it| format!("{},{}\n", it.written, it.value as f64 / 1e3))
		.collect();
	let read = parse(&format!("{HEADER}\n{text}"), Scale::Celsius);
	assert_eq!(read.expect("it is well formed"), series);
}
