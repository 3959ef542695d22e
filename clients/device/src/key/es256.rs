//! ECDSA on P-256 with SHA-256 (RFC 9053 §2.1).

use core::fmt;
use hallmark_envelope::Signer;
use hallmark_keys::{Algorithm, PublicKey, Signature};
use p256::{
	ecdsa::{signature::Signer as _, SigningKey},
	elliptic_curve::group::GroupEncoding,
};

/// A key on P-256 in memory.
pub struct Es256Key(SigningKey);

impl Es256Key {
	/// The key of this secret, big-endian. `None` if it is zero or not below the curve's order.
	pub fn from_secret(secret: &[u8; 32]) -> Option<Self> {
		SigningKey::from_slice(secret).ok().map(Self)
	}

	/// What its signatures verify with.
	pub fn public_key(&self) -> PublicKey {
		PublicKey::Es256(self.0.verifying_key().as_affine().to_bytes().into())
	}
}

impl Signer for Es256Key {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Es256
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		let signature: p256::ecdsa::Signature = self.0.try_sign(message).ok()?;
		Some(Signature(signature.to_bytes().into()))
	}
}

impl fmt::Debug for Es256Key {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_tuple("Es256Key").field(&self.public_key()).finish()
	}
}
