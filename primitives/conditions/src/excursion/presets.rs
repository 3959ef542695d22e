//! Rules that others have set, as data.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use super::{BadPolicy, Measure, Rule, MAX_RULES};
use crate::{Comparison, Decimal, Duration, List, HOUR};

/// Rules with their source.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
	/// What a client calls it.
	pub name: &'static str,
	/// Who set it, and where.
	pub source: &'static str,
	/// The unit of its limits, from the SenML registry (RFC 8428 §12.1).
	pub unit: &'static str,
	/// What values are beyond, how that time counts, and in what time it is a breach.
	pub limits: &'static [(Comparison, Decimal, Measure, Duration)],
}

impl Preset {
	/// The rules, for a stream with this exponent. A limit that lies between two values of the
	/// stream has the same effect at one of them: the comparison stays exact.
	///
	/// Errors: [`BadPolicy::LimitOutOfRange`] if no value of the stream could reach a limit.
	pub fn rules(&self, exponent: i8) -> Result<List<Rule, MAX_RULES>, BadPolicy> {
		let mut rules = List::new();
		for (comparison, limit, measure, allowed) in self.limits {
			let limit = comparison
				.limit_at(*limit, exponent)
				.ok_or(BadPolicy::LimitOutOfRange)?;
			let rule = Rule::Limit {
				comparison: *comparison,
				limit,
				measure: *measure,
				allowed: *allowed,
			};
			rules.push(rule).map_err(|_| BadPolicy::TooManyRules)?;
		}
		Ok(rules)
	}
}

/// Freeze-sensitive vaccines on their way.
pub const VACCINE_SHIPMENT: Preset = Preset {
	name: "who-vaccine-shipment",
	source: "WHO/IVB/05.23, Guidelines on the international packaging and shipping of vaccines: \
	         alarm settings of electronic devices",
	unit: "Cel",
	limits: &[
		(
			Comparison::AtLeast,
			Decimal::new(45, 0),
			Measure::Stretch,
			HOUR,
		),
		(
			Comparison::AtLeast,
			Decimal::new(30, 0),
			Measure::Total,
			10 * HOUR,
		),
		(
			Comparison::AtMost,
			Decimal::new(-5, -1),
			Measure::Stretch,
			HOUR,
		),
	],
};

/// Vaccines in a refrigerator.
pub const VACCINE_REFRIGERATOR: Preset = Preset {
	name: "who-vaccine-refrigerator",
	source: "WHO/PQS/E006, 30-day refrigerator temperature loggers: alarm settings",
	unit: "Cel",
	limits: &[
		(
			Comparison::Above,
			Decimal::new(8, 0),
			Measure::Stretch,
			10 * HOUR,
		),
		(
			Comparison::AtMost,
			Decimal::new(-5, -1),
			Measure::Stretch,
			HOUR,
		),
	],
};

/// What a label with "store at 2 °C to 8 °C" says: never warmer, never colder.
pub const COLD_CHAIN: Preset = Preset {
	name: "cold-chain",
	source: "the label's range, 2 °C to 8 °C",
	unit: "Cel",
	limits: &[
		(Comparison::Above, Decimal::new(8, 0), Measure::Stretch, 0),
		(Comparison::Below, Decimal::new(2, 0), Measure::Stretch, 0),
	],
};

/// What a label with "store frozen at -15 °C or below" says.
pub const FROZEN: Preset = Preset {
	name: "frozen",
	source: "the label's limit, -15 °C",
	unit: "Cel",
	limits: &[(Comparison::Above, Decimal::new(-15, 0), Measure::Stretch, 0)],
};

/// What a label with "store frozen at -20 °C or below" says.
pub const DEEP_FROZEN: Preset = Preset {
	name: "deep-frozen",
	source: "the label's limit, -20 °C",
	unit: "Cel",
	limits: &[(Comparison::Above, Decimal::new(-20, 0), Measure::Stretch, 0)],
};

/// What a transaction calls a preset.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum PresetId {
	/// [`VACCINE_SHIPMENT`].
	#[codec(index = 0)]
	VaccineShipment,
	/// [`VACCINE_REFRIGERATOR`].
	#[codec(index = 1)]
	VaccineRefrigerator,
	/// [`COLD_CHAIN`].
	#[codec(index = 2)]
	ColdChain,
	/// [`FROZEN`].
	#[codec(index = 3)]
	Frozen,
	/// [`DEEP_FROZEN`].
	#[codec(index = 4)]
	DeepFrozen,
}

impl PresetId {
	/// The preset.
	pub const fn preset(self) -> &'static Preset {
		ALL[self as usize]
	}
}

/// Every preset, in the order of their [`PresetId`]s.
pub const ALL: [&Preset; 5] = [
	&VACCINE_SHIPMENT,
	&VACCINE_REFRIGERATOR,
	&COLD_CHAIN,
	&FROZEN,
	&DEEP_FROZEN,
];

/// The preset of this name.
pub fn find(name: &str) -> Option<&'static Preset> {
	ALL.into_iter().find(|preset| preset.name == name)
}
