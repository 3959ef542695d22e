//! Keys of devices, in files.
//!
//! A file is PKCS#8 in PEM (RFC 5958, RFC 7468), which other tools read and write too: `openssl
//! req` makes a certificate request from it. Beside it lies the [counter](crate::device_counter) of
//! what the key has signed.

use std::path::Path;

use clap::ValueEnum;
use der::{pem, Decode, Encode};
use hallmark_device::{
	envelope::Signer,
	key::{Ed25519Key, Es256Key, Es256kKey},
};
use hallmark_keys::{Algorithm, PublicKey, Signature};
use pkcs8::{AlgorithmIdentifierRef, ObjectIdentifier, PrivateKeyInfo};
use sec1::EcPrivateKey;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::{files, Error, Result};

/// The algorithm Ed25519 (RFC 8410 §3).
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// Keys on a curve that the algorithm's parameters name (RFC 5480 §2.1.1).
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// The curve P-256.
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");

/// The curve secp256k1.
const SECP256K1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");

/// What stands in the first line of the file.
const LABEL: &str = "PRIVATE KEY";

/// How many bytes a secret has, whatever the algorithm.
const SECRET_LENGTH: usize = 32;

/// A secret, overwritten when it is not needed any more.
type Secret = Zeroizing<[u8; SECRET_LENGTH]>;

/// How a device's key signs.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum DeviceScheme {
	/// EdDSA on edwards25519: the cheapest for the chain
	Ed25519,
	/// ECDSA on P-256: what secure elements hold
	Es256,
	/// ECDSA on secp256k1
	Es256k,
}

/// A key that speaks for a device.
#[derive(Debug)]
pub enum DeviceKey {
	/// Of [`DeviceScheme::Ed25519`].
	Ed25519(Ed25519Key),
	/// Of [`DeviceScheme::Es256`].
	Es256(Es256Key),
	/// Of [`DeviceScheme::Es256k`].
	Es256k(Es256kKey),
}

impl DeviceKey {
	/// Makes a key, and a file that only its owner can read. A file that exists is left alone.
	pub fn create(path: &Path, scheme: DeviceScheme) -> Result<Self> {
		let mut secret = Secret::default();
		// Of 2^32 secrets, one is none on P-256.
		let key = loop {
			getrandom::getrandom(&mut secret[..]).map_err(|error| {
				Error::Input(format!("this machine has no randomness: {error}"))
			})?;
			if let Some(key) = Self::from_secret(scheme, &secret) {
				break key;
			}
		};
		write(path, scheme, &secret)?;
		Ok(key)
	}

	/// As [`Self::create`], with a secret that is known already.
	pub fn create_from(path: &Path, scheme: DeviceScheme, secret: &[u8; 32]) -> Result<Self> {
		let key = Self::from_secret(scheme, secret)
			.ok_or_else(|| Error::file(path, "the secret is no key of this scheme"))?;
		write(path, scheme, secret)?;
		Ok(key)
	}

	/// Reads a file. One that others can read is refused.
	pub fn read(path: &Path) -> Result<Self> {
		let text = files::read_secret(path)?;
		let (scheme, secret) = parse(&text).map_err(|why| Error::file(path, why))?;
		Self::from_secret(scheme, &secret)
			.ok_or_else(|| Error::file(path, "what it holds is no key of its curve"))
	}

	/// The key of this secret. `None` if it is none, on that curve.
	pub fn from_secret(scheme: DeviceScheme, secret: &[u8; 32]) -> Option<Self> {
		match scheme {
			DeviceScheme::Ed25519 => Ed25519Key::from_secret(secret).map(Self::Ed25519),
			DeviceScheme::Es256 => Es256Key::from_secret(secret).map(Self::Es256),
			DeviceScheme::Es256k => Es256kKey::from_secret(secret).map(Self::Es256k),
		}
	}

	/// What its signatures verify with.
	pub fn public_key(&self) -> PublicKey {
		match self {
			Self::Ed25519(key) => key.public_key(),
			Self::Es256(key) => key.public_key(),
			Self::Es256k(key) => key.public_key(),
		}
	}
}

impl Signer for DeviceKey {
	fn algorithm(&self) -> Algorithm {
		match self {
			Self::Ed25519(key) => key.algorithm(),
			Self::Es256(key) => key.algorithm(),
			Self::Es256k(key) => key.algorithm(),
		}
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		match self {
			Self::Ed25519(key) => key.sign(message),
			Self::Es256(key) => key.sign(message),
			Self::Es256k(key) => key.sign(message),
		}
	}
}

fn write(path: &Path, scheme: DeviceScheme, secret: &[u8; 32]) -> Result<()> {
	let text = print(scheme, secret).map_err(|error| Error::file(path, error))?;
	files::write_secret(path, text.as_bytes())
}

