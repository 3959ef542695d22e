//! Who makes blocks, and whether a block was made by who should have: Aura.

use std::{error::Error, sync::Arc};

use hallmark_types::{Hash, OpaqueBlock as Block};
use polkadot_sdk::{
	sc_basic_authorship::ProposerFactory,
	sc_consensus::DefaultImportQueue,
	sc_consensus_aura::{
		self, find_pre_digest, CheckForEquivocation, ImportQueueParams, InherentDataProvider,
		SlotDuration, SlotProportion, StartAuraParams,
	},
	sc_network_sync::SyncingService,
	sc_service::{Error as ServiceError, TaskManager},
	sc_telemetry::TelemetryHandle,
	sp_blockchain::HeaderBackend,
	sp_consensus_aura::{
		sr25519::{AuthorityPair, AuthoritySignature},
		Slot,
	},
	sp_keystore::KeystorePtr,
	sp_timestamp::{self, Timestamp},
	substrate_prometheus_endpoint::Registry,
};

use super::types::{FullClient, FullPool, FullSelectChain, GrandpaImport};
use crate::equivocation::FullBlockImport;

/// The share of a slot in which an author may fill its block. What it fills in that time takes
/// the next author about as long to execute, and a fifth of the slot is left for the way: a block
/// that took longer would reach the next author after its own slot began, and be passed over.
const PROPOSING: f32 = 0.4;

type InherentDataProviders = (InherentDataProvider, sp_timestamp::InherentDataProvider);

/// The present slot and time.
fn present(slot_duration: SlotDuration) -> InherentDataProviders {
	let time = sp_timestamp::InherentDataProvider::from_system_time();
	let slot = InherentDataProvider::from_timestamp_and_slot_duration(*time, slot_duration);
	(slot, time)
}

/// The queue through which blocks from elsewhere come in. It checks seals and times, executes
/// blocks, and hands them to `block_import`.
pub fn import_queue(
	client: Arc<FullClient>,
	block_import: FullBlockImport,
	justification_import: GrandpaImport,
	task_manager: &TaskManager,
	registry: Option<&Registry>,
	telemetry: Option<TelemetryHandle>,
) -> Result<DefaultImportQueue<Block>, ServiceError> {
	let slots = client.clone();
	let create_inherent_data_providers = move |parent: Hash, ()| {
		let slot_duration = sc_consensus_aura::standalone::slot_duration_at(&*slots, parent);
		async move { Ok::<_, Box<dyn Error + Send + Sync>>(present(slot_duration?)) }
	};
	sc_consensus_aura::import_queue::<AuthorityPair, _, _, _, _, _>(ImportQueueParams {
		block_import,
		justification_import: Some(Box::new(justification_import)),
		client,
		create_inherent_data_providers,
		spawner: &task_manager.spawn_essential_handle(),
		registry,
		// Ours does more than write a log line: see `crate::equivocation`.
		check_for_equivocation: CheckForEquivocation::No,
		telemetry,
		compatibility_mode: Default::default(),
	})
	.map_err(Into::into)
}

/// What an author needs.
pub struct Author {
	/// The chain it authors on.
	pub client: Arc<FullClient>,
	/// Tells it which block to build on.
	pub select_chain: FullSelectChain,
	/// Where its blocks go.
	pub block_import: FullBlockImport,
	/// Where its transactions come from.
	pub transaction_pool: Arc<FullPool>,
	/// Holds its key.
	pub keystore: KeystorePtr,
	/// Tells it whether it is far behind its peers, and so should not author.
	pub sync_service: Arc<SyncingService<Block>>,
	/// Author even without peers.
	pub force_authoring: bool,
	/// Where it counts.
	pub registry: Option<Registry>,
	/// Where it reports.
	pub telemetry: Option<TelemetryHandle>,
}

/// Starts authoring. The node stops if this task ends.
pub fn start_author(author: Author, task_manager: &TaskManager) -> Result<(), ServiceError> {
	let slot_duration = sc_consensus_aura::slot_duration(&*author.client)?;
	warn_if_ahead_of_clock(&author.client, slot_duration);

	let proposer_factory = ProposerFactory::new(
		task_manager.spawn_handle(),
		author.client.clone(),
		author.transaction_pool,
		author.registry.as_ref(),
		author.telemetry.clone(),
	);
	// The stream of slots starts with the next one, never with the slot that is running. An
	// author that crashed after sealing a block, and lost it, so does not seal its slot again.
	let authoring = sc_consensus_aura::start_aura::<AuthorityPair, _, _, _, _, _, _, _, _, _, _>(
		StartAuraParams {
			slot_duration,
			client: author.client,
			select_chain: author.select_chain,
			block_import: author.block_import,
			proposer_factory,
			create_inherent_data_providers: move |_, ()| async move { Ok(present(slot_duration)) },
			force_authoring: author.force_authoring,
			// While finality waits for absent authorities, facts must still be recorded.
			backoff_authoring_blocks: Option::<()>::None,
			keystore: author.keystore,
			sync_oracle: author.sync_service.clone(),
			justification_sync_link: author.sync_service,
			block_proposal_slot_portion: SlotProportion::new(PROPOSING),
			max_block_proposal_slot_portion: None,
			telemetry: author.telemetry,
			compatibility_mode: Default::default(),
		},
	)?;
	task_manager.spawn_essential_handle().spawn_blocking(
		"aura",
		Some("block-authoring"),
		authoring,
	);
	Ok(())
}

/// Tells why no blocks come, when a chain that was sealed faster than its slots is continued.
fn warn_if_ahead_of_clock(client: &FullClient, slot_duration: SlotDuration) {
	let best = client.info().best_hash;
	let Ok(Some(header)) = client.header(best) else {
		return;
	};
	let Ok(slot) = find_pre_digest::<Block, AuthoritySignature>(&header) else {
		return;
	};
	let now = Slot::from_timestamp(Timestamp::current(), slot_duration);
	// One slot is what clocks may differ by.
	if slot > now + 1 {
		let wait = slot
			.saturating_sub(*now)
			.saturating_mul(slot_duration.as_millis())
			/ 1_000;
		log::warn!(
			"The chain's clock is {wait} s ahead of this machine's: it was sealed faster than its \
			 slots (--sealing), or a clock was wrong. Blocks go on when the time has come; \
			 `purge-chain` starts afresh."
		);
	}
}
