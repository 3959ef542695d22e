//! The worked templates of agreements, with their parameters as the command line names them.

mod catalogue;
mod value;

use std::collections::BTreeMap;

use hallmark_agreements::{
	templates::{Frame, Unwritable},
	Stream, Terms,
};
use hallmark_conditions::Decimal;
use hallmark_rpc::reading::{ReadingApiClient, StreamName};
use hallmark_types::{device::DeviceId, epc::ItemId, organisation::OrgId, Balance, Hash, Moment};
use serde::Serialize;

pub use catalogue::TEMPLATES;
pub use value::{organisation, Organisation};

use crate::{
	clock::{self, NamedMoment},
	connection::Connection,
	items::Name,
	terms::{part, Words},
	units::{self, Currency, Money},
	Error, Result,
};

/// Until when there is time to sign where nobody says otherwise.
const SIGN_BY: &str = "+7d";

/// A contract that is worked out but for who, what and how much.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Template {
	/// What it is called.
	pub name: &'static str,
	/// What it is for.
	pub about: &'static str,
	/// What has to be filled in.
	pub parameters: &'static [Parameter],
	/// Makes the terms.
	#[serde(skip)]
	fill: fn(&Filled, &Frame) -> Result<Terms>,
}

/// Something that a template needs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
	/// What it is called.
	pub name: &'static str,
	/// How it is written.
	pub kind: Kind,
	/// What it means.
	pub about: &'static str,
}

/// How a parameter is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
	/// An organisation: its number, or an account that acts for it.
	Organisation,
	/// `DEVICE/NAME` of an open stream, or `DEVICE/NAME,UNIT,EXPONENT`.
	Stream,
	/// The same, more than once for several.
	Streams,
	/// A device.
	Device,
	/// An item.
	Item,
	/// An amount of money.
	Money,
	/// A number in a stream's unit.
	Value,
	/// A length of time.
	Duration,
	/// A moment.
	Moment,
	/// A part in percent.
	Part,
	/// A whole number.
	Count,
}

impl Kind {
	/// An example for people.
	pub fn example(self) -> &'static str {
		match self {
			Self::Organisation => "2 or Charlie",
			Self::Stream => "1/TH-0001/temp",
			Self::Streams => "1/TH-0001/temp, more than once for several",
			Self::Device => "1/TH-0001",
			Self::Item => "urn:epc:id:sgtin:… or its GS1 Digital Link",
			Self::Money => "250HEUR",
			Self::Value => "21.5",
			Self::Duration => "4h",
			Self::Moment => "2030-12-31 or +90d",
			Self::Part => "30%",
			Self::Count => "3",
		}
	}

	/// Whether a text can be meant, without asking the chain.
	fn check(self, text: &str) -> Result<(), String> {
		match self {
			Self::Organisation => value::organisation(text).map(drop),
			Self::Stream | Self::Streams => value::stream(text).map(drop),
			Self::Device => units::device(text).map(drop),
			Self::Item => text.parse::<Name>().map(drop),
			Self::Money => text.parse::<Money>().map(drop),
			Self::Value => value::decimal(text).map(drop),
			Self::Duration => units::duration(text).map(drop),
			Self::Moment => text.parse::<NamedMoment>().map(drop),
			Self::Part => part(text).map(drop),
			Self::Count => value::count(text).map(drop),
		}
	}
}

/// What all templates have in common. All but the end may be left out.
pub const FRAME: &[Parameter] = &[
	Parameter {
		name: "expires-at",
		kind: Kind::Moment,
		about: "when it ends by itself",
	},
	Parameter {
		name: "sign-by",
		kind: Kind::Moment,
		about: "all have to sign before it; in 7 days if left out",
	},
	Parameter {
		name: "witness",
		kind: Kind::Organisation,
		about: "whose devices or items matter, and is no party; may be left out, or given more than once",
	},
];

/// The template of this name.
pub fn find(name: &str) -> Result<&'static Template, String> {
	let found = TEMPLATES.iter().find(|template| template.name == name);
	found.ok_or_else(|| {
		let names: Vec<_> = TEMPLATES.iter().map(|template| template.name).collect();
		format!("no template: {}", names.join(", "))
	})
}

/// `NAME=VALUE`.
pub fn setting(text: &str) -> Result<(String, String), String> {
	text.split_once('=')
		.filter(|(name, value)| !name.is_empty() && !value.is_empty())
		.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
		.ok_or_else(|| "no setting: NAME=VALUE, such as fee=250HEUR".to_owned())
}

/// Values for the parameters of a template.
#[derive(Debug)]
pub struct Filled {
	values: BTreeMap<&'static str, Vec<String>>,
	words: Words,
	currency: Currency,
}

