//! What a device reports: streams, as its owner declares them.

use clap::{Args, Subcommand};
use hallmark_device::envelope::{Decimal, Unit};
use hallmark_rpc::{reading::ReadingApiClient, Number, StreamName};
use hallmark_types::{device::DeviceId, readings, Moment};
use subxt::dynamic::Value;

use super::argument;
use crate::{
	context::Context,
	devices::{self, Named},
	examples, measured,
	transaction::call,
	units,
	values::encoded,
	Error, Result,
};

/// The pallet that takes readings in.
const PALLET: &str = "ReadingAttestation";

/// What to do with streams.
#[derive(Debug, Subcommand)]
pub enum Stream {
	/// Open a stream: what it counts, in which steps, and what is expected of it
	#[command(after_help = examples!(
		"Hundredths of a degree, from -40 to 60 °C, heard of every ten minutes at least:",
		"hallmark device stream open 1/FR-0001 temp --unit Cel --exponent -2 --min -40 --max 60 \
		 --silence 10m --retention 16 --dev Charlie",
		"hallmark device stream open 1/FR-0001 door --unit / --min 0 --max 1 --dev Charlie",
	))]
	Open {
		/// The device
		device: Named,
		/// What the device calls it: 1 to 16 letters, digits and -:./_
		#[arg(value_parser = measured::stream)]
		name: readings::StreamName,
		/// What it is opened with
		#[command(flatten)]
		terms: Terms,
	},
	/// Change what is expected of a stream; what is left out stays
	#[command(after_help = examples!(
		"hallmark device stream amend 1/FR-0001 temp --min -20 --silence 30m --dev Charlie",
	))]
	Amend {
		/// The device
		device: Named,
		/// The stream
		#[arg(value_parser = measured::stream)]
		name: readings::StreamName,
		/// What is to change
		#[command(flatten)]
		changes: Changes,
	},
	/// Close a stream, for good: its name is not given again
	#[command(after_help = examples!("hallmark device stream close 1/FR-0001 door --dev Charlie"))]
	Close {
		/// The device
		device: Named,
		/// The stream
		#[arg(value_parser = measured::stream)]
		name: readings::StreamName,
	},
}

/// What a stream is opened with.
#[derive(Args, Debug)]
pub struct Terms {
	/// What it counts, by a symbol of the SenML registry: Cel, %RH, V. It never changes
	#[arg(long, value_parser = measured::unit)]
	unit: Unit,
	/// In steps of which power of ten: -2 for hundredths. It never changes
	#[arg(long, default_value_t = 0, allow_negative_numbers = true)]
	exponent: i8,
	/// How many of the latest batches can be proven; 0 if it takes none. It never changes
	#[arg(long, default_value_t = 0)]
	retention: u32,
	/// The least value that is expected; a lower one is a strike
	#[arg(long, value_parser = measured::value, allow_negative_numbers = true)]
	min: Decimal,
	/// The greatest value that is expected; a higher one is a strike
	#[arg(long, value_parser = measured::value, allow_negative_numbers = true)]
	max: Decimal,
	/// How far apart two measurements are at least
	#[arg(long, value_parser = units::duration, default_value = "0s")]
	interval: Moment,
	/// After how long without a measurement it is stale
	#[arg(long, value_parser = units::duration, default_value = "1h")]
	silence: Moment,
}

/// What may change about a stream.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
pub struct Changes {
	/// The least value that is expected
	#[arg(long, value_parser = measured::value, allow_negative_numbers = true)]
	min: Option<Decimal>,
	/// The greatest value that is expected
	#[arg(long, value_parser = measured::value, allow_negative_numbers = true)]
	max: Option<Decimal>,
	/// How far apart two measurements are at least
	#[arg(long, value_parser = units::duration)]
	interval: Option<Moment>,
	/// After how long without a measurement it is stale
	#[arg(long, value_parser = units::duration)]
	silence: Option<Moment>,
}

impl Stream {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Open {
				device,
				name,
				terms,
			} => {
				let terms = terms.value()?;
				let connection = context.connect().await?;
				let [device, name] = which(device.id(&connection).await?, name);
				let call = call(PALLET, "open_stream", [device, name, ("terms", terms)]);
				super::send(context, &connection, call).await
			},
			Self::Amend {
				device,
				name,
				changes,
			} => {
				let connection = context.connect().await?;
				let id = device.id(&connection).await?;
				let (reference, named) = (devices::reference(id), StreamName(name));
				let stream = ReadingApiClient::stream(connection.rpc(), reference, named, None)
					.await?
					.ok_or_else(devices::no_stream)?;
				let bounds = changes.bounds(&stream)?;
				let [device, name] = which(id, name);
				let call = call(PALLET, "amend_stream", [device, name, ("bounds", bounds)]);
				super::send(context, &connection, call).await
			},
			Self::Close { device, name } => {
				let connection = context.connect().await?;
				let which = which(device.id(&connection).await?, name);
				super::send(context, &connection, call(PALLET, "close_stream", which)).await
			},
		}
	}
}

/// A stream as calls take it.
fn which(device: DeviceId, name: readings::StreamName) -> [(&'static str, Value); 2] {
	[argument(device), ("name", encoded(&name))]
}

impl Terms {
	fn value(&self) -> Result<Value> {
		let range = (self.min, self.max);
		let bounds = bounds(range, self.exponent, self.interval, self.silence)?;
		Ok(terms(self.unit, self.exponent, self.retention, bounds))
	}
}

/// What a stream is opened with, as calls take it.
pub fn terms(unit: Unit, exponent: i8, retention: u32, bounds: Value) -> Value {
	Value::named_composite([
		("unit", encoded(&unit)),
		("exponent", Value::i128(exponent.into())),
		("retention", Value::u128(retention.into())),
		("bounds", bounds),
	])
}

/// What is expected of a stream, as calls take it.
pub fn bounds(
	(min, max): (Decimal, Decimal),
	exponent: i8,
	interval: Moment,
	silence: Moment,
) -> Result<Value> {
	let at = |value| measured::mantissa(value, exponent).map_err(Error::Input);
	Ok(Value::named_composite([
		("min", Value::i128(at(min)?.into())),
		("max", Value::i128(at(max)?.into())),
		("min_interval", Value::u128(interval.into())),
		("longest_silence", Value::u128(silence.into())),
	]))
}

impl Changes {
	fn bounds(&self, stream: &hallmark_rpc::reading::Stream) -> Result<Value> {
		let known = |number: &Number| measured::value(number.as_str()).map_err(Error::Input);
		let min = self.min.map_or_else(|| known(&stream.min), Ok)?;
		let max = self.max.map_or_else(|| known(&stream.max), Ok)?;
		bounds(
			(min, max),
			stream.exponent,
			self.interval.unwrap_or(stream.min_interval_ms),
			self.silence.unwrap_or(stream.longest_silence_ms),
		)
	}
}
