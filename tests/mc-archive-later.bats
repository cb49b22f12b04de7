#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# mc-archive: what comes after a document was filed, its state and its story,
# the reconciliation of a mixed day, batches and kept input.
load helper
. "$BATS_TEST_DIRNAME/archive-records"

setup() {
	setup_home
	mkdir -p "$MC_HOME/in" "$MC_HOME/out"
	cd "$BATS_TEST_TMPDIR" || return
}

mail() {
	printf '{"purpose":"presentation","channel":"email","outcome":"%s","at":"%s"}' \
	    "$1" "$2"
}

@test "a receipt settles, a bounce fails, a resend sends" {
	local sent
	sent=$(mail unknown 2026-11-22T05:00:00Z)
	invoice 1 100.00 ".sent = [$sent]" | file_all
	assert_state norrlid/invoice/1 open
	news receipt 1 '{ "document": "norrlid/invoice/1", "channel": "email",
	    "outcome": "accepted", "at": "2026-11-22T06:00:00Z" }' | file_all
	assert_state norrlid/invoice/1 sent
	news receipt 2 '{ "document": "norrlid/invoice/1", "channel": "email",
	    "outcome": "permanent", "at": "2026-11-23T06:00:00+01:00" }' |
	    file_all
	assert_state norrlid/invoice/1 failed
	run -0 mc-archive find -S failed
	[[ $output == norrlid/invoice/1* ]]
	invoice 1 100.00 ".sent = [$sent, $(mail accepted \
	    2026-11-24T05:00:00Z)]" | file_all
	assert_state norrlid/invoice/1 sent
	run -0 mc-archive find -S open
	[ -z "$output" ]
	# a late word about the first attempt
	news receipt 3 '{ "document": "norrlid/invoice/1", "channel": "email",
	    "outcome": "permanent", "at": "2026-11-23T09:00:00Z" }' | file_all
	assert_state norrlid/invoice/1 sent
}

@test "a receipt that comes first" {
	news receipt 1 '{ "document": "norrlid/invoice/1", "channel": "email",
	    "outcome": "permanent", "at": "2026-12-01T06:00:00Z" }' | file_all
	run -66 mc-archive story norrlid/invoice/1
	invoice 1 100.00 ".sent = [$(mail accepted 2026-11-22T05:00:00Z)]" |
	    file_all
	assert_state norrlid/invoice/1 failed
}

@test "payments, to the last öre" {
	invoice 1 100.10 ".sent = [$(mail accepted 2026-11-22T05:00:00Z)]" |
	    file_all
	news payment 1 '{ "document": "norrlid/invoice/1", "amount": "60.09",
	    "currency": "SEK", "date": "2026-11-30" }' | file_all
	assert_state norrlid/invoice/1 part-paid
	# the same once more, in another run, is the same
	news payment 1 '{ "document": "norrlid/invoice/1", "amount": "60.09",
	    "currency": "SEK", "date": "2026-11-30", "text": "again" }' |
	    file_all
	mc-archive story norrlid/invoice/1 | grep '^now.*balance 40.01 SEK$'
	# by reference
	news payment 2 '{ "reference": "771", "amount": "40.01",
	    "currency": "SEK", "date": "2026-12-01" }' | file_all
	assert_state norrlid/invoice/1 paid
	news payment 3 '{ "reference": "771", "amount": "0.01",
	    "currency": "SEK", "date": "2026-12-02" }' | file_all
	assert_state norrlid/invoice/1 overpaid
	# taken back, all of it: open again for money, sent it stays
	{ news payment 4 '{ "reference": "771", "amount": "-60.10",
	    "currency": "SEK", "date": "2026-12-03" }'
	  news payment 5 '{ "reference": "771", "amount": "-40.01",
	    "currency": "SEK", "date": "2026-12-03" }'; } | file_all
	assert_state norrlid/invoice/1 sent
	mc-archive story norrlid/invoice/1 |
	    grep '^now.*sent, balance 100.10 SEK$'
	# a payment that is put right by its sender
	news payment 1 '{ "document": "norrlid/invoice/1", "amount": "160.19",
	    "currency": "SEK", "date": "2026-11-30" }' | file_all
	assert_state norrlid/invoice/1 paid
}

