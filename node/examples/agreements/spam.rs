//! Evaluation while blocks are kept full by transactions that pay their fee.

use std::{collections::HashMap, path::Path, sync::Arc, time::Duration};

use hallmark_agreements::AgreementId;
use hallmark_runtime::{
	configs::system::{RuntimeBlockWeights, MAXIMUM_BLOCK_WEIGHT},
	AccountId, Runtime, RuntimeCall, RuntimeEvent, UncheckedExtrinsic,
};
use hallmark_types::units::{HMK, SLOT_DURATION};
use pallet_agreements::{Call, Event, Source};
use polkadot_sdk::{
	frame_support::dispatch::GetDispatchInfo, pallet_balances, pallet_transaction_payment,
	pallet_utility, sp_core::Pair,
};
use tokio::time::sleep;

use crate::{
	blocks::{millis, Block, Follower},
	ensure, hex, median, per_second, reading,
	support::{devices::MAKER, key, load::Load, Client, Result},
	world::{sender, Group, When, World, COLD},
	Arguments,
};

/// Streams that are heard one after the other, each with its own watchers.
const STREAMS: u32 = 10;

/// Agreements that somebody confirms meanwhile, one after the other.
const CONFIRMED: u32 = 10;

/// Who sends transfers.
const SENDERS: u32 = 64;

/// Transfers in one transaction.
const BATCH: usize = 100;

/// How much more is offered than there is room for.
const PRESSURE: f64 = 1.25;

/// How many of the blocks have to be full. An author on a busy machine may run out of time before.
const FULL: f64 = 0.9;

/// Before anything is heard, so many blocks have to be full.
const FULL_BEFORE: usize = 3;

pub async fn measure(arguments: &Arguments, folder: &Path) -> Result<()> {
	let mut groups = vec![
		Group {
			agreements: arguments.crowded / STREAMS,
			when: When::Warm,
		};
		STREAMS as usize
	];
	groups.push(Group {
		agreements: CONFIRMED,
		when: When::Confirmed,
	});
	let world = World {
		groups,
		senders: SENDERS,
		..World::default()
	};
	let file = folder.join("spam.json");
	world.write(arguments.node.as_deref(), &file)?;
	let node = arguments.start(&file, folder.join("spam"), false)?;
	let client = node.client().await?;
	client.until_finalized(2, Duration::from_secs(60)).await?;
	let bench = Bench {
		client: Arc::new(client),
		world,
		patience: Duration::from_secs(arguments.seconds.into()),
	};

	let mut follower = Follower::new(&bench.client, &bench.world).await?;
	bench.hear(0).await?;
	let empty = follower
		.until_drained(STREAMS as usize, bench.patience)
		.await?;
	let of_empty = report("empty blocks", &empty, |_| true)?;

	let load = Load {
		transactions: bench.spam(arguments.seconds).await?,
		rate: transactions_a_second(),
		patience: Duration::ZERO,
		count: |_| 0,
	};
	let full = tokio::select! {
		outcome = load.run(&node, Arc::new(node.client().await?)) => {
			let sent = outcome?.sent;
			Err(format!("{sent} transactions were sent before evaluation was done").into())
		},
		full = bench.crowded() => full,
	}?;
	let of_full = full.report(&bench.world)?;
	println!(
		"    {:.0} % of the pace of empty ones",
		100.0 * of_full / of_empty
	);
	full.report_lags(&bench.world)
}

/// How many are evaluated in one of these blocks. The last one may have had nothing left to do.
fn report(what: &str, blocks: &[Block], which: fn(&&Block) -> bool) -> Result<f64> {
	let busy = blocks[..blocks.len().saturating_sub(1)].iter();
	let busy = busy.filter(|block| block.evaluated > 0 && !block.begins_session());
	let per_block = median(busy.filter(which).map(|block| block.evaluated as f64));
	let all: usize = blocks.iter().map(|block| block.evaluated).sum();
	println!(
		"{what:<22} {all:>6} watch: {per_block:.0} evaluated a block, {:.1}/s; the last after {} blocks",
		per_second(per_block),
		blocks.len(),
	);
	ensure(per_block >= 1.0, || "every block evaluates some".into())?;
	Ok(per_block)
}

