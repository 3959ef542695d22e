//! Conditions: what a clause waits for, and what it evaluates to.

mod agenda;
mod evaluate;
mod facts;
mod node;
mod reach;
mod shape;
mod tree;
mod window;

pub use evaluate::{Explanation, Finding, Seen};
pub use facts::{Band, Facts, Judged, Observed, Ticket, Why};
pub use node::{ItemId, ItemState, Look, Node, OrgId, Party, TicketClock, TicketState, Who};
pub use reach::Reach;
pub use window::Window;

use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

use crate::{List, Signal};

/// The most nodes of a condition, the streams of medians included.
pub const MAX_NODES: usize = 32;

/// The most nodes on a way from the root to a leaf, both included. The streams of a median do not
/// count: they are part of their leaf.
pub const MAX_DEPTH: usize = 8;

/// The most readings in a row that a leaf can ask for.
pub const MAX_RUN: u8 = 8;

/// One of three values (Kleene): what is true whatever the unknown turns out to be is true, what is
/// false whatever it turns out to be is false, and the rest is unknown.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Truth {
	/// It does not hold.
	#[codec(index = 0)]
	False,
	/// It holds.
	#[codec(index = 1)]
	True,
	/// Nobody can say.
	#[codec(index = 2)]
	#[default]
	Unknown,
}

impl Truth {
	/// True of what is false, and the other way round.
	pub const fn negated(self) -> Self {
		match self {
			Self::False => Self::True,
			Self::True => Self::False,
			Self::Unknown => Self::Unknown,
		}
	}

	/// Whether it holds for certain.
	pub const fn is_true(self) -> bool {
		matches!(self, Self::True)
	}
}

impl From<bool> for Truth {
	fn from(value: bool) -> Self {
		if value {
			Self::True
		} else {
			Self::False
		}
	}
}

impl fmt::Display for Truth {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::False => "false",
			Self::True => "true",
			Self::Unknown => "unknown",
		})
	}
}

/// Why a list of nodes is no condition.
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
pub enum Malformed {
	/// There is no node.
	#[codec(index = 0)]
	Empty,
	/// There are more than [`MAX_NODES`].
	#[codec(index = 1)]
	TooManyNodes,
	/// A leaf lies deeper than [`MAX_DEPTH`].
	#[codec(index = 2)]
	TooDeep,
	/// A node asks for more operands than stand before it.
	#[codec(index = 3)]
	OperandMissing,
	/// More than one node is left over at the end.
	#[codec(index = 4)]
	SeveralRoots,
	/// A stream stands where a condition is expected, or the other way round.
	#[codec(index = 5)]
	KindMismatch,
	/// `and`, `or` and `atleast` join two operands or more, and a median one stream or more.
	#[codec(index = 6)]
	TooFewOperands,
	/// `atleast` asks for none of its operands, or for more than there are.
	#[codec(index = 7)]
	ThresholdOutOfRange,
	/// A median asks for no fresh stream, or for more than there are.
	#[codec(index = 8)]
	FreshOutOfRange,
	/// A median names a stream twice: it would count twice.
	#[codec(index = 9)]
	StreamRepeated,
	/// A leaf asks for no reading in a row, or for more than [`MAX_RUN`].
	#[codec(index = 10)]
	RunOutOfRange,
}

impl fmt::Display for Malformed {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Empty => "no condition",
			Self::TooManyNodes => "more than 32 nodes",
			Self::TooDeep => "nested more than 8 deep",
			Self::OperandMissing => "an operand is missing",
			Self::SeveralRoots => "more than one condition",
			Self::KindMismatch => "a stream in place of a condition, or the other way round",
			Self::TooFewOperands => "too few operands",
			Self::ThresholdOutOfRange => "a threshold that is 0 or above the number of operands",
			Self::FreshOutOfRange => "a number of fresh streams that is 0 or above their number",
			Self::StreamRepeated => "a stream twice in one median",
			Self::RunOutOfRange => "a number of readings in a row that is not 1 to 8",
		})
	}
}

impl core::error::Error for Malformed {}

/// A condition: its nodes in postfix order, every operand before what it is an operand of, the root
/// last. A tree has one such order, and a value of this type is always a tree within the bounds:
/// [`new`](Self::new) and decoding refuse everything else.
///
/// Encoded as the `Vec` of its nodes is. That is the canonical form: one tree, one encoding.
#[derive(
	Clone, Copy, Debug, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Condition {
	nodes: List<Node, MAX_NODES>,
}

impl Condition {
	/// The condition of these nodes.
	///
	/// Errors: [`Malformed`].
	pub fn new(nodes: &[Node]) -> Result<Self, Malformed> {
		let nodes = List::from_slice(nodes).map_err(|_| Malformed::TooManyNodes)?;
		shape::check(&nodes)?;
		Ok(Self { nodes })
	}

	/// Its nodes in postfix order. The last is the root.
	pub fn nodes(&self) -> &[Node] {
		&self.nodes
	}

	/// The streams that it listens to, each once.
	pub fn signals(&self) -> impl Iterator<Item = &Signal> {
		self.once(Node::signal)
	}

	/// The items that it asks about, each once.
	pub fn items(&self) -> impl Iterator<Item = &ItemId> {
		self.once(Node::item)
	}

	/// The parties that it names, each once.
	pub fn parties(&self) -> impl Iterator<Item = &Party> {
		self.once(Node::party)
	}

	/// What the nodes yield, each of it once and in their order.
	fn once<'a, T: PartialEq>(
		&'a self,
		of: fn(&'a Node) -> Option<&'a T>,
	) -> impl Iterator<Item = &'a T> {
		self.nodes
			.iter()
			.enumerate()
			.filter_map(move |(index, node)| {
				let found = of(node)?;
				let is_first = self.nodes[..index]
					.iter()
					.all(|before| of(before) != Some(found));
				is_first.then_some(found)
			})
	}
}

impl Decode for Condition {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let nodes = List::decode(input)?;
		match shape::check(&nodes) {
			Ok(()) => Ok(Self { nodes }),
			Err(_) => Err("not the nodes of one condition".into()),
		}
	}
}
