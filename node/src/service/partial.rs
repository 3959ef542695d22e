//! What every command that opens the chain needs: database, client, pool and import queue.

use std::sync::Arc;

use hallmark_runtime::apis::RuntimeApi;
use hallmark_types::OpaqueBlock as Block;
use polkadot_sdk::{
	sc_consensus::{DefaultImportQueue, LongestChain},
	sc_consensus_aura,
	sc_consensus_grandpa::{self, GrandpaPruningFilter},
	sc_service::{
		self, new_db_backend, new_full_parts_with_genesis_builder, new_wasm_executor,
		Configuration, Error as ServiceError, PartialComponents,
	},
	sc_telemetry::{self, Telemetry, TelemetryWorker},
	sc_transaction_pool, sp_io,
};
use tokio::sync::mpsc;

use super::{
	aura,
	finality::JUSTIFICATION_PERIOD,
	genesis,
	types::{FullBackend, FullClient, FullPool, FullSelectChain, GrandpaLink},
};
use crate::equivocation::{Equivocation, EquivocationWatch, FullBlockImport};

/// The parts that are ours and not the SDK's.
pub struct OurParts {
	/// How a block gets into the chain.
	pub block_import: FullBlockImport,
	/// Ties the GRANDPA voter to the block import.
	pub grandpa_link: GrandpaLink,
	/// Proofs against authors that sealed two blocks for one slot.
	pub equivocations: mpsc::Receiver<Equivocation>,
	/// Where the node reports to, if the user named a telemetry endpoint.
	pub telemetry: Option<Telemetry>,
}

/// A chain that is open, but nothing runs on it yet.
pub type Partial = PartialComponents<
	FullClient,
	FullBackend,
	FullSelectChain,
	DefaultImportQueue<Block>,
	FullPool,
	OurParts,
>;

/// Opens the chain that the configuration names.
///
/// Fails, with both hashes, if the database holds a chain with another genesis.
pub fn new(config: &Configuration) -> Result<Partial, ServiceError> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;
	let telemetry_handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());

	let executor = new_wasm_executor::<sp_io::SubstrateHostFunctions>(&config.executor);
	let mut db_config = config.db_config();
	// A pruned node must still prove to a newcomer who the authorities were.
	db_config.pruning_filters = vec![Arc::new(GrandpaPruningFilter)];
	let backend = new_db_backend::<Block>(db_config).map_err(|error| cannot_open(config, error))?;
	let genesis = genesis::checked_builder(config, backend.clone(), executor.clone())?;
	let (client, backend, keystore_container, task_manager) =
		new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config,
			telemetry_handle.clone(),
			executor,
			backend,
			genesis,
			false,
		)?;
	let client = Arc::new(client);

	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager
			.spawn_handle()
			.spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = LongestChain::new(backend.clone());
	let transaction_pool = Arc::new(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (grandpa_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry_handle.clone(),
	)?;
	let (block_import, equivocations) = EquivocationWatch::new(
		grandpa_import.clone(),
		client.clone(),
		sc_consensus_aura::slot_duration(&*client)?,
	);
	let import_queue = aura::import_queue(
		client.clone(),
		block_import.clone(),
		grandpa_import,
		&task_manager,
		config.prometheus_registry(),
		telemetry_handle,
	)?;

	Ok(sc_service::PartialComponents {
		client,
		backend,
		task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		other: OurParts {
			block_import,
			grandpa_link,
			equivocations,
			telemetry,
		},
	})
}

fn cannot_open(config: &Configuration, error: polkadot_sdk::sp_blockchain::Error) -> ServiceError {
	let place = config.database.path().unwrap_or(&config.data_path);
	ServiceError::Other(format!(
		"cannot open the database in {}: {error}. Either another node is running on this base \
		 path (stop it, or choose another --base-path), or the files are damaged (`purge-chain` \
		 deletes them; blocks come back from the peers)",
		place.display(),
	))
}
