#!/usr/bin/env bash
# Random calls in random order against every pallet's invariants, many more of them than the tests
# run: 10,000 sequences a pallet unless another number is given. A failure names its seed.
#
#   scripts/sequences.sh [NUMBER]
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly SEQUENCES="${1:-10000}"
[[ $# -le 1 && $SEQUENCES =~ ^[1-9][0-9]*$ ]] || fail "Usage: scripts/sequences.sh [NUMBER]"

scripts/setup.sh

say "$SEQUENCES sequences for each pallet"
export HALLMARK_SEQUENCES="$SEQUENCES"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
cargo test --release --locked --lib random_calls_keep_the_invariants 2>&1 | tee "$log"
# A pallet without this test, or another name for it, must not pass for success.
pallets="$(find pallets -mindepth 1 -maxdepth 1 -type d | wc -l)"
passed="$(grep -c '^test .*random_calls_keep_the_invariants[a-z_]* ... ok' "$log" || true)"
[[ $passed == "$pallets" ]] || fail "$passed of $pallets pallets ran their sequences"
say "$pallets pallets kept their invariants through $SEQUENCES sequences each, in $SECONDS s"
