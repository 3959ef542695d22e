//! How a device changes hands: the one offers, the other accepts with the device's own word.

use super::*;
use frame_support::{ensure, traits::Time};
use hallmark_types::{
	device::{DeviceId, DeviceStatus},
	organisation::{ActsFor, Directory, OrgId, Scope, Standing},
	Moment,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(
		who: T::AccountId,
		id: DeviceId,
		to: OrgId,
		expires_at: Moment,
	) -> DispatchResult {
		let device = Self::owned(&who, id)?;
		Self::ensure_transferable(&device)?;
		ensure!(to != device.owner, Error::<T>::AlreadyOwner);
		ensure!(
			matches!(
				T::Organisations::standing(to),
				Some(Standing::Active | Standing::Suspended)
			),
			Error::<T>::RecipientNotMember
		);
		ensure!(T::Time::now() < expires_at, Error::<T>::MomentInPast);
		ensure!(!Offers::<T>::contains_key(id), Error::<T>::OfferOpen);

		Offers::<T>::insert(id, Offer { to, expires_at });
		Self::deposit_event(Event::DeviceOffered {
			device: id,
			to,
			expires_at,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(who: T::AccountId, id: DeviceId) -> DispatchResult {
		Self::owned(&who, id)?;
		ensure!(Offers::<T>::contains_key(id), Error::<T>::NoOffer);

		Offers::<T>::remove(id);
		Self::deposit_event(Event::OfferWithdrawn { device: id });
		Ok(())
	}

	pub(crate) fn do_accept(who: T::AccountId, id: DeviceId, possession: Proof) -> DispatchResult {
		let to = T::Organisations::receiving(&who, Scope::Devices)?;
		let now = T::Time::now();
		let mut device = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		let offer = Offers::<T>::get(id).ok_or(Error::<T>::NoOffer)?;
		ensure!(offer.to == to, Error::<T>::NotOffered);
		ensure!(now < offer.expires_at, Error::<T>::OfferExpired);
		Self::ensure_transferable(&device)?;
		// A suspended organisation receives and does not act: its offers wait.
		ensure!(
			T::Organisations::standing(device.owner) == Some(Standing::Active),
			Error::<T>::NotTransferable
		);
		Self::ensure_fresh(&possession, now)?;
		let key = device.recent_key(now).ok_or(Error::<T>::UnknownKey)?;
		ensure!(!key.compromised, Error::<T>::CompromisedKey);
		Self::ensure_possession(id, to, key.key, &possession)?;

		// What the one before arranged for the key binds nobody else.
		let cancelled = match Self::announced(&device, now) {
			Some(_) => Some(Self::take_back(id, &mut device)?),
			None => None,
		};
		let epochs = device.epochs();
		device.deposit = Self::renew_deposit(device.deposit, &who, epochs)?;
		let from = core::mem::replace(&mut device.owner, to);
		Offers::<T>::remove(id);
		Devices::<T>::insert(id, device);
		if let Some(epoch) = cancelled {
			Self::deposit_event(Event::RotationCancelled { device: id, epoch });
		}
		Self::deposit_event(Event::OwnerChanged {
			device: id,
			from,
			to,
		});
		Ok(())
	}

	/// The device, if `who` acts for its owner.
	pub(crate) fn owned(who: &T::AccountId, id: DeviceId) -> Result<DeviceOf<T>, DispatchError> {
		let organisation = T::Organisations::acting(who, Scope::Devices)?;
		let device = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(device.owner == organisation, Error::<T>::NotOwner);
		Ok(device)
	}

	/// That the device stands so that it can change hands.
	fn ensure_transferable(device: &DeviceOf<T>) -> DispatchResult {
		ensure!(
			matches!(
				device.status,
				DeviceStatus::Active | DeviceStatus::Suspended
			),
			Error::<T>::NotTransferable
		);
		Ok(())
	}
}
