#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# The contracts, with records that name no file; then small streams of our own
# with files, and the whole pipeline once.
load helper
. "$BATS_TEST_DIRNAME/archive-records"

setup() {
	setup_home
	mkdir -p "$MC_HOME/in"
	# the made-up sources of the contracts do not exist
	CONTRACT_THROUGH="sed 's/\"path\":\"run.xml\",//'"
}

@test "conservation" { contract_conservation mc-archive -p; }
@test "foreign members" { contract_foreign mc-archive -p; }
@test "rerun" { contract_rerun mc-archive -p; }
@test "seal" { contract_seal mc-archive -p; }
@test "cut-off input" { contract_cut_off mc-archive -p; }
@test "full disk: the stream" { contract_full mc-archive -p; }
@test "full disk: the report" { contract_full mc-archive; }
@test "usage" { contract_usage mc-archive; }
@test "flat memory" { contract_flat mc-archive -p; }

@test "usage of the subcommands" {
	local word
	for word in find get story verify erase rebuild; do
		contract_usage mc-archive "$word"
	done
	expect 64 /dev/null /dev/null mc-archive find x
	expect 64 /dev/null /dev/null mc-archive find -S lost
	expect 64 /dev/null /dev/null mc-archive find -A 1..x
	expect 64 /dev/null /dev/null mc-archive find -A ..
	expect 64 /dev/null /dev/null mc-archive find -D 2026-02-30
	expect 64 /dev/null /dev/null mc-archive find -D 2026-02-02..2026-02-01
	expect 64 /dev/null /dev/null mc-archive find -A 2..1
	expect 64 /dev/null /dev/null mc-archive find -l 0
	expect 64 /dev/null /dev/null mc-archive get
	expect 64 /dev/null /dev/null mc-archive get a/invoice/1 record more
	expect 64 /dev/null /dev/null mc-archive get -r 0 a/invoice/1
	expect 64 /dev/null /dev/null mc-archive rebuild x
	expect 66 /dev/null /dev/null mc-archive verify archive/x
	MC_HOME=/nonexistent expect 78 /dev/null /dev/null mc-archive verify
}

# Three documents: a sent one with a PDF, a rejected one, one that failed.
three() {
	echo '<Invoice>1001</Invoice>' >"$MC_HOME/in/1.xml"
	echo '<Invoice>1002</Invoice>' >"$MC_HOME/in/2.xml"
	echo 'no XML at all' >"$MC_HOME/in/3.xml"
	mkdir -p "$MC_HOME/out/a"
	echo '%PDF-1.7 made up' >"$MC_HOME/out/a/1001-x.pdf"
	local sha
	sha=$(sha256sum "$MC_HOME/out/a/1001-x.pdf" | cut -d' ' -f1)
	{
		record 1001 in/1.xml '. + { pages: [{ variant: "print",
		    path: "out/a/1001-x.pdf", sha256: "'"$sha"'",
		    bytes: 17 }, { variant: "email",
		    path: "out/a/1001-x.pdf", sha256: "'"$sha"'" },
		    { variant: "html", failed: "no template" }],
		    sent: [{ purpose: "presentation", channel: "email",
		    outcome: "permanent" }, { purpose: "presentation",
		    channel: "paper", outcome: "accepted" },
		    { purpose: "payment", channel: "autogiro",
		    outcome: "accepted" }] }'
		record 1002 in/2.xml '. + { sent: [{
		    purpose: "presentation", channel: "email",
		    outcome: "permanent" }] }'
		record 1003 in/3.xml '. + { kind: "document",
		    rejected: { tool: "mc-parse", place: "in/3.xml:1",
		    rule: "xml", text: "not XML" } } | del(.invoice)'
	} >"$BATS_TEST_TMPDIR/three"
	mc-seal --new "$BATS_TEST_TMPDIR/three" >"$BATS_TEST_TMPDIR/in"
}

