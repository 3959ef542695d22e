//! Runs `docs/quickstart.md` as it stands, on a chain started as the page says.

mod support;

use std::{
	fs, thread,
	time::{Duration, Instant},
};

use support::{
	node::{program, NodeBuilder},
	Result, Shell,
};

/// The page.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/quickstart.md");

/// How long the chain may take to pay what is due.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is asked.
const POLL: Duration = Duration::from_secs(1);

/// The lines of the blocks in which the command is used; those that go on behind a backslash as one.
fn commands(page: &str) -> Vec<String> {
	page.split("\n```sh\n")
		.skip(1)
		.filter_map(|rest| rest.split("\n```").next())
		.filter(|block| block.lines().any(|line| line.starts_with("hallmark ")))
		.flat_map(|block| {
			let joined = block.replace("\\\n", "");
			joined.lines().map(str::to_owned).collect::<Vec<_>>()
		})
		.collect()
}

#[test]
fn first_half_hour_goes_as_the_page_says() -> Result<()> {
	if !program().is_file() {
		let name = program();
		return Err(format!("there is no {}: build the node first", name.display()).into());
	}
	let node = NodeBuilder::dev().start()?;
	let shell = Shell::new(node.ws_url())?;
	let page = fs::read_to_string(PAGE)?;
	let lines = commands(&page);
	assert!(lines.len() > 30, "the page's blocks are not found");
	for line in lines {
		let output = shell.run(&line)?;
		let out = String::from_utf8(output.stdout)?;
		let err = String::from_utf8(output.stderr)?;
		println!("$ {line}\n{out}{err}");
		assert!(output.status.success(), "`{line}`: {err}");
	}

	let deadline = Instant::now() + PATIENCE;
	loop {
		let output = shell.run("hallmark agreement show 1 --json")?;
		let status: serde_json::Value = serde_json::from_slice(&output.stdout)?;
		if !status["endedAt"].is_null() {
			assert_eq!(status["paid"]["amount"], "100", "{status}");
			break;
		}
		assert!(Instant::now() < deadline, "nothing is paid: {status}");
		thread::sleep(POLL);
	}
	let traced = shell.run("hallmark item trace back urn:epc:id:sgtin:950604.0000017.1")?;
	let traced = String::from_utf8(traced.stdout)?;
	for words in ["Alder Vaccines (6)", "Polar Freight (3)", "condition good"] {
		assert!(
			traced.contains(words),
			"the trace lacks {words:?}:\n{traced}"
		);
	}
	Ok(())
}
