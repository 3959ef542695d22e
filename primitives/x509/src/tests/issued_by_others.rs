//! Certificates that other software issued: see `tests/data/README.md`.

use super::mint::{anchor, BEGIN, NOW};
use crate::{verify_chain, Certificate, Error, Flaw, Identity};
use hallmark_keys::PureRust;
use std::string::String;

macro_rules! data {
	($name:literal) => {
		include_bytes!(concat!("../../tests/data/", $name, ".der"))
	};
}

const MATTER_ROOT: &[u8] = data!("matter/root");
const MATTER_INTERMEDIATE: &[u8] = data!("matter/intermediate");
const MATTER_DEVICE: &[u8] = data!("matter/device");

const ROOT: &[u8] = data!("openssl/root");
const INTERMEDIATE: &[u8] = data!("openssl/intermediate");
const DEVICE: &[u8] = data!("openssl/device");
const CHATTY: &[u8] = data!("openssl/chatty");
const ED_ROOT: &[u8] = data!("openssl/ed-root");
const ED_DEVICE: &[u8] = data!("openssl/ed-device");
const MIXED_INTERMEDIATE: &[u8] = data!("openssl/mixed-intermediate");
const MIXED_DEVICE: &[u8] = data!("openssl/mixed-device");
const POSING: &[u8] = data!("openssl/posing");
const P384: &[u8] = data!("openssl/p384");
const RSA: &[u8] = data!("openssl/rsa");

/// All of those that are well formed.
pub(crate) const GOOD: [&[u8]; 12] = [
	MATTER_ROOT,
	MATTER_INTERMEDIATE,
	MATTER_DEVICE,
	ROOT,
	INTERMEDIATE,
	DEVICE,
	CHATTY,
	ED_ROOT,
	ED_DEVICE,
	MIXED_INTERMEDIATE,
	MIXED_DEVICE,
	POSING,
];

fn verify(chain: &[&[u8]], root: &[u8]) -> Result<Identity, Error> {
	verify_chain(chain, &anchor(root).expect("a good root"), NOW, &PureRust)
}

fn texts(identity: &Identity) -> (String, String) {
	let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
	(text(&identity.serial), text(&identity.model))
}

#[test]
fn matters_chain_leads_to_its_root() {
	let chain = [MATTER_DEVICE, MATTER_INTERMEDIATE];
	let identity = verify(&chain, MATTER_ROOT).expect("a good chain");
	assert_eq!(
		texts(&identity),
		(
			"af42b7094debd515ec6ecf33b81115225f325288:1bd63818f144a797".into(),
			"Matter Test DAC 0000".into()
		)
	);
	// The root may be sent along and the device's certificate alone is not enough.
	let anchor = anchor(MATTER_ROOT).expect("good");
	let whole = [MATTER_DEVICE, MATTER_INTERMEDIATE, MATTER_ROOT];
	assert_eq!(anchor.without_own(&whole), chain);
	assert_eq!(
		verify(&[MATTER_DEVICE], MATTER_ROOT),
		Err(Error::Certificate {
			depth: 0,
			flaw: Flaw::IssuerMismatch
		})
	);
}

#[test]
fn matters_device_is_enrolled_under_its_intermediate_as_well() {
	let identity = verify(&[MATTER_DEVICE], MATTER_INTERMEDIATE).expect("a good chain");
	assert_eq!(texts(&identity).1, "Matter Test DAC 0000");
}

#[test]
fn matters_chain_is_not_valid_before_its_day() {
	// 2021-06-28T14:23:43Z.
	let begin = 1_624_890_223_000;
	let anchor = anchor(MATTER_ROOT).expect("good");
	assert_eq!(anchor.validity.not_before, begin);
	assert_eq!(anchor.validity.not_after, None);
	assert_eq!(anchor.path_length, Some(1));
	let chain = [MATTER_DEVICE, MATTER_INTERMEDIATE];
	assert!(verify_chain(&chain, &anchor, begin, &PureRust).is_ok());
	assert_eq!(
		verify_chain(&chain, &anchor, begin - 1, &PureRust),
		Err(Error::AnchorNotYetValid)
	);
}

#[test]
fn openssls_chains_lead_to_their_roots() {
	for (chain, root, serial, model) in [
		(&[DEVICE, INTERMEDIATE][..], ROOT, "P7-0001", "Pump 7"),
		(&[CHATTY], ROOT, "P7-0002", "Pümpe 7"),
		(&[ED_DEVICE], ED_ROOT, "T-1", "Thermometer"),
		(&[MIXED_DEVICE, MIXED_INTERMEDIATE], ROOT, "P7-0004", ""),
	] {
		let identity = verify(chain, root).expect("a good chain");
		assert_eq!(texts(&identity), (serial.into(), model.into()));
	}
	let found = Certificate::parse(DEVICE).expect("good");
	assert_eq!(found.validity.not_before, BEGIN);
	assert_eq!(found.validity.not_after, None);
}

#[test]
fn openssls_chain_is_refused_when_the_device_claims_to_be_an_authority() {
	assert_eq!(
		verify(&[POSING], ROOT),
		Err(Error::Certificate {
			depth: 0,
			flaw: Flaw::LeafIsAuthority
		})
	);
}

#[test]
fn openssls_certificates_are_refused_when_their_keys_are_not_supported() {
	assert_eq!(
		Certificate::parse(P384).map(drop),
		Err(Flaw::CurveUnsupported)
	);
	assert_eq!(
		Certificate::parse(RSA).map(drop),
		Err(Flaw::KeyTypeUnsupported)
	);
}

#[test]
fn a_chain_of_one_maker_does_not_lead_to_another() {
	for (chain, root) in [
		(&[DEVICE, INTERMEDIATE][..], MATTER_ROOT),
		(&[MATTER_DEVICE, MATTER_INTERMEDIATE], ROOT),
		(&[ED_DEVICE], ROOT),
	] {
		assert!(verify(chain, root).is_err());
	}
}