@test "three documents are filed, found and given back" {
	three
	expect 1 "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/report" mc-archive
	cd "$BATS_TEST_TMPDIR" || return
	cat >want <<-'END'
	expected       3
	read           3
	filed          3
	filed-before   0
	versions       0
	sent           1
	held           0
	open           0
	failed         1
	rejected       1
	untried        0
	rule           xml              1
	reject         norrlid/invoice/1003  mc-parse  xml  in/3.xml:1: not XML
	channel        email            accepted 0  failed 2  open 0  held 0
	channel-total  email            SEK  accepted 0.00  failed 2004.00  open 0.00  held 0.00
	channel        paper            accepted 1  failed 0  open 0  held 0
	channel-total  paper            SEK  accepted 1001.50  failed 0.00  open 0.00  held 0.00
	debit          autogiro         collected 1  failed 0  open 0  held 0
	debit-total    autogiro         SEK  collected 1001.50  failed 0.00  open 0.00  held 0.00
	total          SEK  expected 2004.00  read 2004.00  filed 2004.00  before 0.00
	balance        documents read 3 = sent 1 + held 0 + open 0 + failed 1 + rejected 1 + untried 0  agrees
	balance        SEK read 2004.00 = sent 1001.50 + held 0.00 + open 0.00 + failed 1002.50 + rejected 0.00 + untried 0.00  agrees
	volume         archive/2026/11/0123456789ab-000.tar
	END
	same_bytes want report

	local v=archive/2026/11/0123456789ab-000.tar
	run mc-archive find
	assert_lines 3
	run -0 mc-archive find --number 1001
	[ "$output" = "norrlid/invoice/1001	2026-11-20	1001.50 SEK	Kund 1001 Åsa	sent	$v" ]
	run -0 mc-archive find --customer C-1002
	[ "$output" = "norrlid/invoice/1002	2026-11-20	1002.50 SEK	Kund 1002 Åsa	failed	$v" ]
	run -0 mc-archive find --state rejected
	[ "$output" = "norrlid/invoice/1003	2026-11-22	-	-	rejected	$v" ]
	local key
	for key in '--reference 771001' '--amount 1001.5' \
	    '--amount 1000..1002' '--channel paper' '--name *1001*' \
	    '--state sent' '--date 2026-11-20 --channel paper' \
	    '--date ..2026-11-20 --amount ..1001.50'; do
		set -f
		# shellcheck disable=SC2086 # a list of options
		run -0 mc-archive find $key
		set +f
		assert_lines 1
		[[ $output == norrlid/invoice/1001* ]] || fail "$key: $output"
	done
	for key in '--number 1009' '--date 2026-11-21' '--channel autogir' \
	    '--amount 1003..' '--name 1001' '--customer 1001'; do
		# shellcheck disable=SC2086
		run -0 mc-archive find $key
		[ -z "$output" ] || fail "$key: $output"
	done
	run -0 mc-archive find --date 2026-11-01..2026-11-30 -l 2
	assert_lines 2

	mc-archive get norrlid/invoice/1001 >got
	sed -n 1p three >want
	same_bytes want got
	mc-archive get norrlid/invoice/1001 source >got
	same_bytes "$MC_HOME/in/1.xml" got
	mc-archive get norrlid/invoice/1001 pdf >got
	same_bytes "$MC_HOME/out/a/1001-x.pdf" got
	mc-archive get norrlid/invoice/1003 source.bin >got
	same_bytes "$MC_HOME/in/3.xml" got
	run -66 mc-archive get norrlid/invoice/1002 pdf
	run -66 mc-archive get norrlid/invoice/1009
}

@test "any tar can read a volume" {
	three
	mc-archive "$BATS_TEST_TMPDIR/in" >/dev/null || [ $? -eq 1 ]
	cd "$BATS_TEST_TMPDIR" || return
	tar tf "$(filed)" >names
	cat >want <<-'END'
	norrlid_invoice_1001-XXXXXXXX/record.json
	norrlid_invoice_1001-XXXXXXXX/source.xml
	norrlid_invoice_1001-XXXXXXXX/1001-x.pdf
	norrlid_invoice_1002-XXXXXXXX/record.json
	norrlid_invoice_1002-XXXXXXXX/source.xml
	norrlid_invoice_1003-XXXXXXXX/record.json
	norrlid_invoice_1003-XXXXXXXX/source.bin
	chain
	END
	sed 's/-[0-9a-f]\{8\}\//-XXXXXXXX\//' names >got
	same_bytes want got
	tar xf "$(filed)"
	same_bytes norrlid_invoice_1001-*/1001-x.pdf "$MC_HOME/out/a/1001-x.pdf"
	# the digests of the chain are those of the files
	awk '{ print $2 "  " $4 }' chain | sha256sum -c --quiet
	awk '{ print $3, $4 }' chain | while read -r n name; do
		[ "$n" -eq "$(wc -c <"$name")" ] || fail "$name: $n"
	done
	[ "$(tar tvf "$(filed)" --utc | awk '{ print $1, $2, $4, $5 }' |
	    sort -u)" = '-rw------- 0/0 2026-11-22 04:00' ]
}

