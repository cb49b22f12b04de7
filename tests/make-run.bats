#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# scripts/make-run: what it promises to the tests that lean on it.
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
}

# parse_run KIND STATUS: 200 documents of that kind through mc-parse; the
# control figures must agree whatever is wrong with the documents.
parse_run() {
	"$ROOT/scripts/make-run" -s -k "$1" 200 7 >run.xml 2>sums
	expect "$2" /dev/null parsed mc-parse -d 2026-11-20 \
	    --expect "$(cat sums)" run.xml || return
	assert_lines 201 parsed
}

# count FILTER: how many records of `parsed` it lets through.
count() {
	jq -c "select($1)" parsed | wc -l
}

@test "the same bytes everywhere: testdata is what it makes" {
	"$ROOT/scripts/make-run" -c customers.csv 12 3809 >small.xml
	"$ROOT/scripts/make-run" --bare 1 3809 >example.xml
	for f in customers.csv small.xml example.xml; do
		cmp "$f" "$ROOT/testdata/$f"
	done
}

@test "a longer run begins with the shorter one" {
	"$ROOT/scripts/make-run" 20 5 | sed '$d' >short
	"$ROOT/scripts/make-run" -o long 40 5
	cmp -n "$(wc -c <short)" short long
	"$ROOT/scripts/make-run" 20 6 | sed '$d' >other
	run cmp -s short other
	[ "$status" -eq 1 ]
}

@test "good documents have no findings, three senders, both kinds" {
	parse_run good 0
	[ "$(count .problems)" -eq 0 ]
	[ "$(count '.kind == "credit-note"')" -gt 1 ]
	[ "$(jq -r 'select(.id).id | split("/")[0]' parsed | sort -u |
	    tr '\n' ' ')" = 'nordfjell norrlid pohjanlahti ' ]
}

@test "good documents pass the rules of Peppol, with few and with many lines" {
	for lines in 0 5 1000; do
		options=
		[ "$lines" -eq 0 ] || options="-l $lines"
		# shellcheck disable=SC2086 # words
		"$ROOT/scripts/make-run" -s $options 30 7 >run.xml 2>sums
		expect 0 /dev/null parsed mc-parse -d 2026-11-20 -R peppol \
		    --expect "$(cat sums)" run.xml
		[ "$(count .problems)" -eq 0 ]
	done
	[ "$(count '.invoice.lines | length == 1000')" -eq 30 ]
}

@test "only one sender" {
	"$ROOT/scripts/make-run" -s -S nordfjell 30 1 >run.xml 2>sums
	grep -Eqx '30,[0-9]+\.[0-9]{2} NOK' sums
	expect 0 /dev/null parsed mc-parse --expect "$(cat sums)" run.xml
	[ "$(count '.id and (.id | startswith("nordfjell/") | not)')" -eq 0 ]
}

@test "one document in 50 is bad, in the way that was asked for" {
	parse_run bad-sum 1
	[ "$(count '.rejected.rule == "BR-CO-10"')" -eq 4 ]
	parse_run bad-account 1
	[ "$(count '.rejected.rule == "account-unregistered"')" -eq 4 ]
	[ "$(count '.problems[1].rule == "account-check"')" -eq 4 ]
	parse_run bad-namespace 1
	[ "$(count '.rejected.rule == "namespace"')" -eq 4 ]
	parse_run bad-xml 1
	[ "$(count '.rejected.rule == "xml"')" -eq 4 ]
	parse_run mixed-bad 1
	[ "$(count '.rejected or .problems')" -eq 4 ]
}

@test "the documents are valid UBL 2.1" {
	need_shared
	command -v xmllint >/dev/null || skip 'xmllint is absent'
	{
		"$ROOT/scripts/make-run" 200 11
		"$ROOT/scripts/make-run" -l 20 100 11
	} | awk '
	/^<(Invoice|CreditNote) / {
		kind = substr($1, 2)
		file = kind "-" ++n ".xml"
	}
	file { print >file }
	/^<\/(Invoice|CreditNote)>/ { close(file); file = "" }'
	schemas=$SHARED/data/einvoice/ubl-2.1-xsd/maindoc
	for kind in Invoice CreditNote; do
		xmllint --noout --nonet --schema \
		    "$schemas/UBL-$kind-2.1.xsd" $kind-*.xml 2>faults ||
		    fail "$(grep -v validates faults | head)"
	done
}

@test "usage" {
	for arguments in '' '1' '1 2 3' 'x 1' '1 -1' '-k nix 1 1' \
	    '-S nix 1 1' '-b 2 1' '-l 0 1 1' '-l 40001 1 1'; do
		# shellcheck disable=SC2086 # words
		run "$ROOT/scripts/make-run" $arguments
		[ "$status" -eq 64 ]
	done
	expect 74 /dev/null /dev/full "$ROOT/scripts/make-run" 1 1
}
