//! Does looking up a passport slow down with the number of devices? Starts a node on a state with a
//! thousand devices and one on a state with a million, and asks both the same question over
//! JSON-RPC, as a client would.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{path::PathBuf, time::Instant};

use clap::Parser;
use hallmark_runtime::Runtime;
use pallet_device_identity::PassportViewFunction;
use support::{fleet, spec, NodeBuilder, Result};

/// Measures lookups of passports on nodes with few and with many devices.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// How many devices the states hold.
	#[arg(long, value_delimiter = ',', default_values_t = [1_000, 1_000_000])]
	devices: Vec<u32>,
	/// How many lookups are timed on each.
	#[arg(long, default_value_t = 5_000)]
	lookups: u32,
}

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	let mut medians = Vec::new();
	for &devices in &arguments.devices {
		medians.push(measure(&arguments, devices).await?);
	}
	if let [few, .., many] = medians[..] {
		println!(
			"many against few              {:.2} times the time",
			many / few
		);
	}
	Ok(())
}

/// The median, in microseconds, on a node with so many devices.
async fn measure(arguments: &Arguments, devices: u32) -> Result<f64> {
	let folder = tempfile::tempdir()?;
	let file = folder.path().join("chain.json");
	spec::write(
		arguments.node.as_deref(),
		"dev",
		fleet::genesis(devices),
		&file,
	)?;

	let mut builder = NodeBuilder::new(["--chain".into(), file.into_os_string()])
		.base_path(folder.path().join("base"))
		.patient();
	if let Some(program) = &arguments.node {
		builder = builder.program(program);
	}
	let node = builder.start()?;
	let client = node.client().await?;

	let lookups = arguments.lookups.min(devices);
	let mut taken = Vec::new();
	for n in 0..lookups {
		// Spread over all of them, each asked for once.
		let number = u64::from(n) * u64::from(devices) / u64::from(lookups);
		let id = fleet::id(number as u32);
		let began = Instant::now();
		let passport = client
			.view(PassportViewFunction::<Runtime>::new(id))
			.await?;
		taken.push(began.elapsed().as_secs_f64() * 1e6);
		if passport.is_none_or(|passport| passport.device != id) {
			return Err(format!("{id:?} has no passport").into());
		}
	}
	taken.sort_by(f64::total_cmp);
	let at = |share: f64| taken[((taken.len() - 1) as f64 * share) as usize];
	println!(
		"passport of one in {devices:>9}  median {:.0} µs, 99 % within {:.0} µs, of {lookups} over JSON-RPC",
		at(0.5),
		at(0.99),
	);
	Ok(at(0.5))
}
