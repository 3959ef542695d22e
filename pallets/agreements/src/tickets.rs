//! Tickets, as the parties see to them.

use super::*;
use facts::Known;
use frame_support::{ensure, traits::Time};
use hallmark_agreements::{AgreementId, PartyIndex, Terms, Ticket, TicketIndex};
use hallmark_conditions::condition::TicketState;
use hallmark_types::{organisation::Scope, windows::Epoch};
use signing::org_of;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_ticket(
		who: T::AccountId,
		id: AgreementId,
		index: TicketIndex,
	) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Tickets)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		let ticket = ticket_of::<T>(&terms, index)?;
		ensure!(ticket.requester == party, Error::<T>::NotRequester);

		Self::open(id, &mut agreement, index, Some(org_of(&terms, party)))?;
		Self::save_and_look(id, agreement);
		Ok(())
	}

	pub(crate) fn do_acknowledge_ticket(
		who: T::AccountId,
		id: AgreementId,
		index: TicketIndex,
	) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Tickets)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		ensure_servicer::<T>(&terms, index, party)?;
		let record = record_of::<T>(&mut agreement, index)?;
		ensure!(record.state == TicketState::Open, Error::<T>::TicketNotOpen);

		record.state = TicketState::Acknowledged;
		record.changed = T::Time::now();
		Self::save_and_look(id, agreement);
		Self::deposit_event(Event::TicketAcknowledged {
			agreement: id,
			ticket: index,
		});
		Ok(())
	}

	pub(crate) fn do_resolve_ticket(
		who: T::AccountId,
		id: AgreementId,
		index: TicketIndex,
	) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Tickets)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		let ticket = ensure_servicer::<T>(&terms, index, party)?;
		ensure!(
			record_of::<T>(&mut agreement, index)?.state == TicketState::Acknowledged,
			Error::<T>::TicketNotAcknowledged
		);
		if let Some(proof) = &ticket.proof {
			let gathered = Self::gather(&agreement, &terms, Epoch::MAX, None);
			let known = Known::<T>::new(&agreement, &terms, &gathered);
			ensure!(proof.evaluate(&known).is_true(), Error::<T>::NotProven);
		}

		let record = record_of::<T>(&mut agreement, index)?;
		record.state = TicketState::Resolved;
		record.changed = T::Time::now();
		Self::save_and_look(id, agreement);
		Self::deposit_event(Event::TicketResolved {
			agreement: id,
			ticket: index,
		});
		Ok(())
	}

	pub(crate) fn do_close_ticket(
		who: T::AccountId,
		id: AgreementId,
		index: TicketIndex,
	) -> DispatchResult {
		let (mut agreement, terms, party) = Self::for_party(&who, id, Scope::Tickets)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		let ticket = ticket_of::<T>(&terms, index)?;
		ensure!(ticket.requester == party, Error::<T>::NotRequester);
		let record = record_of::<T>(&mut agreement, index)?;
		// Whoever has resolved it has done the work.
		ensure!(
			matches!(record.state, TicketState::Open | TicketState::Acknowledged),
			Error::<T>::TicketNotOpen
		);

		record.state = TicketState::Closed;
		record.changed = T::Time::now();
		Self::save_and_look(id, agreement);
		Self::deposit_event(Event::TicketClosed {
			agreement: id,
			ticket: index,
			by: Some(org_of(&terms, party)),
		});
		Ok(())
	}
}

fn ticket_of<T: Config>(terms: &Terms, index: TicketIndex) -> Result<&Ticket, DispatchError> {
	let ticket = terms.tickets.get(usize::from(index));
	Ok(ticket.ok_or(Error::<T>::UnknownTicket)?)
}

fn record_of<T: Config>(
	agreement: &mut AgreementOf<T>,
	index: TicketIndex,
) -> Result<&mut TicketRecord, DispatchError> {
	let record = agreement.tickets.get_mut(usize::from(index));
	Ok(record.ok_or(Error::<T>::UnknownTicket)?)
}

fn ensure_servicer<T: Config>(
	terms: &Terms,
	index: TicketIndex,
	party: PartyIndex,
) -> Result<&Ticket, DispatchError> {
	let ticket = ticket_of::<T>(terms, index)?;
	ensure!(ticket.servicer == party, Error::<T>::NotServicer);
	Ok(ticket)
}
