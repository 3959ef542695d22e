//! Compiles `hallmark-runtime` to WASM with its benchmarks.

use std::{env, path::Path};
use substrate_wasm_builder::WasmBuilder;

fn main() {
	let manifest =
		Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts"))
			.join("../Cargo.toml")
			.canonicalize()
			.expect("the runtime's manifest is beside this crate");
	WasmBuilder::new()
		.with_project(manifest)
		.expect("the runtime's manifest is beside this crate")
		.enable_feature("runtime-benchmarks")
		// A name of its own, beside what the runtime's build leaves in the same folder.
		.set_file_name("hallmark_runtime_benchmarks")
		.export_heap_base()
		.import_memory()
		.build();
}
