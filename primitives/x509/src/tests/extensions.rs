//! The extensions: their list, and each of the four that are understood.

use super::mint::*;
use crate::{oid, Certificate, Extensions, Flaw, MAX_EXTENSIONS};
use std::{vec, vec::Vec};

/// What parsing makes of these extensions.
fn parse(extensions: Vec<Vec<u8>>) -> Result<(), Flaw> {
	Certificate::parse(&with(extensions)).map(drop)
}

/// A certificate with these extensions.
fn with(extensions: Vec<Vec<u8>>) -> Vec<u8> {
	let root = Party::new("root", Key::ed25519(1));
	let mut draft = Draft::device(&root, &Party::new("device", Key::ed25519(2)));
	draft.extensions = extensions;
	draft.signed_by(&root)
}

/// What parsing makes of something in the place of the list.
fn parse_list(list: Vec<u8>) -> Result<(), Flaw> {
	let root = Party::new("root", Key::ed25519(1));
	let mut draft = Draft::device(&root, &Party::new("device", Key::ed25519(2)));
	draft.extensions = vec![];
	draft.rest = list;
	Certificate::parse(&draft.signed_by(&root)).map(drop)
}

#[test]
fn a_certificate_may_have_no_extensions() {
	let der = with(vec![]);
	assert_eq!(
		Certificate::parse(&der).expect("good").extensions,
		Extensions::default()
	);
}

#[test]
fn a_certificate_is_refused_when_it_has_too_many_extensions() {
	let some = |count: u8| {
		(0..count)
			.map(|last| extension(&[&EXAMPLE_OID[..], &[last]].concat(), false, b""))
			.collect::<Vec<_>>()
	};
	assert_eq!(parse(some(MAX_EXTENSIONS as u8)), Ok(()));
	assert_eq!(
		parse(some(MAX_EXTENSIONS as u8 + 1)),
		Err(Flaw::TooManyExtensions)
	);
}

#[test]
fn a_certificate_is_refused_when_it_has_an_extension_twice() {
	for twice in [
		key_usage(0x80),
		basic_constraints(false, None),
		authority_key_id(&[1]),
		subject_key_id(&[1]),
		unknown_extension(false),
	] {
		assert_eq!(
			parse(vec![twice.clone(), twice.clone()]),
			Err(Flaw::ExtensionDuplicate)
		);
		// Nor with others between, at the end of a full list.
		let mut all: Vec<_> = (0..MAX_EXTENSIONS as u8 - 2)
			.map(|last| extension(&[&EXAMPLE_OID[..], &[last]].concat(), false, b""))
			.collect();
		all.insert(0, twice.clone());
		all.push(twice);
		assert_eq!(parse(all), Err(Flaw::ExtensionDuplicate));
	}
}

#[test]
fn a_certificate_is_refused_when_a_critical_extension_is_unknown() {
	assert_eq!(parse(vec![unknown_extension(false)]), Ok(()));
	assert_eq!(
		parse(vec![unknown_extension(true)]),
		Err(Flaw::CriticalExtensionUnknown)
	);
	// Name constraints, policy constraints and purposes are not understood either.
	for last in [0x1e, 0x24, 0x25] {
		assert_eq!(
			parse(vec![extension(&[0x55, 0x1d, last], true, &sequence(&[]))]),
			Err(Flaw::CriticalExtensionUnknown)
		);
	}
	// One whose identifier only begins like a known one is not known.
	assert_eq!(
		parse(vec![extension(&[0x55, 0x1d, 0x0f, 0x01], true, b"")]),
		Err(Flaw::CriticalExtensionUnknown)
	);
}

#[test]
fn the_four_known_extensions_may_be_critical() {
	let id = sequence(&[&element(0x80, &[1])]);
	assert_eq!(
		parse(vec![
			key_usage(0x80),
			basic_constraints(true, Some(0)),
			extension(oid::AUTHORITY_KEY_ID, true, &id),
			extension(oid::SUBJECT_KEY_ID, true, &octets(&[1])),
		]),
		Ok(())
	);
}

