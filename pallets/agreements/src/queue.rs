//! What waits to be evaluated: signals that somebody watches, times at which somebody asks to be looked at,
//! and how far the rounds are.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_agreements::{Action, AgreementId, Clause, Terms};
use hallmark_conditions::condition::Node;
use hallmark_types::{device::DeviceId, epc::ItemId, readings::Signal, windows::Epoch, Moment};
use scale_info::TypeInfo;

/// How much an evaluation has to look at, and how much may come of it.
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
pub struct Load {
	/// Streams.
	pub streams: u8,
	/// Items.
	pub items: u8,
	/// Nodes of all clauses' conditions that ask what was gathered of streams and items.
	pub nodes: u16,
	/// Nodes that ask whether somebody has accepted an item.
	pub acceptances: u16,
	/// Nodes that ask for somebody's balance.
	pub balances: u16,
	/// Clauses.
	pub clauses: u8,
	/// Payments that a clause makes at most.
	pub payments: u8,
	/// Items that a clause holds at most.
	pub holds: u8,
}

impl Load {
	/// Of these terms.
	pub fn of(terms: &Terms) -> Self {
		let parties = terms.parties.len();
		let most = |count: &dyn Fn(&Action) -> usize| {
			let of = |clause: &Clause| clause.actions.iter().map(count).sum::<usize>();
			terms.clauses.iter().map(of).max().unwrap_or_default() as u8
		};
		// All are bounded far below what fits.
		let mut load = Self {
			streams: terms.streams.len() as u8,
			items: terms.items().len() as u8,
			clauses: terms.clauses.len() as u8,
			payments: most(&|action| match action {
				Action::Pay { .. } | Action::PayShare { .. } => 1,
				Action::RefundRest => parties,
				_ => 0,
			}),
			holds: most(&|action| matches!(action, Action::HoldItem(_)).into()),
			..Self::default()
		};
		for node in terms.clauses.iter().flat_map(|clause| clause.when.nodes()) {
			let count = match node {
				Node::ItemAccepted { .. } => &mut load.acceptances,
				Node::Balance { .. } => &mut load.balances,
				_ => &mut load.nodes,
			};
			*count = count.saturating_add(1);
		}
		load
	}
}

/// What something on the chain that agreements watch is.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub enum Source {
	/// A stream, whose readings matter.
	#[codec(index = 0)]
	Stream(Signal),
	/// An item, or a container of one.
	#[codec(index = 1)]
	Item(ItemId),
	/// A device, whose standing matters.
	#[codec(index = 2)]
	Device(DeviceId),
}

/// What is known of a source that somebody watches.
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
pub struct Interest {
	/// How many agreements watch it.
	pub watchers: u32,
	/// The epoch in which something was heard of it last; 0 if never.
	pub marked: Epoch,
}

/// How far evaluation has come.
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
pub struct Rounds {
	/// The epoch in which readings are gathered. The one before it is evaluated, or was.
	pub epoch: Epoch,
	/// The place in the queue of the source that is worked on.
	pub head: u64,
	/// Where the round ends: sources from here on belong to the next.
	pub sealed: u64,
	/// Where the next source is put.
	pub tail: u64,
	/// The last of the head's watchers that was looked at.
	pub after: Option<AgreementId>,
}

impl Default for Rounds {
	fn default() -> Self {
		Self {
			// So that 0 can mean never.
			epoch: 1,
			head: 0,
			sealed: 0,
			tail: 0,
			after: None,
		}
	}
}

impl Rounds {
	/// The epoch that is evaluated.
	pub fn until(&self) -> Epoch {
		self.epoch.saturating_sub(1)
	}

	/// Whether nothing is left of the round.
	pub fn is_over(&self) -> bool {
		self.head == self.sealed
	}

	/// Whether nothing was heard since the round began: then whoever is evaluated sees all there is.
	pub fn is_complete(&self) -> bool {
		self.sealed == self.tail
	}

	/// Begin the next round with all that was heard.
	pub fn begin(&mut self) {
		// One every millisecond would take fifty days, and then nothing would be new any more; one a
		// block takes centuries.
		self.epoch = self.epoch.saturating_add(1);
		self.sealed = self.tail;
	}
}

/// A moment and an agreement, in the order of time: what is due first comes first.
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
pub struct Due([u8; 12]);

impl Due {
	/// An agreement is due at a moment.
	pub fn new(at: Moment, agreement: AgreementId) -> Self {
		let mut bytes = [0; 12];
		bytes[..8].copy_from_slice(&at.to_be_bytes());
		bytes[8..].copy_from_slice(&agreement.to_be_bytes());
		Self(bytes)
	}

	/// When.
	pub fn at(&self) -> Moment {
		let mut at = [0; 8];
		at.copy_from_slice(&self.0[..8]);
		Moment::from_be_bytes(at)
	}

	/// Which.
	pub fn agreement(&self) -> AgreementId {
		let mut agreement = [0; 4];
		agreement.copy_from_slice(&self.0[8..]);
		AgreementId::from_be_bytes(agreement)
	}
}
