//! Very many agreements in force: what they cost while nothing happens, and what a reading costs that
//! all of them watch.

use std::{
	path::{Path, PathBuf},
	time::Instant,
};

use codec::Decode;
use hallmark_agreements::AgreementId;
use hallmark_conditions::Truth;
use hallmark_runtime::{configs::system::MAXIMUM_BLOCK_WEIGHT, Hash, Runtime, RuntimeEvent};
use hallmark_types::units::SLOT_DURATION;
use pallet_agreements::{
	AgreementOf, Contracts, ExplainViewFunction, Rounds, Status, StatusViewFunction,
};
use pallet_reading_attestation::Event;
use polkadot_sdk::{
	frame_system::{self, Phase},
	sp_core::Bytes,
	sp_runtime::ApplyExtrinsicResult,
};
use serde_json::json;

use crate::{
	at_share,
	blocks::{millis, Block},
	ensure, hex, reading,
	support::{http::Http, Client, Node, Result},
	world::{Group, When, World, COLD, SHARE, WARM},
	Arguments,
};

/// The groups: watched by nearly all agreements, by one, by some.
const MANY: usize = 0;
const ONE: usize = 1;
const SOME: usize = 2;

/// How many are triggered, to see that they are live.
const TRIGGERED: u32 = 50;

/// For how many agreements it is asked one by one how they are.
const SAMPLE: usize = 200;

/// Blocks before it is measured.
const WARM_UP: u32 = 20;

/// How much the one may take longer than the other: what two nodes that do the same differ by on a busy
/// machine.
const NOISE: f64 = 1.15;

/// A chain with very many agreements.
pub struct Live<'a> {
	arguments: &'a Arguments,
	folder: &'a Path,
	world: World,
	file: Option<PathBuf>,
}

/// A node that makes blocks when it is told to.
struct Sealed {
	/// Lives as long as it is asked.
	_node: Node,
	client: Client,
	http: Http,
}

impl Sealed {
	async fn new(node: Node) -> Result<Self> {
		Ok(Self {
			client: node.client().await?,
			http: Http::connect(node.address())?,
			_node: node,
		})
	}

	/// Makes a block, which is final. Returns how long that took, in milliseconds.
	fn seal(&mut self) -> Result<f64> {
		let began = Instant::now();
		self.http.call("engine_createBlock", json!([true, true]))?;
		Ok(began.elapsed().as_secs_f64() * 1e3)
	}

	/// Makes a block and looks at it.
	async fn block(&mut self) -> Result<Block> {
		self.seal()?;
		Block::best(&self.client).await
	}
}

impl<'a> Live<'a> {
	pub fn new(arguments: &'a Arguments, folder: &'a Path) -> Self {
		let group = |agreements| Group {
			agreements,
			when: When::Warm,
		};
		Self {
			arguments,
			folder,
			world: World {
				groups: vec![group(arguments.live), group(1), group(TRIGGERED)],
				..World::default()
			},
			file: None,
		}
	}

	/// The chain's specification, which is written once.
	fn file(&mut self) -> Result<PathBuf> {
		if let Some(file) = &self.file {
			return Ok(file.clone());
		}
		let file = self.folder.join("live.json");
		let began = Instant::now();
		self.world.write(self.arguments.node.as_deref(), &file)?;
		println!(
			"state with {} agreements   made and written in {:.0} s",
			self.arguments.live,
			began.elapsed().as_secs_f64()
		);
		self.file = Some(file.clone());
		Ok(file)
	}

	/// The number of a group's first sensor.
	fn place(&self, group: usize) -> u32 {
		self.world.sensors_of(group).start
	}

