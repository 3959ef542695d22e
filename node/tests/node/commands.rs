//! The subcommands: keys, chain specs, and what can be done with a stored chain.

use std::{fs, time::Duration};

use polkadot_sdk::{sp_core::crypto::Ss58Codec, sp_keyring::Sr25519Keyring};
use serde_json::Value;

use crate::support::{command, Ended, NodeBuilder, Result};

/// Asserts that a command ended well.
#[track_caller]
fn assert_done(ended: Ended) -> String {
	assert_eq!(ended.code, Some(0), "{}", ended.stderr);
	ended.stdout
}

#[tokio::test]
async fn blocks_are_exported_imported_checked_and_reverted() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let text = |name: &str| {
		folder
			.path()
			.join(name)
			.to_str()
			.unwrap_or_default()
			.to_owned()
	};
	let (first, second, blocks) = (text("first"), text("second"), text("blocks.bin"));
	let info = |base: &str| -> Result<Value> {
		let out = assert_done(command(["chain-info", "--dev", "--base-path", base])?);
		Ok(serde_json::from_str(&out)?)
	};

	// Without votes nothing is final, so blocks can be taken back.
	let node = NodeBuilder::dev()
		.args(["--no-grandpa"])
		.base_path(&first)
		.start()?;
	let client = node.client().await?;
	let wait = async {
		while client.header(None).await?.number < 4 {
			tokio::time::sleep(Duration::from_millis(100)).await;
		}
		Result::<()>::Ok(())
	};
	tokio::time::timeout(Duration::from_secs(60), wait).await??;
	let genesis = format!("{:?}", client.genesis);
	assert!(node.stop()?.success());

	let made = info(&first)?;
	let best = made["best_number"].as_u64().ok_or("no best block")?;
	assert!(best >= 4, "{made}");
	assert_eq!(made["genesis_hash"], genesis);
	assert_eq!(made["finalized_number"], 0);

	let export = [
		"export-blocks",
		"--dev",
		"--base-path",
		&first,
		"--binary",
		&blocks,
	];
	assert_done(command(export)?);
	let import = [
		"import-blocks",
		"--dev",
		"--base-path",
		&second,
		"--binary",
		&blocks,
	];
	assert_done(command(import)?);
	assert_eq!(info(&second)?["best_hash"], made["best_hash"]);

	let checked = assert_done(command([
		"check-block",
		"--dev",
		"--base-path",
		&second,
		"2",
	])?);
	assert!(checked.contains("Completed"), "{checked}");

	assert_done(command(["revert", "--dev", "--base-path", &second, "2"])?);
	assert_eq!(info(&second)?["best_number"], best - 2);
	assert_done(command(import)?);
	assert_eq!(
		info(&second)?["best_hash"],
		made["best_hash"],
		"what was taken back returns"
	);

	let state = assert_done(command(["export-state", "--dev", "--base-path", &second])?);
	let state: Value = serde_json::from_str(&state)?;
	assert!(
		state["genesis"]["raw"]["top"]["0x3a636f6465"].is_string(),
		"the runtime's code"
	);

	let place = ["--chain", "dev", "--base-path", &first];
	let key = [
		"--scheme",
		"sr25519",
		"--key-type",
		"aura",
		"--suri",
		"//Bob",
	];
	assert_done(command(["key", "insert"].iter().chain(&place).chain(&key))?);
	assert_done(command(["purge-chain", "-y"].iter().chain(&place))?);
	let chain = folder.path().join("first/chains/hallmark_dev");
	assert!(!chain.join("paritydb").exists());
	let keys = fs::read_dir(chain.join("keystore"))?.count();
	assert_eq!(keys, 1, "the keys stay");
	Ok(())
}

#[test]
fn keys_are_made_inspected_and_inserted() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let base = folder.path().join("base");
	let base = base.to_str().ok_or("no text")?;

	let made = assert_done(command(["key", "generate", "--output-type", "json"])?);
	let made: Value = serde_json::from_str(&made)?;
	let phrase = made["secretPhrase"].as_str().ok_or("no phrase")?;
	assert_eq!(phrase.split(' ').count(), 12);

	let alice = assert_done(command(["key", "inspect", "//Alice"])?);
	assert!(alice.contains(&Sr25519Keyring::Alice.to_account_id().to_ss58check()));

	let insert = ["key", "insert", "--chain", "local", "--base-path", base];
	let aura = [
		"--scheme",
		"sr25519",
		"--key-type",
		"aura",
		"--suri",
		phrase,
	];
	assert_done(command(insert.iter().chain(&aura))?);
	let keystore = folder.path().join("base/chains/hallmark_local/keystore");
	assert_eq!(fs::read_dir(keystore)?.count(), 1);

	// A network key belongs to a chain only where the chain's folder is its place.
	let file = folder.path().join("network.key");
	let file = file.to_str().ok_or("no text")?;
	let generate = ["key", "generate-node-key"];
	assert_done(command(generate.iter().chain(&["--file", file]))?);
	let shown = command(["key", "inspect-node-key", "--file", file])?;
	assert!(assert_done(shown).starts_with("12D3"));
	assert_eq!(assert_done(command(generate)?).len(), 64);

	let ended = command(generate.iter().chain(&["--base-path", base]))?;
	assert_eq!(ended.code, Some(1));
	assert!(ended.stderr.contains("--chain local"), "{}", ended.stderr);
	let local = ["--base-path", base, "--chain", "local"];
	assert_done(command(generate.iter().chain(&local))?);
	let again = command(generate.iter().chain(&local))?;
	assert_eq!(again.code, Some(1));
	assert!(
		again.stderr.contains("there is a network key already"),
		"{}",
		again.stderr
	);
	Ok(())
}

#[test]
fn chain_specs_are_exported_plain_and_raw() -> Result<()> {
	let folder = tempfile::tempdir()?;
	for (chain, kind) in [
		("dev", "Development"),
		("local", "Local"),
		("consortium", "Live"),
	] {
		let plain = assert_done(command(["export-chain-spec", "--chain", chain])?);
		let plain: Value = serde_json::from_str(&plain)?;
		assert_eq!(plain["id"], format!("hallmark_{chain}"));
		assert_eq!(plain["chainType"], kind);
		assert_eq!(plain["properties"]["tokenSymbol"], "HMK");
		assert!(plain["telemetryEndpoints"].is_null());
		let patch = &plain["genesis"]["runtimeGenesis"]["patch"];
		assert_eq!(
			patch["sudo"]["key"].is_string(),
			chain != "consortium",
			"{chain}"
		);

		let file = folder.path().join(chain);
		let file = file.to_str().ok_or("no text")?;
		let args = [
			"export-chain-spec",
			"--raw",
			"--chain",
			chain,
			"--output",
			file,
		];
		assert_done(command(args)?);
		let built = command([
			"build-spec",
			"--disable-default-bootnode",
			"--raw",
			"--chain",
			file,
		])?;
		let built: Value = serde_json::from_str(&assert_done(built))?;
		assert_eq!(
			built,
			serde_json::from_str::<Value>(&fs::read_to_string(file)?)?
		);
	}
	Ok(())
}

#[test]
fn help_and_version_say_what_this_is() -> Result<()> {
	let version = assert_done(command(["--version"])?);
	assert!(version.contains(env!("CARGO_PKG_VERSION")), "{version}");
	let help = assert_done(command(["--help"])?);
	for part in [
		"--sealing",
		"interval=",
		"6000",
		"export-chain-spec",
		"consortium",
	] {
		assert!(help.contains(part), "no `{part}` in:\n{help}");
	}
	Ok(())
}
