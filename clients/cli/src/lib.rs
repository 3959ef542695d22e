#![doc = include_str!("../README.md")]

pub mod arguments;
pub mod certificates;
pub mod clock;
pub mod commands;
pub mod connection;
pub mod context;
pub mod device_counter;
pub mod device_key;
pub mod devices;
pub mod error;
pub mod files;
pub mod items;
pub mod keys;
pub mod manifest;
pub mod measured;
pub mod motion;
pub mod output;
pub mod progress;
pub mod series;
pub mod state;
pub mod story;
pub mod templates;
pub mod terms;
pub mod transaction;
pub mod units;
pub mod values;

pub use arguments::Arguments;
pub use error::{Error, Result};

use clap::CommandFactory;

/// The whole command with its subcommands, as clap knows it.
pub fn command() -> clap::Command {
	Arguments::command()
}

/// Does what the arguments say.
pub async fn run(arguments: Arguments) -> Result<()> {
	let context = context::Context::new(arguments.settings);
	arguments.noun.run(&context).await
}
