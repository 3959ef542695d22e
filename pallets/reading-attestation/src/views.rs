//! What is shown of readings, and what the other pallets ask.

use super::*;
use alloc::vec::Vec;
use frame_support::traits::Time;
use hallmark_types::{
	device::{DeviceId, DeviceStatus, Passports},
	organisation::OrgId,
	readings::{Attested, Readings, Signal, SignalState, SignalTerms, StreamName},
	Moment,
};

/// The most names on a page.
const PAGE: usize = 100;

impl<T: Config> Pallet<T> {
	pub(crate) fn latest_of(signal: &Signal) -> Option<Attested> {
		let stream = Streams::<T>::get(signal.device, signal.name)?;
		stream
			.latest
			.map(|entry| entry.attested(stream.terms.exponent))
	}

	pub(crate) fn view_of(signal: &Signal) -> Option<StreamView> {
		let stream = Streams::<T>::get(signal.device, signal.name)?;
		let state = Self::state_of(signal, &stream);
		Some(StreamView {
			signal: *signal,
			stream,
			sound: state.sound,
			fresh: state.is_fresh(T::Time::now()),
		})
	}

	/// A page of a device's streams. O(page).
	pub(crate) fn streams_of(device: &DeviceId, from: Option<StreamName>) -> StreamPage {
		let mut names: Vec<StreamName> = match from {
			// The first name itself is on the page, and an iterator begins behind it.
			Some(first) => Streams::<T>::contains_key(device, first)
				.then_some(first)
				.into_iter()
				.chain(Streams::<T>::iter_key_prefix_from(
					device,
					Streams::<T>::hashed_key_for(device, first),
				))
				.take(PAGE + 1)
				.collect(),
			None => Streams::<T>::iter_key_prefix(device)
				.take(PAGE + 1)
				.collect(),
		};
		let next = names.get(PAGE).copied();
		names.truncate(PAGE);
		StreamPage { names, next }
	}

	pub(crate) fn device_of(device: &DeviceId) -> Option<DeviceView> {
		let record = Records::<T>::get(device)?;
		Some(DeviceView {
			device: *device,
			highest: record.window.highest(),
			missing: record.window.missing(),
			gaps: record.gaps,
			strikes: Self::strikes_at(&record, T::Time::now()),
			streams: record.streams,
		})
	}

	pub(crate) fn quota_of(org: OrgId) -> QuotaView {
		let bucket = Self::bucket(org, T::Time::now());
		QuotaView {
			level: bucket.level,
			capacity: Self::capacity(bucket.units),
			recovery: Self::recovery(bucket.units),
			units: bucket.units,
		}
	}

	pub(crate) fn group_of(number: GroupId) -> Option<GroupView> {
		let group = Groups::<T>::get(number)?;
		let voices = Circles::<T>::get(number)?.voices;
		let members = group
			.seats
			.iter()
			.enumerate()
			.filter_map(|(seat, member)| {
				let member = (*member)?;
				Some(MemberView {
					// At most 32 seats.
					seat: seat as u8,
					signal: member.signal,
					taken: member.taken,
					voice: voices.get(seat).copied().unwrap_or_default(),
				})
			})
			.collect();
		Some(GroupView {
			group: number,
			host: group.host,
			terms: group.terms,
			members,
		})
	}

	/// A signal as others see it. Reads the device besides the stream.
	fn state_of(signal: &Signal, stream: &Stream) -> SignalState {
		let terms = &stream.terms;
		let mut latest = stream.latest.map(|entry| entry.attested(terms.exponent));
		let mut latest_batch = stream.latest_batch;
		// What was good when it came may turn out to have been somebody else's.
		if let Some(reading) = &mut latest {
			reading.tainted |= Self::has_leaked(signal, reading.measured, reading.received);
		}
		if let Some(batch) = &mut latest_batch {
			batch.tainted |= Self::has_leaked(signal, batch.last, batch.received);
		}
		let newest = latest
			.map(|reading| (reading.measured, reading.received, reading.tainted))
			.max(latest_batch.map(|batch| (batch.last, batch.received, batch.tainted)));
		SignalState {
			terms: SignalTerms {
				unit: terms.unit,
				exponent: terms.exponent,
				min: terms.bounds.min,
				max: terms.bounds.max,
				min_interval: terms.bounds.min_interval,
				longest_silence: terms.bounds.longest_silence,
			},
			latest,
			latest_batch,
			heard_at: stream.heard_at,
			windows: stream.windows,
			told_at: stream.told_at,
			sound: T::Devices::status(&signal.device) == Some(DeviceStatus::Active)
				&& newest.is_none_or(|(_, _, tainted)| !tainted),
		}
	}

	/// Whether the key that spoke at `measured` was in other hands, as far as is known today, when
	/// its word was received. One of which nothing is known any more was.
	fn has_leaked(signal: &Signal, measured: Moment, received: Moment) -> bool {
		let key = T::Devices::facts(&signal.device, measured).and_then(|facts| facts.key);
		key.is_none_or(|key| {
			key.compromised || key.compromised_since.is_some_and(|since| since <= received)
		})
	}
}

impl<T: Config> Readings for Pallet<T> {
	fn signal(signal: &Signal) -> Option<SignalState> {
		let stream = Streams::<T>::get(signal.device, signal.name)?;
		Some(Self::state_of(signal, &stream))
	}

	fn recent(signal: &Signal) -> Vec<Attested> {
		Streams::<T>::get(signal.device, signal.name)
			.map(|stream| stream.standing().collect())
			.unwrap_or_default()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_signal(owner: OrgId, n: u32, unit: hallmark_envelope::Unit) -> Signal {
		benchmarking::signal_of::<T>(owner, n, unit)
	}
}
