//! Secure elements that sign hashes.

use core::fmt;
use hallmark_envelope::Signer;
use hallmark_keys::{Algorithm, Signature};
use sha2::{Digest, Sha256};

/// A P-256 key in a secure element that signs a SHA-256 hash: most of them.
///
/// The function returns `r ‖ s`, 32 bytes each, big-endian, or `None` if the element does not answer.
/// What an element returns in DER is unpacked by [`Signature::from_ecdsa_der`].
pub struct Es256Digest<F>(F);

impl<F: Fn(&[u8; 32]) -> Option<Signature>> Es256Digest<F> {
	/// Sign by this function.
	pub const fn new(sign: F) -> Self {
		Self(sign)
	}
}

impl<F: Fn(&[u8; 32]) -> Option<Signature>> Signer for Es256Digest<F> {
	fn algorithm(&self) -> Algorithm {
		Algorithm::Es256
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		(self.0)(&Sha256::digest(message).into())
	}
}

impl<F> fmt::Debug for Es256Digest<F> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("Es256Digest")
	}
}
