//! Strict DER (X.690 §10 and §11), one element after the other, without a copy.
//!
//! An element is looked into only by a cursor of its own, and the grammar of a certificate has a
//! fixed depth: there is no recursion, and no byte is read more often than it is deep.

use der::{asn1::AnyRef, Choice, Decode, DecodeValue, Reader, SliceReader, Tag, Tagged};

/// What is there is not what DER allows there.
#[derive(Debug)]
pub(crate) struct Malformed;

impl From<der::Error> for Malformed {
	fn from(_: der::Error) -> Self {
		Self
	}
}

/// One element.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
	/// Tag, length and value.
	pub whole: &'a [u8],
	/// What it is.
	pub tag: Tag,
	/// What it holds.
	pub value: &'a [u8],
}

impl<'a> Element<'a> {
	/// The value as a type that the library knows, which checks its form.
	pub fn as_type<T: Choice<'a> + DecodeValue<'a>>(&self) -> Result<T, Malformed> {
		Ok(AnyRef::new(self.tag, self.value)?.decode_as()?)
	}

	/// The elements inside.
	pub fn inside(&self) -> Cursor<'a> {
		Cursor::new(self.value)
	}
}

/// Where we are among the elements of one level.
pub(crate) struct Cursor<'a> {
	rest: &'a [u8],
}

impl<'a> Cursor<'a> {
	pub fn new(bytes: &'a [u8]) -> Self {
		Self { rest: bytes }
	}

	/// The next element, whatever it is.
	pub fn next(&mut self) -> Result<Element<'a>, Malformed> {
		#[cfg(test)]
		crate::tests::cost::count_element();

		let mut reader = SliceReader::new(self.rest)?;
		let any = AnyRef::decode(&mut reader)?;
		let length = usize::try_from(reader.position())?;
		let (whole, rest) = self.rest.split_at_checked(length).ok_or(Malformed)?;
		self.rest = rest;
		Ok(Element {
			whole,
			tag: any.tag(),
			value: any.value(),
		})
	}

	/// The next element, which has to be of this kind.
	pub fn take(&mut self, tag: Tag) -> Result<Element<'a>, Malformed> {
		let element = self.next()?;
		if element.tag == tag {
			Ok(element)
		} else {
			Err(Malformed)
		}
	}

	/// The next element if it is of this kind.
	pub fn take_if(&mut self, tag: Tag) -> Result<Option<Element<'a>>, Malformed> {
		if self.rest.first() == Some(&tag.octet()) {
			self.next().map(Some)
		} else {
			Ok(None)
		}
	}

	/// Whether there is no further element.
	pub fn is_empty(&self) -> bool {
		self.rest.is_empty()
	}

	/// There must be no further element.
	pub fn end(&self) -> Result<(), Malformed> {
		if self.is_empty() {
			Ok(())
		} else {
			Err(Malformed)
		}
	}

	/// The one element of this kind that the bytes are.
	pub fn only(bytes: &'a [u8], tag: Tag) -> Result<Element<'a>, Malformed> {
		let mut cursor = Self::new(bytes);
		let element = cursor.take(tag)?;
		cursor.end()?;
		Ok(element)
	}
}
