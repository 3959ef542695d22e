//! Opening, amending and closing streams.

use super::*;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use hallmark_envelope::{MAX_EXPONENT, MIN_EXPONENT};
use hallmark_types::{
	device::{DeviceId, Facts, Passports},
	organisation::{ActsFor, OrgId, Scope},
	readings::Signal,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_stream(
		who: T::AccountId,
		signal: Signal,
		terms: Terms,
	) -> DispatchResult {
		let Signal { device, name } = signal;
		let facts = Self::owned(&who, &device)?;
		ensure!(!facts.status.is_final(), Error::<T>::DeviceOutOfUse);
		ensure!(
			(MIN_EXPONENT..=MAX_EXPONENT).contains(&terms.exponent),
			Error::<T>::ExponentOutOfRange
		);
		ensure!(
			terms.retention <= T::MaxRetention::get(),
			Error::<T>::RetentionTooLong
		);
		Self::ensure_sensible(&terms.bounds)?;
		ensure!(
			!Streams::<T>::contains_key(device, name),
			Error::<T>::StreamAlreadyOpen
		);
		ensure!(
			!Closed::<T>::contains_key(device, name),
			Error::<T>::StreamIsClosed
		);
		let mut record = Records::<T>::get(device).unwrap_or_default();
		ensure!(
			record.streams < T::MaxStreams::get(),
			Error::<T>::TooManyStreams
		);

		let deposit = Self::take_deposit(&who, Self::stream_footprint(terms.retention))?;
		record.streams += 1;
		Records::<T>::insert(device, record);
		StreamDeposits::<T>::insert(device, name, deposit);
		Streams::<T>::insert(device, name, Stream::new(terms));
		Self::deposit_event(Event::StreamOpened {
			signal,
			owner: facts.owner,
		});
		Ok(())
	}

	pub(crate) fn do_amend_stream(
		who: T::AccountId,
		signal: Signal,
		bounds: Bounds,
	) -> DispatchResult {
		let Signal { device, name } = signal;
		Self::owned(&who, &device)?;
		let mut stream = Streams::<T>::get(device, name).ok_or(Error::<T>::UnknownStream)?;
		Self::ensure_sensible(&bounds)?;

		stream.terms.bounds = bounds;
		Streams::<T>::insert(device, name, stream);
		Self::deposit_event(Event::StreamAmended { signal, bounds });
		Ok(())
	}

	/// Returns how many batches were there to remove.
	pub(crate) fn do_close_stream(who: T::AccountId, signal: Signal) -> Result<u32, DispatchError> {
		let Signal { device, name } = signal;
		let stream = Streams::<T>::get(device, name).ok_or(Error::<T>::UnknownStream)?;
		let deposit = StreamDeposits::<T>::get(device, name).ok_or(Error::<T>::UnknownStream)?;
		// Nobody owns a device without a passport: whose money lies there may fetch it.
		if T::Devices::owner(&device).is_some() || deposit.payer != who {
			Self::owned(&who, &device)?;
		}

		Self::return_deposit(deposit)?;
		if let Some(place) = stream.place {
			Self::leave(place, &signal);
		}
		let batches = Self::remove_batches(&signal, &stream);
		Streams::<T>::remove(device, name);
		StreamDeposits::<T>::remove(device, name);
		Closed::<T>::insert(device, name, T::Time::now());
		Self::deposit_event(Event::StreamClosed { signal });
		Ok(batches)
	}

	/// What is known of a device that `who` may act for.
	pub(crate) fn owned(who: &T::AccountId, device: &DeviceId) -> Result<Facts, DispatchError> {
		let org = Self::acting(who)?;
		let facts = T::Devices::facts(device, T::Time::now()).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(facts.owner == org, Error::<T>::NotOwner);
		Ok(facts)
	}

	/// Whom `who` acts for in matters of readings.
	pub(crate) fn acting(who: &T::AccountId) -> Result<OrgId, DispatchError> {
		T::Organisations::acting(who, Scope::Readings)
	}

	fn ensure_sensible(bounds: &Bounds) -> DispatchResult {
		ensure!(bounds.min <= bounds.max, Error::<T>::RangeEmpty);
		ensure!(
			bounds.longest_silence > 0 && bounds.longest_silence >= bounds.min_interval,
			Error::<T>::SilenceTooShort
		);
		Ok(())
	}
}
