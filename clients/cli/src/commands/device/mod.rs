//! `hallmark device`: keys of devices, their passports, their streams.

mod enrolment;
mod keys;
mod standing;
mod stream;
mod transfer;

use std::path::PathBuf;

use clap::Subcommand;
use hallmark_rpc::{device::DeviceApiClient, When};
use hallmark_types::device::DeviceId;
use subxt::dynamic::Value;

use crate::{
	clock::NamedMoment,
	connection::Connection,
	context::Context,
	device_key::DeviceScheme,
	devices::{self, Named},
	examples,
	output::Record,
	story::Step::{self, Example, Prepare, Run},
	transaction::{call, Call},
	units,
	values::encoded,
	Error, Result,
};

/// The pallet that keeps passports.
const PALLET: &str = "DeviceIdentity";

/// The order in which the examples are told. Bob's organisation, number 1, makes devices;
/// Charlie's, number 2, runs them, and hands one on to Dave's, number 3.
pub const STORY: &[Step] = &[
	Example("device new"),
	Run("echo FR-0001,$(hallmark device show fridge.key) > fridges.csv"),
	Run("hallmark maker manifest publish fridges.csv --model 'Fridge 7' --dev Bob"),
	Prepare("devices with certificates"),
	Example("device enrol"),
	Example("device show"),
	Example("device verify"),
	Example("device key-at"),
	Example("device stream open"),
	Example("device stream amend"),
	Example("device stream close"),
	Run("hallmark device new second.key"),
	Example("device rotate"),
	Run("hallmark device new third.key"),
	Example("device announce"),
	Example("device recount"),
	Example("device transfer offer"),
	Example("device transfer withdraw"),
	Run("hallmark device transfer offer 1/FR-0001 3 --dev Charlie"),
	Example("device transfer accept"),
	Example("device suspend"),
	Example("device resume"),
	// What is held against a device, and what becomes of it.
	Example("device compromise"),
	Example("device quarantine"),
	Example("device appeal"),
	Example("device decide"),
	Run("hallmark device new clone.key"),
	Run("echo PR-0001,$(hallmark device show clone.key) > clones.csv"),
	Run("hallmark maker manifest publish clones.csv --model Probe --dev Bob"),
	Run(
		"hallmark device enrol clone.key --maker 1 --manifest clones.csv --serial PR-0001 \
		 --dev Charlie 2> refusal.txt || grep -q suspect refusal.txt",
	),
	Example("device clear"),
	Example("device revoke"),
	Example("device retire"),
	Prepare("a device that was retired long ago"),
	Example("device remove"),
];

