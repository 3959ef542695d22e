//! What must hold after every block.

use super::*;
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use frame_support::ensure;
use hallmark_types::{
	epc::Scheme,
	items::{ItemId, Life},
};
use sp_runtime::TryRuntimeError;

/// What a walk over the things in a container counts.
#[derive(Default)]
struct Count {
	children: u32,
	heights: [u32; MAX_ANCESTORS],
	recalled: u32,
	held: u32,
	lots: BTreeSet<ItemId>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut counts: BTreeMap<ItemId, Count> = BTreeMap::new();
		let mut packed = 0;
		let mut bytes: BTreeMap<BillId, usize> = BTreeMap::new();
		for (id, item) in Items::<T>::iter() {
			Self::try_item(&id, &item)?;
			packed += usize::from(item.parent.is_some());
			Self::count(&item, &mut counts)?;
			*bytes.entry(item.bill).or_default() += Self::item_bytes();
		}
		for (id, item) in Items::<T>::iter() {
			let count = counts.remove(&id).unwrap_or_default();
			Self::try_contents(&item.inside(), &count)?;
		}
		ensure!(counts.is_empty(), "items: one is packed in nothing");
		ensure!(
			Children::<T>::iter_keys().count() == packed,
			"children: more or fewer than are packed"
		);
		Self::try_lots()?;
		Self::try_holds()?;
		Self::try_recalls()?;
		Self::try_guards()?;
		Self::try_bills(bytes)
	}

	fn try_item(id: &ItemId, item: &Item) -> Result<(), TryRuntimeError> {
		ensure!(*id == item.epc.id(), "items: an id is not its name's");
		ensure!(
			!Removed::<T>::contains_key(id),
			"items: one is removed and there"
		);
		ensure!(
			item.hands.last().map(|hand| hand.org) == Some(item.custodian),
			"items: the custodian is not the last of the hands"
		);
		ensure!(
			item.is_active() || (item.parent.is_none() && item.inside().children == 0),
			"items: one that ended is packed, or something is in it"
		);
		ensure!(
			item.is_active() || item.holds == 0,
			"items: one that ended is held"
		);
		ensure!(
			item.parent.is_some() || !item.counted,
			"items: one is counted that is in nothing"
		);
		ensure!(
			item.epc.scheme() != Scheme::Lgtin || item.lot == Some(*id),
			"items: a lot is not of itself"
		);
		if item.life != Life::Archived {
			for index in 1..item.steps {
				ensure!(Steps::<T>::contains_key(id, index), "steps: one is missing");
			}
		}
		ensure!(
			!Steps::<T>::contains_key(id, item.steps),
			"steps: there is one too many"
		);
		let uses = Uses::<T>::iter_prefix(id).count();
		ensure!(uses == item.uses as usize, "uses: miscounted");
		if let Some(packed) = item.parent {
			ensure!(
				Children::<T>::contains_key(packed.parent, id),
				"children: a packed item is missing"
			);
			let way = Self::ancestors(item);
			ensure!(
				way.last().is_some_and(|(_, root)| root.parent.is_none()),
				"items: packed too deep, or in a circle"
			);
			ensure!(
				way.iter().all(|(_, container)| container.is_active()),
				"items: one is packed in something that ended"
			);
		}
		Ok(())
	}

	fn count(item: &Item, counts: &mut BTreeMap<ItemId, Count>) -> Result<(), TryRuntimeError> {
		let mut direct = true;
		for (id, _) in Self::ancestors(item) {
			let count = counts.entry(id).or_default();
			if direct {
				count.children += 1;
				*count
					.heights
					.get_mut(item.inside().levels())
					.ok_or("contents: something is too high")? += 1;
			}
			count.recalled += u32::from(item.counted);
			count.held += u32::from(item.holds > 0);
			count.lots.extend(item.lot);
			direct = false;
		}
		Ok(())
	}

	fn try_contents(inside: &Contents, count: &Count) -> Result<(), TryRuntimeError> {
		ensure!(
			inside.children == count.children && inside.heights == count.heights,
			"contents: the children are miscounted"
		);
		ensure!(
			inside.recalled == count.recalled,
			"contents: the recalled are miscounted"
		);
		ensure!(
			inside.held == count.held,
			"contents: the held are miscounted"
		);
		ensure!(
			count
				.lots
				.iter()
				.all(|lot| inside.sketch.may_hold(&sketch::Sketch::of(lot))),
			"contents: the sketch denies a lot"
		);
		Ok(())
	}

	fn try_lots() -> Result<(), TryRuntimeError> {
		for (id, lot) in Lots::<T>::iter() {
			ensure!(id == lot.epc.id(), "lots: an id is not its name's");
			ensure!(
				Members::<T>::iter_prefix(id).count() == lot.members as usize,
				"lots: the members are miscounted"
			);
		}
		for (lot, _, id) in Members::<T>::iter() {
			ensure!(
				Items::<T>::get(id)
					.map_or(Removed::<T>::contains_key(id), |item| item.lot == Some(lot)),
				"lots: a member is of another lot"
			);
		}
		Ok(())
	}

	fn try_holds() -> Result<(), TryRuntimeError> {
		let mut holds: BTreeMap<ItemId, u8> = BTreeMap::new();
		for (id, _, _) in Holds::<T>::iter() {
			*holds.entry(id).or_default() += 1;
		}
		for (id, item) in Items::<T>::iter() {
			ensure!(
				holds.remove(&id).unwrap_or_default() == item.holds,
				"holds: miscounted"
			);
		}
		ensure!(holds.is_empty(), "holds: of no item");
		for (id, _, offer) in Offers::<T>::iter() {
			ensure!(Items::<T>::contains_key(id), "offers: of no item");
			ensure!(offer.from != offer.to, "offers: to the offerer");
		}
		Ok(())
	}

	fn try_recalls() -> Result<(), TryRuntimeError> {
		let mut reached: BTreeMap<alloc::vec::Vec<u8>, u32> = BTreeMap::new();
		for (recall, what, ()) in RecallReach::<T>::iter() {
			ensure!(Recalls::<T>::contains_key(recall), "reach: of no recall");
			*reached.entry(what.encode()).or_default() += 1;
		}
		let mut count = |what: Reached| reached.remove(&what.encode()).unwrap_or_default();
		for (id, lot) in Lots::<T>::iter() {
			ensure!(
				count(Reached::Lot(id)) == lot.recalls,
				"recalls: of a lot, miscounted"
			);
		}
		for (id, item) in Items::<T>::iter() {
			ensure!(
				count(Reached::Item(id)) == item.recalls,
				"recalls: of an item, miscounted"
			);
		}
		let mut busy: BTreeMap<_, u32> = BTreeMap::new();
		for (_, errand) in Errands::<T>::iter() {
			if let Errand::Lot { recall, .. } = errand {
				let record = Recalls::<T>::get(recall).ok_or("errands: of no recall")?;
				*busy.entry(record.by).or_default() += 1;
			}
		}
		ensure!(
			Busy::<T>::iter().collect::<BTreeMap<_, _>>() == busy,
			"busy: miscounted"
		);
		let (first, next) = ErrandNumbers::<T>::get();
		ensure!(
			Errands::<T>::iter_keys().all(|number| (first..next).contains(&number))
				&& Errands::<T>::iter_keys().count() as u64 == next - first,
			"errands: one is missing or forgotten"
		);
		if first == next {
			let spread = Spreading::<T>::get();
			ensure!(
				spread.lots.is_empty() && spread.others == 0,
				"spreading: nothing is left to do"
			);
			for (_, item) in Items::<T>::iter() {
				ensure!(
					item.counted == (item.parent.is_some() && Self::is_recalled(&item)),
					"items: one is counted as recalled and is not, or the other way round"
				);
			}
		}
		Ok(())
	}

	fn try_guards() -> Result<(), TryRuntimeError> {
		let mut listening = 0;
		for (id, slot, guard) in Guards::<T>::iter() {
			let item = Items::<T>::get(id).ok_or("guards: of no item")?;
			ensure!(slot < item.policies, "guards: in no place");
			ensure!(
				Listeners::<T>::contains_key(guard.signal, (id, slot)) != guard.closed,
				"guards: one listens that is closed, or the other way round"
			);
			ensure!(
				!guard.closed || guard.ended_at.is_some(),
				"guards: one is closed before its end"
			);
			listening += usize::from(!guard.closed);
		}
		ensure!(
			Listeners::<T>::iter_keys().count() == listening,
			"listeners: one is no policy"
		);
		Ok(())
	}

	fn try_bills(mut bytes: BTreeMap<BillId, usize>) -> Result<(), TryRuntimeError> {
		let mut add = |bill, size| *bytes.entry(bill).or_default() += size;
		for (_, _, step) in Steps::<T>::iter() {
			if let Deed::DeclaredWrong { .. } = step.deed {
				add(step.bill, Self::record_bytes(&0u32));
			}
			if let Deed::Acknowledged { .. } = step.deed {
				add(step.bill, Self::record_bytes(&step.at));
			}
			add(step.bill, Self::step_bytes(&step));
		}
		for (_, record) in Commissions::<T>::iter() {
			add(record.bill, Self::record_bytes(&record));
		}
		for (_, record) in Transformations::<T>::iter() {
			add(record.bill, Self::record_bytes(&record));
		}
		for (_, _, offer) in Offers::<T>::iter() {
			add(offer.bill, Self::offer_bytes());
		}
		for (_, recall) in Recalls::<T>::iter() {
			add(recall.bill, Self::recall_bytes());
		}
		for (_, _, guard) in Guards::<T>::iter() {
			add(guard.bill, Self::guard_bytes());
		}
		// An agreement pays nothing.
		bytes.remove(&0);
		for (number, bill) in Bills::<T>::iter() {
			let stored = bytes.remove(&number).unwrap_or_default();
			ensure!(
				stored > 0 && stored <= bill.bytes as usize,
				"bills: nothing is stored, or more than is paid for"
			);
		}
		ensure!(bytes.is_empty(), "bills: something is stored for nothing");
		Ok(())
	}
}
