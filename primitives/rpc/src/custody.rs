//! Items: where they are, whose they are, what they went through.

use std::borrow::Cow;

use hallmark_types::{epc::Epc, organisation::OrgId};
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
use serde::{de, Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{
	method::methods,
	value::{kinds, objects, words},
	Cursor, Hex32, Limit, Number, Page, StreamName, Time,
};

/// An item or a lot as a parameter: by its id, or by its name.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ItemRef {
	/// Its id.
	Id(Hex32),
	/// Its EPC URI.
	Epc(Epc),
}

impl ItemRef {
	/// Its id.
	pub fn id(&self) -> Hex32 {
		match self {
			Self::Id(id) => *id,
			Self::Epc(epc) => epc.id().into(),
		}
	}
}

impl From<Hex32> for ItemRef {
	fn from(id: Hex32) -> Self {
		Self::Id(id)
	}
}

impl From<Epc> for ItemRef {
	fn from(epc: Epc) -> Self {
		Self::Epc(epc)
	}
}

impl<'de> Deserialize<'de> for ItemRef {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = Cow::<str>::deserialize(deserializer)?;
		if text.starts_with("0x") {
			return text.parse().map(Self::Id).map_err(de::Error::custom);
		}
		match Epc::parse(text.as_bytes()) {
			Ok(epc) => Ok(Self::Epc(epc)),
			Err(problem) => Err(de::Error::custom(problem)),
		}
	}
}

impl JsonSchema for ItemRef {
	fn schema_name() -> Cow<'static, str> {
		"ItemRef".into()
	}

	fn json_schema(generator: &mut SchemaGenerator) -> Schema {
		json_schema!({
			"description": "An item or a lot by its id, or by its EPC URI.",
			"anyOf": [
				generator.subschema_for::<Hex32>(),
				{ "type": "string", "pattern": "^[uU][rR][nN]:[eE][pP][cC]:(id|class):" },
			],
		})
	}
}

