#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
#
# Identity numbers (mc-parse(1)): whole runs with official test
# numbers in every place that can hide one; then every byte of MC_HOME and all
# that the tools said is searched for them. They may stand in bank files, in
# the stream that goes from tool to tool, in encrypted columns, and in the
# reference by which the customer must pay; nowhere else.
load helper

HERE=$BATS_TEST_DIRNAME/../testdata/privacy
IDS=$HERE/identities

setup() {
	for tool in pdftotext qpdf sqlite3; do
		command -v $tool >/dev/null || skip "$tool is absent"
	done
	cd "$BATS_TEST_TMPDIR" || return
	mkdir said live
}

# install [identity: never]: an installation of that kind.
install_home() {
	export MC_HOME=$PWD/home
	mc-register init -e test
	sed "s/identity: keep/${1:-identity: keep}/" "$HERE/mc.yaml" \
	    >"$MC_HOME/mc.yaml"
	[[ $# -eq 0 ]] || return 0
	said 0 mc-register import "$HERE/customers.csv"
	said 0 mc-register import "$HERE/agreements.csv"
}

# said STATUS COMMAND...: what it says is kept for the search.
said() {
	local want=$1 got=0 file
	shift
	file=$(find said -type f | wc -l)
	"$@" >"said/$file.out" 2>"said/$file.err" </dev/null || got=$?
	[[ $got =~ ^($want)$ ]] || fail "$*: status $got, want $want: $(
	    cat "said/$file.err")"
}

# stage STATUS IN OUT COMMAND...: the same of a tool in the pipe; its stream is
# a live one.
stage() {
	local want=$1 in=live/$2 out=live/$3 got=0 file
	shift 3
	file=$(find said -type f | wc -l)
	"$@" <"$in" >"$out" 2>"said/$file.err" || got=$?
	[[ $got =~ ^($want)$ ]] || fail "$*: status $got, want $want: $(
	    cat "said/$file.err")"
}

# run_through FIRST [FILE]: the stages from the file FIRST of live to mc-send; mc-parse
# reads it as standard input, or FILE.
run_through() {
	stage '0|1' "$1" s0 mc-parse -d 2026-11-22 "${2:--}"
	stage 0 s0 s1 mc-lookup
	stage 0 s1 s2 mc-route
	stage 0 s2 s3 mc-guard -v
	stage 0 s3 s4 mc-render
	stage 0 s4 s5 mc-autogiro -v
}

# A document's names with what is random or hashed in them left out.
found() {
	"$BATS_TEST_DIRNAME/privacy-look" "$IDS" "$@" | sed -E \
	    -e 's/[0-9a-f]{12}-[0-9]{3}\.tar/VOLUME.tar/' \
	    -e 's/_[0-9a-f]{8}\.[0-9a-f]{8}-[0-9a-f]{8,16}/_HASH/g' \
	    -e 's/-[0-9a-f]{16}/-HASH/g; s/-[0-9a-f]{8}\//-HASH\//g' \
	    -e 's/-[0-9a-f]{12}-/-RUN-/g; s/mc\.[0-9a-f]{16}/mc.HASH/' \
	    -e 's|/[0-9a-f]{2}/|/HH/|' -e 's/: (streams|text|plain|escaped)//g' |
	    LC_ALL=C sort -u
}

# In MC_HOME and in what was said they stand where testdata/privacy/found says,
# and nowhere else.
assert_found() {
	found home said >hits
	grep -v "^#" "$HERE/found" | LC_ALL=C sort | diff -u - hits
}

# Nothing but the reference, and the number of the document that has one for
# its number, stands in a page; checked without these.
assert_pages() {
	local pdf n=0
	while read -r pdf; do
		pdftotext -layout "$pdf" - | tr -d ' ' | sed \
		    -e 's/93008112189876154//; s/00022923999//' \
		    -e 's/1909012199312//; s/508462023559//' \
		    -e 's/00053097248016000//' \
		    -e 's/190901219931//' | "$BUILD/tests/privacy_search" \
		    "$IDS" - >in-page || fail "$pdf: $(cat in-page)"
		n=$((n + 1))
	done < <(find home/out home/deliveries -name '*.pdf')
	[[ $n -gt 20 ]] || fail "$n pages"
}

