//! A connection to a node: the node's own JSON-RPC methods, and the chain by its metadata.

use std::{sync::Arc, time::Duration};

use futures::StreamExt;
use hallmark_rpc::{organisation::OrgApiClient, Account};
use hallmark_types::{organisation::OrgId, AccountId, Hash};
use jsonrpsee::{
	core::{
		client::{ClientT, SubscriptionClientT, SubscriptionKind},
		params::ArrayParams,
		traits::ToRpcParams,
		ClientError,
	},
	rpc_params,
	types::SubscriptionId,
	ws_client::{WsClient, WsClientBuilder},
};
use polkadot_sdk::sp_core::crypto::Ss58Codec;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use subxt::{
	backend::LegacyBackend,
	client::OnlineClientAtBlock,
	rpcs::{
		client::{RawRpcFuture, RawRpcSubscription, RpcClientT},
		RpcClient, UserError,
	},
	utils::H256,
	OnlineClient, SubstrateConfig,
};

use crate::{error::of_chain, keys::Who, Error, Result};

/// How long a node may take to accept a connection.
const CONNECTION_TIME: Duration = Duration::from_secs(10);

/// How long an answer may take.
const ANSWER_TIME: Duration = Duration::from_secs(60);

/// The largest message, in bytes: a runtime in hexadecimal fits well.
const MESSAGE_SIZE: u32 = 32 * 1024 * 1024;

/// The chain as of one block: its state, and its metadata.
pub type AtBlock = OnlineClientAtBlock<SubstrateConfig>;

/// A connection to one node.
#[derive(Clone, Debug)]
pub struct Connection {
	rpc: Arc<WsClient>,
	chain: OnlineClient<SubstrateConfig>,
}

impl Connection {
	/// Connects to a node, such as `ws://127.0.0.1:9944`.
	pub async fn open(url: &str) -> Result<Self> {
		let url = websocket(url)?;
		let rpc = WsClientBuilder::default()
			.connection_timeout(CONNECTION_TIME)
			.request_timeout(ANSWER_TIME)
			.max_request_size(MESSAGE_SIZE)
			.max_response_size(MESSAGE_SIZE)
			.build(&url)
			.await
			.map_err(|error| {
				Error::Connection(format!(
					"no node answers at {url} ({error}): is it running? --url or HALLMARK_URL \
					 name another"
				))
			})?;
		let rpc = Arc::new(rpc);
		let backend = LegacyBackend::builder().build(RpcClient::new(Shared(rpc.clone())));
		let chain = OnlineClient::from_backend(Arc::new(backend))
			.await
			.map_err(of_chain)?;
		Ok(Self { rpc, chain })
	}

	/// What the client halves of JSON-RPC name spaces are called on.
	pub fn rpc(&self) -> &WsClient {
		&self.rpc
	}

	/// Calls a method that no name space of ours has.
	pub async fn call<T: DeserializeOwned>(&self, method: &str, params: ArrayParams) -> Result<T> {
		Ok(self.rpc.request(method, params).await?)
	}

	/// The hash of block 0, which tells one chain from another.
	pub fn genesis(&self) -> Hash {
		Hash::from(self.chain.genesis_hash().0)
	}

	/// The chain as of the best block.
	pub async fn best(&self) -> Result<AtBlock> {
		let hash: Hash = self.call("chain_getBlockHash", rpc_params![]).await?;
		self.at(hash).await
	}

	/// The chain as of the newest final block.
	pub async fn finalised(&self) -> Result<AtBlock> {
		self.chain.at_current_block().await.map_err(of_chain)
	}

	/// The chain as of this block. [`Error::NotFound`] if the node does not have it.
	pub async fn at(&self, block: Hash) -> Result<AtBlock> {
		use subxt::error::OnlineClientAtBlockError as Why;
		self.chain
			.at_block(H256::from(block.0))
			.await
			.map_err(|error| match error {
				Why::BlockHeaderNotFound { .. } => Error::NotFound(format!(
					"the node has no block {block:?}, or not its state any more"
				)),
				error => of_chain(error),
			})
	}

