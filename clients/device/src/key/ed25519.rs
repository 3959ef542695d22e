//! Ed25519 (RFC 8032 §5.1).

use core::fmt;
use curve25519_dalek::{constants::ED25519_BASEPOINT_POINT, scalar::clamp_integer, Scalar};
use hallmark_envelope::Signer;
use hallmark_keys::{Algorithm, PublicKey, Signature};
use sha2::{Digest, Sha512};
use zeroize::{Zeroize, Zeroizing};

/// An Ed25519 key in memory.
pub struct Ed25519Key {
	scalar: Scalar,
	/// What the nonces are made with.
	prefix: [u8; 32],
	/// Always of this very secret: a signature made with another public key would give the secret
	/// away.
	public: [u8; 32],
}

impl Ed25519Key {
	/// The key of this secret (RFC 8032 §5.1.5). `None` for 32 equal bytes, which are no secret but a
	/// memory that was erased or never written. Costs about as much as a signature: make it once.
	pub fn from_secret(secret: &[u8; 32]) -> Option<Self> {
		if secret.iter().all(|byte| *byte == secret[0]) {
			return None;
		}
		let halves = hash(&[secret]);
		let (mut low, mut prefix) = (Zeroizing::new([0; 32]), [0; 32]);
		let (front, back) = halves.split_at(low.len());
		low.copy_from_slice(front);
		prefix.copy_from_slice(back);
		let scalar = Scalar::from_bytes_mod_order(clamp_integer(*low));
		let public = multiple(&scalar);
		Some(Self {
			scalar,
			prefix,
			public,
		})
	}

	/// What its signatures verify with.
	pub fn public_key(&self) -> PublicKey {
		PublicKey::Ed25519(self.public)
	}
}

impl Drop for Ed25519Key {
	fn drop(&mut self) {
		self.scalar.zeroize();
		self.prefix.zeroize();
	}
}

impl Signer for Ed25519Key {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Ed25519
	}

	/// RFC 8032 §5.1.6.
	fn sign(&self, message: &[u8]) -> Option<Signature> {
		let nonce = Zeroizing::new(scalar(&hash(&[&self.prefix, message])));
		let commitment = multiple(&nonce);
		let challenge = scalar(&hash(&[&commitment, &self.public, message]));
		let response = *nonce + challenge * self.scalar;
		let mut signature = [0; 64];
		let (front, back) = signature.split_at_mut(commitment.len());
		front.copy_from_slice(&commitment);
		back.copy_from_slice(response.as_bytes());
		Some(Signature(signature))
	}
}

impl fmt::Debug for Ed25519Key {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_tuple("Ed25519Key")
			.field(&self.public_key())
			.finish()
	}
}

/// So many times the base point, in constant time.
#[inline(never)]
fn multiple(scalar: &Scalar) -> [u8; 32] {
	(ED25519_BASEPOINT_POINT * scalar).compress().to_bytes()
}

fn scalar(hash: &[u8; 64]) -> Scalar {
	Scalar::from_bytes_mod_order_wide(hash)
}

/// SHA-512 over these parts, one behind the other.
#[inline(never)]
fn hash(parts: &[&[u8]]) -> Zeroizing<[u8; 64]> {
	let mut hasher = Sha512::new();
	for part in parts {
		hasher.update(part);
	}
	Zeroizing::new(hasher.finalize().into())
}