# ---- the searcher --------------------------------------------------------

search() {
	"$BUILD/tests/privacy_search" "$IDS" "$@"
}

# planted COMMAND...: what it prints has the first identity.
planted() {
	"$@" >plant
	search plant >hits && fail "not found: $*"
	grep -q 'identity 1$' hits
}

@test "the searcher finds every spelling" {
	for text in 198112189876 8112189876 19811218-9876 811218+9876 \
	    '811218 9876' '81 12 18 - 98 76' SE811218987601 \
	    93008112189876154 16811218-9876 x8112189876y; do
		planted printf 'text %s text' "$text"
		planted printf '<a>%s</a>\n' "$text"
		for set in UTF-16LE UTF-16BE; do
			planted iconv -t $set <<<"a $text b"
		done
		for pad in '' a ab abc; do
			planted base64 <<<"some text $pad$text and more"
			planted base64 -w 20 <<<"some text $pad$text and more"
			planted xxd -p <<<"$pad$text"
			planted xxd -u -p <<<"$pad$text"
		done
	done
	planted printf '\\u0038112189876'
	planted printf '&#56;1121&#x38;9876'
	planted printf '=38112=\n189876'
	planted printf '%%38112189876'
	planted printf '\\0708112189876 \\070112189876'
	planted sqlite3 db 'CREATE TABLE t(a); INSERT INTO t
	    VALUES(8112189876)' '.dump'
	search db >hits && fail 'an integer'
	grep 'binary' hits
	mkdir 8112189876
	search 8112189876 >hits && fail 'a name'
	for text in '290199-907a' 290199907A 010106a9012 '010106 9012' \
	    '109155 96784' 50846202355; do
		printf '%s\n' "$text" >plant
		search plant >hits && fail "not found: $text"
	done
	[[ -s hits ]]
}

@test "the searcher finds nothing where nothing is" {
	printf '%s\n' 8112189875 811218987 '811218 98a76' \
	    '81121----89876' 9876811218 >plant
	head -c 100000 "$BUILD/mc-parse" >>plant
	search plant
	run -2 search /nowhere
	run -2 "$BUILD/tests/privacy_search" /dev/null plant
}

# A PDF, a tar and a message are looked into.
@test "what files hold is searched" {
	install_home
	printf 'norrlid\tid=1\tcustomer=C-1\tnote=x\treference=%s\n' \
	    8112189876 >documents.tsv
	"$BATS_TEST_DIRNAME/privacy-documents" documents.tsv >live/run.xml
	run_through run.xml
	mkdir -p box/mail/new
	find home/out -name '*.pdf' -exec cp {} box/a.pdf \;
	tar -cf box/b.tar -C box a.pdf
	{ printf '%s\n' --x 'Content-Transfer-Encoding: base64' ''
	  base64 box/a.pdf; echo --x--; } >box/mail/new/c
	"$BATS_TEST_DIRNAME/privacy-look" "$IDS" box | sed -n 's/: text.*//p' \
	    >hits
	printf '%s\n' box/a.pdf box/b.tar/a.pdf box/mail/new/c/part1 >want
	same_bytes want hits
}

# ---- runs ----------------------------------------------------------------

