//! Measures agreements: how many are evaluated in a block, empty or full of paying spam; what a
//! hundred thousand of them cost while nothing happens; and what a reading costs that so many watch.
//!
//! What must hold is checked, and ends the program with an error if it does not.

#[path = "../../tests/support/mod.rs"]
mod support;

mod blocks;
mod live;
mod rate;
mod spam;
mod world;

use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};
use codec::Encode;
use hallmark_runtime::{Runtime, UncheckedExtrinsic};
use hallmark_types::units::SLOT_DURATION;
use polkadot_sdk::{sp_core::Bytes, sp_runtime::generic::Era};
use support::{devices::now, fleet::Sensor, Client, Node, NodeBuilder, Result};

/// Measures agreements on development nodes.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// What is measured.
	#[arg(long, value_enum, value_delimiter = ',', default_values_t = Part::ALL)]
	parts: Vec<Part>,
	/// How many agreements one reading concerns: a run for each number.
	#[arg(long, value_delimiter = ',', default_values_t = [5_000, 10_000])]
	watching: Vec<u32>,
	/// How many agreements are evaluated while blocks are full.
	#[arg(long, default_value_t = 5_000)]
	crowded: u32,
	/// For how many seconds blocks are filled at most.
	#[arg(long, default_value_t = 240)]
	seconds: u32,
	/// How many agreements are live while nothing happens.
	#[arg(long, default_value_t = 100_000)]
	live: u32,
	/// How many blocks are timed on each of two nodes, and how many readings.
	#[arg(long, default_value_t = 200)]
	blocks: u32,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Part {
	/// How fast one reading's watchers are evaluated.
	Rate,
	/// The same while blocks are full.
	Spam,
	/// Blocks in which nothing happens, with and without agreements.
	Idle,
	/// Readings that one agreement watches, and very many.
	Watchers,
}

impl Part {
	const ALL: [Self; 4] = [Self::Rate, Self::Spam, Self::Idle, Self::Watchers];
}

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	let folder = tempfile::tempdir()?;
	let mut live = live::Live::new(&arguments, folder.path());
	for part in &arguments.parts {
		match part {
			Part::Rate => rate::measure(&arguments, folder.path()).await?,
			Part::Spam => spam::measure(&arguments, folder.path()).await?,
			Part::Idle => live.idle().await?,
			Part::Watchers => live.watchers().await?,
		}
	}
	Ok(())
}

impl Arguments {
	/// A node of a chain that is written down, which authors as a network's do, or makes a block
	/// whenever it is told to.
	fn start(&self, file: &Path, base: PathBuf, manual: bool) -> Result<Node> {
		let mut builder = NodeBuilder::new(["--chain".into(), file.as_os_str().to_owned()])
			.base_path(base)
			.patient();
		builder = match manual {
			true => builder.args(["--sealing", "manual"]),
			false => builder.args([
				"--alice",
				"--validator",
				"--force-authoring",
				"--unsafe-force-node-key-generation",
			]),
		};
		if let Some(program) = &self.node {
			builder = builder.program(program);
		}
		builder.start()
	}
}

/// A sensor's next envelope as it comes by itself, without an account and a fee.
async fn reading(client: &Client, sensor: &mut Sensor, value: i64) -> Result<UncheckedExtrinsic> {
	let envelope = sensor.reading(client.genesis, now(client).await?, value);
	let call = pallet_reading_attestation::Call::<Runtime>::submit {
		envelope: envelope.try_into().map_err(|_| "an envelope is bounded")?,
	};
	let extension = hallmark_runtime::transactions::tx_extension(Era::Immortal, 0, 0);
	Ok(UncheckedExtrinsic::new_transaction(call.into(), extension))
}

/// A transaction as JSON-RPC takes it.
fn hex(transaction: &UncheckedExtrinsic) -> Result<String> {
	let text = serde_json::to_string(&Bytes(transaction.encode()))?;
	Ok(text.trim_matches('"').to_owned())
}

/// The value that a share of them does not exceed.
fn at_share(values: &mut [f64], share: f64) -> f64 {
	values.sort_by(f64::total_cmp);
	match values.len() {
		0 => f64::NAN,
		n => values[((n - 1) as f64 * share) as usize],
	}
}

/// The one in the middle.
fn median(values: impl IntoIterator<Item = f64>) -> f64 {
	at_share(&mut values.into_iter().collect::<Vec<_>>(), 0.5)
}

/// How often something happens in a second that happens so often in a block.
fn per_second(per_block: f64) -> f64 {
	per_block * 1e3 / SLOT_DURATION as f64
}

/// Fails with what does not hold.
fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<()> {
	match holds {
		true => Ok(()),
		false => Err(format!("this does not hold: {}", what()).into()),
	}
}
