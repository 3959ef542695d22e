//! One module for each noun of the command line.
//!
//! A noun's module holds a clap `Command` with a `run`, the [`STORY`](crate::story) of its
//! subcommands, and nothing that another noun would need: that belongs into a module above.

pub mod account;
pub mod agreement;
pub mod chain;
pub mod completions;
pub mod council;
pub mod device;
pub mod item;
pub mod key;
pub mod maker;
pub mod organisation;
pub mod reading;
pub mod simulate;
