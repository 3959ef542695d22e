//! The examples of RFC 8428 §5.1, resolved.
//!
//! Their names are longer than a stream's, so the last part stands for each; a tenth is written as a
//! decimal fraction, since as a float it is refused; and the fifth draft's version is left out.

use super::*;
use hex_literal::hex;

fn resolved(records: Vec<Value>) -> Vec<Record> {
	let payload = cbor(&Value::Array(records));
	Readings::parse(&payload).expect("well formed").collect()
}

fn expected(of: &str, unit: Unit, time: Moment, mantissa: i64) -> Record {
	Record {
		name: name(of),
		unit: Some(unit),
		time,
		value: decimal(mantissa, -1),
	}
}

#[test]
fn several_data_points_share_name_time_and_unit() {
	// RFC 8428 §5.1.2, second example: the base time has a fraction, the times go back from it.
	let mut records = vec![map([
		(-2, text("10e2073a:")),
		(-3, fraction(1_276_020_076_001, -3)),
		(-4, text("A")),
		(0, text("voltage")),
		(1, text("V")),
		(2, fraction(1201, -1)),
	])];
	records.extend((0..=5).map(|step| {
		map([
			(0, text("current")),
			(6, int(step - 5)),
			(2, fraction(12 + step, -1)),
		])
	}));
	let start = 1_276_020_076_001;
	let mut all = vec![expected("10e2073a:voltage", Unit::Volt, start, 1201)];
	all.extend((0..=5).map(|step| {
		let time = start - (5 - step) * 1000;
		expected("10e2073a:current", Unit::Ampere, time, 12 + step as i64)
	}));
	assert_eq!(resolved(records), all);
}

#[test]
fn a_float_that_counts_seconds_is_as_good_as_the_fraction() {
	let at =
		|time: Value| resolved(vec![map([(-3, time), (0, text("current")), (2, int(1))])])[0].time;
	assert_eq!(
		at(fraction(1_276_020_076_001, -3)),
		at(Value::from(1_276_020_076.001))
	);
}

#[test]
fn a_series_of_one_sensor_needs_no_name_in_each_record() {
	// RFC 8428 §5.1.3.
	let base = 1_320_067_464;
	let series = [
		(0, 212),
		(10, 213),
		(20, 214),
		(30, 214),
		(40, 215),
		(50, 215),
		(60, 215),
		(70, 216),
		(80, 217),
		(90, 215),
		(91, 215),
		(92, 215),
	];
	let mut records = vec![map([
		(-2, text("01080063")),
		(-3, int(base)),
		(-4, text("%RH")),
		(2, fraction(212, -1)),
	])];
	records.extend(
		series[1..]
			.iter()
			.map(|(time, value)| map([(6, int(*time)), (2, fraction(*value, -1))])),
	);
	let all: Vec<_> = series
		.iter()
		.map(|(time, value)| {
			let moment = (base + time) as Moment * 1000;
			expected("01080063", Unit::RelativeHumidity, moment, *value)
		})
		.collect();
	assert_eq!(resolved(records), all);
}

#[test]
fn a_base_holds_until_another_one_takes_its_place() {
	let time = || int(NOON as i64 / 1000);
	let records = vec![
		map([
			(-2, text("hall/")),
			(-3, time()),
			(-4, text("Cel")),
			(-5, int(20)),
			(0, text("t")),
			(2, int(1)),
		]),
		map([(-2, text("yard/")), (0, text("t")), (2, int(2))]),
		map([(-4, text("K")), (-5, int(0)), (0, text("t")), (2, int(3))]),
		map([
			(-2, text("")),
			(-3, int(0)),
			(0, text("u")),
			(1, text("%RH")),
			(6, time()),
			(2, int(4)),
		]),
	];
	let record = |of: &str, unit, value| Record {
		name: name(of),
		unit: Some(unit),
		time: NOON,
		value: decimal(value, 0),
	};
	assert_eq!(
		resolved(records),
		[
			record("hall/t", Unit::Celsius, 21),
			record("yard/t", Unit::Celsius, 22),
			record("yard/t", Unit::Kelvin, 3),
			record("u", Unit::RelativeHumidity, 4),
		]
	);
}

/// RFC 8428 §6: the CBOR that the standard prints.
const PRINTED: [u8; 195] = hex!(
	"87a721781b75726e3a6465763a6f773a313065323037336130313038303036"
	"3a22fb41d303a15b00106223614120050067766f6c74616765016156"
	"02fb405e066666666666a3006763757272656e74062402fb3ff3333333333333"
	"a3006763757272656e74062302fb3ff4cccccccccccd"
	"a3006763757272656e74062202fb3ff6666666666666"
	"a3006763757272656e74062102f93e00"
	"a3006763757272656e74062002fb3ff999999999999a"
	"a3006763757272656e74060002fb3ffb333333333333"
);

#[test]
fn the_printed_cbor_is_refused_for_each_reason_that_the_documentation_names() {
	let mut payload = PRINTED.to_vec();
	let parse = |payload: &[u8]| Readings::parse(payload).map(|readings| readings.len());
	// It is of a draft's version.
	assert_eq!(parse(&payload), Err(Error::VersionUnsupported));
	let version = payload
		.iter()
		.position(|byte| *byte == 0x05)
		.expect("there");
	payload[version] = 10;
	// 120.1 is a float.
	assert_eq!(parse(&payload), Err(Error::ValueTooFine));
	// With floats that are exact, what is left is the name of 34 characters.
	for value in 0..payload.len() - 8 {
		if payload[value..].starts_with(&[0x02, 0xfb]) {
			payload[value + 2..value + 10].copy_from_slice(&1.5f64.to_be_bytes());
		}
	}
	assert_eq!(parse(&payload), Err(Error::NameTooLong));
	let short = [&payload[..3], b"\x65ow:1:", &payload[32..]].concat();
	assert_eq!(parse(&short), Ok(7));
	let last = Readings::parse(&short)
		.expect("well formed")
		.last()
		.expect("seven");
	assert_eq!(last.time, 1_276_020_076_001);
	assert_eq!(last.name, name("ow:1:current"));
}
