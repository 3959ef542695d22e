//! Which nodes are a condition, and how it is encoded.

mod common;

use codec::{Decode, Encode, MaxEncodedLen};
use common::signal;
use hallmark_conditions::{
	condition::{
		Explanation, ItemState, Look, Malformed, Node, TicketClock, TicketState, Truth, Who,
		MAX_DEPTH, MAX_NODES, MAX_RUN,
	},
	Comparison, Condition, Decimal,
};

const TRUTHS: [Truth; 3] = [Truth::False, Truth::True, Truth::Unknown];

fn above(number: u8, limit: i64) -> Node {
	Node::Reading {
		signal: signal(number),
		look: Look::Window,
		comparison: Comparison::Above,
		limit: Decimal::new(limit, 0),
		run: 1,
	}
}

const CONFIRMED: Node = Node::Confirmed { party: 0 };

#[test]
fn nodes_are_refused_when_they_are_no_tree_within_the_bounds() {
	let stream = Node::Stream(signal(1));
	let median = |of, fresh| Node::Median {
		of,
		fresh,
		comparison: Comparison::Above,
		limit: Decimal::ZERO,
	};
	let and = Node::And { of: 2 };
	let run = |run| {
		let mut node = above(1, 0);
		if let Node::Reading { run: of, .. } = &mut node {
			*of = run;
		}
		node
	};
	let mut deep = vec![CONFIRMED];
	deep.extend([Node::Not; MAX_DEPTH]);
	for (nodes, malformed) in [
		(vec![], Malformed::Empty),
		(vec![CONFIRMED; MAX_NODES + 1], Malformed::TooManyNodes),
		(deep.clone(), Malformed::TooDeep),
		(vec![Node::Not], Malformed::OperandMissing),
		(vec![CONFIRMED, and], Malformed::OperandMissing),
		(vec![CONFIRMED, CONFIRMED], Malformed::SeveralRoots),
		(vec![stream], Malformed::KindMismatch),
		(vec![stream, CONFIRMED, and], Malformed::KindMismatch),
		(vec![CONFIRMED, median(1, 1)], Malformed::KindMismatch),
		(
			vec![CONFIRMED, Node::And { of: 1 }],
			Malformed::TooFewOperands,
		),
		(
			vec![CONFIRMED, Node::Or { of: 1 }],
			Malformed::TooFewOperands,
		),
		(
			vec![CONFIRMED, Node::AtLeast { count: 1, of: 1 }],
			Malformed::TooFewOperands,
		),
		(vec![median(0, 0)], Malformed::TooFewOperands),
		(
			vec![CONFIRMED, CONFIRMED, Node::AtLeast { count: 0, of: 2 }],
			Malformed::ThresholdOutOfRange,
		),
		(
			vec![CONFIRMED, CONFIRMED, Node::AtLeast { count: 3, of: 2 }],
			Malformed::ThresholdOutOfRange,
		),
		(vec![stream, median(1, 0)], Malformed::FreshOutOfRange),
		(vec![stream, median(1, 2)], Malformed::FreshOutOfRange),
		(
			vec![stream, stream, median(2, 1)],
			Malformed::StreamRepeated,
		),
		(vec![run(0)], Malformed::RunOutOfRange),
		(vec![run(MAX_RUN + 1)], Malformed::RunOutOfRange),
	] {
		assert_eq!(Condition::new(&nodes), Err(malformed), "{nodes:?}");
		assert!(Condition::decode(&mut &nodes.encode()[..]).is_err());
	}
	deep.pop();
	for nodes in [
		vec![CONFIRMED],
		vec![stream, median(1, 1)],
		vec![run(MAX_RUN)],
		deep,
	] {
		let condition = Condition::new(&nodes).unwrap();
		assert_eq!(condition.encode(), nodes.encode());
		assert_eq!(Condition::decode(&mut &nodes.encode()[..]), Ok(condition));
	}
}

#[test]
fn encoding_is_refused_when_the_same_could_be_written_otherwise() {
	let good = Condition::new(&[above(1, 40)]).unwrap().encode();
	// The limit 40 is 4e1; 40e0 is the same number in another form.
	let place = good.len() - 10;
	assert_eq!(good[place..], [4, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
	let mut other = good.clone();
	other[place] = 40;
	other[place + 8] = 0;
	assert!(Condition::decode(&mut &good[..]).is_ok());
	assert!(Condition::decode(&mut &other[..]).is_err());
	// A name with something behind its zeros.
	let mut name = good.clone();
	name[1 + 1 + 32 + 5] = b'x';
	assert!(Condition::decode(&mut &name[..]).is_err());
}

#[test]
fn encoding_stays_as_it_is_when_the_code_changes() {
	let item = [0; 32];
	let who = Who::Org(1);
	let comparison = Comparison::Above;
	for (index, node) in [
		Node::Not,
		Node::And { of: 2 },
		Node::Or { of: 2 },
		Node::AtLeast { count: 1, of: 2 },
		Node::Stream(signal(1)),
		Node::Median {
			of: 1,
			fresh: 1,
			comparison,
			limit: Decimal::ZERO,
		},
		above(1, 0),
		Node::Fresh {
			signal: signal(1),
			age: 0,
		},
		Node::ItemVerdict {
			item,
			breached: true,
		},
		Node::ItemIs {
			item,
			state: ItemState::Active,
		},
		Node::ItemCustodian { item, who },
		Node::ItemAccepted { item, who },
		Node::TicketIs {
			ticket: 0,
			state: TicketState::None,
		},
		Node::TicketAge {
			ticket: 0,
			clock: TicketClock::Opened,
			comparison,
			limit: 0,
		},
		Node::Time {
			comparison,
			limit: 0,
		},
		Node::Balance {
			party: 0,
			asset: None,
			comparison,
			limit: 0,
		},
		CONFIRMED,
		Node::Acknowledged { command: 0 },
	]
	.into_iter()
	.enumerate()
	{
		assert_eq!(node.encode()[0], index as u8);
	}
	for (index, state) in (0..).zip(ItemState::ALL) {
		assert_eq!(state.encode(), [index]);
	}
	for (index, state) in (0..).zip(TicketState::ALL) {
		assert_eq!(state.encode(), [index]);
	}
	for (index, comparison) in (0..).zip(Comparison::ALL) {
		assert_eq!(comparison.encode(), [index]);
	}
	assert_eq!(TRUTHS.map(|truth| truth.encode()[0]), [0, 1, 2]);
	// What a pallet reserves for one, and for what a view returns.
	assert_eq!(Condition::max_encoded_len(), 1_953);
	assert_eq!(Explanation::max_encoded_len(), 673);
}
