//! One node, asked over JSON-RPC. What the chain looks like comes from its metadata: the drills
//! know pallets and calls by name only, as any client does.

use std::time::Duration;

use anyhow::{bail, Context, Result};
use tokio::{task::JoinHandle, time::timeout};
use zombienet_sdk::subxt::{
	backend::{legacy::LegacyRpcMethods, rpc::RpcClient},
	blocks::ExtrinsicEvents,
	config::{
		substrate::{DigestItem, SubstrateHeader, H256},
		Config, DefaultExtrinsicParamsBuilder,
	},
	dynamic,
	events::{EventDetails, Events},
	ext::{
		codec::{Compact, Decode, Encode},
		scale_decode::DecodeAsType,
		subxt_rpcs::client::RpcParams,
	},
	tx::{DynamicPayload, TxInBlock, TxProgress, TxStatus},
	utils::AccountId32,
	OnlineClient, PolkadotConfig,
};
use zombienet_sdk::subxt_signer::sr25519::Keypair;

use crate::{keys, wait_for};

/// A client whose address, signature and header types are this chain's.
pub type Client = OnlineClient<PolkadotConfig>;
/// A header of this chain.
pub type Header = SubstrateHeader<u32, <PolkadotConfig as Config>::Hasher>;
/// An event of this chain, undecoded.
pub type Event = EventDetails<PolkadotConfig>;

/// The time between two slots.
pub const SLOT: Duration = Duration::from_secs(2);

/// How long a transaction may take to be finalised before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(90);

/// A block's height and hash.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Block {
	/// The height; genesis is 0.
	pub number: u32,
	/// The header's hash.
	pub hash: H256,
}

/// A transaction that was finalised and did what it asked for.
pub struct Landed {
	/// The block it is in.
	pub block: Block,
	/// The events of the transaction alone.
	pub events: ExtrinsicEvents<PolkadotConfig>,
}

/// A connection to one node. A clone shares it.
#[derive(Clone)]
pub struct Node {
	name: String,
	rpc: RpcClient,
	methods: LegacyRpcMethods<PolkadotConfig>,
	client: Client,
}

impl Node {
	/// Connects to the node `name` at the WebSocket address `url`.
	pub async fn connect(name: &str, url: &str) -> Result<Self> {
		let rpc = RpcClient::from_url(url)
			.await
			.with_context(|| format!("{name} does not answer at {url}"))?;
		let client = Client::from_rpc_client(rpc.clone())
			.await
			.with_context(|| format!("{name} has metadata that cannot be read"))?;
		let methods = LegacyRpcMethods::new(rpc.clone());
		Ok(Self {
			name: name.to_owned(),
			rpc,
			methods,
			client,
		})
	}

	/// The node's name in the network.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// The client, for calls that this type has no word for.
	pub fn client(&self) -> &Client {
		&self.client
	}

	/// The node's best block.
	pub async fn best(&self) -> Result<Block> {
		let hash = self
			.methods
			.chain_get_block_hash(None)
			.await?
			.context("no best block")?;
		Ok(Block {
			number: self.header(hash).await?.number,
			hash,
		})
	}

	/// The last block that this node holds final.
	pub async fn finalised(&self) -> Result<Block> {
		let hash = self.methods.chain_get_finalized_head().await?;
		Ok(Block {
			number: self.header(hash).await?.number,
			hash,
		})
	}

	/// The header of a block.
	pub async fn header(&self, hash: H256) -> Result<Header> {
		let header = self.methods.chain_get_header(Some(hash)).await?;
		header.with_context(|| format!("{} knows no block {hash:?}", self.name))
	}

	/// The block at a height of this node's best chain.
	pub async fn block(&self, number: u32) -> Result<Block> {
		let hash = self
			.methods
			.chain_get_block_hash(Some(number.into()))
			.await?;
		let hash = hash.with_context(|| format!("{} has no block {number}", self.name))?;
		Ok(Block { number, hash })
	}

	/// The slot a block was made for.
	pub async fn slot(&self, block: Block) -> Result<u64> {
		slot_of(&self.header(block.hash).await?)
	}

	/// The Aura key whose turn a block's slot was.
	pub async fn author(&self, block: Block) -> Result<[u8; 32]> {
		let header = self.header(block.hash).await?;
		let slot = slot_of(&header)?;
		// A block is made by the authorities that its parent's state names.
		let authorities: Vec<[u8; 32]> =
			self.read(header.parent_hash, "Aura", "Authorities").await?;
		let turn = slot
			.checked_rem(authorities.len() as u64)
			.context("no Aura authority")?;
		Ok(authorities[turn as usize])
	}