# chain_n and the ledger's head, by other means
@test "chain and ledger are what the manual says" {
	three
	mc-archive "$BATS_TEST_TMPDIR/in" >/dev/null || [ $? -eq 1 ]
	cd "$BATS_TEST_TMPDIR" || return
	local path=archive/2026/11/0123456789ab-000.tar chain sum name rest
	unhex() { printf '%b' "$(printf %s "$1" | sed 's/../\\x&/g')"; }
	chain=$(printf %s $path | sha256sum | cut -d' ' -f1)
	tar xOf "$MC_HOME/$path" chain >lines
	while read -r want sum _ name; do
		chain=$({ unhex "$chain"; printf %s "$name"
		    unhex "$sum"; } | sha256sum | cut -d' ' -f1)
		[ "$chain" = "$want" ] || fail "$name"
	done <lines
	read -r head rest <"$MC_HOME/archive/ledger"
	[ "${rest%% *}" = "$chain" ]
	[ "$head" = "$({ head -c 32 /dev/zero; printf %s "$rest"; } |
	    sha256sum | cut -d' ' -f1)" ]
}

@test "a rerun files nothing and says what was said" {
	three
	expect 1 "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/1" mc-archive -p
	sleep 1
	expect 1 "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/2" mc-archive -p
	same_bytes "$BATS_TEST_TMPDIR/1" "$BATS_TEST_TMPDIR/2"
	[ "$(filed | wc -l)" -eq 1 ]
	[ "$(wc -l <"$MC_HOME/archive/ledger")" -eq 1 ]
	expect 1 "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/3" mc-archive
	grep -qx 'filed-before   3' "$BATS_TEST_TMPDIR/3"
	grep -qx 'filed          0' "$BATS_TEST_TMPDIR/3"
	# even when only the volumes are left
	rm "$MC_HOME"/archive/index.db*
	expect 1 "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/2" mc-archive -p
	same_bytes "$BATS_TEST_TMPDIR/1" "$BATS_TEST_TMPDIR/2"
	[ "$(filed | wc -l)" -eq 1 ]
}

@test "the archived section points into the volume" {
	three
	expect 1 "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/out" mc-archive -p
	cd "$BATS_TEST_TMPDIR" || return
	jq -r 'select(.id) | [.id, .archived.volume, .archived.offset // 0,
	    .archived.chain] | @tsv' out >places
	[ "$(wc -l <places)" -eq 3 ]
	while IFS=$'\t' read -r id volume offset chain; do
		# what stands there is the record's first header
		[ "$(dd if="$MC_HOME/$volume" bs=1 skip="$offset" count=100 \
		    status=none | tr '\0' '\n' | sed 1q |
		    sed 's/-[0-9a-f]*\/.*//')" = "${id//\//_}" ]
		tar xOf "$MC_HOME/$volume" chain | grep -q "^$chain "
	done <places
}

@test "two runs of one day give the same bytes" {
	three
	mc-archive "$BATS_TEST_TMPDIR/in" >/dev/null || [ $? -eq 1 ]
	cp "$(filed)" "$BATS_TEST_TMPDIR/first.tar"
	rm -r "$MC_HOME/archive"
	mkdir "$MC_HOME/archive"
	mc-archive "$BATS_TEST_TMPDIR/in" >/dev/null || [ $? -eq 1 ]
	same_bytes "$(filed)" "$BATS_TEST_TMPDIR/first.tar"
}

@test "a changed record is another version" {
	three
	cd "$BATS_TEST_TMPDIR" || return
	mc-archive in >/dev/null || [ $? -eq 1 ]
	sed -n 1p three | jq -c '.sent[0].outcome = "accepted"' >new
	cp new in2
	sealed in2
	mc-archive in2 >report
	grep -qx 'versions       1' report
	grep -qx 'volume         archive/2026/11/0123456789ab-001.tar' report
	run -0 mc-archive find --number 1001
	assert_lines 1
	[[ $output == *-001.tar ]]
	run -0 mc-archive find --all --number 1001
	assert_lines 2
	mc-archive get norrlid/invoice/1001 >got
	sed -n 1p three | cat new - >want
	same_bytes want got
	mc-archive get -r 1 norrlid/invoice/1001 >got
	sed -n 1p three >want
	same_bytes want got
	run -66 mc-archive get -r 3 norrlid/invoice/1001
	mc-archive verify
}

