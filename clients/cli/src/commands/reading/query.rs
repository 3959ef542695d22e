//! What the chain says of streams, envelopes and quotas.

use std::fmt;

use clap::Args;
use hallmark_rpc::{
	reading::{self, FeedApiClient, ReadingApiClient},
	StreamName,
};
use hallmark_types::organisation::OrgId;
use serde::Serialize;
use subxt::dynamic::Value;

use crate::{
	context::Context,
	devices::{self, Named, NamedStream},
	output::Record,
	transaction::call,
	Error, Result,
};

/// Shows the reading that was measured last.
pub async fn latest(context: &Context, stream: NamedStream) -> Result<()> {
	let connection = context.connect().await?;
	let (device, name) = stream.reference(&connection).await?;
	let rpc = connection.rpc();
	match ReadingApiClient::latest(rpc, device.clone(), name, None).await? {
		Some(reading) => context.output.show(&Record(reading)),
		None => {
			ReadingApiClient::stream(rpc, device, name, None)
				.await?
				.ok_or_else(devices::no_stream)?;
			Err(Error::NotFound("the stream has no reading yet".into()))
		},
	}
}

/// Shows a stream.
pub async fn stream(context: &Context, stream: NamedStream) -> Result<()> {
	let connection = context.connect().await?;
	let (device, name) = stream.reference(&connection).await?;
	let stream = ReadingApiClient::stream(connection.rpc(), device, name, None)
		.await?
		.ok_or_else(devices::no_stream)?;
	context.output.show(&Record(stream))
}

/// A stream as it is listed.
#[derive(Serialize)]
struct Listed {
	stream: StreamName,
	latest: Option<reading::Reading>,
}

impl fmt::Display for Listed {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &self.latest {
			Some(latest) => write!(
				f,
				"{}: {} {} at {}",
				self.stream, latest.value, latest.unit, latest.measured_at
			),
			None => write!(f, "{}: no reading yet", self.stream),
		}
	}
}

/// Lists a device's streams.
pub async fn list(context: &Context, device: Named) -> Result<()> {
	let connection = context.connect().await?;
	let id = device.id(&connection).await?;
	let (rpc, device) = (connection.rpc(), devices::reference(id));
	let mut listed = Vec::new();
	let mut cursor = None;
	loop {
		let page = ReadingApiClient::streams(rpc, device.clone(), cursor, None).await?;
		for stream in page.items {
			let latest = ReadingApiClient::latest(rpc, device.clone(), stream, None).await?;
			listed.push(Listed { stream, latest });
		}
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	if listed.is_empty() {
		devices::passport(&connection, id).await?;
	}
	context.output.list(&listed, "It has no open streams.")
}

/// Shows an envelope.
pub async fn envelope(context: &Context, device: Named, number: u64) -> Result<()> {
	let connection = context.connect().await?;
	let device = devices::reference(device.id(&connection).await?);
	let envelope = FeedApiClient::envelope(connection.rpc(), device, number, None)
		.await
		.map_err(super::watch::not_found)?
		.ok_or_else(|| {
			Error::NotFound(format!("the device has no envelope {number} on the chain"))
		})?;
	context.output.show(&Record(envelope))
}

/// Whose quota, and what is to become of it.
#[derive(Args, Debug)]
pub struct Quota {
	/// The organisation, by its number
	org: OrgId,
	/// Put up the deposit for so many units more, for your organisation
	#[arg(long, value_name = "UNITS", conflicts_with = "lower")]
	raise: Option<u32>,
	/// Take back what you have put up for so many units
	#[arg(long, value_name = "UNITS")]
	lower: Option<u32>,
}

impl Quota {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		let connection = context.connect().await?;
		let units = |units: u32| ("units", Value::u128(units.into()));
		let call = match (self.raise, self.lower) {
			(Some(more), _) => {
				// The call is about the caller's own organisation.
				let account = context.keypair(&connection).await?.account();
				let own = connection.organisation_of(&account).await?;
				if own != self.org {
					return Err(Error::Input(format!(
						"the key acts for organisation {own}: nobody raises another's quota"
					)));
				}
				call("ReadingAttestation", "raise_quota", [units(more)])
			},
			(None, Some(less)) => {
				let org = ("org", Value::u128(self.org.into()));
				call("ReadingAttestation", "lower_quota", [org, units(less)])
			},
			(None, None) => {
				let quota = ReadingApiClient::quota(connection.rpc(), self.org, None).await?;
				return context.output.show(&Record(quota));
			},
		};
		let included = context.send(&connection, &call).await?;
		context.output.show(&included)
	}
}
