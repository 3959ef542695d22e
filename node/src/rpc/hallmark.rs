//! `hallmark_info`: the chain and its node at a glance; and what all methods are.

use std::sync::{Arc, LazyLock};

use hallmark_rpc::{
	document,
	hallmark::{self, BlockRef, HallmarkApiServer, Info, Session, Stablecoin, Token},
	Account,
};

use hallmark_types::{
	consensus::{ConsortiumApi, ConsortiumInfo},
	units::{SS58_PREFIX, STABLECOIN, STABLECOIN_DECIMALS, TOKEN_DECIMALS, TOKEN_SYMBOL},
	AccountId,
};
use jsonrpsee::core::RpcResult;
use polkadot_sdk::{
	sc_consensus_aura, sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend,
	sp_core::traits::CallContext,
};
use serde_json::Value;

use super::ask::failed;
use crate::{cli::Sealing, service::types::FullClient};

/// The OpenRPC document: it is the same for as long as the node runs.
static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// What the chain does not know about its node.
#[derive(Clone, Debug)]
pub struct About {
	/// The chain's name, from its spec.
	pub chain: String,
	/// The name that the node's operator gave it.
	pub node_name: String,
	/// The node's version.
	pub node_version: String,
	/// How blocks are made, if not by Aura.
	pub sealing: Option<Sealing>,
}

/// Answers the methods.
pub struct Hallmark {
	client: Arc<FullClient>,
	about: About,
}

impl Hallmark {
	/// Answers from `client`, and from `about` what the chain does not know.
	pub fn new(client: Arc<FullClient>, about: About) -> Self {
		Self { client, about }
	}
}

/// The word for a way of making blocks.
fn sealing_word(sealing: Option<Sealing>) -> hallmark::Sealing {
	match sealing {
		None => hallmark::Sealing::Aura,
		Some(Sealing::Instant) => hallmark::Sealing::Instant,
		Some(Sealing::Manual) => hallmark::Sealing::Manual,
		Some(Sealing::Interval(_)) => hallmark::Sealing::Interval,
	}
}

fn addresses(accounts: Vec<AccountId>) -> Vec<Account> {
	accounts.into_iter().map(Account).collect()
}

impl HallmarkApiServer for Hallmark {
	fn info(&self) -> RpcResult<Info> {
		let client = &*self.client;
		let chain = client.info();
		let best = chain.best_hash;
		let ConsortiumInfo {
			session,
			session_length,
			validators,
			next_validators,
			elected_validators,
			minimum_validators,
			council,
			safe_mode_until,
		} = client
			.runtime_api()
			.consortium(best)
			.map_err(|e| failed("the consortium", e))?;
		let version = client
			.runtime_version_at(best, CallContext::Offchain)
			.map_err(|e| failed("the runtime's version", e))?;
		let slot_duration = sc_consensus_aura::standalone::slot_duration_at(client, best)
			.map_err(|e| failed("the slot duration", e))?;

		Ok(Info {
			chain: self.about.chain.clone(),
			node_name: self.about.node_name.clone(),
			node_version: self.about.node_version.clone(),
			spec_name: version.spec_name.to_string(),
			spec_version: version.spec_version,
			transaction_version: version.transaction_version,
			genesis_hash: chain.genesis_hash.into(),
			best: BlockRef {
				number: chain.best_number,
				hash: best.into(),
			},
			finalized: BlockRef {
				number: chain.finalized_number,
				hash: chain.finalized_hash.into(),
			},
			slot_duration_ms: slot_duration.as_millis(),
			sealing: sealing_word(self.about.sealing),
			session: Session {
				index: session,
				length_blocks: session_length,
			},
			validators: addresses(validators),
			next_validators: addresses(next_validators),
			elected_validators: addresses(elected_validators),
			minimum_validators,
			council: addresses(council),
			safe_mode_until,
			token: Token {
				symbol: TOKEN_SYMBOL.into(),
				decimals: TOKEN_DECIMALS,
				ss58_format: SS58_PREFIX,
			},
			stablecoin: Stablecoin {
				asset_id: STABLECOIN,
				decimals: STABLECOIN_DECIMALS,
			},
		})
	}

	fn discover(&self) -> RpcResult<Value> {
		Ok(DOCUMENT.clone())
	}
}
