//! What `hallmark device` does not take, and why.

use std::fs;

use crate::{
	assert_refused,
	support::{start_node, Result, Shell},
};

/// An id of nothing.
const NOBODY: &str = "0x0707070707070707070707070707070707070707070707070707070707070707";

#[test]
fn wrong_keys_and_values_are_refused_without_a_node() -> Result<()> {
	// Nothing listens on port 1.
	let shell = Shell::new("ws://127.0.0.1:1")?;
	fs::write(shell.folder().join("list.csv"), "FR-0001;es256:0x00\n")?;
	fs::write(shell.folder().join("none.pem"), "no certificate")?;
	let made = "hallmark device new good.key && hallmark device new other.key --scheme ed25519 \
		&& cp good.key open.key && chmod 644 open.key \
		&& echo nonsense > bad.key && chmod 600 bad.key \
		&& echo \"FR-0001,$(hallmark device show other.key)\" > fridges.csv \
		&& hallmark key new account.key && cp good.key alone.key && touch stale.key.counter";
	let output = shell.run(made)?;
	assert!(
		output.status.success(),
		"{}",
		String::from_utf8_lossy(&output.stderr)
	);

	assert_refused(
		&shell,
		&[
			// Keys.
			("hallmark device new good.key", 2, "exists already"),
			("hallmark device new stale.key", 2, "a counter of this name exists"),
			("hallmark device new nowhere/fridge.key", 2, "nowhere"),
			("hallmark device new a.key --scheme rsa", 2, "es256"),
			("hallmark device show open.key", 2, "chmod 600"),
			("hallmark device show bad.key", 2, "no key of a device"),
			("hallmark device show account.key", 2, "no key of a device"),
			("hallmark device rotate good.key good.key", 2, "no next one"),
			("hallmark device rotate good.key nowhere.key", 2, "nowhere.key"),
			// Names.
			("hallmark device show", 2, "<DEVICE>"),
			("hallmark device show fridge", 2, "no device: "),
			("hallmark device verify 0x12", 2, "64 hexadecimal digits"),
			("hallmark device key-at 1/FR-0001 tomorrow", 2, "no moment"),
			// What vouches for a device.
			("hallmark device enrol good.key --maker 1", 2, "--certificate"),
			(
				"hallmark device enrol good.key --maker 1 --manifest list.csv",
				2,
				"--serial",
			),
			(
				"hallmark device enrol good.key --maker 1 --manifest list.csv --serial FR-0001",
				2,
				"line 1",
			),
			(
				"hallmark device enrol good.key --maker 1 --manifest fridges.csv --serial FR-0002",
				2,
				"no device on it has the serial number FR-0002",
			),
			(
				"hallmark device enrol good.key --maker 1 --manifest fridges.csv --serial FR-0001",
				2,
				"is another than that of good.key",
			),
			(
				"hallmark device enrol good.key --maker 1 --certificate none.pem",
				2,
				"none.pem",
			),
			(
				"hallmark device enrol good.key --maker one --manifest fridges.csv --serial A",
				2,
				"--maker",
			),
			// Streams.
			(
				"hallmark device stream open 1/FR-0001 'a name' --unit Cel --min 0 --max 1",
				2,
				"no stream's name",
			),
			(
				"hallmark device stream open 1/FR-0001 temp --unit Celsius --min 0 --max 1",
				2,
				"SenML",
			),
			(
				"hallmark device stream open 1/FR-0001 temp --unit Cel --exponent -1 --min 0.25 \
				 --max 1",
				2,
				"0.25 does not fit a stream that counts in steps of 0.1",
			),
			(
				"hallmark device stream open 1/FR-0001 temp --unit Cel --min 0 --max 1 --silence 10",
				2,
				"no duration",
			),
			("hallmark device stream amend 1/FR-0001 temp", 2, "--min"),
			// Standing.
			(
				"hallmark device quarantine 1/FR-0001 --charge guilty --document none.pem",
				2,
				"tampered",
			),
			(
				"hallmark device quarantine 1/FR-0001 --charge cloned",
				2,
				"--document",
			),
			(
				"hallmark device appeal 1/FR-0001 --document nowhere.txt",
				2,
				"nowhere.txt",
			),
			("hallmark device decide 1/FR-0001 perhaps", 2, "upheld"),
			// Nobody there.
			("hallmark device show 1/FR-0001", 3, "is it running?"),
		],
	)
}

