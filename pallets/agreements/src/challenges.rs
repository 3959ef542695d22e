//! Challenges: a party puts a bond at stake, the arbiter decides, and its silence has a meaning.

use super::*;
use frame_support::{ensure, traits::Time};
use hallmark_agreements::{AgreementId, ClauseIndex, PartyIndex, Ruling, Terms};
use hallmark_types::{
	organisation::{ActsFor, OrgId, Scope},
	Balance, Moment,
};
use signing::org_of;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_challenge(
		who: T::AccountId,
		id: AgreementId,
		clause: ClauseIndex,
	) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Agreements)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		let arbitration = terms.arbitration.ok_or(Error::<T>::NothingToChallenge)?;
		let place = usize::from(clause);
		let state = agreement
			.clauses
			.get(place)
			.ok_or(Error::<T>::UnknownClause)?;
		let mut pending = state
			.pending
			.filter(|pending| pending.settled.is_none())
			.ok_or(Error::<T>::NothingToChallenge)?;
		ensure!(
			pending.challenged_by.is_none(),
			Error::<T>::AlreadyChallenged
		);
		let now = T::Time::now();
		ensure!(now < pending.until, Error::<T>::ChallengeTooLate);

		Self::hold_bond(&terms, &mut agreement, party, arbitration.bond)?;
		let until = now.saturating_add(arbitration.patience);
		pending.until = until;
		pending.challenged_by = Some(party);
		if let Some(state) = agreement.clauses.get_mut(place) {
			state.pending = Some(pending);
		}
		Self::record(
			id,
			pending.number,
			Outcome::Pending {
				until,
				challenged_by: Some(party),
			},
		);
		let due = agreement.due.map_or(until, |due| due.min(until));
		Self::save(id, agreement, Some(due));
		Self::deposit_event(Event::Challenged {
			agreement: id,
			clause,
			by: org_of(&terms, party),
			until,
		});
		Ok(())
	}

	pub(crate) fn do_rule(
		who: T::AccountId,
		id: AgreementId,
		clause: ClauseIndex,
		ruling: Ruling,
	) -> DispatchResult {
		let org = T::Organisations::acting(&who, Scope::Agreements)?;
		let (mut agreement, terms) = Self::found(id)?;
		let arbitration = terms.arbitration.ok_or(Error::<T>::NotArbiter)?;
		ensure!(arbitration.arbiter == org, Error::<T>::NotArbiter);
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		ensure!(ruling.is_sound(), Error::<T>::SplitOutOfRange);
		let state = agreement
			.clauses
			.get(usize::from(clause))
			.ok_or(Error::<T>::UnknownClause)?;
		let pending = state.pending.ok_or(Error::<T>::NotChallenged)?;
		ensure!(pending.challenged_by.is_some(), Error::<T>::NotChallenged);
		ensure!(T::Time::now() < pending.until, Error::<T>::RulingTooLate);

		Self::settle(
			id,
			&terms,
			&mut agreement,
			clause,
			pending,
			ruling,
			Some(org),
		);
		Self::save_and_look(id, agreement);
		Ok(())
	}

	/// Where the time of a clause that came true is over, to challenge it or to decide, go on. Returns
	/// whether a challenge was decided.
	pub(crate) fn settle_pending(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		clause: ClauseIndex,
		now: Moment,
	) -> bool {
		let state = agreement.clauses.get(usize::from(clause));
		let pending = state.and_then(|state| state.pending);
		let is_due = |it: &Pending| it.settled.is_none() && it.until <= now;
		let Some(pending) = pending.filter(is_due) else {
			return false;
		};
		let silence = terms.arbitration.map(|arbitration| arbitration.silence);
		let ruling = match pending.challenged_by {
			Some(_) => silence.unwrap_or(Ruling::Uphold),
			None => Ruling::Uphold,
		};
		Self::settle(id, terms, agreement, clause, pending, ruling, None);
		pending.challenged_by.is_some()
	}

	/// It is decided. The bond finds its owner, and what is upheld has its turn.
	fn settle(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		clause: ClauseIndex,
		pending: Pending,
		ruling: Ruling,
		by: Option<OrgId>,
	) {
		let now = T::Time::now();
		let Some(state) = agreement.clauses.get_mut(usize::from(clause)) else {
			return;
		};
		state.pending = match ruling {
			Ruling::Strike => {
				Self::record(id, pending.number, Outcome::Struck { at: now });
				None
			},
			Ruling::Uphold | Ruling::Split(_) => Some(Pending {
				challenged_by: None,
				settled: Some(ruling),
				..pending
			}),
		};
		let Some(challenger) = pending.challenged_by else {
			return;
		};
		// Nobody loses a bond because the arbiter said nothing.
		let is_lost = by.is_some() && ruling == Ruling::Uphold;
		Self::resolve_bond(id, terms, agreement, challenger, is_lost);
		Self::deposit_event(Event::Ruled {
			agreement: id,
			clause,
			ruling,
			by,
		});
	}

	/// Give a bond back, or to the other parties, to each the same. What cannot be divided goes to the
	/// first.
	pub(crate) fn resolve_bond(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		challenger: PartyIndex,
		is_lost: bool,
	) {
		let bond = terms.arbitration.map_or(0, |arbitration| arbitration.bond);
		let others = (terms.parties.len() as PartyIndex).saturating_sub(1);
		let each = bond
			.checked_div(Balance::from(others))
			.filter(|_| is_lost)
			.unwrap_or_default();
		let mut rest = bond;
		if is_lost {
			let first = PartyIndex::from(challenger == 0);
			for party in (0..=others).filter(|party| *party != challenger) {
				let odd = if party == first {
					bond.saturating_sub(each.saturating_mul(others.into()))
				} else {
					0
				};
				let amount = each.saturating_add(odd);
				rest = rest.saturating_sub(amount);
				Self::give(id, terms, agreement, challenger, party, amount);
			}
		}
		Self::give(id, terms, agreement, challenger, challenger, rest);
	}

	fn give(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		from: PartyIndex,
		to: PartyIndex,
		amount: Balance,
	) {
		if amount > 0 {
			// What cannot be given is a credit, so this fails only if a sum overflowed that is part of
			// one that did not.
			let given = Self::hand_over(id, terms, agreement, from, to, amount);
			debug_assert!(given.is_ok(), "{given:?}");
		}
	}
}
