//! What a person sees while something takes long.

use std::{
	cell::Cell,
	io::{self, IsTerminal, Write},
};

/// One line on standard error that is written over, and gone in the end. There is none where
/// standard error is no terminal, or where the user wants quiet.
#[derive(Debug)]
pub struct Progress {
	visible: bool,
	/// Whether there is something to wipe away.
	written: Cell<bool>,
}

impl Progress {
	/// Nothing is shown yet.
	pub fn new(quiet: bool) -> Self {
		Self {
			visible: !quiet && io::stderr().is_terminal(),
			written: Cell::new(false),
		}
	}

	/// Shows what is being done, such as `waiting for a block`.
	pub fn say(&self, what: &str) {
		if self.visible {
			// Carriage return, then erase to the end of the line.
			eprint!("\r\x1b[K{what} …");
			let _ = io::stderr().flush();
			self.written.set(true);
		}
	}

	/// Shows how far it got, such as `readings sent: 12 of 100`.
	pub fn count(&self, what: &str, done: u64, of: u64) {
		self.say(&format!("{what}: {done} of {of}"));
	}
}

impl Drop for Progress {
	fn drop(&mut self) {
		if self.written.get() {
			eprint!("\r\x1b[K");
			let _ = io::stderr().flush();
		}
	}
}
