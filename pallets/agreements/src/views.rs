//! What is shown of agreements.

use super::*;
use alloc::vec::Vec;
use evaluation::{is_spent, Lesson};
use facts::{Imagined, Known};
use firing::wanted;
use frame_support::traits::{Get, Time};
use hallmark_agreements::{
	Action, AgreementId, ClauseIndex, PartyIndex, Terms, TicketIndex, WHOLE,
};
use hallmark_types::{organisation::OrgId, page::Page, readings::Signal, windows::Epoch};
use signing::{bit, org_of};

impl<T: Config> Pallet<T> {
	pub(crate) fn status_of(id: AgreementId) -> Option<StatusView<T::AccountId>> {
		let (agreement, terms) = Self::found(id).ok()?;
		Some(Self::view(id, &agreement, &terms))
	}

	fn view(
		id: AgreementId,
		agreement: &AgreementOf<T>,
		terms: &Terms,
	) -> StatusView<T::AccountId> {
		let parties = (0..).zip(&terms.parties).zip(&agreement.purses);
		let bond = terms.arbitration.map_or(0, |arbitration| arbitration.bond);
		StatusView {
			agreement: id,
			status: agreement.status,
			hash: agreement.hash,
			proposer: agreement.proposer,
			proposed_at: agreement.proposed_at,
			active_since: agreement.active_since,
			ended_at: agreement.ended_at,
			parties: parties
				.map(|((index, party), purse)| PartyView {
					org: party.org,
					purse: purse.clone(),
					confirmed: agreement.confirmed & bit(index) != 0,
					consents: agreement.consents & bit(index) != 0,
				})
				.collect(),
			held: agreement.held(bond),
			ledger: agreement.ledger,
			due: agreement.due,
			firings: agreement.firings,
		}
	}

	pub(crate) fn page_of_agreements(
		org: OrgId,
		after: Option<AgreementId>,
		limit: u32,
	) -> Page<AgreementId, AgreementId> {
		let all = match after {
			None => AgreementsOf::<T>::iter_key_prefix(org),
			Some(after) => {
				let key = AgreementsOf::<T>::hashed_key_for(org, after);
				AgreementsOf::<T>::iter_key_prefix_from(org, key)
			},
		};
		Page::of(all, limit, |id| *id)
	}

	pub(crate) fn explanation_of(id: AgreementId) -> Option<Vec<ClauseView>> {
		let forecasts = Self::forecasts(id, None)?;
		Some(forecasts.into_iter().map(|it| it.view).collect())
	}

	pub(crate) fn forecast_of(
		id: AgreementId,
		signal: &Signal,
		value: i64,
	) -> Option<Vec<Forecast>> {
		let signal = *signal;
		Self::forecasts(id, Some(Imagined { signal, value }))
	}

	/// What an evaluation would come to now, clause by clause, each as if the others did nothing.
	fn forecasts(id: AgreementId, imagined: Option<Imagined>) -> Option<Vec<Forecast>> {
		let (agreement, terms) = Self::found(id).ok()?;
		let gathered = Self::gather(&agreement, &terms, Epoch::MAX, imagined);
		let known = Known::<T>::new(&agreement, &terms, &gathered);
		let now = T::Time::now();
		let clauses = (0..).zip(terms.clauses.iter().zip(&agreement.clauses));
		let forecast = |(index, (clause, state)): (ClauseIndex, (&_, &ClauseState))| {
			let clause: &hallmark_agreements::Clause = clause;
			let explanation = clause.when.explain(&known);
			let is_new = known.has_news_for(&clause.when);
			let lesson = state
				.clone()
				.learn(clause, explanation.truth(), is_new, now);
			let is_open = agreement.status == Status::Active && agreement.closing.is_none();
			let comes_true =
				is_open && !is_spent(clause, state) && matches!(lesson, Lesson::ComesTrue(_));
			let payments = Self::payments_of(&agreement, &clause.actions);
			Forecast {
				fires: comes_true
					&& clause.challenge == 0
					&& state.waiting.is_none()
					&& state.pending.is_none()
					&& state.not_before <= now
					&& payments.is_some(),
				payments,
				view: ClauseView {
					clause: index,
					state: *state,
					truth: explanation.truth(),
					explanation,
					comes_true,
				},
			}
		};
		Some(clauses.map(forecast).collect())
	}

	/// What actions would pay now, if all of it can be.
	fn payments_of(agreement: &AgreementOf<T>, actions: &[Action]) -> Option<Vec<Payment>> {
		let mut agreement = agreement.clone();
		let mut payments = Vec::new();
		for action in actions {
			match action {
				Action::RefundRest | Action::End => {
					for (index, purse) in (0..).zip(agreement.purses.iter_mut()) {
						let Some(purse) = purse else { continue };
						let amount = core::mem::take(&mut purse.rest);
						if amount > 0 {
							payments.push(refund_to(index, amount));
						}
					}
				},
				_ => {
					let Some(payment) = wanted(&agreement, action, WHOLE) else {
						continue;
					};
					let purse = agreement.purses.get_mut(usize::from(payment.from))?;
					let purse = purse.as_mut()?;
					purse.rest = purse.rest.checked_sub(payment.amount)?;
					payments.push(payment);
				},
			}
		}
		Some(payments)
	}

	pub(crate) fn page_of_firings(
		id: AgreementId,
		after: Option<u32>,
		limit: u32,
	) -> Page<Firing, u32> {
		let Some(agreement) = Contracts::<T>::get(id) else {
			return Page::default();
		};
		let end = agreement.firings;
		let oldest = end.saturating_sub(T::KeptFirings::get());
		let first = after.map_or(oldest, |after| after.saturating_add(1).max(oldest));
		let kept = (first..end).filter_map(|number| Firings::<T>::get(id, Self::slot(number)));
		Page::of(kept, limit, |firing| firing.number)
	}

	pub(crate) fn statement_of(id: AgreementId) -> Option<Statement<T::AccountId>> {
		let (agreement, terms) = Self::found(id).ok()?;
		let kept = Self::page_of_firings(id, None, T::KeptFirings::get());
		Some(Statement {
			status: Self::view(id, &agreement, &terms),
			tickets: agreement.tickets.into_inner(),
			commands: agreement.commands.into_inner(),
			credits: agreement.credits.into_inner(),
			firings: kept.items,
			terms,
		})
	}

	pub(crate) fn tickets_of(id: AgreementId) -> Option<Vec<TicketView>> {
		let (agreement, terms) = Self::found(id).ok()?;
		let gathered = Self::gather(&agreement, &terms, Epoch::MAX, None);
		let known = Known::<T>::new(&agreement, &terms, &gathered);
		let tickets = (0..).zip(terms.tickets.iter().zip(&agreement.tickets));
		let view = |(index, (ticket, record)): (TicketIndex, (&_, &TicketRecord))| {
			let ticket: &hallmark_agreements::Ticket = ticket;
			TicketView {
				ticket: index,
				requester: org_of(&terms, ticket.requester),
				servicer: org_of(&terms, ticket.servicer),
				record: *record,
				proof: ticket.proof.as_ref().map(|proof| proof.explain(&known)),
			}
		};
		Some(tickets.map(view).collect())
	}
}

fn refund_to(party: PartyIndex, amount: hallmark_types::Balance) -> Payment {
	Payment {
		from: party,
		to: party,
		amount,
		credited: false,
	}
}
