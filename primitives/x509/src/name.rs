//! Distinguished names (X.501, RFC 5280 §4.1.2.4).

use crate::{
	cursor::{Cursor, Element, Malformed},
	oid,
};
use der::Tag;

/// Show `visit` every attribute of a name, in order: its type's identifier and its value. Any number of
/// attributes may stand in one relative name.
///
/// Errors: the name is not in DER, which includes that a relative name's attributes ascend
/// (X.690 §11.6). What they hold is not looked at.
pub(crate) fn walk<'a>(
	name: &'a [u8],
	mut visit: impl FnMut(&'a [u8], Element<'a>),
) -> Result<(), Malformed> {
	let mut relative_names = Cursor::only(name, Tag::Sequence)?.inside();
	while !relative_names.is_empty() {
		let mut attributes = relative_names.take(Tag::Set)?.inside();
		let mut previous: &[u8] = &[];
		// At least one: an empty set is not a relative name.
		loop {
			let attribute = attributes.take(Tag::Sequence)?;
			if attribute.whole <= previous {
				return Err(Malformed);
			}
			previous = attribute.whole;

			let mut fields = attribute.inside();
			let kind = oid::check(fields.take(Tag::ObjectIdentifier)?.value)?;
			let value = fields.next()?;
			fields.end()?;
			visit(kind, value);
			if attributes.is_empty() {
				break;
			}
		}
	}
	Ok(())
}

/// Whether a name is well formed.
pub(crate) fn check(name: &[u8]) -> Result<(), Malformed> {
	walk(name, |_, _| ())
}
