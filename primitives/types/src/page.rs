//! Long lists, shown a page at a time.
//!
//! Whoever wants all of a list asks for its first page, and then for what comes after
//! [`Page::next`] until that is `None`. What is added or removed meanwhile may be missed or seen;
//! nothing else is missed, and nothing is seen twice.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// The most items on a page, whatever was asked for.
pub const MAX_PAGE: u32 = 100;

/// A part of a list.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Page<Item, Cursor> {
	/// What is on it: at most [`MAX_PAGE`] items.
	pub items: Vec<Item>,
	/// After what the next page begins. `None` if this is the last one.
	pub next: Option<Cursor>,
}

impl<Item, Cursor> Page<Item, Cursor> {
	/// The first `limit` of `rest`, or [`MAX_PAGE`] if that is less. At least one if there is one,
	/// so that asking on and on comes to an end. `place` says where an item stands in the list.
	///
	/// Takes one item more than it shows, to see whether there is one.
	pub fn of(
		mut rest: impl Iterator<Item = Item>,
		limit: u32,
		place: impl Fn(&Item) -> Cursor,
	) -> Self {
		let items: Vec<_> = rest
			.by_ref()
			.take(limit.clamp(1, MAX_PAGE) as usize)
			.collect();
		let next = rest.next().and_then(|_| items.last().map(place));
		Self { items, next }
	}
}

impl<Item, Cursor> Default for Page<Item, Cursor> {
	/// Of a list with nothing on it.
	fn default() -> Self {
		Self {
			items: Vec::new(),
			next: None,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A page of the numbers below `end`, from the one after `after` on.
	fn page(end: u32, after: Option<u32>, limit: u32) -> Page<u32, u32> {
		let first = after.map_or(0, |after| after + 1);
		Page::of(first..end, limit, |item| *item)
	}

	#[test]
	fn pages_show_everything_once_when_they_are_followed() {
		for end in [0, 1, 2, 99, 100, 101, 250] {
			for limit in [0, 1, 2, 50, 100, 101, u32::MAX] {
				let (mut seen, mut after) = (Vec::new(), None);
				loop {
					let page = page(end, after, limit);
					assert!(page.items.len() <= limit.clamp(1, MAX_PAGE) as usize);
					seen.extend(page.items);
					after = page.next;
					if after.is_none() {
						break;
					}
				}
				assert_eq!(seen, (0..end).collect::<Vec<_>>(), "{end} by {limit}");
			}
		}
	}

	#[test]
	fn page_is_the_last_when_nothing_comes_after_it() {
		assert_eq!(page(3, None, 3).next, None);
		assert_eq!(page(4, None, 3).next, Some(2));
		assert_eq!(page(4, Some(2), 3).items, [3]);
		assert_eq!(page(0, None, 3), Page::default());
	}
}
