//! Making envelopes.

use super::*;
use crate::sign::KeyPair;
use hallmark_keys::{Algorithm, PureRust, Signature};

const HEADER: Header = Header {
	device: DEVICE,
	sequence: 5,
	corrects: None,
};

/// A key that must not be asked.
struct Untouched;

impl Signer for Untouched {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Ed25519
	}

	fn sign(&self, _: &[u8]) -> Option<Signature> {
		panic!("it is refused before it is signed")
	}
}

fn seal(records: &[Record]) -> Result<Vec<u8>, SealError> {
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	seal_readings(&mut buffer, &HEADER, records, &GENESIS, &ed25519()).map(<[u8]>::to_vec)
}

fn read(bytes: &[u8]) -> Vec<Record> {
	let envelope = Envelope::parse(bytes).expect("well formed");
	assert_eq!(
		envelope.verify_signature(&ed25519().public_key(), &GENESIS, &PureRust),
		Ok(())
	);
	match envelope.content() {
		Content::Readings(readings) => readings.collect(),
		Content::Batch(_) => panic!("readings are no batch"),
	}
}

fn any_record(dice: &mut Dice) -> Record {
	let names = ["t", "temp", "room-1/t", "0123456789abcdef"];
	let units = [None, Some(Unit::Celsius), Some(Unit::BeatPerMinute)];
	Record {
		name: name(names[dice.below(4) as usize]),
		unit: units[dice.below(3) as usize],
		time: NOON + dice.below(1 << 30) - dice.below(1 << 30),
		value: decimal(
			dice.next() as i64 >> dice.below(64),
			dice.below(21) as i8 - 10,
		),
	}
}

#[test]
fn what_is_sealed_is_read_again() {
	let mut dice = Dice(8);
	for round in 0..500 {
		let count = 1 + dice.below(12) as usize;
		let mut records: Vec<_> = (0..count).map(|_| any_record(&mut dice)).collect();
		for record in records.iter_mut().skip(1) {
			if round % 2 == 0 {
				record.name = name("one");
			}
			if round % 3 == 0 {
				record.unit = Some(Unit::Watt);
			}
			if round % 5 == 0 {
				record.time -= record.time % 1000;
			}
		}
		records[0].name = records[count - 1].name;
		records[0].unit = records[count - 1].unit;
		assert_eq!(read(&seal(&records).expect("they fit")), records);
	}
}

#[test]
fn a_record_is_written_as_plainly_as_it_can_be() {
	let bytes = seal(&[record()]).expect("it fits");
	let envelope = Envelope::parse(&bytes).expect("well formed");
	assert_eq!(envelope.payload(), payload());
	assert_eq!(envelope.protected(), cbor(&map(header())));
}

#[test]
fn records_share_what_they_have_in_common() {
	let later = |milliseconds, mantissa| Record {
		time: NOON + milliseconds,
		value: decimal(mantissa, -1),
		..record()
	};
	let bytes = seal(&[later(0, 231), later(1_000, 230), later(1_500, 50)]).expect("they fit");
	let expected = cbor(&Value::Array(vec![
		map([
			(2, fraction(231, -1)),
			(-2, text("temp")),
			(-3, int(NOON as i64 / 1000)),
			(-4, text("Cel")),
		]),
		map([(2, int(23)), (6, int(1))]),
		map([(2, int(5)), (6, fraction(1_500, -3))]),
	]));
	let envelope = Envelope::parse(&bytes).expect("well formed");
	assert_eq!(envelope.payload(), expected);
}

#[test]
fn values_are_written_as_integers_where_they_are() {
	for (value, expected) in [
		(decimal(5, 3), int(5_000)),
		(decimal(-4, 0), int(-4)),
		(decimal(9, 18), int(9_000_000_000_000_000_000)),
		(decimal(1, 19), fraction(1, 19)),
		(decimal(25, -2), fraction(25, -2)),
	] {
		let bytes = seal(&[Record { value, ..record() }]).expect("it fits");
		let expected = cbor(&Value::Array(vec![map([
			(0, text("temp")),
			(1, text("Cel")),
			(2, expected),
			(6, int(NOON as i64 / 1000)),
		])]));
		let envelope = Envelope::parse(&bytes).expect("well formed");
		assert_eq!(envelope.payload(), expected);
	}
}

#[test]
fn the_longest_envelope_takes_thirty_two_records_of_one_stream() {
	let records: Vec<_> = (0..MAX_RECORDS as u64)
		.map(|index| Record {
			time: NOON + index * 60_000,
			value: decimal(23_100_000_001 + index as i64 * 10, -9),
			..record()
		})
		.collect();
	let bytes = seal(&records).expect("they fit");
	assert!(bytes.len() <= MAX_ENVELOPE_LEN);
	assert_eq!(read(&bytes), records);
}

