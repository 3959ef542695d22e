//! What can be wrong.

use crate::cursor::Malformed;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// Why a chain proves no identity.
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
pub enum Error {
	/// There is no certificate in it.
	#[codec(index = 0)]
	ChainEmpty,
	/// It has more than [`MAX_CHAIN`](crate::MAX_CHAIN) certificates.
	#[codec(index = 1)]
	ChainTooLong,
	/// The trust anchor is not valid yet.
	#[codec(index = 2)]
	AnchorNotYetValid,
	/// The trust anchor is not valid any more.
	#[codec(index = 3)]
	AnchorExpired,
	/// Something is wrong with one of the certificates.
	#[codec(index = 4)]
	Certificate {
		/// Which one: 0 is the device's own, 1 its issuer's, and so on.
		depth: u8,
		/// What is wrong with it.
		flaw: Flaw,
	},
}

/// What is wrong with a certificate.
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
pub enum Flaw {
	/// It is longer than [`MAX_CERTIFICATE_LEN`](crate::MAX_CERTIFICATE_LEN).
	#[codec(index = 0)]
	TooLong,
	/// It is not the DER of a certificate (RFC 5280 §4.1), at a place that has no state of its own
	/// below.
	#[codec(index = 1)]
	Malformed,
	/// Bytes follow it.
	#[codec(index = 2)]
	TrailingBytes,
	/// It is not of version 3 (RFC 5280 §4.1.2.1).
	#[codec(index = 3)]
	NotVersion3,
	/// Its serial number is no positive integer of at most 20 bytes (RFC 5280 §4.1.2.2).
	#[codec(index = 4)]
	SerialNumberMalformed,
	/// It is signed neither with ECDSA on SHA-256 nor with Ed25519, or with parameters.
	#[codec(index = 5)]
	SignatureAlgorithmUnsupported,
	/// The signed part names another signature algorithm than the part around it (RFC 5280
	/// §4.1.1.2).
	#[codec(index = 6)]
	SignatureAlgorithmDiffers,
	/// The issuer's name is not well formed, or empty (RFC 5280 §4.1.2.4).
	#[codec(index = 7)]
	IssuerMalformed,
	/// The subject's name is not well formed (RFC 5280 §4.1.2.6).
	#[codec(index = 8)]
	SubjectMalformed,
	/// Its validity is not two times as RFC 5280 §4.1.2.5 wants them written.
	#[codec(index = 9)]
	ValidityMalformed,
	/// Its validity ends before it begins.
	#[codec(index = 10)]
	ValidityEmpty,
	/// Its key is neither of an elliptic curve nor Ed25519, or is Ed25519 with parameters.
	#[codec(index = 11)]
	KeyTypeUnsupported,
	/// Its key's curve is not P-256, or is not given by name (RFC 5480 §2.1.1).
	#[codec(index = 12)]
	CurveUnsupported,
	/// Its key is no point of its curve.
	#[codec(index = 13)]
	KeyInvalid,
	/// It has a unique identifier, which no certificate should have (RFC 5280 §4.1.2.8).
	#[codec(index = 14)]
	UniqueIdPresent,
	/// It has more than [`MAX_EXTENSIONS`](crate::MAX_EXTENSIONS) extensions.
	#[codec(index = 15)]
	TooManyExtensions,
	/// Its list of extensions is not well formed, or empty (RFC 5280 §4.1.2.9).
	#[codec(index = 16)]
	ExtensionMalformed,
	/// It has two extensions of one kind (RFC 5280 §4.2).
	#[codec(index = 17)]
	ExtensionDuplicate,
	/// It has a critical extension that this crate does not know (RFC 5280 §4.2).
	#[codec(index = 18)]
	CriticalExtensionUnknown,
	/// Its BasicConstraints are not well formed, or limit a path below a subject that is no
	/// authority (RFC 5280 §4.2.1.9).
	#[codec(index = 19)]
	BasicConstraintsMalformed,
	/// Its KeyUsage is not well formed, or allows nothing (RFC 5280 §4.2.1.3).
	#[codec(index = 20)]
	KeyUsageMalformed,
	/// Its AuthorityKeyIdentifier is not well formed, or longer than
	/// [`MAX_KEY_ID_LEN`](crate::MAX_KEY_ID_LEN) (RFC 5280 §4.2.1.1).
	#[codec(index = 21)]
	AuthorityKeyIdMalformed,
	/// Its SubjectKeyIdentifier is not well formed, or longer than
	/// [`MAX_KEY_ID_LEN`](crate::MAX_KEY_ID_LEN) (RFC 5280 §4.2.1.2).
	#[codec(index = 22)]
	SubjectKeyIdMalformed,
	/// Its signature is not in the form of its algorithm.
	#[codec(index = 23)]
	SignatureMalformed,
	/// It is not valid yet.
	#[codec(index = 24)]
	NotYetValid,
	/// It is not valid any more.
	#[codec(index = 25)]
	Expired,
	/// Its issuer is not the subject of the next certificate, or of the trust anchor.
	#[codec(index = 26)]
	IssuerMismatch,
	/// It does not say which of its issuer's keys signed it (RFC 5280 §4.2.1.1).
	#[codec(index = 27)]
	AuthorityKeyIdMissing,
	/// It says that another key of its issuer signed it.
	#[codec(index = 28)]
	AuthorityKeyIdMismatch,
	/// It issues and has no identifier for its own key (RFC 5280 §4.2.1.2).
	#[codec(index = 29)]
	SubjectKeyIdMissing,
	/// It issues and is no authority: CA:TRUE is missing (RFC 5280 §4.2.1.9).
	#[codec(index = 30)]
	NotAuthority,
	/// It issues and its key may not sign certificates: keyCertSign is missing (RFC 5280
	/// §4.2.1.3).
	#[codec(index = 31)]
	CertSignMissing,
	/// Fewer authorities may stand below its issuer, or one above that (RFC 5280 §4.2.1.9).
	#[codec(index = 32)]
	PathTooLong,
	/// It is the device's and claims to be an authority: CA:TRUE.
	#[codec(index = 33)]
	LeafIsAuthority,
	/// It is the device's and its key may not sign data: digitalSignature is missing.
	#[codec(index = 34)]
	DigitalSignatureMissing,
	/// It is the device's and its key may sign certificates: keyCertSign.
	#[codec(index = 35)]
	LeafMaySignCertificates,
	/// It is signed with an algorithm that its issuer's key is not for.
	#[codec(index = 36)]
	SignatureAlgorithmMismatch,
	/// The signature is not one of its issuer's key over it.
	#[codec(index = 37)]
	SignatureInvalid,
	/// Its subject has more than one serial.
	#[codec(index = 38)]
	SerialAmbiguous,
	/// Its subject's serial is empty.
	#[codec(index = 39)]
	SerialEmpty,
	/// Its subject's serial is longer than [`MAX_SERIAL_LEN`](crate::MAX_SERIAL_LEN).
	#[codec(index = 40)]
	SerialTooLong,
	/// Its subject's serial has a character that is not printable ASCII, or is no PrintableString
	/// or UTF8String.
	#[codec(index = 41)]
	SerialNotPrintable,
	/// Its subject's model is longer than [`MAX_MODEL_LEN`](crate::MAX_MODEL_LEN).
	#[codec(index = 42)]
	ModelTooLong,
	/// Its subject's model has a control character, or is no PrintableString or UTF8String.
	#[codec(index = 43)]
	ModelNotPrintable,
}

