//! How a personal development chain makes blocks without waiting for slots or votes.
//!
//! The runtime is the one that networks run, so each block still takes an Aura slot of its own
//! and a timestamp that fits it: the slot that the wall clock shows, or the one after the
//! parent's if that is later. When blocks come faster than slots the chain's clock runs ahead.

use std::{error::Error, sync::Arc, time::Duration};

use codec::Decode;
use futures::{
	channel::{mpsc, oneshot},
	stream::{self, BoxStream},
	StreamExt,
};
use hallmark_runtime::Runtime;
use hallmark_types::{Hash, OpaqueBlock as Block};
use polkadot_sdk::{
	frame_system::{LastRuntimeUpgrade, LastRuntimeUpgradeInfo},
	pallet_migrations::{Cursor, CursorOf, MigrationCursor},
	sc_basic_authorship::ProposerFactory,
	sc_client_api::{BlockBackend, StorageProvider},
	sc_consensus_aura::{self, find_pre_digest, standalone::fetch_authorities, SlotDuration},
	sc_consensus_manual_seal::{
		consensus::aura::AuraConsensusDataProvider, run_manual_seal, CreatedBlock, EngineCommand,
		Error as SealError, ManualSealParams,
	},
	sc_service::{Error as ServiceError, TaskManager},
	sc_telemetry::TelemetryHandle,
	sc_transaction_pool_api::{ImportNotificationStream, TransactionPool},
	sp_blockchain::HeaderBackend,
	sp_consensus_aura::{
		sr25519::{AuthorityId, AuthoritySignature},
		Slot,
	},
	sp_core::{storage::StorageKey, traits::CallContext},
	sp_timestamp::{self, Timestamp},
	substrate_prometheus_endpoint::Registry,
};

use super::types::{Command, FullClient, FullPool, FullSelectChain};
use crate::cli::Sealing;

const LOG_TARGET: &str = "sealing";

/// How often instant sealing looks for a transaction that came without a notice, such as one
/// that a full block left over.
const SWEEP: Duration = Duration::from_millis(500);

/// Blocks that instant sealing makes in vain before it waits for the next sweep. The first block of
/// a session is one; a transaction that fits no block must not make the chain race.
const IN_VAIN: u32 = 2;

/// What came of an order to make a block.
type Sealed = Result<CreatedBlock<Hash>, SealError>;

/// What sealing needs.
pub struct Sealer {
	/// The chain to seal.
	pub client: Arc<FullClient>,
	/// Tells which block to build on.
	pub select_chain: FullSelectChain,
	/// Where the transactions come from.
	pub transaction_pool: Arc<FullPool>,
	/// Where it counts.
	pub registry: Option<Registry>,
	/// Where it reports.
	pub telemetry: Option<TelemetryHandle>,
}

/// Refuses to seal alone what several authorities should make together.
pub fn ensure_one_authority(client: &FullClient) -> Result<(), ServiceError> {
	let best = client.info().best_hash;
	let authorities: Vec<AuthorityId> = fetch_authorities(client, best)?;
	match authorities.len() {
		1 => Ok(()),
		number => Err(ServiceError::Other(format!(
			"--sealing is for a chain with one authority, and this one has {number}: they make \
			 the blocks together. Leave --sealing away"
		))),
	}
}

