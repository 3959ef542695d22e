#!/usr/bin/env bash
# Fuzzes the certificate parser: mutations of real certificates, guided by coverage, each checked
# against an independent parser (primitives/x509/fuzz/README.md says what must hold). Prints how
# many inputs ran and what was found, and ends with code 0 if that is nothing.
#
#   scripts/fuzz.sh              ten million inputs over all cores
#   scripts/fuzz.sh 500000       so many
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly TOOLS="${HALLMARK_TOOLS:-$HOME/.cache/hallmark/tools}"
readonly CARGO_FUZZ_VERSION=0.13.2
readonly CARGO_FUZZ="$TOOLS/cargo-fuzz-$CARGO_FUZZ_VERSION/bin/cargo-fuzz"
readonly FUZZ=primitives/x509/fuzz
# A certificate may have 2048 bytes: a few more, so that too long ones are tried as well.
readonly LONGEST=2100

inputs="${1:-10000000}"
[[ $# -le 1 && $inputs =~ ^[1-9][0-9]*$ ]] || fail "usage: scripts/fuzz.sh [number of inputs]"

scripts/setup.sh
if [[ ! -x $CARGO_FUZZ ]]; then
	say "Installing cargo-fuzz $CARGO_FUZZ_VERSION"
	env -u CARGO_TARGET_DIR cargo install --locked --root "$TOOLS/cargo-fuzz-$CARGO_FUZZ_VERSION" \
		--version "$CARGO_FUZZ_VERSION" cargo-fuzz
fi

say "Building the fuzzer"
# A folder of its own, because what it builds has other flags than everything else. The crate has no
# `unsafe`, so there is nothing for a sanitizer to see, and the stable toolchain will do.
target="$CARGO_TARGET_DIR/fuzz"
"$CARGO_FUZZ" build --fuzz-dir "$FUZZ" --target-dir "$target" --release --sanitizer none certificate
host="$(rustc -vV | sed -n 's/^host: //p')"
binary="$target/$host/release/certificate"
[[ -x $binary ]] || fail "cargo-fuzz left no binary at $binary"

work="$(mktemp -d)"
runs=()
stop() {
	[[ ${#runs[@]} == 0 ]] || kill "${runs[@]}" 2>/dev/null || true
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

cores="$(getconf _NPROCESSORS_ONLN)"
share=$(((inputs + cores - 1) / cores))
mkdir -p "$work/corpus" "$FUZZ/artifacts/certificate"
say "Running $((share * cores)) inputs on $cores cores"
started=$SECONDS
for ((core = 1; core <= cores; core++)); do
	# What one finds of interest the others read as they go.
	"$binary" -runs="$share" -seed="$core" -max_len="$LONGEST" -timeout=60 -reload=5 \
		-print_final_stats=1 -artifact_prefix="$FUZZ/artifacts/certificate/" \
		"$work/corpus" "$FUZZ/../tests/data/openssl" "$FUZZ/../tests/data/matter" \
		>"$work/log.$core" 2>&1 &
	runs+=($!)
done
failed=0
for run in "${runs[@]}"; do
	wait "$run" || failed=1
done
runs=()
took=$((SECONDS - started))

# sum <name>: a final figure, added over the cores.
sum() {
	sed -n "s/^stat::$1: *//p" "$work"/log.* | awk '{ sum += $1 } END { print sum + 0 }'
}

say "Figures"
done_inputs="$(sum number_of_executed_units)"
printf '%-28s %s\n' \
	"inputs run" "$done_inputs" \
	"inputs a second" "$((done_inputs / (took > 0 ? took : 1)))" \
	"inputs kept (new coverage)" "$(find "$work/corpus" -type f | wc -l)" \
	"branches covered, at most" "$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$work"/log.* | sort -n | tail -n 1)" \
	"seconds" "$took"
if [[ $failed != 0 ]]; then
	grep -hE 'panicked at|SUMMARY|ERROR|Test unit written' "$work"/log.* || tail -n 20 "$work"/log.*
	fail "the fuzzer found something: see above, and $FUZZ/artifacts/certificate/"
fi
[[ $done_inputs -ge $inputs ]] || fail "only $done_inputs of $inputs inputs were run"
printf '%s\n' "No finding."
