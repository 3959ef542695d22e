//! Bad input ends in one clear line and the exit code that the help promises.

#[path = "../support/mod.rs"]
mod support;

mod agreement;
mod device;
mod item;
mod reading;
mod simulate;

use std::fs;

use support::{start_node, Result, Shell};

/// A phrase of the standard's own test vectors (BIP 39), whose account owns nothing.
const PHRASE: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

/// An address of nobody.
const NOBODY: &str = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM";

/// What a line must end with: its exit code, and words of its message.
pub(crate) type Refusal<'a> = (&'a str, i32, &'a str);

pub(crate) fn assert_refused(shell: &Shell, refusals: &[Refusal]) -> Result<()> {
	for (line, code, words) in refusals {
		let output = shell.run(line)?;
		let (out, err) = (
			String::from_utf8(output.stdout)?,
			String::from_utf8(output.stderr)?,
		);
		println!("$ {line}\n{err}");
		assert_eq!(output.status.code(), Some(*code), "`{line}`: {out}{err}");
		assert_eq!(
			err.lines().count(),
			1,
			"`{line}` says more than a line: {err}"
		);
		assert!(err.starts_with("error: "), "`{line}`: {err}");
		assert!(
			err.contains(words),
			"`{line}` does not say {words:?}: {err}"
		);
		assert_eq!(out, "", "`{line}` has a result all the same");
	}
	Ok(())
}

#[test]
fn what_needs_no_node_is_refused_without_one() -> Result<()> {
	// Nothing listens on port 1.
	let shell = Shell::new("ws://127.0.0.1:1")?;
	fs::write(shell.folder().join("open.key"), "{}")?;
	fs::write(shell.folder().join("list.csv"), "TH-0001;es256:0x00\n")?;
	fs::write(shell.folder().join("none.pem"), "no certificate")?;
	fs::write(shell.folder().join("none.wasm"), "no code")?;
	shell.run("hallmark key new good.key && echo '{' > bad.key && chmod 600 bad.key")?;

	assert_refused(
		&shell,
		&[
			// Usage.
			(
				"hallmark organisation",
				2,
				"unrecognized subcommand 'organisation'",
			),
			(
				"hallmark chain status --fast",
				2,
				"unexpected argument '--fast'",
			),
			("hallmark key show", 2, "<FILE>"),
			("hallmark chain status --wait never", 2, "in-block"),
			(
				"hallmark chain status --dev Alice --key good.key",
				2,
				"cannot be used with",
			),
			("hallmark chain status --dev Mallory", 2, "Alice, Bob"),
			(
				"hallmark chain status --url http://127.0.0.1:9944",
				2,
				"no WebSocket address",
			),
			("hallmark chain events yesterday", 2, "its height, its hash"),
			("hallmark council vote 0", 2, "no motion"),
			// Values.
			("hallmark account show 5Grwva", 2, "no address"),
			("hallmark account transfer Bob 1,5", 2, "no amount"),
			(
				"hallmark account transfer Bob 0.0000000000001",
				2,
				"at most 12 digits",
			),
			("hallmark account transfer Bob 1EUR", 2, "HMK or HEUR"),
			("hallmark org apply ''  --role maker", 2, "nothing to read"),
			("hallmark org apply Alder --role king", 2, "regulator"),
			(
				"hallmark org apply Alder --role maker --gln 9506040000014",
				2,
				"check digit",
			),
			(
				"hallmark org apply Alder --role maker --metadata 0x12",
				2,
				"64 hexadecimal",
			),
			(
				"hallmark org apply Alder --role maker --document nowhere.pdf",
				2,
				"nowhere.pdf",
			),
			("hallmark org show Mallory", 2, "no organisation"),
			("hallmark org prefix assign 123 1", 2, "number of digits"),
			("hallmark org agent add Bob --scope all", 2, "devices"),
			(
				"hallmark org agent add Bob --scope items --until tomorrow",
				2,
				"no moment",
			),
			// Files.
			("hallmark key new good.key", 2, "exists already"),
			("hallmark key show nowhere.key", 2, "nowhere.key"),
			("hallmark key show open.key", 2, "chmod 600"),
			("hallmark key show bad.key", 2, "no key file"),
			("hallmark maker manifest root list.csv", 2, "line 1"),
			(
				"hallmark maker anchor register none.pem --dev Bob",
				2,
				"none.pem",
			),
			(
				"hallmark maker anchor withdraw nothing --from now --dev Bob",
				2,
				"neither a file",
			),
			("hallmark chain upgrade apply none.wasm", 2, "no WASM"),
			// Nobody there.
			("hallmark chain status", 3, "is it running?"),
			("hallmark org show 1", 3, "ws://127.0.0.1:1"),
		],
	)
}

