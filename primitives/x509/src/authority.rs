//! Trust anchors.

use crate::{certificate::name_hash, Certificate, KeyId, Validity};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_keys::PublicKey;
use scale_info::TypeInfo;

/// What is kept of a certification authority to verify the chains that end at it, made by
/// [`Certificate::authority`].
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
pub struct Authority {
	/// SHA-256 of its name in DER.
	pub subject: [u8; 32],
	/// The key that it signs with.
	pub key: PublicKey,
	/// Its own name for that key.
	pub key_id: KeyId,
	/// How many authorities may stand between it and a device. `None` if any number.
	pub path_length: Option<u8>,
	/// When it may be relied on.
	pub validity: Validity,
}

impl Authority {
	/// Whether `name`, in DER, is its name. Names are the same if their bytes are, which is stricter
	/// than RFC 5280 §7.1: an authority writes its name one way.
	pub fn is_named(&self, name: &[u8]) -> bool {
		name_hash(name) == self.subject
	}

	/// Whether `certificate` is one of its own: its name, its key, and its name for the key.
	pub fn holds(&self, certificate: &Certificate<'_>) -> bool {
		certificate.key == self.key
			&& certificate.extensions.subject_key_id == Some(self.key_id.as_slice())
			&& self.is_named(certificate.subject)
	}

	/// The chain without its last certificate, if that is the authority's own: devices and tools
	/// often send it along, and [`verify_chain`](crate::verify_chain) does not want it. Parses
	/// that certificate.
	pub fn without_own<'c, C: AsRef<[u8]>>(&self, chain: &'c [C]) -> &'c [C] {
		match chain {
			[below @ .., last] if !below.is_empty() => {
				let is_own = Certificate::parse(last.as_ref()).is_ok_and(|last| self.holds(&last));
				if is_own {
					below
				} else {
					chain
				}
			},
			_ => chain,
		}
	}
}
