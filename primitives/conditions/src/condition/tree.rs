//! Finding one's way in nodes in postfix order.

use super::{Condition, Node, MAX_NODES};
use crate::List;

impl Condition {
	/// The places of the operands of the node at `index`, in their order.
	pub fn operands(&self, index: usize) -> List<u8, MAX_NODES> {
		let nodes = self.nodes();
		let mut operands = List::new();
		let mut end = index;
		for _ in 0..nodes.get(index).map_or(0, Node::arity) {
			// The last operand stands right before the node, each other one before the part of the
			// tree that the next one is the root of.
			let operand = end - 1;
			let _ = operands.insert(0, operand as u8);
			end = start(nodes, operand);
		}
		operands
	}
}

/// Where the part of the tree that ends at `index` begins.
fn start(nodes: &[Node], index: usize) -> usize {
	let mut place = index;
	let mut wanted = nodes[index].arity();
	while wanted > 0 {
		place -= 1;
		wanted = wanted - 1 + nodes[place].arity();
	}
	place
}
