//! The work that recalls leave: going over a lot's items, over what was made of them, and back when
//! the recall is over. Each step is small, and those that have something to do take turns.

use super::*;
use frame_support::weights::WeightMeter;
use hallmark_types::{
	items::{ItemId, OnItem},
	organisation::OrgId,
};

impl<T: Config> Pallet<T> {
	/// Do what is to be done for recalls, as far as the meter allows.
	pub(crate) fn run_errands(meter: &mut WeightMeter) {
		// Each step tells an item, its container and all around that.
		let step = T::WeightInfo::errand()
			.saturating_add(T::OnItem::weight().saturating_mul(MAX_LEVELS.into()));
		if meter.try_consume(T::WeightInfo::look_for_work()).is_err() {
			return;
		}
		loop {
			let (first, next) = ErrandNumbers::<T>::get();
			if first == next || meter.try_consume(step).is_err() {
				return;
			}
			Self::run_one_errand();
		}
	}

	/// One step of the errand that has waited longest.
	pub(crate) fn run_one_errand() {
		let (first, next) = ErrandNumbers::<T>::get();
		let errand = Errands::<T>::take(first);
		ErrandNumbers::<T>::put((first.saturating_add(1), next));
		// What is left of it waits in line: a large recall does not hold up a small one.
		if let Some(left) = errand.and_then(Self::run) {
			Self::send(left);
		}
	}

	/// Note something that is to be done.
	pub(crate) fn send(errand: Errand) {
		let (first, next) = ErrandNumbers::<T>::get();
		Errands::<T>::insert(next, errand);
		// So many errands are never run.
		ErrandNumbers::<T>::put((first, next.saturating_add(1)));
	}

	/// Note that a lot is to be gone over, for whoever recalled it.
	fn send_over_lot(recall: RecallId, by: OrgId, lot: ItemId, begins: bool) {
		Busy::<T>::mutate(by, |busy| *busy = busy.saturating_add(1));
		Self::send(Errand::Lot {
			recall,
			lot,
			next: 0,
			begins,
		});
	}

	/// A recall comes to a lot: what is of it is recalled from now on, wherever it is.
	pub(crate) fn reach_lot(recall: RecallId, record: &mut Recall, lot: ItemId) {
		let reached = Reached::Lot(lot);
		if RecallReach::<T>::contains_key(recall, reached) {
			return;
		}
		RecallReach::<T>::insert(recall, reached, ());
		record.reached = record.reached.saturating_add(1);
		Lots::<T>::mutate_extant(lot, |lot| lot.recalls = lot.recalls.saturating_add(1));
		Spreading::<T>::mutate(|spread| spread.begin(lot));
		Self::send_over_lot(recall, record.by, lot, true);
	}

	/// A recall comes to an item.
	pub(crate) fn reach_item(recall: RecallId, record: &mut Recall, id: ItemId) {
		let reached = Reached::Item(id);
		if RecallReach::<T>::contains_key(recall, reached) {
			return;
		}
		RecallReach::<T>::insert(recall, reached, ());
		record.reached = record.reached.saturating_add(1);
		let item = Items::<T>::get(id);
		Self::follow_uses(recall, id, item.as_ref());
		if let Some(mut item) = item {
			item.recalls = item.recalls.saturating_add(1);
			Self::count_recalled(&id, item);
		}
	}

	/// Note that what was made of an item is to be gone over, if anything was. That is known of items
	/// that were removed, too.
	fn follow_uses(recall: RecallId, id: ItemId, item: Option<&Item>) {
		let is_used = item.map_or_else(|| Uses::<T>::contains_key(id, 0), |item| item.uses > 0);
		if is_used {
			Self::send(Errand::Uses {
				recall,
				item: id,
				next: 0,
			});
		}
	}

	/// One step of an errand. Returns what is left of it.
	fn run(errand: Errand) -> Option<Errand> {
		match errand {
			Errand::Lot {
				recall,
				lot,
				next,
				begins,
			} => Self::go_over_lot(recall, lot, next, begins),
			Errand::Uses { recall, item, next } => Self::go_over_uses(recall, item, next),
			Errand::Outputs {
				recall,
				transformation,
				next,
			} => Self::go_over_outputs(recall, transformation, next),
			Errand::Lift { recall } => Self::lift(recall),
		}
	}

