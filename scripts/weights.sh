#!/usr/bin/env bash
# Measures what every call costs, in WASM on this machine, and writes `runtime/src/weights/`.
#
#   scripts/weights.sh              every pallet (half an hour)
#   scripts/weights.sh PALLET ...   these, such as `pallet_validator_set`
#
# Run it on the reference machine with nothing else going on, look at what changed, and commit it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly STEPS="${STEPS:-50}" REPEAT="${REPEAT:-20}"

scripts/setup.sh
say "Building the runtime with its benchmarks"
cargo build --release --locked -p hallmark-benchmarking

say "Measuring"
pallets=("$@")
[[ ${#pallets[@]} != 0 ]] || pallets=('*')
for pallet in "${pallets[@]}"; do
	"$CARGO_TARGET_DIR/release/hallmark-benchmarking" \
		--genesis-builder-preset development \
		--pallet "$pallet" --extrinsic '*' \
		--steps "$STEPS" --repeat "$REPEAT" \
		--template scripts/weights.hbs \
		--output runtime/src/weights/
done
git --no-pager diff --stat -- runtime/src/weights/
