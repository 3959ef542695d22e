//! What an item is packed in, and what that decides.

use super::*;
use alloc::vec::Vec;
use hallmark_types::{items::ItemId, organisation::OrgId};

/// The containers that an item is in, the innermost first.
pub(crate) type Ancestors = Vec<(ItemId, Item)>;

impl<T: Config> Pallet<T> {
	/// The containers that an item is in. Reads each of them, of which there are at most
	/// [`MAX_ANCESTORS`].
	pub(crate) fn ancestors(item: &Item) -> Ancestors {
		let mut ancestors = Vec::new();
		let mut next = item.parent;
		while let Some(packed) = next.filter(|_| ancestors.len() < MAX_ANCESTORS) {
			let Some(container) = Items::<T>::get(packed.parent) else {
				break;
			};
			next = container.parent;
			ancestors.push((packed.parent, container));
		}
		ancestors
	}

	/// Change what is counted in each of the containers that an item is in, and store them. Those
	/// who want to hear of them are told.
	pub(crate) fn recount(item: &Item, change: impl Fn(&mut Contents)) {
		for (id, mut container) in Self::ancestors(item) {
			let mut contents = container.inside();
			change(&mut contents);
			container.contents = Some(contents);
			Items::<T>::insert(id, &container);
			Self::tell(&id, &container);
		}
	}

	/// To whom an item belongs.
	pub(crate) fn owner_of(item: &Item, ancestors: &[(ItemId, Item)]) -> OrgId {
		let (mut owner, mut packed) = (item.owner, item.parent);
		for (_, container) in ancestors {
			if !packed.is_some_and(|packed| packed.follows) {
				break;
			}
			(owner, packed) = (container.owner, container.parent);
		}
		owner
	}

	/// Who has an item.
	pub(crate) fn custodian_of(item: &Item, ancestors: &[(ItemId, Item)]) -> OrgId {
		ancestors
			.last()
			.map_or(item.custodian, |(_, root)| root.custodian)
	}

	/// The outermost container that an item is in; itself, if it is not packed.
	pub(crate) fn root_of(id: &ItemId, ancestors: &[(ItemId, Item)]) -> ItemId {
		ancestors.last().map_or(*id, |(root, _)| *root)
	}

	/// Who has had an item since it was packed, the first of them first: whoever has had one of its
	/// containers while it was in there.
	pub(crate) fn hands_around(item: &Item, ancestors: &[(ItemId, Item)]) -> Vec<Hand> {
		let mut hands = Vec::new();
		for (container, packed) in Self::entries(item, ancestors) {
			let held = container
				.hands
				.iter()
				.filter(|hand| hand.number > packed.number);
			hands.extend(held.copied());
		}
		hands
	}

	/// The containers that an item is in, with the latest time that it, or something that it is in,
	/// was packed on the way there: since then it has been in there.
	pub(crate) fn entries<'a>(
		item: &Item,
		ancestors: &'a [(ItemId, Item)],
	) -> impl Iterator<Item = (&'a Item, Packed)> {
		let mut next = item.parent;
		let mut latest: Option<Packed> = None;
		ancestors.iter().filter_map(move |(_, container)| {
			let packed = next?;
			next = container.parent;
			let since = latest
				.filter(|latest| latest.number > packed.number)
				.unwrap_or(packed);
			latest = Some(since);
			Some((container, since))
		})
	}

	/// Whether the item is recalled, or the lot that it is of.
	pub(crate) fn is_recalled(item: &Item) -> bool {
		item.recalls > 0
			|| item
				.lot
				.and_then(Lots::<T>::get)
				.is_some_and(|lot| lot.recalls > 0)
	}
}

impl Item {
	/// Somebody has it now.
	pub(crate) fn pass_to(&mut self, hand: Hand) {
		self.custodian = hand.org;
		if self.hands.last().is_some_and(|last| last.org == hand.org) {
			return;
		}
		if self.hands.is_full() {
			self.forget();
		}
		// There is room: one was removed if there was none.
		let _ = self.hands.try_push(hand);
	}

	/// Forget the oldest hand that was not somebody's first, for the way back follows from the first
	/// ones. If all are, forget the oldest.
	fn forget(&mut self) {
		let hands = &self.hands;
		let again = (1..hands.len()).find(|place| {
			hands[..*place]
				.iter()
				.any(|hand| hand.org == hands[*place].org)
		});
		self.hands.remove(again.unwrap_or(0));
	}

	/// Whether `to` is on the way back: it had the item before whoever has it now got it for the first
	/// time.
	pub(crate) fn leads_back(&self, to: OrgId) -> bool {
		self.way_back().any(|hand| hand.org == to)
	}

	/// Whether `to` is on the way back of everything that is in it, too: it had the item since
	/// something was put into it last.
	pub(crate) fn leads_contents_back(&self, to: OrgId) -> bool {
		let Some(filled) = self.inside().filled else {
			return self.leads_back(to);
		};
		let first = self
			.hands
			.iter()
			.rposition(|hand| hand.org == filled.org && hand.number <= filled.number)
			.unwrap_or(0);
		self.hands
			.iter()
			.skip(first)
			// If that hand was forgotten, an earlier one was found, or none.
			.filter(|hand| hand.org == filled.org || hand.number > filled.number)
			.take_while(|hand| hand.org != self.custodian)
			.any(|hand| hand.org == to)
	}

	/// Who had it before whoever has it now got it for the first time.
	fn way_back(&self) -> impl Iterator<Item = &Hand> {
		self.hands
			.iter()
			.take_while(|hand| hand.org != self.custodian)
	}
}
