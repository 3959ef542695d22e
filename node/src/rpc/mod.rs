//! The JSON-RPC that is not the SDK's default: account nonces, fees, finality proofs, manual
//! sealing, and the chain's own methods, which `hallmark-rpc` declares.
//!
//! Ours ask the runtime's view functions and write down what it says in the units of people. None of
//! them decides anything.

mod agreement;
mod ask;
mod custody;
mod device;
pub mod feed;
pub mod hallmark;
mod organisation;
mod reading;
mod show;

use std::{error::Error, sync::Arc};

use futures::channel::mpsc;
use hallmark_rpc::{
	agreement::AgreementApiServer,
	custody::CustodyApiServer,
	device::DeviceApiServer,
	door,
	hallmark::HallmarkApiServer,
	organisation::OrgApiServer,
	reading::{FeedApiServer, ReadingApiServer},
};
use hallmark_types::{BlockNumber, Hash, OpaqueBlock as Block};
use jsonrpsee::{Methods, RpcModule};
use polkadot_sdk::{
	pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer},
	sc_consensus_grandpa::{
		FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
	},
	sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer},
	sc_consensus_manual_seal::rpc::{ManualSeal, ManualSealApiServer},
	sc_rpc::SubscriptionTaskExecutor,
	substrate_frame_rpc_system::{System, SystemApiServer},
};

pub use self::hallmark::About;
use self::{
	agreement::Agreements,
	custody::Custody,
	device::Devices,
	feed::{Feeds, Readers},
	hallmark::Hallmark,
	organisation::Organisations,
	reading::Readings,
};
use crate::service::types::{Command, FullBackend, FullClient, FullPool};

/// What GRANDPA's methods read.
pub struct Finality {
	/// The round that is running.
	pub voter_state: SharedVoterState,
	/// Who votes.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// Proofs as they come.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Proofs of old blocks.
	pub proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// What the methods need.
pub struct Deps {
	/// The chain.
	pub client: Arc<FullClient>,
	/// Transactions that wait for a block: an account's nonce counts them.
	pub pool: Arc<FullPool>,
	/// What the chain does not know about its node.
	pub about: About,
	/// Finality's part.
	pub finality: Finality,
	/// Where orders for blocks go, if the chain is sealed by hand.
	pub orders: Option<mpsc::Sender<Command>>,
	/// The feeds of streams.
	pub feeds: Arc<Feeds>,
}

/// The chain's own methods, each behind the check of its parameters.
fn ours(deps: &Deps) -> Result<Methods, Box<dyn Error + Send + Sync>> {
	let client = || deps.client.clone();
	let mut module = RpcModule::new(());
	module.merge(Hallmark::new(client(), deps.about.clone()).into_rpc())?;
	module.merge(Organisations(client()).into_rpc())?;
	module.merge(Devices(client()).into_rpc())?;
	module.merge(Readings(client()).into_rpc())?;
	module.merge(Readers(deps.feeds.clone()).into_rpc())?;
	module.merge(Custody(client()).into_rpc())?;
	module.merge(Agreements(client()).into_rpc())?;
	Ok(door::guard(module)?)
}

/// Every method that the node adds to the SDK's default.
pub fn modules(
	deps: &Deps,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn Error + Send + Sync>> {
	let mut module = RpcModule::new(());
	module.merge(System::new(deps.client.clone(), deps.pool.clone()).into_rpc())?;
	module.merge(TransactionPayment::new(deps.client.clone()).into_rpc())?;
	module.merge(ours(deps)?)?;

	let Finality {
		voter_state,
		authority_set,
		justifications,
		proofs,
	} = &deps.finality;
	let grandpa = Grandpa::new(
		executor,
		authority_set.clone(),
		voter_state.clone(),
		justifications.clone(),
		proofs.clone(),
	);
	module.merge(grandpa.into_rpc())?;

	if let Some(orders) = &deps.orders {
		module.merge(ManualSeal::new(orders.clone()).into_rpc())?;
	}
	Ok(module)
}
