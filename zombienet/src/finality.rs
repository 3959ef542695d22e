//! Watches what each node holds final, and compares: no two nodes may ever hold different blocks
//! of one height final.

use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::Duration,
};

use anyhow::Result;
use tokio::{
	task::AbortHandle,
	time::{sleep, timeout},
};
use zombienet_sdk::subxt::{
	backend::{legacy::LegacyRpcMethods, rpc::RpcClient},
	config::substrate::H256,
	PolkadotConfig,
};

use crate::{report::Report, wait::POLL};

/// How long a node may take to answer. A stopped process keeps its connections and says nothing.
const ANSWER: Duration = Duration::from_secs(3);

/// How many heights are read again after a connection was lost: a node that was killed may come
/// back with less than it had, and must not come back with something else.
const READ_AGAIN: u32 = 64;

/// The finalised chains of a network's nodes, compared as they grow. Stops when dropped.
pub struct Monitor {
	ledger: Arc<Mutex<Ledger>>,
	tasks: Vec<AbortHandle>,
}

#[derive(Default)]
struct Ledger {
	/// For each height the first hash that was told, and by how many nodes it was.
	blocks: BTreeMap<u32, (H256, Vec<String>)>,
	/// For each node the last height it holds final.
	heads: BTreeMap<String, u32>,
	conflicts: Vec<String>,
}

impl Ledger {
	fn enter(&mut self, node: &str, height: u32, hash: H256) {
		let (first, tellers) = self
			.blocks
			.entry(height)
			.or_insert_with(|| (hash, Vec::new()));
		if *first != hash {
			self.conflicts.push(format!(
				"height {height}: {node} finalised {hash:?}, {} {first:?}",
				tellers.join(", ")
			));
		} else if !tellers.iter().any(|teller| teller == node) {
			tellers.push(node.to_owned());
		}
		self.heads.insert(node.to_owned(), height);
	}
}

impl Monitor {
	/// Watches the nodes, given by name and WebSocket address.
	pub fn watch(endpoints: Vec<(String, String)>) -> Self {
		let ledger = Arc::<Mutex<Ledger>>::default();
		let tasks = endpoints
			.into_iter()
			.map(|(name, url)| tokio::spawn(follow(name, url, ledger.clone())).abort_handle())
			.collect();
		Self { ledger, tasks }
	}

	/// The last height that the node is known to hold final; 0 before it said anything.
	pub fn height(&self, node: &str) -> u32 {
		lock(&self.ledger).heads.get(node).copied().unwrap_or(0)
	}

	/// The lowest height that `nodes` hold final.
	pub fn lowest(&self, nodes: &[&str]) -> u32 {
		nodes
			.iter()
			.map(|node| self.height(node))
			.min()
			.unwrap_or(0)
	}

	/// Judges whether all nodes agreed all the time.
	pub fn judge(&self, report: &mut Report) {
		let ledger = lock(&self.ledger);
		let compared = ledger
			.blocks
			.values()
			.filter(|(_, tellers)| tellers.len() > 1)
			.count();
		let figure = if ledger.conflicts.is_empty() {
			format!(
				"{compared} heights compared over {} nodes",
				ledger.heads.len()
			)
		} else {
			ledger.conflicts.join("; ")
		};
		report.judge(
			"no two nodes finalised different blocks",
			ledger.conflicts.is_empty() && compared > 0,
			figure,
		);
	}
}

impl Drop for Monitor {
	fn drop(&mut self) {
		self.tasks.iter().for_each(AbortHandle::abort);
	}
}

async fn follow(name: String, url: String, ledger: Arc<Mutex<Ledger>>) {
	let mut next = 1;
	loop {
		// Whatever the error: the connection is made anew, and the node asked again.
		let _ = follow_connection(&name, &url, &ledger, &mut next).await;
		next = next.saturating_sub(READ_AGAIN).max(1);
		sleep(POLL).await;
	}
}

/// Enters every finalised block from `next` on, until the connection fails.
async fn follow_connection(
	name: &str,
	url: &str,
	ledger: &Mutex<Ledger>,
	next: &mut u32,
) -> Result<()> {
	let rpc = timeout(ANSWER, RpcClient::from_url(url)).await??;
	let node = LegacyRpcMethods::<PolkadotConfig>::new(rpc);
	loop {
		let head = timeout(ANSWER, node.chain_get_finalized_head()).await??;
		let header = timeout(ANSWER, node.chain_get_header(Some(head))).await??;
		let height = header.map_or(0, |header| header.number);
		while *next <= height {
			let hash = timeout(ANSWER, node.chain_get_block_hash(Some((*next).into()))).await??;
			let Some(hash) = hash else { break };
			lock(ledger).enter(name, *next, hash);
			*next += 1;
		}
		sleep(POLL).await;
	}
}

/// The ledger, also after a task has panicked: what was entered stays true.
fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
	ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_different_hash_of_one_height_is_a_conflict() {
		let mut ledger = Ledger::default();
		ledger.enter("a", 5, H256::repeat_byte(1));
		ledger.enter("b", 5, H256::repeat_byte(1));
		assert!(ledger.conflicts.is_empty());

		ledger.enter("c", 5, H256::repeat_byte(2));
		assert_eq!(ledger.conflicts.len(), 1);
		assert!(
			ledger.conflicts[0].starts_with("height 5: c finalised"),
			"{:?}",
			ledger.conflicts
		);
	}

	#[test]
	fn a_node_that_comes_back_with_less_is_no_conflict() {
		let mut ledger = Ledger::default();
		for (height, byte) in [(1, 1), (2, 2), (1, 1)] {
			ledger.enter("a", height, H256::repeat_byte(byte));
		}
		assert!(ledger.conflicts.is_empty());
		assert_eq!(ledger.heads["a"], 1);
	}
}
