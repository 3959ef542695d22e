#!/usr/bin/env bash
# Fuzzes what takes bytes from outside: mutations of real input, guided by coverage, each checked
# against an independent reader or a plain definition (primitives/*/fuzz/README.md say what must
# hold). Prints how many inputs ran and what was found, and ends with code 0 if that is nothing.
#
#   scripts/fuzz.sh                          ten million inputs for each target, over all cores
#   scripts/fuzz.sh 500000                   so many for each
#   scripts/fuzz.sh 500000 envelope batch    for these targets alone
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly TOOLS="${HALLMARK_TOOLS:-$HOME/.cache/hallmark/tools}"
readonly CARGO_FUZZ_VERSION=0.13.2
readonly CARGO_FUZZ="$TOOLS/cargo-fuzz-$CARGO_FUZZ_VERSION/bin/cargo-fuzz"
# Each target with its fuzz workspace, its longest input in bytes, and the folders in the workspace
# that its inputs start from. Inputs are a little longer than what may be accepted, so that too long
# ones are tried as well.
readonly TABLE="
certificate  primitives/x509/fuzz        2100  ../tests/data/openssl ../tests/data/matter
envelope     primitives/envelope/fuzz    1100  seeds/envelope
batch        primitives/envelope/fuzz    2000  seeds/batch
condition    primitives/conditions/fuzz   600  seeds/condition
excursion    primitives/conditions/fuzz   600  seeds/excursion
"

inputs="${1:-10000000}"
targets=("${@:2}")
known="$(awk 'NF { print $1 }' <<<"$TABLE")"
[[ $inputs =~ ^[1-9][0-9]*$ ]] || fail "usage: scripts/fuzz.sh [number of inputs [target ...]]"
[[ ${#targets[@]} != 0 ]] || mapfile -t targets <<<"$known"
for target in "${targets[@]}"; do
	grep -qxF -- "$target" <<<"$known" || fail "no target '$target'; there are: ${known//$'\n'/, }"
done

scripts/setup.sh
if [[ ! -x $CARGO_FUZZ ]]; then
	say "Installing cargo-fuzz $CARGO_FUZZ_VERSION"
	env -u CARGO_TARGET_DIR cargo install --locked --root "$TOOLS/cargo-fuzz-$CARGO_FUZZ_VERSION" \
		--version "$CARGO_FUZZ_VERSION" cargo-fuzz
fi

# A folder of its own, because what it builds has other flags than everything else. The crates have
# no `unsafe`, so there is nothing for a sanitizer to see, and the stable toolchain will do.
build="$CARGO_TARGET_DIR/fuzz"
host="$(rustc -vV | sed -n 's/^host: //p')"
cores="$(getconf _NPROCESSORS_ONLN)"
share=$(((inputs + cores - 1) / cores))

work="$(mktemp -d)"
runs=()
stop() {
	[[ ${#runs[@]} == 0 ]] || kill "${runs[@]}" 2>/dev/null || true
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

# sum <folder> <name>: a final figure, added over the cores.
sum() {
	sed -n "s/^stat::$2: *//p" "$1"/log.* | awk '{ sum += $1 } END { print sum + 0 }'
}

# fuzz <target>: builds it, runs its inputs and prints the figures.
fuzz() {
	local target="$1" workspace longest seeds
	read -r _ workspace longest seeds < <(grep -E "^$target " <<<"$TABLE")
	local folders=()
	for folder in $seeds; do
		folders+=("$workspace/$folder")
	done

	say "Building the fuzzer for '$target'"
	"$CARGO_FUZZ" build --fuzz-dir "$workspace" --target-dir "$build" --release --sanitizer none \
		"$target"
	local binary="$build/$host/release/$target"
	[[ -x $binary ]] || fail "cargo-fuzz left no binary at $binary"

	say "Running $((share * cores)) inputs through '$target' on $cores cores"
	local here="$work/$target" artifacts="$workspace/artifacts/$target/" started=$SECONDS core
	mkdir -p "$here/corpus" "$artifacts"
	for ((core = 1; core <= cores; core++)); do
		# What one finds of interest the others read as they go.
		"$binary" -runs="$share" -seed="$core" -max_len="$longest" -timeout=60 -reload=5 \
			-print_final_stats=1 -artifact_prefix="$artifacts" \
			"$here/corpus" "${folders[@]}" >"$here/log.$core" 2>&1 &
		runs+=($!)
	done
	local failed=0 run
	for run in "${runs[@]}"; do
		wait "$run" || failed=1
	done
	runs=()
	local took=$((SECONDS - started)) done_inputs
	done_inputs="$(sum "$here" number_of_executed_units)"

	say "Figures of '$target'"
	printf '%-28s %s\n' \
		"inputs run" "$done_inputs" \
		"inputs a second" "$((done_inputs / (took > 0 ? took : 1)))" \
		"inputs kept (new coverage)" "$(find "$here/corpus" -type f | wc -l)" \
		"branches covered, at most" \
		"$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$here"/log.* | sort -n | tail -n 1)" \
		"seconds" "$took"
	if [[ $failed != 0 ]]; then
		grep -hE 'panicked at|SUMMARY|ERROR|Test unit written' "$here"/log.* ||
			tail -n 20 "$here"/log.*
		fail "the fuzzer found something: see above, and $artifacts"
	fi
	[[ $done_inputs -ge $inputs ]] || fail "only $done_inputs of $inputs inputs were run"
	printf '%s\n' "No finding."
}

for target in "${targets[@]}"; do
	fuzz "$target"
done
