//! The examples of the help, and the order in which they are a story.
//!
//! A subcommand's examples stand in its help, made by [`examples!`](crate::examples). Each noun's
//! module lists its subcommands in [`Step`]s, in an order in which every example works once those
//! before it were run on a fresh development chain, in one folder. `tests/examples.rs` runs them
//! all, and fails for a subcommand that has no example or is not in the story.

use crate::commands;

/// The end of a subcommand's help: commands that work as they stand.
///
/// A line that does not begin with `hallmark` is words for the reader.
#[macro_export]
macro_rules! examples {
	($($line:literal),+ $(,)?) => {
		concat!("Examples:", $("\n  ", $line),+)
	};
}

/// A step of the story.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
	/// All examples of the subcommand with this path, such as `org apply`, one after the other.
	Example(&'static str),
	/// Another command that the next examples need done, as one would type it.
	Run(&'static str),
	/// What no command can do: the test knows how, by this name.
	Prepare(&'static str),
}

/// The chapters, in the order in which they are told. A noun that needs another's doing comes
/// after it.
pub const CHAPTERS: &[&[Step]] = &[
	commands::completions::STORY,
	commands::key::STORY,
	commands::account::STORY,
	commands::organisation::STORY,
	commands::maker::STORY,
	commands::device::STORY,
	commands::reading::STORY,
	commands::simulate::STORY,
	commands::council::STORY,
	commands::item::STORY,
	commands::agreement::STORY,
	// Last: while the next runtime migrates the chain's state, blocks carry no transactions.
	commands::chain::STORY,
];

/// Subcommands that do something themselves, by their paths, with their examples.
pub fn examples_of(command: &clap::Command) -> Vec<(String, Vec<String>)> {
	let mut found = Vec::new();
	collect(command, "", &mut found);
	found
}

fn collect(command: &clap::Command, path: &str, found: &mut Vec<(String, Vec<String>)>) {
	let mut leaf = true;
	for child in command
		.get_subcommands()
		.filter(|child| child.get_name() != "help")
	{
		leaf = false;
		let path = format!("{path} {}", child.get_name());
		collect(child, path.trim_start(), found);
	}
	if leaf {
		let help = command
			.get_after_help()
			.map(ToString::to_string)
			.unwrap_or_default();
		found.push((path.to_owned(), commands_in(&help)));
	}
}

/// The commands among the lines of an end of a help.
fn commands_in(help: &str) -> Vec<String> {
	let examples = help.split_once("Examples:").map_or("", |(_, after)| after);
	examples
		.lines()
		.map(str::trim)
		.filter(|line| line.starts_with("hallmark "))
		.map(ToOwned::to_owned)
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn examples_are_the_lines_that_are_commands() {
		let help = examples!("hallmark a", "Then, with a key:", "hallmark b --c");
		assert_eq!(commands_in(help), ["hallmark a", "hallmark b --c"]);
		assert!(commands_in("hallmark a").is_empty());
	}

	#[test]
	fn story_tells_every_subcommand_once() {
		let told: Vec<&str> = CHAPTERS
			.iter()
			.flat_map(|chapter| chapter.iter())
			.filter_map(|step| match step {
				Step::Example(path) => Some(*path),
				_ => None,
			})
			.collect();
		let subcommands = examples_of(&crate::command());
		for (path, examples) in &subcommands {
			assert!(!examples.is_empty(), "`{path}` has no example in its help");
			let times = told.iter().filter(|one| *one == path).count();
			assert_eq!(times, 1, "`{path}` is in the story {times} times");
		}
		for path in told {
			assert!(
				subcommands.iter().any(|(one, _)| one == path),
				"the story tells `{path}`, which there is not"
			);
		}
	}

	#[test]
	fn command_line_is_well_formed() {
		crate::command().debug_assert();
	}
}
