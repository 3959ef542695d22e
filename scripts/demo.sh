#!/usr/bin/env bash
# The main job in one command: sets the machine up, builds, starts a development chain and lets it do
# its work, from the admission of members to a recall. Prints what was proven and where to check it.
#
#   --data FILE        the temperatures that a fridge's device tells: CSV, `timestamp,value`, as the
#                      Numenta Anomaly Benchmark has it. Without it the benchmark's own file is told
#                      if it lies beside the checkout (../shared/data/nab), and else a made-up series
#   --generated        the made-up series, whatever lies beside the checkout
#   --celsius          the file counts in °C, and so do the two limits; otherwise in °F
#   --below DEGREES    three readings in a row below this are a failure; 40 °F unless told
#   --healthy DEGREES  eight readings in a row from this on show the repair; 60 °F unless told
#   --network          four authorities, each its own process, in place of one node
#   --keep             leave the chain running until Ctrl-C, and print what can be asked with curl
#   --rpc-port PORT    where JSON-RPC listens; the system chooses unless told
#
# It ends with code 1 if anything is not as it should be: also if the series has no failure, or ends
# before the repair is proven.
here="$PWD"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
	fail "$1. scripts/demo.sh --help lists what it can be told."
}

# Said before an hour of building, not after it.
arguments=()
while [[ $# != 0 ]]; do
	case "$1" in
		-h | --help)
			sed -n '2,/^here=/{/^#/s/^# \{0,1\}//p}' scripts/demo.sh
			exit
			;;
		--generated | --celsius | --network | --keep)
			arguments+=("$1")
			shift
			;;
		--data | --below | --healthy | --rpc-port)
			[[ $# -ge 2 ]] || usage "$1 lacks its value"
			value="$2"
			if [[ $1 == --data ]]; then
				[[ $value == /* ]] || value="$here/$value"
				[[ -r $value && -f $value ]] || usage "--data: there is no file $value that can be read"
			fi
			arguments+=("$1" "$value")
			shift 2
			;;
		*) usage "unknown argument '$1'" ;;
	esac
done

scripts/setup.sh
build_node
say "Demonstration"
exec "$CARGO_TARGET_DIR/release/examples/demo" --node "$(node_binary)" "${arguments[@]}"
