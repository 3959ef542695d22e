//! Taking a certificate apart: every field wrong in turn.

use super::mint::*;
use crate::{oid, Certificate, Flaw, Validity, MAX_CERTIFICATE_LEN};
use hallmark_keys::PublicKey;
use std::{string::String, vec, vec::Vec};

pub fn root() -> Party {
	Party::new("root", Key::ed25519(1))
}

/// A device's certificate, good as it is.
pub fn draft() -> Draft {
	Draft::device(&root(), &Party::new("device", Key::p256(2)))
}

/// What parsing makes of a draft.
fn parse(draft: &Draft) -> Result<(), Flaw> {
	Certificate::parse(&draft.signed_by(&root())).map(drop)
}

/// What parsing makes of a draft that was altered.
pub fn altered(alter: impl FnOnce(&mut Draft)) -> Result<(), Flaw> {
	let mut draft = draft();
	alter(&mut draft);
	parse(&draft)
}

#[test]
fn a_certificate_is_taken_apart() {
	let draft = draft();
	let der = draft.signed_by(&root());
	let found = Certificate::parse(&der).expect("good");
	assert_eq!(found.serial_number, [0x01, 0xa7]);
	assert_eq!(found.issuer, draft.issuer);
	assert_eq!(found.subject, draft.subject);
	assert_eq!(
		Some(found.key),
		PublicKey::es256_from_sec1(&Key::p256(2).point())
	);
	assert_eq!(
		found.validity,
		Validity {
			not_before: BEGIN,
			not_after: None
		}
	);
	assert!(!found.is_self_issued());
	assert!(!found.extensions.is_authority);
	assert_eq!(found.extensions.path_length, None);
	let usage = found.extensions.key_usage.expect("it has one");
	assert!(usage.has_digital_signature() && !usage.has_key_cert_sign());
	assert_eq!(
		found.extensions.authority_key_id,
		Some(&root().key.id()[..])
	);
	assert_eq!(
		found.extensions.subject_key_id,
		Some(&Key::p256(2).id()[..])
	);
}

#[test]
fn a_certificate_is_refused_when_it_is_too_long() {
	// As long as may be, then a byte longer.
	let of_length = |padding: usize| {
		let mut draft = draft();
		draft
			.extensions
			.push(extension(&EXAMPLE_OID, false, &vec![0; padding]));
		draft.signed_by(&root())
	};
	let padding = (0..MAX_CERTIFICATE_LEN)
		.find(|padding| of_length(*padding).len() == MAX_CERTIFICATE_LEN)
		.expect("one of them");
	assert_eq!(Certificate::parse(&of_length(padding)).map(drop), Ok(()));
	assert_eq!(
		Certificate::parse(&of_length(padding + 1)).map(drop),
		Err(Flaw::TooLong)
	);
}

#[test]
fn a_certificate_is_refused_when_it_breaks_off() {
	let der = draft().signed_by(&root());
	for end in 0..der.len() {
		assert_eq!(
			Certificate::parse(&der[..end]).map(drop),
			Err(Flaw::Malformed)
		);
	}
}

#[test]
fn a_certificate_is_refused_when_bytes_follow() {
	let mut der = draft().signed_by(&root());
	der.push(0);
	assert_eq!(Certificate::parse(&der).map(drop), Err(Flaw::TrailingBytes));
}

#[test]
fn a_certificate_is_refused_when_it_is_not_in_the_one_form_of_der() {
	let der = draft().signed_by(&root());
	let inside = &der[4..];
	assert_eq!(der[..2], [0x30, 0x82]);
	let length = &der[2..4];
	let forms = [
		// A length without end (BER).
		[&[0x30, 0x80], inside, &[0, 0]].concat(),
		// A length with a leading zero.
		[&[0x30, 0x83, 0], length, inside].concat(),
		// A set in place of the sequence.
		[&[0x31, 0x82], length, inside].concat(),
		// A tag in its long form.
		[&[0x3f, 0x10, 0x82], length, inside].concat(),
		vec![0x30, 0],
		b"-----BEGIN CERTIFICATE-----".to_vec(),
	];
	for form in forms {
		assert_eq!(Certificate::parse(&form).map(drop), Err(Flaw::Malformed));
	}
}

