//! What a drill prints: figures, and for each claim whether it holds.

use std::{fmt::Display, time::Instant};

use anyhow::{ensure, Result};

/// A running drill's words to its reader. Figures are printed as they come, so that a drill that
/// is cut short has told what it knew.
pub struct Report {
	drill: String,
	started: Instant,
	failed: Vec<String>,
}

impl Report {
	/// A report whose clock starts now.
	pub fn new(drill: &str) -> Self {
		Self {
			drill: drill.to_owned(),
			started: Instant::now(),
			failed: Vec::new(),
		}
	}

	/// Prints a line, with the drill's name and the seconds since it began.
	pub fn say(&self, text: impl Display) {
		println!(
			"[{} {:6.1} s] {text}",
			self.drill,
			self.started.elapsed().as_secs_f64()
		);
	}

	/// Prints whether `claim` holds, and the figure that says so. Goes on if it does not: the
	/// other claims have their figures too.
	pub fn judge(&mut self, claim: impl Display, holds: bool, figure: impl Display) {
		let verdict = if holds { "HOLDS" } else { "FAILS" };
		self.say(format_args!("{verdict}  {claim}: {figure}"));
		if !holds {
			self.failed.push(claim.to_string());
		}
	}

	/// Ends the report: an error that names the claims that failed, if any did.
	pub fn finish(&self) -> Result<()> {
		ensure!(
			self.failed.is_empty(),
			"the drill {} ends with what does not hold: {}",
			self.drill,
			self.failed.join("; ")
		);
		self.say("every claim holds");
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_failed_claim_fails_the_drill_and_is_named() {
		let mut report = Report::new("test");
		report.judge("water is wet", true, "yes");
		assert!(report.finish().is_ok());

		report.judge("fire is cold", false, "900 K");
		let error = report.finish().expect_err("a claim failed").to_string();
		assert!(
			error.contains("fire is cold") && !error.contains("water"),
			"{error}"
		);
	}
}
