//! Who may issue, how far down, and who may not.

use super::{
	links::{refused, Links},
	mint::*,
};
use crate::{oid, verify_chain, Flaw};
use hallmark_keys::PureRust;
use std::vec;

#[test]
fn a_chain_is_refused_when_the_leaf_claims_to_be_an_authority() {
	for length in 1..=3 {
		let authority = Some(basic_constraints(true, None));
		assert_eq!(
			Links::of(length).replaced(0, oid::BASIC_CONSTRAINTS, authority),
			refused(0, Flaw::LeafIsAuthority)
		);
	}
}

#[test]
fn a_leaf_needs_no_basic_constraints() {
	assert!(Links::of(2)
		.replaced(0, oid::BASIC_CONSTRAINTS, None)
		.is_ok());
}

#[test]
fn a_chain_is_refused_when_an_issuer_is_no_authority() {
	for depth in 1..3 {
		for new in [None, Some(basic_constraints(false, None))] {
			assert_eq!(
				Links::of(3).replaced(depth, oid::BASIC_CONSTRAINTS, new),
				refused(depth as u8, Flaw::NotAuthority)
			);
		}
	}
}

#[test]
fn a_device_cannot_vouch_for_another_one() {
	// Names, key identifiers and signatures are all in order: only the role is wrong.
	let links = Links::of(2);
	let device = Party {
		name: links.drafts[0].subject.clone(),
		key: Key::p256(3),
	};
	let mut forged = Draft::device(&device, &Party::new("phantom", Key::p256(7)));
	forged.subject = name(&[serial("P7-9999")]);
	let mut chain = links.mint();
	chain.insert(0, forged.signed_by(&device));
	assert_eq!(
		verify_chain(&chain, &links.anchor, NOW, &PureRust),
		refused(1, Flaw::NotAuthority)
	);
}

#[test]
fn a_chain_is_refused_when_an_issuer_may_not_sign_certificates() {
	for depth in 1..3 {
		// No usage at all, data only, revocation lists only.
		for new in [None, Some(key_usage(0x80)), Some(key_usage(0x02))] {
			assert_eq!(
				Links::of(3).replaced(depth, oid::KEY_USAGE, new),
				refused(depth as u8, Flaw::CertSignMissing)
			);
		}
	}
}

#[test]
fn a_chain_is_refused_when_the_leaf_may_sign_certificates() {
	for uses in [0x84, 0x04] {
		assert_eq!(
			Links::of(2).replaced(0, oid::KEY_USAGE, Some(key_usage(uses))),
			refused(0, Flaw::LeafMaySignCertificates)
		);
	}
}

#[test]
fn a_chain_is_refused_when_the_leaf_may_not_sign_data() {
	// Key agreement only.
	assert_eq!(
		Links::of(2).replaced(0, oid::KEY_USAGE, Some(key_usage(0x08))),
		refused(0, Flaw::DigitalSignatureMissing)
	);
}

#[test]
fn a_leaf_without_key_usage_may_sign_data() {
	assert!(Links::of(2).replaced(0, oid::KEY_USAGE, None).is_ok());
}

#[test]
fn a_chain_is_refused_when_an_authority_stands_below_a_limit() {
	let limited = |length| Some(basic_constraints(true, Some(length)));
	// root ← line ← shop ← device: below the line there is one authority.
	let line = 2;
	assert!(Links::of(3)
		.replaced(line, oid::BASIC_CONSTRAINTS, limited(1))
		.is_ok());
	assert_eq!(
		Links::of(3).replaced(line, oid::BASIC_CONSTRAINTS, limited(0)),
		refused(1, Flaw::PathTooLong)
	);
	// Below the shop there is none.
	assert!(Links::of(3)
		.replaced(1, oid::BASIC_CONSTRAINTS, limited(0))
		.is_ok());
}

#[test]
fn a_chain_is_refused_when_the_anchor_limits_it() {
	for (length, limit, outcome) in [
		(1, 0, None),
		(2, 0, Some(1)),
		(2, 1, None),
		(3, 0, Some(2)),
		(3, 1, Some(1)),
		(3, 2, None),
		(3, 255, None),
	] {
		let mut links = Links::of(length);
		links.anchor.path_length = Some(limit);
		let found = links.verify_at(NOW);
		match outcome {
			None => assert!(found.is_ok(), "{length} below {limit}"),
			Some(depth) => assert_eq!(found, refused(depth, Flaw::PathTooLong)),
		}
	}
}

#[test]
fn an_authority_cannot_widen_the_limit_above_it() {
	let mut links = Links::of(3);
	links.anchor.path_length = Some(1);
	assert_eq!(
		links.replaced(
			2,
			oid::BASIC_CONSTRAINTS,
			Some(basic_constraints(true, Some(9)))
		),
		refused(1, Flaw::PathTooLong)
	);
}

#[test]
fn an_authority_that_issued_itself_does_not_count_against_a_limit() {
	// The root changes its key: the old one signs for the new one, under one name.
	let old = Party::new("root", Key::p256(1));
	let new = Party::new("root", Key::p256(2));
	let device = Party::new("device", Key::p256(3));
	let mut anchor = old.anchor();
	anchor.path_length = Some(0);
	let chain = [
		Draft::device(&new, &device).signed_by(&new),
		Draft::authority(&old, &new, None).signed_by(&old),
	];
	assert!(verify_chain(&chain, &anchor, NOW, &PureRust).is_ok());
}

#[test]
fn other_extensions_are_ignored_unless_they_are_critical() {
	for depth in 0..3 {
		assert!(Links::of(3)
			.altered(depth, |draft| draft
				.extensions
				.push(unknown_extension(false)))
			.is_ok());
		assert_eq!(
			Links::of(3).altered(depth, |draft| draft
				.extensions
				.push(unknown_extension(true))),
			refused(depth as u8, Flaw::CriticalExtensionUnknown)
		);
	}
	assert_eq!(
		Links::of(1).altered(0, |draft| draft.extensions = vec![]),
		refused(0, Flaw::AuthorityKeyIdMissing)
	);
}
