//! Object identifiers, in the bytes of their DER values.

use crate::cursor::Malformed;

/// `id-ecPublicKey`, 1.2.840.10045.2.1 (RFC 5480 §2.1.1).
pub const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// `secp256r1`, 1.2.840.10045.3.1.7: the curve P-256 (RFC 5480 §2.1.1.1).
pub const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
/// `ecdsa-with-SHA256`, 1.2.840.10045.4.3.2 (RFC 5758 §3.2).
pub const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
/// `id-Ed25519`, 1.3.101.112 (RFC 8410 §3).
pub const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// `id-at-commonName`, 2.5.4.3.
pub const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
/// `id-at-serialNumber`, 2.5.4.5.
pub const SERIAL_NUMBER: &[u8] = &[0x55, 0x04, 0x05];
/// `id-at-organizationalUnitName`, 2.5.4.11.
pub const ORGANIZATIONAL_UNIT: &[u8] = &[0x55, 0x04, 0x0b];

/// `id-ce-subjectKeyIdentifier`, 2.5.29.14.
pub const SUBJECT_KEY_ID: &[u8] = &[0x55, 0x1d, 0x0e];
/// `id-ce-keyUsage`, 2.5.29.15.
pub const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
/// `id-ce-basicConstraints`, 2.5.29.19.
pub const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
/// `id-ce-authorityKeyIdentifier`, 2.5.29.35.
pub const AUTHORITY_KEY_ID: &[u8] = &[0x55, 0x1d, 0x23];

/// Pass an identifier on if it is in its one form (X.690 §8.19): numbers in base 128, none with a
/// leading zero digit, the last one complete. How large they are does not matter here, for they
/// are only compared.
pub(crate) fn check(oid: &[u8]) -> Result<&[u8], Malformed> {
	let mut complete = false;
	let mut begins = true;
	for byte in oid {
		if begins && *byte == 0x80 {
			return Err(Malformed);
		}
		complete = byte & 0x80 == 0;
		begins = complete;
	}
	if complete {
		Ok(oid)
	} else {
		Err(Malformed)
	}
}
