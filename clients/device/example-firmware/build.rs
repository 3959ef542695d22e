//! Tells the linker where flash and RAM are.

use std::{env, path::Path};

fn main() {
	let here = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
	println!("cargo:rustc-link-search={here}");
	println!("cargo:rustc-link-arg-bins=-Tlink.x");
	println!("cargo:rustc-link-arg-bins=--nmagic");
	println!(
		"cargo:rerun-if-changed={}",
		Path::new(&here).join("memory.x").display()
	);
}
