//! Measures a node from outside, as its users see it.
//!
//! Every load is bounded in number and time. What is printed is what was counted in final blocks,
//! not what was sent.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{
	path::PathBuf,
	time::{Duration, Instant},
};

use clap::Parser;
use hallmark_runtime::{AccountId, RuntimeCall, UncheckedExtrinsic};
use polkadot_sdk::{
	pallet_balances,
	sp_core::{sr25519, Pair},
};
use support::{key, NodeBuilder, Result};

/// Measures a development node.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// Transfers one after another on a chain with instant sealing.
	#[arg(long, default_value_t = 50)]
	single: usize,
	/// Transfers sent as fast as they are taken, on a chain that authors and finalises.
	#[arg(long, default_value_t = 6_000)]
	burst: u32,
}

/// The longest a measurement may take.
const BOUND: Duration = Duration::from_secs(180);

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	let builder = |sealing: &[&str]| {
		let builder = NodeBuilder::dev().args(sealing.iter().map(|part| part.to_string()));
		match &arguments.node {
			Some(program) => builder.program(program),
			None => builder,
		}
	};

	first_block(&builder(&[])).await?;
	single(&builder(&["--sealing", "instant"]), arguments.single).await?;
	burst(&builder(&[]), arguments.burst).await
}

/// From the start of the process to the first block, and to the first final one.
async fn first_block(builder: &NodeBuilder) -> Result<()> {
	let mut first = Vec::new();
	for _ in 0..5 {
		let node = builder.start()?;
		let client = node.client().await?;
		while client.header(None).await?.number == 0 {
			tokio::time::sleep(Duration::from_millis(20)).await;
		}
		first.push(node.started().elapsed());
	}
	println!("first block after start       {}", spread(first, 1.0, "s"));
	Ok(())
}

/// From the submission of a transfer to its finality, with nothing else going on.
async fn single(builder: &NodeBuilder, transfers: usize) -> Result<()> {
	let node = builder.start()?;
	let client = node.client().await?;
	let alice = key("//Alice");
	let mut taken = Vec::new();
	for nonce in 0..transfers {
		let transfer = client.sign(transfer(), &alice, nonce as u32).await?;
		let sent = Instant::now();
		client
			.submit_and_watch(transfer)
			.await?
			.result()
			.map_err(|e| format!("{e:?}"))?;
		taken.push(sent.elapsed());
	}
	println!(
		"transfer to final, instant    {}",
		spread(taken, 1_000.0, "ms")
	);
	Ok(())
}

/// Plain transfers in bulk: how many a second reach final blocks while the pool is never empty.
async fn burst(builder: &NodeBuilder, transfers: u32) -> Result<()> {
	let node = builder.start()?;
	let client = node.client().await?;
	let versions = client.runtime_version().await?;
	let senders = [
		"//Alice",
		"//Bob",
		"//Charlie",
		"//Dave",
		"//Eve",
		"//Ferdie",
	]
	.map(key);
	let share = transfers / senders.len() as u32;
	let signed: Vec<UncheckedExtrinsic> = (0..share)
		.flat_map(|nonce| senders.iter().map(move |sender| (sender, nonce)))
		.map(|(sender, nonce)| client.sign_for(versions, transfer(), sender, nonce))
		.collect();

	client.until_finalized(1, BOUND).await?;
	let (before, _) = client.finalized().await?;
	let sent = Instant::now();
	let mut refused = 0;
	for chunk in signed.chunks(200) {
		let answers = futures::future::join_all(chunk.iter().map(|one| client.submit(one))).await;
		refused += answers.iter().filter(|answer| answer.is_err()).count();
	}
	let submitted = sent.elapsed();

	let wanted = signed.len() - refused;
	let (mut height, mut counted, mut fullest, mut from) = (before, 0, 0, None);
	while counted < wanted && sent.elapsed() < BOUND {
		height = client
			.until_finalized(height + 1, BOUND)
			.await?
			.min(height + 1);
		let hash = client
			.block_hash(height)
			.await?
			.ok_or("a final block has a hash")?;
		// All but the inherent.
		let in_block = client.extrinsics(hash).await?.len() - 1;
		if in_block > 0 && from.is_none() {
			from = Some(height);
		}
		counted += in_block;
		fullest = fullest.max(in_block);
	}
	let blocks = from.map_or(0, |from| height - from + 1);
	let span = f64::from(blocks) * hallmark_types::units::SLOT_DURATION as f64 / 1_000.0;
	println!(
		"transfers in bulk             {:.0} /s final: {counted} in {blocks} blocks, the fullest \
		 {fullest}; {refused} refused; taken by the pool in {:.1} s",
		counted as f64 / span,
		submitted.as_secs_f64()
	);
	Ok(())
}

fn transfer() -> RuntimeCall {
	let to: AccountId = sr25519::Pair::from_seed(&[7; 32]).public().into();
	pallet_balances::Call::transfer_keep_alive {
		dest: to.into(),
		value: hallmark_types::units::HMK,
	}
	.into()
}

/// Least, median and most of what was measured.
fn spread(mut measured: Vec<Duration>, scale: f64, unit: &str) -> String {
	measured.sort();
	let figure = |at: usize| measured[at].as_secs_f64() * scale;
	format!(
		"median {:.2} {unit}, least {:.2}, most {:.2}, of {}",
		figure(measured.len() / 2),
		figure(0),
		figure(measured.len() - 1),
		measured.len()
	)
}
