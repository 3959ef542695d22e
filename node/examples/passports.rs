//! Measures passports on a development node: what a list of a hundred thousand devices costs its
//! maker, how fast devices of it enrol, and what each leaves in the state.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{
	path::PathBuf,
	time::{Duration, Instant},
};

use clap::Parser;
use hallmark_keys::{PureRust, Verify};
use hallmark_merkle::{leaf_hash, Tree};
use hallmark_runtime::{AccountId, Runtime, RuntimeEvent, UncheckedExtrinsic};
use hallmark_types::units::HMK;
use pallet_device_identity::{Call, PassportViewFunction};
use polkadot_sdk::{pallet_transaction_payment, sp_core::Pair};
use support::{
	devices::{enrol_with_manifest, now, Device, MAKER, OPERATOR},
	key,
	state::State,
	Client, NodeBuilder, Result,
};

/// Measures passports on a development node.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// Devices on the maker's list.
	#[arg(long, default_value_t = 100_000)]
	listed: u32,
	/// Devices of it that are enrolled.
	#[arg(long, default_value_t = 1_000)]
	enrolled: u32,
}

/// The longest a measurement may take.
const BOUND: Duration = Duration::from_secs(300);

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	verification();

	let mut builder = NodeBuilder::dev();
	if let Some(program) = &arguments.node {
		builder = builder.program(program);
	}
	let node = builder.start()?;
	let client = node.client().await?;
	client.until_finalized(1, BOUND).await?;

	let devices: Vec<Device> = (0..arguments.listed)
		.map(|n| Device::new(format!("FR7-{n:07}")))
		.collect();
	let began = Instant::now();
	let list = Tree::new(devices.iter().map(|device| leaf_hash(&device.line())))?;
	println!(
		"list of {} devices           tree made in {:.2} s by the maker's own machine",
		arguments.listed,
		began.elapsed().as_secs_f64()
	);
	publish(&client, &list).await?;

	// Spread over the list, so that the paths are of every shape.
	let step = (arguments.listed / arguments.enrolled).max(1);
	let sample: Vec<(u32, &Device)> = (0..arguments.listed)
		.step_by(step as usize)
		.take(arguments.enrolled as usize)
		.map(|index| (index, &devices[index as usize]))
		.collect();
	let before = State::of(&client, "DeviceIdentity").await?;
	enrol(&client, &list, &sample).await?;
	let after = State::of(&client, "DeviceIdentity").await?;
	println!(
		"state for a device            {:.0} bytes of keys and values in {:.1} entries",
		(after.bytes - before.bytes) as f64 / sample.len() as f64,
		(after.entries - before.entries) as f64 / sample.len() as f64,
	);
	Ok(())
}

/// What a P-256 verification costs outside WASM, where a host function would run.
fn verification() {
	let device = Device::new("any");
	let proof = device.possession(Default::default(), 1, 2, 0);
	let key = device.key();
	let mut taken = Vec::new();
	for _ in 0..200 {
		let began = Instant::now();
		std::hint::black_box(PureRust.verify(&key, std::hint::black_box(b""), &proof.signature));
		taken.push(began.elapsed());
	}
	taken.sort();
	println!(
		"P-256 verification, native    median {:.0} µs of {}: what a host function would take",
		taken[taken.len() / 2].as_secs_f64() * 1e6,
		taken.len()
	);
}

async fn publish(client: &Client, list: &Tree) -> Result<()> {
	let maker = key(MAKER.1);
	let call = Call::publish_manifest {
		root: list.root().into(),
		size: list.size(),
		model: b"Fridge 7".to_vec().try_into().map_err(|_| "too long")?,
	};
	let nonce = client.nonce(&AccountId::from(maker.public())).await?;
	let finalized = client
		.submit_and_watch(client.sign(call, &maker, nonce).await?)
		.await?;
	finalized.result().map_err(|error| format!("{error:?}"))?;
	let fee = finalized
		.events
		.iter()
		.find_map(|event| match event {
			RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
			) => Some(*actual_fee),
			_ => None,
		})
		.ok_or("the transaction paid a fee")?;
	println!(
		"publishing it                 1 transaction, {:.6} HMK",
		fee as f64 / HMK as f64
	);
	Ok(())
}

async fn enrol(client: &Client, list: &Tree, sample: &[(u32, &Device)]) -> Result<()> {
	let owner = key(OPERATOR.1);
	let versions = client.runtime_version().await?;
	let first = client.nonce(&AccountId::from(owner.public())).await?;
	let now = now(client).await?;
	let signed: Vec<UncheckedExtrinsic> = (first..)
		.zip(sample)
		.map(|(nonce, (index, device))| {
			let proof = device.possession(client.genesis, MAKER.0, OPERATOR.0, now);
			let call = enrol_with_manifest(MAKER.0, list, *index, device, proof)?;
			Ok(client.sign_for(versions, call, &owner, nonce))
		})
		.collect::<Result<_>>()?;

	let (mut height, _) = client.finalized().await?;
	let began = Instant::now();
	for chunk in signed.chunks(100) {
		for answer in futures::future::join_all(chunk.iter().map(|one| client.submit(one))).await {
			answer?;
		}
	}
	let (mut counted, mut fullest, mut blocks) = (0, 0, 0);
	while counted < sample.len() {
		if began.elapsed() > BOUND {
			return Err(format!("{counted} of {} enrolled in time", sample.len()).into());
		}
		client.until_finalized(height + 1, BOUND).await?;
		height += 1;
		let hash = client
			.block_hash(height)
			.await?
			.ok_or("a final block has a hash")?;
		let enrolled = client
			.events_at(hash)
			.await?
			.iter()
			.filter(|record| {
				matches!(
					record.event,
					RuntimeEvent::DeviceIdentity(
						pallet_device_identity::Event::DeviceEnrolled { .. }
					)
				)
			})
			.count();
		counted += enrolled;
		fullest = fullest.max(enrolled);
		blocks += u32::from(enrolled > 0);
	}
	println!(
		"enrolment from the list       {counted} of {} in {blocks} blocks, the fullest {fullest}; \
		 the last final after {:.1} s",
		sample.len(),
		began.elapsed().as_secs_f64()
	);
	for (_, device) in sample {
		let passport = client
			.view(PassportViewFunction::<Runtime>::new(device.id(MAKER.0)))
			.await?
			.ok_or("an enrolled device has a passport")?;
		if passport.key.key != device.key() {
			return Err(format!("{} speaks with another key", device.serial).into());
		}
	}
	println!("passports                     {counted} read back, each with its device's key");
	Ok(())
}
