#!/usr/bin/env bash
# Measures the node and prints the figures together with the machine they were taken on.
# `--help` lists what the measurement can be told.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh
build_node

# One line of the machine's description.
fact() {
	printf '%-8s %s\n' "$1" "$2"
}

# The commit that is measured, and whether the files still are that commit's.
commit() {
	local hash
	hash="$(git rev-parse --short=12 HEAD 2>/dev/null)" || hash="none"
	[[ -z $(git status --porcelain 2>/dev/null) ]] || hash+=", with changes on top"
	printf '%s\n' "$hash"
}

say "The machine"
fact cpu "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)"
fact cores "$(getconf _NPROCESSORS_ONLN)"
fact memory "$(awk '/^MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo 2>/dev/null)"
fact kernel "$(uname -sr)"
fact rust "$(rustc --version)"
fact commit "$(commit)"
fact date "$(date -u +%Y-%m-%dT%H:%M:%SZ)"

say "The node"
"$CARGO_TARGET_DIR/release/examples/bench" --node "$(node_binary)" "$@"

say "Passports"
"$CARGO_TARGET_DIR/release/examples/passports" --node "$(node_binary)"
"$CARGO_TARGET_DIR/release/examples/lookups"
