//! What each template needs.

use hallmark_agreements::{
	templates::{ColdChain, DemandResponse, FieldService, Frame, ParametricInsurance, PayPerUse},
	Terms,
};

use super::{unwritable, Filled, Kind, Parameter, Template};
use crate::{Error, Result};

/// Names, kinds and meanings of parameters.
macro_rules! parameters {
	($($name:literal $kind:ident $about:literal),+ $(,)?) => {
		&[$(Parameter { name: $name, kind: Kind::$kind, about: $about }),+]
	};
}

/// The templates that there are.
pub const TEMPLATES: &[Template] = &[
	Template {
		name: "field-service",
		about: "a device that reports a fault three times is repaired, proves it, and its servicer is paid",
		parameters: parameters!(
			"operator" Organisation "party 0: runs the device",
			"servicer" Organisation "party 1: repairs it",
			"arbiter" Organisation "decides if they disagree",
			"fault" Stream "a stream on which 1 is a fault and 0 is none",
			"fee" Money "what a repair costs",
			"penalty" Money "what a late acknowledgement costs the servicer",
			"visits" Count "how many repairs are paid for in advance",
			"acknowledge-within" Duration "how long the servicer has to acknowledge a ticket",
			"heard-within" Duration "how fresh the device's word must be for a repair to count",
			"objection" Duration "how long the operator can object",
			"bond" Money "what an objection puts at stake",
			"patience" Duration "how long the arbiter has",
		),
		fill: field_service,
	},
	Template {
		name: "cold-chain",
		about: "a carrier is paid for goods that were accepted and kept as their policy says",
		parameters: parameters!(
			"consignee" Organisation "party 0: receives the goods and pays",
			"carrier" Organisation "party 1: carries them",
			"shipper" Organisation "party 2: sends them, and owns them until then",
			"arbiter" Organisation "decides if they disagree",
			"item" Item "the goods",
			"freight" Money "what is paid for goods that were kept well",
			"if-breached" Part "which part of it is paid for others",
			"unknown-for" Duration "for how long a verdict may be missing after acceptance",
			"objection" Duration "how long the carrier can object",
			"bond" Money "what an objection puts at stake",
			"patience" Duration "how long the arbiter has",
		),
		fill: cold_chain,
	},
	Template {
		name: "pay-per-use",
		about: "a machine is paid for in each period in which it says that it was used",
		parameters: parameters!(
			"user" Organisation "party 0: uses the machine and pays",
			"owner" Organisation "party 1: owns it",
			"used" Stream "how much it was used since it last said so",
			"fault" Stream "a stream of the same machine on which 1 is a fault",
			"threshold" Value "from which reading on it counts as used",
			"period" Duration "how long a period is",
			"price" Money "what a period of use costs",
			"standby" Money "what a silence costs",
			"begins" Moment "from when on the machine is expected to be heard",
			"silence" Duration "how long it may be silent",
			"unknown-for" Duration "for how long nobody may know, until it ends",
			"periods" Count "for how many periods is paid in advance",
		),
		fill: pay_per_use,
	},
	Template {
		name: "parametric-insurance",
		about: "a drought or a storm that enough stations saw is paid for",
		parameters: parameters!(
			"insurer" Organisation "party 0: bears the risk",
			"insured" Organisation "party 1: pays for that",
			"arbiter" Organisation "decides if they disagree",
			"rain" Streams "rain so far in the season, one stream a station",
			"wind" Streams "wind, one stream a station, in the same order",
			"quorum" Count "how many stations must be fresh, and how many must see a storm",
			"drought" Value "less rain than this is a drought",
			"storm" Value "more wind than this is a gust",
			"season-begins" Moment "when the season begins, and the premium is paid",
			"season-ends" Moment "when it is over",
			"premium" Money "what is paid for the cover",
			"cover" Money "what is paid in case",
			"objection" Duration "how long the insurer can object",
			"bond" Money "what an objection puts at stake",
			"patience" Duration "how long the arbiter has",
		),
		fill: parametric_insurance,
	},
	Template {
		name: "demand-response",
		about: "an appliance uses less while power is dear, and its owner is paid",
		parameters: parameters!(
			"utility" Organisation "party 0: pays for what is not used",
			"owner" Organisation "party 1: owns the appliance",
			"price" Stream "what power costs",
			"dear" Value "above it power is dear",
			"cheap" Value "below it power is cheap",
			"appliance" Device "what is told to use less",
			"reduce" Count "the number that tells it to",
			"restore" Count "the number that tells it to go on",
			"answer-within" Duration "how long it has to answer",
			"rest" Duration "how long it is left alone between two commands of a kind",
			"reward" Money "what is paid each time",
			"times" Count "for how many times",
			"unknown-for" Duration "for how long nobody may know the price, until it ends",
		),
		fill: demand_response,
	},
];

