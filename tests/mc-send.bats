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
	printf '%064d' 7 >"$MC_HOME/keys/identity"
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
	rm "$MC_HOME/keys/identity"
	for key in no home yes; do
		if [[ $key == home ]]; then
			(umask 077; printf '%064d' 7 >"$MC_HOME/keys/identity")
		elif [[ $key == yes ]]; then
			(umask 077; head -c 32 /dev/urandom | xxd -p -c 64 \
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
	expect 0 /dev/null out mc-send list norrlid/invoice/2 no-such-id
	assert_lines 1 out
	expect 64 /dev/null out mc-send list -e --state held
	expect 74 /dev/null /dev/full mc-send list
}

# ---- what an operator does -------------------------------------------

# By the first channel nothing can be delivered for now: its folder is a file.
jam() {
	rm -rf "${SENT:?}/first"
	mkdir -p "$SENT"
	: >"$SENT/first"
}

unjam() {
	rm "$SENT/first"
}

doc() {
	echo "norrlid/invoice/$1"
}

# The journal as text, for holding two against one another.
journal() {
	sqlite3 "$MC_HOME/journal.db" .dump
}

# refused STATUS WORDS COMMAND...: that status, that message, nothing changed.
refused() {
	local want=$1 words=$2
	shift 2
	journal >journal.before
	expect "$want" /dev/null out "$@" || return
	[[ ! -s out ]] || fail 'something on standard output' || return
	grep -q -- "$words" "$MESSAGES" ||
	    fail "no '$words' in: $(cat "$MESSAGES")" || return
	journal >journal.after
	same_bytes journal.before journal.after
}

@test "usage: a command with a slip of the pen is no file" {
	expect 64 /dev/null out mc-send lst
	grep -Fq "mc-send: 'lst' is neither a command nor a file" "$MESSAGES"
	expect 64 /dev/null out mc-archive fnd -n 1
	expect 66 /dev/null out mc-send lst.jsonl
	expect 66 /dev/null out mc-send list/none
	: >lst
	expect 65 /dev/null out mc-send lst # an empty stream
}

@test "usage of the commands" {
	local c
	for c in hold release stop resolve replace resend copy approve; do
		contract_usage mc-send "$c" || fail "$c"
	done
	for c in hold release stop; do
		expect 64 /dev/null out mc-send "$c" "$(doc 1)"
		expect 64 /dev/null out mc-send "$c" -R why
		expect 64 /dev/null out mc-send "$c" -R why -i run "$(doc 1)"
	done
	expect 64 /dev/null out mc-send hold -R ' ' "$(doc 1)"
	expect 64 /dev/null out mc-send hold -R $'a\nb' "$(doc 1)"
	expect 64 /dev/null out mc-send hold -R $'\xff' "$(doc 1)"
	expect 64 /dev/null out mc-send hold -R "$(printf '%0501d' 1)" "$(doc 1)"
	expect 64 /dev/null out mc-send resolve -R why "$(doc 1)"
	expect 64 /dev/null out mc-send resolve -R why "$(doc 1)" unknown
	expect 64 /dev/null out mc-send replace -R why
	expect 64 /dev/null out mc-send resend
	expect 64 /dev/null out mc-send approve
	expect 64 /dev/null out mc-send approve run -T 'SEK 1.00'
	expect 64 /dev/null out mc-send approve run -D 0123
	expect 64 /dev/null out mc-send --only 'no such = path'
	expect 64 /dev/null out mc-send --release 3
	expect 64 /dev/null out mc-send --retry --release -1
	expect 64 /dev/null out mc-send --retry -R why
}

