//! What is held for stored bytes.

use super::*;
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::{Consideration, Footprint, Get};
use hallmark_agreements::Terms;
use sp_runtime::{DispatchError, DispatchResult};

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
	pub(crate) fn return_deposit(deposit: DepositOf<T>) -> DispatchResult {
		deposit.ticket.drop(&deposit.payer)
	}

	/// What an agreement takes at most: its terms as they are, and all that can come of them.
	pub(crate) fn footprint(terms: &Terms) -> Footprint {
		let record = AgreementOf::<T>::max_encoded_len();
		let firings = Firing::max_encoded_len().saturating_mul(T::KeptFirings::get() as usize);
		// Each source is watched and perhaps queued; each item, its container, too.
		let sources = terms.streams.len() * 2 + terms.items().len() * 2;
		let index = sources * 2 * (Source::max_encoded_len() + 16);
		// One item: what is held grows with count times size.
		Footprint::from_parts(1, terms.encoded_size() + record + firings + index)
	}
}
