#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# mc-send with channels whose HTML is the page itself (body: page).
# shellcheck disable=SC2016 # the dollars are those of jq
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	MAILDIR=$MC_HOME/deliveries/maildir
	conf page
}

# conf BODY: an installation for production with such a channel.
conf() {
	cat >"$MC_HOME/mc.yaml" <<-END
	environment: production
	senders:
	  norrlid:
	    name: Norrlid Energi AB
	    languages: [sv, en]
	    from: 'Norrlid Energi AB <faktura@norrlid.example>'
	channels:
	  first:
	    kind: maildir
	    path: deliveries/maildir
	    needs: email
	    body: $1
	  second:
	    kind: directory
	    path: deliveries/second
	END
	sed -i 's/test$/production/' "$MC_HOME/mc.home"
}

# page NAME [TEXT]: an HTML page in the home; its artefact as JSON.
page() {
	local path=out/page/$1.html
	mkdir -p "$MC_HOME/out/page"
	printf '<html>\n<body style="margin:0">\n<p>%s</p>\n</body>\n</html>\n' \
	    "${2-Sida för kunden}" >"$MC_HOME/$path"
	jq -nc --arg variant "$1" --arg path "$path" --arg sha256 \
	    "$(sha256sum <"$MC_HOME/$path" | cut -d ' ' -f 1)" \
	    '{variant: $variant, path: $path, mime: "text/html",
	      sha256: $sha256}'
}

# input JQ ARTEFACT...: a sealed record with these artefacts beside its PDF.
input() {
	local filter=$1
	shift
	printf '%s\n' "$@" | jq -cs . >artefacts
	"$ROOT/tests/send-records" 1 | sed '$d' |
	    jq -c --slurpfile more artefacts \
	        ".pages += \$more[0] | $filter" >records
	mc-seal --new records >in
}

send() {
	expect 0 in out mc-send
}

# The text of a part of the message, by its number in mshow -t.
part() {
	local receipt
	command -v mshow >/dev/null || skip 'no mblaze'
	receipt=$(jq -r 'select(.sent).sent[0].receipt' out)
	mshow -O "$MC_HOME/${receipt#* }" "$1"
}

# refused TEXT: the mail was refused for good, the next channel took it.
refused() {
	[[ $(sed 1q out | jq -r '.sent[0] | .outcome + " " + .text') == \
	    "permanent $1" ]] ||
	    fail "$(sed 1q out | jq -c .sent)" || return
	[[ $(sed 1q out | jq -r '.sent[1].outcome') == accepted ]] || return
	[[ -z $(find "$MAILDIR" -type f 2>/dev/null) ]] || fail 'something left'
}

@test "the page is the HTML, the text that of the template" {
	input . "$(page mail)"
	send
	part 3 >text
	grep -qx 'Faktura 1 från Norrlid Energi AB.' text
	part 4 >html
	same_bytes "$MC_HOME/out/page/mail.html" html
	part 5 | cmp - "$MC_HOME/out/page/000001.pdf"
}

@test "with body: template nobody asks for the page" {
	conf template
	input . "$(page mail)"
	send
	part 4 >html
	refute grep -q 'Sida för kunden' html
	grep -q 'Norrlid Energi AB' html
}

@test "the page of the due date that the route wants" {
	input '.invoice.due_date = "2026-12-01" |
	    .route.presentation[0].due = "2026-12-20" |
	    .pages[0].variant = "due-2026-12-20"' \
	    "$(page mail wrong)" "$(page mail-due-2026-12-20 right)" \
	    "$(page mail-due-2026-12-21 wrong)"
	send
	part 4 >html
	grep -qx '<p>right</p>' html
	refute grep -q wrong html
}

@test "a page that is not there: another way" {
	input .
	send
	refused 'pages: no HTML for the body of the message'
}

@test "a page of another due date is none" {
	input '.route.presentation[].due = "2026-12-20" |
	    .pages[0].variant = "due-2026-12-20"' "$(page mail)"
	send
	refused 'pages: no HTML for the body of the message'
}

@test "a page that could not be made says why" {
	input . '{"variant":"mail","mime":"text/html","failed":"too long"}'
	send
	refused 'pages: too long'
}

@test "a page with other bytes than the record's does not leave" {
	input . "$(page mail)"
	echo changed >>"$MC_HOME/out/page/mail.html"
	send
	[[ $(sed 1q out | jq -r '.sent[0].text') == *'its digest differs' ]]
	[[ -z $(find "$MAILDIR" -type f 2>/dev/null) ]]
	rm "$MC_HOME/out/page/mail.html"
	rm -rf "$MC_HOME/journal.db"* "$MC_HOME/deliveries"
	send
	refused 'pages: No such file or directory'
}

@test "a page as large as a mail may be, and one that is larger" {
	local big
	big=$(head -c 3000000 /dev/zero | tr '\0' 'x' | fold -w 1000)
	page mail "$big" >artefact
	input . "$(cat artefact)"
	send
	part 4 >html
	same_bytes "$MC_HOME/out/page/mail.html" html
	rm -rf "$MC_HOME/journal.db"* "$MC_HOME/deliveries"
	head -c 17000000 /dev/zero >"$MC_HOME/out/page/mail.html"
	send
	[[ $(sed 1q out | jq -r '.sent[0].outcome') == permanent ]]
}

@test "in a test environment the notice is in the page" {
	sed -i 's/production$/test/' "$MC_HOME/mc.home" "$MC_HOME/mc.yaml"
	printf 'test:\n  email: redirect@test.example\n' >>"$MC_HOME/mc.yaml"
	input . "$(page mail)"
	send
	part 4 >html
	sed -n 3p html | grep -q '^<p><strong>TEST. Meddelandet var till'
	grep -qx '<p>Sida för kunden</p>' html
}

