//! What can be wrong with a text.

use core::fmt;

use crate::condition::Malformed;

/// Where a text stops being a condition, and why.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ParseError {
	/// The byte at which the problem begins, counted from 0.
	pub at: usize,
	/// What it is.
	pub problem: Problem,
}

/// Why a text is no condition.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Problem {
	/// Something else should stand here.
	Expected(&'static str),
	/// No device has this name.
	UnknownDevice,
	/// No item has this name.
	UnknownItem,
	/// The text is longer than [`MAX_TEXT_LEN`](super::MAX_TEXT_LEN).
	TooLong,
	/// Parentheses and operators are nested too deep to be read on.
	TooNested,
	/// It can be read, but is beyond what a condition may be.
	Malformed(Malformed),
}

impl fmt::Display for ParseError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "at byte {}: ", self.at)?;
		match self.problem {
			Problem::Expected(what) => write!(f, "expected {what}"),
			Problem::UnknownDevice => f.write_str("no device has this name"),
			Problem::UnknownItem => f.write_str("no item has this name"),
			Problem::TooLong => f.write_str("the text is too long"),
			Problem::TooNested => f.write_str("nested too deep"),
			Problem::Malformed(malformed) => malformed.fmt(f),
		}
	}
}

impl core::error::Error for ParseError {}