fn field_service(filled: &Filled, frame: &Frame) -> Result<Terms> {
	FieldService {
		operator: filled.org("operator")?,
		servicer: filled.org("servicer")?,
		arbiter: filled.org("arbiter")?,
		fault: filled.stream("fault")?,
		fee: filled.money("fee")?,
		penalty: filled.money("penalty")?,
		visits: filled.count("visits")?,
		acknowledge_within: filled.duration("acknowledge-within")?,
		heard_within: filled.duration("heard-within")?,
		objection: filled.duration("objection")?,
		bond: filled.money("bond")?,
		patience: filled.duration("patience")?,
	}
	.terms(frame)
	.map_err(unwritable)
}

fn cold_chain(filled: &Filled, frame: &Frame) -> Result<Terms> {
	ColdChain {
		consignee: filled.org("consignee")?,
		carrier: filled.org("carrier")?,
		shipper: filled.org("shipper")?,
		arbiter: filled.org("arbiter")?,
		item: filled.item("item")?,
		freight: filled.money("freight")?,
		if_breached: filled.part("if-breached")?,
		unknown_for: filled.duration("unknown-for")?,
		objection: filled.duration("objection")?,
		bond: filled.money("bond")?,
		patience: filled.duration("patience")?,
	}
	.terms(frame)
	.map_err(unwritable)
}

fn pay_per_use(filled: &Filled, frame: &Frame) -> Result<Terms> {
	PayPerUse {
		user: filled.org("user")?,
		owner: filled.org("owner")?,
		used: filled.stream("used")?,
		fault: filled.stream("fault")?,
		threshold: filled.value("threshold")?,
		period: filled.duration("period")?,
		price: filled.money("price")?,
		standby: filled.money("standby")?,
		begins: filled.moment("begins")?,
		silence: filled.duration("silence")?,
		unknown_for: filled.duration("unknown-for")?,
		periods: filled.count("periods")?,
	}
	.terms(frame)
	.map_err(unwritable)
}

fn parametric_insurance(filled: &Filled, frame: &Frame) -> Result<Terms> {
	let quorum = filled.count("quorum")?;
	let (rain, wind) = (filled.streams("rain")?, filled.streams("wind")?);
	if rain.len() != wind.len() {
		return Err(Error::Input(format!(
			"{} stations tell of rain and {} of wind: each tells of both",
			rain.len(),
			wind.len()
		)));
	}
	ParametricInsurance {
		insurer: filled.org("insurer")?,
		insured: filled.org("insured")?,
		arbiter: filled.org("arbiter")?,
		rain,
		wind,
		quorum: u8::try_from(quorum)
			.map_err(|_| Error::Input(format!("quorum: {quorum} are too many")))?,
		drought: filled.value("drought")?,
		storm: filled.value("storm")?,
		season_begins: filled.moment("season-begins")?,
		season_ends: filled.moment("season-ends")?,
		premium: filled.money("premium")?,
		cover: filled.money("cover")?,
		objection: filled.duration("objection")?,
		bond: filled.money("bond")?,
		patience: filled.duration("patience")?,
	}
	.terms(frame)
	.map_err(unwritable)
}

fn demand_response(filled: &Filled, frame: &Frame) -> Result<Terms> {
	DemandResponse {
		utility: filled.org("utility")?,
		owner: filled.org("owner")?,
		price: filled.stream("price")?,
		dear: filled.value("dear")?,
		cheap: filled.value("cheap")?,
		appliance: filled.device("appliance")?,
		reduce: filled.count("reduce")?,
		restore: filled.count("restore")?,
		answer_within: filled.duration("answer-within")?,
		rest: filled.duration("rest")?,
		reward: filled.money("reward")?,
		times: filled.count("times")?,
		unknown_for: filled.duration("unknown-for")?,
	}
	.terms(frame)
	.map_err(unwritable)
}
