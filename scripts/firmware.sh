#!/usr/bin/env bash
# Builds the device SDK's example firmware for a Cortex-M4F and prints what it needs: flash, memory
# with the stack that it really used, and instructions for each step. Fails above 64 KiB of flash or
# 16 KiB of memory, and if its bytes are not those that docs/devices.md shows.
#
#   scripts/firmware.sh
#
# Installs what is missing: the compiler's target, and on Debian and Ubuntu the emulator
# (`qemu-system-arm`), in which the firmware runs.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly TARGET=thumbv7em-none-eabihf
readonly FIRMWARE=clients/device/example-firmware
readonly PAGE=docs/devices.md
readonly MAX_FLASH=$((64 * 1024))
readonly MAX_RAM=$((16 * 1024))
# Where memory.x has it.
readonly RAM_ORIGIN=0x20000000
# An Arm board with a Cortex-M4F.
readonly BOARD=(-M mps2-an386 -display none)

[[ $# == 0 ]] || fail "usage: scripts/firmware.sh"

scripts/setup.sh
rustup target list --installed | grep -qx "$TARGET" || rustup target add "$TARGET"
if ! have qemu-system-arm; then
	say "Installing an emulator for Arm"
	have apt-get || fail "qemu-system-arm is missing: install QEMU for Arm and run this again"
	root=()
	[[ $(id -u) == 0 ]] || root=(sudo)
	"${root[@]}" apt-get update -q
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -q --no-install-recommends qemu-system-arm
fi

# A folder of its own: another target, another profile.
build="${CARGO_TARGET_DIR%/target}/firmware"
work="$(mktemp -d)"
emulator=
stop() {
	[[ -z $emulator ]] || kill "$emulator" 2>/dev/null || true
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

# block <name>: the bytes of a block of the page, in hex on one line.
block() {
	awk -v opening="\`\`\`hex $1" '
		$0 == opening { inside = 1; next }
		/^```/ { inside = 0 }
		inside { sub(/#.*/, ""); gsub(/[ \t]/, ""); printf "%s", $0 }
	' "$PAGE"
}

# frame <hex>: these bytes behind their length, as the firmware sends them.
frame() {
	printf '%04x%s' $((${#1} / 2)) "$1"
}

# What the firmware with the page's key has to send.
expected() {
	local path
	frame "$(block possession)"
	frame "$(block reading)"
	frame "$(block batch)"
	path="$(block path)"
	while [[ -n $path ]]; do
		frame "${path:0:64}"
		path="${path:64}"
	done
	frame "$(block acknowledgement)"
	frame ""
}

hex() {
	od -An -v -tx1 "$1" | tr -d ' \n'
}

# run <binary>: runs the firmware until it has sent its last frame, and leaves what it sent in
# $work/sent and its memory in $work/ram.
run() {
	local deadline=$((SECONDS + 120)) length
	length=$(($(expected | wc -c) / 2))
	rm -f "$work"/{sent,ram,monitor}
	mkfifo "$work/monitor"
	qemu-system-arm "${BOARD[@]}" -kernel "$1" -serial "file:$work/sent" -monitor stdio \
		<"$work/monitor" >"$work/log" 2>&1 &
	emulator=$!
	exec 3>"$work/monitor"
	# With any key it sends as many bytes.
	until [[ $(stat -c %s "$work/sent" 2>/dev/null || echo 0) -ge $length ]]; do
		[[ $SECONDS -lt $deadline ]] || fail "the firmware sent too little: $(hex "$work/sent")"
		kill -0 "$emulator" 2>/dev/null || fail "the emulator ended: $(<"$work/log")"
		sleep 0.1
	done
	printf 'pmemsave %s %s "%s"\nquit\n' "$RAM_ORIGIN" "$MAX_RAM" "$work/ram" >&3
	exec 3>&-
	wait "$emulator" || fail "the emulator failed: $(<"$work/log")"
	emulator=
}

# How much of the memory is not paint any more, from the lowest such word up. The stack grows down
# from the memory's end, and what is painted lies above data and bss.
touched() {
	od -An -v -tx4 -w4 "$work/ram" | awk -v skip="$1" '
		!lowest && NR * 4 > skip && $1 != "cccccccc" { lowest = NR }
		END { print lowest ? (NR - lowest + 1) * 4 : 0 }
	'
}

# section <binary> <name>: its bytes.
section() {
	size -A "$1" | awk -v name="$2" '$1 == name { bytes = $2 } END { print bytes + 0 }'
}

# measure <feature> <name>: builds the firmware with this key, runs it and prints the figures.
measure() {
	local key="$1" name="$2" folder="$build/$TARGET/release" text data bss stack flash ram
	say "Building the firmware with $name"
	# From its own folder: the workspace's settings are not this one's.
	(
		cd "$FIRMWARE"
		CARGO_TARGET_DIR="$build" cargo build --release --locked --target "$TARGET" \
			--no-default-features --features "$key"
	)
	cp "$folder/fridge" "$work/fridge"
	text=$(($(section "$work/fridge" .vector_table) + $(section "$work/fridge" .text) +
		$(section "$work/fridge" .rodata)))
	data="$(section "$work/fridge" .data)"
	bss=$(($(section "$work/fridge" .bss) + $(section "$work/fridge" .uninit)))

	say "Running it"
	run "$work/fridge"
	if [[ $key == ed25519 ]]; then
		[[ $(hex "$work/sent") == "$(expected)" ]] ||
			fail "the firmware does not send what $PAGE shows: $(hex "$work/sent")"
		printf 'It sent the bytes that %s shows.\n' "$PAGE"
	fi
	stack="$(touched $((data + bss)))"
	flash=$((text + data)) ram=$((data + bss + stack))

	timeout 120 qemu-system-arm "${BOARD[@]}" -icount shift=0,align=off,sleep=off -monitor none \
		-semihosting-config enable=on,target=native -serial "file:$work/figures" \
		-kernel "$folder/measure" || fail "measuring failed: $(cat "$work/figures")"
	grep -qx end "$work/figures" || fail "measuring was not finished: $(cat "$work/figures")"
	awk '$2 == "calibration" && ($3 < 7920000 || $3 > 8080000) { exit 1 }' "$work/figures" ||
		fail "the emulator's time is not one instruction a nanosecond: $(cat "$work/figures")"

	say "Figures with $name"
	printf '%-34s %8d bytes\n' "flash (text and data)" "$flash" "memory, all in all" "$ram" \
		"  data and bss" "$((data + bss))" "  stack, at most (measured)" "$stack"
	printf '\n%-18s %14s %14s\n' step instructions "stack, bytes"
	awk '$1 == "cost" && $2 != "calibration" { n[$2]++; i[$2] += $3; if ($4 > s[$2]) s[$2] = $4
			if (n[$2] == 1) order[++count] = $2 }
		END { for (k = 1; k <= count; k++) { name = order[k]
			printf "%-18s %14d %14d\n", name, i[name] / n[name], s[name] } }' "$work/figures"
	[[ $flash -le $MAX_FLASH ]] || fail "more than $MAX_FLASH bytes of flash"
	# A stack that fell out of the memory would have stopped the firmware: this is the other half.
	[[ $ram -lt $MAX_RAM ]] || fail "$MAX_RAM bytes of memory are not enough"
}

measure ed25519 "a key for Ed25519"
measure es256 "a key for ES256"
say "Both fit $((MAX_FLASH / 1024)) KiB of flash and $((MAX_RAM / 1024)) KiB of memory"
