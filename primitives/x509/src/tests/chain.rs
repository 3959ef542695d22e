//! Chains: what leads to the anchor, and every way not to.

use super::{
	links::{refused, Links},
	mint::*,
};
use crate::{oid, verify_chain, Authority, Error, Flaw, Moment};
use hallmark_keys::PureRust;

#[test]
fn a_chain_proves_key_serial_and_model_when_it_leads_to_the_anchor() {
	for length in 1..=3 {
		let links = Links::of(length);
		let identity = links.verify_at(NOW).expect("a good chain");
		let point = Key::p256(length as u8 + 1).point();
		assert_eq!(
			Some(identity.key),
			hallmark_keys::PublicKey::es256_from_sec1(&point)
		);
		assert_eq!(&identity.serial[..], b"P7-0001");
		assert_eq!(&identity.model[..], b"Pump 7");
	}
}

#[test]
fn a_chain_is_accepted_with_either_kind_of_key_and_with_both() {
	for kinds in 0..16 {
		let key = |place: u8| {
			if kinds >> place & 1 == 0 {
				Key::p256(place + 1)
			} else {
				Key::ed25519(place + 1)
			}
		};
		for length in 1..=3 {
			let links = Links::with_keys(length, [key(0), key(1), key(2), key(3)]);
			assert!(links.verify_at(NOW).is_ok(), "{length} with {kinds:04b}");
		}
	}
}

#[test]
fn a_chain_is_refused_when_it_is_empty() {
	let none: [&[u8]; 0] = [];
	assert_eq!(
		verify_chain(&none, &Links::of(1).anchor, NOW, &PureRust),
		Err(Error::ChainEmpty)
	);
}

#[test]
fn a_chain_is_refused_when_it_is_too_long() {
	let mut chain = Links::of(3).mint();
	chain.push(chain[2].clone());
	assert_eq!(
		verify_chain(&chain, &Links::of(3).anchor, NOW, &PureRust),
		Err(Error::ChainTooLong)
	);
}

#[test]
fn a_chain_is_refused_when_a_certificate_does_not_parse() {
	for depth in 0..3 {
		let links = Links::of(3);
		let mut chain = links.mint();
		chain[depth].push(0);
		assert_eq!(
			verify_chain(&chain, &links.anchor, NOW, &PureRust),
			refused(depth as u8, Flaw::TrailingBytes)
		);
	}
}

#[test]
fn a_chain_is_refused_when_a_certificate_is_not_valid_yet() {
	for depth in 0..3 {
		assert_eq!(
			Links::of(3).altered(depth, |draft| draft.not_before = utc_time("260102000001Z")),
			refused(depth as u8, Flaw::NotYetValid)
		);
	}
}

#[test]
fn a_chain_is_refused_when_a_certificate_has_expired() {
	for depth in 0..3 {
		assert_eq!(
			Links::of(3).altered(depth, |draft| draft.not_after = utc_time("260101235959Z")),
			refused(depth as u8, Flaw::Expired)
		);
	}
}

#[test]
fn a_certificate_is_valid_from_its_first_to_the_end_of_its_last_second() {
	let mut links = Links::of(1);
	links.drafts[0].not_before = utc_time("260102000000Z");
	links.drafts[0].not_after = utc_time("260102000000Z");
	assert_eq!(links.verify_at(NOW - 1), refused(0, Flaw::NotYetValid));
	assert!(links.verify_at(NOW).is_ok());
	assert!(links.verify_at(NOW + 999).is_ok());
	assert_eq!(links.verify_at(NOW + 1000), refused(0, Flaw::Expired));
}

#[test]
fn a_certificate_without_end_is_valid_for_ever() {
	assert!(Links::of(3).verify_at(Moment::MAX).is_ok());
	let mut links = Links::of(1);
	links.drafts[0].not_after = general_time("99991231235958Z");
	assert_eq!(links.verify_at(Moment::MAX), refused(0, Flaw::Expired));
}

#[test]
fn a_chain_is_refused_when_the_anchor_is_not_valid_yet() {
	let mut links = Links::of(2);
	links.anchor.validity.not_before = NOW + 1;
	assert_eq!(links.verify_at(NOW), Err(Error::AnchorNotYetValid));
	assert!(links.verify_at(NOW + 1).is_ok());
}

#[test]
fn a_chain_is_refused_when_the_anchor_has_expired() {
	let mut links = Links::of(2);
	links.anchor.validity.not_after = Some(NOW);
	assert!(links.verify_at(NOW).is_ok());
	assert_eq!(links.verify_at(NOW + 1), Err(Error::AnchorExpired));
}

#[test]
fn a_chain_is_refused_when_a_name_does_not_lead_on() {
	for depth in 0..3 {
		// The same characters as another type of string are another name here.
		for issuer in [
			name(&[common_name("another")]),
			name(&[attribute(oid::COMMON_NAME, &printable("root"))]),
		] {
			assert_eq!(
				Links::of(3).altered(depth, |draft| draft.issuer = issuer),
				refused(depth as u8, Flaw::IssuerMismatch)
			);
		}
	}
}

#[test]
fn a_chain_is_refused_when_a_certificate_does_not_name_its_issuers_key() {
	// The issuer's name and serial number are no replacement.
	let by_name = sequence(&[
		&element(0xa1, &element(0xa4, &name(&[common_name("root")]))),
		&element(0x82, &[1]),
	]);
	let by_name = extension(oid::AUTHORITY_KEY_ID, false, &by_name);
	for depth in 0..3 {
		for new in [None, Some(by_name.clone())] {
			assert_eq!(
				Links::of(3).replaced(depth, oid::AUTHORITY_KEY_ID, new),
				refused(depth as u8, Flaw::AuthorityKeyIdMissing)
			);
		}
	}
}