impl From<Malformed> for Flaw {
	fn from(_: Malformed) -> Self {
		Self::Malformed
	}
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::ChainEmpty => f.write_str("the chain has no certificate"),
			Self::ChainTooLong => f.write_str("the chain has too many certificates"),
			Self::AnchorNotYetValid => f.write_str("the trust anchor is not valid yet"),
			Self::AnchorExpired => f.write_str("the trust anchor is not valid any more"),
			Self::Certificate { depth, flaw } => write!(f, "certificate {depth}: {flaw}"),
		}
	}
}

impl core::error::Error for Error {}

impl fmt::Display for Flaw {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::TooLong => "it is too long",
			Self::Malformed => "it is not the DER of a certificate",
			Self::TrailingBytes => "bytes follow it",
			Self::NotVersion3 => "it is not of version 3",
			Self::SerialNumberMalformed => {
				"its serial number is not a positive integer of up to 20 bytes"
			},
			Self::SignatureAlgorithmUnsupported => "its signature algorithm is not supported",
			Self::SignatureAlgorithmDiffers => "it names two different signature algorithms",
			Self::IssuerMalformed => "its issuer's name is not well formed",
			Self::SubjectMalformed => "its subject's name is not well formed",
			Self::ValidityMalformed => "its validity is not well formed",
			Self::ValidityEmpty => "its validity ends before it begins",
			Self::KeyTypeUnsupported => "its key's type is not supported",
			Self::CurveUnsupported => "its key's curve is not P-256 by name",
			Self::KeyInvalid => "its key is no point of the curve",
			Self::UniqueIdPresent => "it has a unique identifier",
			Self::TooManyExtensions => "it has too many extensions",
			Self::ExtensionMalformed => "its extensions are not well formed",
			Self::ExtensionDuplicate => "it has two extensions of one kind",
			Self::CriticalExtensionUnknown => "it has an unknown critical extension",
			Self::BasicConstraintsMalformed => "its BasicConstraints are not well formed",
			Self::KeyUsageMalformed => "its KeyUsage is not well formed",
			Self::AuthorityKeyIdMalformed => "its AuthorityKeyIdentifier is not well formed",
			Self::SubjectKeyIdMalformed => "its SubjectKeyIdentifier is not well formed",
			Self::SignatureMalformed => "its signature is not well formed",
			Self::NotYetValid => "it is not valid yet",
			Self::Expired => "it is not valid any more",
			Self::IssuerMismatch => "its issuer is not the next one's subject",
			Self::AuthorityKeyIdMissing => "it does not say which key signed it",
			Self::AuthorityKeyIdMismatch => "it says that another key signed it",
			Self::SubjectKeyIdMissing => "it issues and does not say which key it holds",
			Self::NotAuthority => "it issues and is no authority",
			Self::CertSignMissing => "it issues and its key may not sign certificates",
			Self::PathTooLong => "an authority above it allows no such authority below itself",
			Self::LeafIsAuthority => "it is a device's and claims to be an authority",
			Self::DigitalSignatureMissing => "it is a device's and its key may not sign data",
			Self::LeafMaySignCertificates => "it is a device's and its key may sign certificates",
			Self::SignatureAlgorithmMismatch => "its signature is not of its issuer's kind of key",
			Self::SignatureInvalid => "its signature is not its issuer's",
			Self::SerialAmbiguous => "its subject has more than one serial",
			Self::SerialEmpty => "its subject's serial is empty",
			Self::SerialTooLong => "its subject's serial is too long",
			Self::SerialNotPrintable => "its subject's serial is not printable ASCII",
			Self::ModelTooLong => "its subject's model is too long",
			Self::ModelNotPrintable => "its subject's model is not printable text",
		})
	}
}

impl core::error::Error for Flaw {}
