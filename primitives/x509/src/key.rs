//! Algorithms, public keys and signatures as certificates write them.

use crate::{cursor::Element, oid, Flaw};
use der::{asn1::BitStringRef, Tag};
use hallmark_keys::{Algorithm, PublicKey, Signature};

/// The algorithm that a certificate is signed with. Neither kind has parameters (RFC 5758 §3.2,
/// RFC 8410 §3).
pub(crate) fn signature_algorithm(element: &Element<'_>) -> Result<Algorithm, Flaw> {
	let mut fields = element.inside();
	let kind = fields.take(Tag::ObjectIdentifier)?.value;
	let algorithm = match kind {
		oid::ECDSA_WITH_SHA256 => Algorithm::Es256,
		oid::ED25519 => Algorithm::Ed25519,
		_ => return Err(Flaw::SignatureAlgorithmUnsupported),
	};
	fields
		.end()
		.map_err(|_| Flaw::SignatureAlgorithmUnsupported)?;
	Ok(algorithm)
}

/// A signature in the form of its algorithm: two INTEGERs in a SEQUENCE for ECDSA (RFC 3279
/// §2.2.3), 64 bytes for Ed25519 (RFC 8410 §6).
pub(crate) fn signature(algorithm: Algorithm, element: &Element<'_>) -> Result<Signature, Flaw> {
	let bytes = whole_bytes(element).ok_or(Flaw::SignatureMalformed)?;
	match algorithm {
		Algorithm::Ed25519 => bytes.try_into().ok().map(Signature),
		_ => Signature::from_ecdsa_der(bytes),
	}
	.ok_or(Flaw::SignatureMalformed)
}

/// A SubjectPublicKeyInfo with an Ed25519 key (RFC 8410 §4), or with a point of P-256 that is named
/// and not described (RFC 5480 §2).
pub(crate) fn public_key(element: &Element<'_>) -> Result<PublicKey, Flaw> {
	let mut fields = element.inside();
	let mut algorithm = fields.take(Tag::Sequence)?.inside();
	let bits = fields.take(Tag::BitString)?;
	fields.end()?;

	let kind = algorithm.take(Tag::ObjectIdentifier)?.value;
	match kind {
		oid::EC_PUBLIC_KEY => {
			let curve = algorithm.take(Tag::ObjectIdentifier);
			if !curve.is_ok_and(|curve| curve.value == oid::P256) {
				return Err(Flaw::CurveUnsupported);
			}
			algorithm.end().map_err(|_| Flaw::CurveUnsupported)?;
			let point = whole_bytes(&bits).ok_or(Flaw::KeyInvalid)?;
			match point {
				// RFC 5480 §2.2 knows these forms; SEC 1 has others.
				[0x02..=0x04, ..] => PublicKey::es256_from_sec1(point),
				_ => None,
			}
		},
		oid::ED25519 => {
			algorithm.end().map_err(|_| Flaw::KeyTypeUnsupported)?;
			whole_bytes(&bits)
				.and_then(|key| key.try_into().ok())
				.map(PublicKey::Ed25519)
				.filter(PublicKey::is_valid)
		},
		_ => return Err(Flaw::KeyTypeUnsupported),
	}
	.ok_or(Flaw::KeyInvalid)
}

/// The bytes of a BIT STRING that is made of whole ones.
fn whole_bytes<'a>(element: &Element<'a>) -> Option<&'a [u8]> {
	element.as_type::<BitStringRef<'a>>().ok()?.as_bytes()
}
