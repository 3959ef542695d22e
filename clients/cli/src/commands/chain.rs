//! `hallmark chain`: the chain itself.

use std::{fmt, path::PathBuf};

use clap::Subcommand;
use hallmark_rpc::hallmark::HallmarkApiClient;
use hallmark_types::Hash;
use jsonrpsee::rpc_params;
use polkadot_sdk::sp_crypto_hashing::blake2_256;
use serde::Serialize;

use crate::{
	connection::{AtBlock, Connection},
	context::Context,
	examples, files, motion,
	output::Record,
	state,
	story::Step::{self, Example, Prepare},
	transaction::{self, call, Event, Included},
	units,
	values::encoded,
	Error, Result,
};

/// The order in which the examples are told.
pub const STORY: &[Step] = &[
	Example("chain status"),
	Example("chain events"),
	Prepare("the next runtime"),
	Example("chain upgrade authorise"),
	Example("chain upgrade apply"),
];

/// The longest runtime that the chain takes, in bytes.
const MAX_CODE_LENGTH: u64 = 16 * 1024 * 1024;

/// What to do with the chain.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show which chain this is, how far it got, and who keeps it
	#[command(after_help = examples!(
		"hallmark chain status",
		"hallmark chain status --json",
	))]
	Status,
	/// Show what happened in a block
	#[command(after_help = examples!(
		"In the newest final block, and in the first:",
		"hallmark chain events",
		"hallmark chain events 1 --all",
	))]
	Events {
		/// The block: its height, its hash, `best` or `final`
		#[arg(default_value = "final")]
		block: Block,
		/// Show what only accounts for fees and weights, too
		#[arg(long)]
		all: bool,
	},
	/// Replace the chain's runtime
	#[command(subcommand)]
	Upgrade(Upgrade),
}

/// The steps of an upgrade.
#[derive(Debug, Subcommand)]
pub enum Upgrade {
	/// Have the council authorise the hash of a runtime
	#[command(after_help = examples!(
		"hallmark chain upgrade authorise next.wasm --dev Alice",
	))]
	Authorise {
		/// The runtime: its compressed WASM
		#[arg(value_name = "WASM")]
		file: PathBuf,
	},
	/// Hand in the runtime whose hash was authorised. It needs no account and costs nothing
	#[command(after_help = examples!("hallmark chain upgrade apply next.wasm"))]
	Apply {
		/// The runtime: its compressed WASM
		#[arg(value_name = "WASM")]
		file: PathBuf,
	},
}

/// A block as the command line names it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Block {
	/// The newest.
	Best,
	/// The newest that stays.
	Final,
	/// At this height of the best chain.
	Number(u32),
	/// With this hash.
	Hash(Hash),
}

impl std::str::FromStr for Block {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text {
			"best" => Ok(Self::Best),
			"final" => Ok(Self::Final),
			_ => text
				.parse()
				.map(Self::Number)
				.or_else(|_| units::hash(text).map(Self::Hash))
				.map_err(|_| "no block: its height, its hash, best or final".to_owned()),
		}
	}
}

impl Block {
	/// The chain as of it.
	async fn of(self, connection: &Connection) -> Result<AtBlock> {
		match self {
			Self::Best => connection.best().await,
			Self::Final => connection.finalised().await,
			Self::Number(number) => connection.at(connection.block_hash(number).await?).await,
			Self::Hash(hash) => connection.at(hash).await,
		}
	}
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Status => {
				let connection = context.connect().await?;
				let info = HallmarkApiClient::info(connection.rpc()).await?;
				context.output.show(&Record(info))
			},
			Self::Events { block, all } => {
				let connection = context.connect().await?;
				let at = block.of(&connection).await?;
				let events = transaction::events(&at).await?;
				context.output.show(&Happened {
					number: at.block_number(),
					block: Hash::from(at.block_hash().0),
					events: events
						.into_iter()
						.filter(|event| all || !event.is_bookkeeping())
						.collect(),
				})
			},
			Self::Upgrade(Upgrade::Authorise { file }) => authorise(context, file).await,
			Self::Upgrade(Upgrade::Apply { file }) => apply(context, file).await,
		}
	}
}

/// What happened in a block.
#[derive(Serialize)]
struct Happened {
	number: u64,
	block: Hash,
	events: Vec<Event>,
}

