//! ECDSA on secp256k1 with SHA-256 (RFC 8812 §3.2).

use core::fmt;
use hallmark_envelope::Signer;
use hallmark_keys::{Algorithm, PublicKey, Signature};
use k256::{
	ecdsa::{signature::Signer as _, SigningKey},
	elliptic_curve::group::GroupEncoding,
};

/// A key on secp256k1 in memory.
pub struct Es256kKey(SigningKey);

impl Es256kKey {
	/// The key of this secret, big-endian. `None` if it is zero or not below the curve's order.
	pub fn from_secret(secret: &[u8; 32]) -> Option<Self> {
		SigningKey::from_slice(secret).ok().map(Self)
	}

	/// What its signatures verify with.
	pub fn public_key(&self) -> PublicKey {
		PublicKey::Es256k(self.0.verifying_key().as_affine().to_bytes().into())
	}
}

impl Signer for Es256kKey {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Es256k
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		let signature: k256::ecdsa::Signature = self.0.try_sign(message).ok()?;
		Some(Signature(signature.to_bytes().into()))
	}
}

impl fmt::Debug for Es256kKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_tuple("Es256kKey")
			.field(&self.public_key())
			.finish()
	}
}
