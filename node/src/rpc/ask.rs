//! Asking the runtime.

use std::sync::Arc;

use codec::{Decode, Encode};
use hallmark_rpc::{code, door, Bytes, Cursor, Hex32, Limit};
use hallmark_runtime::Runtime;
use hallmark_types::{
	units::{TOKEN_DECIMALS, TOKEN_SYMBOL},
	AssetId, Balance, Hash,
};
use jsonrpsee::{
	core::RpcResult,
	types::{error::INTERNAL_ERROR_CODE, ErrorObjectOwned},
};
use polkadot_sdk::{
	frame_support::view_functions::{runtime_api::RuntimeViewFunction, ViewFunction},
	pallet_assets::GetMetadataViewFunction,
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
};

use crate::service::types::FullClient;

/// Asks the runtime's view functions as of one block.
pub struct Ask {
	client: Arc<FullClient>,
	at: Hash,
}

impl Ask {
	/// As of this block, or of the best one.
	///
	/// Fails if there is no such block, or if its state is not kept any more.
	pub fn new(client: &Arc<FullClient>, at: Option<Hex32>) -> RpcResult<Self> {
		let Some(at) = at.map(Hash::from) else {
			return Ok(Self {
				client: client.clone(),
				at: client.info().best_hash,
			});
		};
		let header = client.header(at).map_err(|e| failed("a block", e))?;
		if header.is_none() {
			return Err(door::invalid(
				"at",
				&format!("there is no block {at:?}"),
				"the hash of a block that the node has; the best block if it is left out",
			));
		}
		if client.state_at(at).is_err() {
			return Err(ErrorObjectOwned::owned(
				code::STATE_GONE,
				format!("the state of block {at:?} is not kept any more: ask a node that keeps it"),
				None::<()>,
			));
		}
		Ok(Self {
			client: client.clone(),
			at,
		})
	}

	/// What a view function answers.
	pub fn view<V>(&self, question: V) -> RpcResult<V::ReturnType>
	where
		V: ViewFunction + Encode,
		V::ReturnType: Decode,
	{
		// A view function's arguments are its fields.
		let answer = self
			.client
			.runtime_api()
			.execute_view_function(self.at, V::id(), question.encode())
			.map_err(|e| failed("the runtime", e))?
			.map_err(|e| failed("the runtime's view", format!("{e:?}")))?;
		V::ReturnType::decode(&mut &answer[..]).map_err(|e| {
			failed(
				"the runtime's answer: the chain's runtime is of another version than this node",
				e,
			)
		})
	}

	/// How amounts of an asset are written; of the native token for `None`.
	pub fn asset(&self, asset: Option<AssetId>) -> RpcResult<Asset> {
		let Some(id) = asset else {
			return Ok(Asset {
				id: None,
				symbol: TOKEN_SYMBOL.into(),
				decimals: TOKEN_DECIMALS,
			});
		};
		let metadata = self.view(GetMetadataViewFunction::<Runtime, ()>::new(id))?;
		// One without a description is counted in its smallest part.
		let (symbol, decimals) = metadata.map_or_else(Default::default, |metadata| {
			let symbol = String::from_utf8_lossy(&metadata.symbol).into_owned();
			(symbol, metadata.decimals)
		});
		Ok(Asset {
			id: Some(id),
			symbol,
			decimals: decimals.into(),
		})
	}
}

/// How amounts of an asset are written.
pub struct Asset {
	/// Its number; `None` for the native token.
	pub id: Option<AssetId>,
	/// Its symbol.
	pub symbol: String,
	/// Its decimal places.
	pub decimals: u32,
}

impl Asset {
	/// An amount, given in the asset's smallest part.
	pub fn money(&self, smallest: Balance) -> hallmark_rpc::Money {
		hallmark_rpc::Money {
			amount: hallmark_rpc::Number::amount(smallest, self.decimals),
			symbol: self.symbol.clone(),
			asset: self.id,
		}
	}
}

/// The node could not do what it was asked.
pub fn failed(what: &str, error: impl std::fmt::Display) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(
		INTERNAL_ERROR_CODE,
		format!("cannot read {what}: {error}"),
		None::<()>,
	)
}

/// How many entries are wanted.
pub fn limit(limit: Option<Limit>) -> u32 {
	limit.unwrap_or_default().get()
}

/// Where a page begins.
///
/// Fails if these are not the bytes that [`cursor`] gave.
pub fn place<C: Decode>(cursor: Option<Cursor>) -> RpcResult<Option<C>> {
	let Some(Bytes(bytes)) = cursor else {
		return Ok(None);
	};
	let mut rest = &bytes[..];
	match C::decode(&mut rest) {
		Ok(place) if rest.is_empty() => Ok(Some(place)),
		_ => Err(door::invalid(
			"cursor",
			"it is none that this method gave",
			"`next` of the page before, asked for the same thing; the first page if it is left out",
		)),
	}
}

/// Where the next page begins, for whoever asks.
pub fn cursor<C: Encode>(place: C) -> Cursor {
	Bytes(place.encode())
}
