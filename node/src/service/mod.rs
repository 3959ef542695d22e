//! Puts the node together.
//!
//! A node of a network authors with Aura ([`aura`]) and agrees on what is final with GRANDPA
//! ([`finality`]). A personal development chain may seal its blocks instead ([`sealing`]).

pub mod partial;
pub mod types;

mod aura;
mod finality;
mod genesis;
mod sealing;

use std::sync::Arc;

use futures::{channel::mpsc, FutureExt};
use hallmark_types::{Hash, OpaqueBlock as Block};
use polkadot_sdk::{
	sc_chain_spec::ChainType,
	sc_client_api::Backend,
	sc_consensus_aura::standalone::fetch_authorities,
	sc_consensus_grandpa::{self, FinalityProofProvider, SharedVoterState},
	sc_network::{
		config::{FullNetworkConfiguration, Role},
		NetworkBackend,
	},
	sc_offchain::{OffchainWorkerOptions, OffchainWorkers},
	sc_service::{
		self, BuildNetworkParams, Configuration, Error as ServiceError, PartialComponents,
		SpawnTasksParams, TaskManager, WarpSyncConfig,
	},
	sc_transaction_pool_api::OffchainTransactionPoolFactory,
	sp_blockchain::HeaderBackend,
	sp_keystore::KeystorePtr,
};

use self::{partial::OurParts, sealing::Sealer, types::FullClient};
use crate::{
	banner,
	cli::{FeedOptions, Sealing},
	equivocation, preflight, rpc,
};

/// Orders for blocks that may wait for the sealer.
const WAITING_ORDERS: usize = 1_000;

/// Starts the node over the network backend `N`. It runs until the returned manager is dropped.
pub fn start<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	sealing: Option<Sealing>,
	feeds: FeedOptions,
) -> Result<TaskManager, ServiceError> {
	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: OurParts {
			block_import,
			grandpa_link,
			equivocations,
			mut telemetry,
		},
	} = partial::new(&config)?;
	if sealing.is_some() {
		sealing::ensure_one_authority(&client)?;
	}

	let registry = config.prometheus_registry().cloned();
	let telemetry_handle = telemetry.as_ref().map(|telemetry| telemetry.handle());
	let role = config.role;
	let keystore = keystore_container.keystore();

	let metrics = N::register_notification_metrics(config.prometheus_registry());
	let mut net_config =
		FullNetworkConfiguration::<Block, Hash, N>::new(&config.network, registry.clone());

	// A chain that is sealed has no votes to carry.
	let votes = (sealing.is_none() && !config.disable_grandpa).then(|| {
		let name = sc_consensus_grandpa::protocol_standard_name(
			&client.info().genesis_hash,
			&config.chain_spec,
		);
		let (protocol, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			name.clone(),
			metrics.clone(),
			net_config.peer_store_handle(),
		);
		net_config.add_notification_protocol(protocol);
		(name, notifications)
	});

	let warp_sync = Arc::new(sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	));
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _bitswap) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	if config.offchain_worker.enabled {
		let workers = OffchainWorkers::new(OffchainWorkerOptions {
			runtime_api_provider: client.clone(),
			keystore: Some(keystore.clone()),
			offchain_db: backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(
				transaction_pool.clone(),
			)),
			network_provider: Arc::new(network.clone()),
			is_validator: role.is_authority(),
			enable_http_requests: true,
			custom_extensions: |_| Vec::new(),
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers
				.run(client.clone(), task_manager.spawn_handle())
				.boxed(),
		);
	}

	let voter_state = SharedVoterState::empty();
	let (orders, ordered) = mpsc::channel(WAITING_ORDERS);
	let rpc_deps = rpc::Deps {
		client: client.clone(),
		pool: transaction_pool.clone(),
		about: rpc::About {
			chain: config.chain_spec.name().to_owned(),
			node_name: config.network.node_name.clone(),
			node_version: config.impl_version.clone(),
			sealing,
		},
		finality: rpc::Finality {
			voter_state: voter_state.clone(),
			authority_set: grandpa_link.shared_authority_set().clone(),
			justifications: grandpa_link.justification_stream(),
			proofs: FinalityProofProvider::new_for_service(
				backend.clone(),
				Some(grandpa_link.shared_authority_set().clone()),
			),
		},
		orders: (sealing == Some(Sealing::Manual)).then_some(orders),
		feeds: rpc::feed::start(client.clone(), feeds, &task_manager.spawn_handle()),
	};
	let greeting = banner::Greeting::of(&config, sealing);
	let chain_type = config.chain_spec.chain_type();
	let force_authoring = config.force_authoring;
	let name = config.network.node_name.clone();

	let rpc_handlers = sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: client.clone(),
		backend,
		task_manager: &mut task_manager,
		keystore: keystore.clone(),
		transaction_pool: transaction_pool.clone(),
		rpc_builder: Box::new(move |executor| {
			rpc::modules(&rpc_deps, executor).map_err(ServiceError::Application)
		}),
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	warn_about_keys(&client, role, &chain_type, &keystore);

	if let Some(mode) = sealing {
		let sealer = Sealer {
			client: client.clone(),
			select_chain,
			transaction_pool,
			registry,
			telemetry: telemetry_handle,
		};
		sealing::start(mode, sealer, ordered, &task_manager)?;
	} else {
		if role.is_authority() {
			task_manager.spawn_handle().spawn(
				"aura-equivocation-reporter",
				None,
				equivocation::report(client.clone(), transaction_pool.clone(), equivocations),
			);
			let author = aura::Author {
				client: client.clone(),
				select_chain,
				block_import,
				transaction_pool: transaction_pool.clone(),
				keystore: keystore.clone(),
				sync_service: sync_service.clone(),
				force_authoring,
				registry: registry.clone(),
				telemetry: telemetry_handle.clone(),
			};
			aura::start_author(author, &task_manager)?;
		}
		if let Some((protocol_name, notification_service)) = votes {
			let voter = finality::Voter {
				link: grandpa_link,
				network,
				sync_service,
				notification_service,
				protocol_name,
				role,
				name,
				// Who is no authority follows the votes and needs no key.
				keystore: role.is_authority().then_some(keystore),
				shared_state: voter_state,
				transaction_pool,
				registry,
				telemetry: telemetry_handle,
			};
			finality::start_voter(voter, &task_manager)?;
		}
	}

	if let Some(greeting) = greeting {
		greeting.print(&client, rpc_handlers.listen_addresses());
	}
	Ok(task_manager)
}

/// Says what is wrong with the keys, where it matters but cannot be refused.
fn warn_about_keys(
	client: &FullClient,
	role: Role,
	chain_type: &ChainType,
	keystore: &KeystorePtr,
) {
	// A development chain makes its keys itself; any other validator must have been given some.
	if role.is_authority() && *chain_type != ChainType::Development {
		let missing = preflight::missing_session_keys(keystore);
		if let Some(advice) = preflight::session_key_advice(&missing) {
			log::warn!("{advice}");
		}
	}
	if *chain_type == ChainType::Live {
		let authorities = fetch_authorities(client, client.info().best_hash).unwrap_or_default();
		if let Some(advice) = preflight::well_known_key_advice(&authorities) {
			log::warn!("{advice}");
		}
	}
}
