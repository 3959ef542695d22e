//! What is shown of a device, and what the other pallets ask.

use super::*;
use frame_support::traits::Time;
use hallmark_types::{
	device::{DeviceId, DeviceStatus, KeyAt, Passports},
	organisation::{Directory, OrgId},
	Moment,
};

impl<T: Config> Pallet<T> {
	/// A device's passport. Reads as much whatever number of devices there is.
	pub(crate) fn passport_of(id: &DeviceId) -> Option<Passport> {
		let now = T::Time::now();
		let device = Devices::<T>::get(id)?;
		let announced = Self::announced(*id, &device, now);
		Some(Passport {
			device: *id,
			origin: Self::origin_of(id)?,
			owner: device.owner,
			key: Self::key_of(id, now)?,
			announced: announced.map(|epoch| (epoch.key, epoch.valid_from)),
			offer: Offers::<T>::get(id),
			quarantine: Quarantines::<T>::get(id),
		})
	}

	/// Where a device comes from.
	pub(crate) fn origin_of(id: &DeviceId) -> Option<VerifiedOrigin> {
		let device = Devices::<T>::get(id)?;
		let maker = device.maker;
		let (model, withdrawn_from) = match &device.origin {
			Origin::Certificate { anchor, model, .. } => {
				let anchor = Anchors::<T>::get(maker, anchor)?;
				(model.clone(), anchor.withdrawn_from)
			},
			Origin::Manifest { root, .. } => {
				let manifest = Manifests::<T>::get(maker, root)?;
				(manifest.model, manifest.withdrawn_from)
			},
		};
		let responsible = Self::responsible_for(maker);
		Some(VerifiedOrigin {
			maker,
			maker_standing: T::Organisations::standing(maker),
			successor: (responsible != maker).then_some(responsible),
			serial: device.serial,
			model,
			origin: device.origin,
			withdrawn_from,
			enrolled_at: device.enrolled_at,
			status: device.status,
			status_since: device.status_since,
		})
	}
}

impl<T: Config> Passports for Pallet<T> {
	fn owner(device: &DeviceId) -> Option<OrgId> {
		Devices::<T>::get(device).map(|device| device.owner)
	}

	fn status(device: &DeviceId) -> Option<DeviceStatus> {
		Devices::<T>::get(device).map(|device| device.status)
	}

	fn key_at(device: &DeviceId, moment: Moment) -> Option<KeyAt> {
		Self::key_of(device, moment)
	}
}
