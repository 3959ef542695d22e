//! What can be asked about agreements.

use std::str::FromStr;

use codec::DecodeAll;
use hallmark_agreements::AgreementId;
use hallmark_rpc::{
	agreement::{AgreementApiClient, AgreementStatus, Terms},
	Cursor, Hex32, Measured, Number, OrgRef, StreamName,
};
use hallmark_types::{
	organisation::OrgId,
	readings::{Signal, Unit},
};

use super::shown::{Clauses, Credits, Entry, Firings, Forecasts, OnRecord, Standing};
use crate::{
	connection::Connection,
	context::Context,
	output::Record,
	templates::Organisation,
	terms::{signal, told::Told, unit, Words},
	units::Malformed,
	Error, Result,
};

/// That a stream says something.
#[derive(Clone, Debug)]
pub struct Said {
	signal: Signal,
	value: Number,
	unit: Option<Unit>,
}

impl FromStr for Said {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		let (stream, said) = text
			.rsplit_once('=')
			.ok_or("no reading: DEVICE/NAME=VALUE, such as 1/TH-0001/temp=21.5")?;
		if said.contains('@') {
			return Err("a dry run is about now: leave the time out".into());
		}
		let (_, signal) = signal(stream)?;
		let number = |end: &usize| said.get(..*end)?.parse::<Number>().ok()?.decimal();
		let end = (1..=said.len())
			.rev()
			.find(|end| number(end).is_some())
			.ok_or_else(|| format!("no value {said}: digits, with a point if need be"))?;
		let (value, symbol) = said.split_at(end);
		let symbol = symbol.trim();
		Ok(Self {
			signal,
			value: value.parse()?,
			unit: match symbol {
				"" => None,
				symbol => Some(unit(symbol)?),
			},
		})
	}
}

/// That there is no such agreement.
pub(super) fn unknown(agreement: AgreementId) -> Error {
	Error::NotFound(format!("there is no agreement {agreement}"))
}

/// Where an agreement stands.
pub(super) async fn status(
	connection: &Connection,
	agreement: AgreementId,
) -> Result<AgreementStatus> {
	AgreementApiClient::status(connection.rpc(), agreement, None)
		.await?
		.ok_or_else(|| unknown(agreement))
}

/// What was agreed.
pub(super) async fn terms(connection: &Connection, agreement: AgreementId) -> Result<Terms> {
	AgreementApiClient::terms(connection.rpc(), agreement, None)
		.await?
		.ok_or_else(|| unknown(agreement))
}

/// The terms themselves.
pub(super) fn decoded(agreement: AgreementId, terms: &Terms) -> Result<hallmark_agreements::Terms> {
	hallmark_agreements::Terms::decode_all(&mut &terms.encoded.0[..]).map_err(|error| {
		Error::Connection(format!("agreement {agreement} cannot be read: {error}"))
	})
}

pub(super) async fn show(context: &Context, agreement: AgreementId) -> Result<()> {
	let connection = context.connect().await?;
	let status = status(&connection, agreement).await?;
	context.output.show(&Standing(status))
}

