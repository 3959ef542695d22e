//! What nodes answer about agreements, in words.

use std::fmt::{self, Display, Formatter};

use hallmark_rpc::{
	agreement::{
		AgreementStatus, Cause, ClauseState, CommandState, Credit, ExplainedClause, Firing,
		Forecast, Node, Outcome, Payment, Ruling, Statement, Status, Ticket, TicketState, Truth,
	},
	Bytes, Hex32, Money,
};
use serde::Serialize;

use crate::terms::print_part;

/// An agreement in a list.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Entry(pub AgreementStatus);

impl Display for Entry {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		let parties: Vec<_> = self.0.parties.iter().map(|it| it.org.to_string()).collect();
		write!(
			f,
			"{}: {}, of organisations {}, {} held",
			self.0.agreement,
			standing(self.0.status),
			parties.join(", "),
			money(&self.0.held)
		)
	}
}

fn money(money: &Money) -> String {
	format!("{} {}", money.amount, money.symbol)
}

/// Where an agreement stands.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Standing(pub AgreementStatus);

impl Display for Standing {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		status(f, &self.0)
	}
}

fn status(f: &mut Formatter<'_>, status: &AgreementStatus) -> fmt::Result {
	writeln!(
		f,
		"agreement {}: {}",
		status.agreement,
		standing(status.status)
	)?;
	writeln!(f, "hash {}", status.hash)?;
	let (proposer, at) = (status.proposer, status.proposed_at);
	write!(f, "proposed by organisation {proposer} at {at}")?;
	if let Some(at) = status.active_since {
		write!(f, "\nactive since {at}")?;
	}
	if let Some(at) = status.ended_at {
		write!(f, "\nended at {at}")?;
	}
	for party in &status.parties {
		write!(f, "\nparty {}: organisation {}", party.party, party.org)?;
		match &party.purse {
			Some(purse) => {
				write!(
					f,
					", {} rest, held of {}",
					money(&purse.rest),
					purse.account
				)?;
				if purse.payee != purse.account {
					write!(f, ", paid into {}", purse.payee)?;
				}
			},
			None => f.write_str(", has not signed")?,
		}
		if party.confirmed {
			f.write_str(", has confirmed")?;
		}
		if party.consents {
			f.write_str(", consents to its end")?;
		}
	}
	write!(
		f,
		"\nmoney: {} put in, {} paid, {} owed, {} given back, {} held",
		money(&status.funded),
		money(&status.paid),
		money(&status.credited),
		money(&status.refunded),
		money(&status.held)
	)?;
	if let Some(at) = status.due {
		write!(f, "\nlooked at again at {at} at the latest")?;
	}
	write!(f, "\nclauses that came true: {}", status.firings)
}

/// All that is on record, and the terms in words.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct OnRecord {
	pub statement: Statement,
	#[serde(skip)]
	pub told: String,
}

impl Display for OnRecord {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		let statement = &self.statement;
		status(f, &statement.status)?;
		write!(f, "\n\nagreed:\n{}\n\nhappened:\n", self.told)?;
		lines(f, &statement.firings, "No clause has come true.", firing)?;
		for ticket in &statement.tickets {
			write!(f, "\nticket {}: {}", ticket.ticket, stands(ticket.state))?;
			if let Some(since) = ticket.changed_at {
				write!(f, " since {since}, opened {}", times(ticket.times))?;
			}
		}
		for command in &statement.commands {
			write!(
				f,
				"\ncommand {}: given {}",
				command.command,
				times(command.issue)
			)?;
			if let Some(at) = command.acknowledged_at {
				write!(f, ", acknowledged at {at}")?;
			}
		}
		statement.credits.iter().try_for_each(|it| {
			f.write_str("\nowed: ")?;
			credit(f, it)
		})
	}
}

fn standing(status: Status) -> &'static str {
	match status {
		Status::Proposed => "proposed",
		Status::Active => "active",
		Status::Completed => "completed",
		Status::Expired => "expired",
		Status::Cancelled => "cancelled",
		Status::Lapsed => "lapsed",
		Status::EndedUnknown => "ended as unknown",
	}
}

fn truth(truth: Truth) -> &'static str {
	match truth {
		Truth::False => "false",
		Truth::True => "true",
		Truth::Unknown => "unknown",
	}
}

