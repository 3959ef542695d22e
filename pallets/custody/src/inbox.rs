//! How readings come to policies. Who hears of one notes it, which costs the same whoever waits for
//! it; the work is done from a share of each block that is reserved for it, in the order in which
//! the readings came.

use super::*;
use frame_support::{traits::Time, weights::WeightMeter};
use hallmark_conditions::excursion::{Batch, RuleSet, Source};
use hallmark_types::{
	items::{ItemId, Life, OnItem},
	organisation::OrgId,
	readings::{Attested, AttestedBatch, OnReading, Proven, Readings, Signal},
	BlockNumber, Moment,
};
use sp_runtime::Weight;

impl<T: Config> OnReading for Pallet<T> {
	fn on_reading(signal: &Signal, reading: &Attested) {
		if let Some(heard) = Heard::reading(reading) {
			Inbox::<T>::append((signal, heard));
		}
	}

	fn on_batch(signal: &Signal, batch: &AttestedBatch) {
		if let Some(heard) = Heard::batch(batch) {
			Inbox::<T>::append((signal, heard));
		}
	}

	fn on_proof(signal: &Signal, proven: &Proven) {
		if let Some(heard) = Heard::proof(proven) {
			Inbox::<T>::append((signal, heard));
		}
	}

	fn weight() -> Weight {
		T::WeightInfo::hear()
	}
}

impl<T: Config> Pallet<T> {
	/// Put what was heard in a block where it waits.
	pub(crate) fn collect(block: BlockNumber) {
		let heard = Inbox::<T>::take();
		if heard.is_empty() {
			return;
		}
		Done::<T>::mutate(|progress| progress.heard_in = progress.heard_in.max(block));
		// Nothing is there yet, unless a block was collected twice.
		let mut backlog = Backlog::<T>::get(block);
		backlog.extend(heard);
		Backlog::<T>::insert(block, backlog);
	}

	/// Hold what was heard against the policies, as far as the meter allows, in all blocks before
	/// `end`.
	pub(crate) fn work_on_readings(meter: &mut WeightMeter, end: BlockNumber) {
		let mut progress = Done::<T>::get();
		if progress.block >= end {
			return;
		}
		let step = T::WeightInfo::hear_step().saturating_add(T::OnItem::weight().saturating_mul(2));
		while progress.block < end {
			// Between what waits and now there may be a long silence.
			if progress.block > progress.heard_in {
				progress.block = end;
				break;
			}
			if meter.try_consume(T::WeightInfo::open_backlog(1)).is_err() {
				break;
			}
			let count = Backlog::<T>::decode_len(progress.block).unwrap_or(0) as u32;
			if count > 1
				&& meter
					.try_consume(
						T::WeightInfo::open_backlog(count)
							.saturating_sub(T::WeightInfo::open_backlog(1)),
					)
					.is_err()
			{
				break;
			}
			let backlog = Backlog::<T>::get(progress.block);
			if !Self::work_on_block(meter, step, &backlog, &mut progress) {
				break;
			}
			Backlog::<T>::remove(progress.block);
			progress = Progress {
				block: progress.block.saturating_add(1),
				done: 0,
				last: None,
				..progress
			};
		}
		Done::<T>::put(progress);
	}

	/// What was heard in one block. Returns whether all of it is done.
	pub(crate) fn work_on_block(
		meter: &mut WeightMeter,
		step: Weight,
		backlog: &[(Signal, Heard)],
		progress: &mut Progress,
	) -> bool {
		while let Some((signal, heard)) = backlog.get(progress.done as usize) {
			if meter.try_consume(step).is_err() {
				return false;
			}
			match Self::listener_after(signal, progress.last) {
				Some((item, slot)) => {
					Self::hear(&item, slot, heard);
					progress.last = Some((item, slot));
				},
				None => {
					progress.last = None;
					progress.done = progress.done.saturating_add(1);
				},
			}
		}
		true
	}

	/// The policy that hears of a stream after another one.
	fn listener_after(signal: &Signal, last: Option<(ItemId, u8)>) -> Option<(ItemId, u8)> {
		match last {
			Some(last) => Listeners::<T>::iter_key_prefix_from(
				signal,
				Listeners::<T>::hashed_key_for(signal, last),
			)
			.next(),
			None => Listeners::<T>::iter_key_prefix(signal).next(),
		}
	}

