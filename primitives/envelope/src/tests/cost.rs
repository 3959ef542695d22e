//! What hostile bytes cost: counted, not timed.

use super::*;
use core::cell::Cell;

std::thread_local! {
	static ITEMS: Cell<usize> = const { Cell::new(0) };
}

/// Called for each item that is read.
pub(crate) fn count_item() {
	ITEMS.with(|count| count.set(count.get() + 1));
}

/// How many items parsing reads, and what comes out.
fn cost(bytes: &[u8]) -> (usize, Result<(), Error>) {
	ITEMS.with(|count| count.set(0));
	let outcome = Envelope::parse(bytes).map(drop);
	(ITEMS.with(Cell::get), outcome)
}

/// An item has a byte at least. The head of the unprotected header is looked at three times.
fn assert_cheap(bytes: &[u8]) {
	let (items, _) = cost(bytes);
	let most = bytes.len() + 3;
	assert!(
		items <= most,
		"{items} items read from {} bytes",
		bytes.len()
	);
}

/// A message with as much of a part repeated as fits.
fn filled(of: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
	(0..)
		.map(of)
		.take_while(|bytes| bytes.len() <= MAX_ENVELOPE_LEN)
		.last()
		.expect("one without any fits")
}

#[test]
fn parsing_is_linear_whatever_is_repeated() {
	let header = cbor(&map(header()));
	let records = |record: &Value| {
		let bytes =
			filled(|count| message(&header, &cbor(&Value::Array(vec![record.clone(); count]))));
		assert_cheap(&bytes);
	};
	records(&map([]));
	records(&map([(-1, int(10))]));
	records(&map([
		(2, int(1)),
		(6, int(NOON as i64 / 1000)),
		(0, text("t")),
	]));
	assert_cheap(&filled(|count| {
		let pairs = (0..count).map(|label| (int(label as i64), int(0)));
		message(&cbor(&Value::Map(pairs.collect())), &payload())
	}));
	// Nested without end, where anything may stand: in the unprotected header.
	for opening in [0x81, 0xa1, 0xc4] {
		assert_cheap(&filled(|count| {
			let mut bytes = vec![0x84, 0x40, 0xa1];
			bytes.extend(vec![opening; count]);
			bytes.extend([0, 0, 0x40, 0x40]);
			bytes
		}));
	}
}

#[test]
fn reading_records_again_costs_no_more_than_the_first_time() {
	let records = vec![map([(0, text("t")), (2, int(1)), (6, int(NOON as i64 / 1000))]); 32];
	let payload = cbor(&Value::Array(records));
	let bytes = message(&cbor(&map(header())), &payload);
	let (once, outcome) = cost(&bytes);
	assert_eq!(outcome, Ok(()));
	let envelope = Envelope::parse(&bytes).expect("well formed");
	ITEMS.with(|count| count.set(0));
	let Content::Readings(readings) = envelope.content() else {
		panic!("readings are no batch");
	};
	assert_eq!(readings.count(), 32);
	assert!(ITEMS.with(Cell::get) < once);
}

#[test]
fn nothing_is_verified_when_the_key_is_of_another_algorithm() {
	struct Never;

	impl hallmark_keys::Verify for Never {
		fn verify(
			&self,
			_: &hallmark_keys::PublicKey,
			_: &[u8],
			_: &hallmark_keys::Signature,
		) -> bool {
			panic!("nothing is verified here")
		}
	}

	let bytes = message(&cbor(&map(header())), &payload());
	let envelope = Envelope::parse(&bytes).expect("well formed");
	let other = hallmark_keys::PublicKey::Es256([2; 33]);
	assert_eq!(
		envelope.verify_signature(&other, &GENESIS, &Never),
		Err(Error::AlgorithmMismatch)
	);
}