/// Whether there was no room for one transaction more.
fn is_full(block: &&Block) -> bool {
	block.room() < weight_of_one()
}

/// Milliseconds of weight of a transaction.
fn weight_of_one() -> f64 {
	let anybody = AccountId::new([0; 32]);
	let info = transfers(&anybody).get_dispatch_info();
	let limits = RuntimeBlockWeights::get();
	let base = limits.get(info.class).base_extrinsic;
	millis(info.call_weight.saturating_add(base).ref_time())
}

fn transfers(to: &AccountId) -> RuntimeCall {
	let transfer = pallet_balances::Call::transfer_keep_alive {
		dest: to.clone().into(),
		value: HMK / 1_000,
	};
	pallet_utility::Call::batch_all {
		calls: vec![RuntimeCall::from(transfer); BATCH],
	}
	.into()
}

/// More than fit into the blocks of a second.
fn transactions_a_second() -> f64 {
	let room = millis(MAXIMUM_BLOCK_WEIGHT.ref_time()) / weight_of_one();
	PRESSURE * room * 1e3 / SLOT_DURATION as f64
}

struct Bench {
	client: Arc<Client>,
	world: World,
	patience: Duration,
}

impl Bench {
	/// Every stream is heard once more, in their order.
	async fn hear(&self, times: u64) -> Result<()> {
		for n in 0..STREAMS {
			let mut sensor = self.world.sensor(n);
			sensor.sequence += times;
			let reading = reading(&self.client, &mut sensor, COLD).await?;
			self.client.submit(&reading).await?;
		}
		Ok(())
	}

	/// Transactions full of transfers, for so many seconds.
	async fn spam(&self, seconds: u32) -> Result<Vec<String>> {
		let versions = self.client.runtime_version().await?;
		let senders: Vec<_> = (0..SENDERS).map(|n| key(&sender(n))).collect();
		// Each sends to the next.
		let calls: Vec<_> = (1..=SENDERS)
			.map(|n| transfers(&senders[(n % SENDERS) as usize].public().into()))
			.collect();
		let total = (transactions_a_second() * f64::from(seconds)) as u32;
		let of = |n: u32| {
			let turn = (n % SENDERS) as usize;
			let (call, signer) = (calls[turn].clone(), &senders[turn]);
			hex(&self.client.sign_for(versions, call, signer, n / SENDERS))
		};
		(0..total).map(of).collect()
	}

	/// What happens while blocks are full: the streams are heard, and somebody confirms.
	async fn crowded(&self) -> Result<Crowded> {
		let mut follower = Follower::new(&self.client, &self.world).await?;
		let mut full = 0;
		while full < FULL_BEFORE {
			let block = follower.next(self.patience).await?;
			full = if is_full(&&block) { full + 1 } else { 0 };
		}
		let confirming = self.confirmations().await?;
		self.hear(1).await?;
		let confirm = async {
			for confirmation in confirming {
				sleep(Duration::from_millis(SLOT_DURATION)).await;
				self.client.submit(&confirmation).await?;
			}
			Ok(())
		};
		let drained = follower.until_drained(STREAMS as usize, self.patience);
		let (mut blocks, ()) = tokio::try_join!(drained, confirm)?;
		let begun = blocks.iter().position(|block| block.heard().count() > 0);
		blocks.drain(..begun.unwrap_or_default());
		let (first, queue) = follower.queue();
		Ok(Crowded {
			first,
			queue: queue.to_vec(),
			blocks,
		})
	}

	async fn confirmations(&self) -> Result<Vec<UncheckedExtrinsic>> {
		let signer = key(MAKER.1);
		let versions = self.client.runtime_version().await?;
		let nonce = self.client.nonce(&signer.public().into()).await?;
		let ids = self.world.ids(STREAMS as usize);
		let confirm = |(nonce, agreement)| {
			let call = Call::confirm { agreement };
			self.client.sign_for(versions, call, &signer, nonce)
		};
		Ok((nonce..).zip(ids).map(confirm).collect())
	}
}

