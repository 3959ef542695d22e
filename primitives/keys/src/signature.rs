//! Signatures and who verifies them.

use crate::PublicKey;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// 64 bytes: `r ‖ s` big-endian (RFC 9053 §2.1), or `R ‖ S` of Ed25519 (RFC 8032 §5.1.6).
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
pub struct Signature(pub [u8; 64]);

impl Signature {
	/// From the DER form that X.509 certificates and many tools use (RFC 3279 §2.2.3), for either
	/// curve of 256 bits. `None` if it is not exactly that.
	pub fn from_ecdsa_der(bytes: &[u8]) -> Option<Self> {
		let signature = p256::ecdsa::Signature::from_der(bytes).ok()?;
		Some(Self(signature.to_bytes().into()))
	}
}

/// Verifies signatures. The chain's own way calls the host where the host can.
pub trait Verify {
	/// Whether `signature` is `key`'s over `message`.
	fn verify(&self, key: &PublicKey, message: &[u8], signature: &Signature) -> bool;
}

/// Verifies with nothing but this crate: for tools, devices and tests, and for what the host has
/// no function for.
#[derive(Clone, Copy, Debug, Default)]
pub struct PureRust;

impl Verify for PureRust {
	fn verify(&self, key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
		match key {
			PublicKey::Ed25519(key) => ed25519_zebra::VerificationKey::try_from(*key)
				.is_ok_and(|key| key.verify(&signature.0.into(), message).is_ok()),
			PublicKey::Es256(key) => {
				use p256::ecdsa::{signature::Verifier, Signature, VerifyingKey};
				VerifyingKey::from_sec1_bytes(key).is_ok_and(|key| {
					Signature::from_slice(&signature.0)
						.is_ok_and(|signature| key.verify(message, &signature).is_ok())
				})
			},
			PublicKey::Es256k(key) => {
				use k256::ecdsa::{signature::Verifier, Signature, VerifyingKey};
				VerifyingKey::from_sec1_bytes(key).is_ok_and(|key| {
					// This curve's library refuses a high `s`: bring it down, as the host does not mind.
					Signature::from_slice(&signature.0).is_ok_and(|signature| {
						let signature = signature.normalize_s().unwrap_or(signature);
						key.verify(message, &signature).is_ok()
					})
				})
			},
		}
	}
}
