//! Keys, signatures and their algorithms: every form that is none of ours.

use super::{
	certificate::{altered, draft, root},
	mint::*,
};
use crate::{oid, Certificate, Flaw};
use std::vec;

#[test]
fn a_certificate_is_refused_when_its_signature_algorithm_is_not_supported() {
	let null = element(0x05, &[]);
	for algorithm in [
		// ecdsa-with-SHA384, sha256WithRSAEncryption, Ed448.
		sequence(&[&oid(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03])]),
		sequence(&[
			&oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b]),
			&null,
		]),
		sequence(&[&oid(&[0x2b, 0x65, 0x71])]),
		sequence(&[&oid(oid::ECDSA_WITH_SHA256), &null]),
		sequence(&[&oid(oid::ED25519), &null]),
	] {
		assert_eq!(
			altered(|draft| {
				draft.algorithm = algorithm.clone();
				draft.outer_algorithm = algorithm;
			}),
			Err(Flaw::SignatureAlgorithmUnsupported)
		);
	}
	for algorithm in [sequence(&[]), sequence(&[&null]), null.clone()] {
		assert_eq!(
			altered(|draft| draft.algorithm = algorithm),
			Err(Flaw::Malformed)
		);
	}
}

#[test]
fn a_certificate_is_refused_when_it_names_two_signature_algorithms() {
	assert_eq!(
		altered(|draft| draft.outer_algorithm = ecdsa()),
		Err(Flaw::SignatureAlgorithmDiffers)
	);
	assert_eq!(
		altered(|draft| draft.algorithm = ecdsa()),
		Err(Flaw::SignatureAlgorithmDiffers)
	);
}

/// A SubjectPublicKeyInfo.
fn info(algorithm: &[&[u8]], key: &[u8]) -> Vec<u8> {
	sequence(&[&sequence(algorithm), key])
}

#[test]
fn a_certificate_is_refused_when_its_key_is_of_another_type() {
	let null = element(0x05, &[]);
	for key in [
		// rsaEncryption, X25519, Ed448.
		info(
			&[
				&oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]),
				&null,
			],
			&bits(&[1; 32]),
		),
		info(&[&oid(&[0x2b, 0x65, 0x6e])], &bits(&[1; 32])),
		info(&[&oid(&[0x2b, 0x65, 0x71])], &bits(&[1; 57])),
		info(
			&[&oid(oid::ED25519), &null],
			&bits(&Key::ed25519(3).point()),
		),
	] {
		assert_eq!(
			altered(|draft| draft.key = key),
			Err(Flaw::KeyTypeUnsupported)
		);
	}
}

#[test]
fn a_certificate_is_refused_when_its_curve_is_not_p256_by_name() {
	let ec = oid(oid::EC_PUBLIC_KEY);
	let point = bits(&Key::p256(3).point());
	for parameters in [
		// secp384r1, secp256k1.
		oid(&[0x2b, 0x81, 0x04, 0x00, 0x22]),
		oid(&[0x2b, 0x81, 0x04, 0x00, 0x0a]),
		// Inherited, described, left out.
		element(0x05, &[]),
		sequence(&[&integer(&[1])]),
		vec![],
		// P-256 and more.
		[oid(oid::P256), element(0x05, &[])].concat(),
	] {
		assert_eq!(
			altered(|draft| draft.key = info(&[&ec, &parameters], &point)),
			Err(Flaw::CurveUnsupported)
		);
	}
}