@test "a run, and all that an operator asks" {
	install_home
	"$BATS_TEST_DIRNAME/privacy-documents" >live/run.xml
	run_through run.xml
	stage 0 s5 s6 mc-send -v
	[[ -z $(ls home/spool) ]]
	[[ -n $(ls home/in) ]] # what came by standard input, until it is filed
	said 1 mc-archive -v live/s6
	[[ -z $(ls home/in) ]]
	said 0 mc-route -x live/s1
	said 0 mc-route --simulate home/mc.yaml home/mc.yaml -- live/s1
	for option in --one-line --route --fields; do
		said 0 mc-show "$option" live/s6
	done
	said 0 mc-show live/s6
	said 0 mc-seal -k live/s6
	said 0 mc-pick -t 'invoice.buyer.name ~ "*811218-9876*"' live/s6
	said 64 mc-pick 'invoice.nothing = 811218-9876' live/s6
	said 0 mc-send -n live/s5
	said 0 mc-send list
	said 0 mc-send list -e
	said 0 mc-guard list
	said 0 mc-autogiro list
	said 0 mc-autogiro list -f "$(jq -r '.end.files[0].path // empty' \
	    live/s6)"
	said 0 mc-register list
	said 0 mc-register export
	said 0 mc-register export -a
	said 0 mc-register history norrlid C-7
	said 0 mc-register rotate
	said 0 mc-archive find
	said 0 mc-archive verify
	while read -r id; do
		said 0 mc-archive story "$id"
		said 0 mc-archive get "$id"
		said '0|66' mc-archive get "$id" source
	done < <(jq -r '.id // empty' live/s6)
	said 0 mc-archive rebuild
	assert_found
	assert_pages
}

@test "what is asked for with a number is not echoed" {
	install_home
	"$BATS_TEST_DIRNAME/privacy-documents" >live/run.xml
	run_through run.xml live/run.xml
	stage 0 s5 s6 mc-send
	said 1 mc-archive live/s6
	local id=norrlid/invoice/1 n
	for n in 19811218-9876 8112189876; do
		said '0|65|66' mc-send hold -R "asked by $n" "norrlid/invoice/$n"
		said '0|65|66' mc-send stop -R "asked by $n" $id
		said '0|65|66' mc-send resolve -R "by $n" $id accepted kivra
		said '0|65|66' mc-send replace -R "for $n" $id
		said '0|66' mc-archive find -C "$n"
		said '0|66' mc-archive find -R "$n"
		said '0|66' mc-archive find -N "$n"
		said '0|64|66' mc-archive find -A "$n"
		said 66 mc-archive story "norrlid/invoice/$n"
		said 66 mc-archive get "norrlid/invoice/$n"
		said '0|66' mc-register list -N "$n"
		said '0|66' mc-register history norrlid "$n"
		said '0|66' mc-send list "norrlid/invoice/$n"
		said 66 mc-parse "$n.xml"
		said 66 mc-route "$n.jsonl"
		printf 'sender,number\nnorrlid,%s\n' "$n" >"table.csv"
		said 65 mc-register import table.csv
		printf 'sender,number,name\nnorrlid,C-1,%s\n' "$n" >table.csv
		said 65 mc-register import table.csv
		printf 'sender,number,channel,status\nnorrlid,%s,box,%s\n' \
		    "$n" "$n" >table.csv
		said 65 mc-register import table.csv
	done
	said 0 mc-guard -a 'asked by 811218-9876' live/s2
	mv "said/$(($(find said -type f | wc -l) - 2)).out" live/
	stage 0 s5 s7 mc-send resend -R 'lost by 811218-9876'
	stage 0 s3 s8 mc-render --copy
	stage 0 s8 s9 mc-send copy -R 'wanted by 811218-9876'
	said '0|1' mc-archive live/s9
	said 0 mc-send list -e
	assert_found
	assert_pages
}

@test "payments, receipts and mandates that come later" {
	install_home
	"$BATS_TEST_DIRNAME/privacy-documents" >live/run.xml
	run_through run.xml
	stage 0 s5 s6 mc-send
	said 1 mc-archive live/s6
	jq -cn '
	def head($kind; $n): { mc: 1, kind: $kind,
	    id: "norrlid/\($kind)/\($n)", run: { id: "0123456789cd",
	    at: "2026-12-01T04:00:00Z" } };
	(head("payment"; 1) | .payment = { reference: "00022923999",
	    payer: "200002292399", name: "Eva 000229-2399", amount: "100.00",
	    currency: "SEK", date: "2026-11-30",
	    text: "hyra 0002292399" }),
	(head("payment"; 2) | .payment = { reference: "8112189876",
	    amount: "1.00", currency: "SEK", date: "2026-11-30" }),
	(head("mandate"; 1) | .mandate = { payer: "195704289999",
	    holder: "195704289999", status: "active" }),
	(head("receipt"; 1) | .receipt = { document: "norrlid/invoice/6",
	    channel: "mail", outcome: "accepted",
	    at: "2026-11-23T08:00:00Z", address: "195704289999@x.example",
	    text: "for 19570428-9999" })' >live/later
	mc-seal --new live/later >live/sealed
	said '0|1' mc-archive -v live/sealed
	said 0 mc-show live/sealed
	said 0 mc-archive find -a
	said 0 mc-archive story norrlid/invoice/5
	said 0 mc-archive story norrlid/invoice/6
	said 0 mc-archive rebuild
	assert_found
}

