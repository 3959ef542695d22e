//! Makers and their devices, with real keys and certificates.

use hallmark_keys::{Possession, PublicKey, Signature, Statement};
use hallmark_merkle::Tree;
use hallmark_runtime::{Hash, Moment, Runtime};
use hallmark_types::{
	device::{device_id, DeviceId},
	organisation::OrgId,
};
use hallmark_x509::mint::{common_name, name, serial as serial_attribute, Draft, Key, Party};
use p256::ecdsa::{signature::Signer, SigningKey};
use pallet_device_identity::{Call, Chain, Fingerprint, ManifestEntry, Proof};
use polkadot_sdk::{
	sp_core::H256,
	sp_io::hashing::{blake2_256, sha2_256, twox_128},
};

use super::{Client, Result};

/// The organisations of the presets `development` and `local`, by their number and their admin.
pub const MAKER: (OrgId, &str) = (1, "//Bob");
/// Runs devices.
pub const OPERATOR: (OrgId, &str) = (2, "//Charlie");

/// How long a device's word holds in these programs.
const WORD_HOLDS: Moment = 3_600_000;

/// A device: a serial number and a P-256 key.
pub struct Device {
	/// The number that its maker gave it.
	pub serial: String,
	secret: SigningKey,
}

impl Device {
	/// The device with this serial number. Its key follows from it, so that a run can be repeated.
	pub fn new(serial: impl Into<String>) -> Self {
		let serial = serial.into();
		let secret = SigningKey::from_slice(&blake2_256(serial.as_bytes()))
			.expect("a hash is below the order, but for one in 2^32");
		Self { serial, secret }
	}

	/// A device whose key a tool made: its private scalar, and its serial number.
	pub fn with_secret(serial: impl Into<String>, scalar: &[u8]) -> Result<Self> {
		Ok(Self {
			serial: serial.into(),
			secret: SigningKey::from_slice(scalar)?,
		})
	}

	/// Its key.
	pub fn key(&self) -> PublicKey {
		let point = self.secret.verifying_key().to_encoded_point(true);
		PublicKey::Es256(point.as_bytes().try_into().expect("compressed"))
	}

	/// Its id.
	pub fn id(&self, maker: OrgId) -> DeviceId {
		device_id(maker, self.serial.as_bytes())
	}

	/// Its word that it is `owner`'s, at `now`.
	pub fn possession(&self, genesis: Hash, maker: OrgId, owner: OrgId, now: Moment) -> Proof {
		let expires_at = now + WORD_HOLDS;
		let statement = Possession {
			genesis: genesis.0,
			device: self.id(maker).0,
			owner,
			key: self.key(),
			expires_at,
		};
		let signature: p256::ecdsa::Signature =
			statement.using_bytes(|bytes| self.secret.sign(bytes));
		Proof {
			expires_at,
			signature: Signature(signature.to_bytes().into()),
		}
	}

	/// The line that stands for it on a manifest.
	pub fn line(&self) -> Vec<u8> {
		ManifestEntry::line(&self.key(), self.serial.as_bytes())
	}
}

/// A maker's certification authority.
pub struct Factory {
	root: Party,
	line: Party,
}

impl Factory {
	/// A root and the authority of one production line below it.
	pub fn new() -> Self {
		Self {
			root: Party::new("Frost & Sons Root", Key::p256(201)),
			line: Party::new("Frost & Sons Line 4", Key::p256(202)),
		}
	}

	/// The root's certificate.
	pub fn anchor(&self) -> Vec<u8> {
		self.root.root().signed_by(&self.root)
	}

	/// The certificates of a device, its own first.
	pub fn chain(&self, device: &Device, model: &str) -> Vec<Vec<u8>> {
		let subject = Party {
			name: name(&[common_name(model), serial_attribute(&device.serial)]),
			key: Key::P256(device.secret.clone()),
		};
		vec![
			Draft::device(&self.line, &subject).signed_by(&self.line),
			Draft::authority(&self.root, &self.line, Some(0)).signed_by(&self.root),
		]
	}
}

/// A certificate's SHA-256 fingerprint.
pub fn fingerprint(certificate: &[u8]) -> Fingerprint {
	H256(sha2_256(certificate))
}

/// The call that registers a certificate as the maker's anchor.
pub fn register(certificate: Vec<u8>) -> Result<Call<Runtime>> {
	Ok(Call::register_anchor {
		certificate: certificate
			.try_into()
			.map_err(|_| "the certificate is longer than 2 KiB")?,
	})
}

/// The call that enrols a device by its certificates.
pub fn enrol_with_certificate(
	maker: OrgId,
	anchor: Fingerprint,
	chain: Vec<Vec<u8>>,
	proof: Proof,
) -> Result<Call<Runtime>> {
	let chain: Vec<_> = chain
		.into_iter()
		.map(|one| {
			one.try_into()
				.map_err(|_| "a certificate is longer than 2 KiB")
		})
		.collect::<std::result::Result<_, _>>()?;
	let chain = Chain::try_from(chain).map_err(|_| "the chain is longer than three")?;
	Ok(Call::enrol_with_certificate {
		maker,
		anchor,
		chain,
		proof,
	})
}

/// The call that enrols a device by its place on a list.
pub fn enrol_with_manifest(
	maker: OrgId,
	list: &Tree,
	index: u32,
	device: &Device,
	proof: Proof,
) -> Result<Call<Runtime>> {
	enrol_line(maker, list, index, (&device.serial, device.key()), proof)
}

/// The call that enrols whatever has this serial number and key by its place on a list.
pub fn enrol_line(
	maker: OrgId,
	list: &Tree,
	index: u32,
	(serial, key): (&str, PublicKey),
	proof: Proof,
) -> Result<Call<Runtime>> {
	let serial = serial.as_bytes().to_vec();
	let path = list.path(index)?;
	Ok(Call::enrol_with_manifest {
		maker,
		root: list.root().into(),
		entry: ManifestEntry {
			serial: serial
				.try_into()
				.map_err(|_| "the serial number is longer than 96 bytes")?,
			key,
			index,
			path: path.try_into().map_err(|_| "the path is longer than 32")?,
		},
		proof,
	})
}

/// The chain's clock at the best block.
pub async fn now(client: &Client) -> Result<Moment> {
	clock(client, None).await
}

/// The chain's clock at a block, or at the best one.
pub async fn clock(client: &Client, at: Option<Hash>) -> Result<Moment> {
	let key = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
	Ok(client.storage(&key, at).await?.unwrap_or_default())
}
