//! Conditions against an obvious evaluator that tries everything the unknown could be.

use crate::{
	choices::Choices,
	facts::{signal, Named, World, NUMBER},
};
use codec::{Decode, Encode, MaxEncodedLen};
use hallmark_conditions::{
	condition::{
		Explanation, ItemState, Look, Malformed, Node, TicketClock, TicketState, Who, MAX_DEPTH,
		MAX_NODES, MAX_RUN,
	},
	text::{parse, Explained, Printed},
	Comparison, Condition, Decimal, Facts, Truth,
};
use std::cmp::Ordering;

/// A random condition in a random world. Returns what it evaluated to.
///
/// Panics if anything that the documentation promises does not hold.
pub fn check(choices: &mut Choices<'_>) -> Truth {
	let condition = condition(choices);
	let world = World::new(choices);
	has_one_form(&condition);
	let truth = agrees(&condition, &world);
	misses_nothing(&condition, &world);
	changes_when_announced(&condition, &world);
	truth
}

/// Any bytes, as an encoding and as a text, in a world that is made of them, too.
///
/// Panics if anything that the documentation promises does not hold.
pub fn check_bytes(bytes: &[u8]) {
	let world = World::new(&mut Choices::new(bytes));
	if let Ok(condition) = Condition::decode(&mut &bytes[..]) {
		assert!(bytes.starts_with(&condition.encode()), "two encodings");
		has_one_form(&condition);
		agrees(&condition, &world);
		changes_when_announced(&condition, &world);
	}
	if let Ok(text) = std::str::from_utf8(bytes) {
		match parse(text, &Named) {
			Ok(condition) => has_one_form(&condition),
			Err(error) => assert!(error.at <= text.len()),
		}
	}
}

/// Encoded and printed, it comes back as it was.
fn has_one_form(condition: &Condition) {
	let encoded = condition.encode();
	assert!(encoded.len() <= Condition::max_encoded_len());
	assert_eq!(Condition::decode(&mut &encoded[..]).as_ref(), Ok(condition));
	assert_eq!(Condition::new(condition.nodes()).as_ref(), Ok(condition));

	let text = condition.to_string();
	assert_eq!(text.parse().as_ref(), Ok(condition), "{text}");
	let text = Printed::new(condition, &Named).to_string();
	assert_eq!(parse(&text, &Named).as_ref(), Ok(condition), "{text}");

	for (place, node) in condition.nodes().iter().enumerate() {
		assert_eq!(condition.operands(place).len(), node.arity());
		if let Some(signal) = node.signal() {
			assert_eq!(condition.signals().filter(|one| *one == signal).count(), 1);
		}
		if let Some(item) = node.item() {
			assert_eq!(condition.items().filter(|one| *one == item).count(), 1);
		}
	}
}

/// Both evaluators agree, and the explanation is complete.
fn agrees(condition: &Condition, world: &World) -> Truth {
	let explanation = condition.explain(world);
	let truth = explanation.truth();
	assert_eq!(truth, condition.evaluate(world));
	if let Some(expected) = obvious(condition, world) {
		assert_eq!(truth, expected, "{condition}");
	}

	let findings = explanation.findings();
	assert_eq!(findings.len(), condition.nodes().len());
	for finding in findings {
		assert_eq!(finding.truth == Truth::Unknown, finding.why.is_some());
	}
	let encoded = explanation.encode();
	assert!(encoded.len() <= Explanation::max_encoded_len());
	assert_eq!(Explanation::decode(&mut &encoded[..]), Ok(explanation));
	let lines = Explained::new(condition, &explanation, &Named).to_string();
	assert_eq!(lines.lines().count(), findings.len());

	let reach = condition.reach();
	assert!(truth != Truth::True || reach.can_be_true, "{condition}");
	assert!(truth != Truth::False || reach.can_be_false, "{condition}");
	truth
}

