//! Where a device stands, and who may change that.

use super::*;
use frame_support::{
	ensure,
	traits::{EnsureOrigin, Get, Time},
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use hallmark_types::{
	device::{DeviceId, DeviceStatus},
	organisation::{ActsFor, Scope},
	Moment,
};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_suspend(who: T::AccountId, id: DeviceId) -> DispatchResult {
		let device = Self::owned(&who, id)?;
		ensure!(device.status == DeviceStatus::Active, Error::<T>::NotActive);
		Self::change_status(id, device, DeviceStatus::Suspended);
		Ok(())
	}

	pub(crate) fn do_resume(who: T::AccountId, id: DeviceId) -> DispatchResult {
		let device = Self::owned(&who, id)?;
		ensure!(
			device.status == DeviceStatus::Suspended,
			Error::<T>::NotSuspended
		);
		Self::change_status(id, device, DeviceStatus::Active);
		Ok(())
	}

	pub(crate) fn do_retire(who: T::AccountId, id: DeviceId) -> DispatchResult {
		let device = Self::owned(&who, id)?;
		ensure!(!device.status.is_final(), Error::<T>::StatusFinal);
		Self::change_status(id, device, DeviceStatus::Retired);
		Ok(())
	}

	/// Returns the number of keys that the device has had.
	pub(crate) fn do_remove(who: T::AccountId, id: DeviceId) -> Result<u32, DispatchError> {
		let device = Self::owned(&who, id)?;
		ensure!(device.status.is_final(), Error::<T>::InUse);
		let now = T::Time::now();
		// A revocation may be dated back: what counts is when the passport was last in use.
		ensure!(
			now >= device
				.out_of_use_at
				.unwrap_or(now)
				.saturating_add(T::RetentionPeriod::get()),
			Error::<T>::RetentionPeriodRuns
		);

		Self::return_deposit(device.deposit)?;
		let epochs = device.last_epoch + 1;
		for epoch in 0..epochs {
			if let Some(record) = KeyEpochs::<T>::take(id, epoch) {
				KeyOwners::<T>::remove(Self::key_hash(&record.key));
			}
		}
		Devices::<T>::remove(id);
		Removed::<T>::insert(id, now);
		Self::deposit_event(Event::DeviceRemoved { device: id });
		Ok(epochs)
	}

	pub(crate) fn do_quarantine(
		origin: OriginFor<T>,
		id: DeviceId,
		charge: Charge,
		evidence: H256,
	) -> DispatchResult {
		let (by, device) = Self::supervised(origin, id)?;
		Self::put_in_quarantine(id, device, by, charge, evidence)
	}

	/// Quarantine a device on the word of `by`.
	pub(crate) fn put_in_quarantine(
		id: DeviceId,
		mut device: DeviceOf<T>,
		by: Supervisor,
		charge: Charge,
		evidence: H256,
	) -> DispatchResult {
		ensure!(!device.status.is_final(), Error::<T>::StatusFinal);
		ensure!(
			device.status != DeviceStatus::Quarantined,
			Error::<T>::AlreadyQuarantined
		);

		let now = T::Time::now();
		let appeal_before = now.saturating_add(T::AppealPeriod::get());
		Quarantines::<T>::insert(
			id,
			Quarantine {
				by,
				charge,
				evidence,
				appeal_before,
				appeal: None,
			},
		);
		Self::set_status(id, &mut device, DeviceStatus::Quarantined, now);
		Devices::<T>::insert(id, device);
		Self::deposit_event(Event::DeviceQuarantined {
			device: id,
			by,
			charge,
			evidence,
			appeal_before,
		});
		Ok(())
	}

	pub(crate) fn do_appeal(who: T::AccountId, id: DeviceId, appeal: H256) -> DispatchResult {
		Self::owned(&who, id)?;
		let mut quarantine = Quarantines::<T>::get(id).ok_or(Error::<T>::NotQuarantined)?;
		ensure!(quarantine.appeal.is_none(), Error::<T>::AlreadyAppealed);
		ensure!(
			T::Time::now() < quarantine.appeal_before,
			Error::<T>::AppealClosed
		);

		quarantine.appeal = Some(appeal);
		Quarantines::<T>::insert(id, quarantine);
		Self::deposit_event(Event::QuarantineAppealed { device: id, appeal });
		Ok(())
	}

	pub(crate) fn do_decide_appeal(
		origin: OriginFor<T>,
		id: DeviceId,
		upheld: bool,
	) -> DispatchResult {
		let (by, device) = Self::supervised(origin, id)?;
		ensure!(
			!matches!(by, Supervisor::Maker(_)),
			Error::<T>::NotSupervisor
		);
		let quarantine = Quarantines::<T>::get(id).ok_or(Error::<T>::NotQuarantined)?;
		ensure!(quarantine.appeal.is_some(), Error::<T>::NoAppeal);
		if let Some(judge) = by.organisation() {
			ensure!(
				judge != device.owner && quarantine.by.organisation() != Some(judge),
				Error::<T>::OwnCause
			);
		}

		let status = if upheld {
			DeviceStatus::Active
		} else {
			DeviceStatus::Revoked
		};
		Self::deposit_event(Event::AppealDecided {
			device: id,
			by,
			upheld,
		});
		Self::change_status(id, device, status);
		Ok(())
	}

	pub(crate) fn do_clear_suspicion(origin: OriginFor<T>, id: DeviceId) -> DispatchResult {
		let (by, device) = Self::supervised(origin, id)?;
		ensure!(
			device.status == DeviceStatus::Suspect,
			Error::<T>::NotSuspect
		);
		ensure!(
			by.organisation() != Some(device.owner),
			Error::<T>::OwnCause
		);
		Self::change_status(id, device, DeviceStatus::Active);
		Ok(())
	}

	pub(crate) fn do_revoke(origin: OriginFor<T>, id: DeviceId, since: Moment) -> DispatchResult {
		let (_, mut device) = Self::supervised(origin, id)?;
		ensure!(
			device.status != DeviceStatus::Revoked,
			Error::<T>::StatusFinal
		);
		ensure!(since <= T::Time::now(), Error::<T>::MomentInFuture);

		Self::set_status(id, &mut device, DeviceStatus::Revoked, since);
		Devices::<T>::insert(id, device);
		Ok(())
	}

	/// Write a device's new standing, from now on.
	fn change_status(id: DeviceId, mut device: DeviceOf<T>, status: DeviceStatus) {
		Self::set_status(id, &mut device, status, T::Time::now());
		Devices::<T>::insert(id, device);
	}

	/// Change a device's standing. The caller writes the device.
	pub(crate) fn set_status(
		id: DeviceId,
		device: &mut DeviceOf<T>,
		status: DeviceStatus,
		since: Moment,
	) {
		if device.status == DeviceStatus::Quarantined {
			Quarantines::<T>::remove(id);
		}
		if status.is_final() {
			Offers::<T>::remove(id);
			device.out_of_use_at.get_or_insert(T::Time::now());
		}
		device.status = status;
		device.status_since = since;
		Self::deposit_event(Event::StatusChanged {
			device: id,
			status,
			since,
		});
	}

	/// The device, and as whom the origin may judge it.
	fn supervised(
		origin: OriginFor<T>,
		id: DeviceId,
	) -> Result<(Supervisor, DeviceOf<T>), DispatchError> {
		let by_council = T::CouncilOrigin::try_origin(origin);
		let device = || Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice);
		match by_council {
			Ok(_) => Ok((Supervisor::Council, device()?)),
			Err(origin) => {
				let who = ensure_signed(origin)?;
				let device = device()?;
				Ok((Self::supervising_organisation(&who, &device)?, device))
			},
		}
	}

	/// As what `who` may judge the device: as its maker, or as a regulator.
	pub(crate) fn supervising_organisation(
		who: &T::AccountId,
		device: &DeviceOf<T>,
	) -> Result<Supervisor, DispatchError> {
		let making = T::Organisations::acting(who, Scope::Anchors);
		if let Ok(organisation) = making {
			if organisation == Self::responsible_for(device.maker) {
				return Ok(Supervisor::Maker(organisation));
			}
		}
		match T::Organisations::acting(who, Scope::Regulation) {
			Ok(organisation) => Ok(Supervisor::Regulator(organisation)),
			// An account that acts for nobody hears why; one that acts for the wrong one, that.
			Err(error) if making.is_err() => Err(error),
			Err(_) => Err(Error::<T>::NotSupervisor.into()),
		}
	}
}
