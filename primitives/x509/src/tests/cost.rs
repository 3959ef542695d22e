//! What hostile bytes cost: counted, not timed.

use super::{links::Links, mint::*};
use crate::{Certificate, Flaw, MAX_CERTIFICATE_LEN};
use core::cell::Cell;
use hallmark_keys::{PublicKey, PureRust, Signature, Verify};
use std::{vec, vec::Vec};

std::thread_local! {
	static ELEMENTS: Cell<usize> = const { Cell::new(0) };
}

/// Called for each element that is read.
pub(crate) fn count_element() {
	ELEMENTS.with(|count| count.set(count.get() + 1));
}

/// How many elements parsing reads, and what comes out.
fn cost(der: &[u8]) -> (usize, Result<(), Flaw>) {
	ELEMENTS.with(|count| count.set(0));
	let outcome = Certificate::parse(der).map(drop);
	(ELEMENTS.with(Cell::get), outcome)
}

/// An element is two bytes at least. A few are looked at twice: names are taken whole first.
fn assert_cheap(der: &[u8]) {
	let (elements, _) = cost(der);
	assert!(
		elements <= der.len() / 2 + 2,
		"{elements} elements read from {} bytes",
		der.len()
	);
}

/// A device's certificate with as many copies of `part`, each made to differ by `make`, as fit.
fn filled(make: impl Fn(u16) -> Vec<u8>, fill: impl Fn(&mut Draft, Vec<Vec<u8>>)) -> Vec<u8> {
	let issuer = Party::new("root", Key::ed25519(1));
	let device = Party::new("device", Key::ed25519(2));
	let with = |count: u16| {
		let mut draft = Draft::device(&issuer, &device);
		fill(&mut draft, (0..count).map(&make).collect());
		draft.signed_by(&issuer)
	};
	let most = (0..)
		.take_while(|count| with(*count).len() <= MAX_CERTIFICATE_LEN)
		.last();
	with(most.expect("one without any fits"))
}

/// The smallest attribute there is: an identifier of two bytes and nothing for a value.
fn tiny_attribute(number: u16) -> Vec<u8> {
	let number = [0x20 | (number >> 7) as u8 | 0x80, (number & 0x7f) as u8];
	sequence(&[&oid(&number), &element(0x05, &[])])
}

#[test]
fn parsing_is_linear_when_a_name_is_full_of_relative_names() {
	let der = filled(
		|_| set(&[&tiny_attribute(0)]),
		|draft, names| draft.subject = element(0x30, &names.concat()),
	);
	assert_eq!(cost(&der).1, Ok(()));
	assert_cheap(&der);
}

#[test]
fn parsing_is_linear_when_a_relative_name_is_full_of_attributes() {
	let der = filled(tiny_attribute, |draft, attributes| {
		draft.subject = sequence(&[&element(0x31, &attributes.concat())]);
	});
	assert_eq!(cost(&der).1, Ok(()));
	assert_cheap(&der);
}

#[test]
fn parsing_is_linear_when_there_are_extensions_to_the_brim() {
	let der = filled(
		|number| {
			let kind = [&EXAMPLE_OID[..], &[number as u8 & 0x7f]].concat();
			extension(&kind, false, &[])
		},
		|draft, more| draft.extensions.extend(more),
	);
	assert_eq!(cost(&der).1, Err(Flaw::TooManyExtensions));
	assert_cheap(&der);
}

#[test]
fn parsing_is_linear_when_elements_are_nested_to_the_bottom() {
	// As deep as the bytes allow: the depth of a value that nobody asks for is never seen.
	let nested = (0..400).fold(vec![], |inside, _| element(0x30, &inside));
	let issuer = Party::new("root", Key::ed25519(1));
	let mut draft = Draft::device(&issuer, &Party::new("device", Key::ed25519(2)));
	draft
		.extensions
		.push(extension(&EXAMPLE_OID, false, &nested));
	let der = draft.signed_by(&issuer);
	assert!(der.len() <= MAX_CERTIFICATE_LEN);
	assert_eq!(cost(&der).1, Ok(()));
	assert_cheap(&der);

	assert_eq!(cost(&nested).1, Err(Flaw::Malformed));
	assert_cheap(&nested);
}

#[test]
fn parsing_is_linear_when_a_certificate_breaks_off_or_is_altered() {
	let issuer = Party::new("root", Key::ed25519(1));
	let der = Draft::device(&issuer, &Party::new("device", Key::ed25519(2))).signed_by(&issuer);
	for end in 0..der.len() {
		assert_cheap(&der[..end]);
	}
	for place in 0..der.len() {
		for value in [0x00, 0x30, 0x80, 0xff, der[place] ^ 1] {
			let mut altered = der.clone();
			altered[place] = value;
			assert_cheap(&altered);
		}
	}
}

#[test]
fn nothing_is_read_when_the_certificate_is_too_long() {
	assert_eq!(
		cost(&[0x30; MAX_CERTIFICATE_LEN + 1]),
		(0, Err(Flaw::TooLong))
	);
}

/// Verifies, and counts how often.
#[derive(Default)]
struct Counting(Cell<usize>);

impl Counting {
	fn count(&self) -> usize {
		self.0.get()
	}
}

impl Verify for Counting {
	fn verify(&self, key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
		self.0.set(self.0.get() + 1);
		PureRust.verify(key, message, signature)
	}
}

#[test]
fn each_signature_is_verified_once_when_all_is_well() {
	for length in 1..=3 {
		let verifier = Counting::default();
		assert!(Links::of(length).verify_with(&verifier).is_ok());
		assert_eq!(verifier.count(), length);
	}
}

#[test]
fn no_signature_is_verified_when_anything_else_is_wrong() {
	let alterations: [fn(&mut Links); 6] = [
		|links| links.drafts[0].not_after = utc_time("260101000000Z"),
		|links| links.drafts[2].not_before = utc_time("270101000000Z"),
		|links| links.drafts[0].extensions.clear(),
		|links| links.drafts[1].issuer = name(&[common_name("another")]),
		|links| links.drafts[2].extensions.push(unknown_extension(true)),
		|links| links.drafts[0].subject = name(&[serial("")]),
	];
	for alter in alterations {
		let verifier = Counting::default();
		let mut links = Links::of(3);
		alter(&mut links);
		assert!(links.verify_with(&verifier).is_err());
		assert_eq!(verifier.count(), 0);
	}
}

#[test]
fn a_stranger_has_one_signature_verified_at_most() {
	// Everything fits but the anchor's signature, which nobody else can make.
	let verifier = Counting::default();
	let mut links = Links::of(3);
	links.signers[2].key = Key::p256(99);
	assert!(links.verify_with(&verifier).is_err());
	assert_eq!(verifier.count(), 1);
}