#[test]
fn a_certificate_is_refused_when_a_part_is_missing_or_too_many() {
	let draft = draft();
	let (signed, algorithm, signature) = (draft.signed_part(), eddsa(), bits(&[0; 64]));
	let whole = sequence(&[&signed, &algorithm, &signature]);
	assert_eq!(Certificate::parse(&whole).map(drop), Ok(()));
	for parts in [
		&[&signed, &algorithm][..],
		&[&signed, &signature],
		&[&algorithm, &signature],
		&[&signed, &signature, &algorithm],
		&[&signed, &algorithm, &signature, &signature],
	] {
		let parts: Vec<&[u8]> = parts.iter().map(|part| &part[..]).collect();
		assert_eq!(
			Certificate::parse(&sequence(&parts)).map(drop),
			Err(Flaw::Malformed)
		);
	}
	assert_eq!(
		altered(|draft| draft.rest = integer(&[1])),
		Err(Flaw::Malformed)
	);
	assert_eq!(altered(|draft| draft.rest = vec![0]), Err(Flaw::Malformed));
}

#[test]
fn a_certificate_is_refused_when_its_version_is_not_3() {
	// Version 1 is written by leaving it out, versions 2 and 4 as 1 and 3.
	for version in [
		vec![],
		element(0xa0, &integer(&[0])),
		element(0xa0, &integer(&[1])),
		element(0xa0, &integer(&[3])),
		element(0xa0, &integer(&[0, 2])),
	] {
		assert_eq!(
			altered(|draft| draft.version = version),
			Err(Flaw::NotVersion3)
		);
	}
	for version in [
		element(0xa0, &[]),
		element(0xa0, &octets(&[2])),
		element(0xa0, &[integer(&[2]), integer(&[2])].concat()),
	] {
		assert_eq!(
			altered(|draft| draft.version = version),
			Err(Flaw::Malformed)
		);
	}
}

#[test]
fn a_certificate_is_refused_when_its_serial_number_is_not_a_positive_integer() {
	for number in [
		integer(&[]),
		integer(&[0]),
		integer(&[0x80]),
		integer(&[0xff, 0x01]),
		integer(&[0, 1]),
		integer(&[0x7f; 21]),
		integer(&[&[0x00, 0x80], &[0; 19][..]].concat()),
		octets(&[1]),
	] {
		assert_eq!(
			altered(|draft| draft.serial_number = number),
			Err(Flaw::SerialNumberMalformed)
		);
	}
}

#[test]
fn a_serial_number_is_read_without_its_leading_zero() {
	for (written, read) in [
		(&[0x01][..], &[0x01][..]),
		(&[0x00, 0xff], &[0xff]),
		(&[0x7f; 20], &[0x7f; 20]),
	] {
		let mut draft = draft();
		draft.serial_number = integer(written);
		let der = draft.signed_by(&root());
		assert_eq!(Certificate::parse(&der).expect("good").serial_number, read);
	}
}

/// Names that are none.
fn malformed_names() -> Vec<Vec<u8>> {
	let a = common_name("a");
	let b = common_name("b");
	vec![
		// Not a sequence.
		set(&[&set(&[&a])]),
		// Not a set inside, or an empty one.
		sequence(&[&a]),
		sequence(&[&set(&[])]),
		// Attributes that do not ascend, or stand twice.
		sequence(&[&set(&[&b, &a])]),
		sequence(&[&set(&[&a, &a])]),
		// An attribute without a value, with two, with something in place of its type.
		name(&[sequence(&[&oid(oid::COMMON_NAME)])]),
		name(&[sequence(&[&oid(oid::COMMON_NAME), &utf8("a"), &utf8("b")])]),
		name(&[sequence(&[&utf8("a"), &utf8("b")])]),
		// Types that are no identifiers: none, broken off, with a leading zero.
		name(&[attribute(&[], &utf8("a"))]),
		name(&[attribute(&[0x55, 0x04, 0x83], &utf8("a"))]),
		name(&[attribute(&[0x55, 0x04, 0x80, 0x03], &utf8("a"))]),
		// A length that leads outside.
		element(0x30, &[0x31, 0x7f]),
	]
}

