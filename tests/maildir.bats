#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# mc-send into a maildir: what a mail reader finds there.
# shellcheck disable=SC2016 # the dollars are those of jq
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	MAILDIR=$MC_HOME/deliveries/maildir
	conf '' '  email: redirect@test.example'
}

# conf [CHANNEL [TEST [SENDER]]]: writes mc.yaml, with lines added to the
# channel, to `test` and to the sender.
conf() {
	cat >"$MC_HOME/mc.yaml" <<-END
	environment: test
	senders:
	  norrlid:
	    name: Norrlid Energi AB
	    languages: [sv, en]
	    ${3-from: 'Norrlid Energi AB <faktura@norrlid.example>'}
	  fjordkraft:
	    name: Fjord Kraft AS
	    languages: [nb]
	    from: regning@fjord.example
	    reply_to: 'Kundeservice på Fjord <kunde@fjord.example>'
	channels:
	  first:
	    kind: maildir
	    path: deliveries/maildir
	    needs: email
	${1-}
	  second:
	    kind: directory
	    path: deliveries/second
	END
	if [[ -n ${2-} ]]; then
		printf 'test:\n%s\n' "$2" >>"$MC_HOME/mc.yaml"
	fi
	chmod 600 "$MC_HOME/mc.yaml"
}

# production: the same installation where mail reaches its recipient.
production() {
	sed -i 's/test$/production/' "$MC_HOME/mc.home" "$MC_HOME/mc.yaml"
	grep -q production "$MC_HOME/mc.home" ||
	    fail "$(cat "$MC_HOME/mc.home")"
}

# input N [JQ]: N sealed records in the file `in`, changed by the filter.
input() {
	"$ROOT/tests/send-records" "$1" | sed '$d' | jq -c "${2-.}" >records
	mc-seal --new records >in
}

# send [STATUS]: sends `in` to `out`.
send() {
	expect "${1-0}" in out mc-send
}

# message [N]: the path of the Nth message in new/, in the order of records.
message() {
	local receipt
	receipt=$(sed -n "${1-1}p" out | jq -r '.sent[0].receipt')
	printf '%s\n' "$MC_HOME/${receipt#* }"
}

# The header of the message, unfolded and decoded by mblaze.
header() {
	command -v mhdr >/dev/null || skip 'no mblaze'
	mhdr -d -h "$1" "$2"
}

# The text of a part, by its number in mshow -t.
part() {
	command -v mshow >/dev/null || skip 'no mblaze'
	mshow -O "$1" "$2"
}

# refused TEXT: the mail was refused for good with that text, and went on by
# the next channel; nothing is in the maildir.
refused() {
	[[ $(sed 1q out | jq -r '.sent[0].outcome') == permanent ]] ||
	    fail "$(cat out)" || return
	[[ $(sed 1q out | jq -r '.sent[0].text') == "$1" ]] ||
	    fail "$(sed 1q out | jq -r '.sent[0].text')" || return
	[[ $(sed 1q out | jq -r '.sent[1].outcome') == accepted ]] || return
	[[ -z $(find "$MAILDIR" -type f 2>/dev/null) ]] || fail 'something left'
}

@test "a message, byte for byte" {
	production
	input 1 '.invoice += {due_date: "2026-12-20", payment: [{code: "30",
	    reference: "7041000344351123", account: "9912346",
	    branch: "SE:BANKGIRO"}]} | .invoice.seller.contact.email =
	    "kund@norrlid.example"'
	send
	same_bytes "$ROOT/testdata/mail/invoice.eml" "$(message)"
	[[ $(sed 1q out | jq -r '.sent[0].sha256') == \
	    $(sha256sum <"$(message)" | cut -d ' ' -f 1) ]]
	[[ $(stat -c %a "$(message)") == 600 ]]
	[[ -d $MAILDIR/tmp && -d $MAILDIR/cur ]]
	[[ -z $(find "$MAILDIR/tmp" -type f) ]]
}