fn times(number: u32) -> String {
	match number {
		0 => "not once".into(),
		1 => "once".into(),
		number => format!("{number} times"),
	}
}

/// Parts of what one was asked about, one below the other.
fn lines<T>(
	f: &mut Formatter<'_>,
	all: &[T],
	nothing: &str,
	line: impl Fn(&mut Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
	if all.is_empty() {
		return f.write_str(nothing);
	}
	for (place, one) in all.iter().enumerate() {
		if place > 0 {
			f.write_str("\n")?;
		}
		line(f, one)?;
	}
	Ok(())
}

/// A condition part by part, what joins others above them.
fn tree(f: &mut Formatter<'_>, node: &Node, depth: usize) -> fmt::Result {
	let indent = "  ".repeat(depth);
	write!(f, "\n{indent}{}: {}", node.text, truth(node.truth))?;
	if let Some(seen) = &node.seen {
		write!(f, ", it is {seen}")?;
	}
	if let Some(why) = &node.why_unknown {
		write!(f, ", {why}")?;
	}
	node.operands
		.iter()
		.try_for_each(|operand| tree(f, operand, depth + 1))
}

fn payment(f: &mut Formatter<'_>, payment: &Payment) -> fmt::Result {
	let amount = money(&payment.amount);
	let (from, to) = (payment.from, payment.to);
	match from == to {
		true => write!(f, "\n  {amount} back to party {to}")?,
		false => write!(f, "\n  {amount} from party {from} to party {to}")?,
	}
	if payment.credited {
		f.write_str(", as a credit")?;
	}
	Ok(())
}

/// What is decided, as part of a sentence.
fn decided(ruling: &Ruling) -> String {
	match ruling {
		Ruling::Uphold => "upheld".into(),
		Ruling::Strike => "struck".into(),
		Ruling::Split { millionths } => format!("split at {}", print_part(*millionths)),
	}
}

fn state(f: &mut Formatter<'_>, state: &ClauseState) -> fmt::Result {
	if let Some(at) = state.fired_at {
		write!(f, "\n  fired {}, the last at {at}", times(state.fired))?;
	}
	if let Some(moment) = state.not_before {
		write!(f, "\n  does not fire before {moment}")?;
	}
	if let Some(since) = state.unknown_since {
		write!(f, "\n  unknown since {since}")?;
	}
	if let Some(number) = state.waiting {
		write!(f, "\n  came true as number {number}, and waits")?;
	}
	let Some(pending) = &state.pending else {
		return Ok(());
	};
	write!(f, "\n  came true as number {}", pending.number)?;
	match (&pending.settled, pending.challenged_by) {
		(Some(ruling), _) => write!(f, ", {}", decided(ruling)),
		(None, Some(party)) => write!(
			f,
			", challenged by party {party}; the arbiter has until {}",
			pending.until
		),
		(None, None) => write!(f, ", can be challenged until {}", pending.until),
	}
}

fn clause(f: &mut Formatter<'_>, clause: &ExplainedClause) -> fmt::Result {
	write!(f, "clause {}: {}", clause.clause, truth(clause.truth))?;
	if clause.comes_true {
		f.write_str(", comes true when it is evaluated next")?;
	}
	tree(f, &clause.why, 1)?;
	state(f, &clause.state)
}

/// What each clause evaluates to now, and why.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Clauses(pub Vec<ExplainedClause>);

impl Display for Clauses {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		lines(f, &self.0, "It has no clauses.", clause)
	}
}

/// What each clause would do.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Forecasts(pub Vec<Forecast>);

impl Display for Forecasts {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		lines(f, &self.0, "It has no clauses.", |f, forecast| {
			let clause = &forecast.clause;
			let would = match (forecast.fires, clause.comes_true) {
				(true, _) => "would fire",
				(false, true) => "would come true, and not fire at once",
				(false, false) => "would not come true",
			};
			write!(
				f,
				"clause {}: {}, {would}",
				clause.clause,
				truth(clause.truth)
			)?;
			tree(f, &clause.why, 1)?;
			if !forecast.fires && !clause.comes_true {
				return Ok(());
			}
			match &forecast.payments {
				Some(payments) => payments.iter().try_for_each(|it| payment(f, it)),
				None => f.write_str("\n  less rests than it pays"),
			}
		})
	}
}

