#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# Svefaktura 1.0: files of it become records, and records become files of it
# that its schema finds valid. tests/svefaktura_roundtrip.c reads, writes and
# reads again; t_svefaktura and t_svefaktura_write have the single terms.
load helper

EXAMPLE=$BATS_TEST_DIRNAME/../testdata/svefaktura.xml

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir out
}

# parse STATUS FILE...: the stream in `stream`, the first record in `got`.
parse() {
	local want=$1 status=0
	shift
	mc-parse -q -d 2026-11-22 "$@" >stream 2>err || status=$?
	[[ $status == "$want" ]] || fail "status $status: $(cat err)"
	head -n 1 stream >got
}

# says FILTER TEXT: what jq makes of the record.
says() {
	run jq -cr "$1" got
	[ "$output" = "$2" ] || fail "$1: $output"
}

# edit SED...: in.xml is the example so edited.
edit() {
	sed "$@" "$EXAMPLE" >in.xml
	! cmp -s in.xml "$EXAMPLE" || fail "nothing was edited by $*"
}

# valid FILE...: by the schema.
valid() {
	command -v xmllint >/dev/null || skip 'xmllint is absent'
	xmllint --noout --nonet --schema \
	    "$SHARED/data/einvoice/svefaktura-1.0/xsd/maindoc/SFTI-BasicInvoice-1.0.xsd" \
	    "$@" 2>faults || fail "$(grep -v ' validates$' faults | head)"
	[ "$(grep -c ' validates$' faults)" -eq $# ]
}

# went WRITTEN REFUSED: so the last line of the round trip.
went() {
	[ "${lines[-1]}" = "$1 written, $2 refused, 0 failed" ] ||
		fail "$output"
}

@test "an invoice becomes a record" {
	parse 0 "$EXAMPLE"
	assert_lines 2 stream
	says '.kind, .id, .source.format, .invoice.payable' \
	    'invoice
5599990016/invoice/26800001
svefaktura-1.0
3475.00'
	says '.problems' null
	says '[.invoice.extra[].path]' "$(jq -nc '["Address/cac:ID"] | [
	    "/Invoice/cac:BuyerParty/cac:Party/cac:Address/cac:ID",
	    "/Invoice/cac:SellerParty/cac:Party/cac:Contact/cbc:Telefax",
	    "/Invoice/cac:SellerParty/cac:AccountsContact/cbc:Name",
	    "/Invoice/cac:PaymentTerms/cbc:PenaltySurchargePercent",
	    "/Invoice/cac:DeliveryTerms/cbc:SpecialTerms"]')"
}

@test "a credit note counts as negative" {
	edit 's/>380</>381</'
	parse 0 in.xml
	says '.kind, .id' 'credit-note
5599990016/credit-note/26800001'
	[ "$(tail -n 1 stream | jq -r .end.totals.SEK)" = -3475.00 ]
}

