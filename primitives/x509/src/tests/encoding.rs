//! What the chain stores and what its metadata say: frozen.

use super::mint::*;
use crate::{Authority, Bytes, Error, Flaw};
use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use std::{collections::BTreeSet, string::ToString, vec::Vec};

/// In the order of their indices.
const FLAWS: [Flaw; 44] = [
	Flaw::TooLong,
	Flaw::Malformed,
	Flaw::TrailingBytes,
	Flaw::NotVersion3,
	Flaw::SerialNumberMalformed,
	Flaw::SignatureAlgorithmUnsupported,
	Flaw::SignatureAlgorithmDiffers,
	Flaw::IssuerMalformed,
	Flaw::SubjectMalformed,
	Flaw::ValidityMalformed,
	Flaw::ValidityEmpty,
	Flaw::KeyTypeUnsupported,
	Flaw::CurveUnsupported,
	Flaw::KeyInvalid,
	Flaw::UniqueIdPresent,
	Flaw::TooManyExtensions,
	Flaw::ExtensionMalformed,
	Flaw::ExtensionDuplicate,
	Flaw::CriticalExtensionUnknown,
	Flaw::BasicConstraintsMalformed,
	Flaw::KeyUsageMalformed,
	Flaw::AuthorityKeyIdMalformed,
	Flaw::SubjectKeyIdMalformed,
	Flaw::SignatureMalformed,
	Flaw::NotYetValid,
	Flaw::Expired,
	Flaw::IssuerMismatch,
	Flaw::AuthorityKeyIdMissing,
	Flaw::AuthorityKeyIdMismatch,
	Flaw::SubjectKeyIdMissing,
	Flaw::NotAuthority,
	Flaw::CertSignMissing,
	Flaw::PathTooLong,
	Flaw::LeafIsAuthority,
	Flaw::DigitalSignatureMissing,
	Flaw::LeafMaySignCertificates,
	Flaw::SignatureAlgorithmMismatch,
	Flaw::SignatureInvalid,
	Flaw::SerialAmbiguous,
	Flaw::SerialEmpty,
	Flaw::SerialTooLong,
	Flaw::SerialNotPrintable,
	Flaw::ModelTooLong,
	Flaw::ModelNotPrintable,
];

#[test]
fn flaws_keep_their_indices() {
	for (index, flaw) in (0u8..).zip(FLAWS) {
		assert_eq!(flaw.encode(), [index]);
	}
	let next = FLAWS.len() as u8;
	assert!(
		Flaw::decode(&mut &[next][..]).is_err(),
		"the list is complete"
	);
}

#[test]
fn errors_keep_their_indices() {
	let flaw = Flaw::Expired;
	for (error, encoded) in [
		(Error::ChainEmpty, &[0][..]),
		(Error::ChainTooLong, &[1]),
		(Error::AnchorNotYetValid, &[2]),
		(Error::AnchorExpired, &[3]),
		(Error::Certificate { depth: 2, flaw }, &[4, 2, 25]),
	] {
		assert_eq!(error.encode(), encoded);
	}
}

#[test]
fn an_error_fits_into_one_of_a_pallet() {
	// FRAME leaves three bytes for what a pallet's error carries.
	assert!(Error::max_encoded_len() <= 3);
}

#[test]
fn every_flaw_is_told_in_words_of_its_own() {
	let words: BTreeSet<_> = FLAWS.iter().map(Flaw::to_string).collect();
	assert_eq!(words.len(), FLAWS.len());
	let error = Error::Certificate {
		depth: 1,
		flaw: Flaw::NotAuthority,
	};
	assert_eq!(
		error.to_string(),
		"certificate 1: it issues and is no authority"
	);
	let words: BTreeSet<_> = [
		Error::ChainEmpty,
		Error::ChainTooLong,
		Error::AnchorNotYetValid,
		Error::AnchorExpired,
	]
	.iter()
	.map(Error::to_string)
	.collect();
	assert_eq!(words.len(), 4);
}

#[test]
fn bytes_are_encoded_like_a_vector() {
	for bytes in [&b""[..], b"a", &[7; 64]] {
		let ours = Bytes::<64>::from_slice(bytes).expect("they fit");
		assert_eq!(ours.encode(), bytes.to_vec().encode());
		assert_eq!(Bytes::<64>::decode_all(&mut &ours.encode()[..]), Ok(ours));
		assert_eq!(&ours[..], bytes);
	}
	assert_eq!(
		Bytes::<64>::max_encoded_len(),
		Vec::<u8>::from([0; 64]).encoded_size()
	);
	assert_eq!(Bytes::<64>::type_info(), Vec::<u8>::type_info());
}

#[test]
fn bytes_are_refused_when_they_are_more_than_the_bound() {
	assert_eq!(Bytes::<4>::from_slice(&[0; 5]), None);
	let longer = [0u8; 5].to_vec().encode();
	assert!(Bytes::<4>::decode(&mut &longer[..]).is_err());
	// A length that promises far more than there is costs nothing.
	let huge = codec::Compact(u32::MAX).encode();
	assert!(Bytes::<4>::decode(&mut &huge[..]).is_err());
	let broken_off = [4 << 2, 1, 2];
	assert!(Bytes::<4>::decode(&mut &broken_off[..]).is_err());
}

#[test]
fn an_anchor_is_stored_and_read_alike() {
	let root = Party::new("root", Key::p256(1));
	let anchor = Authority {
		path_length: Some(3),
		..root.anchor()
	};
	let encoded = anchor.encode();
	assert!(encoded.len() <= Authority::max_encoded_len());
	assert_eq!(Authority::max_encoded_len(), 118);
	assert_eq!(Authority::decode_all(&mut &encoded[..]), Ok(anchor));
}
