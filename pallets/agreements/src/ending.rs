//! The end of an agreement: everything that is held goes where it belongs.

use super::*;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use hallmark_agreements::{AgreementId, PartyIndex, Terms};
use hallmark_types::{
	items::{Holder, Items},
	organisation::Scope,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// End an agreement: bonds and what rests go back, what is under way is dropped, items are
	/// released, and nothing is listened to any more.
	pub(crate) fn end(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		ending: Ending,
	) {
		let now = T::Time::now();
		let bonds: alloc::vec::Vec<PartyIndex> = agreement.bonds().collect();
		let mut dropped = alloc::vec::Vec::new();
		for state in agreement.clauses.iter_mut() {
			dropped.extend(state.pending.take().map(|pending| pending.number));
			dropped.extend(state.waiting.take());
		}
		for number in dropped {
			Self::record(id, number, Outcome::Dropped { at: now });
		}
		for challenger in bonds {
			Self::resolve_bond(id, terms, agreement, challenger, false);
		}
		for party in 0..terms.parties.len() as PartyIndex {
			// What cannot go back is a credit, so this fails only if a sum overflowed that is part of
			// one that did not.
			let refunded = Self::refund(id, terms, agreement, party);
			debug_assert!(refunded.is_ok(), "{refunded:?}");
		}
		if agreement.status == Status::Active {
			for item in terms.held() {
				T::Items::release(&item, Holder::Agreement(id));
			}
			Self::unwatch_all(id, terms, agreement);
		}
		agreement.status = Status::Ended(ending);
		agreement.ended_at = Some(now);
		Self::deposit_event(Event::Ended {
			agreement: id,
			ending,
		});
	}

	/// Returns how many firings were on record.
	pub(crate) fn do_remove(who: T::AccountId, id: AgreementId) -> Result<u32, DispatchError> {
		let (agreement, terms, _) = Self::for_party(&who, id, Scope::Agreements)?;
		ensure!(
			matches!(agreement.status, Status::Ended(_)),
			Error::<T>::NotEnded
		);
		ensure!(agreement.credits.is_empty(), Error::<T>::CreditsOutstanding);
		let free = agreement
			.ended_at
			.map(|at| at.saturating_add(T::RetentionPeriod::get()));
		ensure!(
			free.is_none_or(|free| free <= T::Time::now()),
			Error::<T>::RetentionNotOver
		);

		Self::return_deposit(agreement.deposit)?;
		let firings = agreement.firings.min(T::KeptFirings::get());
		for slot in 0..firings {
			Self::forget(id, slot);
		}
		for org in Self::concerned(&terms) {
			AgreementsOf::<T>::remove(org, id);
		}
		if let Some(due) = agreement.due {
			Agenda::<T>::remove(Due::new(due, id));
		}
		Agreed::<T>::remove(id);
		Contracts::<T>::remove(id);
		Self::deposit_event(Event::Removed { agreement: id });
		Ok(firings)
	}
}
