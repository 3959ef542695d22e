//! What `hallmark reading` does not take, and why.

use std::fs;

use hallmark_cli::{clock, connection::Connection, units};

use crate::{
	assert_refused,
	support::{start_node, Result, Shell},
};

#[test]
fn wrong_readings_and_files_are_refused_without_a_node() -> Result<()> {
	// Nothing listens on port 1.
	let shell = Shell::new("ws://127.0.0.1:1")?;
	fs::write(shell.folder().join("proof.json"), "{}")?;

	assert_refused(
		&shell,
		&[
			("hallmark reading send good.key", 2, "NAME=VALUE"),
			("hallmark reading send good.key temp", 2, "no reading"),
			("hallmark reading send good.key Cel temp=1", 2, "no reading"),
			(
				"hallmark reading send good.key temp=warm",
				2,
				"warm is no number",
			),
			("hallmark reading send good.key temp=1 Celsius", 2, "SenML"),
			(
				"hallmark reading send good.key 't p=1'",
				2,
				"no stream's name",
			),
			(
				"hallmark reading send good.key temp=1 --time soon",
				2,
				"no moment",
			),
			(
				"hallmark reading send good.key temp=1 door=0 --corrects 3",
				2,
				"a correction is one reading",
			),
			("hallmark reading latest temp", 2, "no stream: "),
			("hallmark reading latest fridge/temp", 2, "no device: "),
			("hallmark reading latest 1/FR-0001/", 2, "no stream's name"),
			(
				"hallmark reading watch 1/FR-0001/temp --count 0",
				2,
				"--count",
			),
			(
				"hallmark reading watch 1/FR-0001/temp --after x",
				2,
				"--after",
			),
			("hallmark reading verify nowhere.json", 2, "nowhere.json"),
			("hallmark reading verify proof.json", 2, "no proof"),
			("hallmark reading quota x", 2, "<ORG>"),
			(
				"hallmark reading quota 1 --raise 1 --lower 1",
				2,
				"cannot be used with",
			),
			(
				"hallmark reading latest 1/FR-0001/temp",
				3,
				"is it running?",
			),
		],
	)
}

