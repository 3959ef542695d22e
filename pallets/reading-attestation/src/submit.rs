//! An envelope that comes by itself, without an account.

use super::*;
use frame_support::{
	dispatch::{DispatchResultWithPostInfo, PostDispatchInfo},
	pallet_prelude::TransactionValidityWithRefund,
	traits::Get,
	weights::Weight,
};
use sp_runtime::transaction_validity::ValidTransaction;

impl<T: Config> Pallet<T> {
	/// The pool's and the block's check of an envelope: the cheap parts first, the signature last.
	///
	/// Two envelopes of one device whose numbers are the same modulo [`MAX_PENDING`] keep each
	/// other out of the pool: so many are pending at most, and any so many in a row can be.
	pub(crate) fn authorize_envelope(bytes: &[u8]) -> TransactionValidityWithRefund {
		let draft = Self::draft(bytes)?;
		Self::plan(&draft)?;
		draft
			.envelope
			.verify_signature(&draft.key, &Self::genesis(), &T::Signatures::default())
			.map_err(|_| Refusal::SignatureInvalid)?;

		let place = draft.envelope.sequence() % MAX_PENDING;
		let validity = ValidTransaction::with_tag_prefix("HallmarkReading")
			.priority(T::PoolPriority::get())
			.and_provides((draft.device, place))
			.longevity(T::PoolLongevity::get())
			.propagate(true)
			.build()?;
		Ok((validity, Weight::zero()))
	}

	/// Take in an envelope whose signature was verified when the call was authorised, a moment
	/// ago.
	pub(crate) fn do_submit(bytes: &[u8]) -> DispatchResultWithPostInfo {
		let refused = |refusal: Refusal| Error::<T>::Refused(refusal.code());
		let draft = Self::draft(bytes).map_err(refused)?;
		let plan = Self::plan(&draft).map_err(refused)?;
		let extras = Self::take_in(&draft, plan, &Self::genesis());
		Self::deposit_event(Event::Attested {
			device: draft.device,
			sequence: draft.envelope.sequence(),
		});
		Ok(PostDispatchInfo::from(Some(Self::submitted_weight(
			&draft.shape,
			extras,
		))))
	}

	/// Why an envelope would not be taken in now.
	pub(crate) fn refusal_of(bytes: &[u8]) -> Option<Refusal> {
		let judge = || -> Result<(), Refusal> {
			let draft = Self::draft(bytes)?;
			Self::plan(&draft)?;
			draft
				.envelope
				.verify_signature(&draft.key, &Self::genesis(), &T::Signatures::default())
				.map_err(|_| Refusal::SignatureInvalid)
		};
		judge().err()
	}
}
