//! What is wrong with terms.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

use crate::{ClauseIndex, TicketIndex};

/// Why terms are refused before anybody looks at the chain. A number says which clause or ticket.
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
pub enum Flaw {
	/// Fewer than two agree.
	#[codec(index = 0)]
	TooFewParties,
	/// An organisation is a party twice.
	#[codec(index = 1)]
	PartyRepeated,
	/// What the parties put in is more than a number can hold.
	#[codec(index = 2)]
	EscrowTooLarge,
	/// The arbiter is a party.
	#[codec(index = 3)]
	ArbiterIsParty,
	/// A challenge costs no bond.
	#[codec(index = 4)]
	BondMissing,
	/// The arbiter has no time to decide.
	#[codec(index = 5)]
	ArbiterWithoutTime,
	/// A ruling pays nothing, all, or more than all: it is no split.
	#[codec(index = 6)]
	SplitOutOfRange,
	/// The last moment to sign has passed, or lies behind the end.
	#[codec(index = 7)]
	TimesOutOfOrder,
	/// There is no clause.
	#[codec(index = 8)]
	NoClauses,
	/// A stream is declared twice.
	#[codec(index = 9)]
	StreamRepeated,
	/// A stream is declared that no condition listens to.
	#[codec(index = 10)]
	StreamUnused,
	/// More items than an agreement may refer to.
	#[codec(index = 11)]
	TooManyItems,
	/// A clause does nothing.
	#[codec(index = 12)]
	NoActions(ClauseIndex),
	/// A clause does the same thing twice.
	#[codec(index = 13)]
	ActionRepeated(ClauseIndex),
	/// A clause does something after the end.
	#[codec(index = 14)]
	ActionAfterEnd(ClauseIndex),
	/// A clause refers to a party that is not there.
	#[codec(index = 15)]
	NoSuchParty(ClauseIndex),
	/// A clause refers to a ticket that is not there.
	#[codec(index = 16)]
	NoSuchTicket(ClauseIndex),
	/// A clause refers to a command that is not there.
	#[codec(index = 17)]
	NoSuchCommand(ClauseIndex),
	/// A clause listens to a stream that is not declared.
	#[codec(index = 18)]
	StreamUndeclared(ClauseIndex),
	/// A clause takes the median of streams that count different things.
	#[codec(index = 19)]
	UnitsMixed(ClauseIndex),
	/// A clause can never come true while the agreement lasts.
	#[codec(index = 20)]
	Unreachable(ClauseIndex),
	/// A clause waits for an answer to a command that no clause gives.
	#[codec(index = 21)]
	CommandNeverGiven(ClauseIndex),
	/// A clause fires every time without a moment's rest.
	#[codec(index = 22)]
	CoolDownMissing(ClauseIndex),
	/// A clause can be challenged, and there is nobody to decide.
	#[codec(index = 23)]
	ArbiterMissing(ClauseIndex),
	/// A clause pays nothing.
	#[codec(index = 24)]
	PaysNothing(ClauseIndex),
	/// A clause pays a party out of its own share.
	#[codec(index = 25)]
	PaysItself(ClauseIndex),
	/// A clause pays more than the whole of what rests.
	#[codec(index = 26)]
	ShareAboveWhole(ClauseIndex),
	/// A clause pays more than the party has put in.
	#[codec(index = 27)]
	PayoutAboveEscrow(ClauseIndex),
	/// A ticket's requester or servicer is not there, or both are the same.
	#[codec(index = 28)]
	TicketParties(TicketIndex),
	/// A ticket's proof listens to a stream that is not declared, or is otherwise no condition about
	/// this agreement.
	#[codec(index = 29)]
	ProofOutOfPlace(TicketIndex),
	/// A ticket's proof asks for a window: it is about now.
	#[codec(index = 30)]
	ProofOverWindow(TicketIndex),
	/// A command has no time to be carried out.
	#[codec(index = 31)]
	CommandWithoutTime(u8),
}

impl fmt::Display for Flaw {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (clause, words) = match self {
			Self::TooFewParties => (None, "fewer than two parties"),
			Self::PartyRepeated => (None, "an organisation is a party twice"),
			Self::EscrowTooLarge => (None, "the shares are too large to be counted"),
			Self::ArbiterIsParty => (None, "the arbiter is a party"),
			Self::BondMissing => (None, "a challenge costs no bond"),
			Self::ArbiterWithoutTime => (None, "the arbiter has no time to decide"),
			Self::SplitOutOfRange => (None, "a split of nothing, of all, or of more than all"),
			Self::TimesOutOfOrder => (
				None,
				"the time to sign is over, or ends after the agreement",
			),
			Self::NoClauses => (None, "no clause"),
			Self::StreamRepeated => (None, "a stream is declared twice"),
			Self::StreamUnused => (None, "a stream is declared and not used"),
			Self::TooManyItems => (None, "too many items"),
			Self::NoActions(clause) => (Some(clause), "does nothing"),
			Self::ActionRepeated(clause) => (Some(clause), "does the same thing twice"),
			Self::ActionAfterEnd(clause) => (Some(clause), "does something after the end"),
			Self::NoSuchParty(clause) => (Some(clause), "refers to a party that is not there"),
			Self::NoSuchTicket(clause) => (Some(clause), "refers to a ticket that is not there"),
			Self::NoSuchCommand(clause) => (Some(clause), "refers to a command that is not there"),
			Self::StreamUndeclared(clause) => {
				(Some(clause), "listens to a stream that is not declared")
			},
			Self::UnitsMixed(clause) => (Some(clause), "mixes units in a median"),
			Self::Unreachable(clause) => (Some(clause), "can never come true"),
			Self::CommandNeverGiven(clause) => (
				Some(clause),
				"waits for an answer to a command that is never given",
			),
			Self::CoolDownMissing(clause) => (Some(clause), "fires every time without a rest"),
			Self::ArbiterMissing(clause) => {
				(Some(clause), "can be challenged, and there is no arbiter")
			},
			Self::PaysNothing(clause) => (Some(clause), "pays nothing"),
			Self::PaysItself(clause) => (Some(clause), "pays a party out of its own share"),
			Self::ShareAboveWhole(clause) => (Some(clause), "pays more than the whole"),
			Self::PayoutAboveEscrow(clause) => (Some(clause), "pays more than was put in"),
			Self::TicketParties(ticket) => {
				return write!(f, "ticket {ticket}: not two different parties");
			},
			Self::ProofOutOfPlace(ticket) => {
				return write!(f, "ticket {ticket}: its proof is about something else");
			},
			Self::ProofOverWindow(ticket) => {
				return write!(f, "ticket {ticket}: its proof asks for a window");
			},
			Self::CommandWithoutTime(command) => {
				return write!(f, "command {command}: no time to be carried out");
			},
		};
		match clause {
			Some(clause) => write!(f, "clause {clause} {words}"),
			None => f.write_str(words),
		}
	}
}

impl core::error::Error for Flaw {}