@test "whose payment it is" {
	{ invoice 1 10.00 '.invoice.payment[0].reference = "555"'
	  invoice 2 20.00 '.invoice.payment[0].reference = "555"'
	  invoice 3 30.00 '.invoice.payment[0].reference = "333"'
	  invoice 4 40.00 '.invoice.payment[0].reference = "444" |
	      .rejected = { tool: "mc-send", text: "no way" }'
	  invoice 5 50.00 '.invoice.payment[0].reference = "191212121212"'
	  invoice 6 60.00 '.id = "other/invoice/6" |
	      .invoice.payment[0].reference = "333"'; } | file_all
	pay() {
		news payment "$1" "{ \"reference\": \"$2\",
		    \"amount\": \"$3\", \"currency\": \"${4-SEK}\",
		    \"date\": \"2026-12-01\" }"
	}
	# two share it: nobody's
	pay 1 555 10.00 | file_all
	assert_state norrlid/payment/1 unmatched
	assert_state norrlid/invoice/1 filed
	assert_state norrlid/invoice/2 filed
	run -0 mc-archive find -S unmatched
	[[ $output == norrlid/payment/1* ]]
	# when one is paid it is the other's
	{ news payment 2 '{ "document": "norrlid/invoice/1",
	    "amount": "10.00", "currency": "SEK" }'
	  pay 3 555 20.00; } | file_all
	assert_state norrlid/invoice/1 paid
	assert_state norrlid/invoice/2 paid
	assert_state norrlid/payment/3 filed
	# nothing is due any more: nobody's again
	pay 4 555 1.00 | file_all
	assert_state norrlid/payment/4 unmatched
	# another sender's invoice, another currency, an identity number
	pay 5 333 30.00 | file_all
	assert_state norrlid/invoice/3 paid
	assert_state other/invoice/6 filed
	pay 6 333 1.00 EUR | file_all
	assert_state norrlid/payment/6 unmatched
	pay 7 191212121212 50.00 | file_all
	assert_state norrlid/payment/7 unmatched
	# one that was rejected, when there is no other
	pay 8 444 40.00 | file_all
	assert_state norrlid/invoice/4 paid

	# an index made anew says the same of everything
	mc-archive find -a >before
	mc-archive rebuild
	mc-archive find -a >after
	same_bytes before after
	rm "$MC_HOME"/archive/index.db*
	mc-archive find -a >after
	same_bytes before after
	# so does one that takes the place of an older version's
	sqlite3 "$MC_HOME/archive/index.db" 'PRAGMA user_version = 1;
	    DROP TABLE event; DROP INDEX record_state; DELETE FROM record' \
	    >/dev/null
	mc-archive find -a >after 2>messages
	same_bytes before after
	grep -q 'older version, it is made again' messages
	mc-archive find -a 2>messages >after
	[ ! -s messages ]
	# one of a newer version is nobody's to touch
	sqlite3 "$MC_HOME/archive/index.db" 'PRAGMA user_version = 99'
	run mc-archive find
	[ "$status" -ne 0 ]
	[ "$(sqlite3 "$MC_HOME/archive/index.db" \
	    'PRAGMA user_version')" = 99 ]
}

@test "a number that is used again" {
	invoice 1 100.00 ".sent = [$(mail accepted 2026-11-22T05:00:00Z)]" |
	    file_all
	invoice 1 7.00 '.source.sha256 = "f" * 64 | .rejected =
	    { tool: "mc-send", rule: "id-reused", text: "used" }' | file_all
	assert_state norrlid/invoice/1 sent
	run -0 mc-archive find --amount 100
	assert_lines 1
	run -0 mc-archive find --amount 7
	[ -z "$output" ]
	run -0 mc-archive find --all --amount 7
	[[ $output == *rejected* ]]
	run -0 mc-archive find --all
	assert_lines 2
}

