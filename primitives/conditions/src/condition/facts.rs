//! What an evaluation asks, and what it may be told.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

use super::{ItemId, ItemState, Party, TicketClock, TicketState, Truth, Who};
use crate::{Moment, Signal};

/// Why something is unknown.
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
pub enum Why {
	/// There is no such stream.
	#[codec(index = 0)]
	NoSuchStream,
	/// The stream has no reading, or fewer than are asked for in a row.
	#[codec(index = 1)]
	NoData,
	/// The stream has been silent for longer than it may.
	#[codec(index = 2)]
	Stale,
	/// The device is not in good standing, or its key was compromised.
	#[codec(index = 3)]
	Tainted,
	/// Fewer of a median's streams are fresh than it takes.
	#[codec(index = 4)]
	NotEnoughFresh,
	/// There is no such item.
	#[codec(index = 5)]
	NoSuchItem,
	/// The item has no condition policy.
	#[codec(index = 6)]
	NoPolicy,
	/// The item's policy has come to no verdict, because data is missing.
	#[codec(index = 7)]
	NoVerdict,
	/// There is no such ticket.
	#[codec(index = 8)]
	NoSuchTicket,
	/// There is no such asset.
	#[codec(index = 9)]
	NoSuchAsset,
	/// There is no such party.
	#[codec(index = 10)]
	NoSuchParty,
	/// No such command was given.
	#[codec(index = 11)]
	NoSuchCommand,
	/// An operand is unknown, and the others do not decide.
	#[codec(index = 12)]
	Operand,
}

impl fmt::Display for Why {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NoSuchStream => "no such stream",
			Self::NoData => "too few readings",
			Self::Stale => "stale",
			Self::Tainted => "tainted",
			Self::NotEnoughFresh => "not enough fresh streams",
			Self::NoSuchItem => "no such item",
			Self::NoPolicy => "no condition policy",
			Self::NoVerdict => "no verdict",
			Self::NoSuchTicket => "no such ticket",
			Self::NoSuchAsset => "no such asset",
			Self::NoSuchParty => "no such party",
			Self::NoSuchCommand => "no such command",
			Self::Operand => "an operand is unknown",
		})
	}
}

/// The smallest and the largest of some values.
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
pub struct Band {
	/// The smallest.
	pub lowest: i64,
	/// The largest.
	pub highest: i64,
}

impl Band {
	/// Of one value.
	pub const fn of(value: i64) -> Self {
		Self {
			lowest: value,
			highest: value,
		}
	}

	/// With one more value.
	pub fn with(self, value: i64) -> Self {
		Self {
			lowest: self.lowest.min(value),
			highest: self.highest.max(value),
		}
	}

	/// With all values of another.
	pub fn and(self, other: Self) -> Self {
		self.with(other.lowest).with(other.highest)
	}
}

/// What a stream in good order says about runs of so many readings. [`Window`](super::Window) keeps
/// all of this.
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
pub struct Observed {
	/// The power of ten of all values.
	pub exponent: i8,
	/// When the latest was measured.
	pub measured: Moment,
	/// From when on the stream will be stale if nothing comes; `None` if never.
	pub stale_from: Option<Moment>,
	/// The run that ended with the latest reading.
	pub latest: Band,
	/// The run that ended with the last reading before the last evaluation, and was in force when the
	/// window began; `None` if there was none.
	pub entering: Option<Band>,
	/// Of each run that ended since the last evaluation, the smallest value: of all these, the
	/// smallest and the largest. That of [`latest`](Self::latest) where no run has ended since.
	pub floors: Band,
	/// The same of each run's largest value.
	pub ceilings: Band,
}

/// An item's verdict.
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
pub struct Judged {
	/// Whether its policy was breached; unknown where data is missing.
	pub breached: Truth,
	/// When that may change with no other event than time; `None` if never.
	pub until: Option<Moment>,
}

/// A ticket.
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
pub struct Ticket {
	/// Where it stands.
	pub state: TicketState,
	/// When it was opened.
	pub opened: Moment,
	/// When it came into its present state.
	pub changed: Moment,
}

impl Ticket {
	/// From when a clock counts.
	pub const fn since(&self, clock: TicketClock) -> Moment {
		match clock {
			TicketClock::Opened => self.opened,
			TicketClock::Changed => self.changed,
		}
	}
}

/// What an evaluation asks. One evaluation asks about one moment, and gets the same answer to the
/// same question.
///
/// How often each is asked is known beforehand: once for each node that asks, whatever the answers.
pub trait Facts {
	/// The chain's time.
	fn now(&self) -> Moment;

	/// A stream's runs of `run` readings.
	///
	/// Errors: [`Why::NoSuchStream`], [`Why::NoData`] if it has fewer readings, [`Why::Stale`],
	/// [`Why::Tainted`].
	fn reading(&self, signal: &Signal, run: u8) -> Result<Observed, Why>;

	/// When a stream's latest reading was measured; `None` if it has none.
	///
	/// Errors: [`Why::NoSuchStream`], [`Why::Tainted`].
	fn heard(&self, signal: &Signal) -> Result<Option<Moment>, Why>;

	/// What an item's policy came to.
	///
	/// Errors: [`Why::NoSuchItem`], [`Why::NoPolicy`].
	fn verdict(&self, item: &ItemId) -> Result<Judged, Why>;

	/// Whether an item is in a state.
	///
	/// Errors: [`Why::NoSuchItem`].
	fn item_is(&self, item: &ItemId, state: ItemState) -> Result<bool, Why>;

	/// Whether somebody has an item in custody.
	///
	/// Errors: [`Why::NoSuchItem`], [`Why::NoSuchParty`].
	fn is_custodian(&self, item: &ItemId, who: &Who) -> Result<bool, Why>;

	/// Whether somebody has accepted an item since the agreement is active.
	///
	/// Errors: [`Why::NoSuchItem`], [`Why::NoSuchParty`].
	fn has_accepted(&self, item: &ItemId, who: &Who) -> Result<bool, Why>;

	/// One of the agreement's tickets; `None` if there is none of this number.
	fn ticket(&self, ticket: u8) -> Option<Ticket>;

	/// What a party can spend freely, in the smallest part of the asset, or of the native token for
	/// `None`.
	///
	/// Errors: [`Why::NoSuchParty`], [`Why::NoSuchAsset`].
	fn balance(&self, party: Party, asset: Option<u32>) -> Result<u128, Why>;

	/// Whether a party has confirmed.
	///
	/// Errors: [`Why::NoSuchParty`].
	fn has_confirmed(&self, party: Party) -> Result<bool, Why>;

	/// Whether the device has acknowledged the latest command of this number.
	///
	/// Errors: [`Why::NoSuchCommand`].
	fn is_acknowledged(&self, command: u8) -> Result<bool, Why>;
}

impl From<Result<bool, Why>> for Truth {
	fn from(answer: Result<bool, Why>) -> Self {
		answer.map_or(Self::Unknown, Self::from)
	}
}
