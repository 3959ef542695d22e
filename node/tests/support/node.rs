//! A node as a process.

use std::{
	env,
	ffi::OsString,
	io::{BufRead, BufReader, Read},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	sync::{mpsc, Arc, Mutex},
	thread::{self, JoinHandle},
	time::{Duration, Instant},
};

use super::{Client, Result};

/// How long a node may take until it answers JSON-RPC. A busy machine compiles the runtime slowly.
const START_TIME: Duration = Duration::from_secs(120);

/// How long a command may take that ends by itself.
const COMMAND_TIME: Duration = Duration::from_secs(120);

/// How often a process is asked whether it has ended.
const POLL: Duration = Duration::from_millis(20);

/// If this is set, a node's log is shown when the node ends. `RUST_LOG` says what it holds.
const SHOW_LOG: &str = "HALLMARK_NODE_LOG";

/// What a node's log says once JSON-RPC listens, before the addresses.
const LISTENING: &str = "Running JSON-RPC server: addr=";

/// The node's program: the one this test was built with, `HALLMARK_NODE`, or the one beside this
/// program in the build's folder.
pub(crate) fn program() -> PathBuf {
	if let Some(built) = option_env!("CARGO_BIN_EXE_hallmark-node") {
		return built.into();
	}
	if let Some(named) = env::var_os("HALLMARK_NODE") {
		return named.into();
	}
	let this = env::current_exe().unwrap_or_default();
	let name = format!("hallmark-node{}", env::consts::EXE_SUFFIX);
	this.ancestors()
		.skip(1)
		.map(|folder| folder.join(&name))
		.find(|candidate| candidate.is_file())
		.unwrap_or_else(|| name.into())
}

/// A node that is about to start.
#[derive(Clone, Debug)]
pub struct NodeBuilder {
	program: PathBuf,
	args: Vec<OsString>,
	start_time: Duration,
}

impl NodeBuilder {
	/// A node of the chain that `args` name, such as `["--chain", "local", "--alice"]`.
	pub fn new<A: Into<OsString>>(args: impl IntoIterator<Item = A>) -> Self {
		Self {
			program: program(),
			args: args.into_iter().map(Into::into).collect(),
			start_time: START_TIME,
		}
	}

	/// A personal development chain.
	pub fn dev() -> Self {
		Self::new(["--dev"])
	}

	/// Runs another program than the one that is found by itself.
	pub fn program(mut self, program: impl Into<PathBuf>) -> Self {
		self.program = program.into();
		self
	}

	/// Gives the node ten times as long to start: a large genesis takes its time.
	pub fn patient(mut self) -> Self {
		self.start_time *= 10;
		self
	}

	/// Adds arguments.
	pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
		self.args.extend(args.into_iter().map(Into::into));
		self
	}

	/// Keeps the chain in `path`. A development chain without it is forgotten when the node ends.
	pub fn base_path(self, path: impl AsRef<Path>) -> Self {
		self.args([OsString::from("--base-path"), path.as_ref().into()])
	}

	/// The arguments with which the process starts. Ports that were not named are the system's
	/// choice, so that any number of nodes can run beside one another.
	fn full_args(&self) -> Vec<OsString> {
		let named = |option: &str| self.args.iter().any(|argument| argument == option);
		let mut args = self.args.clone();
		if !named("--rpc-port") {
			args.extend(["--rpc-port", "0"].map(OsString::from));
		}
		if !named("--port") && !named("--listen-addr") {
			args.extend(["--listen-addr", "/ip4/127.0.0.1/tcp/0"].map(OsString::from));
		}
		if !named("--prometheus-port") {
			args.push("--no-prometheus".into());
		}
		args
	}

	/// Starts the node and waits until it answers JSON-RPC.
	///
	/// Fails with the end of the log if the node ends before, or takes too long.
	pub fn start(&self) -> Result<Node> {
		let started = Instant::now();
		let mut child = Command::new(&self.program)
			.args(self.full_args())
			.stdin(Stdio::null())
			.stdout(Stdio::piped())
			.stderr(Stdio::piped())
			.spawn()?;
		let log = Lines::default();
		let banner = Lines::default();
		let (address, addresses) = mpsc::channel();
		let stderr = child.stderr.take().ok_or("the node has no log")?;
		let stdout = child.stdout.take().ok_or("the node has no output")?;
		let readers = vec![
			log.fill_from(stderr, Some(address)),
			banner.fill_from(stdout, None),
		];
		let mut node = Node {
			child,
			log,
			banner,
			readers,
			address: String::new(),
			started,
		};

		match addresses.recv_timeout(self.start_time) {
			Ok(address) => {
				node.address = address;
				Ok(node)
			},
			Err(_) => {
				let status = node.child.try_wait()?;
				let tail = node.log.tail(20);
				Err(format!("the node did not start (ended: {status:?}):\n{tail}").into())
			},
		}
	}
}

/// A running node. The process is killed when this is dropped.
#[derive(Debug)]
pub struct Node {
	child: Child,
	log: Lines,
	banner: Lines,
	readers: Vec<JoinHandle<()>>,
	address: String,
	started: Instant,
}

