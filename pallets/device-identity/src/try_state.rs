//! What must hold after every block.

use super::*;
use frame_support::ensure;
use hallmark_types::device::{device_id, DeviceId, DeviceStatus};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let (mut keys, mut older) = (0, 0);
		for (id, device) in Devices::<T>::iter() {
			Self::try_device(&id, &device)?;
			Self::try_keys(&id, &device)?;
			keys += device.epochs();
			older += device.epochs().saturating_sub(2);
		}
		ensure!(
			KeyEpochs::<T>::iter_keys().count() as u32 == older,
			"keys: one is no device's"
		);
		ensure!(
			KeyOwners::<T>::iter_keys().count() as u32 == keys,
			"keys: the index has one that no device has"
		);
		for (id, _) in Offers::<T>::iter() {
			let device = Devices::<T>::get(id).ok_or("offers: of no device")?;
			ensure!(
				!device.status.is_final(),
				"offers: of a device that is out of use"
			);
		}
		for (id, _) in Quarantines::<T>::iter() {
			let device = Devices::<T>::get(id).ok_or("quarantines: of no device")?;
			ensure!(
				device.status == DeviceStatus::Quarantined,
				"quarantines: of a device that is not"
			);
		}
		for (_, _, manifest) in Manifests::<T>::iter() {
			ensure!(
				(1..=1 << 32).contains(&manifest.size),
				"manifests: size out of range"
			);
		}
		Ok(())
	}

	fn try_device(id: &DeviceId, device: &DeviceOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			*id == device_id(device.maker, &device.serial),
			"devices: an id is not its maker's and serial's"
		);
		ensure!(
			!Removed::<T>::contains_key(id),
			"devices: one is removed and there"
		);
		ensure!(
			device.status.is_final() == device.out_of_use_at.is_some(),
			"devices: one is out of use without a moment, or has one"
		);
		ensure!(
			(device.status == DeviceStatus::Quarantined) == Quarantines::<T>::contains_key(id),
			"devices: one is quarantined without a reason"
		);
		let vouched = match &device.origin {
			Origin::Certificate { anchor, .. } => Anchors::<T>::contains_key(device.maker, anchor),
			Origin::Manifest { root, index } => Manifests::<T>::get(device.maker, root)
				.is_some_and(|manifest| u64::from(*index) < manifest.size),
		};
		ensure!(vouched, "devices: nothing vouches for one");
		Ok(())
	}

	fn try_keys(id: &DeviceId, device: &DeviceOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			device.previous.is_some() == (device.last_epoch > 0),
			"keys: one is missing before the latest, or one is there before the first"
		);
		let older = 0..device.last_epoch.saturating_sub(1);
		let epochs = older
			.map(|number| KeyEpochs::<T>::get(id, number))
			.chain(device.previous.map(Some))
			.chain([Some(device.latest)]);
		let mut begins = None;
		for (number, epoch) in (0..).zip(epochs) {
			let epoch = epoch.ok_or("keys: an epoch is missing")?;
			ensure!(
				begins.is_none_or(|begins| begins == epoch.valid_from),
				"keys: an epoch does not begin where the one before ends"
			);
			ensure!(
				epoch.valid_until.is_none() == (number == device.last_epoch),
				"keys: an epoch other than the last has no end, or the last has one"
			);
			ensure!(
				epoch
					.valid_until
					.is_none_or(|until| epoch.valid_from <= until),
				"keys: an epoch ends before it begins"
			);
			ensure!(
				KeyOwners::<T>::get(Self::key_hash(&epoch.key)) == Some(*id),
				"keys: the index names another device"
			);
			begins = epoch.valid_until;
		}
		Ok(())
	}
}
