#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# The official suites, with the answers of the official engine: every finding
# of ours against every one of its. They are not ours to copy, and lie beside
# the project or nowhere.
load helper

setup() {
	need_shared
	SUITE=$SHARED/tools/rules-suite
	command -v python3 >/dev/null || skip 'python3, which reads the suites, is not here'
	unset MC_HOME MC_CONF
	cd "$BATS_TEST_TMPDIR" || return
}

# agrees SUITE LEAST: all its cases, and that there are so many.
agrees() {
	local status=0 n
	"$SUITE" -t "$BUILD/mc-parse" -s "$1" -v >report || status=$?
	n=$(tail -n 1 report | cut -d ' ' -f 1)
	[ "$status" -eq 0 ] || fail "$(tail -n 25 report)"
	[ "$n" -ge "$2" ] || fail "only $n cases"
}

@test "every case of the official suites that are here" {
	agrees unit-en16931 600
	agrees unit-peppol 300
}

@test "every full document that is here" {
	agrees files 200
}

@test "every mutant that the official engine could evaluate" {
	agrees mutants 1500
}

@test "a document for each rule" {
	agrees targeted 1600
}

@test "the schema of UBL 2.1" {
	agrees xsd 900
}
