//! Compiles `hallmark-runtime` to WASM once more, as the version after this one.

use std::{env, fs, os::unix::fs::symlink, path::Path};
use substrate_wasm_builder::WasmBuilder;

fn main() {
	let manifest =
		Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts"))
			.join("../Cargo.toml")
			.canonicalize()
			.expect("the runtime's manifest is beside this crate");
	work_apart();
	WasmBuilder::new()
		.with_project(manifest)
		.expect("the runtime's manifest is beside this crate")
		.append_to_rust_flags("--cfg upgrade_drill")
		.export_heap_base()
		.import_memory()
		.build();
}

/// The builder puts what it makes into a folder named after the project, which the runtime's own
/// build may be using at this moment: the two would take each other's results. It looks for that
/// folder beside the last `build` in `OUT_DIR`, and reads the profile off the folder above it: an
/// `OUT_DIR` further down, made the same way, gives this build one
/// of its own. It also looks there for the time stamp that cargo leaves.
fn work_apart() {
	let out = env::var("OUT_DIR").expect("cargo sets it for build scripts");
	let build = Path::new(&out).join("release/build");
	fs::create_dir_all(build.join("out")).expect("the output folder can be written");
	let stamp = build.join("invoked.timestamp");
	if !stamp.exists() {
		symlink(Path::new(&out).join("../invoked.timestamp"), &stamp)
			.expect("the output folder can be written");
	}
	env::set_var("OUT_DIR", build.join("out"));
}
