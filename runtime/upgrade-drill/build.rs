//! Compiles `hallmark-runtime` to WASM once more, as the version after this one.

use std::path::Path;
use substrate_wasm_builder::WasmBuilder;

fn main() {
	let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
	WasmBuilder::new()
		.with_project(runtime.join("Cargo.toml"))
		.expect("the runtime's manifest is beside this crate")
		.append_to_rust_flags("--cfg upgrade_drill")
		.set_file_name("hallmark_runtime_next")
		.export_heap_base()
		.import_memory()
		.build();
}
