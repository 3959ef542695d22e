//! The chains that this node knows, and how a chain spec is found.

use std::fs;

use hallmark_runtime::genesis_config_presets::{get_preset, CONSORTIUM, DEVELOPMENT, LOCAL};
use hallmark_types::units::{SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL};
use polkadot_sdk::{
	sc_chain_spec::{ChainType, Properties},
	sc_service,
	sp_genesis_builder::PresetId,
};

/// A chain's specification: who it is, how its peers find each other, and its genesis.
pub type ChainSpec = sc_service::GenericChainSpec;

/// A chain that the node knows by name.
struct Known {
	/// What `--chain` calls it.
	name: &'static str,
	/// Its id: names its folder below the base path, so it never changes.
	id: &'static str,
	/// What people read.
	title: &'static str,
	/// The runtime's genesis preset.
	preset: &'static str,
	/// Tells its peers from those of other chains.
	protocol: &'static str,
	kind: ChainType,
}

/// Every chain that the node knows by name.
const KNOWN: [Known; 3] = [
	Known {
		name: "dev",
		id: "hallmark_dev",
		title: "Hallmark Development",
		preset: DEVELOPMENT,
		protocol: "hallmark-dev",
		kind: ChainType::Development,
	},
	Known {
		name: "local",
		id: "hallmark_local",
		title: "Hallmark Local",
		preset: LOCAL,
		protocol: "hallmark-local",
		kind: ChainType::Local,
	},
	Known {
		name: "consortium",
		id: "hallmark_consortium",
		title: "Hallmark Consortium",
		preset: CONSORTIUM,
		protocol: "hallmark",
		kind: ChainType::Live,
	},
];

/// What a user who named no chain, or a wrong one, may choose from.
const CHOICES: &str = "  --dev                a personal chain, forgotten when the node stops
  --chain dev          the same chain, kept in the base path
  --chain local        a network of four on this machine (Alice, Bob, Charlie, Dave)
  --chain consortium   the shape of a consortium's chain: export it and put your own keys in
  --chain <FILE>       a chain spec, such as `export-chain-spec` writes";

/// The spec of the chain that `--chain` names: a known chain or a JSON file.
pub fn load(name: &str) -> Result<ChainSpec, String> {
	if let Some(known) = KNOWN.iter().find(|known| known.name == name) {
		return known.spec();
	}
	if name.is_empty() {
		return Err(format!("no chain was named; choose one:\n{CHOICES}"));
	}
	let json = fs::read(name).map_err(|error| {
		format!(
			"unknown chain `{name}`: no chain of that name, and no file that can be read \
			 ({error}); choose one:\n{CHOICES}"
		)
	})?;
	ChainSpec::from_json_bytes(json).map_err(|error| {
		format!(
			"`{name}` is not a chain spec: {error}. \
			 `export-chain-spec --chain local --output <FILE>` writes one to compare with"
		)
	})
}

impl Known {
	fn spec(&self) -> Result<ChainSpec, String> {
		let code = hallmark_runtime::WASM_BINARY.ok_or_else(|| {
			format!(
				"this node was built without a runtime (SKIP_WASM_BUILD), so it does not know the \
				 chain `{}`; build it again without that, or name a chain spec file",
				self.name
			)
		})?;
		let mut properties = Properties::new();
		properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
		properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
		properties.insert("ss58Format".into(), SS58_PREFIX.into());

		// The preset comes from the runtime that is linked in, not from its WASM: the same source,
		// without the seconds that it takes to compile the latter.
		let preset = get_preset(&PresetId::from(self.preset))
			.and_then(|json| serde_json::from_slice(&json).ok())
			.ok_or_else(|| format!("the runtime has no genesis preset `{}`", self.preset))?;

		Ok(ChainSpec::builder(code, None)
			.with_name(self.title)
			.with_id(self.id)
			.with_chain_type(self.kind.clone())
			.with_protocol_id(self.protocol)
			.with_properties(properties)
			.with_genesis_config_patch(preset)
			.build())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_runtime::BuildStorage;
	use std::io::Write;

	#[test]
	fn every_known_chain_has_a_genesis_of_its_own() {
		let mut seen = Vec::new();
		for known in &KNOWN {
			let spec = load(known.name).expect("a known chain loads");
			assert_eq!(spec.id(), known.id);
			assert_eq!(spec.properties()["tokenSymbol"], TOKEN_SYMBOL);
			assert!(spec.telemetry_endpoints().is_none());
			let genesis = spec.build_storage().expect("its genesis builds");
			assert!(
				!seen.contains(&genesis.top),
				"{} has another chain's genesis",
				known.name
			);
			seen.push(genesis.top);
		}
	}

	#[test]
	fn a_spec_survives_being_written_and_read() {
		let spec = load("local").unwrap();
		for raw in [false, true] {
			let mut file = tempfile::NamedTempFile::new().unwrap();
			file.write_all(spec.as_json(raw).unwrap().as_bytes())
				.unwrap();
			let read = load(file.path().to_str().unwrap()).unwrap();
			assert_eq!(read.id(), spec.id());
			assert_eq!(
				read.build_storage().unwrap().top,
				spec.build_storage().unwrap().top,
				"raw: {raw}"
			);
		}
	}

	#[test]
	fn an_unknown_chain_is_named_and_the_choices_listed() {
		for name in ["", "devv", "/no/such/file.json", "/"] {
			let error = load(name).err().unwrap();
			assert!(
				error.contains(name) && error.contains("--chain consortium"),
				"{error}"
			);
		}
	}

	#[test]
	fn a_file_that_is_no_spec_is_named() {
		for text in ["", "{", "[1]", r#"{"name":"x"}"#, "\u{0}\u{1}"] {
			let mut file = tempfile::NamedTempFile::new().unwrap();
			file.write_all(text.as_bytes()).unwrap();
			let path = file.path().to_str().unwrap();
			let error = load(path).err().unwrap();
			assert!(
				error.contains(path) && error.contains("is not a chain spec"),
				"{error}"
			);
		}
	}
}
