#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
load helper
load batch
load sefaktura

setup() {
	setup_batch mc-sefaktura
	# records with what the rules ask for, and a way by a batch
	CONTRACT_THROUGH="jq -c 'if .end then . else . + { route: {
	    presentation: [{ channel: \"bank\", address: (\"FMI-\" +
	    .invoice.number) }, { channel: \"email\" }] } } |
	    .invoice |= . + { lines_total: .payable, net: .payable,
	    vat: \"0.00\", gross: .payable, vat_parts: [{ base: .payable,
	    tax: \"0.00\", category: \"O\", exemption: \"Utan moms\" }] } |
	    if .kind == \"credit-note\" then .invoice.type_code = \"381\"
	    else . end end'"
}

teardown() { batch_unmount; }

@test "conservation" {
	contract_conservation mc-sefaktura
	# in batches: there is something to conserve
	grep -c '"position":' out | grep -qx "4[0-9]"
}
@test "foreign members" { contract_foreign mc-sefaktura; }
@test "untouched records" { contract_untouched mc-sefaktura; }
@test "ranks on rerun" { contract_ranks mc-sefaktura; }
@test "rerun" { contract_rerun mc-sefaktura; }
@test "cut-off input" { contract_cut_off mc-sefaktura; }
@test "full disk" { contract_full mc-sefaktura; }
@test "usage" { contract_usage mc-sefaktura; }
@test "usage of list" { contract_usage mc-sefaktura list; }
@test "flat memory" { contract_flat mc-sefaktura; }
@test "seal" { contract_seal mc-sefaktura; }

# Every batch is XML that mc-parse reads back: as many documents as
# einvoices.db says, in their order, at their places.
assert_whole() {
	local file n
	mc-sefaktura list >rows
	assert_lines "$(files | grep -c /efaktura/)" rows || return
	while IFS=$'\t' read -r file _ _ _ n _; do
		xmllint --noout "$MC_HOME/$file" || return
		(unset MC_HOME && mc-parse -R none -d 2026-11-22) \
		    <"$MC_HOME/$file" >parsed || fail "$file: mc-parse" ||
		    return
		jq -r 'select(.id).invoice.number' parsed >numbers
		mc-sefaktura list -f "$file" | sed 's|.*/||' >want
		assert_lines "$n" want && same_bytes want numbers || return
		[[ $(grep -o '<ef:Document position="[0-9]*"' \
		    "$MC_HOME/$file" | tr -dc '0-9\n') == $(seq "$n") ]] ||
		    fail "$file: positions" || return
	done <rows
}

# ---- files of their own ----------------------------------------------

@test "every format, byte for byte" {
	expect 0 "$ROOT/testdata/sefaktura.jsonl" out mc-sefaktura
	same_json "$ROOT/testdata/sefaktura/run.out" out
	local file
	for file in "$ROOT"/testdata/sefaktura/*.xml; do
		same_bytes "$file" "$(files | grep "/${file##*/}\$")"
	done
	assert_files 4
	assert_whole
}

@test "peppol: a file, enveloped, with what its way says" {
	production
	input 1 1 peppol
	change '.route.presentation[0] += {address: "0088:7350000000016",
	    due: "2027-01-10"} | del(.invoice.buyer.endpoint,
	    .invoice.buyer.endpoint_scheme)'
	expect 0 in out mc-sefaktura
	local file sum
	file=$(path_of)
	sum=$(sha256sum <"$file" | cut -d ' ' -f 1)
	got . | jq -e --arg path "${file#"$MC_HOME"/}" --arg sum "$sum" \
	    --argjson n "$(wc -c <"$file")" '. == [{channel: "peppol",
	    path: $path, mime: "application/xml", sha256: $sum, bytes: $n}]'
	[[ $file == */out/2026-11-22/peppol/??/1-????????????????.xml ]]
	grep -q '<Identifier Authority="iso6523-actorid-upis">0007:5599990016<' \
	    "$file"
	grep -q '<Identifier Authority="iso6523-actorid-upis">0088:7350000000016<' \
	    "$file"
	grep -q '<EndpointID schemeID="0088">7350000000016<' \
	    <(sed 's/cbc://g' "$file")
	grep -q '<CreationDateAndTime>2026-11-22T04:00:00Z<' "$file"
	grep -A1 '>COUNTRY_C1<' "$file" | grep -q '>SE<'
	grep -q '<cbc:DueDate>2027-01-10<' "$file"
	refute grep -q TEST "$file"
	# what was read is what was sent, but for that
	(unset MC_HOME && mc-parse -d 2026-11-22) <"$file" >parsed
	jq -S 'select(.id).invoice | del(.due_date, .process, .specification,
	    .buyer.endpoint, .buyer.endpoint_scheme)' in >a
	jq -S 'select(.id).invoice | del(.due_date, .process, .specification,
	    .buyer.endpoint, .buyer.endpoint_scheme)' parsed >b
	same_json a b
	last_line out | jq -e '.end.files == []'
	assert_spool_empty
}

