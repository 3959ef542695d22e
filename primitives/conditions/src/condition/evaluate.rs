//! What a condition evaluates to, and why.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use super::{Condition, Facts, Look, Node, Observed, TicketState, Truth, Why, MAX_NODES};
use crate::{Comparison, Decimal, Duration, List, Moment};

/// What was looked at.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Seen {
	/// The reading that decided: the one of the run, or of the window, that is hardest to accept or
	/// easiest, as the leaf asks. Of a median, the middle value.
	#[codec(index = 0)]
	Value(Decimal),
	/// How many of a median's streams are fresh, where they are too few.
	#[codec(index = 1)]
	Fresh(u8),
	/// An age.
	#[codec(index = 2)]
	Age(Duration),
	/// The time.
	#[codec(index = 3)]
	Moment(Moment),
	/// An amount.
	#[codec(index = 4)]
	Amount(u128),
	/// Where a ticket stands.
	#[codec(index = 5)]
	Ticket(TicketState),
}

/// What one node evaluated to.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Finding {
	/// Its value. Of a median's stream: whether its latest reading by itself lies as the median is
	/// asked to.
	pub truth: Truth,
	/// What was looked at, if it is more than true or false.
	pub seen: Option<Seen>,
	/// Why it is unknown; `None` if it is not.
	pub why: Option<Why>,
}

impl Finding {
	fn of(answer: Result<bool, Why>) -> Self {
		Self {
			truth: answer.into(),
			seen: None,
			why: answer.err(),
		}
	}

	fn seeing(answer: bool, seen: Seen) -> Self {
		Self {
			seen: Some(seen),
			..Self::of(Ok(answer))
		}
	}

	fn unknown(why: Why) -> Self {
		Self::of(Err(why))
	}

	/// What a comparison came to, if there was something to compare.
	fn comparing<T: Copy + Ord>(
		answer: Result<T, Why>,
		comparison: Comparison,
		limit: T,
		seen: fn(T) -> Seen,
	) -> Self {
		match answer {
			Ok(value) => Self::seeing(comparison.holds(&value, &limit), seen(value)),
			Err(why) => Self::unknown(why),
		}
	}
}

/// What a condition evaluated to, node by node.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Explanation {
	findings: List<Finding, MAX_NODES>,
}

impl Explanation {
	/// What each node evaluated to, in the order of [`Condition::nodes`].
	pub fn findings(&self) -> &[Finding] {
		&self.findings
	}

	/// What the condition evaluated to.
	pub fn truth(&self) -> Truth {
		self.findings
			.last()
			.map_or(Truth::Unknown, |root| root.truth)
	}
}

impl Condition {
	/// What it evaluates to.
	pub fn evaluate(&self, facts: &impl Facts) -> Truth {
		self.explain(facts).truth()
	}

	/// What it evaluates to, and why.
	///
	/// Every leaf asks its fact, whatever the others say: the cost of an evaluation does not depend
	/// on what is true.
	pub fn explain(&self, facts: &impl Facts) -> Explanation {
		let negated = self.negated();
		let is_alone = self.is_about_one_stream();
		let mut findings: List<Finding, MAX_NODES> = List::new();
		// The nodes whose value no other node has taken yet.
		let mut ready: List<u8, MAX_NODES> = List::new();
		for (index, node) in self.nodes().iter().enumerate() {
			let base = ready.len().saturating_sub(node.arity());
			let operands = &ready[base..];
			let finding = match node {
				Node::Median {
					fresh,
					comparison,
					limit,
					..
				} => {
					for operand in operands {
						judge_alone(&mut findings, *operand, *comparison, limit);
					}
					median(&findings, operands, *fresh, *comparison, limit)
				},
				_ if node.arity() > 0 => join(node, &findings, operands),
				_ => {
					let below_not = negated & (1 << index) != 0;
					leaf(node, below_not, is_alone, facts)
				},
			};
			ready.truncate(base);
			// Neither list can be full: there are no more nodes than places.
			let _ = findings.push(finding);
			let _ = ready.push(index as u8);
		}
		Explanation { findings }
	}

