//! What parties agree on.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_conditions::{condition::Node, Condition, Duration};
use hallmark_types::{
	device::DeviceId,
	epc::ItemId,
	organisation::OrgId,
	readings::{Signal, Unit},
	AssetId, Balance, Moment,
};
use polkadot_sdk::{
	sp_core::{bounded::BoundedVec, ConstU32, H256},
	sp_crypto_hashing::blake2_256,
};
use scale_info::TypeInfo;

/// Names an agreement. Counts up; no number is given twice.
pub type AgreementId = u32;

/// A party, by its place in the terms.
pub type PartyIndex = u8;

/// A clause, by its place in the terms.
pub type ClauseIndex = u8;

/// A ticket, by its place in the terms.
pub type TicketIndex = u8;

/// A command, by its place in the terms.
pub type CommandIndex = u8;

/// A share: so many millionths.
pub type Parts = u32;

/// The whole, in [`Parts`].
pub const WHOLE: Parts = 1_000_000;

/// The most parties of an agreement.
pub const MAX_PARTIES: u32 = 4;
/// The most clauses of an agreement.
pub const MAX_CLAUSES: u32 = 16;
/// The most actions of a clause.
pub const MAX_ACTIONS: u32 = 4;
/// The most tickets of an agreement.
pub const MAX_TICKETS: u32 = 4;
/// The most commands of an agreement.
pub const MAX_COMMANDS: u32 = 4;
/// The most streams that an agreement listens to.
pub const MAX_STREAMS: u32 = 16;
/// The most items that an agreement asks about or holds.
pub const MAX_ITEMS: u32 = 8;
/// The most organisations beside the parties whose devices and items an agreement refers to.
pub const MAX_WITNESSES: u32 = 8;

/// A part of `amount`, rounded down. Takes no more than there is.
pub fn share_of(amount: Balance, parts: Parts) -> Balance {
	let (parts, whole) = (Balance::from(parts.min(WHOLE)), Balance::from(WHOLE));
	// Neither product overflows: the first is at most `amount`, the second is below WHOLE squared.
	amount / whole * parts + amount % whole * parts / whole
}

/// What the parties agree on. Fixed when it is proposed: every party signs the hash of exactly this.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Terms {
	/// Who agrees, and what each puts in: 2 to 4, each once.
	pub parties: BoundedVec<Party, ConstU32<MAX_PARTIES>>,
	/// What is paid with; `None` for the native token.
	pub asset: Option<AssetId>,
	/// The streams that conditions listen to, each once, and what they are expected to be.
	pub streams: BoundedVec<Stream, ConstU32<MAX_STREAMS>>,
	/// What happens when.
	pub clauses: BoundedVec<Clause, ConstU32<MAX_CLAUSES>>,
	/// Requests for service that may be opened.
	pub tickets: BoundedVec<Ticket, ConstU32<MAX_TICKETS>>,
	/// What devices may be told.
	pub commands: BoundedVec<Command, ConstU32<MAX_COMMANDS>>,
	/// Who decides when a party challenges a clause.
	pub arbitration: Option<Arbitration>,
	/// Organisations whose devices and items the terms may refer to, beside those of the parties and
	/// the arbiter: whoever signs accepts their word.
	pub witnesses: BoundedVec<OrgId, ConstU32<MAX_WITNESSES>>,
	/// All have to sign before it.
	pub sign_by: Moment,
	/// From then on nothing new comes of it, and what rests goes back.
	pub expires_at: Moment,
	/// The hash of what the parties wrote down in words; zeros if nothing.
	pub document: H256,
}

/// Who agrees.
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
pub struct Party {
	/// The organisation.
	pub org: OrgId,
	/// What is held of it from its signature on: its share. 0 if it puts nothing in.
	pub escrow: Balance,
}

/// A stream that conditions listen to.
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
pub struct Stream {
	/// Which.
	pub signal: Signal,
	/// What it counts.
	pub unit: Unit,
	/// In which power of ten.
	pub exponent: i8,
}

/// What happens when.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Clause {
	/// What it waits for.
	pub when: Condition,
	/// How often it fires.
	pub often: Often,
	/// For how long it can be challenged when it has come true, before it fires. 0: it fires at once.
	pub challenge: Duration,
	/// What it leads to that nobody can say whether it is true.
	pub unknown: Unknown,
	/// What it does, in this order: all of it or nothing, each once.
	pub actions: BoundedVec<Action, ConstU32<MAX_ACTIONS>>,
}

/// How often a clause fires.
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
pub enum Often {
	/// Once.
	#[codec(index = 0)]
	Once,
	/// Every time that it comes true: when it was not before, or by new readings of a stream of which
	/// it asks for all.
	#[codec(index = 1)]
	EveryTime {
		/// Not sooner after the last time than this. What comes true meanwhile is put off, not lost:
		/// however often that is, it fires once when the time is over.
		cool_down: Duration,
	},
}

/// What it leads to that a condition is unknown. Until then it waits.
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
pub enum Unknown {
	/// To nothing.
	#[codec(index = 0)]
	Waits,
	/// If it lasts for so long, the clause comes true.
	#[codec(index = 1)]
	Fires {
		/// How long.
		after: Duration,
	},
	/// If it lasts for so long, the agreement ends, and what rests goes back.
	#[codec(index = 2)]
	Ends {
		/// How long.
		after: Duration,
	},
}

