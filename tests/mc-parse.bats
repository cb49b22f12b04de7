#!/usr/bin/env bats
# SPDX-License-Identifier: ISC

load helper

EXAMPLE=$BATS_TEST_DIRNAME/../testdata/example.xml
SMALL=$BATS_TEST_DIRNAME/../testdata/small.xml
UBL=urn:oasis:names:specification:ubl:schema:xsd

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# parse STATUS FILE...: runs mc-parse; the stream is in out, messages in err.
parse() {
	local want=$1 status=0
	shift
	# the official rules are tested in mc-parse-rules.bats
	mc-parse -R none -d 2026-11-22 "$@" >out 2>err || status=$?
	[[ $status == "$want" ]] || fail "status $status, not $want: $(cat err)"
}

# field JQ: that of the first record.
field() {
	head -n 1 out | jq -r "$1"
}

# rejected RULE PLACE: the first record is rejected so, with a message.
rejected() {
	[[ $(field .rejected.rule) == "$1" ]] || fail "$(head -n 1 out)"
	[[ $(field .rejected.place) == "$2" ]] || fail "$(head -n 1 out)"
	grep -qF ": $(field .id): $1: " err || fail "$(cat err)"
}

# edit SED: the example document, changed.
edit() {
	sed "$1" "$EXAMPLE" >doc.xml
	! cmp -s doc.xml "$EXAMPLE" || fail "'$1' changes nothing"
}

sealed() {
	tail -n 1 out | jq -e .end >/dev/null || fail "no seal"
	mc-seal -k out
}

unsealed() {
	! grep -q '^{"mc":1,"end"' out || fail "there is a seal"
}

# ---- what a document becomes ------------------------------------------

@test "an invoice becomes a record with its head, source and content" {
	cp "$EXAMPLE" in.xml
	parse 0 in.xml
	assert_lines 2 out
	sealed
	[[ $(field .kind) == invoice ]]
	[[ $(field .id) == 5599990016/invoice/26700001 ]]
	[[ $(field .run.at) == 2026-11-22T00:00:00Z ]]
	[[ $(field .source.path) == in.xml ]]
	[[ $(field .source.line) == 2 ]]
	at=$(field .source.offset)
	n=$(field .source.bytes)
	[[ $(tail -c +$((at + 1)) in.xml | head -c "$n" | sha256sum |
		cut -d' ' -f1) == "$(field .source.sha256)" ]]
	[[ $(field .invoice.seller.vat_id) == SE559999001601 ]]
	[[ $(field .invoice.buyer.ids[0].id) == C-100001 ]]
}

@test "the run id follows from date and first document alone" {
	parse 0 "$EXAMPLE"
	one=$(field .run.id)
	cat "$EXAMPLE" >copy.xml
	parse 0 copy.xml
	[[ $(field .run.id) == "$one" ]]
	mc-parse -d 2026-11-23 copy.xml >out
	[[ $(field .run.id) != "$one" ]]
}

@test "same input, same bytes" {
	parse 0 "$SMALL"
	cp out first
	parse 0 "$SMALL"
	same_bytes first out
}

@test "a batch in a wrapper: each document its own bytes and line" {
	parse 0 "$SMALL"
	assert_lines 13 out
	sealed
	head -n 12 out | jq -r '[.source.offset, .source.bytes,
		.source.line, .source.sha256] | @tsv' |
	while read -r offset bytes line sha; do
		tail -c +$((offset + 1)) "$SMALL" | head -c "$bytes" >slice
		[[ $(sha256sum <slice | cut -d' ' -f1) == "$sha" ]]
		[[ $(head -c "$offset" "$SMALL" | wc -l) == $((line - 1)) ]]
		xmllint --noout slice
	done
}

@test "a document alone and in a wrapper is the same document" {
	parse 0 "$EXAMPLE"
	alone=$(field '.invoice, .source.sha256')
	{
		echo '<w xmlns="urn:wrapper"><!-- <Invoice> -->'
		tail -n +2 "$EXAMPLE"
		echo '</w>'
	} >w.xml
	parse 0 w.xml
	[[ $(field '.invoice, .source.sha256') == "$alone" ]]
}

