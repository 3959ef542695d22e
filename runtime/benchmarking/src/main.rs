//! Measures what the runtime's calls cost, in WASM.
//!
//! The runtime is compiled with its benchmarks for WASM alone, so measuring needs no second native
//! build of the SDK. `--runtime` names that WASM unless another one is given; everything else is
//! the SDK's own benchmarking command.

use clap::Parser;
use polkadot_sdk::{
	frame_benchmarking_cli::PalletCmd,
	sc_cli::{Error, Result},
	sp_runtime::traits::BlakeTwo256,
};

#[allow(missing_docs, dead_code)]
mod built {
	include!(concat!(env!("OUT_DIR"), "/hallmark_runtime_benchmarks"));
}

fn main() -> Result<()> {
	let mut arguments: Vec<String> = std::env::args().collect();
	if !arguments
		.iter()
		.any(|argument| argument.starts_with("--runtime"))
	{
		let wasm = built::WASM_BINARY_PATH.ok_or_else(|| {
			Error::Input("the WASM build was skipped: unset SKIP_WASM_BUILD, build again".into())
		})?;
		arguments.extend(["--runtime".to_string(), wasm.to_string()]);
	}
	PalletCmd::parse_from(arguments).run_with_spec::<BlakeTwo256, ()>(None)
}
