//! What is shown of a device, and what the other pallets ask.

use super::*;
use frame_support::traits::Time;
#[cfg(feature = "runtime-benchmarks")]
use hallmark_keys::PublicKey;
#[cfg(feature = "runtime-benchmarks")]
use hallmark_types::organisation::OrgId;
use hallmark_types::{
	device::{DeviceId, Facts, KeyAt, Passports},
	organisation::Directory,
	Moment,
};

impl<T: Config> Pallet<T> {
	/// A device's passport. Reads as much whatever number of devices there is.
	pub(crate) fn passport_of(id: &DeviceId) -> Option<Passport> {
		let now = T::Time::now();
		let device = Devices::<T>::get(id)?;
		let announced = Self::announced(&device, now);
		Some(Passport {
			device: *id,
			owner: device.owner,
			key: device.recent_key(now)?,
			announced: announced.map(|epoch| (epoch.key, epoch.valid_from)),
			offer: Offers::<T>::get(id),
			quarantine: Quarantines::<T>::get(id),
			origin: Self::origin_of(device)?,
		})
	}

	/// Where a device comes from.
	pub(crate) fn origin_of(device: DeviceOf<T>) -> Option<VerifiedOrigin> {
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
	fn facts(device: &DeviceId, moment: Moment) -> Option<Facts> {
		let device = Devices::<T>::get(device)?;
		Some(Facts {
			owner: device.owner,
			status: device.status,
			key: device.recent_key(moment),
		})
	}

	fn key_at(device: &DeviceId, moment: Moment) -> Option<KeyAt> {
		let record = Devices::<T>::get(device)?;
		Self::key_of(device, &record, moment)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_device(owner: OrgId, n: u32, key: PublicKey) -> DeviceId {
		benchmarking::device_of::<T>(owner, n, key)
	}
}
