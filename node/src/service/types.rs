//! The SDK's generic parts, as this node puts them together.

use hallmark_runtime::apis::RuntimeApi;
use hallmark_types::{Hash, OpaqueBlock as Block};
use polkadot_sdk::{
	sc_consensus::LongestChain,
	sc_consensus_grandpa::{GrandpaBlockImport, LinkHalf},
	sc_consensus_manual_seal::EngineCommand,
	sc_executor::WasmExecutor,
	sc_service::{TFullBackend, TFullClient},
	sc_transaction_pool::TransactionPoolHandle,
	sp_io,
};

/// Runs the runtime.
pub type Executor = WasmExecutor<sp_io::SubstrateHostFunctions>;
/// The chain's database.
pub type FullBackend = TFullBackend<Block>;
/// Access to the chain: blocks, state, runtime calls.
pub type FullClient = TFullClient<Block, RuntimeApi, Executor>;
/// The longest chain is the best one.
pub type FullSelectChain = LongestChain<FullBackend, Block>;
/// Transactions that wait for a block.
pub type FullPool = TransactionPoolHandle<Block, FullClient>;
/// Imports a block and keeps track of what GRANDPA must know.
pub type GrandpaImport = GrandpaBlockImport<FullBackend, Block, FullClient, FullSelectChain>;
/// Ties the GRANDPA voter to the block import.
pub type GrandpaLink = LinkHalf<Block, FullClient, FullSelectChain>;
/// An order to make or finalise a block, on a chain that is sealed by hand.
pub type Command = EngineCommand<Hash>;
