//! `hallmark maker`: what a maker vouches for devices with.

use std::{fmt, path::PathBuf};

use clap::Subcommand;
use hallmark_types::{device::MAX_MODEL_LEN, organisation::OrgId, Hash};
use serde::Serialize;
use subxt::dynamic::Value;

use crate::{
	certificates,
	clock::NamedMoment,
	connection::Connection,
	context::Context,
	examples,
	manifest::Manifest,
	story::Step::{self, Example, Prepare, Run},
	transaction::{call, Included},
	units,
	values::{bytes, encoded},
	Error, Result,
};

/// The order in which the examples are told.
pub const STORY: &[Step] = &[
	Prepare("a maker's certificates and manifest"),
	Example("maker anchor register"),
	Example("maker manifest publish"),
	Example("maker manifest root"),
	Run("hallmark maker anchor register old-root.pem --dev Bob"),
	Example("maker anchor withdraw"),
	Example("maker manifest withdraw"),
];

/// What to do for a maker.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Certificates that devices' own are issued under
	#[command(subcommand)]
	Anchor(Anchor),
	/// Lists of devices
	#[command(subcommand)]
	Manifest(ManifestCommand),
}

/// What to do with trust anchors.
#[derive(Debug, Subcommand)]
pub enum Anchor {
	/// Register a certification authority's certificate, PEM or DER: what it issues is yours
	#[command(after_help = examples!("hallmark maker anchor register root.pem --dev Bob"))]
	Register {
		/// The certificate
		file: PathBuf,
	},
	/// Let a certificate vouch for nothing new from a moment on, past or to come
	#[command(after_help = examples!(
		"hallmark maker anchor withdraw old-root.pem --from 2099-12-31 --dev Bob",
	))]
	Withdraw {
		/// The certificate's file, or its SHA-256 fingerprint
		#[arg(value_name = "FILE|FINGERPRINT")]
		anchor: String,
		/// From when on: 2030-12-31, 2030-12-31T12:00:00Z, now, +10m
		#[arg(long, value_name = "MOMENT")]
		from: NamedMoment,
		/// The maker whose it is, if you succeeded it
		#[arg(long, value_name = "ORG")]
		maker: Option<OrgId>,
	},
}

/// What to do with manifests.
#[derive(Debug, Subcommand)]
pub enum ManifestCommand {
	/// Publish a list of devices: lines of SERIAL,ALGORITHM:0xKEY, of which the chain keeps the root
	#[command(after_help = examples!(
		"hallmark maker manifest publish devices.csv --model TH-2 --dev Bob",
	))]
	Publish {
		/// The list
		file: PathBuf,
		/// What the devices are
		#[arg(long, value_parser = units::text::<{ MAX_MODEL_LEN as usize }>)]
		model: String,
	},
	/// Show the root of a list and how many devices are on it, without a node
	#[command(after_help = examples!("hallmark maker manifest root devices.csv"))]
	Root {
		/// The list
		file: PathBuf,
	},
	/// Let a list vouch for nothing new from a moment on, past or to come
	#[command(after_help = examples!(
		"hallmark maker manifest withdraw devices.csv --from 2099-12-31 --dev Bob",
	))]
	Withdraw {
		/// The list's file, or its root
		#[arg(value_name = "FILE|ROOT")]
		manifest: String,
		/// From when on: 2030-12-31, 2030-12-31T12:00:00Z, now, +10m
		#[arg(long, value_name = "MOMENT")]
		from: NamedMoment,
		/// The maker whose it is, if you succeeded it
		#[arg(long, value_name = "ORG")]
		maker: Option<OrgId>,
	},
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Anchor(Anchor::Register { file }) => register(context, file).await,
			Self::Anchor(Anchor::Withdraw {
				anchor,
				from,
				maker,
			}) => {
				let anchor = fingerprint(&anchor)?;
				withdraw(context, ("withdraw_anchor", "anchor"), anchor, from, maker).await
			},
			Self::Manifest(ManifestCommand::Publish { file, model }) => {
				publish(context, file, model).await
			},
			Self::Manifest(ManifestCommand::Root { file }) => {
				context.output.show(&Root::of(&Manifest::read(&file)?))
			},
			Self::Manifest(ManifestCommand::Withdraw {
				manifest,
				from,
				maker,
			}) => {
				let root = root(&manifest)?;
				withdraw(context, ("withdraw_manifest", "root"), root, from, maker).await
			},
		}
	}
}

