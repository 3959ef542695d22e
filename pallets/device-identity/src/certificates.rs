//! This pallet's words for what is wrong with a certificate.

use super::*;
use hallmark_x509::{Error as X509, Flaw};

impl<T: Config> From<X509> for Error<T> {
	fn from(error: X509) -> Self {
		match error {
			X509::ChainEmpty | X509::ChainTooLong => Self::ChainLengthOutOfRange,
			X509::AnchorNotYetValid => Self::AnchorNotYetValid,
			X509::AnchorExpired => Self::AnchorExpired,
			X509::Certificate { depth, flaw } => Self::from_flaw(depth, flaw),
		}
	}
}

impl<T: Config> Error<T> {
	/// What is wrong with the certificate at `depth` of a chain, 0 for the device's own.
	pub(crate) fn from_flaw(depth: u8, flaw: Flaw) -> Self {
		match flaw {
			Flaw::TooLong
			| Flaw::Malformed
			| Flaw::SerialNumberMalformed
			| Flaw::SignatureAlgorithmDiffers
			| Flaw::IssuerMalformed
			| Flaw::SubjectMalformed
			| Flaw::ValidityMalformed
			| Flaw::ValidityEmpty
			| Flaw::UniqueIdPresent
			| Flaw::BasicConstraintsMalformed
			| Flaw::KeyUsageMalformed
			| Flaw::AuthorityKeyIdMalformed
			| Flaw::SubjectKeyIdMalformed
			| Flaw::SignatureMalformed => Self::CertificateMalformed(depth),
			Flaw::TrailingBytes => Self::BytesAfterCertificate(depth),
			Flaw::NotVersion3 => Self::CertificateVersionUnsupported(depth),
			Flaw::SignatureAlgorithmUnsupported => Self::SignatureAlgorithmUnsupported(depth),
			Flaw::KeyTypeUnsupported | Flaw::KeyInvalid => Self::KeyUnsupported(depth),
			Flaw::CurveUnsupported => Self::CurveUnsupported(depth),
			Flaw::TooManyExtensions | Flaw::ExtensionMalformed | Flaw::ExtensionDuplicate => {
				Self::ExtensionsMalformed(depth)
			},
			Flaw::CriticalExtensionUnknown => Self::CriticalExtensionUnknown(depth),
			Flaw::NotYetValid => Self::CertificateNotYetValid(depth),
			Flaw::Expired => Self::CertificateExpired(depth),
			Flaw::IssuerMismatch => Self::IssuerMismatch(depth),
			Flaw::AuthorityKeyIdMissing | Flaw::AuthorityKeyIdMismatch => {
				Self::AuthorityKeyMismatch(depth)
			},
			Flaw::SubjectKeyIdMissing => Self::KeyIdentifierMissing(depth),
			Flaw::NotAuthority => Self::IssuerIsNotAuthority(depth),
			Flaw::CertSignMissing
			| Flaw::DigitalSignatureMissing
			| Flaw::LeafMaySignCertificates => Self::KeyUsageMismatch(depth),
			Flaw::PathTooLong => Self::PathTooLong(depth),
			Flaw::LeafIsAuthority => Self::LeafIsAuthority,
			Flaw::SignatureAlgorithmMismatch | Flaw::SignatureInvalid => {
				Self::CertificateSignatureInvalid(depth)
			},
			Flaw::SerialAmbiguous
			| Flaw::SerialEmpty
			| Flaw::SerialTooLong
			| Flaw::SerialNotPrintable => Self::SerialInvalid,
			Flaw::ModelTooLong | Flaw::ModelNotPrintable => Self::ModelInvalid,
		}
	}
}
