//! What is so long from now is so by the chain's clock, where that is ahead of this machine's.

mod support;

use std::fs;

use hallmark_cli::{
	arguments::Wait,
	clock::{self, NamedMoment},
	connection::Connection,
	keys::Keypair,
	progress::Progress,
	state,
	transaction::call,
	units,
	values::bytes,
};
use hallmark_types::Moment;
use serde_json::Value as Json;
use support::{start_node, Result, Shell};

const SECOND: Moment = 1_000;
const HOUR: Moment = 3_600 * SECOND;
const DAY: Moment = 24 * HOUR;

/// How far the chain's clock is to be ahead: longer than the commands of a test take.
const AHEAD: Moment = 30 * SECOND;

/// The most blocks in which it gets there. Each takes a slot of two seconds, however fast it is made.
const BLOCKS: u32 = 100;

/// Terms between the second and the first organisation, but for the end of the time to sign.
const TERMS: &str = r#"{
	"asset": "HEUR",
	"parties": [{ "org": 2, "escrow": "500" }, { "org": 1, "escrow": "0" }],
	"clauses": [{
		"when": "confirmed(party 0)",
		"often": "once",
		"actions": [{ "pay": { "from": 0, "to": 1, "amount": "250" } }]
	}],
	"signBy": "SIGN_BY",
	"expiresAt": "2099-01-01"
}"#;

/// Makes blocks until the chain's clock is well ahead. Returns what it shows.
async fn run_ahead(connection: &Connection) -> Result<Moment> {
	let alice = Keypair::development("Alice")?;
	let remark = call("System", "remark", [("remark", bytes([]))]);
	for _ in 0..BLOCKS {
		let at = connection.best().await?;
		let told: Option<Moment> = state::stored(&at, "Timestamp", "Now", ()).await?;
		if let Some(now) = told.filter(|now| *now > clock::local() + AHEAD) {
			return Ok(now);
		}
		let signed = connection.sign(&alice, &remark).await?;
		connection
			.hand_in(&signed, Wait::Final, &Progress::new(true))
			.await?
			.succeeded()?;
	}
	Err(format!("the clock is not ahead after {BLOCKS} blocks").into())
}

/// What a command that succeeds writes in JSON.
fn json(shell: &Shell, line: &str) -> Result<Json> {
	let output = shell.run(&format!("{line} --json"))?;
	let err = String::from_utf8(output.stderr)?;
	assert!(output.status.success(), "`{line}`: {err}");
	Ok(serde_json::from_slice(&output.stdout)?)
}

/// The moment that stands there.
fn moment(json: &Json, pointer: &str) -> Result<Moment> {
	let text = json.pointer(pointer).and_then(Json::as_str);
	let text = text.ok_or_else(|| format!("there is no {pointer}: {json}"))?;
	match text.parse::<NamedMoment>()? {
		NamedMoment::At(moment) => Ok(moment),
		NamedMoment::FromNow(_) => Err(format!("{text} is no date").into()),
	}
}

#[tokio::test]
async fn moment_from_now_is_by_the_chains_clock() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	let connection = Connection::open(shell.url()).await?;
	let now = run_ahead(&connection).await?;
	assert_eq!(clock::now(&connection).await?, now);

	let vial = "urn:epc:id:sgtin:950600.0013435.7";
	let link = "https://id.gs1.org/01/09506000134352/21/7";
	json(
		&shell,
		&format!("hallmark item commission {vial} --expires +1h --dev Bob"),
	)?;
	json(
		&shell,
		&format!("hallmark item offer {vial} 3 --until +2h --dev Bob"),
	)?;
	let item = json(&shell, &format!("hallmark item show {vial}"))?;
	assert!(moment(&item, "/expiresAt")? >= now + HOUR, "{item}");
	let offer = moment(&item, "/offers/0/expiresAt")?;
	assert!(offer >= now + 2 * HOUR, "{item}");

	// The node is asked what the link is, and so what time it is.
	let terms = json(
		&shell,
		&format!(
			"hallmark agreement template cold-chain --set consignee=2 --set carrier=3 \
			 --set shipper=1 --set arbiter=4 --set item={link} --set freight=100HEUR \
			 --set if-breached=30% --set unknown-for=1h --set objection=1h --set bond=10HEUR \
			 --set patience=1d --set expires-at=+30d"
		),
	)?;
	assert_eq!(terms["items"]["item"], vial);
	assert!(moment(&terms, "/signBy")? >= now + 7 * DAY, "{terms}");
	assert!(moment(&terms, "/expiresAt")? >= now + 30 * DAY, "{terms}");
	Ok(())
}

#[tokio::test]
async fn terms_whose_time_is_over_on_the_chain_are_not_proposed() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	let connection = Connection::open(shell.url()).await?;
	let now = run_ahead(&connection).await?;
	let sign_by = units::print_moment(now - SECOND);
	let terms = TERMS.replace("SIGN_BY", &sign_by);
	fs::write(shell.folder().join("terms.json"), terms)?;

	json(&shell, "hallmark agreement check terms.json")?;
	for line in [
		"hallmark agreement check terms.json --chain",
		"hallmark agreement propose terms.json --dev Charlie",
	] {
		let output = shell.run(line)?;
		let err = String::from_utf8(output.stderr)?;
		assert_eq!(output.status.code(), Some(2), "`{line}`: {err}");
		assert!(err.contains("time to sign"), "`{line}`: {err}");
	}
	Ok(())
}
