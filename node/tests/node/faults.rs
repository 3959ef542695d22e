//! Crashes and misbehaviour.

use std::{
	collections::BTreeMap,
	env,
	time::{Duration, Instant},
};

use hallmark_runtime::RuntimeEvent;
use hallmark_types::Hash;
use polkadot_sdk::{pallet_offences, sp_keyring::Sr25519Keyring};

use crate::{
	assert_no_panic,
	support::{
		client::within,
		key,
		network::{authority, peer_address},
		Client, NodeBuilder, Result,
	},
	transfer,
};

/// How often the node is killed, unless `HALLMARK_KILLS` says otherwise.
const KILLS: u32 = 3;

/// How long the node works between two kills, at least. How much longer differs from kill to kill,
/// so that they fall on all parts of a slot.
const RUN: Duration = Duration::from_millis(2_000);

/// Blocks reach the disk a few milliseconds after they are final: the database writes behind.
/// What was seen this long before a kill must be there after it.
const SETTLED: Duration = Duration::from_millis(200);

/// Final blocks as a client has seen them.
#[derive(Default)]
struct Seen(BTreeMap<u32, Hash>);

impl Seen {
	/// Compares every final block with what was seen before, and remembers the new ones.
	async fn look(&mut self, client: &Client) -> Result<u32> {
		let (finalized, _) = client.finalized().await?;
		if let Some((&last, _)) = self.0.last_key_value() {
			assert!(
				finalized >= last,
				"block {last} was final, now only {finalized} is"
			);
		}
		for number in 0..=finalized {
			let hash = client
				.block_hash(number)
				.await?
				.ok_or("a final block is missing")?;
			let before = *self.0.entry(number).or_insert(hash);
			assert_eq!(
				hash, before,
				"block {number} was final and is another one now"
			);
		}
		Ok(finalized)
	}
}

/// Sends transfers for `time`, from this nonce on.
async fn load(client: &Client, nonce: &mut u32, time: Duration) -> Result<()> {
	let alice = key("//Alice");
	let until = Instant::now() + time;
	let versions = client.runtime_version().await?;
	while Instant::now() < until {
		let transaction = client.sign_for(versions, transfer(Sr25519Keyring::Bob), &alice, *nonce);
		client.submit(&transaction).await?;
		*nonce += 1;
	}
	Ok(())
}

#[tokio::test]
async fn a_killed_node_continues_its_chain() -> Result<()> {
	let kills = match env::var("HALLMARK_KILLS") {
		Ok(number) => number.parse()?,
		Err(_) => KILLS,
	};
	let base = tempfile::tempdir()?;
	let builder = NodeBuilder::dev().base_path(base.path());
	let mut seen = Seen::default();
	let mut finalized = 0;

	for kill in 0..kills {
		let node = builder.start()?;
		let client = node.client().await?;
		assert!(seen.look(&client).await? >= finalized);
		// Each life must get further than the one before.
		client
			.until_finalized(finalized + 1, Duration::from_secs(60))
			.await?;
		let longer = Duration::from_millis(u64::from(kill) * 97 % 2_000);
		let mut nonce = client.nonce(&Sr25519Keyring::Alice.to_account_id()).await?;
		load(&client, &mut nonce, RUN + longer).await?;
		finalized = seen.look(&client).await?;
		load(&client, &mut nonce, SETTLED).await?;
		node.kill()?;
	}

	let node = builder.start()?;
	let client = node.client().await?;
	let last = client
		.until_finalized(finalized + 2, Duration::from_secs(60))
		.await?;
	seen.look(&client).await?;
	assert_no_panic(&node);
	println!("{kills} kills under load: the chain went on to block {last}, nothing final changed");
	Ok(())
}

/// Whether a block of the best chain tells of an offence.
async fn offence_reported(client: &Client) -> Result<bool> {
	let best = client.header(None).await?.number;
	for number in 1..=best {
		let Some(hash) = client.block_hash(number).await? else {
			continue;
		};
		let events = client.events_at(hash).await?;
		let offence = |event: &RuntimeEvent| {
			matches!(
				event,
				RuntimeEvent::Offences(pallet_offences::Event::Offence { .. })
			)
		};
		if events.iter().any(|record| offence(&record.event)) {
			return Ok(true);
		}
	}
	Ok(false)
}

#[tokio::test]
async fn an_author_that_runs_twice_is_reported() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let authority = |who: &str, name: &str| authority(who, &folder.path().join(name));
	let alice = authority("//Alice", "alice").start()?;
	let address = peer_address(&alice.client().await?).await?;
	let beside = ["--bootnodes", &address];
	let again = authority("//Alice", "alice again").args(beside).start()?;
	// An honest neighbour. Without one the two would go apart for ever whenever the same
	// millisecond makes them build the same block: it is one block then, under two seals.
	let bob = authority("//Bob", "bob").args(beside).start()?;
	let client = bob.client().await?;

	// On a busy machine the two may be caught voting twice before they are caught authoring twice.
	let sealed_twice = || bob.log().contains("sealed two blocks for slot");
	within(Duration::from_secs(120), "an offence on chain", async {
		while !(offence_reported(&client).await? && sealed_twice()) {
			tokio::time::sleep(Duration::from_millis(500)).await;
		}
		Ok(())
	})
	.await?;
	println!(
		"an author that ran twice was reported after {:.0} s",
		again.started().elapsed().as_secs_f32()
	);
	Ok(())
}
