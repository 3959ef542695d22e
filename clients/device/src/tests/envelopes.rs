//! Envelopes, read by the chain's code and by another library.

use super::*;
use crate::key::{Es256Key, Es256kKey};
use coset::{cbor::value::Value, iana, CoseSign1, Label, TaggedCborSerializable};
use hallmark_envelope::{Content, Error, SealError, Signer, MAX_RECORDS};
use hallmark_keys::{Algorithm, Signature, Verify};
use std::string::ToString;

/// A key that says nothing, when it is asked at all.
struct Silent {
	may_be_asked: bool,
}

impl Signer for Silent {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Es256
	}

	fn sign(&self, _: &[u8]) -> Option<Signature> {
		assert!(self.may_be_asked, "refused before the key is asked");
		None
	}
}

fn records(bytes: &[u8], key: &PublicKey) -> Vec<Record> {
	match verified(bytes, key).content() {
		Content::Readings(readings) => readings.collect(),
		Content::Batch(_) => panic!("no batch was sealed"),
	}
}

#[test]
fn readings_arrive_as_they_were_sealed_with_every_key() {
	fn check(signer: impl Signer, public: PublicKey) {
		let mut device = device().with_signer(signer);
		let mut buffer = [0; MAX_ENVELOPE_LEN];
		let one = [record(NOON, 231)];
		let sealed = device.readings(&mut buffer, &one).expect("it fits");
		assert_eq!(sealed.number, 1);
		assert_eq!(records(sealed.bytes, &public), one);

		let many: Vec<_> = (0..MAX_RECORDS as u64)
			.map(|minute| record(NOON + minute * 60_000, 200 + minute as i64))
			.collect();
		let sealed = device.readings(&mut buffer, &many).expect("it fits");
		assert_eq!(sealed.number, 2);
		assert_eq!(records(sealed.bytes, &public), many);
		let envelope = verified(sealed.bytes, &public);
		assert_eq!(envelope.device(), &IDENTITY.device);
		assert_eq!(envelope.corrects(), None);
	}
	let ed25519 = key();
	let public = ed25519.public_key();
	check(ed25519, public);
	let es256 = Es256Key::from_secret(&[7; 32]).expect("below the order");
	let public = es256.public_key();
	check(es256, public);
	let es256k = Es256kKey::from_secret(&[7; 32]).expect("below the order");
	let public = es256k.public_key();
	check(es256k, public);
}

#[test]
fn another_library_reads_and_verifies_an_envelope() {
	let mut device = device();
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = device
		.readings(&mut buffer, &[record(NOON, 231)])
		.expect("it fits");
	let message = CoseSign1::from_tagged_slice(sealed.bytes).expect("COSE_Sign1");
	let header = &message.protected.header;
	assert_eq!(header.key_id, IDENTITY.device);
	assert_eq!(
		header.alg,
		Some(coset::Algorithm::Assigned(iana::Algorithm::EdDSA))
	);
	assert_eq!(
		header.rest,
		vec![(Label::Int(-65_537), Value::from(1))],
		"the number"
	);
	let external = [&b"hallmark/reading/v1"[..], &GENESIS].concat();
	let verified = message.verify_signature(&external, |signature, signed| {
		let signature = Signature(signature.try_into().map_err(|_| ())?);
		match PureRust.verify(&key().public_key(), signed, &signature) {
			true => Ok(()),
			false => Err(()),
		}
	});
	assert_eq!(verified, Ok(()));
	let payload = message.payload.expect("it is in the message");
	let payload: Value = coset::cbor::from_reader(&payload[..]).expect("CBOR");
	let decimal = Value::Array(vec![Value::from(-1), Value::from(231)]);
	assert_eq!(
		payload,
		Value::Array(vec![Value::Map(vec![
			(Value::from(0), Value::from("temp")),
			(Value::from(1), Value::from("Cel")),
			(Value::from(2), Value::Tag(4, std::boxed::Box::new(decimal))),
			(Value::from(6), Value::from(NOON / 1_000)),
		])])
	);
}

