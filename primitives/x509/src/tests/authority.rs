//! What becomes a trust anchor.

use super::mint::*;
use crate::{oid, Authority, Certificate, Flaw, KeyId, Validity};
use hallmark_keys::PublicKey;
use sha2::{Digest, Sha256};
use std::vec::Vec;

fn root() -> Party {
	Party::new("root", Key::p256(1))
}

#[test]
fn a_root_becomes_an_anchor() {
	let root = root();
	let mut draft = Draft::authority(&root, &root, Some(1));
	draft.not_after = utc_time("351231235959Z");
	assert_eq!(
		anchor(&draft.signed_by(&root)),
		Ok(Authority {
			subject: Sha256::digest(&root.name).into(),
			key: PublicKey::es256_from_sec1(&root.key.point()).expect("a point"),
			key_id: KeyId::from_slice(&root.key.id()).expect("20 bytes"),
			path_length: Some(1),
			validity: Validity {
				not_before: BEGIN,
				not_after: Some(2_082_758_399_999),
			},
		})
	);
	let ed25519 = Party::new("root", Key::ed25519(1));
	assert!(anchor(&ed25519.root().signed_by(&ed25519)).is_ok());
}

#[test]
fn a_root_need_not_name_the_key_that_signed_it() {
	let root = root();
	let draft = root.root().replace(oid::AUTHORITY_KEY_ID, None);
	assert!(anchor(&draft.signed_by(&root)).is_ok());
}

#[test]
fn an_authority_that_another_issued_becomes_an_anchor_as_it_is() {
	let line = Party::new("line", Key::ed25519(2));
	let draft = Draft::authority(&root(), &line, None);
	// Who signed it is not asked.
	let found = anchor(&draft.signed_by(&Party::new("somebody", Key::p256(9)))).expect("good");
	assert_eq!(found.key.as_bytes(), line.key.point());
}

#[test]
fn an_anchor_is_refused_when_it_is_no_authority() {
	let root = root();
	for new in [None, Some(basic_constraints(false, None))] {
		let draft = root.root().replace(oid::BASIC_CONSTRAINTS, new);
		assert_eq!(anchor(&draft.signed_by(&root)), Err(Flaw::NotAuthority));
	}
	let device = Draft::device(&root, &Party::new("device", Key::p256(2)));
	assert_eq!(anchor(&device.signed_by(&root)), Err(Flaw::NotAuthority));
}

#[test]
fn an_anchor_is_refused_when_it_may_not_sign_certificates() {
	let root = root();
	for new in [None, Some(key_usage(0x80)), Some(key_usage(0x02))] {
		let draft = root.root().replace(oid::KEY_USAGE, new);
		assert_eq!(anchor(&draft.signed_by(&root)), Err(Flaw::CertSignMissing));
	}
}

#[test]
fn an_anchor_is_refused_when_it_does_not_name_its_key() {
	let root = root();
	let draft = root.root().replace(oid::SUBJECT_KEY_ID, None);
	assert_eq!(
		anchor(&draft.signed_by(&root)),
		Err(Flaw::SubjectKeyIdMissing)
	);
}

#[test]
fn a_root_is_refused_when_it_did_not_sign_itself() {
	let root = root();
	let other = Party::new("root", Key::p256(9));
	assert_eq!(
		anchor(&root.root().signed_by(&other)),
		Err(Flaw::SignatureInvalid)
	);

	let ed25519 = Party::new("root", Key::ed25519(9));
	let mut draft = root.root();
	draft.algorithm = ed25519.key.algorithm();
	draft.outer_algorithm = ed25519.key.algorithm();
	assert_eq!(
		anchor(&draft.signed_by(&ed25519)),
		Err(Flaw::SignatureAlgorithmMismatch)
	);
}

#[test]
fn a_root_is_refused_when_any_bit_of_it_is_altered() {
	let root = Party::new("root", Key::ed25519(1));
	let der = root.root().signed_by(&root);
	let good = anchor(&der);
	assert!(good.is_ok());
	let issuer = der
		.windows(root.name.len())
		.position(|window| window == root.name)
		.expect("the issuer's name comes first");
	for place in 0..der.len() {
		let mut altered = der.clone();
		altered[place] ^= 1 << (place % 8);
		let found = anchor(&altered);
		// With another name for an issuer or a subject it is no root any more. It is trusted as it
		// is then; but only an altered issuer leaves the anchor the same.
		if (issuer..issuer + root.name.len()).contains(&place) {
			assert!(found.is_err() || found == good, "byte {place}");
		} else {
			assert_ne!(found, good, "byte {place}");
		}
	}
}

#[test]
fn an_anchor_is_refused_when_it_does_not_parse() {
	assert_eq!(anchor(&[]), Err(Flaw::Malformed));
}

#[test]
fn an_anchor_knows_its_own_certificates() {
	let root = root();
	let known = root.anchor();
	let holds = |der: &[u8]| known.holds(&Certificate::parse(der).expect("good"));
	assert!(holds(&root.root().signed_by(&root)));

	let other_key = Party::new("root", Key::p256(9));
	assert!(!holds(&other_key.root().signed_by(&other_key)));
	let other_name = Party::new("another", Key::p256(1));
	assert!(!holds(&other_name.root().signed_by(&other_name)));
	let other_id = root
		.root()
		.replace(oid::SUBJECT_KEY_ID, Some(subject_key_id(&[1])));
	assert!(!holds(&other_id.signed_by(&root)));
	let no_id = root.root().replace(oid::SUBJECT_KEY_ID, None);
	assert!(!holds(&no_id.signed_by(&root)));
}

#[test]
fn only_the_anchors_own_certificate_is_taken_off_a_chain_and_never_the_last_one() {
	let root = root();
	let known = root.anchor();
	let own = root.root().signed_by(&root);
	let device = Draft::device(&root, &Party::new("device", Key::p256(2))).signed_by(&root);
	let without = |chain: &[Vec<u8>]| known.without_own(chain).to_vec();

	let chain = [device.clone(), own.clone()];
	assert_eq!(without(&chain), chain[..1]);
	for chain in [
		std::vec![device.clone()],
		std::vec![device.clone(), device.clone()],
		std::vec![own.clone(), device.clone()],
		std::vec![device, b"nonsense".to_vec()],
		std::vec![own],
		std::vec![],
	] {
		assert_eq!(without(&chain), chain);
	}
}
