//! A device's key: its file, its counter, its successors.

use std::{fmt, path::PathBuf};

use hallmark_keys::PublicKey;
use hallmark_rpc::reading::ReadingApiClient;
use serde::Serialize;

use super::{about, argument, PALLET};
use crate::{
	clock,
	connection::Connection,
	context::Context,
	device_counter::{self, LEAP},
	device_key::{DeviceKey, DeviceScheme},
	devices::{self, FileDevice, Named},
	transaction::{call, Call},
	units,
	values::encoded,
	Error, Result,
};

/// What is said of a key. For people, the public key alone, as a line of a manifest has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
	/// The public key, with its algorithm.
	key: String,
}

impl Shown {
	fn of(key: &PublicKey) -> Self {
		Self {
			key: units::print_public_key(key),
		}
	}
}

impl fmt::Display for Shown {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.key)
	}
}

/// Makes a key and its counter.
pub fn make(context: &Context, file: PathBuf, scheme: DeviceScheme) -> Result<()> {
	let counter = device_counter::path_of(&file);
	if counter.exists() && !file.exists() {
		return Err(Error::file(
			&counter,
			"a counter of this name exists already: choose another name for the key",
		));
	}
	let key = DeviceKey::create(&file, scheme)?;
	device_counter::begin(&file)?;
	context.output.show(&Shown::of(&key.public_key()))
}

/// Shows a key's public half.
pub fn show(context: &Context, file: PathBuf) -> Result<()> {
	let key = DeviceKey::read(&file)?;
	context.output.show(&Shown::of(&key.public_key()))
}

/// Replaces a key by the next one, in both keys' words.
///
/// The counter is handed on before the chain is asked, and back if the chain refuses: whatever
/// happens in between, no two keys of a device count at once.
pub async fn rotate(context: &Context, file: PathBuf, next: PathBuf) -> Result<()> {
	let next_key = DeviceKey::read(&next)?;
	if DeviceKey::read(&file)?.public_key() == next_key.public_key() {
		return Err(Error::file(
			&next,
			"this is the key in force, and no next one",
		));
	}
	let connection = context.connect().await?;
	let device = devices::open(&connection, &file).await?;
	let call = rotation(&connection, &device, &next_key).await?;
	// Closes the counter's file.
	drop(device);
	device_counter::hand_on(&file, &next)?;
	match context.send(&connection, &call).await {
		Ok(included) => context.output.show(&included),
		// It may be in a block all the same.
		Err(error @ Error::Connection(_)) => Err(Error::Connection(format!(
			"{error}; the device counts with the next key now: if `hallmark device show {}` shows \
			 the old one still, `hallmark device recount {}` gives it a counter again",
			next.display(),
			file.display()
		))),
		Err(error) => {
			device_counter::hand_on(&next, &file)?;
			Err(error)
		},
	}
}

async fn rotation(connection: &Connection, device: &FileDevice, next: &DeviceKey) -> Result<Call> {
	let id = device.identity().device.into();
	let passport = devices::passport(connection, id).await?;
	let now = clock::now(connection).await?;
	let until = devices::word_until(now);
	let public = next.public_key();
	let epoch = passport.key.epoch;
	let signed = device
		.rotation(epoch, next, &public, passport.owner, now, until)
		.map_err(devices::unsaid)?;
	Ok(call(
		PALLET,
		"rotate_key",
		[
			argument(id),
			("next", encoded(&public)),
			("rotation", devices::proof(until, &signed.rotation)),
			("possession", devices::proof(until, &signed.possession)),
		],
	))
}

/// Announces a key without the one in force, or takes that back.
pub async fn announce(context: &Context, device: Named, next: Option<PathBuf>) -> Result<()> {
	let next = next.map(|file| DeviceKey::read(&file)).transpose()?;
	let connection = context.connect().await?;
	let id = device.id(&connection).await?;
	let call = match next {
		None => about("cancel_rotation", id),
		Some(next) => {
			let owner = devices::passport(&connection, id).await?.owner;
			let now = clock::now(&connection).await?;
			let possession = devices::possession(&connection, id, &next, owner, now)?;
			let arguments = [
				argument(id),
				("next", encoded(&next.public_key())),
				("possession", possession),
			];
			call(PALLET, "announce_rotation", arguments)
		},
	};
	super::send(context, &connection, call).await
}

/// Where a counter goes on.
#[derive(Serialize)]
struct Recounted {
	/// The number of the next envelope.
	next: u64,
}

impl fmt::Display for Recounted {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "the next envelope is number {}", self.next)
	}
}

/// Gives a key a counter again, above what the chain has seen.
pub async fn recount(context: &Context, file: PathBuf) -> Result<()> {
	let named = Named::File(file.clone());
	let connection = context.connect().await?;
	let device = devices::reference(named.id(&connection).await?);
	let conduct = ReadingApiClient::device(connection.rpc(), device, None).await?;
	// A device that never had a stream may have signed something, too.
	let highest = conduct.map_or(0, |conduct| conduct.highest);
	let next = highest.checked_add(LEAP).ok_or_else(|| {
		Error::Input("the chain has seen the highest number that there is".to_owned())
	})?;
	let next = device_counter::go_on_from(&file, next)?;
	context.output.show(&Recounted { next })
}