impl Node {
	/// Where JSON-RPC listens, without a scheme: `127.0.0.1:40123`.
	pub fn address(&self) -> &str {
		&self.address
	}

	/// The address for WebSocket clients.
	pub fn ws_url(&self) -> String {
		format!("ws://{}", self.address)
	}

	/// The address for HTTP clients.
	pub fn http_url(&self) -> String {
		format!("http://{}", self.address)
	}

	/// The process's number.
	pub fn id(&self) -> u32 {
		self.child.id()
	}

	/// When the process was started.
	pub fn started(&self) -> Instant {
		self.started
	}

	/// A client of this node.
	pub async fn client(&self) -> Result<Client> {
		Client::connect(&self.ws_url()).await
	}

	/// What the node has logged so far.
	pub fn log(&self) -> String {
		self.log.tail(usize::MAX)
	}

	/// What the node has written to its standard output so far.
	pub fn output(&self) -> String {
		self.banner.tail(usize::MAX)
	}

	/// Whether the process still runs.
	pub fn is_running(&mut self) -> bool {
		matches!(self.child.try_wait(), Ok(None))
	}

	/// Ends the process as a power cut would: without a chance to put things in order.
	pub fn kill(mut self) -> Result<()> {
		self.child.kill()?;
		self.child.wait()?;
		Ok(())
	}

	/// Asks the process to end, as `Ctrl-C` does, and waits until it has.
	pub fn stop(mut self) -> Result<ExitStatus> {
		let asked = Command::new("kill")
			.args(["-INT", &self.child.id().to_string()])
			.status()?;
		if !asked.success() {
			return Err(format!("could not ask the node to stop: {asked}").into());
		}
		wait(&mut self.child, COMMAND_TIME)
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		// It may have ended by itself: then there is nothing left to kill.
		let _ = self.child.kill();
		let _ = self.child.wait();
		for reader in self.readers.drain(..) {
			let _ = reader.join();
		}
		if env::var_os(SHOW_LOG).is_some() {
			eprintln!("{}", self.log());
		}
	}
}

/// A command that has ended.
#[derive(Debug)]
pub struct Ended {
	/// Its exit code. `None` if a signal ended it.
	pub code: Option<i32>,
	/// Its standard output.
	pub stdout: String,
	/// Its log and its error messages.
	pub stderr: String,
}

/// Runs the node's program with `args` and waits until it ends by itself.
///
/// Fails if it does not end in time: then it is killed.
pub fn command<A: Into<OsString>>(args: impl IntoIterator<Item = A>) -> Result<Ended> {
	let mut child = Command::new(program())
		.args(args.into_iter().map(Into::into))
		.stdin(Stdio::null())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()?;
	let (out, err) = (Lines::default(), Lines::default());
	let stdout = child.stdout.take().ok_or("the command has no output")?;
	let stderr = child.stderr.take().ok_or("the command has no log")?;
	let readers = [out.fill_from(stdout, None), err.fill_from(stderr, None)];

	let status = wait(&mut child, COMMAND_TIME);
	for reader in readers {
		let _ = reader.join();
	}
	let stderr = err.tail(usize::MAX);
	let status = status.map_err(|error| format!("{error}; its log:\n{stderr}"))?;
	Ok(Ended {
		code: status.code(),
		stdout: out.tail(usize::MAX),
		stderr,
	})
}

/// Waits until a process ends by itself, and kills it if it does not.
fn wait(child: &mut Child, time: Duration) -> Result<ExitStatus> {
	let deadline = Instant::now() + time;
	loop {
		if let Some(status) = child.try_wait()? {
			return Ok(status);
		}
		if Instant::now() >= deadline {
			child.kill()?;
			child.wait()?;
			return Err(format!("it was still running after {} s", time.as_secs()).into());
		}
		thread::sleep(POLL);
	}
}

/// The lines that a process has written so far.
#[derive(Clone, Debug, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
	/// Collects lines until the stream ends. Sends the address at which JSON-RPC listens, once it
	/// is known, to `address`.
	fn fill_from(
		&self,
		stream: impl Read + Send + 'static,
		address: Option<mpsc::Sender<String>>,
	) -> JoinHandle<()> {
		let lines = self.0.clone();
		thread::spawn(move || {
			for line in BufReader::new(stream).lines().map_while(|line| line.ok()) {
				if let Some((_, addresses)) = line.split_once(LISTENING) {
					let first = addresses.split(',').next().unwrap_or_default();
					if let Some(address) = &address {
						let _ = address.send(first.trim().to_owned());
					}
				}
				if let Ok(mut lines) = lines.lock() {
					lines.push(line);
				}
			}
		})
	}

	fn tail(&self, number: usize) -> String {
		let lines = self
			.0
			.lock()
			.unwrap_or_else(|poisoned| poisoned.into_inner());
		lines[lines.len().saturating_sub(number)..].join("\n")
	}
}
