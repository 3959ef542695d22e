//! Values of parameters that nothing else is written like.

use hallmark_agreements::Stream;
use hallmark_conditions::Decimal;
use hallmark_types::{
	organisation::OrgId,
	readings::{Signal, Unit},
};

use crate::{
	connection::Connection,
	keys::Who,
	terms::{signal, unit},
	Result,
};

/// An organisation as the command line names it.
#[derive(Clone, Debug)]
pub enum Organisation {
	/// By its number.
	Number(OrgId),
	/// By an account that acts for it.
	Account(Who),
}

impl Organisation {
	/// Its number.
	pub async fn number(&self, connection: &Connection) -> Result<OrgId> {
		match self {
			Self::Number(number) => Ok(*number),
			Self::Account(who) => {
				let account = connection.account(who).await?;
				connection.organisation_of(&account).await
			},
		}
	}
}

/// An organisation: its number, or an account that acts for it.
pub fn organisation(text: &str) -> Result<Organisation, String> {
	match text.parse() {
		Ok(number) => Ok(Organisation::Number(number)),
		Err(_) => text.parse().map(Organisation::Account).map_err(|_| {
			"no organisation: its number, or the address of an account that acts for it".to_owned()
		}),
	}
}

/// An organisation's number.
pub(super) fn number(text: &str) -> Result<OrgId, String> {
	text.parse()
		.map_err(|_| "no organisation's number".to_owned())
}

/// A stream as a parameter.
#[derive(Debug)]
pub(super) struct Given<'a> {
	/// Its device as it was written.
	pub device: &'a str,
	/// Which.
	pub signal: Signal,
	/// What it counts, in which power of ten, if that was given.
	pub counts: Option<(Unit, i8)>,
}

/// `DEVICE/NAME`, or `DEVICE/NAME,UNIT,EXPONENT`.
pub(super) fn stream(text: &str) -> Result<Given<'_>, String> {
	let parts: Vec<&str> = text.split(',').collect();
	let (named, counts) = match parts[..] {
		[named] => (named, None),
		[named, symbol, exponent] => {
			let exponent = exponent
				.parse()
				.map_err(|_| format!("no exponent {exponent}: -3 for thousandths"))?;
			(named, Some((unit(symbol)?, exponent)))
		},
		_ => return Err("no stream: DEVICE/NAME, or DEVICE/NAME,UNIT,EXPONENT".into()),
	};
	let (device, signal) = signal(named)?;
	Ok(Given {
		device,
		signal,
		counts,
	})
}

/// A stream of which is known what it counts.
pub(super) fn declared(text: &str) -> Result<Stream, String> {
	let given = stream(text)?;
	let (unit, exponent) = given
		.counts
		.ok_or("nobody knows what it counts: DEVICE/NAME,UNIT,EXPONENT")?;
	Ok(Stream {
		signal: given.signal,
		unit,
		exponent,
	})
}

/// A number in a stream's unit.
pub(super) fn decimal(text: &str) -> Result<Decimal, String> {
	text.parse()
		.map_err(|_| "no number: digits, with a point if need be, such as 21.5".to_owned())
}

/// A whole number.
pub(super) fn count(text: &str) -> Result<u32, String> {
	text.parse().map_err(|_| "no whole number".to_owned())
}
