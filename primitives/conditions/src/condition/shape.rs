//! Whether nodes are a tree within the bounds.

use super::{Malformed, Node, MAX_DEPTH, MAX_NODES, MAX_RUN};

/// What stands ready to be an operand.
#[derive(Clone, Copy)]
enum Ready {
	/// A condition of this depth.
	Condition(usize),
	Stream,
}

/// Walk the nodes as a stack machine would: what a node takes lies on top, and at the end there is
/// one condition. Every node is then reached from the last one, and none is reached twice.
pub(super) fn check(nodes: &[Node]) -> Result<(), Malformed> {
	if nodes.is_empty() {
		return Err(Malformed::Empty);
	}
	let mut stack = [Ready::Stream; MAX_NODES];
	let mut height = 0usize;
	for (index, node) in nodes.iter().enumerate() {
		bounds(node)?;
		let base = height
			.checked_sub(node.arity())
			.ok_or(Malformed::OperandMissing)?;
		let ready = result(node, &stack[base..height])?;
		if let Node::Median { of, .. } = node {
			// Streams have no operands: a median's stand right before it.
			distinct(&nodes[index - usize::from(*of)..index])?;
		}
		*stack.get_mut(base).ok_or(Malformed::TooManyNodes)? = ready;
		height = base + 1;
	}
	match stack[..height] {
		[Ready::Condition(_)] => Ok(()),
		[Ready::Stream] => Err(Malformed::KindMismatch),
		_ => Err(Malformed::SeveralRoots),
	}
}

/// What a node is with these operands.
fn result(node: &Node, operands: &[Ready]) -> Result<Ready, Malformed> {
	let takes_streams = matches!(node, Node::Median { .. });
	let mut deepest = 0;
	for operand in operands {
		match operand {
			Ready::Condition(depth) if !takes_streams => deepest = deepest.max(*depth),
			Ready::Stream if takes_streams => {},
			_ => return Err(Malformed::KindMismatch),
		}
	}
	if matches!(node, Node::Stream(_)) {
		return Ok(Ready::Stream);
	}
	let depth = deepest + 1;
	if depth > MAX_DEPTH {
		return Err(Malformed::TooDeep);
	}
	Ok(Ready::Condition(depth))
}

/// What a node may say of itself.
fn bounds(node: &Node) -> Result<(), Malformed> {
	match *node {
		Node::And { of } | Node::Or { of } | Node::AtLeast { of, .. } if of < 2 => {
			Err(Malformed::TooFewOperands)
		},
		Node::Median { of: 0, .. } => Err(Malformed::TooFewOperands),
		Node::AtLeast { count, of } if count == 0 || count > of => {
			Err(Malformed::ThresholdOutOfRange)
		},
		Node::Median { of, fresh, .. } if fresh == 0 || fresh > of => {
			Err(Malformed::FreshOutOfRange)
		},
		Node::Reading { run, .. } if !(1..=MAX_RUN).contains(&run) => Err(Malformed::RunOutOfRange),
		_ => Ok(()),
	}
}

fn distinct(streams: &[Node]) -> Result<(), Malformed> {
	let repeated = streams
		.iter()
		.enumerate()
		.any(|(index, stream)| streams[..index].contains(stream));
	if repeated {
		Err(Malformed::StreamRepeated)
	} else {
		Ok(())
	}
}