/// If each reading had been followed by an evaluation and one of them had been true, the late one is
/// true. If one stream is all that is asked about, and once, it is true only then.
fn misses_nothing(condition: &Condition, world: &World) {
	let is_of_the_moment = condition.nodes().iter().any(|node| {
		matches!(
			node,
			Node::Reading {
				look: Look::Latest,
				..
			} | Node::Median { .. }
				| Node::Fresh { .. }
		)
	});
	if is_of_the_moment {
		return;
	}
	// The first of them all is what the last evaluation before saw.
	let mut then = world.clone();
	for stream in &mut then.streams {
		stream.values.truncate(stream.evaluated);
	}
	let mut was_true = false;
	let mut landed = 0;
	for (number, of) in world.streams.iter().enumerate() {
		if !condition.signals().any(|one| *one == signal(number as u8)) {
			continue;
		}
		for value in &of.values[of.evaluated..] {
			for stream in &mut then.streams {
				stream.evaluated = stream.values.len();
			}
			then.streams[number].values.push(*value);
			was_true |= condition.evaluate(&then).is_true();
			landed += 1;
		}
	}
	let is_true = condition.evaluate(world).is_true();
	assert!(is_true || !was_true, "{condition}");
	let leaves = condition.nodes().iter().filter(|node| node.arity() == 0);
	if leaves.count() == 1 && landed > 0 {
		assert_eq!(is_true, was_true, "{condition}");
	}
}

/// Nothing changes by time alone before the moment that is announced.
fn changes_when_announced(condition: &Condition, world: &World) {
	let announced = condition.next_change(world);
	assert!(announced.is_none_or(|moment| moment > world.now));
	let truth = condition.evaluate(world);
	let mut later = world.clone();
	let end = announced.unwrap_or(u64::MAX).min(world.now + 130);
	while later.now < end {
		assert_eq!(condition.evaluate(&later), truth, "{condition}");
		later.now += 1;
	}
}

/// A condition as a tree.
enum Tree {
	Not(Box<Tree>),
	/// So many of these.
	Join(usize, Vec<Tree>),
	/// The leaf at this place; a median has its streams with it.
	Leaf(usize),
}

fn tree(nodes: &[Node]) -> Tree {
	let mut stack = Vec::new();
	for (place, node) in nodes.iter().enumerate() {
		let operands = stack.split_off(stack.len() - node.arity());
		stack.push(match node {
			Node::Not => Tree::Not(Box::new(operands.into_iter().next().expect("one"))),
			Node::And { of } => Tree::Join(usize::from(*of), operands),
			Node::Or { .. } => Tree::Join(1, operands),
			Node::AtLeast { count, .. } => Tree::Join(usize::from(*count), operands),
			_ => Tree::Leaf(place),
		});
	}
	stack.pop().expect("a root")
}

/// Evaluate by the definition of the three values: true if it is true whatever the unknown leaves
/// are, false if it is false whatever they are. `None` if there are too many of them to try.
fn obvious(condition: &Condition, world: &World) -> Option<Truth> {
	let tree = tree(condition.nodes());
	let mut leaves = Vec::new();
	settle(condition, world, &tree, false, &mut leaves);
	let unknown: Vec<usize> = leaves
		.iter()
		.filter(|(_, value)| value.is_none())
		.map(|(place, _)| *place)
		.collect();
	if unknown.len() > 8 {
		return None;
	}
	let mut values = vec![false; condition.nodes().len()];
	for (place, value) in leaves {
		values[place] = value.unwrap_or_default();
	}
	let mut seen = [false; 2];
	for guess in 0..1u32 << unknown.len() {
		for (bit, place) in unknown.iter().enumerate() {
			values[*place] = guess >> bit & 1 == 1;
		}
		seen[usize::from(holds(&tree, &values))] = true;
	}
	Some(match seen {
		[true, false] => Truth::False,
		[false, true] => Truth::True,
		_ => Truth::Unknown,
	})
}

fn holds(tree: &Tree, values: &[bool]) -> bool {
	match tree {
		Tree::Not(tree) => !holds(tree, values),
		Tree::Join(threshold, trees) => {
			trees.iter().filter(|tree| holds(tree, values)).count() >= *threshold
		},
		Tree::Leaf(place) => values[*place],
	}
}

fn settle(
	condition: &Condition,
	world: &World,
	tree: &Tree,
	negated: bool,
	leaves: &mut Vec<(usize, Option<bool>)>,
) {
	match tree {
		Tree::Not(tree) => settle(condition, world, tree, !negated, leaves),
		Tree::Join(_, trees) => {
			for tree in trees {
				settle(condition, world, tree, negated, leaves);
			}
		},
		Tree::Leaf(place) => leaves.push((*place, leaf(condition, *place, negated, world))),
	}
}

