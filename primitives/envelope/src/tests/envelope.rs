//! The header, the message around it, and what a signature covers.

use super::*;
use crate::sign::KeyPair;
use hallmark_keys::{Algorithm, PublicKey, PureRust, Signature};

fn parse(protected: &[(i64, Value)]) -> Result<(Header, Algorithm, Purpose), Error> {
	let pairs = protected
		.iter()
		.map(|(label, value)| (int(*label), value.clone()));
	let message = message(&cbor(&Value::Map(pairs.collect())), &payload());
	Envelope::parse(&message)
		.map(|envelope| (*envelope.header(), envelope.algorithm(), envelope.purpose()))
}

/// The header with another value for a label.
fn with(label: i64, value: Value) -> Result<(Header, Algorithm, Purpose), Error> {
	let mut all = header().to_vec();
	all.retain(|(other, _)| *other != label);
	all.push((label, value));
	parse(&all)
}

fn without(label: i64) -> Result<(Header, Algorithm, Purpose), Error> {
	let mut all = header().to_vec();
	all.retain(|(other, _)| *other != label);
	parse(&all)
}

fn error(bytes: &[u8]) -> Error {
	Envelope::parse(bytes).map(drop).expect_err("it is refused")
}

#[test]
fn an_envelope_says_whose_it_is_and_what() {
	let bytes = message(&cbor(&map(header())), &payload());
	let envelope = Envelope::parse(&bytes).expect("well formed");
	assert_eq!(envelope.device(), &DEVICE);
	assert_eq!(envelope.sequence(), 5);
	assert_eq!(envelope.corrects(), None);
	assert_eq!(envelope.algorithm(), Algorithm::Ed25519);
	assert_eq!(envelope.purpose(), Purpose::Readings);
	assert_eq!(envelope.payload(), payload());
	assert_eq!(envelope.protected(), cbor(&map(header())));
	assert_eq!(envelope.signature(), &Signature([0; 64]));
	let Content::Readings(readings) = envelope.content() else {
		panic!("readings are no batch");
	};
	assert_eq!(readings.collect::<Vec<_>>(), [record()]);
}

#[test]
fn the_tag_is_optional() {
	let tagged = message(&cbor(&map(header())), &payload());
	assert_eq!(tagged[0], 0xd2);
	assert!(Envelope::parse(&tagged[1..]).is_ok());
	let other = [&[0xd1], &tagged[1..]].concat();
	assert_eq!(error(&other), Error::NotSign1);
	let twice = [&[0xd2], &tagged[..]].concat();
	assert_eq!(error(&twice), Error::NotSign1);
}

#[test]
fn parameters_may_stand_in_any_order() {
	let mut all = header().to_vec();
	all.push((-65538, int(2)));
	let first = parse(&all);
	assert_eq!(first.map(|(header, ..)| header.corrects), Ok(Some(2)));
	for _ in 0..all.len() {
		all.rotate_left(1);
		assert_eq!(parse(&all), first);
	}
	all.reverse();
	assert_eq!(parse(&all), first);
}

#[test]
fn each_algorithm_has_its_numbers() {
	for (number, algorithm) in [
		(-8, Algorithm::Ed25519),
		(-19, Algorithm::Ed25519),
		(-7, Algorithm::Es256),
		(-9, Algorithm::Es256),
		(-47, Algorithm::Es256k),
	] {
		assert_eq!(with(1, int(number)).map(|found| found.1), Ok(algorithm));
	}
	// ES384, Ed448, HMAC, and one by name.
	for wrong in [int(-35), int(-53), int(5), int(i64::MIN), text("EdDSA")] {
		assert_eq!(with(1, wrong), Err(Error::AlgorithmUnsupported));
	}
	assert_eq!(with(1, bytes(&[1])), Err(Error::HeaderMalformed));
}

#[test]
fn each_content_type_has_its_names() {
	let senml = text("application/senml+cbor");
	assert_eq!(with(3, senml).map(|found| found.2), Ok(Purpose::Readings));
	assert_eq!(
		with(3, int(112)).map(|found| found.2),
		Ok(Purpose::Readings)
	);
	// A batch is no readings: its content is read as a batch.
	let batch = text("application/vnd.hallmark.batch+cbor");
	assert_eq!(with(3, batch), Err(Error::BatchMalformed));
	for wrong in [
		int(110),
		int(-112),
		text("application/senml+json"),
		text("112"),
	] {
		assert_eq!(with(3, wrong), Err(Error::ContentTypeUnsupported));
	}
	assert_eq!(with(3, Value::Null), Err(Error::HeaderMalformed));
}

