#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# mc-archive erase: what goes, what stays, and what may not be erased.
load helper
. "$BATS_TEST_DIRNAME/archive-records"

setup() {
	setup_home
	mkdir -p "$MC_HOME/in" "$MC_HOME/out"
	cd "$BATS_TEST_TMPDIR" || return
}

sent='.sent = [{ purpose: "presentation", channel: "email",
    outcome: "accepted", at: "2026-11-22T05:00:00Z" }]'

# Two documents with source and PDF, sent, in one volume.
two() {
	local n sum
	for n in 1001 1002; do
		echo "<Invoice>Hemlig $n</Invoice>" >"$MC_HOME/in/$n.xml"
		echo "%PDF-1.7 Hemlig $n" >"$MC_HOME/out/$n.pdf"
		sum=$(sha256sum "$MC_HOME/out/$n.pdf" | cut -d ' ' -f 1)
		record $n in/$n.xml "$sent"' | .pages = [{ variant: "print",
		    path: "out/'$n'.pdf", sha256: "'"$sum"'" }]'
	done | file_all
}

# flip OFFSET FILE: changes a byte there.
flip() {
	local byte
	byte=$(dd if="$2" bs=1 skip="$1" count=1 status=none | od -An -tu1)
	printf '%b' "\\0$(printf %o $((byte ^ 1)))" |
	    dd of="$2" bs=1 seek="$1" conv=notrunc status=none
}

# An index made anew says the same of everything.
same_again() {
	mc-archive find -a >before
	mc-archive rebuild
	mc-archive find -a >after
	same_bytes before after
	rm "$MC_HOME"/archive/index.db*
	mc-archive find -a >after
	same_bytes before after
}

@test "what is left of an erased document" {
	two
	cp "$(filed)" before.tar
	mc-archive get norrlid/invoice/1002 >other
	run -0 mc-archive erase -R 'asked for by letter 17' norrlid/invoice/1001
	assert_lines 3
	[[ ${lines[2]} == "erased   archive/2026/11/0123456789ab-000.tar  \
norrlid_invoice_1001-"????????/1001.pdf ]]
	# the volume: headers, names and chain as before, the data zeros
	tar tvf before.tar >want
	tar tvf "$(filed)" >got
	same_bytes want got
	tar xOf before.tar chain >want
	tar xOf "$(filed)" chain >got
	same_bytes want got
	tar xOf "$(filed)" --wildcards 'norrlid_invoice_1001-*' |
	    tr -d '\0' >got
	[ ! -s got ]
	tar xOf "$(filed)" --wildcards 'norrlid_invoice_1002-*' >got
	tar xOf before.tar --wildcards 'norrlid_invoice_1002-*' >want
	same_bytes want got
	run -0 mc-archive verify
	[[ $(last_line) == 'volumes 1  members 6 '*'  erased 3  faults 0' ]]
	# no byte of it in the archive, the index and its log included
	refute grep -rq 'Hemlig 1001\|Kund 1001\|C-1001\|771001\|1001\.50' \
	    "$MC_HOME/archive"
	grep -rq 'Kund 1002' "$MC_HOME/archive"

	local v=archive/2026/11/0123456789ab-000.tar key part
	for key in '-N 1001' '-S erased'; do
		# shellcheck disable=SC2086 # a list of options
		run -0 mc-archive find $key
		[ "$output" = "norrlid/invoice/1001	-	-	-	erased	$v" ]
	done
	for key in '-A 1001.50' '-B Kund?1001*' '-C C-1001' '-R 771001' \
	    '-S sent -N 1001' '-K email -N 1001' '-D 2026-11-20 -N 1001'; do
		set -f
		# shellcheck disable=SC2086
		run -0 mc-archive find $key
		set +f
		[ -z "$output" ] || fail "$key: $output"
	done
	for part in record source pdf autogiro; do
		run -66 mc-archive get norrlid/invoice/1001 $part
		[[ $output == "mc-archive: norrlid/invoice/1001: erased 20"*\
" by "*": asked for by letter 17" ]] || fail "$part: $output"
	done
	run -0 mc-archive story norrlid/invoice/1001
	assert_lines 3
	[[ ${lines[0]} == *'  filed as version 1 in '$v ]]
	[[ ${lines[1]} == *'  erased by '*': asked for by letter 17' ]]
	[[ ${lines[2]} == 'now '*' erased' ]]
	mc-archive get norrlid/invoice/1002 >got
	same_bytes other got
	mc-archive get norrlid/invoice/1002 source >got
	same_bytes "$MC_HOME/in/1002.xml" got
	same_again
}

