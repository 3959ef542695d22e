//! Files of devices: keys with certificates, papers, series of readings.

use std::fs;

use hallmark_cli::{
	clock,
	connection::Connection,
	device_counter,
	device_key::{DeviceKey, DeviceScheme},
	devices, state, units,
};
use hallmark_types::device::device_id;
use hallmark_x509::mint::{common_name, name, serial, Draft, Key, Party};
use polkadot_sdk::sp_crypto_hashing::twox_128;

use super::root;
use crate::support::{Result, Shell};

/// How many readings a series has.
const READINGS: u64 = 8;

/// Two devices whose keys have certificates under the maker's root, and papers about one of them.
pub fn certified(shell: &Shell) -> Result<()> {
	let root = Party::new("Frost & Sons Root", Key::p256(201));
	let root_pem = pem(&root.root().signed_by(&root))?;
	for (file, number, seed, certificates) in [
		("probe", "PR-0001", 31, "probe.pem"),
		("spare", "SP-0001", 32, "spare-and-root.pem"),
	] {
		let key = shell.folder().join(format!("{file}.key"));
		DeviceKey::create_from(&key, DeviceScheme::Es256, &[seed; 32])?;
		device_counter::begin(&key)?;
		let subject = Party {
			name: name(&[common_name("Probe 2"), serial(number)]),
			key: Key::p256(seed),
		};
		let mut chain = pem(&Draft::device(&root, &subject).signed_by(&root))?;
		if file == "spare" {
			chain += &root_pem;
		}
		fs::write(shell.folder().join(certificates), chain)?;
	}
	fs::write(shell.folder().join("photos.zip"), "what was seen")?;
	fs::write(shell.folder().join("letter.txt"), "what is said to it")?;
	Ok(())
}

fn pem(der: &[u8]) -> Result<String> {
	der::pem::encode_string("CERTIFICATE", der::pem::LineEnding::LF, der)
		.map_err(|error| error.to_string().into())
}

/// Readings of the next seconds: a device's clock may be ahead by so much.
pub async fn series(shell: &Shell) -> Result<()> {
	let connection = Connection::open(shell.url()).await?;
	let now = clock::now(&connection).await?;
	let lines = (0..READINGS).map(|place| {
		let time = units::print_moment(now + 1_000 * place);
		format!("{time},4.{}\n", 20 + place)
	});
	let text = format!("timestamp,value\n{}", lines.collect::<String>());
	fs::write(shell.folder().join("readings.csv"), text)?;
	Ok(())
}

/// What a machine was measured at, in °F, as data sets have it.
pub fn machine(shell: &Shell) -> Result<()> {
	let text = "timestamp,value\n\
		2013-12-02 21:15:00,73.96732207\n\
		2013-12-02 21:20:00,74.93588199999998\n\
		2013-12-02 21:25:00,76.12416182\n";
	fs::write(shell.folder().join("machine.csv"), text)?;
	Ok(())
}

/// A device that was retired just now is told to have been so in 1970. Only root may do that, and
/// on this chain Alice holds the key to it.
pub async fn retired_long_ago(shell: &Shell) -> Result<()> {
	let device = device_id(1, b"PR-0001");
	let connection = Connection::open(shell.url()).await?;
	let passport = devices::passport(&connection, device).await?;
	let since = passport.origin.status_since.0.to_le_bytes();
	let at = connection.best().await?;
	let stored = state::stored_bytes(&at, "DeviceIdentity", "Devices", (device.0,)).await?;
	let (mut record, _) = stored.ok_or("the device is not on record")?;
	// Since when it stands so, and behind it when it was retired, which is the same.
	let both = [&since[..], &[1], &since].concat();
	let place = record
		.windows(both.len())
		.position(|window| window == both)
		.ok_or("the record does not say when it was retired")?;
	let retired = place + since.len() + 1;
	record
		.get_mut(retired..retired + since.len())
		.ok_or("the record ends too early")?
		.fill(0);
	let key = [
		&twox_128(b"DeviceIdentity")[..],
		&twox_128(b"Devices"),
		&device.0,
	]
	.concat();
	root::stores(&connection, key, record).await
}