#[test]
fn a_device_has_thirty_two_bytes() {
	for wrong in [
		bytes(&[]),
		bytes(&[1; 31]),
		bytes(&[1; 33]),
		text(&"1".repeat(32)),
		int(1),
	] {
		assert_eq!(with(4, wrong), Err(Error::DeviceMalformed));
	}
}

#[test]
fn a_sequence_number_counts_from_one() {
	for number in [1, 2, 1 << 32, u64::MAX] {
		let found = with(-65537, Value::from(number)).map(|found| found.0.sequence);
		assert_eq!(found, Ok(number));
	}
	let too_large = Value::Tag(2, Box::new(bytes(&[1; 9])));
	for wrong in [int(0), int(-1), text("1"), Value::from(1.0), too_large] {
		assert_eq!(with(-65537, wrong), Err(Error::SequenceMalformed));
	}
}

#[test]
fn a_correction_names_an_earlier_envelope() {
	let corrects = |value| with(-65538, value).map(|found| found.0.corrects);
	assert_eq!(corrects(int(1)), Ok(Some(1)));
	assert_eq!(corrects(int(4)), Ok(Some(4)));
	assert_eq!(corrects(int(5)), Err(Error::CorrectsNotEarlier));
	assert_eq!(
		corrects(Value::from(u64::MAX)),
		Err(Error::CorrectsNotEarlier)
	);
	for wrong in [int(0), int(-1), Value::Null] {
		assert_eq!(corrects(wrong), Err(Error::CorrectsMalformed));
	}
}

#[test]
fn a_parameter_is_refused_when_it_is_missing() {
	for (label, missing) in [
		(1, Error::AlgorithmMissing),
		(3, Error::ContentTypeMissing),
		(4, Error::DeviceMissing),
		(-65537, Error::SequenceMissing),
	] {
		assert_eq!(without(label), Err(missing));
	}
	assert_eq!(parse(&[]), Err(Error::DeviceMissing));
	assert_eq!(error(&message(&[], &payload())), Error::DeviceMissing);
}

#[test]
fn a_parameter_is_refused_when_it_is_there_twice() {
	for (label, value) in header().into_iter().chain([(-65538, int(1))]) {
		let mut all = header().to_vec();
		all.push((-65538, int(1)));
		all.push((label, value));
		assert_eq!(parse(&all), Err(Error::HeaderDuplicate), "{label}");
	}
}

#[test]
fn a_parameter_is_refused_when_nobody_here_knows_it() {
	for label in [0, 5, 6, 7, -65536, -65539, i64::MIN, i64::MAX] {
		assert_eq!(with(label, int(1)), Err(Error::HeaderUnknown), "{label}");
	}
	let critical = Value::Array(vec![int(-65537)]);
	assert_eq!(with(2, critical), Err(Error::HeaderCritical));
	let named = Value::Map(vec![(text("kid"), bytes(&DEVICE))]);
	assert_eq!(
		error(&message(&cbor(&named), &payload())),
		Error::HeaderUnknown
	);
	let huge = Value::Map(vec![(Value::from(u64::MAX), int(1))]);
	assert_eq!(
		error(&message(&cbor(&huge), &payload())),
		Error::HeaderUnknown
	);
	let odd = Value::Map(vec![(Value::Null, int(1))]);
	assert_eq!(
		error(&message(&cbor(&odd), &payload())),
		Error::HeaderMalformed
	);
}

#[test]
fn a_header_is_refused_when_it_is_not_one_map() {
	for wrong in [int(1), Value::Array(vec![]), text("")] {
		let bytes = message(&cbor(&wrong), &payload());
		assert_eq!(error(&bytes), Error::HeaderMalformed);
	}
	let mut longer = cbor(&map(header()));
	longer.push(0);
	assert_eq!(error(&message(&longer, &payload())), Error::TrailingBytes);
	assert_eq!(error(&message(&[0xa1], &payload())), Error::Truncated);
}

