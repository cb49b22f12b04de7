#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# mc-render: the HTML of documents, and mail that takes it.
# shellcheck disable=SC2016 # the dollars are those of jq
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	conf page
}

# conf BODY: a mail channel with that body, and paper.
conf() {
	cat >"$MC_HOME/mc.yaml" <<-END
	environment: test
	senders:
	  norrlid:
	    name: Norrlid Energi AB
	    languages: [sv, en]
	    from: 'Norrlid Energi AB <faktura@norrlid.example>'
	channels:
	  mail:
	    kind: maildir
	    path: mail
	    needs: email
	    body: $1
	  paper:
	    kind: directory
	    path: deliveries/paper
	test:
	  email: redirect@test.example
	END
	chmod 600 "$MC_HOME/mc.yaml"
}

# input [JQ]: a sealed record in the file `in`, changed by the filter.
input() {
	jq -c "${1-.}" >records <<-'END'
	{"mc":1,"kind":"invoice","id":"norrlid/invoice/7041",
	 "run":{"id":"0123456789ab","at":"2026-11-22T04:00:00Z"},
	 "source":{"path":"run.xml","format":"ubl-invoice","index":1,
	  "bytes":5000,"sha256":
	  "caf23398bb4242c6caf23398bb4242c6caf23398bb4242c6caf23398bb4242c6"},
	 "invoice":{"number":"7041","issue_date":"2026-11-20",
	  "type_code":"380","currency":"SEK","payable":"1250.00",
	  "due_date":"2026-12-20",
	  "seller":{"name":"Norrlid Energi AB","address":{"country":"SE"},
	   "contact":{"email":"kund@norrlid.example"}},
	  "buyer":{"name":"Bo & Bea <Ek>","address":{"line1":"Ekgatan 8",
	   "post_code":"111 29","city":"Stockholm","country":"SE"}},
	  "payment":[{"code":"30","reference":"7041000344351123",
	   "account":"9912346","branch":"SE:BANKGIRO"}],
	  "net":"1000.00","vat":"250.00","gross":"1250.00",
	  "vat_parts":[{"base":"1000.00","tax":"250.00","category":"S",
	   "rate":"25"}],
	  "lines":[{"id":"1","quantity":"2","unit":"MON","amount":"1000.00",
	   "price":"500.00","vat_category":"S","vat_rate":"25",
	   "name":"Elnät"}]},
	 "route":{"presentation":[{"channel":"mail",
	  "address":"bo@kund.example"},{"channel":"paper"}]}}
	END
	mc-seal --new records >in
}

# render [OPTION...]: draws `in` to `out`.
render() {
	expect 0 in out mc-render "$@"
}

# variants WORD...: what was made, in that order.
variants() {
	[[ $(jq -r 'select(.pages).pages[].variant' out | paste -s -d ' ') == \
	    "$*" ]] || fail "$(jq -c .pages out)"
}

# The path of the variant's file.
file_of() {
	jq -r --arg home "$MC_HOME" --arg variant "$1" 'select(.pages) |
	    .pages[] | select(.variant == $variant) |
	    "\($home)/\(.path)"' out
}

@test "made where mail takes it, and nowhere else" {
	input
	render
	variants print mail
	html=$(file_of mail)
	jq -r 'select(.pages).pages[1] | .mime, .bytes, .sha256' out >got
	{
		echo text/html
		stat -c %s "$html"
		sha256sum "$html" | cut -d ' ' -f 1
	} >want
	same_bytes want got
	[[ $html == */out/2026-11-22/html/??/7041-????????????????.html ]]
	[[ $(stat -c %a "$html") == 600 ]]
	input '.route.presentation = [{"channel": "paper"}]'
	render
	variants print
	conf template
	input
	render
	variants print
}

@test "of every document: --html" {
	input '.route.presentation = [{"channel": "paper"}]'
	render --html
	variants print mail
	input '.route.presentation = []'
	render -w
	variants print mail
}

@test "a wide value has a line of narrow screens to itself" {
	input '.invoice.period = {start: "2026-10-01", end: "2026-10-31"}'
	render
	grep -q '\.g\[colspan\]{width:100%' "$(file_of mail)"
	# two of four columns: no date is broken in half a line
	grep -oE '<td class="g"[^>]*>(<p [^>]*>[^<]*</p>)*' "$(file_of mail)" |
	    grep 2026-10-31 | grep -q 'colspan="2"'
}