#[test]
fn a_certificate_is_refused_when_its_list_of_extensions_is_not_well_formed() {
	let good = unknown_extension(false);
	let kind = oid(&EXAMPLE_OID);
	let (yes, no): (&[u8], &[u8]) = (&[0x01, 0x01, 0xff], &[0x01, 0x01, 0x00]);
	assert_eq!(parse_list(element(0xa3, &element(0x30, &good))), Ok(()));
	for list in [
		// Empty, not a list, two lists.
		element(0xa3, &[]),
		element(0xa3, &sequence(&[])),
		element(0xa3, &set(&[&good])),
		element(0xa3, &[element(0x30, &good), element(0x30, &good)].concat()),
	] {
		assert_eq!(parse_list(list), Err(Flaw::ExtensionMalformed));
	}
	for extension in [
		sequence(&[]),
		sequence(&[&kind]),
		sequence(&[&octets(b"")]),
		sequence(&[&kind, &octets(b""), &octets(b"")]),
		sequence(&[&kind, &octets(b""), yes]),
		set(&[&kind, &octets(b"")]),
		// False is written by leaving it out, true in one way.
		sequence(&[&kind, no, &octets(b"")]),
		sequence(&[&kind, &[0x01, 0x01, 0x01], &octets(b"")]),
		sequence(&[&kind, &[0x01, 0x02, 0xff, 0xff], &octets(b"")]),
		sequence(&[&kind, &[0x01, 0x00], &octets(b"")]),
		sequence(&[&kind, yes, yes, &octets(b"")]),
		// An identifier that is none.
		sequence(&[&oid(&[]), &octets(b"")]),
		sequence(&[&oid(&[0x55, 0x1d, 0x80, 0x0f]), &octets(b"")]),
		sequence(&[&oid(&[0x55, 0x1d, 0x8f]), &octets(b"")]),
	] {
		assert_eq!(parse(vec![extension]), Err(Flaw::ExtensionMalformed));
	}
	// In the wrong place.
	assert_eq!(
		parse_list(element(0xa4, &element(0x30, &good))),
		Err(Flaw::Malformed)
	);
	assert_eq!(
		parse_list(element(0x83, &element(0x30, &good))),
		Err(Flaw::Malformed)
	);
}

#[test]
fn basic_constraints_are_read() {
	let read = |value: &[u8]| {
		let der = with(vec![extension(oid::BASIC_CONSTRAINTS, true, value)]);
		Certificate::parse(&der)
			.map(|found| (found.extensions.is_authority, found.extensions.path_length))
	};
	let yes: &[u8] = &[0x01, 0x01, 0xff];
	assert_eq!(read(&sequence(&[])), Ok((false, None)));
	assert_eq!(read(&sequence(&[yes])), Ok((true, None)));
	assert_eq!(read(&sequence(&[yes, &integer(&[0])])), Ok((true, Some(0))));
	assert_eq!(
		read(&sequence(&[yes, &integer(&[127])])),
		Ok((true, Some(127)))
	);
	assert_eq!(
		read(&sequence(&[yes, &integer(&[0, 200])])),
		Ok((true, Some(200)))
	);
	assert_eq!(
		read(&sequence(&[yes, &integer(&[1, 0])])),
		Ok((true, Some(255)))
	);

	for value in [
		vec![],
		yes.to_vec(),
		octets(b""),
		sequence(&[&[0x01, 0x01, 0x00]]),
		sequence(&[&[0x01, 0x01, 0x01]]),
		sequence(&[&integer(&[1]), yes]),
		sequence(&[yes, &integer(&[])]),
		sequence(&[yes, &integer(&[0x80])]),
		sequence(&[yes, &integer(&[0, 1])]),
		sequence(&[yes, &integer(&[1]), &integer(&[1])]),
		[sequence(&[yes]), vec![0]].concat(),
		// A limit for one that is no authority.
		sequence(&[&integer(&[0])]),
	] {
		assert_eq!(
			read(&value),
			Err(Flaw::BasicConstraintsMalformed),
			"{value:02x?}"
		);
	}
}

