#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
load helper

setup() {
	setup_home
	install -m 600 "$ROOT/tests/mc-send.yaml" "$MC_HOME/mc.yaml"
	cd "$BATS_TEST_TMPDIR" || return
	SENT=$MC_HOME/deliveries
	printf '%%PDF-1.4 contract\n' >"$MC_HOME/out/page.pdf"
	local sum
	sum=$(sha256sum <"$MC_HOME/out/page.pdf" | cut -d ' ' -f 1)
	CONTRACT_THROUGH="jq -c 'if .end then . else . + { route: {
	    presentation: [{ channel: \"first\" }, { channel: \"second\" }] },
	    pages: [{ variant: \"page\", path: \"out/page.pdf\",
	    mime: \"application/pdf\", sha256: \"$sum\" }] } end'"
}

teardown() {
	if [[ -n ${MOUNTED-} ]]; then
		umount "$MOUNTED"
	fi
}

@test "conservation" { contract_conservation mc-send; }
@test "foreign members" { contract_foreign mc-send; }
@test "untouched records" { contract_untouched mc-send; }
@test "ranks on rerun" { contract_ranks mc-send; }
@test "rerun" { contract_rerun mc-send; }
@test "cut-off input" { contract_cut_off mc-send; }
@test "full disk" { contract_full mc-send; }
@test "usage" { contract_usage mc-send; }
@test "usage of list" { contract_usage mc-send list; }
@test "flat memory" { contract_flat mc-send; }
@test "seal" { contract_seal mc-send; }

# input N [WORD]: N sealed records in the file `in`.
input() {
	"$ROOT/tests/send-records" "$@" >in
}

# The files that were handed over, one a line.
handed() {
	find "$SENT" -type f 2>/dev/null | LC_ALL=C sort
}

# assert_pdfs N: N PDFs lie there, a sidecar beside each, nothing else.
assert_pdfs() {
	local pdfs files
	pdfs=$(handed | grep -c '\.pdf$' || :)
	files=$(handed | wc -l)
	[[ $pdfs -eq $1 && $files -eq $((2 * $1)) ]] ||
	    fail "$pdfs PDFs among $files files, want $1"
}

# assert_spools N: N files lie in the spool.
assert_spools() {
	local n
	n=$(find "$MC_HOME/spool" -type f | wc -l)
	[[ $n -eq $1 ]] || fail "$n spools, want $1"
}

# Nothing has been taken on or left behind.
assert_nothing() {
	assert_pdfs 0 && assert_spools 0 || return
	[[ -z $(mc-send list) ]] || fail 'the journal has deliveries'
}

# assert_state STATE N: the journal has N deliveries in that state.
assert_state() {
	local n
	n=$(mc-send list --state "$1" | wc -l)
	[[ $n -eq $2 ]] || fail "$n deliveries are $1, want $2"
}

# Times of day as one word, for comparing with what was written by hand.
still() {
	sed -E 's/"at":"[0-9T:.+Z-]*","(receipt|text)"/"at":"NOW","\1"/g' "$1"
}

@test "every fate of a record" {
	printf '%%PDF-1.4 one\n' >"$MC_HOME/out/one.pdf"
	expect 0 "$ROOT/testdata/send/fates.in" out mc-send
	still out >got
	same_bytes "$ROOT/testdata/send/fates.out" got
	[[ $(cat "$MESSAGES") == \
	    'mc-send: 2 sent, 1 held, 2 rejected, 0 left for --retry' ]]
	assert_pdfs 2
	cat "$SENT"/*/*.json >sidecars
	same_bytes "$ROOT/testdata/send/fates.json" sidecars
	assert_spools 0
}

@test "cut anywhere: nothing is committed" {
	input 4
	local size n
	size=$(wc -c <in)
	for n in 0 1 500 $((size / 2)) $((size - 200)) $((size - 2)) \
	    $((size - 1)); do
		head -c "$n" in >short
		expect 65 short out mc-send
		[[ ! -s out ]] || fail "$n: something on standard output"
		assert_nothing
	done
	for n in 1 3 4; do
		head -n "$n" in >short
		expect 65 short out mc-send
		[[ ! -s out ]]
		assert_nothing
	done
}

@test "upstream killed: nothing is committed" {
	input 4
	set +o pipefail
	local status=0
	(head -n 3 in; kill -9 "$BASHPID") | mc-send >out 2>err || status=$?
	[[ $status -eq 65 && ! -s out ]]
	assert_nothing
}

@test "a rerun prints the same and makes nothing" {
	input 20
	expect 0 in once mc-send
	assert_pdfs 20
	(cd "$SENT" && find . -printf '%p %i %T@ %C@\n' | sort) >before
	expect 0 in twice mc-send
	same_bytes once twice
	expect 0 once twice mc-send
	same_bytes once twice
	(cd "$SENT" && find . -printf '%p %i %T@ %C@\n' | sort) >after
	same_bytes before after
	assert_spools 0
	mc-send list >rows
	assert_lines 20 rows
}

@test "the same document twice in a stream goes once" {
	input 3
	cat in in >both
	expect 0 both out mc-send
	assert_pdfs 3
	head -n 4 out >first
	tail -n 4 out >second
	same_bytes first second
}

@test "id-reused" {
	input 3
	expect 0 in once mc-send
	sed '1s/"sha256":"0\{63\}1"/"sha256":"'"$(printf '%064d' 9)"'"/;$d' \
	    in >other
	mc-seal --new other >in
	expect 0 in out mc-send
	assert_pdfs 3
	[[ $(sed 1q out | jq -c .rejected) == '{"tool":"mc-send",'\
'"place":"/id","rule":"id-reused","text":"run 0123456789ab had another'\
' document of this id"}' ]]
	[[ $(sed 1q out | jq -c .sent) == null ]]
	sed -n '2,3p' once >want
	sed -n '2,3p' out >got
	same_bytes want got
}

@test "id-reused within one stream: the first one goes" {
	input 2
	sed 's,invoice/2",invoice/1",;$d' in >other
	mc-seal --new other >in
	expect 0 in out mc-send
	assert_pdfs 1
	[[ $(jq -c .rejected.rule out | head -n 2 | paste -sd ' ') == \
	    'null "id-reused"' ]]
}

@test "A/1 beside A_1" {
	input 2
	sed 's,invoice/1",invoice/A/1",;s,invoice/2",invoice/A_1",;$d' \
	    in >other
	mc-seal --new other >in
	expect 0 in out mc-send
	assert_pdfs 2
	[[ $(handed | grep -c '/A_1-[0-9a-f]\{16\}\.pdf$') -eq 2 ]]
}

@test "numbers that are paths, or have line breaks" {
	input 2
	sed 's,invoice/1",invoice/../../../etc/x",;s,invoice/2",invoice/a\\nb",
	    $d' in >other
	mc-seal --new other >in
	expect 0 in out mc-send
	assert_pdfs 2
	[[ $(find "$SENT/first" -mindepth 1 | wc -l) -eq 4 ]]
	[[ $(handed | wc -l) -eq 4 ]]
	mc-send list >rows
	assert_lines 2 rows
	grep -Fq 'norrlid/invoice/a\x0ab' rows
}

@test "refused for good: the next alternative" {
	input 3
	expect 0 in out mc-send
	local name
	name=$(sed 1q out | jq -r '.sent[0].receipt')
	rm -rf "$MC_HOME/journal.db"* "$SENT"
	mkdir -p "$SENT/first"
	echo other >"$MC_HOME/$name"
	expect 0 in out mc-send
	[[ $(sed 1q out | jq -c '[.sent[] | [.channel, .outcome, .text]]') == \
	    '[["first","permanent","'"${name##*/}"': exists with other bytes"],'\
'["second","accepted",null]]' ]]
	[[ $(cat "$MC_HOME/$name") == other ]]
	[[ $(find "$SENT/second" -name '*.pdf' | wc -l) -eq 1 ]]
	[[ $(find "$SENT/first" -name '*.pdf' | wc -l) -eq 3 ]]
	mv out once
	expect 0 in out mc-send
	same_bytes once out
}

@test "a PDF that is not the record's never leaves" {
	input 2
	echo changed >>"$MC_HOME/out/page/000001.pdf"
	rm "$MC_HOME/out/page/000002.pdf"
	expect 0 in out mc-send
	assert_pdfs 0
	[[ $(jq -c 'select(.id) | [.rejected.rule, (.sent | length)]' out |
	    paste -sd ' ') == '["undeliverable",2] ["undeliverable",2]' ]]
	sed 1q out | jq -r '.sent[1].text' | grep -q 'digest differs'
	mv out once
	expect 0 in out mc-send
	same_bytes once out
}

@test "a path of pages never leads outside" {
	input 1
	printf 'secret' >secret
	local sum
	sum=$(sha256sum <secret | cut -d ' ' -f 1)
	for path in ../secret "$PWD/secret"; do
		sed "s,out/page/000001.pdf,$path,;s/\"application\/pdf\",\"sha256\":\"[0-9a-f]*/\"application\/pdf\",\"sha256\":\"$sum/" \
		    in >bad
		expect 0 bad out mc-send
		[[ $(sed 1q out | jq -r .rejected.rule) == undeliverable ]]
		assert_pdfs 0
	done
}

@test "try later: 75, and --retry ends it" {
	input 3
	mkdir -p "$SENT"
	: >"$SENT/first" # a file where the folder should be
	expect 75 in out mc-send
	[[ $(cat "$MESSAGES") == *'0 sent, 0 held, 0 rejected, 3 left'* ]]
	[[ $(jq -c 'select(.id) | .sent[0] | [.outcome, .text]' out |
	    sort -u) == '["transient","directory: Not a directory"]' ]]
	last_line out | is_seal
	assert_spools 1
	assert_state transient 3
	# still so: nothing new, and that is a stream as well
	expect 75 /dev/null again mc-send --retry
	assert_lines 1 again
	expect 0 again none mc-send -n
	rm "$SENT/first"
	expect 0 /dev/null again mc-send --retry
	expect 0 again none mc-send -n
	assert_pdfs 3
	assert_spools 0
	# the bytes that the first run would have written
	expect 0 in whole mc-send
	same_bytes whole again
	expect 0 /dev/null again mc-send --retry
	assert_lines 1 again
}

@test "--retry prints only what is new" {
	input 3
	# one of three cannot be written
	expect 0 in out mc-send
	local name
	name=$(sed -n 2p out | jq -r '.sent[0].receipt')
	rm -rf "$MC_HOME/journal.db"* "$SENT"
	mkdir -p "$MC_HOME/${name%.pdf}.part"
	expect 75 in out mc-send
	assert_lines 4 out
	expect 75 /dev/null again mc-send --retry
	assert_lines 1 again
	rmdir "$MC_HOME/${name%.pdf}.part"
	expect 0 /dev/null again mc-send --retry
	assert_lines 2 again
	[[ $(sed 1q again | jq -r .id) == norrlid/invoice/2 ]]
	[[ $(tail -n 1 again | jq -c '[.end.records, .end.totals.SEK]') == \
	    '[1,"2.25"]' ]]
	expect 0 again none mc-send -n
	assert_pdfs 3
}

@test "a rerun ends what was left too" {
	input 2
	mkdir -p "$SENT"
	: >"$SENT/first"
	expect 75 in out mc-send
	rm "$SENT/first"
	expect 0 in out mc-send
	assert_pdfs 2
	assert_spools 0
}

@test "a new route takes the place of one that failed" {
	input 2
	mkdir -p "$SENT"
	: >"$SENT/first"
	expect 75 in out mc-send
	sed 's/{"channel":"first","address":"[^"]*"},//' in >other
	expect 0 other out mc-send
	[[ $(sed 1q out | jq -c '[.sent[] | [.channel, .outcome]]') == \
	    '[["first","permanent"],["second","accepted"]]' ]]
	rm "$SENT/first"
	expect 0 in out mc-send
	expect 0 /dev/null again mc-send --retry
	assert_pdfs 2
	assert_spools 0
}

@test "held after a try that failed: no --retry, it waits for a person" {
	input 1
	mkdir -p "$SENT"
	: >"$SENT/first"
	expect 75 in out mc-send
	rm "$SENT/first"
	sed 's/"route":{/&"held":"stopped",/' in >other
	expect 0 other out mc-send
	[[ $(cat "$MESSAGES") == *'0 sent, 1 held, 0 rejected, 0 left'* ]]
	[[ $(sed 1q out | jq -r '.sent[0].outcome') == transient ]]
	assert_spools 0
	assert_pdfs 0
	expect 0 in out mc-send
	assert_pdfs 1
}

@test "what was sent stays sent by another route" {
	input 2
	expect 0 in once mc-send
	sed 's/{"channel":"first","address":"[^"]*"},//' in >other
	expect 0 other out mc-send
	assert_pdfs 2
	[[ $(jq -c 'select(.id) | [.sent[].channel]' out | sort -u) == \
	    '["first"]' ]]
}

@test "standard output fails: 74, and all is printed again" {
	input 10
	expect 0 in want mc-send
	rm -rf "$MC_HOME/journal.db"* "$SENT"
	expect 74 in /dev/full mc-send
	assert_pdfs 10
	assert_spools 1
	expect 74 /dev/null /dev/full mc-send --retry
	assert_spools 1
	expect 0 /dev/null out mc-send --retry
	assert_spools 0
	expect 0 in again mc-send
	same_bytes out again
	still want >a
	still out >b
	same_bytes a b
	assert_pdfs 10
}

@test "a reader that goes away" {
	input 500
	set +o pipefail
	mc-send <in 2>err | head -c 10 >/dev/null || :
	assert_pdfs 500
	expect 0 in out mc-send
	assert_lines 501 out
	expect 0 /dev/null again mc-send --retry
	assert_pdfs 500
	assert_spools 0
}

# A journal as a killed process leaves it: claimed, and perhaps delivered.
claimed_by_dead() {
	sqlite3 "$MC_HOME/journal.db" "UPDATE delivery SET outcome = 0,
	    at = NULL, receipt = NULL, owner = 'dead.jsonl',
	    expiry = 4000000000"
}

@test "killed after the delivery, rendered anew: what left counts" {
	input 3
	expect 0 in once mc-send
	claimed_by_dead
	input 3 anew
	expect 0 in out mc-send
	assert_pdfs 3
	[[ $(jq -c 'select(.id) | .sent[0].sha256' once) == \
	    $(jq -c 'select(.id) | .sent[0].sha256' out) ]]
	assert_state accepted 3
}

@test "killed in a delivery that the new route does not name: unknown" {
	input 1
	expect 0 in once mc-send
	claimed_by_dead
	sed 's/{"channel":"first","address":"[^"]*"},//' in >other
	expect 75 other out mc-send
	[[ $(sed 1q out | jq -c '[.sent[] | [.channel, .outcome]]') == \
	    '[["first","unknown"]]' ]]
	assert_pdfs 1
	expect 75 /dev/null out mc-send --retry
	assert_lines 1 out
}

@test "a delivery that a power failure tore is made whole" {
	input 3
	expect 0 in once mc-send
	claimed_by_dead
	find "$MC_HOME/deliveries" -type f | while read -r f; do
		head -c 9 "$f" >torn
		cat torn >"$f"
	done
	expect 0 in out mc-send
	assert_pdfs 3
	assert_state accepted 3
	find "$MC_HOME/deliveries" -type f -size -10c | grep . && fail torn
	[[ $(jq -c 'select(.id) | .sent[0].sha256' once) == \
	    $(jq -c 'select(.id) | .sent[0].sha256' out) ]]
}

@test "kill -9 at random times" {
	"$ROOT/tests/kill-send" 10
}

@test "disk full: the rerun ends it" {
	local disk=$PWD/disk
	mkdir disk
	if [[ $(id -u) -ne 0 ]] || ! mount -t tmpfs -o size=800k,mode=700 \
	    tmpfs "$disk" 2>/dev/null; then
		skip 'cannot mount a small tmpfs'
	fi
	MOUNTED=$disk
	export MC_HOME=$disk/home
	mc-register init -e test
	install -m 600 "$ROOT/tests/mc-send.yaml" "$MC_HOME/mc.yaml"
	SENT=$MC_HOME/deliveries
	input 40
	dd if=/dev/zero of="$disk/fill" bs=4k 2>/dev/null || :
	local left status
	for left in 0 40 80 120 160 200 240 280; do
		rm -f "$disk/fill"
		dd if=/dev/zero of="$disk/fill" bs=4k 2>/dev/null || :
		truncate -s "-${left}k" "$disk/fill"
		status=0
		mc-send <in >out 2>err || status=$?
		[[ $status -eq 0 || $status -eq 73 || $status -eq 74 ||
		    $status -eq 75 ]] || fail "status $status: $(cat err)"
		[[ $status -eq 0 || -s err ]] || fail 'no message'
		echo "$left $status" >>statuses
	done
	cut -d ' ' -f 2 statuses | grep -q '7[345]' || fail 'never full'
	rm "$disk/fill"
	expect 0 in out mc-send
	assert_pdfs 40
	expect 0 /dev/null again mc-send --retry
	assert_spools 0
	jq -r 'select(.sent) | .sent[] | select(.outcome == "accepted") |
	    .sha256 + "  " + .receipt' out >sums
	assert_lines 40 sums
	(cd "$MC_HOME" && sha256sum -c --quiet) <sums
}

@test "two runs and --retry at once" {
	input 1500
	local i pids=()
	for i in 1 2; do
		mc-send <in >"out.$i" 2>"err.$i" &
		pids+=($!)
	done
	for i in 1 2 3 4 5; do
		mc-send --retry >"retry.$i"
	done
	for i in "${pids[@]}"; do
		wait "$i"
	done
	same_bytes out.1 out.2
	assert_lines 1501 out.1
	assert_pdfs 1500
	assert_state accepted 1500
	mc-send --retry >retry
	assert_spools 0
}

@test "identity numbers stand in no file of ours in clear" {
	input 1
	sed 's/kund1@kund.example/19121212-1212/' in >other
	local key
	for key in no yes; do
		if [[ $key == yes ]]; then
			(umask 077; mkdir -p "$MC_HOME/keys"
			head -c 32 /dev/urandom | xxd -p -c 64 \
			    >"$MC_HOME/keys/identity")
			sed 's/^channels:/keys:\n  identity: keys\/identity\n&/' \
			    "$ROOT/tests/mc-send.yaml" >"$MC_HOME/mc.yaml"
		fi
		rm -rf "$MC_HOME/journal.db"* "$SENT"
		expect 0 other out mc-send -v
		[[ $(sed 1q out | jq -r '.sent[0].address') == 19121212-1212 ]]
		run grep -raE '121212-?1212' "$MC_HOME" "$MESSAGES"
		[[ $status -eq 1 ]] || fail "$key: $output"
		assert_pdfs 1
		expect 0 other again mc-send
		same_bytes out again
	done
}

@test "wrong configuration or installation: 78 and nothing done" {
	input 1
	sed 's/environment: test/environment: production/' \
	    "$MC_HOME/mc.yaml" >production.yaml
	expect 78 in out mc-send -c production.yaml
	grep -q 'is stamped for test' "$MESSAGES"
	sed 's/"second"/"sceond"/' in >bad
	expect 78 bad out mc-send
	grep -q "standard input:1: /route/presentation: .*'sceond'" "$MESSAGES"
	expect 78 in out env MC_HOME="$PWD" mc-send -c "$MC_HOME/mc.yaml"
	expect 78 in out env MC_HOME="$PWD" mc-send list
	assert_nothing
}

@test "a section is missing: 65 naming who writes it" {
	input 2
	jq -c 'if .id == "norrlid/invoice/2" then del(.pages) else . end' \
	    in >bad
	expect 65 bad out mc-send
	grep -q ':2: the record has no .pages.; mc-render writes it' \
	    "$MESSAGES"
	jq -c 'del(.route)' in >bad
	expect 65 bad out mc-send
	grep -q ':1: the record has no .route.; mc-route writes it' "$MESSAGES"
	assert_nothing
}

@test "batch files have no channel yet: 65" {
	input 1
	sed 's/"files":\[\]/"files":[{"tool":"mc-x","path":"out\/x"}]/' in >bad
	expect 65 bad out mc-send
	assert_nothing
}

@test "-n touches nothing" {
	input 3
	(cd "$MC_HOME" && find . -printf '%p %T@ %C@ %s\n' | sort) >before
	expect 0 in out mc-send -n
	(cd "$MC_HOME" && find . -printf '%p %T@ %C@ %s\n' | sort) >after
	same_bytes before after
	printf 'norrlid/invoice/%d\tfirst\tsend\n' 1 2 3 >want
	same_bytes want out
	expect 0 in none mc-send
	expect 0 in out mc-send -n
	sed 's/send$/accepted/' want >sent
	same_bytes sent out
	head -n 2 in >short
	expect 65 short out mc-send -n
	expect 64 in out mc-send -n --retry
	expect 64 in out mc-send --retry in
}

@test "list" {
	expect 0 /dev/null out mc-send list
	[[ ! -s out ]]
	input 2
	expect 0 in out mc-send
	expect 0 /dev/null out mc-send list
	sed 1q out | tr '\t' ' ' |
	    grep -q '^norrlid/invoice/1 first accepted 20[0-9-]*T'
	expect 0 /dev/null out mc-send list --run 0123456789ab --state accepted
	assert_lines 2 out
	expect 0 /dev/null out mc-send list --run ffffffffffff
	[[ ! -s out ]]
	expect 0 /dev/null out mc-send list --state transient
	[[ ! -s out ]]
	expect 64 /dev/null out mc-send list --state later
	expect 64 /dev/null out mc-send list more
	expect 74 /dev/null /dev/full mc-send list
}
