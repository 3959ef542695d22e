//! What the node refuses before it starts: each with its exit code and words that help.

use std::{fs, net::TcpListener, path::Path};

use crate::support::{command, Ended, NodeBuilder, Result};

/// Asserts that a command failed with `code`, that its message holds all of `parts`, and that
/// nothing panicked.
#[track_caller]
fn assert_refused(ended: &Ended, code: i32, parts: &[&str]) {
	assert_eq!(ended.code, Some(code), "{}", ended.stderr);
	for part in parts {
		assert!(
			ended.stderr.contains(part),
			"no `{part}` in:\n{}",
			ended.stderr
		);
	}
	assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
}

fn text(path: &Path) -> Result<&str> {
	path.to_str().ok_or_else(|| "the path is no text".into())
}

#[test]
fn a_chain_must_be_named_and_known() -> Result<()> {
	let choices = ["--dev", "--chain local", "--chain consortium"];
	assert_refused(&command::<&str>([])?, 1, &choices);
	assert_refused(&command(["purge-chain", "-y"])?, 1, &choices);
	let unknown = command(["--chain", "moon"])?;
	assert_refused(&unknown, 1, &choices);
	assert_refused(&unknown, 1, &["unknown chain `moon`"]);
	assert_refused(
		&command(["export-chain-spec", "--chain", "moon"])?,
		1,
		&["`moon`"],
	);
	assert_refused(&command(["--no-such-option"])?, 2, &["--no-such-option"]);
	assert_refused(
		&command(["--dev", "--rpc-rate-limit", "0"])?,
		2,
		&["rpc-rate-limit"],
	);
	Ok(())
}

#[test]
fn a_malformed_chain_spec_is_refused_by_name() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let spec = folder.path().join("spec.json");
	let file = text(&spec)?;
	let base = folder.path().join("base");
	let run = || {
		command([
			"--chain",
			file,
			"--base-path",
			text(&base)?,
			"--rpc-port",
			"0",
			"--no-prometheus",
			"--listen-addr",
			"/ip4/127.0.0.1/tcp/0",
		])
	};

	for malformed in ["", "not json", "[]", r#"{"name":"x","id":"x"}"#] {
		fs::write(&spec, malformed)?;
		assert_refused(&run()?, 1, &["is not a chain spec", file]);
	}

	// Well-formed, but with a genesis that no chain can start from.
	let good = command(["export-chain-spec", "--chain", "dev"])?.stdout;
	let good: serde_json::Value = serde_json::from_str(&good)?;
	let mut no_code = good.clone();
	no_code["genesis"]["runtimeGenesis"]["code"] = "0x00".into();
	let mut no_preset = good.clone();
	no_preset["genesis"]["runtimeGenesis"]["patch"] = serde_json::json!({ "nonsense": 1 });
	let mut no_genesis = good;
	no_genesis["genesis"] = serde_json::json!({ "raw": { "top": {}, "childrenDefault": {} } });
	for unusable in [no_code, no_preset, no_genesis] {
		fs::write(&spec, unusable.to_string())?;
		assert_refused(
			&run()?,
			1,
			&["has no usable genesis", "Hallmark Development"],
		);
	}
	Ok(())
}

#[test]
fn a_port_that_is_taken_is_refused_by_number() -> Result<()> {
	let taken = TcpListener::bind("127.0.0.1:0")?;
	let port = taken.local_addr()?.port().to_string();
	let p2p = format!("/ip4/127.0.0.1/tcp/{port}");
	for (option, value, others) in [
		("--rpc-port", &port, vec!["--no-prometheus"]),
		("--prometheus-port", &port, vec!["--rpc-port", "0"]),
		(
			"--listen-addr",
			&p2p,
			vec!["--no-prometheus", "--rpc-port", "0"],
		),
	] {
		let ended = command(["--dev", option, value].into_iter().chain(others))?;
		assert_refused(&ended, 1, &[&port, option, "another program uses it"]);
	}
	Ok(())
}