@test "an instance is one value for each delivery" {
	input 2 1 peppol
	change '.route.presentation += [.route.presentation[0] +
	    {address: "0007:5599990032"}]'
	instances() {
		files | xargs -d '\n' grep -h '<InstanceIdentifier>.*-.*-.*-' |
		    grep -v urn: | LC_ALL=C sort
	}
	expect 0 in out mc-sefaktura
	instances >once
	assert_lines 4 once
	[[ $(sort -u once | wc -l) -eq 4 ]]
	refute grep -Ev \
	    '>[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}<' \
	    once
	# the run's time is part of the file, not of the instance
	rm -rf "$MC_HOME/out"
	change '.run.at = "2026-11-23T04:00:00Z"'
	expect 0 in out mc-sefaktura
	instances >twice
	same_bytes once twice
	# another document of that id is another message
	rm -rf "$MC_HOME/out"
	change '.source.sha256 = "ab" + .source.sha256[2:]'
	expect 0 in out mc-sefaktura
	instances >other
	[[ $(cat once other | sort -u | wc -l) -eq 8 ]]
}

@test "written anew: the same bytes, and the files are left alone" {
	input 9 1 peppol
	change 'if .invoice.number == "3" then
	    .route.presentation[0].channel = "edi" elif .invoice.number == "4"
	    then .route.presentation[0] += {channel: "bank"} else . end'
	batch_rerun 9
}

