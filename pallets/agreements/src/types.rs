//! What the pallet stores.

use crate::{DepositOf, Load};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{ConstU32, PalletError},
	BoundedVec,
};
use hallmark_agreements::{
	ClauseIndex, Flaw, PartyIndex, Ruling, MAX_CLAUSES, MAX_COMMANDS, MAX_ITEMS, MAX_PARTIES,
	MAX_STREAMS, MAX_TICKETS,
};
use hallmark_conditions::condition::{Explanation, Ticket, TicketState};
use hallmark_types::{
	epc::ItemId, organisation::OrgId, readings::Signal, windows::Epoch, Balance, Moment,
};
use polkadot_sdk::{frame_support, sp_core::H256};
use scale_info::TypeInfo;

/// Terms are refused by themselves, whatever the chain says.
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
pub struct Unsound(pub Flaw);

impl PalletError for Unsound {
	// The flaw's index, and the clause's.
	const MAX_ENCODED_SIZE: usize = 2;
}

/// Who paid for stored bytes, and what is held for them.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Deposit<AccountId, Ticket> {
	/// Who gets it back.
	pub payer: AccountId,
	/// What is held.
	pub ticket: Ticket,
}

/// Where an agreement stands.
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
pub enum Status {
	/// Somebody has not signed yet.
	#[codec(index = 0)]
	Proposed,
	/// All have signed, and everything is held that was to be.
	#[codec(index = 1)]
	Active,
	/// It is over.
	#[codec(index = 2)]
	Ended(Ending),
}

/// How an agreement ended.
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
pub enum Ending {
	/// A clause ended it.
	#[codec(index = 0)]
	Completed,
	/// Its time was over.
	#[codec(index = 1)]
	Expired,
	/// All parties wanted it to end, or one before all had signed.
	#[codec(index = 2)]
	Cancelled,
	/// Not all signed in time.
	#[codec(index = 3)]
	Lapsed,
	/// A clause was unknown for too long.
	#[codec(index = 4)]
	Unknown,
}

/// A party's money in an agreement.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Purse<AccountId> {
	/// The account that signed for the party: its share is held there, and goes back there.
	pub account: AccountId,
	/// Where the party is paid.
	pub payee: AccountId,
	/// What rests of its share.
	pub rest: Balance,
}

/// What became of the money. What was funded is held, or is one of the others.
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
pub struct Ledger {
	/// What was put in, bonds included.
	pub funded: Balance,
	/// What was paid.
	pub paid: Balance,
	/// What is owed, could not be paid, and can be claimed.
	pub credited: Balance,
	/// What went back to whoever put it in.
	pub refunded: Balance,
}

/// What a party is owed and could not be paid.
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
pub struct Credit {
	/// In whose account it is held.
	pub from: PartyIndex,
	/// Whose it is.
	pub to: PartyIndex,
	/// How much.
	pub amount: Balance,
}

/// A clause came true and can be challenged.
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
pub struct Pending {
	/// The number under which it is on record.
	pub number: u32,
	/// Until when it can be challenged; once it was, until when the arbiter has time.
	pub until: Moment,
	/// Who has challenged it, and has a bond at stake.
	pub challenged_by: Option<PartyIndex>,
	/// What was decided. It has only to be done.
	pub settled: Option<Ruling>,
}

/// A stretch of time for which a condition is unknown.
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
pub struct Unknowing {
	/// When that was seen first.
	pub since: Moment,
	/// It has led to what it leads to.
	pub spent: bool,
}

/// Where a clause stands.
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
pub struct ClauseState {
	/// How often it has fired.
	pub fired: u32,
	/// When it fired last.
	pub fired_at: Option<Moment>,
	/// It was not true when it was looked at last, so that it comes true if it is.
	pub armed: bool,
	/// It does not fire before.
	pub not_before: Moment,
	/// Nobody knows whether it is true.
	pub unknown: Option<Unknowing>,
	/// It came true, and is put off: the number under which it is on record.
	pub waiting: Option<u32>,
	/// It came true, and can be challenged, or could be.
	pub pending: Option<Pending>,
}

impl Default for ClauseState {
	fn default() -> Self {
		Self {
			fired: 0,
			fired_at: None,
			armed: true,
			not_before: 0,
			unknown: None,
			waiting: None,
			pending: None,
		}
	}
}

/// Where a ticket stands.
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
pub struct TicketRecord {
	/// Where it stands.
	pub state: TicketState,
	/// When it was opened last.
	pub opened: Moment,
	/// When it came to stand there.
	pub changed: Moment,
	/// How often it was opened.
	pub times: u32,
}

impl TicketRecord {
	/// A ticket that was never opened.
	pub const NONE: Self = Self {
		state: TicketState::None,
		opened: 0,
		changed: 0,
		times: 0,
	};

	/// As conditions see it.
	pub fn seen(&self) -> Ticket {
		Ticket {
			state: self.state,
			opened: self.opened,
			changed: self.changed,
		}
	}

	/// Whether it was opened and not closed.
	pub fn is_open(&self) -> bool {
		!matches!(self.state, TicketState::None | TicketState::Closed)
	}
}

/// What a device was told.
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
pub struct CommandRecord {
	/// How often. 0: never.
	pub issue: u32,
	/// When last.
	pub given: Moment,
	/// Until when the device may do it, and say so.
	pub expires_at: Moment,
	/// When it said so.
	pub acknowledged: Option<Moment>,
}

