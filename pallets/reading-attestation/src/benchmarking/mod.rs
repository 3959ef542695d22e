//! What the calls cost at worst: envelopes that are as long as they may be where that matters,
//! streams and groups that are full, real signatures of each algorithm.

mod cast;
mod envelopes;

use super::*;
use alloc::vec::Vec;
use cast::*;
use envelopes::*;
use frame_support::{
	pallet_prelude::Authorize,
	traits::{fungible::Mutate, Consideration, Get},
};
use frame_system::RawOrigin;
use hallmark_keys::Algorithm;
use hallmark_types::{
	device::{DeviceStatus, OnStanding, Passports},
	organisation::OrgId,
	readings::{BatchId, Signal, Watch},
	Moment,
};
use polkadot_sdk::{
	frame_benchmarking::v2::*, pallet_timestamp,
	sp_runtime::transaction_validity::TransactionSource,
};
use sp_core::H256;

pub(crate) use cast::signal_of;

/// When the benchmarks take place: 2026-01-01.
const NOW: Moment = 1_767_225_600_000;
/// The streams and the further records that one envelope is measured with. What has more costs
/// as much more.
const STREAMS: u32 = 8;
const FURTHER: u32 = 8;
/// The number of envelopes that a relay is measured with.
const RELAYED: u32 = 16;

#[benchmarks(
	where
		T: pallet_timestamp::Config<Moment = Moment>,
		T::Currency: Mutate<T::AccountId>,
)]
mod benchmarks {
	use super::*;

	fn begin<T: pallet_timestamp::Config<Moment = Moment>>() {
		// Not by `set_timestamp`, which asks Aura whether this is the slot's time.
		pallet_timestamp::Now::<T>::put(NOW);
	}

	#[benchmark]
	fn open_stream() {
		begin::<T>();
		let (who, org) = owner::<T>();
		let device = device::<T>(org, 0, &Pair::new(Algorithm::Es256, 0), 1);
		let name = stream_name(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, name, terms::<T>());

		assert!(Streams::<T>::contains_key(device, name));
	}

	#[benchmark]
	fn amend_stream() {
		begin::<T>();
		let (who, _, signal) = open::<T>();
		let bounds = Bounds {
			max: 1,
			..terms::<T>().bounds
		};

		#[extrinsic_call]
		_(RawOrigin::Signed(who), signal.device, signal.name, bounds);

		let stream = Streams::<T>::get(signal.device, signal.name).expect("it is open");
		assert_eq!(stream.terms.bounds, bounds);
	}

	/// `b` batches, all kept as evidence.
	#[benchmark]
	fn close_stream(b: Linear<0, { T::MaxRetention::get() }>) {
		begin::<T>();
		let (who, _, signal) = open::<T>();
		fill_ring::<T>(signal, b);
		let place = offered::<T>(&who, signal);
		Pallet::<T>::do_take_seat(who.clone(), place).expect("it is offered");

		#[extrinsic_call]
		_(RawOrigin::Signed(who), signal.device, signal.name);

		assert!(Closed::<T>::contains_key(signal.device, signal.name));
	}

	/// `s` streams with one record each, `e` further records.
	#[benchmark]
	fn submit(s: Linear<1, STREAMS>, e: Linear<0, FURTHER>) {
		begin::<T>();
		let (_, org) = owner::<T>();
		let pair = Pair::new(Algorithm::Ed25519, 0);
		let device = device::<T>(org, 0, &pair, s);
		let envelope = envelope::<T>(device, 1, &pair, s, e);

		#[extrinsic_call]
		_(RawOrigin::Authorized, envelope);

		assert_eq!(
			Records::<T>::get(device).map(|it| it.window.highest()),
			Some(1)
		);
	}

	/// A batch for a stream whose ring is full of others, each of them kept by so many.
	fn batch_over<T: Config>(kept: u32) -> (Signal, EnvelopeBytes) {
		let (_, org, signal) = open::<T>();
		let pair = Pair::new(Algorithm::Ed25519, 1);
		let device = device::<T>(org, 1, &pair, 1);
		let signal = Signal { device, ..signal };
		// Of the full ring only the place that comes next is touched.
		Streams::<T>::mutate(device, signal.name, |stream| {
			stream.as_mut().expect("it is open").batches = T::MaxRetention::get().into();
		});
		Batches::<T>::insert((device, signal.name, 0), stored_batch(0, kept));
		(signal, batch_envelope::<T>(device, 1, None, &pair))
	}

