//! Runs every example of the help, in the order of the story, on a fresh development chain.

#[path = "support/preparations.rs"]
mod preparations;
mod support;

use std::collections::BTreeMap;

use hallmark_cli::story::{self, Step};
use support::{start_node, Result, Shell};

#[tokio::test]
async fn every_example_does_what_it_says() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	let mut examples: BTreeMap<String, Vec<String>> = story::examples_of(&hallmark_cli::command())
		.into_iter()
		.collect();
	let mut run = 0;

	for step in story::CHAPTERS.iter().flat_map(|chapter| chapter.iter()) {
		match step {
			Step::Prepare(name) => preparations::prepare(name, &shell).await?,
			Step::Run(line) => succeeds(&shell, line)?,
			Step::Example(path) => {
				let lines = examples
					.remove(*path)
					.filter(|lines| !lines.is_empty())
					.ok_or_else(|| {
						format!("`hallmark {path}` has no example, or was told twice")
					})?;
				for line in lines {
					let own = format!("hallmark {path}");
					assert!(line.starts_with(&own), "`{line}` is no example of `{own}`");
					succeeds(&shell, &line)?;
					run += 1;
				}
			},
		}
	}

	let untold: Vec<_> = examples.into_keys().collect();
	assert!(untold.is_empty(), "not in the story: {untold:?}");
	println!("{run} examples");
	Ok(())
}

fn succeeds(shell: &Shell, line: &str) -> Result<()> {
	let output = shell.run(line)?;
	let (out, err) = (
		String::from_utf8(output.stdout)?,
		String::from_utf8(output.stderr)?,
	);
	println!("$ {line}\n{out}{err}");
	if !output.status.success() {
		return Err(format!("`{line}` failed ({}): {err}", output.status).into());
	}
	// Progress is for terminals, and an error would have been one.
	assert_eq!(err, "", "`{line}` said something on standard error");
	Ok(())
}