#[tokio::test]
async fn what_the_chain_does_not_take_is_refused_in_its_words() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	let made = "hallmark device new fridge.key && hallmark device new stranger.key \
		&& echo \"FR-0001,$(hallmark device show fridge.key)\" > fridges.csv \
		&& hallmark maker manifest publish fridges.csv --model Fridge --dev Bob \
		&& hallmark device enrol fridge.key --maker 1 --manifest fridges.csv --serial FR-0001 \
		   --dev Charlie \
		&& hallmark device stream open 1/FR-0001 temp --unit Cel --exponent -1 --min -40 --max 60 \
		   --retention 4 --dev Charlie \
		&& hallmark device stream open 1/FR-0001 door --unit / --min 0 --max 1 --dev Charlie \
		&& hallmark reading send fridge.key temp=4";
	let output = shell.run(made)?;
	assert!(
		output.status.success(),
		"{}",
		String::from_utf8_lossy(&output.stderr)
	);
	let connection = Connection::open(shell.url()).await?;
	let now = clock::now(&connection).await?;
	let at = |after: u64| units::print_moment(now + after);
	let good = format!("{},4.5\n{},4.6\n", at(0), at(1));
	for (file, text) in [
		("good.csv", good.clone()),
		("fine.csv", good.replace("4.6", "4.65")),
		("backwards.csv", format!("{},4\n{},5\n", at(9), at(0))),
		("other.csv", good.replace("4.6", "4.7")),
	] {
		fs::write(shell.folder().join(file), text)?;
	}

	assert_refused(
		&shell,
		&[
			(
				"hallmark reading send stranger.key temp=4",
				4,
				"no device has the key",
			),
			(
				"hallmark reading send fridge.key hum=40",
				1,
				"UnknownStream: ",
			),
			(
				"hallmark reading send fridge.key temp=40 %RH",
				1,
				"UnitMismatch: ",
			),
			(
				"hallmark reading send fridge.key temp=4.25",
				1,
				"ValueNotRepresentable: ",
			),
			(
				"hallmark reading send fridge.key temp=4 --time +9h",
				1,
				"MeasuredInFuture: ",
			),
			(
				"hallmark reading send fridge.key temp=4 --time 2020-01-01",
				1,
				"MeasuredTooLongAgo: ",
			),
			(
				"hallmark reading send fridge.key temp=4 --corrects 99",
				4,
				"not among the latest",
			),
			("hallmark reading latest 1/FR-0001/hum", 4, "no open stream"),
			(
				"hallmark reading latest 1/FR-0001/door",
				4,
				"no reading yet",
			),
			(
				"hallmark reading stream 9/FR-0001/temp",
				4,
				"no open stream",
			),
			("hallmark reading list 9/FR-0001", 4, "no such device"),
			("hallmark reading envelope 1/FR-0001 999", 4, "envelope 999"),
			(
				"hallmark reading watch 1/FR-0001/hum --count 1",
				4,
				"no open stream",
			),
			(
				"hallmark reading watch 1/FR-0001/temp --after 999 --count 1",
				4,
				"envelope 999",
			),
			(
				"hallmark reading batch fridge.key temp fine.csv",
				2,
				"line 2: 4.65",
			),
			(
				"hallmark reading batch fridge.key temp backwards.csv",
				2,
				"line 2: ",
			),
			(
				"hallmark reading batch fridge.key door good.csv",
				2,
				"line 1: 4.5",
			),
			(
				"hallmark reading batch fridge.key hum good.csv",
				4,
				"no open stream",
			),
			(
				"hallmark reading proof 1/FR-0001/temp good.csv --batch 7 --reading 0 --out a.json",
				4,
				"no batch 7",
			),
			(
				"hallmark reading quota 2 --raise 1 --dev Bob",
				2,
				"organisation 1",
			),
			(
				"hallmark reading quota 2 --lower 1 --dev Bob",
				1,
				"ReadingAttestation.",
			),
		],
	)?;

	let batch = "hallmark reading batch fridge.key temp good.csv \
		&& hallmark reading proof 1/FR-0001/temp good.csv --batch 0 --reading 1 --out good.json \
		&& sed 's/\"4[.]6\"/\"4.7\"/' good.json > bad.json";
	let output = shell.run(batch)?;
	assert!(
		output.status.success(),
		"{}",
		String::from_utf8_lossy(&output.stderr)
	);
	assert_refused(
		&shell,
		&[
			(
				"hallmark reading proof 1/FR-0001/temp other.csv --batch 0 --reading 1 --out b.json",
				2,
				"not the readings of batch 0",
			),
			(
				"hallmark reading proof 1/FR-0001/temp good.csv --batch 0 --reading 2 --out b.json",
				2,
				"reading 2: ",
			),
			(
				"hallmark reading proof 1/FR-0001/temp good.csv --batch 0 --reading 1 --out good.json",
				2,
				"good.json",
			),
			("hallmark reading verify bad.json", 1, "not in batch 0"),
			("hallmark reading prove bad.json --dev Alice", 1, "ReadingAttestation."),
		],
	)
}

#[test]
fn killed_command_uses_no_number_twice() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	let made = "hallmark device new fridge.key \
		&& echo \"FR-0001,$(hallmark device show fridge.key)\" > fridges.csv \
		&& hallmark maker manifest publish fridges.csv --model Fridge --dev Bob \
		&& hallmark device enrol fridge.key --maker 1 --manifest fridges.csv --serial FR-0001 \
		   --dev Charlie \
		&& hallmark device stream open 1/FR-0001 temp --unit Cel --min 0 --max 9 --dev Charlie";
	let output = shell.run(made)?;
	assert!(
		output.status.success(),
		"{}",
		String::from_utf8_lossy(&output.stderr)
	);

	let mut numbers = std::collections::BTreeSet::new();
	for tenth in 0..8 {
		// Killed at some moment of its work, and once left alone.
		shell.run(&format!(
			"timeout -s KILL 0.{tenth}1 hallmark reading send fridge.key temp=4 > /dev/null"
		))?;
		let sent = shell.run("hallmark reading send fridge.key temp=5 --json")?;
		let text = String::from_utf8_lossy(&sent.stderr).into_owned();
		assert!(sent.status.success(), "{text}");
		let sent: serde_json::Value = serde_json::from_slice(&sent.stdout)?;
		let number = sent["sequence"].as_u64().ok_or("no number")?;
		assert!(numbers.insert(number), "{number} came twice");
	}
	Ok(())
}