@test "identity numbers are in neither copy nor index" {
	cd "$BATS_TEST_TMPDIR" || return
	local nr=19121212-1212
	printf '<Invoice><nr>%s</nr><x>%s</x></Invoice>' $nr $nr \
	    >"$MC_HOME/in/p.xml"
	record 7 in/p.xml '.source.mask = [{ at: 13, bytes: 13 }] |
	    .invoice.buyer.legal_id = "'$nr'" |
	    .invoice.notes = [{ text: "för '$nr'" }] |
	    .invoice.payment[0].reference = "191212121212"' >in
	cp in line
	sealed in
	mc-archive in
	mc-archive get norrlid/invoice/7 >got
	sed "s/$nr/*************/g; s/191212121212/************/" line >want
	same_bytes want got
	mc-archive get norrlid/invoice/7 source >got
	printf '<Invoice><nr>*************</nr><x>%s</x></Invoice>' $nr >want
	same_bytes want got
	# the digest of what it was is still told
	[ "$(mc-archive get norrlid/invoice/7 | jq -r .source.sha256)" = \
	    "$(sha256sum "$MC_HOME/in/p.xml" | cut -d' ' -f1)" ]
	sqlite3 "$MC_HOME/archive/index.db" .dump >dump
	grep -q 'Kund 7' dump
	refute grep -Eq "1212-?1212" dump
	run -0 mc-archive find -R 191212121212
	[ -z "$output" ]
	run -0 mc-archive find -N 7
	assert_lines 1
}

@test "a range that leads out of the document" {
	cd "$BATS_TEST_TMPDIR" || return
	echo '<Invoice/>' >"$MC_HOME/in/p.xml"
	record 7 in/p.xml '.source.mask = [{ at: 5, bytes: 100 }]' >in
	sealed in
	run -65 mc-archive in
	[ -z "$(filed)" ]
}

@test "a file that is not what the record says" {
	three
	cd "$BATS_TEST_TMPDIR" || return
	cp "$MC_HOME/in/2.xml" keep
	echo '<Invoice>1009</Invoice>' >"$MC_HOME/in/2.xml"
	run -66 mc-archive in
	[[ $output == *in:2:*/source:*in/2.xml:* ]]
	[ -z "$(filed)" ]
	rm "$MC_HOME/in/2.xml"
	run -66 mc-archive in
	[[ $output == *in/2.xml* ]]
	mkfifo "$MC_HOME/in/2.xml"
	run -66 mc-archive in
	rm "$MC_HOME/in/2.xml"
	echo >"$MC_HOME/in/2.xml"
	run -66 mc-archive in
	[[ $output == *shorter* ]]
	cp keep "$MC_HOME/in/2.xml"
	echo 'another' >"$MC_HOME/out/a/1001-x.pdf"
	run -66 mc-archive in
	[[ $output == */pages/0:*1001-x.pdf* ]]
	[ -z "$(filed)" ]
	[ ! -s "$MC_HOME/archive/ledger" ]
}

@test "paths that lead out of the home" {
	three
	cd "$BATS_TEST_TMPDIR" || return
	sed -n 1p three | jq -c '.pages[0].path = "../../etc/passwd"' >in
	sealed in
	run -65 mc-archive in
	sed -n 1p three | jq -c '.run.id = "../../../../x"' >in
	sealed in
	run -65 mc-archive in
	sed -n 1p three | jq -c '.id = "../../etc/\n\tpasswd"' >in
	sealed in
	mc-archive in
	tar tf "$(filed)" | grep -q '^_._.._etc_passwd-......../record.json$'
	run -0 mc-archive find
	assert_lines 1
	[[ $output == *'etc/\x0a\x09passwd'* ]]
}

@test "an id that begins like an option" {
	cd "$BATS_TEST_TMPDIR" || return
	echo 'no XML' >"$MC_HOME/in/p.xml"
	record 1 in/p.xml '.id = "-/document/0123456789abcdef"' >in
	sealed in
	mc-archive in
	mc-archive get -- -/document/0123456789abcdef source >got
	same_bytes "$MC_HOME/in/p.xml" got
	tar tf "$(filed)" | grep -q '^-_document_0123456789abcdef-'
}

