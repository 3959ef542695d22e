//! What a simulation came to.

use std::{collections::BTreeMap, fmt};

use hallmark_rpc::device::DeviceApiClient;
use serde::Serialize;

use super::carrier::{Carried, Tally};
use crate::{connection::Connection, devices, Error, Result};

/// The reason that somebody can do something about.
const EXHAUSTED: &str = "QuotaExhausted";

/// What a simulation came to.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
	/// How many devices there are.
	devices: usize,
	/// How many readings they made.
	readings: u64,
	/// How long carrying them took.
	seconds: f64,
	/// How many were taken in a second.
	per_second: f64,
	/// All together.
	#[serde(flatten)]
	total: Counts,
	/// How many were refused, by the chain's reason.
	reasons: BTreeMap<String, u64>,
	/// The same by what was wrong with the devices.
	faults: Vec<ByFault>,
	/// How the devices stand in the end.
	standing: BTreeMap<String, u64>,
}

/// What became of envelopes.
#[derive(Debug, Default, Serialize)]
struct Counts {
	/// How many were taken in.
	accepted: u64,
	/// How many of these drive nothing.
	tainted: u64,
	/// How many strikes were given.
	strikes: u64,
	/// How many were refused.
	refused: u64,
	/// How many were lost on their way.
	lost: u64,
}

impl Counts {
	fn add(&mut self, tally: &Tally) {
		self.accepted += tally.accepted;
		self.tainted += tally.tainted;
		self.strikes += tally.strikes;
		self.refused += tally.refused.values().sum::<u64>();
		self.lost += tally.lost;
	}
}

/// What became of what devices with the same fault said.
#[derive(Debug, Serialize)]
struct ByFault {
	/// What is wrong with them: `none` if nothing is.
	fault: &'static str,
	/// How many there are.
	devices: usize,
	#[serde(flatten)]
	counts: Counts,
}

impl Summary {
	/// Sums up, and asks how the devices stand.
	pub async fn of(
		connection: &Connection,
		carried: Carried,
		readings: u64,
		seconds: f64,
	) -> Result<Self> {
		let (mut total, mut reasons) = (Counts::default(), BTreeMap::new());
		let mut faults = Vec::new();
		for (kind, tally) in &carried.tallies {
			let mut counts = Counts::default();
			counts.add(tally);
			total.add(tally);
			for (reason, times) in &tally.refused {
				*reasons.entry(reason.clone()).or_default() += times;
			}
			let devices = carried.devices.iter().filter(|(_, fault)| fault == kind);
			faults.push(ByFault {
				fault: kind.map_or("none", |kind| kind.name()),
				devices: devices.count(),
				counts,
			});
		}
		let mut standing = BTreeMap::new();
		for (device, _) in &carried.devices {
			let device = devices::reference(*device);
			let origin = DeviceApiClient::verify_origin(connection.rpc(), device, None)
				.await?
				.ok_or_else(devices::unknown)?;
			let status = serde_json::to_value(origin.status)
				.map_err(|error| Error::Connection(error.to_string()))?;
			let status = status.as_str().unwrap_or("unknown").to_owned();
			*standing.entry(status).or_default() += 1;
		}
		// A tenth is as much as can be measured.
		let tenths = |number: f64| (number * 10.0).round() / 10.0;
		Ok(Self {
			devices: carried.devices.len(),
			readings,
			seconds: tenths(seconds),
			per_second: tenths(total.accepted as f64 / seconds.max(0.001)),
			total,
			reasons,
			faults,
			standing,
		})
	}
}

/// Names with their numbers: `active 7, quarantined 1`.
fn listed(numbers: &BTreeMap<String, u64>) -> String {
	let each = numbers
		.iter()
		.map(|(name, number)| format!("{name} {number}"));
	each.collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Summary {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Counts {
			accepted,
			tainted,
			strikes,
			refused,
			lost,
		} = &self.total;
		writeln!(
			f,
			"{} readings of {} devices in {} s: {} a second taken in",
			self.readings, self.devices, self.seconds, self.per_second
		)?;
		writeln!(
			f,
			"accepted {accepted}, of these tainted {tainted}; strikes {strikes}; refused {refused}; \
			 lost {lost}"
		)?;
		if !self.reasons.is_empty() {
			writeln!(f, "refused: {}", listed(&self.reasons))?;
		}
		writeln!(f, "devices: {}", listed(&self.standing))?;
		write!(
			f,
			"{:<8} {:>8} {:>9} {:>8} {:>8} {:>8} {:>6}",
			"fault", "devices", "accepted", "tainted", "strikes", "refused", "lost"
		)?;
		for by in &self.faults {
			let counts = &by.counts;
			write!(
				f,
				"\n{:<8} {:>8} {:>9} {:>8} {:>8} {:>8} {:>6}",
				by.fault,
				by.devices,
				counts.accepted,
				counts.tainted,
				counts.strikes,
				counts.refused,
				counts.lost
			)?;
		}
		if self.reasons.contains_key(EXHAUSTED) {
			write!(
				f,
				"\nThe quota is used up: it recovers by itself, --rate spares it, --quota enlarges it."
			)?;
		}
		Ok(())
	}
}