@test "a mail reader takes it apart" {
	production
	input 1 '.invoice.seller.name = "Åkerö El & Värme <AB> \"Norr\""'
	send
	local m
	m=$(message)
	[[ $(header from "$m") == 'Norrlid Energi AB <faktura@norrlid.example>' ]]
	[[ $(header to "$m") == kund1@kund.example ]]
	[[ $(header subject "$m") == \
	    'Faktura 1 från Åkerö El & Värme <AB> "Norr"' ]]
	[[ $(header date "$m") == 'Sun, 22 Nov 2026 04:00:00 +0000' ]]
	part "$m" 3 >text
	grep -qx 'Att betala: 1,25.kr' text
	grep -qx 'Åkerö El & Värme <AB> "Norr"' text
	part "$m" 4 >html
	grep -q '<p>Åkerö El &amp; Värme &lt;AB&gt; &quot;Norr&quot;</p>' html
	part "$m" 5 | cmp - "$MC_HOME/out/page/000001.pdf"
	mshow -t "$m" | sed 's/^ *//' >tree
	grep -q 'application/pdf size=.* name="Faktura-1.pdf"' tree
}

@test "hostile names and numbers" {
	production
	input 4 '.invoice.number = (.id | if endswith("/1") then
	    "1\r\nBcc: evil@x.example" elif endswith("/2") then
	    "2\nX: y" elif endswith("/3") then "3\u001b[m" else "4\u0085" end)'
	send
	[[ $(jq -r 'select(.id) | .sent[0] | .outcome + " " + .text' out |
	    sort -u) == 'permanent Subject: is no line of text, or is longer'\
' than 2000 bytes' ]]
	[[ ! -e $MAILDIR ]]
	input 1 '.id = "norrlid/invoice/9" | .invoice.seller.name =
	    "--mc-0\n.\nFrom x\n=?UTF-8?Q?a?= {{invoice.number}}" |
	    .invoice.number = "9"'
	send
	refused 'Subject: is no line of text, or is longer than 2000 bytes'
	input 1 '.id = "norrlid/invoice/<script>\"; x=../../y" |
	    .invoice.number = "<script>alert(1)</script>" |
	    .invoice.seller.name = "=?UTF-8?Q?a?= {{invoice.number}}"'
	send
	local m
	m=$(message)
	grep -q 'filename="Faktura-_script_x_.._.._y.pdf"' "$m"
	part "$m" 4 >html
	refute grep '<script>' html
	[[ $(header subject "$m") == 'Faktura <script>alert(1)</script> från'\
' =?UTF-8?Q?a?= {{invoice.number}}' ]]
	refute env LC_ALL=C grep -q '[^ -~]' "$m"
}

@test "hostile addresses" {
	production
	local address
	while IFS= read -r address; do
		rm -rf "$MC_HOME/journal.db"* "$MAILDIR" \
		    "$MC_HOME/deliveries/second"
		input 1 ".route.presentation[0].address = $address"
		send
		refused "$(printf '%s' "${WHY-address: is no e-mail address}")" ||
		    fail "...$address"
	done <<-'END'
	"a@b.example\nBcc: x@y.example"
	"a@b.example\r\n\r\nbody"
	"a@b.example, c@d.example"
	"a@b.example> x@y.example"
	"a b@c.example"
	"-a@b.example"
	"a@b"
	"\u0001@b.example"
	""
	END
}

@test "an address with letters beyond ASCII goes another way" {
	production
	input 1 '.route.presentation[0].address = "björn@kund.example"'
	send
	refused 'address: has an e-mail address with letters beyond ASCII'
	rm -rf "$MC_HOME/journal.db"*
	input 1 '.id = "norrlid/invoice/2" |
	    .route.presentation[0].address = "Bo <bo@kund.example>"'
	send
	refused 'address: has a name before it'
}