fn leaf(condition: &Condition, place: usize, negated: bool, world: &World) -> Option<bool> {
	let usable = |signal| {
		let stream = world.stream(signal)?;
		let is_stale = stream.stale_from.is_some_and(|moment| moment <= world.now);
		(!is_stale && stream.fault.is_none()).then_some(stream)
	};
	match condition.nodes()[place] {
		Node::Reading {
			ref signal,
			look,
			comparison,
			limit,
			run,
		} => {
			let stream = usable(signal)?;
			let run = usize::from(run);
			let all = stream.values.len();
			if all < run {
				return None;
			}
			let accepted = |end: usize| {
				stream.values[end - run..end]
					.iter()
					.all(|value| accepts(comparison, *value, stream.exponent, limit))
			};
			let others = condition
				.nodes()
				.iter()
				.filter(|node| node.arity() == 0)
				.any(|node| node.signal() != Some(signal));
			let mut ends: Vec<usize> = match look {
				Look::Latest => vec![all],
				Look::Window => (stream.evaluated + 1..=all).collect(),
			};
			if look == Look::Window && (others || ends.is_empty()) {
				ends.push(stream.evaluated);
			}
			ends.retain(|end| *end >= run);
			if negated {
				Some(ends.into_iter().all(accepted))
			} else {
				Some(ends.into_iter().any(accepted))
			}
		},
		Node::Median {
			of,
			fresh,
			comparison,
			limit,
		} => {
			// More than half of the fresh streams.
			let values: Vec<bool> = condition.nodes()[place - usize::from(of)..place]
				.iter()
				.filter_map(|node| {
					let stream = usable(node.signal()?)?;
					let value = stream.values.last()?;
					Some(accepts(comparison, *value, stream.exponent, limit))
				})
				.collect();
			let accepted = values.iter().filter(|value| **value).count();
			(values.len() >= usize::from(fresh)).then_some(accepted * 2 > values.len())
		},
		Node::Fresh { ref signal, age } => {
			let stream = world.stream(signal)?;
			if stream.fault.is_some() {
				return None;
			}
			Some(!stream.values.is_empty() && stream.measured.saturating_add(age) >= world.now)
		},
		Node::ItemVerdict { ref item, breached } => match world.verdict(item).ok()?.breached {
			Truth::True => Some(breached),
			Truth::False => Some(!breached),
			Truth::Unknown => None,
		},
		Node::ItemIs { ref item, state } => world.item_is(item, state).ok(),
		Node::ItemCustodian { ref item, ref who } => world.is_custodian(item, who).ok(),
		Node::ItemAccepted { ref item, ref who } => world.has_accepted(item, who).ok(),
		Node::TicketIs { ticket, state } => {
			Some(world.ticket(ticket).map_or(TicketState::None, |t| t.state) == state)
		},
		Node::TicketAge {
			ticket,
			clock,
			comparison,
			limit,
		} => {
			let ticket = world.ticket(ticket)?;
			let since = match clock {
				TicketClock::Opened => ticket.opened,
				TicketClock::Changed => ticket.changed,
			};
			let age = world.now - since;
			(ticket.state != TicketState::None).then_some(compares(comparison, age.cmp(&limit)))
		},
		Node::Time { comparison, limit } => Some(compares(comparison, world.now.cmp(&limit))),
		Node::Balance {
			party,
			asset,
			comparison,
			limit,
		} => Some(compares(
			comparison,
			world.balance(party, asset).ok()?.cmp(&limit),
		)),
		Node::Confirmed { party } => world.has_confirmed(party).ok(),
		Node::Acknowledged { command } => world.is_acknowledged(command).ok(),
		ref other => unreachable!("{other:?} is no leaf"),
	}
}

fn compares(comparison: Comparison, ordering: Ordering) -> bool {
	match comparison {
		Comparison::Above => ordering == Ordering::Greater,
		Comparison::AtLeast => ordering != Ordering::Less,
		Comparison::Below => ordering == Ordering::Less,
		Comparison::AtMost => ordering != Ordering::Greater,
	}
}