/// Starts sealing. Returns where manual orders go, if that is the mode. The node stops if this
/// task ends.
pub fn start(
	mode: Sealing,
	sealer: Sealer,
	manual: mpsc::Receiver<Command>,
	task_manager: &TaskManager,
) -> Result<(), ServiceError> {
	let Sealer {
		client,
		select_chain,
		transaction_pool,
		registry,
		telemetry,
	} = sealer;
	let slot_duration = sc_consensus_aura::slot_duration(&*client)?;
	let commands = match mode {
		Sealing::Manual => manual.boxed(),
		Sealing::Instant => instantly(client.clone(), transaction_pool.clone()),
		Sealing::Interval(pace) => at_intervals(pace),
	};
	let proposer_factory = ProposerFactory::new(
		task_manager.spawn_handle(),
		client.clone(),
		transaction_pool.clone(),
		registry.as_ref(),
		telemetry,
	);
	let times = client.clone();
	let sealing = run_manual_seal(ManualSealParams {
		// Past GRANDPA, which has no votes to count here.
		block_import: client.clone(),
		env: proposer_factory,
		client,
		pool: transaction_pool,
		commands_stream: commands,
		select_chain,
		consensus_data_provider: Some(Box::new(AuraConsensusDataProvider::new_with_slot_duration(
			slot_duration,
		))),
		create_inherent_data_providers: move |parent: Hash, ()| {
			let time = timestamp_after(&times, slot_duration, parent);
			async move { time.map(sp_timestamp::InherentDataProvider::new) }
		},
	});
	task_manager.spawn_essential_handle().spawn_blocking(
		"sealing",
		Some("block-authoring"),
		sealing,
	);
	Ok(())
}

/// The timestamp of the block that follows `parent`.
fn timestamp_after(
	client: &FullClient,
	slot_duration: SlotDuration,
	parent: Hash,
) -> Result<Timestamp, Box<dyn Error + Send + Sync>> {
	let header = client
		.header(parent)?
		.ok_or_else(|| format!("block {parent:?} is unknown"))?;
	let parent_slot = find_pre_digest::<Block, AuthoritySignature>(&header)?;
	let now = Timestamp::current();
	next_timestamp(now, parent_slot, slot_duration)
		.ok_or_else(|| "the chain has used up all slots that a clock can show".into())
}

/// The start of the slot that the clock shows, or of the one after the parent's if that is later.
fn next_timestamp(
	now: Timestamp,
	parent_slot: Slot,
	slot_duration: SlotDuration,
) -> Option<Timestamp> {
	let next = parent_slot.saturating_add(1u64);
	Slot::from_timestamp(now, slot_duration)
		.max(next)
		.timestamp(slot_duration)
}

/// An order for a block that is final at once, and where to learn what came of it.
fn order() -> (Command, oneshot::Receiver<Sealed>) {
	let (sender, sealed) = oneshot::channel();
	let command = EngineCommand::SealNewBlock {
		create_empty: true,
		finalize: true,
		parent_hash: None,
		sender: Some(sender),
	};
	(command, sealed)
}

/// Waits for what came of an order. Returns the block, if there is one.
async fn outcome(sealed: oneshot::Receiver<Sealed>) -> Option<Hash> {
	match sealed.await.ok()? {
		Ok(block) => Some(block.hash),
		Err(error) => {
			log::warn!(target: LOG_TARGET, "No block: {error}");
			None
		},
	}
}

/// Orders a block at every tick.
fn at_intervals(pace: Duration) -> BoxStream<'static, Command> {
	let mut ticks = tokio::time::interval(pace);
	ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
	stream::unfold((ticks, None), |(mut ticks, last)| async move {
		if let Some(sealed) = last {
			outcome(sealed).await;
		}
		ticks.tick().await;
		let (command, sealed) = order();
		Some((command, (ticks, Some(sealed))))
	})
	.boxed()
}

/// Orders a block whenever a transaction is ready.
fn instantly(client: Arc<FullClient>, pool: Arc<FullPool>) -> BoxStream<'static, Command> {
	let notices = pool.import_notification_stream();
	let sweep = tokio::time::interval(SWEEP);
	let instant = Instant {
		client,
		pool,
		notices,
		sweep,
		last: None,
		in_vain: 0,
	};
	stream::unfold(instant, |mut instant| async move {
		let command = instant.next().await;
		Some((command, instant))
	})
	.boxed()
}

