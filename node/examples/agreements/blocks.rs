//! What each block did for agreements, read from its state.

use std::{
	collections::{BTreeMap, HashMap},
	time::{Duration, Instant},
};

use hallmark_agreements::AgreementId;
use hallmark_runtime::{
	configs::system::{RuntimeBlockWeights, MAXIMUM_BLOCK_WEIGHT},
	Runtime, RuntimeEvent,
};
use hallmark_types::readings::{Signal, StreamName};
use pallet_agreements::{Progress, Rounds, Source};
use pallet_reading_attestation::Event;
use polkadot_sdk::{
	frame_support::{dispatch::DispatchClass, traits::Get, weights::Weight},
	frame_system::{self, ConsumedWeight},
};
use tokio::time::sleep;

use crate::{
	support::{client, fleet::STREAM, Client, Node, Result},
	world::World,
};

/// How often the chain is asked whether there is a new block.
const POLL: Duration = Duration::from_millis(100);

/// Milliseconds of weight that the hooks of others and the inherents have at most here.
const OTHER_HOOKS: f64 = 2.0;

/// A block.
pub struct Block {
	/// Its height.
	pub number: u32,
	/// What it weighed.
	weight: ConsumedWeight,
	/// How far evaluation had come at its end.
	pub progress: Rounds,
	/// What happened in it.
	pub events: Vec<client::Event>,
	/// How many watchers were looked at in it.
	pub evaluated: usize,
}

impl Block {
	/// The block at a height, apart from how much was evaluated.
	pub async fn at(client: &Client, number: u32) -> Result<Self> {
		let hash = client.block_hash(number).await?.ok_or("no such block")?;
		let weight = frame_system::BlockWeight::<Runtime>::hashed_key();
		let progress = Progress::<Runtime>::hashed_key();
		Ok(Self {
			number,
			weight: client
				.storage(&weight, Some(hash))
				.await?
				.unwrap_or_default(),
			progress: client
				.storage(&progress, Some(hash))
				.await?
				.unwrap_or_default(),
			events: client.events_at(hash).await?,
			evaluated: 0,
		})
	}

	/// The best block, apart from how much was evaluated.
	pub async fn best(client: &Client) -> Result<Self> {
		Self::at(client, client.header(None).await?.number).await
	}

	/// Milliseconds of weight of the hooks and the inherents.
	pub fn hooks(&self) -> f64 {
		millis(self.weight.get(DispatchClass::Mandatory).ref_time())
	}

	/// Milliseconds of weight of ordinary transactions.
	pub fn transactions(&self) -> f64 {
		millis(self.weight.get(DispatchClass::Normal).ref_time())
	}

	/// Milliseconds of weight that ordinary transactions left of what they might have used.
	pub fn room(&self) -> f64 {
		let share = <<Runtime as pallet_agreements::Config>::ReservedShare as Get<Weight>>::get();
		// Evaluation has no more before them; what it does after them is of what they left.
		let before = self.hooks().min(millis(share.ref_time()) + OTHER_HOOKS);
		let limits = RuntimeBlockWeights::get();
		let of_class = limits.get(DispatchClass::Normal).max_total;
		let of_class = of_class.unwrap_or(limits.max_block);
		let of_all = millis(limits.max_block.ref_time()) - before;
		of_all.min(millis(of_class.ref_time())) - self.transactions()
	}

	/// Whether it begins a session: such a block counts as full from its beginning, so it holds no
	/// transactions and leaves nothing.
	pub fn begins_session(&self) -> bool {
		self.hooks() >= millis(MAXIMUM_BLOCK_WEIGHT.ref_time())
	}

	/// The agreements of which an event says something.
	pub fn those(
		&self,
		which: fn(&pallet_agreements::Event<Runtime>) -> Option<AgreementId>,
	) -> impl Iterator<Item = AgreementId> + '_ {
		self.events
			.iter()
			.filter_map(move |record| match &record.event {
				RuntimeEvent::Agreements(event) => which(event),
				_ => None,
			})
	}

	/// The agreements of which a clause came true.
	pub fn came_true(&self) -> impl Iterator<Item = AgreementId> + '_ {
		self.those(|event| match event {
			pallet_agreements::Event::CameTrue { agreement, .. } => Some(*agreement),
			_ => None,
		})
	}

	/// The streams that were heard, in order.
	pub fn heard(&self) -> impl Iterator<Item = Source> + '_ {
		self.events.iter().filter_map(|record| match &record.event {
			RuntimeEvent::ReadingAttestation(Event::Attested { device, .. }) => {
				let name = StreamName::new(STREAM.as_bytes()).ok()?;
				let device = *device;
				Some(Source::Stream(Signal { device, name }))
			},
			_ => None,
		})
	}
}