@test "the schemas judge what is written" {
	need_shared
	command -v xmllint >/dev/null || skip 'xmllint is absent'
	local dir=$SHARED/data/einvoice kind
	input 10 1 peppol-bare
	expect 0 in out mc-sefaktura
	for kind in Invoice CreditNote; do
		files | xargs -d '\n' grep -l "^<$kind " >list
		[[ -s list ]]
		xargs -d '\n' xmllint --noout --nonet --schema \
		    "$dir/ubl-2.1-xsd/maindoc/UBL-$kind-2.1.xsd" <list
	done
	rm -r "$MC_HOME/out"
	input 10 1 edi
	expect 0 in out mc-sefaktura
	assert_files 10
	files | xargs -d '\n' xmllint --noout --nonet --schema "$(find \
	    "$dir/svefaktura-1.0/xsd/maindoc" -name '*Invoice*.xsd' | head -n 1)"
	rm -r "$MC_HOME/out"
	# each document of a batch
	input 10
	expect 0 in out mc-sefaktura
	mkdir parts
	LC_ALL=C awk '/^<ef:Document/ { n++; next } /^<\/ef:Document/ { next }
	n && !/^<\/ef:Batch/ { print >"parts/" n ".xml" }' "$(path_of)"
	assert_lines 10 <(ls parts)
	for kind in Invoice CreditNote; do
		grep -l "^<$kind " parts/* | xargs xmllint --noout --nonet \
		    --schema "$dir/ubl-2.1-xsd/maindoc/UBL-$kind-2.1.xsd"
	done
}

@test "svefaktura, and terms that it cannot carry" {
	input 3 1 edi
	change 'if .invoice.number == "2" then
	    .invoice.lines[0].origin = "SE" else . end'
	expect 0 in out mc-sefaktura
	[[ $(got '.[0] | [.channel, (.path // "-" | split("/")[2:3][0])]') == \
	    '["edi","svefaktura"]
["edi",null]
["edi","svefaktura"]' ]]
	[[ $(sed -n 2p out | jq -r '.sefaktura[0].failed') == \
	    '/invoice/lines/0/origin: Svefaktura cannot carry BT-159 (country of origin)' ]]
	[[ $(sed -n 2p out | jq -c '[has("rejected"), (.sefaktura |
	    length), (.sefaktura[0] | keys)]') == \
	    '[false,1,["channel","failed"]]' ]]
	[[ $(cat "$MESSAGES") == \
	    'mc-sefaktura: 1 e-invoices cannot be made, 0 documents rejected' ]]
	assert_files 2
}

@test "one element for each way with a format, in their order" {
	input 1 1 peppol
	change '.route.presentation = [{channel: "email", address: "a@b.example"},
	    {channel: "edi", address: "0007:5599990024"}, {channel: "peppol-bare",
	    address: "0007:5599990024"}, {channel: "bank", address: "F-1"}]'
	expect 0 in out mc-sefaktura
	[[ $(got 'map([.channel, has("path")])') == \
	    '[["edi",true],["peppol-bare",true],["bank",false]]' ]]
	[[ $(sed -n 1p out | jq -r '.sefaktura[2].failed') == \
	    '/route/presentation/3: a batch takes only what goes no other way before' ]]
	# nothing to write
	change '.route.presentation = [{channel: "email"}]'
	expect 0 in out mc-sefaktura
	same_bytes in out
	change '.route.presentation = []'
	expect 0 in out mc-sefaktura
	same_bytes in out
}

@test "every reason for making none" {
	local way=/route/presentation/0
	[[ $(why .) == made ]]
	[[ $(why '.kind = "reminder" | .id = "norrlid/reminder/1"') == \
	    '/kind: only invoices and credit notes are e-invoices' ]]
	[[ $(why 'del(.run)') == '/run: no id and time of a run' ]]
	[[ $(why 'del(.invoice.seller.endpoint)') == \
	    '/invoice/seller/endpoint: no electronic address of the seller' ]]
	conf '/participant:/d'
	[[ $(why .) == "$way: a test environment sends to test.participant"\
' only, and there is none' ]]
	[[ $(why . edi) == made ]]
	conf '/fmi: TEST/d;s/^test:$/run:/;s/^run:$/run:\n  approval: 0/'
	[[ $(why . bank) == "$way: a test environment sends to test.fmi"\
' only, and there is none' ]]
	[[ $(why '.id = "plain/invoice/1"' bank) == \
	    '/id: the sender has no agreement on e-faktura' ]]
	[[ $(why '.route.held = "limit"' bank) == \
	    '/route/held: the document is held, and a batch would take it along' ]]
	[[ $(why '.run.id = "../../etc"' bank) == \
	    '/run: no id and time of a run' ]]
	production
	[[ $(why '.route.presentation[0].address = "norrlid"') == \
	    "$way: the address is no participant as 0007:5567321707 is" ]]
	[[ $(why 'del(.route.presentation[0].address,
	    .invoice.buyer.endpoint)') == \
	    '/invoice/buyer/endpoint: no electronic address of the buyer' ]]
	[[ $(why 'del(.route.presentation[0].address)') == made ]]
	[[ $(why 'del(.route.presentation[0].address)' bank) == \
	    "$way: no identity of the recipient at his bank" ]]
	[[ $(why '.invoice.notes = [{text: "\u0001"}]') == /invoice/notes/0/* ]]
	conf 's/^rules:/&\n  check: none/'
	[[ $(why 'del(.invoice.seller.address.country,
	    .invoice.seller.vat_id)') == \
	    '/invoice/seller/address/country: no country of the seller' ]]
	[[ $(why 'del(.invoice.seller.address.country)') == made ]]
}

@test "attachments are read from the home, and by their digests" {
	local dir=$MC_HOME/out/2026-11-22/attachment/ab sum
	mkdir -p "$dir"
	printf 'a,b\n1,2\n' >"$dir/t.csv"
	sum=$(sha256sum <"$dir/t.csv" | cut -d ' ' -f 1)
	local at=".invoice.attachments = [{id: \"1\", filename: \"t.csv\",
	    mime: \"text/csv\", path: \"out/2026-11-22/attachment/ab/t.csv\",
	    sha256: \"$sum\", bytes: 8}]"
	[[ $(why "$at") == made ]]
	grep -q '>YSxiCjEsMgo=<' "$(path_of)"
	[[ $(why "$at | .invoice.attachments[0].sha256 = \"${sum//[0-9]/0}\"") \
	    == /invoice/attachments/0* ]]
	rm "$dir/t.csv"
	[[ $(why "$at") == */invoice/attachments/0*'No such file'* ]]
	# nothing but artefacts goes out
	mkdir -p "$MC_HOME/keys"
	echo 'not for others' >"$MC_HOME/keys/identity"
	sum=$(sha256sum <"$MC_HOME/keys/identity" | cut -d ' ' -f 1)
	[[ $(why "$at | .invoice.attachments[0] += {path: \"keys/identity\",
	    sha256: \"$sum\"}") == *'no artefact with a digest' ]]
	[[ $(why "$at | .invoice.attachments[0] += {path:
	    \"out/../keys/identity\", sha256: \"$sum\"}") == \
	    *'leads out of MC_HOME' ]]
	[[ $(why "$at | del(.invoice.attachments[0].sha256)") == \
	    *'no artefact with a digest' ]]
}

