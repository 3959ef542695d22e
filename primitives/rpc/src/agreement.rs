//! Agreements: where they stand, why, and what they would do.

use hallmark_types::organisation::OrgId;

use crate::{
	method::methods,
	value::{kinds, objects, words},
	Account, Bytes, Cursor, DeviceRef, Hex32, Limit, Measured, Money, OrgRef, Page, StreamName,
	Time,
};

words! {
	/// Where an agreement stands.
	pub enum Status {
		/// Somebody has not signed yet.
		Proposed,
		/// All have signed, and everything is held that was to be.
		Active,
		/// A clause ended it.
		Completed,
		/// Its time was over.
		Expired,
		/// All parties wanted it to end, or one before all had signed.
		Cancelled,
		/// Not all signed in time.
		Lapsed,
		/// A clause was unknown for too long.
		EndedUnknown,
	}

	/// One of three values.
	pub enum Truth {
		/// It does not hold.
		False,
		/// It holds.
		True,
		/// Nobody can say.
		Unknown,
	}

	/// Where a ticket stands.
	pub enum TicketState {
		/// It was never opened.
		None,
		/// It was opened.
		Open,
		/// Somebody has taken it on.
		Acknowledged,
		/// The work is said to be done.
		Resolved,
		/// It is paid, or closed without payment.
		Closed,
	}

	/// Why a clause came true.
	pub enum Cause {
		/// Its condition holds.
		Holds,
		/// Its condition was unknown for as long as the terms say.
		Unknown,
	}
}

kinds! {
	/// How often a clause fires.
	pub enum Often {
		/// Once.
		Once,
		/// Every time that it comes true.
		EveryTime {
			/// Not sooner after the last time than this, in milliseconds.
			cool_down_ms: u64,
		},
	}

	/// What it leads to that a condition is unknown.
	pub enum IfUnknown {
		/// To nothing.
		Waits,
		/// If it lasts for so long, the clause comes true.
		Fires {
			/// How long, in milliseconds.
			after_ms: u64,
		},
		/// If it lasts for so long, the agreement ends, and what rests goes back.
		Ends {
			/// How long, in milliseconds.
			after_ms: u64,
		},
	}

	/// What a clause does.
	pub enum Action {
		/// Pay an amount out of a party's share to another party.
		Pay {
			/// Out of whose share: the party's place in the terms.
			from: u8,
			/// To whom.
			to: u8,
			/// How much.
			amount: Money,
		},
		/// Pay a part of what rests of a party's share to another party, rounded down.
		PayShare {
			/// Out of whose share: the party's place in the terms.
			from: u8,
			/// To whom.
			to: u8,
			/// Which part, in millionths.
			millionths: u32,
		},
		/// Give every party back what rests of its share.
		RefundRest,
		/// Open a ticket.
		OpenTicket {
			/// Its place in the terms.
			ticket: u8,
		},
		/// Close a ticket.
		CloseTicket {
			/// Its place in the terms.
			ticket: u8,
		},
		/// Let nobody move an item as long as the agreement lasts.
		HoldItem {
			/// Which.
			item: Hex32,
		},
		/// Tell a device to do something.
		CommandDevice {
			/// The command's place in the terms.
			command: u8,
		},
		/// The agreement is at its end: what rests goes back.
		End,
	}

	/// What is decided about a clause that was challenged.
	pub enum Ruling {
		/// The clause fires.
		Uphold,
		/// The clause does not fire.
		Strike,
		/// The clause fires, and pays a part of what it would have.
		Split {
			/// Which part, in millionths.
			millionths: u32,
		},
	}

	/// What became of a clause that came true.
	pub enum Outcome {
		/// It waits for its turn.
		Waiting,
		/// It can be challenged, or was.
		Pending {
			/// Until when.
			until: Time,
			/// Who has challenged it: the party's place in the terms.
			challenged_by: Option<u8>,
		},
		/// It fired.
		Fired {
			/// When.
			at: Time,
			/// What was decided about it.
			ruling: Ruling,
			/// What was paid.
			payments: Vec<Payment>,
		},
		/// It was struck.
		Struck {
			/// When.
			at: Time,
		},
		/// The agreement ended before.
		Dropped {
			/// When.
			at: Time,
		},
	}
}