#[test]
fn a_certificate_is_refused_when_its_issuer_is_not_well_formed() {
	for issuer in malformed_names() {
		assert_eq!(
			altered(|draft| draft.issuer = issuer.clone()),
			Err(Flaw::IssuerMalformed),
			"{issuer:02x?}"
		);
	}
	assert_eq!(
		altered(|draft| draft.issuer = name(&[])),
		Err(Flaw::IssuerMalformed)
	);
}

#[test]
fn a_certificate_is_refused_when_its_subject_is_not_well_formed() {
	for subject in malformed_names() {
		assert_eq!(
			altered(|draft| draft.subject = subject.clone()),
			Err(Flaw::SubjectMalformed),
			"{subject:02x?}"
		);
	}
	// A device may have no name.
	assert_eq!(altered(|draft| draft.subject = name(&[])), Ok(()));
}

#[test]
fn an_object_identifier_may_be_of_any_size() {
	// 2.25 and a UUID, which has more than 64 bits.
	let uuid = [&[0x69], &[0xff; 18][..], &[0x7f]].concat();
	assert_eq!(
		altered(|draft| {
			draft.subject = name(&[attribute(&uuid, &utf8("a"))]);
			draft.extensions.push(extension(&uuid, false, b""));
			draft.extensions.push(extension(&[0x29; 200], false, b""));
		}),
		Ok(())
	);
}

#[test]
fn a_certificate_is_refused_when_a_time_is_not_written_as_it_should_be() {
	let wrong = [
		// Without seconds, with an offset, with a fraction.
		utc_time("2601010000Z"),
		utc_time("260101000000+0000"),
		utc_time("260101000000"),
		general_time("20600101000000.5Z"),
		general_time("20600101000000"),
		// No such day, hour, minute, second, letter.
		utc_time("260230000000Z"),
		utc_time("261301000000Z"),
		utc_time("260101240000Z"),
		utc_time("260101006000Z"),
		utc_time("260101000060Z"),
		utc_time("26010100000xZ"),
		// Before 1970, and before 2050 in the form for later.
		utc_time("691231235959Z"),
		general_time("20260101000000Z"),
		general_time("20491231235959Z"),
		// Something else.
		utf8("260101000000Z"),
		integer(&[1]),
		vec![],
	];
	for time in wrong {
		assert_eq!(
			altered(|draft| draft.not_before = time.clone()),
			Err(Flaw::ValidityMalformed),
			"{}",
			String::from_utf8_lossy(&time)
		);
		assert_eq!(
			altered(|draft| draft.not_after = time),
			Err(Flaw::ValidityMalformed)
		);
	}
	assert_eq!(
		altered(|draft| draft.not_after.extend(utc_time("260101000000Z"))),
		Err(Flaw::ValidityMalformed)
	);
}

#[test]
fn times_are_read_to_the_millisecond() {
	let validity = |not_before, not_after| {
		let mut draft = draft();
		draft.not_before = not_before;
		draft.not_after = not_after;
		let der = draft.signed_by(&root());
		Certificate::parse(&der).expect("good").validity
	};
	assert_eq!(
		validity(utc_time("700101000000Z"), utc_time("491231235959Z")),
		Validity {
			not_before: 0,
			not_after: Some(2_524_607_999_999)
		}
	);
	assert_eq!(
		validity(utc_time("240229120000Z"), general_time("20500101000000Z")),
		Validity {
			not_before: 1_709_208_000_000,
			not_after: Some(2_524_608_000_999)
		}
	);
	// No end is the last second of all, and only as an end.
	assert_eq!(
		validity(
			general_time("99991231235959Z"),
			general_time("99991231235959Z")
		),
		Validity {
			not_before: 253_402_300_799_000,
			not_after: None
		}
	);
}

#[test]
fn a_certificate_is_refused_when_its_validity_ends_before_it_begins() {
	assert_eq!(
		altered(|draft| draft.not_after = utc_time("251231235959Z")),
		Err(Flaw::ValidityEmpty)
	);
}

#[test]
fn a_certificate_is_refused_when_it_has_a_unique_identifier() {
	for tag in [0x81, 0x82] {
		assert_eq!(
			altered(|draft| draft.unique_ids = element(tag, &[0, 1])),
			Err(Flaw::UniqueIdPresent)
		);
	}
}