#[test]
fn key_usage_is_read() {
	let read = |value: &[u8]| {
		let der = with(vec![extension(oid::KEY_USAGE, true, value)]);
		Certificate::parse(&der).map(|found| {
			let usage = found.extensions.key_usage.expect("it has one");
			(usage.has_digital_signature(), usage.has_key_cert_sign())
		})
	};
	let list = |bytes: &[u8]| element(0x03, bytes);
	assert_eq!(read(&list(&[7, 0x80])), Ok((true, false)));
	assert_eq!(read(&list(&[2, 0x04])), Ok((false, true)));
	assert_eq!(read(&list(&[1, 0x86])), Ok((true, true)));
	assert_eq!(read(&list(&[0, 0x7b])), Ok((false, false)));
	// keyAgreement and decipherOnly: the ninth use.
	assert_eq!(read(&list(&[7, 0x08, 0x80])), Ok((false, false)));
	assert_eq!(read(&list(&[7, 0x00, 0x80])), Ok((false, false)));

	for value in [
		vec![],
		octets(&[7, 0x80]),
		[list(&[7, 0x80]), vec![0]].concat(),
		list(&[]),
		// Allows nothing.
		list(&[0]),
		list(&[7, 0x00]),
		// Bits behind the last one that is set, or unused ones that are.
		list(&[0, 0x80]),
		list(&[6, 0x80]),
		list(&[7, 0xc0]),
		list(&[7, 0x80, 0x00]),
		list(&[8, 0x80]),
		// A tenth use and more.
		list(&[6, 0x80, 0x40]),
		list(&[7, 0x80, 0x00, 0x80]),
	] {
		assert_eq!(read(&value), Err(Flaw::KeyUsageMalformed), "{value:02x?}");
	}
}

#[test]
fn the_authority_key_identifier_is_read() {
	let read = |value: &[u8]| {
		let der = with(vec![extension(oid::AUTHORITY_KEY_ID, false, value)]);
		Certificate::parse(&der).map(|found| found.extensions.authority_key_id.map(<[u8]>::to_vec))
	};
	let id = |bytes: &[u8]| element(0x80, bytes);
	let issuer = element(0xa1, &element(0xa4, &name(&[common_name("root")])));
	let number = element(0x82, &[1]);
	assert_eq!(read(&sequence(&[&id(&[7])])), Ok(Some(vec![7])));
	assert_eq!(read(&sequence(&[&id(&[7; 32])])), Ok(Some(vec![7; 32])));
	assert_eq!(read(&sequence(&[])), Ok(None));
	assert_eq!(
		read(&sequence(&[&id(&[7]), &issuer, &number])),
		Ok(Some(vec![7]))
	);
	assert_eq!(read(&sequence(&[&issuer, &number])), Ok(None));

	for value in [
		vec![],
		id(&[7]),
		octets(&[7]),
		sequence(&[&octets(&[7])]),
		sequence(&[&id(&[])]),
		sequence(&[&id(&[7; 33])]),
		sequence(&[&element(0xa0, &[7])]),
		sequence(&[&id(&[7]), &id(&[7])]),
		sequence(&[&id(&[7]), &issuer]),
		sequence(&[&id(&[7]), &number]),
		sequence(&[&id(&[7]), &number, &issuer]),
		sequence(&[&issuer, &number, &id(&[7])]),
		[sequence(&[&id(&[7])]), vec![0]].concat(),
	] {
		assert_eq!(
			read(&value),
			Err(Flaw::AuthorityKeyIdMalformed),
			"{value:02x?}"
		);
	}
}

#[test]
fn the_subject_key_identifier_is_read() {
	let read = |value: &[u8]| {
		let der = with(vec![extension(oid::SUBJECT_KEY_ID, false, value)]);
		Certificate::parse(&der).map(|found| found.extensions.subject_key_id.map(<[u8]>::to_vec))
	};
	assert_eq!(read(&octets(&[7])), Ok(Some(vec![7])));
	assert_eq!(read(&octets(&[7; 32])), Ok(Some(vec![7; 32])));
	for value in [
		vec![],
		octets(&[]),
		octets(&[7; 33]),
		bits(&[7]),
		sequence(&[&octets(&[7])]),
		[octets(&[7]), octets(&[7])].concat(),
	] {
		assert_eq!(
			read(&value),
			Err(Flaw::SubjectKeyIdMalformed),
			"{value:02x?}"
		);
	}
}