@test "a test environment redirects every address" {
	input 20
	send
	local to
	to=$(sed -n 's/^To: //p' "$MAILDIR"/new/* | sort -u)
	[[ $to == redirect@test.example ]]
	refute grep -rq 'kund1*@kund' "$MAILDIR"
	[[ $(header subject "$(message)") == \
	    '[TEST] Faktura 1 från Norrlid Energi AB' ]]
	part "$(message)" 3 >text
	sed 1q text >got
	echo 'TEST. Meddelandet var till k***@k***.example.' >want
	same_bytes want got
	part "$(message)" 4 >html
	grep -q '^<p><strong>TEST. Meddelandet var till' html
}

@test "a test environment without an address for it: nothing leaves" {
	conf
	input 1
	send
	refused 'test: the configuration has no email in test, where mail of'\
' a test environment goes'
}

@test "two senders, each by its own name and language" {
	production
	input 2 'if .id == "norrlid/invoice/2" then
	    .id = "fjordkraft/invoice/2" |
	    .invoice.seller.name = "Fjord Kraft AS" else . end'
	send
	grep -q '^From: Norrlid Energi AB <faktura@norrlid' "$(message 1)"
	refute grep -q '^Reply-To' "$(message 1)"
	grep -qx 'From: regning@fjord.example' "$(message 2)"
	[[ $(header reply-to "$(message 2)") == \
	    'Kundeservice på Fjord <kunde@fjord.example>' ]]
	grep -q '^Message-ID: <[0-9a-f]\{16\}@fjord.example>$' "$(message 2)"
	[[ $(header subject "$(message 2)") == 'Faktura 2 fra Fjord Kraft AS' ]]
	rm -rf "$MC_HOME/journal.db"* "$MAILDIR"
	input 1 '.id = "nobody/invoice/1"'
	send
	refused "From: the document's sender has no address (from) in the"\
' configuration'
}

@test "languages, kinds, and who pays" {
	production
	input 1 '. as $r | ["sv", "nb", "fi", "da", "en"][] as $l |
	    ["invoice", "credit-note", "reminder", "letter"][] as $k |
	    $r | .kind = $k | .id = "norrlid/\($k)/\($l)" |
	    .source.sha256 = ("\($l)\($k)" | explode | map(. % 10) | join("") |
	        (. + "0" * 64)[:64]) |
	    .delivery = {language: $l} | .invoice.due_date = "2026-12-20" |
	    if $k == "reminder" then .route.payment = [{channel: "ag",
	        date: "2026-12-21"}] else . end'
	send
	local l k i=0
	for l in sv nb 'fi' da en; do
		for k in invoice credit-note reminder letter; do
			i=$((i + 1))
			echo "== $l $k"
			header subject "$(message $i)"
			part "$(message $i)" 3
		done
	done | sed 's/\xc2\xa0/ /g' >got
	same_bytes "$ROOT/testdata/mail/languages.txt" got
}

@test "own templates" {
	production
	conf '    template: templates/mail'
	sed -i 's/test$/production/' "$MC_HOME/mc.yaml"
	mkdir -p "$MC_HOME/templates/mail"
	cat >"$MC_HOME/templates/mail/en.txt" <<-'END'
	Subject: {{invoice.number}}, {{invoice.payable|amount}}

	{{#if invoice.due_date}}
	Due {{invoice.due_date|date-long}}
	{{else}}
	No due date
	{{/if}}
	END
	input 2 '.delivery.language = "fi" | if .id | endswith("/2") then
	    .delivery.language = "en" | .invoice.due_date = "2026-12-01"
	    else . end'
	send
	# Finnish is missing, and so is Swedish, the sender's first
	[[ $(header subject "$(message 1)") == '1, 1,25'*'SEK' ]]
	[[ $(header subject "$(message 2)") == '2, SEK'*'2.25' ]]
	part "$(message 1)" 2 >one
	grep -qx 'No due date' one
	part "$(message 2)" 2 >two
	grep -q '^Due 1.*December.*2026$' two
	refute grep -q multipart/alternative "$(message 1)"
	printf '%s\n' '<html><BODY><body class="a">{{invoice.number}}' \
	    >"$MC_HOME/templates/mail/en.html"
	input 1 '.id = "norrlid/invoice/3" | .source.sha256 = "3" * 64'
	send
	part "$(message 1)" 4 >html
	printf '<html><BODY><body class="a">\n\n' >want
	sed 's/^1$//' html | same_bytes want /dev/stdin
}

@test "wrong templates and addresses end it before anything is done: 78" {
	input 1
	conf '    template: templates' '  email: redirect@test.example'
	mkdir -p "$MC_HOME/templates"
	local text message
	while IFS='|' read -r text message; do
		printf '%b' "$text" >"$MC_HOME/templates/sv.txt"
		send 78
		[[ $(cat "$MESSAGES") == "mc-send: $message" ]] ||
		    fail "$text: $(cat "$MESSAGES")"
		[[ ! -e $MAILDIR ]]
	done <<-'END'
	Hello\n|templates/sv.txt: does not begin with 'Subject: ...'
	Subject: x\ny\n|templates/sv.txt: has no empty line below the subject
	Subject: {{invoice.nubmer}}\n\n|templates/sv.txt:1: no such path: 'invoice.nubmer'
	Subject: x\n\na\nb {{pages[0].path}}\n|templates/sv.txt:4: cannot be used here: 'pages[0].path'
	Subject: x\n\n{{#if kind}}\n|templates/sv.txt:3: not closed: '#if'
	END
	rm "$MC_HOME/templates/sv.txt"
	touch "$MC_HOME/templates/sv.html" "$MC_HOME/templates/de.txt"
	send 78
	[[ $(cat "$MESSAGES") == "mc-send: channel 'first': folder 'templates'\
 of MC_HOME has no template: LANGUAGE.txt" ]]
	mkdir "$MC_HOME/templates/sv.txt"
	send 78
	conf '' '  email: redirect'
	send 78
	grep -q ":[0-9]*: 'redirect' is no e-mail address" "$MESSAGES"
	conf '' '  email: a@b.example' 'identity: keep'
	send 78
	grep -q ":[0-9]*: missing key 'from' in 'norrlid': channel 'first' is\
 of kind maildir$" "$MESSAGES"
	conf '' '  email: a@b.example' "from: 'Norrlid <a@b'"
	send 78
	grep -q ":[0-9]*: 'Norrlid <a@b' is no e-mail address" "$MESSAGES"
}

@test "the same bytes again" {
	input 30
	send
	cp -r "$MAILDIR" before
	rm -rf "$MC_HOME/journal.db"* "$MAILDIR"
	mv out once
	send
	diff -r before "$MAILDIR"
	diff <(jq -c '[.sent[]? | del(.at)]' once) \
	    <(jq -c '[.sent[]? | del(.at)]' out)
}

# A journal as a killed process leaves it: claimed, and perhaps delivered.
claimed_by_dead() {
	sqlite3 "$MC_HOME/journal.db" "UPDATE delivery SET outcome = 0,
	    at = NULL, receipt = NULL, owner = 'dead.jsonl',
	    expiry = 4000000000"
}

@test "killed after the delivery: no second message, wherever it is" {
	input 3
	send
	jq -c '[.sent[]? | del(.at)]' out >want
	# one is new, one was read, one was read by a reader with notes of size
	mv "$(message 2)" "$MAILDIR/cur/$(basename "$(message 2)"):2,S"
	mv "$(message 3)" \
	    "$MAILDIR/cur/$(basename "$(message 3)"),S=99:2,RS"
	(cd "$MAILDIR" && find . -type f -printf '%p %i %T@\n' | sort) >before
	claimed_by_dead
	send
	(cd "$MAILDIR" && find . -type f -printf '%p %i %T@\n' | sort) >after
	same_bytes before after
	jq -c '[.sent[]? | del(.at)]' out >got
	same_bytes want got
	# the journal is lost
	rm -rf "$MC_HOME/journal.db"*
	send
	(cd "$MAILDIR" && find . -type f -printf '%p %i %T@\n' | sort) >after
	same_bytes before after
	# rendered anew, so that the message would have other bytes
	claimed_by_dead
	"$ROOT/tests/send-records" 3 anew >in
	send
	(cd "$MAILDIR" && find . -type f -printf '%p %i %T@\n' | sort) >after
	same_bytes before after
	jq -c '[.sent[]? | del(.at)]' out >got
	same_bytes want got
}

@test "a message that a power failure tore is made whole" {
	input 3
	send
	cp -r "$MAILDIR" before
	head -c 400 "$(message 1)" >torn
	cat torn >"$(message 1)"
	: >"$(message 2)"
	head -c "$(($(wc -c <"$(message 3)") - 300))" /dev/zero |
	    dd of="$(message 3)" conv=notrunc bs=1 seek=100 2>/dev/null
	claimed_by_dead
	send
	diff -r before "$MAILDIR"
}

@test "a file of that name that is none of ours is not replaced" {
	input 1
	send
	local m
	m=$(message)
	echo other >"$m"
	rm -rf "$MC_HOME/journal.db"*
	send
	[[ $(sed 1q out | jq -r '.sent[0].text') == \
	    "${m##*/}: exists and is no message of ours" ]]
	[[ $(cat "$m") == other ]]
}

