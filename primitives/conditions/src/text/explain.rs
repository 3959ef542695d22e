//! What an evaluation came to, for people.

use core::fmt;

use super::{Names, Printed, PrintedDuration, PrintedMoment};
use crate::condition::{Condition, Explanation, Finding, Node, Seen};

/// An explanation, a line for each node, operands indented below what joins them.
pub struct Explained<'a, N> {
	condition: &'a Condition,
	explanation: &'a Explanation,
	printed: Printed<'a, N>,
}

impl<'a, N: Names> Explained<'a, N> {
	/// Print what this condition evaluated to, with these names.
	pub fn new(condition: &'a Condition, explanation: &'a Explanation, names: &'a N) -> Self {
		Self {
			condition,
			explanation,
			printed: Printed::new(condition, names),
		}
	}

	fn lines(&self, f: &mut fmt::Formatter<'_>, index: usize, depth: usize) -> fmt::Result {
		(0..depth).try_for_each(|_| f.write_str("  "))?;
		let finding = self.explanation.findings().get(index);
		let finding = finding.copied().unwrap_or_default();
		match self.condition.nodes()[index] {
			// A stream is asked nothing by itself.
			Node::Stream(_) => {},
			_ => write!(f, "{}: ", finding.truth)?,
		}
		match self.condition.nodes()[index] {
			Node::Not => f.write_str("not")?,
			Node::And { .. } => f.write_str("and")?,
			Node::Or { .. } => f.write_str("or")?,
			Node::AtLeast { count, of } => write!(f, "atleast {count} of {of}")?,
			_ => self.printed.tree(f, index)?,
		}
		seen(f, &finding)?;
		f.write_str("\n")?;
		self.condition
			.operands(index)
			.iter()
			.try_for_each(|operand| self.lines(f, usize::from(*operand), depth + 1))
	}
}

impl<N: Names> fmt::Display for Explained<'_, N> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.lines(f, self.condition.nodes().len() - 1, 0)
	}
}

fn seen(f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
	match finding.seen {
		None => {},
		Some(Seen::Value(value)) => write!(f, " [{value}]")?,
		Some(Seen::Fresh(number)) => write!(f, " [{number} fresh]")?,
		Some(Seen::Age(age)) => write!(f, " [{}]", PrintedDuration(age))?,
		Some(Seen::Moment(moment)) => write!(f, " [{}]", PrintedMoment(moment))?,
		Some(Seen::Amount(amount)) => write!(f, " [{amount}]")?,
		Some(Seen::Ticket(state)) => write!(f, " [{}]", state.word())?,
	}
	match finding.why {
		Some(why) => write!(f, " ({why})"),
		None => Ok(()),
	}
}