#[test]
fn what_the_chain_does_not_take_is_refused_in_its_words() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	shell.run("hallmark key new poor.key && head -c 1000 /dev/zero > zeros")?;

	assert_refused(
		&shell,
		&[
			// A key.
			("hallmark org withdraw", 2, "--key FILE"),
			(
				"HALLMARK_KEY=nonsense hallmark org withdraw",
				2,
				"HALLMARK_KEY: no secret",
			),
			("HALLMARK_KEY=//Alice hallmark org withdraw", 2, "use --dev"),
			(
				"HALLMARK_KEY='dsa:1' hallmark org withdraw",
				2,
				"sr25519 or ed25519",
			),
			(
				"HALLMARK_KEY_FILE=nowhere hallmark org withdraw",
				2,
				"nowhere",
			),
			// Not taken by the pool.
			("hallmark org withdraw --key poor.key", 1, "pay some fees"),
			// Taken, and failed.
			(
				"hallmark org withdraw --dev Alice",
				1,
				"Organisations.NoApplication",
			),
			(
				"hallmark org apply Bobs --role maker --dev Bob",
				1,
				"Organisations.AlreadyActs: ",
			),
			(
				"hallmark account transfer Bob 9999999999 --dev Alice",
				2,
				"cannot send 9999999999 HMK",
			),
			(
				"hallmark org suspend 1 --reason Forged --dev Bob",
				1,
				"Organisations.",
			),
			// Carried, and failed.
			(
				"hallmark org reinstate 1 --dev Alice",
				1,
				"Organisations.NotSuspended",
			),
			(
				"hallmark org prefix assign 950600 2 --dev Alice",
				1,
				"Organisations.PrefixTaken",
			),
			// For the council.
			(
				"hallmark org reinstate 1 --dev Bob",
				1,
				"does not sit on the council",
			),
			// Not there.
			("hallmark org show 99", 4, "no such organisation"),
			(
				&format!("hallmark org show {NOBODY}"),
				4,
				"no such organisation",
			),
			("hallmark org agent list 99", 4, "no such organisation"),
			("hallmark org application Alice", 4, "no open application"),
			(
				"hallmark org admit Alice --dev Alice",
				4,
				"no open application",
			),
			("hallmark org prefix holder 4012345", 4, "nobody holds"),
			("hallmark council vote 1 --dev Alice", 4, "no open motion"),
			(
				&format!("hallmark council close 0x{} --dev Alice", "00".repeat(32)),
				4,
				"hallmark council motions",
			),
			("hallmark chain events 4000000000", 4, "no block 4000000000"),
			(
				&format!("hallmark chain events 0x{}", "11".repeat(32)),
				4,
				"no block",
			),
		],
	)?;

	// A code that nobody authorised, though it looks like one.
	shell.run("printf '\\000asm' > some.wasm")?;
	assert_refused(
		&shell,
		&[(
			"hallmark chain upgrade apply some.wasm",
			4,
			"no upgrade is authorised",
		)],
	)
}

#[test]
fn json_errors_are_lines_too_and_results_are_json() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	assert_refused(
		&shell,
		&[("hallmark org show 99 --json", 4, "no such organisation")],
	)?;

	for (line, pointer) in [
		("hallmark chain status --json", "/specName"),
		("hallmark org show 1 --json", "/name"),
		(
			"hallmark account transfer Bob 1 --dev Alice --json",
			"/events/0/pallet",
		),
		("hallmark account show Bob --json", "/free/symbol"),
		("hallmark council members --json", "/members/0"),
	] {
		let output = shell.run(line)?;
		let text = String::from_utf8(output.stdout)?;
		assert!(output.status.success(), "`{line}`");
		assert_eq!(text.lines().count(), 1, "`{line}`: {text}");
		let json: serde_json::Value = serde_json::from_str(&text)?;
		assert!(
			json.pointer(pointer).is_some(),
			"`{line}` has no {pointer}: {text}"
		);
	}
	let motions = shell.run("hallmark council motions --json")?;
	assert_eq!(String::from_utf8(motions.stdout)?, "[]\n");
	Ok(())
}

#[test]
fn development_accounts_are_refused_where_they_mean_something() -> Result<()> {
	use support::node::{command, NodeBuilder};
	// The same genesis under another type of chain.
	let exported = command(["export-chain-spec", "--chain", "dev", "--raw"])?;
	let mut spec: serde_json::Value = serde_json::from_str(&exported.stdout)?;
	spec["chainType"] = "Live".into();
	let shell = Shell::new("ws://unused")?;
	let file = shell.folder().join("live.json");
	fs::write(&file, spec.to_string())?;
	let node = NodeBuilder::new(["--chain"])
		.args([file])
		.args(["--tmp"])
		.start()?;
	let shell = Shell::new(node.ws_url())?;
	assert_refused(
		&shell,
		&[
			(
				"hallmark org withdraw --dev Alice",
				2,
				"no development chain",
			),
			("hallmark account show Bob", 2, "no development chain"),
		],
	)?;
	// An address means the same everywhere.
	let shown = shell.run(&format!("hallmark account show {NOBODY}"))?;
	assert!(shown.status.success());
	Ok(())
}

#[test]
fn key_of_the_environment_signs() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	for (scheme, address) in [("", None), ("sr25519:", None), ("ed25519:", Some(()))] {
		let environment = [("HALLMARK_KEY", format!("{scheme}{PHRASE}"))];
		let environment = environment
			.each_ref()
			.map(|(name, value)| (*name, value.as_str()));
		let shown = shell.run_with("hallmark account show --json", &environment)?;
		let shown: serde_json::Value = serde_json::from_slice(&shown.stdout)?;
		let account = shown["account"].as_str().ok_or("no account")?.to_owned();
		if address.is_some() || scheme.is_empty() {
			let paid = shell.run(&format!(
				"hallmark account transfer {account} 10 --dev Alice"
			))?;
			assert!(
				paid.status.success(),
				"{}",
				String::from_utf8_lossy(&paid.stderr)
			);
		}
		let sent = shell.run_with("hallmark account transfer Bob 1", &environment)?;
		assert!(
			sent.status.success(),
			"{}",
			String::from_utf8_lossy(&sent.stderr)
		);
	}
	Ok(())
}
