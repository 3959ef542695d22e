//! A node that runs: what it does by itself, and what it tells.

use std::time::{Duration, Instant};

use hallmark_types::units::{STABLECOIN, TOKEN_SYMBOL};
use polkadot_sdk::{sp_core::crypto::Ss58Codec, sp_keyring::Sr25519Keyring};

use crate::support::{NodeBuilder, Result};

#[tokio::test]
async fn a_development_chain_authors_finalises_and_greets() -> Result<()> {
	let node = NodeBuilder::dev().start()?;
	let answering = node.started().elapsed();
	let client = node.client().await?;

	let mut heads = client.finalized_heads().await?;
	while client.header(None).await?.number == 0 {
		heads
			.next()
			.await
			.ok_or("the node closed the connection")??;
	}
	let first_block = node.started().elapsed();
	client.until_finalized(2, Duration::from_secs(30)).await?;
	println!(
		"development chain: answers after {:.1} s, first block seen after {:.1} s, \
		 second block final after {:.1} s",
		answering.as_secs_f32(),
		first_block.as_secs_f32(),
		node.started().elapsed().as_secs_f32(),
	);

	let greeting = node.output();
	for part in [
		&node.ws_url(),
		&format!("https://polkadot.js.org/apps/?rpc={}", node.ws_url()),
		"hallmark_dev",
		"hallmark_info",
		"//Alice",
		&Sr25519Keyring::Alice.to_account_id().to_ss58check(),
		"1,000,000 HMK",
	] {
		assert!(
			greeting.contains(part),
			"no `{part}` in the greeting:\n{greeting}"
		);
	}
	Ok(())
}

#[tokio::test]
async fn hallmark_info_tells_the_chain_and_who_keeps_it() -> Result<()> {
	let node = NodeBuilder::dev()
		.args(["--sealing", "manual", "--name", "tester"])
		.start()?;
	let client = node.client().await?;
	let info = client.info().await?;
	let alice = Sr25519Keyring::Alice.to_account_id().to_ss58check();
	let genesis = format!("{:?}", client.genesis);

	assert_eq!(info["chain"], "Hallmark Development");
	assert_eq!(info["nodeName"], "tester");
	assert!(info["nodeVersion"]
		.as_str()
		.unwrap()
		.starts_with(env!("CARGO_PKG_VERSION")));
	assert_eq!(info["specName"], "hallmark");
	assert_eq!(info["specVersion"], hallmark_runtime::VERSION.spec_version);
	assert_eq!(
		info["transactionVersion"],
		hallmark_runtime::VERSION.transaction_version
	);
	assert_eq!(info["genesisHash"], genesis);
	assert_eq!(
		info["best"],
		serde_json::json!({ "number": 0, "hash": genesis })
	);
	assert_eq!(info["finalized"], info["best"]);
	assert_eq!(info["slotDurationMs"], 2_000);
	assert_eq!(info["sealing"], "manual");
	assert_eq!(
		info["session"],
		serde_json::json!({ "index": 0, "lengthBlocks": 15 })
	);
	for list in [
		"validators",
		"nextValidators",
		"electedValidators",
		"council",
	] {
		assert_eq!(info[list], serde_json::json!([alice]), "{list}");
	}
	assert_eq!(info["minimumValidators"], 1);
	assert!(info["safeModeUntil"].is_null());
	assert_eq!(
		info["token"],
		serde_json::json!({ "symbol": TOKEN_SYMBOL, "decimals": 12, "ss58Format": 42 })
	);
	assert_eq!(
		info["stablecoin"],
		serde_json::json!({ "assetId": STABLECOIN, "decimals": 6 })
	);
	Ok(())
}

#[tokio::test]
async fn a_validator_without_session_keys_is_told_how_to_get_them() -> Result<()> {
	let base = tempfile::tempdir()?;
	let node = NodeBuilder::new([
		"--chain",
		"consortium",
		"--validator",
		"--unsafe-force-node-key-generation",
	])
	.base_path(base.path())
	.start()?;
	// The node speaks of its keys a moment after it has begun to answer.
	const LAST: &str = "everybody knows (//Alice";
	let deadline = Instant::now() + Duration::from_secs(30);
	while !node.log().contains(LAST) && Instant::now() < deadline {
		tokio::time::sleep(Duration::from_millis(50)).await;
	}

	let log = node.log();
	for part in [
		"no session key",
		"`aura`",
		"`gran`",
		"key insert",
		"author_rotateKeys",
	] {
		assert!(log.contains(part), "no `{part}` in the log:\n{log}");
	}
	assert!(log.contains(LAST), "{log}");
	assert_eq!(node.output(), "", "only development and local chains greet");
	Ok(())
}
