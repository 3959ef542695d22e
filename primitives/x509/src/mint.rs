//! Certificates made for tests, benchmarks and demonstrations: every field can be set, to nonsense
//! too. Its keys come from seeds that anybody can guess: nothing real is minted with it.

#![allow(missing_docs)] // The parts of a certificate, by their names in RFC 5280.

use crate::{Authority, Certificate, Flaw};
use alloc::{vec, vec::Vec};
use hallmark_keys::PureRust;
use sha2::{Digest, Sha256};

pub mod oid {
	//! The object identifiers that this crate knows, in the bytes of their DER values.

	pub use crate::oid::{
		AUTHORITY_KEY_ID, BASIC_CONSTRAINTS, COMMON_NAME, ECDSA_WITH_SHA256, EC_PUBLIC_KEY,
		ED25519, KEY_USAGE, ORGANIZATIONAL_UNIT, P256, SERIAL_NUMBER, SUBJECT_KEY_ID,
	};
}

/// 2026-01-01T00:00:00Z, where the validity of all that is minted begins.
pub const BEGIN: u64 = 1_767_225_600_000;

/// A moment at which all that is minted is valid.
pub const NOW: u64 = BEGIN + 86_400_000;

/// One element of DER.
pub fn element(tag: u8, value: &[u8]) -> Vec<u8> {
	let length = value.len();
	let mut all = vec![tag];
	match length {
		0..=0x7f => all.push(length as u8),
		0x80..=0xff => all.extend([0x81, length as u8]),
		_ => all.extend([0x82, (length >> 8) as u8, length as u8]),
	}
	all.extend(value);
	all
}

pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
	element(0x30, &parts.concat())
}

pub fn set(parts: &[&[u8]]) -> Vec<u8> {
	element(0x31, &parts.concat())
}

pub fn oid(value: &[u8]) -> Vec<u8> {
	element(0x06, value)
}

pub fn integer(value: &[u8]) -> Vec<u8> {
	element(0x02, value)
}

pub fn octets(value: &[u8]) -> Vec<u8> {
	element(0x04, value)
}

/// A BIT STRING of whole bytes.
pub fn bits(value: &[u8]) -> Vec<u8> {
	element(0x03, &[&[0], value].concat())
}

pub fn utf8(value: &str) -> Vec<u8> {
	element(0x0c, value.as_bytes())
}

pub fn printable(value: &str) -> Vec<u8> {
	element(0x13, value.as_bytes())
}

pub fn utc_time(value: &str) -> Vec<u8> {
	element(0x17, value.as_bytes())
}

pub fn general_time(value: &str) -> Vec<u8> {
	element(0x18, value.as_bytes())
}

pub fn attribute(kind: &[u8], value: &[u8]) -> Vec<u8> {
	sequence(&[&oid(kind), value])
}

/// A name with each attribute in a relative name of its own.
pub fn name(attributes: &[Vec<u8>]) -> Vec<u8> {
	let relative: Vec<Vec<u8>> = attributes.iter().map(|one| set(&[one])).collect();
	element(0x30, &relative.concat())
}

pub fn common_name(value: &str) -> Vec<u8> {
	attribute(oid::COMMON_NAME, &utf8(value))
}

pub fn serial(value: &str) -> Vec<u8> {
	attribute(oid::SERIAL_NUMBER, &printable(value))
}

pub fn unit(value: &str) -> Vec<u8> {
	attribute(oid::ORGANIZATIONAL_UNIT, &utf8(value))
}

pub fn extension(kind: &[u8], is_critical: bool, value: &[u8]) -> Vec<u8> {
	let critical: &[u8] = if is_critical {
		&[0x01, 0x01, 0xff]
	} else {
		&[]
	};
	sequence(&[&oid(kind), critical, &octets(value)])
}

pub fn basic_constraints(is_authority: bool, path_length: Option<u8>) -> Vec<u8> {
	let flag: &[u8] = if is_authority {
		&[0x01, 0x01, 0xff]
	} else {
		&[]
	};
	let limit = path_length.map_or(vec![], |length| integer(&[length]));
	extension(oid::BASIC_CONSTRAINTS, true, &sequence(&[flag, &limit]))
}

