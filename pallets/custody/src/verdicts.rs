//! What the policies of an item came to, and what the other pallets ask.

use super::*;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use hallmark_conditions::excursion;
use hallmark_types::{
	items::{Holder, ItemFacts, ItemId, Items as ItemsTrait, Judgement, OnItem, Verdict},
	organisation::OrgId,
	Moment,
};
use sp_core::H256;
use sp_runtime::{DispatchResult, Weight};

/// A verdict that is being put together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Judged {
	/// What it is.
	pub verdict: Verdict,
	/// When it may change with no other event than time.
	pub until: Option<Moment>,
	/// Something was heard that is not counted yet.
	pub waiting: bool,
	/// Nothing can be measured any more that it does not know of, but late.
	pub settled: bool,
}

impl Judged {
	fn and(self, other: Self) -> Self {
		Self {
			verdict: self.verdict.and(other.verdict),
			until: self.until.into_iter().chain(other.until).min(),
			waiting: self.waiting || other.waiting,
			settled: self.settled && other.settled,
		}
	}

	fn of(verdict: Verdict) -> Self {
		Self {
			verdict,
			until: None,
			waiting: false,
			settled: true,
		}
	}

	/// As it is shown: a breach stays one, and nothing else is said while something waits.
	pub(crate) fn finding(self) -> Finding {
		match self.verdict {
			Verdict::Breached => Finding::Breached,
			_ if self.waiting => Finding::Pending,
			Verdict::Good => Finding::Good,
			Verdict::Unknown => Finding::Unknown,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// What is known of an item's conditions. `None` if it never had a policy.
	pub(crate) fn finding_of(id: &ItemId) -> Option<Finding> {
		Some(Self::judge_item(id)?.finding())
	}

	/// What all policies came to that an item has had, by itself or in a container.
	pub(crate) fn judge_item(id: &ItemId) -> Option<Judged> {
		let item = Items::<T>::get(id)?;
		let ancestors = Self::ancestors(&item);
		let own = Self::judge_during(id, item.policies, 0, None);
		let around = Self::entries(&item, &ancestors).zip(&ancestors).filter_map(
			|((container, packed), (id, _))| {
				Self::judge_during(id, container.policies, packed.since, None)
			},
		);
		let past = item.stays.iter().filter_map(Self::judge_stay);
		own.into_iter()
			.chain(around)
			.chain(past)
			.chain(item.inherited.map(Judged::of))
			.reduce(Judged::and)
	}

	/// What the policies of a container came to during a stay. `None` if none was in force then. What
	/// is not on record any more is unknown.
	pub(crate) fn judge_stay(stay: &Stay) -> Option<Judged> {
		let Some(container) = Items::<T>::get(stay.container) else {
			return Some(Judged::of(Verdict::Unknown));
		};
		Self::judge_during(
			&stay.container,
			container.policies,
			stay.from,
			Some(stay.to),
		)
	}

	/// What the policies of an item came to from one moment to another, or until now. `None` if none
	/// was in force then.
	pub(crate) fn judge_during(
		id: &ItemId,
		policies: u8,
		from: Moment,
		to: Option<Moment>,
	) -> Option<Judged> {
		(0..policies)
			.filter_map(|slot| Guards::<T>::get(id, slot))
			.filter_map(|guard| Self::judge_guard(id, &guard, from, to))
			.reduce(Judged::and)
	}

	/// What one policy came to.
	pub(crate) fn judge_guard(
		id: &ItemId,
		guard: &Guard,
		from: Moment,
		to: Option<Moment>,
	) -> Option<Judged> {
		let now = T::Time::now();
		let end = Self::end_of(id, guard).into_iter().chain(to).min();
		let from = from.max(guard.since);
		if end.is_some_and(|end| end < from) {
			return None;
		}
		let verdict = match end {
			// It was in force for a moment in which nothing can have gone wrong.
			Some(end) if end == from && from > guard.since => return None,
			Some(end) => guard.record.assess_during(&guard.policy, from, end),
			None if from == guard.since => guard.record.assess(&guard.policy, now),
			None => guard.record.assess_during(&guard.policy, from, now),
		};
		let is_ongoing = end.is_none_or(|end| now <= end);
		Some(Judged {
			verdict: match verdict {
				excursion::Verdict::Good => Verdict::Good,
				excursion::Verdict::Breached(_) => Verdict::Breached,
				excursion::Verdict::Unknown(_) => Verdict::Unknown,
			},
			until: is_ongoing
				.then(|| guard.record.next_change(&guard.policy, now))
				.flatten(),
			waiting: !guard.closed && Self::is_waiting(&guard.signal),
			settled: guard.closed || end.is_some_and(|end| guard.record.settled() >= end),
		})
	}
}

impl<T: Config> ItemsTrait for Pallet<T> {
	fn facts(id: &ItemId) -> Option<ItemFacts> {
		let item = Items::<T>::get(id)?;
		let ancestors = Self::ancestors(&item);
		let root = Self::root_of(id, &ancestors);
		let around = || ancestors.iter().map(|(_, container)| container);
		Some(ItemFacts {
			life: item.life,
			owner: Self::owner_of(&item, &ancestors),
			custodian: Self::custodian_of(&item, &ancestors),
			root,
			offered: Self::is_on_offer(&root),
			held: item.holds > 0 || around().any(|container| container.holds > 0),
			recalled: Self::is_recalled(&item) || around().any(Self::is_recalled),
		})
	}

	fn judge(id: &ItemId) -> Option<Judgement> {
		let judged = Self::judge_item(id)?;
		Some(match judged.finding() {
			// Nothing is fine that is not known, and it will be known in a moment.
			Finding::Pending => Judgement {
				verdict: Verdict::Unknown,
				until: T::Time::now().checked_add(1),
			},
			_ => Judgement {
				verdict: judged.verdict,
				until: judged.until,
			},
		})
	}

	fn accepted_since(id: &ItemId, org: OrgId, since: Moment) -> bool {
		Items::<T>::get(id).is_some_and(|item| Self::first_accepted(&item, org, since).is_some())
	}

	fn watch(id: &ItemId) -> DispatchResult {
		let mut item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		item.watchers = item
			.watchers
			.checked_add(1)
			.ok_or(Error::<T>::NumbersExhausted)?;
		Items::<T>::insert(id, item);
		Ok(())
	}

	fn unwatch(id: &ItemId) {
		if let Some(mut item) = Items::<T>::get(id).filter(|item| item.watchers > 0) {
			item.watchers -= 1;
			Items::<T>::insert(id, item);
		}
	}

	fn hold(id: &ItemId, holder: Holder, reason: H256) -> DispatchResult {
		let item = Self::active(id)?;
		if Holds::<T>::contains_key(id, holder) {
			return Ok(());
		}
		ensure!(item.holds < MAX_HOLDERS, Error::<T>::TooManyHolders);
		let mut act = Self::begin_for_agreement()?;
		Self::put_on_hold(&mut act, *id, item, holder, reason)
	}

	fn release(id: &ItemId, holder: Holder) {
		if !Holds::<T>::contains_key(id, holder) {
			return;
		}
		let released = Items::<T>::get(id).zip(Self::begin_for_agreement().ok());
		if let Some((item, mut act)) = released {
			// Only numbers that are used up could be in the way, and they are not.
			let _ = Self::let_go(&mut act, *id, item, holder);
		}
	}

	fn facts_weight() -> Weight {
		// The item, its containers, their lots, and two offers.
		let reads = 2 * (1 + MAX_ANCESTORS as u64) + 2;
		T::DbWeight::get().reads_writes(reads, 1)
	}

	fn judge_weight() -> Weight {
		T::WeightInfo::judge()
	}

	fn hold_weight() -> Weight {
		// The item and all that it is in are told of.
		T::WeightInfo::hold().saturating_add(T::OnItem::weight().saturating_mul(MAX_LEVELS.into()))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_item(owner: OrgId, n: u32) -> ItemId {
		benchmarking::deep_item::<T>(owner, n)
	}
}
