//! Batches: one signature over many readings, and proofs of single ones.

use std::{
	fmt,
	fs::OpenOptions,
	io::Write,
	path::{Path, PathBuf},
};

use hallmark_device::{
	envelope::{Batch, Leaf, Name, Unit, MAX_BATCH, MAX_ENVELOPE_LEN},
	Collector, Reading, ReadingLog,
};
use hallmark_rpc::{
	reading::{self, ReadingApiClient},
	DeviceRef, Hex32, Measured, Number, StreamName, When,
};
use hallmark_types::{
	readings::{self, Signal},
	Hash,
};
use serde::{Deserialize, Serialize};
use subxt::dynamic::Value;

use super::send::{self, Attested};
use crate::{
	connection::Connection,
	context::Context,
	devices::{self, NamedStream},
	files, measured,
	output::Record,
	series,
	transaction::call,
	values::encoded,
	Error, Result,
};

/// The longest proof, in bytes: a leaf and 16 hashes take less than two thousand.
const MAX_PROOF_LENGTH: u64 = 16 * 1024;

/// The readings of a batch, from a file.
struct Log(Vec<Reading>);

/// Why a [`Log`] does not do it.
#[derive(Debug)]
struct NoReading;

impl fmt::Display for NoReading {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("there is no such reading")
	}
}

impl ReadingLog for Log {
	type Error = NoReading;

	fn count(&mut self) -> Result<u32, NoReading> {
		u32::try_from(self.0.len()).map_err(|_| NoReading)
	}

	fn get(&mut self, index: u32) -> Result<Reading, NoReading> {
		let place = usize::try_from(index).map_err(|_| NoReading)?;
		self.0.get(place).copied().ok_or(NoReading)
	}

	fn append(&mut self, reading: Reading) -> Result<(), NoReading> {
		self.0.push(reading);
		Ok(())
	}
}

/// The batch of the readings in a file, for a stream; and the readings, of which proofs are made.
fn collect(file: &Path, name: Name, stream: &reading::Stream) -> Result<(Batch, Log)> {
	let points = series::read(file)?;
	if points.len() > MAX_BATCH as usize {
		return Err(Error::file(
			file,
			format_args!(
				"{} readings are too many for a batch: at most {MAX_BATCH}",
				points.len()
			),
		));
	}
	let unit = Unit::from_symbol(&stream.unit).ok();
	let mut collector = Collector::resume(name, unit, stream.exponent, Log(Vec::new()))
		.map_err(|error| Error::file(file, error))?;
	for point in points {
		let in_line = |why: String| Error::file(file, format_args!("line {}: {why}", point.line));
		let value = measured::mantissa(point.value, stream.exponent).map_err(in_line)?;
		let reading = Reading {
			time: point.time,
			value,
		};
		collector
			.push(reading)
			.map_err(|error| in_line(error.to_string()))?;
	}
	let batch = collector
		.batch()
		.map_err(|error| Error::file(file, error))?;
	Ok((batch, collector.into_log()))
}

async fn stream_of(
	connection: &Connection,
	device: &DeviceRef,
	name: StreamName,
) -> Result<reading::Stream> {
	ReadingApiClient::stream(connection.rpc(), device.clone(), name, None)
		.await?
		.ok_or_else(devices::no_stream)
}

fn name_of(stream: &readings::StreamName) -> Result<Name> {
	measured::name(stream.as_str()).map_err(Error::Input)
}

/// A batch that the chain took in.
#[derive(Serialize)]
struct Signed {
	/// Counts the stream's batches from 0.
	batch: u64,
	/// How many readings it has.
	count: u32,
	/// The Merkle root over them.
	root: Hash,
	#[serde(flatten)]
	attested: Attested,
}

impl fmt::Display for Signed {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"batch {} of {} readings, root {:?}\n{}",
			self.batch, self.count, self.root, self.attested
		)
	}
}

/// Signs the readings of a file as a batch and hands it in.
pub async fn sign(
	context: &Context,
	file: PathBuf,
	stream: readings::StreamName,
	readings: PathBuf,
	corrects: Option<u64>,
) -> Result<()> {
	let name = name_of(&stream)?;
	let connection = context.connect().await?;
	let mut device = devices::open(&connection, &file).await?;
	let id = device.identity().device.into();
	let known = stream_of(&connection, &devices::reference(id), StreamName(stream)).await?;
	let (batch, _) = collect(&readings, name, &known)?;
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = match corrects {
		None => device.batch(&mut buffer, &batch),
		Some(number) => device.correct_batch(&mut buffer, number, &batch),
	}
	.map_err(devices::unsigned)?;
	drop(device);
	let attested = send::hand_in(context, &connection, id, &sealed).await?;
	let number = attested
		.included
		.field("ReadingAttestation", "BatchAttested", "number")?
		.as_u64();
	context.output.show(&Signed {
		batch: number.ok_or_else(|| {
			Error::Connection("the batch is taken in, but its number cannot be read".into())
		})?,
		count: batch.count,
		root: batch.root.into(),
		attested,
	})
}

