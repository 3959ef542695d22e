//! Does what the command line asks.

use std::{error::Error as _, num::NonZeroU32, path::PathBuf};

use clap::{ArgMatches, CommandFactory, FromArgMatches};
use hallmark_types::OpaqueBlock as Block;
use polkadot_sdk::{
	sc_chain_spec::ChainType,
	sc_cli::{self, KeySubcommand, SubstrateCli, TransactionPoolType},
	sc_consensus_grandpa,
	sc_network::{
		config::NetworkBackendType, multiaddr::Protocol, Litep2pNetworkBackend, Multiaddr,
		NetworkWorker,
	},
	sc_service::{Configuration, Error as ServiceError, TaskManager},
	sp_runtime::traits::Block as BlockT,
};

use crate::{
	chain_spec,
	cli::{Cli, FeedOptions, Sealing, Subcommand},
	preflight,
	service::{
		self,
		partial::{self, Partial},
	},
};

/// JSON-RPC calls that one connection may make in a minute, unless `--rpc-rate-limit` says
/// otherwise. A hundred calls a second is more than a wallet, an indexer that follows the head or
/// a gateway needs, and little enough that one greedy client cannot keep the node from its work.
/// Development chains have no limit: their only user is the one who waits for the answer.
const RPC_CALLS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(6_000).expect("it is not zero");

const CHAIN_HELP: &str = "The chain: `dev`, `local`, `consortium`, or the path of a chain spec";

const RATE_LIMIT_HELP: &str =
	"JSON-RPC calls per minute that one connection may make [default: 6000; none on a \
	 development chain]";

const RATE_LIMIT_LONG_HELP: &str =
	"JSON-RPC calls per minute that one connection may make [default: 6000; none on a \
	 development chain].\n\n\
	 The calls of a WebSocket connection count together, and so do those of one HTTP batch; each \
	 plain HTTP request counts alone. A call over the limit waits for a moment and is then \
	 refused with the error -32999. Connections themselves are limited by --rpc-max-connections.";

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Hallmark Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		"A node of the Hallmark chain: authors, finalises and serves it over JSON-RPC".into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the issue tracker of the Hallmark repository".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, name: &str) -> Result<Box<dyn sc_cli::ChainSpec>, String> {
		chain_spec::load(name).map(|spec| Box::new(spec) as Box<_>)
	}

	fn setup_command(command: clap::Command) -> clap::Command {
		let with_chain = |command: clap::Command| {
			if command
				.get_arguments()
				.any(|argument| argument.get_id() == "chain")
			{
				command.mut_arg("chain", |chain| {
					chain.help(CHAIN_HELP).long_help(CHAIN_HELP)
				})
			} else {
				command
			}
		};
		with_chain(command)
			.mut_subcommands(with_chain)
			.mut_arg("rpc_rate_limit", |limit| {
				limit.help(RATE_LIMIT_HELP).long_help(RATE_LIMIT_LONG_HELP)
			})
			.name(Self::executable_name())
			.version(Self::impl_version())
			.author(Self::author())
			.about(Self::description())
			.long_about(Self::description())
			.after_help(format!("Support: {}", Self::support_url()))
			.propagate_version(true)
			.args_conflicts_with_subcommands(true)
			.subcommand_negates_reqs(true)
	}
}

