//! How much a pallet keeps.

use jsonrpsee::rpc_params;
use polkadot_sdk::{sp_core::Bytes, sp_io::hashing::twox_128};

use super::{Client, Result};

/// What a pallet keeps.
#[derive(Clone, Copy, Debug, Default)]
pub struct State {
	/// Keys with a value.
	pub entries: u64,
	/// Bytes of keys and values.
	pub bytes: u64,
}

impl State {
	/// Everything that the pallet of this name keeps at the best block.
	pub async fn of(client: &Client, pallet: &str) -> Result<Self> {
		let prefix = Bytes(twox_128(pallet.as_bytes()).to_vec());
		let mut state = Self::default();
		let mut last: Option<Bytes> = None;
		loop {
			let keys: Vec<Bytes> = client
				.call("state_getKeysPaged", rpc_params![&prefix, 1_000, &last])
				.await?;
			let sizes = keys
				.iter()
				.map(|key| client.call::<Option<u64>>("state_getStorageSize", rpc_params![key]));
			for (key, size) in keys.iter().zip(futures::future::join_all(sizes).await) {
				state.entries += 1;
				state.bytes += key.0.len() as u64 + size?.unwrap_or_default();
			}
			match keys.last() {
				Some(key) => last = Some(key.clone()),
				None => return Ok(state),
			}
		}
	}
}