#[test]
fn a_correction_names_what_it_puts_right() {
	let mut device = device();
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let wrong = device
		.readings(&mut buffer, &[record(NOON, 999)])
		.expect("it fits")
		.number;
	let right = record(NOON, 231);
	let sealed = device
		.correct_reading(&mut buffer, wrong, &right)
		.expect("it fits");
	let envelope = verified(sealed.bytes, &key().public_key());
	assert_eq!((sealed.number, envelope.corrects()), (2, Some(1)));
	assert_eq!(records(sealed.bytes, &key().public_key()), [right]);
}

#[test]
fn what_would_be_refused_costs_no_number_and_is_not_signed() {
	let mut device = device().with_signer(Silent {
		may_be_asked: false,
	});
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let refused = |error| Err(DeviceError::Seal(SealError::Refused(error)));
	let one = record(NOON, 231);

	let none = device.readings(&mut buffer, &[]);
	assert_eq!(none, refused(Error::NoRecord));
	let many = device.readings(&mut buffer, &[one; MAX_RECORDS + 1]);
	assert_eq!(many, refused(Error::TooManyRecords));
	let old = device.readings(&mut buffer, &[record(1_000, 231)]);
	assert_eq!(old, refused(Error::TimeRelative));
	let mut short = [0; 100];
	let tight = device.readings(&mut short, &[one]);
	assert_eq!(tight, Err(DeviceError::Seal(SealError::BufferTooSmall)));
	for to_come in [1, 2, u64::MAX] {
		let corrected = device.correct_reading(&mut buffer, to_come, &one);
		assert_eq!(corrected, refused(Error::CorrectsNotEarlier));
	}
	let corrected = device.correct_reading(&mut buffer, 0, &one);
	assert_eq!(corrected, refused(Error::CorrectsMalformed));

	let mut device = device.with_signer(key());
	let sealed = device.readings(&mut buffer, &[one]).expect("it fits");
	assert_eq!(sealed.number, 1, "none was lost");
}

#[test]
fn a_key_that_does_not_answer_costs_a_number() {
	let mut device = device().with_signer(Silent { may_be_asked: true });
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	for _ in 0..3 {
		let silent = device.readings(&mut buffer, &[record(NOON, 231)]);
		assert_eq!(silent, Err(DeviceError::Seal(SealError::NotSigned)));
	}
	assert_eq!(device.into_numbers().upcoming(), 4);
}

#[test]
fn a_counter_that_fails_lets_nothing_be_signed() {
	let flash = Flash::new();
	let mut counter = TwoSlots::new(flash.clone());
	Numbers::provision(&mut counter, 1).expect("the memory works");
	let numbers = Numbers::resume(counter, block(1)).expect("provisioned");
	let mut device = Device::new(
		IDENTITY,
		Silent {
			may_be_asked: false,
		},
		numbers,
	);
	flash.power(0);
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let dead = CounterError::Memory(SlotsError::Memory(Cut));
	assert_eq!(
		device.readings(&mut buffer, &[record(NOON, 231)]),
		Err(DeviceError::Counter(dead))
	);
}

#[test]
fn a_new_key_goes_on_counting() {
	let mut device = device();
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let first = device.readings(&mut buffer, &[record(NOON, 231)]);
	assert_eq!(first.expect("it fits").number, 1);
	let next = Es256Key::from_secret(&[7; 32]).expect("below the order");
	let public = next.public_key();
	let mut device = device.with_signer(next);
	let sealed = device
		.readings(&mut buffer, &[record(NOON, 231)])
		.expect("it fits");
	assert_eq!(sealed.number, 2);
	verified(sealed.bytes, &public);
	assert_eq!(device.identity(), &IDENTITY);
}

#[test]
fn errors_say_what_is_wrong() {
	let counter = DeviceError::<Shown>::Counter(CounterError::Blank).to_string();
	assert_eq!(counter, "the counter was never provisioned, or is lost");
	let seal = DeviceError::<Shown>::Seal(SealError::NotSigned).to_string();
	assert_eq!(seal, "the signer did not sign");
}

/// A memory's error that can be shown.
type Shown = MemoryLogError;