#[test]
fn a_message_is_refused_when_a_part_is_not_what_it_must_be() {
	let good = || {
		[
			bytes(&cbor(&map(header()))),
			Value::Map(vec![]),
			bytes(&payload()),
			bytes(&[0; 64]),
		]
	};
	let of = |parts: &[Value]| error(&cbor(&Value::Array(parts.to_vec())));
	for place in 0..4 {
		let mut parts = good();
		parts[place] = int(1);
		assert_eq!(of(&parts), Error::NotSign1, "part {place}");
	}
	assert_eq!(of(&good()[..3]), Error::NotSign1);
	assert_eq!(of(&[&good()[..], &[int(1)]].concat()), Error::NotSign1);
	assert_eq!(error(&cbor(&map(header()))), Error::NotSign1);
	assert_eq!(error(&[]), Error::Truncated);

	let mut detached = good();
	detached[2] = Value::Null;
	assert_eq!(of(&detached), Error::PayloadDetached);
	let mut unsigned = good();
	unsigned[1] = map([(4, bytes(&DEVICE))]);
	assert_eq!(of(&unsigned), Error::UnprotectedHeader);
	for length in [0, 63, 65, 96] {
		let mut other = good();
		other[3] = bytes(&vec![0; length]);
		assert_eq!(of(&other), Error::SignatureLength);
	}
	let mut longer = cbor(&Value::Array(good().into()));
	longer.push(0);
	assert_eq!(error(&longer), Error::TrailingBytes);
}

#[test]
fn every_beginning_of_an_envelope_is_refused() {
	let bytes = message(&cbor(&map(header())), &payload());
	for end in 0..bytes.len() {
		assert_eq!(error(&bytes[..end]), Error::Truncated, "{end}");
	}
}

#[test]
fn an_envelope_is_refused_when_it_is_longer_than_allowed() {
	let of = |count: i64| {
		let record = |index| {
			map([
				(0, text(&std::format!("stream-{index:09}"))),
				(1, text("Cel")),
				(2, fraction(1_000_000_007, -5)),
				(6, int(NOON as i64 / 1000)),
			])
		};
		let records = cbor(&Value::Array((0..count).map(record).collect()));
		message(&cbor(&map(header())), &records)
	};
	let longest = (1..32)
		.map(of)
		.rfind(|bytes| bytes.len() <= MAX_ENVELOPE_LEN);
	assert!(Envelope::parse(&longest.expect("one fits")).is_ok());
	let longer = (1..32).map(of).find(|bytes| bytes.len() > MAX_ENVELOPE_LEN);
	assert_eq!(error(&longer.expect("one does not")), Error::TooLong);
	// To the byte: padding makes no envelope, but 1024 bytes of it are looked at.
	assert_ne!(error(&[0xd2; MAX_ENVELOPE_LEN]), Error::TooLong);
	assert_eq!(error(&[0xd2; MAX_ENVELOPE_LEN + 1]), Error::TooLong);
}

/// An envelope that is signed by `key`.
fn sealed(key: &impl Signer, genesis: &[u8; 32]) -> Vec<u8> {
	let header = Header {
		device: DEVICE,
		sequence: 5,
		corrects: None,
	};
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	seal_readings(&mut buffer, &header, &[record()], genesis, key)
		.expect("it fits")
		.to_vec()
}

fn verify(bytes: &[u8], key: &PublicKey, genesis: &[u8; 32]) -> Result<(), Error> {
	Envelope::parse(bytes)
		.expect("well formed")
		.verify_signature(key, genesis, &PureRust)
}

fn is_bound_to_key_and_chain(key: &impl KeyPair, stranger: &PublicKey) {
	let bytes = sealed(key, &GENESIS);
	assert_eq!(verify(&bytes, &key.public_key(), &GENESIS), Ok(()));
	let other_chain = verify(&bytes, &key.public_key(), &[0; 32]);
	assert_eq!(other_chain, Err(Error::SignatureInvalid));
	assert_eq!(
		verify(&bytes, stranger, &GENESIS),
		Err(Error::SignatureInvalid)
	);
	for other in [
		ed25519().public_key(),
		p256().public_key(),
		k256().public_key(),
	] {
		if other.algorithm() != key.algorithm() {
			assert_eq!(
				verify(&bytes, &other, &GENESIS),
				Err(Error::AlgorithmMismatch)
			);
		}
	}
	// Every byte counts: either it is no envelope any more, or the signature is none.
	for place in 0..bytes.len() {
		let mut altered = bytes.clone();
		altered[place] ^= 1 << (place % 8);
		if let Ok(envelope) = Envelope::parse(&altered) {
			let found = envelope.verify_signature(&key.public_key(), &GENESIS, &PureRust);
			assert!(found.is_err(), "byte {place}");
		}
	}
}

