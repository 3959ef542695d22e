//! What the story's examples need and no single command does, by the names in `story::Step`.

mod device_files;
mod refrigerator;
mod root;

use std::{fs, process::Command};

use hallmark_cli::{
	connection::Connection,
	keys::Keypair,
	state,
	transaction::call,
	units,
	values::{encoded, option},
};
use hallmark_keys::PublicKey;
use hallmark_rpc::{custody::CustodyApiClient, Hex32};
use hallmark_types::AccountId;
use hallmark_x509::mint::{Key, Party};
use polkadot_sdk::sp_crypto_hashing::{twox_128, twox_64};
use subxt::dynamic::Value;

use crate::support::{node, Result, Shell};

/// Does what a step asks for.
pub async fn prepare(name: &str, shell: &Shell) -> Result<()> {
	match name {
		"a maker's certificates and manifest" => makers_files(shell),
		"a council of Alice and Bob" => council(shell, &["Alice", "Bob"]).await,
		"a council of Alice alone" => council(shell, &["Alice"]).await,
		"a refrigerator and a meter of power" => refrigerator::enrol(shell).await,
		"a refrigerator that fails" => refrigerator::fail(shell).await,
		"a refrigerator that is healthy again" => refrigerator::heal(shell).await,
		"a till that is blocked" => refrigerator::block_till(shell).await,
		"power that is dear, and a refrigerator that obeys" => refrigerator::obey(shell).await,
		"an agreement that has been over for long" => refrigerator::age(shell).await,
		"devices with certificates" => device_files::certified(shell),
		"a device that was retired long ago" => device_files::retired_long_ago(shell).await,
		"a series of readings" => device_files::series(shell).await,
		"a machine's temperatures" => device_files::machine(shell),
		"the next runtime" => next_runtime(shell),
		"an archived item whose retention is over" => retention_is_over(shell).await,
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
	let connection = Connection::open(shell.url()).await?;
	root::calls(&connection, seat).await
}

/// The upgrade drill's WASM, of which the program beside the node knows where it lies. To depend on the
/// drill would compile the SDK a second time, with the features of this package alone.
fn next_runtime(shell: &Shell) -> Result<()> {
	let drill = node::program().with_file_name("hallmark-upgrade-drill");
	let said = Command::new(&drill).output().map_err(|error| {
		format!(
			"{}: {error}. Build it with `cargo build --release --bins`",
			drill.display()
		)
	})?;
	let path = String::from_utf8(said.stdout)?;
	fs::copy(path.trim(), shell.folder().join("next.wasm"))
		.map_err(|error| format!("the next runtime's WASM: {path}: {error}"))?;
	Ok(())
}

/// The last step of an archived item is told to be of 1970. Only root may do that, and on this chain
/// Alice holds the key to it.
async fn retention_is_over(shell: &Shell) -> Result<()> {
	let item = units::item("urn:epc:id:sgtin:950600.0013435.3")?;
	let connection = Connection::open(shell.url()).await?;
	let found = CustodyApiClient::item(connection.rpc(), Hex32::from(item).into(), None).await?;
	let steps = found.ok_or("the item is not on record")?.steps;
	let last = steps.checked_sub(1).ok_or("the item has no steps")?;
	let at = connection.best().await?;
	let stored = state::stored_bytes(&at, "Custody", "Steps", (item.0, last)).await?;
	let (mut step, _) = stored.ok_or("the last step is not on record")?;
	// A step begins with its number and its moment, eight bytes each.
	step.get_mut(8..16).ok_or("no step")?.fill(0);
	let index = last.to_le_bytes();
	let key = [
		&twox_128(b"Custody")[..],
		&twox_128(b"Steps"),
		&item.0,
		&twox_64(&index),
		&index,
	]
	.concat();
	root::stores(&connection, key, step).await
}
