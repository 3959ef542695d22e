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
		Self::ensure_replaceable(&device, next, now)?;
		ensure!(
			device.latest.compromised_since.is_none(),
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
			statement.is_signed_by(
				&device.latest.key,
				&rotation.signature,
				&T::Signatures::default()
			),
			Error::<T>::RotationNotProven
		);
		Self::ensure_possession(id, device.owner, next, &possession)?;

		let epoch = Self::add_epoch(&who, id, &mut device, next, now)?;
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
		Self::ensure_replaceable(&device, next, now)?;
		Self::ensure_possession(id, device.owner, next, &possession)?;

		let effective_at = now.saturating_add(T::RotationDelay::get());
		let epoch = Self::add_epoch(&who, id, &mut device, next, effective_at)?;
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
		ensure!(
			Self::announced(&device, now).is_some(),
			Error::<T>::NoRotationPending
		);

		let epoch = Self::take_back(id, &mut device)?;
		let payer = device.deposit.payer.clone();
		let epochs = device.epochs();
		device.deposit = Self::renew_deposit(device.deposit, &payer, epochs)?;
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
		let mut device = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		let by = Self::concerned(&who, &device)?;
		ensure!(since <= T::Time::now(), Error::<T>::MomentInFuture);
		if let Some(recent) = device.recent_mut(epoch) {
			Self::taint(recent, since)?;
			Devices::<T>::insert(id, device);
		} else {
			let mut older = KeyEpochs::<T>::get(id, epoch).ok_or(Error::<T>::UnknownKey)?;
			Self::taint(&mut older, since)?;
			KeyEpochs::<T>::insert(id, epoch, older);
		}
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

	/// Set the moment from which on somebody else may have held a key, or an earlier one than was
	/// set.
	fn taint(epoch: &mut KeyEpoch, since: Moment) -> DispatchResult {
		ensure!(
			epoch
				.compromised_since
				.is_none_or(|already| since < already),
			Error::<T>::AlreadyCompromised
		);
		epoch.compromised_since = Some(since);
		Ok(())
	}

	/// That the latest key is in force and can be replaced by `next`.
	fn ensure_replaceable(device: &DeviceOf<T>, next: PublicKey, now: Moment) -> DispatchResult {
		ensure!(!device.status.is_final(), Error::<T>::StatusFinal);
		ensure!(
			Self::announced(device, now).is_none(),
			Error::<T>::RotationPending
		);
		ensure!(
			device.epochs() < T::MaxKeyEpochs::get(),
			Error::<T>::TooManyKeys
		);
		ensure!(
			!KeyOwners::<T>::contains_key(Self::key_hash(&next)),
			Error::<T>::KeyInUse
		);
		Ok(())
	}

	/// End the latest epoch at `from` and begin the next one. `payer` takes over the deposit. The
	/// caller writes the device.
	fn add_epoch(
		payer: &T::AccountId,
		id: DeviceId,
		device: &mut DeviceOf<T>,
		next: PublicKey,
		from: Moment,
	) -> Result<u32, DispatchError> {
		let epoch = device.epochs();
		device.deposit = Self::renew_deposit(device.deposit.clone(), payer, epoch + 1)?;
		Self::push_epoch(id, device, next, from);
		KeyOwners::<T>::insert(Self::key_hash(&next), id);
		Ok(epoch)
	}

	/// Put a key after the latest: that becomes the previous, and the one before joins the older.
	pub(crate) fn push_epoch(
		id: DeviceId,
		device: &mut DeviceOf<T>,
		next: PublicKey,
		from: Moment,
	) {
		let mut ended = core::mem::replace(&mut device.latest, KeyEpoch::from(next, from));
		ended.valid_until = Some(from);
		if let Some(older) = device.previous.replace(ended) {
			// There is a previous key only after the first.
			KeyEpochs::<T>::insert(id, device.last_epoch.saturating_sub(1), older);
		}
		device.last_epoch += 1;
	}

	/// The latest epoch, if it has not begun.
	pub(crate) fn announced(device: &DeviceOf<T>, now: Moment) -> Option<KeyEpoch> {
		Some(device.latest).filter(|epoch| now < epoch.valid_from)
	}

	/// Remove the latest epoch, which has not begun: the one before goes on. The caller writes
	/// the device and its deposit, and says so. Returns the epoch's number.
	pub(crate) fn take_back(id: DeviceId, device: &mut DeviceOf<T>) -> Result<u32, DispatchError> {
		// An announced key is never the first: enrolment begins at once.
		let before = device
			.previous
			.take()
			.ok_or(Error::<T>::NoRotationPending)?;
		KeyOwners::<T>::remove(Self::key_hash(&device.latest.key));
		let epoch = device.last_epoch;
		device.latest = KeyEpoch {
			valid_until: None,
			..before
		};
		device.last_epoch = epoch.saturating_sub(1);
		device.previous = device
			.last_epoch
			.checked_sub(1)
			.and_then(|older| KeyEpochs::<T>::take(id, older));
		Ok(epoch)
	}

	/// The key that speaks for a device at `moment`.
	///
	/// If none of the last two does, halves the stretch of older ones until one is left: O(log
	/// keys) reads.
	pub(crate) fn key_of(id: &DeviceId, device: &DeviceOf<T>, moment: Moment) -> Option<KeyAt> {
		if let Some(recent) = device.recent_key(moment) {
			return Some(recent);
		}
		let (mut first, mut last) = (0, device.last_epoch.checked_sub(2)?);
		while first < last {
			// The upper middle, so that the stretch always shrinks.
			let middle = last - (last - first) / 2;
			if KeyEpochs::<T>::get(id, middle)?.valid_from <= moment {
				first = middle;
			} else {
				last = middle - 1;
			}
		}
		KeyEpochs::<T>::get(id, first)?.at(moment, first)
	}
}