@test "identity: never: none at all, not in the stream either" {
	install_home 'identity: never'
	"$BATS_TEST_DIRNAME/privacy-documents" >run.xml
	for file in customers agreements; do
		said 65 mc-register import "$HERE/$file.csv"
	done
	cut -d , -f 1-4 "$HERE/customers.csv" >customers.csv
	said 0 mc-register import customers.csv
	cp run.xml live/run.xml
	run_through run.xml
	rm live/run.xml
	stage 0 s5 s6 mc-send -v
	said 1 mc-archive -v live/s6
	[[ -z $(find home/in home/spool -type f) ]]
	said 0 mc-show live/s6
	said 0 mc-send list -e
	said 0 mc-archive find -a
	while read -r id; do
		said 0 mc-archive story "$id"
		said 0 mc-archive get "$id"
		said '0|66' mc-archive get "$id" source
	done < <(jq -r '.id // empty' live/s6)
	found home said live >hits
	[[ ! -s hits ]] || fail "$(cat hits)"
	# those that cannot do without, and nothing else, are rejected for it
	jq -r 'select(.rejected.rule == "identity-never") | .source.index' \
	    live/s6 | tr '\n' ' ' >rejected
	[[ $(cat rejected) == '1 5 8 10 11 12 13 ' ]] ||
	    fail "$(jq -c '[.source.index, .rejected]' live/s6)"
	[[ $(find home/deliveries home/mail -type f -name '*.pdf' -o \
	    -path '*/new/*' | wc -l) -gt 5 ]]
}

# What is left in between are spools, which hold the stream.
@test "killed in the middle, then --retry: nothing stays" {
	export ASAN_OPTIONS=verify_asan_link_order=0
	install_home
	"$BATS_TEST_DIRNAME/privacy-documents" >live/run.xml
	stage '0|1' run.xml s0 mc-parse -d 2026-11-22
	stage 0 s0 s1 mc-lookup
	stage 0 s1 s2 mc-route
	stage 0 s2 s4 mc-render
	local at kills=0 n
	for at in 3 9 20; do
		killed $at live/s4 mc-autogiro
	done
	stage 0 s4 s5 mc-autogiro
	for at in 4 12 40; do
		killed $at live/s5 mc-send
	done
	n=$kills
	[[ $n -ge 4 ]] || fail "$n kills"
	stage 0 s5 other mc-send --retry
	stage 0 s5 s6 mc-send
	for at in 5 15 60; do
		killed $at live/s6 mc-archive
	done
	[[ $kills -gt $n ]] || fail 'mc-archive was not hit'
	said 1 mc-archive live/s6
	said '0|1' mc-archive live/other
	said 0 mc-archive verify
	[[ -z $(find home/in home/spool -type f) ]]
	assert_found
	assert_pages
}

# killed AT FILE COMMAND...: ended by SIGKILL before that step, if it has so
# many; what it said is kept.
killed() {
	local at=$1 in=$2 got=0 n
	shift 2
	n=$(find said -type f | wc -l)
	KILL_AT=$at LD_PRELOAD=$BUILD/tests/kill.so "$@" <"$in" >live/killed \
	    2>"said/$n.err" || got=$?
	if [[ $got -eq 137 ]]; then
		kills=$((kills + 1))
	fi
}