@test "an erased document is not filed again" {
	two
	cp "$BATS_TEST_TMPDIR/raw" in
	mc-archive -p in >first
	mc-archive erase -R why norrlid/invoice/1001
	mc-archive -p in >second
	same_bytes first second
	mc-archive rebuild
	mc-archive -p in >second
	same_bytes first second
	[ "$(filed | wc -l)" -eq 1 ]
	# with something new it is a version of its own
	head -n 1 in | jq -c '.sent[0].outcome = "permanent"' | file_all
	assert_state norrlid/invoice/1001 failed
	same_again
	mc-archive get norrlid/invoice/1001 >got 2>messages
	assert_lines 1 got
	grep -q 'erased 20' messages
	run -66 mc-archive get -r 1 norrlid/invoice/1001
	mc-archive get -r 2 norrlid/invoice/1001 | same_bytes got -
	mc-archive erase -R 'and again' norrlid/invoice/1001
	assert_state norrlid/invoice/1001 erased
	run -0 mc-archive verify
	[[ $(last_line) == *'  erased 6  faults 0' ]]
	mc-archive story norrlid/invoice/1001 >got
	[ "$(grep -c 'erased by' got)" -eq 2 ]
	same_again
}

@test "all versions, in all volumes" {
	invoice 1 10.00 "$sent" | file_all
	invoice 1 11.00 "$sent | .sent[0].at = \"2026-11-23T05:00:00Z\"" |
	    file_all
	run -0 mc-archive erase -R why norrlid/invoice/1
	assert_lines 2
	run -0 mc-archive find -a
	assert_lines 2
	[[ ${lines[0]}${lines[1]} == *erased*erased* ]]
	run -0 mc-archive story norrlid/invoice/1
	assert_lines 4
	mc-archive verify
	same_again
}

@test "again, dry, and by mistake" {
	two
	local sum
	sum=$(sha256sum "$(filed)")
	run -0 mc-archive erase -n -R why norrlid/invoice/1001
	assert_lines 3
	[[ ${lines[0]} == would* ]]
	[ "$(sha256sum "$(filed)")" = "$sum" ]
	[ ! -s "$MC_HOME/archive/erasures" ]
	run -66 mc-archive erase -R why norrlid/invoice/1009
	run -64 mc-archive erase norrlid/invoice/1001
	run -64 mc-archive erase -R ' ' norrlid/invoice/1001
	run -64 mc-archive erase -R "$(printf %201s x | tr ' ' x)" \
	    norrlid/invoice/1001
	run -64 mc-archive erase -R why
	run -64 mc-archive erase -R why a b
	[ "$(sha256sum "$(filed)")" = "$sum" ]
	mc-archive erase -R "$(printf 'för 19121212-1212\n\033[2J')" \
	    norrlid/invoice/1001
	run -66 mc-archive get norrlid/invoice/1001
	[[ $output == *': för *************' ]] ||
	    [[ $output == *': för *************\x0a\x1b[2J' ]]
	cp "$MC_HOME/archive/erasures" erasures
	refute grep -q -e 121212 -e -1212 erasures
	run -0 mc-archive erase -R 'why not' norrlid/invoice/1001
	[ -z "$output" ]
	same_bytes erasures "$MC_HOME/archive/erasures"
}

