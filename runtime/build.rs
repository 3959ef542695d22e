//! Compiles the runtime to WASM beside the native build.

#[cfg(feature = "std")]
fn main() {
	substrate_wasm_builder::WasmBuilder::build_using_defaults();
}

/// Inside the WASM build itself there is nothing to do.
#[cfg(not(feature = "std"))]
fn main() {}
