//! Networks of real nodes on loopback: the four authorities of the chain `local`, each a process.

use std::{path::Path, time::Duration};

use futures::future::try_join_all;
use jsonrpsee::rpc_params;
use tempfile::TempDir;
use tokio::task::spawn_blocking;

use super::{Client, Node, NodeBuilder, Result};

/// The authorities, which are the council, too.
pub const AUTHORITIES: [&str; 4] = ["//Alice", "//Bob", "//Charlie", "//Dave"];

/// How long they may take until they finalise.
const START_TIME: Duration = Duration::from_secs(120);

/// A peer-to-peer address of a node, with its identity.
pub async fn peer_address(client: &Client) -> Result<String> {
	let addresses: Vec<String> = client
		.call("system_localListenAddresses", rpc_params![])
		.await?;
	addresses
		.into_iter()
		.next()
		.ok_or_else(|| "the node listens nowhere".into())
}

/// A node of the chain `local` that runs as an authority, such as `//Alice`, and keeps its chain in a
/// folder.
pub fn authority(seed: &str, folder: &Path) -> NodeBuilder {
	let name = seed.trim_start_matches('/').to_lowercase();
	NodeBuilder::new(["--chain", "local", "--unsafe-force-node-key-generation"])
		.args([format!("--{name}"), "--no-mdns".into()])
		.base_path(folder)
}

/// Four authorities that run. They end, and their chain is removed, when this is dropped.
pub struct Network {
	/// Alice's node first, then the others'.
	pub nodes: Vec<Node>,
	_folder: TempDir,
}

impl Network {
	/// Starts the four and waits until each holds a block final. `program` is the node's, if another
	/// one is to run than is found by itself; `rpc_port` is where Alice's JSON-RPC listens.
	pub async fn start(program: Option<&Path>, rpc_port: Option<u16>) -> Result<Self> {
		let folder = tempfile::tempdir()?;
		let builder = |seed: &str| {
			let builder = authority(seed, &folder.path().join(seed.trim_start_matches('/')));
			match program {
				Some(program) => builder.program(program),
				None => builder,
			}
		};
		let [first, others @ ..] = AUTHORITIES;
		let mut alice = builder(first);
		if let Some(port) = rpc_port {
			alice = alice.args(["--rpc-port".to_string(), port.to_string()]);
		}
		let alice = alice.start()?;
		let address = peer_address(&alice.client().await?).await?;
		let mut nodes = vec![alice];
		// All at once: each compiles the runtime first.
		let starts = others.map(|seed| {
			let builder = builder(seed).args(["--bootnodes", address.as_str()]);
			spawn_blocking(move || builder.start())
		});
		for node in try_join_all(starts).await? {
			nodes.push(node?);
		}
		let network = Self {
			nodes,
			_folder: folder,
		};
		network.until_finalized(1).await?;
		Ok(network)
	}

	/// Waits until every node holds a block at this height final. Fails if that are not the same block.
	pub async fn until_finalized(&self, number: u32) -> Result<()> {
		let hashes = try_join_all(self.nodes.iter().map(|node| async move {
			let client = node.client().await?;
			client.until_finalized(number, START_TIME).await?;
			client.block_hash(number).await
		}))
		.await?;
		match hashes.iter().all(|hash| *hash == hashes[0]) {
			true => Ok(()),
			false => Err(format!("the nodes differ about block {number}: {hashes:?}").into()),
		}
	}
}