/// Reads the command line and does what it asks.
pub fn run() -> sc_cli::Result<()> {
	let matches = Cli::setup_command(Cli::command()).get_matches();
	let cli = Cli::from_arg_matches(&matches)?;

	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::Key(command)) => run_key(&cli, command, &matches),
		Some(Subcommand::ExportChainSpec(command)) => command
			.run(cli.load_spec(&command.chain)?)
			.map_err(naming(&command.output)),
		Some(Subcommand::BuildSpec(command)) => cli
			.create_runner(command)?
			.sync_run(|config| command.run(config.chain_spec, config.network)),
		Some(Subcommand::CheckBlock(command)) => cli.create_runner(command)?.async_run(|config| {
			let chain = open_stored(&config)?;
			Ok((
				command.run(chain.client, chain.import_queue),
				chain.task_manager,
			))
		}),
		Some(Subcommand::ExportBlocks(command)) => cli
			.create_runner(command)?
			.async_run(|config| {
				let chain = open_stored(&config)?;
				Ok((
					command.run(chain.client, config.database),
					chain.task_manager,
				))
			})
			.map_err(naming(&command.output)),
		Some(Subcommand::ImportBlocks(command)) => cli
			.create_runner(command)?
			.async_run(|config| {
				let chain = partial::new(&config)?;
				Ok((
					command.run(chain.client, chain.import_queue),
					chain.task_manager,
				))
			})
			.map_err(naming(&command.input)),
		Some(Subcommand::ExportState(command)) => cli.create_runner(command)?.async_run(|config| {
			let chain = open_stored(&config)?;
			Ok((
				command.run(chain.client, config.chain_spec),
				chain.task_manager,
			))
		}),
		Some(Subcommand::PurgeChain(command)) => cli
			.create_runner(command)?
			.sync_run(|config| command.run(config.database)),
		Some(Subcommand::Revert(command)) => cli.create_runner(command)?.async_run(|config| {
			let chain = open_stored(&config)?;
			let revert_finality = Box::new(|client, _, blocks| {
				sc_consensus_grandpa::revert(client, blocks)?;
				Ok(())
			});
			let reverting = command.run(chain.client, chain.backend, Some(revert_finality));
			Ok((reverting, chain.task_manager))
		}),
		Some(Subcommand::ChainInfo(command)) => cli.create_runner(command)?.sync_run(|config| {
			ensure_stored(&config)?;
			command.run::<Block>(&config)
		}),
	}
}

/// Opens a chain that is there already. The SDK would make an empty one in a mistyped place.
fn open_stored(config: &Configuration) -> sc_cli::Result<Partial> {
	ensure_stored(config)?;
	Ok(partial::new(config)?)
}

fn ensure_stored(config: &Configuration) -> Result<(), String> {
	match config.database.path() {
		Some(path) if !path.exists() => Err(format!(
			"no chain `{}` is stored in {}. Name the place with --base-path and the chain with \
			 --chain, as the node that made it was started",
			config.chain_spec.id(),
			config.base_path.path().display(),
		)),
		_ => Ok(()),
	}
}

/// Adds the name of the file that a command reads or writes to an error that lacks it.
fn naming(file: &Option<PathBuf>) -> impl FnOnce(sc_cli::Error) -> sc_cli::Error + '_ {
	move |error| match (error, file) {
		(sc_cli::Error::Io(error), Some(file))
		| (sc_cli::Error::Service(ServiceError::Io(error)), Some(file)) => {
			sc_cli::Error::Input(format!("{}: {error}", file.display()))
		},
		(error, _) => error,
	}
}

fn run_node(cli: &Cli) -> sc_cli::Result<()> {
	let mut runner = cli.create_runner(&cli.run)?;
	let config = runner.config_mut();
	apply_our_defaults(config, cli);
	preflight::check(config, cli.sealing)?;

	let (sealing, feeds) = (cli.sealing, cli.feeds);
	runner.run_node_until_exit(|config| async move { start(config, sealing, feeds) })
}

/// Starts the node over the network backend that was asked for.
fn start(
	config: Configuration,
	sealing: Option<Sealing>,
	feeds: FeedOptions,
) -> sc_cli::Result<TaskManager> {
	match config.network.network_backend {
		NetworkBackendType::Libp2p => {
			service::start::<NetworkWorker<Block, <Block as BlockT>::Hash>>(config, sealing, feeds)
		},
		NetworkBackendType::Litep2p => {
			service::start::<Litep2pNetworkBackend>(config, sealing, feeds)
		},
	}
	.map_err(sc_cli::Error::Service)
}