#[test]
fn a_chain_is_refused_when_a_certificate_names_another_key() {
	let id = Key::p256(9).id();
	for other in [&id[..], &[7], &Key::p256(1).id()[..19]] {
		for depth in 0..3 {
			assert_eq!(
				Links::of(3).replaced(depth, oid::AUTHORITY_KEY_ID, Some(authority_key_id(other))),
				refused(depth as u8, Flaw::AuthorityKeyIdMismatch)
			);
		}
	}
}

#[test]
fn a_chain_is_refused_when_an_issuer_does_not_name_its_key() {
	for depth in 1..3 {
		assert_eq!(
			Links::of(3).replaced(depth, oid::SUBJECT_KEY_ID, None),
			refused(depth as u8, Flaw::SubjectKeyIdMissing)
		);
	}
	// Whether the device's own certificate does is nobody's business.
	assert!(Links::of(3).replaced(0, oid::SUBJECT_KEY_ID, None).is_ok());
}

#[test]
fn a_chain_is_refused_when_it_is_signed_with_an_algorithm_of_another_kind_of_key() {
	let mut links = Links::of(2);
	let ed25519 = Key::ed25519(2);
	links.drafts[0].algorithm = ed25519.algorithm();
	links.drafts[0].outer_algorithm = ed25519.algorithm();
	links.signers[0].key = ed25519;
	assert_eq!(
		links.verify_at(NOW),
		refused(0, Flaw::SignatureAlgorithmMismatch)
	);
}

#[test]
fn a_chain_is_refused_when_another_key_signed_a_certificate() {
	for depth in 0..3 {
		let mut links = Links::of(3);
		links.signers[depth].key = Key::p256(99);
		assert_eq!(
			links.verify_at(NOW),
			refused(depth as u8, Flaw::SignatureInvalid)
		);
	}
}

#[test]
fn a_chain_is_refused_when_any_bit_of_it_is_altered() {
	let keys = [
		Key::ed25519(1),
		Key::ed25519(2),
		Key::ed25519(3),
		Key::ed25519(4),
	];
	let links = Links::with_keys(2, keys);
	let chain = links.mint();
	for depth in 0..2 {
		for place in 0..chain[depth].len() {
			let mut altered = chain.clone();
			altered[depth][place] ^= 1 << (place % 8);
			let outcome = verify_chain(&altered, &links.anchor, NOW, &PureRust);
			assert!(outcome.is_err(), "byte {place} at depth {depth}");
		}
	}
}

#[test]
fn a_chain_is_refused_when_the_anchor_is_another_makers() {
	let links = Links::of(2);
	let chain = links.mint();
	let other_name = Party::new("other", Key::p256(50)).anchor();
	assert_eq!(
		verify_chain(&chain, &other_name, NOW, &PureRust),
		refused(1, Flaw::IssuerMismatch)
	);
	let same_name = Party::new("root", Key::p256(50)).anchor();
	assert_eq!(
		verify_chain(&chain, &same_name, NOW, &PureRust),
		refused(1, Flaw::AuthorityKeyIdMismatch)
	);
	let same_name_and_id = Authority {
		key: same_name.key,
		..links.anchor
	};
	assert_eq!(
		verify_chain(&chain, &same_name_and_id, NOW, &PureRust),
		refused(1, Flaw::SignatureInvalid)
	);
	let another_kind_of_key = Authority {
		key: Party::new("root", Key::ed25519(50)).anchor().key,
		..links.anchor
	};
	assert_eq!(
		verify_chain(&chain, &another_kind_of_key, NOW, &PureRust),
		refused(1, Flaw::SignatureAlgorithmMismatch)
	);
}

#[test]
fn a_chain_is_refused_when_it_is_out_of_order_or_has_a_gap() {
	let links = Links::of(3);
	let chain = links.mint();
	let verify = |places: &[usize]| {
		let chain: Vec<_> = places.iter().map(|place| &chain[*place]).collect();
		verify_chain(&chain, &links.anchor, NOW, &PureRust)
	};
	assert!(verify(&[0, 1, 2]).is_ok());
	assert_eq!(verify(&[0, 1]), refused(1, Flaw::IssuerMismatch));
	assert_eq!(verify(&[0, 2]), refused(0, Flaw::IssuerMismatch));
	assert_eq!(verify(&[0, 2, 1]), refused(0, Flaw::IssuerMismatch));
	assert_eq!(verify(&[1, 2]), refused(0, Flaw::LeafIsAuthority));
	assert_eq!(verify(&[0, 0, 0]), refused(0, Flaw::IssuerMismatch));
}

#[test]
fn a_chain_is_refused_when_the_anchors_own_certificate_is_sent_along() {
	// It is an authority below itself that does no harm, and one certificate too many: who wants
	// to accept it takes it off first.
	let root = Party::new("root", Key::p256(1));
	let links = Links::of(3);
	let mut chain = links.mint();
	chain.push(root.root().signed_by(&root));
	assert_eq!(
		verify_chain(&chain, &links.anchor, NOW, &PureRust),
		Err(Error::ChainTooLong)
	);
	let trimmed = links.anchor.without_own(&chain);
	assert_eq!(trimmed, &chain[..3]);
	assert!(verify_chain(trimmed, &links.anchor, NOW, &PureRust).is_ok());
}