#[test]
fn an_ed25519_envelope_is_bound_to_its_key_and_chain() {
	let stranger = ed25519_zebra::SigningKey::from([8; 32]).public_key();
	is_bound_to_key_and_chain(&ed25519(), &stranger);
}

#[test]
fn an_es256_envelope_is_bound_to_its_key_and_chain() {
	let stranger = p256::ecdsa::SigningKey::from_slice(&[8; 32]).expect("below the order");
	is_bound_to_key_and_chain(&p256(), &stranger.public_key());
}

#[test]
fn an_es256k_envelope_is_bound_to_its_key_and_chain() {
	let stranger = k256::ecdsa::SigningKey::from_slice(&[8; 32]).expect("below the order");
	is_bound_to_key_and_chain(&k256(), &stranger.public_key());
}

#[test]
fn the_digest_stays_when_somebody_rewrites_the_signature() {
	let key = p256();
	let bytes = sealed(&key, &GENESIS);
	let envelope = Envelope::parse(&bytes).expect("well formed");
	let signature = p256::ecdsa::Signature::from_slice(&envelope.signature().0).expect("one");
	let other = p256::ecdsa::Signature::from_scalars(signature.r(), -*signature.s()).expect("one");
	let mut rewritten = bytes.clone();
	let start = rewritten.len() - 64;
	rewritten[start..].copy_from_slice(&other.to_bytes());
	assert_ne!(rewritten, bytes);

	let other = Envelope::parse(&rewritten).expect("well formed");
	assert_eq!(verify(&rewritten, &key.public_key(), &GENESIS), Ok(()));
	assert_eq!(other.digest(&GENESIS), envelope.digest(&GENESIS));
	assert!(!other.contradicts(&envelope));
	assert_ne!(envelope.digest(&GENESIS), envelope.digest(&[0; 32]));
}

#[test]
fn what_is_signed_for_one_purpose_is_worth_nothing_for_another() {
	let readings = Purpose::Readings.external(&GENESIS);
	let batch = Purpose::Batch.external(&GENESIS);
	assert_eq!(
		readings.as_slice(),
		[&b"hallmark/reading/v1"[..], &GENESIS].concat()
	);
	assert_eq!(
		batch.as_slice(),
		[&b"hallmark/batch/v1"[..], &GENESIS].concat()
	);
}

#[test]
fn two_envelopes_contradict_each_other_when_one_number_says_two_things() {
	let of = |protected: &[(i64, Value)], payload: &[u8]| {
		let pairs = protected
			.iter()
			.map(|(label, value)| (int(*label), value.clone()));
		message(&cbor(&Value::Map(pairs.collect())), payload)
	};
	let altered = |label: i64, value: Value| {
		let mut all = header().to_vec();
		all.retain(|(other, _)| *other != label);
		all.push((label, value));
		of(&all, &payload())
	};
	let first = of(&header(), &payload());
	let first = Envelope::parse(&first).expect("well formed");
	let contradicts = |bytes: Vec<u8>| {
		let other = Envelope::parse(&bytes).expect("well formed");
		assert_eq!(first.contradicts(&other), other.contradicts(&first));
		first.contradicts(&other)
	};
	let warmer = cbor(&Value::Array(vec![map([
		(0, text("temp")),
		(1, text("Cel")),
		(2, fraction(999, -1)),
		(6, int(NOON as i64 / 1000)),
	])]));
	assert!(contradicts(of(&header(), &warmer)));
	assert!(contradicts(altered(-65538, int(2))));
	// The same said again, with another key or in other words for the header.
	assert!(!contradicts(of(&header(), &payload())));
	assert!(!contradicts(altered(1, int(-7))));
	assert!(!contradicts(altered(3, text("application/senml+cbor"))));
	// Other numbers and other devices are other matters.
	assert!(!contradicts(altered(-65537, int(6))));
	assert!(!contradicts(altered(4, bytes(&[1; 32]))));
}
