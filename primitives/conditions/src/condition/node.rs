//! What a condition is made of.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::{Comparison, Decimal, Duration, Moment, Signal};

/// An item: BLAKE2b-256 of its EPC URI.
pub type ItemId = [u8; 32];

/// A member organisation.
pub type OrgId = u32;

/// A party of the agreement, by its place in the terms.
pub type Party = u8;

/// A part of a condition. Those with operands take them from before them.
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
pub enum Node {
	/// The condition before it does not hold.
	#[codec(index = 0)]
	#[default]
	Not,
	/// All of the conditions before it hold.
	#[codec(index = 1)]
	And {
		/// How many: 2 or more.
		of: u8,
	},
	/// One of the conditions before it holds, or several.
	#[codec(index = 2)]
	Or {
		/// How many: 2 or more.
		of: u8,
	},
	/// So many of the conditions before it hold, or more.
	#[codec(index = 3)]
	AtLeast {
		/// How many must hold: 1 to `of`.
		count: u8,
		/// How many there are: 2 or more.
		of: u8,
	},
	/// A stream that a median is taken over: no condition by itself.
	#[codec(index = 4)]
	Stream(Signal),
	/// The median of the fresh ones among the streams before it.
	#[codec(index = 5)]
	Median {
		/// How many streams: 1 or more.
		of: u8,
		/// How many of them must be fresh for it to be known: 1 to `of`.
		fresh: u8,
		/// How it must lie to the limit.
		comparison: Comparison,
		/// The limit.
		limit: Decimal,
	},
	/// A stream's readings, so many of them in a row, lie so to a limit.
	#[codec(index = 6)]
	Reading {
		/// The stream.
		signal: Signal,
		/// Which readings are looked at.
		look: Look,
		/// How each must lie to the limit.
		comparison: Comparison,
		/// The limit.
		limit: Decimal,
		/// How many in a row: 1 to [`MAX_RUN`](super::MAX_RUN).
		run: u8,
	},
	/// A stream's latest reading is no older.
	#[codec(index = 7)]
	Fresh {
		/// The stream.
		signal: Signal,
		/// The age, that age included.
		age: Duration,
	},
	/// An item's condition policy came to this verdict.
	#[codec(index = 8)]
	ItemVerdict {
		/// The item.
		item: ItemId,
		/// True of a breach, false of a good condition.
		breached: bool,
	},
	/// An item is in a state.
	#[codec(index = 9)]
	ItemIs {
		/// The item.
		item: ItemId,
		/// The state.
		state: ItemState,
	},
	/// An item is in somebody's custody.
	#[codec(index = 10)]
	ItemCustodian {
		/// The item.
		item: ItemId,
		/// Whose.
		who: Who,
	},
	/// Somebody has accepted an item since the agreement is active.
	#[codec(index = 11)]
	ItemAccepted {
		/// The item.
		item: ItemId,
		/// Who.
		who: Who,
	},
	/// One of the agreement's tickets is in a state.
	#[codec(index = 12)]
	TicketIs {
		/// The ticket's number in the terms.
		ticket: u8,
		/// The state.
		state: TicketState,
	},
	/// One of the agreement's tickets is so old. Unknown while there is no such ticket.
	#[codec(index = 13)]
	TicketAge {
		/// The ticket's number in the terms.
		ticket: u8,
		/// From when its age counts.
		clock: TicketClock,
		/// How the age must lie to the limit.
		comparison: Comparison,
		/// The limit.
		limit: Duration,
	},
	/// The time is past a moment, or is not.
	#[codec(index = 14)]
	Time {
		/// How the time must lie to the moment.
		comparison: Comparison,
		/// The moment.
		limit: Moment,
	},
	/// What a party can spend freely.
	#[codec(index = 15)]
	Balance {
		/// Whose balance.
		party: Party,
		/// The asset; `None` for the native token.
		asset: Option<u32>,
		/// How the balance must lie to the limit.
		comparison: Comparison,
		/// The limit, in the asset's smallest part.
		limit: u128,
	},
	/// A party has confirmed.
	#[codec(index = 16)]
	Confirmed {
		/// Which one.
		party: Party,
	},
	/// A device has acknowledged the agreement's latest command of this number.
	#[codec(index = 17)]
	Acknowledged {
		/// The command's number in the terms.
		command: u8,
	},
}

impl Node {
	/// How many operands it takes.
	pub const fn arity(&self) -> usize {
		match self {
			Self::Not => 1,
			Self::And { of }
			| Self::Or { of }
			| Self::AtLeast { of, .. }
			| Self::Median { of, .. } => *of as usize,
			_ => 0,
		}
	}