/// From the first byte of the standard's bits: 0x80 is digitalSignature, 0x04 keyCertSign.
pub fn key_usage(uses: u8) -> Vec<u8> {
	let unused = uses.trailing_zeros() as u8;
	extension(oid::KEY_USAGE, true, &element(0x03, &[unused, uses]))
}

pub fn authority_key_id(id: &[u8]) -> Vec<u8> {
	let value = sequence(&[&element(0x80, id)]);
	extension(oid::AUTHORITY_KEY_ID, false, &value)
}

pub fn subject_key_id(id: &[u8]) -> Vec<u8> {
	extension(oid::SUBJECT_KEY_ID, false, &octets(id))
}

/// An extension that the crate does not know: 1.3.6.1.4.1.32473.1, of the numbers for examples.
pub fn unknown_extension(is_critical: bool) -> Vec<u8> {
	extension(&EXAMPLE_OID, is_critical, b"anything")
}

/// An extension of `length` bytes that means nothing, one for each `number` below 128.
pub fn padding(number: u8, length: usize) -> Vec<u8> {
	let kind = [&EXAMPLE_OID[..], &[number]].concat();
	extension(&kind, false, &vec![0; length])
}

pub const EXAMPLE_OID: [u8; 9] = [0x2b, 6, 1, 4, 1, 0x81, 0xfd, 0x59, 1];

/// The algorithm `ecdsa-with-SHA256`.
pub fn ecdsa() -> Vec<u8> {
	sequence(&[&oid(oid::ECDSA_WITH_SHA256)])
}

/// The algorithm Ed25519.
pub fn eddsa() -> Vec<u8> {
	sequence(&[&oid(oid::ED25519)])
}

/// The algorithm of a P-256 key.
pub fn p256() -> Vec<u8> {
	sequence(&[&oid(oid::EC_PUBLIC_KEY), &oid(oid::P256)])
}

/// A private key.
#[derive(Clone)]
pub enum Key {
	P256(p256::ecdsa::SigningKey),
	Ed25519(ed25519_zebra::SigningKey),
}

impl Key {
	pub fn p256(seed: u8) -> Self {
		Self::P256(p256::ecdsa::SigningKey::from_slice(&[seed; 32]).expect("below the order"))
	}

	pub fn ed25519(seed: u8) -> Self {
		Self::Ed25519(ed25519_zebra::SigningKey::from([seed; 32]))
	}

	/// The public key's point in the form in which it stands in most certificates.
	pub fn point(&self) -> Vec<u8> {
		match self {
			Self::P256(key) => key
				.verifying_key()
				.to_encoded_point(false)
				.as_bytes()
				.to_vec(),
			Self::Ed25519(key) => {
				<[u8; 32]>::from(ed25519_zebra::VerificationKey::from(key)).to_vec()
			},
		}
	}

	/// SubjectPublicKeyInfo.
	pub fn info(&self) -> Vec<u8> {
		let algorithm = match self {
			Self::P256(_) => p256(),
			Self::Ed25519(_) => eddsa(),
		};
		sequence(&[&algorithm, &bits(&self.point())])
	}

	/// The algorithm that it signs with.
	pub fn algorithm(&self) -> Vec<u8> {
		match self {
			Self::P256(_) => ecdsa(),
			Self::Ed25519(_) => eddsa(),
		}
	}

	pub fn id(&self) -> Vec<u8> {
		Sha256::digest(self.point())[..20].to_vec()
	}

	fn sign(&self, message: &[u8]) -> Vec<u8> {
		match self {
			Self::P256(key) => {
				use p256::ecdsa::{signature::Signer, Signature};
				let signature: Signature = key.sign(message);
				signature.to_der().as_bytes().to_vec()
			},
			Self::Ed25519(key) => <[u8; 64]>::from(key.sign(message)).to_vec(),
		}
	}
}

/// Somebody who holds a key under a name.
#[derive(Clone)]
pub struct Party {
	pub name: Vec<u8>,
	pub key: Key,
}

