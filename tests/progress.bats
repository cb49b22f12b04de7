#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# How far long work has come, on a terminal and nowhere else.
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	command -v script >/dev/null || skip 'script(1) is not installed'
	"$ROOT/scripts/make-run" -o run.xml 1 7
	mc-parse --date 2026-11-22 run.xml >one
	sed -n 1p one >record
	sed -n 2p one >seal
}

# slowly: a record, two seconds later a second one, and no seal.
slowly() {
	cat record
	sleep 2
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do cat record; done
}

# terminal COMMAND: what a terminal shows while the command runs.
terminal() {
	script -qec "$1" /dev/null </dev/null
}

@test "a count and the time, taken away at the end" {
	export -f slowly
	terminal 'bash -c slowly | mc-lookup >out' >shown
	grep -q $'\r\e\\[Kmc-lookup: 2 documents, [1-9] s' shown
	tail -c 4 shown | grep -q $'\r\e\\[K$'
}

@test "not with -q, not before a pipe, not without a terminal" {
	export -f slowly
	terminal 'bash -c slowly | mc-lookup -q >out' >quiet
	terminal 'bash -c slowly | mc-lookup | cat >out' >piped
	slowly | mc-lookup >out 2>none
	[ "$(cat quiet piped none | grep -c documents)" -eq 0 ]
}
