//! What a condition can never be.

use super::{
	Condition, ItemId, ItemState, Look, Node, Party, TicketClock, TicketState, Who, MAX_NODES,
};
use crate::{Comparison, Decimal, List, Signal};

/// What a condition may evaluate to at all.
///
/// A `false` here is certain: no facts make the condition so. A `true` is not: it says that nothing
/// was found against it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reach {
	/// Whether it may be true. A clause that waits for what cannot be true never fires.
	pub can_be_true: bool,
	/// Whether it may be false.
	pub can_be_false: bool,
}

impl Reach {
	const ANYWHERE: Self = Self {
		can_be_true: true,
		can_be_false: true,
	};
}

/// A leaf, and what it would have to be.
type Literal = (u8, bool);

/// Leaves that are forced together.
type Literals = List<Literal, MAX_NODES>;

impl Condition {
	/// What it may evaluate to at all.
	///
	/// Two leaves that have to hold together exclude each other if they ask about the same thing at
	/// the same moment and no answer fits both, as `latest(x) > 5 and latest(x) < 3` do, or two states
	/// of one ticket. Leaves over a window never do, because a window may hold a reading for each.
	/// Leaves about different things are taken to be independent.
	///
	/// Compares each leaf with each other one, once for each operator above them: some thousands of
	/// comparisons at most.
	pub fn reach(&self) -> Reach {
		let nodes = self.nodes();
		// Those of the nodes that no other node has taken yet.
		let mut reaches = [Reach::ANYWHERE; MAX_NODES];
		let mut height = 0;
		for (index, node) in nodes.iter().enumerate() {
			let base = height - node.arity().min(height);
			let mut reach = match node {
				// What stands in the place of a stream is never looked at.
				_ if is_leaf(node) => Reach {
					can_be_true: is_possible(node, true),
					can_be_false: is_possible(node, false),
				},
				_ => join(node, &reaches[base..height]),
			};
			if !is_leaf(node) {
				let excludes = |value| {
					let mut literals = Literals::new();
					force(self, index, value, &mut literals);
					!is_consistent(nodes, &literals)
				};
				reach.can_be_true &= !excludes(true);
				reach.can_be_false &= !excludes(false);
			}
			reaches[base] = reach;
			height = base + 1;
		}
		reaches[0]
	}
}

/// A median's streams are a part of it, and it is a leaf.
fn is_leaf(node: &Node) -> bool {
	node.arity() == 0 || matches!(node, Node::Median { .. })
}

fn join(node: &Node, operands: &[Reach]) -> Reach {
	let number = |may: fn(&&Reach) -> bool| operands.iter().filter(may).count();
	let may_be_true = number(|reach| reach.can_be_true);
	let may_be_false = number(|reach| reach.can_be_false);
	let threshold = match node {
		Node::And { of } => usize::from(*of),
		Node::AtLeast { count, .. } => usize::from(*count),
		_ => 1,
	};
	let joined = Reach {
		can_be_true: may_be_true >= threshold,
		can_be_false: may_be_false > operands.len().saturating_sub(threshold),
	};
	if matches!(node, Node::Not) {
		Reach {
			can_be_true: joined.can_be_false,
			can_be_false: joined.can_be_true,
		}
	} else {
		joined
	}
}

/// Gather the leaves whose value is decided if the node at `index` has this `value`.
fn force(condition: &Condition, index: usize, value: bool, literals: &mut Literals) {
	let node = &condition.nodes()[index];
	if is_leaf(node) {
		// There are no more leaves than places.
		let _ = literals.push((index as u8, value));
		return;
	}
	let (all, value) = match node {
		Node::Not => (true, !value),
		Node::And { .. } => (value, value),
		Node::Or { .. } => (!value, value),
		Node::AtLeast { count, of } => (if value { count == of } else { *count == 1 }, value),
		_ => (false, value),
	};
	if !all {
		return;
	}
	for operand in condition.operands(index).iter() {
		force(condition, usize::from(*operand), value, literals);
	}
}

fn is_consistent(nodes: &[Node], literals: &[Literal]) -> bool {
	literals.iter().enumerate().all(|(index, (first, value))| {
		let first = (&nodes[usize::from(*first)], *value);
		literals[..index].iter().all(|(second, value)| {
			let second = (&nodes[usize::from(*second)], *value);
			!excludes(first, second)
		})
	})
}

