//! Chain specifications with a state that would take a chain years to gather.

use std::{
	fs::File,
	io::{BufWriter, Write},
	path::Path,
	process::Command,
};

use polkadot_sdk::{
	sp_core::{storage::Storage, Bytes},
	sp_io::storage,
};
use serde_json::{Map, Value};

use super::{node::program, Result};

/// A key of the state and its value.
pub type Entry = (Vec<u8>, Vec<u8>);

/// Writes the raw specification of `chain`, a preset's name, with `entries` added to its genesis. They
/// take the place of what the preset has under the same keys.
///
/// The file is written as the entries come: a million of them are a gigabyte of JSON.
pub fn write(
	node: Option<&Path>,
	chain: &str,
	entries: impl Iterator<Item = Entry>,
	file: &Path,
) -> Result<()> {
	let (spec, mut top) = export(node, chain)?;
	// The state's place in the text.
	let text = serde_json::to_string(&spec)?;
	let (before, after) = text
		.split_once(r#""top":null"#)
		.ok_or("the specification has one state")?;
	let mut out = BufWriter::new(File::create(file)?);
	write!(out, r#"{before}"top":{{"#)?;
	for (key, value) in entries {
		let key = Hex(&key).to_string();
		top.remove(&key);
		write!(out, r#""{key}":"{}","#, Hex(&value))?;
	}
	// Never empty: it holds the runtime.
	let rest = serde_json::to_string(&top)?;
	write!(out, "{}{after}", rest.trim_start_matches('{'))?;
	Ok(out.flush()?)
}

/// The state of `chain`'s first block, a preset's name, to be worked on natively.
pub fn genesis(node: Option<&Path>, chain: &str) -> Result<Storage> {
	let (_, top) = export(node, chain)?;
	let bytes = |text: Value| -> Result<Vec<u8>> {
		let bytes: Bytes = serde_json::from_value(text)?;
		Ok(bytes.0)
	};
	let mut storage = Storage::default();
	for (key, value) in top {
		storage.top.insert(bytes(key.into())?, bytes(value)?);
	}
	Ok(storage)
}

/// Everything that is stored under keys that begin so, in the state that is worked on.
pub fn stored(prefix: &[u8]) -> Vec<Entry> {
	let mut entries = Vec::new();
	let mut last = prefix.to_vec();
	while let Some(key) = storage::next_key(&last) {
		if !key.starts_with(prefix) {
			break;
		}
		if let Some(value) = storage::get(&key) {
			entries.push((key.clone(), value.to_vec()));
		}
		last = key;
	}
	entries
}

/// The raw specification of a preset, `null` in place of its state, and its state.
fn export(node: Option<&Path>, chain: &str) -> Result<(Value, Map<String, Value>)> {
	let node = node.map_or_else(program, Into::into);
	let plain = Command::new(node)
		.args(["export-chain-spec", "--raw", "--chain", chain])
		.output()?;
	if !plain.status.success() {
		let error = String::from_utf8_lossy(&plain.stderr);
		return Err(format!("no chain specification of `{chain}`: {error}").into());
	}
	let mut spec: Value = serde_json::from_slice(&plain.stdout)?;
	match spec.pointer_mut("/genesis/raw/top").map(Value::take) {
		Some(Value::Object(top)) => Ok((spec, top)),
		_ => Err("a raw specification has its state at genesis.raw.top".into()),
	}
}

/// Bytes as JSON-RPC writes them.
struct Hex<'a>(&'a [u8]);

impl std::fmt::Display for Hex<'_> {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str("0x")?;
		self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
	}
}
