//! Items: where they are, whose they are, what they went through.

mod deeds;
mod item_ref;
mod policies;
mod words;

use hallmark_types::organisation::OrgId;
use serde_json::Value;

pub use deeds::{Deed, Holder, Step};
pub use item_ref::ItemRef;
pub use policies::{Breach, Policy, Rule, RuleState, Source, Verdict};
pub use words::{Comparison, Exception, Finding, Life, Measure, Title};

use crate::{
	method::methods,
	value::{kinds, objects},
	Cursor, Hex32, Limit, Number, Page, Time,
};

objects! {
	/// How much of something.
	pub struct Quantity {
		/// How much.
		pub amount: Number,
		/// Of which unit: its code in UN/ECE Recommendation 20, such as `KGM`.
		pub unit: String,
	}

	/// A thing by its id and its name.
	pub struct Named {
		/// Its id.
		pub id: Hex32,
		/// Its EPC URI. `null` where the chain does not keep it any more.
		pub epc: Option<String>,
	}

	/// Something to hand over that waits for an answer.
	pub struct Offer {
		/// What is offered.
		pub title: Title,
		/// Who offers.
		pub from: OrgId,
		/// To whom.
		pub to: OrgId,
		/// The GLN where it is to change hands.
		pub place: Option<String>,
		/// From when on it cannot be accepted any more.
		pub expires_at: Time,
		/// The CBV 2.0 hash of the full event, on which both agree.
		pub document: Option<Hex32>,
		/// The recall in whose course it goes back, if it does.
		pub recall: Option<u32>,
	}

	/// An item as it stands. Everything that its containers and its lot decide is in it.
	pub struct Item {
		/// Its id.
		pub id: Hex32,
		/// Its EPC URI.
		pub epc: String,
		/// The lot that it is of.
		pub lot: Option<Named>,
		/// Who gave it its name.
		pub issuer: OrgId,
		/// What became of it.
		pub life: Life,
		/// To whom it belongs.
		pub owner: OrgId,
		/// Who has it.
		pub custodian: OrgId,
		/// What it is packed in, the innermost container first.
		pub containers: Vec<Named>,
		/// How many things are in it directly.
		pub children: u32,
		/// How much of it there is, or what is in it.
		pub quantity: Option<Quantity>,
		/// It, or a container that it is in, is held.
		pub held: bool,
		/// Something in it is held: it cannot move, though it is not held by itself.
		pub held_inside: bool,
		/// It, its lot, or something that it was made of is recalled.
		pub recalled: bool,
		/// Something in it is recalled.
		pub recalled_inside: bool,
		/// What is on offer.
		pub offers: Vec<Offer>,
		/// What its policies came to. `null` if there were none.
		pub verdict: Option<Finding>,
		/// The last moment at which it may be used.
		pub expires_at: Option<Time>,
		/// How many steps it has.
		pub steps: u32,
		/// The head of the hash chain of its steps.
		pub head: Hex32,
	}

	/// Where an item that came of a lot, or of another item, is now.
	pub struct Whereabouts {
		/// Which.
		pub item: Named,
		/// What became of it.
		pub life: Life,
		/// To whom it belongs.
		pub owner: OrgId,
		/// Who has it.
		pub custodian: OrgId,
		/// The outermost container that it is in; itself, if it is not packed.
		pub root: Hex32,
		/// The number of the transformation that it was made in.
		pub made_in: Option<u64>,
	}

	/// Steps of an item as an EPCIS 2.0 document.
	pub struct EpcisPage {
		/// The document in JSON-LD. `docs/epcis.md` has the mapping.
		pub document: Value,
		/// Steps that are no event, and why.
		pub unmapped: Vec<Unmapped>,
		/// Give this as `cursor` to get the steps that follow. `null` if there are none.
		pub next: Option<Cursor>,
	}

	/// A step that is no event.
	pub struct Unmapped {
		/// Whose step it is.
		pub item: Hex32,
		/// Which.
		pub index: u32,
		/// Why it is none.
		pub problem: String,
	}

	/// A lot.
	pub struct Lot {
		/// Its id.
		pub id: Hex32,
		/// Its EPC URI.
		pub epc: String,
		/// Who gave it its name.
		pub issuer: OrgId,
		/// How many items were ever of it.
		pub members: u32,
		/// How many recalls reach it.
		pub recalls: u32,
	}

	/// How things got their names.
	pub struct Commission {
		/// Its number.
		pub commission: u64,
		/// The number of the step.
		pub number: u64,
		/// When.
		pub at: Time,
		/// By whom.
		pub by: OrgId,
		/// The GLN where.
		pub place: Option<String>,
		/// The CBV 2.0 hash of the full event.
		pub document: Option<Hex32>,
		/// The last moment at which they may be used.
		pub expires_at: Option<Time>,
		/// How many.
		pub items: u32,
	}

	/// Something that was used up, or a part of it.
	pub struct Input {
		/// Which item.
		pub item: Hex32,
		/// How much of it, if it has a quantity.
		pub quantity: Option<Quantity>,
	}

	/// How things were made of others.
	pub struct Transformation {
		/// Its number.
		pub transformation: u64,
		/// The number of the step.
		pub number: u64,
		/// When.
		pub at: Time,
		/// By whom.
		pub by: OrgId,
		/// The GLN where.
		pub place: Option<String>,
		/// The CBV 2.0 hash of the full event.
		pub document: Option<Hex32>,
		/// The last moment at which what was made may be used.
		pub expires_at: Option<Time>,
		/// What was used up.
		pub inputs: Vec<Input>,
		/// What was made.
		pub outputs: Vec<Hex32>,
		/// What was lost.
		pub lost: Vec<Quantity>,
	}

	/// A recall.
	pub struct Recall {
		/// Its number.
		pub recall: u32,
		/// What began it.
		pub subject: Subject,
		/// Who recalls.
		pub by: OrgId,
		/// Why: the hash of a document that is kept elsewhere.
		pub reason: Hex32,
		/// When it began.
		pub at: Time,
		/// When it ended.
		pub ended_at: Option<Time>,
		/// To whom things may be brought, besides where they came from.
		pub returns_to: Vec<OrgId>,
		/// How many items, lots and transformations it has reached.
		pub reached: u32,
	}

	/// Who has heard of a recall.
	pub struct Acknowledgement {
		/// Who.
		pub org: OrgId,
		/// When.
		pub at: Time,
	}

	/// Whether an item could be offered to somebody now.
	pub struct Obstacle {
		/// The pallet that would refuse.
		pub pallet: Option<String>,
		/// Its error, such as `NotCustodian`.
		pub error: String,
	}
}

