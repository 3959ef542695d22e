//! Carrying what a fleet says: many envelopes by one transaction, and what became of each.

use std::collections::{BTreeMap, HashMap};

use hallmark_types::{device::DeviceId, Moment};
use serde_json::Value as Json;
use subxt::dynamic::Value;

use super::{
	fault::Kind,
	fleet::Fleet,
	member::{Said, Signed},
	source::Source,
};
use crate::{
	clock,
	connection::Connection,
	context::Context,
	transaction::{call, Event, Included},
	values::bytes,
	Error, Result,
};

/// How many envelopes go at once: the chain takes 256, and a full block is for others, too.
const AT_ONCE: usize = 128;

const PALLET: &str = "ReadingAttestation";

/// What became of the envelopes of devices with the same fault.
#[derive(Clone, Debug, Default)]
pub struct Tally {
	/// How many were taken in.
	pub accepted: u64,
	/// How many of these drive nothing, because their device was not in good standing.
	pub tainted: u64,
	/// How many strikes were given for what they say.
	pub strikes: u64,
	/// How many were refused, by the chain's reason.
	pub refused: BTreeMap<String, u64>,
	/// How many were lost on their way.
	pub lost: u64,
}

/// What became of a fleet.
pub struct Carried {
	/// By what is wrong with the devices.
	pub tallies: BTreeMap<Option<Kind>, Tally>,
	/// Each device, with what is wrong with it.
	pub devices: Vec<(DeviceId, Option<Kind>)>,
}

/// An envelope on its way.
struct Waiting {
	member: usize,
	signed: Signed,
}

/// Carries envelopes to the chain, as a gateway does.
pub struct Carrier<'a> {
	context: &'a Context,
	connection: &'a Connection,
	fleet: &'a mut Fleet,
	waiting: Vec<Waiting>,
	/// How far the chain's clock is ahead of this machine's.
	ahead: Moment,
	/// Two different envelopes under one number, by the device that signed them.
	doubled: BTreeMap<usize, (Signed, Signed)>,
	/// From which of its numbers on what a device says is tainted.
	tainted_from: HashMap<String, u64>,
	tallies: BTreeMap<Option<Kind>, Tally>,
}

/// An id as events have it.
fn written(device: DeviceId) -> String {
	hallmark_transactions::to_hex(&device.0)
}

impl<'a> Carrier<'a> {
	/// Nothing waits yet.
	pub async fn new(
		context: &'a Context,
		connection: &'a Connection,
		fleet: &'a mut Fleet,
	) -> Result<Self> {
		let ahead = clock::now(connection).await?.saturating_sub(clock::local());
		let tainted = fleet.tainted.iter();
		let tainted_from = tainted.map(|device| (written(*device), 0)).collect();
		let kinds = fleet.members.iter();
		let tallies = kinds.map(|member| (member.fault, Tally::default()));
		Ok(Self {
			context,
			connection,
			ahead,
			waiting: Vec::with_capacity(AT_ONCE),
			doubled: BTreeMap::new(),
			tainted_from,
			tallies: tallies.collect(),
			fleet,
		})
	}

	/// Whether as much waits as goes at once.
	pub fn is_full(&self) -> bool {
		self.waiting.len() >= AT_ONCE
	}

	/// Has a device measure, and takes what it says.
	pub fn measure(&mut self, member: usize, source: &Source, round: (u64, u64)) -> Result<()> {
		let device = self
			.fleet
			.members
			.get_mut(member)
			.ok_or_else(|| Error::Input("the fleet has no such device".into()))?;
		let Said { own, lost, copy } =
			device.measure(source, round, clock::local() + self.ahead)?;
		if lost {
			self.tallies.entry(device.fault).or_default().lost += 1;
			return Ok(());
		}
		if let Some(copy) = copy {
			let both = (own.clone(), copy.clone());
			self.doubled.entry(member).or_insert(both);
			self.waiting.push(Waiting {
				member,
				signed: own,
			});
			self.waiting.push(Waiting {
				member,
				signed: copy,
			});
			return Ok(());
		}
		self.waiting.push(Waiting {
			member,
			signed: own,
		});
		Ok(())
	}