/// What a clause does.
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
pub enum Action {
	/// Pay an amount out of a party's share to another party. Where less rests, the clause does not
	/// fire.
	#[codec(index = 0)]
	Pay {
		/// Out of whose share.
		from: PartyIndex,
		/// To whom.
		to: PartyIndex,
		/// How much, in the asset's smallest part.
		amount: Balance,
	},
	/// Pay a part of what rests of a party's share to another party, rounded down.
	#[codec(index = 1)]
	PayShare {
		/// Out of whose share.
		from: PartyIndex,
		/// To whom.
		to: PartyIndex,
		/// Which part of what rests when it is this action's turn.
		parts: Parts,
	},
	/// Give every party back what rests of its share.
	#[codec(index = 2)]
	RefundRest,
	/// Open a ticket. Where it is open already, the clause does not fire.
	#[codec(index = 3)]
	OpenTicket(TicketIndex),
	/// Close a ticket. Where it is not open, the clause does not fire.
	#[codec(index = 4)]
	CloseTicket(TicketIndex),
	/// Let nobody move an item as long as the agreement lasts. Where no party owns it or has it any
	/// more, the clause does not fire.
	#[codec(index = 5)]
	HoldItem(ItemId),
	/// Tell a device to do something.
	#[codec(index = 6)]
	CommandDevice(CommandIndex),
	/// The agreement is at its end: what rests goes back.
	#[codec(index = 7)]
	End,
}

/// A request for service: opened, acknowledged, resolved, closed, and perhaps opened again.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Ticket {
	/// Who may open it and close it, beside clauses.
	pub requester: PartyIndex,
	/// Who acknowledges and resolves it.
	pub servicer: PartyIndex,
	/// What has to be true for it to be resolved. It is about now: it asks for no window. So that
	/// nobody marks their own work, no device of the servicer has a say in it.
	pub proof: Option<Condition>,
}

/// What a device may be told.
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
pub struct Command {
	/// Which device. A party owns it.
	pub device: DeviceId,
	/// What: a number that the device understands.
	pub opcode: u32,
	/// For how long after it was told it may do so, and say that it did.
	pub lifetime: Duration,
}

/// Who decides when a party challenges a clause.
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
pub struct Arbitration {
	/// An organisation that is no party.
	pub arbiter: OrgId,
	/// What a party puts up to challenge, in the agreement's asset.
	pub bond: Balance,
	/// How long the arbiter has from a challenge on.
	pub patience: Duration,
	/// What holds if it says nothing.
	pub silence: Ruling,
}

/// What an arbiter decides about a clause that was challenged.
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
pub enum Ruling {
	/// The clause fires. Whoever challenged it loses the bond to the other parties.
	#[codec(index = 0)]
	Uphold,
	/// The clause does not fire. The bond goes back.
	#[codec(index = 1)]
	Strike,
	/// The clause fires, and pays such a part of what it would have. The bond goes back.
	#[codec(index = 2)]
	Split(Parts),
}

impl Terms {
	/// What the parties sign: BLAKE2b-256 over the SCALE encoding of `("hallmark/agreement/v1",
	/// genesis, id, terms)`. It commits to the chain and to the agreement's number, so that it is good
	/// for nothing else.
	pub fn hash(&self, genesis: &[u8; 32], id: AgreementId) -> H256 {
		("hallmark/agreement/v1", genesis, id, self)
			.using_encoded(blake2_256)
			.into()
	}

	/// The place of a party.
	pub fn party(&self, org: OrgId) -> Option<PartyIndex> {
		let place = self.parties.iter().position(|party| party.org == org)?;
		Some(place as PartyIndex)
	}

	/// Whether an organisation's word counts: it is a party, the arbiter or a witness.
	pub fn names(&self, org: OrgId) -> bool {
		self.party(org).is_some()
			|| self.witnesses.contains(&org)
			|| self.arbitration.is_some_and(|it| it.arbiter == org)
	}

	/// Everything that is evaluated: the clauses' conditions and the tickets' proofs.
	pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
		let proofs = self.tickets.iter().filter_map(|it| it.proof.as_ref());
		self.clauses.iter().map(|it| &it.when).chain(proofs)
	}

	/// Every node of everything that is evaluated.
	pub fn nodes(&self) -> impl Iterator<Item = &Node> {
		self.conditions().flat_map(|it| it.nodes())
	}

	/// The items that it asks about or may hold, each once, in the order in which they appear.
	pub fn items(&self) -> Vec<ItemId> {
		let asked = self
			.nodes()
			.filter_map(Node::item)
			.map(|id| ItemId::from(*id));
		let mut items = Vec::new();
		for item in asked.chain(self.held()) {
			if !items.contains(&item) {
				items.push(item);
			}
		}
		items
	}

	/// The items that it may hold, in the order of the clauses. Some may come twice.
	pub fn held(&self) -> impl Iterator<Item = ItemId> + '_ {
		let actions = self.clauses.iter().flat_map(|it| it.actions.iter());
		actions.filter_map(|action| match action {
			Action::HoldItem(item) => Some(*item),
			_ => None,
		})
	}
}

impl Clause {
	/// What it pays out of a party's share for certain, whatever rests. `None` if no number holds it.
	pub fn outlay(&self, party: PartyIndex) -> Option<Balance> {
		self.actions
			.iter()
			.try_fold(0u128, |sum, action| match action {
				Action::Pay { from, amount, .. } if *from == party => sum.checked_add(*amount),
				_ => Some(sum),
			})
	}
}