@test "namespaces declared by the wrapper hold inside" {
	{
		printf '<w xmlns="%s:Invoice-2" ' "$UBL"
		printf 'xmlns:cac="%s:CommonAggregateComponents-2" ' "$UBL"
		printf 'xmlns:cbc="%s:CommonBasicComponents-2">' "$UBL"
		sed -e 1d -e 's/^<Invoice .*/<Invoice>/' -e '/^ xmlns:/d' \
			"$EXAMPLE"
		printf '</w>'
	} >w.xml
	parse 0 w.xml
	[[ $(field .invoice.number) == 26700001 ]]
	[[ $(field .invoice.extra) == "$(parse 0 "$EXAMPLE"
		field .invoice.extra)" ]]
}

@test "several files, and standard input, are one stream" {
	parse 0 "$EXAMPLE" "$SMALL"
	assert_lines 14 out
	sealed
	mc-parse -d 2026-11-22 - <"$EXAMPLE" >out
	[[ $(field .source.path) == - ]]
}

@test "standard input is kept in MC_HOME, a file there is named from there" {
	setup_home
	mc-parse -d 2026-11-22 <"$SMALL" >out
	path=$(field .source.path)
	[[ $path == in/stdin-*.xml ]]
	cmp "$MC_HOME/$path" "$SMALL"
	parse 0 "$MC_HOME/$path"
	[[ $(field .source.path) == "$path" ]]
}

@test "kept input: the note has run and records, and comes with the seal" {
	setup_home
	parse 0 <"$SMALL"
	note=$MC_HOME/$(field .source.path | sed 's/xml$/run/')
	printf 'run %s\ndocuments 12\n' "$(field .run.id)" |
		same_bytes "$note" /dev/stdin
	# the same input once more, and the run has no seal
	parse 65 --expect 13 <"$SMALL"
	[[ ! -e $note && -e ${note%run}xml ]]
	parse 0 <"$SMALL"
	[[ -e $note ]]
	head -c 20000 "$SMALL" >cut.xml
	parse 65 <cut.xml
	[[ $(find "$MC_HOME/in" -name '*.xml' | wc -l) -eq 2 ]]
	[[ $(find "$MC_HOME/in" -name '*.run' | wc -l) -eq 1 ]]
	# an operand beside it is not counted
	parse 0 - "$EXAMPLE" <"$SMALL"
	grep -qx 'documents 12' "$note"
}

@test "half a copy that a killed run left goes, one in the making stays" {
	setup_home
	echo x >"$MC_HOME/in/.stdin-killed"
	echo x >"$MC_HOME/in/.stdin-young"
	echo x >"$MC_HOME/in/.stdin-locked"
	touch -d '2 hours ago' "$MC_HOME/in/".stdin-{killed,locked}
	flock "$MC_HOME/in/.stdin-locked" mc-parse <"$SMALL" >out
	sealed
	(cd "$MC_HOME/in" && ls -A) | grep -v 'stdin-[0-9a-f]*\.' >left
	printf '.stdin-locked\n.stdin-young\n' | same_bytes left /dev/stdin
}

@test "the home's key: another may not read it" {
	setup_home
	chmod 640 "$MC_HOME/keys/identity"
	parse 78 "$EXAMPLE"
	[[ ! -s out ]]
	grep -q 'keys/identity: is open to group or others' err
}

@test "sender is found by the configuration, an unknown one is rejected" {
	parse 0 -c "$ROOT/testdata/mc.yaml" "$SMALL"
	[[ $(head -n 12 out | jq -r '.id | split("/")[0]' | sort -u |
		tr '\n' ' ') == 'nordfjell norrlid pohjanlahti ' ]]
	edit 's/5599990016/5560160680/g; s/SE559999001601/SE556016068001/
	    s/>9912346</>50501055</'
	parse 1 -c "$ROOT/testdata/mc.yaml" doc.xml
	rejected sender-unknown invoice.seller
}

# senders KEY IDS ACCOUNTS...: a configuration of them, mc.yaml.
senders() {
	{
		printf 'environment: test\nsenders:\n'
		while [[ $# -gt 0 ]]; do
			printf '  %s:\n    name: %s\n    ids: [%s]\n' "$1" "$1" \
			    "$2"
			[[ -z $3 ]] || printf '    accounts: [%s]\n' "$3"
			shift 3
		done
	} >mc.yaml
}

# The sender of doc.xml, `-` when it is rejected as unknown.
sender() {
	mc-parse -q -R none -d 2026-11-22 -c mc.yaml doc.xml >out || :
	[[ $(field .rejected.rule) != sender-unknown ]] || echo -
	field .id | sed -n 's|/.*||; /^-$/!p'
}

@test "a sender is found by each kind of identifier, then by account" {
	senders legal '"0007:559999-0016"' '' vat '"vat:SE559999001601"' '' \
	    gln '"0088:7350000000023"' '' duns '"0060:123456789"' '' \
	    account '"0007:5566778899"' '"bankgiro:991-2346"'
	local no_legal='/<cbc:CompanyID schemeID="0007">/d'
	local no_vat='s/SE559999001601/SE000000000001/'
	local end='<cbc:EndpointID schemeID="0007">5599990016<'
	local gln='<cbc:EndpointID schemeID="0088">7350000000023<'
	local id='&<cac:PartyIdentification><cbc:ID'
	id="0,/<.cbc:EndpointID>/s|</cbc:EndpointID>|$id"

	edit 's/Kiruna/Luleå/'
	[[ $(sender) == legal ]]
	edit "$no_legal"
	[[ $(sender) == vat ]]
	edit "$no_legal;$no_vat"
	[[ $(sender) == legal ]] # the endpoint
	edit "$no_legal;$no_vat;s|$end|$gln|"
	[[ $(sender) == gln ]]
	no="$no_legal;$no_vat;s|$end|<cbc:EndpointID schemeID=\"EM\">a@b.c<|"
	local tail='</cbc:ID></cac:PartyIdentification>|'
	edit "$no;$id schemeID=\"0060\">123456789$tail"
	[[ $(sender) == duns ]]
	edit "$no;$id>7350000000023$tail" # without scheme: its check digit says
	[[ $(sender) == gln ]]
	edit "$no;$id>7350000000024$tail"
	[[ $(sender) == account ]]
	edit "$no"
	[[ $(sender) == account ]]
	edit "$no;s/>9912346</>50501055</"
	[[ $(sender) == - ]]
	edit "$no;/<cac:PaymentMeans>/,/<.cac:PaymentMeans>/d"
	[[ $(sender) == - ]]
}

@test "an account of two senders names neither, and serves both" {
	senders a '"0007:5599990016"' '"bankgiro:991-2346"' \
	    b '"0007:5566778899"' '"bankgiro:9912346", "iban:FI2112345600000785"'
	parse 0 -c mc.yaml "$EXAMPLE"
	[[ $(field .id) == a/* ]]
	edit 's/5599990016/5566778899/g; s/SE559999001601/SE556677889901/'
	parse 0 -c mc.yaml doc.xml
	[[ $(field .id) == b/* ]]
	edit 's/5599990016/5560160680/g; s/SE559999001601/SE556016068001/'
	[[ $(sender) == - ]]
	# its other account tells
	sed -i 's|</cac:PaymentMeans>|&<cac:PaymentMeans><cac:PayeeFinancialAccount>\
	    <cbc:ID>FI21 1234 5600 0007 85</cbc:ID></cac:PayeeFinancialAccount>\
	    </cac:PaymentMeans>|' doc.xml
	[[ $(sender) == b ]]
}

# account NUMBER [BRANCH [ATTRIBUTE]]: doc.xml, to be paid there.
account() {
	local branch="s|SE:BANKGIRO|${2-}|"
	[[ -n ${2-} ]] ||
		branch='/<cac:FinancialInst/,/<.cac:FinancialInst/d'
	edit "s|<cbc:ID>9912346<|<cbc:ID${3:+ $3}>$1<|;s|Kiruna|Ume|;$branch"
}

@test "swapped account: rejected, however right its check digit is" {
	account 5050-1055 SE:BANKGIRO
	parse 1 -c "$ROOT/testdata/mc.yaml" doc.xml
	rejected account-unregistered 'invoice.payment[0].account'
	[[ $(field .id) == norrlid/invoice/26700001 ]]
	[[ $(field .rejected.text) == 'bankgiro 5050-1055 is no account of '* ]]
	[[ $(field '.problems | length') -eq 1 ]] # no finding on its check digit
	# the second of two, and a factor's
	edit 's|</cac:PaymentMeans>|&<cac:PaymentMeans><cac:PayeeFinancialAccount>\
	    <cbc:ID>SE45 5000 0000 0583 9825 7466</cbc:ID>\
	    </cac:PayeeFinancialAccount></cac:PaymentMeans>|
	    s|<cac:PaymentMeans>|<cac:PayeeParty><cac:PartyName><cbc:Name>Factor\
	    </cbc:Name></cac:PartyName></cac:PayeeParty>&|'
	parse 1 -c "$ROOT/testdata/mc.yaml" doc.xml
	rejected account-unregistered 'invoice.payment[1].account'
}

@test "accounts in places that the model does not have" {
	local extra='<cac:PayeeFinancialAccount><cbc:ID>5050-1055</cbc:ID>'
	extra+='</cac:PayeeFinancialAccount>'
	edit "s|</cac:PayeeFinancialAccount>|&$extra|"
	parse 1 -c "$ROOT/testdata/mc.yaml" doc.xml
	[[ $(field .rejected.rule) == account-unregistered ]]
	[[ $(field .rejected.place) == \
		'/Invoice/cac:PaymentMeans/cac:PayeeFinancialAccount[2]/cbc:ID' ]]
	edit "s|</cac:PayeeFinancialAccount>|&${extra/5050-1055/991-2346}|"
	parse 0 -c "$ROOT/testdata/mc.yaml" doc.xml
	edit 's|</cac:PayeeFinancialAccount>|&<cac:CreditAccount><cbc:AccountID>7\
	    </cbc:AccountID></cac:CreditAccount>|'
	parse 1 -c "$ROOT/testdata/mc.yaml" doc.xml
	[[ $(field .rejected.rule) == account-unregistered ]]
	# the payer's own
	edit "s|</cac:PayeeFinancialAccount>|&<cac:PayerFinancialAccount>\
	    <cbc:ID>1</cbc:ID></cac:PayerFinancialAccount>|"
	parse 0 -c "$ROOT/testdata/mc.yaml" doc.xml
}

@test "account spelled in another way, account of another kind" {
	local status number branch scheme accounts
	while IFS='|' read -r status accounts number branch scheme; do
		senders a '"0007:5599990016"' "$accounts"
		account "$number" "$branch" "$scheme"
		parse "$status" -c mc.yaml doc.xml
		[[ $status == 0 ]] ||
			[[ $(field .rejected.rule) == account-unregistered ]] ||
			fail "$number: $(field .rejected)"
	done <<-'END'
	0|"bankgiro:991-2346"|9912346|SE:BANKGIRO
	0|"bankgiro:9912346"|991-2346|SE:BANKGIRO
	0|"bankgiro:991-2346"|0009912346|SE:BANKGIRO
	0|"bankgiro:991-2346"|991–2346|SE:BANKGIRO
	0|"bankgiro:991-2346"|9912346|BGABSESS
	0|"bankgiro:991-2346"|991-2346|
	1|"bankgiro:991-2346"|9912346|SE:PLUSGIRO
	1|"plusgiro:991234-6"|9912346|SE:BANKGIRO
	0|"plusgiro:991234-6"|99 12 34-6|SE:PLUSGIRO
	1|"bankgiro:991-2346"|9912346|ESSESESS
	1|"bankgiro:991-2346"|9912346x|SE:BANKGIRO
	1|"bankgiro:991-2346"|99123460|SE:BANKGIRO
	1|"bankgiro:991-2346"|99１2346|SE:BANKGIRO
	0|"iban:SE4550000000058398257466"|se45 5000 0000 0583 9825 7466|
	0|"iban:SE45 5000 0000 0583 9825 7466"|SE4550000000058398257466|ESSESESS
	1|"iban:SE45 5000 0000 0583 9825 7466"|SE3550000000054910000003|
	1|"bban:SE4550000000058398257467"|SE4550000000058398257466|
	0|"bban:12345678903"|1234.56.78903|
	0|"bban:12345678903"|NO7112345678903|
	0|"iban:NO71 1234 5678 903"|12345678903|DNBANOKK
	1|"bban:12345678903"|12345678911|
	0|"bban:12345678903"|12345678903||schemeID="BBAN"
	END
}

@test "a sender without accounts; a document without" {
	senders a '"0007:5599990016"' ''
	parse 1 -c mc.yaml "$EXAMPLE"
	rejected account-unregistered 'invoice.payment[0].account'
	field .rejected.text | grep -q 'senders.a.accounts'
	edit '/<cac:PaymentMeans>/,/<.cac:PaymentMeans>/d'
	parse 0 -c mc.yaml doc.xml
	edit 's/<cbc:ID>9912346</<cbc:ID><!-- -->\ </'
	parse 0 -c mc.yaml doc.xml
}

@test "control figures: count, sum, currencies" {
	parse 0 "$SMALL"
	n=$(last_line out | jq -r .end.records)
	sums=$(last_line out | jq -r '.end.totals | to_entries |
		map("\(.value) \(.key)") | join(",")')
	parse 0 --expect "$n,$sums" "$SMALL"
	sealed
	parse 65 --expect "$((n + 1)),$sums" "$SMALL"
	unsealed
	assert_lines 12 out
	grep -q "documents expected, $n came" err
	parse 65 --expect "$n,17065.44 SEK" "$SMALL"
	grep -qx 'mc-parse: --expect: nothing in EUR expected, -121.04 came' err
	parse 65 --expect "$n,1.00 SEK" "$SMALL"
	unsealed
	parse 65 --expect "$n,1.00" "$SMALL"
	grep -q 'a total without a currency' err
	parse 0 --expect 1 "$EXAMPLE"
	parse 0 --expect "1,$(jq -r 'select(.invoice).invoice.payable' out)" \
		"$EXAMPLE"
	for bad in x 1,x -1 1.5 1,2,3 '1,2 sek' ''; do
		parse 64 --expect "$bad" "$EXAMPLE"
	done
}

@test "credit notes count negative" {
	mc-parse "$SMALL" | mc-pick 'kind = "credit-note"' >out
	[[ $(wc -l <out) -gt 1 ]]
	last_line out | jq -e '.end.totals | all(startswith("-"))'
}

# ---- nothing is lost ----------------------------------------------------

@test "what the model has no place for is in extra, with its attributes" {
	edit 's|<cbc:IssueDate>|<cbc:UBLVersionID a="1">2.1</cbc:UBLVersionID>&|
		s|<cbc:DueDate>|<x:y xmlns:x="urn:x"><x:z b="2"/>text</x:y>&|'
	parse 0 doc.xml
	field '.invoice.extra' >extra
	jq -e '.[] | select(.path == "/Invoice/cbc:UBLVersionID" and
		.value == "2.1" and .attributes[0].name == "a" and
		.attributes[0].value == "1")' extra
	jq -e '.[] | select(.path == "/Invoice/{urn:x}y/{urn:x}z" and
		.attributes[0].value == "2")' extra
	jq -e '.[] | select(.path == "/Invoice/{urn:x}y/#text" and
		.value == "text")' extra
}

@test "every text of every document is in its record" {
	parse 0 "$SMALL"
	xmllint --noout "$SMALL"
	# the texts that the record says by where it puts a thing
	sed -n 's/.*<cbc:[^>]*>\([^<]*\)<.*/\1/p' "$SMALL" |
		grep -vxE 'VAT|true|false|130' | sed 's/&amp;/\&/g' |
		LC_ALL=C sort -u >texts
	head -n 12 out | jq -r '.. | strings' | LC_ALL=C sort -u >values
	[[ -z $(LC_ALL=C comm -23 texts values) ]] ||
		fail "$(LC_ALL=C comm -23 texts values)"
}

@test "a second value of a term that can stand once is kept" {
	edit 's|\( *\)<cbc:DueDate>.*|&<cbc:DueDate>2027-01-01</cbc:DueDate>|'
	parse 0 doc.xml
	[[ $(field .invoice.due_date) == 2026-12-19 ]]
	field .invoice.extra | jq -e '.[] | select(.value == "2027-01-01")'
}

@test "embedded attachments go to artefacts" {
	setup_home
	printf 'name;value\n1;2\n' >a.csv
	xml="<cac:AdditionalDocumentReference><cbc:ID>a1</cbc:ID>"
	xml+="<cac:Attachment><cbc:EmbeddedDocumentBinaryObject "
	xml+="mimeCode=\"text/csv\" filename=\"../a.csv\">"
	xml+="$(base64 a.csv)</cbc:EmbeddedDocumentBinaryObject>"
	xml+="</cac:Attachment></cac:AdditionalDocumentReference>"
	edit "s|<cac:AccountingSupplierParty>|$xml&|"
	parse 0 doc.xml
	path=$(field '.invoice.attachments[0].path')
	[[ $path == out/2026-11-22/attachment/??/26700001-*.csv ]]
	cmp "$MC_HOME/$path" a.csv
	[[ $(field '.invoice.attachments[0].sha256') == \
		"$(sha256sum <a.csv | cut -d' ' -f1)" ]]
	[[ $(field '.invoice.attachments[0].filename') == ../a.csv ]]
	# damaged base64, and no home to put it into
	sed 's|bmFt|b?Ft|' doc.xml >bad.xml
	parse 1 bad.xml
	rejected attachment invoice.attachments
	unset MC_HOME
	parse 1 doc.xml
	rejected attachment invoice.attachments
}

# ---- findings -------------------------------------------------------------

@test "sums that do not hold reject the document" {
	edit 's|\(<cbc:PayableAmount[^>]*>\)[^<]*|\11.00|'
	parse 1 doc.xml
	rejected sum-payable invoice.payable
	[[ $(field '.rejected.text') == 'it says 1.00, its parts come to '* ]]
	edit '0,/<cbc:LineExtensionAmount/s|\(<cbc:LineExtensionAmount[^>]*>\)[^<]*|\11.00|'
	parse 1 doc.xml
	rejected sum-lines invoice.lines_total
}

@test "values that are none: dates, numbers, amounts beyond 10^15" {
	edit 's|\(<cbc:IssueDate>\)[^<]*|\12026-02-30|'
	parse 1 doc.xml
	rejected value-date /Invoice/cbc:IssueDate
	[[ $(field '.problems[0].line') == 8 ]]
	edit 's|\(<cbc:PayableAmount[^>]*>\)[^<]*|\11e3|'
	parse 1 doc.xml
	rejected value-number \
		/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount
	edit 's|\(<cbc:PayableAmount[^>]*>\)[^<]*|\11000000000000000|'
	parse 1 doc.xml
	rejected value-range /Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount
	edit 's|\(<cbc:PayableAmount[^>]*>\)[^<]*|\1123456789012345678901234567890123456789|'
	parse 1 doc.xml
	rejected value-number \
		/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount
	last_line out | jq -e '.end.records == 1'
}

@test "what must be there is missed" {
	for pair in ID:number IssueDate:date DocumentCurrencyCode:currency \
	    PayableAmount:payable; do
		sed "0,/<cbc:${pair%:*}[ >]/{/<cbc:${pair%:*}[ >]/d}" \
			"$EXAMPLE" >doc.xml
		parse 1 doc.xml
		[[ $(field '.problems[].rule') == *missing-${pair#*:}* ]] ||
			fail "$pair: $(field .problems)"
	done
}

@test "a wrong check digit is a warning, never more" {
	edit 's/>9912346</>9912347</'
	parse 0 doc.xml
	[[ $(field '.problems[] | "\(.rule) \(.severity)"') == \
		'account-check warning' ]]
	edit 's/>SE559999001601</>SE559999001701</'
	parse 0 doc.xml
	[[ $(field '.problems[].rule') == identifier-check ]]
}

@test "more rejects than run.max_rejected: no seal" {
	{
		cat "$ROOT/testdata/mc.yaml"
		printf '\nrun:\n  max_rejected: 1\n'
	} >mc.yaml
	edit 's|\(<cbc:PayableAmount[^>]*>\)[^<]*|\11.00|'
	parse 1 -c mc.yaml doc.xml
	sealed
	parse 65 -c mc.yaml doc.xml doc.xml
	unsealed
	grep -q 'run.max_rejected is 1' err
}

# ---- hostile input ----------------------------------------------------------

@test "not XML is one rejected record" {
	printf 'hello\n' >a.txt
	parse 1 a.txt
	rejected xml a.txt:1
	sha=$(printf 'hello\n' | sha256sum)
	[[ $(field .id) == "-/document/${sha:0:16}" ]]
	sealed
}

@test "an empty file is a cut one" {
	: >a.xml
	parse 65 a.xml
	rejected xml a.xml:1
	unsealed
}

@test "a file cut in the middle: records, no seal" {
	head -c 30000 "$SMALL" >a.xml
	parse 65 a.xml
	unsealed
	[[ $(jq -r 'select(.rejected | not) | .kind' out | wc -l) -gt 1 ]]
	tail -n 1 out | jq -e '.rejected.text |
		test("the file ends inside")'
	grep -q 'a.xml: damaged or cut off' err
}

@test "wrong namespace" {
	edit 's/xsd:Invoice-2/xsd:Invoice-3/'
	parse 1 doc.xml
	rejected namespace doc.xml:2
}

@test "no document in well-formed XML" {
	echo '<html/>' >a.xml
	parse 1 a.xml
	rejected format a.xml:1
}

@test "entity bomb and external entity" {
	{
		printf '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha">'
		for i in b c d e f g h; do
			printf '<!ENTITY %s "&a;&a;&a;&a;&a;&a;&a;&a;">' $i
		done
		printf ']><Invoice>&h;</Invoice>'
	} >bomb.xml
	parse 1 bomb.xml
	rejected doctype bomb.xml:1
	printf '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>%s' \
		'<Invoice>&e;</Invoice>' >ext.xml
	parse 1 ext.xml
	rejected doctype ext.xml:1
	refute grep -q root: out
	edit 's|>26700001<|>\&nbsp;<|'
	parse 1 doc.xml
	rejected xml doc.xml:7
}

@test "a text of 1 GB is passed over in constant memory" {
	{
		sed '/<cbc:ID>26700001/,$d' "$EXAMPLE"
		printf '<cbc:ID>'
		head -c 1000000000 /dev/zero | tr '\0' x
		printf '</cbc:ID></Invoice>\n'
	} >big.xml
	(
		[[ $BUILD == *asan* ]] || ulimit -v 400000
		parse 1 big.xml
	)
	rejected size big.xml:2
	rm big.xml
}

@test "a text that is all escapes in JSON: the record would be too long" {
	{
		echo '<b>'
		sed -e 1d -e '/<cbc:ID>26700001/,$d' "$EXAMPLE"
		printf '<cbc:ID>1</cbc:ID><cbc:Note>'
		head -c 40000000 /dev/zero | tr '\0' '"'
		printf '</cbc:Note></Invoice>\n'
		tail -n +2 "$EXAMPLE"
		echo '</b>'
	} >big.xml
	parse 1 big.xml
	rejected size big.xml:2
	assert_lines 3 out
	mc-seal -k out
	rm big.xml
}

@test "200 000 levels" {
	{
		sed '/<cbc:ID>26700001/,$d' "$EXAMPLE"
		yes '<cac:Party>' | head -n 200000
		yes '</cac:Party>' | head -n 200000
		printf '</Invoice>'
	} >deep.xml
	parse 1 deep.xml
	rejected size deep.xml:106
	{
		yes '<a>' | head -n 200000
	} >wrap.xml
	parse 65 wrap.xml
	rejected xml wrap.xml:1
}

@test "encodings: right, wrong, lying, unknown" {
	sed 's/UTF-8/ISO-8859-1/' "$EXAMPLE" | iconv -t ISO-8859-1 >a.xml
	parse 0 a.xml
	[[ $(field .invoice.seller.address.line1) == 'Strömgatan 4' ]]
	sed 's/UTF-8/UTF-16/' "$EXAMPLE" | iconv -t UTF-16 >a.xml
	parse 0 a.xml
	[[ $(field .invoice.seller.address.line1) == 'Strömgatan 4' ]]
	iconv -t ISO-8859-1 "$EXAMPLE" >a.xml
	parse 1 a.xml
	rejected xml a.xml:11
	sed 's/UTF-8/ISO-8859-1/' "$EXAMPLE" >a.xml
	parse 1 a.xml
	rejected encoding a.xml:2
	sed 's/UTF-8/klingon/' "$EXAMPLE" >a.xml
	parse 1 a.xml
	rejected encoding a.xml:2
	printf '\357\273\277' | cat - "$EXAMPLE" >a.xml
	parse 0 a.xml
}

@test "a bad document among good ones: the good ones go on" {
	{
		echo '<b>'
		tail -n +2 "$EXAMPLE"
		echo '<Invoice><x></Invoice>'
		tail -n +2 "$EXAMPLE" | sed 's/26700001/26700002/'
		echo '</b>'
	} >a.xml
	parse 1 a.xml
	assert_lines 4 out
	sealed
	[[ $(jq -r 'select(.kind).kind' out | tr '\n' ' ') == \
		'invoice document invoice ' ]]
	sed -n 2p out | jq -e '.rejected.place == "a.xml:192"'
}

@test "numbers that would break a path or a line" {
	edit 's|>26700001<|>../../etc/passwd<|'
	parse 0 doc.xml
	[[ $(field .id) == 5599990016/invoice/..%2F..%2Fetc%2Fpasswd ]]
	edit 's|>26700001<|>A\&#10;1\&#9;b<|'
	parse 0 doc.xml
	[[ $(field .id) == 5599990016/invoice/A%0A1%09b ]]
	[[ $(field .invoice.number) == $'A\n1\tb' ]]
	edit 's|>26700001<|>A/1<|'
	parse 0 doc.xml
	[[ $(field .id) == 5599990016/invoice/A%2F1 ]]
	edit "s|>26700001<|>$(printf '%0300d' 7)<|"
	parse 1 doc.xml
	rejected number-length invoice.number
}

@test "control characters and NUL" {
	edit 's|>26700001<|>a\&#1;b<|'
	parse 1 doc.xml
	rejected xml doc.xml:7
	edit 's|>26700001<|>a\x00b<|'
	parse 1 doc.xml
	rejected xml doc.xml:7
}

@test "what stands beside the documents is counted" {
	{
		echo '<b><head><id>1</id></head><Order><x/></Order>'
		tail -n +2 "$EXAMPLE"
		echo '<foot/></b>'
	} >a.xml
	parse 0 a.xml
	grep -q 'a.xml: 3 elements beside the documents .* <head>' err
	parse 0 "$SMALL"
	[[ ! -s err ]]
}

@test "a file that is not there: nothing is written" {
	parse 66 "$EXAMPLE" nowhere.xml
	[[ ! -s out ]]
	parse 66 .
	grep -q 'is a directory\|Is a directory' err
	parse 66 nowhere.xml
	grep -q 'nowhere.xml: No such file' err
}

@test "configuration with a typo: nothing is written" {
	sed 's/^channels:/chanels:/' "$ROOT/testdata/mc.yaml" >mc.yaml
	parse 78 -c mc.yaml "$EXAMPLE"
	[[ ! -s out ]]
	grep -qE 'mc.yaml:[0-9]+: unknown key' err
}

@test "a configuration that cannot be read is not passed over" {
	setup_home
	rm -f "$MC_HOME/mc.yaml"
	mkdir "$MC_HOME/mc.yaml"
	parse 78 "$EXAMPLE"
	rmdir "$MC_HOME/mc.yaml"
	ln -s mc.yaml "$MC_HOME/mc.yaml" # for ever
	parse 78 "$EXAMPLE"
	[[ ! -s out ]]
}

@test "output full or closed" {
	run -74 --separate-stderr bash -c "mc-parse '$SMALL' >/dev/full"
	# shellcheck disable=SC2154
	[[ $stderr == *'No space left'* ]]
	run -74 --separate-stderr bash -c \
		"(for i in 1 2 3 4 5 6 7 8; do cat '$SMALL'; done) >many.xml
		mc-parse many.xml >&-"
}

@test "usage" {
	contract_usage mc-parse
	parse 64 -d yesterday "$EXAMPLE"
	parse 64 -f edifact "$EXAMPLE"
}

# ---- identity numbers ---------------------------------------------------------

# 198112189876 is one of the Tax Agency's test numbers
@test "a sole trader's number is hidden in the id and noted for the archive" {
	edit 's/5599990016/8112189876/g; s/SE559999001601/SE811218987601/'
	parse 1 doc.xml
	rejected identity-key doc.xml:2
	setup_home
	rm -f "$MC_HOME/mc.yaml"
	[[ -s $MC_HOME/keys/identity ]] ||
		printf '%064d' 1 >"$MC_HOME/keys/identity"
	parse 0 doc.xml
	field .id | grep -qvE '8112189876'
	[[ $(field .id) == ~*/invoice/26700001 ]]
	jq -rc 'select(.source.mask).source | .offset as $o | .mask[] |
		[$o + .at, .bytes] | @tsv' out |
	while read -r at n; do
		tail -c +$((at + 1)) doc.xml | head -c "$n"
		echo
	done | sort -u >found
	printf '8112189876\nSE811218987601\n' | sort >want
	same_bytes want found
	refute grep -q 8112189876 err
}

@test "an invoice number that is a personal number" {
	edit 's|>26700001<|>811218-9876<|'
	parse 1 doc.xml
	[[ $(field .rejected.rule) == identity-key ]]
	refute grep -q 811218 err
	[[ $(field .id) == -/document/* ]]
}

# ---- identity: never -------------------------------------------------------------

# never SED: doc.xml, of a sender that keeps no identity numbers.
never() {
	setup_home
	senders norrlid '"0007:5599990016"' '"bankgiro:991-2346"'
	printf '    identity: never\n' >>mc.yaml
	edit "$1"
}

# nowhere CORE...: the digits stand in nothing that was written, however they
# are grouped. The document itself is elsewhere.
nowhere() {
	local core
	find "$MC_HOME" -type f -exec cat {} + |
		cat - out err | tr -cd '0-9A-Za-z' >bare
	[[ $(wc -c <bare) -gt 1000 ]]
	for core; do
		! grep -qiF "$core" bare || fail "$core: $(grep -oiE \
			".{0,60}${core:0:6}.{0,30}" out err | head -n 3)"
	done
}

# The masked copy of the document that the archive would keep.
masked() {
	cp doc.xml masked.xml
	jq -r 'select(.source.mask).source | (.offset // 0) as $o | .mask[] |
		[$o + (.at // 0), .bytes] | @tsv' out |
	while read -r at n; do
		head -c "$n" /dev/zero | tr '\0' '*' |
			dd of=masked.xml bs=1 seek="$at" conv=notrunc status=none
	done
}

@test "a number that stands in a comment alone is masked in the archive's copy" {
	setup_home
	edit 's|<cbc:IssueDate>|<!-- customer 811218-9876, 8112189876 -->&|
	    s|<cbc:DueDate>|<?billing 13097248022?>&|'
	parse 0 doc.xml
	masked
	refute grep -qE '811218|13097248022' masked.xml
	grep -q 'customer \*' masked.xml
	xmllint --noout masked.xml
	[ "$(tr -dc '*' <masked.xml | wc -c)" -eq 32 ] # and nothing else
	# of UTF-16 the places cannot be named: then it is all of it
	sed -i 's/encoding="UTF-8"/encoding="UTF-16"/' doc.xml
	iconv -f UTF-8 -t UTF-16 doc.xml >wide.xml
	mv wide.xml doc.xml
	parse 0 doc.xml
	[ "$(head -n 1 out | jq '.source.mask[0].bytes')" -gt 10000 ]
}

@test "identity: never: no number is left, in any spelling" {
	never 's|>C-100001<|>8112189876<|
	    s|<cbc:RegistrationName>Pär Forsberg</cbc:RegistrationName>|&\
	    <cbc:CompanyID>19811218-9876</cbc:CompanyID>|
	    s|<cbc:EndpointID schemeID="0088">7350000000016|<cbc:EndpointID\
	    schemeID="9999">811218-9876|
	    s|>par.forsberg1@|>p.8112189876@|
	    s|<cbc:Name>Pär Forsberg|& (811218 9876)|
	    s|<cbc:Note>Fakt|<cbc:Note>81 12 18 98 76, 811218–9876,\
	    Kundnr 0198112189876001, 010190-002R, 13097248022. Fakt|
	    s|<cbc:ID>26700001</cbc:ID>|&<cbc:UUID>811218+9876</cbc:UUID>|
	    s|>735999900088116876<|>id 811218.9876<|
	    s|<cbc:CustomizationID>|<e:UBLExtensions xmlns:e="'"$UBL"':CommonExtensionComponents-2"><e:UBLExtension>\
	    <e:ExtensionContent><d:Delivery xmlns:d="urn:mc:delivery:1">\
	    <d:Email>anna@x.example</d:Email><d:Identity>19811218-9876</d:Identity>\
	    <d:Agreement bank="b">8112189876</d:Agreement></d:Delivery>\
	    </e:ExtensionContent></e:UBLExtension></e:UBLExtensions>&|'
	parse 0 -c mc.yaml doc.xml
	sealed
	nowhere 8112189876 010190002R 13097248022
	[[ $(field .id) == norrlid/invoice/26700001 ]]
	[[ $(field '.invoice.buyer.ids[0].id') =~ ^~[0-9a-f]{8}\.[0-9a-f]{8}$ ]]
	[[ $(field '.invoice.buyer.legal_id') == ~* ]]
	[[ $(field '.invoice.buyer.endpoint, .invoice.buyer.contact.email,
		.delivery.identity, .delivery.agreements[0].key' | sort -u) == null ]]
	[[ $(field .delivery.email) == anna@x.example ]]
	[[ $(field '.invoice.notes[0].text') == \
		'**************, *************,'*' 01'* ]]
	# all of it is masked in the archive's copy, and nothing else
	masked
	tr -cd '0-9A-Za-z' <masked.xml >bare
	refute grep -qE '8112189876|010190002R|13097248022' bare
	grep -q '7350000000016\|Fakturan avser\|5599990016' masked.xml
	xmllint --noout masked.xml
	# nor in what the official rules say of it
	parse 1 -R peppol -c mc.yaml doc.xml
	[[ $(field '.problems | length') -gt 3 ]]
	nowhere 8112189876 010190002R 13097248022
}

@test "identity: never: what cannot go without its number is rejected" {
	local place edit
	while read -r place edit; do
		never "$edit"
		parse 1 -c mc.yaml doc.xml
		rejected identity-never "$place"
		nowhere 8112189876
		rm -r "$MC_HOME"
	done <<-'END'
	invoice.payment.reference s|>1000012670000168<|>8112189876<|
	invoice.payment.reference s|>1000012670000168<|>81121898763<|;s|>C-100001<|>811218-9876<|
	invoice.number s|>26700001<|>811218-9876<|
	invoice.number s|>26700001<|>F8112189876X<|
	invoice.seller 0,/<.cac:PartyName>/s|<cac:PartyName>|<cac:PartyIdentification><cbc:ID>8112189876</cbc:ID></cac:PartyIdentification>&|
	invoice.payment.debit.mandate s|</cac:PaymentMeans>|<cac:PaymentMandate><cbc:ID>8112189876</cbc:ID></cac:PaymentMandate>&|
	END
}

@test "identity: never: attachments" {
	local text at
	at='<cac:AdditionalDocumentReference><cbc:ID>a</cbc:ID><cac:Attachment>'
	at+='<cbc:EmbeddedDocumentBinaryObject mimeCode="MIME" filename="a.csv">'
	text=$(printf 'a;b\n811218-9876;1\n' | base64)
	at+="$text</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
	at="s|<cac:AccountingSupplierParty>|$at</cac:AdditionalDocumentReference>&|"
	never "${at/MIME/text\/csv}"
	parse 1 -c mc.yaml doc.xml
	rejected identity-never invoice.attachments
	nowhere 8112189876 "$text"
	masked
	refute grep -qF "$text" masked.xml
	# in another type only what is known from elsewhere
	rm -r "$MC_HOME"
	never "${at/MIME/application\/pdf}"
	parse 0 -c mc.yaml doc.xml
	sed -i 's|>C-100001<|>19811218-9876<|' doc.xml
	rm -r "$MC_HOME"
	never "${at/MIME/application\/pdf};s|>C-100001<|>19811218-9876<|"
	parse 1 -c mc.yaml doc.xml
	rejected identity-never invoice.attachments
	nowhere 8112189876
}

@test "identity: never: standard input is kept for the archive, with its note" {
	never 's|>C-100001<|>8112189876<|'
	mc-parse -d 2026-11-22 -c mc.yaml <doc.xml >out 2>err
	[[ $(find "$MC_HOME/in" -type f | wc -l) -eq 2 ]]
	grep -q 8112189876 "$MC_HOME/$(field .source.path)"
}

@test "identity: keep: fields keep their numbers, no text is changed" {
	never 's|>C-100001<|>8112189876<|;s|<cbc:Note>Fakt|<cbc:Note>811218-9876|'
	sed -i 's/never/keep/' mc.yaml
	parse 0 -c mc.yaml doc.xml
	[[ $(field '.invoice.buyer.ids[0].id') == 8112189876 ]]
	[[ $(field '.invoice.notes[0].text') == 811218-9876* ]]
}
