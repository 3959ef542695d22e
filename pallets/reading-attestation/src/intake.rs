//! Taking in what was found good: from here on nothing can go wrong.

use super::*;
use drafts::Draft;
use frame_system::pallet_prelude::BlockNumberFor;
use hallmark_types::{
	device::DeviceId,
	readings::{Attested, OnReading, Signal, StreamName},
	windows::{Epoch, Windows},
	BlockNumber, Moment,
};
use peers::Circle;
use plans::{Item, Plan};
use sp_core::H256;
use sp_runtime::traits::UniqueSaturatedInto;
use weighing::Extras;

/// What all readings of an envelope have in common.
#[derive(Clone, Copy)]
pub(crate) struct Arrival {
	pub device: DeviceId,
	pub sequence: u64,
	pub corrects: Option<u64>,
	pub digest: H256,
	pub received: Moment,
	pub block: BlockNumber,
	/// The epoch that its readings are gathered in.
	pub epoch: Epoch,
	/// Whatever it says drives nothing.
	pub tainted: bool,
}

impl<T: Config> Pallet<T> {
	/// Write down an envelope whose signature is good, and tell who listens. For each stream, each
	/// group, the device and the owner one write, whatever the number of listeners.
	pub(crate) fn take_in(draft: &Draft<'_>, plan: Plan, genesis: &[u8; 32]) -> Extras {
		let mut record = draft.record;
		let mut arrival = Arrival {
			device: draft.device,
			sequence: draft.envelope.sequence(),
			corrects: draft.envelope.corrects(),
			digest: Self::digest(&draft.envelope, genesis),
			received: draft.now,
			block: Self::block(),
			epoch: T::OnReading::epoch(),
			tainted: draft.tainted,
		};
		let mut extras = Extras::default();
		extras.quarantined = match &plan {
			Plan::Readings { streams, items } => {
				let mut circle = Circle::default();
				let is_out = Self::judge(
					&arrival,
					streams,
					items,
					&mut record,
					&mut circle,
					&mut extras,
				);
				circle.write::<T>();
				is_out
			},
			Plan::Batch {
				name,
				signed,
				out_of_range,
				stream,
				..
			} => {
				let bounds = &stream.terms.bounds;
				let value = if signed.min < bounds.min {
					signed.min
				} else {
					signed.max
				};
				let signal = Signal {
					device: draft.device,
					name: *name,
				};
				*out_of_range
					&& !arrival.tainted
					&& Self::hold_against(
						&arrival,
						&mut record,
						signal,
						Cause::OutOfRange { value },
					)
			},
		};
		// The reading that gives a liar away is evidence, and drives nothing any more.
		arrival.tainted |= extras.quarantined;

		// Checked when the draft was made. Numbers that never came are counted, not refused.
		let lost = record.window.accept(arrival.sequence).unwrap_or_default();
		record.gaps = record.gaps.saturating_add(lost);
		Records::<T>::insert(draft.device, record);
		let mut bucket = draft.bucket;
		bucket.level = bucket.level.saturating_sub(draft.cost);
		Buckets::<T>::insert(draft.owner, bucket);
		match plan {
			Plan::Readings { streams, items } => {
				extras.heard = Self::take_in_readings(&arrival, streams, &items);
			},
			Plan::Batch {
				name,
				stream,
				signed,
				out_of_range,
				corrects,
			} => {
				extras.heard = u32::from(stream.watchers > 0);
				extras.moved =
					Self::take_in_batch(&arrival, name, *stream, signed, out_of_range, corrects);
			},
		}
		// Last, for the device's quarantine comes back here to silence it.
		if extras.quarantined {
			Self::quarantine(&draft.device, arrival.digest);
		}
		extras
	}

	/// Hold readings against their streams' ranges and their peers. Returns whether the device has
	/// to go into quarantine.
	fn judge(
		arrival: &Arrival,
		streams: &[(StreamName, Stream)],
		items: &[Item],
		record: &mut Record,
		circle: &mut Circle,
		extras: &mut Extras,
	) -> bool {
		let mut is_out = false;
		for item in items {
			let (name, stream) = &streams[item.stream];
			let signal = Signal {
				device: arrival.device,
				name: *name,
			};
			let value = item.value;
			if let Some(place) = stream.place {
				extras.judged += 1;
				if arrival.tainted || is_out {
					circle.silence::<T>(place);
				} else if let Some(outlier) = circle.judge::<T>(place, said(arrival, item)) {
					let cause = Cause::Outlier {
						value: outlier.said.value,
						sequence: outlier.said.sequence,
						group: place.group,
						low: outlier.low,
						high: outlier.high,
					};
					is_out |= Self::hold_against(arrival, record, signal, cause);
				}
			}
			// A device that is in quarantine already, or about to be, has nothing more to lose.
			if item.out_of_range && !arrival.tainted && !is_out {
				let cause = Cause::OutOfRange { value };
				is_out |= Self::hold_against(arrival, record, signal, cause);
			}
		}
		is_out
	}

