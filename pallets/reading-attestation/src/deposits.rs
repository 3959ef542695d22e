//! What is held for stored bytes.

use super::*;
use codec::MaxEncodedLen;
use frame_support::traits::{Consideration, Footprint};
use hallmark_types::{readings::StreamName, Moment};
use sp_core::H256;
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

	/// Give a deposit back to whoever paid it.
	pub(crate) fn return_deposit(deposit: DepositOf<T>) -> Result<(), DispatchError> {
		deposit.ticket.drop(&deposit.payer)
	}

	/// What a stream takes at most that keeps so many batches, what remains of it for ever
	/// included.
	pub(crate) fn stream_footprint(retention: u32) -> Footprint {
		let key = H256::max_encoded_len() + StreamName::max_encoded_len();
		let once = Stream::max_encoded_len()
			+ DepositOf::<T>::max_encoded_len()
			+ Record::max_encoded_len()
			+ Moment::max_encoded_len()
			+ 4 * key;
		let each = Batch::max_encoded_len() + key;
		// One item: what is held grows with count times size.
		Footprint::from_parts(1, once + each * retention as usize)
	}

	/// What a peer group takes.
	pub(crate) fn group_footprint() -> Footprint {
		let seats = Place::max_encoded_len() * MAX_PEERS as usize;
		Footprint::from_parts(
			1,
			GroupOf::<T>::max_encoded_len() + Voices::max_encoded_len() + seats,
		)
	}
}