/// What full blocks did.
struct Crowded {
	/// The place of the first source in the queue.
	first: u64,
	/// What was heard, in order.
	queue: Vec<Source>,
	/// From the one in which something was heard first to the one after which nothing waited.
	blocks: Vec<Block>,
}

impl Crowded {
	/// How many are evaluated in a full block.
	fn report(&self, world: &World) -> Result<f64> {
		let per_block = report("full blocks", &self.blocks, is_full)?;
		let evaluated: usize = self.blocks.iter().map(|block| block.evaluated).sum();
		let watching: usize = world.watchers().values().map(Vec::len).sum();
		ensure(evaluated == watching, || {
			format!("{evaluated} of {watching} watchers were looked at")
		})?;
		let carrying = || self.blocks.iter().filter(|block| !block.begins_session());
		let (all, full) = (carrying().count(), carrying().filter(is_full).count());
		let mut paid = 0;
		for record in carrying().flat_map(|block| &block.events) {
			if let RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
			) = record.event
			{
				paid += actual_fee;
			}
		}
		let paid = paid as f64 / HMK as f64 / all as f64;
		println!(
			"    {full} of {all} blocks had no room for one more of {:.1} ms: {:.0} ms of transactions, which paid {paid:.2} HMK, beside {:.0} ms of hooks",
			weight_of_one(),
			median(carrying().filter(is_full).map(Block::transactions)),
			median(carrying().filter(is_full).map(Block::hooks)),
		);
		ensure(full as f64 >= FULL * all as f64, || {
			format!("blocks were kept full: {full} of {all}")
		})?;
		ensure(paid > 0.0, || "who fills blocks pays".into())?;
		Ok(per_block)
	}

	/// How long everybody waited, in blocks.
	fn report_lags(&self, world: &World) -> Result<()> {
		let watchers = world.watchers();
		let slowest = self.blocks[..self.blocks.len() - 1]
			.iter()
			.map(|block| block.evaluated)
			.min();
		let slowest = slowest.unwrap_or_default().max(1);
		let mut before = 0;
		let mut waited = Vec::new();
		for (place, source) in (self.first..).zip(&self.queue) {
			let heard = |block: &&Block| block.heard().any(|it| it == *source);
			let heard = self.blocks.iter().find(heard);
			let done = self.blocks.iter().find(|block| block.progress.head > place);
			let (Some(heard), Some(done)) = (heard, done) else {
				return Err(format!("{source:?} was not heard, or is not done").into());
			};
			before += watchers[source].len();
			let blocks = (done.number - heard.number) as usize;
			// One for the block in which it was heard.
			ensure(blocks <= before.div_ceil(slowest) + 1, || {
				format!("those before it take less: source {place} waited for {blocks} blocks")
			})?;
			waited.push(blocks);
		}
		println!(
			"    oldest first    of {} streams heard at once the first was done after {} blocks, the last after {}",
			waited.len(),
			waited.first().copied().unwrap_or_default(),
			waited.last().copied().unwrap_or_default(),
		);

		let confirmed = self.when(|event| match event {
			Event::Confirmed { agreement, .. } => Some(*agreement),
			_ => None,
		});
		let came_true = self.when(|event| match event {
			Event::CameTrue { agreement, .. } => Some(*agreement),
			_ => None,
		});
		let mut longest = 0;
		for id in world.ids(STREAMS as usize) {
			let (Some(confirmed), Some(came_true)) = (confirmed.get(&id), came_true.get(&id))
			else {
				return Err(
					format!("agreement {id} was not confirmed and found true in time").into(),
				);
			};
			longest = longest.max(came_true - confirmed);
		}
		println!(
			"    beside the queue, {CONFIRMED} agreements that a party confirmed were found true after {longest} block(s) at most"
		);
		ensure(longest <= 2, || {
			"who is due does not wait for the queue".into()
		})
	}

	/// In which block an event says something of which agreement.
	fn when(&self, which: fn(&Event<Runtime>) -> Option<AgreementId>) -> HashMap<AgreementId, u32> {
		let of = |block: &Block| {
			let number = block.number;
			block
				.those(which)
				.map(move |id| (id, number))
				.collect::<Vec<_>>()
		};
		self.blocks.iter().flat_map(of).collect()
	}
}
