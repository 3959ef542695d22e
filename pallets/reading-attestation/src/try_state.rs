//! What must hold after every block.

use super::*;
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::Get};
use hallmark_types::{device::DeviceId, organisation::OrgId, readings::StreamName};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_streams()?;
		Self::try_batches()?;
		Self::try_groups()?;
		Self::try_quotas()
	}

	fn try_streams() -> Result<(), TryRuntimeError> {
		let mut opened: BTreeMap<DeviceId, u32> = BTreeMap::new();
		for (device, name, stream) in Streams::<T>::iter() {
			*opened.entry(device).or_default() += 1;
			ensure!(
				StreamDeposits::<T>::contains_key(device, name),
				"streams: nobody paid for one"
			);
			ensure!(
				!Closed::<T>::contains_key(device, name),
				"streams: one is closed and open"
			);
			Self::try_stream(device, name, &stream)?;
		}
		ensure!(
			StreamDeposits::<T>::iter_keys().count() == Streams::<T>::iter_keys().count(),
			"deposits: one is for no stream"
		);
		for (device, _) in Closed::<T>::iter_keys() {
			*opened.entry(device).or_default() += 1;
		}
		for (device, record) in Records::<T>::iter() {
			ensure!(
				opened.remove(&device) == Some(record.streams),
				"records: one counts other streams than there were"
			);
			ensure!(
				record.streams <= T::MaxStreams::get(),
				"records: too many streams"
			);
			ensure!(
				record.strikes < T::MaxStrikes::get(),
				"records: too many strikes"
			);
		}
		ensure!(opened.is_empty(), "streams: a device has no record");
		Ok(())
	}

	fn try_stream(
		device: DeviceId,
		name: StreamName,
		stream: &Stream,
	) -> Result<(), TryRuntimeError> {
		let bounds = &stream.terms.bounds;
		ensure!(bounds.min <= bounds.max, "streams: a range is empty");
		ensure!(
			bounds.longest_silence > 0 && bounds.longest_silence >= bounds.min_interval,
			"streams: a silence is too short"
		);
		ensure!(
			stream.terms.retention <= T::MaxRetention::get(),
			"streams: one keeps too much"
		);
		let newest = stream.recent.iter().map(|entry| entry.measured).max();
		ensure!(
			newest <= stream.latest.map(|entry| entry.measured),
			"streams: the latest reading is not the latest"
		);
		ensure!(
			stream.windows.is_some() == (stream.watchers > 0),
			"streams: one is gathered for nobody, or watched and not gathered"
		);
		let highest = Records::<T>::get(device).map(|record| record.window.highest());
		ensure!(
			stream
				.recent
				.iter()
				.all(|entry| Some(entry.sequence) <= highest),
			"streams: a reading has a number that was never taken in"
		);
		ensure!(
			stream.told_at <= Some(Self::block()),
			"streams: somebody was told in a block to come"
		);
		if let Some(place) = stream.place {
			let seat = Groups::<T>::get(place.group)
				.and_then(|group| group.seats.get(usize::from(place.seat)).copied().flatten());
			ensure!(
				seat.is_some_and(|seat| {
					seat.taken && seat.signal.device == device && seat.signal.name == name
				}),
				"streams: one sits where it has no seat"
			);
			ensure!(
				SeatsOf::<T>::get(device).contains(&place),
				"seats: a device does not know of one"
			);
		}
		Ok(())
	}

	fn try_batches() -> Result<(), TryRuntimeError> {
		for ((device, name, slot), batch) in Batches::<T>::iter() {
			let stream = Streams::<T>::get(device, name).ok_or("batches: of no stream")?;
			ensure!(
				slot == Self::slot(&stream.terms, batch.number),
				"batches: out of place"
			);
			ensure!(
				slot < stream.terms.retention,
				"batches: more than are retained"
			);
			ensure!(
				batch.number < stream.batches,
				"batches: one was never counted"
			);
			ensure!(
				batch.number.saturating_add(stream.terms.retention.into()) >= stream.batches,
				"batches: one should have been pruned"
			);
			ensure!(
				batch.signed.check().is_ok(),
				"batches: one contradicts itself"
			);
		}
		for (device, name, stream) in Streams::<T>::iter() {
			let there = Batches::<T>::iter_key_prefix((device, name)).count() as u64;
			ensure!(
				there == stream.batches.min(stream.terms.retention.into()),
				"batches: one is missing"
			);
		}
		for ((device, name, number), batch) in Kept::<T>::iter() {
			ensure!(batch.kept > 0, "kept: nobody refers to one");
			ensure!(batch.number == number, "kept: one has another's number");
			let in_ring = Streams::<T>::get(device, name).is_some_and(|stream| {
				number.saturating_add(stream.terms.retention.into()) >= stream.batches
			});
			ensure!(!in_ring, "kept: one is in the ring, too");
		}
		Ok(())
	}

	fn try_groups() -> Result<(), TryRuntimeError> {
		let mut taken = 0;
		for (number, group) in Groups::<T>::iter() {
			ensure!(
				number <= LastGroup::<T>::get(),
				"groups: one has a number to come"
			);
			let circle = Circles::<T>::get(number).ok_or("groups: one has no voices")?;
			ensure!(
				(circle.tolerance, circle.patience, circle.freshness)
					== (
						group.terms.tolerance,
						group.terms.patience,
						group.terms.freshness
					),
				"groups: one judges by other terms than its own"
			);
			for (index, seat) in group.seats.iter().enumerate() {
				let place = Place {
					group: number,
					seat: index as u8,
				};
				let voice = circle.voices.get(index).copied().unwrap_or_default();
				ensure!(
					voice.outlying < circle.patience,
					"groups: patience is at an end"
				);
				let is_taken = seat.is_some_and(|seat| seat.taken);
				ensure!(
					is_taken || voice == Voice::default(),
					"groups: an empty seat speaks"
				);
				if let Some(seat) = seat.filter(|seat| seat.taken) {
					taken += 1;
					let stream = Streams::<T>::get(seat.signal.device, seat.signal.name)
						.ok_or("groups: a closed stream has a seat")?;
					ensure!(
						stream.place == Some(place),
						"groups: a stream does not know its seat"
					);
					ensure!(
						(stream.terms.unit, stream.terms.exponent)
							== (group.terms.unit, group.terms.exponent),
						"groups: apples are held against oranges"
					);
				}
			}
		}
		ensure!(
			Circles::<T>::iter_keys().count() == Groups::<T>::iter_keys().count(),
			"groups: voices without a group"
		);
		let places: usize = SeatsOf::<T>::iter_values().map(|places| places.len()).sum();
		ensure!(
			places == taken,
			"seats: a device knows of one that is not its own"
		);
		Ok(())
	}

	fn try_quotas() -> Result<(), TryRuntimeError> {
		let mut units: BTreeMap<OrgId, u32> = BTreeMap::new();
		for (org, _, stake) in Stakes::<T>::iter() {
			ensure!(stake.units > 0, "stakes: one is empty");
			*units.entry(org).or_default() += stake.units;
		}
		for (org, bucket) in Buckets::<T>::iter() {
			ensure!(
				bucket.level <= Self::capacity(bucket.units),
				"quotas: a bucket is fuller than it can be"
			);
			ensure!(
				bucket.units <= T::MaxQuotaUnits::get(),
				"quotas: one is too large"
			);
			ensure!(
				units.remove(&org).unwrap_or_default() == bucket.units,
				"quotas: one is enlarged by nobody, or not as it should be"
			);
		}
		ensure!(units.is_empty(), "stakes: one enlarges nothing");
		Ok(())
	}
}
