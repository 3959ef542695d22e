//! Tracing forward: what came of a lot or of an item, through everything that was made of it.

use super::*;
use alloc::vec::Vec;
use hallmark_types::{
	items::ItemId,
	page::{Page, MAX_PAGE},
};

/// The most branches that are looked at for one page: they may lead nowhere.
const MAX_LOOKS: usize = 4 * MAX_PAGE as usize;

impl<T: Config> Pallet<T> {
	/// A page of what came of something. An item that was made of two others is on the list twice
	/// if both are of the lot.
	pub(crate) fn trace_forward_of(
		subject: Subject,
		from: Option<ForwardCursor>,
		limit: u32,
	) -> Page<Whereabouts, ForwardCursor> {
		let trunk = match subject {
			Subject::Lot(lot) => Branch::Lot(lot),
			Subject::Item(item) => Branch::Item(item),
		};
		let mut way: Vec<(Branch, u32)> = match from {
			Some(way) if way.first().is_some_and(|(first, _)| *first == trunk) => way.into_inner(),
			Some(_) => return Page::default(),
			None => alloc::vec![(trunk, 0)],
		};
		let limit = limit.clamp(1, MAX_PAGE) as usize;
		let mut items = Vec::new();
		for _ in 0..MAX_LOOKS {
			let Some((branch, index)) = way.last_mut() else {
				return Page { items, next: None };
			};
			let twig = Self::twig(branch, *index);
			*index = index.saturating_add(1);
			match twig {
				None => {
					way.pop();
				},
				Some(Twig::Item(id)) => {
					items.extend(Self::whereabouts(id));
					// What is too many generations on is not followed. What was made of an item is known
					// when the item itself is not on record any more.
					let depth = ForwardCursor::bound() - 1;
					if way.len() < depth && Uses::<T>::contains_key(id, 0) {
						way.push((Branch::Uses(id), 0));
					}
				},
				Some(Twig::Transformation(number)) => {
					if way.len() < ForwardCursor::bound() {
						way.push((Branch::Outputs(number), 0));
					}
				},
			}
			if items.len() == limit {
				break;
			}
		}
		let next = ForwardCursor::try_from(way).ok();
		Page {
			items,
			next: next.filter(|way| !way.is_empty()),
		}
	}

	/// What grows on a branch at a place.
	fn twig(branch: &Branch, index: u32) -> Option<Twig> {
		match branch {
			Branch::Lot(lot) => Members::<T>::get(lot, index).map(Twig::Item),
			Branch::Item(item) => (index == 0).then_some(Twig::Item(*item)),
			Branch::Uses(item) => Uses::<T>::get(item, index).map(Twig::Transformation),
			Branch::Outputs(number) => Transformations::<T>::get(number)?
				.outputs
				.get(index as usize)
				.copied()
				.map(Twig::Item),
		}
	}

	/// Where an item is.
	fn whereabouts(id: ItemId) -> Option<Whereabouts> {
		let item = Items::<T>::get(id)?;
		let ancestors = Self::ancestors(&item);
		let made_in = match item.birth {
			Birth::Transformation(number) => Some(number),
			Birth::Commission(_) => None,
		};
		Some(Whereabouts {
			item: id,
			life: item.life,
			owner: Self::owner_of(&item, &ancestors),
			custodian: Self::custodian_of(&item, &ancestors),
			root: Self::root_of(&id, &ancestors),
			made_in,
		})
	}
}

/// What a branch leads to.
enum Twig {
	Item(ItemId),
	Transformation(BirthId),
}
