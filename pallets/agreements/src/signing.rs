//! How an agreement comes into force: every party signs, and its share is held.

use super::*;
use frame_support::{ensure, traits::Time};
use hallmark_agreements::{AgreementId, PartyIndex, Terms};
use hallmark_types::organisation::{OrgId, Scope};
use sp_core::H256;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_sign(who: T::AccountId, id: AgreementId, hash: H256) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Agreements)?;
		ensure!(
			agreement.status == Status::Proposed,
			Error::<T>::NotProposed
		);
		ensure!(agreement.hash == hash, Error::<T>::OtherTerms);
		let now = T::Time::now();
		ensure!(now < terms.sign_by, Error::<T>::SigningOver);
		let place = usize::from(party);
		let share = terms.parties.get(place).ok_or(Error::<T>::NotParty)?;
		let purse = agreement
			.purses
			.get_mut(place)
			.ok_or(Error::<T>::NotParty)?;
		ensure!(purse.is_none(), Error::<T>::AlreadySigned);

		*purse = Some(Purse {
			account: who.clone(),
			payee: who.clone(),
			rest: 0,
		});
		Self::fund(&terms, &mut agreement, party, share.escrow)?;
		let is_last = agreement.purses.iter().all(Option::is_some);
		let due = if is_last {
			Self::activate(id, &terms, &mut agreement)?;
			// Time may have made something true already.
			now
		} else {
			terms.sign_by
		};
		Self::save(id, agreement, Some(due));
		Self::deposit_event(Event::Signed {
			agreement: id,
			party: share.org,
			escrow: share.escrow,
		});
		if is_last {
			Self::deposit_event(Event::Activated { agreement: id });
		}
		Ok(())
	}

	/// All have signed: listen to what the conditions ask about.
	fn activate(id: AgreementId, terms: &Terms, agreement: &mut AgreementOf<T>) -> DispatchResult {
		agreement.status = Status::Active;
		agreement.active_since = Some(T::Time::now());
		// What landed until now is none of its business. It belongs to the epoch that ends here, or, if
		// evaluation lags, to one that ends soon.
		let mut progress = Progress::<T>::get();
		if progress.is_over() {
			progress.begin();
			agreement.seen = progress.until();
			Progress::<T>::put(progress);
		} else {
			agreement.seen = progress.epoch;
		}
		Self::watch_all(id, terms, agreement)
	}

	pub(crate) fn do_consent(who: T::AccountId, id: AgreementId, consents: bool) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Agreements)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		let bit = bit(party);
		ensure!(
			(agreement.consents & bit != 0) != consents,
			Error::<T>::AlreadyConsented
		);

		agreement.consents ^= bit;
		Contracts::<T>::insert(id, agreement);
		Self::deposit_event(Event::Consented {
			agreement: id,
			party: org_of(&terms, party),
			consents,
		});
		Ok(())
	}

	pub(crate) fn do_cancel(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Agreements)?;
		match agreement.status {
			Status::Proposed => {},
			Status::Active => {
				let all = (0..terms.parties.len() as PartyIndex).map(bit).sum::<u8>();
				ensure!(
					agreement.consents | bit(party) == all,
					Error::<T>::OthersHaveNotConsented
				);
			},
			Status::Ended(_) => return Err(Error::<T>::NotActive.into()),
		}

		Self::end(id, &terms, &mut agreement, Ending::Cancelled);
		Self::save(id, agreement, None);
		Ok(())
	}

	pub(crate) fn do_confirm(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Agreements)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		let bit = bit(party);
		ensure!(agreement.confirmed & bit == 0, Error::<T>::AlreadyConfirmed);

		agreement.confirmed |= bit;
		Self::save_and_look(id, agreement);
		Self::deposit_event(Event::Confirmed {
			agreement: id,
			party: org_of(&terms, party),
		});
		Ok(())
	}

	pub(crate) fn do_set_payee(
		who: T::AccountId,
		id: AgreementId,
		payee: T::AccountId,
	) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Agreements)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		let purse = agreement
			.purses
			.get_mut(usize::from(party))
			.and_then(Option::as_mut)
			.ok_or(Error::<T>::NotParty)?;

		purse.payee = payee.clone();
		Contracts::<T>::insert(id, agreement);
		Self::deposit_event(Event::PayeeChanged {
			agreement: id,
			party: org_of(&terms, party),
			payee,
		});
		Ok(())
	}
}

/// A party's bit.
pub(crate) fn bit(party: PartyIndex) -> u8 {
	1u8.checked_shl(party.into()).unwrap_or_default()
}

/// A party's organisation. 0 is nobody's, and no party is beyond the terms.
pub(crate) fn org_of(terms: &Terms, party: PartyIndex) -> OrgId {
	terms
		.parties
		.get(usize::from(party))
		.map_or(0, |party| party.org)
}