@test "what may still be sent is not erased" {
	local state
	for state in open held; do
		invoice $state 5.00 '.sent = [{ purpose: "presentation",
		    channel: "email", at: "2026-11-22T05:00:00Z", outcome:
		    "'"${state/open/transient}"'" }]' | file_all
		assert_state norrlid/invoice/$state $state
		run -65 mc-archive erase -R why norrlid/invoice/$state
		[[ $output == *"it is $state"* ]]
	done
	# paid as it may be
	news payment 1 '{ "document": "norrlid/invoice/open",
	    "amount": "5.00", "currency": "SEK" }' | file_all
	assert_state norrlid/invoice/open paid
	run -65 mc-archive erase -R why norrlid/invoice/open
	[ ! -e "$MC_HOME/archive/erasures" ]
	news receipt 1 '{ "document": "norrlid/invoice/open",
	    "channel": "email", "outcome": "accepted",
	    "at": "2026-11-23T05:00:00Z" }' | file_all
	mc-archive erase -R why norrlid/invoice/open
	mc-archive verify
}

@test "payments and receipts, and whose they were" {
	{ invoice 1 10.00 "$sent"' | .invoice.payment[0].reference = "555"'
	  invoice 2 20.00 "$sent"' | .invoice.payment[0].reference = "555"'
	} | file_all
	pay() {
		news payment "$1" '{ "reference": "555", "amount": "'"$2"'",
		    "currency": "SEK", "payer_name": "Betalare '"$1"'" }'
	}
	# nobody's; then one names its document, so the next is the other's
	pay 1 10.00 | file_all
	news payment 2 '{ "document": "norrlid/invoice/1",
	    "amount": "10.00", "currency": "SEK" }' | file_all
	pay 3 20.00 | file_all
	assert_state norrlid/payment/1 unmatched
	assert_state norrlid/invoice/2 paid
	run -65 mc-archive erase -R why norrlid/payment/3
	[[ $output == *'what became of norrlid/invoice/2'* ]]
	run -0 mc-archive erase -R why norrlid/invoice/1
	[[ $output == *'kept     norrlid/payment/2  '* ]]
	assert_state norrlid/invoice/1 erased
	assert_state norrlid/payment/1 unmatched
	assert_state norrlid/invoice/2 paid
	same_again
	run -0 mc-archive erase -R why norrlid/invoice/2
	[[ $output == *'kept     norrlid/payment/3  '* ]]
	same_again
	assert_state norrlid/payment/1 unmatched
	mc-archive story norrlid/invoice/2 | grep -q 'payment: 20.00 SEK'
	# what is about it may go now
	mc-archive erase -R why norrlid/payment/3
	mc-archive erase -R why norrlid/payment/1
	assert_state norrlid/payment/3 erased
	same_again
	refute grep -rq 'Betalare [13]' "$MC_HOME/archive"
	mc-archive story norrlid/invoice/2 >got
	refute grep -q 'payment:' got
	mc-archive verify
}

@test "a batch that others stand in is kept" {
	local path=out/ag.txt sum
	printf '82202611300    %016d%012d0009912346%-27s\r\n' \
	    191212121212 10010 REF1 >"$MC_HOME/$path"
	sum=$(sha256sum "$MC_HOME/$path" | cut -d' ' -f1)
	{ invoice 1 100.10 "$sent"; invoice 2 0.20 "$sent"; } |
	    jq -c --arg sum "$sum" '.autogiro = { path: "out/ag.txt",
	        sha256: $sum, batch: "ag", position: 1 }' >in
	sealed in
	jq -c --arg sum "$sum" 'if .end then .end.files = [{
	    tool: "mc-autogiro", path: "out/ag.txt", sha256: $sum,
	    bytes: 82, records: 2, totals: { SEK: "100.30" } }]
	    else . end' in >in2
	mc-archive in2
	mc-archive get norrlid/invoice/2 autogiro >want
	refute grep -q 12121212 want
	run -0 mc-archive erase -R why norrlid/invoice/1
	[[ ${lines[0]} == 'kept '*' batch ag: others stand in it'* ]]
	mc-archive get norrlid/invoice/2 autogiro >got
	same_bytes want got
	mc-archive verify
	same_again
}