/// The state of instant sealing between two blocks.
struct Instant {
	client: Arc<FullClient>,
	pool: Arc<FullPool>,
	notices: ImportNotificationStream<Hash>,
	sweep: tokio::time::Interval,
	last: Option<oneshot::Receiver<Sealed>>,
	/// Blocks in a row that no transaction went into.
	in_vain: u32,
}

impl Instant {
	/// The next order. The block may turn out empty: the one that begins a session has no room
	/// for transactions, and none come in while a runtime upgrade goes on.
	async fn next(&mut self) -> Command {
		if let Some(last) = self.last.take() {
			let filled = outcome(last)
				.await
				.is_some_and(|block| self.holds_transactions(block));
			self.in_vain = if filled { 0 } else { self.in_vain + 1 };
		}
		while !upgrade_goes_on(&self.client) {
			if self.in_vain <= IN_VAIN && self.transaction_is_ready().await {
				break;
			}
			self.wait().await;
			self.in_vain = 0;
		}
		let (command, sealed) = order();
		self.last = Some(sealed);
		command
	}

	/// Whether a block holds more than the timestamp.
	fn holds_transactions(&self, block: Hash) -> bool {
		matches!(self.client.block_body(block), Ok(Some(body)) if body.len() > 1)
	}

	/// Whether a transaction waits for the block after the best one.
	async fn transaction_is_ready(&self) -> bool {
		let best = self.client.info().best_hash;
		self.pool
			.ready_at_with_timeout(best, SWEEP)
			.await
			.next()
			.is_some()
	}

	/// Waits for a transaction, or for the next sweep.
	async fn wait(&mut self) {
		tokio::select! {
			notice = self.notices.next() => if notice.is_none() {
				// The pool is gone: the node is stopping.
				futures::future::pending().await
			},
			_ = self.sweep.tick() => {},
		}
	}
}

/// Whether the best block left a runtime upgrade unfinished: new code that has not run yet, or
/// migrations on their way.
fn upgrade_goes_on(client: &FullClient) -> bool {
	let best = client.info().best_hash;
	let new_code = || {
		let last: LastRuntimeUpgradeInfo =
			stored(client, best, &LastRuntimeUpgrade::<Runtime>::hashed_key())?;
		let current = client
			.runtime_version_at(best, CallContext::Offchain)
			.ok()?;
		Some(last.was_upgraded(&current))
	};
	let migrating = || {
		let cursor: CursorOf<Runtime> = stored(client, best, &Cursor::<Runtime>::hashed_key())?;
		Some(matches!(cursor, MigrationCursor::Active(_)))
	};
	new_code().unwrap_or(false) || migrating().unwrap_or(false)
}

/// A value of the state at a block. `None` if it is absent or unreadable.
fn stored<T: Decode>(client: &FullClient, at: Hash, key: &[u8]) -> Option<T> {
	let value = client.storage(at, &StorageKey(key.to_vec())).ok()??;
	T::decode(&mut &value.0[..]).ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	const SLOT: SlotDuration = SlotDuration::from_millis(2_000);

	#[test]
	fn a_block_takes_the_slot_of_the_wall_clock() {
		let time = next_timestamp(Timestamp::new(20_999), 3.into(), SLOT);
		assert_eq!(time, Some(Timestamp::new(20_000)));
	}

	#[test]
	fn blocks_within_one_slot_run_ahead_by_a_slot_each() {
		let now = Timestamp::new(20_999);
		let mut slot = Slot::from(10);
		for expected in [22_000, 24_000, 26_000] {
			let time = next_timestamp(now, slot, SLOT).unwrap();
			assert_eq!(time, Timestamp::new(expected));
			slot = Slot::from_timestamp(time, SLOT);
		}
	}

	#[test]
	fn a_slot_that_no_clock_can_show_is_refused() {
		assert_eq!(
			next_timestamp(Timestamp::new(0), u64::MAX.into(), SLOT),
			None
		);
	}
}
