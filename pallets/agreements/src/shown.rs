//! What the pallet shows.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use hallmark_agreements::{AgreementId, ClauseIndex, Terms};
use hallmark_conditions::condition::{Explanation, Truth};
use hallmark_types::{organisation::OrgId, Balance, Moment};
use polkadot_sdk::sp_core::H256;
use scale_info::TypeInfo;

use crate::{
	ClauseState, CommandRecord, Credit, Firing, Ledger, Payment, Purse, Status, TicketRecord,
};

/// An agreement as it is shown.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct StatusView<AccountId> {
	/// Which.
	pub agreement: AgreementId,
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
	/// The parties.
	pub parties: Vec<PartyView<AccountId>>,
	/// What is held for it now.
	pub held: Balance,
	/// What became of the rest.
	pub ledger: Ledger,
	/// When it will be looked at again if nothing happens.
	pub due: Option<Moment>,
	/// How often clauses came true.
	pub firings: u32,
}

/// A party as it is shown.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct PartyView<AccountId> {
	/// The organisation.
	pub org: OrgId,
	/// Its money; `None` if it has not signed.
	pub purse: Option<Purse<AccountId>>,
	/// Whether it has confirmed.
	pub confirmed: bool,
	/// Whether it consents to a cancellation.
	pub consents: bool,
}

/// A clause as it is shown.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct ClauseView {
	/// Which.
	pub clause: ClauseIndex,
	/// Where it stands.
	pub state: ClauseState,
	/// What its condition evaluates to now, everything included that was not evaluated yet.
	pub truth: Truth,
	/// Why: node by node.
	pub explanation: Explanation,
	/// Whether it would come true if it were evaluated now.
	pub comes_true: bool,
}

/// What a clause would do.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Forecast {
	/// The clause.
	pub view: ClauseView,
	/// Whether it would fire at once: nothing puts it off, it cannot be challenged, and its payments can
	/// be made.
	pub fires: bool,
	/// What it pays when it fires, if it fired now; `None` where less rests than it pays.
	pub payments: Option<Vec<Payment>>,
}

/// A ticket as it is shown.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct TicketView {
	/// Which.
	pub ticket: u8,
	/// Who may open and close it.
	pub requester: OrgId,
	/// Who acknowledges and resolves it.
	pub servicer: OrgId,
	/// Where it stands.
	pub record: TicketRecord,
	/// What its proof evaluates to now; `None` if it has none.
	pub proof: Option<Explanation>,
}

/// Who did what, when, and on which evidence.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Statement<AccountId> {
	/// What was agreed.
	pub terms: Terms,
	/// Who agreed, when, and where it stands.
	pub status: StatusView<AccountId>,
	/// The tickets.
	pub tickets: Vec<TicketRecord>,
	/// What devices were told, and whether they did it.
	pub commands: Vec<CommandRecord>,
	/// What is owed and could not be paid.
	pub credits: Vec<Credit>,
	/// The clauses that came true last, the oldest first.
	pub firings: Vec<Firing>,
}