impl Party {
	pub fn new(common: &str, key: Key) -> Self {
		Self {
			name: name(&[common_name(common)]),
			key,
		}
	}

	/// Its own certificate as a root.
	pub fn root(&self) -> Draft {
		Draft::authority(self, self, None)
	}

	/// What a chain would keep of it.
	pub fn anchor(&self) -> Authority {
		anchor(&self.root().signed_by(self)).expect("a good root")
	}
}

/// What a chain would keep of a certificate.
pub fn anchor(der: &[u8]) -> Result<Authority, Flaw> {
	Certificate::parse(der)?.authority(&PureRust)
}

/// A certificate that is not signed yet. Every field is in DER, whole.
#[derive(Clone)]
pub struct Draft {
	pub version: Vec<u8>,
	pub serial_number: Vec<u8>,
	/// In the signed part.
	pub algorithm: Vec<u8>,
	/// Around it.
	pub outer_algorithm: Vec<u8>,
	pub issuer: Vec<u8>,
	pub not_before: Vec<u8>,
	pub not_after: Vec<u8>,
	pub subject: Vec<u8>,
	pub key: Vec<u8>,
	pub unique_ids: Vec<u8>,
	pub extensions: Vec<Vec<u8>>,
	/// After the extensions, where nothing belongs.
	pub rest: Vec<u8>,
}

impl Draft {
	fn new(issuer: &Party, subject: &Party, extensions: Vec<Vec<u8>>) -> Self {
		Self {
			version: element(0xa0, &integer(&[2])),
			serial_number: integer(&[0x01, 0xa7]),
			algorithm: issuer.key.algorithm(),
			outer_algorithm: issuer.key.algorithm(),
			issuer: issuer.name.clone(),
			not_before: utc_time("260101000000Z"),
			not_after: general_time("99991231235959Z"),
			subject: subject.name.clone(),
			key: subject.key.info(),
			unique_ids: vec![],
			extensions,
			rest: vec![],
		}
	}

	/// An authority's. Where it is its own issuer, a root's.
	pub fn authority(issuer: &Party, subject: &Party, path_length: Option<u8>) -> Self {
		Self::new(
			issuer,
			subject,
			vec![
				basic_constraints(true, path_length),
				key_usage(0x06),
				authority_key_id(&issuer.key.id()),
				subject_key_id(&subject.key.id()),
			],
		)
	}

	/// A device's.
	pub fn device(issuer: &Party, subject: &Party) -> Self {
		Self::new(
			issuer,
			subject,
			vec![
				basic_constraints(false, None),
				key_usage(0x80),
				authority_key_id(&issuer.key.id()),
				subject_key_id(&subject.key.id()),
			],
		)
	}

	/// Put `new` in the place of the extension of this kind, or leave the place empty.
	pub fn replace(mut self, kind: &[u8], new: Option<Vec<u8>>) -> Self {
		let kind = oid(kind);
		let place = self
			.extensions
			.iter()
			.position(|one| one.windows(kind.len()).any(|window| window == kind))
			.expect("it has one");
		self.extensions.splice(place..=place, new);
		self
	}

	/// The part that is signed.
	pub fn signed_part(&self) -> Vec<u8> {
		let extensions = if self.extensions.is_empty() {
			vec![]
		} else {
			element(0xa3, &element(0x30, &self.extensions.concat()))
		};
		sequence(&[
			&self.version,
			&self.serial_number,
			&self.algorithm,
			&self.issuer,
			&sequence(&[&self.not_before, &self.not_after]),
			&self.subject,
			&self.key,
			&self.unique_ids,
			&extensions,
			&self.rest,
		])
	}

	/// The certificate, with this BIT STRING for a signature.
	pub fn with_signature(&self, signature: &[u8]) -> Vec<u8> {
		sequence(&[&self.signed_part(), &self.outer_algorithm, signature])
	}

	/// The certificate.
	pub fn signed_by(&self, issuer: &Party) -> Vec<u8> {
		self.with_signature(&bits(&issuer.key.sign(&self.signed_part())))
	}
}