@test "a variant for each due date, of copies too" {
	input '.route.presentation = [{channel: "paper"},
	    {channel: "mail", due: "2027-01-10"},
	    {channel: "paper", due: "2027-01-10"}]'
	render
	variants print due-2027-01-10 mail-due-2027-01-10
	grep -q '2027-01-10' "$(file_of mail-due-2027-01-10)"
	refute grep -q 'KOPIA' "$(file_of mail-due-2027-01-10)"
	render --copy
	variants copy copy-due-2027-01-10 mail-copy-due-2027-01-10
	grep -q 'KOPIA' "$(file_of mail-copy-due-2027-01-10)"
}

@test "the same bytes again" {
	input
	render
	cp out once
	cp "$(file_of mail)" html
	expect 0 once twice mc-render
	same_bytes once twice
	rm -r "$MC_HOME/out"
	render
	same_bytes html "$(file_of mail)"
}

@test "well-formed, in both designs and every language" {
	local t l
	for t in classic modern; do
		for l in sv nb 'fi' da en; do
			input ".delivery = {language: \"$l\"}"
			render -t "$t"
			xmllint --html --noout "$(file_of mail)" 2>errors
			same_bytes /dev/null errors
			grep -q "<html lang=\"$l\">" "$(file_of mail)"
			grep -q 'Bo &amp; Bea &lt;Ek&gt;' "$(file_of mail)"
			grep -q '7041000344351123' "$(file_of mail)"
		done
	done
}

@test "nothing is fetched" {
	input
	render
	refute grep -oE '(src|href)="(https?:)?//' "$(file_of mail)"
	refute grep -oE 'url\(|@import|<script|<link' "$(file_of mail)"
	grep -q 'href="mailto:kund@norrlid.example"' "$(file_of mail)"
}

@test "the code can be read" {
	input
	render
	grep -o 'data:image/png;base64,[^"]*' "$(file_of mail)" |
	    sed 's/.*,//' | base64 -d >code.png
	# larger, for cameras do not see pixels
	zbarimg -q --raw code.png >code 2>/dev/null ||
	    fail 'no code in the picture'
	jq -e '.iref == "7041000344351123" and .due == 1250' code
}

@test "one that cannot be made fails alone" {
	cat >own.yaml <<-'END'
	template: {name: own, languages: [sv], fallback: sv}
	page: {left: 20mm, right: 20mm, window: {other: fi-c5}}
	fonts: {text: [OpenSans-Regular.ttf]}
	styles: {body: {font: text, size: 9pt}}
	flow: {top: {first: 80mm, next: 30mm}, bottom: 270mm, blocks: [{text: x}]}
	html: {blocks: [{code: "{{invoice.order}}", width: 30mm}]}
	END
	input '.invoice.order = "x" * 3000'
	render -t ./own.yaml
	variants print mail
	[[ $(jq -r 'select(.pages).pages[1].failed' out) == \
	    '3000 bytes are too many for a code' ]]
	[[ $(jq -r 'select(.pages).pages[1].path' out) == null ]]
	expect 0 out sent mc-send
	[[ $(jq -r 'select(.sent).sent[] | .channel + " " + .outcome + " " +
	    .text' sent) == 'mail permanent pages: 3000 bytes are too many for'\
$' a code\npaper accepted ' ]]
}

@test "mail with it" {
	command -v mshow >/dev/null || skip 'no mblaze'
	echo '<Invoice/>' >run.xml
	input ".source += {bytes: 11, sha256: \"$(sha256sum <run.xml |
	    cut -d ' ' -f 1)\"}"
	render
	expect 0 out sent mc-send
	receipt=$(jq -r 'select(.sent).sent[0].receipt' sent)
	mshow -O "$MC_HOME/${receipt#* }" 4 >html
	# but for the notice of a test environment
	sed '/^<p><strong>TEST. Meddelandet/d' html |
	    diff -B "$(file_of mail)" -
	mshow -O "$MC_HOME/${receipt#* }" 5 | cmp - "$(file_of print)"
	expect 0 sent archived mc-archive -p
	mc-archive verify
	find "$MC_HOME/archive" -name '*.tar' -exec tar -tf {} + >names
	grep -q "/$(basename "$(file_of mail)")\$" names
}
