//! The genesis block, and the refusal of a database that holds another chain.
//!
//! The SDK looks at the chain spec's genesis only when the database is empty: with a spec of the
//! same id but another genesis it would carry on with the stored chain without a word.

use std::sync::Arc;

use codec::{Decode, Encode};
use hallmark_types::{Hash, OpaqueBlock as Block};
use polkadot_sdk::{
	sc_chain_spec::json_merge,
	sc_client_api::Backend,
	sc_service::{
		BuildGenesisBlock, ChainSpec, Configuration, Error as ServiceError, GenesisBlockBuilder,
	},
	sp_blockchain::HeaderBackend,
	sp_core::{
		bytes::from_hex,
		storage::{well_known_keys::CODE, Storage},
		traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
	},
	sp_genesis_builder,
	sp_io::hashing::blake2_256,
	sp_runtime::traits::Block as _,
	sp_state_machine::BasicExternalities,
};
use serde_json::Value;

use super::types::{Executor, FullBackend};

/// Builds the genesis block, once the database is known to be empty or to start from it.
pub fn checked_builder(
	config: &Configuration,
	backend: Arc<FullBackend>,
	executor: Executor,
) -> Result<GenesisBlockBuilder<Block, FullBackend, Executor>, ServiceError> {
	let spec = &config.chain_spec;
	let unusable = |error: String| {
		let chain = spec.name();
		ServiceError::Other(format!(
			"the chain spec of `{chain}` has no usable genesis: {error}"
		))
	};
	let storage = storage(&**spec, &executor).map_err(unusable)?;
	let builder = |commit| {
		GenesisBlockBuilder::new_with_storage(
			storage.clone(),
			commit,
			backend.clone(),
			executor.clone(),
		)
	};

	if let Some(stored) = backend.blockchain().hash(0)? {
		// Nothing is written: the operation that comes with the block is dropped.
		let (block, _) = builder(false)?
			.build_genesis_block()
			.map_err(|error| unusable(error.to_string()))?;
		let expected = block.hash();
		if stored != expected {
			return Err(ServiceError::Other(another_chain(config, stored, expected)));
		}
	} else if !storage.top.contains_key(CODE) {
		return Err(unusable("it holds no runtime".into()));
	}
	builder(!config.no_genesis()).map_err(Into::into)
}

fn another_chain(config: &Configuration, stored: Hash, expected: Hash) -> String {
	let spec = &config.chain_spec;
	format!(
		"the base path {} holds another chain than the one asked for, though both have the id \
		 `{}`:\n  stored genesis  {stored:?}\n  asked for       {expected:?}  ({})\n\
		 Either use another --base-path, name the chain spec that the stored chain was started \
		 with (--chain), or delete the stored chain with `purge-chain`",
		config.base_path.path().display(),
		spec.id(),
		spec.name(),
	)
}

/// The state that a chain starts from.
///
/// The SDK's own way to it compiles the runtime for each question that it asks. Here the node's
/// executor does it, which compiles a runtime once and keeps it: the node is about to need it.
fn storage(spec: &dyn ChainSpec, executor: &Executor) -> Result<Storage, String> {
	let readable = |error: serde_json::Error| error.to_string();
	let json: Value = serde_json::from_str(&spec.as_json(false)?).map_err(readable)?;
	let recipe = &json["genesis"]["runtimeGenesis"];
	let Some(code) = recipe["code"].as_str() else {
		// The state itself, and no recipe to cook it from.
		return spec.as_storage_builder().build_storage();
	};
	let code = from_hex(code).map_err(|error| format!("its runtime is no hexadecimal: {error}"))?;

	let config = match &recipe["patch"] {
		Value::Null => recipe["config"].clone(),
		patch => {
			let no_preset = Option::<String>::None.encode();
			let answer = ask(
				executor,
				&code,
				&mut BasicExternalities::new_empty(),
				"get_preset",
				&no_preset,
			)?;
			let default = Option::<Vec<u8>>::decode(&mut &answer[..])
				.map_err(|error| format!("its runtime answers nonsense: {error}"))?
				.ok_or("its runtime has no default configuration")?;
			let mut config = serde_json::from_slice(&default).map_err(readable)?;
			json_merge(&mut config, patch.clone());
			config
		},
	};

	let mut state = BasicExternalities::new_empty();
	let answer = ask(
		executor,
		&code,
		&mut state,
		"build_state",
		&config.to_string().encode(),
	)?;
	sp_genesis_builder::Result::decode(&mut &answer[..])
		.map_err(|error| format!("its runtime answers nonsense: {error}"))??;
	let mut storage = state.into_storages();
	storage.top.insert(CODE.to_vec(), code);
	Ok(storage)
}

/// Asks a runtime's genesis builder.
fn ask(
	executor: &Executor,
	code: &[u8],
	state: &mut BasicExternalities,
	question: &str,
	argument: &[u8],
) -> Result<Vec<u8>, String> {
	let runtime = RuntimeCode {
		code_fetcher: &WrappedRuntimeCode(code.into()),
		heap_pages: None,
		hash: blake2_256(code).to_vec(),
	};
	let function = format!("GenesisBuilder_{question}");
	let (answer, _) = executor.call(state, &runtime, &function, argument, CallContext::Offchain);
	answer.map_err(|error| format!("its runtime fails: {error}"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain_spec;
	use polkadot_sdk::sp_runtime::BuildStorage;

	#[test]
	fn the_genesis_is_the_same_as_the_sdks() {
		let executor = Executor::builder().build();
		for chain in ["dev", "local", "consortium"] {
			let spec = chain_spec::load(chain).unwrap();
			let ours = storage(&spec, &executor).unwrap();
			assert_eq!(ours.top, spec.build_storage().unwrap().top, "{chain}");
		}
	}
}