objects! {
	/// What the parties agreed on.
	pub struct Terms {
		/// The agreement.
		pub agreement: u32,
		/// Who agrees, and what each puts in.
		pub parties: Vec<Party>,
		/// The asset that is paid with: its symbol.
		pub symbol: String,
		/// The asset's number; `null` for the native token.
		pub asset: Option<u32>,
		/// The streams that conditions listen to.
		pub streams: Vec<TermStream>,
		/// What happens when.
		pub clauses: Vec<Clause>,
		/// Requests for service that may be opened.
		pub tickets: Vec<TicketTerms>,
		/// What devices may be told.
		pub commands: Vec<CommandTerms>,
		/// Who decides when a party challenges a clause.
		pub arbitration: Option<Arbitration>,
		/// Organisations beside the parties whose word counts.
		pub witnesses: Vec<OrgId>,
		/// All have to sign before it.
		pub sign_by: Time,
		/// From then on nothing new comes of it, and what rests goes back.
		pub expires_at: Time,
		/// The hash of what the parties wrote down in words; zeros if nothing.
		pub document: Hex32,
		/// The terms in SCALE, as a proposal has them.
		pub encoded: Bytes,
	}

	/// Who agrees.
	pub struct Party {
		/// Its place in the terms.
		pub party: u8,
		/// The organisation.
		pub org: OrgId,
		/// What is held of it from its signature on: its share.
		pub escrow: Money,
	}

	/// A stream that conditions listen to.
	pub struct TermStream {
		/// Whose.
		pub device: Hex32,
		/// Which.
		pub stream: StreamName,
		/// What it counts.
		pub unit: String,
		/// In which power of ten.
		pub exponent: i8,
	}

	/// What happens when.
	pub struct Clause {
		/// Its place in the terms.
		pub clause: u8,
		/// What it waits for, in the condition language of `docs/agreements.md`.
		pub when: String,
		/// How often it fires.
		pub often: Often,
		/// For how long it can be challenged before it fires, in milliseconds. 0: it fires at once.
		pub challenge_ms: u64,
		/// What it leads to that nobody can say whether it is true.
		pub if_unknown: IfUnknown,
		/// What it does, in this order.
		pub actions: Vec<Action>,
	}

	/// A request for service.
	pub struct TicketTerms {
		/// Its place in the terms.
		pub ticket: u8,
		/// Who may open it and close it: the party's place in the terms.
		pub requester: u8,
		/// Who acknowledges and resolves it.
		pub servicer: u8,
		/// What has to be true for it to be resolved.
		pub proof: Option<String>,
	}

	/// What a device may be told.
	pub struct CommandTerms {
		/// Its place in the terms.
		pub command: u8,
		/// Which device.
		pub device: Hex32,
		/// What: a number that the device understands.
		pub opcode: u32,
		/// For how long after it was told it may do so, in milliseconds.
		pub lifetime_ms: u64,
	}

	/// Who decides when a party challenges a clause.
	pub struct Arbitration {
		/// An organisation that is no party.
		pub arbiter: OrgId,
		/// What a party puts up to challenge.
		pub bond: Money,
		/// How long the arbiter has from a challenge on, in milliseconds.
		pub patience_ms: u64,
		/// What holds if it says nothing.
		pub silence: Ruling,
	}

	/// Where an agreement stands.
	pub struct AgreementStatus {
		/// Which.
		pub agreement: u32,
		/// Where it stands.
		pub status: Status,
		/// What the parties sign.
		pub hash: Hex32,
		/// Who proposed it.
		pub proposer: OrgId,
		/// When.
		pub proposed_at: Time,
		/// When the last party had signed.
		pub active_since: Option<Time>,
		/// When it ended.
		pub ended_at: Option<Time>,
		/// The parties.
		pub parties: Vec<PartyStatus>,
		/// What is held for it now.
		pub held: Money,
		/// What was put in, bonds included.
		pub funded: Money,
		/// What was paid.
		pub paid: Money,
		/// What is owed, could not be paid, and can be claimed.
		pub credited: Money,
		/// What went back to whoever put it in.
		pub refunded: Money,
		/// When it will be looked at again if nothing happens.
		pub due: Option<Time>,
		/// How often clauses came true.
		pub firings: u32,
	}

	/// A party as it stands.
	pub struct PartyStatus {
		/// Its place in the terms.
		pub party: u8,
		/// The organisation.
		pub org: OrgId,
		/// Its money; `null` if it has not signed.
		pub purse: Option<Purse>,
		/// Whether it has confirmed.
		pub confirmed: bool,
		/// Whether it consents to a cancellation.
		pub consents: bool,
	}

	/// A party's money in an agreement.
	pub struct Purse {
		/// The account that signed for the party: its share is held there.
		pub account: Account,
		/// Where the party is paid.
		pub payee: Account,
		/// What rests of its share.
		pub rest: Money,
	}

	/// A part of a condition, and what it evaluates to.
	pub struct Node {
		/// What it says, in the condition language; of what joins others, the word only.
		pub text: String,
		/// What it evaluates to.
		pub truth: Truth,
		/// What was looked at: a value, a time, an amount in the asset's smallest part, a state.
		pub seen: Option<String>,
		/// Why it is unknown.
		pub why_unknown: Option<String>,
		/// What it joins.
		pub operands: Vec<Node>,
	}

	/// Where a clause stands.
	pub struct ClauseState {
		/// How often it has fired.
		pub fired: u32,
		/// When it fired last.
		pub fired_at: Option<Time>,
		/// It was not true when it was looked at last, so that it comes true if it is.
		pub armed: bool,
		/// It does not fire before.
		pub not_before: Option<Time>,
		/// Since when nobody knows whether it is true.
		pub unknown_since: Option<Time>,
		/// It came true, and is put off: the number of its firing.
		pub waiting: Option<u32>,
		/// It came true, and can be challenged, or could be.
		pub pending: Option<Pending>,
	}

	/// A clause came true and can be challenged.
	pub struct Pending {
		/// The number of its firing.
		pub number: u32,
		/// Until when it can be challenged; once it was, until when the arbiter has time.
		pub until: Time,
		/// Who has challenged it: the party's place in the terms.
		pub challenged_by: Option<u8>,
		/// What was decided.
		pub settled: Option<Ruling>,
	}

	/// A clause, and what its condition evaluates to now.
	pub struct ExplainedClause {
		/// Its place in the terms.
		pub clause: u8,
		/// Its condition.
		pub when: String,
		/// What it evaluates to now, everything included that was not evaluated yet.
		pub truth: Truth,
		/// Why.
		pub why: Node,
		/// Whether it would come true if it were evaluated now.
		pub comes_true: bool,
		/// Where it stands.
		pub state: ClauseState,
	}

	/// What a clause would do.
	pub struct Forecast {
		/// The clause, as it would be.
		#[serde(flatten)]
		pub clause: ExplainedClause,
		/// Whether it would fire at once.
		pub fires: bool,
		/// What it pays when it fires, if it fired now; `null` where less rests than it pays.
		pub payments: Option<Vec<Payment>>,
	}

	/// Money that moved, or became a credit.
	pub struct Payment {
		/// Out of whose share: the party's place in the terms.
		pub from: u8,
		/// To whom: the same party where it went back.
		pub to: u8,
		/// How much.
		pub amount: Money,
		/// It could not be paid, and can be claimed.
		pub credited: bool,
	}

	/// What a party is owed and could not be paid.
	pub struct Credit {
		/// In whose account it is held: the party's place in the terms.
		pub from: u8,
		/// Whose it is.
		pub to: u8,
		/// How much.
		pub amount: Money,
	}

	/// What a stream had said when a clause came true.
	pub struct Evidence {
		/// Whose.
		pub device: Hex32,
		/// Which.
		pub stream: StreamName,
		/// The number of the envelope up to which everything was looked at.
		pub sequence: u64,
		/// The number of its latest batch.
		pub batch: Option<u64>,
		/// When the stream was heard last.
		pub heard_at: Option<Time>,
	}

	/// That a clause came true: what is on record of it.
	pub struct Firing {
		/// Counts up from 0 in the agreement.
		pub number: u32,
		/// Which clause.
		pub clause: u8,
		/// When it was found true.
		pub came_true_at: Time,
		/// Why.
		pub cause: Cause,
		/// What each part of its condition evaluated to.
		pub why: Node,
		/// What the streams had said that its condition listens to.
		pub evidence: Vec<Evidence>,
		/// What became of it.
		pub outcome: Outcome,
	}

	/// A ticket as it stands.
	pub struct Ticket {
		/// Its place in the terms.
		pub ticket: u8,
		/// Who may open and close it.
		pub requester: OrgId,
		/// Who acknowledges and resolves it.
		pub servicer: OrgId,
		/// Where it stands.
		pub state: TicketState,
		/// When it was opened last. `null` if never.
		pub opened_at: Option<Time>,
		/// When it came to stand there. `null` if it was never opened.
		pub changed_at: Option<Time>,
		/// How often it was opened.
		pub times: u32,
		/// What has to be true for it to be resolved, and what that evaluates to now.
		pub proof: Option<Node>,
	}

	/// What a device was told.
	pub struct CommandState {
		/// The command's place in the terms.
		pub command: u8,
		/// How often it was given.
		pub issue: u32,
		/// When last. `null` if never.
		pub given_at: Option<Time>,
		/// Until when the device may do it, and say so.
		pub expires_at: Option<Time>,
		/// When it said so.
		pub acknowledged_at: Option<Time>,
	}

	/// A ticket on a statement.
	pub struct TicketRecord {
		/// Its place in the terms.
		pub ticket: u8,
		/// Where it stands.
		pub state: TicketState,
		/// When it was opened last. `null` if never.
		pub opened_at: Option<Time>,
		/// When it came to stand there. `null` if it was never opened.
		pub changed_at: Option<Time>,
		/// How often it was opened.
		pub times: u32,
	}

	/// Who agreed on what, what happened, when, and on which evidence.
	pub struct Statement {
		/// What was agreed.
		pub terms: Terms,
		/// Who agreed, when, and where it stands.
		pub status: AgreementStatus,
		/// The tickets.
		pub tickets: Vec<TicketRecord>,
		/// What devices were told, and whether they did it.
		pub commands: Vec<CommandState>,
		/// What is owed and could not be paid.
		pub credits: Vec<Credit>,
		/// The clauses that came true last, the oldest first.
		pub firings: Vec<Firing>,
	}

	/// How far the evaluation of all agreements has come.
	pub struct Progress {
		/// The epoch in which readings are gathered. The one before it is evaluated, or was.
		pub epoch: u32,
		/// How many sources of the running round are left.
		pub left: u64,
		/// How many wait for the next round.
		pub waiting: u64,
	}
}

