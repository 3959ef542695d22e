//! The extensions of a certificate that decide what it may do (RFC 5280 §4.2).

use crate::{
	cursor::{Cursor, Element, Malformed},
	oid, Flaw, MAX_EXTENSIONS, MAX_KEY_ID_LEN,
};
use der::{
	asn1::{BitStringRef, UintRef},
	Tag, TagNumber,
};

/// What a certificate's extensions say. Of those that this crate does not know, critical ones are
/// refused and others ignored.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Extensions<'a> {
	/// Whether the subject is a certification authority (RFC 5280 §4.2.1.9). `false` where the
	/// extension is absent, too.
	pub is_authority: bool,
	/// How many authorities may stand below it in a chain. `None` if any number; more than 255 is
	/// read as 255.
	pub path_length: Option<u8>,
	/// What the key may be used for, if that is said (RFC 5280 §4.2.1.3).
	pub key_usage: Option<KeyUsage>,
	/// The issuer's name for the key that signed (RFC 5280 §4.2.1.1), 1 to 32 bytes.
	pub authority_key_id: Option<&'a [u8]>,
	/// The subject's name for its key (RFC 5280 §4.2.1.2), 1 to 32 bytes.
	pub subject_key_id: Option<&'a [u8]>,
}

/// A set of uses of a key (RFC 5280 §4.2.1.3), at least one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct KeyUsage(
	/// The nine bits from the top down: bit 0 of the standard is 0x8000 here.
	u16,
);

impl KeyUsage {
	/// It may sign data.
	pub fn has_digital_signature(self) -> bool {
		self.has(0)
	}

	/// It may sign certificates.
	pub fn has_key_cert_sign(self) -> bool {
		self.has(5)
	}

	/// Bit `number` of the standard.
	fn has(self, number: u32) -> bool {
		self.0 & (0x8000 >> number) != 0
	}

	fn parse(value: &[u8]) -> Result<Self, Malformed> {
		let bits: BitStringRef<'_> = Cursor::only(value, Tag::BitString)?.as_type()?;
		let bytes = match *bits.raw_bytes() {
			[first] => [first, 0],
			// There is one use beyond the first eight.
			[first, second @ 0x80] => [first, second],
			_ => return Err(Malformed),
		};
		// A list of named bits ends with the last one that is set (X.690 §11.2.2).
		let set = u16::from_be_bytes(bytes);
		let unused =
			(bytes.len() - bits.raw_bytes().len()) as u32 * 8 + u32::from(bits.unused_bits());
		if set.trailing_zeros() == unused {
			Ok(Self(set))
		} else {
			Err(Malformed)
		}
	}
}

impl<'a> Extensions<'a> {
	/// From a certificate's list of them, which is not empty.
	pub(crate) fn parse(list: &Element<'a>) -> Result<Self, Flaw> {
		let malformed = |_: Malformed| Flaw::ExtensionMalformed;
		let mut all = Cursor::only(list.value, Tag::Sequence)
			.map_err(malformed)?
			.inside();
		let mut found = Self::default();
		let mut kinds: [&[u8]; MAX_EXTENSIONS] = [&[]; MAX_EXTENSIONS];
		let mut count = 0;
		loop {
			let extension = Extension::parse(&mut all).map_err(malformed)?;
			if kinds[..count].contains(&extension.kind) {
				return Err(Flaw::ExtensionDuplicate);
			}
			*kinds.get_mut(count).ok_or(Flaw::TooManyExtensions)? = extension.kind;
			count += 1;
			found.add(&extension)?;
			if all.is_empty() {
				return Ok(found);
			}
		}
	}

	fn add(&mut self, extension: &Extension<'a>) -> Result<(), Flaw> {
		match extension.kind {
			oid::BASIC_CONSTRAINTS => self
				.add_basic_constraints(extension.value)
				.map_err(|_| Flaw::BasicConstraintsMalformed),
			oid::KEY_USAGE => {
				let usage = KeyUsage::parse(extension.value);
				self.key_usage = Some(usage.map_err(|_| Flaw::KeyUsageMalformed)?);
				Ok(())
			},
			oid::AUTHORITY_KEY_ID => {
				let id = authority_key_id(extension.value);
				self.authority_key_id = id.map_err(|_| Flaw::AuthorityKeyIdMalformed)?;
				Ok(())
			},
			oid::SUBJECT_KEY_ID => {
				let id = Cursor::only(extension.value, Tag::OctetString).and_then(key_id);
				self.subject_key_id = Some(id.map_err(|_| Flaw::SubjectKeyIdMalformed)?);
				Ok(())
			},
			_ if extension.is_critical => Err(Flaw::CriticalExtensionUnknown),
			_ => Ok(()),
		}
	}

	fn add_basic_constraints(&mut self, value: &'a [u8]) -> Result<(), Malformed> {
		let mut fields = Cursor::only(value, Tag::Sequence)?.inside();
		self.is_authority = flag(&mut fields)?;
		if let Some(length) = fields.take_if(Tag::Integer)? {
			// Only an authority has a chain below it.
			if !self.is_authority {
				return Err(Malformed);
			}
			self.path_length = Some(match length.as_type::<UintRef<'_>>()?.as_bytes() {
				[] => 0,
				[length] => *length,
				_ => u8::MAX,
			});
		}
		fields.end()
	}
}

/// One extension.
struct Extension<'a> {
	kind: &'a [u8],
	is_critical: bool,
	value: &'a [u8],
}

impl<'a> Extension<'a> {
	fn parse(all: &mut Cursor<'a>) -> Result<Self, Malformed> {
		let mut fields = all.take(Tag::Sequence)?.inside();
		let extension = Self {
			kind: oid::check(fields.take(Tag::ObjectIdentifier)?.value)?,
			is_critical: flag(&mut fields)?,
			value: fields.take(Tag::OctetString)?.value,
		};
		fields.end()?;
		Ok(extension)
	}
}

/// A BOOLEAN DEFAULT FALSE: it is there only to be true (X.690 §11.5).
fn flag(fields: &mut Cursor<'_>) -> Result<bool, Malformed> {
	match fields.take_if(Tag::Boolean)? {
		None => Ok(false),
		Some(element) if element.value == [0xff] => Ok(true),
		Some(_) => Err(Malformed),
	}
}

/// The key identifier of an AuthorityKeyIdentifier. The issuer's name and serial number, which may
/// stand beside it, help to find a certificate; they prove nothing, and here there is none to find.
fn authority_key_id(value: &[u8]) -> Result<Option<&[u8]>, Malformed> {
	let context = |number, constructed| Tag::ContextSpecific {
		constructed,
		number,
	};
	let mut fields = Cursor::only(value, Tag::Sequence)?.inside();
	let id = fields.take_if(context(TagNumber::N0, false))?;
	let issuer = fields.take_if(context(TagNumber::N1, true))?;
	let serial_number = fields.take_if(context(TagNumber::N2, false))?;
	fields.end()?;
	// Both or none (RFC 5280 §4.2.1.1).
	if issuer.is_some() != serial_number.is_some() {
		return Err(Malformed);
	}
	id.map(key_id).transpose()
}

/// A key identifier's bytes.
fn key_id(element: Element<'_>) -> Result<&[u8], Malformed> {
	if (1..=MAX_KEY_ID_LEN).contains(&element.value.len()) {
		Ok(element.value)
	} else {
		Err(Malformed)
	}
}
