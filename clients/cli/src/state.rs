//! What the chain keeps, by its names in the metadata.
//!
//! For what the node's own methods do not answer; where there is one, it is asked.

use subxt::{
	dynamic,
	ext::{
		frame_decode::helpers::{IntoDecodableValues, IntoEncodableValues},
		scale_decode::DecodeAsType,
	},
};

use crate::{connection::AtBlock, error::of_chain, Result};

/// A value of a pallet's storage, by its keys. `None` if there is none.
///
/// ```ignore
/// let last: Option<u32> = state::stored(&at, "Organisations", "LastId", ()).await?;
/// ```
pub async fn stored<K, T>(at: &AtBlock, pallet: &str, entry: &str, keys: K) -> Result<Option<T>>
where
	K: IntoEncodableValues + IntoDecodableValues,
	T: DecodeAsType,
{
	let address = dynamic::storage::<K, T>(pallet, entry);
	let value = at
		.storage()
		.try_fetch(address, keys)
		.await
		.map_err(of_chain)?;
	value
		.map(|value| value.decode().map_err(of_chain))
		.transpose()
}

/// The bytes of a value of a pallet's storage, and the number of their type in the metadata.
pub async fn stored_bytes<K>(
	at: &AtBlock,
	pallet: &str,
	entry: &str,
	keys: K,
) -> Result<Option<(Vec<u8>, u32)>>
where
	K: IntoEncodableValues + IntoDecodableValues,
{
	let address = dynamic::storage::<K, dynamic::Value>(pallet, entry);
	let value = at
		.storage()
		.try_fetch(address, keys)
		.await
		.map_err(of_chain)?;
	Ok(value.map(|value| {
		let ty = value.type_id();
		(value.into_bytes(), ty)
	}))
}

/// What a runtime API answers.
pub async fn asked<A, T>(at: &AtBlock, api: &str, method: &str, arguments: A) -> Result<T>
where
	A: IntoEncodableValues,
	T: DecodeAsType,
{
	let payload = dynamic::runtime_api_call::<A, T>(api, method, arguments);
	at.runtime_apis().call(payload).await.map_err(of_chain)
}