@test "A/1 and A_1" {
	cd "$BATS_TEST_TMPDIR" || return
	echo '<Invoice/>' >"$MC_HOME/in/p.xml"
	{ record A/1 in/p.xml '.invoice.payable = "1.00"'
	  record A_1 in/p.xml '.invoice.payable = "2.00"'; } >in
	sealed in
	mc-archive in
	[ "$(mc-archive get norrlid/invoice/A/1 | jq -r .id)" = \
	    norrlid/invoice/A/1 ]
	[ "$(tar tf "$(filed)" | sort -u | wc -l)" -eq 5 ]
}

@test "a damaged stream files nothing" {
	three
	cd "$BATS_TEST_TMPDIR" || return
	for cut in 's/"records":3/"records":4/' 4d 1d '4s/./x/'; do
		sed "$cut" in >bad
		run -65 mc-archive bad
		run -65 mc-archive -p bad
		[[ $output != *'"mc"'* ]] || fail "$cut: passed on"
	done
	[ -z "$(filed)" ]
	[ ! -s "$MC_HOME/archive/ledger" ]
	[ -z "$(ls "$MC_HOME/spool")" ]
}

# bytes OFFSET FILE: flips a bit there
flip() {
	local byte
	byte=$(dd if="$2" bs=1 skip="$1" count=1 status=none | od -An -tu1)
	printf '%b' "\\0$(printf %o $((byte ^ 1)))" |
	    dd of="$2" bs=1 seek="$1" conv=notrunc status=none
}

@test "verify names what was changed" {
	three
	mc-archive "$BATS_TEST_TMPDIR/in" >/dev/null || [ $? -eq 1 ]
	local v at
	v=$(filed)
	run -0 mc-archive verify
	[ "$(last_line)" = "volumes 1  members 7  bytes $(wc -c <"$v")  erased 0  faults 0" ]
	# 512: the data of the first member; 3: its header
	for at in 512 3; do
		flip $at "$v"
		run -65 mc-archive verify
		[[ ${lines[0]} == archive/2026/11/0123456789ab-000.tar:\ \
norrlid_invoice_1001-????????/record.json:\ * ]] || fail "$at: $output"
		flip $at "$v"
	done
	flip "$(($(wc -c <"$v") - 1))" "$v"
	run -65 mc-archive verify
	[[ $output == *000.tar:\ end:* ]]
	flip "$(($(wc -c <"$v") - 1))" "$v"
	run -0 mc-archive verify "${v#"$MC_HOME/"}" "$v"
	# what does not have its digest is not given out
	flip 512 "$v"
	run -65 mc-archive get norrlid/invoice/1001
	flip 512 "$v"
	flip 0 "$MC_HOME/archive/ledger"
	run -65 mc-archive verify
	[[ $output == *archive/ledger* ]]
	flip 0 "$MC_HOME/archive/ledger"
	cp "$v" "${v%0.tar}7.tar"
	run -65 mc-archive verify
	[[ $output == *-007.tar:\ not\ in\ the\ ledger* ]]
	rm "$v" "${v%0.tar}7.tar"
	run -65 mc-archive verify
	[[ $output == *-000.tar:\ volume:\ is\ missing* ]]
}

@test "a rebuilt index finds the same" {
	three
	mc-archive "$BATS_TEST_TMPDIR/in" >/dev/null || [ $? -eq 1 ]
	mc-archive find >"$BATS_TEST_TMPDIR/before"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/before")" -eq 3 ]
	rm "$MC_HOME"/archive/index.db*
	mc-archive rebuild
	mc-archive find >"$BATS_TEST_TMPDIR/after"
	same_bytes "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
	rm "$MC_HOME"/archive/index.db*
	mc-archive find >"$BATS_TEST_TMPDIR/after"
	same_bytes "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
	printf 'this is no database, and long enough to look like one %0999d' 1 \
	    >"$MC_HOME/archive/index.db"
	run mc-archive find
	[ "$status" -ne 0 ]
	[[ $output == *rebuild* ]]
	mc-archive rebuild
	mc-archive find >"$BATS_TEST_TMPDIR/after"
	same_bytes "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
}

