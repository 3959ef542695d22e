use crate::*;
use hex_literal::hex;

/// Both libraries sign alike; the macro saves writing the same lines for each curve.
macro_rules! sign {
	($curve:ident, $seed:expr, $message:expr) => {{
		use $curve::ecdsa::{signature::Signer, Signature as Raw, SigningKey};
		let key = SigningKey::from_slice(&[$seed; 32]).expect("the seed is below the order");
		let raw: Raw = key.sign($message);
		let point = key.verifying_key().to_encoded_point(true);
		(
			<[u8; 33]>::try_from(point.as_bytes()).expect("compressed"),
			raw,
		)
	}};
}

/// RFC 6979 A.2.5: P-256, SHA-256, the message `sample`.
const P256_POINT: [u8; 65] = hex!(
	"04"
	"60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
	"7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
);
const P256_SIGNATURE: [u8; 64] = hex!(
	"efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
	"f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
);

/// RFC 8032 §7.1, test 2.
const ED25519_KEY: [u8; 32] =
	hex!("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
const ED25519_SIGNATURE: [u8; 64] = hex!(
	"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	"085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
);

fn verifies(key: &PublicKey, message: &[u8], signature: [u8; 64]) -> bool {
	PureRust.verify(key, message, &Signature(signature))
}

#[test]
fn es256_accepts_the_published_signature_and_no_other() {
	let key = PublicKey::es256_from_sec1(&P256_POINT).expect("a point");
	assert!(verifies(&key, b"sample", P256_SIGNATURE));
	assert!(!verifies(&key, b"simple", P256_SIGNATURE));
	for byte in 0..64 {
		let mut altered = P256_SIGNATURE;
		altered[byte] ^= 1;
		assert!(!verifies(&key, b"sample", altered), "byte {byte}");
	}
}

#[test]
fn ed25519_accepts_the_published_signature_and_no_other() {
	let key = PublicKey::Ed25519(ED25519_KEY);
	assert!(verifies(&key, &hex!("72"), ED25519_SIGNATURE));
	assert!(!verifies(&key, &hex!("73"), ED25519_SIGNATURE));
	for byte in 0..64 {
		let mut altered = ED25519_SIGNATURE;
		altered[byte] ^= 1;
		assert!(!verifies(&key, &hex!("72"), altered), "byte {byte}");
	}
}

#[test]
fn ecdsa_is_accepted_with_either_s() {
	let (point, raw) = sign!(k256, 7, b"reading");
	let key = PublicKey::Es256k(point);
	let other = k256::ecdsa::Signature::from_scalars(raw.r(), -*raw.s()).expect("not zero");
	assert!(verifies(&key, b"reading", raw.to_bytes().into()));
	assert!(verifies(&key, b"reading", other.to_bytes().into()));

	let (point, raw) = sign!(p256, 7, b"reading");
	let key = PublicKey::Es256(point);
	let other = p256::ecdsa::Signature::from_scalars(raw.r(), -*raw.s()).expect("not zero");
	assert!(verifies(&key, b"reading", raw.to_bytes().into()));
	assert!(verifies(&key, b"reading", other.to_bytes().into()));
}

#[test]
fn a_signature_of_one_algorithm_is_none_of_another() {
	let (point, raw) = sign!(k256, 7, b"reading");
	assert!(!verifies(
		&PublicKey::Es256(point),
		b"reading",
		raw.to_bytes().into()
	));
}

#[test]
fn der_signatures_are_taken_only_in_their_one_form() {
	let (point, raw) = sign!(p256, 9, b"certificate");
	let der = raw.to_der();
	let signature = Signature::from_ecdsa_der(der.as_bytes()).expect("strict DER");
	assert_eq!(signature.0, <[u8; 64]>::from(raw.to_bytes()));
	assert!(PureRust.verify(&PublicKey::Es256(point), b"certificate", &signature));

	let mut longer = der.as_bytes().to_vec();
	longer.push(0);
	assert_eq!(Signature::from_ecdsa_der(&longer), None, "trailing byte");
	assert_eq!(
		Signature::from_ecdsa_der(&der.as_bytes()[1..]),
		None,
		"no sequence"
	);
	assert_eq!(Signature::from_ecdsa_der(&[]), None, "nothing");
	assert_eq!(
		Signature::from_ecdsa_der(&hex!("3006020100020101")),
		None,
		"r is zero"
	);
	assert_eq!(
		Signature::from_ecdsa_der(&hex!("300702020001020101")),
		None,
		"r has a leading zero that it does not need"
	);
}

#[test]
fn keys_are_points_of_their_curve_in_one_form() {
	let compressed = PublicKey::es256_from_sec1(&P256_POINT).expect("a point");
	assert_eq!(
		PublicKey::es256_from_sec1(compressed.as_bytes()),
		Some(compressed)
	);
	assert!(compressed.is_valid());
	assert_eq!(compressed.algorithm(), Algorithm::Es256);

	let mut off_curve = P256_POINT;
	off_curve[64] ^= 1;
	assert_eq!(PublicKey::es256_from_sec1(&off_curve), None);
	assert_eq!(PublicKey::es256_from_sec1(&[0]), None, "infinity");
	assert_eq!(PublicKey::es256_from_sec1(&[]), None);
	assert!(
		!PublicKey::Es256([5; 33]).is_valid(),
		"no tag of a compressed point"
	);
	assert!(!PublicKey::Es256k([0; 33]).is_valid());
	assert!(PublicKey::Ed25519(ED25519_KEY).is_valid());
	// y = 2 is on no point of edwards25519.
	let mut two = [0; 32];
	two[0] = 2;
	assert!(!PublicKey::Ed25519(two).is_valid());
}

fn possession() -> Possession {
	Possession {
		genesis: [1; 32],
		device: [2; 32],
		owner: 3,
		key: PublicKey::Ed25519([4; 32]),
		expires_at: 5,
	}
}

fn rotation() -> Rotation {
	Rotation {
		genesis: [1; 32],
		device: [2; 32],
		epoch: 3,
		next: PublicKey::Es256([4; 33]),
		expires_at: 5,
	}
}

fn acknowledgement() -> Acknowledgement {
	Acknowledgement {
		genesis: [1; 32],
		device: [2; 32],
		agreement: 3,
		command: 4,
		issue: 5,
		opcode: 6,
		expires_at: 7,
	}
}

#[test]
fn acknowledgement_has_the_bytes_that_the_readme_names() {
	let expected = [
		b"hallmark/command/v1\0".as_slice(),
		&[1; 32],
		&[2; 32],
		&[3, 0, 0, 0],
		&[4],
		&[5, 0, 0, 0],
		&[6, 0, 0, 0],
		&[7, 0, 0, 0, 0, 0, 0, 0],
	]
	.concat();
	acknowledgement().using_bytes(|bytes| assert_eq!(bytes, expected));
}

#[test]
fn every_field_of_an_acknowledgement_is_signed() {
	let bytes = |statement: &Acknowledgement| statement.using_bytes(|bytes| bytes.to_vec());
	let original = acknowledgement();
	let altered = [
		Acknowledgement {
			genesis: [9; 32],
			..original
		},
		Acknowledgement {
			device: [9; 32],
			..original
		},
		Acknowledgement {
			agreement: 9,
			..original
		},
		Acknowledgement {
			command: 9,
			..original
		},
		Acknowledgement {
			issue: 9,
			..original
		},
		Acknowledgement {
			opcode: 9,
			..original
		},
		Acknowledgement {
			expires_at: 9,
			..original
		},
	];
	for statement in altered {
		assert_ne!(bytes(&statement), bytes(&original), "{statement:?}");
	}
}

#[test]
fn statements_have_the_bytes_that_the_readme_names() {
	let expected = [
		b"hallmark/possession/v1\0".as_slice(),
		&[1; 32],
		&[2; 32],
		&[3, 0, 0, 0],
		&[0],
		&[4; 32],
		&[5, 0, 0, 0, 0, 0, 0, 0],
	]
	.concat();
	possession().using_bytes(|bytes| assert_eq!(bytes, expected));

	let expected = [
		b"hallmark/rotation/v1\0".as_slice(),
		&[1; 32],
		&[2; 32],
		&[3, 0, 0, 0],
		&[1],
		&[4; 33],
		&[5, 0, 0, 0, 0, 0, 0, 0],
	]
	.concat();
	rotation().using_bytes(|bytes| assert_eq!(bytes, expected));
}

#[test]
fn a_statement_commits_to_every_field() {
	let bytes = |statement: &Possession| statement.using_bytes(|bytes| bytes.to_vec());
	let original = possession();
	let altered = [
		Possession {
			genesis: [9; 32],
			..original
		},
		Possession {
			device: [9; 32],
			..original
		},
		Possession {
			owner: 9,
			..original
		},
		Possession {
			key: PublicKey::Ed25519([9; 32]),
			..original
		},
		Possession {
			expires_at: 9,
			..original
		},
	];
	for statement in altered {
		assert_ne!(bytes(&statement), bytes(&original), "{statement:?}");
	}
}

#[test]
fn a_statement_is_signed_by_its_key_alone() {
	let (point, _) = sign!(p256, 11, b"");
	let statement = Possession {
		key: PublicKey::Es256(point),
		..possession()
	};
	let signature = statement.using_bytes(|bytes| {
		let (_, raw) = sign!(p256, 11, bytes);
		Signature(raw.to_bytes().into())
	});
	assert!(statement.is_signed_by(&statement.key, &signature, &PureRust));
	let (stranger, _) = sign!(p256, 12, b"");
	assert!(!statement.is_signed_by(&PublicKey::Es256(stranger), &signature, &PureRust));
}
