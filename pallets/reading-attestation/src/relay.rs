//! Many envelopes at once, carried by a gateway that nobody needs to trust.

use super::*;
use alloc::vec::Vec;
use drafts::Draft;
use frame_support::{
	dispatch::{DispatchResultWithPostInfo, Pays, PostDispatchInfo},
	ensure,
	weights::Weight,
};
use weighing::Spots;

impl<T: Config> Pallet<T> {
	/// Judge all envelopes by what is cheap, verify the signatures of those that are left, and
	/// take these in, one after the other.
	///
	/// The first pass sees the chain as it was before the call. So each envelope is judged once
	/// more just before it is taken in: of two with one number the first good one counts, and a
	/// device that an earlier envelope brought into quarantine is in quarantine for the next.
	/// Nothing is written before an envelope is found good, so that a bad one leaves nothing
	/// behind.
	pub(crate) fn do_relay(
		gateway: T::AccountId,
		envelopes: &Envelopes,
	) -> DispatchResultWithPostInfo {
		let genesis = Self::genesis();
		let drafts: Vec<Result<Draft<'_>, Refusal>> =
			envelopes.iter().map(|bytes| Self::draft(bytes)).collect();
		let signed = Self::verify_all(&drafts, &genesis);

		let mut refused = Vec::new();
		let mut weight = Self::relay_base_weight();
		let mut spots = Spots::new();
		for (place, (draft, is_signed)) in drafts.into_iter().zip(signed).enumerate() {
			let outcome = draft
				.map_err(|refusal| (refusal, Self::skipped_weight()))
				.and_then(|mut draft| {
					Self::take_in_signed(&mut draft, is_signed, &genesis, &mut spots)
				});
			match outcome {
				Ok(spent) => weight = weight.saturating_add(spent),
				Err((refusal, spent)) => {
					weight = weight.saturating_add(spent);
					// At most 256 places.
					refused.push((place as u8, refusal));
				},
			}
		}

		let pays_fee = if refused.is_empty() {
			Pays::No
		} else {
			Pays::Yes
		};
		Self::deposit_event(Event::Relayed {
			gateway,
			accepted: envelopes.len().saturating_sub(refused.len()) as u32,
			refused: Refusals::truncate_from(refused),
		});
		Ok(PostDispatchInfo {
			actual_weight: Some(weight),
			pays_fee,
		})
	}

	/// Which of the drafts are signed. Those that are refused already are not looked at.
	fn verify_all(drafts: &[Result<Draft<'_>, Refusal>], genesis: &[u8; 32]) -> Vec<bool> {
		let claims: Vec<Claim<'_>> = drafts
			.iter()
			.flatten()
			.map(|draft| Claim {
				envelope: &draft.envelope,
				key: &draft.key,
				genesis,
			})
			.collect();
		let mut verified = T::Signatures::default().verify_all(&claims).into_iter();
		drafts
			.iter()
			.map(|draft| draft.is_ok() && verified.next().unwrap_or(false))
			.collect()
	}

	/// Take in a draft if its signature is good and nothing before it in the call speaks against
	/// it. Returns what it has cost either way.
	fn take_in_signed(
		draft: &mut Draft<'_>,
		is_signed: bool,
		genesis: &[u8; 32],
		spots: &mut Spots,
	) -> Result<Weight, (Refusal, Weight)> {
		let mut take_in = || {
			ensure!(is_signed, Refusal::SignatureInvalid);
			Self::refresh(draft)?;
			let plan = Self::plan(draft)?;
			Ok(Self::take_in(draft, plan, genesis))
		};
		let outcome = take_in();
		let extras = outcome.as_ref().copied().unwrap_or_default();
		let spent = Self::relayed_weight(&draft.shape, extras, spots);
		match outcome {
			Ok(_) => Ok(spent),
			Err(refusal) => Err((refusal, spent)),
		}
	}
}