/// The numbers of an organisation's agreements.
pub(super) async fn agreements_of(connection: &Connection, org: OrgId) -> Result<Vec<AgreementId>> {
	let mut all = Vec::new();
	let mut cursor: Option<Cursor> = None;
	loop {
		let org = OrgRef::Number(org);
		let page = AgreementApiClient::list(connection.rpc(), org, None, cursor, None).await?;
		all.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	all.sort_unstable();
	Ok(all)
}

pub(super) async fn list(context: &Context, org: &Organisation) -> Result<()> {
	let connection = context.connect().await?;
	let org = org.number(&connection).await?;
	let mut entries = Vec::new();
	for agreement in agreements_of(&connection, org).await? {
		entries.push(Entry(status(&connection, agreement).await?));
	}
	context.output.list(&entries, "It has no agreements.")
}

pub(super) async fn explain(context: &Context, agreement: AgreementId) -> Result<()> {
	let connection = context.connect().await?;
	let clauses = AgreementApiClient::explain(connection.rpc(), agreement, None)
		.await?
		.ok_or_else(|| unknown(agreement))?;
	context.output.show(&Clauses(clauses))
}

pub(super) async fn dry_run(context: &Context, agreement: AgreementId, said: Said) -> Result<()> {
	let connection = context.connect().await?;
	let device = Hex32::from(said.signal.device);
	let stream = StreamName(said.signal.name);
	if let Some(unit) = said.unit {
		let terms = terms(&connection, agreement).await?;
		let is_it =
			|it: &&hallmark_rpc::agreement::TermStream| it.device == device && it.stream == stream;
		let counts = terms.streams.iter().find(is_it).map(|it| it.unit.as_str());
		if let Some(other) = counts.filter(|symbol| *symbol != unit.symbol()) {
			return Err(Error::Input(format!(
				"the agreement takes the stream to be in {other}, and the reading is in {unit}"
			)));
		}
	}
	let forecasts = AgreementApiClient::what_if(
		connection.rpc(),
		agreement,
		device.into(),
		stream,
		Measured(said.value),
		None,
	)
	.await?
	.ok_or_else(|| unknown(agreement))?;
	context.output.show(&Forecasts(forecasts))
}

pub(super) async fn credits(context: &Context, agreement: AgreementId) -> Result<()> {
	let connection = context.connect().await?;
	let credits = AgreementApiClient::credits(connection.rpc(), agreement, None)
		.await?
		.ok_or_else(|| unknown(agreement))?;
	context.output.show(&Credits(credits))
}

pub(super) async fn firings(context: &Context, agreement: AgreementId) -> Result<()> {
	let connection = context.connect().await?;
	let mut all = Vec::new();
	let mut cursor = None;
	loop {
		let page = AgreementApiClient::firings(connection.rpc(), agreement, None, cursor, None)
			.await?
			.ok_or_else(|| unknown(agreement))?;
		all.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	context.output.show(&Firings(all))
}

pub(super) async fn statement(context: &Context, agreement: AgreementId) -> Result<()> {
	let connection = context.connect().await?;
	let statement = AgreementApiClient::statement(connection.rpc(), agreement, None)
		.await?
		.ok_or_else(|| unknown(agreement))?;
	let terms = decoded(agreement, &statement.terms)?;
	let told = Told::new(&terms, &Words::default()).to_string();
	context.output.show(&OnRecord { statement, told })
}

pub(super) async fn progress(context: &Context) -> Result<()> {
	let connection = context.connect().await?;
	let progress = AgreementApiClient::progress(connection.rpc(), None).await?;
	context.output.show(&Record(progress))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn reading_has_a_value_and_perhaps_a_unit() {
		for (text, value, symbol) in [
			("1/TH/temp=21.5", "21.5", None),
			("1/TH/temp=-0.5Cel", "-0.5", Some("Cel")),
			("1/TH/temp=1e3 Cel", "1e3", Some("Cel")),
			("1/TH/fault=0/", "0", Some("/")),
			("1/T=H/rh=40%RH", "40", Some("%RH")),
		] {
			let said: Said = text.parse().expect("a reading");
			assert_eq!(said.value.as_str(), value);
			assert_eq!(said.unit.map(Unit::symbol), symbol, "{text}");
		}
		for (wrong, words) in [
			("1/TH/temp", "DEVICE/NAME=VALUE"),
			("temp=1", "no stream"),
			("1/TH/temp=", "no value"),
			("1/TH/temp=warm", "no value"),
			("1/TH/temp=21F0", "no unit F0"),
			("1/TH/temp=21@now", "about now"),
		] {
			let error = wrong.parse::<Said>().expect_err(wrong);
			assert!(error.contains(words), "{error}");
		}
	}
}
