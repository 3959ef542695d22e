//! Terms in words, and what is worth a second look before they are signed.

use std::fmt;

use hallmark_agreements::{Action, Clause, Often, Ruling, Terms, Unknown};
use hallmark_conditions::{condition::Node, text::Printed, Condition};

use super::{print_duration, print_part, Asset, Words};
use crate::units::print_moment;

/// Terms, one line a particular.
pub struct Told<'a> {
	terms: &'a Terms,
	words: &'a Words,
	asset: Asset,
}

impl<'a> Told<'a> {
	/// These, with words in the place of ids.
	pub fn new(terms: &'a Terms, words: &'a Words) -> Self {
		Self {
			terms,
			words,
			asset: Asset::of(terms.asset),
		}
	}

	fn condition(&self, condition: &Condition) -> String {
		Printed::new(condition, self.words).to_string()
	}

	fn clause(&self, f: &mut fmt::Formatter<'_>, place: usize, clause: &Clause) -> fmt::Result {
		let often = match clause.often {
			Often::Once => "once".to_owned(),
			Often::EveryTime { cool_down } => {
				format!("every time, {} apart", print_duration(cool_down))
			},
		};
		write!(
			f,
			"\nclause {place}, {often}: if {}",
			self.condition(&clause.when)
		)?;
		match clause.unknown {
			Unknown::Waits => {},
			Unknown::Fires { after } => {
				write!(f, ", or if nobody knows for {}", print_duration(after))?
			},
			Unknown::Ends { after } => write!(
				f,
				"; it all ends if nobody knows for {}",
				print_duration(after)
			)?,
		}
		if clause.challenge > 0 {
			let time = print_duration(clause.challenge);
			write!(f, "\n  can be challenged for {time}, then:")?;
		}
		clause
			.actions
			.iter()
			.try_for_each(|action| write!(f, "\n  {}", self.action(action)))
	}

	fn action(&self, action: &Action) -> String {
		match *action {
			Action::Pay { from, to, amount } => {
				let amount = self.asset.print(amount);
				format!("pay {amount} out of party {from}'s share to party {to}")
			},
			Action::PayShare { from, to, parts } => {
				let part = print_part(parts);
				format!("pay {part} of what rests of party {from}'s share to party {to}")
			},
			Action::RefundRest => "give back what rests of the shares".into(),
			Action::OpenTicket(ticket) => format!("open ticket {ticket}"),
			Action::CloseTicket(ticket) => format!("close ticket {ticket}"),
			Action::HoldItem(item) => format!("hold {}", self.words.item_written(item.0)),
			Action::CommandDevice(command) => format!("give command {command}"),
			Action::End => "end, and give back what rests".into(),
		}
	}
}

impl fmt::Display for Told<'_> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let terms = self.terms;
		for (place, party) in terms.parties.iter().enumerate() {
			let line = if place == 0 { "" } else { "\n" };
			let escrow = self.asset.print(party.escrow);
			write!(
				f,
				"{line}party {place}: organisation {} puts in {escrow}",
				party.org
			)?;
		}
		for stream in &terms.streams {
			let device = self.words.device_written(stream.signal.device);
			let (name, unit, exponent) = (stream.signal.name, stream.unit, stream.exponent);
			write!(
				f,
				"\nlistens to {device}/{name}: {unit}, exponent {exponent}"
			)?;
		}
		for (place, clause) in terms.clauses.iter().enumerate() {
			self.clause(f, place, clause)?;
		}
		for (place, ticket) in terms.tickets.iter().enumerate() {
			let (requester, servicer) = (ticket.requester, ticket.servicer);
			write!(
				f,
				"\nticket {place}: of party {requester} for party {servicer}"
			)?;
			if let Some(proof) = &ticket.proof {
				write!(f, ", resolved only if {}", self.condition(proof))?;
			}
		}
		for (place, command) in terms.commands.iter().enumerate() {
			let device = self.words.device_written(command.device);
			let lifetime = print_duration(command.lifetime);
			write!(
				f,
				"\ncommand {place}: {device} does {} within {lifetime}",
				command.opcode
			)?;
		}
		if let Some(arbitration) = &terms.arbitration {
			let silence = match arbitration.silence {
				Ruling::Uphold => "the clause holds".to_owned(),
				Ruling::Strike => "the clause does not hold".to_owned(),
				Ruling::Split(parts) => format!("{} is paid", print_part(parts)),
			};
			write!(
				f,
				"\narbiter: organisation {}, within {}; a challenge costs a bond of {}; if the \
				 arbiter says nothing, {silence}",
				arbitration.arbiter,
				print_duration(arbitration.patience),
				self.asset.print(arbitration.bond),
			)?;
		}
		for witness in &terms.witnesses {
			write!(f, "\nwitness: organisation {witness}")?;
		}
		write!(f, "\nsign before {}", print_moment(terms.sign_by))?;
		write!(f, "\nends {}", print_moment(terms.expires_at))?;
		if !terms.document.is_zero() {
			write!(f, "\ndocument {:?}", terms.document)?;
		}
		Ok(())
	}
}

/// What the terms may say and their authors may not mean.
pub fn warnings(terms: &Terms) -> Vec<String> {
	let mut warnings = Vec::new();
	for (place, clause) in terms.clauses.iter().enumerate() {
		if clause.challenge == 0 && pays(clause) && hears_one_device(&clause.when) {
			warnings.push(format!(
				"clause {place} pays on the word of one device, and nobody can challenge it"
			));
		}
		if clause.often == Often::Once {
			continue;
		}
		for (index, party) in (0..).zip(&terms.parties) {
			let outlay = clause.outlay(index).filter(|outlay| *outlay > 0);
			if let Some(outlay) = outlay {
				let times = party.escrow / outlay;
				warnings.push(format!(
					"clause {place} fires every time, and party {index}'s share pays for {times}"
				));
			}
		}
	}
	if terms.document.is_zero() {
		warnings.push("no document: what conditions cannot say is agreed nowhere".into());
	}
	warnings
}

fn pays(clause: &Clause) -> bool {
	let pays = |it: &Action| matches!(it, Action::Pay { .. } | Action::PayShare { .. });
	clause.actions.iter().any(pays)
}

/// Whether a condition is about streams of one device, and about nothing else than time beside.
fn hears_one_device(condition: &Condition) -> bool {
	let mut devices = condition.signals().map(|signal| signal.device);
	let Some(first) = devices.next() else {
		return false;
	};
	devices.all(|device| device == first)
		&& condition.nodes().iter().all(|node| {
			node.signal().is_some()
				|| matches!(
					node,
					Node::Time { .. }
						| Node::Not | Node::And { .. }
						| Node::Or { .. } | Node::AtLeast { .. }
						| Node::Median { .. }
				)
		})
}