/// What is owed and could not be paid.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Credits(pub Vec<Credit>);

impl Display for Credits {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		lines(f, &self.0, "Nothing is owed.", credit)
	}
}

fn credit(f: &mut Formatter<'_>, credit: &Credit) -> fmt::Result {
	let (from, to) = (credit.from, credit.to);
	let amount = money(&credit.amount);
	write!(f, "{amount} of party {to}, held of party {from}")
}

/// The clauses that came true.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Firings(pub Vec<Firing>);

impl Display for Firings {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		lines(f, &self.0, "No clause has come true.", firing)
	}
}

fn firing(f: &mut Formatter<'_>, firing: &Firing) -> fmt::Result {
	let cause = match firing.cause {
		Cause::Holds => "came true",
		Cause::Unknown => "was unknown for too long",
	};
	write!(
		f,
		"{}: clause {} {cause} at {}, ",
		firing.number, firing.clause, firing.came_true_at
	)?;
	match &firing.outcome {
		Outcome::Waiting => f.write_str("and waits")?,
		Outcome::Pending {
			until,
			challenged_by: None,
		} => write!(f, "and can be challenged until {until}")?,
		Outcome::Pending {
			until,
			challenged_by: Some(party),
		} => write!(
			f,
			"party {party} challenged it, the arbiter has until {until}"
		)?,
		Outcome::Fired { at, ruling, .. } => match ruling {
			Ruling::Uphold => write!(f, "and fired at {at}")?,
			ruling => write!(f, "{}, and fired at {at}", decided(ruling))?,
		},
		Outcome::Struck { at } => write!(f, "and was struck at {at}")?,
		Outcome::Dropped { at } => write!(f, "and was dropped at the end, {at}")?,
	}
	if let Outcome::Fired { payments, .. } = &firing.outcome {
		payments.iter().try_for_each(|it| payment(f, it))?;
	}
	tree(f, &firing.why, 1)?;
	firing.evidence.iter().try_for_each(|evidence| {
		let (device, stream) = (evidence.device, &evidence.stream);
		write!(
			f,
			"\n  on {device}/{stream} up to envelope {}",
			evidence.sequence
		)
	})
}

fn stands(state: TicketState) -> &'static str {
	match state {
		TicketState::None => "never opened",
		TicketState::Open => "open",
		TicketState::Acknowledged => "acknowledged",
		TicketState::Resolved => "resolved",
		TicketState::Closed => "closed",
	}
}

/// An agreement's tickets.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Tickets(pub Vec<Ticket>);

impl Display for Tickets {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		lines(f, &self.0, "It has no tickets.", |f, ticket| {
			let state = stands(ticket.state);
			write!(f, "ticket {}: {state}", ticket.ticket)?;
			if let Some(since) = ticket.changed_at {
				write!(f, " since {since}, opened {}", times(ticket.times))?;
			}
			write!(
				f,
				"; of organisation {} for organisation {}",
				ticket.requester, ticket.servicer
			)?;
			match &ticket.proof {
				Some(proof) => tree(f, proof, 1),
				None => Ok(()),
			}
		})
	}
}

/// A command, and what became of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Order {
	/// Who is told.
	pub device: Hex32,
	/// What.
	pub opcode: u32,
	/// When, and whether it was done.
	#[serde(flatten)]
	pub state: CommandState,
	/// What the device signs to acknowledge it.
	pub sign: Option<Bytes>,
}

impl Display for Order {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		let state = &self.state;
		let (device, opcode) = (self.device, self.opcode);
		write!(f, "command {}: {device} does {opcode}", state.command)?;
		match state.given_at {
			Some(at) => write!(f, ", given {}, the last at {at}", times(state.issue))?,
			None => return f.write_str(", never given"),
		}
		match (state.acknowledged_at, state.expires_at) {
			(Some(at), _) => write!(f, ", acknowledged at {at}"),
			(None, expires_at) => {
				if let Some(at) = expires_at {
					write!(f, ", to be acknowledged before {at}")?;
				}
				match &self.sign {
					Some(bytes) => write!(f, "\n  the device signs {bytes}"),
					None => Ok(()),
				}
			},
		}
	}
}