/// Milliseconds.
pub fn millis(picoseconds: u64) -> f64 {
	picoseconds as f64 / 1e9
}

/// Follows a chain block by block, and knows who is looked at in which order.
pub struct Follower<'a> {
	client: &'a Client,
	watchers: BTreeMap<Source, Vec<AgreementId>>,
	/// The sources that were noted, in order, from the place `first` of the queue on.
	queue: Vec<Source>,
	first: u64,
	/// The block that was looked at last, and how far evaluation had come at its end.
	last: (u32, Rounds),
}

impl<'a> Follower<'a> {
	/// From the best block on, at which nothing waits.
	pub async fn new(client: &'a Client, world: &World) -> Result<Self> {
		let last = Block::best(client).await?;
		if last.progress.head != last.progress.tail {
			return Err(format!("sources wait already: {:?}", last.progress).into());
		}
		Ok(Self {
			client,
			watchers: world.watchers(),
			queue: vec![],
			first: last.progress.tail,
			last: (last.number, last.progress),
		})
	}

	/// The next block.
	pub async fn next(&mut self, patience: Duration) -> Result<Block> {
		let (last, before) = self.last;
		let number = last + 1;
		let began = Instant::now();
		while self.client.header(None).await?.number < number {
			if began.elapsed() > patience {
				return Err(format!("no block {number} after {} s", patience.as_secs()).into());
			}
			sleep(POLL).await;
		}
		let mut block = Block::at(self.client, number).await?;
		let watched = block
			.heard()
			.filter(|source| self.watchers.contains_key(source));
		self.queue.extend(watched.collect::<Vec<_>>());
		if block.progress.tail - self.first != self.queue.len() as u64 {
			return Err(format!(
				"{} streams were heard, and the queue ends at {} after {}",
				self.queue.len(),
				block.progress.tail,
				self.first,
			)
			.into());
		}
		block.evaluated = self.done(&block.progress)? - self.done(&before)?;
		self.last = (number, block.progress);
		Ok(block)
	}

	/// Blocks until nothing waits that was heard, `sources` of them.
	pub async fn until_drained(
		&mut self,
		sources: usize,
		patience: Duration,
	) -> Result<Vec<Block>> {
		let began = Instant::now();
		let due = self.queue.len() + sources;
		let mut blocks = Vec::new();
		loop {
			let block = self.next(patience).await?;
			let Rounds { head, tail, .. } = block.progress;
			let is_drained = self.queue.len() >= due && head == tail;
			blocks.push(block);
			if is_drained {
				return Ok(blocks);
			}
			if began.elapsed() > patience {
				return Err(format!(
					"{} of {due} sources are done after {} s",
					head - self.first,
					patience.as_secs()
				)
				.into());
			}
		}
	}

	/// The sources that were noted, and where in the queue the first of them is.
	pub fn queue(&self) -> (u64, &[Source]) {
		(self.first, &self.queue)
	}

	/// How many watchers were looked at by then, since it was begun to count.
	fn done(&self, progress: &Rounds) -> Result<usize> {
		let over = usize::try_from(progress.head - self.first)?;
		let mut done = 0;
		for source in &self.queue[..over] {
			done += self.watchers[source].len();
		}
		if let Some(after) = progress.after {
			let source = self.queue.get(over).ok_or("the head was not heard of")?;
			let place = self.watchers[source].iter().position(|id| *id == after);
			done += place.ok_or("somebody else was looked at")? + 1;
		}
		Ok(done)
	}
}

/// Milliseconds in which the node says that it built each block.
pub fn building_times(node: &Node) -> HashMap<u32, f64> {
	let log = node.log();
	let of = |line: &str| {
		let (_, rest) = line.split_once("Prepared block for proposing at ")?;
		let (number, rest) = rest.split_once(" (")?;
		let (took, _) = rest.split_once(" ms)")?;
		Some((number.parse().ok()?, took.parse().ok()?))
	};
	log.lines().filter_map(of).collect()
}