	/// The chain's clock in a block, in milliseconds of the Unix time.
	pub async fn timestamp(&self, block: Block) -> Result<u64> {
		self.read(block.hash, "Timestamp", "Now").await
	}

	/// Who validates in the session that a block is in.
	pub async fn validators(&self, block: Block) -> Result<Vec<AccountId32>> {
		self.read(block.hash, "Session", "Validators").await
	}

	/// The index of the session that a block is in.
	pub async fn session(&self, block: Block) -> Result<u32> {
		self.read(block.hash, "Session", "CurrentIndex").await
	}

	/// The runtime's version in a block's state.
	pub async fn spec_version(&self, block: Block) -> Result<u32> {
		Ok(self
			.methods
			.state_get_runtime_version(Some(block.hash))
			.await?
			.spec_version)
	}

	/// The peers the node is connected to.
	pub async fn peers(&self) -> Result<usize> {
		Ok(self.methods.system_health().await?.peers)
	}

	/// A storage value, by pallet and name.
	pub async fn read<T: DecodeAsType>(&self, at: H256, pallet: &str, entry: &str) -> Result<T> {
		let address = dynamic::storage(pallet, entry, ());
		let value = self
			.client
			.storage()
			.at(at)
			.fetch_or_default(&address)
			.await?;
		value
			.as_type()
			.with_context(|| format!("{pallet}.{entry} is of another type"))
	}

	/// The events of a block.
	pub async fn events(&self, block: Block) -> Result<Events<PolkadotConfig>> {
		Ok(self.client.events().at(block.hash).await?)
	}

	/// Asks the node to make session keys for `owner`, in its keystore. Returns the public keys
	/// and the proof that the node holds the secret ones, both encoded.
	pub async fn make_session_keys(&self, owner: &AccountId32) -> Result<(Vec<u8>, Vec<u8>)> {
		const METHOD: &str = "author_rotateKeysWithOwner";
		let mut params = RpcParams::new();
		params.push(to_hex(&owner.0))?;
		let made: serde_json::Value = self.rpc.request(METHOD, params).await?;
		let part = |name: &str| {
			let text = made[name]
				.as_str()
				.with_context(|| format!("{METHOD}: no {name}"))?;
			from_hex(text).with_context(|| format!("{METHOD}: {name} is no hex"))
		};
		Ok((part("keys")?, part("proof")?))
	}

	/// The weight of an encoded call, as (picoseconds, bytes of proof).
	pub async fn weight_of(&self, call: &[u8]) -> Result<(u64, u64)> {
		let mut arguments = call.to_vec();
		(call.len() as u32).encode_to(&mut arguments);
		let info = self
			.client
			.runtime_api()
			.at_latest()
			.await?
			.call_raw(
				"TransactionPaymentCallApi_query_call_info",
				Some(&arguments),
			)
			.await?;
		let (time, proof) = <(Compact<u64>, Compact<u64>)>::decode(&mut &info[..])?;
		Ok((time.0, proof.0))
	}

	/// Signs a call and hands it to this node's pool.
	pub async fn send(
		&self,
		signer: &Keypair,
		call: &DynamicPayload,
	) -> Result<TxProgress<PolkadotConfig, Client>> {
		// The pool's count, not the finalised state's: what is under way counts.
		let nonce = self
			.methods
			.system_account_next_index(&keys::id(signer))
			.await?;
		let params = DefaultExtrinsicParamsBuilder::new()
			.nonce(nonce)
			.immortal()
			.build();
		let transaction = self
			.client
			.tx()
			.create_partial_offline(call, params)?
			.sign(signer);
		Ok(transaction.submit_and_watch().await?)
	}

	/// Signs a call, and waits until it is finalised. An error if the call failed.
	pub async fn submit(&self, signer: &Keypair, call: &DynamicPayload) -> Result<Landed> {
		let what = || format!("{}.{}", call.pallet_name(), call.call_name());
		let progress = self.send(signer, call).await.with_context(what)?;
		self.land(progress).await.with_context(what)
	}

	/// Hands in a call that nobody signs, and waits until it is finalised.
	pub async fn submit_bare(&self, call: &DynamicPayload) -> Result<Landed> {
		let what = || format!("{}.{}, unsigned", call.pallet_name(), call.call_name());
		let transaction = self.client.tx().create_unsigned(call).with_context(what)?;
		let progress = transaction.submit_and_watch().await.with_context(what)?;
		self.land(progress).await.with_context(what)
	}

	async fn land(&self, progress: TxProgress<PolkadotConfig, Client>) -> Result<Landed> {
		let included = finality_of(progress, |_| ()).await?;
		let hash = included.block_hash();
		let events = included.wait_for_success().await?;
		Ok(Landed {
			block: Block {
				number: self.header(hash).await?.number,
				hash,
			},
			events,
		})
	}

