//! How things are packed and unpacked. Whatever is in a container moves with it: nothing is written
//! for the things inside.

use super::*;
use crate::{acts::Act, containers::Ancestors};
use alloc::vec::Vec;
use frame_support::ensure;
use hallmark_types::{
	epc::Scheme,
	items::{ItemId, Verdict},
	organisation::OrgId,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_pack(
		who: T::AccountId,
		parent: ItemId,
		children: ItemIds,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		let mut chain = Self::open_chain(org, parent)?;
		ensure!(
			chain[0].1.epc.scheme() != Scheme::Lgtin,
			Error::<T>::NotAContainer
		);
		let mut items = Self::loose(org, &children)?;
		for (id, item) in &items {
			ensure!(
				chain.iter().all(|(container, _)| container != id),
				Error::<T>::Cycle
			);
			let levels = chain.len() + 1 + item.inside().levels();
			ensure!(levels <= MAX_LEVELS as usize, Error::<T>::TooDeep);
		}

		let mut act = Self::begin(org, context)?;
		let owner = Self::owner_of(&chain[0].1, &chain[1..]);
		let into: Vec<_> = chain.iter().map(|(id, item)| (*id, item.steps)).collect();
		// There are no more containers around something than levels.
		let into = Way::truncate_from(into);
		for (id, item) in &mut items {
			item.counted = Self::is_recalled(item);
			item.parent = Some(Packed {
				parent,
				since: act.at,
				number: act.number,
				follows: item.owner == owner,
			});
			Self::record(&mut act, id, item, Deed::Packed { into: into.clone() })?;
			Self::put_in(&act, &mut chain, item);
			Children::<T>::insert(parent, *id, ());
			Items::<T>::insert(*id, &*item);
		}
		let count = children.len() as u32;
		Self::record(
			&mut act,
			&parent,
			&mut chain[0].1,
			Deed::Filled { children },
		)?;
		Self::close_chain(chain, &items);
		Self::settle(act, &who)?;
		Self::deposit_event(Event::Packed {
			parent,
			children: count,
			by: org,
		});
		Ok(())
	}

	pub(crate) fn do_unpack(
		who: T::AccountId,
		parent: ItemId,
		children: ItemIds,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		let mut chain = Self::open_chain(org, parent)?;
		Self::ensure_distinct(&children)?;
		let mut items = Vec::with_capacity(children.len());
		for id in &children {
			let item = Self::active(id)?;
			ensure!(
				item.parent.is_some_and(|packed| packed.parent == parent),
				Error::<T>::NotPackedThere
			);
			items.push((*id, item));
		}

		let mut act = Self::begin(org, context)?;
		for (id, item) in &mut items {
			Self::take_out(&act, &mut chain, item);
			Self::record(&mut act, id, item, Deed::Unpacked { parent })?;
			Children::<T>::remove(parent, *id);
			Items::<T>::insert(*id, &*item);
		}
		let count = children.len() as u32;
		Self::record(
			&mut act,
			&parent,
			&mut chain[0].1,
			Deed::Emptied { children },
		)?;
		Self::close_chain(chain, &items);
		Self::settle(act, &who)?;
		Self::deposit_event(Event::Unpacked {
			parent,
			children: count,
			by: org,
		});
		Ok(())
	}

	/// A container that `org` may open, and those that it is in.
	fn open_chain(org: OrgId, parent: ItemId) -> Result<Ancestors, DispatchError> {
		let container = Self::active(&parent)?;
		let outer = Self::ancestors(&container);
		ensure!(
			Self::custodian_of(&container, &outer) == org,
			Error::<T>::NotCustodian
		);
		let mut chain = alloc::vec![(parent, container)];
		chain.extend(outer);
		ensure!(
			chain.iter().all(|(_, container)| container.holds == 0),
			Error::<T>::ItemIsHeld
		);
		let root = Self::root_of(&parent, &chain);
		ensure!(!Self::is_on_offer(&root), Error::<T>::ItemOnOffer);
		Ok(chain)
	}

	/// Things that `org` has, that are in nothing, and that nothing forbids to be moved but a recall.
	pub(crate) fn loose(org: OrgId, ids: &[ItemId]) -> Result<Vec<(ItemId, Item)>, DispatchError> {
		Self::ensure_distinct(ids)?;
		let mut items = Vec::with_capacity(ids.len());
		for id in ids {
			let item = Self::active(id)?;
			ensure!(item.parent.is_none(), Error::<T>::ItemIsPacked);
			ensure!(item.custodian == org, Error::<T>::NotCustodian);
			ensure!(
				item.holds == 0 && item.inside().held == 0,
				Error::<T>::ItemIsHeld
			);
			ensure!(!Self::is_on_offer(id), Error::<T>::ItemOnOffer);
			items.push((*id, item));
		}
		Ok(items)
	}

	/// Count something that was packed, in its container and in those around it.
	fn put_in(act: &Act, chain: &mut Ancestors, item: &Item) {
		let inside = item.inside();
		let mut sketch = inside.sketch;
		if let Some(lot) = &item.lot {
			sketch = sketch.and(&sketch::Sketch::of(lot));
		}
		// It is added beneath a level that did not have it, up to where there was a higher one.
		let mut before = None;
		let mut after = inside.levels();
		for (place, (_, container)) in chain.iter_mut().enumerate() {
			let mut contents = container.inside();
			let levels = contents.levels();
			contents.change_heights(before, Some(after));
			(before, after) = (Some(levels), contents.levels());
			if place == 0 {
				// There are fewer things than four billion: each has a deposit.
				contents.children = contents.children.saturating_add(1);
			}
			contents.recalled = contents
				.recalled
				.saturating_add(inside.recalled)
				.saturating_add(item.counted.into());
			contents.sketch = contents.sketch.and(&sketch);
			contents.filled = Some(act.hand());
			container.contents = Some(contents);
		}
	}

	/// Take something out: count it no more, and give it what its containers decided meanwhile.
	fn take_out(act: &Act, chain: &mut Ancestors, item: &mut Item) {
		let inside = item.inside();
		let held = inside.held + u32::from(item.holds > 0);
		item.owner = Self::owner_of(item, chain);
		for hand in Self::hands_around(item, chain) {
			item.pass_to(hand);
		}
		// The container's oldest hands may be forgotten.
		item.pass_to(act.hand());
		let stays: Vec<_> = Self::entries(item, chain)
			.zip(chain.iter())
			.filter(|((container, _), _)| container.policies > 0)
			.map(|((_, packed), (container, _))| Stay {
				container: *container,
				from: packed.since,
				to: act.at,
			})
			.collect();
		for stay in stays {
			Self::remember(item, stay);
		}

		let (mut before, mut after) = (Some(inside.levels()), None);
		for (place, (_, container)) in chain.iter_mut().enumerate() {
			let mut contents = container.inside();
			let levels = contents.levels();
			contents.change_heights(before, after);
			(before, after) = (Some(levels), Some(contents.levels()));
			if place == 0 {
				contents.children = contents.children.saturating_sub(1);
			}
			contents.recalled = contents
				.recalled
				.saturating_sub(inside.recalled)
				.saturating_sub(item.counted.into());
			contents.held = contents.held.saturating_sub(held);
			if contents.children == 0 {
				contents.sketch = sketch::Sketch::EMPTY;
			}
			container.contents = Some(contents);
		}
		item.parent = None;
		item.counted = false;
	}

	/// Remember a stay. Of the oldest, what it came to is enough.
	fn remember(item: &mut Item, stay: Stay) {
		if item.stays.is_full() {
			let oldest = item.stays.remove(0);
			let verdict = Self::verdict_of_stay(&oldest);
			item.inherited = Some(item.inherited.map_or(verdict, |past| past.and(verdict)));
		}
		// There is room: one was removed if there was none.
		let _ = item.stays.try_push(stay);
	}

	/// What the policies of a container came to during a stay, for good. What may still be heard of it
	/// would be heard by nobody: without it, nothing is good.
	pub(crate) fn verdict_of_stay(stay: &Stay) -> Verdict {
		match Self::judge_stay(stay) {
			None => Verdict::Good,
			Some(judged) if judged.waiting || !judged.settled => {
				judged.verdict.and(Verdict::Unknown)
			},
			Some(judged) => judged.verdict,
		}
	}

	/// Store containers, and tell those who want to hear of them or of what was moved.
	fn close_chain(chain: Ancestors, moved: &[(ItemId, Item)]) {
		for (id, container) in &chain {
			Items::<T>::insert(id, container);
		}
		for (id, item) in moved
			.iter()
			.chain(chain.first())
			.chain(chain.iter().skip(1).last())
		{
			Self::tell(id, item);
		}
	}
}

impl Contents {
	/// One thing in it had so many levels and has so many now; `None` if it was not in it, or is not
	/// any more.
	fn change_heights(&mut self, before: Option<usize>, after: Option<usize>) {
		if before == after {
			return;
		}
		// Nothing is packed so deep that it has no place here.
		if let Some(count) = before.and_then(|levels| self.heights.get_mut(levels)) {
			*count = count.saturating_sub(1);
		}
		if let Some(count) = after.and_then(|levels| self.heights.get_mut(levels)) {
			*count = count.saturating_add(1);
		}
	}
}