@test "try later: 75, and --retry ends it" {
	input 2
	mkdir -p "$MC_HOME/deliveries"
	: >"$MAILDIR"
	send 75
	[[ $(jq -c 'select(.id) | .sent[0] | [.outcome, .text]' out |
	    sort -u) == '["transient","maildir: Not a directory"]' ]]
	rm "$MAILDIR"
	expect 0 /dev/null again mc-send --retry
	[[ $(find "$MAILDIR/new" -type f | wc -l) -eq 2 ]]
}

@test "what a killed process left in tmp/ goes" {
	input 1
	send
	local m
	m=$(message)
	mv "$m" "$MAILDIR/tmp/"
	rm -rf "$MC_HOME/journal.db"*
	send
	[[ -s $m && -z $(find "$MAILDIR/tmp" -type f) ]]
}

@test "identity numbers stand in no subject, text or name" {
	production
	input 1 '.id = "norrlid/invoice/19121212-1212" |
	    .invoice.number = "19121212-1212" |
	    .invoice.payment = [{reference: "191212121212", account: "1"}]'
	send
	local m
	m=$(message)
	[[ $(header subject "$m") == 'Faktura ************* från'* ]]
	part "$m" 3 >text
	grep -q '^Faktura \*\*\*\*\*\*\*\*\*\*\*\*\* från' text
	[[ $(grep -c 1912 text) -eq 1 ]]
	grep -q '^Referens (OCR): 191212121212$' text
	grep -q 'filename="Faktura-_.pdf"' "$m"
}

@test "1000 messages, each in its own file" {
	input 1000
	send
	[[ $(find "$MAILDIR/new" -type f | wc -l) -eq 1000 ]]
	[[ $(sed -n 's/^Message-ID: //p' "$MAILDIR"/new/* | sort -u |
	    wc -l) -eq 1000 ]]
	jq -r 'select(.sent) | .sent[0] | .sha256 + "  " +
	    (.receipt | split(" ")[1])' out >sums
	assert_lines 1000 sums
	(cd "$MC_HOME" && sha256sum -c --quiet) <sums
	# in the order of the records
	[[ $(sed -n 500p out | jq -r .invoice.number) == 500 ]]
	[[ $(header subject "$(message 500)") == \
	    '[TEST] Faktura 500 från Norrlid Energi AB' ]]
}
