//! Certificates, as files.

use std::path::Path;

use hallmark_types::Hash;
use hallmark_x509::{Certificate, MAX_CERTIFICATE_LEN, MAX_CHAIN};
use polkadot_sdk::sp_crypto_hashing::sha2_256;

use crate::{files, Error, Result};

/// The longest file, in bytes: a chain and its anchor in PEM, with room for words between.
const MAX_LENGTH: u64 = 64 * 1024;

const BEGIN: &str = "-----BEGIN";

/// The certificates in a file, as DER, in its order. The file is one certificate in DER, or any
/// number in PEM (RFC 7468). Each is one that the chain can read: whether it takes it is the
/// chain's to say.
pub fn read(path: &Path) -> Result<Vec<Vec<u8>>> {
	let content = files::read(path, MAX_LENGTH)?;
	let certificates = match std::str::from_utf8(&content) {
		Ok(text) if text.contains(BEGIN) => from_pem(text).map_err(|why| Error::file(path, why))?,
		_ => vec![content],
	};
	if certificates.len() > MAX_CHAIN + 1 {
		return Err(Error::file(
			path,
			format_args!(
				"{} certificates are too many: a chain has at most {MAX_CHAIN} and its anchor",
				certificates.len()
			),
		));
	}
	for der in &certificates {
		if der.len() > MAX_CERTIFICATE_LEN {
			return Err(Error::file(
				path,
				format_args!(
					"a certificate of {} bytes is too long: at most {MAX_CERTIFICATE_LEN}",
					der.len()
				),
			));
		}
		Certificate::parse(der).map_err(|flaw| {
			Error::file(
				path,
				format_args!("no certificate that the chain takes: {flaw}"),
			)
		})?;
	}
	Ok(certificates)
}

/// The one certificate in a file.
pub fn read_one(path: &Path) -> Result<Vec<u8>> {
	let mut certificates = read(path)?;
	match (certificates.pop(), certificates.len()) {
		(Some(certificate), 0) => Ok(certificate),
		(_, more) => Err(Error::file(
			path,
			format_args!("one certificate is wanted, and there are {}", more + 1),
		)),
	}
}

/// A certificate's SHA-256 fingerprint, which is its name on the chain.
pub fn fingerprint(der: &[u8]) -> Hash {
	Hash::from(sha2_256(der))
}

fn from_pem(text: &str) -> Result<Vec<Vec<u8>>, String> {
	let (_, first) = text.split_at(text.find(BEGIN).unwrap_or(0));
	let mut certificates = Vec::new();
	for part in first.split(BEGIN).skip(1) {
		let part = format!("{BEGIN}{part}");
		let (label, der) = der::pem::decode_vec(up_to_end(&part).as_bytes())
			.map_err(|error| format!("no PEM: {error}"))?;
		if label != "CERTIFICATE" {
			return Err(format!("PEM of a {label}, where a CERTIFICATE is wanted"));
		}
		certificates.push(der);
	}
	Ok(certificates)
}

/// A part up to the end of its last line of dashes: some tools write words behind it.
fn up_to_end(part: &str) -> &str {
	part.rfind("-----").map_or(part, |end| &part[..end + 5])
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_x509::mint::{Key, Party};

	fn root() -> Vec<u8> {
		let party = Party::new("Root", Key::p256(1));
		party.root().signed_by(&party)
	}

	fn pem(label: &str, der: &[u8]) -> String {
		der::pem::encode_string(label, der::pem::LineEnding::LF, der).expect("PEM")
	}

	fn read_text(content: &[u8]) -> Result<Vec<Vec<u8>>> {
		let folder = tempfile::tempdir().expect("a folder");
		let path = folder.path().join("file");
		std::fs::write(&path, content).expect("written");
		read(&path)
	}

	#[test]
	fn certificate_is_read_from_der_and_from_pem() {
		let der = root();
		assert_eq!(read_text(&der).expect("read"), std::slice::from_ref(&der));
		let one = pem("CERTIFICATE", &der);
		assert_eq!(
			read_text(one.as_bytes()).expect("read"),
			std::slice::from_ref(&der)
		);
		let two = format!("subject=Root\n{one}\nissuer=Root\n{one}");
		assert_eq!(read_text(two.as_bytes()).expect("read"), [der.clone(), der]);
	}

	#[test]
	fn what_is_no_certificate_is_refused() {
		let der = root();
		let wrong = [
			b"nothing".to_vec(),
			pem("PRIVATE KEY", &der).into_bytes(),
			pem("CERTIFICATE", &der[1..]).into_bytes(),
			pem("CERTIFICATE", &der).repeat(5).into_bytes(),
			b"-----BEGIN CERTIFICATE-----\nAAAA".to_vec(),
		];
		for content in wrong {
			assert!(read_text(&content).is_err());
		}
	}
}
