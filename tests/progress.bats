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

# slowly: a record five times a second, until the terminal shows how many and
# how long, or for a minute; no seal.
slowly() {
	for ((i = 0; i < 300; i++)); do
		cat record
		grep -qs 'documents, [1-9]' shown && break
		sleep 0.2
	done
}

# briefly: a record five times a second, for longer than a terminal waits.
briefly() {
	for ((i = 0; i < 15; i++)); do
		cat record
		sleep 0.2
	done
}

# terminal COMMAND: what a terminal shows while the command runs.
terminal() {
	script -qfec "$1" /dev/null </dev/null
}

@test "a count and the time, taken away at the end" {
	export -f slowly
	terminal 'bash -c slowly | mc-lookup >out' >shown
	grep -Eq $'\r\e\\[Kmc-lookup: [1-9][0-9]* documents, [1-9][0-9]* s' shown
	tail -c 4 shown | grep -q $'\r\e\\[K$'
}

@test "not with -q, not before a pipe, not without a terminal" {
	export -f briefly
	terminal 'bash -c briefly | mc-lookup -q >out' >quiet
	terminal 'bash -c briefly | mc-lookup | cat >out' >piped
	briefly | mc-lookup >out 2>none
	[ "$(cat quiet piped none | grep -c documents)" -eq 0 ]
}