@test "the story" {
	invoice 1 100.00 '.source.path = null | .problems = [{ rule: "R1",
	        severity: "warning", path: "/Invoice", text: "odd\u001b[2J" }] |
	    .route = { presentation: [
	        { channel: "email", reason: "wished for", cost: "0.10" },
	        { channel: "paper", reason: "the second way" }],
	      against: [{ channel: "kivra",
	        reason: "191212121212 is not there" }], currency: "SEK" } |
	    .sent = ['"$(mail accepted 2026-11-22T05:00:00+01:00)"' +
	        { receipt: "R-1", sha256: ("ab" * 32) }]' | file_all
	{ news receipt 1 '{ "document": "norrlid/invoice/1",
	    "channel": "email", "outcome": "permanent",
	    "at": "2026-11-25T00:00:00Z", "text": "no such user" }'
	  news payment 9 '{ "document": "norrlid/invoice/1",
	    "amount": "40.00", "currency": "SEK", "date": "2026-11-24",
	    "means": "bankgiro", "reference": "771" }'
	  news payment 10 '{ "document": "norrlid/invoice/1",
	    "amount": "9.00", "currency": "EUR", "date": "2026-11-24" }'
	} | file_all
	mc-archive story norrlid/invoice/1 |
	    sed 's/^20[0-9T:-]*Z *  filed/FILED  filed/' >got
	cat >want <<-'END'
	2026-11-22T04:00:00Z       read by run 0123456789ab
	2026-11-22T04:00:00Z       invoice 1 of 2026-11-20 to Kund 1: 100.00 SEK, due 2026-12-20
	2026-11-22T04:00:00Z       found warning R1 at /Invoice: odd\x1b[2J
	2026-11-22T04:00:00Z       present by email: wished for, costs 0.10 SEK
	2026-11-22T04:00:00Z       else present by paper: the second way
	2026-11-22T04:00:00Z       not by kivra: ************ is not there
	2026-11-22T05:00:00+01:00  presentation by email: accepted, receipt R-1, what left has sha256 abababababababab
	2026-11-24                 payment: 40.00 SEK by bankgiro, reference 771; balance 60.00 SEK
	2026-11-24                 payment: 9.00 EUR; not counted
	2026-11-25T00:00:00Z       receipt of email: permanent, "no such user"
	FILED  filed as version 1 in archive/2026/11/0123456789ab-000.tar
	now                        part-paid, delivery failed, balance 60.00 SEK
	END
	# the filing has today's time, wherever that falls
	grep -v ^FILED got >got.rest
	grep -v ^FILED want >want.rest
	same_bytes want.rest got.rest
	grep ^FILED want >want.filed
	grep ^FILED got >got.filed
	same_bytes want.filed got.filed
	# that of the payment itself
	mc-archive story norrlid/payment/9 >got
	grep -q '^2026-11-24  *payment: 40.00 SEK by bankgiro' got
	run -66 mc-archive story norrlid/invoice/2
	run -64 mc-archive story
	run -64 mc-archive story a b
}

@test "the reconciliation of a mixed day" {
	debit='.route = { payment: [{ channel: "autogiro" }] } |
	    .autogiro = { batch: "b", position: 1 }'
	{ invoice 1 100.10 "$debit | .sent = [$(mail accepted 2026-11-22)]"
	  invoice 2 0.20 "$debit | .sent = [$(mail transient 2026-11-22)]"
	  invoice 3 5.00 '.route = { held: "no way" } |
	      .autogiro = { failed: "no mandate" }'
	  invoice 4 7.00 ".sent = [$(mail permanent 2026-11-22)]"
	  invoice 5 9.00 '.rejected = { tool: "mc-send", rule: "stopped",
	      place: "/id", text: "stopped by anna" }'
	  invoice 6 11.00 '.sent = [{ purpose: "presentation",
	      channel: "email", outcome: "held" }]'
	  invoice 7 13.00 '.id = "other/invoice/7" |
	      .invoice.currency = "NOK" |
	      .sent = ['"$(mail permanent 2026-11-22)"',
	          { purpose: "presentation", channel: "paper",
	            outcome: "accepted", at: "2026-11-23" }]'
	  invoice 8 50.00 '.id = "other/credit-note/8" | .kind =
	      "credit-note" | .sent = ['"$(mail accepted 2026-11-22)"']'
	  news payment 1 '{ "amount": "1.00", "currency": "SEK" }'
	} | file_all
	cat >want <<-'END'
	expected       9
	read           9
	filed          9
	filed-before   0
	versions       0
	sent           3
	held           2
	open           1
	failed         1
	rejected       1
	untried        1
	rule           stopped          1
	reject         norrlid/invoice/5  mc-send  stopped  /id: stopped by anna
	channel        email            accepted 2  failed 2  open 1  held 1
	channel-total  email            NOK  accepted 0.00  failed 13.00  open 0.00  held 0.00
	channel-total  email            SEK  accepted 50.10  failed 7.00  open 0.20  held 11.00
	channel        paper            accepted 1  failed 0  open 0  held 0
	channel-total  paper            NOK  accepted 13.00  failed 0.00  open 0.00  held 0.00
	debit          autogiro         collected 2  failed 1  open 0  held 0
	debit-total    autogiro         SEK  collected 100.30  failed 5.00  open 0.00  held 0.00
	total          NOK  expected 13.00  read 13.00  filed 13.00  before 0.00
	total          SEK  expected 82.30  read 82.30  filed 82.30  before 0.00
	sender         norrlid          documents read 7 = sent 1 + held 2 + open 1 + failed 1 + rejected 1 + untried 1  agrees
	sender         norrlid          SEK read 132.30 = sent 100.10 + held 16.00 + open 0.20 + failed 7.00 + rejected 9.00 + untried 0.00  agrees
	sender         other            documents read 2 = sent 2 + held 0 + open 0 + failed 0 + rejected 0 + untried 0  agrees
	sender         other            NOK read 13.00 = sent 13.00 + held 0.00 + open 0.00 + failed 0.00 + rejected 0.00 + untried 0.00  agrees
	sender         other            SEK read -50.00 = sent -50.00 + held 0.00 + open 0.00 + failed 0.00 + rejected 0.00 + untried 0.00  agrees
	balance        documents read 9 = sent 3 + held 2 + open 1 + failed 1 + rejected 1 + untried 1  agrees
	balance        NOK read 13.00 = sent 13.00 + held 0.00 + open 0.00 + failed 0.00 + rejected 0.00 + untried 0.00  agrees
	balance        SEK read 82.30 = sent 50.10 + held 16.00 + open 0.20 + failed 7.00 + rejected 9.00 + untried 0.00  agrees
	volume         archive/2026/11/0123456789ab-000.tar
	END
	same_bytes want report
	# the balance is that of the archive, too
	local word
	for word in sent:3 held:2 open:1 failed:1 rejected:1; do
		run -0 mc-archive find -S "${word%:*}"
		assert_lines "${word#*:}"
	done
}

