//! From condition to text.

use core::fmt::{self, Write};

use super::{is_word, Names, PrintedDuration, PrintedMoment};
use crate::{
	condition::{Condition, Look, Node, Who},
	Signal,
};

/// A condition to be printed with names, where there are any.
pub struct Printed<'a, N> {
	condition: &'a Condition,
	names: &'a N,
}

impl<'a, N: Names> Printed<'a, N> {
	/// Print this condition with these names.
	pub fn new(condition: &'a Condition, names: &'a N) -> Self {
		Self { condition, names }
	}
}

impl fmt::Display for Condition {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		Printed::new(self, &()).fmt(f)
	}
}

impl<N: Names> fmt::Display for Printed<'_, N> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let nodes = self.condition.nodes();
		self.tree(f, nodes.len() - 1)
	}
}

impl<N: Names> Printed<'_, N> {
	/// The part of the condition that ends at `index`.
	pub(super) fn tree(&self, f: &mut fmt::Formatter<'_>, index: usize) -> fmt::Result {
		let nodes = self.condition.nodes();
		match nodes[index] {
			Node::Not => {
				f.write_str("not ")?;
				self.operand(f, index - 1, |node| {
					matches!(node, Node::And { .. } | Node::Or { .. })
				})
			},
			Node::And { .. } => self.joined(f, index, " and ", |node| {
				matches!(node, Node::And { .. } | Node::Or { .. })
			}),
			Node::Or { .. } => {
				self.joined(f, index, " or ", |node| matches!(node, Node::Or { .. }))
			},
			Node::AtLeast { count, .. } => {
				write!(f, "atleast {count} of (")?;
				self.joined(f, index, ", ", |_| false)?;
				f.write_char(')')
			},
			Node::Median {
				fresh,
				comparison,
				limit,
				..
			} => {
				f.write_str("median(")?;
				self.joined(f, index, ", ", |_| false)?;
				write!(f, "; {fresh} fresh) {} {limit}", comparison.symbol())
			},
			ref leaf => self.leaf(f, leaf),
		}
	}

	fn joined(
		&self,
		f: &mut fmt::Formatter<'_>,
		index: usize,
		between: &str,
		needs_parentheses: fn(&Node) -> bool,
	) -> fmt::Result {
		for (place, operand) in self.condition.operands(index).iter().enumerate() {
			if place > 0 {
				f.write_str(between)?;
			}
			self.operand(f, usize::from(*operand), needs_parentheses)?;
		}
		Ok(())
	}

	fn operand(
		&self,
		f: &mut fmt::Formatter<'_>,
		index: usize,
		needs_parentheses: fn(&Node) -> bool,
	) -> fmt::Result {
		if !needs_parentheses(&self.condition.nodes()[index]) {
			return self.tree(f, index);
		}
		f.write_char('(')?;
		self.tree(f, index)?;
		f.write_char(')')
	}

	fn leaf(&self, f: &mut fmt::Formatter<'_>, leaf: &Node) -> fmt::Result {
		match *leaf {
			Node::Stream(ref signal) => self.stream(f, signal),
			Node::Reading {
				ref signal,
				look,
				comparison,
				limit,
				run,
			} => {
				f.write_str(match look {
					Look::Window => "reading(",
					Look::Latest => "latest(",
				})?;
				self.stream(f, signal)?;
				write!(f, ") {} {limit}", comparison.symbol())?;
				if run == 1 {
					Ok(())
				} else {
					write!(f, " for {run}")
				}
			},
			Node::Fresh { ref signal, age } => {
				f.write_str("fresh(")?;
				self.stream(f, signal)?;
				write!(f, ", {})", PrintedDuration(age))
			},
			Node::ItemVerdict { ref item, breached } => {
				self.item(f, item)?;
				f.write_str(if breached {
					".verdict = breached"
				} else {
					".verdict = good"
				})
			},
			Node::ItemIs { ref item, state } => {
				self.item(f, item)?;
				write!(f, ".state = {}", state.word())
			},
			Node::ItemCustodian { ref item, ref who } => {
				self.item(f, item)?;
				f.write_str(".custodian = ")?;
				organisation(f, who)
			},
			Node::ItemAccepted { ref item, ref who } => {
				self.item(f, item)?;
				f.write_str(".accepted by ")?;
				organisation(f, who)
			},
			Node::TicketIs { ticket, state } => {
				ticket_number(f, ticket)?;
				write!(f, ".state = {}", state.word())
			},
			Node::TicketAge {
				ticket,
				clock,
				comparison,
				limit,
			} => {
				ticket_number(f, ticket)?;
				let (word, symbol) = (clock.word(), comparison.symbol());
				write!(f, ".{word} {symbol} {}", PrintedDuration(limit))
			},
			Node::Time { comparison, limit } => {
				write!(f, "time {} {}", comparison.symbol(), PrintedMoment(limit))
			},
			Node::Balance {
				party,
				asset,
				comparison,
				limit,
			} => {
				write!(f, "balance(party {party}")?;
				if let Some(asset) = asset {
					write!(f, ", asset {asset}")?;
				}
				write!(f, ") {} {limit}", comparison.symbol())
			},
			Node::Confirmed { party } => write!(f, "confirmed(party {party})"),
			Node::Acknowledged { command } => write!(f, "acknowledged(command {command})"),
			// What has operands is printed with them.
			Node::Not
			| Node::And { .. }
			| Node::Or { .. }
			| Node::AtLeast { .. }
			| Node::Median { .. } => Ok(()),
		}
	}

	fn stream(&self, f: &mut fmt::Formatter<'_>, signal: &Signal) -> fmt::Result {
		let name = self.names.name_of_device(&signal.device);
		named(f, name, &signal.device)?;
		write!(f, "/{}", signal.name)
	}

	fn item(&self, f: &mut fmt::Formatter<'_>, item: &[u8; 32]) -> fmt::Result {
		f.write_str("item(")?;
		named(f, self.names.name_of_item(item), item)?;
		f.write_char(')')
	}
}

/// A name, or without one the id.
fn named(f: &mut fmt::Formatter<'_>, name: Option<&str>, id: &[u8; 32]) -> fmt::Result {
	match name.filter(|name| is_word(name)) {
		Some(name) => f.write_str(name),
		None => {
			f.write_str("0x")?;
			id.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
		},
	}
}

fn organisation(f: &mut fmt::Formatter<'_>, who: &Who) -> fmt::Result {
	match who {
		Who::Party(party) => write!(f, "party {party}"),
		Who::Org(org) => write!(f, "org {org}"),
	}
}

fn ticket_number(f: &mut fmt::Formatter<'_>, ticket: u8) -> fmt::Result {
	match ticket {
		0 => f.write_str("ticket"),
		_ => write!(f, "ticket({ticket})"),
	}
}