	fn hold_against(arrival: &Arrival, record: &mut Record, signal: Signal, cause: Cause) -> bool {
		Self::strike(
			record,
			signal,
			arrival.sequence,
			arrival.digest,
			cause,
			arrival.received,
		)
	}

	/// Returns how many of the readings somebody was told of.
	fn take_in_readings(
		arrival: &Arrival,
		mut streams: alloc::vec::Vec<(StreamName, Stream)>,
		items: &[Item],
	) -> u32 {
		for item in items {
			streams[item.stream].1.add(arrival, item);
		}
		for (name, stream) in &mut streams {
			stream.extend_head(&arrival.digest);
			stream.note_telling(arrival.block);
			Streams::<T>::insert(arrival.device, *name, &*stream);
		}
		let mut heard = 0;
		for item in items {
			let (name, stream) = &streams[item.stream];
			if stream.watchers == 0 {
				continue;
			}
			// At most 32.
			heard += 1;
			let signal = Signal {
				device: arrival.device,
				name: *name,
			};
			let reading = entry(arrival, item).attested(stream.terms.exponent);
			T::OnReading::on_reading(&signal, &reading);
		}
		heard
	}

	pub(crate) fn block() -> BlockNumber {
		let number: BlockNumberFor<T> = frame_system::Pallet::<T>::block_number();
		number.unique_saturated_into()
	}
}

fn said(arrival: &Arrival, item: &Item) -> Said {
	Said {
		value: item.value,
		measured: item.measured,
		sequence: arrival.sequence,
	}
}

fn entry(arrival: &Arrival, item: &Item) -> Entry {
	Entry {
		value: item.value,
		measured: item.measured,
		received: arrival.received,
		block: arrival.block,
		sequence: arrival.sequence,
		corrects: arrival.corrects,
		corrected_by: None,
		out_of_range: item.out_of_range,
		tainted: arrival.tainted,
	}
}

impl Stream {
	/// Take a reading in.
	fn add(&mut self, arrival: &Arrival, item: &Item) {
		if let Some(corrected) = item.corrects.and_then(|place| self.recent.get_mut(place)) {
			corrected.corrected_by = Some(arrival.sequence);
		}
		let entry = entry(arrival, item);
		if self.recent.is_full() {
			self.recent.remove(0);
		}
		// There is room now.
		let pushed = self.recent.try_push(entry);
		debug_assert!(pushed.is_ok());
		// A correction is of the same moment and has a higher number, so it takes the place of
		// what it corrects.
		let is_latest = self.latest.is_none_or(|latest| {
			(latest.measured, latest.sequence) <= (entry.measured, entry.sequence)
		});
		if is_latest {
			self.latest = Some(entry);
		}
		self.hear(arrival, item.measured, |windows| {
			windows.push(arrival.epoch, item.value)
		});
	}

	/// Note when the stream was heard, and gather what it said if somebody watches. What is tainted
	/// does not count.
	pub(crate) fn hear(
		&mut self,
		arrival: &Arrival,
		measured: Moment,
		gather: impl FnOnce(&mut Windows),
	) {
		if arrival.tainted {
			return;
		}
		self.heard_at = self.heard_at.max(Some(measured));
		if let Some(windows) = &mut self.windows {
			gather(windows);
		}
	}

	/// Whether anybody is to be told of something, and if so, that it is in this block.
	pub(crate) fn note_telling(&mut self, block: BlockNumber) -> bool {
		let is_watched = self.watchers > 0;
		if is_watched {
			self.told_at = Some(block);
		}
		is_watched
	}

	/// Commit to an envelope.
	pub(crate) fn extend_head(&mut self, digest: &H256) {
		let mut bytes = [0; 64];
		bytes[..32].copy_from_slice(self.head.as_bytes());
		bytes[32..].copy_from_slice(digest.as_bytes());
		self.head = sp_io::hashing::blake2_256(&bytes).into();
	}

	/// The last readings that no correction replaced, the oldest first.
	pub(crate) fn standing(&self) -> impl Iterator<Item = Attested> + '_ {
		let exponent = self.terms.exponent;
		self.recent
			.iter()
			.filter(|entry| entry.corrected_by.is_none())
			.map(move |entry| entry.attested(exponent))
	}
}
