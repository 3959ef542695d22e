//! The story as it is told: chapters in their order, steps, and the proof of each.
//!
//! What happens does not wait for what is told: a chapter goes on as soon as something is in a block,
//! and its proof is printed when that block is final.

use std::{
	future::Future,
	pin::Pin,
	time::{Duration, Instant},
};

use hallmark_runtime::RuntimeEvent;
use polkadot_sdk::sp_runtime::DispatchError;
use tokio::{
	sync::mpsc::{unbounded_channel, UnboundedReceiver, UnboundedSender},
	task::JoinHandle,
};

use crate::support::{Client, Finalized, Result};

/// How long a block may take until it is final.
const PATIENCE: Duration = Duration::from_secs(120);

/// How far a block of the best chain can be from the final one in which the same thing happened.
const NEAR: u32 = 5;

/// What has to be waited for before it can be told.
type Later<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

/// A piece of a chapter.
enum Piece {
	Step(String),
	Says(String),
	Proof(Later<Proof>),
	/// A proof that nobody needs to read, as long as there is one.
	Silent(Later<Proof>),
}

/// Where something stands in the final chain.
struct Proof {
	what: String,
	after: Duration,
}

/// What was told in all.
#[derive(Default)]
pub struct Told {
	/// How many steps.
	pub steps: u32,
	/// How long each of the proofs took to be final, ascending.
	pub finality: Vec<Duration>,
}

/// A story that is being told.
pub struct Story {
	chapters: UnboundedSender<(String, UnboundedReceiver<Piece>)>,
	teller: JoinHandle<Result<Told>>,
}

/// A chapter of it. It ends when this is dropped.
pub struct Chapter {
	pieces: UnboundedSender<Piece>,
}

impl Story {
	/// Begins.
	pub fn begin() -> Self {
		let (chapters, told) = unbounded_channel();
		Self {
			chapters,
			teller: tokio::spawn(tell(told)),
		}
	}

	/// The next chapter. Several can go on at once: they are told one after the other.
	pub fn chapter(&self, title: &str) -> Chapter {
		let (pieces, told) = unbounded_channel();
		// The teller listens until the end; if it failed, that is what the end says.
		let _ = self.chapters.send((title.into(), told));
		Chapter { pieces }
	}

	/// Waits until all is told. Fails if a proof did.
	pub async fn end(self) -> Result<Told> {
		drop(self.chapters);
		let mut told = self.teller.await??;
		told.finality.sort();
		Ok(told)
	}
}

impl Chapter {
	fn add(&self, piece: Piece) {
		// As above.
		let _ = self.pieces.send(piece);
	}

	/// Something happens.
	pub fn step(&self, what: impl Into<String>) {
		self.add(Piece::Step(what.into()));
	}

	/// More about it.
	pub fn says(&self, what: impl Into<String>) {
		self.add(Piece::Says(what.into()));
	}

	/// It happened in a transaction, under which anybody can look it up.
	pub fn proof(&self, client: &Client, done: Finalized) {
		self.add(Piece::Proof(Box::pin(proof(client.clone(), done, Ok(())))));
	}

	/// It was refused in a transaction, for this reason.
	pub fn refusal(&self, client: &Client, done: Finalized, why: DispatchError) {
		self.add(Piece::Proof(Box::pin(proof(
			client.clone(),
			done,
			Err(why),
		))));
	}

	/// A transaction that is not worth a line. It has to be final all the same.
	pub fn follow(&self, client: &Client, done: Finalized) {
		self.add(Piece::Silent(Box::pin(proof(client.clone(), done, Ok(())))));
	}

	/// The chain did it by itself, in a block at about this height.
	pub fn event(&self, client: &Client, height: u32, event: RuntimeEvent) {
		let (client, seen) = (client.clone(), Instant::now());
		self.add(Piece::Proof(Box::pin(found(client, height, event, seen))));
	}
}

/// Tells chapters in the order in which they begin.
async fn tell(mut chapters: UnboundedReceiver<(String, UnboundedReceiver<Piece>)>) -> Result<Told> {
	let mut told = Told::default();
	while let Some((title, mut pieces)) = chapters.recv().await {
		println!("\n{title}");
		while let Some(piece) = pieces.recv().await {
			match piece {
				Piece::Step(what) => {
					told.steps += 1;
					println!("{:>4}. {what}", told.steps);
				},
				Piece::Says(what) => println!("      {what}"),
				Piece::Proof(proof) => {
					let Proof { what, after } = proof.await?;
					told.finality.push(after);
					println!(
						"      proof: {what}, final after {:.1} s",
						after.as_secs_f64()
					);
				},
				Piece::Silent(proof) => told.finality.push(proof.await?.after),
			}
		}
	}
	Ok(told)
}

/// A transaction in a final block. It must have ended there as it did when it was seen first.
async fn proof(
	client: Client,
	done: Finalized,
	expected: std::result::Result<(), DispatchError>,
) -> Result<Proof> {
	let done = done.when_final().await?;
	if done.result() != expected {
		let became = done.result();
		return Err(
			format!("in the final block a call became {became:?}, not {expected:?}").into(),
		);
	}
	let height = client.header(Some(done.block_hash)).await?.number;
	Ok(Proof {
		what: format!(
			"extrinsic {} of block {height} {:?}",
			done.index, done.block_hash
		),
		after: done.after,
	})
}

/// The final block in which something happened.
async fn found(client: Client, height: u32, event: RuntimeEvent, seen: Instant) -> Result<Proof> {
	client.until_finalized(height, PATIENCE).await?;
	let after = seen.elapsed();
	// Should two authors have made a block at once, it happened in another one than was seen first.
	for height in [height]
		.into_iter()
		.chain(height - NEAR.min(height)..height + NEAR)
	{
		client.until_finalized(height, PATIENCE).await?;
		let block = client.block_hash(height).await?;
		let block = block.ok_or("a final block has a hash")?;
		let events = client.events_at(block).await?;
		if events.iter().any(|record| record.event == event) {
			return Ok(Proof {
				what: format!("block {height} {block:?}, by the chain itself"),
				after,
			});
		}
	}
	Err(format!("no final block about {height} tells of {event:?}").into())
}
