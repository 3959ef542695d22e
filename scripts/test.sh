#!/usr/bin/env bash
# Runs every test: the Rust ones (units, the runtime's rules, a real node over JSON-RPC), those of the
# `hallmark` command, which does all that its help and the quickstart say on a fresh node, then two
# public JavaScript libraries against another. Takes no arguments and ends by itself.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[[ $# == 0 ]] || fail "scripts/test.sh takes no arguments"

scripts/setup.sh --tests

log="$(mktemp)"
trap 'rm -f "$log"' EXIT

say "Rust tests (the first build takes the better part of an hour on two cores)"
cargo test --release --locked 2>&1 | tee "$log"
# A filter or a lost test target must not pass for success.
grep -Eq '^test result: ok\. [1-9][0-9]* passed' "$log" || fail "cargo ran no test"

build_node

HALLMARK_NODE="$(node_binary)"
export HALLMARK_NODE

say "The command's tests"
# By itself: with the node's packages it would switch features on for which the SDK is compiled again.
cargo test --release --locked -p hallmark-cli 2>&1 | tee "$log"
grep -Eq '^test result: ok\. [1-9][0-9]* passed' "$log" || fail "cargo ran no test of the command"

say "Client tests"
cd clients/compat || exit
# npm leaves its own copy of the lock behind when it is done.
[[ node_modules/.package-lock.json -nt package-lock.json ]] || npm ci --loglevel=error
npm test 2>&1 | tee "$log"
grep -Eq '^(ℹ|#) pass [1-9]' "$log" || fail "the Node.js runner ran no test"