/// A proof as its file has it: the parameters of the node's `reading_proof`.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ProofFile {
	/// Whose batch.
	device: DeviceRef,
	/// Of which stream.
	stream: StreamName,
	/// The batch's number.
	batch: u64,
	/// The reading.
	leaf: reading::Leaf,
	/// The hashes beside its way to the batch's root, the lowest first.
	path: Vec<Hex32>,
}

impl fmt::Display for ProofFile {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"reading {} of batch {}: {} at {}, by {} hashes",
			self.leaf.index,
			self.batch,
			self.leaf.value.0,
			self.leaf.measured_at.0,
			self.path.len()
		)
	}
}

/// Makes the proof of one reading of a batch that the chain keeps.
pub async fn make_proof(
	context: &Context,
	stream: NamedStream,
	readings: PathBuf,
	(number, place): (u64, u32),
	out: PathBuf,
) -> Result<()> {
	let connection = context.connect().await?;
	let (device, name) = stream.reference(&connection).await?;
	let known = stream_of(&connection, &device, name).await?;
	let kept = ReadingApiClient::batch(connection.rpc(), device.clone(), name, number, None)
		.await?
		.ok_or_else(|| not_kept(number))?;
	let (batch, mut log) = collect(&readings, name_of(&stream.name)?, &known)?;
	if kept.root.0 != batch.root {
		return Err(Error::file(
			&readings,
			format_args!("these are not the readings of batch {number}: their root is another"),
		));
	}
	let proof = hallmark_device::prove(&batch, &mut log, place)
		.map_err(|error| Error::file(&readings, format_args!("reading {place}: {error}")))?;
	let proof = ProofFile {
		device,
		stream: name,
		batch: number,
		leaf: reading::Leaf {
			index: proof.leaf.index,
			measured_at: When::from(proof.leaf.time),
			value: Measured(Number::new(proof.leaf.value, known.exponent)),
		},
		path: proof.path.as_slice().iter().copied().map(Hex32).collect(),
	};
	let mut text =
		serde_json::to_string_pretty(&proof).map_err(|error| Error::file(&out, error))?;
	text.push('\n');
	OpenOptions::new()
		.write(true)
		.create_new(true)
		.open(&out)
		.and_then(|mut file| file.write_all(text.as_bytes()))
		.map_err(|error| Error::file(&out, error))?;
	context.output.show(&proof)
}

fn not_kept(number: u64) -> Error {
	Error::NotFound(format!(
		"the stream has no batch {number}, or keeps it no more"
	))
}

fn read(file: &Path) -> Result<ProofFile> {
	let content = files::read(file, MAX_PROOF_LENGTH)?;
	serde_json::from_slice(&content).map_err(|error| {
		Error::file(
			file,
			format_args!("no proof as `hallmark reading proof` makes it: {error}"),
		)
	})
}

/// Asks whether a proof holds.
pub async fn verify(context: &Context, file: PathBuf) -> Result<()> {
	let proof = read(&file)?;
	let connection = context.connect().await?;
	let number = proof.batch;
	let verdict = ReadingApiClient::proof(
		connection.rpc(),
		proof.device,
		proof.stream,
		number,
		proof.leaf,
		proof.path,
		None,
	)
	.await?
	.ok_or_else(|| not_kept(number))?;
	match verdict.reading {
		Some(reading) if verdict.proven => context.output.show(&Record(reading)),
		_ => Err(Error::refused(format!(
			"the reading is not in batch {number}: {}",
			verdict
				.problem
				.unwrap_or_else(|| "it does not say why".into())
		))),
	}
}

/// Shows a proof on the chain.
pub async fn prove(context: &Context, file: PathBuf) -> Result<()> {
	let proof = read(&file)?;
	let connection = context.connect().await?;
	let known = stream_of(&connection, &proof.device, proof.stream).await?;
	let value = measured::value(proof.leaf.value.0.as_str())
		.and_then(|value| measured::mantissa(value, known.exponent))
		.map_err(|why| Error::file(&file, why))?;
	let leaf = Leaf {
		index: proof.leaf.index,
		time: proof.leaf.measured_at.0 .0,
		value,
	};
	let signal = Signal {
		device: proof.device.id().into(),
		name: proof.stream.0,
	};
	let batch = Value::named_composite([
		("signal", encoded(&signal)),
		("number", Value::u128(proof.batch.into())),
	]);
	let path: Vec<[u8; 32]> = proof.path.iter().map(|hash| hash.0).collect();
	let arguments = [
		("batch", batch),
		("leaf", encoded(&leaf)),
		("path", encoded(&path)),
	];
	let call = call("ReadingAttestation", "prove", arguments);
	let included = context.send(&connection, &call).await?;
	context.output.show(&included)
}