/// What to do with devices.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Make a device's key, a file with its secret that only you can read, and its counter
	#[command(after_help = examples!(
		"hallmark device new fridge.key",
		"hallmark device new logger.key --scheme ed25519",
		"A certificate request for it, which its maker's CA signs:",
		"  openssl req -new -key fridge.key -subj '/CN=Fridge 7/serialNumber=FR-0001'",
	))]
	New {
		/// The file to make; one that exists is left alone
		file: PathBuf,
		/// How the key signs
		#[arg(long, default_value = "es256")]
		scheme: DeviceScheme,
	},
	/// Show a device's passport; or, of a key's file, the public key as manifests write it
	#[command(after_help = examples!(
		"hallmark device show fridge.key",
		"hallmark device show 1/FR-0001",
	))]
	Show {
		/// The device, or the file
		device: Named,
	},
	/// Enrol a device for your organisation, with its key's word that it speaks for it
	#[command(after_help = examples!(
		"By its line on its maker's list:",
		"hallmark device enrol fridge.key --maker 1 --manifest fridges.csv --serial FR-0001 \
		 --dev Charlie",
		"By its certificate, its issuers' behind it:",
		"hallmark device enrol probe.key --maker 1 --certificate probe.pem --anchor root.pem \
		 --dev Charlie",
		"hallmark device enrol spare.key --maker 1 --certificate spare-and-root.pem --dev Charlie",
	))]
	Enrol(enrolment::Enrol),
	/// Show who made a device, what vouches for that, and what it is worth today
	#[command(after_help = examples!("hallmark device verify 1/FR-0001"))]
	Verify {
		/// The device
		device: Named,
	},
	/// Show the key that speaks for a device, or spoke for it at a moment
	#[command(after_help = examples!(
		"hallmark device key-at 1/FR-0001",
		"hallmark device key-at fridge.key 2099-12-31T12:00:00Z",
	))]
	KeyAt {
		/// The device
		device: Named,
		/// When: 2030-12-31T12:00:00Z, 2030-12-31; now if left out
		moment: Option<NamedMoment>,
	},
	/// Replace a device's key at once, in both keys' own words. Its counter goes on with the next
	/// key
	#[command(after_help = examples!(
		"hallmark device rotate fridge.key second.key --dev Charlie",
	))]
	Rotate {
		/// The key in force
		file: PathBuf,
		/// The next key, made by `hallmark device new`
		next: PathBuf,
	},
	/// Announce the next key of a device whose key is lost, or take that back
	#[command(after_help = examples!(
		"It is in force after three days:",
		"hallmark device announce 1/PR-0001 third.key --dev Charlie",
		"hallmark device announce 1/PR-0001 --dev Charlie",
	))]
	Announce {
		/// The device
		device: Named,
		/// The next key; left out, the announcement is taken back
		next: Option<PathBuf>,
	},
	/// Let a key whose counter is lost go on well above what the chain has seen
	#[command(after_help = examples!("hallmark device recount spare.key"))]
	Recount {
		/// The key
		file: PathBuf,
	},
	/// Hand a device to another organisation
	#[command(subcommand)]
	Transfer(transfer::Transfer),
	/// What a device reports: its streams
	#[command(subcommand)]
	Stream(stream::Stream),
	/// Put a device aside
	#[command(after_help = examples!("hallmark device suspend 1/FR-0001 --dev Dave"))]
	Suspend {
		/// The device
		device: Named,
	},
	/// Take a device up again that was put aside
	#[command(after_help = examples!("hallmark device resume 1/FR-0001 --dev Dave"))]
	Resume {
		/// The device
		device: Named,
	},
	/// Take a device out of use, for good
	#[command(after_help = examples!("hallmark device retire 1/PR-0001 --dev Charlie"))]
	Retire {
		/// The device
		device: Named,
	},
	/// Remove the passport of a device that has been out of use for 90 days, and get its deposit
	/// back
	#[command(after_help = examples!("hallmark device remove 1/PR-0001 --dev Charlie"))]
	Remove {
		/// The device
		device: Named,
	},
	/// Say that one of a device's keys may have been in other hands from a moment on
	#[command(after_help = examples!(
		"hallmark device compromise 1/FR-0001 --epoch 0 --since now --dev Dave",
	))]
	Compromise {
		/// The device
		device: Named,
		/// Which of its keys, counted from 0; the one in force if left out
		#[arg(long)]
		epoch: Option<u32>,
		/// From when on: 2030-12-31T12:00:00Z, 2030-12-31, now
		#[arg(long, value_name = "MOMENT")]
		since: NamedMoment,
	},
	/// Quarantine a device, as its maker or a regulator, or by the council
	#[command(after_help = examples!(
		"hallmark device quarantine 1/PR-0001 --charge tampered --document photos.zip --dev Bob",
	))]
	Quarantine {
		/// The device
		device: Named,
		/// What it is held to have done
		#[arg(long)]
		charge: standing::ChargeName,
		/// What shows it
		#[command(flatten)]
		evidence: standing::Document,
		/// Let the council decide
		#[arg(long)]
		council: bool,
	},
	/// Appeal against your device's quarantine
	#[command(after_help = examples!(
		"hallmark device appeal 1/PR-0001 --document letter.txt --dev Charlie",
	))]
	Appeal {
		/// The device
		device: Named,
		/// What it says
		#[command(flatten)]
		appeal: standing::Document,
	},
	/// Decide an appeal, as a regulator, or by the council
	#[command(after_help = examples!(
		"hallmark device decide 1/PR-0001 upheld --dev Eve",
	))]
	Decide {
		/// The device
		device: Named,
		/// Upheld, it is in good standing again; dismissed, it is revoked
		decision: standing::Decision,
		/// Let the council decide
		#[arg(long)]
		council: bool,
	},
	/// Clear a suspect device: the second key was no clone's
	#[command(after_help = examples!("hallmark device clear 1/PR-0001 --dev Bob"))]
	Clear {
		/// The device
		device: Named,
		/// Let the council decide
		#[arg(long)]
		council: bool,
	},
	/// Disown a device, for good, as its maker or a regulator, or by the council
	#[command(after_help = examples!("hallmark device revoke 1/SP-0001 --since now --dev Bob"))]
	Revoke {
		/// The device
		device: Named,
		/// From when on: 2030-12-31T12:00:00Z, 2030-12-31, now
		#[arg(long, value_name = "MOMENT")]
		since: NamedMoment,
		/// Let the council decide
		#[arg(long)]
		council: bool,
	},
}