# A payment file with orders of 80 columns, sealed into a stream of two.
with_batch() {
	local path=out/ag.txt sum line
	{ printf '01AUTOGIRO%70s\r\n' ''
	  printf '82202611300    00001912121212120000000100100009912346%-16s%-11s\r\n' \
	      191212121212 ''
	  printf '82202611300    00000000000047110000000000200009912346%-16s%-11s\r\n' \
	      REF2 ''; } | cut -c 1-81 >"$MC_HOME/$path"
	sum=$(sha256sum "$MC_HOME/$path" | cut -d' ' -f1)
	{ invoice 1 100.10; invoice 2 0.20; } |
	    jq -c --arg sum "$sum" '.autogiro = { path: "out/ag.txt",
	        sha256: $sum, batch: "ag", position: 1 }' >in
	sealed in
	jq -c --arg sum "$sum" --argjson n "$(wc -c <"$MC_HOME/$path")" '
	    if .end then .end.files = [{ tool: "mc-autogiro",
	    path: "out/ag.txt", sha256: $sum, bytes: $n, records: 2,
	    totals: { SEK: "100.30" } }] else . end' in >in2
	mv in2 in
}

@test "a batch is filed once, masked, and found from its records" {
	with_batch
	mc-archive in >report
	grep -qx 'batch          out/ag.txt  mc-autogiro  records 2  not sent  SEK 100.30' report
	mc-archive get norrlid/invoice/2 autogiro >got
	[ "$(wc -c <got)" -eq "$(wc -c <"$MC_HOME/out/ag.txt")" ]
	refute grep -q 191212121212 got
	sed 's/191212121212/************/g' "$MC_HOME/out/ag.txt" >want
	same_bytes want got
	tar tf "$(filed)" >names
	[ "$(grep -c '^+batch-[0-9a-f]\{16\}/ag.txt$' names)" -eq 1 ]
	[ "$(grep -c '^+batch-[0-9a-f]\{16\}/file.json$' names)" -eq 1 ]
	# what it was is still told
	tar xOf "$(filed)" "$(grep file.json names)" | jq -r .sha256 >got
	sha256sum "$MC_HOME/out/ag.txt" | cut -d' ' -f1 >want
	same_bytes want got
	mc-archive verify
	# once, and it is not needed again
	rm "$MC_HOME/out/ag.txt"
	mc-archive in >report
	grep -qx 'filed-before   2' report
	[ "$(filed | wc -l)" -eq 1 ]
	mc-archive rebuild
	mc-archive get norrlid/invoice/1 autogiro >got
	grep -q 4711 got
	# the chain of the section is that of the index, without the batch
	mc-archive -p in >one
	rm "$MC_HOME"/archive/index.db*
	mc-archive -p in >two
	same_bytes one two
}

