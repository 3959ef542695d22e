//! What is demanded of the temperature, or whatever a device measures, on an item's behalf.

use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use hallmark_conditions::{
	excursion::{presets::PresetId, Measure, Rule},
	Comparison, Decimal,
};
use hallmark_rpc::{device::DeviceRef, reading::ReadingApiClient};
use hallmark_types::{
	readings::{Signal, Unit},
	Moment,
};
use subxt::dynamic::Value;

use super::{
	about::{list, organisation, About},
	PALLET,
};
use crate::{
	commands::organisation::Named,
	connection::Connection,
	context::Context,
	devices::NamedStream,
	examples,
	items::Name,
	transaction::call,
	units,
	values::{encoded, option},
	Error, Result,
};

/// What to do with policies.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Put an item under a policy: a device of yours rides along, and its readings are held against
	/// rules
	#[command(after_help = examples!(
		"No warmer than 8 °C for half an hour, never below 2 °C, until organisation 2 has accepted \
		 it:",
		"hallmark item policy attach urn:epc:id:sscc:950600.00000000001 1/TH-1001/temp \
		 --rule 'above 8 for 30m' --rule 'below 2' --until 2 --dev Bob",
		"What the World Health Organization asks of a vaccine's journey:",
		"hallmark item policy attach urn:epc:id:sscc:950600.00000000002 1/TH-1001/temp \
		 --preset vaccine-shipment --dev Bob",
	))]
	Attach {
		/// The item
		item: Name,
		/// The device's stream, such as 1/TH-0001/temp
		stream: NamedStream,
		#[command(flatten)]
		demand: Demand,
		#[command(flatten)]
		terms: Terms,
		#[command(flatten)]
		about: About,
	},
	/// Take a policy off. What it came to stays
	#[command(after_help = examples!(
		"hallmark item policy detach urn:epc:id:sscc:950600.00000000002 0 --dev Bob",
	))]
	Detach {
		/// The item
		item: Name,
		/// The policy's place, as `hallmark item verdict` shows it
		slot: u8,
		#[command(flatten)]
		about: About,
	},
}

/// What is demanded.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = true)]
pub struct Demand {
	/// Rules that others have set
	#[arg(long, conflicts_with = "rules")]
	preset: Option<Preset>,
	/// A rule of your own: 'above 8 for 30m', 'at-least 30 for 10h in total', 'below 2' for no time
	/// at all, 'silent for 2h'; more than once for several, at most 8
	#[arg(long = "rule", value_name = "RULE")]
	rules: Vec<Demanded>,
}

/// How readings count, and for how long.
#[derive(Args, Clone, Debug)]
pub struct Terms {
	/// By whose acceptance of the item the policy ends: a number, or an account; left out, it goes on
	/// until it is taken off
	#[arg(long, value_name = "ORG")]
	until: Option<Named>,
	/// How long a reading speaks for the stream if none follows; the stream's longest silence if left
	/// out
	#[arg(long, value_name = "DURATION", value_parser = units::duration)]
	hold: Option<Moment>,
	/// How late a reading may come and still count exactly; at most 7d
	#[arg(long, value_name = "DURATION", default_value = "0s", value_parser = units::duration)]
	disorder: Moment,
	/// How long a batch that may be a breach waits for its readings to be shown; at most 7d
	#[arg(long, value_name = "DURATION", default_value = "0s", value_parser = units::duration)]
	disclosure: Moment,
}

/// Rules that others have set.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Preset {
	/// WHO: 45 °C for 1 h, 30 °C for 10 h in total, or -0.5 °C for 1 h is a breach
	VaccineShipment,
	/// WHO: above 8 °C for 10 h, or -0.5 °C for 1 h
	VaccineRefrigerator,
	/// Above 8 °C or below 2 °C, however briefly
	ColdChain,
	/// Above -15 °C, however briefly
	Frozen,
	/// Above -20 °C, however briefly
	DeepFrozen,
}

impl Preset {
	fn id(self) -> PresetId {
		match self {
			Self::VaccineShipment => PresetId::VaccineShipment,
			Self::VaccineRefrigerator => PresetId::VaccineRefrigerator,
			Self::ColdChain => PresetId::ColdChain,
			Self::Frozen => PresetId::Frozen,
			Self::DeepFrozen => PresetId::DeepFrozen,
		}
	}
}

/// A rule as it is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Demanded {
	/// The value lies beyond a limit for a time.
	Limit {
		/// Which values are beyond.
		comparison: Comparison,
		/// The limit, in the stream's unit.
		limit: Decimal,
		/// The time in which it is breached, in milliseconds.
		allowed: Moment,
		/// Whether that counts at a stretch or altogether.
		measure: Measure,
	},
	/// No reading for a time, in milliseconds.
	Silence(Moment),
}

impl FromStr for Demanded {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let wrong = |what: &str| {
			format!("no rule: {what}; such as 'above 8 for 30m', 'below 2' or 'silent for 2h'")
		};
		let words: Vec<&str> = text.split_whitespace().collect();
		let allowed = |text: &str| units::duration(text).map_err(|error| wrong(&error));
		let (comparison, limit, rest) = match words[..] {
			["silent", "for", time] => return allowed(time).map(Self::Silence),
			[comparison, limit, ref rest @ ..] => (comparison, limit, rest),
			_ => return Err(wrong("a comparison and a limit are missing")),
		};
		let comparison = match comparison {
			"above" | ">" => Comparison::Above,
			"at-least" | ">=" => Comparison::AtLeast,
			"below" | "<" => Comparison::Below,
			"at-most" | "<=" => Comparison::AtMost,
			other => {
				return Err(wrong(&format!(
					"{other} is none of above, at-least, below, at-most, silent"
				)))
			},
		};
		let limit = limit
			.parse()
			.map_err(|_| wrong(&format!("{limit} is no number")))?;
		let (allowed, measure) = match rest {
			[] => (0, Measure::Stretch),
			["for", time] => (allowed(time)?, Measure::Stretch),
			["for", time, "in", "total"] => (allowed(time)?, Measure::Total),
			_ => {
				return Err(wrong(
					"behind the limit stands `for` a time, and `in total`",
				))
			},
		};
		Ok(Self::Limit {
			comparison,
			limit,
			allowed,
			measure,
		})
	}
}