	/// Walks the finalised chain from height `from` on, as it grows, until `pick` picks an event.
	/// Returns the event's block with what was picked.
	pub async fn wait_for_event<T>(
		&self,
		what: &str,
		from: u32,
		within: Duration,
		mut pick: impl FnMut(&Event) -> Result<Option<T>>,
	) -> Result<(Block, T)> {
		let mut next = from;
		wait_for(what, within, async || {
			while next <= self.finalised().await?.number {
				let block = self.block(next).await?;
				for event in self.events(block).await?.iter() {
					if let Some(found) = pick(&event?)? {
						return Ok(Some((block, found)));
					}
				}
				next += 1;
			}
			Ok(None)
		})
		.await
	}

	/// Keeps this connection's metadata and version up to date through a runtime upgrade, until
	/// the returned task is aborted.
	pub fn follow_upgrades(&self) -> JoinHandle<()> {
		let updater = self.client.updater();
		tokio::spawn(async move {
			// It ends with the connection, and so do the calls that would need it.
			let _ = updater.perform_runtime_updates().await;
		})
	}
}

/// Waits until a transaction is finalised. `on_best` is told each time a best block has it.
pub async fn finality_of(
	mut progress: TxProgress<PolkadotConfig, Client>,
	mut on_best: impl FnMut(H256),
) -> Result<TxInBlock<PolkadotConfig, Client>> {
	let watch = async {
		while let Some(status) = progress.next().await {
			match status? {
				TxStatus::InFinalizedBlock(included) => return Ok(included),
				TxStatus::InBestBlock(included) => on_best(included.block_hash()),
				TxStatus::Error { message } => bail!("the node gave up on it: {message}"),
				TxStatus::Invalid { message } => bail!("it became invalid: {message}"),
				TxStatus::Dropped { message } => bail!("the pool dropped it: {message}"),
				TxStatus::Validated | TxStatus::Broadcasted | TxStatus::NoLongerInBestBlock => {},
			}
		}
		bail!("the node ended the subscription")
	};
	timeout(PATIENCE, watch)
		.await
		.unwrap_or_else(|_| bail!("not finalised within {} s", PATIENCE.as_secs()))
}

/// Whether an event is the one of that pallet and name.
pub fn is(event: &Event, pallet: &str, name: &str) -> bool {
	event.pallet_name() == pallet && event.variant_name() == name
}

/// Bytes as JSON-RPC writes them.
pub fn to_hex(bytes: &[u8]) -> String {
	let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
	format!("0x{digits}")
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
	let digits = text.strip_prefix("0x")?;
	(digits.len() % 2 == 0 && digits.is_ascii()).then_some(())?;
	(0..digits.len())
		.step_by(2)
		.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
		.collect()
}

fn slot_of(header: &Header) -> Result<u64> {
	let claim = header.digest.logs.iter().find_map(|item| match item {
		DigestItem::PreRuntime(engine, claim) if engine == b"aura" => Some(claim),
		_ => None,
	});
	let claim = claim.with_context(|| format!("block {} claims no slot", header.number))?;
	Ok(u64::decode(&mut &claim[..])?)
}

#[cfg(test)]
mod tests {
	use super::*;
	use zombienet_sdk::subxt::config::substrate::Digest;

	fn header(logs: Vec<DigestItem>) -> Header {
		Header {
			parent_hash: H256::zero(),
			number: 7,
			state_root: H256::zero(),
			extrinsics_root: H256::zero(),
			digest: Digest { logs },
		}
	}

	#[test]
	fn a_slot_is_read_from_auras_digest_only() {
		let other = DigestItem::PreRuntime(*b"BABE", vec![1; 8]);
		let aura = DigestItem::PreRuntime(*b"aura", 0x0102_u64.to_le_bytes().to_vec());
		assert_eq!(
			slot_of(&header(vec![other.clone(), aura])).ok(),
			Some(0x0102)
		);
		let error = slot_of(&header(vec![other]))
			.expect_err("no claim")
			.to_string();
		assert_eq!(error, "block 7 claims no slot");
	}

	#[test]
	fn hex_comes_back_as_it_went() {
		assert_eq!(to_hex(&[0, 0xab, 0xff]), "0x00abff");
		assert_eq!(from_hex("0x00abff"), Some(vec![0, 0xab, 0xff]));
		for wrong in ["00ab", "0x0", "0xzz", "0xé"] {
			assert_eq!(from_hex(wrong), None, "{wrong}");
		}
	}
}
