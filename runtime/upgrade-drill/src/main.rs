//! Prints where the compressed WASM of the next runtime lies.

fn main() {
	match hallmark_upgrade_drill::wasm_path() {
		Some(path) => println!("{path}"),
		None => {
			eprintln!("the WASM build was skipped: unset SKIP_WASM_BUILD and build again");
			std::process::exit(1);
		},
	}
}
