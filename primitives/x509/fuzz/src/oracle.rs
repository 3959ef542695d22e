//! Asks two readers about one certificate: ours, and `x509-cert`.

use hallmark_keys::{PublicKey, Signature, Verify};
use hallmark_x509::{verify_chain, Authority, Certificate, Error, Flaw, Identity, KeyId};
use sha2::{Digest, Sha256};
use x509_cert::{
	der::{Decode, Encode, ErrorKind, Tag},
	ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, SubjectKeyIdentifier},
	time::Time,
};

/// Whether our reader accepts the certificate.
///
/// Panics if the other one does not agree, or if what a chain says of a device breaks a promise.
pub fn check(der: &[u8]) -> bool {
	let Ok(ours) = Certificate::parse(der) else {
		return false;
	};
	agree(der, &ours);
	let _ = ours.authority(&Anything);
	for key in [PublicKey::Ed25519([1; 32]), PublicKey::Es256([2; 33])] {
		identify(der, &ours, key);
	}
	true
}

fn agree(der: &[u8], ours: &Certificate<'_>) {
	let theirs = match x509_cert::Certificate::from_der(der) {
		Ok(theirs) => theirs,
		// An object identifier that is longer than theirs can be.
		Err(error) => match error.kind() {
			ErrorKind::OidMalformed
			| ErrorKind::Length {
				tag: Tag::ObjectIdentifier,
			} => return,
			_ => panic!("only ours accepts it: {error}"),
		},
	};
	assert_eq!(
		theirs.to_der().expect("it was decoded"),
		der,
		"it is not in the one form of DER"
	);
	let body = theirs.tbs_certificate;
	assert_eq!(body.issuer.to_der().expect("it was decoded"), ours.issuer);
	assert_eq!(body.subject.to_der().expect("it was decoded"), ours.subject);
	let number = body.serial_number.as_bytes();
	let zeros = number.iter().take_while(|byte| **byte == 0).count();
	assert_eq!(&number[zeros..], ours.serial_number);

	let milliseconds = |time: Time| time.to_unix_duration().as_millis();
	assert_eq!(
		milliseconds(body.validity.not_before),
		u128::from(ours.validity.not_before)
	);
	match ours.validity.not_after {
		Some(last) => assert_eq!(milliseconds(body.validity.not_after) + 999, last.into()),
		None => assert_eq!(body.validity.not_after, Time::INFINITY),
	}

	let key = body.subject_public_key_info.subject_public_key.raw_bytes();
	match ours.key {
		PublicKey::Ed25519(ours) => assert_eq!(key, ours),
		_ => assert_eq!(PublicKey::es256_from_sec1(key), Some(ours.key)),
	}
	agree_on_extensions(&body, ours);
}

/// Theirs reads more of an extension than ours does, and refuses what ours does not look at.
fn agree_on_extensions(body: &x509_cert::TbsCertificate, ours: &Certificate<'_>) {
	let ours = &ours.extensions;
	if let Ok(theirs) = body.get::<BasicConstraints>() {
		let theirs = theirs.map(|(_, value)| (value.ca, value.path_len_constraint));
		assert_eq!(
			theirs.unwrap_or_default(),
			(ours.is_authority, ours.path_length)
		);
	}
	if let Ok(theirs) = body.get::<KeyUsage>() {
		assert_eq!(
			theirs.map(|(_, usage)| (usage.digital_signature(), usage.key_cert_sign())),
			ours.key_usage
				.map(|usage| (usage.has_digital_signature(), usage.has_key_cert_sign()))
		);
	}
	if let Ok(theirs) = body.get::<AuthorityKeyIdentifier>() {
		let theirs = theirs.and_then(|(_, value)| value.key_identifier);
		assert_eq!(
			theirs.as_ref().map(|id| id.as_bytes()),
			ours.authority_key_id
		);
	}
	if let Ok(theirs) = body.get::<SubjectKeyIdentifier>() {
		assert_eq!(
			theirs.as_ref().map(|(_, id)| id.0.as_bytes()),
			ours.subject_key_id
		);
	}
}

/// Let a chain of this certificate alone lead to an anchor that is made for it.
fn identify(der: &[u8], certificate: &Certificate<'_>, key: PublicKey) {
	let key_id = certificate.extensions.authority_key_id.unwrap_or(&[0]);
	let anchor = Authority {
		subject: Sha256::digest(certificate.issuer).into(),
		key,
		key_id: KeyId::from_slice(key_id).expect("the parser bounds it"),
		path_length: None,
		validity: certificate.validity,
	};
	let now = certificate.validity.not_before;
	match verify_chain(&[der], &anchor, now, &Anything) {
		Ok(identity) => keeps_its_promises(&identity, certificate),
		Err(Error::Certificate { depth: 0, flaw }) => assert!(
			matches!(
				flaw,
				Flaw::AuthorityKeyIdMissing
					| Flaw::LeafIsAuthority
					| Flaw::LeafMaySignCertificates
					| Flaw::DigitalSignatureMissing
					| Flaw::SignatureAlgorithmMismatch
					| Flaw::SerialAmbiguous
					| Flaw::SerialEmpty
					| Flaw::SerialTooLong
					| Flaw::SerialNotPrintable
					| Flaw::ModelTooLong
					| Flaw::ModelNotPrintable
			),
			"{flaw:?}"
		),
		Err(other) => panic!("{other:?}"),
	}
	let _ = verify_chain(&[der, der, der], &anchor, now, &Anything);
}

fn keeps_its_promises(identity: &Identity, certificate: &Certificate<'_>) {
	assert_eq!(identity.key, certificate.key);
	assert!((1..=hallmark_x509::MAX_SERIAL_LEN).contains(&identity.serial.len()));
	assert!(identity
		.serial
		.iter()
		.all(|byte| (0x20..=0x7e).contains(byte)));
	let model = core::str::from_utf8(&identity.model).expect("a model is text");
	assert!(!model.contains(char::is_control));
}

/// Takes every signature for good: what lies behind a signature is reached.
struct Anything;

impl Verify for Anything {
	fn verify(&self, _: &PublicKey, _: &[u8], _: &Signature) -> bool {
		true
	}
}