@test "an id that holds an identity number" {
	invoice 1 10.00 "$sent | .id = \"norrlid/invoice/191212121212\"" |
	    file_all
	mc-archive erase -R why norrlid/invoice/191212121212 >got
	mc-archive story norrlid/invoice/191212121212 >>got
	run -0 mc-archive find -S erased
	assert_lines 1
	refute grep -rq 12121212 got "$MC_HOME/archive"
	mc-archive verify
	same_again
}

@test "verify finds every other change" {
	two
	local v at list=$MC_HOME/archive/erasures
	v=$(filed)
	cp "$v" whole.tar
	mc-archive erase -R why norrlid/invoice/1001
	mc-archive erase -R why norrlid/invoice/1002
	mc-archive verify
	# a byte of data, its header, its padding
	for at in 512 3 $((512 + $(tar xOf "$v" chain |
	    awk 'NR == 1 { print $3 }'))); do
		flip "$at" "$v"
		run -65 mc-archive verify
		[[ ${lines[0]} == archive/2026/11/*1001-*/record.json:* ]] ||
		    fail "$at: $output"
		flip "$at" "$v"
	done
	# the data as it was
	cp "$v" erased.tar
	cp whole.tar "$v"
	run -65 mc-archive verify
	[[ $output == *'record.json: is listed as erased, and is not zeros'* ]]
	[[ $output == *'erased 6  faults 6' ]]
	cp erased.tar "$v"
	# a line taken away or changed: first, last, all
	cp "$list" keep
	for at in 1d 2d 1,2d 's/why/who/' '2s/why/who/'; do
		sed -i "$at" "$list"
		run -65 mc-archive verify
		[[ $output == *'archive/erasures:'* ]] ||
		    [[ $output == *'the data does not have the digest'* ]] ||
		    fail "$at: $output"
		cp keep "$list"
	done
	mc-archive verify
	# a line cut off by a crash is none
	printf '0123' >>"$list"
	mc-archive verify
	invoice 3 1.00 "$sent" | file_all
	mc-archive erase -R why norrlid/invoice/3
	assert_lines 3 "$list"
	mc-archive verify
	same_again
}

@test "a document that is damaged is not erased" {
	two
	flip 600 "$(filed)"
	run -65 mc-archive erase -R why norrlid/invoice/1001
	[[ $output == *'record.json: the data does not have the digest'* ]]
	[ ! -e "$MC_HOME/archive/erasures" ]
}

# What a crash leaves between the line and the zeros, and behind them.
@test "a crash in an erasure is mended by the next start" {
	two
	cp "$(filed)" whole.tar
	cp -r "$MC_HOME/archive" archive
	mc-archive erase -R why norrlid/invoice/1001
	mc-archive find -a >want
	local next v=$MC_HOME/archive/2026/11/0123456789ab-000.tar
	for next in filing erasing; do
		cp whole.tar "$v"
		cp archive/index.db "$MC_HOME/archive/"
		invoice 3 1.00 "$sent" >another
		if [ $next = filing ]; then
			file_all <another
		else
			mc-archive erase -R x norrlid/invoice/1001
		fi
		run -0 mc-archive verify
		[[ $(last_line) == *'erased 3  faults 0' ]]
		mc-archive find -a | grep -v /3 >got
		same_bytes want got
	done
	# tools that only read leave the zeros to others, and say the same
	cp whole.tar "$v"
	rm "$MC_HOME"/archive/index.db*
	mc-archive find -a | grep -v /3 >got
	same_bytes want got
	run -66 mc-archive get norrlid/invoice/1001
}

@test "kill -9 in an erasure" {
	run -0 "$ROOT/tests/kill-erase" 10
	[[ $output == *'10 killed'* ]]
}