@test "a test environment marks, and addresses nobody else" {
	input 3 1 peppol
	change '.invoice.notes = [{text: "Obs"}] | .delivery.language = "en" |
	    .route.presentation[0].channel = {"1": "peppol", "2": "edi",
	    "3": "bank"}[.invoice.number]'
	expect 0 in out mc-sefaktura
	assert_files 3
	files | xargs -d '\n' grep -L 'TEST: this is no invoice, nothing is to be paid$' >none
	[[ ! -s none ]]
	[[ $(files | xargs -d '\n' grep -h -A1 'TEST: ' | grep -c '^Obs') -eq 3 ]]
	refute grep -q 5599990024 "$(path_of 1)" "$(path_of 3)"
	refute grep -q 'FMI-5' "$(path_of 3)"
	grep -q '<cbc:ID>TEST-FMI-1<' "$(path_of 3)"
}

# ---- batches ---------------------------------------------------------

@test "a batch: one file, and its seal" {
	input 12
	expect 0 in out mc-sefaktura
	local path
	path=$(files)
	path=${path#"$MC_HOME"/}
	last_line out | jq -e --arg path "$path" --arg sum \
	    "$(sha256sum <"$MC_HOME/$path" | cut -d ' ' -f 1)" --argjson n \
	    "$(wc -c <"$MC_HOME/$path")" '.end.files == [{
	    tool: "mc-sefaktura", channel: "bank", path: $path, sha256: $sum,
	    bytes: $n, records: 12, totals: { SEK: "60.50" } }]'
	[[ $path == \
	    out/2026-11-22/efaktura/??/test-norrlid-bank-0123456789ab-*.xml ]]
	got '.[0]' | jq -se --arg path "$path" 'length == 12 and (map(.path ==
	    $path and .mime == "application/xml" and .channel == "bank" and
	    .batch == ($path | split("/")[-1])) | all)'
	[[ $(got '.[0].position' | paste -sd ' ') == \
	    '1 2 3 4 5 6 7 8 9 10 11 12' ]]
	assert_whole
	assert_spool_empty
	sed -n 2,3p "$MC_HOME/$path" >heads
	cat >want <<-'EOD'
	<ef:Batch xmlns:ef="urn:mc:efaktura:1" environment="test" channel="bank" sender="norrlid" fui="005599990016.00002222222.FSPA.SE" run="0123456789ab" created="2026-11-22T04:00:00Z">
	<ef:Document position="1" receiver="TEST-FMI-1">
	EOD
	same_bytes want heads
}

