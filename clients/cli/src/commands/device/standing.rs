//! Where a device stands, and what is held against it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hallmark_types::{device::Charge, Hash};
use polkadot_sdk::sp_crypto_hashing::blake2_256;
use subxt::dynamic::Value;

use super::{about, argument, PALLET};
use crate::{
	clock::NamedMoment,
	connection::Connection,
	context::Context,
	devices::{self, Named},
	files, motion,
	transaction::{call, Call},
	units,
	values::encoded,
	Error, Result,
};

/// The longest document that is hashed, in bytes.
const MAX_DOCUMENT_LENGTH: u64 = 1 << 30;

/// A document that is kept elsewhere, of which the chain has the hash.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct Document {
	/// The document, of which the BLAKE2b-256 hash is kept
	#[arg(long, value_name = "FILE")]
	document: Option<PathBuf>,
	/// Its hash itself
	#[arg(long, value_parser = units::hash)]
	hash: Option<Hash>,
}

impl Document {
	fn value(self) -> Result<Value> {
		let hash = match (self.document, self.hash) {
			(Some(file), _) => {
				let content = files::read(&file, MAX_DOCUMENT_LENGTH)?;
				Hash::from(blake2_256(&content))
			},
			(None, Some(hash)) => hash,
			(None, None) => {
				return Err(Error::Input(
					"a document is missing: --document or --hash".into(),
				))
			},
		};
		Ok(encoded(&hash))
	}
}

/// What a device can be charged with by others than the chain.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ChargeName {
	/// Two devices carry its serial number or its key
	Cloned,
	/// It was opened or altered
	Tampered,
	/// What it says is wrong
	Misreporting,
	/// It is known to be faulty or unsafe
	Defective,
}

impl From<ChargeName> for Charge {
	fn from(name: ChargeName) -> Self {
		match name {
			ChargeName::Cloned => Self::Cloned,
			ChargeName::Tampered => Self::Tampered,
			ChargeName::Misreporting => Self::Misreporting,
			ChargeName::Defective => Self::Defective,
		}
	}
}

/// What becomes of an appeal.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Decision {
	/// The device is in good standing again
	Upheld,
	/// The device is revoked
	Dismissed,
}

/// Has a call carried out by whoever signs, or by the council.
async fn decided(
	context: &Context,
	connection: &Connection,
	call: Call,
	council: bool,
) -> Result<()> {
	if !council {
		return super::send(context, connection, call).await;
	}
	let decision = motion::decide(context, connection, call).await?;
	context.output.show(&decision)
}

/// Says that a key may have been in other hands.
pub async fn compromise(
	context: &Context,
	device: Named,
	epoch: Option<u32>,
	since: NamedMoment,
) -> Result<()> {
	let connection = context.connect().await?;
	let id = device.id(&connection).await?;
	let epoch = match epoch {
		Some(epoch) => epoch,
		None => devices::passport(&connection, id).await?.key.epoch,
	};
	let arguments = [
		argument(id),
		("epoch", Value::u128(epoch.into())),
		("since", since.value(&connection).await?),
	];
	super::send(
		context,
		&connection,
		call(PALLET, "report_compromise", arguments),
	)
	.await
}

/// Quarantines a device.
pub async fn quarantine(
	context: &Context,
	device: Named,
	charge: ChargeName,
	evidence: Document,
	council: bool,
) -> Result<()> {
	let evidence = evidence.value()?;
	let connection = context.connect().await?;
	let arguments = [
		argument(device.id(&connection).await?),
		("charge", encoded(&Charge::from(charge))),
		("evidence", evidence),
	];
	let call = call(PALLET, "quarantine", arguments);
	decided(context, &connection, call, council).await
}

/// Appeals against a quarantine.
pub async fn appeal(context: &Context, device: Named, appeal: Document) -> Result<()> {
	let appeal = appeal.value()?;
	let connection = context.connect().await?;
	let device = argument(device.id(&connection).await?);
	let call = call(PALLET, "appeal", [device, ("appeal", appeal)]);
	super::send(context, &connection, call).await
}

/// Decides an appeal.
pub async fn decide(
	context: &Context,
	device: Named,
	decision: Decision,
	council: bool,
) -> Result<()> {
	let connection = context.connect().await?;
	let arguments = [
		argument(device.id(&connection).await?),
		("upheld", Value::bool(decision == Decision::Upheld)),
	];
	let call = call(PALLET, "decide_appeal", arguments);
	decided(context, &connection, call, council).await
}

/// Clears a suspect device.
pub async fn clear(context: &Context, device: Named, council: bool) -> Result<()> {
	let connection = context.connect().await?;
	let call = about("clear_suspicion", device.id(&connection).await?);
	decided(context, &connection, call, council).await
}

/// Disowns a device.
pub async fn revoke(
	context: &Context,
	device: Named,
	since: NamedMoment,
	council: bool,
) -> Result<()> {
	let connection = context.connect().await?;
	let arguments = [
		argument(device.id(&connection).await?),
		("since", since.value(&connection).await?),
	];
	let call = call(PALLET, "revoke", arguments);
	decided(context, &connection, call, council).await
}
