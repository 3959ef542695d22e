//! What may be typed on the command line.

use std::{num::NonZeroU64, str::FromStr, time::Duration};

use polkadot_sdk::sc_cli;

/// The whole command line: a subcommand, or the options of a running node.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// What to do instead of running the node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How a personal development chain makes its blocks.
	///
	///  - instant: a block as soon as a transaction is ready;
	///  - manual: a block when JSON-RPC asks for one (`engine_createBlock`, `engine_finalizeBlock`);
	///  - interval=<MS>: a block every MS milliseconds (10 to 86400000).
	///
	/// Blocks of the instant and interval modes are final at once. Each block takes a slot of its
	/// own, so the chain's clock runs ahead of the wall clock when blocks come faster than slots.
	/// Without this option a development chain runs Aura and GRANDPA, as a network does.
	#[arg(long, value_name = "MODE", verbatim_doc_comment)]
	pub sealing: Option<Sealing>,

	/// How the feeds of readings are served.
	#[command(flatten)]
	pub feeds: FeedOptions,

	/// The SDK's options for a running node.
	#[command(flatten)]
	pub run: sc_cli::RunCmd,
}

/// How the feeds of readings are served (`reading_subscribe`).
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct FeedOptions {
	/// How many seconds a reader may take for one message before its feed is closed.
	#[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=86_400))]
	pub feed_patience: u32,

	/// How many final blocks are looked through for the envelope after which a feed goes on.
	#[arg(long, value_name = "BLOCKS", default_value_t = 43_200, value_parser = clap::value_parser!(u32).range(1..))]
	pub feed_lookback: u32,
}

impl FeedOptions {
	/// How long a reader may take for one message.
	pub fn patience(&self) -> Duration {
		Duration::from_secs(self.feed_patience.into())
	}
}

/// What the node can do apart from running.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write a chain's specification as JSON.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Write a chain's specification as JSON, with a boot node (older name, used by many tools).
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Execute a stored block again and check the result.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Read blocks from a file and import them.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Write the state at a block as a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Delete the chain's database. Keys stay.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Take back blocks that are not final yet.
	Revert(sc_cli::RevertCmd),

	/// Show genesis, best and finalised block of a stored chain.
	ChainInfo(sc_cli::ChainInfoCmd),
}

/// How a personal development chain makes its blocks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sealing {
	/// As soon as a transaction is ready.
	Instant,
	/// When JSON-RPC asks for it.
	Manual,
	/// At a fixed pace, with or without transactions.
	Interval(Duration),
}

impl Sealing {
	/// The fastest pace. Below it a small machine does nothing but make empty blocks.
	const SHORTEST: u64 = 10;
	/// The slowest pace: a day.
	const LONGEST: u64 = 86_400_000;
}

impl FromStr for Sealing {
	type Err = String;

	fn from_str(mode: &str) -> Result<Self, Self::Err> {
		let interval = match mode {
			"instant" => return Ok(Self::Instant),
			"manual" => return Ok(Self::Manual),
			_ => mode.strip_prefix("interval=").ok_or_else(|| {
				"expected `instant`, `manual` or `interval=<milliseconds>`".to_string()
			})?,
		};
		interval
			.parse::<NonZeroU64>()
			.ok()
			.map(NonZeroU64::get)
			.filter(|millis| (Self::SHORTEST..=Self::LONGEST).contains(millis))
			.map(|millis| Self::Interval(Duration::from_millis(millis)))
			.ok_or_else(|| {
				format!(
					"`{interval}` is not a whole number of milliseconds from {} to {}",
					Self::SHORTEST,
					Self::LONGEST,
				)
			})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sealing_modes_are_read() {
		assert_eq!("instant".parse(), Ok(Sealing::Instant));
		assert_eq!("manual".parse(), Ok(Sealing::Manual));
		assert_eq!(
			"interval=500".parse(),
			Ok(Sealing::Interval(Duration::from_millis(500)))
		);
	}

	#[test]
	fn a_sealing_mode_that_means_nothing_is_refused_by_name() {
		for mode in ["", "Instant", "interval", "fast"] {
			let error = mode.parse::<Sealing>().unwrap_err();
			assert!(error.contains("interval=<milliseconds>"), "{mode}: {error}");
		}
		for pace in [
			"",
			"0",
			"9",
			"-1",
			"1.5",
			"86400001",
			"99999999999999999999",
		] {
			let error = format!("interval={pace}").parse::<Sealing>().unwrap_err();
			assert!(error.contains(&format!("`{pace}`")), "{pace}: {error}");
		}
	}

	#[test]
	fn the_command_line_is_consistent() {
		use clap::CommandFactory;
		use polkadot_sdk::sc_cli::SubstrateCli;
		Cli::setup_command(Cli::command()).debug_assert();
	}
}