#[test]
fn what_the_chain_does_not_take_is_refused_in_its_words() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	let made = "hallmark device new fridge.key && hallmark device new next.key \
		&& hallmark device new clone.key \
		&& echo \"FR-0001,$(hallmark device show fridge.key)\" > fridges.csv \
		&& hallmark maker manifest publish fridges.csv --model Fridge --dev Bob \
		&& hallmark device enrol fridge.key --maker 1 --manifest fridges.csv --serial FR-0001 \
		   --dev Charlie \
		&& echo \"FR-0001,$(hallmark device show clone.key)\" > clones.csv \
		&& hallmark maker manifest publish clones.csv --model Fridge --dev Bob \
		&& echo \"FR-0002,$(hallmark device show next.key)\" > unpublished.csv";
	let output = shell.run(made)?;
	assert!(
		output.status.success(),
		"{}",
		String::from_utf8_lossy(&output.stderr)
	);

	assert_refused(
		&shell,
		&[
			// Not there.
			(&format!("hallmark device show {NOBODY}"), 4, "no such device"),
			("hallmark device verify 9/FR-0001", 4, "no such device"),
			("hallmark device key-at 9/FR-0001", 4, "no such device"),
			("hallmark device key-at 1/FR-0001 2020-01-01", 4, "it was enrolled later"),
			("hallmark device recount next.key", 4, "no device has the key of next.key"),
			("hallmark device rotate next.key clone.key --dev Charlie", 4, "next.key"),
			(
				"hallmark device stream amend 1/FR-0001 temp --min 0 --dev Charlie",
				4,
				"no open stream",
			),
			// Enrolments.
			(
				"hallmark device enrol fridge.key --maker 1 --manifest fridges.csv --serial FR-0001 \
				 --dev Charlie",
				1,
				"DeviceIdentity.AlreadyEnrolled",
			),
			(
				"hallmark device enrol next.key --maker 1 --manifest unpublished.csv --serial FR-0002 \
				 --dev Charlie",
				1,
				"DeviceIdentity.UnknownManifest",
			),
			(
				"hallmark device enrol next.key --maker 1 --manifest unpublished.csv --serial FR-0002",
				2,
				"--key FILE",
			),
			(
				"hallmark device enrol clone.key --maker 1 --manifest clones.csv --serial FR-0001 \
				 --dev Charlie",
				1,
				"one of the two is a clone",
			),
			// Whose it is.
			("hallmark device suspend 1/FR-0001 --dev Dave", 1, "DeviceIdentity."),
			("hallmark device rotate fridge.key next.key --dev Dave", 1, "DeviceIdentity."),
			("hallmark device transfer accept fridge.key --dev Dave", 1, "DeviceIdentity."),
			(
				"hallmark device quarantine 1/FR-0001 --charge cloned --document fridges.csv \
				 --council --dev Bob",
				1,
				"does not sit on the council",
			),
		],
	)?;

	// The key whose rotation was refused counts on.
	let recounted = shell.run("hallmark device recount fridge.key --json")?;
	let recounted: serde_json::Value = serde_json::from_slice(&recounted.stdout)?;
	assert_eq!(recounted["next"], 1_000);
	// A counter that is lost stops the key, and is never begun anew.
	fs::remove_file(shell.folder().join("fridge.key.counter"))?;
	assert_refused(
		&shell,
		&[(
			"hallmark reading send fridge.key temp=1",
			2,
			"hallmark device recount fridge.key",
		)],
	)
}
