//! A client that knows the runtime's types and talks JSON-RPC.

use std::{
	fmt::Debug,
	future::Future,
	sync::Arc,
	time::{Duration, Instant},
};

use codec::{Decode, Encode};
use hallmark_runtime::{
	transactions::tx_extension, AccountId, Hash, Header, Nonce, RuntimeCall, RuntimeEvent,
	Signature, SignedPayload, UncheckedExtrinsic,
};
use jsonrpsee::{
	core::{
		client::{ClientT, Subscription, SubscriptionClientT},
		params::ArrayParams,
	},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use polkadot_sdk::{
	frame_support::view_functions::{ViewFunction, ViewFunctionDispatchError},
	frame_system::{self, EventRecord, Phase},
	sc_transaction_pool_api::TransactionStatus,
	sp_core::{crypto::Ss58Codec, sr25519, Bytes, Pair},
	sp_io::hashing::twox_128,
	sp_runtime::{generic::Era, DispatchError},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::task::JoinHandle;

use super::{Error, Result};

/// How long an answer may take.
const ANSWER_TIME: Duration = Duration::from_secs(60);

/// How long a transaction may take until it is final.
const FINALITY_TIME: Duration = Duration::from_secs(60);

/// The largest message, in bytes: a runtime in hexadecimal fits well.
const MESSAGE_SIZE: u32 = 32 * 1024 * 1024;

/// An event and where in its block it happened.
pub type Event = EventRecord<RuntimeEvent, Hash>;

/// The key pair of a well-known seed, such as `//Alice`.
///
/// Panics if `seed` is no secret URI.
pub fn key(seed: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(seed, None).expect("a well-known seed is a secret URI")
}

/// What a node says of a transaction that it was handed.
type Statuses = Subscription<TransactionStatus<Hash, Hash>>;

/// A connection to one node.
#[derive(Clone)]
pub struct Client {
	ws: Arc<WsClient>,
	/// The hash of block 0.
	pub genesis: Hash,
	/// Whether a transaction is waited for only until it is in a block.
	hasty: bool,
}

impl Client {
	/// Connects to a node, such as `ws://127.0.0.1:9944`.
	pub async fn connect(url: &str) -> Result<Self> {
		let ws = WsClientBuilder::default()
			.request_timeout(ANSWER_TIME)
			.max_request_size(MESSAGE_SIZE)
			.max_response_size(MESSAGE_SIZE)
			.max_concurrent_requests(4_096)
			.build(url)
			.await?;
		let genesis = ws.request("chain_getBlockHash", rpc_params![0]).await?;
		Ok(Self {
			ws: Arc::new(ws),
			genesis,
			hasty: false,
		})
	}

	/// The same connection for who does not wait until a transaction is final, but goes on when it is
	/// in a block: [`Finalized::when_final`] waits for the rest.
	pub fn hasty(&self) -> Self {
		Self {
			hasty: true,
			..self.clone()
		}
	}

	/// The connection itself, for libraries that bring their own methods.
	pub fn rpc(&self) -> &WsClient {
		&self.ws
	}

	/// Calls a method.
	pub async fn call<T: DeserializeOwned>(&self, method: &str, params: ArrayParams) -> Result<T> {
		Ok(self.ws.request(method, params).await?)
	}

	/// The answer of `hallmark_info`.
	pub async fn info(&self) -> Result<Value> {
		self.call("hallmark_info", rpc_params![]).await
	}

	/// The hash of the block at a height of the best chain. `None` if there is none yet.
	pub async fn block_hash(&self, number: u32) -> Result<Option<Hash>> {
		self.call("chain_getBlockHash", rpc_params![number]).await
	}

	/// The header of a block, or of the best one.
	pub async fn header(&self, hash: Option<Hash>) -> Result<Header> {
		let header: Option<Header> = self.call("chain_getHeader", rpc_params![hash]).await?;
		header.ok_or_else(|| format!("there is no block {hash:?}").into())
	}

	/// The newest final block: its height and hash.
	pub async fn finalized(&self) -> Result<(u32, Hash)> {
		let hash: Hash = self.call("chain_getFinalizedHead", rpc_params![]).await?;
		Ok((self.header(Some(hash)).await?.number, hash))
	}

	/// Final blocks as they come.
	pub async fn finalized_heads(&self) -> Result<Subscription<Header>> {
		Ok(self
			.ws
			.subscribe(
				"chain_subscribeFinalizedHeads",
				rpc_params![],
				"chain_unsubscribeFinalizedHeads",
			)
			.await?)
	}

	/// Waits until a block at this height, or above, is final. Returns its height.
	pub async fn until_finalized(&self, number: u32, time: Duration) -> Result<u32> {
		within(time, &format!("block {number} to be final"), async {
			let mut heads = self.finalized_heads().await?;
			loop {
				let head = heads
					.next()
					.await
					.ok_or("the node closed the connection")??;
				if head.number >= number {
					return Ok(head.number);
				}
			}
		})
		.await
	}

	/// The spec version and the transaction version of the runtime at the best block.
	pub async fn runtime_version(&self) -> Result<(u32, u32)> {
		let version: Value = self.call("state_getRuntimeVersion", rpc_params![]).await?;
		let number = |field: &str| {
			version[field]
				.as_u64()
				.and_then(|number| u32::try_from(number).ok())
				.ok_or_else(|| Error::from(format!("no {field} in {version}")))
		};
		Ok((number("specVersion")?, number("transactionVersion")?))
	}

	/// How many transactions an account has sent, those in the node's pool included.
	pub async fn nonce(&self, account: &AccountId) -> Result<Nonce> {
		self.call(
			"system_accountNextIndex",
			rpc_params![account.to_ss58check()],
		)
		.await
	}

	/// A transaction that stays valid until its nonce is used, for the runtime at the best block.
	pub async fn sign(
		&self,
		call: impl Into<RuntimeCall>,
		signer: &sr25519::Pair,
		nonce: Nonce,
	) -> Result<UncheckedExtrinsic> {
		let versions = self.runtime_version().await?;
		Ok(self.sign_for(versions, call, signer, nonce))
	}

	/// A transaction as [`Self::sign`] makes it, for the versions that [`Self::runtime_version`] tells.
	pub fn sign_for(
		&self,
		(spec_version, transaction_version): (u32, u32),
		call: impl Into<RuntimeCall>,
		signer: &sr25519::Pair,
		nonce: Nonce,
	) -> UncheckedExtrinsic {
		let call = call.into();
		let extension = tx_extension(Era::Immortal, nonce, 0);
		let implicit = (
			(),
			(),
			spec_version,
			transaction_version,
			self.genesis,
			self.genesis,
			(),
			(),
			(),
			None,
			(),
		);
		let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
		let signature = payload.using_encoded(|bytes| Signature::from(signer.sign(bytes)));
		let account = AccountId::from(signer.public());
		UncheckedExtrinsic::new_signed(call, account.into(), signature, extension)
	}

	/// Hands a transaction to the node's pool. Returns its hash.
	pub async fn submit(&self, transaction: &UncheckedExtrinsic) -> Result<Hash> {
		let bytes = Bytes(transaction.encode());
		self.call("author_submitExtrinsic", rpc_params![bytes])
			.await
	}

	/// Hands a transaction to the node's pool and waits until it is final, or in a block if this client
	/// is [`hasty`](Self::hasty).
	///
	/// Fails if it will not be, or if it takes more than a minute.
	pub async fn submit_and_watch(&self, transaction: UncheckedExtrinsic) -> Result<Finalized> {
		let bytes = Bytes(transaction.encode());
		let sent = Instant::now();
		let what = match self.hasty {
			true => "the transaction to be in a block",
			false => "the transaction to be final",
		};
		let (mut statuses, block) = within(FINALITY_TIME, what, async {
			let mut statuses: Statuses = self
				.ws
				.subscribe(
					"author_submitAndWatchExtrinsic",
					rpc_params![bytes.clone()],
					"author_unwatchExtrinsic",
				)
				.await?;
			let block = landed(&mut statuses, self.hasty).await?;
			Ok((statuses, block))
		})
		.await?;
		let mut found = self.find(&bytes, block, sent.elapsed()).await?;
		if self.hasty {
			let client = self.clone();
			found.later = Some(tokio::spawn(async move {
				let what = "the transaction to be final";
				let block = within(FINALITY_TIME, what, landed(&mut statuses, false)).await?;
				client.find(&bytes, block, sent.elapsed()).await
			}));
		}
		Ok(found)
	}

	/// A transaction in the block that holds it.
	async fn find(&self, bytes: &Bytes, block_hash: Hash, after: Duration) -> Result<Finalized> {
		let index = self
			.extrinsics(block_hash)
			.await?
			.iter()
			.position(|extrinsic| extrinsic == bytes)
			.ok_or("the block does not hold the transaction")?;
		let index = u32::try_from(index)?;
		let events = self
			.events_at(block_hash)
			.await?
			.into_iter()
			.filter(|record| record.phase == Phase::ApplyExtrinsic(index))
			.map(|record| record.event)
			.collect();
		Ok(Finalized {
			block_hash,
			index,
			events,
			after,
			later: None,
		})
	}

	/// The extrinsics of a block, as they are on the wire.
	pub async fn extrinsics(&self, hash: Hash) -> Result<Vec<Bytes>> {
		let block: Value = self.call("chain_getBlock", rpc_params![hash]).await?;
		Ok(serde_json::from_value(
			block["block"]["extrinsics"].clone(),
		)?)
	}

	/// A value of the state, at a block or at the best one. `None` if there is none.
	pub async fn storage<T: Decode>(&self, key: &[u8], at: Option<Hash>) -> Result<Option<T>> {
		let value: Option<Bytes> = self
			.call("state_getStorage", rpc_params![Bytes(key.to_vec()), at])
			.await?;
		Ok(value
			.map(|bytes| T::decode(&mut &bytes.0[..]))
			.transpose()?)
	}

	/// What a view function answers at the best block, such as
	/// `PassportViewFunction::<Runtime>::new(device)`.
	pub async fn view<V>(&self, question: V) -> Result<V::ReturnType>
	where
		V: ViewFunction + Encode,
		V::ReturnType: Decode,
	{
		let answer: Bytes = self
			.call("state_call", rpc_params![VIEW, asked(&question)])
			.await?;
		answered::<V>(&answer)
	}

	/// The events of a block.
	pub async fn events_at(&self, hash: Hash) -> Result<Vec<Event>> {
		let key = [twox_128(b"System"), twox_128(b"Events")].concat();
		Ok(self.storage(&key, Some(hash)).await?.unwrap_or_default())
	}
}

/// What `state_call` calls to ask a view function.
pub(super) const VIEW: &str = "RuntimeViewFunction_execute_view_function";

/// A question to a view function as `state_call` takes it.
pub(super) fn asked<V: ViewFunction + Encode>(question: &V) -> Bytes {
	// A view function's arguments are its fields.
	Bytes((V::id(), question.encode()).encode())
}

/// What a view function answered.
pub(super) fn answered<V>(answer: &Bytes) -> Result<V::ReturnType>
where
	V: ViewFunction,
	V::ReturnType: Decode,
{
	let answer: std::result::Result<Vec<u8>, ViewFunctionDispatchError> =
		Decode::decode(&mut &answer.0[..])?;
	let answer = answer.map_err(|error| format!("the view function failed: {error:?}"))?;
	Ok(V::ReturnType::decode(&mut &answer[..])?)
}

/// The block that holds a transaction: a final one, or, for who is `hasty`, one of the best chain.
async fn landed(statuses: &mut Statuses, hasty: bool) -> Result<Hash> {
	loop {
		let status = statuses.next().await;
		match status.ok_or("the node closed the connection")?? {
			TransactionStatus::Finalized((block, _)) => return Ok(block),
			TransactionStatus::InBlock((block, _)) if hasty => return Ok(block),
			status @ (TransactionStatus::Invalid
			| TransactionStatus::Dropped
			| TransactionStatus::Usurped(_)
			| TransactionStatus::FinalityTimeout(_)) => {
				return Err(format!("the transaction came to nothing: {status:?}").into())
			},
			_ => {},
		}
	}
}

/// A transaction in a final block; in any block of the best chain, if a hasty client sent it.
#[derive(Debug)]
pub struct Finalized {
	/// The block.
	pub block_hash: Hash,
	/// The transaction's place in it.
	pub index: u32,
	/// What happened while it was executed.
	pub events: Vec<RuntimeEvent>,
	/// How long after it was sent it was known to be there.
	pub after: Duration,
	/// What becomes of it until it is final.
	later: Option<JoinHandle<Result<Finalized>>>,
}

impl Finalized {
	/// The same transaction in the final block that holds it, at once unless a hasty client sent it.
	///
	/// Fails if it never is final.
	pub async fn when_final(mut self) -> Result<Self> {
		match self.later.take() {
			Some(later) => later.await?,
			None => Ok(self),
		}
	}

	/// Whether the call succeeded. A transaction in a block may have failed: it paid its fee.
	pub fn result(&self) -> std::result::Result<(), DispatchError> {
		let error = self.events.iter().find_map(|event| match event {
			RuntimeEvent::System(frame_system::Event::ExtrinsicFailed {
				dispatch_error, ..
			}) => Some(*dispatch_error),
			_ => None,
		});
		error.map_or(Ok(()), Err)
	}
}

/// Waits for something, but not for ever.
pub async fn within<T>(
	time: Duration,
	what: &str,
	something: impl Future<Output = Result<T>>,
) -> Result<T> {
	match tokio::time::timeout(time, something).await {
		Ok(result) => result,
		Err(_) => Err(format!("waited {} s in vain for {what}", time.as_secs()).into()),
	}
}
