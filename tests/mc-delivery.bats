#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# Delivery wishes in UBL documents: mc-delivery(5), docs/mc-delivery-1.xsd.
load helper

SCHEMA=$ROOT/docs/mc-delivery-1.xsd

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
}

# The element mc:Delivery that the manual page shows.
page_example() {
	sed -n '/<mc:Delivery /,/<\/mc:Delivery>/p' "$ROOT/man/mc-delivery.5" |
	    sed '/<\/mc:Delivery>/q'
}

extension() {
	printf '<ext:UBLExtension><ext:ExtensionContent>%s%s\n' "$1" \
	    '</ext:ExtensionContent></ext:UBLExtension>'
}

# invoice_with CONTENT...: an invoice with an extension for each CONTENT.
invoice_with() {
	local ubl=urn:oasis:names:specification:ubl:schema:xsd content
	{
		printf '<ext:UBLExtensions xmlns:ext="%s">\n' \
		    "$ubl:CommonExtensionComponents-2"
		for content; do
			extension "$content"
		done
		printf '</ext:UBLExtensions>\n'
	} >extension.xml
	# in front of the first element below the root
	awk '/<cbc:CustomizationID>/ {
		while ((getline line <"extension.xml") > 0)
			print line
	}
	{ print }' "$ROOT/testdata/example.xml"
}

# parse CONTENT...: the file `record` of such an invoice; status in $STATUS.
parse() {
	invoice_with "$@" >in.xml
	STATUS=0
	mc-parse -q -d 2026-11-22 in.xml >out.jsonl || STATUS=$?
	head -n 1 out.jsonl >record
}

delivery() {
	printf '<mc:Delivery xmlns:mc="urn:mc:delivery:1">%s</mc:Delivery>' "$1"
}

@test "the example of the page becomes the section it shows" {
	parse "$(page_example)"
	[ "$STATUS" -eq 0 ]
	jq '.delivery' record >got
	{
		printf '{'
		sed -n '/^"delivery": {$/,/^}$/p' "$ROOT/man/mc-delivery.5"
		printf '}'
	} | jq '.delivery' >want
	[ "$(jq length want)" -eq 8 ]
	same_json want got
	# all of it was taken
	run jq -c '[.invoice.extra[].path | select(test("Delivery"))]' record
	[ "$output" = '[]' ]
}

@test "the example of the page is valid by the schema" {
	page_example >delivery.xml
	[ -s delivery.xml ]
	run xmllint --noout --schema "$SCHEMA" delivery.xml
	[ "$status" -eq 0 ]
}

@test "the schema takes what the page allows" {
	local body
	for body in '' '<mc:Channel>email</mc:Channel>' \
	    '<mc:Channel forced="1">a</mc:Channel><mc:Channel>b</mc:Channel>' \
	    '<mc:Protected>true</mc:Protected>' \
	    '<mc:Print colour="0"/>' '<mc:Tag>a</mc:Tag><mc:Tag>b</mc:Tag>'; do
		delivery "$body" >delivery.xml
		run xmllint --noout --schema "$SCHEMA" delivery.xml
		[ "$status" -eq 0 ] || fail "refused: $body: $output"
	done
}

@test "the schema refuses what the page does not allow" {
	local body
	for body in '<mc:Channel forced="yes">email</mc:Channel>' \
	    '<mc:Channel>E Mail</mc:Channel>' '<mc:Channel/>' \
	    '<mc:Mobile>070-1740605</mc:Mobile>' '<mc:Email>anna</mc:Email>' \
	    '<mc:Language>svenska</mc:Language>' \
	    '<mc:Protected>yes</mc:Protected>' '<mc:Protected/>' \
	    '<mc:Agreement>4711</mc:Agreement>' '<mc:Pigeon/>' \
	    '<mc:Email>a@b.example</mc:Email><mc:Email>c@b.example</mc:Email>'
	do
		delivery "$body" >delivery.xml
		run xmllint --noout --schema "$SCHEMA" delivery.xml
		# 3: valid XML, but not by the schema
		[ "$status" -eq 3 ] || fail "taken: $body"
	done
}

@test "forced is true, or absent" {
	local text want
	while read -r text want; do
		parse "$(delivery "<mc:Channel $text>paper</mc:Channel>")"
		[ "$STATUS" -eq 0 ] || fail "$text: status $STATUS"
		run jq -c .delivery.channels record
		[ "$output" = "[{\"channel\":\"paper\"$want}]" ] ||
		    fail "$text: $output"
	done <<-END
	forced="true" ,"forced":true
	forced="1" ,"forced":true
	forced="false"
	forced="0"
	END
}

