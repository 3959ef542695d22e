//! Members of the consortium.

use std::borrow::Cow;

use hallmark_types::organisation::OrgId;
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
use serde::{de, Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{
	method::methods,
	value::{kinds, objects, words},
	Account, Cursor, Hex32, Limit, Page, Time,
};

/// An organisation as a parameter: by its number, or by an account that acts for it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum OrgRef {
	/// Its number.
	Number(OrgId),
	/// Its admin, or one of its agents.
	Account(Account),
}

impl From<OrgId> for OrgRef {
	fn from(org: OrgId) -> Self {
		Self::Number(org)
	}
}

impl<'de> Deserialize<'de> for OrgRef {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		match Value::deserialize(deserializer)? {
			Value::String(address) => address
				.parse()
				.map(Self::Account)
				.map_err(de::Error::custom),
			Value::Number(number) => number
				.as_u64()
				.and_then(|number| number.try_into().ok())
				.map(Self::Number)
				.ok_or_else(|| de::Error::custom(format!("{number} is no organisation's number"))),
			other => Err(de::Error::custom(format!("{other} names no organisation"))),
		}
	}
}

impl JsonSchema for OrgRef {
	fn schema_name() -> Cow<'static, str> {
		"OrgRef".into()
	}

	fn json_schema(generator: &mut SchemaGenerator) -> Schema {
		json_schema!({
			"description": "An organisation by its number, or by an account that acts for it.",
			"anyOf": [
				{ "type": "integer", "minimum": 0, "maximum": u32::MAX },
				generator.subschema_for::<Account>(),
			],
		})
	}
}

words! {
	/// What an organisation is to the others.
	pub enum Role {
		/// Makes devices and vouches for their origin.
		Maker,
		/// Runs devices and answers for what they report.
		Operator,
		/// Carries goods.
		Carrier,
		/// Repairs and maintains.
		Servicer,
		/// Bears risk for others.
		Insurer,
		/// Examines, and changes nothing.
		Auditor,
		/// Has powers over other members.
		Regulator,
	}

	/// A part of an organisation's business that an agent may do for it.
	pub enum Scope {
		/// The organisation itself.
		Organisation,
		/// A maker's trust anchors and manifests.
		Anchors,
		/// Devices.
		Devices,
		/// Streams of readings.
		Readings,
		/// Items.
		Items,
		/// Agreements.
		Agreements,
		/// Tickets.
		Tickets,
		/// A regulator's powers over other members.
		Regulation,
	}

	/// How an organisation stands with the consortium.
	pub enum Standing {
		/// In good standing.
		Active,
		/// Can receive, cannot act.
		Suspended,
		/// Out, for ever.
		Expelled,
	}
}

objects! {
	/// A member.
	pub struct Organisation {
		/// Its number.
		pub org: OrgId,
		/// Its name, as the council admitted it.
		pub name: String,
		/// What it is to the others.
		pub roles: Vec<Role>,
		/// Its Global Location Number of 13 digits, if it has one.
		pub gln: Option<String>,
		/// Hash of a document about it that is kept elsewhere.
		pub metadata: Option<Hex32>,
		/// The account that may do everything for it.
		pub admin: Account,
		/// To whom the admin has offered its place.
		pub offered_to: Option<Account>,
		/// How it stands with the consortium.
		pub standing: Standing,
		/// Since when it stands so.
		pub since: Time,
		/// How many agents it has, those included who have not accepted yet.
		pub agents: u32,
	}

	/// A request to become a member.
	pub struct Application {
		/// Who wants to become one.
		pub applicant: Account,
		/// Its name.
		pub name: String,
		/// What it wants to be to the others.
		pub roles: Vec<Role>,
		/// Its Global Location Number, if it has one.
		pub gln: Option<String>,
		/// Hash of a document about it that is kept elsewhere.
		pub metadata: Option<Hex32>,
		/// When it was made.
		pub since: Time,
		/// What a vote for it has to name.
		pub digest: Hex32,
	}

	/// What an agent may do, and until when.
	pub struct Mandate {
		/// The parts of the organisation's business.
		pub scopes: Vec<Scope>,
		/// The first moment at which it may no longer.
		pub expires_at: Option<Time>,
	}

	/// An agent of an organisation.
	pub struct Agent {
		/// Who it is.
		pub account: Account,
		/// What it may do.
		pub mandate: Mandate,
		/// Whether it has agreed. Before, it is no agent.
		pub accepted: bool,
	}

	/// The organisation that an account acts for.
	pub struct Membership {
		/// The organisation.
		pub org: OrgId,
		/// What the account may do for it.
		pub authority: Authority,
	}
}

kinds! {
	/// What an account that acts for an organisation may do.
	pub enum Authority {
		/// Everything.
		Admin,
		/// What its mandate says, while it lasts.
		Agent {
			/// The parts of the organisation's business.
			scopes: Vec<Scope>,
			/// The first moment at which it may no longer.
			expires_at: Option<Time>,
		},
	}
}

methods! {
	/// Members.
	OrgApi, METHODS, "org";

	/// An organisation. `null` if there is none of that number, or none that the account acts for.
	get "get" (
		/// The organisation: its number, or the SS58 address of its admin or of one of its agents.
		org: OrgRef,
	) -> Option<Organisation>;

	/// Which organisation an account acts for, and what it may do for it. The organisation may be
	/// suspended or expelled, and an agent's mandate may have ended. `null` if it acts for none.
	of_account "ofAccount" (
		/// The account: its SS58 address.
		account: Account,
	) -> Option<Membership>;

	/// The agents of an organisation, those included who have not agreed yet. `null` if there is no
	/// such organisation.
	agents "agents" (
		/// The organisation: its number, or the SS58 address of its admin or of one of its agents.
		org: OrgRef,
		;
		/// How many at most: 1 to 100, 25 if it is left out.
		limit: Limit,
		/// `next` of the page before. The first page if it is left out.
		cursor: Cursor,
	) -> Option<Page<Agent>>;

	/// The open application of an account. `null` if there is none.
	application "application" (
		/// The applicant: its SS58 address.
		account: Account,
	) -> Option<Application>;

	/// The organisation that holds the GS1 Company Prefix with which a key begins. `null` if nobody
	/// does.
	prefix_holder "prefixHolder" (
		/// 1 to 18 digits: a company prefix, or a GS1 key from its prefix on (of an SSCC or a GTIN-14,
		/// the digits after the first).
		key: Digits,
	) -> Option<OrgId>;
}

/// A string of 1 to 18 digits, in which leading zeros count.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Digits(#[serde(with = "digits")] pub hallmark_types::gs1::Digits);

impl JsonSchema for Digits {
	fn schema_name() -> Cow<'static, str> {
		"Digits".into()
	}

	fn json_schema(_: &mut SchemaGenerator) -> Schema {
		json_schema!({ "type": "string", "pattern": "^[0-9]{1,18}$" })
	}
}

mod digits {
	use super::*;
	use hallmark_types::gs1;
	use serde::Serializer;

	pub fn serialize<S: Serializer>(digits: &gs1::Digits, to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(digits)
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<gs1::Digits, D::Error> {
		let text = Cow::<str>::deserialize(from)?;
		text.parse().map_err(de::Error::custom)
	}
}