#[test]
fn nothing_is_signed_that_would_be_refused() {
	let seal = |header: Header, records: &[Record]| {
		let mut buffer = [0; MAX_ENVELOPE_LEN];
		seal_readings(&mut buffer, &header, records, &GENESIS, &Untouched)
			.map(drop)
			.expect_err("it is refused")
	};
	let refused = SealError::Refused;
	let zero = Header {
		sequence: 0,
		..HEADER
	};
	assert_eq!(seal(zero, &[record()]), refused(Error::SequenceMalformed));
	for (corrects, error) in [
		(0, Error::CorrectsMalformed),
		(5, Error::CorrectsNotEarlier),
		(u64::MAX, Error::CorrectsNotEarlier),
	] {
		let header = Header {
			corrects: Some(corrects),
			..HEADER
		};
		assert_eq!(seal(header, &[record()]), refused(error));
	}
	assert_eq!(seal(HEADER, &[]), refused(Error::NoRecord));
	let many = [record(); MAX_RECORDS + 1];
	assert_eq!(seal(HEADER, &many), refused(Error::TooManyRecords));
	for (time, error) in [
		(0, Error::TimeRelative),
		(MIN_TIME - 1, Error::TimeRelative),
		(MAX_TIME + 1, Error::TimeOutOfRange),
	] {
		let wrong = Record { time, ..record() };
		assert_eq!(seal(HEADER, &[wrong]), refused(error));
		assert_eq!(seal(HEADER, &[record(), wrong]), refused(error));
	}
	for time in [1 << 63, u64::MAX, (1 << 63) + NOON] {
		let wrong = Record { time, ..record() };
		for records in [&[wrong][..], &[record(), wrong], &[wrong, record()]] {
			assert!(matches!(seal(HEADER, records), SealError::Refused(_)));
		}
	}
	// Too long for any buffer.
	let names: Vec<_> = (0..MAX_RECORDS)
		.map(|index| Record {
			name: name(&std::format!("stream-{index:09}")),
			time: NOON + index as u64,
			value: decimal(i64::MAX, -9),
			..record()
		})
		.collect();
	for count in 2..=MAX_RECORDS {
		let mut buffer = [0; MAX_ENVELOPE_LEN];
		let records = &names[..count];
		let fits = seal_readings(&mut buffer, &HEADER, records, &GENESIS, &ed25519()).is_ok();
		assert!(
			fits || seal(HEADER, records) == refused(Error::TooLong),
			"{count}"
		);
	}
	assert_eq!(seal(HEADER, &names), refused(Error::TooLong));

	let batch = Batch {
		name: name("temp"),
		unit: None,
		exponent: 0,
		count: 0,
		first: NOON,
		last: NOON,
		min: 0,
		max: 0,
		sum: 0,
		root: [0; 32],
	};
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = seal_batch(&mut buffer, &HEADER, &batch, &GENESIS, &Untouched);
	assert_eq!(sealed, Err(refused(Error::BatchCount)));
}

#[test]
fn a_buffer_is_refused_when_it_is_too_small() {
	let bytes = seal(&[record()]).expect("it fits");
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	for length in 0..bytes.len() {
		let sealed = seal_readings(
			&mut buffer[..length],
			&HEADER,
			&[record()],
			&GENESIS,
			&Untouched,
		);
		assert_eq!(sealed, Err(SealError::BufferTooSmall), "{length}");
	}
	let exact = &mut buffer[..bytes.len()];
	let sealed = seal_readings(exact, &HEADER, &[record()], &GENESIS, &ed25519());
	assert_eq!(sealed, Ok(&bytes[..]));
	let mut large = [0; 2 * MAX_ENVELOPE_LEN];
	let sealed = seal_readings(&mut large, &HEADER, &[record()], &GENESIS, &ed25519());
	assert_eq!(sealed, Ok(&bytes[..]));
}

#[test]
fn there_is_no_envelope_when_the_key_does_not_answer() {
	struct Mute;

	impl Signer for Mute {
		fn algorithm(&self) -> Algorithm {
			Algorithm::Es256
		}

		fn sign(&self, _: &[u8]) -> Option<Signature> {
			None
		}
	}

	let mut buffer = [0; MAX_ENVELOPE_LEN];
	// A reference to a key is as good as the key.
	let sealed = seal_readings(&mut buffer, &HEADER, &[record()], &GENESIS, &&Mute);
	assert_eq!(sealed, Err(SealError::NotSigned));
}
