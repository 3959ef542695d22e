//! What the story's examples need and no single command does, by the names in `story::Step`.

use std::fs;

use hallmark_cli::{
	arguments::Wait,
	connection::Connection,
	keys::Keypair,
	progress::Progress,
	transaction::call,
	units,
	values::{encoded, option},
};
use hallmark_keys::PublicKey;
use hallmark_types::AccountId;
use hallmark_x509::mint::{Key, Party};
use subxt::dynamic::Value;

use crate::support::{Result, Shell};

/// Does what a step asks for.
pub async fn prepare(name: &str, shell: &Shell) -> Result<()> {
	match name {
		"a maker's certificates and manifest" => makers_files(shell),
		"a council of Alice and Bob" => council(shell, &["Alice", "Bob"]).await,
		"a council of Alice alone" => council(shell, &["Alice"]).await,
		"the next runtime" => next_runtime(shell),
		other => Err(format!("nobody knows how to prepare {other}").into()),
	}
}

/// Two roots, and a list of three devices.
fn makers_files(shell: &Shell) -> Result<()> {
	for (file, name, seed) in [
		("root.pem", "Frost & Sons Root", 201),
		("old-root.pem", "Frost & Sons Root of 2020", 203),
	] {
		let party = Party::new(name, Key::p256(seed));
		let certificate = party.root().signed_by(&party);
		let pem = der::pem::encode_string("CERTIFICATE", der::pem::LineEnding::LF, &certificate)
			.map_err(|error| error.to_string())?;
		fs::write(shell.folder().join(file), pem)?;
	}
	let mut list = String::from("# serial, key\n");
	for number in 1..=3 {
		let key = PublicKey::es256_from_sec1(&Key::p256(number).point()).ok_or("no point")?;
		list += &format!("TH-000{number},{}\n", units::print_public_key(&key));
	}
	fs::write(shell.folder().join("devices.csv"), list)?;
	Ok(())
}

/// Only root may seat a council, and on this chain Alice holds the key to that.
async fn council(shell: &Shell, names: &[&str]) -> Result<()> {
	let members: Vec<AccountId> = names
		.iter()
		.map(|name| Ok(Keypair::development(name)?.account()))
		.collect::<Result<_>>()?;
	let seat = call(
		"Council",
		"set_members",
		[
			("new_members", encoded(&members)),
			("prime", option(None)),
			// A bound on how many there were.
			("old_count", Value::u128(100)),
		],
	);
	let sudo = call("Sudo", "sudo", [("call", seat.into_value())]);
	let connection = Connection::open(shell.url()).await?;
	let alice = Keypair::development("Alice")?;
	let bytes = connection.sign(&alice, &sudo).await?;
	let progress = Progress::new(true);
	connection
		.hand_in(&bytes, Wait::Final, &progress)
		.await?
		.succeeded()?;
	Ok(())
}

fn next_runtime(shell: &Shell) -> Result<()> {
	let wasm = hallmark_upgrade_drill::wasm().ok_or("the drill was built without its WASM")?;
	fs::write(shell.folder().join("next.wasm"), wasm)?;
	Ok(())
}
