//! One certificate.

use crate::{
	cursor::Cursor, key, name, Authority, Extensions, Flaw, KeyId, Moment, Validity,
	MAX_CERTIFICATE_LEN, MAX_SERIAL_NUMBER_LEN,
};
use der::{asn1::UintRef, Tag, TagNumber};
use hallmark_keys::{Algorithm, PublicKey, Signature, Verify};
use sha2::{Digest, Sha256};

/// An X.509 certificate of version 3 (RFC 5280 §4.1), taken apart but not trusted: that it parses
/// says nothing about who signed it. It borrows from the bytes it was parsed from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Certificate<'a> {
	/// What the signature is over.
	signed: &'a [u8],
	/// What it is signed with.
	algorithm: Algorithm,
	/// The issuer's signature.
	signature: Signature,
	/// The number that the issuer gave it: big-endian, without leading zeros, 1 to 20 bytes.
	pub serial_number: &'a [u8],
	/// Name of who signed it, in DER.
	pub issuer: &'a [u8],
	/// When it holds.
	pub validity: Validity,
	/// Name of whom it is for, in DER.
	pub subject: &'a [u8],
	/// The subject's key: a point of its curve, P-256 or Ed25519.
	pub key: PublicKey,
	/// What the extensions say.
	pub extensions: Extensions<'a>,
}

impl<'a> Certificate<'a> {
	/// Take a certificate apart. Strict: DER in its one form, nothing before, between or after.
	///
	/// Linear in the length, which is at most [`MAX_CERTIFICATE_LEN`], and a point's check; see the
	/// crate's documentation.
	///
	/// Errors: the first of [`Flaw::TooLong`] to [`Flaw::SignatureMalformed`] that is met.
	pub fn parse(der: &'a [u8]) -> Result<Self, Flaw> {
		if der.len() > MAX_CERTIFICATE_LEN {
			return Err(Flaw::TooLong);
		}
		let mut input = Cursor::new(der);
		let mut parts = input.take(Tag::Sequence)?.inside();
		input.end().map_err(|_| Flaw::TrailingBytes)?;
		let signed = parts.take(Tag::Sequence)?;
		let outer_algorithm = parts.take(Tag::Sequence)?;
		let signature = parts.take(Tag::BitString)?;
		parts.end()?;

		let mut fields = signed.inside();
		version_3(&mut fields)?;
		let serial_number = serial_number(&mut fields)?;
		let inner_algorithm = fields.take(Tag::Sequence)?;
		let algorithm = key::signature_algorithm(&inner_algorithm)?;
		if inner_algorithm.whole != outer_algorithm.whole {
			return Err(Flaw::SignatureAlgorithmDiffers);
		}
		let issuer = fields
			.take(Tag::Sequence)
			.map_err(|_| Flaw::IssuerMalformed)?;
		let validity = fields
			.take(Tag::Sequence)
			.map_err(|_| Flaw::ValidityMalformed)?;
		let subject = fields
			.take(Tag::Sequence)
			.map_err(|_| Flaw::SubjectMalformed)?;
		let key = fields.take(Tag::Sequence)?;
		let extensions = extensions(&mut fields)?;

		name::check(issuer.whole).map_err(|_| Flaw::IssuerMalformed)?;
		if issuer.value.is_empty() {
			return Err(Flaw::IssuerMalformed);
		}
		name::check(subject.whole).map_err(|_| Flaw::SubjectMalformed)?;
		Ok(Self {
			signed: signed.whole,
			algorithm,
			serial_number,
			issuer: issuer.whole,
			validity: Validity::parse(&validity)?,
			subject: subject.whole,
			key: key::public_key(&key)?,
			extensions,
			signature: key::signature(algorithm, &signature)?,
		})
	}

	/// Whether issuer and subject have the same name.
	pub fn is_self_issued(&self) -> bool {
		self.issuer == self.subject
	}

	/// What a chain keeps of this certificate as a trust anchor. It must be an authority's that may
	/// sign certificates and names its key. If it is self-issued it must have signed itself, which
	/// shows that the bytes are whole; one that another authority issued is trusted as it is.
	///
	/// Whether it is valid now is the caller's to ask (see [`Authority::validity`]), for an anchor
	/// may be registered ahead of its time.
	///
	/// Errors: [`Flaw::NotAuthority`], [`Flaw::CertSignMissing`], [`Flaw::SubjectKeyIdMissing`],
	/// [`Flaw::SignatureAlgorithmMismatch`], [`Flaw::SignatureInvalid`].
	pub fn authority(&self, verifier: &impl Verify) -> Result<Authority, Flaw> {
		let key_id = self.check_issues()?;
		if self.is_self_issued() {
			self.check_algorithm(&self.key)?;
			self.check_signature(&self.key, verifier)?;
		}
		Ok(Authority {
			subject: name_hash(self.subject),
			key: self.key,
			// The extension's parser holds it to the same bound.
			key_id: KeyId::from_slice(key_id).ok_or(Flaw::SubjectKeyIdMalformed)?,
			path_length: self.extensions.path_length,
			validity: self.validity,
		})
	}

