#!/usr/bin/env bash
# Runs the network drills of zombienet/ on this machine: latency, faults, upgrade, equivocation and
# membership. Each starts real nodes on loopback, prints figures, says of each claim whether it
# HOLDS or FAILS, and stops its nodes. Ends with code 0 if every claim holds.
#
#   scripts/zombienet.sh                     all of them, about a quarter of an hour once built
#   scripts/zombienet.sh latency faults      these, in this order
#
# zombienet/README.md says what each does and which environment variables it reads.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly DRILLS=(latency faults upgrade equivocation membership)
# No drill takes longer by itself: one that does hangs, and is ended.
readonly MOST_SECONDS=1200

drills=("$@")
[[ $# != 0 ]] || drills=("${DRILLS[@]}")
for drill in "${drills[@]}"; do
	[[ " ${DRILLS[*]} " == *" $drill "* ]] ||
		fail "there is no drill '$drill'. Usage: scripts/zombienet.sh [${DRILLS[*]}]"
done

scripts/setup.sh
build_node

say "Building the drills (the first time takes half an hour on two cores)"
cargo test --release --locked -p hallmark-zombienet --no-run

# A drill runs in a process group of its own, so that its nodes end with it: at the time limit, and
# when this script is told to stop.
running=""
trap '[[ -z $running ]] || kill "$running"; exit 130' INT TERM

failed=()
export HALLMARK_NODE="${HALLMARK_NODE:-$(node_binary)}"
# The runtime to upgrade to is built with the node; its program says where it lies.
HALLMARK_NEXT_WASM="${HALLMARK_NEXT_WASM:-$("$CARGO_TARGET_DIR/release/hallmark-upgrade-drill")}"
export HALLMARK_NEXT_WASM
for drill in "${drills[@]}"; do
	say "Drill: $drill"
	timeout --kill-after=10 "$MOST_SECONDS" \
		cargo test --release --locked --quiet -p hallmark-zombienet --test "$drill" -- --nocapture &
	running=$!
	wait "$running" || failed+=("$drill")
	running=""
done

say "${#drills[@]} drills were run"
[[ ${#failed[@]} == 0 ]] || fail "these drills failed: ${failed[*]}. Their figures are above."
printf '%s\n' "Every claim holds."
