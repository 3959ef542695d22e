//! What is held for stored bytes.

use super::*;
use codec::MaxEncodedLen;
use frame_support::traits::{Consideration, Footprint};
use hallmark_types::device::DeviceId;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Take a deposit from `payer`.
	pub(crate) fn take_deposit(
		payer: &T::AccountId,
		footprint: Footprint,
	) -> Result<DepositOf<T>, DispatchError> {
		Ok(Deposit {
			payer: payer.clone(),
			ticket: T::Consideration::new(payer, footprint)?,
		})
	}

	/// Give `deposit` back, and take one from `payer` for the device with `epochs` keys.
	pub(crate) fn renew_deposit(
		deposit: DepositOf<T>,
		payer: &T::AccountId,
		epochs: u32,
	) -> Result<DepositOf<T>, DispatchError> {
		Self::return_deposit(deposit)?;
		Self::take_deposit(payer, Self::device_footprint(epochs))
	}

	/// Give a deposit back to whoever paid it.
	pub(crate) fn return_deposit(deposit: DepositOf<T>) -> Result<(), DispatchError> {
		deposit.ticket.drop(&deposit.payer)
	}

	/// What a passport with `epochs` keys takes at most, an offer and a quarantine included. Its
	/// last two keys are in the record itself.
	pub(crate) fn device_footprint(epochs: u32) -> Footprint {
		let once = DeviceOf::<T>::max_encoded_len()
			+ Offer::max_encoded_len()
			+ Quarantine::max_encoded_len();
		let older = KeyEpoch::max_encoded_len() * epochs.saturating_sub(2) as usize;
		let index = DeviceId::max_encoded_len() * epochs as usize;
		// One item: what is held grows with count times size.
		Footprint::from_parts(1, once + older + index)
	}

	/// What an anchor takes.
	pub(crate) fn anchor_footprint() -> Footprint {
		Footprint::from_mel::<AnchorOf<T>>()
	}

	/// What a manifest takes.
	pub(crate) fn manifest_footprint() -> Footprint {
		Footprint::from_mel::<ManifestOf<T>>()
	}
}
