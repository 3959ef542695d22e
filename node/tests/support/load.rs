//! An open loop of transactions, made beforehand, counted in final blocks.

use std::{
	collections::HashMap,
	fs,
	sync::Arc,
	time::{Duration, Instant},
};

use hallmark_runtime::RuntimeEvent;
use jsonrpsee::rpc_params;
use serde_json::Value;
use tokio::{
	sync::Mutex,
	time::{interval, sleep, MissedTickBehavior},
};

use super::{Client, Node, Result};

/// How often transactions are sent: what is due since the last time goes at once.
const TICK: Duration = Duration::from_millis(10);

/// What is sent.
pub struct Load {
	/// Transactions as JSON-RPC takes them, in the order in which they are sent.
	pub transactions: Vec<String>,
	/// How many a second, whatever becomes of those before.
	pub rate: f64,
	/// How long to wait for the last ones to be final.
	pub patience: Duration,
	/// What an event of a final block counts for.
	pub count: fn(&RuntimeEvent) -> u64,
}

/// A final block that held some of it.
#[derive(Clone, Copy, Debug)]
pub struct Share {
	/// When it was final, after the first transaction was sent.
	pub after: Duration,
	/// How many of the transactions it held.
	pub transactions: usize,
	/// What its events counted for.
	pub counted: u64,
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Outcome {
	/// Handed to the pool.
	pub sent: usize,
	/// How long that took.
	pub offered_for: Duration,
	/// Refused by the pool: the reasons and how often.
	pub refused: HashMap<String, usize>,
	/// The final blocks, in order.
	pub blocks: Vec<Share>,
	/// Milliseconds from submission to finality, ascending.
	pub latencies: Vec<f64>,
	/// Processor seconds of the node until the last of the blocks was final.
	pub cpu: f64,
}

impl Outcome {
	/// How many of the transactions are final.
	pub fn finalized(&self) -> usize {
		self.blocks.iter().map(|block| block.transactions).sum()
	}

	/// What the final blocks' events counted for.
	pub fn counted(&self) -> u64 {
		self.blocks.iter().map(|block| block.counted).sum()
	}

	/// The most transactions in one block.
	pub fn fullest(&self) -> usize {
		let transactions = self.blocks.iter().map(|block| block.transactions);
		transactions.max().unwrap_or_default()
	}

	/// When the last of it was final.
	pub fn took(&self) -> Duration {
		self.blocks
			.last()
			.map(|block| block.after)
			.unwrap_or_default()
	}

	/// How much became final in a second while more was offered: from the first final block to the
	/// last one before the load ended. The first began before the load did, and what comes after
	/// the end has nothing behind it. `None` for a load that is too short for two such blocks.
	pub fn rate(&self) -> Option<f64> {
		let mut steady = self
			.blocks
			.iter()
			.take_while(|block| block.after <= self.offered_for);
		let first = steady.next()?;
		let (counted, last) = steady.fold((0, first.after), |(counted, _), block| {
			(counted + block.counted, block.after)
		});
		let seconds = (last - first.after).as_secs_f64();
		(seconds > 0.0).then(|| counted as f64 / seconds)
	}

	/// The latency that `share` of them stayed within, in milliseconds.
	pub fn latency(&self, share: f64) -> f64 {
		match self.latencies.len() {
			0 => f64::NAN,
			n => self.latencies[((n - 1) as f64 * share) as usize],
		}
	}
}

impl Load {
	/// Sends everything to the node and waits until it is final, or for as long as `patience` says
	/// after the last was sent.
	pub async fn run(self, node: &Node, client: Arc<Client>) -> Result<Outcome> {
		let mut heads = client.finalized_heads().await?;
		let (mut height, _) = client.finalized().await?;
		let mut outcome = Outcome::default();
		let mut sent_at: HashMap<String, Instant> = HashMap::with_capacity(self.transactions.len());
		let refused = Arc::new(Mutex::new(HashMap::new()));
		let total = self.transactions.len();
		let cpu = node.cpu_seconds()?;
		let began = Instant::now();
		let mut last_sent: Option<Instant> = None;
		let mut queue = self.transactions.into_iter();
		let mut ticks = interval(TICK);
		ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);

		loop {
			tokio::select! {
				_ = ticks.tick(), if last_sent.is_none() => {
					let due = (began.elapsed().as_secs_f64() * self.rate) as usize;
					for transaction in queue.by_ref().take(due.saturating_sub(outcome.sent)) {
						outcome.sent += 1;
						sent_at.insert(transaction.clone(), Instant::now());
						let (client, refused) = (client.clone(), refused.clone());
						tokio::spawn(async move {
							let answer: Result<Value> =
								client.call("author_submitExtrinsic", rpc_params![transaction]).await;
							if let Err(error) = answer {
								*refused.lock().await.entry(error.to_string()).or_insert(0) += 1;
							}
						});
					}
					if outcome.sent == total {
						outcome.offered_for = began.elapsed();
						last_sent = Some(Instant::now());
					}
				},
				Some(head) = heads.next() => {
					let final_at = Instant::now();
					let number = head?.number;
					while height < number {
						height += 1;
						let hash = client.block_hash(height).await?.ok_or("a final block has a hash")?;
						let block: Value = client.call("chain_getBlock", rpc_params![hash]).await?;
						let extrinsics = block["block"]["extrinsics"].as_array().ok_or("a block has extrinsics")?;
						let mut ours = 0;
						for extrinsic in extrinsics.iter().filter_map(Value::as_str) {
							if let Some(sent) = sent_at.remove(extrinsic) {
								outcome.latencies.push((final_at - sent).as_secs_f64() * 1e3);
								ours += 1;
							}
						}
						if ours > 0 {
							let events = client.events_at(hash).await?;
							let counted = events.iter().map(|record| (self.count)(&record.event)).sum::<u64>();
							outcome.blocks.push(Share {
								after: final_at - began,
								transactions: ours,
								counted,
							});
							outcome.cpu = node.cpu_seconds()? - cpu;
						}
					}
				},
				() = sleep(Duration::from_secs(1)) => {},
			}
			let refused = refused.lock().await.values().sum::<usize>();
			let done = outcome.finalized() + refused >= total;
			if last_sent.is_some_and(|last| done || last.elapsed() > self.patience) {
				break;
			}
		}
		outcome.refused = refused.lock().await.clone();
		outcome.latencies.sort_by(f64::total_cmp);
		Ok(outcome)
	}
}

impl Node {
	/// Processor time that the node's process has used, in seconds.
	pub fn cpu_seconds(&self) -> Result<f64> {
		let stat = fs::read_to_string(format!("/proc/{}/stat", self.id()))?;
		// The name, in brackets, may hold anything: what follows it is numbers (proc(5)).
		let (_, numbers) = stat.rsplit_once(") ").ok_or("a process has a state")?;
		let field = |n: usize| -> Result<f64> {
			Ok(numbers
				.split(' ')
				.nth(n - 3)
				.ok_or("too few numbers")?
				.parse()?)
		};
		// Linux tells time in hundredths of a second.
		Ok((field(14)? + field(15)?) / 100.0)
	}
}
