//! Takes a real series of temperatures through a running chain: every reading signed by its device and
//! proven afterwards one by one, the machine's failure seen by honest peers without harm to them, and a
//! device found out that denies it.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{fs, ops::Range, path::PathBuf};

use clap::Parser;
use futures::future::try_join_all;
use hallmark_envelope::{BatchBuilder, Leaf, Name, Unit};
use hallmark_merkle::Tree;
use hallmark_runtime::{Moment, Runtime, RuntimeEvent};
use hallmark_types::{device::DeviceStatus, readings::BatchId};
use pallet_device_identity::PassportViewFunction;
use pallet_reading_attestation::{Cause, CheckProofViewFunction, Event, GroupTerms};
use support::{
	devices::now,
	fleet::{Fleet, Sensor, EXPONENT, STREAM},
	temperatures::{parse, Scale},
	Client, NodeBuilder, Result,
};

/// Takes a series of temperatures through a running chain.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// A CSV file with a time and a temperature in °F in each line, every five minutes, as the Numenta
	/// Anomaly Benchmark's `machine_temperature_system_failure.csv`. A series is made up without it.
	#[arg(long, value_name = "FILE")]
	data: Option<PathBuf>,
	/// Where in the file the failure begins, as the file writes it.
	#[arg(long, default_value = "2014-02-07 14:55:00")]
	from: String,
	/// And ends.
	#[arg(long, default_value = "2014-02-09 14:05:00")]
	to: String,
}

/// Readings in a batch.
const BATCH: usize = 512;

/// Milliseconds between two readings here. Nothing counts from before a device was enrolled and
/// nothing from the future, so eighty days are told in half a minute.
const STEP: Moment = 1;

/// How many readings of the end of a made-up series are its failure: two days of five minutes.
const FAILURE: usize = 576;

/// How far from the others' median a thermometer of the same machine may be, in thousandths of °C.
const TOLERANCE: u64 = 500;

/// How many readings are told once more, with a lie among them.
const LIE: usize = 40;

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	let (series, failure) = match &arguments.data {
		Some(file) => read(&fs::read_to_string(file)?, &arguments.from, &arguments.to)?,
		None => made_up(),
	};
	let failure = &series[failure];
	let mut builder = NodeBuilder::dev().args(["--sealing", "instant"]);
	if let Some(program) = &arguments.node {
		builder = builder.program(program);
	}
	let node = builder.start()?;
	let client = node.client().await?;
	let mut fleet = Fleet::enrol(&client, 5).await?;
	prove_all(&client, &mut fleet, &series).await?;
	let terms = GroupTerms {
		unit: Unit::Celsius,
		exponent: EXPONENT,
		tolerance: TOLERANCE,
		patience: 3,
		freshness: 3_600_000,
	};
	fleet.make_peers(&client, terms).await?;
	// Days are told in seconds: more than an owner has for nothing.
	fleet.raise_quota(&client, 60).await?;
	let struck = tell(&client, &mut fleet, failure, None).await?;
	if !struck.is_empty() || quarantined(&client, &fleet).await? != 0 {
		return Err(format!("something honest was held against its device: {struck:?}").into());
	}
	println!(
		"the failure's {} readings    told by five honest peers: no strike",
		failure.len()
	);

	// The worst of it again, and the fifth says that all is well.
	let well = series[..series.len() / 2].iter().sum::<i64>() / (series.len() as i64 / 2);
	let worst = (0..failure.len())
		.max_by_key(|n| failure[*n].abs_diff(well))
		.unwrap_or_default();
	let lie = &failure[worst.saturating_sub(LIE / 2)..failure.len().min(worst + LIE / 2)];
	let struck = tell(&client, &mut fleet, lie, Some(well)).await?;
	for event in &struck {
		if let Event::Struck {
			evidence,
			cause: Cause::Outlier {
				value,
				sequence,
				low,
				high,
				..
			},
			..
		} = event
		{
			println!(
				"strike                       envelope {sequence} says {}, its peers {} to {}; evidence {evidence:?}",
				celsius(*value), celsius(*low), celsius(*high),
			);
		}
	}
	if quarantined(&client, &fleet).await? != 1 {
		return Err("the liar, and nobody else, is quarantined".into());
	}
	let liar = passport(&client, &fleet.sensors[4]).await?;
	let quarantine = liar.quarantine.ok_or("a quarantine has evidence")?;
	println!(
		"the fifth peer               quarantined; evidence {:?}",
		quarantine.evidence
	);
	Ok(())
}

/// Thousandths of °C as people read them.
fn celsius(value: i64) -> String {
	format!("{}.{:03} °C", value / 1_000, value.unsigned_abs() % 1_000)
}