	fn submit_envelope<T: Config>(envelope: &EnvelopeBytes) -> Result<(), BenchmarkError> {
		Pallet::<T>::do_submit(envelope)
			.map_err(|_| BenchmarkError::Stop("the envelope is good"))?;
		Ok(())
	}

	#[benchmark]
	fn submit_batch() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (signal, envelope) = batch_over::<T>(0);

		#[block]
		{
			submit_envelope::<T>(&envelope)?;
		}

		assert!(!Kept::<T>::contains_key((signal.device, signal.name, 0)));
		Ok(())
	}

	#[benchmark]
	fn submit_batch_over_evidence() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (signal, envelope) = batch_over::<T>(1);

		#[block]
		{
			submit_envelope::<T>(&envelope)?;
		}

		assert!(Kept::<T>::contains_key((signal.device, signal.name, 0)));
		Ok(())
	}

	/// The batch that is corrected is the last to be looked at.
	#[benchmark]
	fn find_batch() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (_, org) = owner::<T>();
		let pair = Pair::new(Algorithm::Ed25519, 0);
		let device = device::<T>(org, 0, &pair, 1);
		let signal = Signal {
			device,
			name: stream_name(0),
		};
		fill_ring::<T>(signal, T::MaxRetention::get());
		let oldest = u64::from(T::MaxRetention::get().saturating_sub(RECENT));
		Batches::<T>::mutate((device, signal.name, oldest as u32), |batch| {
			let batch = batch.as_mut().expect("the ring is full");
			(batch.signed.first, batch.signed.last) = (NOW - 2, NOW - 1);
		});
		let corrects = oldest + 1;
		let envelope = batch_envelope::<T>(device, corrects + 64, Some(corrects), &pair);
		let draft = Pallet::<T>::draft(&envelope)
			.map_err(|_| BenchmarkError::Stop("the envelope is good"))?;

		#[block]
		{
			Pallet::<T>::plan(&draft).map_err(|_| BenchmarkError::Stop("the batch is there"))?;
		}
		Ok(())
	}

	fn authorize<T: Config>(algorithm: Algorithm, s: u32, e: u32) -> Call<T> {
		let (_, org) = owner::<T>();
		let pair = Pair::new(algorithm, 0);
		let device = device::<T>(org, 0, &pair, s);
		Call::submit {
			envelope: envelope::<T>(device, 1, &pair, s, e),
		}
	}

	#[benchmark]
	fn authorize_ed25519(
		s: Linear<1, STREAMS>,
		e: Linear<0, FURTHER>,
	) -> Result<(), BenchmarkError> {
		begin::<T>();
		let call = authorize::<T>(Algorithm::Ed25519, s, e);

		#[block]
		{
			call.authorize(TransactionSource::External)
				.ok_or("it authorises")?
				.map_err(|_| BenchmarkError::Stop("the envelope is good"))?;
		}
		Ok(())
	}

	#[benchmark]
	fn authorize_es256(s: Linear<1, STREAMS>, e: Linear<0, FURTHER>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let call = authorize::<T>(Algorithm::Es256, s, e);

		#[block]
		{
			call.authorize(TransactionSource::External)
				.ok_or("it authorises")?
				.map_err(|_| BenchmarkError::Stop("the envelope is good"))?;
		}
		Ok(())
	}

	#[benchmark]
	fn authorize_es256k(
		s: Linear<1, STREAMS>,
		e: Linear<0, FURTHER>,
	) -> Result<(), BenchmarkError> {
		begin::<T>();
		let call = authorize::<T>(Algorithm::Es256k, s, e);

		#[block]
		{
			call.authorize(TransactionSource::External)
				.ok_or("it authorises")?
				.map_err(|_| BenchmarkError::Stop("the envelope is good"))?;
		}
		Ok(())
	}

	/// `n` devices of one owner, one envelope with one record of each.
	fn relayed<T: Config>(algorithm: Algorithm, n: u32) -> Envelopes {
		let (_, org) = owner::<T>();
		let envelopes: Vec<_> = (0..n)
			.map(|n| {
				let pair = Pair::new(algorithm, n);
				let device = device::<T>(org, n, &pair, 1);
				envelope::<T>(device, 1, &pair, 1, 0)
			})
			.collect();
		envelopes.try_into().expect("bounded")
	}

	fn relay<T: Config>(envelopes: &Envelopes) -> Result<(), BenchmarkError> {
		let gateway: T::AccountId = account("gateway", 0, 0);
		Pallet::<T>::do_relay(gateway, envelopes)
			.map_err(|_| BenchmarkError::Stop("a relay never fails"))?;
		Ok(())
	}

	#[benchmark]
	fn relay_ed25519(n: Linear<0, RELAYED>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let envelopes = relayed::<T>(Algorithm::Ed25519, n);

		#[block]
		{
			relay::<T>(&envelopes)?;
		}
		Ok(())
	}

	#[benchmark]
	fn relay_es256(n: Linear<0, RELAYED>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let envelopes = relayed::<T>(Algorithm::Es256, n);

		#[block]
		{
			relay::<T>(&envelopes)?;
		}
		Ok(())
	}

	#[benchmark]
	fn relay_es256k(n: Linear<0, RELAYED>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let envelopes = relayed::<T>(Algorithm::Es256k, n);

		#[block]
		{
			relay::<T>(&envelopes)?;
		}
		Ok(())
	}

	/// `n` envelopes of full length that fail at the last check before the signature.
	#[benchmark]
	fn relay_refused(n: Linear<0, RELAYED>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let (_, org) = owner::<T>();
		Buckets::<T>::insert(
			org,
			Bucket {
				level: 0,
				updated_at: NOW,
				units: 0,
			},
		);
		let envelopes: Vec<_> = (0..n)
			.map(|n| {
				let pair = Pair::new(Algorithm::Ed25519, n);
				let device = device::<T>(org, n, &pair, STREAMS);
				envelope::<T>(device, 1, &pair, STREAMS, FURTHER)
			})
			.collect();
		let envelopes: Envelopes = envelopes.try_into().expect("bounded");

		#[block]
		{
			relay::<T>(&envelopes)?;
		}
		Ok(())
	}

	/// A reading that is farther off than is tolerated, in a full group.
	#[benchmark]
	fn judge() {
		begin::<T>();
		let (who, _, signal) = open::<T>();
		let place = offered::<T>(&who, signal);
		Pallet::<T>::do_take_seat(who, place).expect("it is offered");
		let lie = Said {
			value: 1_000_000,
			measured: NOW,
			sequence: 1,
		};
		let mut circle = peers::Circle::default();
		assert_eq!(circle.judge::<T>(place, lie), None);
		circle.write::<T>();
		let struck;

		#[block]
		{
			let mut circle = peers::Circle::default();
			struck = circle.judge::<T>(place, lie);
			circle.write::<T>();
			if let Some(doubt) = struck {
				let cause = Cause::Outlier {
					value: doubt.said.value,
					sequence: doubt.said.sequence,
					group: place.group,
					low: doubt.low,
					high: doubt.high,
				};
				let mut record = Record::default();
				Pallet::<T>::strike(&mut record, signal, 1, H256::zero(), cause, NOW);
			}
		}

		assert!(struck.is_some());
	}

	/// From a batch that is kept as evidence and lies beside the ring.
	#[benchmark]
	fn prove() {
		begin::<T>();
		let (who, _, signal) = open::<T>();
		fill_ring::<T>(signal, T::MaxRetention::get());
		let number = u64::from(T::MaxRetention::get());
		let (_, leaf, path) = large_batch();
		Pallet::<T>::watch(&signal).expect("it is open");
		Kept::<T>::insert(
			(signal.device, signal.name, number),
			stored_batch(number, 1),
		);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			BatchId { signal, number },
			leaf,
			path,
		);
	}

	#[benchmark]
	fn report_equivocation() {
		begin::<T>();
		let (who, org) = owner::<T>();
		let pair = Pair::new(Algorithm::Es256, 0);
		let device = device::<T>(org, 0, &pair, 1);
		let first = envelope::<T>(device, 1, &pair, STREAMS, FURTHER);
		let second = envelope::<T>(device, 1, &pair, STREAMS, FURTHER - 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), first, second);

		assert_eq!(T::Devices::status(&device), Some(DeviceStatus::Quarantined));
	}

	#[benchmark]
	fn open_group() {
		begin::<T>();
		let (who, _) = owner::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), group_terms());

		assert!(Groups::<T>::contains_key(1));
	}

	#[benchmark]
	fn close_group() {
		begin::<T>();
		let (who, _) = owner::<T>();
		let group = crowded::<T>(&who);
		Groups::<T>::mutate(group, |group| {
			for seat in &mut group.as_mut().expect("it is open").seats {
				*seat = None;
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(who), group);

		assert!(!Groups::<T>::contains_key(group));
	}

	#[benchmark]
	fn offer_seat() {
		begin::<T>();
		let (who, _, signal) = open::<T>();
		let group = crowded::<T>(&who);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), group, signal.device, signal.name);

		assert!(Groups::<T>::get(group).is_some_and(|it| it.seats.is_full()));
	}

	#[benchmark]
	fn take_seat() {
		begin::<T>();
		let (who, _, signal) = open::<T>();
		let place = offered::<T>(&who, signal);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), place);

		assert!(SeatsOf::<T>::get(signal.device).contains(&place));
	}

	#[benchmark]
	fn free_seat() {
		begin::<T>();
		let (who, _, signal) = open::<T>();
		let place = offered::<T>(&who, signal);
		Pallet::<T>::do_take_seat(who.clone(), place).expect("it is offered");

		#[extrinsic_call]
		_(RawOrigin::Signed(who), place);

		assert!(!SeatsOf::<T>::contains_key(signal.device));
	}

	/// Somebody with money who acts for an organisation whose quota is as yet its own.
	fn staker<T: Config>() -> (T::AccountId, OrgId)
	where
		T::Currency: Mutate<T::AccountId>,
	{
		let (who, org) = member::<T>("staker");
		let price = T::QuotaPrice::get();
		// Twice what is held, and twice that again to live on.
		let _ = T::Currency::mint_into(&who, price * 4u32.into());
		(who, org)
	}

	#[benchmark]
	fn raise_quota() {
		begin::<T>();
		let (who, org) = staker::<T>();
		Pallet::<T>::do_raise_quota(who.clone(), 1).expect("it can pay");

		#[extrinsic_call]
		_(RawOrigin::Signed(who), 1);

		assert!(Buckets::<T>::get(org).is_some_and(|it| it.units == 2));
	}

	#[benchmark]
	fn lower_quota() {
		begin::<T>();
		let (who, org) = staker::<T>();
		Pallet::<T>::do_raise_quota(who.clone(), 2).expect("it can pay");

		#[extrinsic_call]
		_(RawOrigin::Signed(who), org, 1);

		assert!(Buckets::<T>::get(org).is_some_and(|it| it.units == 1));
	}

	/// A device with `s` seats, each in another full group.
	#[benchmark]
	fn on_standing(s: Linear<0, { T::MaxSeats::get() }>) {
		begin::<T>();
		let (who, _, signal) = open::<T>();
		let device = signal.device;
		for _ in 0..s {
			// A device has as many seats as streams: here one stream stands for all.
			let place = offered::<T>(&who, signal);
			Streams::<T>::mutate(device, signal.name, |stream| {
				stream.as_mut().expect("it is open").place = None;
			});
			T::Consideration::ensure_successful(&who, Pallet::<T>::group_footprint());
			Pallet::<T>::do_take_seat(who.clone(), place).expect("it is offered");
		}

		#[block]
		{
			<Pallet<T> as OnStanding>::on_standing(&device, DeviceStatus::Quarantined);
		}
	}

	impl_benchmark_test_suite! {
		Pallet,
		crate::mock::new_chain(),
		crate::mock::Test
	}
}