/// Compare in doubles: the values of streams are small and have at most one place.
fn accepts(comparison: Comparison, value: i64, exponent: i8, limit: Decimal) -> bool {
	let value = value as f64 * 10f64.powi(exponent.into());
	let limit = limit.mantissa() as f64 * 10f64.powi(limit.exponent().into());
	// What is equal may differ by a rounding.
	let ordering = if (value - limit).abs() < 1e-9 * limit.abs().max(1.0) && limit.abs() < 1e6 {
		Ordering::Equal
	} else {
		value.partial_cmp(&limit).expect("no infinities")
	};
	compares(comparison, ordering)
}

/// A condition by these choices.
fn condition(choices: &mut Choices<'_>) -> Condition {
	let mut nodes = Vec::new();
	grow(choices, &mut nodes, 1);
	match Condition::new(&nodes) {
		Ok(condition) => condition,
		Err(Malformed::TooManyNodes) => {
			let mut nodes = Vec::new();
			grow(choices, &mut nodes, MAX_DEPTH);
			Condition::new(&nodes).expect("a leaf is a condition")
		},
		Err(other) => panic!("{other}: {nodes:?}"),
	}
}

fn grow(choices: &mut Choices<'_>, nodes: &mut Vec<Node>, depth: usize) {
	if depth == MAX_DEPTH || nodes.len() > MAX_NODES || choices.happens(40) {
		leaf_node(choices, nodes);
		return;
	}
	if choices.happens(30) {
		grow(choices, nodes, depth + 1);
		nodes.push(Node::Not);
		return;
	}
	let of = 2 + choices.below(3) as u8;
	for _ in 0..of {
		grow(choices, nodes, depth + 1);
	}
	let count = 1 + choices.below(of.into()) as u8;
	nodes.push(choices.pick(&[
		Node::And { of },
		Node::Or { of },
		Node::AtLeast { count, of },
	]));
}

fn leaf_node(choices: &mut Choices<'_>, nodes: &mut Vec<Node>) {
	let comparison = choices.pick(&Comparison::ALL);
	let limit = Decimal::new(choices.between(-6, 6), choices.pick(&[0, -1, 1]));
	let number = |choices: &mut Choices<'_>| choices.below(u64::from(NUMBER) + 1) as u8;
	let first = number(choices);
	let (item, ticket, party, command) = ([first; 32], first, first, first);
	let node = match choices.below(16) {
		0..=5 => Node::Reading {
			signal: signal(first),
			look: choices.pick(&[Look::Window, Look::Window, Look::Latest]),
			comparison,
			limit,
			run: if choices.happens(60) {
				1
			} else {
				choices.between(1, MAX_RUN.into()) as u8
			},
		},
		6 => {
			let of = choices.between(1, i64::from(NUMBER) + 1) as u8;
			nodes.extend((0..of).map(|number| Node::Stream(signal(number))));
			Node::Median {
				of,
				fresh: 1 + choices.below(of.into()) as u8,
				comparison,
				limit,
			}
		},
		7 => Node::Fresh {
			signal: signal(first),
			age: choices.pick(&[0, 5, 20, 40, 60_000, u64::MAX]),
		},
		8 => Node::ItemVerdict {
			item,
			breached: choices.happens(50),
		},
		9 => Node::ItemIs {
			item,
			state: choices.pick(&ItemState::ALL),
		},
		10 => {
			let other = number(choices);
			let who = choices.pick(&[Who::Party(other), Who::Org(other.into())]);
			choices.pick(&[
				Node::ItemCustodian { item, who },
				Node::ItemAccepted { item, who },
			])
		},
		11 => Node::TicketIs {
			ticket,
			state: choices.pick(&TicketState::ALL),
		},
		12 => Node::TicketAge {
			ticket,
			clock: choices.pick(&[TicketClock::Opened, TicketClock::Changed]),
			comparison,
			limit: choices.pick(&[0, 10, 30, 60, u64::MAX]),
		},
		13 => Node::Time {
			comparison,
			limit: choices.pick(&[0, 120, 150, 200, 1_795_341_600_000, u64::MAX]),
		},
		14 => Node::Balance {
			party,
			asset: choices.pick(&[None, Some(1)]),
			comparison,
			limit: choices.pick(&[0, 3, 7, u128::MAX]),
		},
		_ => choices.pick(&[Node::Confirmed { party }, Node::Acknowledged { command }]),
	};
	nodes.push(node);
}