	/// Whether all that it asks about is one stream: then it changes with that stream's readings
	/// only, and each was evaluated or is in the window.
	fn is_about_one_stream(&self) -> bool {
		let mut leaves = self.nodes().iter().filter(|node| node.arity() == 0);
		let first = leaves.next().and_then(Node::signal);
		first.is_some() && leaves.all(|leaf| leaf.signal() == first)
	}

	/// The nodes, a bit each, that stand below an odd number of `not`s.
	fn negated(&self) -> u32 {
		let mut negated = 0;
		// What is above the node in question: how many operands are still to come, and their sign.
		let mut above: List<(u8, bool), MAX_NODES> = List::new();
		for (index, node) in self.nodes().iter().enumerate().rev() {
			let sign = match above.last_mut() {
				Some((left, sign)) => {
					*left -= 1;
					let (left, sign) = (*left, *sign);
					if left == 0 {
						above.pop();
					}
					sign
				},
				None => false,
			};
			negated |= u32::from(sign) << index;
			if node.arity() > 0 {
				let _ = above.push((node.arity() as u8, sign ^ matches!(node, Node::Not)));
			}
		}
		negated
	}
}

fn join(node: &Node, findings: &[Finding], operands: &[u8]) -> Finding {
	let count = |truth| {
		let holds = |operand: &&u8| findings[usize::from(**operand)].truth == truth;
		operands.iter().filter(holds).count()
	};
	let (yes, no) = (count(Truth::True), count(Truth::False));
	let threshold = match node {
		Node::And { of } => usize::from(*of),
		Node::AtLeast { count, .. } => usize::from(*count),
		_ => 1,
	};
	let joined = if yes >= threshold {
		Truth::True
	} else if operands.len() - no < threshold {
		Truth::False
	} else {
		Truth::Unknown
	};
	let truth = if matches!(node, Node::Not) {
		joined.negated()
	} else {
		joined
	};
	Finding {
		truth,
		seen: None,
		why: (truth == Truth::Unknown).then_some(Why::Operand),
	}
}

/// Let a median's stream say how it compares by itself.
fn judge_alone(findings: &mut [Finding], stream: u8, comparison: Comparison, limit: &Decimal) {
	let finding = &mut findings[usize::from(stream)];
	if let Some(Seen::Value(value)) = finding.seen {
		finding.truth = comparison.holds(&value, limit).into();
	}
}

/// The median of the fresh streams against a limit. Of an even number, the median lies anywhere
/// between the two middle values: the comparison holds if it holds for all of that, that is, if it
/// holds for more than half of the streams.
fn median(
	findings: &[Finding],
	streams: &[u8],
	fresh: u8,
	comparison: Comparison,
	limit: &Decimal,
) -> Finding {
	let mut values: List<Decimal, MAX_NODES> = List::new();
	for stream in streams {
		if let Some(Seen::Value(value)) = findings[usize::from(*stream)].seen {
			let _ = values.push(value);
		}
	}
	if values.len() < usize::from(fresh) {
		return Finding {
			seen: Some(Seen::Fresh(values.len() as u8)),
			..Finding::unknown(Why::NotEnoughFresh)
		};
	}
	values.sort_unstable();
	let middle = if comparison.is_upward() {
		(values.len() - 1) / 2
	} else {
		values.len() / 2
	};
	let value = values[middle];
	Finding::seeing(comparison.holds(&value, limit), Seen::Value(value))
}

