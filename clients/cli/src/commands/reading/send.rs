//! Signing readings, and handing in what was signed.

use std::{fmt, path::PathBuf};

use codec::Encode;
use hallmark_device::{
	envelope::{Record, MAX_ENVELOPE_LEN},
	Sealed,
};
use hallmark_rpc::{reading::ReadingApiClient, Bytes};
use hallmark_types::{device::DeviceId, Moment};
use serde::Serialize;

use crate::{
	clock::NamedMoment, connection::Connection, context::Context, devices, measured,
	transaction::Included, Error, Result,
};

/// An envelope that the chain took in.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attested {
	/// Whose it is.
	pub device: DeviceId,
	/// Its number.
	pub sequence: u64,
	/// What brought it.
	#[serde(flatten)]
	pub included: Included,
}

impl fmt::Display for Attested {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"envelope {} of device {:?}\n{}",
			self.sequence, self.device, self.included
		)
	}
}

/// Signs readings of one moment and hands them in.
pub async fn send(
	context: &Context,
	file: PathBuf,
	readings: &[String],
	time: Option<NamedMoment>,
	corrects: Option<u64>,
) -> Result<()> {
	// What moment it is, only the chain can tell.
	let mut records = measured::records(readings, Moment::default())?;
	if corrects.is_some() && records.len() != 1 {
		return Err(Error::Input(
			"a correction is one reading, not several".into(),
		));
	}
	let connection = context.connect().await?;
	let moment = time.unwrap_or(NamedMoment::NOW).on(&connection).await?;
	for record in &mut records {
		record.time = moment;
	}
	let mut device = devices::open(&connection, &file).await?;
	let id = device.identity().device.into();
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = match (corrects, records.first_mut()) {
		(Some(number), Some(record)) => {
			if time.is_none() {
				record.time = measured_at(&connection, id, record, number).await?;
			}
			device.correct_reading(&mut buffer, number, record)
		},
		_ => device.readings(&mut buffer, &records),
	}
	.map_err(devices::unsigned)?;
	// Others may count on while this one waits for a block.
	drop(device);
	let attested = hand_in(context, &connection, id, &sealed).await?;
	context.output.show(&attested)
}

/// When the reading was measured that a correction replaces: it is of the same moment.
async fn measured_at(
	connection: &Connection,
	device: DeviceId,
	record: &Record,
	number: u64,
) -> Result<Moment> {
	let name = measured::stream(record.name.as_str()).map_err(Error::Input)?;
	let (device, name) = (devices::reference(device), hallmark_rpc::StreamName(name));
	let stream = ReadingApiClient::stream(connection.rpc(), device, name, None)
		.await?
		.ok_or_else(devices::no_stream)?;
	let reading = stream.recent.iter().find(|it| it.sequence == number);
	reading.map(|reading| reading.measured_at.0).ok_or_else(|| {
		Error::NotFound(format!(
			"envelope {number} is not among the latest {} of the stream, which alone can be \
			 corrected",
			stream.recent.len()
		))
	})
}

/// Hands an envelope in, without an account. A refusal is told in the chain's words.
pub async fn hand_in(
	context: &Context,
	connection: &Connection,
	device: DeviceId,
	sealed: &Sealed<'_>,
) -> Result<Attested> {
	let argument = sealed.bytes.encode();
	let bytes = connection
		.general("ReadingAttestation", "submit", &argument)
		.await?;
	match context.hand_in(connection, &bytes).await {
		Ok(included) => Ok(Attested {
			device,
			sequence: sealed.number,
			included,
		}),
		Err(Error::Refused {
			message,
			code: Some(code),
		}) => Err(refused(connection, sealed, message, code).await),
		Err(error) => Err(error),
	}
}

/// What the chain means by the code that it refused an envelope with.
async fn refused(connection: &Connection, sealed: &Sealed<'_>, message: String, code: u8) -> Error {
	let envelope = Bytes(sealed.bytes.to_vec());
	let asked = ReadingApiClient::refusal(connection.rpc(), envelope, None).await;
	let message = match asked {
		Ok(Some(refusal)) if refusal.code == code => {
			format!("{}: {}", refusal.reason, refusal.message)
		},
		_ => message,
	};
	Error::Refused {
		message,
		code: Some(code),
	}
}