@test "a crash between any two steps is mended" {
	three
	cd "$BATS_TEST_TMPDIR" || return
	local ledger=$MC_HOME/archive/ledger v
	mc-archive in >/dev/null || [ $? -eq 1 ]
	v=$(filed)
	mc-archive find >found
	# before the rename: a part nobody writes any more
	mv "$v" "$v.part"
	: >"$ledger"
	rm "$MC_HOME"/archive/index.db*
	mc-archive in >report || [ $? -eq 1 ]
	grep -qx 'filed          3' report
	[ "$(filed)" = "$v" ]
	# before the ledger line
	: >"$ledger"
	mc-archive in >report || [ $? -eq 1 ]
	grep -qx 'filed-before   3' report
	[ "$(wc -l <"$ledger")" -eq 1 ]
	# in the ledger line
	truncate -s -9 "$ledger"
	mc-archive in >report || [ $? -eq 1 ]
	grep -qx 'filed-before   3' report
	# before the index
	rm "$MC_HOME"/archive/index.db*
	mc-archive in >report || [ $? -eq 1 ]
	grep -qx 'filed-before   3' report
	[ "$(filed)" = "$v" ]
	mc-archive verify
	mc-archive find >again
	same_bytes found again
}

@test "kill -9 at random times" {
	"$ROOT/tests/kill-archive" 10
}

@test "no room for the volume" {
	three
	cd "$BATS_TEST_TMPDIR" || return
	run -74 bash -c 'trap "" XFSZ; ulimit -f 2; exec mc-archive in'
	[ -z "$(filed)" ]
	mc-archive verify
}

@test "no report in the ledger when standard output is closed" {
	three
	cd "$BATS_TEST_TMPDIR" || return
	run -74 bash -c 'exec mc-archive in >&-'
	[ "$(wc -l <"$MC_HOME/archive/ledger")" = 1 ]
	mc-archive verify
	[ "$(mc-archive in | grep -c '^filed-before *3$')" = 1 ]
}

@test "two at once" {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p "$MC_HOME/out"
	local i
	for i in 1 2; do
		record_lines 400 $((i * 1000)) |
		    sed 's/"path":"run.xml",//' >in$i
		sealed in$i
	done
	{ mc-archive in1 >r1 || [ $? -eq 1 ]; } &
	local one=$!
	mc-archive in2 >r2 || [ $? -eq 1 ]
	wait $one
	[ "$(cat r1 r2 | grep -cx 'filed          400')" -eq 2 ]
	[ "$(filed | wc -l)" -eq 2 ]
	[ "$(mc-archive find | wc -l)" -eq 800 ]
	mc-archive verify
}

# Whoever comes second files nothing twice: 75, or it was all filed before.
@test "the same stream twice at once" {
	cd "$BATS_TEST_TMPDIR" || return
	record_lines 400 1 | sed 's/"path":"run.xml",//' >in1
	sealed in1
	{ mc-archive in1 >r1 2>e1 || echo $? >s1; } &
	mc-archive in1 >r2 2>e2 || echo $? >s2
	wait
	[[ $(sort -u s1 s2 | tr '\n' ' ') =~ ^1\ (75\ )?$ ]] ||
	    fail "$(cat s1 e1 s2 e2)"
	[ "$(filed | wc -l)" -eq 1 ]
	[ "$(mc-archive find -a | wc -l)" -eq 400 ]
	mc-archive in1 >r1 || [ $? -eq 1 ]
	grep -qx 'filed-before   400' r1
	mc-archive verify
}

@test "the pipeline, and back" {
	cd "$BATS_TEST_TMPDIR" || return
	cp "$ROOT/testdata/small.xml" "$MC_HOME/in/"
	mc-parse -d 2026-11-22 "$MC_HOME/in/small.xml" >parsed
	mc-lookup parsed | mc-route | mc-render >rendered
	mc-archive -p rendered >out
	[ "$(wc -l <out)" -eq "$(wc -l <parsed)" ]
	local id path offset bytes pdf
	while IFS=$'\t' read -r id path offset bytes pdf; do
		mc-archive get "$id" source >got
		tail -c "+$((offset + 1))" "$MC_HOME/$path" |
		    head -c "$bytes" >want
		same_bytes want got
		mc-archive get "$id" pdf >got
		same_bytes "$MC_HOME/$pdf" got
		mc-archive get "$id" >got
		jq -c --arg id "$id" 'select(.id == $id)' rendered >want
		same_json want got
	done < <(jq -r 'select(.id) | [.id, .source.path,
	    .source.offset // 0, .source.bytes, .pages[0].path] | @tsv' rendered)
	mc-archive verify
}