kinds! {
	/// What is recalled.
	pub enum Subject {
		/// One item.
		Item {
			/// Its id.
			id: Hex32,
		},
		/// Everything that is of a lot.
		Lot {
			/// Its id.
			id: Hex32,
		},
	}
}

methods! {
	/// Items.
	CustodyApi, METHODS, "custody";

	/// An item as it stands: where it is, whose it is, and in what condition. `null` if there is no
	/// such item.
	item "item" (
		/// The item: its EPC URI such as `urn:epc:id:sgtin:9506000.134352.1`, or its id.
		item: ItemRef,
	) -> Option<Item>;

	/// Trace back: every step of an item and of its containers while it was in them, the oldest first.
	/// `null` if there is no such item.
	trace "trace" (
		/// The item: its EPC URI such as `urn:epc:id:sgtin:9506000.134352.1`, or its id.
		item: ItemRef,
		;
		/// How many steps at most: 1 to 100, 25 if it is left out.
		limit: Limit,
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Option<Page<Step>>;

	/// Trace forward: everything that came of a lot or an item, and where it is now. A page may be
	/// shorter than asked for and not the last. `null` if there is neither such a lot nor such an item.
	trace_forward "traceForward" (
		/// The lot (`urn:epc:class:lgtin:…`) or the item: its EPC URI or its id. Of an id that names
		/// both, the lot.
		subject: ItemRef,
		;
		/// How many items at most: 1 to 100, 25 if it is left out.
		limit: Limit,
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Option<Page<Whereabouts>>;

	/// What the condition policies of an item came to, and how. `null` if there is no such item.
	verdict "verdict" (
		/// The item: its EPC URI such as `urn:epc:id:sgtin:9506000.134352.1`, or its id.
		item: ItemRef,
	) -> Option<Verdict>;

	/// The steps of an item as an EPCIS 2.0 document in JSON-LD. `null` if there is no such item.
	epcis "epcis" (
		/// The item: its EPC URI such as `urn:epc:id:sgtin:9506000.134352.1`, or its id.
		item: ItemRef,
		;
		/// How many steps at most: 1 to 100, 25 if it is left out.
		limit: Limit,
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Option<EpcisPage>;

	/// What is packed in an item directly, in no particular order. `null` if there is no such item.
	contents "contents" (
		/// The container: its EPC URI such as `urn:epc:id:sscc:9506000.1234567890`, or its id.
		item: ItemRef,
		;
		/// How many at most: 1 to 100, 25 if it is left out.
		limit: Limit,
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Option<Page<Named>>;

	/// A lot. `null` if there is none.
	lot "lot" (
		/// The lot: its EPC URI such as `urn:epc:class:lgtin:9506000.134352.L7`, or its id.
		lot: ItemRef,
	) -> Option<Lot>;

	/// How things got their names. `null` if there is none of that number.
	commission "commission" (
		/// The commission's number.
		commission: u64,
	) -> Option<Commission>;

	/// How things were made of others. `null` if there is none of that number.
	transformation "transformation" (
		/// The transformation's number.
		transformation: u64,
	) -> Option<Transformation>;

	/// A recall. `null` if there is none of that number.
	recall "recall" (
		/// The recall's number.
		recall: u32,
	) -> Option<Recall>;

	/// Who has heard of a recall, and when. `null` if there is none of that number.
	acknowledgements "acknowledgements" (
		/// The recall's number.
		recall: u32,
		;
		/// How many at most: 1 to 100, 25 if it is left out.
		limit: Limit,
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Option<Page<Acknowledgement>>;

	/// Why an item could not be offered to somebody now, as the call would say. `null` if it could.
	obstacle "obstacle" (
		/// The item: its EPC URI such as `urn:epc:id:sgtin:9506000.134352.1`, or its id.
		item: ItemRef,
		/// What would change hands: `custody` or `ownership`.
		title: Title,
		/// The organisation that would get it, by its number.
		to: OrgId,
		;
		/// The recall in whose course it would go back, by its number.
		recall: u32,
	) -> Option<Obstacle>;
}
