//! `hallmark completions`: what a shell needs to complete the command line.

use std::io::{self, Write};

use clap::Args;
use clap_complete::Shell;

use crate::{
	examples,
	story::Step::{self, Example},
	Error, Result,
};

/// The order in which the examples are told.
pub const STORY: &[Step] = &[Example("completions")];

/// Completions for a shell.
#[derive(Args, Debug)]
#[command(after_help = examples!(
	"hallmark completions bash > hallmark.bash",
	"hallmark completions zsh > _hallmark",
	"hallmark completions fish > hallmark.fish",
))]
pub struct Command {
	/// The shell
	shell: Shell,
}

impl Command {
	/// Writes the completions to standard output.
	pub fn run(self) -> Result<()> {
		// The generator panics where it cannot write, as it does once `head` has seen enough.
		let mut script = Vec::new();
		clap_complete::generate(self.shell, &mut crate::command(), "hallmark", &mut script);
		io::stdout().write_all(&script).map_err(Error::Output)
	}
}