/// What was done, and the name that it has on the chain.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Named<T> {
	#[serde(flatten)]
	name: T,
	#[serde(flatten)]
	included: Included,
}

impl<T: fmt::Display> fmt::Display for Named<T> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}\n{}", self.name, self.included)
	}
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprint {
	/// A certificate's SHA-256 fingerprint.
	fingerprint: Hash,
}

impl fmt::Display for Fingerprint {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "anchor {:?}", self.fingerprint)
	}
}

#[derive(Serialize)]
struct Root {
	root: Hash,
	size: u64,
}

impl Root {
	fn of(manifest: &Manifest) -> Self {
		Self {
			root: manifest.root(),
			size: manifest.size(),
		}
	}
}

impl fmt::Display for Root {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "manifest {:?} of {} devices", self.root, self.size)
	}
}

async fn register(context: &Context, file: PathBuf) -> Result<()> {
	let certificate = certificates::read_one(&file)?;
	let name = Fingerprint {
		fingerprint: certificates::fingerprint(&certificate),
	};
	let connection = context.connect().await?;
	let call = call(
		"DeviceIdentity",
		"register_anchor",
		[("certificate", bytes(certificate))],
	);
	let included = context.send(&connection, &call).await?;
	context.output.show(&Named { name, included })
}

async fn publish(context: &Context, file: PathBuf, model: String) -> Result<()> {
	let name = Root::of(&Manifest::read(&file)?);
	let connection = context.connect().await?;
	let call = call(
		"DeviceIdentity",
		"publish_manifest",
		[
			("root", encoded(&name.root)),
			("size", Value::u128(name.size.into())),
			("model", bytes(model)),
		],
	);
	let included = context.send(&connection, &call).await?;
	context.output.show(&Named { name, included })
}

async fn withdraw(
	context: &Context,
	(withdrawal, what): (&str, &str),
	name: Hash,
	from: NamedMoment,
	maker: Option<OrgId>,
) -> Result<()> {
	let connection = context.connect().await?;
	let maker = match maker {
		Some(maker) => maker,
		None => own_organisation(context, &connection).await?,
	};
	let call = call(
		"DeviceIdentity",
		withdrawal,
		[
			("maker", Value::u128(maker.into())),
			(what, encoded(&name)),
			("from", from.value(&connection).await?),
		],
	);
	let included = context.send(&connection, &call).await?;
	context.output.show(&included)
}

/// The organisation that the key to sign with acts for.
async fn own_organisation(context: &Context, connection: &Connection) -> Result<OrgId> {
	let keypair = context.keypair(connection).await?;
	connection.organisation_of(&keypair.account()).await
}

fn fingerprint(anchor: &str) -> Result<Hash> {
	if let Ok(fingerprint) = units::fingerprint(anchor) {
		return Ok(fingerprint);
	}
	ensure_file(anchor, "a SHA-256 fingerprint")?;
	let certificate = certificates::read_one(anchor.as_ref())?;
	Ok(certificates::fingerprint(&certificate))
}

fn root(manifest: &str) -> Result<Hash> {
	if let Ok(root) = units::hash(manifest) {
		return Ok(root);
	}
	ensure_file(manifest, "a root (0x and 64 hexadecimal digits)")?;
	Ok(Manifest::read(manifest.as_ref())?.root())
}

fn ensure_file(text: &str, other: &str) -> Result<()> {
	if std::path::Path::new(text).is_file() {
		return Ok(());
	}
	Err(Error::Input(format!(
		"{text} is neither a file nor {other}"
	)))
}