	/// The stream that it names.
	pub const fn signal(&self) -> Option<&Signal> {
		match self {
			Self::Stream(signal) | Self::Reading { signal, .. } | Self::Fresh { signal, .. } => {
				Some(signal)
			},
			_ => None,
		}
	}

	/// The item that it names.
	pub const fn item(&self) -> Option<&ItemId> {
		match self {
			Self::ItemVerdict { item, .. }
			| Self::ItemIs { item, .. }
			| Self::ItemCustodian { item, .. }
			| Self::ItemAccepted { item, .. } => Some(item),
			_ => None,
		}
	}

	/// The party that it names.
	pub const fn party(&self) -> Option<&Party> {
		match self {
			Self::Balance { party, .. } | Self::Confirmed { party } => Some(party),
			Self::ItemCustodian {
				who: Who::Party(party),
				..
			}
			| Self::ItemAccepted {
				who: Who::Party(party),
				..
			} => Some(party),
			_ => None,
		}
	}
}

/// Which readings a leaf looks at.
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
pub enum Look {
	/// All that landed since the last evaluation: it holds if it held at any of them. Nothing is
	/// missed, however late the evaluation is. In a condition that asks about anything else, too,
	/// what was in force when the window began counts as well: it may have met the other thing.
	#[codec(index = 0)]
	#[default]
	Window,
	/// The latest: it holds if it holds now.
	#[codec(index = 1)]
	Latest,
}

/// An organisation, by its place in the terms or by its id.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Who {
	/// A party of the agreement.
	#[codec(index = 0)]
	Party(Party),
	/// Any member.
	#[codec(index = 1)]
	Org(OrgId),
}

/// A state of an item. An item may be in several of them: held and recalled, say.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum ItemState {
	/// It exists and was neither consumed, destroyed nor archived.
	#[codec(index = 0)]
	Active,
	/// It is packed in another item.
	#[codec(index = 1)]
	Packed,
	/// It is on offer, and nobody has accepted yet.
	#[codec(index = 2)]
	Offered,
	/// Customs or a regulator hold it.
	#[codec(index = 3)]
	Held,
	/// It is recalled.
	#[codec(index = 4)]
	Recalled,
	/// Another item was made of it.
	#[codec(index = 5)]
	Consumed,
	/// It is no more.
	#[codec(index = 6)]
	Destroyed,
	/// It is out of use.
	#[codec(index = 7)]
	Archived,
}

impl ItemState {
	/// Every state.
	pub const ALL: [Self; 8] = [
		Self::Active,
		Self::Packed,
		Self::Offered,
		Self::Held,
		Self::Recalled,
		Self::Consumed,
		Self::Destroyed,
		Self::Archived,
	];

	/// As it is written.
	pub const fn word(self) -> &'static str {
		match self {
			Self::Active => "active",
			Self::Packed => "packed",
			Self::Offered => "offered",
			Self::Held => "held",
			Self::Recalled => "recalled",
			Self::Consumed => "consumed",
			Self::Destroyed => "destroyed",
			Self::Archived => "archived",
		}
	}
}

/// A state of a ticket. It is in one of them.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum TicketState {
	/// There is no such ticket (yet).
	#[codec(index = 0)]
	None,
	/// It was opened.
	#[codec(index = 1)]
	Open,
	/// Somebody has taken it on.
	#[codec(index = 2)]
	Acknowledged,
	/// The work is said to be done.
	#[codec(index = 3)]
	Resolved,
	/// It is paid, or closed without payment.
	#[codec(index = 4)]
	Closed,
}

impl TicketState {
	/// Every state.
	pub const ALL: [Self; 5] = [
		Self::None,
		Self::Open,
		Self::Acknowledged,
		Self::Resolved,
		Self::Closed,
	];

	/// As it is written.
	pub const fn word(self) -> &'static str {
		match self {
			Self::None => "none",
			Self::Open => "open",
			Self::Acknowledged => "acknowledged",
			Self::Resolved => "resolved",
			Self::Closed => "closed",
		}
	}
}

/// From when a ticket's age counts.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum TicketClock {
	/// From its opening: `age`.
	#[codec(index = 0)]
	Opened,
	/// From when it came into its present state: `waiting`.
	#[codec(index = 1)]
	Changed,
}

impl TicketClock {
	/// As it is written.
	pub const fn word(self) -> &'static str {
		match self {
			Self::Opened => "age",
			Self::Changed => "waiting",
		}
	}
}