methods! {
	/// Agreements.
	AgreementApi, METHODS, "agreement";

	/// Where an agreement stands: who has signed, what is held, what was paid. `null` if there is none
	/// of that number.
	status "status" (
		/// The agreement's number.
		agreement: u32,
	) -> Option<AgreementStatus>;

	/// What was agreed. `null` if there is none of that number.
	terms "terms" (
		/// The agreement's number.
		agreement: u32,
	) -> Option<Terms>;

	/// Each clause's condition now, and why. `null` if there is no agreement of that number.
	explain "explain" (
		/// The agreement's number.
		agreement: u32,
	) -> Option<Vec<ExplainedClause>>;

	/// What each clause would do if a stream said this now: a dry run, which changes nothing. `null` if
	/// there is no agreement of that number.
	what_if "whatIf" (
		/// The agreement's number.
		agreement: u32,
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
		/// The stream's name on the device, such as `temp`: 1 to 16 letters, digits and `-:./_`. The
		/// agreement's terms have to name the stream.
		stream: StreamName,
		/// The value, in the stream's unit, no finer than the stream's values: `"21.5"` or `21.5`.
		value: Measured,
	) -> Option<Vec<Forecast>>;

	/// Who agreed on what, what happened, when, and on which evidence. `null` if there is no agreement
	/// of that number.
	statement "statement" (
		/// The agreement's number.
		agreement: u32,
	) -> Option<Statement>;

	/// The agreements of an organisation, as a party or as the arbiter, in no particular order, by their
	/// numbers.
	list "list" (
		/// The organisation: its number, or the SS58 address of its admin or of one of its agents.
		org: OrgRef,
		;
		/// How many at most: 1 to 100, 25 if it is left out.
		limit: Limit,
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Page<u32>;

	/// The clauses that came true last, the oldest first. `null` if there is no agreement of that
	/// number.
	firings "firings" (
		/// The agreement's number.
		agreement: u32,
		;
		/// How many at most: 1 to 100, 25 if it is left out.
		limit: Limit,
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Option<Page<Firing>>;

	/// An agreement's tickets. `null` if there is no agreement of that number.
	tickets "tickets" (
		/// The agreement's number.
		agreement: u32,
	) -> Option<Vec<Ticket>>;

	/// What is owed in an agreement and could not be paid. `null` if there is no agreement of that
	/// number.
	credits "credits" (
		/// The agreement's number.
		agreement: u32,
	) -> Option<Vec<Credit>>;

	/// How far the evaluation of all agreements has come.
	progress "progress" (
	) -> Progress;

	/// What the parties of such terms would sign if they were proposed next.
	next_hash "nextHash" (
		/// The terms in SCALE: `0x` and two hexadecimal digits for each byte.
		terms: Bytes,
	) -> Hex32;
}