	/// Blocks in which nothing happens, with the agreements and without.
	pub async fn idle(&mut self) -> Result<()> {
		let file = self.file()?;
		let without = World {
			sensors: self.place(SOME) + 1,
			..World::default()
		};
		let plain = self.folder.join("without.json");
		without.write(self.arguments.node.as_deref(), &plain)?;
		let start = |file: &Path, name| {
			let base = self.folder.join(name);
			self.arguments.start(file, base, true)
		};
		let mut without = Sealed::new(start(&plain, "without")?).await?;
		let mut with = Sealed::new(start(&file, "with")?).await?;

		let (mut times_without, mut times_with) = (Vec::new(), Vec::new());
		let (mut least, mut most) = (f64::INFINITY, 0f64);
		for n in 0..WARM_UP + self.arguments.blocks {
			// In turns, so that what else the machine does hits both.
			let (one, other) = if n % 2 == 0 {
				let one = without.seal()?;
				(one, with.seal()?)
			} else {
				let other = with.seal()?;
				(without.seal()?, other)
			};
			let of_one = Block::best(&without.client).await?;
			let of_other = Block::best(&with.client).await?;
			ensure(
				of_one.hooks() == of_other.hooks() && of_one.number == of_other.number,
				|| {
					format!(
						"the hooks of block {} weigh the same: {} ms without, {} ms with",
						of_one.number,
						of_one.hooks(),
						of_other.hooks()
					)
				},
			)?;
			if n >= WARM_UP {
				times_without.push(one);
				times_with.push(other);
				if !of_other.begins_session() {
					least = least.min(of_other.hooks());
					most = most.max(of_other.hooks());
				}
			}
		}
		let one = report("without agreements", &mut times_without);
		let other = report("with all of them", &mut times_with);
		println!(
			"    hooks and inherents weigh {least:.3} to {most:.3} ms, in both; {:+.1} % of time at the median",
			100.0 * (other / one - 1.0)
		);
		ensure(other <= one * NOISE, || "a block takes as long".into())?;
		self.check(&mut with).await
	}

	/// They are live: all are in force, know what they wait for, and those that are triggered pay.
	async fn check(&self, with: &mut Sealed) -> Result<()> {
		let ids = self.world.ids(MANY);
		let step = (ids.len() / SAMPLE).max(1);
		let mut asked = 0;
		for id in ids.step_by(step) {
			let status = with
				.client
				.view(StatusViewFunction::<Runtime>::new(id))
				.await?
				.ok_or("there is such an agreement")?;
			ensure(
				status.status == Status::Active && status.held == SHARE,
				|| format!("agreement {id} is in force: {status:?}"),
			)?;
			let clauses = with
				.client
				.view(ExplainViewFunction::<Runtime>::new(id))
				.await?
				.ok_or("there is such an agreement")?;
			ensure(clauses.iter().all(|it| it.truth == Truth::False), || {
				format!("agreement {id} knows that it is cold: {clauses:?}")
			})?;
			asked += 1;
		}
		let mut sensor = self.world.sensor(self.place(SOME));
		let reading = reading(&with.client, &mut sensor, WARM).await?;
		with.client.submit(&reading).await?;
		let mut true_ones: Vec<AgreementId> = Vec::new();
		for _ in 0..TRIGGERED {
			let block = with.block().await?;
			true_ones.extend(block.came_true());
			if true_ones.len() >= TRIGGERED as usize {
				break;
			}
		}
		true_ones.sort_unstable();
		let expected: Vec<_> = self.world.ids(SOME).collect();
		ensure(true_ones == expected, || {
			format!("those that are triggered come true: {true_ones:?}")
		})?;
		println!(
			"    {asked} of them asked: in force, and their conditions known; {TRIGGERED} triggered: all paid"
		);
		for id in expected {
			let status = with.client.view(StatusViewFunction::<Runtime>::new(id));
			let paid = status.await?.map(|status| status.ledger.paid);
			ensure(paid == Some(SHARE), || {
				format!("agreement {id} paid {paid:?}")
			})?;
		}
		Ok(())
	}

	/// A reading that one agreement watches, and one that all watch.
	pub async fn watchers(&mut self) -> Result<()> {
		let file = self.file()?;
		let base = self.folder.join("watchers");
		let mut chain = Sealed::new(self.arguments.start(&file, base, true)?).await?;
		for _ in 0..WARM_UP {
			chain.seal()?;
		}
		let mut one = self.world.sensor(self.place(ONE));
		let mut many = self.world.sensor(self.place(MANY));
		let of_one = hex(&reading(&chain.client, &mut one, COLD).await?)?;
		let of_many = hex(&reading(&chain.client, &mut many, COLD).await?)?;

		// Executed on the node without a block, so that nothing but the reading is timed.
		let (mut times_one, mut times_many) = (Vec::new(), Vec::new());
		for n in 0..WARM_UP + self.arguments.blocks {
			let (one, many) = if n % 2 == 0 {
				let one = chain.execute(&of_one)?;
				(one, chain.execute(&of_many)?)
			} else {
				let many = chain.execute(&of_many)?;
				(chain.execute(&of_one)?, many)
			};
			if n >= WARM_UP {
				times_one.push(one);
				times_many.push(many);
			}
		}
		let few = report("reading, 1 watches", &mut times_one);
		let all = report("reading, all watch", &mut times_many);

		let first = chain.take_in(&of_one).await?;
		let second = chain.take_in(&of_many).await?;
		println!(
			"    {:.3} ms of weight with 1 who watches, {:.3} ms with {}; {:+.1} % of time at the median",
			millis(first),
			millis(second),
			self.arguments.live,
			100.0 * (all / few - 1.0)
		);
		ensure(first == second, || "a reading weighs the same".into())?;
		ensure(all <= few * NOISE, || "a reading takes as long".into())?;
		self.drain(&mut chain, first).await
	}

