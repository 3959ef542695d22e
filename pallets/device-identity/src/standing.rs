//! Where a device stands, and who may change that.

use super::*;
use frame_support::{
	ensure,
	traits::{EnsureOrigin, Get, Time},
	weights::Weight,
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use hallmark_types::{
	device::{Charge, DeviceId, DeviceStatus, Discipline, OnStanding},
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

		let epochs = device.epochs();
		Self::return_deposit(device.deposit)?;
		let older = (0..device.last_epoch.saturating_sub(1))
			.filter_map(|epoch| KeyEpochs::<T>::take(id, epoch));
		for epoch in older.chain(device.previous).chain([device.latest]) {
			KeyOwners::<T>::remove(Self::key_hash(&epoch.key));
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
		device: DeviceOf<T>,
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
		Self::set_status(id, device, DeviceStatus::Quarantined, now);
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
		let (by, device) = Self::overseen(origin, id, |who, _| Self::regulator(who))?;
		let quarantine = Quarantines::<T>::get(id).ok_or(Error::<T>::NotQuarantined)?;
		ensure!(quarantine.appeal.is_some(), Error::<T>::NoAppeal);
		if let Some(judge) = by.organisation() {
			ensure!(
				judge != device.owner
					&& judge != Self::responsible_for(device.maker)
					&& quarantine.by.organisation() != Some(judge),
				Error::<T>::OwnCause
			);
		}

		let status = if upheld {
			DeviceStatus::Active
		} else {
			DeviceStatus::Revoked
		};
		Self::change_status(id, device, status);
		Self::deposit_event(Event::AppealDecided {
			device: id,
			by,
			upheld,
		});
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
		let (_, device) = Self::supervised(origin, id)?;
		ensure!(
			device.status != DeviceStatus::Revoked,
			Error::<T>::StatusFinal
		);
		ensure!(since <= T::Time::now(), Error::<T>::MomentInFuture);

		Self::set_status(id, device, DeviceStatus::Revoked, since);
		Ok(())
	}

	/// Write a device's new standing, from now on.
	fn change_status(id: DeviceId, device: DeviceOf<T>, status: DeviceStatus) {
		Self::set_status(id, device, status, T::Time::now());
	}

	/// Write a device's new standing, and tell whoever has to know.
	pub(crate) fn set_status(
		id: DeviceId,
		mut device: DeviceOf<T>,
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
		Devices::<T>::insert(id, device);
		T::OnStanding::on_standing(&id, status);
		Self::deposit_event(Event::StatusChanged {
			device: id,
			status,
			since,
		});
	}

	/// The device, and as whom the origin may say something against it or for it.
	fn supervised(
		origin: OriginFor<T>,
		id: DeviceId,
	) -> Result<(Supervisor, DeviceOf<T>), DispatchError> {
		Self::overseen(origin, id, Self::supervising_organisation)
	}

	/// The device, and as whom the origin oversees it: the council, or what `organisation` says
	/// that the account does.
	fn overseen(
		origin: OriginFor<T>,
		id: DeviceId,
		organisation: impl FnOnce(&T::AccountId, &DeviceOf<T>) -> Result<Supervisor, DispatchError>,
	) -> Result<(Supervisor, DeviceOf<T>), DispatchError> {
		let signer = match T::CouncilOrigin::try_origin(origin) {
			Ok(_) => None,
			Err(origin) => Some(ensure_signed(origin)?),
		};
		let device = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		let by = match signer {
			None => Supervisor::Council,
			Some(who) => organisation(&who, &device)?,
		};
		Ok((by, device))
	}

	/// As what `who` oversees the device: as its maker, or as a regulator.
	pub(crate) fn supervising_organisation(
		who: &T::AccountId,
		device: &DeviceOf<T>,
	) -> Result<Supervisor, DispatchError> {
		match T::Organisations::acting(who, Scope::Anchors) {
			Ok(organisation) if organisation == Self::responsible_for(device.maker) => {
				Ok(Supervisor::Maker(organisation))
			},
			_ => Self::regulator(who),
		}
	}

	/// The regulator that `who` acts for.
	fn regulator(who: &T::AccountId) -> Result<Supervisor, DispatchError> {
		match T::Organisations::acting(who, Scope::Regulation) {
			Ok(organisation) => Ok(Supervisor::Regulator(organisation)),
			// A maker's account hears that this is not for makers; any other, what it lacks.
			Err(_) if T::Organisations::acting(who, Scope::Anchors).is_ok() => {
				Err(Error::<T>::NotSupervisor.into())
			},
			Err(error) => Err(error),
		}
	}
}

impl<T: Config> Discipline for Pallet<T> {
	fn quarantine(device: &DeviceId, charge: Charge, evidence: H256) -> DispatchResult {
		let record = Devices::<T>::get(device).ok_or(Error::<T>::UnknownDevice)?;
		Self::put_in_quarantine(*device, record, Supervisor::Chain, charge, evidence)
	}

	fn weight() -> Weight {
		T::WeightInfo::quarantine().saturating_add(T::OnStanding::weight())
	}
}
