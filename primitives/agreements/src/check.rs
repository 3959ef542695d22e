//! Whether terms make sense by themselves, whatever the chain says.

use hallmark_conditions::{
	condition::{Look, Node},
	Comparison, Condition,
};
use hallmark_types::{
	readings::{Signal, Unit},
	Moment,
};

use crate::{
	Action, Clause, ClauseIndex, Flaw, Often, Ruling, Terms, Ticket, TicketIndex, MAX_ITEMS, WHOLE,
};

/// Why a condition does not fit the terms that it stands in.
enum Misfit {
	Party,
	Ticket,
	Command,
	Stream,
	Units,
}

impl Terms {
	/// Whether they make sense if they are proposed at `now`. Whatever can be seen without looking
	/// at the chain is looked at here, in clients and on the chain alike.
	///
	/// Errors: the first [`Flaw`].
	pub fn check(&self, now: Moment) -> Result<(), Flaw> {
		self.check_parties()?;
		self.check_arbitration()?;
		ensure(
			now < self.sign_by && self.sign_by < self.expires_at,
			Flaw::TimesOutOfOrder,
		)?;
		ensure(!self.clauses.is_empty(), Flaw::NoClauses)?;
		for (index, clause) in (0..).zip(&self.clauses) {
			self.check_clause(index, clause, now)?;
		}
		for (index, ticket) in (0..).zip(&self.tickets) {
			self.check_ticket(index, ticket)?;
		}
		for (index, command) in (0..).zip(&self.commands) {
			ensure(command.lifetime > 0, Flaw::CommandWithoutTime(index))?;
		}
		for (index, stream) in self.streams.iter().enumerate() {
			let before = &self.streams[..index];
			ensure(
				before.iter().all(|other| other.signal != stream.signal),
				Flaw::StreamRepeated,
			)?;
			let mut heard = self.nodes().filter_map(Node::signal);
			ensure(
				heard.any(|signal| Signal::from(*signal) == stream.signal),
				Flaw::StreamUnused,
			)?;
		}
		ensure(self.items().len() <= MAX_ITEMS as usize, Flaw::TooManyItems)
	}

	fn check_parties(&self) -> Result<(), Flaw> {
		ensure(self.parties.len() >= 2, Flaw::TooFewParties)?;
		let repeated = self
			.parties
			.iter()
			.enumerate()
			.any(|(index, party)| self.parties[..index].iter().any(|it| it.org == party.org));
		ensure(!repeated, Flaw::PartyRepeated)?;
		self.parties
			.iter()
			.try_fold(0u128, |sum, party| sum.checked_add(party.escrow))
			.map(drop)
			.ok_or(Flaw::EscrowTooLarge)
	}

	fn check_arbitration(&self) -> Result<(), Flaw> {
		let Some(arbitration) = &self.arbitration else {
			return Ok(());
		};
		ensure(
			self.party(arbitration.arbiter).is_none(),
			Flaw::ArbiterIsParty,
		)?;
		ensure(arbitration.bond > 0, Flaw::BondMissing)?;
		ensure(arbitration.patience > 0, Flaw::ArbiterWithoutTime)?;
		ensure(arbitration.silence.is_sound(), Flaw::SplitOutOfRange)
	}

	fn check_clause(&self, index: ClauseIndex, clause: &Clause, now: Moment) -> Result<(), Flaw> {
		self.fits(&clause.when).map_err(|misfit| match misfit {
			Misfit::Party => Flaw::NoSuchParty(index),
			Misfit::Ticket => Flaw::NoSuchTicket(index),
			Misfit::Command => Flaw::NoSuchCommand(index),
			Misfit::Stream => Flaw::StreamUndeclared(index),
			Misfit::Units => Flaw::UnitsMixed(index),
		})?;
		ensure(
			self.can_come_true(&clause.when, now),
			Flaw::Unreachable(index),
		)?;
		for node in clause.when.nodes() {
			if let Node::Acknowledged { command } = node {
				ensure(self.gives(*command), Flaw::CommandNeverGiven(index))?;
			}
		}
		if let Often::EveryTime { cool_down } = clause.often {
			ensure(cool_down > 0, Flaw::CoolDownMissing(index))?;
		}
		ensure(
			clause.challenge == 0 || self.arbitration.is_some(),
			Flaw::ArbiterMissing(index),
		)?;
		self.check_actions(index, clause)
	}