/// A device as calls take it.
fn argument(device: DeviceId) -> (&'static str, Value) {
	("device", encoded(&device))
}

/// A call of the pallet about a device and nothing else.
fn about(name: &str, device: DeviceId) -> Call {
	call(PALLET, name, [argument(device)])
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::New { file, scheme } => keys::make(context, file, scheme),
			Self::Show {
				device: Named::File(file),
			} => keys::show(context, file),
			Self::Show { device } => {
				let connection = context.connect().await?;
				let device = device.id(&connection).await?;
				let passport = devices::passport(&connection, device).await?;
				context.output.show(&Record(passport))
			},
			Self::Enrol(enrol) => enrol.run(context).await,
			Self::Verify { device } => verify(context, device).await,
			Self::KeyAt { device, moment } => key_at(context, device, moment).await,
			Self::Rotate { file, next } => keys::rotate(context, file, next).await,
			Self::Announce { device, next } => keys::announce(context, device, next).await,
			Self::Recount { file } => keys::recount(context, file).await,
			Self::Transfer(transfer) => transfer.run(context).await,
			Self::Stream(stream) => stream.run(context).await,
			Self::Suspend { device } => simple(context, device, "suspend").await,
			Self::Resume { device } => simple(context, device, "resume").await,
			Self::Retire { device } => simple(context, device, "retire").await,
			Self::Remove { device } => simple(context, device, "remove").await,
			Self::Compromise {
				device,
				epoch,
				since,
			} => standing::compromise(context, device, epoch, since).await,
			Self::Quarantine {
				device,
				charge,
				evidence,
				council,
			} => standing::quarantine(context, device, charge, evidence, council).await,
			Self::Appeal { device, appeal } => standing::appeal(context, device, appeal).await,
			Self::Decide {
				device,
				decision,
				council,
			} => standing::decide(context, device, decision, council).await,
			Self::Clear { device, council } => standing::clear(context, device, council).await,
			Self::Revoke {
				device,
				since,
				council,
			} => standing::revoke(context, device, since, council).await,
		}
	}
}

/// Sends a call about a device and nothing else.
async fn simple(context: &Context, device: Named, name: &str) -> Result<()> {
	let connection = context.connect().await?;
	let device = device.id(&connection).await?;
	send(context, &connection, about(name, device)).await
}

/// Sends a call and shows what came of it.
async fn send(context: &Context, connection: &Connection, call: Call) -> Result<()> {
	let included = context.send(connection, &call).await?;
	context.output.show(&included)
}

async fn verify(context: &Context, device: Named) -> Result<()> {
	let connection = context.connect().await?;
	let device = devices::reference(device.id(&connection).await?);
	let origin = DeviceApiClient::verify_origin(connection.rpc(), device, None)
		.await?
		.ok_or_else(devices::unknown)?;
	context.output.show(&Record(origin))
}

async fn key_at(context: &Context, device: Named, moment: Option<NamedMoment>) -> Result<()> {
	let connection = context.connect().await?;
	let id = device.id(&connection).await?;
	let device = devices::reference(id);
	let moment = moment.unwrap_or(NamedMoment::NOW).on(&connection).await?;
	let key = DeviceApiClient::key_at(connection.rpc(), device, When::from(moment), None).await?;
	match key {
		Some(key) => context.output.show(&Record(key)),
		None => {
			devices::passport(&connection, id).await?;
			Err(Error::NotFound(format!(
				"no key spoke for the device at {}: it was enrolled later",
				units::print_moment(moment)
			)))
		},
	}
}
