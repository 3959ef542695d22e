//! What is said with a step besides what was done: where, and which documents tell more.

use std::{
	collections::{btree_map::Entry, BTreeMap},
	path::{Path, PathBuf},
};

use clap::Args;
use hallmark_rpc::{device::DeviceApiClient, organisation::OrgApiClient, Hex32};
use hallmark_types::{gs1::Gln, organisation::OrgId, Hash};
use polkadot_sdk::sp_crypto_hashing::blake2_256;
use subxt::dynamic::Value;

use crate::{
	commands::organisation::Named,
	connection::Connection,
	files, units,
	values::{encoded, option},
	Error, Result,
};

/// The longest document that is hashed, in bytes.
const MAX_DOCUMENT_LENGTH: u64 = 1 << 30;

/// Where something was done, and what fuller record there is of it.
#[derive(Args, Clone, Debug)]
pub struct About {
	/// Where: a Global Location Number, 13 digits
	#[arg(long, value_name = "GLN")]
	at: Option<Gln>,
	/// The fuller event that you keep: an EPCIS 2.0 document with that event alone, or its CBV 2.0
	/// hash
	#[arg(long, value_name = "FILE|HASH")]
	event: Option<String>,
}

impl About {
	/// As calls take it.
	pub fn value(&self) -> Result<(&'static str, Value)> {
		let document = self.event.as_deref().map(event).transpose()?;
		let about = Value::named_composite([
			("place", option(self.at.map(|gln| encoded(&gln)))),
			("document", option(document.map(|hash| encoded(&hash)))),
		]);
		Ok(("context", about))
	}
}

/// The CBV 2.0 hash of an event.
fn event(text: &str) -> Result<Hash> {
	if let Some(hash) = event_hash(text) {
		return Ok(hash);
	}
	let path = Path::new(text);
	if !path.is_file() {
		return Err(Error::Input(format!(
			"{text} is neither a file nor the hash of an event (0x and 64 hexadecimal digits, or \
			 ni:///sha-256;…?ver=CBV2.0)"
		)));
	}
	let content = files::read(path, MAX_DOCUMENT_LENGTH)?;
	let document = serde_json::from_slice(&content).map_err(|error| Error::file(path, error))?;
	let events = hallmark_epcis::read(&document).map_err(|error| Error::file(path, error))?;
	match &events[..] {
		[event] => Ok(Hash::from(hallmark_epcis::hash_bytes(event))),
		events => Err(Error::file(
			path,
			format_args!("{} events, where the document is to hold one", events.len()),
		)),
	}
}

/// A hash as it is written in hexadecimal, or as EPCIS writes an event's id.
fn event_hash(text: &str) -> Option<Hash> {
	let digits = text
		.strip_prefix("ni:///sha-256;")
		.and_then(|rest| rest.strip_suffix("?ver=CBV2.0"));
	match digits {
		Some(digits) => units::hash(&format!("0x{digits}")).ok(),
		None => units::hash(text).ok(),
	}
}

/// Why something is held or called back.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub struct Reason {
	/// The document that says why, of which the BLAKE2b-256 hash is kept
	#[arg(long, value_name = "FILE")]
	document: Option<PathBuf>,
	/// The hash of the document that says why
	#[arg(long, value_name = "HASH", value_parser = units::hash)]
	reason: Option<Hash>,
}

impl Reason {
	/// As calls take it.
	pub fn value(&self) -> Result<(&'static str, Value)> {
		let hash = match (&self.document, self.reason) {
			(Some(file), _) => Hash::from(blake2_256(&files::read(file, MAX_DOCUMENT_LENGTH)?)),
			(None, Some(hash)) => hash,
			(None, None) => return Err(Error::Input("the reason is missing".into())),
		};
		Ok(("reason", encoded(&hash)))
	}
}

/// The number of an organisation that the command line names.
pub async fn organisation(connection: &Connection, named: &Named) -> Result<OrgId> {
	match named {
		Named::Number(number) => Ok(*number),
		Named::Account(who) => {
			let account = connection.account(who).await?;
			connection.organisation_of(&account).await
		},
	}
}

/// A list as calls take it where it is bounded.
pub fn list(values: impl IntoIterator<Item = Value>) -> Value {
	Value::unnamed_composite([Value::unnamed_composite(values)])
}

/// Organisations by their names, each asked for once.
#[derive(Debug, Default)]
pub struct Members(BTreeMap<OrgId, Option<String>>);

impl Members {
	/// Looks these up.
	pub async fn of(
		connection: &Connection,
		orgs: impl IntoIterator<Item = OrgId>,
	) -> Result<Self> {
		let mut members = Self::default();
		for org in orgs {
			// An agreement acts as number 0.
			if org != 0 && !members.0.contains_key(&org) {
				let found = OrgApiClient::get(connection.rpc(), org.into(), None).await?;
				members.0.insert(org, found.map(|found| found.name));
			}
		}
		Ok(members)
	}

	/// How one is called.
	pub fn name(&self, org: OrgId) -> String {
		match self.0.get(&org) {
			_ if org == 0 => "an agreement".to_owned(),
			Some(Some(name)) => format!("{name} ({org})"),
			_ => format!("organisation {org}"),
		}
	}
}

/// Devices by their makers' serial numbers, each asked for once.
#[derive(Debug, Default)]
pub struct Devices(BTreeMap<Hex32, String>);

impl Devices {
	/// Looks these up.
	pub async fn of(
		connection: &Connection,
		devices: impl IntoIterator<Item = Hex32>,
	) -> Result<Self> {
		let mut found = Self::default();
		for device in devices {
			if let Entry::Vacant(place) = found.0.entry(device) {
				let rpc = connection.rpc();
				let origin = DeviceApiClient::verify_origin(rpc, device.into(), None).await?;
				place.insert(match origin {
					Some(origin) => format!("{}/{}", origin.maker, origin.serial),
					None => device.to_string(),
				});
			}
		}
		Ok(found)
	}

	/// How the command line names one.
	pub fn name(&self, device: Hex32) -> String {
		self.0
			.get(&device)
			.cloned()
			.unwrap_or_else(|| device.to_string())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn event_is_named_by_its_hash_in_two_ways() {
		let digits = "ab".repeat(32);
		let expected = Some(Hash::from([0xab; 32]));
		assert_eq!(event_hash(&format!("0x{digits}")), expected);
		let uri = format!("ni:///sha-256;{digits}?ver=CBV2.0");
		assert_eq!(event_hash(&uri), expected);
		for wrong in ["", "0xab", "ni:///sha-256;ab?ver=CBV2.0", &uri[..60]] {
			assert_eq!(event_hash(wrong), None, "{wrong}");
		}
		assert!(event("nowhere.json").is_err());
	}

	#[test]
	fn member_is_called_by_its_name() {
		let members = Members(BTreeMap::from([(1, Some("Frost".to_owned())), (2, None)]));
		assert_eq!(members.name(1), "Frost (1)");
		assert_eq!(members.name(2), "organisation 2");
		assert_eq!(members.name(0), "an agreement");
		let id = Hex32([1; 32]);
		let devices = Devices(BTreeMap::from([(id, "1/TH-1".to_owned())]));
		assert_eq!(devices.name(id), "1/TH-1");
	}
}
