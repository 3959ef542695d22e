//! What can be wrong with a device.

use std::str::FromStr;

use serde::Serialize;

use crate::units::Malformed;

/// What is wrong with a device.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
	/// What it says moves away from the truth, a little more each time.
	Drift,
	/// It says the same all the time.
	Stuck,
	/// What it says for a fifth of the time is lost on its way.
	Gap,
	/// Somebody has copied its key and signs other values under its numbers.
	Clone,
	/// Its clock is an hour ahead.
	Clock,
	/// Now and then it says something impossible.
	Outlier,
}

impl Kind {
	/// All of them.
	pub const ALL: [Self; 6] = [
		Self::Drift,
		Self::Stuck,
		Self::Gap,
		Self::Clone,
		Self::Clock,
		Self::Outlier,
	];

	/// How it is written.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Drift => "drift",
			Self::Stuck => "stuck",
			Self::Gap => "gap",
			Self::Clone => "clone",
			Self::Clock => "clock",
			Self::Outlier => "outlier",
		}
	}
}

/// A fault and how many of a hundred devices have it: `drift`, `clone=5%`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Fault {
	/// What is wrong.
	pub kind: Kind,
	/// With how many of a hundred.
	pub percent: u32,
}

/// How many of a hundred if nothing is said.
const USUAL: u32 = 10;

impl FromStr for Fault {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		let (name, share) = match text.split_once('=') {
			Some((name, share)) => (name, Some(share)),
			None => (text, None),
		};
		let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
		let kind = kind.ok_or_else(|| {
			let names = Kind::ALL.map(Kind::name).join(", ");
			format!("{name} is no fault: {names}; with a share if need be, such as drift=25%")
		})?;
		let percent = match share {
			None => USUAL,
			Some(share) => share
				.trim_end_matches('%')
				.parse()
				.ok()
				.filter(|percent| (1..=100).contains(percent))
				.ok_or_else(|| format!("{share} is no share: 1% to 100%"))?,
		};
		Ok(Self { kind, percent })
	}
}

impl Fault {
	/// How many of so many devices have it: one at least.
	fn count(self, devices: u32) -> u32 {
		let share = u64::from(devices) * u64::from(self.percent) / 100;
		u32::try_from(share).unwrap_or(devices).max(1)
	}
}

/// What is wrong with each of so many devices: the first ones have the faults, in their order.
///
/// Fails if there are more faults than devices.
pub fn spread(faults: &[Fault], devices: u32) -> Result<Vec<Option<Kind>>, Malformed> {
	let mut kinds = Vec::new();
	for fault in faults {
		kinds.extend((0..fault.count(devices)).map(|_| Some(fault.kind)));
	}
	if kinds.len() > devices as usize {
		return Err(format!(
			"the faults are of {} devices, and there are {devices}",
			kinds.len()
		));
	}
	kinds.resize(devices as usize, None);
	Ok(kinds)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn fault_has_a_share() {
		let drift: Fault = "drift=25%".parse().expect("a fault");
		assert_eq!((drift.kind, drift.percent), (Kind::Drift, 25));
		let clone: Fault = "clone".parse().expect("a fault");
		assert_eq!((clone.kind, clone.percent), (Kind::Clone, USUAL));
		for wrong in ["", "rust", "drift=", "drift=0", "drift=101%", "drift=many"] {
			assert!(wrong.parse::<Fault>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn faults_are_spread_over_devices() {
		let faults = ["drift=25%", "gap=1%"].map(|text| text.parse().expect("a fault"));
		let kinds = spread(&faults, 8).expect("enough devices");
		assert_eq!(kinds.len(), 8);
		assert_eq!(
			kinds[..4],
			[Some(Kind::Drift), Some(Kind::Drift), Some(Kind::Gap), None]
		);
		assert!(spread(&faults, 1).is_err(), "one device, two faults");
	}
}