impl Demanded {
	/// At the exponent of a stream.
	fn rule(&self, exponent: i8) -> Result<Rule> {
		match *self {
			Self::Silence(allowed) => Ok(Rule::Silence { allowed }),
			Self::Limit {
				comparison,
				limit,
				allowed,
				measure,
			} => {
				let limit = comparison.limit_at(limit, exponent).ok_or_else(|| {
					Error::Input(format!("no value of the stream can reach {limit}"))
				})?;
				Ok(Rule::Limit {
					comparison,
					limit,
					measure,
					allowed,
				})
			},
		}
	}
}

impl Demand {
	/// As calls take it, for a stream with this exponent.
	fn value(&self, exponent: i8) -> Result<Value> {
		if let Some(preset) = self.preset {
			return Ok(Value::unnamed_variant("Preset", [encoded(&preset.id())]));
		}
		let rules: Vec<Value> = self
			.rules
			.iter()
			.map(|rule| Ok(encoded(&rule.rule(exponent)?)))
			.collect::<Result<_>>()?;
		Ok(Value::unnamed_variant("Rules", [list(rules)]))
	}
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Attach {
				item,
				stream,
				demand,
				terms,
				about,
			} => {
				let about = about.value()?;
				let connection = context.connect().await?;
				let signal = Signal {
					device: stream.device.id(&connection).await?,
					name: stream.name,
				};
				let arguments = [
					("item", encoded(&item.id(&connection).await?)),
					("signal", encoded(&signal)),
					("terms", asked(&connection, signal, &demand, &terms).await?),
					about,
				];
				let call = call(PALLET, "attach_policy", arguments);
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
			Self::Detach { item, slot, about } => {
				let about = about.value()?;
				let connection = context.connect().await?;
				let arguments = [
					("item", encoded(&item.id(&connection).await?)),
					("slot", Value::u128(slot.into())),
					about,
				];
				let call = call(PALLET, "detach_policy", arguments);
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
		}
	}
}

/// What is asked of a stream, as calls take it.
async fn asked(
	connection: &Connection,
	signal: Signal,
	demand: &Demand,
	terms: &Terms,
) -> Result<Value> {
	let device = DeviceRef::Id(signal.device.into());
	let name = hallmark_rpc::StreamName(signal.name);
	let stream = ReadingApiClient::stream(connection.rpc(), device, name, None)
		.await?
		.ok_or_else(|| Error::NotFound(format!("the device has no open stream {}", signal.name)))?;
	let unit = Unit::from_symbol(&stream.unit).map_err(|_| {
		Error::refused(format!(
			"its runtime is newer: {} is no known unit",
			stream.unit
		))
	})?;
	let until = match &terms.until {
		Some(named) => Some(organisation(connection, named).await?),
		None => None,
	};
	let number = |number: u64| Value::u128(number.into());
	Ok(Value::named_composite([
		("unit", encoded(&unit)),
		("demand", demand.value(stream.exponent)?),
		("hold", option(terms.hold.map(number))),
		("disorder", number(terms.disorder)),
		("disclosure", number(terms.disclosure)),
		("until", option(until.map(|org| number(org.into())))),
	]))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn rule_is_a_comparison_a_limit_and_a_time() {
		let limit = |comparison, limit: &str, allowed, measure| Demanded::Limit {
			comparison,
			limit: limit.parse().expect("a number"),
			allowed,
			measure,
		};
		for (text, expected) in [
			(
				"above 8 for 30m",
				limit(Comparison::Above, "8", 1_800_000, Measure::Stretch),
			),
			(
				"at-least 30 for 10h in total",
				limit(Comparison::AtLeast, "30", 36_000_000, Measure::Total),
			),
			("<  2", limit(Comparison::Below, "2", 0, Measure::Stretch)),
			(
				"at-most -0.5 for 1h",
				limit(Comparison::AtMost, "-0.5", 3_600_000, Measure::Stretch),
			),
			("silent for 2h", Demanded::Silence(7_200_000)),
		] {
			assert_eq!(text.parse(), Ok(expected), "{text}");
		}
		for wrong in [
			"",
			"above",
			"above cold",
			"over 8",
			"above 8 30m",
			"above 8 for ever",
			"above 8 for 30m total",
			"silent",
			"silent for 2",
		] {
			assert!(wrong.parse::<Demanded>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn limit_is_at_the_streams_exponent() {
		let rule = |text: &str, exponent| {
			let demanded: Demanded = text.parse().expect("a rule");
			demanded.rule(exponent)
		};
		let Ok(Rule::Limit { limit, .. }) = rule("above 8.25", -1) else {
			panic!("a limit");
		};
		// Above 8.25 is above 8.2 where values have one decimal place.
		assert_eq!(limit, 82);
		assert!(rule("above 9e18", -3).is_err());
		assert!(matches!(
			rule("silent for 2h", -3),
			Ok(Rule::Silence { allowed: 7_200_000 })
		));
	}
}
