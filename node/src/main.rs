//! `hallmark-node`: the node of the Hallmark chain.
//!
//! It holds no rule of the domain: the runtime decides, the node authors, imports, finalises and
//! serves. Where to find what:
//!
//! - [`cli`] says what may be typed, [`command`] does it;
//! - [`chain_spec`] knows the chains;
//! - [`preflight`] refuses, before anything starts, what would fail or surprise later;
//! - [`service`] puts the node together, for a network or for one developer;
//! - [`equivocation`] catches an author that seals two blocks for one slot;
//! - [`rpc`] adds what the SDK's JSON-RPC lacks, [`banner`] greets a developer.

mod banner;
mod chain_spec;
mod cli;
mod command;
mod equivocation;
mod preflight;
mod rpc;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {}", command::explain(&error));
			ExitCode::FAILURE
		},
	}
}
