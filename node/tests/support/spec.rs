//! Chain specifications with a state that would take a chain years to gather.

use std::{
	fs::File,
	io::{BufWriter, Write},
	path::Path,
	process::Command,
};

use serde_json::Value;

use super::{node::program, Result};

/// A key of the state and its value.
pub type Entry = (Vec<u8>, Vec<u8>);

/// Writes the raw specification of `chain`, a preset's name, with `entries` added to its genesis.
///
/// The file is written as the entries come: a million of them are a gigabyte of JSON.
pub fn write(
	node: Option<&Path>,
	chain: &str,
	entries: impl Iterator<Item = Entry>,
	file: &Path,
) -> Result<()> {
	let node = node.map_or_else(program, Into::into);
	let plain = Command::new(node)
		.args(["export-chain-spec", "--raw", "--chain", chain])
		.output()?;
	if !plain.status.success() {
		let error = String::from_utf8_lossy(&plain.stderr);
		return Err(format!("no chain specification of `{chain}`: {error}").into());
	}
	let mut spec: Value = serde_json::from_slice(&plain.stdout)?;
	let top = spec
		.pointer_mut("/genesis/raw/top")
		.map(Value::take)
		.ok_or("a raw specification has its state at genesis.raw.top")?;
	let top = serde_json::to_string(&top)?;

	// The state's place in the text, which `take` left empty.
	let text = serde_json::to_string(&spec)?;
	let (before, after) = text
		.split_once(r#""top":null"#)
		.ok_or("the specification has one state")?;
	let mut out = BufWriter::new(File::create(file)?);
	write!(out, r#"{before}"top":{}"#, top.trim_end_matches('}'))?;
	for (key, value) in entries {
		write!(out, r#","{}":"{}""#, Hex(&key), Hex(&value))?;
	}
	write!(out, "}}{after}")?;
	Ok(out.flush()?)
}

/// Bytes as JSON-RPC writes them.
struct Hex<'a>(&'a [u8]);

impl std::fmt::Display for Hex<'_> {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str("0x")?;
		self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
	}
}
