//! The form of the file.

use std::collections::BTreeMap;

use hallmark_agreements::{CommandIndex, PartyIndex, TicketIndex};
use hallmark_types::{organisation::OrgId, AssetId};
use serde::{Deserialize, Serialize};

/// Terms as they stand in a file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct File {
	/// What is paid with.
	pub(super) asset: Asset,
	/// Who agrees, and what each puts in.
	pub(super) parties: Vec<Party>,
	/// Words for devices.
	#[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
	pub(super) devices: BTreeMap<String, String>,
	/// Words for items.
	#[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
	pub(super) items: BTreeMap<String, String>,
	/// The streams that conditions listen to.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub(super) streams: Vec<Stream>,
	/// What happens when.
	pub(super) clauses: Vec<Clause>,
	/// Requests for service.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub(super) tickets: Vec<Ticket>,
	/// What devices may be told.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub(super) commands: Vec<Command>,
	/// Who decides about challenges.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(super) arbitration: Option<Arbitration>,
	/// Whose devices and items count beside the parties'.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub(super) witnesses: Vec<OrgId>,
	/// All sign before it.
	pub(super) sign_by: String,
	/// The end.
	pub(super) expires_at: String,
	/// The hash of what was put into words.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(super) document: Option<String>,
}

/// `"HMK"`, `"HEUR"`, or an asset's number.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged, expecting = "asset: HMK, HEUR or an asset's number")]
pub(super) enum Asset {
	Symbol(String),
	Number(AssetId),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Party {
	pub org: OrgId,
	pub escrow: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Stream {
	pub device: String,
	pub stream: String,
	pub unit: String,
	pub exponent: i8,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Clause {
	pub when: String,
	pub often: Often,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub challenge: Option<String>,
	#[serde(default)]
	pub unknown: Unknown,
	pub actions: Vec<Action>,
}

/// `"once"` or `{"everyTime": "10m"}`, with the cool-down.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Often {
	Once,
	EveryTime(String),
}

/// `"waits"`, `{"fires": "3d"}` or `{"ends": "3d"}`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Unknown {
	#[default]
	Waits,
	Fires(String),
	Ends(String),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum Action {
	#[serde(rename_all = "camelCase")]
	Pay {
		from: PartyIndex,
		to: PartyIndex,
		amount: String,
	},
	#[serde(rename_all = "camelCase")]
	PayShare {
		from: PartyIndex,
		to: PartyIndex,
		part: String,
	},
	RefundRest,
	OpenTicket(TicketIndex),
	CloseTicket(TicketIndex),
	HoldItem(String),
	CommandDevice(CommandIndex),
	End,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Ticket {
	pub requester: PartyIndex,
	pub servicer: PartyIndex,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub proof: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Command {
	pub device: String,
	pub opcode: u32,
	pub lifetime: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Arbitration {
	pub arbiter: OrgId,
	pub bond: String,
	pub patience: String,
	pub silence: Ruling,
}

/// `"uphold"`, `"strike"` or `{"split": "60%"}`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Ruling {
	Uphold,
	Strike,
	Split(String),
}
