//! A personal chain that is sealed: at once, by hand, at intervals.

use std::time::{Duration, Instant};

use hallmark_types::Hash;
use jsonrpsee::rpc_params;
use polkadot_sdk::sp_keyring::Sr25519Keyring;
use serde_json::Value;

use crate::{
	balance,
	support::{command, key, NodeBuilder, Result},
	transfer, AMOUNT,
};

/// As many as the figure in the documentation is the median of.
const TRANSFERS: u32 = 50;

#[tokio::test]
async fn instant_sealing_makes_a_final_block_of_every_transfer() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let alice = key("//Alice");
	let bob = Sr25519Keyring::Bob.to_account_id();
	let before = balance(&client, &bob).await?;

	let mut times = Vec::new();
	for nonce in 0..TRANSFERS {
		let transaction = client
			.sign(transfer(Sr25519Keyring::Bob), &alice, nonce)
			.await?;
		let submitted = Instant::now();
		let finalized = client.submit_and_watch(transaction).await?;
		times.push(submitted.elapsed());
		assert_eq!(finalized.result(), Ok(()));
	}
	times.sort();
	println!(
		"instant sealing: transfer to finalised, median {:.1} ms, slowest {:.1} ms of {TRANSFERS}",
		times[times.len() / 2].as_secs_f64() * 1e3,
		times[times.len() - 1].as_secs_f64() * 1e3,
	);
	assert_eq!(
		balance(&client, &bob).await? - before,
		AMOUNT * u128::from(TRANSFERS)
	);
	// A block for each transfer, and one more for each session: its first holds no transactions.
	let blocks = client.finalized().await?.0;
	let session = client.info().await?["session"]["lengthBlocks"].as_u64();
	let session = u32::try_from(session.ok_or("no session length")?)?;
	assert_eq!(blocks - blocks / session, TRANSFERS);
	Ok(())
}

#[tokio::test]
async fn instant_sealing_leaves_no_transfer_of_a_burst_behind() -> Result<()> {
	const BURST: u32 = 300;
	let base = tempfile::tempdir()?;
	let builder = NodeBuilder::dev()
		.args(["--sealing", "instant"])
		.base_path(base.path());
	let bob = Sr25519Keyring::Bob.to_account_id();
	let alice = key("//Alice");

	let node = builder.start()?;
	let client = node.client().await?;
	let before = balance(&client, &bob).await?;
	for nonce in 0..BURST {
		let transaction = client
			.sign(transfer(Sr25519Keyring::Bob), &alice, nonce)
			.await?;
		client.submit(&transaction).await?;
	}
	let mut heads = client.finalized_heads().await?;
	let all = AMOUNT * u128::from(BURST);
	let arrived = tokio::time::timeout(Duration::from_secs(60), async {
		while balance(&client, &bob).await? - before < all {
			heads
				.next()
				.await
				.ok_or("the node closed the connection")??;
		}
		Result::<()>::Ok(())
	});
	arrived.await??;

	// The chain's clock is far ahead now, and goes on from there after a restart.
	let (number, _) = client.finalized().await?;
	assert!(node.stop()?.success());
	let node = builder.start()?;
	let client = node.client().await?;
	assert!(client.finalized().await?.0 >= number);
	let transaction = client
		.sign(transfer(Sr25519Keyring::Bob), &alice, BURST)
		.await?;
	assert_eq!(client.submit_and_watch(transaction).await?.result(), Ok(()));
	Ok(())
}

#[tokio::test]
async fn manual_sealing_makes_and_finalises_blocks_when_asked() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "manual"]).start()?;
	let client = node.client().await?;

	let refused = client
		.call::<Value>("engine_createBlock", rpc_params![false, true])
		.await;
	assert!(refused
		.unwrap_err()
		.to_string()
		.contains("Transaction pool is empty"));
	assert_eq!(client.header(None).await?.number, 0);

	let created: Value = client
		.call("engine_createBlock", rpc_params![true, false])
		.await?;
	let first: Hash = serde_json::from_value(created["hash"].clone())?;
	assert_eq!(client.block_hash(1).await?, Some(first));
	assert_eq!(client.finalized().await?.0, 0);
	let done: bool = client
		.call("engine_finalizeBlock", rpc_params![first])
		.await?;
	assert!(done);
	assert_eq!(client.finalized().await?, (1, first));

	let alice = key("//Alice");
	let transaction = client
		.sign(transfer(Sr25519Keyring::Bob), &alice, 0)
		.await?;
	client.submit(&transaction).await?;
	assert_eq!(
		client.header(None).await?.number,
		1,
		"a transaction alone makes no block"
	);
	let _: Value = client
		.call("engine_createBlock", rpc_params![false, true])
		.await?;
	let (number, hash) = client.finalized().await?;
	assert_eq!(number, 2);
	// The timestamp and the transfer.
	assert_eq!(client.extrinsics(hash).await?.len(), 2);
	Ok(())
}

#[tokio::test]
async fn interval_sealing_makes_blocks_without_transactions() -> Result<()> {
	let node = NodeBuilder::dev()
		.args(["--sealing", "interval=200"])
		.start()?;
	let client = node.client().await?;
	client.until_finalized(10, Duration::from_secs(30)).await?;
	assert_eq!(client.info().await?["sealing"], "interval");

	let methods: Value = client.call("rpc_methods", rpc_params![]).await?;
	let methods = methods["methods"].as_array().ok_or("no list of methods")?;
	assert!(
		!methods.iter().any(|method| method == "engine_createBlock"),
		"only by hand"
	);
	Ok(())
}

#[test]
fn sealing_is_refused_where_authorities_make_the_blocks_together() -> Result<()> {
	let base = tempfile::tempdir()?;
	let path = base.path().to_str().ok_or("no text")?;
	let common = [
		"--sealing",
		"instant",
		"--base-path",
		path,
		"--rpc-port",
		"0",
	];

	let ended = command(["--chain", "local"].iter().chain(&common))?;
	assert_eq!(ended.code, Some(1));
	assert!(
		ended.stderr.contains("`Hallmark Local` is not one"),
		"{}",
		ended.stderr
	);

	// A chain may call itself a development chain and still have four authorities.
	let spec = command(["export-chain-spec", "--chain", "local"])?.stdout;
	let file = base.path().join("four.json");
	std::fs::write(
		&file,
		spec.replace(r#""chainType": "Local""#, r#""chainType": "Development""#),
	)?;
	let file = file.to_str().ok_or("no text")?;
	let ended = command(["--chain", file, "--no-prometheus"].iter().chain(&common))?;
	assert_eq!(ended.code, Some(1));
	assert!(ended.stderr.contains("this one has 4"), "{}", ended.stderr);

	let ended = command(["--dev", "--sealing", "sometimes"])?;
	assert_eq!(ended.code, Some(2));
	assert!(ended.stderr.contains("sometimes") && ended.stderr.contains("interval="));
	Ok(())
}
