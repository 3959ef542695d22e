//! What a chain says of the device.

use super::{links::Links, mint::*};
use crate::{oid, Error, Flaw, Identity, MAX_MODEL_LEN, MAX_SERIAL_LEN};
use hallmark_keys::PureRust;
use std::{format, string::String, vec, vec::Vec};

/// What a good chain says when the device has this name.
fn of(subject: Vec<u8>) -> Result<Identity, Flaw> {
	altered(|draft| draft.subject = subject)
}

/// What a good chain says when the device's certificate is altered.
fn altered(alter: impl FnOnce(&mut Draft)) -> Result<Identity, Flaw> {
	let mut links = Links::of(1);
	alter(&mut links.drafts[0]);
	links.verify_with(&PureRust).map_err(|error| match error {
		Error::Certificate { depth: 0, flaw } => flaw,
		other => panic!("{other:?}"),
	})
}

fn serial_of(subject: Vec<u8>) -> Result<Vec<u8>, Flaw> {
	of(subject).map(|identity| identity.serial.to_vec())
}

fn model_of(attributes: &[Vec<u8>]) -> Result<String, Flaw> {
	of(name(attributes))
		.map(|identity| String::from_utf8(identity.model.to_vec()).expect("a model is UTF-8"))
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_serial_is_the_subjects_attribute() {
	assert_eq!(serial_of(name(&[serial("A1")])), Ok(b"A1".to_vec()));
	let as_utf8 = attribute(oid::SERIAL_NUMBER, &utf8("PID:X SN:~1"));
	assert_eq!(serial_of(name(&[as_utf8])), Ok(b"PID:X SN:~1".to_vec()));
	// Wherever it stands, in a relative name with others, too.
	assert_eq!(
		serial_of(name(&[unit("u"), serial("A1"), common_name("c")])),
		Ok(b"A1".to_vec())
	);
	let mut together = [common_name("c"), serial("A1")];
	together.sort();
	assert_eq!(
		serial_of(sequence(&[&set(&[&together[0], &together[1]])])),
		Ok(b"A1".to_vec())
	);
}

#[test]
fn the_serial_is_the_issuance_when_the_subject_has_none() {
	let expected = format!("{}:01a7", hex(&Key::p256(1).id()));
	for subject in [name(&[]), name(&[common_name("c")])] {
		assert_eq!(serial_of(subject), Ok(expected.clone().into_bytes()));
	}
}

#[test]
fn the_issuance_may_be_too_long_for_a_serial() {
	let with = |id: &[u8], number: &[u8]| {
		let mut links = Links::of(1);
		links.anchor.key_id = crate::KeyId::from_slice(id).expect("not too long");
		let draft = links.drafts[0].clone();
		links.drafts[0] = draft.replace(oid::AUTHORITY_KEY_ID, Some(authority_key_id(id)));
		links.drafts[0].subject = name(&[]);
		links.drafts[0].serial_number = integer(number);
		links.verify_with(&PureRust)
	};
	let longest = with(&[0xab; 32], &[0x7f; 15]).expect("it fits");
	assert_eq!(longest.serial.len(), 95);
	assert_eq!(
		with(&[0xab; 32], &[0x7f; 16]),
		Err(Error::Certificate {
			depth: 0,
			flaw: Flaw::SerialTooLong
		})
	);
	assert!(with(&[0xab; 27], &[0x7f; 20]).is_ok());
}

#[test]
fn a_device_is_refused_when_it_has_two_serials() {
	for other in ["A1", "A2"] {
		assert_eq!(
			of(name(&[serial("A1"), serial(other)])),
			Err(Flaw::SerialAmbiguous)
		);
	}
}

#[test]
fn a_device_is_refused_when_its_serial_is_empty() {
	assert_eq!(of(name(&[serial("")])), Err(Flaw::SerialEmpty));
}

#[test]
fn a_device_is_refused_when_its_serial_is_too_long() {
	let longest = "s".repeat(MAX_SERIAL_LEN);
	assert_eq!(
		serial_of(name(&[serial(&longest)])),
		Ok(longest.clone().into_bytes())
	);
	assert_eq!(
		of(name(&[serial(&(longest + "s"))])),
		Err(Flaw::SerialTooLong)
	);
}

#[test]
fn a_device_is_refused_when_its_serial_is_not_printable() {
	for value in [
		utf8("A\u{0}"),
		utf8("A\n"),
		utf8("A\u{7f}"),
		utf8("\u{410}1"),
		element(0x0c, &[0xff]),
		element(0x13, &[0x80]),
		// Types of string for old names, and no string at all: T61, IA5, BMP.
		element(0x14, b"A1"),
		element(0x16, b"A1"),
		element(0x1e, &[0, b'A']),
		integer(&[1]),
		sequence(&[&utf8("A1")]),
	] {
		assert_eq!(
			of(name(&[attribute(oid::SERIAL_NUMBER, &value)])),
			Err(Flaw::SerialNotPrintable),
			"{value:02x?}"
		);
	}
}

#[test]
fn the_model_is_the_first_common_name() {
	assert_eq!(
		model_of(&[unit("u"), common_name("Pümpe 7"), common_name("d")]),
		Ok("Pümpe 7".into())
	);
	let as_printable = attribute(oid::COMMON_NAME, &printable("Pump"));
	assert_eq!(model_of(&[as_printable]), Ok("Pump".into()));
}

#[test]
fn the_model_is_the_first_unit_when_there_is_no_common_name() {
	assert_eq!(model_of(&[unit("u"), unit("v")]), Ok("u".into()));
}

#[test]
fn the_model_is_empty_when_the_subject_has_neither() {
	assert_eq!(model_of(&[serial("A1")]), Ok("".into()));
	assert_eq!(model_of(&[]), Ok("".into()));
	assert_eq!(model_of(&[common_name(""), unit("u")]), Ok("".into()));
}

#[test]
fn a_device_is_refused_when_its_model_is_too_long() {
	let longest = "m".repeat(MAX_MODEL_LEN);
	assert_eq!(model_of(&[common_name(&longest)]), Ok(longest.clone()));
	assert_eq!(
		model_of(&[common_name(&(longest + "m"))]),
		Err(Flaw::ModelTooLong)
	);
	// Bytes count, not letters.
	assert_eq!(
		model_of(&[common_name(&"ü".repeat(MAX_MODEL_LEN / 2 + 1))]),
		Err(Flaw::ModelTooLong)
	);
}

#[test]
fn a_device_is_refused_when_its_model_is_not_printable() {
	for value in [
		utf8("a\tb"),
		utf8("a\u{9b}b"),
		element(0x0c, &[0xc3]),
		element(0x14, b"a"),
		element(0x1e, &[0, b'a']),
		integer(&[1]),
	] {
		for kind in [oid::COMMON_NAME, oid::ORGANIZATIONAL_UNIT] {
			assert_eq!(
				model_of(&[attribute(kind, &value)]),
				Err(Flaw::ModelNotPrintable),
				"{value:02x?}"
			);
		}
	}
	// What does not count is not looked at.
	let odd = attribute(oid::ORGANIZATIONAL_UNIT, &integer(&[1]));
	assert_eq!(model_of(&[odd, common_name("c")]), Ok("c".into()));
}

#[test]
fn the_key_is_the_one_of_the_leaf() {
	let key = Key::ed25519(77);
	let identity = altered(|draft| draft.key = key.info()).expect("good");
	assert_eq!(identity.key.as_bytes(), key.point());
	assert_eq!(
		vec![identity.key.algorithm()],
		[hallmark_keys::Algorithm::Ed25519]
	);
}
