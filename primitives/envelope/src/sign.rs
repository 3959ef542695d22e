//! The signing keys of three libraries, for tools, tests and demonstrations.

use crate::Signer;
use hallmark_keys::{Algorithm, PublicKey, Signature};

/// A key in memory, which can say what its public half is.
pub trait KeyPair: Signer {
	/// The public key that verifies its signatures.
	fn public_key(&self) -> PublicKey;
}

impl Signer for ed25519_zebra::SigningKey {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Ed25519
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		Some(Signature(self.sign(message).into()))
	}
}

impl KeyPair for ed25519_zebra::SigningKey {
	fn public_key(&self) -> PublicKey {
		PublicKey::Ed25519(ed25519_zebra::VerificationKey::from(self).into())
	}
}

impl Signer for p256::ecdsa::SigningKey {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Es256
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		let signature: p256::ecdsa::Signature =
			p256::ecdsa::signature::Signer::try_sign(self, message).ok()?;
		Some(Signature(signature.to_bytes().into()))
	}
}

impl KeyPair for p256::ecdsa::SigningKey {
	fn public_key(&self) -> PublicKey {
		let point = self.verifying_key().to_encoded_point(true);
		PublicKey::es256_from_sec1(point.as_bytes()).expect("a point of the curve is one; qed")
	}
}

impl Signer for k256::ecdsa::SigningKey {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Es256k
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		let signature: k256::ecdsa::Signature =
			k256::ecdsa::signature::Signer::try_sign(self, message).ok()?;
		Some(Signature(signature.to_bytes().into()))
	}
}

impl KeyPair for k256::ecdsa::SigningKey {
	fn public_key(&self) -> PublicKey {
		let point = self.verifying_key().to_encoded_point(true);
		PublicKey::es256k_from_sec1(point.as_bytes()).expect("a point of the curve is one; qed")
	}
}