@test "a file of both vocabularies, in wrappers" {
	{
		echo '<run>'
		tail -n +2 "$EXAMPLE"
		tail -n +2 "$ROOT/testdata/example.xml"
		tail -n +2 "$EXAMPLE" | sed 's/26800001/26800002/'
		echo '</run>'
	} >both.xml
	parse 0 -e 3 both.xml
	run jq -r 'select(.kind) | .source.format' stream
	[ "$output" = 'svefaktura-1.0
ubl-invoice
svefaktura-1.0' ]
}

@test "-f takes one vocabulary alone" {
	parse 0 -f svefaktura "$EXAMPLE"
	says .source.format svefaktura-1.0
	parse 1 -f ubl "$EXAMPLE"
	says '.rejected.rule, .rejected.place' "namespace
$EXAMPLE:2"
	parse 1 -f svefaktura "$ROOT/testdata/example.xml"
	says .rejected.rule namespace
	run -64 mc-parse -f finvoice "$EXAMPLE"
}

@test "a wrong number of lines rejects the document" {
	edit 's/Numeric>3</Numeric>2</'
	parse 1 in.xml
	says '.rejected.rule, .rejected.place' 'line-count
/Invoice/LineItemCountNumeric'
}

@test "an account that is not the sender's rejects the document" {
	setup_home
	parse 0 "$EXAMPLE"
	says .id norrlid/invoice/26800001
	edit 's/>9912346</>50501055</'
	parse 1 in.xml
	says .rejected.rule account-unregistered
	# also where a later way to pay has it
	edit 's|</cac:PaymentMeans>|&<cac:PaymentMeans>\
<cac:PaymentMeansTypeCode>1</cac:PaymentMeansTypeCode>\
<cac:PayeeFinancialAccount><cac:ID>50501055</cac:ID>\
</cac:PayeeFinancialAccount></cac:PaymentMeans>|'
	parse 1 in.xml
	says '.rejected.rule, .rejected.place' 'account-unregistered
invoice.payment[1].account'
}

@test "our document comes back as it was, and is valid" {
	run "$BUILD/tests/svefaktura_roundtrip" out "$EXAMPLE"
	went 1 0
	need_shared
	valid "$EXAMPLE" out/*.xml
}

@test "the public examples come back as they were, and are valid" {
	need_shared
	run "$BUILD/tests/svefaktura_roundtrip" out \
	    "$SHARED"/data/einvoice/svefaktura-1.0/examples/svefaktura*.xml
	went 5 0
	valid out/*.xml
}

@test "our UBL documents become valid ones, or a term says why not" {
	"$ROOT/scripts/make-run" 200 11 | awk '
	/^<(Invoice|CreditNote) / { file = "in-" ++n ".xml" }
	file { print >file }
	/^<\/(Invoice|CreditNote)>/ { close(file); file = "" }'
	run "$BUILD/tests/svefaktura_roundtrip" out in-*.xml \
	    "$ROOT/testdata/example.xml"
	went 126 75
	# each refusal has a place and a rule
	[ "$(printf '%s\n' "${lines[@]}" |
	    grep -cE '^in-[0-9]+\.xml: /invoice/[a-z_0-9/]+: [A-Za-z0-9-]+: .')" \
	    -eq 75 ]
	need_shared
	valid out/*.xml
}

@test "public UBL documents become valid ones, or a term says why not" {
	need_shared
	find "$SHARED/data/einvoice/"{peppol-2026.5/billing,sfti,ehf/billing-3.0} \
	    "$SHARED/data/einvoice/"peppol-bis-invoice-3/{examples,national-examples} \
	    "$SHARED/data/einvoice/eInvoicing-EN16931/examples" \
	    -iname '*.xml' -print0 | sort -z |
	    xargs -0 grep -lZ -e ':Invoice-2"' -e ':CreditNote-2"' |
	    xargs -0 grep -LZ '<testSet' >names || [[ $? == 123 ]]
	run xargs -0 "$BUILD/tests/svefaktura_roundtrip" out <names
	[[ ${lines[-1]} == *', 0 failed' ]] || fail "$output"
	[ "$(find out -name '*.xml' | wc -l)" -ge 8 ]
	valid out/*.xml
}

# ---- attachments, which come in a document of their own ------------------

# An envelope with one object, for the invoice of that number.
envelope() {
	printf '%s' '<ObjectEnvelope' \
	    ' xmlns="urn:sfti:documents:ObjectEnvelope:1:0">' \
	    "<DocumentReference><DocumentID>$1</DocumentID>" \
	    '</DocumentReference>' \
	    '<CreationDateTime>2026-11-19T06:00:00</CreationDateTime>' \
	    '<EncodedObject><ObjectID>7</ObjectID>' \
	    '<EncodedData mimeCode="text/csv" filename="a.csv">' \
	    "$(printf '1;2\n' | base64)" \
	    '</EncodedData></EncodedObject></ObjectEnvelope>'
}

@test "an envelope behind its invoice is a part of it" {
	setup_home
	edit 's/>MP-12</>urn:sfti:documents:object:7</'
	{
		echo '<run>'
		tail -n +2 in.xml
		envelope 26800001
		tail -n +2 "$EXAMPLE" | sed 's/26800001/26800002/'
		echo '</run>'
	} >both.xml
	parse 0 -e 2 both.xml
	says '.invoice.attachments[0] | .filename, .mime, .bytes' 'a.csv
text/csv
4'
	run cat "$MC_HOME/$(jq -r '.invoice.attachments[0].path' got)"
	[ "$output" = '1;2' ]
	[ "$(sed -n 2p stream | jq -c '.source.index, .id')" = \
	    '2
"norrlid/invoice/26800002"' ]
	# the bytes of the record are those of the invoice alone
	at=$(jq .source.offset got)
	[ "$(tail -c +$((at + 1)) both.xml |
	    head -c "$(jq .source.bytes got)" | sha256sum | cut -d' ' -f1)" = \
	    "$(jq -r .source.sha256 got)" ]
}

@test "an envelope of no invoice before it is rejected, the invoice not" {
	setup_home
	edit 's/>MP-12</>urn:sfti:documents:object:7</'
	{
		cat in.xml
		envelope 26800002
	} >both.xml
	parse 1 -e 2 both.xml
	says '.rejected, .invoice.attachments[0].path' 'null
null'
	[ "$(sed -n 2p stream | jq -r '.kind, .rejected.rule, .source.index')" \
	    = 'document
object-envelope
2' ]
	envelope 26800001 >alone.xml
	parse 1 alone.xml
	says .rejected.rule object-envelope
}

@test "the public example of an envelope goes with its invoice" {
	need_shared
	setup_home
	mv "$MC_HOME/mc.yaml" . # it has other senders
	cd "$SHARED/data/einvoice/svefaktura-1.0/examples"
	cat 'svefaktura m ext ref.xml' ObjectEnvelope.xml \
	    >"$BATS_TEST_TMPDIR/both.xml"
	cd "$BATS_TEST_TMPDIR"
	parse 0 -e 1 both.xml
	says '.invoice.attachments[] | .filename, .bytes' 'bild.jpg
24224'
}

# ---- docs/VIOLATIONS.md, a test a line ----------------------------------

# kept PATH TEXT: what the record keeps under a path that ends so.
kept() {
	says "[.invoice.extra[] | select(.path | endswith(\"$1\")) | .value]" \
	    "$2"
}

@test "a dateTime without its time is a date" {
	edit 's/2026-11-10T00:00:00/2026-11-10/'
	parse 0 in.xml
	says .invoice.deliver_to.date 2026-11-10
	kept /cbc:ActualDeliveryDateTime '[]'
}

@test "a time of day is kept beside its day" {
	edit 's/2026-11-10T00:00:00/2026-11-10T14:30:00/'
	parse 0 in.xml
	says .invoice.deliver_to.date 2026-11-10
	kept /cbc:ActualDeliveryDateTime '["2026-11-10T14:30:00"]'
}

@test "a factor is a percentage where the amount says so" {
	edit 's/Numeric>10</Numeric>0.1</'
	parse 0 in.xml
	says '.invoice.allowances[0].percent' 10.0
}

@test "several notes of a Svefaktura are all read" {
	edit 's|<TaxPointDate>|<cbc:Note>Två</cbc:Note>&|'
	parse 0 in.xml
	says '[.invoice.notes[].text]' \
	    '["Fakturan avser kontoret på Skolgränden.","Två"]'
}

@test "another code of a way to pay is kept in extra" {
	edit 's/TypeCode>1</TypeCode>42</'
	parse 0 in.xml
	says '.invoice.payment[0] | .code, .account' 'null
9912346'
	kept /cac:PaymentMeansTypeCode '["42"]'
}

@test "another reason code of an allowance is kept in extra" {
	edit 's|<cac:ReasonCode name="Kundrabatt">ZZZ|<cac:ReasonCode>19|'
	parse 0 in.xml
	says '.invoice.allowances[0] | .reason, .reason_code' 'null
null'
	kept '/AllowanceCharge[1]/cac:ReasonCode' '["19"]'
}

@test "an address of free lines beside a street is kept in extra" {
	local free='<cac:AddressLine><cbc:Line>Port B</cbc:Line>\
</cac:AddressLine>'
	edit "s|<cbc:PostalZone>98131</cbc:PostalZone>|&$free|"
	parse 0 in.xml
	says '.invoice.seller.address.line2' null
	kept '/cac:Address/cac:AddressLine/cbc:Line' '["Port B"]'
}

@test "an address without a country has one" {
	edit 's|<cac:IdentificationCode>SE<|<cac:IdentificationCode><|'
	parse 0 in.xml
	says '[.invoice | .seller, .buyer, .deliver_to | .address.country]' \
	    '["SE","SE","SE"]'
}

@test "a sum that is off by less than half a krona is refused" {
	# R-69 and R-67 let it pass
	edit 's/>2870.62</>2870.63</'
	parse 1 in.xml
	says .rejected.rule sum-lines
	edit -e '/TotalTax/s/674.91/674.92/' -e 's/>0.47</>0.46</'
	parse 1 in.xml
	says .rejected.rule sum-vat
}

@test "an amount that is rounded without saying so is read as rounded" {
	edit '/RoundOffAmount/d'
	parse 0 in.xml
	says '.invoice | .gross, .rounding, .payable' '3474.53
0.47
3475.00'
}

@test "an amount of a Svefaktura in another currency is refused" {
	edit 's/amountCurrencyID="SEK">2870.62/amountCurrencyID="EUR">2870.62/'
	parse 1 in.xml
	says .rejected.rule amount-currency
}
