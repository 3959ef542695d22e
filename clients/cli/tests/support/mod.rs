//! A development chain and a folder, and commands that are run in it.

#![allow(dead_code)] // Each test uses its part.

#[path = "../../../../node/tests/support/node.rs"]
pub mod node;

use std::{
	env,
	ffi::OsString,
	path::{Path, PathBuf},
	process::{Command, Output, Stdio},
	time::{Duration, Instant},
};

use hallmark_cli::connection::Connection;
use tempfile::TempDir;

/// What went wrong, in words.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The result of a step.
pub type Result<T> = std::result::Result<T, Error>;

/// How long a command may take.
const COMMAND_TIME: Duration = Duration::from_secs(240);

/// How often a command is asked whether it has ended.
const POLL: Duration = Duration::from_millis(20);

/// How the node's own tests call what they connect with.
pub struct Client(pub Connection);

impl Client {
	/// Connects to a node.
	pub async fn connect(url: &str) -> Result<Self> {
		Ok(Self(Connection::open(url).await?))
	}
}

/// A fresh development chain that makes a block for every transaction.
pub fn start_node() -> Result<node::Node> {
	let program = node::program();
	if !program.is_file() {
		return Err(format!(
			"there is no {}: run `cargo build --release -p hallmark-node`, or name one in \
			 HALLMARK_NODE",
			program.display()
		)
		.into());
	}
	node::NodeBuilder::dev()
		.args(["--sealing", "instant"])
		.start()
}

/// A folder in which commands are run.
pub struct Shell {
	folder: TempDir,
	url: String,
}

impl Shell {
	/// An empty folder, and the node that commands talk to.
	pub fn new(url: impl Into<String>) -> Result<Self> {
		Ok(Self {
			folder: tempfile::tempdir()?,
			url: url.into(),
		})
	}

	/// The folder.
	pub fn folder(&self) -> &Path {
		self.folder.path()
	}

	/// The node's address.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// Runs a line as one would type it, with `hallmark` being the command under test.
	///
	/// Fails if it takes too long: then it is killed.
	pub fn run(&self, line: &str) -> Result<Output> {
		self.run_with(line, &[])
	}

	/// As [`Self::run`], with these in the environment.
	pub fn run_with(&self, line: &str, environment: &[(&str, &str)]) -> Result<Output> {
		let out = tempfile::tempfile()?;
		let err = tempfile::tempfile()?;
		let mut child = Command::new("sh")
			.args(["-c", line])
			.current_dir(self.folder())
			.env("PATH", path()?)
			.env("HALLMARK_URL", &self.url)
			.env_remove("HALLMARK_KEY")
			.env_remove("HALLMARK_KEY_FILE")
			.envs(environment.iter().copied())
			.stdin(Stdio::null())
			.stdout(out.try_clone()?)
			.stderr(err.try_clone()?)
			.spawn()?;
		let deadline = Instant::now() + COMMAND_TIME;
		let status = loop {
			if let Some(status) = child.try_wait()? {
				break status;
			}
			if Instant::now() >= deadline {
				child.kill()?;
				child.wait()?;
				let seconds = COMMAND_TIME.as_secs();
				return Err(format!("`{line}` still ran after {seconds} s").into());
			}
			std::thread::sleep(POLL);
		};
		Ok(Output {
			status,
			stdout: content(out)?,
			stderr: content(err)?,
		})
	}
}

fn content(mut file: std::fs::File) -> Result<Vec<u8>> {
	use std::io::{Read, Seek};
	let mut content = Vec::new();
	file.rewind()?;
	file.read_to_end(&mut content)?;
	Ok(content)
}

/// The folders of programs, that of the command under test first.
fn path() -> Result<OsString> {
	let own = Path::new(env!("CARGO_BIN_EXE_hallmark"))
		.parent()
		.map(PathBuf::from)
		.ok_or("the command has no folder")?;
	let others = env::var_os("PATH").unwrap_or_default();
	Ok(env::join_paths(
		std::iter::once(own).chain(env::split_paths(&others)),
	)?)
}
