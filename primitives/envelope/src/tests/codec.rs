//! What the chain stores and what its metadata say: frozen.

use super::*;
use ::codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use std::{collections::BTreeSet, string::ToString};

#[test]
fn errors_keep_their_indices() {
	for (index, error) in (0u8..).zip(Error::ALL) {
		assert_eq!(error.encode(), [index]);
		assert_eq!(u8::from(*error), index);
		assert_eq!(Error::decode_all(&mut &[index][..]), Ok(*error));
	}
	assert_eq!(Error::ALL.len(), 62);
	assert!(
		Error::decode(&mut &[62][..]).is_err(),
		"the list is complete"
	);
	assert_eq!(Error::max_encoded_len(), 1);
	// A few of them, so that the list cannot move as a whole.
	assert_eq!(u8::from(Error::TooLong), 0);
	assert_eq!(u8::from(Error::SignatureInvalid), 26);
	assert_eq!(u8::from(Error::ValueTooFine), 47);
	assert_eq!(u8::from(Error::LeafNotInTree), 61);
}

#[test]
fn every_error_is_told_in_words_of_its_own() {
	let words: BTreeSet<_> = Error::ALL.iter().map(Error::to_string).collect();
	assert_eq!(words.len(), Error::ALL.len());
	let words: BTreeSet<_> = [
		SealError::BufferTooSmall,
		SealError::NotSigned,
		SealError::Refused(Error::NoRecord),
	]
	.iter()
	.map(SealError::to_string)
	.chain([Replay::Seen, Replay::TooOld].iter().map(Replay::to_string))
	.collect();
	assert_eq!(words.len(), 5);
	assert!(words.contains("it would be refused: there is no record"));
}

#[test]
fn replays_keep_their_indices() {
	assert_eq!(Replay::Seen.encode(), [0]);
	assert_eq!(Replay::TooOld.encode(), [1]);
}

#[test]
fn units_keep_their_indices() {
	for (unit, index) in [
		(Unit::Metre, 0),
		(Unit::Celsius, 23),
		(Unit::RelativeHumidity, 50),
		(Unit::SiemensPerMetre, 57),
		(Unit::Degree, 65),
	] {
		assert_eq!(unit.encode(), [index]);
	}
	assert_eq!(Unit::ALL.len(), 66);
}

#[test]
fn a_window_is_stored_and_read_alike() {
	let mut window = Window::new();
	window.accept(70).expect("the first");
	window.accept(68).expect("in the window");
	assert_eq!(window.encode(), (70u64, 0b101u64).encode());
	assert_eq!(Window::decode_all(&mut &window.encode()[..]), Ok(window));
	assert_eq!(Window::max_encoded_len(), 16);
}

#[test]
fn a_decimal_is_stored_in_its_one_form_alone() {
	let value = decimal(231, -1);
	assert_eq!(value.encode(), (231i64, -1i8).encode());
	assert_eq!(Decimal::decode_all(&mut &value.encode()[..]), Ok(value));
	assert_eq!(Decimal::max_encoded_len(), 9);
	for (mantissa, exponent) in [(2310i64, -2i8), (0, 1), (1, 31), (1, -31)] {
		let other = (mantissa, exponent).encode();
		assert!(Decimal::decode(&mut &other[..]).is_err());
	}
}

#[test]
fn a_batch_and_a_leaf_are_stored_and_read_alike() {
	let mut builder = BatchBuilder::new(name("temp"), Some(Unit::Celsius), -1).expect("in range");
	let leaf = builder.push(NOON, 231).expect("in order");
	let batch = builder.batch().expect("not empty");
	let expected = (
		b"temp".to_vec(),
		Some(Unit::Celsius),
		-1i8,
		1u32,
		(NOON, NOON),
		(231i64, 231i64, 231i64),
		batch.root,
	);
	assert_eq!(batch.encode(), expected.encode());
	assert_eq!(Batch::decode_all(&mut &batch.encode()[..]), Ok(batch));
	assert_eq!(Batch::max_encoded_len(), 17 + 2 + 1 + 4 + 16 + 24 + 32);
	assert_eq!(leaf.encode(), (0u32, NOON, 231i64).encode());
	assert_eq!(Leaf::decode_all(&mut &leaf.encode()[..]), Ok(leaf));
	assert_eq!(Leaf::max_encoded_len(), 20);
}