@test "a boolean that is none rejects the document" {
	local body
	for body in '<mc:Channel forced="yes">paper</mc:Channel>' \
	    '<mc:Channel forced="">paper</mc:Channel>' \
	    '<mc:Protected>no</mc:Protected>' '<mc:Protected> </mc:Protected>' \
	    '<mc:Print duplex="maybe"/>' \
	    '<mc:Print colour="TRUE"><mc:Insert>a</mc:Insert></mc:Print>'; do
		parse "$(delivery "$body")"
		[ "$STATUS" -eq 1 ] || fail "$body: status $STATUS"
		run jq -r '[.rejected.rule, .problems[0].severity,
		    (.problems[0].path | test("/mc:Delivery/mc:"))] |
		    join(" ")' record
		[ "$output" = 'value-flag fatal true' ] ||
		    fail "$body: $output"
	done
}

@test "protected identity is true, or absent; true of two wins" {
	local text want
	while read -r want text; do
		parse "$(delivery "$text")"
		[ "$STATUS" -eq 0 ] || fail "$text: status $STATUS"
		run jq -c .delivery record
		[ "$output" = "$want" ] || fail "$text: $output"
	done <<-END
	{"protected":true} <mc:Protected>true</mc:Protected>
	{"protected":true} <mc:Protected> 1 </mc:Protected>
	null <mc:Protected>false</mc:Protected>
	null <mc:Protected>0</mc:Protected>
	{"protected":true} <mc:Protected>0</mc:Protected><mc:Protected>1</mc:Protected>
	END
}

@test "what is unknown is kept in invoice.extra" {
	parse "$(delivery '<mc:Channel speed="5">paper</mc:Channel>
	    <mc:Pigeon colour="grey">yes</mc:Pigeon>')"
	[ "$STATUS" -eq 0 ]
	jq -c '.delivery' record >got
	echo '{"channels":[{"channel":"paper"}]}' >want
	same_json want got
	jq -c '[.invoice.extra[] | select(.path | test("mc:Delivery")) |
	    .path |= sub(".*/"; "")]' record >got
	echo '[{"path":"mc:Channel","attributes":[{"name":"speed",
	    "value":"5"}]},{"path":"mc:Pigeon","value":"yes",
	    "attributes":[{"name":"colour","value":"grey"}]}]' >want
	same_json want got
}

@test "print options of an element with inserts are read" {
	parse "$(delivery '<mc:Print duplex="1" envelope="C4"><mc:Insert>a
	    </mc:Insert><mc:Insert>b</mc:Insert></mc:Print>')"
	[ "$STATUS" -eq 0 ]
	jq -c .delivery.print record >got
	echo '{"duplex":true,"envelope":"C4","inserts":["a","b"]}' >want
	same_json want got
}

@test "the extension need not be the first" {
	parse '<x:Other xmlns:x="urn:x.example">1</x:Other>' \
	    "$(delivery '<mc:Email>a@kund.example</mc:Email>')"
	[ "$STATUS" -eq 0 ]
	run jq -r .delivery.email record
	[ "$output" = a@kund.example ]
}

@test "the first of two extensions counts, the other is kept" {
	parse "$(delivery '<mc:Email>a@kund.example</mc:Email>')" \
	    "$(delivery '<mc:Email>b@kund.example</mc:Email>')"
	[ "$STATUS" -eq 0 ]
	run jq -r '.delivery.email, (.invoice.extra[] |
	    select(.path | test("mc:Delivery")).value)' record
	[ "$output" = 'a@kund.example
b@kund.example' ]
}

@test "another namespace is another extension" {
	parse '<mc:Delivery xmlns:mc="urn:mc:delivery:2"><mc:Email>a@b.example
	    </mc:Email></mc:Delivery>'
	[ "$STATUS" -eq 0 ]
	run jq -r '.delivery, (.invoice.extra[] |
	    select(.path | test("delivery:2")).value)' record
	[ "$output" = 'null
a@b.example' ]
}

@test "a document without the extension has no section" {
	parse '<x:Other xmlns:x="urn:x.example">1</x:Other>'
	[ "$STATUS" -eq 0 ]
	run jq 'has("delivery")' record
	[ "$output" = false ]
}

@test "identity numbers are noted for the archive" {
	parse "$(delivery '<mc:Identity>19121212-1212</mc:Identity>
	    <mc:Agreement bank="a">191212121212</mc:Agreement>')"
	[ "$STATUS" -eq 0 ]
	run jq -c '[.source.mask[].bytes]' record
	[ "$output" = '[13,12]' ]
	run mc-show out.jsonl
	[[ $output != *1212-1212* && $output == *'delivery.identity: ***'* ]]
}
