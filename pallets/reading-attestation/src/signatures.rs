//! How signatures are verified, one by one or many at once.

use alloc::vec::Vec;
use hallmark_envelope::Envelope;
use hallmark_keys::{PublicKey, PureRust, Verify};

/// That a key signed an envelope.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
	/// The envelope.
	pub envelope: &'a Envelope<'a>,
	/// The key.
	pub key: &'a PublicKey,
	/// Hash of the first block of the chain that the envelope is for.
	pub genesis: &'a [u8; 32],
}

/// Verifies the signatures of many envelopes.
pub trait VerifyAll: Verify + Sized {
	/// Which of the claims are true, in their order.
	///
	/// One after the other, unless somebody knows better: Ed25519 can be verified in batches where
	/// there is a way to do that which accepts exactly what a single verification does.
	fn verify_all(&self, claims: &[Claim<'_>]) -> Vec<bool> {
		claims
			.iter()
			.map(|claim| {
				claim
					.envelope
					.verify_signature(claim.key, claim.genesis, self)
					.is_ok()
			})
			.collect()
	}
}

impl VerifyAll for PureRust {}
