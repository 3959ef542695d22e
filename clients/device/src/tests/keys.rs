//! Keys in memory against published vectors and other libraries.

use super::*;
use crate::key::{Es256Digest, Es256Key, Es256kKey};
use hallmark_envelope::Signer;
use hallmark_keys::{Algorithm, Signature, Verify};
use hex_literal::hex;
use std::format;

/// Secret, public key, message, signature.
type Vector = ([u8; 32], [u8; 32], &'static [u8], [u8; 64]);

/// RFC 8032 §7.1, tests 1 to 3.
const PUBLISHED: [Vector; 3] = [
	(
		hex!("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
		hex!("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
		&[],
		hex!(
			"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
		),
	),
	(
		hex!("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
		hex!("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
		&hex!("72"),
		hex!(
			"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
		),
	),
	(
		hex!("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"),
		hex!("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
		&hex!("af82"),
		hex!(
			"6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
		),
	),
];

#[test]
fn ed25519_signs_as_published() {
	for (secret, public, message, signature) in PUBLISHED {
		let key = Ed25519Key::from_secret(&secret).expect("a secret");
		assert_eq!(key.public_key(), PublicKey::Ed25519(public));
		assert_eq!(key.sign(message), Some(Signature(signature)));
	}
}

#[test]
fn ed25519_signs_as_the_library_that_the_chain_verifies_with() {
	let mut dice = Dice(5);
	for length in 0..200 {
		let secret: [u8; 32] = core::array::from_fn(|_| dice.next() as u8);
		let message: Vec<u8> = (0..length).map(|_| dice.next() as u8).collect();
		let other = ed25519_zebra::SigningKey::from(secret);
		let key = Ed25519Key::from_secret(&secret).expect("a secret");
		let public = ed25519_zebra::VerificationKey::from(&other);
		assert_eq!(key.public_key(), PublicKey::Ed25519(public.into()));
		assert_eq!(
			key.sign(&message),
			Some(Signature(other.sign(&message).into()))
		);
	}
}

#[test]
fn every_key_signs_what_its_public_key_verifies() {
	let secret = [7; 32];
	let es256 = Es256Key::from_secret(&secret).expect("below the order");
	let es256k = Es256kKey::from_secret(&secret).expect("below the order");
	let ed25519 = key();
	let keys: [(&dyn Signer, PublicKey, Algorithm); 3] = [
		(&ed25519, ed25519.public_key(), Algorithm::Ed25519),
		(&es256, es256.public_key(), Algorithm::Es256),
		(&es256k, es256k.public_key(), Algorithm::Es256k),
	];
	for (signer, public, algorithm) in keys {
		assert_eq!(signer.algorithm(), algorithm);
		assert_eq!(public.algorithm(), algorithm);
		assert!(public.is_valid());
		let signature = signer.sign(b"message").expect("it signs");
		assert!(PureRust.verify(&public, b"message", &signature));
		assert!(!PureRust.verify(&public, b"massage", &signature));
	}
}

#[test]
fn what_is_no_secret_is_refused() {
	assert!(Ed25519Key::from_secret(&[0; 32]).is_none(), "never written");
	assert!(Ed25519Key::from_secret(&[0xff; 32]).is_none(), "erased");
	for secret in [[0; 32], [0xff; 32]] {
		assert!(Es256Key::from_secret(&secret).is_none());
		assert!(Es256kKey::from_secret(&secret).is_none());
	}
}

#[test]
fn a_secure_element_signs_the_hash() {
	use p256::ecdsa::{signature::hazmat::PrehashSigner, SigningKey};
	let inside = SigningKey::from_slice(&[9; 32]).expect("below the order");
	let outside = Es256Key::from_secret(&[9; 32]).expect("below the order");
	let element = Es256Digest::new(|digest: &[u8; 32]| {
		let signature: p256::ecdsa::Signature = inside.sign_prehash(digest).ok()?;
		Signature::from_ecdsa_der(signature.to_der().as_bytes())
	});
	assert_eq!(element.algorithm(), Algorithm::Es256);
	assert_eq!(element.sign(b"message"), outside.sign(b"message"));
	assert_eq!(Es256Digest::new(|_| None).sign(b"message"), None);
}

#[test]
fn what_is_shown_of_a_key_is_not_its_secret() {
	let secret = [7; 32];
	let shown = [
		format!("{:?}", Es256Key::from_secret(&secret)),
		format!("{:?}", Es256kKey::from_secret(&secret)),
		format!("{:?}", key()),
	];
	for shown in shown {
		assert!(shown.contains("Key(Es256") || shown.contains("Key(Ed25519("));
		assert!(!shown.contains("7, 7, 7, 7"));
		assert!(!shown.contains("0, 1, 2, 3"));
	}
}