	fn go_over_lot(recall: RecallId, lot: ItemId, next: u32, begins: bool) -> Option<Errand> {
		let Some(id) = Members::<T>::get(lot, next) else {
			if begins {
				Spreading::<T>::mutate(|spread| spread.end(&lot));
			}
			if let Some(record) = Recalls::<T>::get(recall) {
				let rest = Busy::<T>::get(record.by).saturating_sub(1);
				match rest {
					0 => Busy::<T>::remove(record.by),
					_ => Busy::<T>::insert(record.by, rest),
				}
			}
			return None;
		};
		let item = Items::<T>::get(id);
		if Self::is_on(recall) {
			Self::follow_uses(recall, id, item.as_ref());
		}
		if let Some(item) = item {
			Self::count_recalled(&id, item);
		}
		Some(Errand::Lot {
			recall,
			lot,
			// There are no more members than numbers.
			next: next.saturating_add(1),
			begins,
		})
	}

	fn go_over_uses(recall: RecallId, item: ItemId, next: u32) -> Option<Errand> {
		let transformation = Uses::<T>::get(item, next).filter(|_| Self::is_on(recall))?;
		let reached = Reached::Transformation(transformation);
		if !RecallReach::<T>::contains_key(recall, reached) {
			RecallReach::<T>::insert(recall, reached, ());
			Recalls::<T>::mutate_extant(recall, |record| {
				record.reached = record.reached.saturating_add(1);
			});
			Self::send(Errand::Outputs {
				recall,
				transformation,
				next: 0,
			});
		}
		Some(Errand::Uses {
			recall,
			item,
			next: next.saturating_add(1),
		})
	}

	fn go_over_outputs(recall: RecallId, transformation: BirthId, next: u32) -> Option<Errand> {
		let mut record = Recalls::<T>::get(recall).filter(|record| record.ended_at.is_none())?;
		let made = Transformations::<T>::get(transformation)?;
		let id = *made.outputs.get(next as usize)?;
		let before = record.reached;
		Self::reach_item(recall, &mut record, id);
		if record.reached > before {
			Recalls::<T>::insert(recall, record);
			Self::deposit_event(Event::RecallReached { recall, item: id });
		}
		Some(Errand::Outputs {
			recall,
			transformation,
			next: next.saturating_add(1),
		})
	}

	fn lift(recall: RecallId) -> Option<Errand> {
		let reached = RecallReach::<T>::iter_key_prefix(recall).next()?;
		RecallReach::<T>::remove(recall, reached);
		match reached {
			Reached::Lot(lot) => {
				Lots::<T>::mutate_extant(lot, |lot| lot.recalls = lot.recalls.saturating_sub(1));
				// What is counted too much meanwhile keeps things where they are.
				if let Some(record) = Recalls::<T>::get(recall) {
					Self::send_over_lot(recall, record.by, lot, false);
				}
			},
			Reached::Item(id) => {
				if let Some(mut item) = Items::<T>::get(id) {
					item.recalls = item.recalls.saturating_sub(1);
					Self::count_recalled(&id, item);
				}
			},
			Reached::Transformation(_) => {},
		}
		Some(Errand::Lift { recall })
	}

	/// Count an item of which it may have changed whether it is recalled in what it is packed in, and
	/// store it.
	fn count_recalled(id: &ItemId, mut item: Item) {
		let is_recalled = item.parent.is_some() && Self::is_recalled(&item);
		let was_counted = core::mem::replace(&mut item.counted, is_recalled);
		Items::<T>::insert(id, &item);
		if is_recalled && !was_counted {
			Self::recount(&item, |contents| {
				contents.recalled = contents.recalled.saturating_add(1);
			});
		} else if was_counted && !is_recalled {
			Self::recount(&item, |contents| {
				contents.recalled = contents.recalled.saturating_sub(1);
			});
		}
		Self::tell(id, &item);
	}

	/// Whether a recall is not over.
	fn is_on(recall: RecallId) -> bool {
		Recalls::<T>::get(recall).is_some_and(|record| record.ended_at.is_none())
	}
}

impl Spread {
	/// A lot is being gone over.
	fn begin(&mut self, lot: ItemId) {
		if self.lots.try_push(lot).is_err() {
			self.others = self.others.saturating_add(1);
		}
	}

	/// It has been.
	fn end(&mut self, lot: &ItemId) {
		match self.lots.iter().position(|other| other == lot) {
			Some(place) => {
				self.lots.remove(place);
			},
			None => self.others = self.others.saturating_sub(1),
		}
	}

	/// Whether something in a container may be of one of these lots.
	pub(crate) fn may_reach(&self, contents: &Contents) -> bool {
		if contents.children == 0 {
			return false;
		}
		let holds_a_lot = contents.sketch != sketch::Sketch::EMPTY;
		(self.others > 0 && holds_a_lot)
			|| self
				.lots
				.iter()
				.any(|lot| contents.sketch.may_hold(&sketch::Sketch::of(lot)))
	}
}