/// An agreement, as it stands: as large after a thousand firings as after one.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Agreement<AccountId, Deposit> {
	/// Where it stands.
	pub status: Status,
	/// What the parties sign.
	pub hash: H256,
	/// Who proposed it.
	pub proposer: OrgId,
	/// When.
	pub proposed_at: Moment,
	/// When the last party had signed.
	pub active_since: Option<Moment>,
	/// When it ended.
	pub ended_at: Option<Moment>,
	/// The parties' money, in the order of the terms; `None` for one that has not signed.
	pub purses: BoundedVec<Option<Purse<AccountId>>, ConstU32<MAX_PARTIES>>,
	/// Which parties have confirmed, a bit each.
	pub confirmed: u8,
	/// Which parties consent to a cancellation, a bit each.
	pub consents: u8,
	/// Where the clauses stand.
	pub clauses: BoundedVec<ClauseState, ConstU32<MAX_CLAUSES>>,
	/// Where the tickets stand.
	pub tickets: BoundedVec<TicketRecord, ConstU32<MAX_TICKETS>>,
	/// What devices were told.
	pub commands: BoundedVec<CommandRecord, ConstU32<MAX_COMMANDS>>,
	/// Where the items were when they were looked at last, in the order of [`Terms::items`].
	pub roots: BoundedVec<ItemId, ConstU32<MAX_ITEMS>>,
	/// The epoch of readings that it has seen last.
	pub seen: Epoch,
	/// When time alone makes it necessary to look again.
	pub due: Option<Moment>,
	/// It is to end so as soon as what came true before has fired, or was struck. Nothing new comes true.
	pub closing: Option<Ending>,
	/// How often clauses came true.
	pub firings: u32,
	/// What became of the money.
	pub ledger: Ledger,
	/// What is owed and could not be paid.
	pub credits: BoundedVec<Credit, ConstU32<{ MAX_PARTIES * MAX_PARTIES }>>,
	/// What an evaluation of it takes.
	pub load: Load,
	/// For its bytes and those of what is on record.
	pub deposit: Deposit,
}

impl<AccountId, Deposit> Agreement<AccountId, Deposit> {
	/// What is held for it: what rests of the shares, and bonds of so much.
	pub fn held(&self, bond: Balance) -> Balance {
		let shares = self.purses.iter().flatten();
		let rest = shares.fold(0u128, |sum, purse| sum.saturating_add(purse.rest));
		// At most a bond for each of 16 clauses; all of it was held, so it fits.
		rest.saturating_add(bond.saturating_mul(self.bonds().count() as Balance))
	}

	/// Who has a bond at stake, once for each.
	pub fn bonds(&self) -> impl Iterator<Item = PartyIndex> + '_ {
		let pending = self.clauses.iter().filter_map(|clause| clause.pending);
		pending.filter_map(|pending| pending.challenged_by)
	}
}

/// Why a clause came true.
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
pub enum Cause {
	/// Its condition holds.
	#[codec(index = 0)]
	Holds,
	/// Its condition was unknown for as long as the terms say.
	#[codec(index = 1)]
	Unknown,
}

/// What a stream had said when a clause came true.
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
pub struct Evidence {
	/// Which.
	pub signal: Signal,
	/// The number of the envelope up to which everything was looked at.
	pub sequence: u64,
	/// The number of its latest batch, which is kept as long as this is on record.
	pub batch: Option<u64>,
	/// When the stream was heard last.
	pub heard_at: Option<Moment>,
}

/// Money that moved, or became a credit.
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
pub struct Payment {
	/// Out of whose share.
	pub from: PartyIndex,
	/// To whom: the same party where it went back.
	pub to: PartyIndex,
	/// How much.
	pub amount: Balance,
	/// It could not be paid, and can be claimed.
	pub credited: bool,
}

/// The most payments of one firing: three that are named, and a refund for each party.
pub const MAX_PAYMENTS: u32 = 3 + MAX_PARTIES;

/// The payments of one firing.
pub type Payments = BoundedVec<Payment, ConstU32<MAX_PAYMENTS>>;

/// What became of a clause that came true.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Outcome {
	/// It waits for its turn.
	#[codec(index = 0)]
	Waiting,
	/// It can be challenged, or was.
	#[codec(index = 1)]
	Pending {
		/// Until when.
		until: Moment,
		/// Who has challenged it.
		challenged_by: Option<PartyIndex>,
	},
	/// It fired.
	#[codec(index = 2)]
	Fired {
		/// When.
		at: Moment,
		/// What was decided about it.
		ruling: Ruling,
		/// What was paid.
		payments: Payments,
	},
	/// It was struck.
	#[codec(index = 3)]
	Struck {
		/// When.
		at: Moment,
	},
	/// The agreement ended before.
	#[codec(index = 4)]
	Dropped {
		/// When.
		at: Moment,
	},
}

/// That a clause came true: what is on record of it.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Firing {
	/// Counts up from 0 in the agreement.
	pub number: u32,
	/// Which clause.
	pub clause: ClauseIndex,
	/// When it was found true.
	pub came_true_at: Moment,
	/// Why.
	pub cause: Cause,
	/// What each part of its condition evaluated to.
	pub explanation: Explanation,
	/// What the streams had said that its condition listens to.
	pub evidence: BoundedVec<Evidence, ConstU32<MAX_STREAMS>>,
	/// What became of it.
	pub outcome: Outcome,
}

/// [`Agreement`] in this runtime.
pub type AgreementOf<T> =
	Agreement<<T as polkadot_sdk::frame_system::Config>::AccountId, DepositOf<T>>;
