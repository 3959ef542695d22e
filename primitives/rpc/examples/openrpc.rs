//! Prints the OpenRPC document: `cargo run -p hallmark-rpc --example openrpc > docs/openrpc.json`.

fn main() {
	println!("{:#}", hallmark_rpc::document());
}
