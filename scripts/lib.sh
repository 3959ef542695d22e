#!/usr/bin/env bash
# What the scripts of this folder share. Source it; it does nothing by itself but set the stage:
# the working directory becomes the checkout's root and cargo gets one target folder.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Outside the checkout, so that a fresh clone finds what an earlier one compiled.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/hallmark/target}"
# Link the system's OpenSSL: compiling a copy of it takes minutes.
export OPENSSL_NO_VENDOR=1
# Where rustup puts its commands, also in a shell that was opened before rustup came.
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

# The oldest Node.js that the client tests run on.
readonly NODE_MAJOR=20

# Says what happens next.
say() {
	printf '\n==> %s\n' "$*"
}

# Ends the script: what is wrong and what to do about it.
fail() {
	printf 'error: %s\n' "$*" >&2
	exit 1
}

# Whether a command exists.
have() {
	command -v "$1" >/dev/null 2>&1
}

# Whether Node.js and npm are there and new enough.
have_node() {
	have node && have npm &&
		node -e "process.exit(Number(process.versions.node.split('.')[0]) >= $NODE_MAJOR ? 0 : 1)"
}

# The node's binary, once it is built.
node_binary() {
	printf '%s\n' "$CARGO_TARGET_DIR/release/hallmark-node"
}

# Builds the node and its examples. The selection is the one that `cargo test` makes: another would
# resolve other features and compile the SDK a second time.
build_node() {
	say "Building the node (the first time takes the better part of an hour on two cores)"
	cargo build --release --locked --bins --examples
}
