//! Conditions, and what they evaluate to, part by part.

use hallmark_conditions::{
	condition::{self, Explanation, Finding, Seen},
	text::{PrintedDuration, PrintedMoment},
	Condition,
};
use hallmark_rpc::agreement::Node;

use crate::rpc::show::Show;

/// What a condition evaluated to, as a tree.
pub fn explained(condition: &Condition, explanation: &Explanation) -> Node {
	// The nodes that no other has taken yet. A condition has one left at its end: its root.
	let mut ready: Vec<(usize, Node)> = Vec::new();
	for (index, node) in condition.nodes().iter().enumerate() {
		let base = ready.len().saturating_sub(node.arity());
		let operands = ready.split_off(base);
		let first = operands.first().map_or(index, |(first, _)| *first);
		let finding = explanation.findings().get(index);
		let finding = finding.copied().unwrap_or_default();
		let part = Node {
			text: text(node, &condition.nodes()[first..=index]),
			truth: finding.truth.show(),
			seen: finding.seen.map(seen),
			why_unknown: why(&finding),
			operands: operands.into_iter().map(|(_, node)| node).collect(),
		};
		ready.push((first, part));
	}
	ready.pop().map_or_else(nothing, |(_, root)| root)
}

/// Of no condition, which there is not.
fn nothing() -> Node {
	Node {
		text: String::new(),
		truth: hallmark_rpc::agreement::Truth::Unknown,
		seen: None,
		why_unknown: None,
		operands: Vec::new(),
	}
}

/// What a part says: `nodes` are its own and those below it.
fn text(node: &condition::Node, nodes: &[condition::Node]) -> String {
	match node {
		condition::Node::Not => "not".into(),
		condition::Node::And { .. } => "and".into(),
		condition::Node::Or { .. } => "or".into(),
		condition::Node::AtLeast { count, of } => format!("atleast {count} of {of}"),
		// A stream that a median is taken over is no condition by itself.
		condition::Node::Stream(signal) => {
			format!("{}/{}", hallmark_rpc::Hex32(signal.device), signal.name)
		},
		_ => Condition::new(nodes).map_or_else(|problem| problem.to_string(), |it| it.to_string()),
	}
}

fn seen(seen: Seen) -> String {
	match seen {
		Seen::Value(value) => value.to_string(),
		Seen::Fresh(number) => format!("{number} fresh"),
		Seen::Age(age) => PrintedDuration(age).to_string(),
		Seen::Moment(moment) => PrintedMoment(moment).to_string(),
		Seen::Amount(amount) => amount.to_string(),
		Seen::Ticket(state) => state.word().into(),
	}
}

fn why(finding: &Finding) -> Option<String> {
	finding.why.map(|why| why.to_string())
}