@test "a batch that has left, and one that has not" {
	with_batch
	sent() {
		jq -c --arg o "$1" 'if .end then . else .sent = [{
		    purpose: "payment", channel: "autogiro",
		    outcome: $o }] end' in
	}
	sent transient >waits
	mc-archive waits >report
	grep -q '^batch .*  not sent: transient  SEK 100.30$' report
	grep -qx 'debit          autogiro         collected 0  failed 0  open 2  held 0' report
	sent accepted >left
	mc-archive left >report
	grep -q '^batch .*  sent  SEK 100.30$' report
	grep -qx 'debit-total    autogiro         SEK  collected 100.30  failed 0.00  open 0.00  held 0.00' report
}

@test "a batch that is not what the seal says" {
	with_batch
	echo more >>"$MC_HOME/out/ag.txt"
	run -66 mc-archive in
	[[ $output == *in:3:*/end/files:*out/ag.txt* ]]
	rm "$MC_HOME/out/ag.txt"
	run -66 mc-archive in
	sed 's/out.ag.txt/..\/ag.txt/' in >bad
	run -65 mc-archive bad
	sed '3s/"sha256":"./"sha256":"x/' in >bad
	run -65 mc-archive bad
	[ -z "$(filed)" ]
}

@test "sections that made a file for one document" {
	local sum nr=19121212-1212
	printf '<a id="%s"/>' $nr | tee "$MC_HOME/out/e.xml" >want
	sum=$(sha256sum "$MC_HOME/out/e.xml" | cut -d' ' -f1)
	invoice 1 1.00 '.sefaktura = [{ path: "out/e.xml",
	    sha256: "'"$sum"'" }]' | file_all
	sed -i 's/[0-9-]\{13\}/*************/' want
	mc-archive get norrlid/invoice/1 sefaktura >got
	same_bytes want got
	mc-archive get norrlid/invoice/1 e.xml >got
	same_bytes want got
	run -66 mc-archive get norrlid/invoice/1 finvoice
}

@test "a number on the edge of what is read at once" {
	local sum at=262144 name
	# one long line, and many
	{ head -c $((at - 6)) /dev/zero | tr '\0' x; printf ' 191212121212 '
	  head -c 300000 /dev/zero | tr '\0' y; } >"$MC_HOME/out/one.txt"
	{ yes 'a line of text' | head -c $((at - 6)); printf '\n191212121212\n'
	  yes 'and more of it' | head -c 600000; } >"$MC_HOME/out/two.txt"
	for name in one two; do
		sum=$(sha256sum "$MC_HOME/out/$name.txt" | cut -d' ' -f1)
		invoice $name 1.00 '.sefaktura = [{ path: "out/'$name'.txt",
		    sha256: "'"$sum"'" }]'
	done | file_all
	for name in one two; do
		mc-archive get norrlid/invoice/$name sefaktura >got
		sed 's/191212121212/************/' \
		    "$MC_HOME/out/$name.txt" >want
		cmp want got
	done
}

@test "kept input goes when all of it is filed" {
	mc-parse -d 2026-11-22 <"$ROOT/testdata/small.xml" >in
	[ "$(find "$MC_HOME/in" -name 'stdin-*.xml' | wc -l)" -eq 1 ]
	# some of it is not enough
	head -n 5 in >some
	sealed some
	mc-archive some >/dev/null
	[ "$(find "$MC_HOME/in" -name 'stdin-*.xml' | wc -l)" -eq 1 ]
	mc-archive -p in >out
	[ -z "$(find "$MC_HOME/in" -type f)" ]
	# the same stream again prints the same, without its source
	mc-archive -p in >again
	same_bytes out again
	mc-archive verify
}

# The index is asked in another way for a channel that many went by.
@test "many documents" {
	many 12000 | file_all
	grep -q '^balance  *SEK .* agrees$' report
	run -0 mc-archive find -K email -l 3
	assert_lines 3
	run -0 mc-archive find -K email -N 5
	[ -z "$output" ]
	run -0 mc-archive find -K paper -N 5
	assert_lines 1
	[ "$(mc-archive find -K email | wc -l)" -eq 9600 ]
	[ "$(mc-archive find -K paper | wc -l)" -eq 2400 ]
	[ "$(mc-archive find -S failed | wc -l)" -eq 12 ]
	[ "$(mc-archive find -B 'KUND 120*' | wc -l)" -eq 12 ]
}