impl Filled {
	/// Each value is one of what its parameter takes. None is missing, and none is too many.
	///
	/// Organisations, streams and items may still be named in a way that the chain has to be asked
	/// about: see [`resolve`](Self::resolve).
	pub fn new(template: &Template, settings: &[(String, String)]) -> Result<Self> {
		let mut values: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
		let mut currency = None;
		let mut words = Words::default();
		for (name, text) in settings {
			let parameter = template.parameter(name)?;
			let wrong = |why: String| Error::Input(format!("{name}: {why}"));
			parameter.kind.check(text).map_err(wrong)?;
			match parameter.kind {
				Kind::Money => {
					let money: Money = text.parse().map_err(wrong)?;
					let all = *currency.get_or_insert(money.currency);
					if all != money.currency {
						return Err(wrong(format!(
							"an amount in {}, and another is in {}: all are of one currency",
							money.currency.symbol(),
							all.symbol()
						)));
					}
				},
				Kind::Stream | Kind::Streams => {
					let stream = value::stream(text).map_err(wrong)?;
					words
						.name_device(stream.device, parameter.name)
						.map_err(wrong)?;
				},
				Kind::Device => words.name_device(text, parameter.name).map_err(wrong)?,
				Kind::Item => {
					let item: Name = text.parse().map_err(wrong)?;
					if item.known().is_some() {
						words
							.add_item(parameter.name, &item.to_string())
							.map_err(wrong)?;
					}
				},
				_ => {},
			}
			let given = values.entry(parameter.name).or_default();
			let several = parameter.kind == Kind::Streams || parameter.name == "witness";
			if !several && !given.is_empty() {
				return Err(wrong("it is set twice".into()));
			}
			given.push(text.clone());
		}
		let missing: Vec<_> = template
			.parameters
			.iter()
			.chain(&FRAME[..1])
			.map(|parameter| parameter.name)
			.filter(|name| !values.contains_key(name))
			.collect();
		if !missing.is_empty() {
			return Err(Error::Input(format!(
				"the template {} needs {}, too: --set NAME=VALUE for each",
				template.name,
				missing.join(", ")
			)));
		}
		values
			.entry("sign-by")
			.or_insert_with(|| vec![SIGN_BY.to_owned()]);
		Ok(Self {
			values,
			words,
			currency: currency.unwrap_or(Currency::Native),
		})
	}

	/// Words for the devices and items that were given.
	pub fn words(&self) -> &Words {
		&self.words
	}

	/// Whether the chain has to be asked what some values mean.
	pub fn asks(&self, template: &Template) -> bool {
		self.values.iter().any(|(name, given)| {
			let kind = template.parameter(name).map(|parameter| parameter.kind);
			given.iter().any(|text| match kind {
				Ok(Kind::Organisation) => !matches!(
					value::organisation(text),
					Ok(value::Organisation::Number(_))
				),
				Ok(Kind::Stream | Kind::Streams) => {
					value::stream(text).is_ok_and(|stream| stream.counts.is_none())
				},
				Ok(Kind::Item) => text
					.parse::<Name>()
					.is_ok_and(|item| item.known().is_none()),
				_ => false,
			})
		})
	}

	/// Asks the chain which organisation an account acts for, what a stream counts, and what a GS1
	/// Digital Link is as an EPC URI. Moments from now are by its clock then.
	pub async fn resolve(&mut self, template: &Template, connection: &Connection) -> Result<()> {
		let now = clock::now(connection).await?;
		for (name, given) in &mut self.values {
			let kind = template.parameter(name)?.kind;
			for text in given {
				let wrong = |why: String| Error::Input(format!("{name}: {why}"));
				match kind {
					Kind::Organisation => {
						let found = value::organisation(text).map_err(wrong)?;
						*text = found.number(connection).await?.to_string();
					},
					Kind::Stream | Kind::Streams => {
						let stream = value::stream(text).map_err(wrong)?;
						if stream.counts.is_none() {
							let signal = stream.signal;
							let found = ReadingApiClient::stream(
								connection.rpc(),
								hallmark_rpc::Hex32::from(signal.device).into(),
								StreamName(signal.name),
								None,
							)
							.await?
							.ok_or_else(|| {
								Error::NotFound(format!("{name}: no stream {text} is open"))
							})?;
							*text = format!(
								"{:?}/{},{},{}",
								signal.device, signal.name, found.unit, found.exponent
							);
						}
					},
					Kind::Item => {
						let item: Name = text.parse().map_err(wrong)?;
						if let Some(epc) = item.epc(connection).await? {
							*text = epc.uri();
							self.words.add_item(name, text).map_err(wrong)?;
						}
					},
					Kind::Moment => {
						let moment: NamedMoment = text.parse().map_err(wrong)?;
						*text = units::print_moment(moment.by(now));
					},
					_ => {},
				}
			}
		}
		Ok(())
	}

