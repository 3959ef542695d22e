//! Agreements: wrong values, and what the chain refuses.

use std::fs;

use crate::{
	assert_refused,
	support::{start_node, Result, Shell},
};

/// Terms between the second and the first organisation, to be changed by each test.
const TERMS: &str = r#"{
	"asset": "HEUR",
	"parties": [{ "org": 2, "escrow": "500" }, { "org": 1, "escrow": "0" }],
	"clauses": [{
		"when": "confirmed(party 0)",
		"often": "once",
		"actions": [{ "pay": { "from": 0, "to": 1, "amount": "250" } }]
	}],
	"signBy": "2098-01-01",
	"expiresAt": "2099-01-01"
}"#;

/// Writes the terms, changed in one place.
fn write(shell: &Shell, file: &str, right: &str, wrong: &str) -> Result<()> {
	assert!(TERMS.contains(right), "{right}");
	let terms = TERMS.replacen(right, wrong, 1);
	fs::write(shell.folder().join(file), terms)?;
	Ok(())
}

/// Fills in a template about goods that are named so, and dates.
fn template(item: &str) -> String {
	format!(
		"hallmark agreement template cold-chain --set consignee=2 --set carrier=3 --set shipper=1 \
		 --set arbiter=4 --set item={item} --set freight=1 --set if-breached=30% \
		 --set unknown-for=1h --set objection=1h --set bond=1 --set patience=1d \
		 --set sign-by=2098-01-01 --set expires-at=2099-01-01"
	)
}

#[test]
fn wrong_terms_and_values_are_refused_without_a_node() -> Result<()> {
	let shell = Shell::new("ws://127.0.0.1:1")?;
	write(&shell, "good.json", "500", "500")?;
	write(&shell, "comma.json", "\"250\"", "\"2,5\"")?;
	write(&shell, "other.json", "\"250\"", "\"250 HMK\"")?;
	write(&shell, "word.json", "party 0)", "party zero)")?;
	write(&shell, "nobody.json", "party 0)", "party 7)")?;
	write(&shell, "much.json", "\"250\"", "\"501\"")?;
	write(&shell, "late.json", "2098-01-01", "2000-01-01")?;
	write(&shell, "field.json", "signBy", "sign_by")?;
	write(&shell, "often.json", "\"once\"", "\"twice\"")?;
	write(&shell, "soon.json", "2098-01-01", "+7d")?;
	fs::write(shell.folder().join("half.json"), &TERMS[..100])?;

	assert_refused(
		&shell,
		&[
			// Files.
			("hallmark agreement check nowhere.json", 2, "nowhere.json"),
			("hallmark agreement check half.json", 2, "half.json: EOF"),
			(
				"hallmark agreement check field.json",
				2,
				"unknown field `sign_by`",
			),
			(
				"hallmark agreement check often.json",
				2,
				"unknown variant `twice`",
			),
			(
				"hallmark agreement check comma.json",
				2,
				"comma.json: clauses[0]: actions[0]: pay.amount: no amount",
			),
			(
				"hallmark agreement check other.json",
				2,
				"the agreement is in HEUR",
			),
			(
				"hallmark agreement check word.json",
				2,
				"clauses[0]: when: at byte",
			),
			(
				"hallmark agreement check soon.json",
				2,
				"signBy: a moment in a file",
			),
			// Terms that contradict themselves.
			(
				"hallmark agreement check nobody.json",
				2,
				"nobody.json: clause 0 refers to a party that is not there",
			),
			(
				"hallmark agreement check much.json",
				2,
				"pays more than was put in",
			),
			(
				"hallmark agreement propose late.json --dev Bob",
				2,
				"time to sign",
			),
			// Templates.
			("hallmark agreement template lease", 2, "cold-chain"),
			(
				"hallmark agreement template cold-chain --set consignee=2",
				2,
				"needs carrier, shipper",
			),
			(
				"hallmark agreement template cold-chain --set rent=5",
				2,
				"has no rent",
			),
			(
				"hallmark agreement template cold-chain --set freight=1,5",
				2,
				"freight: no amount",
			),
			(
				"hallmark agreement template cold-chain --set if-breached=30",
				2,
				"if-breached: no part",
			),
			(
				"hallmark agreement template pay-per-use --set used=temp",
				2,
				"used: no stream",
			),
			(
				"hallmark agreement template cold-chain --set item",
				2,
				"NAME=VALUE",
			),
			(
				"hallmark agreement template cold-chain --set item=vial-1",
				2,
				"item: no item: its EPC URI",
			),
			(
				"hallmark agreement template cold-chain \
				 --set item=https://id.gs1.org/01/09506000134353/21/1",
				2,
				"item: no GS1 Digital Link of an item: 09506000134353 has a wrong check digit",
			),
			(
				"hallmark agreement template cold-chain --set item=urn:epc:id:sgln:950600.000001.0",
				2,
				"names a place",
			),
			(
				&template("https://id.gs1.org/01/09506000134352/21/1"),
				3,
				"is it running?",
			),
			// Values.
			("hallmark agreement sign first --dev Bob", 2, "no agreement"),
			(
				"hallmark agreement sign 1 --terms nowhere.json",
				2,
				"nowhere.json",
			),
			("hallmark agreement list Mallory", 2, "no organisation"),
			(
				"hallmark agreement rule 1 0 perhaps --dev Eve",
				2,
				"no ruling",
			),
			("hallmark agreement rule 1 0 100% --dev Eve", 2, "no ruling"),
			(
				"hallmark agreement dry-run 1 --reading temp=1",
				2,
				"no stream",
			),
			(
				"hallmark agreement dry-run 1 --reading 1/TH/temp=warm",
				2,
				"no value",
			),
			(
				"hallmark agreement dry-run 1 --reading 1/TH/temp=1@now",
				2,
				"about now",
			),
			(
				"hallmark agreement command acknowledge 1 0 0x12 --dev Bob",
				2,
				"no signature",
			),
			// Nobody there.
			(
				"hallmark agreement check good.json --chain",
				3,
				"is it running?",
			),
			("hallmark agreement show 1", 3, "ws://127.0.0.1:1"),
		],
	)?;
	let checked = shell.run("hallmark agreement check good.json")?;
	let words = String::from_utf8(checked.stdout)?;
	assert!(checked.status.success(), "{words}");
	for expected in [
		"clause 0, once: if confirmed(party 0)",
		"pay 250 HEUR out of party 0's share to party 1",
		"warning: no document",
	] {
		assert!(words.contains(expected), "{words}");
	}
	Ok(())
}

