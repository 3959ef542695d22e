#!/usr/bin/env bash
# Runs four local authorities - Alice, Bob, Charlie and Dave, the chain `local` - on loopback, and
# prints their endpoints once they finalise. Ctrl-C stops all four.
#
#   --seconds N   stop by itself after N seconds. Without it the network runs until Ctrl-C; where
#                 there is no terminal (a pipe, a CI job) it runs for ten minutes.
#   --base DIR    keep the chain in DIR and go on from there the next time; without it the chain
#                 lives in a temporary folder and is removed
#   --port N      the first of the twelve ports, 9944 unless told: N to N+3 are JSON-RPC, N+4 to
#                 N+7 peers, N+8 to N+11 Prometheus
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly NAMES=(alice bob charlie dave)
# Without a terminal nobody can press Ctrl-C.
readonly UNATTENDED_SECONDS=600
# How long the four may take until they finalise.
readonly START_SECONDS=120
# The four's secret network keys are the numbers 1 to 4: known to all, as their session keys are.
# The others find Alice by hers, and one another through her.
readonly ALICE_PEER=12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp

usage() {
	fail "$1. Usage: scripts/network.sh [--seconds N] [--base DIR] [--port N]"
}

seconds=""
base=""
port=9944
while [[ $# != 0 ]]; do
	[[ $# -ge 2 ]] || usage "'$1' is unknown or lacks its value"
	case "$1" in
		--seconds) seconds="$2" ;;
		--base) base="$2" ;;
		--port) port="$2" ;;
		*) usage "unknown argument '$1'" ;;
	esac
	shift 2
done
[[ -z $seconds || $seconds =~ ^[1-9][0-9]{0,6}$ ]] || usage "--seconds is a number above 0, not '$seconds'"
if [[ ! $port =~ ^[1-9][0-9]{3,4}$ ]] || ((port > 65524)); then
	usage "--port is a number from 1000 to 65524, not '$port'"
fi
[[ -n $seconds || -t 0 ]] || seconds=$UNATTENDED_SECONDS

# Whether something listens on a port of this machine.
occupied() {
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

for ((number = port; number < port + 12; number++)); do
	! occupied "$number" ||
		fail "port $number is in use, and the network needs $port to $((port + 11)). Stop what" \
			"uses it, or choose others with --port."
done

node="${HALLMARK_NODE:-$(node_binary)}"
if [[ ! -x $node ]] || ! have curl; then
	[[ -z ${HALLMARK_NODE:-} || -x $node ]] || fail "HALLMARK_NODE is not a program: $node"
	scripts/setup.sh
	build_node
fi

temporary=""
if [[ -z $base ]]; then
	temporary="$(mktemp -d)"
	base="$temporary"
fi
mkdir -p "$base"

pids=()

# Stops the four, and only them.
stop() {
	local pid
	trap - EXIT INT TERM
	for pid in "${pids[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	for pid in "${pids[@]}"; do
		wait "$pid" 2>/dev/null || true
	done
	[[ -z $temporary ]] || rm -rf "$temporary"
}
trap stop EXIT
trap 'say "Stopping the network"; exit 0' INT TERM

# Starts one authority: its place among the four, counted from 0.
start() {
	local index="$1" name="${NAMES[$1]}" others=()
	[[ $index == 0 ]] || others=(--bootnodes "/ip4/127.0.0.1/tcp/$((port + 4))/p2p/$ALICE_PEER")
	"$node" --chain local "--$name" --base-path "$base/$name" --no-telemetry --no-mdns \
		--node-key "$(printf '%064d' "$((index + 1))")" \
		--rpc-port "$((port + index))" \
		--listen-addr "/ip4/127.0.0.1/tcp/$((port + 4 + index))" \
		--prometheus-port "$((port + 8 + index))" \
		"${others[@]}" >"$base/$name.log" 2>&1 &
	pids+=($!)
}

# Fails if one of the four has ended.
all_run() {
	local index
	for index in "${!NAMES[@]}"; do
		kill -0 "${pids[$index]}" 2>/dev/null && continue
		tail -n 20 "$base/${NAMES[$index]}.log" >&2
		fail "${NAMES[$index]} has ended. The lines above are the last ones of its log."
	done
}

# Calls a JSON-RPC method without parameters, or with one string, at a node.
ask() {
	local parameters="[]"
	[[ $# -lt 3 ]] || parameters="[\"$3\"]"
	curl -sS --max-time 5 -H 'content-type: application/json' \
		-d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":$parameters}" \
		"http://127.0.0.1:$((port + $1))" 2>/dev/null
}

# The height that a node holds final; nothing if it does not answer.
finalised() {
	local hash
	hash="$(ask "$1" chain_getFinalizedHead | sed -n 's/.*"result":"\(0x[0-9a-f]*\)".*/\1/p')"
	[[ -n $hash ]] || return 0
	printf '%d\n' "$(ask "$1" chain_getHeader "$hash" | sed -n 's/.*"number":"\(0x[0-9a-f]*\)".*/\1/p')"
}

# Waits until every node holds a block final that it did not hold final before.
wait_for_finality() {
	local index from now deadline=$((SECONDS + START_SECONDS))
	for index in "${!NAMES[@]}"; do
		from=""
		until now="$(finalised "$index")" && [[ -n $from && -n $now && $now -gt $from ]]; do
			[[ -n $from ]] || from="$now"
			all_run
			((SECONDS < deadline)) || fail "${NAMES[$index]} finalised nothing within" \
				"$START_SECONDS s. Its log: $base/${NAMES[$index]}.log"
			sleep 1
		done
	done
}

say "Starting ${NAMES[*]} in $base"
began=$SECONDS
for index in "${!NAMES[@]}"; do
	start "$index"
done
wait_for_finality

say "The network finalises, $((SECONDS - began)) s after its start"
for index in "${!NAMES[@]}"; do
	printf '  %-8s ws://127.0.0.1:%d   metrics http://127.0.0.1:%d/metrics   log %s\n' \
		"${NAMES[$index]}" "$((port + index))" "$((port + 8 + index))" "$base/${NAMES[$index]}.log"
done
printf '\n  Look at it: https://polkadot.js.org/apps/?rpc=ws%%3A%%2F%%2F127.0.0.1%%3A%d\n' "$port"
if [[ -n $seconds ]]; then
	printf '  It stops by itself after %d s; Ctrl-C stops it sooner.\n' "$seconds"
else
	printf '  Ctrl-C stops it.\n'
fi

deadline=$((SECONDS + ${seconds:-0}))
while [[ -z $seconds ]] || ((SECONDS < deadline)); do
	all_run
	sleep 1
done
say "Stopping the network after $seconds s: finalised up to block $(finalised 0)"