	/// One policy hears of something.
	fn hear(id: &ItemId, slot: u8, heard: &Heard) {
		let Some(mut guard) = Guards::<T>::get(id, slot) else {
			return;
		};
		let Some(item) = Items::<T>::get(id) else {
			return;
		};
		guard.ended_at = Self::end_of(id, &guard);
		let now = T::Time::now();
		let before = guard.breached();
		let outlook = |guard: &Guard| {
			let record = &guard.record;
			(
				record.assess(&guard.policy, now),
				record.next_change(&guard.policy, now),
			)
		};
		let (assessed, expected) = outlook(&guard);
		guard.land(heard);
		let breached = guard.breached();
		// When all is settled that was measured before the end, the rest is of no interest.
		if guard
			.ended_at
			.is_some_and(|end| guard.record.settled() >= end)
		{
			Self::close_guard(id, slot, &mut guard);
		}
		// Who was told looks again when the verdict may change by itself. That it will do so sooner is
		// news: an excursion that has begun needs no further reading to become a breach. That it will do
		// so later is none, or every sign of life would be.
		let (newly, next) = outlook(&guard);
		let is_sooner = next.is_some_and(|next| expected.is_none_or(|expected| next < expected));
		let is_news = guard.closed || newly != assessed || is_sooner;
		Guards::<T>::insert(id, slot, &guard);
		if is_news {
			Self::tell_around(id, &item);
		}
		if breached != before {
			Self::deposit_event(Event::PolicyBreached {
				item: *id,
				slot,
				rules: breached
					.iter()
					.fold(0, |bits, place| bits | 1u8.wrapping_shl(place as u32)),
			});
		}
	}

	/// Whether something was heard of a stream that its policies have not been held against yet.
	pub(crate) fn is_waiting(signal: &Signal) -> bool {
		T::Readings::signal(signal)
			.and_then(|state| state.told_at)
			.is_some_and(|told| told >= Done::<T>::get().block)
	}

	/// When a policy ended: by a call, by the acceptance that it was to last until, or because nothing
	/// is left of the item.
	pub(crate) fn end_of(id: &ItemId, guard: &Guard) -> Option<Moment> {
		guard.ended_at.or_else(|| {
			let item = Items::<T>::get(id)?;
			let accepted = guard
				.until
				.and_then(|org| Self::first_accepted(&item, org, guard.since));
			accepted
				.into_iter()
				.chain(Self::used_up_at(id, &item))
				.min()
		})
	}

	/// When the last of an item was used.
	fn used_up_at(id: &ItemId, item: &Item) -> Option<Moment> {
		if item.life != Life::Consumed {
			return None;
		}
		let last = Uses::<T>::get(id, item.uses.checked_sub(1)?)?;
		Some(Transformations::<T>::get(last)?.at)
	}

	/// When `org` took an item into custody for the first time since `since`, packed or not.
	pub(crate) fn first_accepted(item: &Item, org: OrgId, since: Moment) -> Option<Moment> {
		let around = Self::hands_around(item, &Self::ancestors(item));
		item.hands
			.iter()
			.skip(1)
			.chain(&around)
			.filter(|hand| hand.org == org && hand.since >= since)
			.map(|hand| hand.since)
			.min()
	}
}

impl Guard {
	/// The rules that were breached while the policy was in force, as far as it is settled.
	fn breached(&self) -> RuleSet {
		self.record
			.tallies()
			.iter()
			.enumerate()
			.filter_map(|(place, tally)| Some((place, tally.breach?.at)))
			.filter(|(_, at)| self.ended_at.is_none_or(|end| *at <= end))
			.fold(RuleSet::NONE, |set, (place, _)| set.with(place))
	}

	/// Something lands. What was measured after the end still lands, for it tells that nothing
	/// earlier is to come.
	fn land(&mut self, heard: &Heard) {
		match *heard {
			Heard::Reading {
				measured,
				sequence,
				value,
			} => {
				let source = Source { measured, sequence };
				self.record.reading(&self.policy, source, value);
			},
			Heard::Batch {
				sequence,
				count,
				first,
				last,
				lowest,
				highest,
			} => {
				let batch = Batch {
					sequence,
					count,
					first,
					last,
					lowest,
					highest,
				};
				self.record.batch(&self.policy, &batch);
			},
			Heard::Proof {
				sequence,
				index,
				measured,
				value,
			} => {
				// A proof that discloses nothing changes nothing: anybody may prove anything.
				let _ = self
					.record
					.disclose(&self.policy, sequence, index, measured, value);
			},
		}
	}
}