	/// The hash of the block at this height of the best chain.
	pub async fn block_hash(&self, number: u32) -> Result<Hash> {
		let hash: Option<Hash> = self.call("chain_getBlockHash", rpc_params![number]).await?;
		hash.ok_or_else(|| Error::NotFound(format!("there is no block {number} yet")))
	}

	/// What kind of chain it is: `Development`, `Local` or `Live`.
	pub async fn kind(&self) -> Result<String> {
		let kind: serde_json::Value = self.call("system_chainType", rpc_params![]).await?;
		Ok(kind.as_str().unwrap_or("Custom").to_owned())
	}

	/// Refuses what only makes sense where well-known keys are worth nothing.
	pub async fn ensure_development(&self, what: &str) -> Result<()> {
		let kind = self.kind().await?;
		if matches!(kind.as_str(), "Development" | "Local") {
			return Ok(());
		}
		Err(Error::Input(format!(
			"everybody knows the key of {what}, and this is no development chain (its type is \
			 {kind}): use --key"
		)))
	}

	/// The organisation that an account acts for.
	pub async fn organisation_of(&self, account: &AccountId) -> Result<OrgId> {
		let membership =
			OrgApiClient::of_account(self.rpc(), Account(account.clone()), None).await?;
		membership.map(|membership| membership.org).ok_or_else(|| {
			Error::NotFound(format!(
				"{} acts for no organisation",
				account.to_ss58check()
			))
		})
	}

	/// The account that the command line names. A development account's name means something on
	/// development chains only.
	pub async fn account(&self, who: &Who) -> Result<AccountId> {
		match who {
			Who::Address(account) => Ok(account.clone()),
			Who::Development(name) => {
				self.ensure_development(name).await?;
				Ok(crate::keys::Keypair::development(name)?.account())
			},
		}
	}
}

/// The address of a WebSocket.
fn websocket(url: &str) -> Result<String> {
	let is_websocket = url
		.split_once("://")
		.is_some_and(|(scheme, rest)| matches!(scheme, "ws" | "wss") && !rest.is_empty());
	if is_websocket {
		return Ok(url.to_owned());
	}
	Err(Error::Input(format!(
		"{url} is no WebSocket address: such as ws://127.0.0.1:9944, or wss:// for one with TLS"
	)))
}

/// The connection as subxt asks through it.
struct Shared(Arc<WsClient>);

/// Parameters that are JSON already.
struct Written(Option<Box<RawValue>>);

impl ToRpcParams for Written {
	fn to_rpc_params(self) -> Result<Option<Box<RawValue>>, serde_json::Error> {
		Ok(self.0)
	}
}

impl RpcClientT for Shared {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		Box::pin(async move {
			self.0
				.request(method, Written(params))
				.await
				.map_err(for_subxt)
		})
	}

	fn subscribe_raw<'a>(
		&'a self,
		sub: &'a str,
		params: Option<Box<RawValue>>,
		unsub: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		Box::pin(async move {
			let stream = self
				.0
				.subscribe::<Box<RawValue>, _>(sub, Written(params), unsub)
				.await
				.map_err(for_subxt)?;
			let id = match stream.kind() {
				SubscriptionKind::Subscription(SubscriptionId::Str(id)) => Some(id.to_string()),
				SubscriptionKind::Subscription(SubscriptionId::Num(id)) => Some(id.to_string()),
				_ => None,
			};
			let stream = stream.map(|notice| notice.map_err(subxt::rpcs::Error::Deserialization));
			Ok(RawRpcSubscription {
				stream: Box::pin(stream),
				id,
			})
		})
	}
}

fn for_subxt(error: ClientError) -> subxt::rpcs::Error {
	match error {
		ClientError::Call(answer) => subxt::rpcs::Error::User(UserError {
			code: answer.code(),
			message: answer.message().to_owned(),
			data: answer.data().map(ToOwned::to_owned),
		}),
		error => subxt::rpcs::Error::Client(Box::new(error)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn address_is_a_websocket() {
		for right in ["ws://127.0.0.1:9944", "wss://node.example:443/path"] {
			assert_eq!(websocket(right).expect("an address"), right);
		}
		for wrong in ["", "ws://", "http://127.0.0.1:9944", "127.0.0.1:9944"] {
			assert!(websocket(wrong).is_err(), "{wrong}");
		}
	}
}
