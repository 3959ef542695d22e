//! `hallmark key`: keys of accounts, in files.

use std::{fmt, path::PathBuf};

use clap::Subcommand;
use serde::Serialize;

use crate::{
	context::Context,
	examples,
	keys::{Keypair, Scheme},
	story::Step::{self, Example},
	Result,
};

/// The order in which the examples are told.
pub const STORY: &[Step] = &[Example("key new"), Example("key show")];

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Make a key, and a file with its secret that only you can read
	#[command(after_help = examples!(
		"hallmark key new alder.key",
		"hallmark key new plant.key --scheme ed25519",
	))]
	New {
		/// The file to make; one that exists is left alone
		file: PathBuf,
		/// How the key signs
		#[arg(long, default_value = "sr25519")]
		scheme: Scheme,
	},
	/// Show the address of the account that a key signs for, never its secret
	#[command(after_help = examples!("hallmark key show alder.key"))]
	Show {
		/// The file
		file: PathBuf,
	},
}

impl Command {
	/// Does what was asked.
	pub fn run(self, context: &Context) -> Result<()> {
		let keypair = match self {
			Self::New { file, scheme } => Keypair::create(&file, scheme)?,
			Self::Show { file } => Keypair::read(&file)?,
		};
		context.output.show(&Shown {
			address: keypair.address(),
			scheme: keypair.scheme(),
		})
	}
}

/// What is said of a key. For people, the address alone: it can stand in a command line.
#[derive(Serialize)]
struct Shown {
	address: String,
	scheme: Scheme,
}

impl fmt::Display for Shown {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.address)
	}
}