@test "whose agreement it is, where the configuration wants it" {
	production
	input 2
	change 'if .invoice.number == "2" then .id = "example/invoice/2"
	    else . end'
	expect 0 in out mc-sefaktura
	assert_files 2
	xml() {
		sed 's/cbc://g;s/cac://g' "$(path_of "$1")"
	}
	xml 1 | grep -A1 '<PartyIdentification>' | grep -o '<ID>.*</ID>' >ids
	[[ $(cat ids) == '<ID>005599990016.00002222222.FSPA.SE</ID>
<ID>FMI-5001</ID>' ]]
	xml 1 | grep -q '<ef:Document position="1" receiver="FMI-5001">'
	xml 2 | grep -q '<EndpointID schemeID="9999">FMI-5002<'
	xml 2 | grep -q '<ID>005599990024.00003333333.FSPA.SE<'
	xml 2 | grep -q '<ID>K-2<'
}

@test "messages and links of the sender" {
	input 2
	change 'if .invoice.number == "2" then .delivery.language = "en" |
	    .invoice.number = "2 å/#\"" else .kind = "credit-note" |
	    .id = "norrlid/credit-note/1" | .invoice.type_code = "381" end'
	expect 0 in out mc-sefaktura
	sed 's/cbc://g;s/cac://g' "$(path_of)" >xml
	grep -o '<URI>.*</URI>' xml >links
	[[ $(cat links) == '<URI>https://norrlid.example/fakturor/1</URI>
<URI>https://norrlid.example/fakturor/2%20%C3%A5/#%22</URI>' ]]
	[[ $(grep -o '<DocumentDescription>.*</D' xml) == \
	    '<DocumentDescription>Visa fakturan</D
<DocumentDescription>Show the invoice</D' ]]
	# `when`: the text is for invoices only; in the language that there is
	[[ $(grep -c '^Hör av dig före 2026-12-20\.</Note>' xml) -eq 1 ]]
	grep -q 'TEST: ingen faktura, ska inte betalas</Note>' xml
	conf 's/{{invoice.number}}/{{invoice.nummer}}/'
	expect 78 in out mc-sefaktura
	grep -q 'senders.norrlid.efaktura.messages\[0\]:1: ' "$MESSAGES"
}

@test "files of others stay in the seal, and its other bytes" { batch_seal; }

@test "no file without documents" {
	input 3
	change '.route.held = "limit"'
	expect 0 in out mc-sefaktura
	assert_files 0
	assert_spool_empty
	[[ -z $(mc-sefaktura list) ]]
	last_line out | grep -q '"files":\[\]}}$'
	# later they may go
	input 3
	expect 0 in out mc-sefaktura
	[[ $(got '.[0].position' | paste -sd ' ') == '1 2 3' ]]
	assert_whole
}

@test "never twice: routed in another way, it stays where it is" {
	input 2
	expect 0 in once mc-sefaktura
	last_line once >seal
	change '.route.presentation = [{channel: "other-bank", address: "x"},
	    {channel: "email"}]'
	expect 0 in out mc-sefaktura
	[[ $(got 'map([.channel, .position, .failed])' | sed 1q) =~ \
	    ^'[["other-bank",null,"/id: it stands in test-norrlid-bank-'.*' already"],["bank",1,null]]'$ ]]
	same_bytes seal <(last_line out)
	change '.route.presentation = []'
	expect 0 in out mc-sefaktura
	[[ $(got 'map([.channel, .position])' | paste -sd ' ') == \
	    '[["bank",1]] [["bank",2]]' ]]
	assert_files 1
	assert_whole
}

@test "another document of that id: not in the batch" {
	input 3
	expect 0 in out mc-sefaktura
	change 'if .invoice.number == "2" then .source.sha256 = "ab" else . end'
	expect 0 in out mc-sefaktura
	[[ $(got '.[0].position' | paste -sd ' ') == '1 null 3' ]]
	[[ $(sed -n 2p out | jq -r '.sefaktura[0].failed') == '/id: an earlier'\
' run put another document of this id into test-norrlid-bank-'* ]]
	[[ $(jq -s 'map(has("rejected")) | any' out) == false ]]
	assert_files 1
}

@test "a batch takes what could go by no e-invoice before" {
	input 3
	change '.route.presentation |= [{channel: "edi", address:
	    "0007:5599990024"}] + . | if .invoice.number == "2" then
	    .invoice.lines[0].origin = "SE" else . end'
	expect 0 in out mc-sefaktura
	[[ $(got 'map([.channel, has("path"), .position])' | paste -sd ' ') == \
	    '[["edi",true,null],["bank",false,null]] [["edi",false,null],["bank",true,1]] [["edi",true,null],["bank",false,null]]' ]]
	assert_whole
	expect 0 out again mc-sefaktura
	same_bytes out again
}

@test "several senders, channels and runs: one file each" {
	input 6
	change 'if .invoice.number == "2" then .id = "example/invoice/2"
	    elif .invoice.number == "4" then
	    .route.presentation[0].channel = "other-bank"
	    elif .invoice.number == "5" then .run = {id: "bbbbbbbbbbbb",
	    at: "2026-11-23T04:00:00Z"} elif .invoice.number == "6" then
	    .invoice.currency = "EUR" else . end'
	cp in first
	input 2 21
	cat first in >both
	expect 0 both out mc-sefaktura
	assert_files 4
	assert_whole
	[[ $(got '.[0].position' | paste -sd ' ') == '1 1 2 1 1 3 4 5' ]]
	[[ $(jq -c 'select(.end).end.files | map(.records)' out |
	    paste -sd ' ') == '[5,1,1,1] [5]' ]]
	[[ $(jq -c 'select(.end).end.files[0].totals' out | sed 1q) == \
	    '{"EUR":"6.25","SEK":"48.00"}' ]]
	[[ $(sed 1q rows | cut -f 6) == '6.25 EUR, 48.00 SEK' ]]
	expect 0 out again mc-sefaktura
	same_bytes out again
}

@test "cut anywhere: nothing is filed" { batch_cut_off; }

@test "what it needs" {
	input 2
	cp in whole
	change 'del(.route)'
	expect 65 in out mc-sefaktura
	grep -q ':1: the record has no .route.; mc-route writes it$' "$MESSAGES"
	cp whole in
	change '.route.presentation[0].channel = "gone"'
	expect 78 in out mc-sefaktura
	grep -q "the configuration has no channel 'gone'" "$MESSAGES"
	assert_files 0
	expect 78 whole out env -u MC_HOME mc-sefaktura
	conf 's/environment: test/environment: production/'
	expect 78 whole out mc-sefaktura
}

@test "the disk is full: nothing is filed, and then it is" {
	batch_full 300
	assert_whole
}

@test "the folder for the batch cannot be made: the next start ends it" {
	batch_no_folder
	assert_whole
}

@test "two runs at once: each document once" {
	input 40
	cp in a
	input 40 21
	cp in b
	mc-sefaktura a >a.out &
	local other=$!
	mc-sefaktura b >b.out
	wait "$other"
	assert_whole
	[ $(($(cut -f 5 rows | paste -sd +))) -eq 60 ]
	assert_spool_empty
	# debits of another tool at the same time are left alone
	mkdir -p "$MC_HOME/spool"
	: >"$MC_HOME/spool/.batch-debits-Ab12Cd"
	: >"$MC_HOME/spool/.batch-einvoice-Ab12Cd"
	input 1 90
	expect 0 in out mc-sefaktura
	[[ -e $MC_HOME/spool/.batch-debits-Ab12Cd ]]
	[[ ! -e $MC_HOME/spool/.batch-einvoice-Ab12Cd ]]
}

@test "list" {
	[[ -z $(mc-sefaktura list) ]]
	input 12
	expect 0 in out mc-sefaktura
	[[ $(mc-sefaktura list | cut -f 2-) == \
	    $'norrlid\tbank\t0123456789ab\t12\t60.50 SEK' ]]
	mc-sefaktura list --file "$(mc-sefaktura list | cut -f 1)" >rows
	assert_lines 12 rows
	[[ $(sed -n 10p rows) == $'10\tnorrlid/credit-note/10' ]]
	expect 66 /dev/null out mc-sefaktura list -f out/none
}

@test "killed ten times: each document once" { batch_kill 10; }
@test "killed at every step: each document once" { batch_kill steps; }
