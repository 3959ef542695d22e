//! A network of real nodes on this machine, started from a file in `networks/`.

use std::{
	env, fs,
	path::{Path, PathBuf},
	process::Command,
	time::Duration,
};

use anyhow::{anyhow, bail, ensure, Context, Result};
use zombienet_sdk::{
	AddNodeOptions, GlobalSettingsBuilder, LocalFileSystem, Network, NetworkConfig,
	NetworkConfigExt, NetworkNode,
};

use crate::{wait_for, Node};

/// The names of the four authorities, in every network file.
pub const AUTHORITIES: [&str; 4] = ["alice", "bob", "charlie", "dave"];

/// How long a node may take until it answers.
const START: Duration = Duration::from_secs(120);

/// How long the nodes may take until they have found each other and finalise.
const JOIN: Duration = Duration::from_secs(120);

/// A running network, and the folder of its nodes.
pub struct Net {
	network: Network<LocalFileSystem>,
	folder: PathBuf,
}

impl Net {
	/// Starts the network of `networks/<file>`: every node answers, has found a peer in every
	/// other one, and holds a block final.
	pub async fn start(drill: &str, file: &str) -> Result<Self> {
		let binary = node_binary()?;
		let folder = fresh_folder(drill)?;
		let spec = folder.join("chain-spec.json");
		export_spec(&binary, &spec)?;
		let config = load(file, &binary, &spec, &folder)?;
		let network = config
			.spawn_native()
			.await
			.with_context(|| format!("{file}: the network did not start, see {folder:?}"))?;

		let net = Self { network, folder };
		match net.wait_until_joined().await {
			Ok(()) => Ok(net),
			Err(error) => {
				net.stop(true).await?;
				Err(error)
			},
		}
	}

	/// Every node's name and WebSocket address.
	pub fn endpoints(&self) -> Vec<(String, String)> {
		let mut endpoints: Vec<_> = self
			.network
			.nodes()
			.into_iter()
			.map(|node| (node.name().to_owned(), node.ws_uri().to_owned()))
			.collect();
		endpoints.sort();
		endpoints
	}

	/// Connects to a node, once it answers.
	pub async fn node(&self, name: &str) -> Result<Node> {
		let url = self.process(name)?.ws_uri().to_owned();
		wait_for(format_args!("{name} answering"), START, async || {
			Node::connect(name, &url).await.map(Some)
		})
		.await
	}

	/// Connects to the four authorities.
	pub async fn authorities(&self) -> Result<Vec<Node>> {
		let mut nodes = Vec::with_capacity(AUTHORITIES.len());
		for name in AUTHORITIES {
			nodes.push(self.node(name).await?);
		}
		Ok(nodes)
	}

	/// Freezes a node where it stands: it keeps its connections and says nothing (SIGSTOP).
	pub async fn freeze(&self, name: &str) -> Result<()> {
		self.process(name)?
			.pause()
			.await
			.with_context(|| format!("freezing {name}"))
	}

	/// Lets a frozen node go on (SIGCONT).
	pub async fn thaw(&self, name: &str) -> Result<()> {
		self.process(name)?
			.resume()
			.await
			.with_context(|| format!("thawing {name}"))
	}

	/// Kills a node (SIGKILL), frozen or not, and starts it again on what its disk holds.
	pub async fn crash_and_restart(&self, name: &str) -> Result<()> {
		self.process(name)?
			.restart(None)
			.await
			.with_context(|| format!("restarting {name}"))
	}

	/// Adds a node that is ready to author but holds no session keys, and connects to it.
	pub async fn add_candidate(&mut self, name: &str) -> Result<Node> {
		let options = AddNodeOptions {
			args: vec![
				("--listen-addr", "/ip4/127.0.0.1/tcp/0/ws").into(),
				"-:--prometheus-external".into(),
				"--no-mdns".into(),
				"--validator".into(),
			],
			// zombienet would give a validator keys made of its name.
			is_validator: false,
			..Default::default()
		};
		self.network
			.add_node(name, options)
			.await
			.with_context(|| format!("adding {name}"))?;
		self.node(name).await
	}

	/// Stops every node. Their folder is removed unless it is to be kept.
	pub async fn stop(self, keep: bool) -> Result<()> {
		self.network
			.destroy()
			.await
			.context("stopping the network")?;
		if keep {
			println!("what the nodes wrote is kept: {}", self.folder.display());
			return Ok(());
		}
		fs::remove_dir_all(&self.folder).with_context(|| format!("removing {:?}", self.folder))
	}

	fn process(&self, name: &str) -> Result<&NetworkNode> {
		self.network.get_node(name)
	}

