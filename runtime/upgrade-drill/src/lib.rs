//! The runtime that an upgrade is rehearsed with.
//!
//! It is `hallmark-runtime` compiled with `--cfg upgrade_drill`: the same rules under the next
//! `spec_version`, and a migration that walks over every account and takes several blocks. What a
//! drill proves with it holds for a real upgrade, for nothing in it is mocked.

/// The compressed WASM, or `None` where the WASM build was skipped.
pub fn wasm() -> Option<&'static [u8]> {
	built::WASM_BINARY
}

/// Where the compressed WASM lies on disk.
pub fn wasm_path() -> Option<&'static str> {
	built::WASM_BINARY_PATH
}

#[allow(missing_docs, dead_code)]
mod built {
	include!(concat!(
		env!("OUT_DIR"),
		"/release/build/out/wasm_binary.rs"
	));
}
