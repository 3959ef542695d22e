//! The command line's top level.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{commands, context::Context, Result};

/// Where a node on this machine answers if nobody says otherwise.
pub const DEFAULT_URL: &str = "ws://127.0.0.1:9944";

/// What the help says at its end.
const AFTER: &str = "\
Exit codes:
  0  done
  1  the chain refused: the message names its reason
  2  wrong usage, or an argument, a file or a key that cannot be used
  3  no node was reached, or it did not answer in time
  4  what was asked for is not on the chain

Keys come from a file (--key, HALLMARK_KEY_FILE) or from the environment (HALLMARK_KEY: a secret
phrase or a seed in hexadecimal, after `ed25519:` if it is of that scheme), never from the command
line. `hallmark key new` makes a file.

Moments are in UTC: 2030-12-31T12:00:00Z, 2030-12-31 for its start, now, or +10m for ten minutes
from now. What is sent to a chain, or asked of it, is by the chain's clock where that is ahead.

Every subcommand shows examples: hallmark org apply --help";

/// Everything that a member does with a Hallmark chain.
#[derive(Debug, Parser)]
#[command(name = "hallmark", version, after_help = AFTER, subcommand_required = true)]
pub struct Arguments {
	/// What holds for every subcommand.
	#[command(flatten)]
	pub settings: Settings,
	/// What it is about.
	#[command(subcommand)]
	pub noun: Noun,
}

/// Options that every subcommand takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Settings {
	/// The node, by its WebSocket address
	#[arg(long, global = true, env = "HALLMARK_URL", default_value = DEFAULT_URL)]
	pub url: String,
	/// Write JSON to standard output, one value a line
	#[arg(long, global = true)]
	pub json: bool,
	/// Sign with the key in this file [env: HALLMARK_KEY_FILE, or the key itself in HALLMARK_KEY]
	#[arg(long, global = true, value_name = "FILE")]
	pub key: Option<PathBuf>,
	/// Sign as a well-known development account, such as Alice (on development chains only)
	#[arg(long, global = true, value_name = "NAME", conflicts_with = "key", value_parser = crate::keys::development_name)]
	pub dev: Option<String>,
	/// How long to wait for a transaction
	#[arg(long, global = true, value_name = "UNTIL", default_value = "final")]
	pub wait: Wait,
	/// Say nothing about progress on standard error
	#[arg(long, short, global = true)]
	pub quiet: bool,
}

/// What a transaction is waited for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Wait {
	/// It is in a block, which may still be replaced
	InBlock,
	/// Its block is finalised: it stays for ever
	Final,
}

/// What a command is about.
#[derive(Debug, Subcommand)]
pub enum Noun {
	/// Keys of accounts, in files
	#[command(subcommand)]
	Key(commands::key::Command),
	/// Accounts: balances, transfers
	#[command(subcommand)]
	Account(commands::account::Command),
	/// Member organisations, their agents and their GS1 company prefixes
	#[command(subcommand)]
	Org(commands::organisation::Command),
	/// What makers vouch for devices with: trust anchors and manifests
	#[command(subcommand)]
	Maker(commands::maker::Command),
	/// Things in the supply chain, from hand to hand
	///
	/// They are named by their EPC URIs, their GS1 Digital Links or their ids.
	#[command(subcommand)]
	Item(commands::item::Command),
	/// Contracts that execute themselves
	#[command(subcommand)]
	Agreement(commands::agreement::Command),
	/// Devices: their keys, their passports, their streams
	#[command(subcommand)]
	Device(commands::device::Command),
	/// Readings: sent, asked for, followed, proven
	#[command(subcommand)]
	Reading(commands::reading::Command),
	/// A fleet of devices, some of them faulty, on a development chain
	Simulate(commands::simulate::Command),
	/// The council's motions
	#[command(subcommand)]
	Council(commands::council::Command),
	/// The chain itself: its state, its events, its upgrades
	#[command(subcommand)]
	Chain(commands::chain::Command),
	/// Completions for a shell
	Completions(commands::completions::Command),
}

/// What clap has to say about a command line, in one line. `None` where it is not an error but the
/// help or the version that was asked for, or the help of a command that lacks its subcommand.
pub fn one_line(error: &clap::Error) -> Option<String> {
	use clap::error::ErrorKind;
	if matches!(
		error.kind(),
		ErrorKind::DisplayHelp
			| ErrorKind::DisplayVersion
			| ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
			| ErrorKind::MissingSubcommand
	) {
		return None;
	}
	let text = error.render().to_string();
	let paragraphs = text
		.split("\n\n")
		.map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
		.filter(|paragraph| {
			!paragraph.is_empty()
				&& !paragraph.starts_with("Usage:")
				&& !paragraph.starts_with("For more information")
		});
	Some(paragraphs.collect::<Vec<_>>().join("; "))
}

impl Noun {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Key(command) => command.run(context),
			Self::Account(command) => command.run(context).await,
			Self::Org(command) => command.run(context).await,
			Self::Maker(command) => command.run(context).await,
			Self::Item(command) => command.run(context).await,
			Self::Agreement(command) => command.run(context).await,
			Self::Device(command) => command.run(context).await,
			Self::Reading(command) => command.run(context).await,
			Self::Simulate(command) => command.run(context).await,
			Self::Council(command) => command.run(context).await,
			Self::Chain(command) => command.run(context).await,
			Self::Completions(command) => command.run(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn wrong_usage_is_one_line() {
		for (arguments, expected) in [
			(
				&["key", "show"][..],
				"error: the following required arguments were not provided: <FILE>",
			),
			(
				&["organisation"],
				"error: unrecognized subcommand 'organisation'",
			),
			(
				&["key", "show", "a", "--quick"],
				"error: unexpected argument '--quick' found",
			),
		] {
			let arguments = ["hallmark"].iter().chain(arguments);
			let error = Arguments::try_parse_from(arguments).expect_err("wrong");
			let line = one_line(&error).expect("an error");
			assert!(line.starts_with(expected), "{line}");
			assert!(!line.contains('\n'), "{line}");
		}
	}

	#[test]
	fn help_is_no_error() {
		for arguments in [
			&["--help"][..],
			&["--version"],
			&["key", "new", "-h"],
			&["key"],
		] {
			let arguments = ["hallmark"].iter().chain(arguments);
			let error = Arguments::try_parse_from(arguments).expect_err("no command");
			assert_eq!(one_line(&error), None);
		}
	}
}
