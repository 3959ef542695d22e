#!/usr/bin/env bash
# Brings a bare machine to where the project builds. Safe to run again: it installs what is missing
# and nothing else.
#
#   scripts/setup.sh           what the node and its Rust tests need
#   scripts/setup.sh --tests   also what the client tests need (Node.js)
#
# System packages are installed on Debian and Ubuntu. On any other system the script says what is
# missing and ends with code 1.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

apt_updated=no
tests=no
for argument in "$@"; do
	case "$argument" in
		--tests) tests=yes ;;
		*) fail "unknown argument '$argument'. Usage: scripts/setup.sh [--tests]" ;;
	esac
done

# What the build calls, and the Debian package that brings it.
probe_and_package=(
	"have cc|build-essential"
	"have c++|build-essential"
	"have make|build-essential"
	"have git|git"
	"have curl|curl"
	"have pkg-config|pkg-config"
	"have protoc|protobuf-compiler"
	"have openssl|openssl"
	"pkg-config --exists openssl|libssl-dev"
	"test -e /etc/ssl/certs/ca-certificates.crt|ca-certificates"
)

# The packages whose probe fails, one a line.
missing_packages() {
	local entry
	for entry in "${probe_and_package[@]}"; do
		# Outside Debian the certificates live elsewhere, and are there.
		[[ $entry == *ca-certificates && ! -e /etc/debian_version ]] && continue
		${entry%|*} >/dev/null 2>&1 || printf '%s\n' "${entry##*|}"
	done | sort -u
}

# Runs a command as the administrator.
as_root() {
	if [[ $(id -u) == 0 ]]; then
		"$@"
	elif have sudo; then
		sudo "$@"
	else
		fail "this needs an administrator. Run as root: $*"
	fi
}

# A bare machine has no list of packages yet; once is enough for a run.
apt_update() {
	[[ $apt_updated == yes ]] || as_root apt-get update -q
	apt_updated=yes
}

apt_install() {
	apt_update
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

system_packages() {
	local missing
	mapfile -t missing < <(missing_packages)
	[[ ${#missing[@]} == 0 ]] && return
	if have apt-get; then
		say "Installing system packages: ${missing[*]}"
		apt_install "${missing[@]}"
		mapfile -t missing < <(missing_packages)
		[[ ${#missing[@]} == 0 ]] || fail "still missing after the installation: ${missing[*]}"
		return
	fi
	cat >&2 <<-EOF
		error: this system has no apt-get, so nothing was installed. Missing, by Debian's names:
		  ${missing[*]}
		Install these and run this script again:
		  Fedora, RHEL   dnf install gcc gcc-c++ make git curl pkgconf-pkg-config protobuf-compiler openssl openssl-devel
		  Arch           pacman -S --needed base-devel git curl pkgconf protobuf openssl
		  Alpine         apk add build-base bash git curl pkgconf protoc openssl-dev
	EOF
	exit 1
}

# A list of rust-toolchain.toml, separated by commas.
toolchain_list() {
	sed -n "s/^$1 = \[\(.*\)\]\$/\1/p" rust-toolchain.toml | tr -d '" '
}

# Whether every part that rust-toolchain.toml names is installed.
have_toolchain() {
	local channel="$1" components="$2" targets="$3" installed part
	installed="$(rustup component list --installed --toolchain "$channel" 2>/dev/null)" || return 1
	for part in ${components//,/ } ${targets//,/ }; do
		grep -Eq "^(rust-std-)?$part(-|\$)" <<<"$installed" || return 1
	done
}

rust() {
	local channel components targets
	if ! have rustup; then
		have cargo && printf '%s\n' "A Rust without rustup is installed: rustup is added beside it."
		say "Installing rustup"
		curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
			sh -s -- -y --no-modify-path --profile minimal --default-toolchain none
	fi
	channel="$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)"
	components="$(toolchain_list components)"
	targets="$(toolchain_list targets)"
	have_toolchain "$channel" "$components" "$targets" && return
	say "Installing Rust $channel with $components, for $targets"
	rustup toolchain install "$channel" --profile minimal --no-self-update \
		--component "$components" --target "$targets"
}

# Whether the system's own package of Node.js is new enough.
apt_has_node() {
	have apt-get || return
	apt_update
	[[ $(apt-cache policy nodejs) =~ Candidate:\ ([0-9]+:)?([0-9]+) ]] &&
		((BASH_REMATCH[2] >= NODE_MAJOR))
}

client_tests() {
	have_node && return
	if [[ $tests == no ]]; then
		printf '%s\n' "Node.js $NODE_MAJOR or newer is not here: only the client tests need it."
		return
	fi
	if apt_has_node; then
		say "Installing Node.js"
		apt_install nodejs npm
		have_node || fail "Node.js was installed, but 'node' and 'npm' do not run. Try both by hand."
	else
		fail "the client tests need Node.js $NODE_MAJOR or newer with npm, and this system's packages" \
			"have none. Get it at https://nodejs.org/en/download and run this script again."
	fi
}

system_packages
rust
client_tests
say "Everything the project needs is installed"
