//! The `hallmark` command.

use std::{io, process::ExitCode};

use clap::Parser;
use hallmark_cli::{arguments, error, Arguments};

/// What clap ends with for it, too.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
	// One task at a time is enough: a command waits for one node.
	let runtime = match tokio::runtime::Builder::new_current_thread()
		.enable_all()
		.build()
	{
		Ok(runtime) => runtime,
		Err(error) => return failed(&error::Error::Connection(error.to_string())),
	};
	let arguments = match Arguments::try_parse() {
		Ok(arguments) => arguments,
		Err(error) => match arguments::one_line(&error) {
			Some(line) => {
				eprintln!("{line}");
				return ExitCode::from(WRONG_USAGE);
			},
			None => error.exit(),
		},
	};
	match runtime.block_on(hallmark_cli::run(arguments)) {
		Ok(()) => ExitCode::SUCCESS,
		// Whoever reads the output has seen enough, as `head` has.
		Err(error::Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
			ExitCode::SUCCESS
		},
		Err(error) => failed(&error),
	}
}

fn failed(error: &error::Error) -> ExitCode {
	eprintln!("error: {error}");
	ExitCode::from(error.exit_code())
}
