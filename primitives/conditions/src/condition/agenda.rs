//! When a condition could change by time alone.

use super::{Condition, Facts, Node, TicketState};
use crate::{Comparison, Duration, Moment};

impl Condition {
	/// The next moment, later than now, at which it could evaluate to something else although nothing
	/// happens but that time passes. `None` if there is none.
	///
	/// It asks the same facts as an evaluation. Until that moment, and as long as none of the facts
	/// changes otherwise, there is nothing to evaluate.
	pub fn next_change(&self, facts: &impl Facts) -> Option<Moment> {
		let now = facts.now();
		self.nodes()
			.iter()
			.filter_map(|node| turns(node, facts))
			.filter(|moment| *moment > now)
			.min()
	}
}

/// The moment at which a leaf turns, whether it has passed or not.
fn turns(node: &Node, facts: &impl Facts) -> Option<Moment> {
	match *node {
		Node::Stream(ref signal) => facts.reading(signal, 1).ok()?.stale_from,
		Node::Reading {
			ref signal, run, ..
		} => facts.reading(signal, run).ok()?.stale_from,
		Node::Fresh { ref signal, age } => {
			let measured = facts.heard(signal).ok()??;
			crossing(measured, age, Comparison::AtMost)
		},
		Node::ItemVerdict { ref item, .. } => facts.verdict(item).ok()?.until,
		Node::TicketAge {
			ticket,
			clock,
			comparison,
			limit,
		} => {
			let ticket = facts.ticket(ticket)?;
			if ticket.state == TicketState::None {
				return None;
			}
			crossing(ticket.since(clock), limit, comparison)
		},
		Node::Time { comparison, limit } => crossing(0, limit, comparison),
		_ => None,
	}
}

/// The first moment at which the time since `start` compares differently. `None` if it never comes.
fn crossing(start: Moment, limit: Duration, comparison: Comparison) -> Option<Moment> {
	let reached = start.checked_add(limit)?;
	match comparison {
		Comparison::AtLeast | Comparison::Below => Some(reached),
		Comparison::Above | Comparison::AtMost => reached.checked_add(1),
	}
}
