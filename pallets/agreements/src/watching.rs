//! Who watches what, and how it is noted in constant time that something happened.

use super::*;
use frame_support::{storage::with_storage_layer, weights::Weight};
use hallmark_agreements::{AgreementId, Terms};
use hallmark_types::{
	device::{DeviceId, DeviceStatus, OnStanding},
	epc::ItemId,
	items::{Items, OnItem},
	readings::{Attested, AttestedBatch, OnReading, Proven, Signal, Watch},
	windows::Epoch,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Watch everything that the terms ask about.
	pub(crate) fn watch_all(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
	) -> DispatchResult {
		for stream in &terms.streams {
			Self::watch(id, Source::Stream(stream.signal))?;
			Self::watch(id, Source::Device(stream.signal.device))?;
		}
		for (item, root) in terms.items().into_iter().zip(agreement.roots.iter_mut()) {
			Self::watch(id, Source::Item(item))?;
			*root = root_of::<T>(&item);
			if *root != item {
				Self::watch(id, Source::Item(*root))?;
			}
		}
		Ok(())
	}

	/// Watch nothing any more.
	pub(crate) fn unwatch_all(id: AgreementId, terms: &Terms, agreement: &AgreementOf<T>) {
		for stream in &terms.streams {
			Self::unwatch(id, Source::Stream(stream.signal));
			Self::unwatch(id, Source::Device(stream.signal.device));
		}
		for (item, root) in terms.items().into_iter().zip(&agreement.roots) {
			Self::unwatch(id, Source::Item(item));
			if *root != item {
				Self::unwatch(id, Source::Item(*root));
			}
		}
	}

	/// An item may have been packed, or unpacked, since it was looked at last: what changes hands now
	/// is another one. Where that cannot be watched, it is tried again next time. Returns how many have.
	pub(crate) fn follow_roots(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
	) -> u32 {
		let mut moved = 0u32;
		for (item, root) in terms.items().into_iter().zip(agreement.roots.iter_mut()) {
			let now = root_of::<T>(&item);
			if now == *root {
				continue;
			}
			moved = moved.saturating_add(1);
			let watched = with_storage_layer(|| {
				if now == item {
					return Ok(());
				}
				Self::watch(id, Source::Item(now))
			});
			if watched.is_err() {
				continue;
			}
			if *root != item {
				Self::unwatch(id, Source::Item(*root));
			}
			*root = now;
		}
		moved
	}

	/// An agreement watches a source once more.
	pub(crate) fn watch(id: AgreementId, source: Source) -> DispatchResult {
		let times = Watchers::<T>::get(source, id).unwrap_or_default();
		if times == 0 {
			match &source {
				Source::Stream(signal) => T::Readings::watch(signal)?,
				Source::Item(item) => T::Items::watch(item)?,
				Source::Device(_) => {},
			}
			Sources::<T>::mutate(source, |interest| {
				let interest = interest.get_or_insert_default();
				// As many as there are agreements, whose numbers are of the same kind.
				interest.watchers = interest.watchers.saturating_add(1);
			});
		}
		// At most once for each stream and item, of which there are far fewer.
		Watchers::<T>::insert(source, id, times.saturating_add(1));
		Ok(())
	}

	/// An agreement watches a source once less.
	pub(crate) fn unwatch(id: AgreementId, source: Source) {
		match Watchers::<T>::get(source, id) {
			None => {},
			Some(times) if times > 1 => Watchers::<T>::insert(source, id, times - 1),
			Some(_) => {
				Watchers::<T>::remove(source, id);
				match &source {
					Source::Stream(signal) => T::Readings::unwatch(signal),
					Source::Item(item) => T::Items::unwatch(item),
					Source::Device(_) => {},
				}
				Sources::<T>::mutate_exists(source, |interest| {
					if let Some(it) = interest {
						it.watchers = it.watchers.saturating_sub(1);
						if it.watchers == 0 {
							*interest = None;
						}
					}
				});
			},
		}
	}

	/// Something was heard of a source. At most two reads and three writes, whatever the number of
	/// agreements that watch it; one read if none does, two if it is noted already.
	pub(crate) fn mark(source: Source) {
		let Some(mut interest) = Sources::<T>::get(source) else {
			return;
		};
		let mut progress = Progress::<T>::get();
		if interest.marked == progress.epoch {
			return;
		}
		interest.marked = progress.epoch;
		Sources::<T>::insert(source, interest);
		Queue::<T>::insert(progress.tail, source);
		// One every nanosecond would take five centuries to count this far.
		progress.tail = progress.tail.saturating_add(1);
		Progress::<T>::put(progress);
	}
}

/// Where an item is that changes hands, if it is still there.
fn root_of<T: Config>(item: &ItemId) -> ItemId {
	T::Items::facts(item).map_or(*item, |facts| facts.root)
}

impl<T: Config> OnReading for Pallet<T> {
	fn on_reading(signal: &Signal, _: &Attested) {
		Self::mark(Source::Stream(*signal));
	}

	fn on_batch(signal: &Signal, _: &AttestedBatch) {
		Self::mark(Source::Stream(*signal));
	}

	// A proof shows what one reading of a batch was. Conditions go by what the device signed about all
	// of them.
	fn on_proof(_: &Signal, _: &Proven) {}

	fn epoch() -> Epoch {
		Progress::<T>::get().epoch
	}

	fn weight() -> Weight {
		T::WeightInfo::mark()
	}
}

impl<T: Config> OnItem for Pallet<T> {
	fn on_item(item: &ItemId) {
		Self::mark(Source::Item(*item));
	}

	fn weight() -> Weight {
		T::WeightInfo::mark()
	}
}

/// A device that falls from grace makes unknown what it said, and nobody reads anything any more.
impl<T: Config> OnStanding for Pallet<T> {
	fn on_standing(device: &DeviceId, _: DeviceStatus) {
		Self::mark(Source::Device(*device));
	}

	fn weight() -> Weight {
		T::WeightInfo::mark()
	}
}
