//! Money: held at the parties' own accounts, moved once, and never lost sight of.

use super::*;
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{
		fungibles::hold::Mutate,
		tokens::{Fortitude, Precision, Restriction},
	},
};
use hallmark_agreements::{AgreementId, PartyIndex, Terms};
use hallmark_types::{
	organisation::{ActsFor, Scope},
	Balance,
};
use proposing::asset_of;
use signing::org_of;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Hold a party's share.
	pub(crate) fn fund(
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		party: PartyIndex,
		amount: Balance,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let purse = purse_of(agreement, party).ok_or(Error::<T>::NotParty)?;
		let rest = purse
			.rest
			.checked_add(amount)
			.ok_or(ArithmeticError::Overflow)?;
		let account = purse.account.clone();
		purse.rest = rest;
		Self::put_in(agreement, amount)?;
		T::Assets::hold(asset_of(terms.asset), &Self::escrow(), &account, amount)
	}

	/// Hold a challenger's bond.
	pub(crate) fn hold_bond(
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		party: PartyIndex,
		amount: Balance,
	) -> DispatchResult {
		let purse = purse_of(agreement, party).ok_or(Error::<T>::NotParty)?;
		let account = purse.account.clone();
		T::Assets::hold(asset_of(terms.asset), &Self::escrow(), &account, amount)
			.map_err(|_| Error::<T>::NoBond)?;
		Self::put_in(agreement, amount)
	}

	fn put_in(agreement: &mut AgreementOf<T>, amount: Balance) -> DispatchResult {
		let ledger = &mut agreement.ledger;
		ledger.funded = ledger
			.funded
			.checked_add(amount)
			.ok_or(ArithmeticError::Overflow)?;
		Ok(())
	}

	/// Pay out of a party's share to another party.
	pub(crate) fn pay(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		from: PartyIndex,
		to: PartyIndex,
		amount: Balance,
	) -> Result<Payment, DispatchError> {
		let purse = purse_of(agreement, from).ok_or(Error::<T>::NotParty)?;
		purse.rest = purse
			.rest
			.checked_sub(amount)
			.ok_or(Error::<T>::EscrowExhausted)?;
		Self::hand_over(id, terms, agreement, from, to, amount)
	}

	/// Give a party back what rests of its share, if anything does.
	pub(crate) fn refund(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		party: PartyIndex,
	) -> Result<Option<Payment>, DispatchError> {
		let Some(purse) = purse_of(agreement, party) else {
			return Ok(None);
		};
		let rest = core::mem::take(&mut purse.rest);
		if rest == 0 {
			return Ok(None);
		}
		Self::hand_over(id, terms, agreement, party, party, rest).map(Some)
	}

	/// Give money that is held of `from` to `to`, where it does not belong to any share any more. What
	/// cannot be given is a credit.
	pub(crate) fn hand_over(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		from: PartyIndex,
		to: PartyIndex,
		amount: Balance,
	) -> Result<Payment, DispatchError> {
		let payee = purse_of(agreement, to)
			.map(|purse| purse.payee.clone())
			.ok_or(Error::<T>::NotParty)?;
		let moved = Self::move_held(terms, agreement, from, to, &payee, amount);
		let credited = moved.is_err();
		let (from_org, to_org) = (org_of(terms, from), org_of(terms, to));
		let ledger = &mut agreement.ledger;
		let sum = match (credited, from == to) {
			(true, _) => &mut ledger.credited,
			(false, true) => &mut ledger.refunded,
			(false, false) => &mut ledger.paid,
		};
		*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		if credited {
			Self::credit(agreement, from, to, amount)?;
		}
		Self::deposit_event(match (credited, from == to) {
			(true, _) => Event::Credited {
				agreement: id,
				from: from_org,
				to: to_org,
				amount,
			},
			(false, true) => Event::Refunded {
				agreement: id,
				party: to_org,
				amount,
			},
			(false, false) => Event::Paid {
				agreement: id,
				from: from_org,
				to: to_org,
				amount,
			},
		});
		Ok(Payment {
			from,
			to,
			amount,
			credited,
		})
	}

	/// Move what is held of `from`: to the payee, or free where it lies if it goes back.
	fn move_held(
		terms: &Terms,
		agreement: &AgreementOf<T>,
		from: PartyIndex,
		to: PartyIndex,
		payee: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		let source = agreement
			.purses
			.get(usize::from(from))
			.and_then(Option::as_ref)
			.ok_or(Error::<T>::NotParty)?;
		let (asset, reason) = (asset_of(terms.asset), Self::escrow());
		with_storage_layer(|| {
			let moved = if from == to {
				T::Assets::release(asset, &reason, &source.account, amount, Precision::Exact)?
			} else {
				// A party has given its word: what it froze or locked besides is no reason not to pay.
				T::Assets::transfer_on_hold(
					asset,
					&reason,
					&source.account,
					payee,
					amount,
					Precision::Exact,
					Restriction::Free,
					Fortitude::Force,
				)?
			};
			ensure!(moved == amount, DispatchError::Corruption);
			Ok(())
		})
	}

	fn credit(
		agreement: &mut AgreementOf<T>,
		from: PartyIndex,
		to: PartyIndex,
		amount: Balance,
	) -> DispatchResult {
		let mut credits = agreement.credits.iter_mut();
		match credits.find(|credit| (credit.from, credit.to) == (from, to)) {
			Some(credit) => {
				credit.amount = credit
					.amount
					.checked_add(amount)
					.ok_or(ArithmeticError::Overflow)?;
				Ok(())
			},
			// There is room for one from every party to every party.
			None => agreement
				.credits
				.try_push(Credit { from, to, amount })
				.map_err(|_| DispatchError::Corruption),
		}
	}

	pub(crate) fn do_claim(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let org = T::Organisations::receiving(&who, Scope::Agreements)?;
		let (mut agreement, terms) = Self::found(id)?;
		let party = terms.party(org).ok_or(Error::<T>::NotParty)?;
		let (mine, others): (alloc::vec::Vec<_>, alloc::vec::Vec<_>) = agreement
			.credits
			.iter()
			.copied()
			.partition(|credit| credit.to == party);
		ensure!(!mine.is_empty(), Error::<T>::NoCredit);

		let mut claimed: Balance = 0;
		for credit in mine {
			Self::move_held(&terms, &agreement, credit.from, party, &who, credit.amount)?;
			let ledger = &mut agreement.ledger;
			let sum = if credit.from == party {
				&mut ledger.refunded
			} else {
				&mut ledger.paid
			};
			*sum = sum
				.checked_add(credit.amount)
				.ok_or(ArithmeticError::Overflow)?;
			ledger.credited = ledger
				.credited
				.checked_sub(credit.amount)
				.ok_or(ArithmeticError::Underflow)?;
			claimed = claimed
				.checked_add(credit.amount)
				.ok_or(ArithmeticError::Overflow)?;
		}
		agreement.credits = others.try_into().map_err(|_| DispatchError::Corruption)?;
		Contracts::<T>::insert(id, agreement);
		Self::deposit_event(Event::Claimed {
			agreement: id,
			party: org,
			amount: claimed,
		});
		Ok(())
	}

	/// Why the money of agreements is held.
	pub(crate) fn escrow() -> T::RuntimeHoldReason {
		HoldReason::Escrow.into()
	}
}

/// A party's money.
fn purse_of<AccountId, Deposit>(
	agreement: &mut Agreement<AccountId, Deposit>,
	party: PartyIndex,
) -> Option<&mut Purse<AccountId>> {
	agreement.purses.get_mut(usize::from(party))?.as_mut()
}