words! {
	/// What became of an item.
	pub enum Life {
		/// It exists.
		Active,
		/// Something else was made of it.
		Consumed,
		/// It is no more.
		Destroyed,
		/// It is out of use.
		Archived,
	}

	/// What the condition policies of an item came to.
	pub enum Finding {
		/// All were kept.
		Good,
		/// One was breached. That never changes.
		Breached,
		/// Data is missing.
		Unknown,
		/// Not all that was measured is counted yet.
		Pending,
	}

	/// What changes hands.
	pub enum Title {
		/// Who has it.
		Custody,
		/// To whom it belongs.
		Ownership,
	}

	/// What was wrong with something that was accepted all the same.
	pub enum Exception {
		/// Something is broken.
		Damaged,
		/// There was less than was offered.
		Short,
		/// There was more.
		Over,
		/// It was too warm or too cold.
		Temperature,
		/// A seal was broken.
		SealBroken,
		/// It was not what was offered.
		WrongItem,
		/// A label was wrong or missing.
		Label,
		/// It came too late.
		Late,
	}

	/// How a value lies beyond a limit.
	pub enum Comparison {
		/// `>`
		Above,
		/// `>=`
		AtLeast,
		/// `<`
		Below,
		/// `<=`
		AtMost,
	}

	/// What a rule counts.
	pub enum Measure {
		/// The longest time at a stretch.
		Stretch,
		/// All time together.
		Total,
	}
}

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

	/// A step in the trace of an item: its own, or one of a container while it was in it.
	pub struct Step {
		/// Whose step it is.
		pub item: Named,
		/// Which of its steps, counted from 0.
		pub index: u32,
		/// Counts the steps of all items: of two, the later has the higher one.
		pub number: u64,
		/// When.
		pub at: Time,
		/// By whom. 0 where an agreement did it.
		pub by: OrgId,
		/// The GLN where.
		pub place: Option<String>,
		/// The CBV 2.0 hash of the full event, which is kept elsewhere.
		pub document: Option<Hex32>,
		/// What was done.
		pub deed: Deed,
		/// The step of the item that declares this one wrong.
		pub declared_wrong_by: Option<u32>,
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

	/// What the policies of an item came to, and how.
	pub struct Verdict {
		/// What they came to together, those of containers for the time in them included. `null` if
		/// there were none.
		pub verdict: Option<Finding>,
		/// The policies of the item itself.
		pub policies: Vec<Policy>,
	}

	/// A condition policy on an item.
	pub struct Policy {
		/// Its place.
		pub slot: u8,
		/// The device that rides along.
		pub device: Hex32,
		/// Its stream.
		pub stream: StreamName,
		/// The unit of the limits. `null` if the stream was closed: then limits are in multiples of
		/// its power of ten.
		pub unit: Option<String>,
		/// Who asked for it.
		pub by: OrgId,
		/// From when on it counts.
		pub since: Time,
		/// By whose acceptance of the item it ends.
		pub until: Option<OrgId>,
		/// When it ended.
		pub ended_at: Option<Time>,
		/// It hears of no more readings.
		pub closed: bool,
		/// What it came to.
		pub finding: Finding,
		/// When that may change with no other event than time.
		pub may_change_at: Option<Time>,
		/// For how long a reading speaks for the stream if none follows, in milliseconds.
		pub hold_ms: u64,
		/// How much later than others a reading may have been measured that lands before them, in
		/// milliseconds.
		pub disorder_ms: u64,
		/// For how long no reading spoke for the stream, in milliseconds, as far as it is settled.
		pub dark_ms: u64,
		/// How many readings and batches landed late.
		pub late: u32,
		/// Up to when everything is settled.
		pub settled_at: Time,
		/// What is demanded, and what was counted.
		pub rules: Vec<RuleState>,
	}

	/// A rule, and what was counted for it.
	pub struct RuleState {
		/// What it demands.
		pub rule: Rule,
		/// The longest time at a stretch that it was not kept, in milliseconds.
		pub longest_ms: u64,
		/// All such time together, in milliseconds.
		pub total_ms: u64,
		/// What late readings may have added, in milliseconds.
		pub late_ms: u64,
		/// The first breach. It stays.
		pub breach: Option<Breach>,
	}

	/// When and by what a rule was breached.
	pub struct Breach {
		/// When the time that is allowed had run out.
		pub at: Time,
		/// The reading with which the excursion began; of a silence, the last one before it.
		pub began: Option<Source>,
		/// The reading that spoke for the stream when the time had run out.
		pub held: Option<Source>,
		/// Whether readings that landed late had a part in it.
		pub by_late: bool,
	}

	/// A reading or batch that something follows from.
	pub struct Source {
		/// When it was measured.
		pub measured_at: Time,
		/// The number of the envelope that it came in.
		pub sequence: u64,
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

	/// A rule of a policy. It is breached at the moment at which the time that it counts reaches what
	/// is allowed.
	pub enum Rule {
		/// The value lies beyond a limit for a time.
		Limit {
			/// Which values are beyond.
			comparison: Comparison,
			/// The limit, in the policy's unit.
			limit: Number,
			/// Whether the time counts at a stretch or altogether.
			measure: Measure,
			/// The time in which it is breached, in milliseconds. With 0, one reading is a breach.
			allowed_ms: u64,
		},
		/// No reading was measured for a time.
		Silence {
			/// The time in which it is breached, in milliseconds.
			allowed_ms: u64,
		},
	}

	/// By whose word an item is held.
	pub enum Holder {
		/// A regulator.
		Organisation {
			/// Its number.
			org: OrgId,
		},
		/// An agreement.
		Agreement {
			/// Its number.
			agreement: u32,
		},
	}

	/// What was done in a step.
	pub enum Deed {
		/// It got its name.
		Commissioned {
			/// With others in this commission.
			commission: u64,
		},
		/// It was made of others.
		Made {
			/// In this transformation.
			transformation: u64,
		},
		/// Its custodian saw it.
		Observed {
			/// At which step of the business: a word of the Core Business Vocabulary.
			biz_step: Option<String>,
			/// In which state: a word of the same.
			disposition: Option<String>,
		},
		/// It was packed.
		Packed {
			/// Into what, and what that was in, the innermost first.
			into: Vec<Named>,
		},
		/// It was unpacked.
		Unpacked {
			/// Out of what.
			parent: Named,
		},
		/// Others were packed into it.
		Filled {
			/// Which.
			children: Vec<Hex32>,
		},
		/// Others were unpacked out of it.
		Emptied {
			/// Which.
			children: Vec<Hex32>,
		},
		/// It changed hands.
		HandedOver {
			/// In which respect.
			title: Title,
			/// Who gave.
			from: OrgId,
			/// Who took.
			to: OrgId,
			/// What was wrong with it.
			exceptions: Vec<Exception>,
			/// How much was offered, if less was accepted.
			offered: Option<Quantity>,
			/// What was known of its conditions.
			verdict: Option<Finding>,
		},
		/// Something was made of it, or of a part of it.
		Used {
			/// In this transformation.
			transformation: u64,
			/// How much of it, if it has a quantity.
			used: Option<Quantity>,
		},
		/// It is no more.
		Destroyed,
		/// Nobody may move it.
		Held {
			/// By whose word.
			holder: Holder,
			/// Why: the hash of a document that is kept elsewhere.
			reason: Hex32,
		},
		/// One fewer holds it.
		Released {
			/// Who held it.
			holder: Holder,
		},
		/// It was called back by itself.
		Recalled {
			/// In this recall.
			recall: u32,
		},
		/// Its holder has heard of a recall.
		Acknowledged {
			/// Of which.
			recall: u32,
		},
		/// The recall that began with it is over.
		RecallEnded {
			/// Which.
			recall: u32,
		},
		/// A device began to ride along, and a policy with it.
		Attached {
			/// The device.
			device: Hex32,
			/// Its stream.
			stream: StreamName,
			/// The policy's place.
			slot: u8,
		},
		/// It rides along no more.
		Detached {
			/// The device.
			device: Hex32,
			/// Its stream.
			stream: StreamName,
			/// The policy's place.
			slot: u8,
		},
		/// Another of its steps is wrong: it never happened.
		DidNotOccur {
			/// Which.
			step: u32,
		},
		/// Something about another of its steps is wrong.
		IncorrectData {
			/// Which.
			step: u32,
			/// The later step that has it right.
			corrected_by: Option<u32>,
		},
		/// It is out of use.
		Archived,
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
