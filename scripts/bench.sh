#!/usr/bin/env bash
# Measures the node and prints the figures together with the machine they were taken on.
#
#   scripts/bench.sh                    every part, one after another
#   scripts/bench.sh PART [OPTION...]   one part; `--help` as the option lists what it can be told
#
# The parts: `node` (start, sealing, finality), `passports` (lists and enrolment), `readings`
# (throughput, proofs, abuse, growth: ten minutes), `series` (a machine's 22,695 readings, each proven;
# `--data FILE` takes real ones), `lookups` (few devices in state against many: three minutes),
# `custody` (naming and moving things, a recall, traces on a state of a million items: ten minutes),
# `answers` (the node's own methods on the demonstration's chain, and with 100,000 devices and items and
# 10,000 agreements: six minutes), `agreements` (evaluation in empty and in full blocks, 100,000 of them
# at rest and on one stream: ten minutes).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly PARTS=(node passports readings series lookups custody answers agreements)

part="${1:-all}"
[[ $# == 0 ]] || shift
[[ $part == all || " ${PARTS[*]} " == *" $part "* ]] ||
	fail "there is no part '$part'; the parts are ${PARTS[*]}"

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

# measure <part> [option...]: what its program prints.
measure() {
	say "Measuring: $1"
	"$CARGO_TARGET_DIR/release/examples/$1" --node "$(node_binary)" "${@:2}"
	# Whoever tells it something means the large state.
	[[ $1 != answers || $# -gt 1 ]] || "$CARGO_TARGET_DIR/release/examples/demo" \
		--node "$(node_binary)" --generated --ask 200
}

say "The machine"
fact cpu "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)"
fact cores "$(getconf _NPROCESSORS_ONLN)"
fact memory "$(awk '/^MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo 2>/dev/null)"
fact kernel "$(uname -sr)"
fact rust "$(rustc --version)"
fact commit "$(commit)"
fact date "$(date -u +%Y-%m-%dT%H:%M:%SZ)"

if [[ $part == all ]]; then
	for each in "${PARTS[@]}"; do
		measure "$each"
	done
else
	measure "$part" "$@"
fi
