//! What `hallmark simulate` does not take, and why; and that it is bounded and says what it did.

use std::fs;

use crate::{
	assert_refused,
	support::{
		node::{command, NodeBuilder},
		start_node, Result, Shell,
	},
};

#[test]
fn wrong_plans_are_refused_without_a_node() -> Result<()> {
	// Nothing listens on port 1.
	let shell = Shell::new("ws://127.0.0.1:1")?;
	fs::write(shell.folder().join("bad.csv"), "timestamp,value\nnow,3\n")?;
	fs::write(shell.folder().join("empty.csv"), "timestamp,value\n")?;
	assert_refused(
		&shell,
		&[
			("hallmark simulate --devices 0", 2, "--devices"),
			("hallmark simulate --devices 99999", 2, "--devices"),
			("hallmark simulate --readings 0", 2, "--readings"),
			("hallmark simulate --rate 0", 2, "no rate"),
			("hallmark simulate --rate NaN", 2, "no rate"),
			("hallmark simulate --fault rust", 2, "drift, stuck, gap"),
			("hallmark simulate --fault drift=0%", 2, "no share"),
			(
				"hallmark simulate --devices 2 --fault drift --fault gap --fault clone",
				2,
				"of 3 devices, and there are 2",
			),
			("hallmark simulate --peers -1", 2, "no tolerance"),
			("hallmark simulate --peers 0.001", 2, "no tolerance"),
			("hallmark simulate --fahrenheit", 2, "--data"),
			("hallmark simulate --data nowhere.csv", 2, "nowhere.csv"),
			("hallmark simulate --data bad.csv", 2, "line 2"),
			("hallmark simulate --data empty.csv", 2, "no measurement"),
			("hallmark simulate --unit Celsius", 2, "SenML"),
			("hallmark simulate --stream 'a b'", 2, "no stream's name"),
			("hallmark simulate", 3, "is it running?"),
		],
	)
}

#[test]
fn fleet_is_for_makers_on_development_chains() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	assert_refused(
		&shell,
		&[
			("hallmark simulate --devices 2", 2, "--key FILE"),
			(
				"hallmark simulate --devices 2 --dev Alice",
				4,
				"no organisation",
			),
			(
				"hallmark simulate --devices 2 --dev Dave",
				1,
				"DeviceIdentity.",
			),
		],
	)?;

	// The same genesis under another type of chain.
	let exported = command(["export-chain-spec", "--chain", "dev", "--raw"])?;
	let mut spec: serde_json::Value = serde_json::from_str(&exported.stdout)?;
	spec["chainType"] = "Live".into();
	let file = shell.folder().join("live.json");
	fs::write(&file, spec.to_string())?;
	let live = NodeBuilder::new(["--chain"])
		.args([file])
		.args(["--tmp"])
		.start()?;
	let shell = Shell::new(live.ws_url())?;
	assert_refused(
		&shell,
		&[(
			"hallmark simulate --devices 2 --dev Bob",
			2,
			"no development chain",
		)],
	)
}

#[test]
fn what_became_of_a_fleet_adds_up() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	let line = "hallmark simulate --devices 8 --readings 240 --fault drift=1% --fault clone=1% \
		--fault gap=1% --fault clock=1% --fault outlier=1% --seed 5 --dev Bob --json";
	for _ in 0..2 {
		let output = shell.run(line)?;
		let text = String::from_utf8_lossy(&output.stderr).into_owned();
		assert!(output.status.success(), "{text}");
		let summary: serde_json::Value = serde_json::from_slice(&output.stdout)?;
		println!("{summary}");
		let number = |value: &serde_json::Value| value.as_u64().unwrap_or_default();
		let faults = summary["faults"].as_array().ok_or("no faults")?;
		let of = |fault: &str| {
			let found = faults.iter().find(|by| by["fault"] == fault);
			found.cloned().ok_or(format!("nothing of {fault}"))
		};
		// What was measured was taken in, refused or lost; a copy's envelopes come on top.
		let told = ["accepted", "refused", "lost"].map(|field| number(&summary[field]));
		assert!(told.iter().sum::<u64>() >= 240, "{summary}");
		let sound = of("none")?;
		assert_eq!(number(&sound["devices"]), 3);
		assert_eq!(number(&sound["accepted"]), 90);
		assert_eq!(number(&sound["strikes"]) + number(&sound["refused"]), 0);
		assert_eq!(number(&of("gap")?["lost"]), 6);
		assert!(
			number(&summary["reasons"]["MeasuredInFuture"]) >= 20,
			"{summary}"
		);
		for fault in ["drift", "clone", "outlier"] {
			assert!(number(&of(fault)?["tainted"]) > 0, "{fault}: {summary}");
		}
		assert_eq!(number(&summary["standing"]["quarantined"]), 3, "{summary}");
		assert_eq!(number(&summary["standing"]["active"]), 5);
	}
	Ok(())
}