/// What a leaf asks about, if it is a number.
#[derive(PartialEq)]
enum Quantity<'a> {
	Time,
	Latest(&'a Signal),
	Age(&'a Signal),
	Ticket(u8, TicketClock),
	Balance(Party, Option<u32>),
}

/// Where the number has to lie.
enum Range {
	/// A whole number, both ends included.
	Whole(u128, u128),
	/// A decimal one.
	Decimal(Comparison, Decimal),
}

/// Whether a leaf can have a value at all.
fn is_possible(leaf: &Node, value: bool) -> bool {
	match range(leaf, value) {
		Some((_, Range::Whole(lowest, highest))) => lowest <= highest,
		_ => true,
	}
}

fn range(leaf: &Node, value: bool) -> Option<(Quantity<'_>, Range)> {
	let so = |comparison: &Comparison| {
		if value {
			*comparison
		} else {
			comparison.negated()
		}
	};
	let milliseconds = u128::from(u64::MAX);
	Some(match leaf {
		Node::Time { comparison, limit } => (
			Quantity::Time,
			whole(so(comparison), (*limit).into(), milliseconds),
		),
		// A stream without a reading is not fresh at any age: as if its age were beyond all others.
		Node::Fresh { signal, age } => (
			Quantity::Age(signal),
			whole(so(&Comparison::AtMost), (*age).into(), milliseconds + 1),
		),
		Node::TicketAge {
			ticket,
			clock,
			comparison,
			limit,
		} => (
			Quantity::Ticket(*ticket, *clock),
			whole(so(comparison), (*limit).into(), milliseconds),
		),
		Node::Balance {
			party,
			asset,
			comparison,
			limit,
		} => (
			Quantity::Balance(*party, *asset),
			whole(so(comparison), *limit, u128::MAX),
		),
		// That a run does not lie above a limit says little of its last reading.
		Node::Reading {
			signal,
			look: Look::Latest,
			comparison,
			limit,
			run,
		} if value || *run == 1 => (
			Quantity::Latest(signal),
			Range::Decimal(so(comparison), *limit),
		),
		_ => return None,
	})
}

/// The whole numbers up to `most` that compare so to the limit. Empty where the lower end is above
/// the upper one.
fn whole(comparison: Comparison, limit: u128, most: u128) -> Range {
	const NONE: Range = Range::Whole(1, 0);
	match comparison {
		Comparison::AtLeast => Range::Whole(limit, most),
		Comparison::AtMost => Range::Whole(0, limit),
		Comparison::Above => limit
			.checked_add(1)
			.map_or(NONE, |lowest| Range::Whole(lowest, most)),
		Comparison::Below => limit
			.checked_sub(1)
			.map_or(NONE, |highest| Range::Whole(0, highest)),
	}
}

/// Whether no facts give both leaves these values.
fn excludes(first: (&Node, bool), second: (&Node, bool)) -> bool {
	if let (Some((asked, one)), Some((also, other))) =
		(range(first.0, first.1), range(second.0, second.1))
	{
		return asked == also && are_apart(&one, &other);
	}
	names_apart(first, second) || names_apart(second, first) || {
		let is_windowed = matches!(
			first.0,
			Node::Reading {
				look: Look::Window,
				..
			}
		);
		// A median's streams are not seen from here.
		let is_whole_question = !is_windowed && !matches!(first.0, Node::Median { .. });
		is_whole_question && first.0 == second.0 && first.1 != second.1
	}
}

fn are_apart(one: &Range, other: &Range) -> bool {
	match (one, other) {
		(Range::Whole(low, high), Range::Whole(from, to)) => low.max(from) > high.min(to),
		(Range::Decimal(comparison, limit), Range::Decimal(with, than)) => {
			let (lower, (upper, to)) = match (comparison.is_upward(), with.is_upward()) {
				(true, false) => ((comparison, limit), (with, than)),
				(false, true) => ((with, than), (comparison, limit)),
				_ => return false,
			};
			let includes_both = *lower.0 == Comparison::AtLeast && *upper == Comparison::AtMost;
			lower.1 > to || (lower.1 == to && !includes_both)
		},
		_ => false,
	}
}

/// What excludes each other by name rather than by number.
fn names_apart(first: (&Node, bool), second: (&Node, bool)) -> bool {
	match (first, second) {
		(
			(Node::TicketIs { ticket, state }, true),
			(
				Node::TicketIs {
					ticket: other,
					state: also,
				},
				true,
			),
		) => ticket == other && state != also,
		// A ticket that is not there has no age: whatever is asked of it is unknown.
		(
			(
				Node::TicketIs {
					ticket,
					state: TicketState::None,
				},
				true,
			),
			(Node::TicketAge { ticket: other, .. }, _),
		) => ticket == other,
		(
			(Node::ItemVerdict { item, breached }, value),
			(
				Node::ItemVerdict {
					item: other,
					breached: also,
				},
				expected,
			),
		) => item == other && (*breached == value) != (*also == expected),
		(
			(Node::ItemIs { item, state }, true),
			(
				Node::ItemIs {
					item: other,
					state: also,
				},
				true,
			),
		) => same(item, other) && *state == ItemState::Active && is_final(*also),
		(
			(
				Node::ItemCustodian {
					item,
					who: Who::Org(one),
				},
				true,
			),
			(
				Node::ItemCustodian {
					item: other,
					who: Who::Org(another),
				},
				true,
			),
		) => same(item, other) && one != another,
		_ => false,
	}
}

fn same(item: &ItemId, other: &ItemId) -> bool {
	item == other
}

fn is_final(state: ItemState) -> bool {
	matches!(
		state,
		ItemState::Consumed | ItemState::Destroyed | ItemState::Archived
	)
}