	fn check_actions(&self, index: ClauseIndex, clause: &Clause) -> Result<(), Flaw> {
		ensure(!clause.actions.is_empty(), Flaw::NoActions(index))?;
		for (place, action) in clause.actions.iter().enumerate() {
			let before = &clause.actions[..place];
			ensure(!before.contains(action), Flaw::ActionRepeated(index))?;
			ensure(!before.contains(&Action::End), Flaw::ActionAfterEnd(index))?;
			match *action {
				Action::Pay { from, to, amount } => {
					self.check_payment(index, from, to)?;
					ensure(amount > 0, Flaw::PaysNothing(index))?;
				},
				Action::PayShare { from, to, parts } => {
					self.check_payment(index, from, to)?;
					ensure(parts > 0, Flaw::PaysNothing(index))?;
					ensure(parts <= WHOLE, Flaw::ShareAboveWhole(index))?;
				},
				Action::OpenTicket(ticket) | Action::CloseTicket(ticket) => ensure(
					usize::from(ticket) < self.tickets.len(),
					Flaw::NoSuchTicket(index),
				)?,
				Action::CommandDevice(command) => ensure(
					usize::from(command) < self.commands.len(),
					Flaw::NoSuchCommand(index),
				)?,
				Action::RefundRest | Action::HoldItem(_) | Action::End => {},
			}
		}
		for (place, party) in (0..).zip(&self.parties) {
			let outlay = clause.outlay(place);
			ensure(
				outlay.is_some_and(|outlay| outlay <= party.escrow),
				Flaw::PayoutAboveEscrow(index),
			)?;
		}
		Ok(())
	}

	fn check_payment(&self, index: ClauseIndex, from: u8, to: u8) -> Result<(), Flaw> {
		let there = usize::from(from.max(to)) < self.parties.len();
		ensure(there, Flaw::NoSuchParty(index))?;
		ensure(from != to, Flaw::PaysItself(index))
	}

	fn check_ticket(&self, index: TicketIndex, ticket: &Ticket) -> Result<(), Flaw> {
		let (one, other) = (ticket.requester, ticket.servicer);
		ensure(
			one != other && usize::from(one.max(other)) < self.parties.len(),
			Flaw::TicketParties(index),
		)?;
		let Some(proof) = &ticket.proof else {
			return Ok(());
		};
		self.fits(proof).map_err(|_| Flaw::ProofOutOfPlace(index))?;
		ensure(proof.reach().can_be_true, Flaw::ProofOutOfPlace(index))?;
		let over_window = proof.nodes().iter().any(|node| {
			matches!(
				node,
				Node::Reading {
					look: Look::Window,
					..
				}
			)
		});
		ensure(!over_window, Flaw::ProofOverWindow(index))
	}

	/// Whether all that a condition names is there.
	fn fits(&self, condition: &Condition) -> Result<(), Misfit> {
		let parties = self.parties.len();
		for party in condition.parties() {
			ensure(usize::from(*party) < parties, Misfit::Party)?;
		}
		for signal in condition.signals() {
			self.unit_of(signal).ok_or(Misfit::Stream)?;
		}
		for (index, node) in condition.nodes().iter().enumerate() {
			match node {
				Node::TicketIs { ticket, .. } | Node::TicketAge { ticket, .. } => {
					ensure(usize::from(*ticket) < self.tickets.len(), Misfit::Ticket)?
				},
				Node::Acknowledged { command } => {
					ensure(usize::from(*command) < self.commands.len(), Misfit::Command)?
				},
				Node::Median { of, .. } => {
					// A median's streams stand right before it.
					let streams = &condition.nodes()[index.saturating_sub(usize::from(*of))..index];
					let mut units = streams.iter().filter_map(Node::signal);
					let first = units.next().and_then(|signal| self.unit_of(signal));
					ensure(
						units.all(|signal| self.unit_of(signal) == first),
						Misfit::Units,
					)?;
				},
				_ => {},
			}
		}
		Ok(())
	}

	fn unit_of(&self, signal: &hallmark_conditions::Signal) -> Option<Unit> {
		let signal = Signal::from(*signal);
		let stream = self.streams.iter().find(|it| it.signal == signal)?;
		Some(stream.unit)
	}

	/// Whether a condition may come true between now and the end. Where there is no room to ask about
	/// both at once, at all.
	fn can_come_true(&self, condition: &Condition, now: Moment) -> bool {
		let mut nodes = condition.nodes().to_vec();
		nodes.extend([
			Node::Time {
				comparison: Comparison::AtLeast,
				limit: now,
			},
			Node::Time {
				comparison: Comparison::Below,
				limit: self.expires_at,
			},
			Node::And { of: 3 },
		]);
		// What is joined by `and` already is joined with two more, so that it is no deeper.
		if let Some(Node::And { of }) = condition.nodes().last() {
			nodes.remove(condition.nodes().len() - 1);
			if let Some(last) = nodes.last_mut() {
				*last = Node::And {
					of: of.saturating_add(2),
				};
			}
		}
		let bounded = Condition::new(&nodes).unwrap_or(*condition);
		bounded.reach().can_be_true && condition.reach().can_be_true
	}

	/// Whether some clause gives a command.
	fn gives(&self, command: u8) -> bool {
		let mut actions = self.clauses.iter().flat_map(|it| it.actions.iter());
		actions.any(|action| *action == Action::CommandDevice(command))
	}
}

impl Ruling {
	/// Whether a split is one: it pays something, and not all.
	pub fn is_sound(&self) -> bool {
		match self {
			Self::Split(parts) => (1..WHOLE).contains(parts),
			Self::Uphold | Self::Strike => true,
		}
	}
}

fn ensure<E>(holds: bool, otherwise: E) -> Result<(), E> {
	if holds {
		Ok(())
	} else {
		Err(otherwise)
	}
}
