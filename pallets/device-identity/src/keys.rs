//! Which key speaks for a device, and when.

use super::*;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use hallmark_keys::{PublicKey, Rotation, Statement};
use hallmark_types::{
	device::{DeviceId, KeyAt},
	organisation::{ActsFor, OrgId, Scope},
	Moment,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_rotate_key(
		who: T::AccountId,
		id: DeviceId,
		next: PublicKey,
		rotation: Proof,
		possession: Proof,
	) -> DispatchResult {
		let now = T::Time::now();
		let mut device = Self::owned(&who, id)?;
		Self::ensure_fresh(&rotation, now)?;
		Self::ensure_fresh(&possession, now)?;
		let mut current = Self::ensure_replaceable(id, &device, next, now)?;
		ensure!(
			current.compromised_since.is_none(),
			Error::<T>::CompromisedKey
		);
		let statement = Rotation {
			genesis: Self::genesis(),
			device: id.0,
			epoch: device.last_epoch,
			next,
			expires_at: rotation.expires_at,
		};
		ensure!(
			statement.is_signed_by(&current.key, &rotation.signature, &T::Signatures::default()),
			Error::<T>::RotationNotProven
		);
		Self::ensure_possession(id, device.owner, next, &possession)?;

		let epoch = Self::add_epoch(&who, id, &mut device, &mut current, next, now)?;
		Devices::<T>::insert(id, device);
		Self::deposit_event(Event::KeyRotated { device: id, epoch });
		Ok(())
	}

	pub(crate) fn do_announce_rotation(
		who: T::AccountId,
		id: DeviceId,
		next: PublicKey,
		possession: Proof,
	) -> DispatchResult {
		let now = T::Time::now();
		let mut device = Self::owned(&who, id)?;
		Self::ensure_fresh(&possession, now)?;
		let mut current = Self::ensure_replaceable(id, &device, next, now)?;
		Self::ensure_possession(id, device.owner, next, &possession)?;

		let effective_at = now.saturating_add(T::RotationDelay::get());
		let epoch = Self::add_epoch(&who, id, &mut device, &mut current, next, effective_at)?;
		Devices::<T>::insert(id, device);
		Self::deposit_event(Event::RotationAnnounced {
			device: id,
			epoch,
			effective_at,
		});
		Ok(())
	}

	pub(crate) fn do_cancel_rotation(who: T::AccountId, id: DeviceId) -> DispatchResult {
		let now = T::Time::now();
		let mut device = Self::owned(&who, id)?;
		let announced = Self::announced(id, &device, now).ok_or(Error::<T>::NoRotationPending)?;

		let epoch = Self::take_back(id, &mut device, &announced);
		let payer = device.deposit.payer.clone();
		device.deposit = Self::renew_deposit(device.deposit, &payer, device.last_epoch + 1)?;
		Devices::<T>::insert(id, device);
		Self::deposit_event(Event::RotationCancelled { device: id, epoch });
		Ok(())
	}

	pub(crate) fn do_report_compromise(
		who: T::AccountId,
		id: DeviceId,
		epoch: u32,
		since: Moment,
	) -> DispatchResult {
		let device = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		let by = Self::concerned(&who, &device)?;
		let mut record = KeyEpochs::<T>::get(id, epoch).ok_or(Error::<T>::UnknownKey)?;
		ensure!(since <= T::Time::now(), Error::<T>::MomentInFuture);
		ensure!(
			record
				.compromised_since
				.is_none_or(|already| since < already),
			Error::<T>::AlreadyCompromised
		);

		record.compromised_since = Some(since);
		KeyEpochs::<T>::insert(id, epoch, record);
		Self::deposit_event(Event::KeyCompromised {
			device: id,
			epoch,
			since,
			by,
		});
		Ok(())
	}

	/// The organisation that `who` speaks for about a key: the device's owner, its maker or a
	/// regulator.
	fn concerned(who: &T::AccountId, device: &DeviceOf<T>) -> Result<OrgId, DispatchError> {
		if let Ok(owner) = T::Organisations::acting(who, Scope::Devices) {
			if owner == device.owner {
				return Ok(owner);
			}
		}
		Self::supervising_organisation(who, device)?
			.organisation()
			.ok_or_else(|| Error::<T>::NotSupervisor.into())
	}

	/// The key in force, if it can be replaced by `next`.
	fn ensure_replaceable(
		id: DeviceId,
		device: &DeviceOf<T>,
		next: PublicKey,
		now: Moment,
	) -> Result<KeyEpoch, DispatchError> {
		ensure!(!device.status.is_final(), Error::<T>::StatusFinal);
		ensure!(
			Self::announced(id, device, now).is_none(),
			Error::<T>::RotationPending
		);
		ensure!(
			device.last_epoch + 1 < T::MaxKeyEpochs::get(),
			Error::<T>::TooManyKeys
		);
		ensure!(
			!KeyOwners::<T>::contains_key(Self::key_hash(&next)),
			Error::<T>::KeyInUse
		);
		KeyEpochs::<T>::get(id, device.last_epoch).ok_or_else(|| Error::<T>::UnknownKey.into())
	}

	/// End the latest epoch at `from` and begin the next one. `payer` takes over the deposit.
	fn add_epoch(
		payer: &T::AccountId,
		id: DeviceId,
		device: &mut DeviceOf<T>,
		current: &mut KeyEpoch,
		next: PublicKey,
		from: Moment,
	) -> Result<u32, DispatchError> {
		let epoch = device.last_epoch + 1;
		device.deposit = Self::renew_deposit(device.deposit.clone(), payer, epoch + 1)?;
		current.valid_until = Some(from);
		KeyEpochs::<T>::insert(id, device.last_epoch, *current);
		Self::begin_epoch(id, epoch, next, from);
		device.last_epoch = epoch;
		Ok(epoch)
	}

	/// Write an epoch that has no end.
	pub(crate) fn begin_epoch(id: DeviceId, epoch: u32, key: PublicKey, from: Moment) {
		KeyEpochs::<T>::insert(
			id,
			epoch,
			KeyEpoch {
				key,
				valid_from: from,
				valid_until: None,
				compromised_since: None,
			},
		);
		KeyOwners::<T>::insert(Self::key_hash(&key), id);
	}

	/// The latest epoch, if it has not begun.
	pub(crate) fn announced(id: DeviceId, device: &DeviceOf<T>, now: Moment) -> Option<KeyEpoch> {
		KeyEpochs::<T>::get(id, device.last_epoch).filter(|epoch| now < epoch.valid_from)
	}

	/// Remove the latest epoch, which has not begun: the one before goes on. The caller writes
	/// the device and its deposit, and says so. Returns the epoch's number.
	pub(crate) fn take_back(id: DeviceId, device: &mut DeviceOf<T>, announced: &KeyEpoch) -> u32 {
		let epoch = device.last_epoch;
		KeyEpochs::<T>::remove(id, epoch);
		KeyOwners::<T>::remove(Self::key_hash(&announced.key));
		// An announced key is never the first: enrolment begins at once.
		device.last_epoch = epoch.saturating_sub(1);
		KeyEpochs::<T>::mutate(id, device.last_epoch, |before| {
			if let Some(before) = before {
				before.valid_until = None;
			}
		});
		epoch
	}

	/// The key that speaks for a device at `moment`.
	///
	/// Halves the stretch of epochs until one is left: O(log keys) reads.
	pub(crate) fn key_of(id: &DeviceId, moment: Moment) -> Option<KeyAt> {
		let device = Devices::<T>::get(id)?;
		let (mut first, mut last) = (0, device.last_epoch);
		while first < last {
			// The upper middle, so that the stretch always shrinks.
			let middle = last - (last - first) / 2;
			if KeyEpochs::<T>::get(id, middle)?.valid_from <= moment {
				first = middle;
			} else {
				last = middle - 1;
			}
		}
		let epoch = KeyEpochs::<T>::get(id, first).filter(|epoch| epoch.valid_from <= moment)?;
		Some(KeyAt {
			epoch: first,
			key: epoch.key,
			compromised: epoch.compromised_since.is_some_and(|since| since <= moment),
		})
	}
}