	/// All who watch are looked at in the end, and a reading in between weighs the same, too.
	async fn drain(&self, chain: &mut Sealed, weight: u64) -> Result<()> {
		let began = Block::best(&chain.client).await?;
		let mut one = self.world.sensor(self.place(ONE));
		one.sequence += 1;
		let between = hex(&reading(&chain.client, &mut one, COLD).await?)?;
		let between = chain.take_in(&between).await?;
		ensure(between == weight, || {
			"a reading weighs the same while others wait".into()
		})?;
		// Two of the costliest evaluations fit into each block's share.
		let most = began.number + self.arguments.live / 2 + 10;
		let (mut times, mut heaviest) = (Vec::new(), began.hooks());
		let last = loop {
			let took = chain.seal()?;
			let block = Block::best(&chain.client).await?;
			let Rounds { head, tail, .. } = block.progress;
			if head == tail {
				break block;
			}
			if !block.begins_session() {
				times.push(took);
				heaviest = heaviest.max(block.hooks());
			}
			ensure(block.number < most, || {
				format!("the queue is empty by block {most}: {:?}", block.progress)
			})?;
		};
		let ids = self.world.ids(MANY);
		for id in ids.clone().step_by((ids.len() / SAMPLE).max(1)) {
			let key = Contracts::<Runtime>::hashed_key_for(id);
			let contract: Option<AgreementOf<Runtime>> = chain.client.storage(&key, None).await?;
			let seen = contract.map(|contract| contract.seen).unwrap_or_default();
			ensure(seen >= began.progress.until(), || {
				format!("agreement {id} was looked at: it has seen epoch {seen}")
			})?;
		}
		// The first of them were looked at in the block that took the reading in.
		let blocks = last.number - began.number + 1;
		println!(
			"    all {} were looked at in {blocks} blocks, {:.0} s at a block a slot; a reading in between weighed the same",
			self.arguments.live,
			f64::from(blocks) * SLOT_DURATION as f64 / 1e3,
		);
		println!(
			"    such a block weighs {heaviest:.0} ms of {:.0} at most, and takes {:.0} ms at the median, {:.0} ms at p95",
			millis(MAXIMUM_BLOCK_WEIGHT.ref_time()),
			at_share(&mut times, 0.5),
			at_share(&mut times, 0.95),
		);
		Ok(())
	}
}

impl Sealed {
	/// Executes a transaction on top of the best block and forgets it. Returns how long that took, in
	/// milliseconds.
	fn execute(&mut self, transaction: &str) -> Result<f64> {
		let began = Instant::now();
		let answer = self.http.call("system_dryRun", json!([transaction]))?;
		let took = began.elapsed().as_secs_f64() * 1e3;
		let answer: Bytes = serde_json::from_value(answer)?;
		let applied = ApplyExtrinsicResult::decode(&mut &answer.0[..])?;
		ensure(applied == Ok(Ok(())), || {
			format!("the reading is taken in: {applied:?}")
		})?;
		Ok(took)
	}

	/// Makes a block with a reading. Returns what the reading weighed, in picoseconds.
	async fn take_in(&mut self, transaction: &str) -> Result<u64> {
		let _: Hash = serde_json::from_value(
			self.http
				.call("author_submitExtrinsic", json!([transaction]))?,
		)?;
		let block = self.block().await?;
		let phase = block.events.iter().find_map(|record| match record.event {
			RuntimeEvent::ReadingAttestation(Event::Attested { .. }) => Some(record.phase.clone()),
			_ => None,
		});
		let phase: Phase = phase.ok_or("the block holds the reading")?;
		let weight = block.events.iter().find_map(|record| match &record.event {
			RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { dispatch_info })
				if record.phase == phase =>
			{
				Some(dispatch_info.weight.ref_time())
			},
			_ => None,
		});
		Ok(weight.ok_or("the reading was taken in")?)
	}
}

/// Prints how long something takes. Returns the median.
fn report(what: &str, times: &mut [f64]) -> f64 {
	let median = at_share(times, 0.5);
	println!(
		"{what:<22} median {median:.2} ms, p95 {:.2} ms, of {}",
		at_share(times, 0.95),
		times.len()
	);
	median
}
