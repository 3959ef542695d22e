//! Public keys.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How a key signs.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Algorithm {
	/// EdDSA on edwards25519 (RFC 8032), verified by the rules of ZIP 215.
	#[codec(index = 0)]
	Ed25519,
	/// ECDSA on P-256 with SHA-256 (RFC 9053 §2.1).
	#[codec(index = 1)]
	Es256,
	/// ECDSA on secp256k1 with SHA-256 (RFC 8812 §3.2).
	#[codec(index = 2)]
	Es256k,
}

/// A public key. Two keys are the same if their bytes are: points are compressed.
///
/// Decoding takes any bytes: whether they are a key is what [`PublicKey::is_valid`] says, and no
/// signature verifies under one that is not.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub enum PublicKey {
	/// A compressed point of edwards25519 (RFC 8032 §5.1.5).
	#[codec(index = 0)]
	Ed25519([u8; 32]),
	/// A compressed point of P-256 (SEC 1 §2.3.3).
	#[codec(index = 1)]
	Es256([u8; 33]),
	/// A compressed point of secp256k1.
	#[codec(index = 2)]
	Es256k([u8; 33]),
}

impl PublicKey {
	/// The longest encoding: the algorithm's byte and a compressed point.
	pub const MAX_LEN: usize = 34;

	/// A P-256 key from its point, compressed or not. `None` if that is no point of the curve.
	pub fn es256_from_sec1(bytes: &[u8]) -> Option<Self> {
		let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).ok()?;
		let point = key.to_encoded_point(true);
		Some(Self::Es256(point.as_bytes().try_into().ok()?))
	}

	/// A secp256k1 key from its point, compressed or not. `None` if that is no point of the curve.
	pub fn es256k_from_sec1(bytes: &[u8]) -> Option<Self> {
		let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).ok()?;
		let point = key.to_encoded_point(true);
		Some(Self::Es256k(point.as_bytes().try_into().ok()?))
	}

	/// How it signs.
	pub fn algorithm(&self) -> Algorithm {
		match self {
			Self::Ed25519(_) => Algorithm::Ed25519,
			Self::Es256(_) => Algorithm::Es256,
			Self::Es256k(_) => Algorithm::Es256k,
		}
	}

	/// The key's bytes, without its algorithm.
	pub fn as_bytes(&self) -> &[u8] {
		match self {
			Self::Ed25519(key) => key,
			Self::Es256(key) | Self::Es256k(key) => key,
		}
	}

	/// Whether the bytes are a point of the curve, in the one form that is accepted.
	pub fn is_valid(&self) -> bool {
		match self {
			Self::Ed25519(key) => ed25519_zebra::VerificationKey::try_from(*key).is_ok(),
			Self::Es256(key) => Self::es256_from_sec1(key) == Some(*self),
			Self::Es256k(key) => Self::es256k_from_sec1(key) == Some(*self),
		}
	}
}
