//! What is accepted, then everything that can be wrong, then what it costs.
//!
//! What is to be read here is written by another library, so that no slip of ours is in both.

mod agreement;
mod batch;
mod cbor;
mod codec;
mod cose;
pub(crate) mod cost;
mod decimal;
mod envelope;
mod name_and_unit;
mod published;
mod readings;
mod resolution;
mod seal;
mod times;
mod window;

use crate::*;
use coset::cbor::value::Value;
use std::{boxed::Box, vec, vec::Vec};

/// Hash of the first block of the chain that these tests live on.
pub(super) const GENESIS: [u8; 32] = [0x47; 32];

/// A device.
pub(super) const DEVICE: [u8; 32] = [0xd7; 32];

/// 2026-03-01 12:00:00 UTC.
pub(super) const NOON: Moment = 1_772_366_400_000;

/// A generator of numbers that are the same in every run: SplitMix64.
pub(super) struct Dice(pub u64);

impl Dice {
	pub(super) fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	/// One of the numbers below `bound`.
	pub(super) fn below(&mut self, bound: u64) -> u64 {
		self.next() % bound
	}
}

/// The key of a device.
pub(super) fn ed25519() -> ed25519_zebra::SigningKey {
	[7; 32].into()
}

pub(super) fn p256() -> p256::ecdsa::SigningKey {
	p256::ecdsa::SigningKey::from_slice(&[7; 32]).expect("below the order")
}

pub(super) fn k256() -> k256::ecdsa::SigningKey {
	k256::ecdsa::SigningKey::from_slice(&[7; 32]).expect("below the order")
}

/// The bytes of an item, in the shortest form, by the other library.
pub(super) fn cbor(value: &Value) -> Vec<u8> {
	let mut bytes = Vec::new();
	coset::cbor::into_writer(value, &mut bytes).expect("a vector takes everything");
	bytes
}

pub(super) fn int(integer: i64) -> Value {
	Value::from(integer)
}

pub(super) fn text(text: &str) -> Value {
	Value::from(text)
}

pub(super) fn bytes(bytes: &[u8]) -> Value {
	Value::from(bytes)
}

/// `mantissa · 10^exponent`.
pub(super) fn fraction(mantissa: i64, exponent: i64) -> Value {
	let parts = vec![int(exponent), int(mantissa)];
	Value::Tag(4, Box::new(Value::Array(parts)))
}

/// A map with integers for keys.
pub(super) fn map<const N: usize>(pairs: [(i64, Value); N]) -> Value {
	Value::Map(pairs.map(|(key, value)| (int(key), value)).into())
}

/// The header of an envelope with readings, by its labels.
pub(super) fn header() -> [(i64, Value); 4] {
	[
		(1, int(-8)),
		(3, int(112)),
		(4, bytes(&DEVICE)),
		(-65537, int(5)),
	]
}

/// One record: `temp` is 23.1 °C at noon.
pub(super) fn payload() -> Vec<u8> {
	cbor(&Value::Array(vec![map([
		(0, text("temp")),
		(1, text("Cel")),
		(2, fraction(231, -1)),
		(6, int(NOON as i64 / 1000)),
	])]))
}

/// What [`payload`] says.
pub(super) fn record() -> Record {
	Record {
		name: name("temp"),
		unit: Some(Unit::Celsius),
		time: NOON,
		value: decimal(231, -1),
	}
}

/// A message of four parts.
pub(super) fn message(protected: &[u8], payload: &[u8]) -> Vec<u8> {
	let parts = vec![
		bytes(protected),
		Value::Map(vec![]),
		bytes(payload),
		bytes(&[0; 64]),
	];
	cbor(&Value::Tag(18, Box::new(Value::Array(parts))))
}

pub(super) fn name(name: &str) -> Name {
	Name::new(name).expect("a name")
}

pub(super) fn decimal(mantissa: i64, exponent: i8) -> Decimal {
	Decimal::new(mantissa, exponent).expect("in range")
}