	/// It must be valid at `now`.
	pub(crate) fn check_validity(&self, now: Moment) -> Result<(), Flaw> {
		if self.validity.is_ahead(now) {
			Err(Flaw::NotYetValid)
		} else if self.validity.is_over(now) {
			Err(Flaw::Expired)
		} else {
			Ok(())
		}
	}

	/// It must be of an authority that may sign certificates and names its key, by what is
	/// returned.
	pub(crate) fn check_issues(&self) -> Result<&'a [u8], Flaw> {
		if !self.extensions.is_authority {
			return Err(Flaw::NotAuthority);
		}
		let usage = self.extensions.key_usage;
		if !usage.is_some_and(|usage| usage.has_key_cert_sign()) {
			return Err(Flaw::CertSignMissing);
		}
		self.extensions
			.subject_key_id
			.ok_or(Flaw::SubjectKeyIdMissing)
	}

	/// It must not be an authority's. If the uses of its key are limited, it must be able to sign
	/// data and unable to sign certificates.
	pub(crate) fn check_does_not_issue(&self) -> Result<(), Flaw> {
		if self.extensions.is_authority {
			return Err(Flaw::LeafIsAuthority);
		}
		match self.extensions.key_usage {
			Some(usage) if usage.has_key_cert_sign() => Err(Flaw::LeafMaySignCertificates),
			Some(usage) if !usage.has_digital_signature() => Err(Flaw::DigitalSignatureMissing),
			_ => Ok(()),
		}
	}

	/// It must name this key as the one that signed it.
	pub(crate) fn check_authority_key_id(&self, key_id: &[u8]) -> Result<(), Flaw> {
		match self.extensions.authority_key_id {
			None => Err(Flaw::AuthorityKeyIdMissing),
			Some(named) if named != key_id => Err(Flaw::AuthorityKeyIdMismatch),
			Some(_) => Ok(()),
		}
	}

	/// It must be signed with the algorithm of `key`.
	pub(crate) fn check_algorithm(&self, key: &PublicKey) -> Result<(), Flaw> {
		if key.algorithm() == self.algorithm {
			Ok(())
		} else {
			Err(Flaw::SignatureAlgorithmMismatch)
		}
	}

	/// It must be signed by `key`.
	pub(crate) fn check_signature(
		&self,
		key: &PublicKey,
		verifier: &impl Verify,
	) -> Result<(), Flaw> {
		if verifier.verify(key, self.signed, &self.signature) {
			Ok(())
		} else {
			Err(Flaw::SignatureInvalid)
		}
	}
}

/// What stands for a name where the name itself would be too long to keep.
pub(crate) fn name_hash(name: &[u8]) -> [u8; 32] {
	Sha256::digest(name).into()
}

/// A tag of the certificate's own.
fn context(number: TagNumber, constructed: bool) -> Tag {
	Tag::ContextSpecific {
		constructed,
		number,
	}
}

/// Version 3, which is written as 2.
fn version_3(fields: &mut Cursor<'_>) -> Result<(), Flaw> {
	let version = fields
		.take_if(context(TagNumber::N0, true))?
		.ok_or(Flaw::NotVersion3)?;
	match Cursor::only(version.value, Tag::Integer)?.value {
		[2] => Ok(()),
		_ => Err(Flaw::NotVersion3),
	}
}

fn serial_number<'a>(fields: &mut Cursor<'a>) -> Result<&'a [u8], Flaw> {
	let element = fields
		.take(Tag::Integer)
		.map_err(|_| Flaw::SerialNumberMalformed)?;
	let number: UintRef<'a> = element.as_type().map_err(|_| Flaw::SerialNumberMalformed)?;
	match number.as_bytes() {
		[] | [0] => Err(Flaw::SerialNumberMalformed),
		_ if element.value.len() > MAX_SERIAL_NUMBER_LEN => Err(Flaw::SerialNumberMalformed),
		bytes => Ok(bytes),
	}
}

/// What may follow the key.
fn extensions<'a>(fields: &mut Cursor<'a>) -> Result<Extensions<'a>, Flaw> {
	for number in [TagNumber::N1, TagNumber::N2] {
		if fields.take_if(context(number, false))?.is_some() {
			return Err(Flaw::UniqueIdPresent);
		}
	}
	let extensions = match fields.take_if(context(TagNumber::N3, true))? {
		Some(list) => Extensions::parse(&list)?,
		None => Extensions::default(),
	};
	fields.end()?;
	Ok(extensions)
}