/// Where our defaults differ from the SDK's. What the user typed stays.
fn apply_our_defaults(config: &mut Configuration, cli: &Cli) {
	let typed = &cli.run;
	let development = config.chain_spec.chain_type() == ChainType::Development;

	if typed.rpc_params.experimental_rpc_endpoint.is_empty() {
		for endpoint in config.rpc.addr.iter_mut().flatten() {
			// A node that answers where nobody looks for it is worse than one that says why not.
			endpoint.retry_random_port = false;
			if !development {
				endpoint.rate_limit.get_or_insert(RPC_CALLS_PER_MINUTE);
			}
		}
	}

	// Nobody has to find a personal chain, so it listens on no port that others could reach or
	// that a second chain on this machine would want as well.
	let network = &typed.network_params;
	if development && network.port.is_none() && network.listen_addr.is_empty() {
		config.network.listen_addresses = vec![Multiaddr::empty()
			.with(Protocol::Ip4([127, 0, 0, 1].into()))
			.with(Protocol::Tcp(0))];
	}

	// Blocks that are final at once leave no forks to be aware of. The fork-aware pool would take
	// a transaction that arrives beside its predecessor's block for one of the future, and look
	// at it again only when the next block comes.
	if matches!(cli.sealing, Some(Sealing::Instant | Sealing::Interval(_))) {
		let mut pool = typed.pool_config.clone();
		pool.pool_type = TransactionPoolType::SingleState;
		config.transaction_pool = pool.transaction_pool(development);
	}
}

fn run_key(cli: &Cli, command: &KeySubcommand, matches: &ArgMatches) -> sc_cli::Result<()> {
	let KeySubcommand::GenerateNodeKey(generate) = command else {
		return command.run(cli);
	};

	// Only a node key that goes below the base path belongs to a chain.
	let below_base_path = matches
		.subcommand_matches("key")
		.and_then(|key| key.subcommand_matches("generate-node-key"))
		.is_some_and(|generate| {
			generate.contains_id("base_path") || generate.get_flag("default_base_path")
		});
	let chain = match &generate.chain {
		None if !below_base_path => String::new(),
		chain => cli
			.load_spec(chain.as_deref().unwrap_or_default())?
			.id()
			.to_owned(),
	};
	generate.run(&chain, &Cli::executable_name())
}

/// An error as the person who typed the command should read it.
pub fn explain(error: &sc_cli::Error) -> String {
	match error {
		// Our own words, which the SDK would introduce as "Invalid input" or "Other".
		sc_cli::Error::Input(message) => message.clone(),
		sc_cli::Error::Service(ServiceError::Other(message)) => message.clone(),
		sc_cli::Error::Service(ServiceError::Application(error)) => error.to_string(),
		sc_cli::Error::NetworkKeyNotFound(path) => format!(
			"a validator needs a network key, and there is none at {}. Its peers know it by this \
			 key, so make one and keep it: `hallmark-node key generate-node-key` with either \
			 `--file {0}`, or `--base-path <PATH> --chain <CHAIN>` as the node uses them. For a \
			 network that lives only for an hour, `--unsafe-force-node-key-generation` makes one \
			 while starting",
			path.display(),
		),
		sc_cli::Error::KeyAlreadyExistsInPath(path) => format!(
			"there is a network key already at {}; move it away if you really want another",
			path.display(),
		),
		other => {
			let mut message = other.to_string();
			let mut cause = other.source();
			while let Some(inner) = cause {
				let inner_message = inner.to_string();
				if !message.contains(&inner_message) {
					message.push_str(": ");
					message.push_str(&inner_message);
				}
				cause = inner.source();
			}
			message
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_explanation_starts_with_what_happened() {
		assert_eq!(
			explain(&sc_cli::Error::Input("it rains".into())),
			"it rains"
		);
		assert_eq!(
			explain(&sc_cli::Error::Service(ServiceError::Other(
				"it pours".into()
			))),
			"it pours"
		);
		let missing = explain(&sc_cli::Error::NetworkKeyNotFound("/keys/alice".into()));
		assert!(missing.contains("/keys/alice") && missing.contains("generate-node-key"));
	}
}
