//! `hallmark simulate`: a fleet of devices, some of them faulty, on a development chain.

mod carrier;
mod fault;
mod fleet;
mod member;
mod source;
mod summary;

use std::{
	path::PathBuf,
	time::{Duration, Instant},
};

use clap::{value_parser, Args};
use hallmark_device::envelope::{Decimal, Unit};
use hallmark_types::readings::StreamName;

use self::{
	carrier::Carrier,
	fault::Fault,
	fleet::{Fleet, Plan},
	source::Source,
	summary::Summary,
};
use crate::{
	connection::Connection,
	context::Context,
	device_key::DeviceScheme,
	examples, measured,
	story::Step::{self, Example, Prepare},
	units, Error, Result,
};

/// The most devices.
const MAX_DEVICES: i64 = 10_000;

/// The most readings.
const MAX_READINGS: u64 = 100_000_000;

/// The order in which the examples are told.
pub const STORY: &[Step] = &[Prepare("a machine's temperatures"), Example("simulate")];

/// A fleet of devices on a development chain: made, listed and enrolled for your organisation, a
/// maker, and measuring. The same seed makes the same fleet, which goes on where it was
#[derive(Args, Debug)]
#[command(after_help = examples!(
	"hallmark simulate --devices 8 --readings 160 --dev Bob",
	"Some drift, one was copied, and the fleet holds each against the others:",
	"hallmark simulate --devices 12 --readings 360 --fault drift=20% --fault clone=1% \
	 --fault clock=1% --peers 1.5 --seed 2 --dev Bob",
	"What a machine was measured at, in °F, five readings a second:",
	"hallmark simulate --data machine.csv --fahrenheit --devices 2 --readings 10 --rate 5 \
	 --fault outlier --seed 3 --dev Bob",
))]
pub struct Command {
	/// How many devices
	#[arg(long, default_value_t = 10, value_parser = value_parser!(u32).range(1..=MAX_DEVICES))]
	devices: u32,
	/// How many readings they make, all together
	#[arg(long, default_value_t = 500, value_parser = value_parser!(u64).range(1..=MAX_READINGS))]
	readings: u64,
	/// How many a second; as many as the chain takes if left out
	#[arg(long, value_name = "READINGS", value_parser = rate)]
	rate: Option<f64>,
	/// What they measure: lines of TIMESTAMP,VALUE, told in their order and rounded to hundredths,
	/// as fast as --rate says; a fridge by day if left out
	#[arg(long, value_name = "FILE")]
	data: Option<PathBuf>,
	/// The file is in °F, and is converted
	#[arg(long, requires = "data")]
	fahrenheit: bool,
	/// What the values count, by a symbol of the SenML registry
	#[arg(long, default_value = "Cel", value_parser = measured::unit)]
	unit: Unit,
	/// What the devices call it
	#[arg(long, default_value = "temp", value_parser = measured::stream)]
	stream: StreamName,
	/// A fault, and how many of the devices have it (10% if left out); more than once for several:
	/// drift, stuck, gap, clone, clock, outlier
	#[arg(long = "fault", value_name = "FAULT[=SHARE]")]
	faults: Vec<Fault>,
	/// Seat the devices in peer groups, whose members may be so far apart
	#[arg(long, value_name = "TOLERANCE", value_parser = tolerance, allow_negative_numbers = true)]
	peers: Option<Decimal>,
	/// Put up the deposit for so many units more of what the devices may say without a fee
	#[arg(long, value_name = "UNITS")]
	quota: Option<u32>,
	/// What keys and values are made from
	#[arg(long, default_value_t = 1)]
	seed: u64,
	/// How the keys sign
	#[arg(long, default_value = "ed25519")]
	scheme: DeviceScheme,
}

fn rate(text: &str) -> Result<f64, units::Malformed> {
	let rate: Option<f64> = text.parse().ok();
	rate.filter(|rate| (0.001..=100_000.0).contains(rate))
		.ok_or_else(|| "no rate: readings a second, from 0.001 to 100000".to_owned())
}

fn tolerance(text: &str) -> Result<Decimal, units::Malformed> {
	let value = measured::value(text)?;
	measured::mantissa(value, source::EXPONENT)
		.ok()
		.filter(|tolerance| *tolerance >= 0)
		.map(|_| value)
		.ok_or_else(|| format!("{text} is no tolerance: 0 or more, in steps of 0.01"))
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		let source = match &self.data {
			Some(file) => Source::read(file, self.fahrenheit)?,
			None => Source::made_up(),
		};
		let plan = Plan {
			faults: fault::spread(&self.faults, self.devices).map_err(Error::Input)?,
			stream: self.stream,
			unit: self.unit,
			range: source.range(),
			peers: self.peers,
			quota: self.quota,
			seed: self.seed,
			scheme: self.scheme,
		};
		let connection = context.connect().await?;
		ensure_development(&connection).await?;
		let mut fleet = Fleet::enrol(context, &connection, &plan).await?;
		let summary = self
			.measure(context, &connection, &mut fleet, &source)
			.await?;
		context.output.show(&summary)
	}

	/// Has the devices measure in turn, and carries what they say.
	async fn measure(
		&self,
		context: &Context,
		connection: &Connection,
		fleet: &mut Fleet,
		source: &Source,
	) -> Result<Summary> {
		let progress = context.progress();
		let mut carrier = Carrier::new(context, connection, fleet).await?;
		let started = Instant::now();
		let devices = u64::from(self.devices);
		let rounds = self.readings.div_ceil(devices);
		for reading in 0..self.readings {
			if let Some(rate) = self.rate {
				let due = started + Duration::from_secs_f64(reading as f64 / rate);
				if due > Instant::now() {
					carrier.carry().await?;
					tokio::time::sleep_until(due.into()).await;
				}
			}
			let member = usize::try_from(reading % devices).unwrap_or_default();
			carrier.measure(member, source, (reading / devices, rounds))?;
			if carrier.is_full() {
				carrier.carry().await?;
			}
			progress.count("readings", reading, self.readings);
		}
		carrier.carry().await?;
		let seconds = started.elapsed().as_secs_f64();
		Summary::of(connection, carrier.finish(), self.readings, seconds).await
	}
}

/// Everybody can make the keys of a fleet that is simulated.
async fn ensure_development(connection: &Connection) -> Result<()> {
	let kind = connection.kind().await?;
	if matches!(kind.as_str(), "Development" | "Local") {
		return Ok(());
	}
	Err(Error::Input(format!(
		"everybody can make the keys of a simulated fleet, and this is no development chain (its \
		 type is {kind})"
	)))
}
