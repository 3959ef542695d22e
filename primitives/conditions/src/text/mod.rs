//! Conditions as people read and write them. `README.md` has the grammar.
//!
//! What is printed can be parsed again and gives the same condition. Whatever is parsed is within the
//! bounds.

mod error;
mod explain;
mod parse;
mod print;
mod scan;
mod time;

pub use error::{ParseError, Problem};
pub use explain::Explained;
pub use parse::parse;
pub use print::Printed;
pub use time::{parse_moment, PrintedDuration, PrintedMoment};

use crate::condition::ItemId;

/// The most bytes of a text. A printed condition has far fewer.
pub const MAX_TEXT_LEN: usize = 16 * 1024;

/// Words for devices and items, in place of their ids.
///
/// A word begins with a letter; letters, digits, `-` and `_` follow. Another one is never found, and
/// never printed.
pub trait Names {
	/// The device of this name.
	fn device(&self, name: &str) -> Option<[u8; 32]>;

	/// The item of this name.
	fn item(&self, name: &str) -> Option<ItemId>;

	/// The name of a device, by which [`device`](Self::device) finds it.
	fn name_of_device(&self, device: &[u8; 32]) -> Option<&str>;

	/// The name of an item, by which [`item`](Self::item) finds it.
	fn name_of_item(&self, item: &ItemId) -> Option<&str>;
}

/// No names: ids only.
impl Names for () {
	fn device(&self, _: &str) -> Option<[u8; 32]> {
		None
	}

	fn item(&self, _: &str) -> Option<ItemId> {
		None
	}

	fn name_of_device(&self, _: &[u8; 32]) -> Option<&str> {
		None
	}

	fn name_of_item(&self, _: &ItemId) -> Option<&str> {
		None
	}
}

/// Whether a name can stand in a text.
fn is_word(name: &str) -> bool {
	let mut characters = name.bytes();
	characters
		.next()
		.is_some_and(|first| first.is_ascii_alphabetic())
		&& characters.all(is_of_word)
}

/// Whether a word may hold this character behind its first.
fn is_of_word(character: u8) -> bool {
	character.is_ascii_alphanumeric() || character == b'-' || character == b'_'
}