#[test]
fn a_missing_or_malformed_network_key_is_refused_by_name() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let key = folder.path().join("network.key");
	let key = text(&key)?;
	let base = folder.path().join("base");
	let common = ["--chain", "local", "--alice", "--base-path", text(&base)?];

	let generate = ["generate-node-key", key];
	assert_refused(&command(common)?, 1, &["network key", "generate-node-key"]);
	let named = || command(common.iter().chain(&["--node-key-file", key]));
	assert_refused(&named()?, 1, &generate);
	fs::write(key, "this is no key")?;
	assert_refused(&named()?, 1, &generate);
	assert_refused(
		&command(common.iter().chain(&["--node-key", "12"]))?,
		1,
		&["node key"],
	);
	Ok(())
}

#[tokio::test]
async fn a_base_path_of_another_chain_is_refused_with_both_hashes() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let base = folder.path().join("base");
	let node = NodeBuilder::dev()
		.args(["--sealing", "manual"])
		.base_path(&base)
		.start()?;
	let stored = format!("{:?}", node.client().await?.genesis);
	assert!(node.stop()?.success());

	// The same id, another genesis: one account more has money.
	let spec = command(["export-chain-spec", "--chain", "dev"])?.stdout;
	let mut spec: serde_json::Value = serde_json::from_str(&spec)?;
	let balances = spec["genesis"]["runtimeGenesis"]["patch"]["balances"]["balances"]
		.as_array_mut()
		.ok_or("the preset endows accounts")?;
	balances.pop();
	let file = folder.path().join("other.json");
	fs::write(&file, spec.to_string())?;
	let other = NodeBuilder::new(["--chain", text(&file)?, "--sealing", "manual"])
		.base_path(folder.path().join("elsewhere"))
		.start()?;
	let expected = format!("{:?}", other.client().await?.genesis);
	drop(other);
	assert_ne!(stored, expected);

	let place = ["--chain", text(&file)?, "--base-path", text(&base)?];
	let parts = [&stored, &expected, "--base-path", "purge-chain"];
	let ports = ["--rpc-port", "0", "--no-prometheus"];
	assert_refused(&command(place.iter().chain(&ports))?, 1, &parts);
	for subcommand in ["export-blocks", "revert", "import-blocks", "export-state"] {
		assert_refused(&command([subcommand].iter().chain(&place))?, 1, &parts);
	}

	// The chain that is stored goes on.
	let node = NodeBuilder::dev()
		.args(["--sealing", "manual"])
		.base_path(&base)
		.start()?;
	assert_eq!(format!("{:?}", node.client().await?.genesis), stored);
	Ok(())
}

#[test]
fn a_base_path_that_cannot_be_used_is_refused_by_name() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let file = folder.path().join("file");
	fs::write(&file, "not a folder")?;
	let ended = command(["--dev", "--base-path", text(&file)?, "--rpc-port", "0"])?;
	assert_refused(&ended, 1, &[text(&file)?, "--base-path"]);

	let base = folder.path().join("base");
	let running = NodeBuilder::dev()
		.args(["--sealing", "manual"])
		.base_path(&base);
	let _running = running.start()?;
	let args = [
		"--dev",
		"--base-path",
		text(&base)?,
		"--rpc-port",
		"0",
		"--no-prometheus",
	];
	assert_refused(&command(args)?, 1, &[text(&base)?, "another node"]);
	Ok(())
}

#[test]
fn a_file_or_chain_that_is_not_there_is_refused_by_name() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let base = folder.path().join("base");
	let place = ["--dev", "--base-path", text(&base)?];
	for subcommand in ["chain-info", "export-blocks", "export-state", "revert"] {
		let ended = command([subcommand].iter().chain(&place))?;
		assert_refused(
			&ended,
			1,
			&["no chain `hallmark_dev` is stored", text(&base)?],
		);
		assert!(
			!base.join("chains/hallmark_dev/paritydb").exists(),
			"nothing is made"
		);
	}

	let nowhere = folder.path().join("no/such/file");
	let nowhere = text(&nowhere)?;
	let import = command(["import-blocks", nowhere].iter().chain(&place))?;
	assert_refused(&import, 1, &[nowhere, "No such file"]);
	let export = command(["export-chain-spec", "--chain", "dev", "--output", nowhere])?;
	assert_refused(&export, 1, &[nowhere, "No such file"]);

	let garbage = folder.path().join("garbage");
	fs::write(&garbage, [0xff; 64])?;
	for format in [&["--binary"][..], &[]] {
		let import = ["import-blocks", text(&garbage)?];
		let ended = command(import.iter().chain(&place).chain(format))?;
		assert_refused(&ended, 1, &[]);
	}
	Ok(())
}