/// The temperatures of a CSV file, in thousandths of °C, and which of them are the failure's.
fn read(text: &str, from: &str, to: &str) -> Result<(Vec<i64>, Range<usize>)> {
	let readings = parse(text, Scale::Fahrenheit)?;
	// Times are written so that their order is the letters'.
	let place = |fits: &dyn Fn(&str) -> bool| readings.iter().rposition(|it| fits(&it.written));
	let before = place(&|time| time < from).map_or(0, |last| last + 1);
	let failure = before..place(&|time| time <= to).map_or(0, |last| last + 1);
	if failure.is_empty() {
		return Err(format!("the file has nothing between {from} and {to}").into());
	}
	let series = readings.iter().map(|reading| reading.value).collect();
	Ok((series, failure))
}

/// Eighty days of a machine that fails in the end.
fn made_up() -> (Vec<i64>, Range<usize>) {
	const READINGS: i64 = 22_695;
	let series = (0..READINGS)
		.map(|n| {
			let day = (n % 288 - 144).abs() * 20;
			let noise = n * 7_919 % 400;
			let failing = (n - READINGS + FAILURE as i64).max(0) * 60;
			28_000 + day + noise - failing
		})
		.collect::<Vec<_>>();
	let failure = series.len() - FAILURE..series.len();
	(series, failure)
}

/// The first thermometer tells everything, in batches, and every single reading is proven.
async fn prove_all(client: &Client, fleet: &mut Fleet, series: &[i64]) -> Result<()> {
	let start = now(client).await?;
	let mut told = Vec::new();
	let mut envelopes = Vec::new();
	for (number, chunk) in series.chunks(BATCH).enumerate() {
		let mut builder = BatchBuilder::new(Name::new(STREAM)?, Some(Unit::Celsius), EXPONENT)?;
		let leaves = (number * BATCH..)
			.zip(chunk)
			.map(|(n, value)| builder.push(start + STEP * n as Moment, *value))
			.collect::<std::result::Result<Vec<Leaf>, _>>()?;
		envelopes.push(fleet.sensors[0].batch(client.genesis, &builder.batch()?));
		told.push((Tree::new(leaves.iter().map(Leaf::hash))?, leaves));
	}
	let batches = envelopes.len();
	fleet.relay(client, envelopes).await?;

	let mut proven = 0;
	for (number, (tree, leaves)) in (0..).zip(&told) {
		let batch = BatchId {
			signal: fleet.sensors[0].signal(),
			number,
		};
		for some in leaves.chunks(64) {
			let questions = some.iter().map(|leaf| async move {
				let path = tree
					.path(leaf.index)?
					.try_into()
					.map_err(|_| "a path is bounded")?;
				let answer = client
					.view(CheckProofViewFunction::<Runtime>::new(batch, *leaf, path))
					.await?
					.map_err(|error| format!("{leaf:?} is not proven: {error:?}"))?;
				match (answer.value, answer.measured, answer.tainted)
					== (leaf.value, leaf.time, false)
				{
					true => Result::Ok(()),
					false => Err(format!("{leaf:?} is proven as {answer:?}").into()),
				}
			});
			proven += try_join_all(questions).await?.len();
		}
	}
	println!(
		"{} readings             in {batches} signed batches, {proven} proven one by one",
		series.len()
	);
	Ok(())
}

/// Five peers tell a series, each with its own small error, the fifth what `lie` says if there is
/// one. Returns what was held against them.
async fn tell(
	client: &Client,
	fleet: &mut Fleet,
	series: &[i64],
	lie: Option<i64>,
) -> Result<Vec<Event<Runtime>>> {
	let start = now(client).await?;
	let mut struck = Vec::new();
	for (round, values) in series.chunks(50).enumerate() {
		let mut envelopes = Vec::new();
		for (place, value) in values.iter().enumerate() {
			let n = (round * 50 + place) as Moment;
			for (peer, sensor) in (0i64..).zip(&mut fleet.sensors) {
				let error = (peer * 37 + n as i64 * 11) % 100 - 50;
				let value = lie.filter(|_| peer == 4).unwrap_or(*value) + error;
				let time = start + STEP * n;
				envelopes.push(sensor.reading(client.genesis, time, value));
			}
		}
		let done = fleet.relay(client, envelopes).await?;
		struck.extend(done.events.into_iter().filter_map(|event| match event {
			RuntimeEvent::ReadingAttestation(event @ Event::Struck { .. }) => Some(event),
			_ => None,
		}));
	}
	Ok(struck)
}

async fn passport(client: &Client, sensor: &Sensor) -> Result<pallet_device_identity::Passport> {
	let passport = client
		.view(PassportViewFunction::<Runtime>::new(sensor.id))
		.await?;
	Ok(passport.ok_or("it is enrolled")?)
}

/// How many of the fleet are in quarantine.
async fn quarantined(client: &Client, fleet: &Fleet) -> Result<usize> {
	let mut count = 0;
	for sensor in &fleet.sensors {
		let status = passport(client, sensor).await?.origin.status;
		count += usize::from(status == DeviceStatus::Quarantined);
	}
	Ok(count)
}
