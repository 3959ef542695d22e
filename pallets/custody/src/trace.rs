//! Tracing back: an item's steps, and those of its containers while it was in them, in the order in
//! which they were done.

use super::*;
use alloc::vec::Vec;
use hallmark_types::{
	items::ItemId,
	page::{Page, MAX_PAGE},
};

/// Something on the way from the item outwards, and the next of its steps.
struct Frame {
	id: ItemId,
	item: Item,
	index: u32,
	/// The step at `index`, read ahead. `None` if there is none.
	next: Option<Step>,
}

impl<T: Config> Pallet<T> {
	/// A step of an item. The first follows from its birth.
	pub(crate) fn step_of(id: &ItemId, item: &Item, index: u32) -> Option<Step> {
		if index > 0 {
			return Steps::<T>::get(id, index);
		}
		let (number, at, by, place, document, bill) = match item.birth {
			Birth::Commission(number) => {
				let record = Commissions::<T>::get(number)?;
				let Commission {
					number,
					at,
					by,
					place,
					document,
					bill,
					..
				} = record;
				(number, at, by, place, document, bill)
			},
			Birth::Transformation(number) => {
				let record = Transformations::<T>::get(number)?;
				let Transformation {
					number,
					at,
					by,
					place,
					document,
					bill,
					..
				} = record;
				(number, at, by, place, document, bill)
			},
		};
		Some(Step {
			number,
			at,
			by,
			place,
			document,
			deed: Self::deed_of(item.birth),
			bill,
		})
	}

	/// A page of an item's trace. Reads about as much as it shows, whatever else there is.
	pub(crate) fn trace_of(
		id: ItemId,
		from: Option<TraceCursor>,
		limit: u32,
	) -> Page<Traced, TraceCursor> {
		let way = match from {
			Some(way) if way.first().is_some_and(|(first, _)| *first == id) => way.into_inner(),
			Some(_) => return Page::default(),
			None => alloc::vec![(id, 0)],
		};
		let mut frames: Vec<Frame> = way
			.into_iter()
			.map_while(|(id, index)| Self::frame(id, index))
			.collect();
		let mut items = Vec::new();
		let limit = limit.clamp(1, MAX_PAGE) as usize;
		loop {
			// The one whose next step was done first; of two that one call did, the inner one's.
			let first = frames
				.iter()
				.enumerate()
				.filter_map(|(place, frame)| Some((frame.next.as_ref()?.number, place)))
				.min();
			let Some((_, place)) = first else {
				return Page { items, next: None };
			};
			if items.len() == limit {
				let way: Vec<_> = frames.iter().map(|frame| (frame.id, frame.index)).collect();
				return Page {
					items,
					next: TraceCursor::try_from(way).ok(),
				};
			}
			let frame = &mut frames[place];
			let (item, index) = (frame.id, frame.index);
			let Some(step) = frame.next.take() else {
				return Page { items, next: None };
			};
			frame.index = frame.index.saturating_add(1);
			frame.next = Self::step_of(&frame.id, &frame.item, frame.index);
			match &step.deed {
				Deed::Packed { into } => {
					for (depth, (container, steps)) in into.iter().enumerate() {
						// The innermost had a step of the same call, which says the same.
						let index = steps.saturating_add(u32::from(depth == 0));
						// Where one was that is not on record any more nobody knows.
						let Some(frame) = Self::frame(*container, index) else {
							break;
						};
						frames.push(frame);
					}
				},
				Deed::Unpacked { .. } => frames.truncate(place + 1),
				_ => {},
			}
			items.push(Traced {
				item,
				index,
				declared_wrong: DeclaredWrong::<T>::get(item, index),
				step,
			});
		}
	}

	fn frame(id: ItemId, index: u32) -> Option<Frame> {
		let item = Items::<T>::get(id)?;
		let next = Self::step_of(&id, &item, index);
		Some(Frame {
			id,
			item,
			index,
			next,
		})
	}
}
