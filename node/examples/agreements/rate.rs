//! How fast the watchers of one reading are evaluated while blocks are otherwise empty.

use std::{path::Path, time::Duration};

use hallmark_agreements::AgreementId;
use hallmark_runtime::Runtime;
use pallet_agreements::{Contracts, StatusViewFunction};

use crate::{
	blocks::{building_times, Block, Follower},
	ensure, median, per_second, reading,
	support::{Client, Node, Result},
	world::{Group, When, World, COLD, SHARE, WARM},
	Arguments,
};

/// Blocks in which nothing happens, for comparison.
const EMPTY: usize = 5;

/// For how many agreements it is asked one by one what became of them.
const SAMPLE: usize = 100;

/// One measurement.
struct Run {
	name: &'static str,
	group: Group,
	value: i64,
}

pub async fn measure(arguments: &Arguments, folder: &Path) -> Result<()> {
	let run = |name, agreements, when, value| Run {
		name,
		group: Group { agreements, when },
		value,
	};
	let few = arguments.watching.first().copied().unwrap_or_default();
	let mut runs: Vec<_> = arguments
		.watching
		.iter()
		.map(|agreements| run("1 node, not true", *agreements, When::Warm, COLD))
		.collect();
	runs.push(run("32 nodes, not true", few, When::Mostly, COLD));
	runs.push(run("1 node, pays", few, When::Warm, WARM));
	let world = World {
		groups: runs.iter().map(|run| run.group).collect(),
		..World::default()
	};
	let file = folder.join("rate.json");
	world.write(arguments.node.as_deref(), &file)?;
	let node = arguments.start(&file, folder.join("rate"), false)?;
	let client = node.client().await?;
	client.until_finalized(2, Duration::from_secs(60)).await?;
	for (group, run) in runs.iter().enumerate() {
		run.measure(&node, &client, &world, group).await?;
	}
	Ok(())
}

impl Run {
	async fn measure(
		&self,
		node: &Node,
		client: &Client,
		world: &World,
		group: usize,
	) -> Result<()> {
		let all = self.group.agreements;
		// A block takes on hundreds of them; this is a tenth of that at most.
		let patience = Duration::from_secs(120) + Duration::from_millis(100) * all;
		let mut follower = Follower::new(client, world).await?;
		let mut empty = Vec::new();
		while empty.len() < EMPTY {
			let block = follower.next(patience).await?;
			if !block.begins_session() {
				empty.push(block);
			}
		}
		let mut sensor = world.sensor(world.sensors_of(group).start);
		client
			.submit(&reading(client, &mut sensor, self.value).await?)
			.await?;
		let blocks = follower.until_drained(1, patience).await?;
		let evaluated: usize = blocks.iter().map(|block| block.evaluated).sum();
		ensure(evaluated == all as usize, || {
			format!("{evaluated} of {all} watchers were looked at")
		})?;
		self.check(client, world, group, &blocks).await?;

		// A block that begins a session leaves nothing, and the last one had nothing left to do.
		let busy: Vec<&Block> = blocks
			.iter()
			.filter(|block| block.evaluated > 0 && !block.begins_session())
			.collect();
		let of_all = |of: &dyn Fn(&Block) -> f64| busy.iter().map(|block| of(block)).sum::<f64>();
		let evaluated = of_all(&|block| block.evaluated as f64);
		let nothing = median(empty.iter().map(Block::hooks));
		let weight = of_all(&|block| block.hooks() - nothing) / evaluated;
		let times = building_times(node);
		let time = |block: &Block| times.get(&block.number).copied().unwrap_or(f64::NAN);
		let idle = median(empty.iter().map(time));
		let time = of_all(&|block| time(block) - idle) / evaluated;
		let whole = busy.len().saturating_sub(1);
		let per_block = median(busy[..whole].iter().map(|block| block.evaluated as f64));
		println!(
			"{:<22} {all:>6} watch: {per_block:.0} evaluated a block, {:.0}/s; each {weight:.2} ms of weight, {time:.3} ms of building the block; the last after {} blocks",
			self.name,
			per_second(per_block),
			blocks.len(),
		);
		ensure(per_block >= 1.0, || "every block evaluates some".into())
	}

	/// What became of them.
	async fn check(
		&self,
		client: &Client,
		world: &World,
		group: usize,
		blocks: &[Block],
	) -> Result<()> {
		let pays = self.value == WARM;
		let ids = world.ids(group);
		let mut true_ones: Vec<AgreementId> = blocks.iter().flat_map(Block::came_true).collect();
		true_ones.sort_unstable();
		let expected: Vec<_> = ids.clone().filter(|_| pays).collect();
		ensure(true_ones == expected, || {
			format!(
				"{} clauses came true, of {}",
				true_ones.len(),
				expected.len()
			)
		})?;
		let until = blocks.last().map(|block| block.progress.until());
		for id in ids.clone().step_by((ids.len() / SAMPLE).max(1)) {
			let key = Contracts::<Runtime>::hashed_key_for(id);
			let contract: Option<pallet_agreements::AgreementOf<Runtime>> =
				client.storage(&key, None).await?;
			let seen = contract.map(|contract| contract.seen);
			ensure(seen >= until, || {
				format!("agreement {id} has seen epoch {seen:?}, and {until:?} was evaluated")
			})?;
			let status = client
				.view(StatusViewFunction::<Runtime>::new(id))
				.await?
				.ok_or("there is such an agreement")?;
			let paid = if pays { SHARE } else { 0 };
			ensure(status.ledger.paid == paid, || {
				format!("agreement {id} has paid {}", status.ledger.paid)
			})?;
		}
		Ok(())
	}
}