fn print(scheme: DeviceScheme, secret: &[u8; 32]) -> der::Result<Zeroizing<String>> {
	let (oid, curve, inner) = match scheme {
		// RFC 8410 §7: the octet string holds another.
		DeviceScheme::Ed25519 => (
			ED25519,
			None,
			der::asn1::OctetStringRef::new(secret)?.to_der()?,
		),
		DeviceScheme::Es256 => (EC, Some(P256), in_sec1(secret)?),
		DeviceScheme::Es256k => (EC, Some(SECP256K1), in_sec1(secret)?),
	};
	let inner = Zeroizing::new(inner);
	let algorithm = AlgorithmIdentifierRef {
		oid,
		parameters: curve.as_ref().map(Into::into),
	};
	let whole = Zeroizing::new(PrivateKeyInfo::new(algorithm, &inner).to_der()?);
	let text = pem::encode_string(LABEL, pem::LineEnding::LF, &whole)?;
	Ok(Zeroizing::new(text))
}

fn in_sec1(secret: &[u8; 32]) -> der::Result<Vec<u8>> {
	EcPrivateKey {
		private_key: secret,
		parameters: None,
		public_key: None,
	}
	.to_der()
}

/// The key in a file's text. What is wrong with it is never told in its own words, which could be
/// the secret.
fn parse(text: &str) -> Result<(DeviceScheme, Secret), String> {
	let (label, whole) = pem::decode_vec(text.trim().as_bytes()).map_err(|_| {
		"no key of a device: a file of PKCS#8 in PEM, as `hallmark device new` makes it".to_owned()
	})?;
	let whole = Zeroizing::new(whole);
	match label {
		LABEL => (),
		"ENCRYPTED PRIVATE KEY" => {
			return Err(
				"the key is encrypted: `openssl pkcs8 -in FILE` shows it to whoever knows the \
				 password"
					.into(),
			)
		},
		"EC PRIVATE KEY" => {
			return Err("no PKCS#8: `openssl pkcs8 -topk8 -nodes -in FILE` makes it so".into())
		},
		other => return Err(format!("PEM of a {other}, where a PRIVATE KEY is wanted")),
	}
	let malformed = |_| "the key in it cannot be read: it is no PKCS#8".to_owned();
	let info = PrivateKeyInfo::from_der(&whole).map_err(malformed)?;
	let curve = || info.algorithm.parameters_oid().ok();
	let (scheme, secret) = if info.algorithm.oid == ED25519 {
		let secret = der::asn1::OctetStringRef::from_der(info.private_key).map_err(malformed)?;
		(DeviceScheme::Ed25519, secret.as_bytes())
	} else if info.algorithm.oid == EC && curve() == Some(P256) {
		let inner = EcPrivateKey::from_der(info.private_key).map_err(malformed)?;
		(DeviceScheme::Es256, inner.private_key)
	} else if info.algorithm.oid == EC && curve() == Some(SECP256K1) {
		let inner = EcPrivateKey::from_der(info.private_key).map_err(malformed)?;
		(DeviceScheme::Es256k, inner.private_key)
	} else {
		return Err("a key of another kind than a device has: Ed25519, P-256 or secp256k1".into());
	};
	let mut own = Secret::default();
	if secret.len() != own.len() {
		return Err("its secret is not of 32 bytes".into());
	}
	own.copy_from_slice(secret);
	Ok((scheme, own))
}

#[cfg(test)]
mod tests {
	use super::*;

	const SCHEMES: [DeviceScheme; 3] = [
		DeviceScheme::Ed25519,
		DeviceScheme::Es256,
		DeviceScheme::Es256k,
	];

	#[test]
	fn key_survives_its_file() {
		let folder = tempfile::tempdir().expect("a folder");
		for (place, scheme) in SCHEMES.into_iter().enumerate() {
			let path = folder.path().join(place.to_string());
			let made = DeviceKey::create(&path, scheme).expect("made");
			let read = DeviceKey::read(&path).expect("read");
			assert_eq!(made.public_key(), read.public_key());
			assert_eq!(made.sign(b"word"), read.sign(b"word"));
			assert!(DeviceKey::create(&path, scheme).is_err(), "it exists");
		}
	}

	#[test]
	fn ed25519_key_is_written_as_the_standard_has_it() {
		// The key of RFC 8410 §10.3, in which it stands without a public key.
		let text = "-----BEGIN PRIVATE KEY-----\n\
			MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
			-----END PRIVATE KEY-----\n";
		let (scheme, secret) = parse(text).expect("a key");
		assert_eq!(scheme, DeviceScheme::Ed25519);
		assert_eq!(secret[..4], [0xd4, 0xee, 0x72, 0xdb]);
		assert_eq!(print(scheme, &secret).expect("written").as_str(), text);
	}

	#[test]
	fn error_never_shows_the_secret() {
		let text = print(DeviceScheme::Es256, &[7; 32]).expect("written");
		let body = text.lines().nth(1).expect("a line").to_owned();
		let broken = [
			text.replace("-----END", "----END"),
			text.replace("PRIVATE", "PUBLIC"),
			text.replace(&body[..8], "AAAAAAAA"),
			body.clone(),
		];
		for text in broken {
			let error = parse(&text).map(drop).expect_err("no key");
			assert!(!error.contains(&body[8..16]), "{error}");
		}
	}
}
