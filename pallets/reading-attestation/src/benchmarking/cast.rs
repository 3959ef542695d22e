//! Who and what benchmarks are about: owners, devices with streams that remember as much as they can,
//! and groups that are full.

use super::*;
use frame_support::traits::{Consideration, Get};
use hallmark_envelope::{sign::KeyPair, Unit};
use hallmark_keys::Algorithm;
use hallmark_types::{
	device::{DeviceId, Passports},
	organisation::{ActsFor, OrgId, Role, Roles},
	readings::{Signal, StreamName},
	Moment,
};
use polkadot_sdk::frame_benchmarking::v2::account;
use sp_core::H256;

pub(super) fn stream_name(n: u32) -> StreamName {
	StreamName::new(&text(n)).expect("16 characters")
}

pub(super) fn terms<T: Config>() -> Terms {
	Terms {
		unit: Unit::Celsius,
		exponent: -3,
		retention: T::MaxRetention::get(),
		bounds: Bounds {
			min: -100_000,
			max: 100_000,
			min_interval: 1,
			longest_silence: Moment::MAX,
		},
	}
}

pub(super) fn group_terms() -> GroupTerms {
	GroupTerms {
		unit: Unit::Celsius,
		exponent: -3,
		tolerance: 10,
		patience: 1,
		freshness: Moment::MAX,
	}
}

/// Somebody who acts for an organisation and can pay.
pub(super) fn member<T: Config>(name: &'static str) -> (T::AccountId, OrgId) {
	let who: T::AccountId = account(name, 0, 0);
	let org = T::Organisations::make_acting(&who, Roles::of(&[Role::Operator]));
	for footprint in [
		Pallet::<T>::stream_footprint(T::MaxRetention::get()),
		Pallet::<T>::group_footprint(),
	] {
		T::Consideration::ensure_successful(&who, footprint);
	}
	(who, org)
}

/// An owner whose quota is large enough for whatever is measured.
pub(super) fn owner<T: Config>() -> (T::AccountId, OrgId) {
	let (who, org) = member::<T>("owner");
	let full = Bucket {
		level: u64::MAX,
		updated_at: NOW,
		units: T::MaxQuotaUnits::get(),
	};
	Buckets::<T>::insert(org, full);
	(who, org)
}

/// A stream that remembers as much as it can.
pub(super) fn full_stream<T: Config>() -> Stream {
	let entry = Entry {
		value: 1,
		measured: NOW - 1_000_000,
		received: NOW,
		block: 1,
		sequence: 1,
		corrects: Some(1),
		corrected_by: Some(1),
		out_of_range: false,
		tainted: false,
	};
	let mut stream = Stream::new(terms::<T>());
	stream.latest = Some(entry);
	stream.heard_at = Some(NOW - 1_000_000);
	// Two full windows, and an epoch to come that has to move them.
	let mut windows = hallmark_types::windows::Windows::default();
	for epoch in 0..2 {
		windows.push_batch(epoch, 1, 2, 8);
	}
	stream.windows = Some(windows);
	stream.told_at = Some(1);
	while stream.recent.try_push(entry).is_ok() {}
	stream
}

/// Device number `n` of an owner, with so many open streams that have seen a lot.
pub(super) fn device<T: Config>(org: OrgId, n: u32, pair: &Pair, streams: u32) -> DeviceId {
	let device = T::Devices::make_device(org, n, pair.public_key());
	let record = Record {
		streams,
		..Default::default()
	};
	Records::<T>::insert(device, record);
	for stream in 0..streams {
		Streams::<T>::insert(device, stream_name(stream), full_stream::<T>());
	}
	device
}

/// A stream that other pallets measure with: see `Readings::make_signal`.
pub(crate) fn signal_of<T: Config>(owner: OrgId, n: u32, unit: Unit) -> Signal {
	let signal = Signal {
		device: device::<T>(owner, n, &Pair::new(Algorithm::Ed25519, n), 1),
		name: stream_name(0),
	};
	let mut stream = full_stream::<T>();
	stream.terms.unit = unit;
	stream.terms.exponent = -1;
	Streams::<T>::insert(signal.device, signal.name, stream);
	signal
}

/// Fill a stream's ring with batches that are kept as evidence.
pub(super) fn fill_ring<T: Config>(signal: Signal, batches: u32) {
	for number in 0..batches {
		let batch = stored_batch(number.into(), 1);
		Batches::<T>::insert((signal.device, signal.name, number), batch);
	}
	Streams::<T>::mutate(signal.device, signal.name, |stream| {
		stream.as_mut().expect("it is open").batches = batches.into();
	});
}

/// An owner's device with one full stream, and who pays for it.
pub(super) fn open<T: Config>() -> (T::AccountId, OrgId, Signal) {
	let (who, org) = owner::<T>();
	let device = device::<T>(org, 0, &Pair::new(Algorithm::Es256, 0), 1);
	let signal = Signal {
		device,
		name: stream_name(0),
	};
	let footprint = Pallet::<T>::stream_footprint(T::MaxRetention::get());
	let deposit = Pallet::<T>::take_deposit(&who, footprint).expect("it can pay");
	StreamDeposits::<T>::insert(device, signal.name, deposit);
	(who, org, signal)
}

/// A group in which every seat but the last is taken and heard.
pub(super) fn crowded<T: Config>(who: &T::AccountId) -> GroupId {
	Pallet::<T>::do_open_group(who.clone(), group_terms()).expect("it can pay");
	let group = LastGroup::<T>::get();
	let said = Said {
		value: 1,
		measured: NOW,
		sequence: 1,
	};
	let voice = Voice {
		said: Some(said),
		doubt: Some(Doubt {
			said,
			low: 0,
			high: 0,
		}),
		outlying: 0,
	};
	Groups::<T>::mutate(group, |group| {
		let seats = &mut group.as_mut().expect("it is open").seats;
		for n in 1..MAX_PEERS {
			let device = H256(sp_io::hashing::blake2_256(&n.to_le_bytes()));
			let seat = Seat {
				signal: Signal {
					device,
					name: stream_name(n),
				},
				taken: true,
			};
			seats.try_push(Some(seat)).expect("bounded");
		}
	});
	Circles::<T>::mutate(group, |circle| {
		let voices = &mut circle.as_mut().expect("it is open").voices;
		for _ in 1..MAX_PEERS {
			voices.try_push(voice).expect("bounded");
		}
	});
	group
}

/// The seat that [`crowded`] leaves free, which somebody is offered.
pub(super) fn offered<T: Config>(who: &T::AccountId, signal: Signal) -> Place {
	let group = crowded::<T>(who);
	Pallet::<T>::do_offer_seat(who.clone(), group, signal).expect("there is a seat");
	Place {
		group,
		seat: MAX_PEERS as u8 - 1,
	}
}