@test "hold: what has not left waits until it is released" {
	input 3
	jam
	expect 75 in out mc-send
	expect 0 /dev/null none mc-send hold -R 'amount looks wrong' "$(doc 2)"
	unjam
	expect 75 /dev/null out mc-send --retry
	assert_lines 3 out
	[[ $(jq -r '.id // empty' out | paste -sd ' ') == "$(doc 1) $(doc 3)" ]]
	assert_pdfs 2
	[[ $(cat "$MESSAGES") == *'2 sent, 1 held, 0 rejected, 0 left'* ]]
	expect 0 /dev/null out mc-send list -s held
	[[ $(tr '\t' '|' <out) =~ ^$(doc 2)'|first|held|20'.*'|held by '[a-z0-9-]+': amount looks wrong'$ ]]
	# the same stream again says so too
	expect 75 in out mc-send
	[[ $(sed -n 2p out | jq -c '.sent[-1] | [.purpose, .outcome, .text]') \
	    =~ ^'["presentation","held","held by '.*': amount looks wrong"]'$ ]]
	expect 0 in out mc-send -n
	[[ $(sed -n 2p out | cut -f 3) == held ]]
	expect 0 /dev/null none mc-send release -R 'it is right' "$(doc 2)"
	expect 0 /dev/null out mc-send --retry
	assert_lines 2 out
	assert_pdfs 3
	assert_spools 0
	expect 0 /dev/null out mc-send list -e
	[[ $(cut -f 3-5 out | tr '\t' '|') == \
	    "hold|$(doc 2)|amount looks wrong
release|$(doc 2)|it is right" ]]
	[[ $(cut -f 2 out | sort -u | wc -l) -eq 1 ]]
}

@test "hold: all or nothing, and never what has left" {
	input 2
	expect 0 in out mc-send
	refused 65 'it has left' mc-send hold -R why "$(doc 1)"
	refused 65 'it has left' mc-send stop -R why "$(doc 1)"
	refused 65 'nothing keeps it back' mc-send release -R why "$(doc 1)"
	refused 65 'knows no such' mc-send hold -R why "$(doc 3)"
	refused 65 'no document to hold' mc-send hold -R why -i ffffffffffff
	refused 65 'no document to stop' mc-send stop -R why -i 0123456789ab
}

@test "hold: one that cannot leaves the others alone" {
	input 3
	expect 0 in out mc-send
	sqlite3 "$MC_HOME/journal.db" "UPDATE delivery SET outcome = 3
	    WHERE delivery > 1"
	refused 65 'invoice/1: it has left' mc-send hold -R why "$(doc 2)" \
	    "$(doc 1)" "$(doc 3)"
	expect 0 /dev/null none mc-send hold -R why -i 0123456789ab
	assert_state held 2
	assert_state accepted 1
	expect 0 /dev/null none mc-send release -R why -i 0123456789ab
	assert_state held 0
	refused 65 'no document to release' mc-send release -R why \
	    -i 0123456789ab
}

@test "hold: not while it is being sent" {
	input 500
	mkfifo go
	local i pid spool
	# a process that cannot write on holds its spool
	mc-send <in 2>err | { cat go; cat; } >piped &
	pid=$!
	for i in {1..1200}; do
		[[ $(mc-send list -s accepted | wc -l) -lt 500 ]] || break
		sleep 0.05
	done
	assert_state accepted 500
	spool=$(basename "$MC_HOME"/spool/[0-9]*)
	sqlite3 -cmd '.timeout 60000' "$MC_HOME/journal.db" "UPDATE delivery SET owner = '$spool',
	    expiry = 4000000000, outcome = 0 WHERE delivery = 1"
	for i in hold stop replace; do
		refused 75 'being sent just now' mc-send "$i" -R why "$(doc 1)"
	done
	: >go
	wait "$pid"
	refused 75 'a run died in its delivery' mc-send stop -R why "$(doc 1)"
	expect 0 /dev/null out mc-send hold -R why "$(doc 1)"
}

@test "stop: never, whatever comes" {
	input 2
	jam
	expect 75 in out mc-send
	expect 0 /dev/null none mc-send stop -R 'sent by mistake' "$(doc 1)"
	unjam
	expect 0 /dev/null out mc-send --retry
	assert_pdfs 1
	[[ $(sed 1q out | jq -c '[.id, .rejected.rule, .sent[0].outcome]') == \
	    "[\"$(doc 1)\",\"stopped\",\"permanent\"]" ]]
	sed 1q out | jq -r .rejected.text | grep -q 'sent by mistake$'
	expect 0 in out mc-send
	[[ $(sed 1q out | jq -r .rejected.rule) == stopped ]]
	assert_pdfs 1
	refused 65 'stopped, for good' mc-send release -R why "$(doc 1)"
	refused 65 'is stopped' mc-send hold -R why "$(doc 1)"
	expect 65 in out mc-send resend -R why
	grep -q 'norrlid/invoice/1 is stopped' "$MESSAGES"
	assert_pdfs 1
}

@test "identity numbers in a reason are masked" {
	input 1
	jam
	expect 75 in out mc-send
	expect 0 /dev/null out mc-send hold -R 'asked by 19121212-1212' "$(doc 1)"
	run grep -raE '121212-?1212' "$MC_HOME"
	[[ $status -eq 1 ]]
	mc-send list -e | grep -q 'asked by \*'
}

@test "resolve: a person says what became of it" {
	local said
	for said in accepted permanent transient; do
		rm -rf "$MC_HOME/journal.db"* "$SENT" "$MC_HOME"/spool/*
		input 2
		expect 0 in once mc-send
		claimed_by_dead
		sed 's/{"channel":"first","address":"[^"]*"},//' in >other
		expect 75 other out mc-send
		assert_state unknown 2
		refused 65 'may have left' mc-send stop -R why "$(doc 1)"
		refused 65 'is unknown' mc-send resolve -R why "$(doc 1)" \
		    "$said" second
		expect 0 /dev/null out mc-send resolve -R 'asked them' \
		    "$(doc 1)" "$said"
		refused 65 'no delivery of it is unknown' mc-send resolve \
		    -R why "$(doc 1)" "$said"
		expect 75 /dev/null out mc-send --retry
		case $said in
		accepted | permanent)
			assert_lines 2 out
			[[ $(sed 1q out | jq -r '.sent[0] | .outcome, .text' |
			    paste -sd ' ') =~ ^$said' settled by '.*': asked them'$ ]]
			;;
		esac
		mc-send list -e "$(doc 1)" | cut -f 3,5 | tr '\t' ' ' |
		    grep -qx 'resolve asked them'
		[[ $said != permanent ]] ||
		    [[ $(sed 1q out | jq -r '.sent[1].channel') == second ]]
	done
}

@test "replace: the next document of that id takes over" {
	input 3
	expect 0 in once mc-send
	sed '1s/"sha256":"0\{63\}1"/"sha256":"'"$(printf '%064d' 9)"'"/;$d' \
	    in >other
	mc-seal --new other >changed
	expect 0 changed out mc-send
	[[ $(sed 1q out | jq -r .rejected.rule) == id-reused ]]
	refused 65 'no such' mc-send replace -R why "$(doc 7)"
	expect 0 /dev/null out mc-send replace -R 'wrong price' "$(doc 1)"
	expect 0 changed out mc-send -n
	[[ $(sed 1q out | cut -f 3) == send ]]
	expect 0 changed out mc-send
	[[ $(sed 1q out | jq -r '.sent[0].outcome') == accepted ]]
	assert_pdfs 4
	[[ $(sed 1q once | jq .sent[0].receipt) != \
	    "$(sed 1q out | jq .sent[0].receipt)" ]]
	expect 0 changed again mc-send
	same_bytes out again
	# and the first one is the other one now
	expect 0 in out mc-send
	[[ $(sed 1q out | jq -r .rejected.rule) == id-reused ]]
	assert_pdfs 4
	mc-send list -e "$(doc 1)" >events
	[[ $(cut -f 3 events | paste -sd ' ') == 'replace replaced' ]]
}

# another FILE: the records with another document under the id of the first.
another() {
	sed '1s/"sha256":"0\{63\}1"/"sha256":"'"$(printf '%064d' 9)"'"/;$d' \
	    "$1" >bare
	mc-seal --new bare
}

@test "replace and then stop: nothing comes any more" {
	input 1
	jam
	expect 75 in out mc-send
	unjam
	expect 0 /dev/null out mc-send replace -R 'wrong amount' "$(doc 1)"
	expect 0 /dev/null out mc-send stop -R 'no contract at all' "$(doc 1)"
	another in >new
	expect 0 new out mc-send
	assert_pdfs 0
	[[ $(sed 1q out | jq -r .rejected.rule) == id-reused ]]
	# the last word counts
	expect 0 /dev/null out mc-send replace -R 'there is one' "$(doc 1)"
	expect 0 new out mc-send
	assert_pdfs 1
}

@test "replace in a run that sends others first: it waits as they do" {
	input 2
	expect 0 in out mc-send
	expect 0 /dev/null out mc-send replace -R 'wrong amount' "$(doc 1)"
	another in >new
	expect 75 new out mc-send --only 'invoice.number = 2'
	assert_pdfs 2
	expect 0 /dev/null out mc-send --retry --release all
	assert_pdfs 3
}

@test "held when a run had died in its delivery: resolved, and then stopped" {
	input 1
	expect 0 in out mc-send
	claimed_by_dead
	cp in "$MC_HOME/spool/$RUN-0000000000000000.jsonl"
	expect 0 /dev/null out mc-send hold -R 'wait' "$(doc 1)"
	expect 75 /dev/null out mc-send --retry
	refused 75 'or resolve it' mc-send stop -R 'no' "$(doc 1)"
	expect 0 /dev/null out mc-send resolve -R 'not there' "$(doc 1)" permanent
	expect 0 /dev/null out mc-send stop -R 'no' "$(doc 1)"
	expect 0 /dev/null out mc-send --retry
	[[ $(sed 1q out | jq -r .rejected.rule) == stopped ]]
	assert_spools 0
}

@test "resend: again, once for each order" {
	input 3
	expect 0 in once mc-send
	sed 's/kund1@kund/right@kund/' in >fresh
	expect 0 fresh out mc-send resend -R 'wrong address'
	assert_pdfs 6
	[[ $(sed 1q out | jq -c '[.sent[] | [.purpose, .outcome, .address]]') == \
	    '[["presentation","accepted","right@kund.example"]]' ]]
	last_line out | is_seal
	expect 0 fresh again mc-send resend -R 'wrong address'
	same_bytes out again
	assert_pdfs 6
	expect 0 fresh again mc-send resend -R 'wrong address' -O second
	assert_pdfs 9
	# the run itself has not changed
	expect 0 in again mc-send
	same_bytes once again
	mc-send list -e "$(doc 1)" >events
	[[ $(cut -f 3,5 events | tr '\t' ' ') == 'resend wrong address
resend wrong address' ]]
	assert_spools 0
}

@test "resend: only what was sent or given up" {
	input 2
	expect 65 in out mc-send resend -R why
	grep -q 'the journal does not know norrlid/invoice/1' "$MESSAGES"
	assert_nothing
	jam
	expect 75 in out mc-send
	expect 65 in out mc-send resend -R why
	grep -q 'has not been sent yet' "$MESSAGES"
	assert_spools 1
	expect 0 /dev/null out mc-send hold -R why "$(doc 1)"
	unjam
	expect 65 in out mc-send resend -R why
	expect 0 /dev/null out mc-send release -R why "$(doc 1)"
	expect 0 /dev/null out mc-send --retry
	sed '1s/"sha256":"0\{63\}1"/"sha256":"'"$(printf '%064d' 9)"'"/;$d' \
	    in >other
	mc-seal --new other >changed
	expect 65 changed out mc-send resend -R why
	grep -q 'was another document' "$MESSAGES"
	assert_pdfs 2
	# given up: the PDF was wrong, and has been made again
	rm -rf "$MC_HOME/journal.db"* "$SENT"
	echo changed >>"$MC_HOME/out/page/000001.pdf"
	expect 0 in out mc-send
	[[ $(sed 1q out | jq -r .rejected.rule) == undeliverable ]]
	input 2 anew
	expect 0 in out mc-send resend -R 'page was broken'
	[[ $(sed 1q out | jq -r '.sent[0].outcome') == accepted ]]
}

@test "resend: killed and ended by --retry" {
	input 2
	expect 0 in once mc-send
	jam
	expect 75 in out mc-send resend -R 'lost in the post'
	find "$MC_HOME/spool" -type f |
	    grep -q "resend-[0-9a-f]\{16\}\.left\.jsonl$"
	unjam
	expect 0 /dev/null out mc-send --retry
	assert_lines 3 out
	assert_pdfs 2
	expect 0 in again mc-send resend -R 'lost in the post'
	same_bytes out again
	assert_pdfs 2
	assert_spools 0
}

# copies FILE: the records with pages that are marked as copies.
copies() {
	sed 's/"variant":"page"/"variant":"copy"/' "$1"
}

@test "copy: marked as one, beside what was sent" {
	input 2
	expect 0 in once mc-send
	expect 65 in out mc-send copy -R 'customer asks'
	grep -q 'no page is marked as a copy: mc-render --copy' "$MESSAGES"
	copies in >marked
	expect 0 marked out mc-send copy -R 'customer asks'
	assert_pdfs 4
	[[ $(sed 1q out | jq -r '.sent[0].purpose') == copy ]]
	expect 0 marked again mc-send copy -R 'customer asks'
	same_bytes out again
	assert_pdfs 4
	expect 0 in again mc-send
	same_bytes once again
}

# ---- batch files -----------------------------------------------------

# bank_input N: as input, and the odd ones of the records are debited by a
# batch file.
bank_input() {
	"$ROOT/tests/send-records" "$1" page ag-0123.txt >in
}

FILE_ID=file/mc-autogiro/ag-0123.txt

# assert_bank N: N batch files lie there, and nothing else.
assert_bank() {
	local n
	n=$(find "$MC_HOME/bank" -type f 2>/dev/null | wc -l)
	[[ $n -eq $1 ]] || fail "$n files at the bank, want $1"
}

@test "a batch file leaves behind the presentations, once" {
	bank_input 3
	expect 0 in out mc-send -n
	[[ $(last_line out | tr '\t' ' ') == "$FILE_ID bank send" ]]
	expect 0 in out mc-send
	assert_pdfs 3
	assert_bank 1
	same_bytes "$MC_HOME/bank/ag-0123.txt" \
	    "$MC_HOME/out/autogiro/ag-0123.txt"
	last_line in >seal.in
	last_line out >seal.out
	same_bytes seal.in seal.out
	[[ $(jq -c 'select(.id) | [.sent[] | [.purpose, .channel, .outcome,
	    .receipt]][1]' out | paste -sd ' ') == \
'["payment","bank","accepted","bank/ag-0123.txt"] null '\
'["payment","bank","accepted","bank/ag-0123.txt"]' ]]
	expect 0 in again mc-send
	same_bytes out again
	# the bank takes it away, and it does not come again
	rm "$MC_HOME/bank/ag-0123.txt"
	expect 0 in again mc-send
	same_bytes out again
	expect 0 in again mc-send resend -R 'again'
	assert_bank 0
	expect 0 in out mc-send -n
	[[ $(last_line out | tr '\t' ' ') == "$FILE_ID bank accepted" ]]
}

@test "a batch file taken away before its delivery was noted" {
	bank_input 1
	expect 0 in once mc-send
	claimed_by_dead
	rm "$MC_HOME/bank/ag-0123.txt"
	expect 0 in out mc-send
	assert_bank 0
	[[ $(sed 1q out | jq -r '.sent[1].outcome') == accepted ]]
	# and one that was only staged
	claimed_by_dead
	cp "$MC_HOME/out/autogiro/ag-0123.txt" "$MC_HOME/bank/ag-0123.txt.part"
	expect 0 in out mc-send
	assert_bank 1
	[[ -e $MC_HOME/bank/ag-0123.txt ]]
	# and one whose staged bytes are torn
	rm "$MC_HOME/bank/ag-0123.txt"
	claimed_by_dead
	echo torn >"$MC_HOME/bank/ag-0123.txt.part"
	expect 75 in out mc-send
	[[ $(sed 1q out | jq -r '.sent[1].outcome') == unknown ]]
	expect 0 /dev/null out mc-send resolve -R 'not there' "$FILE_ID" \
	    transient
	expect 0 /dev/null out mc-send --retry
	assert_bank 1
	[[ $(sed 1q out | jq -r '.sent[1].outcome') == accepted ]]
}

@test "a batch file is staged under a claim, so that none is staged behind it" {
	bank_input 1
	mkdir "$MC_HOME/bank"
	mkfifo "$MC_HOME/bank/ag-0123.txt.part"
	mc-send in >out 2>err &
	local pid=$! row=
	for _ in {1..600}; do
		row=$(sqlite3 "$MC_HOME/journal.db" "SELECT owner IS NOT NULL,
		    sha256 IS NULL FROM delivery WHERE purpose = 'file'
		    AND owner IS NOT NULL" 2>/dev/null) || :
		[[ -z $row ]] || break
		sleep 0.1
	done
	kill -9 "$pid" 2>/dev/null || :
	wait "$pid" || :
	[[ $row == '1|1' ]] || fail "the row says '$row'"
	# that one died with nothing staged that counts
	rm "$MC_HOME/bank/ag-0123.txt.part"
	echo torn >"$MC_HOME/bank/ag-0123.txt.part"
	expect 0 in out mc-send
	assert_bank 1
	same_bytes "$MC_HOME/bank/ag-0123.txt" \
	    "$MC_HOME/out/autogiro/ag-0123.txt"
}

@test "a batch file with other bytes never leaves" {
	bank_input 2
	echo changed >>"$MC_HOME/out/autogiro/ag-0123.txt"
	expect 0 in out mc-send
	assert_bank 0
	assert_pdfs 2
	[[ $(sed 1q out | jq -c '[.rejected.rule, .sent[1].outcome]') == \
	    '["payment","permanent"]' ]]
	sed 1q out | jq -r '.sent[1].text' | grep -q 'its digest differs'
	[[ $(sed -n 2p out | jq -c .rejected) == null ]]
	rm -rf "$MC_HOME/journal.db"* "$SENT"
	bank_input 2
	mkdir "$MC_HOME/bank"
	echo other >"$MC_HOME/bank/ag-0123.txt"
	expect 0 in out mc-send
	[[ $(sed 1q out | jq -r '.sent[1].text') == *'exists there with other'* ]]
	[[ $(cat "$MC_HOME/bank/ag-0123.txt") == other ]]
}

@test "batch files that cannot be: nothing is done" {
	bank_input 1
	sed 's/"mc-autogiro"/"mc-x"/' in >bad
	expect 78 bad out mc-send
	grep -q 'no channel has the scheme of mc-x' "$MESSAGES"
	sed 's/^  second:/  other:\n    kind: directory\n    scheme: autogiro\n    path: other\n&/' \
	    "$MC_HOME/mc.yaml" >two.yaml
	expect 78 in out mc-send -c two.yaml
	grep -q 'several channels have the scheme of mc-autogiro' "$MESSAGES"
	expect 78 bad out mc-send -n
	local s
	for s in 's/ag-0123.txt","sha/..","sha/' 's/"tool":"mc-autogiro",//' \
	    's/ag-0123.txt","sha/.ag","sha/' 's/"path":"[^"]*",//' \
	    's/\("files":\[{"tool":"mc-autogiro".*"sha256":"\)[0-9a-f]*/\1/' \
	    's/"files":\[/&7,/'; do
		sed "\$$s" in >bad
		expect 65 bad out mc-send || fail "$s"
	done
	assert_nothing
	assert_bank 0
	expect 0 in out mc-send
	sed '$s/\("files":.*"sha256":"\)[0-9a-f]*/\1'"$(printf '%064d' 1)/" \
	    in >bad
	expect 65 bad out mc-send
	grep -q 'another file of the name ag-0123.txt' "$MESSAGES"
}

@test "a batch file waits for what is held, not for what is transient" {
	bank_input 3
	jam
	expect 75 in out mc-send
	assert_bank 1
	rm -rf "$MC_HOME/journal.db"* "$MC_HOME/bank" "$MC_HOME"/spool/*
	sqlite3 "$MC_HOME/journal.db" 'SELECT 1' >/dev/null
	rm "$MC_HOME/journal.db"
	expect 75 in out mc-send --only 'invoice.number != 2'
	assert_bank 0
	grep -q "$FILE_ID waits" "$MESSAGES"
	unjam
	expect 75 /dev/null out mc-send --retry
	assert_pdfs 2
	assert_bank 0
	expect 0 /dev/null out mc-send --retry --release all
	assert_pdfs 3
	assert_bank 1
	[[ $(jq -c 'select(.id) | [.id, .sent[-1].purpose]' out | sort |
	    paste -sd ' ') == "[\"$(doc 1)\",\"payment\"] [\"$(doc 2)\",\
\"presentation\"] [\"$(doc 3)\",\"payment\"]" ]]
	[[ $(tail -n 1 out | jq -c '[.end.records, .end.files[0].tool]') == \
	    '[3,"mc-autogiro"]' ]]
	assert_spools 0
}

@test "a batch file held and stopped" {
	bank_input 2
	expect 75 in out mc-send --only 'invoice.number = 1'
	expect 0 /dev/null out mc-send hold -R 'wait for the bank' "$FILE_ID"
	expect 75 /dev/null out mc-send --retry --release all
	assert_pdfs 2
	assert_bank 0
	refused 65 'never replaced' mc-send replace -R why "$FILE_ID"
	expect 0 /dev/null out mc-send stop -R 'paid by card' "$FILE_ID"
	expect 0 /dev/null out mc-send --retry
	assert_bank 0
	[[ $(sed 1q out | jq -c '[.rejected.rule, .sent[-1].purpose,
	    .sent[-1].outcome]') == '["payment","payment","permanent"]' ]]
	assert_spools 0
}

@test "a debit without notice: listed, and the file kept or held" {
	local policy
	for policy in keep hold; do
		rm -rf "$MC_HOME/journal.db"* "$SENT" "$MC_HOME/bank"
		sed "s/^channels:/run:\n  orphan_debit: $policy\n&/" \
		    "$ROOT/tests/mc-send.yaml" >"$MC_HOME/mc.yaml"
		bank_input 3
		echo changed >>"$MC_HOME/out/page/000003.pdf"
		if [[ $policy == keep ]]; then
			expect 0 in out mc-send
		else
			expect 75 in out mc-send
			assert_bank 0
			grep -q "$FILE_ID waits" "$MESSAGES"
			mc-send list "$FILE_ID" |
			    grep -q 'held by mc-send: debits without notice: 1'
			expect 75 /dev/null out mc-send --retry
			assert_bank 0
			expect 0 /dev/null out mc-send release \
			    -R 'they were told' "$FILE_ID"
			expect 0 /dev/null out mc-send --retry
		fi
		assert_bank 1
		grep -q "invoice/3: it is in ag-0123.txt, and its notice" \
		    "$MESSAGES"
		jq -c 'select(.id == "norrlid/invoice/3") |
		    [.rejected.rule, .sent[-1].text]' out >got
		echo '["undeliverable","it was debited, and its notice did'\
' not reach the payer"]' >want
		same_bytes want got
	done
}

@test "a debit in a file that no seal names: nothing is done" {
	bank_input 3
	sed '$d' in >bare
	mc-seal --new bare >bare.cut
	expect 65 bare.cut out mc-send
	grep -q "invoice/1 is in $FILE_ID, which no seal names: run mc-autogiro again" \
	    "$MESSAGES"
	expect 65 bare.cut out mc-send -n
	assert_nothing
	# a seal of another segment may name it, and the journal may know it
	cat bare.cut in >two
	expect 0 two out mc-send -n
	expect 0 in out mc-send
	expect 0 bare.cut out mc-send
	[[ $(sed 1q out | jq -r '.sent[1].outcome') == accepted ]]
	assert_bank 1
}

@test "a file with debits that the stream does not have: it waits" {
	bank_input 5
	mc-pick 'invoice.number in (1, 2)' in >some
	mc-pick -i 'invoice.number in (1, 2)' in >others
	expect 75 some out mc-send
	assert_pdfs 2
	assert_bank 0
	mc-send list "$FILE_ID" | grep -q \
	    'held by mc-send: debits of documents that the stream does not have: 2'
	expect 75 /dev/null out mc-send --retry
	expect 75 others out mc-send
	assert_pdfs 5
	assert_bank 0
	# the same document twice is not two
	cat some some some >same
	expect 75 same out mc-send
	assert_bank 0
	# all of them, in segments
	cat some others >all
	expect 0 all out mc-send
	assert_bank 1
	expect 0 /dev/null out mc-send --retry
	assert_spools 0
	assert_bank 1
}

@test "a file with debits that the stream does not have: a person lets it go" {
	bank_input 5
	mc-pick 'invoice.number in (1, 2)' in >some
	expect 75 some out mc-send
	expect 0 /dev/null out mc-send release -R 'they were told' "$FILE_ID"
	expect 0 /dev/null out mc-send --retry
	assert_bank 1
	assert_spools 0
}

@test "a seal that does not say how many debits a file has" {
	bank_input 1
	local s
	for s in 's/\(.*\)"records":1,/\1/' 's/\(.*\)"records":1/\1"records":0/' \
	    's/\(.*\)"records":1/\1"records":-1/' \
	    's/\(.*\)"records":1/\1"records":99999999999999999999/' \
	    's/\(.*\)"records":1/\1"records":"1"/'; do
		sed "\$$s" in >bad
		expect 65 bad out mc-send || fail "$s"
		grep -q 'does not say how many records' "$MESSAGES" || fail "$s"
	done
	assert_nothing
}

@test "a record given up before with a debit in a file that waits" {
	bank_input 3
	sed '3s/}$/,"rejected":{"tool":"mc-sefaktura","text":"no"}}/' in >odd
	expect 75 odd out mc-send --only 'invoice.number = 1'
	assert_bank 0
	expect 0 /dev/null out mc-send --retry --release all
	assert_bank 1
	[[ $(jq -c 'select(.id) | .id' out | wc -l) -eq 3 ]]
	assert_spools 0
}

@test "a document stopped when its debit is in a file: the file waits" {
	bank_input 3
	expect 75 in out mc-send --only 'invoice.number = 1'
	expect 0 /dev/null out mc-send stop -R 'moved out' "$(doc 3)"
	expect 75 /dev/null out mc-send --retry --release all
	assert_pdfs 2
	assert_bank 0
	mc-send list "$FILE_ID" |
	    grep -q 'held by mc-send: debits of stopped documents: 1'
	grep -q 'invoice/3: it is in ag-0123.txt, and its notice' "$MESSAGES"
	expect 75 in out mc-send
	assert_bank 0
	expect 0 /dev/null out mc-send stop -R 'file made anew' "$FILE_ID"
	expect 0 /dev/null out mc-send --retry
	assert_bank 0
	assert_spools 0
}

@test "a batch file that waits for a held document can be released" {
	bank_input 3
	expect 75 in out mc-send --only 'invoice.number != 2'
	assert_bank 0
	mc-send list "$FILE_ID" | grep -q 'have not left yet'
	expect 0 /dev/null out mc-send release -R 'the day is near' "$FILE_ID"
	expect 75 /dev/null out mc-send --retry
	assert_bank 1
	expect 0 /dev/null out mc-send --retry --release all
	assert_pdfs 3
	assert_spools 0
}

@test "a file that waits is not forgotten by the same run without it" {
	bank_input 3
	expect 75 in out mc-send --only 'invoice.number = 1'
	sed 's/,"autogiro":{[^}]*}//;$d' in >bare
	mc-seal --new bare >without
	expect 75 without out mc-send
	expect 75 /dev/null out mc-send --retry
	expect 0 /dev/null out mc-send --retry --release all
	assert_pdfs 3
	assert_bank 1
	assert_spools 0
	rm -rf "$MC_HOME/journal.db"* "$SENT" "$MC_HOME/bank"
	bank_input 3
	expect 75 in out mc-send --only 'invoice.number = 1'
	expect 0 /dev/null out mc-send release -R 'go' "$(doc 2)" "$(doc 3)"
	expect 0 without out mc-send
	assert_pdfs 3
	assert_bank 0
	expect 0 /dev/null out mc-send --retry
	assert_bank 1
	assert_spools 0
}

# ---- approval --------------------------------------------------------

# approval N: the configuration asks for that many.
approval() {
	sed "s/^channels:/run:\n  approval: $1\n&/" \
	    "$ROOT/tests/mc-send.yaml" >"$MC_HOME/mc.yaml"
}

# as UID COMMAND...: as somebody who came by sudo.
as() {
	SUDO_UID=$1 "${@:2}"
}

RUN=0123456789ab

# The digest and the totals that approve shows, as options.
confirmed() {
	mc-send approve "$RUN" >shown || return
	printf -- '-D\n%s\n' "$(sed -n 's/^digest\t//p' shown)"
	sed -n 's/^records\t[0-9]*\t//p' shown | tr '\t' '\n' |
	    sed 's/^/-T\n/'
}

@test "approval: nothing leaves before others have looked at it" {
	approval 2
	bank_input 3
	expect 75 in out as 70001 mc-send
	assert_lines 1 out
	last_line out | is_seal
	grep -q "run $RUN waits for 2 more to approve it: mc-send approve" \
	    "$MESSAGES"
	assert_pdfs 0
	assert_spools 1
	expect 75 /dev/null out as 70002 mc-send --retry
	assert_pdfs 0
	expect 0 /dev/null out mc-send approve "$RUN"
	cut -f 1-3 out | sed 's/\t[0-9a-f]\{16\}$/\tDIGEST/' >got
	printf '%s\n' "run	$RUN" 'digest	DIGEST' 'records	3	SEK 6.75' \
	    'rejected	0' 'held	0' 'channel	first	3' \
	    "file	$FILE_ID	2" 'ran	uid-70001' 'wants	2' >want
	same_bytes want got
	mapfile -t yes < <(confirmed)
	refused 65 'uid-70001 ran it' as 70001 mc-send approve "$RUN" "${yes[@]}"
	expect 0 /dev/null out as 70002 mc-send approve "$RUN" "${yes[@]}"
	refused 0 'has approved it before' as 70002 mc-send approve "$RUN" \
	    "${yes[@]}"
	expect 75 /dev/null out mc-send --retry
	grep -q 'waits for 1 more' "$MESSAGES"
	assert_pdfs 0
	expect 0 /dev/null out as 70003 mc-send approve "$RUN" "${yes[@]}" \
	    -R 'as in the ledger'
	expect 0 /dev/null out as 70001 mc-send --retry
	assert_lines 4 out
	assert_pdfs 3
	assert_bank 1
	assert_spools 0
	# the run again is approved, whoever runs it
	expect 0 in again as 70003 mc-send
	same_bytes out again
	[[ $(mc-send list -e | cut -f 2-4 | tr '\t' ' ') == \
	    "uid-70002 approve $RUN
uid-70003 approve $RUN" ]]
}

@test "approval: who has logged in cannot say that he is another" {
	approval 1
	input 3
	echo -n 70001 >login
	export TEST_LOGINUID=$PWD/login
	expect 75 in out as 70002 mc-send
	mapfile -t yes < <(confirmed)
	refused 65 'uid-70001 ran it' as 70002 mc-send approve "$RUN" "${yes[@]}"
	echo -n 70003 >login
	expect 0 /dev/null out as 70001 mc-send approve "$RUN" "${yes[@]}"
	[[ $(mc-send list -e | cut -f 2) == uid-70003 ]]
}

@test "approval: on these bytes and totals alone" {
	approval 1
	input 3
	expect 75 in out as 70001 mc-send
	mapfile -t yes < <(confirmed)
	local digest=${yes[1]}
	refused 65 'has another digest' as 70002 mc-send approve "$RUN" \
	    -D 0000000000000000 -T 'SEK 6.75'
	refused 65 'the totals are not' as 70002 mc-send approve "$RUN" \
	    -D "$digest" -T 'SEK 6.76'
	refused 65 'the totals are not' as 70002 mc-send approve "$RUN" \
	    -D "$digest" -T 'EUR 6.75'
	refused 65 'the totals are not' as 70002 mc-send approve "$RUN" \
	    -D "$digest"
	refused 65 'the totals are not' as 70002 mc-send approve "$RUN" \
	    -D "$digest" -T 'SEK 6.75' -T 'EUR 1.00'
	refused 65 'no run ffffffffffff waits' as 70002 mc-send approve \
	    ffffffffffff "${yes[@]}"
	# another stream of the same run in its place is not approved
	expect 0 /dev/null out as 70002 mc-send approve "$RUN" "${yes[@]}"
	sed -i 's/kund1@kund/evil@kund/' "$MC_HOME"/spool/*.jsonl
	expect 75 /dev/null out mc-send --retry
	assert_pdfs 0
	refused 65 'has another digest' as 70003 mc-send approve "$RUN" \
	    "${yes[@]}"
	mapfile -t no < <(confirmed)
	refused 65 'nobody knows who ran it' as 70003 mc-send approve "$RUN" \
	    "${no[@]}"
	# the stream again puts it right
	expect 0 in out as 70001 mc-send
	assert_pdfs 3
	assert_spools 0
}

@test "approval: two streams of one run both show, and one is discarded" {
	approval 1
	input 3
	mc-pick 'invoice.number in (1, 2)' in >some
	expect 75 in out as 70001 mc-send
	expect 75 some out as 70001 mc-send
	mc-send approve "$RUN" >shown
	[[ $(grep ^records shown | sort | tr '\t' ' ' | paste -sd '|') == \
	    'records 2 SEK 3.50|records 3 SEK 6.75' ]]
	local digest
	digest=$(grep -B1 '^records.3' shown | sed -n 's/^digest\t//p')
	refused 64 'say why' mc-send approve "$RUN" -D "$digest" -X
	refused 64 'digest is missing' mc-send approve "$RUN" -X -R why
	expect 0 /dev/null out as 70001 mc-send approve "$RUN" -D "$digest" \
	    -X -R 'one too many'
	assert_spools 1
	[[ $(mc-send list -e | cut -f 2-5 | tr '\t' ' ') == \
	    "uid-70001 discard $RUN one too many" ]]
	mapfile -t yes < <(confirmed)
	expect 0 /dev/null out as 70002 mc-send approve "$RUN" "${yes[@]}"
	refused 65 'does not wait to be approved' mc-send approve "$RUN" \
	    -D "${yes[1]}" -X -R 'too late'
	expect 0 /dev/null out mc-send --retry
	assert_pdfs 2
	assert_spools 0
}

@test "approval: who runs it once more cannot have approved it" {
	approval 1
	input 1
	expect 75 in out as 70001 mc-send
	expect 75 in out as 70002 mc-send
	mapfile -t yes < <(confirmed)
	refused 65 'uid-70002 ran it' as 70002 mc-send approve "$RUN" "${yes[@]}"
	expect 0 /dev/null out as 70003 mc-send approve "$RUN" "${yes[@]}"
	expect 0 in out as 70002 mc-send
	assert_pdfs 1
}

@test "approval: an order needs it too" {
	input 1
	expect 0 in out as 70001 mc-send
	approval 1
	expect 75 in out as 70001 mc-send resend -R 'lost'
	assert_pdfs 1
	mapfile -t yes < <(confirmed)
	expect 0 /dev/null out as 70002 mc-send approve "$RUN" "${yes[@]}"
	expect 0 /dev/null out as 70001 mc-send --retry
	assert_pdfs 2
	[[ $(mc-send list -e "$(doc 1)" | cut -f 2-3,5 | tr '\t' ' ') == \
	    'uid-70001 resend lost' ]]
}

# ---- pilot and calendar ----------------------------------------------

@test "a pilot: some leave, then more, then the rest" {
	input 6
	expect 75 in out mc-send --only 'invoice.number in (2, 5)'
	assert_lines 7 out
	assert_pdfs 2
	assert_state pilot 4
	[[ $(sed 1q out | jq -c '.sent[0] | [.outcome, .text]') == \
	    '["held","waits for the rest of a pilot"]' ]]
	expect 75 /dev/null out mc-send --retry
	assert_lines 1 out
	assert_pdfs 2
	expect 75 /dev/null out mc-send --retry --release 2 -R 'looks good'
	[[ $(jq -r '.id // empty' out | paste -sd ' ') == "$(doc 1) $(doc 3)" ]]
	# the stream again, with and without the condition: they still wait
	expect 75 in out mc-send
	assert_pdfs 4
	expect 75 in out mc-send --only 'invoice.number = 6'
	assert_pdfs 5
	expect 0 /dev/null out mc-send release -R 'this one too' "$(doc 4)"
	expect 0 in out mc-send
	assert_pdfs 6
	assert_spools 0
	mc-send list -e | cut -f 3-5 | tr '\t' '|' >events
	[[ $(cat events) == "release|$RUN|looks good
release|$(doc 4)|this one too" ]]
}

@test "a pilot killed before anything was planned stays one" {
	input 6
	# the spool and its condition are all that there is
	expect 75 in out mc-send --only 'invoice.number = 1'
	rm "$MC_HOME"/spool/*
	cp in "$MC_HOME/spool/$RUN-0000000000000000.jsonl"
	sqlite3 "$MC_HOME/journal.db" 'DELETE FROM delivery;
	    DELETE FROM document'
	rm -rf "$SENT"
	expect 75 /dev/null out mc-send --retry
	assert_pdfs 1
	expect 75 /dev/null out mc-send --retry --release 2
	assert_pdfs 3
	expect 0 /dev/null out mc-send --retry --release all
	assert_pdfs 6
}

# late DAY: the first alternative of record 1 must leave that day at latest.
late() {
	sed '1s/"channel":"first"/&,"latest":"'"$1"'"/' in >in.late
	mv in.late in
}

@test "too late for an alternative: held until it is released" {
	input 2
	late 2026-11-21 # the run is of 2026-11-22
	expect 75 in out mc-send
	assert_pdfs 1
	[[ $(sed 1q out | jq -c '.sent[0] | [.channel, .outcome, .text]') == \
	    '["first","held","the last day to hand it over by first was 2026-11-21"]' ]]
	mc-send list -s held | grep -q 'held by mc-send: the last day'
	expect 75 /dev/null out mc-send --retry
	# a route that has a later day lets it go
	input 2
	late 2026-11-22
	cp in next
	late 2026-11-21
	expect 0 next out mc-send
	assert_pdfs 2
	rm -rf "$MC_HOME/journal.db"* "$SENT"
	input 2
	late 2026-11-21
	expect 75 in out mc-send
	expect 0 /dev/null out mc-send release -R 'he knows' "$(doc 1)"
	expect 0 /dev/null out mc-send --retry
	assert_pdfs 2
	[[ $(sed 1q out | jq -r '.sent[0].outcome') == accepted ]]
}

@test "too late for the second alternative, when the first is refused" {
	input 1
	echo changed >>"$MC_HOME/out/page/000001.pdf"
	sed 's/"channel":"second"/&,"latest":"2026-11-21"/' in >in.late
	expect 75 in.late out mc-send
	[[ $(sed 1q out | jq -c '[.sent[] | [.channel, .outcome]]') == \
	    '[["first","permanent"],["second","held"]]' ]]
}

@test "in production the calendar is that of today" {
	export MC_HOME=$PWD/production
	mc-register init -e production
	sed 's/environment: test/environment: production/' \
	    "$ROOT/tests/mc-send.yaml" >"$MC_HOME/mc.yaml"
	SENT=$MC_HOME/deliveries
	input 2
	# the run's own day is far ahead, and the last one is long gone
	sed -i 's/2026-11-22T04/9998-11-22T04/' in
	late 9998-01-01
	expect 0 in out mc-send
	assert_pdfs 2
	input 3
	sed -i 's/2026-11-22T04/2001-11-22T04/' in
	late 2002-01-01
	rm -rf "$MC_HOME/journal.db"* "$SENT"
	expect 75 in out mc-send
	assert_pdfs 2
}

# ---- the journal of before -------------------------------------------

@test "a journal of version 1 is taken over" {
	input 2
	expect 0 in once mc-send
	sqlite3 "$MC_HOME/journal.db" '
	    CREATE TABLE d AS SELECT document, id, sha256, run FROM document;
	    CREATE TABLE v AS SELECT * FROM delivery;' .dump >dump
	rm "$MC_HOME/journal.db"*
	sqlite3 "$MC_HOME/journal.db" <"$ROOT/testdata/send/journal-1.sql"
	sqlite3 dump.db <dump
	sqlite3 "$MC_HOME/journal.db" "ATTACH 'dump.db' AS o;
	    INSERT INTO document SELECT * FROM o.d;
	    INSERT INTO delivery SELECT * FROM o.v"
	expect 0 in out mc-send
	same_bytes once out
	assert_pdfs 2
	refused 65 'it has left' mc-send hold -R why "$(doc 1)"
}

@test "two spools of one run, each claimed by the dead: --retry ends both" {
	input 2
	cp in "$MC_HOME/spool/$RUN-0000000000000000.jsonl"
	cp in "$MC_HOME/spool/$RUN-0000000000000000-2.jsonl"
	expect 0 in once mc-send
	sqlite3 "$MC_HOME/journal.db" "UPDATE delivery SET outcome = 0,
	    owner = '$RUN-0000000000000000-2.jsonl', expiry = 4000000000"
	expect 0 /dev/null out timeout 600 mc-send --retry
	assert_pdfs 2
	assert_spools 0
}

@test "hold and stop name documents of a run that waits, and no others" {
	sed -i '/^environment/a run: {approval: 1}' "$MC_HOME/mc.yaml"
	"$ROOT/tests/send-records" 3 >in
	expect 75 in out mc-send
	expect 65 /dev/null out mc-send hold -R x norrlid/invoice/9
	expect 0 /dev/null out mc-send hold -R x norrlid/invoice/1
	expect 0 /dev/null out mc-send stop -R x norrlid/invoice/2
	digest=$(mc-send approve 0123456789ab | sed -n 's/^digest.//p')
	as 70001 mc-send approve 0123456789ab -D "$digest" -T 'SEK 6.75'
	expect 75 /dev/null out mc-send --retry
	jq -r 'select(.id) | [.id, .sent[0].outcome // .rejected.rule] | @csv' \
	    out >got
	cat >want <<-'CSV'
	"norrlid/invoice/1","held"
	"norrlid/invoice/2","stopped"
	"norrlid/invoice/3","accepted"
	CSV
	diff -u want got
}
