//! What is held for stored bytes. One deposit covers all that one call stores, and shrinks as it is
//! removed.

use super::*;
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::{Consideration, Footprint};
use hallmark_types::items::ItemId;
use sp_runtime::{DispatchError, DispatchResult};

/// What the key of something beneath an item takes: the item's id, a number and its hash.
const KEY: usize = 32 + 8 + 4;

impl<T: Config> Pallet<T> {
	/// Hold a deposit for so many bytes, if there are any, and keep it under this number.
	pub(crate) fn open_bill(number: BillId, payer: &T::AccountId, bytes: usize) -> DispatchResult {
		if bytes == 0 {
			return Ok(());
		}
		// No call stores as much as four gigabytes.
		let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
		let ticket = T::Consideration::new(payer, Self::footprint(bytes))?;
		let bill = Bill {
			payer: payer.clone(),
			ticket,
			bytes,
		};
		Bills::<T>::insert(number, bill);
		Ok(())
	}

	/// So many bytes of those that a deposit is for are gone. What is held for them goes back to
	/// whoever paid it. Bill 0 is nobody's: an agreement pays none.
	pub(crate) fn reduce_bill(number: BillId, bytes: usize) -> Result<(), DispatchError> {
		let Some(bill) = Bills::<T>::get(number) else {
			return Ok(());
		};
		let rest = bill
			.bytes
			.saturating_sub(u32::try_from(bytes).unwrap_or(u32::MAX));
		if rest == 0 {
			bill.ticket.drop(&bill.payer)?;
			Bills::<T>::remove(number);
			return Ok(());
		}
		let ticket = bill.ticket.update(&bill.payer, Self::footprint(rest))?;
		let bill = Bill {
			ticket,
			bytes: rest,
			..bill
		};
		Bills::<T>::insert(number, bill);
		Ok(())
	}

	/// What so many bytes are to the deposit.
	pub(crate) fn footprint(bytes: u32) -> Footprint {
		// One thing: what is held grows with count times size.
		Footprint::from_parts(1, bytes as usize)
	}

	/// What an item takes at most, its place in a lot and in a container included.
	pub(crate) fn item_bytes() -> usize {
		Item::max_encoded_len() + Lot::max_encoded_len() + 3 * KEY + 2 * ItemId::max_encoded_len()
	}

	/// What a step takes.
	pub(crate) fn step_bytes(step: &Step) -> usize {
		step.encoded_size() + KEY
	}

	/// What an offer takes at most.
	pub(crate) fn offer_bytes() -> usize {
		Offer::max_encoded_len() + KEY
	}

	/// What a policy takes at most, its place among a stream's listeners included.
	pub(crate) fn guard_bytes() -> usize {
		Guard::max_encoded_len() + 3 * KEY
	}

	/// What a recall takes at most by itself.
	pub(crate) fn recall_bytes() -> usize {
		Recall::max_encoded_len() + 2 * KEY
	}

	/// What something beneath a number takes.
	pub(crate) fn record_bytes(record: &impl Encode) -> usize {
		record.encoded_size() + KEY
	}
}
