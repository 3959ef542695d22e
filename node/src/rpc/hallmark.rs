//! `hallmark_info`: the chain and its node at a glance.

use std::sync::Arc;

use hallmark_types::{
	consensus::{ConsortiumApi, ConsortiumInfo},
	units::{SS58_PREFIX, STABLECOIN, STABLECOIN_DECIMALS, TOKEN_DECIMALS, TOKEN_SYMBOL},
	AccountId, AssetId, BlockNumber, Hash,
};
use jsonrpsee::{
	core::RpcResult,
	proc_macros::rpc,
	types::{error::INTERNAL_ERROR_CODE, ErrorObjectOwned},
};
use polkadot_sdk::{
	sc_consensus_aura,
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_core::{crypto::Ss58Codec, traits::CallContext},
};
use serde::Serialize;

use crate::{cli::Sealing, service::types::FullClient};

/// Methods of the name space `hallmark`.
#[rpc(server, namespace = "hallmark")]
pub trait HallmarkApi {
	/// Which chain this is, how far it got, and who keeps it: everything as of the best block.
	#[method(name = "info", blocking)]
	fn info(&self) -> RpcResult<Info>;
}

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

/// The answer of `hallmark_info`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Info {
	/// The chain's name.
	pub chain: String,
	/// The node's name.
	pub node_name: String,
	/// The node's version.
	pub node_version: String,
	/// The runtime's name.
	pub spec_name: String,
	/// The runtime's version: rises with each upgrade.
	pub spec_version: u32,
	/// Rises when a signed transaction would mean something else than before.
	pub transaction_version: u32,
	/// The hash of block 0: what tells one chain from another.
	pub genesis_hash: Hash,
	/// The newest block.
	pub best: BlockRef,
	/// The newest block that will never be undone.
	pub finalized: BlockRef,
	/// Milliseconds between two slots.
	pub slot_duration_ms: u64,
	/// How blocks are made: `aura`, `instant`, `manual` or `interval`.
	pub sealing: &'static str,
	/// The running session.
	pub session: Session,
	/// Who authors and finalises now.
	pub validators: Vec<String>,
	/// Who will in the next session.
	pub next_validators: Vec<String>,
	/// Who is voted in: takes effect at the session after next.
	pub elected_validators: Vec<String>,
	/// A vote cannot bring the number of validators below this.
	pub minimum_validators: u32,
	/// Who votes.
	pub council: Vec<String>,
	/// The block at which safe mode ends, if it is on.
	pub safe_mode_until: Option<BlockNumber>,
	/// The native token.
	pub token: Token,
	/// The stablecoin.
	pub stablecoin: Stablecoin,
}

/// A block by height and hash.
#[derive(Clone, Debug, Serialize)]
pub struct BlockRef {
	/// Its height.
	pub number: BlockNumber,
	/// Its hash.
	pub hash: Hash,
}

/// A session of the authorities.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
	/// Counts up from 0.
	pub index: u32,
	/// How many blocks a session has.
	pub length_blocks: BlockNumber,
}

/// The native token.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Token {
	/// What it is called.
	pub symbol: &'static str,
	/// Decimal places.
	pub decimals: u32,
	/// The prefix of addresses.
	pub ss58_format: u8,
}

/// The stablecoin.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stablecoin {
	/// Its id among the assets.
	pub asset_id: AssetId,
	/// Decimal places.
	pub decimals: u8,
}

impl Hallmark {
	/// Answers from `client`, and from `about` what the chain does not know.
	pub fn new(client: Arc<FullClient>, about: About) -> Self {
		Self { client, about }
	}
}

/// The word for a way of making blocks.
fn sealing_word(sealing: Option<Sealing>) -> &'static str {
	match sealing {
		None => "aura",
		Some(Sealing::Instant) => "instant",
		Some(Sealing::Manual) => "manual",
		Some(Sealing::Interval(_)) => "interval",
	}
}

fn addresses(accounts: Vec<AccountId>) -> Vec<String> {
	accounts
		.iter()
		.map(|account| account.to_ss58check_with_version(SS58_PREFIX.into()))
		.collect()
}

fn failed(what: &str, error: impl std::fmt::Display) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(
		INTERNAL_ERROR_CODE,
		format!("cannot read {what}: {error}"),
		None::<()>,
	)
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
			genesis_hash: chain.genesis_hash,
			best: BlockRef {
				number: chain.best_number,
				hash: best,
			},
			finalized: BlockRef {
				number: chain.finalized_number,
				hash: chain.finalized_hash,
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
				symbol: TOKEN_SYMBOL,
				decimals: TOKEN_DECIMALS,
				ss58_format: SS58_PREFIX,
			},
			stablecoin: Stablecoin {
				asset_id: STABLECOIN,
				decimals: STABLECOIN_DECIMALS,
			},
		})
	}
}
