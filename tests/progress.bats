#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# How far long work has come, on a terminal and nowhere else.
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	command -v script >/dev/null || skip 'script(1) is not installed'
	terminal true >/dev/null 2>&1 ||
	    skip 'no pseudo-terminal is to be had here'
	"$ROOT/scripts/make-run" -o run.xml 1 7
	mc-parse --date 2026-11-22 run.xml >one
	sed -n 1p one >record
	# Scripts, because script(1) may start a shell that knows no functions
	# of this one.
	cat >slowly <<'EOF'
# A record five times a second, until the terminal shows how many and how
# long, or for a minute; no seal.
i=0
while [ $i -lt 300 ]; do
	cat record
	grep -qs 'documents, [1-9]' shown && break
	sleep 0.2
	i=$((i + 1))
done
EOF
	cat >briefly <<'EOF'
# A record five times a second, for longer than a terminal waits.
i=0
while [ $i -lt 15 ]; do
	cat record
	sleep 0.2
	i=$((i + 1))
done
EOF
}

# terminal COMMAND: what a terminal shows while the command runs.
terminal() {
	SHELL=/bin/sh script -qfec "$1" /dev/null </dev/null
}

@test "a count and the time, taken away at the end" {
	terminal 'sh slowly | mc-lookup >out' >shown
	grep -Eq $'\r\e\\[Kmc-lookup: [1-9][0-9]* documents, [1-9][0-9]* s' shown
	tail -c 4 shown | grep -q $'\r\e\\[K$'
}

@test "not with -q, not before a pipe, not without a terminal" {
	terminal 'sh briefly | mc-lookup -q >out' >quiet
	terminal 'sh briefly | mc-lookup | cat >out.piped' >piped
	sh briefly | mc-lookup >out.none 2>none
	[ "$(cat out out.piped out.none | grep -c '"reach"')" -eq 45 ]
	[ "$(cat quiet piped none | grep -c documents)" -eq 0 ]
}
