//! Does looking up a passport slow down with the number of devices? Starts a node on a state with a
//! thousand devices and one on a state with a million, and asks both the same question over
//! JSON-RPC, as a client would.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{path::PathBuf, time::Instant};

use clap::Parser;
use codec::{Decode, Encode};
use hallmark_keys::PublicKey;
use hallmark_runtime::{AccountId, Runtime};
use hallmark_types::device::{device_id, DeviceId, DeviceStatus};
use pallet_device_identity::{
	Deposit, Device, DeviceOf, Devices, KeyEpoch, KeyOwners, Manifest, ManifestOf, Manifests,
	Origin, PassportViewFunction,
};
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256};
use support::{spec, NodeBuilder, Result};

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

/// Who made all of them.
const MAKER: u32 = 1;

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
	let entries = std::iter::once(manifest(devices)).chain((0..devices).flat_map(device));
	spec::write(arguments.node.as_deref(), "dev", entries, &file)?;

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
		let id = id((u64::from(n) * u64::from(devices) / u64::from(lookups)) as u32);
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

fn serial(n: u32) -> Vec<u8> {
	format!("FR7-{n:07}").into_bytes()
}

fn id(n: u32) -> DeviceId {
	device_id(MAKER, &serial(n))
}

/// A deposit that nothing is held for: this is about reading.
fn deposit<Ticket: Decode>() -> Deposit<AccountId, Ticket> {
	Deposit {
		payer: AccountId::from([0; 32]),
		ticket: Ticket::decode(&mut &[0; 64][..]).expect("a ticket of nothing"),
	}
}

/// The list that all of them stand on.
fn manifest(devices: u32) -> spec::Entry {
	let manifest: ManifestOf<Runtime> = Manifest {
		size: devices.into(),
		model: Default::default(),
		published_at: 0,
		withdrawn_from: None,
		deposit: deposit(),
	};
	let key = Manifests::<Runtime>::hashed_key_for(MAKER, H256::zero());
	(key, manifest.encode())
}

/// What an enrolled device leaves in the state.
fn device(n: u32) -> [spec::Entry; 2] {
	let id = id(n);
	let key = PublicKey::Ed25519(blake2_256(&n.to_le_bytes()));
	let device: DeviceOf<Runtime> = Device {
		maker: MAKER,
		serial: serial(n).try_into().expect("short"),
		origin: Origin::Manifest {
			root: H256::zero(),
			index: n,
		},
		owner: 2,
		enrolled_at: 0,
		status: DeviceStatus::Active,
		status_since: 0,
		out_of_use_at: None,
		last_epoch: 0,
		latest: KeyEpoch::from(key, 0),
		previous: None,
		deposit: deposit(),
	};
	let key_hash = H256(key.using_encoded(blake2_256));
	[
		(Devices::<Runtime>::hashed_key_for(id), device.encode()),
		(KeyOwners::<Runtime>::hashed_key_for(key_hash), id.encode()),
	]
}