fn leaf(node: &Node, negated: bool, is_alone: bool, facts: &impl Facts) -> Finding {
	match *node {
		Node::Stream(ref signal) => match facts.reading(signal, 1) {
			Ok(observed) => Finding {
				seen: Some(value(&observed, observed.latest.lowest)),
				..Finding::default()
			},
			Err(why) => Finding::unknown(why),
		},
		Node::Reading {
			ref signal,
			look,
			comparison,
			ref limit,
			run,
		} => match facts.reading(signal, run) {
			Ok(mut observed) => {
				if let Some(run) = observed.entering.filter(|_| !is_alone) {
					observed.floors = observed.floors.with(run.lowest);
					observed.ceilings = observed.ceilings.with(run.highest);
				}
				let decisive = decisive(&observed, look, comparison, negated);
				let value = Decimal::new(decisive, observed.exponent);
				Finding::seeing(comparison.holds(&value, limit), Seen::Value(value))
			},
			Err(why) => Finding::unknown(why),
		},
		Node::Fresh { ref signal, age } => match facts.heard(signal) {
			Ok(Some(measured)) => {
				let found = facts.now().saturating_sub(measured);
				Finding::seeing(found <= age, Seen::Age(found))
			},
			Ok(None) => Finding::of(Ok(false)),
			Err(why) => Finding::unknown(why),
		},
		Node::ItemVerdict { ref item, breached } => match facts.verdict(item) {
			Ok(judged) => match judged.breached {
				Truth::Unknown => Finding::unknown(Why::NoVerdict),
				found => Finding::of(Ok(found.is_true() == breached)),
			},
			Err(why) => Finding::unknown(why),
		},
		Node::ItemIs { ref item, state } => Finding::of(facts.item_is(item, state)),
		Node::ItemCustodian { ref item, ref who } => Finding::of(facts.is_custodian(item, who)),
		Node::ItemAccepted { ref item, ref who } => Finding::of(facts.has_accepted(item, who)),
		Node::TicketIs { ticket, state } => {
			let found = facts
				.ticket(ticket)
				.map_or(TicketState::None, |ticket| ticket.state);
			Finding::seeing(found == state, Seen::Ticket(found))
		},
		Node::TicketAge {
			ticket,
			clock,
			comparison,
			limit,
		} => {
			let age = facts
				.ticket(ticket)
				.filter(|ticket| ticket.state != TicketState::None)
				.map(|ticket| facts.now().saturating_sub(ticket.since(clock)))
				.ok_or(Why::NoSuchTicket);
			Finding::comparing(age, comparison, limit, Seen::Age)
		},
		Node::Time { comparison, limit } => {
			Finding::comparing(Ok(facts.now()), comparison, limit, Seen::Moment)
		},
		Node::Balance {
			party,
			asset,
			comparison,
			limit,
		} => Finding::comparing(facts.balance(party, asset), comparison, limit, Seen::Amount),
		Node::Confirmed { party } => Finding::of(facts.has_confirmed(party)),
		Node::Acknowledged { command } => Finding::of(facts.is_acknowledged(command)),
		// What has operands is no leaf.
		Node::Not
		| Node::And { .. }
		| Node::Or { .. }
		| Node::AtLeast { .. }
		| Node::Median { .. } => Finding::unknown(Why::Operand),
	}
}

/// The value that decides whether a run is accepted: a run lies above a limit if its smallest value
/// does, and below it if its largest does.
///
/// Of a window's runs, one that is accepted is enough. Below a `not`, one that is not accepted is
/// enough to make the `not` true: there, all have to be accepted.
fn decisive(observed: &Observed, look: Look, comparison: Comparison, negated: bool) -> i64 {
	match (look, comparison.is_upward(), negated) {
		(Look::Latest, true, _) => observed.latest.lowest,
		(Look::Latest, false, _) => observed.latest.highest,
		(Look::Window, true, false) => observed.floors.highest,
		(Look::Window, true, true) => observed.floors.lowest,
		(Look::Window, false, false) => observed.ceilings.lowest,
		(Look::Window, false, true) => observed.ceilings.highest,
	}
}

fn value(observed: &Observed, mantissa: i64) -> Seen {
	Seen::Value(Decimal::new(mantissa, observed.exponent))
}