#[test]
fn a_certificate_is_refused_when_its_key_is_no_point_of_the_curve() {
	let point = Key::p256(3).point();
	let with_first = |first: u8| [&[first], &point[1..]].concat();
	let mut off_curve = point.clone();
	off_curve[64] ^= 1;
	let keys = [
		bits(&off_curve),
		// At infinity; with a tag of the hybrid and of the compact form (SEC 1 §2.3).
		bits(&[0]),
		bits(&with_first(0x06)),
		bits(&with_first(0x07)),
		bits(&[&[0x05], &point[1..33]].concat()),
		// Too short and too long for their tags.
		bits(&[]),
		bits(&point[..64]),
		bits(&[&point[..], &[0]].concat()),
		bits(&with_first(0x02)),
		// Coordinates beyond the field.
		bits(&[&[0x04], &[0xff; 64][..]].concat()),
		// Not made of whole bytes.
		element(0x03, &[&[1], &point[..]].concat()),
		element(0x03, &[]),
	];
	for key in keys {
		assert_eq!(
			altered(|draft| draft.key = sequence(&[&p256(), &key])),
			Err(Flaw::KeyInvalid)
		);
	}

	let point = Key::ed25519(3).point();
	// y = 2 is on no point of edwards25519.
	let no_point = [&[2], &[0; 31][..]].concat();
	for key in [
		bits(&no_point),
		bits(&point[..31]),
		bits(&[&point[..], &[0]].concat()),
		bits(&[]),
		element(0x03, &[&[1], &point[..]].concat()),
	] {
		assert_eq!(
			altered(|draft| draft.key = sequence(&[&eddsa(), &key])),
			Err(Flaw::KeyInvalid)
		);
	}
}

#[test]
fn a_point_is_read_alike_in_both_of_its_forms() {
	let point = Key::p256(2).point();
	let sign = 0x02 | (point[64] & 1);
	let short = [&[sign], &point[1..33]].concat();
	let mut draft = draft();
	let long = draft.signed_by(&root());
	draft.key = sequence(&[&p256(), &bits(&short)]);
	let short = draft.signed_by(&root());
	assert_eq!(
		Certificate::parse(&short).expect("good").key,
		Certificate::parse(&long).expect("good").key
	);
}

#[test]
fn a_certificate_is_refused_when_its_key_is_not_well_formed() {
	let point = bits(&Key::p256(3).point());
	for key in [
		sequence(&[&p256()]),
		sequence(&[&point]),
		sequence(&[&p256(), &point, &point]),
		sequence(&[&p256(), &octets(&[1])]),
		sequence(&[&sequence(&[]), &point]),
		octets(&[1]),
	] {
		assert_eq!(altered(|draft| draft.key = key), Err(Flaw::Malformed));
	}
}

#[test]
fn a_certificate_is_refused_when_its_signature_is_not_in_the_form_of_its_algorithm() {
	let eddsa = draft();
	let mut ecdsa_draft = draft();
	ecdsa_draft.algorithm = ecdsa();
	ecdsa_draft.outer_algorithm = ecdsa();
	let (r, s) = (integer(&[1; 32]), integer(&[2; 32]));
	let good = sequence(&[&r, &s]);
	assert_eq!(
		Certificate::parse(&ecdsa_draft.with_signature(&bits(&good))).map(drop),
		Ok(())
	);
	let zero = integer(&[0]);
	let negative = integer(&[0x80; 32]);
	let too_large = integer(&[1; 33]);
	let padded = integer(&[&[0, 0], &[1; 31][..]].concat());
	for (draft, signature) in [
		(&eddsa, bits(&[])),
		(&eddsa, bits(&[0; 63])),
		(&eddsa, bits(&[0; 65])),
		(&eddsa, element(0x03, &[1; 65])),
		(&eddsa, element(0x03, &[])),
		(&eddsa, bits(&good)),
		(&ecdsa_draft, bits(&[])),
		(&ecdsa_draft, bits(&[0; 64])),
		(&ecdsa_draft, bits(&[&good[..], &[0]].concat())),
		(&ecdsa_draft, bits(&sequence(&[&r]))),
		(&ecdsa_draft, bits(&sequence(&[&r, &s, &s]))),
		(&ecdsa_draft, bits(&sequence(&[&r, &zero]))),
		(&ecdsa_draft, bits(&sequence(&[&negative, &s]))),
		(&ecdsa_draft, bits(&sequence(&[&too_large, &s]))),
		(&ecdsa_draft, bits(&sequence(&[&padded, &s]))),
		(&ecdsa_draft, element(0x03, &[&[4], &good[..]].concat())),
	] {
		let der = draft.with_signature(&signature);
		assert_eq!(
			Certificate::parse(&der).map(drop),
			Err(Flaw::SignatureMalformed),
			"{signature:02x?}"
		);
	}
}
