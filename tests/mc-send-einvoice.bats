#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# mc-send and e-invoices: files of their own, and batches that present what is
# in them.
load helper

setup() {
	setup_home
	install -m 600 "$ROOT/testdata/sefaktura.yaml" "$MC_HOME/mc.yaml"
	cd "$BATS_TEST_TMPDIR" || return
	SENT=$MC_HOME/deliveries
	printf '%%PDF-1.4 page\n' >"$MC_HOME/out/page.pdf"
	PAGE=$(sha256sum <"$MC_HOME/out/page.pdf" | cut -d ' ' -f 1)
}

# records N [FIRST [CHANNEL]]: sealed, with a PDF for the way by e-mail, in
# the file `raw`. change FILTER: jq over every one of them. made: what
# mc-sefaktura makes of them, in the file `in`.
records() {
	"$ROOT/tests/sefaktura-records" "$@" >raw
	change ". + {pages: [{variant: \"print\", path: \"out/page.pdf\",
	    mime: \"application/pdf\", sha256: \"$PAGE\"}]}"
}

change() {
	grep -v '^{"mc":1,"end"' raw | jq -c "$1" >changed
	mc-seal --new changed >raw
}

made() {
	mc-sefaktura -q raw >in || fail "mc-sefaktura: $?"
	BATCH=$(jq -r 'select(.end).end.files[0].path // empty' in)
	FILE_ID=file/mc-sefaktura/${BATCH##*/}
}

batch() {
	records "$@"
	made
}

# outcomes [FILTER]: of each record's attempts, a line each.
outcomes() {
	jq -c "select(.id) | [.sent[]? | [.channel, .outcome]]" "${1-out}"
}

# The files that lie in a channel's folder.
handed() {
	find "$SENT/$1" -type f 2>/dev/null | LC_ALL=C sort
}

assert_handed() {
	local n
	n=$(handed "$1" | wc -l)
	[[ $n -eq $2 ]] || fail "$n files by $1, want $2: $(handed "$1")"
}

assert_spools() {
	local n
	n=$(find "$MC_HOME/spool" -type f | wc -l)
	[[ $n -eq $1 ]] || fail "$n spools, want $1"
}

accepted_by_bank() {
	[[ $(outcomes "${2-out}" | sort | uniq -c | sed 's/^ *//') == \
	    "$1 [[\"bank\",\"accepted\"]]" ]] || fail "$(outcomes "${2-out}")"
}

# ---- files of their own ----------------------------------------------

@test "an e-invoice in the folder of its channel" {
	batch 2 1 peppol
	expect 0 in out mc-send -n
	[[ $(cat out) == $'norrlid/invoice/1\tpeppol\tsend
norrlid/invoice/2\tpeppol\tsend' ]]
	expect 0 in out mc-send
	assert_handed peppol 4
	assert_handed email 0
	local xml
	xml=$(handed peppol | grep '/1-[0-9a-f]*\.xml$')
	cmp "$xml" "$MC_HOME/$(sed -n 1p in | jq -r '.sefaktura[0].path')"
	[[ $(jq -r '[.id, .channel, .sha256] | join(" ")' "${xml%.xml}.json") == \
	    "norrlid/invoice/1 peppol $(sha256sum <"$xml" | cut -d ' ' -f 1)" ]]
	sed -n 1p out | jq -e --arg path "deliveries/peppol/${xml##*/}" \
	    --arg sum "$(sha256sum <"$xml" | cut -d ' ' -f 1)" '.sent | length ==
	    1 and (.[0] | .outcome == "accepted" and .receipt == $path and
	    .sha256 == $sum)'
	expect 0 in again mc-send
	same_bytes out again
	assert_handed peppol 4
	assert_spools 0
}

@test "one that could not be made: the next way, and why" {
	records 3 1 edi
	change 'if .invoice.number == "2" then .invoice.lines[0].origin = "SE"
	    else . end'
	made
	expect 0 in out mc-send -n
	[[ $(cut -f 2 out | paste -sd ' ') == 'edi email edi' ]]
	expect 0 in out mc-send
	[[ $(outcomes) == '[["edi","accepted"]]
[["edi","permanent"],["email","accepted"]]
[["edi","accepted"]]' ]]
	[[ $(sed -n 2p out | jq -r '.sent[0].text') == \
	    'sefaktura: /invoice/lines/0/origin: '* ]]
	assert_handed edi 4
	[[ $(handed email | grep -c '\.pdf$') -eq 1 ]]
	# with no other way it is given up
	records 1 1 edi
	change '.invoice.lines[0].origin = "SE" | .id += "x" |
	    .route.presentation |= .[:1]'
	made
	expect 0 in out mc-send -n
	[[ $(cut -f 3 out) == undeliverable ]]
	expect 0 in out mc-send
	[[ $(sed -n 1p out | jq -r .rejected.rule) == undeliverable ]]
}

@test "no section, no element, no file, other bytes" {
	records 1 1 peppol
	expect 65 raw out mc-send
	grep -q 'the record has no .sefaktura.; mc-sefaktura writes it' \
	    "$MESSAGES"
	expect 65 raw out mc-send -n
	made
	cp in whole
	grep -v '^{"mc":1,"end"' in | jq -c '.sefaktura[0].channel = "edi"' >x
	mc-seal --new x >in
	expect 0 in out mc-send
	[[ $(sed -n 1p out | jq -r '.sent[0].text') == \
	    'sefaktura: no file for it' ]]
	records 1 2 peppol
	made
	rm "$MC_HOME/$(sed -n 1p in | jq -r '.sefaktura[0].path')"
	expect 0 in out mc-send
	[[ $(outcomes) == '[["peppol","permanent"],["email","accepted"]]' ]]
	records 1 3 peppol
	made
	echo x >>"$MC_HOME/$(sed -n 1p in | jq -r '.sefaktura[0].path')"
	expect 0 in out mc-send
	[[ $(sed -n 1p out | jq -r '.sent[0].text') == \
	    'sefaktura: the file is not the one of the record: its digest differs' ]]
	assert_handed peppol 0
	# a record without any PDF needs none
	"$ROOT/tests/sefaktura-records" 1 4 peppol >raw
	change '.route.presentation |= .[:1]'
	made
	expect 0 in out mc-send
	[[ $(outcomes) == '[["peppol","accepted"]]' ]]
}

# ---- batches ---------------------------------------------------------

@test "a batch presents what is in it" {
	batch 12
	expect 0 in out mc-send -n
	[[ $(sed -n '1p;13p' out) == "norrlid/invoice/1	bank	send
$FILE_ID	bank	send" ]]
	expect 0 in out mc-send
	assert_handed bank 1
	cmp "$SENT/bank/${BATCH##*/}" "$MC_HOME/$BATCH"
	assert_handed email 0
	accepted_by_bank 12
	jq -se --arg name "${BATCH##*/}" --arg sum \
	    "$(sha256sum <"$MC_HOME/$BATCH" | cut -d ' ' -f 1)" '[.[] |
	    select(.id)] | to_entries | map(.key as $i | .value.sent[0] |
	    .receipt == $name + "#" + ($i + 1 | tostring) and .sha256 == $sum
	    and .purpose == "presentation") | all' out
	assert_spools 0
	# the bank's program takes it away; a rerun leaves it at that
	rm "$SENT/bank/"*
	expect 0 in again mc-send
	same_bytes out again
	expect 0 out again mc-send
	same_bytes out again
	assert_handed bank 0
	[[ $(mc-send list -s accepted | wc -l) -eq 13 ]]
}

@test "a batch that is held: nothing is settled before it has left" {
	batch 3
	: >"$MC_HOME/deliveries"
	expect 75 in out mc-send
	[[ $(outcomes | sort -u) == '[["bank","transient"]]' ]]
	grep -q "$FILE_ID waits" "$MESSAGES"
	assert_spools 1
	expect 0 /dev/null held mc-send hold -R 'wait' "$FILE_ID"
	rm "$MC_HOME/deliveries"
	expect 75 /dev/null out mc-send --retry
	assert_handed bank 0
	[[ $(jq -c . out) == '{"mc":1,"end":{"records":0,"totals":{},"digest":'* ]]
	expect 75 in out mc-send
	[[ $(outcomes | sort -u) == '[["bank","held"]]' ]]
	[[ $(sed -n 1p out | jq -r '.sent[0].text') == \
	    "waits for $FILE_ID, held by "*': wait' ]]
	expect 0 /dev/null held mc-send release -R 'go' "$FILE_ID"
	expect 0 /dev/null out mc-send --retry
	assert_handed bank 1
	accepted_by_bank 3
	last_line out | jq -e --arg path "$BATCH" \
	    '.end.records == 3 and .end.files[0].path == $path'
	assert_spools 0
	expect 0 /dev/null again mc-send --retry
	expect 0 in again mc-send
	accepted_by_bank 3 again
	assert_handed bank 1
}

@test "a batch that is stopped: its documents go another way" {
	batch 3
	: >"$MC_HOME/deliveries"
	expect 75 in out mc-send
	rm "$MC_HOME/deliveries"
	expect 0 /dev/null held mc-send stop -R 'not like this' "$FILE_ID"
	expect 0 /dev/null out mc-send --retry
	[[ $(outcomes | sort -u) == \
	    '[["bank","permanent"],["email","accepted"]]' ]]
	grep -q 'batch file: stopped by .*: not like this' \
	    <(jq -r 'select(.id).sent[0].text' out)
	assert_handed bank 0
	[[ $(handed email | grep -c pdf) -eq 3 ]]
	assert_spools 0
}

@test "a batch that is gone or other: its documents go another way" {
	batch 3
	echo x >>"$MC_HOME/$BATCH"
	expect 0 in out mc-send
	[[ $(outcomes | sort -u) == \
	    '[["bank","permanent"],["email","accepted"]]' ]]
	jq -r 'select(.id).sent[0].text' out | sort -u >text
	[[ $(cat text) == \
	    'batch file: it is not the one of the seal: its digest differs' ]]
	assert_handed bank 0
	expect 0 in again mc-send
	same_bytes out again
}

@test "a document that is kept back keeps its batch" {
	batch 3
	expect 75 in out mc-send --only 'invoice.number = 9'
	assert_handed bank 0
	mc-send list "$FILE_ID" |
	    grep -q 'held by mc-send: documents in it that are kept back: 3'
	expect 0 /dev/null x mc-send hold -R 'ask first' norrlid/invoice/2
	expect 75 /dev/null out mc-send --retry --release all
	mc-send list "$FILE_ID" | grep -q 'held by mc-send: documents in it'
	assert_handed bank 0
	expect 0 /dev/null x mc-send release -R 'asked' norrlid/invoice/2
	expect 0 /dev/null out mc-send --retry
	accepted_by_bank 3
	assert_handed bank 1
	assert_spools 0
}

@test "documents of other ways leave meanwhile" {
	records 4
	change 'if .invoice.number == "1" or .invoice.number == "2" then
	    .route.presentation |= .[1:] else . end'
	made
	expect 0 /dev/null x mc-send list
	expect 75 in out mc-send --only 'invoice.number in (1, 2, 3)'
	[[ $(outcomes) == '[["email","accepted"]]
[["email","accepted"]]
[["bank","held"]]
[["bank","held"]]' ]]
	[[ $(handed email | grep -c pdf) -eq 2 ]]
	assert_handed bank 0
	expect 0 /dev/null out mc-send --retry --release all
	accepted_by_bank 2
}

@test "a document that was stopped holds its batch" {
	batch 3
	: >"$MC_HOME/deliveries"
	expect 75 in out mc-send
	rm "$MC_HOME/deliveries"
	expect 0 /dev/null x mc-send stop -R 'wrong' norrlid/invoice/2
	expect 75 in out mc-send
	assert_handed bank 0
	mc-send list "$FILE_ID" |
	    grep -q 'held by mc-send: documents in it that were stopped: 1'
	grep -q "norrlid/invoice/2: it is in ${BATCH##*/}, and does not go that way" \
	    "$MESSAGES"
	[[ $(jq -r 'select(.id) | .rejected.rule' out | paste -sd ' ') == \
	    'null stopped null' ]]
	expect 75 /dev/null out mc-send --retry
	assert_handed bank 0
	expect 0 /dev/null x mc-send release -R 'the bank knows' "$FILE_ID"
	expect 0 /dev/null out mc-send --retry
	assert_handed bank 1
	[[ $(jq -c 'select(.id) | [.id, .sent[-1].outcome]' out) == \
	    '["norrlid/invoice/1","accepted"]
["norrlid/invoice/2","permanent"]
["norrlid/invoice/3","accepted"]' ]]
	assert_spools 0
}

@test "a document that goes another way by now holds its batch" {
	batch 2
	change 'if .invoice.number == "2" then .route.presentation |= .[1:]
	    else . end'
	made
	[[ $(jq -c 'select(.id).sefaktura[0].position' in | paste -sd ' ') == \
	    '1 2' ]]
	expect 75 in out mc-send
	[[ $(outcomes) == '[["bank","held"]]
[["email","accepted"]]' ]]
	assert_handed bank 0
	mc-send list "$FILE_ID" | grep -q \
	    'held by mc-send: documents in it that do not go this way: 1'
	expect 75 /dev/null out mc-send --retry
	assert_handed bank 0
	expect 0 /dev/null x mc-send stop -R 'made anew' "$FILE_ID"
	expect 0 /dev/null out mc-send --retry
	[[ $(outcomes | sort -u) == '[["bank","permanent"],["email","accepted"]]
[["email","accepted"]]' ]]
	[[ $(handed email | grep -c pdf) -eq 2 ]]
}

@test "a stream without all its documents does not send the batch" {
	batch 3
	mc-pick 'id != "norrlid/invoice/2"' in >fewer
	expect 75 fewer out mc-send
	assert_handed bank 0
	mc-send list "$FILE_ID" | grep -q \
	    'held by mc-send: documents in it that the stream does not have: 1'
	expect 0 in out mc-send
	accepted_by_bank 3
	assert_handed bank 1
	# nor one whose seal does not name it
	batch 2 11
	sed '$d' in >bare
	mc-seal --new bare >bare.cut
	expect 65 bare.cut out mc-send
	grep -q "is in $FILE_ID, which no seal names: run mc-sefaktura again" \
	    "$MESSAGES"
	# nor for a channel that is none of its kind
	sed '$s/"channel":"bank"/"channel":"email"/' in >odd
	expect 78 odd out mc-send
	grep -q "no channel 'email' of format efaktura" "$MESSAGES"
	sed '$s/"channel":"bank",//' in >odd
	expect 78 odd out mc-send
	assert_handed bank 1
}

@test "the debit waits for the e-faktura that tells of it" {
	records 2
	local agreement='autogiro: {customer: 471117, bankgiro: 991-2346}'
	sed -i "s|^    accounts: .*991-2346.*|&\n    $agreement|" \
	    "$MC_HOME/mc.yaml"
	printf '%064d\n' 4711 >"$MC_HOME/keys/identity"
	chmod 600 "$MC_HOME/keys/identity"
	change '.route.payment = [{channel: "debit", address: ("77" +
	    .invoice.number), date: "2026-12-20"}]'
	mc-sefaktura raw | mc-autogiro >in
	[[ $(jq -c 'select(.end).end.files | map(.tool)' in) == \
	    '["mc-sefaktura","mc-autogiro"]' ]]
	FILE_ID=file/mc-sefaktura/$(jq -r 'select(.end).end.files[0].path |
	    split("/")[-1]' in)
	expect 75 in out mc-send --only 'invoice.number = 9'
	assert_handed bank 0
	assert_handed debits 0
	expect 0 /dev/null x mc-send list
	expect 0 /dev/null out mc-send --retry --release all
	assert_handed bank 1
	assert_handed debits 1
	[[ $(outcomes | sort -u) == \
	    '[["bank","accepted"],["debit","accepted"]]' ]]
}

@test "a document that is given up behind the batch holds it" {
	batch 3
	grep -v '^{"mc":1,"end"' in | jq -c 'if .invoice.number == "2" then
	    .rejected = {tool: "mc-autogiro", rule: "autogiro-payer",
	    text: "no payer number"} else . end' >x
	mc-seal --new x >y
	jq -c 'select(.end).end.files' in >files
	sed "\$s|\"files\":\[\]|\"files\":$(cat files)|" y >odd
	expect 75 odd out mc-send
	assert_handed bank 0
	mc-send list "$FILE_ID" | grep -q \
	    'held by mc-send: documents in it that do not go this way: 1'
	[[ $(outcomes) == '[["bank","held"]]
[]
[["bank","held"]]' ]]
	expect 75 /dev/null out mc-send --retry
	assert_handed bank 0
	# in front of it, it is in none
	rm -rf "$MC_HOME/einvoices.db"* "$MC_HOME/journal.db"*
	rm "$MC_HOME"/spool/*
	grep -v '^{"mc":1,"end"' odd | jq -c 'del(.sefaktura)' >x
	mc-seal --new x >raw
	made
	expect 0 in out mc-send
	[[ $(jq -c 'select(.id) | [.rejected.tool, .sent[0].outcome]' out) == \
	    '[null,"accepted"]
["mc-autogiro",null]
[null,"accepted"]' ]]
}

@test "resend and copy" {
	batch 2
	expect 0 in out mc-send
	expect 65 out x mc-send resend -R 'lost'
	grep -q 'bank takes a batch file, and that is not sent again' \
	    "$MESSAGES"
	expect 65 out x mc-send copy -R 'asked for'
	assert_handed bank 1
	# another way is fine
	cp raw first
	change '.route.presentation |= .[1:]'
	mc-sefaktura -q raw >in
	expect 0 in x mc-send resend -R 'lost'
	[[ $(handed email | grep -c pdf) -eq 2 ]]
	# files of their own leave again, but are no copies
	batch 1 11 peppol
	expect 0 in out mc-send
	expect 0 out x mc-send resend -R 'lost'
	[[ $(handed peppol | grep -c xml) -eq 2 ]]
	expect 65 out x mc-send copy -R 'asked for'
	grep -q 'peppol takes e-invoices, which are not marked as copies' \
	    "$MESSAGES"
}

@test "two batches, one of them held" {
	records 4
	change 'if .invoice.number == "3" or .invoice.number == "4" then
	    .route.presentation[0].channel = "other-bank" else . end'
	made
	local other
	other=file/mc-sefaktura/$(jq -r 'select(.end).end.files[1].path |
	    split("/")[-1]' in)
	mkdir -p "$SENT"
	: >"$SENT/other-bank"
	expect 75 in out mc-send
	[[ $(outcomes) == '[["bank","accepted"]]
[["bank","accepted"]]
[["other-bank","transient"]]
[["other-bank","transient"]]' ]]
	rm "$SENT/other-bank"
	expect 0 /dev/null out mc-send --retry
	[[ $(outcomes | sort -u) == '[["other-bank","accepted"]]' ]]
	[[ $(jq -c 'select(.end).end.files | map(.channel)' out) == \
	    '["other-bank"]' ]]
	[[ $(mc-send list "$other" | cut -f 2,3) == $'other-bank\taccepted' ]]
	assert_handed bank 1
	assert_handed other-bank 1
}

# Killed before step N of a run, and of the --retry after it.
@test "killed at every step: presented once, and settled" {
	export ASAN_OPTIONS=verify_asan_link_order=0
	struck() {
		local status=0
		KILL_AT=$1 KILL_COUNT=steps LD_PRELOAD=$BUILD/tests/kill.so \
		    "${@:2}" >out 2>err || status=$?
		[[ $status -eq 0 || $status -eq 137 || $status -eq 75 ]] ||
		    fail "step $1: $status $(cat err)"
	}
	records 3
	change 'if .invoice.number == "3" then .route.presentation |= .[1:]
	    else . end'
	made
	cp -r "$MC_HOME" clean
	struck 0 mc-send in
	local steps n kills=0
	steps=$(cat steps)
	[[ $steps -gt 20 ]]
	for ((n = 1; n <= steps; n++)); do
		rm -rf "$MC_HOME"
		cp -r clean "$MC_HOME"
		{ struck "$n" mc-send in; } 2>/dev/null
		{ struck "$((n % 17 + 1))" mc-send --retry; } 2>/dev/null
		# the bank takes what it finds
		cat "$SENT"/bank/*.xml >taken 2>/dev/null || :
		rm -f "$SENT"/bank/*.xml
		mc-send --retry >out 2>err || fail "step $n: $(cat err)"
		mc-send in >out 2>err || fail "step $n: $(cat err)"
		[[ $(outcomes) == '[["bank","accepted"]]
[["bank","accepted"]]
[["email","accepted"]]' ]] || fail "step $n: $(outcomes)"
		cat "$SENT"/bank/*.xml >>taken 2>/dev/null || :
		cmp taken "$MC_HOME/$BATCH" || fail "step $n: not once"
		[[ $(handed email | grep -c pdf) -eq 1 ]] || fail "step $n"
		assert_spools 0
		kills=$((kills + 1))
	done
	echo "$kills"
}

@test "a run died in its batch, and an operator says what became of it" {
	export ASAN_OPTIONS=verify_asan_link_order=0
	batch 2
	cp -r "$MC_HOME" clean
	local n word seen=0
	# at some steps the file is claimed
	for ((n = 1; seen < 2; n++)); do
		[[ $n -lt 200 ]] || fail 'it is never claimed'
		word=accepted
		[[ $seen -eq 0 ]] || word=permanent
		rm -rf "$MC_HOME"
		cp -r clean "$MC_HOME"
		{
			KILL_AT=$n KILL_COUNT=steps \
			    LD_PRELOAD=$BUILD/tests/kill.so mc-send in >out || :
		} 2>/dev/null
		mc-send resolve -R 'asked the bank' "$FILE_ID" "$word" \
		    2>err || continue
		seen=$((seen + 1))
		mc-send --retry >out
		if [[ $word == accepted ]]; then
			accepted_by_bank 2
		else
			[[ $(outcomes | sort -u) == \
			    '[["bank","permanent"],["email","accepted"]]' ]]
		fi
		assert_spools 0
	done
}

# ---- whole runs ------------------------------------------------------

# production_home: keys for identity numbers, channels of every format.
production_home() {
	rm -rf "$MC_HOME"
	mc-register init -e production
	local key
	for key in identity columns; do
		head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' \
		    >"$MC_HOME/keys/$key"
		chmod 600 "$MC_HOME/keys/$key"
	done
	sed 's/^environment: test/environment: production\
keys: {identity: keys\/identity, columns: keys\/columns}/
	    s/^\( *\)languages: \[sv, en\]/&\n\1efaktura: {fui: 005599990016.00002222222.FSPA.SE}/
	    s/^channels:/&\
  bank: {kind: directory, path: deliveries\/bank, needs: agreement, format: efaktura}\
  peppol: {kind: directory, path: deliveries\/peppol, needs: endpoint, format: peppol, envelope: sbdh}\
  edi: {kind: directory, path: deliveries\/edi, needs: endpoint, format: svefaktura}/
	    s/^  priority: .*/  priority: [bank, peppol, email, paper]\
  rules: [{when: invoice.buyer.name ~ "B*", channels: [edi, email, paper]}]/' \
	    "$ROOT/testdata/mc.yaml" >"$MC_HOME/mc.yaml"
	printf '%s\n' sender,number,channel,key,status \
	    norrlid,C-100001,bank,191212121212,active \
	    norrlid,C-100002,bank,FMI-2,active >agreements.csv
	mc-register import "$ROOT/testdata/customers.csv"
	mc-register import agreements.csv
}

# shellcheck disable=SC2094
@test "from the documents to the archive" {
	production_home
	mc-parse -d 2026-11-22 --expect 12 "$ROOT/testdata/small.xml" |
	    mc-lookup | mc-route | mc-render >rendered
	expect 0 rendered made mc-sefaktura
	expect 0 made debited mc-autogiro
	expect 0 debited sent mc-send
	jq -r 'select(.id) | [.sent[] | select(.outcome == "accepted")][0] |
	    .channel' sent | sort | uniq -c | sed 's/^ *//' >channels
	cat channels
	grep -qx '2 bank' channels
	grep -q ' peppol$' channels
	grep -q ' edi$' channels
	expect 0 sent report mc-archive
	local batch
	batch=$(jq -r 'select(.end).end.files[0].path' sent)
	grep -q "^batch  *$batch  mc-sefaktura  records 2  sent  SEK " report
	grep -q '^channel  *bank  *accepted 2  failed 0  open 0  held 0$' report
	mc-archive verify
	# what was sent is found again
	local id path file=
	while read -r id path; do
		file=$MC_HOME/$path
		mc-archive get "$id" sefaktura >got
		same_bytes "$file" got
	done < <(jq -r 'select(.sefaktura and ([.sefaktura[] |
	    .batch or .failed] | any | not)) | .id + " " +
	    .sefaktura[0].path' sent)
	[[ -n $file ]]
	id=$(jq -r 'select(.sefaktura[0]?.position == 2).id' sent)
	mc-archive get "$id" sefaktura >got
	xmllint --noout got
	mc-archive story "$id" >story
	grep -q "sefaktura for bank: $batch in ${batch##*/}, position 2" story
	grep -q 'accepted' story
	# an identity at the bank that is a personal number: in the batch, and
	# in nothing else that is kept or said
	grep -q '>191212121212<' "$MC_HOME/$batch"
	grep -rl 191212121212 "$MC_HOME" report story | grep -v \
	    -e "^$MC_HOME/$batch\$" -e "^$MC_HOME/deliveries/bank/" >elsewhere ||
	    :
	[[ ! -s elsewhere ]] || fail "$(cat elsewhere)"
	[[ $(tr -dc '*' <got | wc -c) -ge 12 ]]
	# the same stream again: nothing more
	find "$MC_HOME/out" "$SENT" -type f | sort >before
	expect 0 rendered again mc-sefaktura
	same_bytes made again
	expect 0 debited again mc-send
	same_bytes sent again
	find "$MC_HOME/out" "$SENT" -type f | sort >after
	same_bytes before after
}

@test "what was put beside each other by the route is filed beside each other" {
	records 2 1 peppol
	change '.route.presentation |= [.[0], .[0] + {channel: "peppol-bare"},
	    .[0] + {channel: "edi"}] + .[1:] | del(.source.path) |
	    if .invoice.number == "2" then .invoice.lines[0].origin = "SE"
	    else . end'
	made
	expect 0 in sent mc-send
	expect '0|1' sent report mc-archive
	mc-archive verify
	mc-archive get norrlid/invoice/1 sefaktura >got
	same_bytes "$MC_HOME/$(sed -n 1p in | jq -r '.sefaktura[0].path')" got
	local k
	for k in 1 2; do
		file=$(sed -n 1p in | jq -r ".sefaktura[$k].path")
		mc-archive get norrlid/invoice/1 "${file##*/}" >got
		same_bytes "$MC_HOME/$file" got
	done
	[[ $(tar -tf "$MC_HOME"/archive/*/*/*.tar | grep -c '\.xml$') -eq 5 ]]
	mc-archive story norrlid/invoice/2 |
	    grep -q 'sefaktura for edi could not be made: /invoice/lines/0/origin'
	rm -rf "$MC_HOME/archive/archive.index"*
	expect 0 /dev/null x mc-archive rebuild
	mc-archive get norrlid/invoice/1 sefaktura >got
	same_bytes "$MC_HOME/$(sed -n 1p in | jq -r '.sefaktura[0].path')" got
}

@test "what waits for a batch is open in the archive, then sent" {
	records 3
	change 'del(.source.path)'
	made
	: >"$MC_HOME/deliveries"
	expect 75 in sent mc-send
	expect 0 sent report mc-archive
	grep -q '^channel  *bank  *accepted 0  failed 0  open 3  held 0$' report
	grep -q "^batch  *$BATCH  mc-sefaktura  records 3  not sent: transient  SEK 6.75$" \
	    report
	rm "$MC_HOME/deliveries"
	expect 0 /dev/null later mc-send --retry
	expect 0 later report mc-archive
	grep -q '^channel  *bank  *accepted 3  failed 0  open 0  held 0$' report
	grep -q "^batch  *$BATCH  mc-sefaktura  records 3  sent  SEK 6.75$" \
	    report
	grep -q '^balance  *SEK .*  agrees$' report
	mc-archive verify
}
