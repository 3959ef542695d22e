//! Devices and streams as the command line names them, and devices whose keys are at hand.

use std::{
	path::{Path, PathBuf},
	str::FromStr,
};

use hallmark_device::{Device, DeviceError, Identity, StatementError};
use hallmark_keys::{Algorithm, PublicKey, Signature};
use hallmark_rpc::{
	device::{self, DeviceApiClient, Passport},
	Bytes, DeviceRef, StreamName,
};
use hallmark_types::{device::DeviceId, organisation::OrgId, readings, Moment};
use subxt::dynamic::Value;

use crate::{
	connection::Connection,
	device_counter::{self, FileCounter},
	device_key::DeviceKey,
	measured,
	units::{self, Malformed},
	values::encoded,
	Error, Result,
};

/// How long a device's word on who holds it is good for, in milliseconds: time enough to bring it
/// to the chain, and too short to be stored up.
const WORD_HOLDS: Moment = 60 * 60 * 1000;

/// A device as the command line names it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Named {
	/// By its id, or by its maker and serial number.
	Id(DeviceId),
	/// By the file of its key.
	File(PathBuf),
}

impl FromStr for Named {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		if let Ok(id) = units::device(text) {
			return Ok(Self::Id(id));
		}
		if Path::new(text).is_file() {
			return Ok(Self::File(text.into()));
		}
		Err(
			"no device: 0x and 64 hexadecimal digits, MAKER/SERIAL such as 1/TH-0001, or the file \
			 of its key"
				.into(),
		)
	}
}

impl Named {
	/// Its id. [`Error::NotFound`] if no device has the key.
	pub async fn id(&self, connection: &Connection) -> Result<DeviceId> {
		match self {
			Self::Id(id) => Ok(*id),
			Self::File(file) => {
				let key = DeviceKey::read(file)?.public_key();
				of_key(connection, file, &key).await
			},
		}
	}
}

/// A stream as the command line names it: its device, a slash, its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NamedStream {
	/// Whose it is.
	pub device: Named,
	/// What it is called there.
	pub name: readings::StreamName,
}

impl FromStr for NamedStream {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		// Serial numbers and names may have slashes themselves. Ids have none.
		let split = match text.starts_with("0x") {
			true => text.split_once('/'),
			false => text.rsplit_once('/'),
		};
		let (device, name) = split.ok_or(
			"no stream: its device, a slash and its name, such as 1/TH-0001/temp or 0x…/temp",
		)?;
		Ok(Self {
			device: device.parse()?,
			name: measured::stream(name)?,
		})
	}
}

impl NamedStream {
	/// What the node's own methods call it.
	pub async fn reference(&self, connection: &Connection) -> Result<(DeviceRef, StreamName)> {
		let device = self.device.id(connection).await?;
		Ok((reference(device), StreamName(self.name)))
	}
}

/// What the node's own methods call a device.
pub fn reference(device: DeviceId) -> DeviceRef {
	DeviceRef::Id(device.into())
}

/// The device whose key this is, or was.
async fn of_key(connection: &Connection, file: &Path, key: &PublicKey) -> Result<DeviceId> {
	let device = DeviceApiClient::of_key(connection.rpc(), described(key), None).await?;
	device.map(DeviceId::from).ok_or_else(|| {
		Error::NotFound(format!(
			"no device has the key of {}: `hallmark device enrol` enrols one",
			file.display()
		))
	})
}

/// A key as the node's own methods write it.
pub fn described(key: &PublicKey) -> device::Key {
	device::Key {
		algorithm: match key.algorithm() {
			Algorithm::Ed25519 => device::Algorithm::Ed25519,
			Algorithm::Es256 => device::Algorithm::Es256,
			Algorithm::Es256k => device::Algorithm::Es256k,
		},
		public: Bytes(key.as_bytes().to_vec()),
	}
}

/// A device's passport. [`Error::NotFound`] if there is no such device.
pub async fn passport(connection: &Connection, device: DeviceId) -> Result<Passport> {
	DeviceApiClient::passport(connection.rpc(), reference(device), None)
		.await?
		.ok_or_else(unknown)
}

/// There is no such device.
pub fn unknown() -> Error {
	Error::NotFound("there is no such device".into())
}

/// A device has no such stream.
pub fn no_stream() -> Error {
	Error::NotFound("the device has no open stream of this name".into())
}

/// Who a device is, on the chain that is connected.
pub fn identity(connection: &Connection, device: DeviceId) -> Identity {
	Identity {
		device: device.0,
		genesis: connection.genesis().0,
	}
}

/// A device whose key and counter are files. It counts alone until it is dropped.
pub type FileDevice = Device<DeviceKey, FileCounter>;

/// Opens the device that has the key in this file.
pub async fn open(connection: &Connection, file: &Path) -> Result<FileDevice> {
	let key = DeviceKey::read(file)?;
	let device = of_key(connection, file, &key.public_key()).await?;
	let numbers = device_counter::resume(file)?;
	Ok(Device::new(identity(connection, device), key, numbers))
}

/// Why a device does not sign an envelope.
pub fn unsigned<E: std::fmt::Display>(error: DeviceError<E>) -> Error {
	Error::Input(format!("the device does not sign this: {error}"))
}

/// Until when a statement holds that is made at `now`.
pub fn word_until(now: Moment) -> Moment {
	now.saturating_add(WORD_HOLDS)
}

/// Why a key does not make a statement.
pub fn unsaid(error: StatementError) -> Error {
	Error::Input(format!("the key does not sign this: {error}"))
}

/// A signed statement as calls take it.
pub fn proof(expires_at: Moment, signature: &Signature) -> Value {
	Value::named_composite([
		("expires_at", Value::u128(expires_at.into())),
		("signature", encoded(signature)),
	])
}

/// The word of a key, at `now`, that it speaks for a device which `owner` holds, as calls take it.
pub fn possession(
	connection: &Connection,
	device: DeviceId,
	key: &DeviceKey,
	owner: OrgId,
	now: Moment,
) -> Result<Value> {
	let until = word_until(now);
	let signature = identity(connection, device)
		.possession(key, &key.public_key(), owner, now, until)
		.map_err(unsaid)?;
	Ok(proof(until, &signature))
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_types::device::device_id;

	#[test]
	fn stream_is_named_after_its_device() {
		let id = device_id(1, b"TH/1");
		let stream: NamedStream = "1/TH/1/temp".parse().expect("a stream");
		assert_eq!(stream.device, Named::Id(id));
		assert_eq!(stream.name.as_str(), "temp");
		let stream: NamedStream = format!("{id:?}/in/temp").parse().expect("a stream");
		assert_eq!(stream.device, Named::Id(id));
		assert_eq!(stream.name.as_str(), "in/temp");
		for wrong in ["temp", "1/temp", "0x12/temp", "1/TH-1/t p", "none.key/temp"] {
			assert!(wrong.parse::<NamedStream>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn device_is_named_by_a_file_that_is_there() {
		let folder = tempfile::tempdir().expect("a folder");
		let file = folder.path().join("fridge.key");
		let text = file.to_str().expect("text").to_owned();
		assert!(text.parse::<Named>().is_err());
		std::fs::write(&file, "").expect("written");
		assert_eq!(text.parse(), Ok(Named::File(file)));
	}
}
