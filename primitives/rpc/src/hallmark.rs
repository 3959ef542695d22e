//! The chain and its node at a glance.

use hallmark_types::{AssetId, BlockNumber};

use crate::{
	method::Method,
	value::{objects, words},
	Account, Hex32,
};

words! {
	/// How blocks are made.
	pub enum Sealing {
		/// By the authorities in turn.
		Aura,
		/// One for every transaction.
		Instant,
		/// On order.
		Manual,
		/// At intervals.
		Interval,
	}
}

objects! {
	/// The answer of `hallmark_info`.
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
		pub genesis_hash: Hex32,
		/// The newest block.
		pub best: BlockRef,
		/// The newest block that will never be undone.
		pub finalized: BlockRef,
		/// Milliseconds between two slots.
		pub slot_duration_ms: u64,
		/// How blocks are made.
		pub sealing: Sealing,
		/// The running session.
		pub session: Session,
		/// Who authors and finalises now.
		pub validators: Vec<Account>,
		/// Who will in the next session.
		pub next_validators: Vec<Account>,
		/// Who is voted in: takes effect at the session after next.
		pub elected_validators: Vec<Account>,
		/// A vote cannot bring the number of validators below this.
		pub minimum_validators: u32,
		/// Who votes.
		pub council: Vec<Account>,
		/// The block at which safe mode ends, if it is on.
		pub safe_mode_until: Option<BlockNumber>,
		/// The native token.
		pub token: Token,
		/// The stablecoin.
		pub stablecoin: Stablecoin,
	}

	/// A block by height and hash.
	pub struct BlockRef {
		/// Its height.
		pub number: BlockNumber,
		/// Its hash.
		pub hash: Hex32,
	}

	/// A session of the authorities.
	pub struct Session {
		/// Counts up from 0.
		pub index: u32,
		/// How many blocks a session has.
		pub length_blocks: BlockNumber,
	}

	/// The native token.
	pub struct Token {
		/// What it is called.
		pub symbol: String,
		/// Decimal places.
		pub decimals: u32,
		/// The prefix of addresses.
		pub ss58_format: u8,
	}

	/// The stablecoin.
	pub struct Stablecoin {
		/// Its id among the assets.
		pub asset_id: AssetId,
		/// Decimal places.
		pub decimals: u8,
	}
}

/// The chain and its node.
#[cfg(any(feature = "client", feature = "server"))]
#[cfg_attr(
	all(feature = "client", feature = "server"),
	jsonrpsee::proc_macros::rpc(client, server)
)]
#[cfg_attr(
	all(feature = "client", not(feature = "server")),
	jsonrpsee::proc_macros::rpc(client)
)]
#[cfg_attr(
	all(not(feature = "client"), feature = "server"),
	jsonrpsee::proc_macros::rpc(server)
)]
pub trait HallmarkApi {
	/// Which chain this is, how far it got, and who keeps it: everything as of the best block.
	#[method(name = "hallmark_info", blocking)]
	fn info(&self) -> jsonrpsee::core::RpcResult<Info>;

	/// The OpenRPC document of these methods.
	#[method(name = "rpc.discover", aliases = ["rpc_discover"])]
	fn discover(&self) -> jsonrpsee::core::RpcResult<serde_json::Value>;
}

/// The methods as they are described.
pub(crate) const METHODS: &[Method] = &[
	Method {
		name: "hallmark_info",
		doc: &["Which chain this is, how far it got, and who keeps it: everything as of the best block."],
		params: &[],
		answer: |generator| generator.subschema_for::<Info>(),
		delivers: None,
	},
	Method {
		name: "rpc.discover",
		doc: &["This document. `rpc_discover` answers the same."],
		params: &[],
		answer: |_| {
			schemars::json_schema!({
				"description": "An OpenRPC document.",
				"type": "object",
				"properties": {
					"openrpc": { "type": "string" },
					"info": { "type": "object" },
					"methods": { "type": "array" },
				},
				"required": ["openrpc", "info", "methods"],
			})
		},
		delivers: None,
	},
];
