//! What must be so, by what succeeded.

use crate::{mock::*, *};
use hallmark_types::{
	items::{Holder, ItemId, Items as ItemsTrait},
	organisation::OrgId,
};
use std::collections::{BTreeMap, BTreeSet};

/// A recall, as it was asked for.
pub(super) struct Called {
	pub subject: Subject,
	pub by: OrgId,
	pub returns_to: Vec<OrgId>,
	pub is_over: bool,
}

/// What was used for what.
pub(super) struct Made {
	pub inputs: Vec<ItemId>,
	pub outputs: Vec<ItemId>,
}

/// What must be so, by what succeeded.
#[derive(Default)]
pub(super) struct Model {
	pub items: Vec<ItemId>,
	/// Everybody who has had an item, the present one last.
	pub hands: BTreeMap<ItemId, Vec<OrgId>>,
	pub owners: BTreeMap<ItemId, OrgId>,
	pub issuers: BTreeMap<ItemId, OrgId>,
	pub lots: BTreeMap<ItemId, ItemId>,
	pub parents: BTreeMap<ItemId, ItemId>,
	/// What follows its container's owner.
	pub follows: BTreeSet<ItemId>,
	pub holds: BTreeSet<(ItemId, Holder)>,
	pub recalls: Vec<Called>,
	pub made: Vec<Made>,
	/// How many names of each kind were given.
	pub names: u32,
	pub sequences: u64,
}

impl Model {
	pub fn begin(&mut self, org: OrgId, id: ItemId) {
		self.items.push(id);
		self.hands.insert(id, vec![org]);
		self.owners.insert(id, org);
		self.issuers.insert(id, org);
		if let Some(lot) = Items::<Test>::get(id).and_then(|item| item.lot) {
			self.lots.insert(id, lot);
		}
	}

	pub fn root(&self, mut id: ItemId) -> ItemId {
		while let Some(parent) = self.parents.get(&id) {
			id = *parent;
		}
		id
	}

	pub fn custodian(&self, id: ItemId) -> OrgId {
		*self.hands[&self.root(id)].last().expect("somebody has it")
	}

	pub fn owner(&self, mut id: ItemId) -> OrgId {
		while self.follows.contains(&id) {
			id = self.parents[&id];
		}
		self.owners[&id]
	}

	/// An item and everything in it.
	pub fn inside(&self, root: ItemId) -> Vec<ItemId> {
		let is_in = |id: &&ItemId| {
			let mut way = **id;
			loop {
				if way == root {
					return true;
				}
				match self.parents.get(&way) {
					Some(parent) => way = *parent,
					None => return false,
				}
			}
		};
		self.items.iter().filter(is_in).copied().collect()
	}

	pub fn is_held(&self, id: ItemId) -> bool {
		self.holds.iter().any(|(held, _)| *held == id)
	}

	/// Whether a recall is about an item itself or its lot.
	pub fn is_subject(&self, called: &Called, id: ItemId) -> bool {
		match called.subject {
			Subject::Item(item) => item == id,
			Subject::Lot(lot) => self.lots.get(&id) == Some(&lot),
		}
	}

	/// Whether any recall that is not over is.
	pub fn is_called_back(&self, id: ItemId) -> bool {
		self.recalls
			.iter()
			.any(|called| !called.is_over && self.is_subject(called, id))
	}

	/// Everything that a recall comes to in the end.
	pub fn reach(&self, called: &Called) -> BTreeSet<ItemId> {
		let mut reach: BTreeSet<_> = self
			.items
			.iter()
			.copied()
			.filter(|id| self.is_subject(called, *id))
			.collect();
		// What was made later comes later.
		for made in &self.made {
			if made.inputs.iter().any(|input| reach.contains(input)) {
				reach.extend(&made.outputs);
			}
		}
		reach
	}

	/// That nothing moves which must not.
	pub fn ensure_moves(&self, root: ItemId, to: OrgId, offer: &Offer) {
		let from = self.custodian(root);
		for id in self.inside(root) {
			assert!(!self.is_held(id), "something that is held moved");
			let item = Items::<Test>::get(id).expect("it is there");
			if !self.is_called_back(id) && item.recalls == 0 {
				continue;
			}
			let had_it = &self.hands[&id];
			let is_back = if id == root && had_it.len() <= MAX_HANDS as usize {
				had_it
					.iter()
					.take_while(|org| **org != from)
					.any(|org| *org == to)
			} else {
				had_it.contains(&to)
			};
			let is_named = || {
				let Some(called) = offer
					.recall
					.and_then(|recall| self.recalls.get(recall as usize - 1))
				else {
					return false;
				};
				!called.is_over
					&& (called.by == to || called.returns_to.contains(&to))
					&& self.reach(called).contains(&id)
			};
			assert!(
				is_back || (id == root && (self.issuers[&id] == to || is_named())),
				"something that is recalled moved on to {to}: {had_it:?}"
			);
		}
	}

	/// That the chain says the same.
	pub fn check(&self) {
		for id in &self.items {
			let Some(facts) = <Custody as ItemsTrait>::facts(id) else {
				assert!(Removed::<Test>::contains_key(id));
				continue;
			};
			assert_eq!(facts.custodian, self.custodian(*id), "who has it");
			assert_eq!(facts.owner, self.owner(*id), "whose it is");
			assert_eq!(facts.root, self.root(*id), "what it is in");
			let mut way = Some(*id);
			let mut held = false;
			while let Some(id) = way {
				held |= self.is_held(id);
				way = self.parents.get(&id).copied();
			}
			assert_eq!(facts.held, held, "whether it is held");
			if self.is_called_back(*id) {
				assert!(facts.recalled, "it is called back");
			}
		}
	}

	/// That when all is done exactly that is recalled which was made of what was called back.
	pub fn check_in_the_end(&self) {
		let mut recalled = BTreeSet::new();
		for called in self.recalls.iter().filter(|called| !called.is_over) {
			recalled.extend(self.reach(called));
		}
		for id in &self.items {
			let Some(item) = Items::<Test>::get(id) else {
				continue;
			};
			assert_eq!(Custody::is_recalled(&item), recalled.contains(id));
			let is_counted = item.parent.is_some() && recalled.contains(id);
			assert_eq!(item.counted, is_counted);
			let inside = self.inside(*id).into_iter().filter(|other| other != id);
			let count = inside.filter(|other| recalled.contains(other)).count();
			assert_eq!(item.inside().recalled, count as u32);
		}
	}
}
