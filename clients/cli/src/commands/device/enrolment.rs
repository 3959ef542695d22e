//! Enrolling a device: by a certificate, or by its line on a list.

use std::{
	fmt,
	path::{Path, PathBuf},
};

use clap::{ArgGroup, Args};
use hallmark_keys::{PublicKey, PureRust};
use hallmark_types::{
	device::{device_id, DeviceId},
	organisation::OrgId,
};
use hallmark_x509::{verify_chain, Certificate};
use serde::Serialize;
use subxt::dynamic::Value;

use super::PALLET;
use crate::{
	certificates, clock,
	context::Context,
	device_key::DeviceKey,
	devices,
	manifest::Manifest,
	transaction::{call, Call, Included},
	values::{bytes, encoded},
	Error, Result,
};

/// Whose device it is, and what vouches for that.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("origin").required(true).args(["certificate", "manifest"]))]
pub struct Enrol {
	/// The device's key
	file: PathBuf,
	/// The maker, by its number
	#[arg(long, value_name = "ORG")]
	maker: OrgId,
	/// The device's certificate and its issuers', in this order, in PEM; or the one in DER
	#[arg(long, value_name = "FILE")]
	certificate: Option<PathBuf>,
	/// The maker's registered certificate that issued the last of these; it may be among them
	/// instead
	#[arg(long, value_name = "FILE", requires = "certificate")]
	anchor: Option<PathBuf>,
	/// The maker's published list
	#[arg(long, value_name = "FILE", requires = "serial")]
	manifest: Option<PathBuf>,
	/// The device's serial number on that list
	#[arg(long, requires = "manifest")]
	serial: Option<String>,
}

/// What vouches for a device, and what its enrolment says beside the device's own word.
struct Vouched {
	device: DeviceId,
	call: &'static str,
	arguments: [(&'static str, Value); 2],
}

impl Enrol {
	/// Enrols the device for the organisation of the key to sign with.
	pub async fn run(self, context: &Context) -> Result<()> {
		let key = DeviceKey::read(&self.file)?;
		let vouched = self.vouched(&key.public_key())?;
		let connection = context.connect().await?;
		let account = context.keypair(&connection).await?.account();
		let owner = connection.organisation_of(&account).await?;
		let now = clock::now(&connection).await?;
		let proof = devices::possession(&connection, vouched.device, &key, owner, now)?;
		let call = vouched.call(self.maker, proof);
		let included = context.send(&connection, &call).await?;
		// The chain keeps the mark on the device that is there, and so does not fail.
		if included.event(PALLET, "DuplicateClaimed").is_some() {
			return Err(Error::refused(format!(
				"this serial number is enrolled with another key: nothing was enrolled, and device \
				 {:?} is suspect now, since one of the two is a clone",
				vouched.device
			)));
		}
		context.output.show(&Enrolled {
			device: vouched.device,
			included,
		})
	}

	fn vouched(&self, key: &PublicKey) -> Result<Vouched> {
		match (&self.certificate, &self.manifest, &self.serial) {
			(Some(chain), _, _) => self.by_certificate(chain, key),
			(None, Some(list), Some(serial)) => self.by_manifest(list, serial, key),
			_ => Err(Error::Input(
				"what vouches for the device is missing: --certificate, or --manifest with --serial"
					.into(),
			)),
		}
	}

	fn by_certificate(&self, file: &Path, key: &PublicKey) -> Result<Vouched> {
		let mut chain = certificates::read(file)?;
		let anchor = match &self.anchor {
			Some(anchor) => certificates::read_one(anchor)?,
			// The last of several, then.
			None => match chain.len() {
				0 | 1 => return Err(Error::file(
					file,
					"the certificate that issued it is not in it: name the maker's with --anchor",
				)),
				_ => chain.pop().unwrap_or_default(),
			},
		};
		let authority = Certificate::parse(&anchor)
			.and_then(|certificate| certificate.authority(&PureRust))
			.map_err(|flaw| {
				let named = self.anchor.as_deref().unwrap_or(file);
				Error::file(named, format_args!("no certification authority's: {flaw}"))
			})?;
		let chain = authority.without_own(&chain);
		// As the chain verifies it, but by this machine's clock, with the reason in words; and whose
		// certificate it is.
		let identity = verify_chain(chain, &authority, clock::local(), &PureRust)
			.map_err(|error| Error::file(file, error))?;
		if identity.key != *key {
			return Err(Error::file(
				file,
				format_args!(
					"the certificate is of another key than {}",
					self.file.display()
				),
			));
		}
		let chain = chain.iter().map(bytes).collect::<Vec<_>>();
		Ok(Vouched {
			device: device_id(self.maker, identity.serial.as_slice()),
			call: "enrol_with_certificate",
			arguments: [
				("anchor", encoded(&certificates::fingerprint(&anchor))),
				("chain", Value::unnamed_composite(chain)),
			],
		})
	}

	fn by_manifest(&self, file: &Path, serial: &str, key: &PublicKey) -> Result<Vouched> {
		let manifest = Manifest::read(file)?;
		let (line, index, path) = manifest.find(serial).ok_or_else(|| {
			Error::file(
				file,
				format_args!("no device on it has the serial number {serial}"),
			)
		})?;
		if line.key != *key {
			return Err(Error::file(
				file,
				format_args!(
					"the key of {serial} on it is another than that of {}",
					self.file.display()
				),
			));
		}
		let entry = Value::named_composite([
			("serial", bytes(serial)),
			("key", encoded(key)),
			("index", Value::u128(index.into())),
			("path", encoded(&path)),
		]);
		Ok(Vouched {
			device: device_id(self.maker, serial.as_bytes()),
			call: "enrol_with_manifest",
			arguments: [("root", encoded(&manifest.root())), ("entry", entry)],
		})
	}
}

impl Vouched {
	fn call(&self, maker: OrgId, proof: Value) -> Call {
		let [one, other] = self.arguments.clone();
		let maker = ("maker", Value::u128(maker.into()));
		call(PALLET, self.call, [maker, one, other, ("proof", proof)])
	}
}

/// A device that has a passport now.
#[derive(Serialize)]
struct Enrolled {
	/// Its id.
	device: DeviceId,
	#[serde(flatten)]
	included: Included,
}

impl fmt::Display for Enrolled {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "device {:?}\n{}", self.device, self.included)
	}
}