impl fmt::Display for Happened {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "block {} {:?}", self.number, self.block)?;
		for event in &self.events {
			match event.transaction {
				Some(index) => write!(f, "\n  {index}: {event}")?,
				None => write!(f, "\n  -: {event}")?,
			}
		}
		if self.events.is_empty() {
			f.write_str("\n  nothing to tell")?;
		}
		Ok(())
	}
}

fn code(file: &std::path::Path) -> Result<Vec<u8>> {
	/// How WASM begins, and how the SDK marks it compressed.
	const STARTS: [&[u8]; 2] = [b"\0asm", &[82, 188, 83, 118, 70, 219, 142, 5]];
	let code = files::read(file, MAX_CODE_LENGTH)?;
	if !STARTS.iter().any(|start| code.starts_with(start)) {
		return Err(Error::file(file, "no WASM, compressed or not"));
	}
	Ok(code)
}

/// What the council was asked to authorise.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Authorised {
	/// The BLAKE2b-256 hash of the code, as `b2sum -l 256` prints it.
	code_hash: Hash,
	#[serde(flatten)]
	decision: motion::Decision,
}

impl fmt::Display for Authorised {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "code {:?}\n{}", self.code_hash, self.decision)
	}
}

async fn authorise(context: &Context, file: PathBuf) -> Result<()> {
	let code_hash = Hash::from(blake2_256(&code(&file)?));
	let connection = context.connect().await?;
	let upgrade = call(
		"System",
		"authorize_upgrade",
		[("code_hash", encoded(&code_hash))],
	);
	let upgrade = motion::as_root(&connection.best().await?, upgrade)?;
	let decision = motion::decide(context, &connection, upgrade).await?;
	context.output.show(&Authorised {
		code_hash,
		decision,
	})
}

/// A runtime that took the place of another.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Upgraded {
	spec_version: u32,
	#[serde(flatten)]
	included: Included,
}

impl fmt::Display for Upgraded {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{}\nspec version {} from the next block on",
			self.included, self.spec_version
		)
	}
}

async fn apply(context: &Context, file: PathBuf) -> Result<()> {
	use subxt::ext::scale_decode::DecodeAsType;
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
	struct Authorisation {
		code_hash: subxt::utils::H256,
	}
	let code = code(&file)?;
	let hash = blake2_256(&code);
	let connection = context.connect().await?;
	let at = connection.best().await?;
	let authorised: Option<Authorisation> =
		state::stored(&at, "System", "AuthorizedUpgrade", ()).await?;
	let authorised = authorised.ok_or_else(|| {
		Error::NotFound("no upgrade is authorised: `hallmark chain upgrade authorise`".into())
	})?;
	if authorised.code_hash.0 != hash {
		return Err(Error::Input(format!(
			"{}: the hash of this code is {:?}, and {:?} is authorised",
			file.display(),
			Hash::from(hash),
			Hash::from(authorised.code_hash.0)
		)));
	}
	// Not by `call`, which would hold every byte as a value of its own.
	let upgrade = subxt::dynamic::tx("System", "apply_authorized_upgrade", (code,));
	let unsigned = at
		.tx()
		.create_unsigned(&upgrade)
		.map_err(crate::error::of_chain)?;
	let included = context.hand_in(&connection, unsigned.encoded()).await?;
	// An unfit runtime is rejected in an event, and its authorisation is used up.
	if let Some(rejected) = included.event("System", "RejectedInvalidAuthorizedUpgrade") {
		let why = rejected.field("error").cloned().unwrap_or_default();
		return Err(Error::refused(format!("the upgrade is unfit: {why}")));
	}
	let version: serde_json::Value = connection
		.call("state_getRuntimeVersion", rpc_params![included.block])
		.await?;
	let spec_version = version["specVersion"].as_u64().unwrap_or_default() as u32;
	context.output.show(&Upgraded {
		spec_version,
		included,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn block_is_named_in_four_ways() {
		let hash = format!("0x{}", "ab".repeat(32));
		assert_eq!("best".parse(), Ok(Block::Best));
		assert_eq!("final".parse(), Ok(Block::Final));
		assert_eq!("7".parse(), Ok(Block::Number(7)));
		assert_eq!(
			hash.parse(),
			Ok(Block::Hash(units::hash(&hash).expect("a hash")))
		);
		for wrong in ["", "-1", "newest", "0x12", "4294967296"] {
			assert!(wrong.parse::<Block>().is_err(), "{wrong}");
		}
	}
}