	async fn wait_until_joined(&self) -> Result<()> {
		let endpoints = self.endpoints();
		for (name, _) in &endpoints {
			let node = self.node(name).await?;
			wait_for(
				format_args!("{name} connected to all others"),
				JOIN,
				async || Ok((node.peers().await? + 1 >= endpoints.len()).then_some(())),
			)
			.await?;
			wait_for(
				format_args!("{name} holding a block final"),
				JOIN,
				async || Ok((node.finalised().await?.number > 0).then_some(())),
			)
			.await?;
		}
		Ok(())
	}
}

/// The node's binary: `HALLMARK_NODE`, or the one beside which the drill was built.
fn node_binary() -> Result<PathBuf> {
	let path = match env::var_os("HALLMARK_NODE") {
		Some(path) => PathBuf::from(path),
		None => release_folder()?.join("hallmark-node"),
	};
	ensure!(
		path.is_file(),
		"there is no node at {}: run `cargo build --release` first, or set HALLMARK_NODE",
		path.display()
	);
	let path = fs::canonicalize(&path)?;
	ensure!(
		!path.to_string_lossy().contains(char::is_whitespace),
		"zombienet cannot run a command whose path has a space in it: {}",
		path.display()
	);
	Ok(path)
}

/// The runtime that comes next: `HALLMARK_NEXT_WASM`, or the one built beside the drill.
pub fn next_runtime() -> Result<Vec<u8>> {
	let path = match env::var_os("HALLMARK_NEXT_WASM") {
		Some(path) => PathBuf::from(path),
		None => built_next_runtime()?,
	};
	fs::read(&path).with_context(|| {
		format!(
			"there is no next runtime at {}: run `cargo build --release` first, or set \
			 HALLMARK_NEXT_WASM",
			path.display()
		)
	})
}

/// Asks the program of `runtime/upgrade-drill` where its build lies.
fn built_next_runtime() -> Result<PathBuf> {
	let program = release_folder()?.join("hallmark-upgrade-drill");
	let answer = Command::new(&program).output().with_context(|| {
		format!(
			"{} does not run: run `cargo build --release` first, or set HALLMARK_NEXT_WASM",
			program.display()
		)
	})?;
	ensure!(
		answer.status.success(),
		"{} has no runtime: {}",
		program.display(),
		String::from_utf8_lossy(&answer.stderr)
	);
	Ok(String::from_utf8(answer.stdout)?.trim_end().into())
}

/// Where cargo put what it built: a test's binary lies in `<here>/deps`.
fn release_folder() -> Result<PathBuf> {
	let test = env::current_exe()?;
	let folder = test.parent().and_then(Path::parent);
	Ok(folder
		.context("the drill's own binary lies nowhere")?
		.to_owned())
}

/// A new folder under `HALLMARK_DRILL_DIR`, or under the system's folder for temporary files.
fn fresh_folder(drill: &str) -> Result<PathBuf> {
	let parent = env::var_os("HALLMARK_DRILL_DIR")
		.map(PathBuf::from)
		.unwrap_or_else(env::temp_dir);
	let folder = parent.join(format!("hallmark-{drill}-{}", std::process::id()));
	fs::create_dir_all(&folder).with_context(|| format!("making the folder {folder:?}"))?;
	Ok(fs::canonicalize(folder)?)
}

fn export_spec(binary: &Path, spec: &Path) -> Result<()> {
	let exported = Command::new(binary)
		.args(["export-chain-spec", "--chain", "local", "--raw", "--output"])
		.arg(spec)
		.output()
		.with_context(|| format!("running {binary:?}"))?;
	if !exported.status.success() {
		bail!(
			"exporting the chain's specification: {}",
			String::from_utf8_lossy(&exported.stderr)
		);
	}
	Ok(())
}

fn load(file: &str, binary: &Path, spec: &Path, folder: &Path) -> Result<NetworkConfig> {
	let source = Path::new(env!("CARGO_MANIFEST_DIR"))
		.join("networks")
		.join(file);
	let text = fs::read_to_string(&source).with_context(|| format!("reading {source:?}"))?;
	let text = text
		.replace("{{HALLMARK_NODE}}", &binary.to_string_lossy())
		.replace("{{HALLMARK_SPEC}}", &spec.to_string_lossy());
	let filled_in = folder.join(file);
	fs::write(&filled_in, text)?;

	let seconds = START.as_secs() as u32;
	let settings = GlobalSettingsBuilder::new()
		.with_base_dir(folder)
		.with_network_spawn_timeout(3 * seconds)
		.with_node_spawn_timeout(seconds)
		// A node that is stopped on purpose is no reason to end the network.
		.with_tear_down_on_failure(false)
		.build()
		.map_err(|errors| anyhow!("zombienet's settings: {errors:?}"))?;
	NetworkConfig::load_from_toml_with_settings(&filled_in.to_string_lossy(), &settings)
		.with_context(|| format!("networks/{file} is no network file"))
}