	/// Carries what waits, and shows the chain who signed twice.
	pub async fn carry(&mut self) -> Result<()> {
		if self.waiting.is_empty() {
			return Ok(());
		}
		let waiting = std::mem::take(&mut self.waiting);
		// One place may be beyond what goes at once: that of a copy.
		let envelopes: Vec<Value> = waiting.iter().map(|it| bytes(&it.signed.bytes)).collect();
		let envelopes = ("envelopes", Value::unnamed_composite(envelopes));
		let relay = call(PALLET, "relay", [envelopes]);
		let included = self
			.context
			.send_as(self.connection, &self.fleet.gateway, &relay)
			.await?;
		self.note_standing(&included);
		self.count(&waiting, &refusals(&included)?);
		self.expose().await
	}

	/// Counts strikes, and from where on a device is in quarantine.
	fn note_standing(&mut self, included: &Included) {
		let mut struck: Option<(String, u64)> = None;
		for event in &included.events {
			if event.is(PALLET, "Struck") {
				let signal = event
					.field("signal")
					.and_then(|signal| signal.get("device"));
				let device = signal.and_then(Json::as_str).unwrap_or_default().to_owned();
				let sequence = event.field("sequence").and_then(Json::as_u64);
				let fault = self.fault_of(&device);
				self.tallies.entry(fault).or_default().strikes += 1;
				struck = sequence.map(|sequence| (device, sequence));
			}
			if let Some(device) = quarantined(event) {
				// What brought it about was said before.
				let from = match &struck {
					Some((named, sequence)) if named == device => sequence.saturating_add(1),
					_ => 0,
				};
				self.tainted_from.entry(device.to_owned()).or_insert(from);
			}
		}
	}

	fn fault_of(&self, device: &str) -> Option<Kind> {
		let members = &self.fleet.members;
		let member = members.iter().find(|member| written(member.id) == device);
		member.and_then(|member| member.fault)
	}

	fn count(&mut self, waiting: &[Waiting], refused: &BTreeMap<u64, String>) {
		for (place, one) in (0..).zip(waiting) {
			let Some(member) = self.fleet.members.get(one.member) else {
				continue;
			};
			let tally = self.tallies.entry(member.fault).or_default();
			match refused.get(&place) {
				Some(reason) => *tally.refused.entry(reason.clone()).or_default() += 1,
				None => {
					tally.accepted += 1;
					let from = self.tainted_from.get(&written(member.id));
					if from.is_some_and(|from| one.signed.sequence >= *from) {
						tally.tainted += 1;
					}
				},
			}
		}
	}

	/// Shows the chain two envelopes of one number: the device is put in quarantine.
	async fn expose(&mut self) -> Result<()> {
		for (member, (first, second)) in std::mem::take(&mut self.doubled) {
			let Some(device) = self.fleet.members.get_mut(member) else {
				continue;
			};
			if device.exposed {
				continue;
			}
			device.exposed = true;
			if self.tainted_from.contains_key(&written(device.id)) {
				continue;
			}
			let arguments = [
				("first", bytes(&first.bytes)),
				("second", bytes(&second.bytes)),
			];
			let report = call(PALLET, "report_equivocation", arguments);
			let included = self
				.context
				.send_as(self.connection, &self.fleet.gateway, &report)
				.await?;
			self.note_standing(&included);
		}
		Ok(())
	}

	/// What became of everything.
	pub fn finish(self) -> Carried {
		let members = self.fleet.members.iter();
		Carried {
			tallies: self.tallies,
			devices: members.map(|member| (member.id, member.fault)).collect(),
		}
	}
}

fn quarantined(event: &Event) -> Option<&str> {
	let is = event.is("DeviceIdentity", "DeviceQuarantined");
	event.field("device").filter(|_| is)?.as_str()
}

/// The places of envelopes that were refused, and why.
fn refusals(included: &Included) -> Result<BTreeMap<u64, String>> {
	let refused = included.field(PALLET, "Relayed", "refused")?;
	let unreadable = || Error::Connection("what the chain refused cannot be read".into());
	let entries = refused.as_array().ok_or_else(unreadable)?;
	let read = |entry: &Json| {
		let place = entry.get(0)?.as_u64()?;
		let reason = match entry.get(1)? {
			Json::String(reason) => reason.clone(),
			// A reason with a reason.
			Json::Object(reason) => {
				let (name, inner) = reason.iter().next()?;
				format!("{name}: {}", inner.as_str().unwrap_or_default())
			},
			_ => return None,
		};
		Some((place, reason))
	};
	entries
		.iter()
		.map(|entry| read(entry).ok_or_else(unreadable))
		.collect()
}
