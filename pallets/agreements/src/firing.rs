//! What a clause does: all of it or nothing.

use super::*;
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{Get, Time},
};
use hallmark_agreements::{
	share_of, Action, AgreementId, ClauseIndex, CommandIndex, Often, Parts, PartyIndex, Ruling,
	Terms, TicketIndex, WHOLE,
};
use hallmark_conditions::condition::TicketState;
use hallmark_types::{
	epc::ItemId,
	items::{Holder, Items},
	Moment,
};
use proposing::is_ours;
use rounds::Evaluated;
use sp_runtime::{DispatchError, DispatchResult};

/// A clause's turn.
#[derive(Clone, Copy)]
struct Turn {
	clause: ClauseIndex,
	/// Of what came true.
	number: u32,
	/// What was decided about it.
	ruling: Ruling,
}

/// What a firing has come to so far.
#[derive(Default)]
struct Done {
	payments: Payments,
	ended: bool,
}

impl Done {
	fn note(&mut self, payment: Option<Payment>) -> DispatchResult {
		match payment {
			// There is room for every payment that a clause can make.
			Some(payment) => self
				.payments
				.try_push(payment)
				.map_err(|_| DispatchError::Corruption),
			None => Ok(()),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Let what has come true take its course, clause by clause: it waits for its turn, can be
	/// challenged, and fires.
	pub(crate) fn fire_all(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		now: Moment,
	) -> Evaluated {
		let mut evaluated = Evaluated::default();
		let is_enough = |it: &Evaluated| it.ended || it.firings >= T::MaxFirings::get();
		for index in 0..terms.clauses.len() as ClauseIndex {
			if is_enough(&evaluated) {
				break;
			}
			if Self::settle_pending(id, terms, agreement, index, now) {
				evaluated.firings = evaluated.firings.saturating_add(1);
				// The arbiter was silent: the bond goes back.
				evaluated.payments = evaluated.payments.saturating_add(1);
				if is_enough(&evaluated) {
					break;
				}
			}
			let Some((number, ruling)) = Self::take_turn(id, terms, agreement, index, now) else {
				continue;
			};
			evaluated.firings = evaluated.firings.saturating_add(1);
			let turn = Turn {
				clause: index,
				number,
				ruling,
			};
			Self::fire(id, terms, agreement, turn, &mut evaluated);
		}
		evaluated
	}

	/// The number of what came true and may fire now, and what was decided about it. What can be
	/// challenged is opened to that first.
	fn take_turn(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		index: ClauseIndex,
		now: Moment,
	) -> Option<(u32, Ruling)> {
		let clause = terms.clauses.get(usize::from(index))?;
		let is_closing = agreement.closing.is_some();
		let state = agreement.clauses.get_mut(usize::from(index))?;
		// What is put off is not lost: at the end it has its turn at once.
		if now < state.not_before && !is_closing {
			return None;
		}
		if let Some(pending) = state.pending {
			return pending.settled.map(|ruling| (pending.number, ruling));
		}
		let number = state.waiting?;
		if clause.challenge == 0 {
			return Some((number, Ruling::Uphold));
		}
		let until = now.saturating_add(clause.challenge);
		state.waiting = None;
		state.pending = Some(Pending {
			number,
			until,
			challenged_by: None,
			settled: None,
		});
		Self::record(
			id,
			number,
			Outcome::Pending {
				until,
				challenged_by: None,
			},
		);
		Self::deposit_event(Event::Challengeable {
			agreement: id,
			clause: index,
			number,
			until,
		});
		None
	}

	/// Fire a clause, or leave everything as it was and try again later. What was tried has cost what
	/// it costs.
	fn fire(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		turn: Turn,
		evaluated: &mut Evaluated,
	) {
		let Turn {
			clause: index,
			number,
			ruling,
		} = turn;
		let now = T::Time::now();
		let before = agreement.clone();
		let done = with_storage_layer(|| Self::act(id, terms, agreement, turn, evaluated));
		let is_closing = before.closing.is_some();
		if done.is_err() {
			*agreement = before;
		}
		let place = usize::from(index);
		let (Some(state), Some(clause)) =
			(agreement.clauses.get_mut(place), terms.clauses.get(place))
		else {
			return;
		};
		match done {
			Ok(done) => {
				state.served(number);
				state.fired = state.fired.saturating_add(1);
				state.fired_at = Some(now);
				if let Often::EveryTime { cool_down } = clause.often {
					state.not_before = now.saturating_add(cool_down);
				}
				Self::record(
					id,
					number,
					Outcome::Fired {
						at: now,
						ruling,
						payments: done.payments,
					},
				);
				Self::deposit_event(Event::Fired {
					agreement: id,
					clause: index,
					number,
				});
				evaluated.ended = done.ended;
			},
			Err(reason) => {
				state.not_before = now.saturating_add(T::RetryAfter::get());
				if is_closing {
					// There is no later.
					state.served(number);
					Self::record(id, number, Outcome::Dropped { at: now });
				}
				Self::deposit_event(Event::FiringFailed {
					agreement: id,
					clause: index,
					number,
					reason,
				});
			},
		}
	}

	/// Do what a clause does, in its order.
	fn act(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		turn: Turn,
		effort: &mut Evaluated,
	) -> Result<Done, DispatchError> {
		let clause = terms
			.clauses
			.get(usize::from(turn.clause))
			.ok_or(Error::<T>::UnknownClause)?;
		let parts = parts_of(turn.ruling);
		let mut done = Done::default();
		for action in &clause.actions {
			match *action {
				Action::Pay { .. } | Action::PayShare { .. } => {
					let wanted = wanted(agreement, action, parts);
					effort.payments = effort.payments.saturating_add(wanted.is_some().into());
					let payment = wanted
						.map(|it| Self::pay(id, terms, agreement, it.from, it.to, it.amount))
						.transpose()?;
					done.note(payment)?;
				},
				Action::RefundRest => {
					for party in 0..terms.parties.len() as PartyIndex {
						effort.payments = effort.payments.saturating_add(1);
						done.note(Self::refund(id, terms, agreement, party)?)?;
					}
				},
				Action::OpenTicket(ticket) => Self::open(id, agreement, ticket, None)?,
				Action::CloseTicket(ticket) => Self::close(id, agreement, ticket)?,
				Action::HoldItem(item) => {
					effort.holds = effort.holds.saturating_add(1);
					Self::hold_item(id, terms, agreement, item)?
				},
				Action::CommandDevice(command) => {
					Self::give_command(id, terms, agreement, command)?
				},
				Action::End => done.ended = true,
			}
		}
		Ok(done)
	}

	/// Open a ticket, if it is not open.
	pub(crate) fn open(
		id: AgreementId,
		agreement: &mut AgreementOf<T>,
		ticket: TicketIndex,
		by: Option<hallmark_types::organisation::OrgId>,
	) -> DispatchResult {
		let now = T::Time::now();
		let record = agreement
			.tickets
			.get_mut(usize::from(ticket))
			.ok_or(Error::<T>::UnknownTicket)?;
		ensure!(!record.is_open(), Error::<T>::TicketOpen);

		*record = TicketRecord {
			state: TicketState::Open,
			opened: now,
			changed: now,
			times: record.times.saturating_add(1),
		};
		Self::deposit_event(Event::TicketOpened {
			agreement: id,
			ticket,
			by,
		});
		Ok(())
	}

	/// Close a ticket, if it is open.
	fn close(
		id: AgreementId,
		agreement: &mut AgreementOf<T>,
		ticket: TicketIndex,
	) -> DispatchResult {
		let record = agreement
			.tickets
			.get_mut(usize::from(ticket))
			.ok_or(Error::<T>::UnknownTicket)?;
		ensure!(record.is_open(), Error::<T>::TicketNotOpen);

		record.state = TicketState::Closed;
		record.changed = T::Time::now();
		Self::deposit_event(Event::TicketClosed {
			agreement: id,
			ticket,
			by: None,
		});
		Ok(())
	}

	fn hold_item(
		id: AgreementId,
		terms: &Terms,
		agreement: &AgreementOf<T>,
		item: ItemId,
	) -> DispatchResult {
		let facts = T::Items::facts(&item).ok_or(Error::<T>::ItemNotOurs)?;
		ensure!(
			is_ours(terms, facts.owner, facts.custodian),
			Error::<T>::ItemNotOurs
		);

		T::Items::hold(&item, Holder::Agreement(id), agreement.hash)?;
		Self::deposit_event(Event::ItemHeld {
			agreement: id,
			item,
		});
		Ok(())
	}

	fn give_command(
		id: AgreementId,
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		index: CommandIndex,
	) -> DispatchResult {
		let place = usize::from(index);
		let command = terms
			.commands
			.get(place)
			.ok_or(Error::<T>::UnknownCommand)?;
		let record = agreement
			.commands
			.get_mut(place)
			.ok_or(Error::<T>::UnknownCommand)?;
		let now = T::Time::now();
		let issue = record
			.issue
			.checked_add(1)
			.ok_or(sp_runtime::ArithmeticError::Overflow)?;

		*record = CommandRecord {
			issue,
			given: now,
			expires_at: now.saturating_add(command.lifetime),
			acknowledged: None,
		};
		Self::deposit_event(Event::Commanded {
			agreement: id,
			command: index,
			issue,
			device: command.device,
			opcode: command.opcode,
			expires_at: record.expires_at,
		});
		Ok(())
	}

	/// Put on record what became of something, if that record is still there.
	pub(crate) fn record(id: AgreementId, number: u32, outcome: Outcome) {
		let slot = Self::slot(number);
		let kept = Firings::<T>::get(id, slot).filter(|firing| firing.number == number);
		if let Some(firing) = kept {
			Firings::<T>::insert(id, slot, Firing { outcome, ..firing });
		}
	}
}

impl ClauseState {
	/// What came true under this number needs no turn any more.
	fn served(&mut self, number: u32) {
		self.pending = self.pending.filter(|pending| pending.number != number);
		self.waiting = self.waiting.filter(|waiting| *waiting != number);
	}
}

/// Which part of what a clause pays is paid after a ruling.
fn parts_of(ruling: Ruling) -> Parts {
	match ruling {
		Ruling::Uphold => WHOLE,
		Ruling::Strike => 0,
		Ruling::Split(parts) => parts,
	}
}

/// What an action wants to pay of what rests. `None` if that is nothing.
pub(crate) fn wanted<AccountId, Deposit>(
	agreement: &Agreement<AccountId, Deposit>,
	action: &Action,
	parts: Parts,
) -> Option<Payment> {
	let (from, to, amount) = match *action {
		Action::Pay { from, to, amount } => (from, to, amount),
		Action::PayShare {
			from,
			to,
			parts: share,
		} => {
			let purse = agreement.purses.get(usize::from(from))?.as_ref()?;
			(from, to, share_of(purse.rest, share))
		},
		_ => return None,
	};
	let amount = share_of(amount, parts);
	(amount > 0).then_some(Payment {
		from,
		to,
		amount,
		credited: false,
	})
}
