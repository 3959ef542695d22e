#!/usr/bin/env bash
# The whole thing in one command: sets the machine up, builds, starts a development chain and lets
# it do its work. Prints what was proven. `--help` lists what the demonstration can be told, such as
# `--keep`, which leaves the chain running.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh
build_node
say "Demonstration"
exec "$CARGO_TARGET_DIR/release/examples/demo" --node "$(node_binary)" "$@"