#[test]
fn what_the_chain_does_not_agree_to_is_refused_in_its_words() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	write(&shell, "good.json", "500", "500")?;
	write(&shell, "more.json", "\"500\"", "\"501\"")?;
	write(&shell, "stranger.json", "\"org\": 1", "\"org\": 99")?;
	write(&shell, "long.json", "2099-01-01", "2299-01-01")?;
	let stream = r#""streams": [{ "device": "1/NONE", "stream": "temp", "unit": "Cel", "exponent": 0 }],
		"clauses": [{ "when": "latest(NAME/temp) > 8", "#;
	let stream = stream.replace(
		"NAME",
		&format!("{:?}", hallmark_types::device::device_id(1, b"NONE")),
	);
	write(
		&shell,
		"stream.json",
		"\"clauses\": [{\n\t\t\"when\": \"confirmed(party 0)\",",
		&stream,
	)?;
	for file in ["good", "more", "stranger", "stream"] {
		let text = fs::read_to_string(shell.folder().join(format!("{file}.json")))?;
		// Agreements last ten years at most.
		let text = text.replace("2098", &year(1)?).replace("2099", &year(2)?);
		fs::write(shell.folder().join(format!("{file}.json")), text)?;
	}

	assert_refused(
		&shell,
		&[
			(
				"hallmark agreement propose good.json --dev Dave",
				1,
				"Agreements.NotParty",
			),
			(
				"hallmark agreement propose stranger.json --dev Charlie",
				1,
				"Agreements.PartyNotActive",
			),
			(
				"hallmark agreement propose long.json --dev Charlie",
				1,
				"Agreements.TooLong",
			),
			(
				"hallmark agreement propose stream.json --dev Charlie",
				1,
				"Agreements.UnknownStream",
			),
			(
				"hallmark agreement check stream.json --chain",
				4,
				"no stream",
			),
			(
				&template("https://id.gs1.org/01/04012345999990/21/1"),
				4,
				"nobody holds a company prefix",
			),
			(
				"hallmark agreement sign 7 --dev Charlie",
				4,
				"there is no agreement 7",
			),
			(
				&format!("hallmark agreement sign 0x{} --dev Bob", "11".repeat(32)),
				4,
				"no agreement with the hash",
			),
			("hallmark agreement show 7", 4, "no agreement 7"),
			("hallmark agreement terms 7", 4, "no agreement 7"),
			("hallmark agreement explain 7 --json", 4, "no agreement 7"),
			("hallmark agreement statement 7", 4, "no agreement 7"),
			("hallmark agreement firings 7", 4, "no agreement 7"),
			("hallmark agreement credits 7", 4, "no agreement 7"),
			("hallmark agreement ticket list 7", 4, "no agreement 7"),
			("hallmark agreement command list 7", 4, "no agreement 7"),
			(
				"hallmark agreement dry-run 7 --reading 1/TH/temp=1",
				4,
				"no agreement 7",
			),
			(
				"hallmark agreement list Alice",
				4,
				"acts for no organisation",
			),
			(
				"hallmark agreement poke 7 --dev Alice",
				1,
				"Agreements.UnknownAgreement",
			),
		],
	)?;

	let proposed = shell.run("hallmark agreement propose good.json --dev Charlie --json")?;
	let proposed: serde_json::Value = serde_json::from_slice(&proposed.stdout)?;
	assert_eq!(proposed["agreement"], 1);
	let hash = proposed["hash"].as_str().ok_or("a hash")?;
	assert_refused(
		&shell,
		&[
			(
				"hallmark agreement sign 1 --terms more.json --dev Charlie",
				2,
				"was not signed",
			),
			(
				"hallmark agreement sign 1 --dev Dave",
				1,
				"Agreements.NotParty",
			),
			(
				"hallmark agreement confirm 1 --dev Charlie",
				1,
				"Agreements.NotActive",
			),
			(
				"hallmark agreement dry-run 1 --reading 1/TH/temp=1",
				2,
				"do not name it",
			),
			(
				"hallmark agreement ticket open 1 0 --dev Charlie",
				1,
				"Agreements.NotActive",
			),
			(
				&format!(
					"hallmark agreement command acknowledge 1 0 0x{} --dev Bob",
					"11".repeat(64)
				),
				4,
				"no command 0",
			),
		],
	)?;

	// By the hash alone, and by number; what the chain shows is the file.
	for line in [
		&format!("hallmark agreement sign {hash} --dev Charlie"),
		"hallmark agreement sign 1 --terms good.json --dev Bob",
	] {
		let signed = shell.run(line)?;
		let text = String::from_utf8(signed.stdout)?;
		assert!(signed.status.success() && text.contains(hash), "{text}");
	}
	assert_refused(
		&shell,
		&[
			(
				"hallmark agreement sign 1 --dev Bob",
				1,
				"Agreements.NotProposed",
			),
			(
				"hallmark agreement challenge 1 0 --dev Bob",
				1,
				"Agreements.NothingToChallenge",
			),
			(
				"hallmark agreement rule 1 0 uphold --dev Eve",
				1,
				"Agreements.NotArbiter",
			),
			(
				"hallmark agreement cancel 1 --dev Bob",
				1,
				"Agreements.OthersHaveNotConsented",
			),
			(
				"hallmark agreement claim 1 --dev Bob",
				1,
				"Agreements.NoCredit",
			),
			(
				"hallmark agreement remove 1 --dev Bob",
				1,
				"Agreements.NotEnded",
			),
		],
	)
}

/// The year so many years from now.
fn year(from_now: u64) -> Result<String> {
	const YEAR: u64 = 31_556_952_000;
	let moment = hallmark_cli::clock::local() + from_now * YEAR;
	let text = hallmark_cli::units::print_moment(moment);
	Ok(text.get(..4).ok_or("a year")?.to_owned())
}
