//! Which blocks are final: GRANDPA.
//!
//! How long finality takes, from a transaction's arrival, is the sum of
//! - the wait for the next slot: 0 to 2 s, 1 s on average;
//! - the voting rule: one more block, 2 s;
//! - a round of votes: it starts afresh as soon as the last one ends, takes at least four gossip
//!   durations, and counts a block that arrives within its first half.
//!
//! None of these numbers bears on safety: two thirds of the authorities must agree whatever they
//! are. They decide how often a round ends without news, and how often a fork must be undone.

use std::{sync::Arc, time::Duration};

use hallmark_types::OpaqueBlock as Block;
use polkadot_sdk::{
	sc_consensus_grandpa::{
		self, BeforeBestBlockBy, Config, GrandpaParams, SharedVoterState,
		ThreeQuartersOfTheUnfinalizedChain, VotingRule, VotingRulesBuilder,
	},
	sc_network::{
		config::Role, service::traits::NetworkService, NotificationService, ProtocolName,
	},
	sc_network_sync::SyncingService,
	sc_service::{Error as ServiceError, TaskManager},
	sc_telemetry::TelemetryHandle,
	sc_transaction_pool_api::OffchainTransactionPoolFactory,
	sp_keystore::KeystorePtr,
	substrate_prometheus_endpoint::Registry,
};

use super::types::{FullClient, FullPool, GrandpaLink};

/// Blocks between two stored proofs of finality, apart from those where the authorities change.
/// A proof is below a kilobyte for a consortium, so one in two minutes costs next to nothing; it
/// is what a node that was away, or a light client, catches up from.
pub const JUSTIFICATION_PERIOD: u32 = 64;

/// How long a vote may take to every other authority. Authorities of a consortium are few and
/// connected to one another, so a vote travels once around the world, not from hop to hop:
/// a quarter of a second is enough for that, and makes a round last one second.
const GOSSIP_DURATION: Duration = Duration::from_millis(250);

/// Blocks that votes stay behind the best one. The head of an Aura chain may be passed over by
/// the next author, who has not seen it in time; the block below it rarely is. The SDK's default
/// of two costs another two seconds and guards against forks of two blocks, which need two late
/// blocks in a row.
const BLOCKS_BEHIND_BEST: u32 = 1;

/// Which block to vote for.
fn voting_rule() -> impl VotingRule<Block, FullClient> + Clone {
	VotingRulesBuilder::new()
		.add(BeforeBestBlockBy(BLOCKS_BEHIND_BEST))
		// After an outage the votes approach the head in a few rounds rather than in one, so
		// that authorities which are not back at the head yet can vote too.
		.add(ThreeQuartersOfTheUnfinalizedChain)
		.build()
}

/// What a voter needs.
pub struct Voter {
	/// Ties it to the block import.
	pub link: GrandpaLink,
	/// Carries its votes.
	pub network: Arc<dyn NetworkService>,
	/// Tells it about peers and blocks.
	pub sync_service: Arc<SyncingService<Block>>,
	/// Its part of the network protocol.
	pub notification_service: Box<dyn NotificationService>,
	/// The name of that part.
	pub protocol_name: ProtocolName,
	/// Whether its node is an authority.
	pub role: Role,
	/// Its node's name.
	pub name: String,
	/// Holds its key, if it may vote.
	pub keystore: Option<KeystorePtr>,
	/// What JSON-RPC reads.
	pub shared_state: SharedVoterState,
	/// Where it reports another voter's equivocation.
	pub transaction_pool: Arc<FullPool>,
	/// Where it counts.
	pub registry: Option<Registry>,
	/// Where it reports.
	pub telemetry: Option<TelemetryHandle>,
}

/// Starts voting, or following the votes of others. The node stops if this task ends.
pub fn start_voter(voter: Voter, task_manager: &TaskManager) -> Result<(), ServiceError> {
	let config = Config {
		gossip_duration: GOSSIP_DURATION,
		justification_generation_period: JUSTIFICATION_PERIOD,
		name: Some(voter.name),
		// Every node runs the full voter: nodes that only observe do not help others catch up.
		observer_enabled: false,
		keystore: voter.keystore,
		local_role: voter.role,
		telemetry: voter.telemetry.clone(),
		protocol_name: voter.protocol_name,
	};
	let voting = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
		config,
		link: voter.link,
		network: voter.network,
		sync: voter.sync_service,
		notification_service: voter.notification_service,
		voting_rule: voting_rule(),
		prometheus_registry: voter.registry,
		shared_voter_state: voter.shared_state,
		telemetry: voter.telemetry,
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(voter.transaction_pool),
	})?;
	task_manager
		.spawn_essential_handle()
		.spawn_blocking("grandpa-voter", None, voting);
	Ok(())
}
