//! What a device's certificate says about the device.

use crate::{cursor::Element, name, oid, Bytes, Certificate, Flaw, MAX_MODEL_LEN, MAX_SERIAL_LEN};
use der::Tag;
use hallmark_keys::PublicKey;

/// A device's serial: 1 to 96 bytes of printable ASCII. Two serials are the same if their bytes
/// are.
pub type Serial = Bytes<MAX_SERIAL_LEN>;

/// A device's model: up to 64 bytes of UTF-8 without control characters. May be empty.
pub type Model = Bytes<MAX_MODEL_LEN>;

/// What a verified chain says of a device.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Identity {
	/// The key that its maker put into it.
	pub key: PublicKey,
	/// Which device of its maker it is.
	///
	/// The subject's `serialNumber` attribute (IEEE 802.1AR-2018 §8.6). Where there is none, the
	/// issuer's key identifier and the certificate's serial number, both in lower-case hexadecimal,
	/// with a colon between them: the same device has another serial then when it gets another
	/// certificate.
	pub serial: Serial,
	/// What kind of device it is: the subject's first `commonName`, or where there is none its
	/// first `organizationalUnitName`, or nothing.
	pub model: Model,
}

impl Identity {
	/// What `leaf` says, without regard to who signed it.
	pub(crate) fn of(leaf: &Certificate<'_>) -> Result<Self, Flaw> {
		let mut serials = Found::default();
		let mut common_names = Found::default();
		let mut units = Found::default();
		name::walk(leaf.subject, |kind, value| match kind {
			oid::SERIAL_NUMBER => serials.add(value),
			oid::COMMON_NAME => common_names.add(value),
			oid::ORGANIZATIONAL_UNIT => units.add(value),
			_ => (),
		})
		.map_err(|_| Flaw::SubjectMalformed)?;

		if serials.has_more {
			return Err(Flaw::SerialAmbiguous);
		}
		Ok(Self {
			key: leaf.key,
			serial: match serials.first {
				Some(value) => serial(&value)?,
				None => serial_from_issuance(leaf)?,
			},
			model: match common_names.first.or(units.first) {
				Some(value) => model(&value)?,
				None => Model::new(),
			},
		})
	}
}

/// The values of one type of attribute.
#[derive(Default)]
struct Found<'a> {
	first: Option<Element<'a>>,
	has_more: bool,
}

impl<'a> Found<'a> {
	fn add(&mut self, value: Element<'a>) {
		if self.first.is_none() {
			self.first = Some(value);
		} else {
			self.has_more = true;
		}
	}
}

/// The characters of an attribute in one of the two string types that RFC 5280 §4.1.2.4 lets new
/// names use.
fn text<'a>(value: &Element<'a>) -> Option<&'a str> {
	match value.tag {
		Tag::PrintableString | Tag::Utf8String => core::str::from_utf8(value.value).ok(),
		_ => None,
	}
}

fn serial(value: &Element<'_>) -> Result<Serial, Flaw> {
	let text = text(value).ok_or(Flaw::SerialNotPrintable)?;
	if text.is_empty() {
		return Err(Flaw::SerialEmpty);
	}
	if !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
		return Err(Flaw::SerialNotPrintable);
	}
	Serial::from_slice(text.as_bytes()).ok_or(Flaw::SerialTooLong)
}

/// An issuer gives each of its certificates another number (RFC 5280 §4.1.2.2).
fn serial_from_issuance(leaf: &Certificate<'_>) -> Result<Serial, Flaw> {
	let issuer = leaf
		.extensions
		.authority_key_id
		.ok_or(Flaw::AuthorityKeyIdMissing)?;
	let mut serial = Serial::new();
	serial
		.append_hex(issuer)
		.and_then(|()| serial.append(b":"))
		.and_then(|()| serial.append_hex(leaf.serial_number))
		.ok_or(Flaw::SerialTooLong)?;
	Ok(serial)
}

fn model(value: &Element<'_>) -> Result<Model, Flaw> {
	let text = text(value).ok_or(Flaw::ModelNotPrintable)?;
	if text.chars().any(char::is_control) {
		return Err(Flaw::ModelNotPrintable);
	}
	Model::from_slice(text.as_bytes()).ok_or(Flaw::ModelTooLong)
}