	/// The terms. `document` is the hash of what was put into words.
	pub fn terms(&self, template: &Template, document: Hash) -> Result<Terms> {
		let frame = Frame {
			asset: self.currency.asset(),
			sign_by: self.moment("sign-by")?,
			expires_at: self.moment("expires-at")?,
			document,
			witnesses: self.all("witness", value::number)?,
		};
		(template.fill)(self, &frame)
	}

	fn all<T>(&self, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>> {
		let given = self.values.get(name).map_or(&[][..], Vec::as_slice);
		given
			.iter()
			.map(|text| parse(text).map_err(|why| Error::Input(format!("{name}: {why}"))))
			.collect()
	}

	fn one<T>(&self, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<T> {
		let mut all = self.all(name, parse)?;
		all.pop()
			.ok_or_else(|| Error::Input(format!("{name} is missing: --set {name}=VALUE")))
	}

	fn org(&self, name: &str) -> Result<OrgId> {
		self.one(name, value::number)
	}

	fn stream(&self, name: &str) -> Result<Stream> {
		self.one(name, value::declared)
	}

	fn streams(&self, name: &str) -> Result<Vec<Stream>> {
		self.all(name, value::declared)
	}

	fn device(&self, name: &str) -> Result<DeviceId> {
		self.one(name, units::device)
	}

	fn item(&self, name: &str) -> Result<ItemId> {
		self.one(name, |text| {
			let item: Name = text.parse()?;
			item.known()
				.ok_or_else(|| format!("{item}: only the chain knows what it names"))
		})
	}

	fn money(&self, name: &str) -> Result<Balance> {
		self.one(name, |text| text.parse::<Money>().map(|money| money.amount))
	}

	fn value(&self, name: &str) -> Result<Decimal> {
		self.one(name, value::decimal)
	}

	fn duration(&self, name: &str) -> Result<Moment> {
		self.one(name, units::duration)
	}

	/// By this machine's clock, where no chain was asked.
	fn moment(&self, name: &str) -> Result<Moment> {
		self.one(name, |text| {
			text.parse::<NamedMoment>()
				.map(|moment| moment.by(clock::local()))
		})
	}

	fn part(&self, name: &str) -> Result<hallmark_agreements::Parts> {
		self.one(name, part)
	}

	fn count(&self, name: &str) -> Result<u32> {
		self.one(name, value::count)
	}
}

impl Template {
	fn parameter(&self, name: &str) -> Result<&'static Parameter> {
		let mut all = self.parameters.iter().chain(FRAME);
		all.find(|parameter| parameter.name == name).ok_or_else(|| {
			let names: Vec<_> = self
				.parameters
				.iter()
				.chain(FRAME)
				.map(|it| it.name)
				.collect();
			Error::Input(format!(
				"the template {} has no {name}: {}",
				self.name,
				names.join(", ")
			))
		})
	}
}

/// Why a template gives no terms.
fn unwritable(error: Unwritable) -> Error {
	Error::Input(format!("the template gives no terms: {error}"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::terms::File;

	fn settings(list: &[&str]) -> Vec<(String, String)> {
		list.iter()
			.map(|text| setting(text).expect("a setting"))
			.collect()
	}

	const ALL: [(&str, &[&str]); 5] = [
		(
			"field-service",
			&[
				"operator=2",
				"servicer=1",
				"arbiter=4",
				"fault=1/FR-1/fault,/,0",
				"fee=250HEUR",
				"penalty=40HEUR",
				"visits=2",
				"acknowledge-within=4h",
				"heard-within=10m",
				"objection=1d",
				"bond=30HEUR",
				"patience=14d",
			],
		),
		(
			"cold-chain",
			&[
				"consignee=2",
				"carrier=3",
				"shipper=1",
				"arbiter=4",
				"item=urn:epc:id:sgtin:0614141.112345.400",
				"freight=500HEUR",
				"if-breached=30%",
				"unknown-for=3d",
				"objection=2d",
				"bond=10HEUR",
				"patience=14d",
			],
		),
		(
			"pay-per-use",
			&[
				"user=2",
				"owner=1",
				"used=1/M-1/hours,s,0",
				"fault=1/M-1/fault,/,0",
				"threshold=1",
				"period=1d",
				"price=5",
				"standby=1",
				"begins=2030-01-01",
				"silence=1d",
				"unknown-for=7d",
				"periods=30",
			],
		),
		(
			"parametric-insurance",
			&[
				"insurer=5",
				"insured=2",
				"arbiter=4",
				"rain=1/S-1/rain,m,-3",
				"rain=1/S-2/rain,m,-3",
				"wind=1/S-1/wind,m/s,0",
				"wind=1/S-2/wind,m/s,0",
				"quorum=2",
				"drought=0.1",
				"storm=30",
				"season-begins=2030-03-01",
				"season-ends=2030-10-01",
				"premium=100HEUR",
				"cover=1000HEUR",
				"objection=7d",
				"bond=50HEUR",
				"patience=14d",
				"witness=1",
			],
		),
		(
			"demand-response",
			&[
				"utility=3",
				"owner=2",
				"price=1/M-1/price,count,-3",
				"dear=50",
				"cheap=20",
				"appliance=1/FR-1",
				"reduce=7",
				"restore=8",
				"answer-within=10m",
				"rest=1h",
				"reward=2",
				"times=3",
				"unknown-for=1d",
			],
		),
	];

	#[test]
	fn every_template_gives_terms_that_make_sense() {
		assert_eq!(ALL.len(), TEMPLATES.len());
		for (name, values) in ALL {
			let template = find(name).expect("a template");
			let mut values = settings(values);
			values.extend(settings(&["sign-by=2029-12-01", "expires-at=2031-12-31"]));
			let filled = Filled::new(template, &values).expect("filled in");
			assert!(!filled.asks(template), "{name}");
			let terms = filled.terms(template, Hash::zero()).expect("terms");
			let now: NamedMoment = "2029-11-01".parse().expect("a moment");
			assert_eq!(terms.check(now.by(0)), Ok(()), "{name}");
			let file = serde_json::to_string(&File::of(&terms, filled.words())).expect("JSON");
			let file: File = serde_json::from_str(&file).expect("a file");
			assert_eq!(file.terms().expect("terms").0, terms, "{name}");
		}
	}

	#[test]
	fn what_is_missing_or_wrong_is_named() {
		let template = find("pay-per-use").expect("a template");
		let (_, values) = ALL[2];
		let refused = |list: &[&str], words: &str| {
			let mut values = settings(values);
			values.extend(settings(list));
			let error = Filled::new(template, &values).expect_err("wrong");
			assert!(error.to_string().contains(words), "{error}");
		};
		refused(&[], "needs expires-at");
		refused(&["fee=1"], "has no fee: user, owner");
		refused(&["user=3"], "user: it is set twice");
		refused(&["expires-at=tomorrow"], "expires-at: no moment");
		let mut values = settings(values);
		values.retain(|(name, _)| name != "price");
		values.extend(settings(&["price=5HEUR"]));
		let error = Filled::new(template, &values).expect_err("two currencies");
		assert!(error.to_string().contains("one currency"), "{error}");
		assert!(find("lease").expect_err("none").contains("cold-chain"));
		assert!(setting("fee").is_err() && setting("=1").is_err());
	}

	/// The values of a template that needs no chain, with one of them changed.
	fn changed((name, values): (&str, &[&str]), setting: &str) -> (&'static Template, Filled) {
		let template = find(name).expect("a template");
		let changed = settings(&[setting]);
		let mut values = settings(values);
		values.retain(|(name, _)| *name != changed[0].0);
		values.extend(changed);
		values.extend(settings(&["expires-at=+365d"]));
		let filled = Filled::new(template, &values).expect("filled in");
		(template, filled)
	}

	#[test]
	fn chain_is_asked_about_names_open_streams_and_digital_links() {
		for (values, setting) in [
			(ALL[2], "user=Charlie"),
			(ALL[2], "used=1/M-1/hours"),
			(ALL[1], "item=https://id.gs1.org/01/09506000134352/21/1"),
		] {
			let (template, filled) = changed(values, setting);
			assert!(filled.asks(template), "{setting}");
			assert!(filled.terms(template, Hash::zero()).is_err(), "{setting}");
		}
	}

	#[test]
	fn item_is_written_as_its_epc_uri() {
		let uri = "urn:epc:id:sgtin:950600.0013435.1";
		let setting = format!("item={}", uri.replace("urn:epc", "URN:EPC"));
		let (template, filled) = changed(ALL[1], &setting);
		assert!(!filled.asks(template));
		let terms = filled.terms(template, Hash::zero()).expect("terms");
		let file = serde_json::to_value(File::of(&terms, filled.words())).expect("JSON");
		assert_eq!(file["items"]["item"], uri);
	}

	#[test]
	fn moments_are_by_this_machines_clock_where_no_chain_is_asked() {
		const DAY: Moment = 86_400_000;
		let (template, filled) = changed(ALL[4], "utility=3");
		assert!(!filled.asks(template));
		let before = clock::local();
		let terms = filled.terms(template, Hash::zero()).expect("terms");
		let now = before..=clock::local();
		assert!(now.contains(&(terms.expires_at - 365 * DAY)));
		assert!(now.contains(&(terms.sign_by - 7 * DAY)));
	}
}
