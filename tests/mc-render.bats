#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# shellcheck disable=SC2016 # the dollars are those of jq and awk
load helper

setup() {
	setup_home
	CONTRACT_THROUGH='mc-lookup | mc-route'
	cd "$BATS_TEST_TMPDIR" || return
}

@test "conservation" { contract_conservation mc-render; }
@test "foreign members" { contract_foreign mc-render; }
@test "untouched records" { contract_untouched mc-render; }
@test "ranks on rerun" { contract_ranks mc-render; }
@test "rerun" { contract_rerun mc-render; }
@test "cut-off input" { contract_cut_off mc-render; }
@test "full disk" { contract_full mc-render; }
@test "usage" { contract_usage mc-render; }
@test "parallel" { contract_parallel mc-render; }

# record [JQ]: an invoice with a route, changed by the filter.
record() {
	jq -c "${1-.}" <<'EOF'
{"mc":1,"kind":"invoice","id":"norrlid/invoice/70410003",
 "run":{"id":"0123456789ab","at":"2026-11-22T04:00:00Z"},
 "source":{"path":"run.xml","format":"ubl-invoice","index":1,"bytes":5000,
  "sha256":"caf23398bb4242c6caf23398bb4242c6caf23398bb4242c6caf23398bb4242c6"},
 "invoice":{"number":"70410003","issue_date":"2026-11-20","type_code":"380",
  "currency":"SEK","payable":"4442.83","due_date":"2026-12-20",
  "buyer_reference":"Uppgång Fyra","order":"PO-7781","contract":"R-14",
  "payment_terms":"Trettio dagar netto.",
  "notes":[{"text":"Läs av mätaren själv."}],
  "preceding":[{"number":"70409001","issue_date":"2026-10-05"}],
  "seller":{"name":"Norrlid Energi AB","legal_id":"5599990016",
   "vat_id":"SE559999001601","tax_id":"Godkänd för F-skatt",
   "address":{"line1":"Strömgatan 4","city":"Kiruna","post_code":"981 31",
    "country":"SE"},
   "contact":{"name":"Kundtjänst","phone":"0771-00 00 00",
    "email":"kund@norrlid.example"}},
  "buyer":{"name":"René Håkansson","ids":[{"id":"4435112"}],
   "address":{"line1":"Örnstigen 73","city":"Växjö","post_code":"801 88",
    "country":"SE"}},
  "payment":[{"code":"30","reference":"7041000344351123",
   "account":"9912346","branch":"SE:BANKGIRO"}],
  "allowances":[{"amount":"100.00","base":"2000.00","percent":"5",
   "vat_category":"S","vat_rate":"25","reason":"Trogen kund"}],
  "charges":[{"amount":"29.50","vat_category":"S","vat_rate":"25",
   "reason":"Pappersfaktura"}],
  "lines_total":"3624.76","allowances_total":"100.00",
  "charges_total":"29.50","net":"3554.26","vat":"888.57","gross":"4442.83",
  "vat_parts":[{"base":"3554.26","tax":"888.57","category":"S","rate":"25"}],
  "lines":[
   {"id":"1","quantity":"1282.5","unit":"KWH","amount":"1157.46",
    "price":"0.9025","vat_category":"S","vat_rate":"25",
    "name":"Elnätsöverföring","description":"Säkring tjugo ampere",
    "sellers_id":"NAT-20","period":{"start":"2026-10-01","end":"2026-10-31"}},
   {"id":"2","quantity":"1","unit":"MON","amount":"-12.70","price":"-12.70",
    "vat_category":"S","vat_rate":"25","name":"Avbrottsersättning"},
   {"id":"3","quantity":"2","unit":"C62","amount":"2480.00",
    "price":"1250.00","vat_category":"S","vat_rate":"25","name":"Laddbox",
    "allowances":[{"amount":"20.00","reason":"Kampanj"}]}]},
 "route":{"presentation":[{"channel":"paper","reason":"policy"}]}}
EOF
}

# render [JQ]: makes the PDF of such a record and prints its path.
render() {
	record "${1-.}" >in
	expect 0 in out mc-render || return
	jq -er --arg home "$MC_HOME" '"\($home)/\(.pages[0].path)"' out
}

# The text of a PDF with plain blanks, runs of them as one.
text_of() {
	pdftotext -layout "$1" - | sed 's/\xc2\xa0/ /g' | tr -s ' \n\f' ' '
}

# says FILE TEXT...: the PDF has each of the texts.
says() {
	local pdf=$1 text
	text_of "$pdf" >text
	shift
	for text; do
		grep -qF -- "$text" text || fail "not on the page: $text" || return
	done
}

# silent FILE TEXT...: and none of these.
silent() {
	local pdf=$1 text
	text_of "$pdf" >text
	[[ -s text ]] || fail "no text in $pdf" || return
	shift
	for text; do
		! grep -qF -- "$text" text || fail "on the page: $text" || return
	done
}

pages_of() {
	pdfinfo "$1" | sed -n 's/^Pages: *//p'
}

# sound FILE: whole, and every font in it.
sound() {
	qpdf --check "$1" >check 2>&1 || fail "$(cat check)" || return
	pdffonts "$1" | awk 'NR > 2 && $(NF - 4) == "yes" && $(NF - 2) == "yes" {
		n++
	} END { exit !(n && n == NR - 2) }' || fail "$(pdffonts "$1")"
}

@test "the section names the file as it is" {
	pdf=$(render)
	jq -e '.pages | length == 1' out
	jq -r '.pages[0] | .variant, .mime, .bytes, .sha256, .pages' out >got
	{
		echo print
		echo application/pdf
		stat -c %s "$pdf"
		sha256sum "$pdf" | cut -d ' ' -f 1
		pages_of "$pdf"
	} >want
	same_bytes want got
	[ "$(stat -c %a "$pdf")" = 600 ]
	[[ $(jq -r '.pages[0].path' out) =~ \
	    ^out/2026-11-22/pdf/([0-9a-f]{2})/70410003-([0-9a-f]{2})[0-9a-f]{14}\.pdf$ ]]
	[ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ]
}

@test "every figure of the record is on the page" {
	pdf=$(render)
	jq -r '.invoice | .. | objects | to_entries[] |
	    select(.key | IN("amount", "base", "percent", "vat_rate", "rate",
	        "quantity", "price", "payable", "lines_total", "net", "vat",
	        "allowances_total", "charges_total", "gross", "tax")) |
	    .value | strings' in | sort -u |
	    sed -E 's/\./,/; :a; s/^(-?[0-9]+)([0-9]{3})/\1 \2/; ta
	        s/^-/−/' >figures
	[ "$(wc -l <figures)" -ge 18 ]
	mapfile -t figures <figures
	says "$pdf" "${figures[@]}"
}

@test "every name, date and number of the record is on the page" {
	pdf=$(render)
	jq -r '.invoice | del(.payable) | .. | strings |
	    select(test("^-?[0-9.]+$") | not) |
	    select(IN("SE", "S", "C62", "KWH", "MON", "SE:BANKGIRO") | not)
	    ' in | sort -u >names
	[ "$(wc -l <names)" -ge 25 ]
	mapfile -t names <names
	says "$pdf" "${names[@]}" 70410003 4435112 7041000344351123 991-2346 \
	    5599990016 kWh mån st '4 442,83 kr' 'Sida 1 (1)' TEST
}

@test "the PDF is sound, its fonts are in it, it tells the time of the run" {
	pdf=$(render)
	sound "$pdf"
	TZ=UTC pdfinfo -isodates "$pdf" >info
	grep -q '^Title: *Faktura 70410003$' info
	grep -q '^Author: *Norrlid Energi AB$' info
	grep -q '^CreationDate: *2026-11-22T04:00:00Z$' info
	grep -q 'A4' info
}

@test "same record, same bytes, whatever was drawn before it" {
	record >one
	record '.id = "norrlid/invoice/2" | .invoice.number = "2" |
	    .kind = "reminder" | .invoice.buyer.name = "Αθηνά, Пётр, Ħal"' >two
	cat two one >both
	expect 0 one out.one mc-render
	pdf=$MC_HOME/$(jq -r '.pages[0].path' out.one)
	mv "$pdf" kept.pdf
	sleep 1
	expect 0 both out.both mc-render
	tail -n 1 out.both >last
	same_bytes out.one last
	cmp kept.pdf "$pdf"
	touch -d @1 "$pdf"
	expect 0 one out.again mc-render
	same_bytes out.one out.again
	[ "$(stat -c %Y "$pdf")" = 1 ]
}

@test "a page that a power failure tore is made whole" {
	record >in
	mc-render in >out
	pdf=$MC_HOME/$(head -n 1 out | jq -r '.pages[0].path')
	cp "$pdf" whole
	: >"$pdf"
	mc-render in | same_bytes out /dev/stdin
	cmp whole "$pdf"
}

@test "another record of the same id gets another name" {
	a=$(render)
	b=$(render '.invoice.notes[0].text = "Annan text."')
	[ "$a" != "$b" ]
	[[ -e $a && -e $b ]]
}

@test "titles by kind" {
	while read -r kind title; do
		pdf=$(render ".kind = \"$kind\" | .id = \"norrlid/$kind/1\"")
		says "$pdf" "$title"
	done <<-EOF
	invoice Faktura
	credit-note Kreditfaktura
	reminder Påminnelse
	payment-request Betalningsavi
	letter Meddelande
	EOF
}

@test "a credit note asks for nothing" {
	pdf=$(render '.kind = "credit-note" | .id = "norrlid/credit-note/1"')
	says "$pdf" Krediteras Kreditfakturanr
	silent "$pdf" 'Att betala' Bankgiro 991-2346 OCR
}

@test "an amount below zero is the customer's" {
	pdf=$(render '.invoice.payable = "-250.00"')
	says "$pdf" 'Dig till godo 250,00 kr'
	[ "$(grep -o 'Dig till godo' text | wc -l)" -eq 2 ] # card and sums
	silent "$pdf" Bankgiro 'Att betala' '−250,00'
}

@test "numbers of companies as their country writes them" {
	says "$(render)" 'Org.nr 559999-0016' 'Momsreg.nr SE559999001601'
	says "$(render '.invoice.seller.legal_id = "16 5599990016"')" \
	    'Org.nr 16 5599990016'
	norway='.address.country = "NO" | .legal_id = "310000108" |
	    .vat_id = "NO310000108MVA"'
	pdf=$(render ".invoice.seller |= ($norway)")
	says "$pdf" '310 000 108' 'NO 310 000 108 MVA'
	# of the buyer too, and none that is another country's
	says "$(render ".invoice.buyer |= ($norway)")" 'NO 310 000 108 MVA'
	says "$(render '.invoice.buyer |= (.address.country = "DE" |
	    .legal_id = "310000108")')" 310000108
	says "$(render '.invoice.seller |= (.address.country = "FI" |
	    .legal_id = "99999028")')" 9999902-8
}

@test "the country of the place of delivery, when it is another" {
	there='.invoice.deliver_to = {name: "Lager 3", address: {
	    line1: "Kajen 9", city: "Kiruna", country: "SE"}}'
	pdf=$(render "$there")
	says "$pdf" 'Levererat till' 'Lager 3, Kajen 9, Kiruna'
	silent "$pdf" SWEDEN
	says "$(render "$there | .invoice.deliver_to.address.country = \"NO\"")" \
	    'Kajen 9, Kiruna, NORWAY'
}

@test "languages" {
	conf='environment: test
senders: { norrlid: { name: N, languages: [fi, nb] } }'
	printf '%s\n' "$conf" >"$MC_HOME/mc.yaml"
	while read -r wish country title figure date; do
		pdf=$(render ".invoice.buyer.address.country = \"$country\" |
		    if \"$wish\" == \"-\" then . else
		    .delivery.language = \"$wish\" end")
		says "$pdf" "$title" "${figure//_/ }" "$date"
	done <<-EOF
	sv NO Faktura 1_250,00 2026-12-20
	nb SE Faktura 1_250,00 20.12.2026
	nn SE Faktura 1_250,00 20.12.2026
	fi SE Lasku 1_250,00 20.12.2026
	da SE Faktura 1.250,00 20.12.2026
	en SE Invoice 1,250.00 2026-12-20
	- NO Faktura 1_250,00 20.12.2026
	- SE Lasku 1_250,00 20.12.2026
	- DE Lasku 1_250,00 20.12.2026
	EOF
	pdf=$(render '.id = "other/invoice/1" |
	    .invoice.buyer.address.country = "DE"')
	says "$pdf" Invoice GERMANY
	pdf=$(render '.id = "other/invoice/1" |
	    .invoice.buyer.address.country = "DK"')
	says "$pdf" 'At betale'
}

@test "the recipient is in the window" {
	pdf=$(render)
	# 110-190 mm by 45-80 mm at 72 dpi
	pdftotext -x 312 -y 128 -W 227 -H 99 "$pdf" - >window
	printf '%s\n' 'René Håkansson' 'Örnstigen 73' '801 88 Växjö' >want
	sed '/^\f*$/d' window >got
	same_bytes want got
	pdf=$(render '.invoice.seller.address.country = "NO"')
	# 15-120 mm by 44-79 mm
	pdftotext -x 43 -y 125 -W 298 -H 99 "$pdf" - >window
	echo SWEDEN >>want
	sed '/^\f*$/d' window >got
	same_bytes want got
}

@test "an address that is not whole: the register's, as mc-lookup judges" {
	local window=(-x 312 -y 128 -W 227 -H 99)
	local known='.reach.customer = {"number":"C-1","name":"Åsa Ek",
	    "care_of":"c/o Bo Öst","address":{"line1":"Väg 3",
	    "post_code":"981 31","city":"Kiruna","country":"SE"}} |
	    del(.invoice.buyer.address.post_code)'
	pdf=$(render "$known")
	pdftotext "${window[@]}" "$pdf" - >window
	printf '%s\n' 'Åsa Ek' 'c/o Bo Öst' 'Väg 3' '981 31 Kiruna' >want
	sed '/^\f*$/d' window >got
	same_bytes want got
	# the buyer by law is still on the page
	says "$pdf" 'Köpare' 'René Håkansson'
	silent "$pdf" Örnstigen
	pdf=$(render "$known | .reach.customer.address.country = \"NO\"")
	pdftotext "${window[@]}" "$pdf" - >window
	grep -qx NORWAY window
	says "$pdf" SWEDEN
	# the same name is not said twice
	pdf=$(render "$known | del(.reach.customer.name)")
	says "$pdf" 'René Håkansson' 'c/o Bo Öst'
	silent "$pdf" 'Köpare'
	# whole, or protected: as the document has it
	for change in '.invoice.buyer.address.post_code = "801 88"' \
	    '.reach.customer.protected = true' '.delivery.protected = true' \
	    'del(.reach.customer.address.city)'; do
		pdf=$(render "$known | $change")
		says "$pdf" 'René Håkansson' 'Örnstigen 73'
		silent "$pdf" 'Åsa Ek' 'c/o Bo' 'Väg 3' Kiruna,
	done
}

@test "accounts and references as banks print them" {
	pdf=$(render ".invoice.payment = [
	    {code: \"30\", account: \"2865434\", branch: \"SE:PLUSGIRO\"},
	    {code: \"30\", account: \"SE3550000000054910000003\",
	     branch: \"ESSESESS\", reference: \"RF18539007547034\"}]")
	says "$pdf" 'Plusgiro' '28 65 43-4' 'SE35 5000 0000 0549 1000 0003' \
	    ESSESESS 'RF18 5390 0754 7034'
	pdf=$(render '.invoice.seller.address.country = "NO" |
	    .invoice.payment = [{account: "12345678903",
	    reference: "1234567890128"}]')
	says "$pdf" 1234.56.78903 KID 1234567890128
	pdf=$(render '.invoice.seller.address.country = "FI" |
	    .invoice.payment = [{account: "FI2112345600000785",
	    reference: "1234561"}]')
	says "$pdf" 'FI21 1234 5600 0007 85' Viitenumero '12 34561'
	silent "$pdf" 'Virtuell streckkod' # that is of the euro
	pdf=$(render '.invoice.seller.address.country = "FI" |
	    .invoice.currency = "EUR" | .delivery.language = "fi" |
	    .invoice.payment = [{account: "FI2112345600000785",
	    reference: "1234561"}]')
	says "$pdf" 'Maksettava yhteensä' 'Saajan tilinumero' Eräpäivä \
	    'Virtuaaliviivakoodi 421123456000007850044428300000000000000001234561261220'
	pdf=$(render '.invoice.payment[0].account = "12"')
	says "$pdf" 'Bankgiro' ' 12 '
	pdf=$(render '.invoice.payment = [{code: "59",
	    debit: {mandate: "MEDG-7"}}]')
	says "$pdf" 'Beloppet dras automatiskt' MEDG-7
}

@test "identity numbers are not printed" {
	pdf=$(render '.invoice.buyer.ids =
	    [{id: "640823-3234"}, {id: "C-77"}] |
	    .invoice.buyer.legal_id = "196408233234" |
	    .invoice.buyer.vat_id = "SE640823323401" |
	    .invoice.buyer.tax_id = "19640823-3234" |
	    .invoice.payment[0].debit.mandate = "640823-3234" |
	    .delivery.identity = "19640823-3234"')
	says "$pdf" 'Kundnummer' C-77
	silent "$pdf" 640823 3234
	pdf=$(render '.invoice.buyer.ids = [{id: "640823-3234"}]')
	silent "$pdf" Kundnummer 640823
}

@test "messages of the sender, by tag and day, whatever the template says" {
	cat >"$MC_HOME/campaign.yaml" <<-'EOF'
	messages:
	  offers:
	    - when: reach.customer.tags = heatpump and invoice.issue_date >= 2026-11-01
	      title: {sv: Sänk vinterns elräkning, en: Lower your bill}
	      text: {sv: "Boka före {{invoice.due_date|date}}.", en: Book now.}
	strings:
	  to-pay: {sv: Betalas, nb: A, fi: B, da: C, en: D}
	EOF
	sed 's/^    name: Norrlid Energi AB/&\n    messages: campaign.yaml/' \
	    "$ROOT/testdata/mc.yaml" >"$MC_HOME/mc.yaml"
	pdf=$(render '.reach.customer = {number: "1", tags: ["heatpump"]}')
	says "$pdf" 'Sänk vinterns elräkning' 'Boka före 2026-12-20.' Betalas
	silent "$pdf" 'Att betala'
	# another customer, another day: no box, and no hole where it stands
	silent "$(render '.reach.customer = {number: "1", tags: ["x"]}')" Sänk
	silent "$(render '.reach.customer = {number: "1", tags: ["heatpump"]} |
	    .invoice.issue_date = "2026-10-31"')" Sänk
	# other senders have their own
	silent "$(render '.id = "other/invoice/1"')" Betalas
	echo 'boxes: []' >>"$MC_HOME/campaign.yaml"
	record >in
	expect 78 in out mc-render
	grep -q "campaign.yaml:8: 'boxes' cannot stand" "$MESSAGES"
}

@test "decimal marks of prices stand below each other" {
	pdf=$(render '.invoice.lines = [("0.9025", "12.70", "433.17", "1250") as $p |
	    .invoice.lines[1] + {price: $p, amount: "1.00"}]')
	pdftotext -bbox "$pdf" - | sed -n 's/.*xMax="\([0-9.]*\)".*>\(.*\)<.*/\2 \1/p' |
	    awk '{ end[$1] = $2 }
	END {
		print end["12,70"] - end["433,17"], end["250,00"] - end["12,70"],
		    end["0,9025"] - end["12,70"]
	}' >ends
	awk '$1 * $1 + $2 * $2 < 0.01 && $3 > 5 && $3 < 15 { fine = 1 }
	END { exit !fine }' ends || fail "$(cat ends)"
}

@test "the slip is with the sums and the last rows, or all is on one page" {
	for design in classic modern; do
		for n in 1 2 3 4 5 8 9 10 {12..30..3}; do
			record ".invoice.lines = [range($n) as \$i |
			    .invoice.lines[1] + {name: \"Rad \(\$i + 1000)\"}] |
			    del(.invoice.allowances, .invoice.charges)" >in
			expect 0 in out mc-render -t "$design"
			pdf=$MC_HOME/$(jq -r '.pages[0].path' out)
			pdftotext -f "$(pages_of "$pdf")" "$pdf" last
			for what in 'Summa exkl. moms' 'Läs av mätaren' 991-2346; do
				grep -q "$what" last ||
				    fail "$design, $n: no $what on the last page"
			done
			[ "$(grep -c '^Rad 1' last)" -ge $((n < 2 ? n : 2)) ] ||
			    fail "$design, $n: no rows with the sums"
			# nor is one row left behind
			[ "$(pages_of "$pdf")" -eq 1 ] || {
				pdftotext -l 1 "$pdf" first
				[ "$(grep -c '^Rad 1' first)" -ne 1 ]
			}
		done
	done
}

@test "the slip is whole, however long a name is" {
	for design in classic modern; do
		record '.invoice.buyer.name = ("Föreningen Övre Ängsbacken " * 150) |
		    .invoice.seller.name = ("Norrlid Energi " * 60 + "AB")' >in
		expect 0 in out mc-render -t "$design"
		pdf=$MC_HOME/$(jq -r '.pages[0].path' out)
		pdftotext -f "$(pages_of "$pdf")" "$pdf" last
		for what in Betalningsmottagare '^Betalare' '^991-2346' '#41#'; do
			grep -q "$what" last || fail "$design: no $what"
		done
		# the payer is in full where the buyer is
		pdftotext "$pdf" - | tr '\n' ' ' | grep -o Ängsbacken | wc -l >n
		[ "$(cat n)" -ge 150 ]
		sound "$pdf"
	done
}

@test "words at the ends of lines are not joined for those who listen" {
	pdf=$(render '.invoice.notes = [{text: ([range(100; 160) |
	    "ord\(.)"] | join(" "))}]')
	pdfinfo -struct-text "$pdf" | grep ord100 >heard
	[ "$(pdftotext "$pdf" - | grep -c '^ord1')" -gt 2 ] # lines
	for i in {100..158}; do
		grep -q "ord$i ord$((i + 1))" heard || fail "$i: $(cat heard)"
	done
}

@test "a row that goes over pages keeps off the sums around it" {
	for design in classic modern; do
		record '.invoice.lines[0].name = ([range(500; 900) | "ord\(.)"] |
		    join(" "))' >in
		expect 0 in out mc-render -t "$design"
		pdf=$MC_HOME/$(jq -r '.pages[0].path' out)
		[ "$(pages_of "$pdf")" -gt 1 ]
		# from the line before the sum, and to the line after it
		pdftotext -bbox "$pdf" - | tr '"' ' ' | awk '
		/<page/ { at = 0 }
		/>Transport</ { if (at) print "above", $5 - at; sum = $5; next }
		/>ord[5-8]/ { if (sum && !at) print "below", $5 - sum; at = $5 }
		' >gaps
		[ "$(cut -d ' ' -f 1 gaps | sort -u | wc -l)" -eq 2 ]
		awk '$2 < ($1 == "above" ? 15 : 12.5) { print }' gaps >tight
		same_bytes /dev/null tight
	done
}

@test "200 lines" {
	pdf=$(render '.invoice.lines = [range(200) as $i |
	    .invoice.lines[1] + {id: "\($i)", name: "Rad nummer \($i + 1000)"}]')
	[ "$(pages_of "$pdf")" -eq 7 ]
	sound "$pdf"
	text_of "$pdf" >text
	for i in {1000..1199}; do
		grep -q "Rad nummer $i " text || fail "row $i is missing"
	done
	n=$(pages_of "$pdf")
	[ "$(grep -o 'Beskrivning, forts' text | wc -l)" -eq $((n - 1)) ]
	[ "$(grep -o 'Fortsätter på nästa sida' text | wc -l)" -eq $((n - 1)) ]
	says "$pdf" "Sida 1 ($n)" "Sida $n ($n)"
	# the last page has rows, sums and the payment part
	pdftotext -f "$n" "$pdf" - >last
	grep -q 'Rad nummer' last
	grep -q '^Att betala' last
	grep -q '991-2346' last
}

@test "what is carried to the next page is the sum of what stands above" {
	pdf=$(render '.invoice.lines = [range(22) as $i | .invoice.lines[1] +
	    {id: "\($i)", amount: "100.00"}] |
	    .invoice.allowances = [range(6) | {amount: "10.00"}]')
	pdftotext -layout "$pdf" - | sed 's/\xc2\xa0/ /g' >text
	# the page turns among the allowances
	taken=$(sed '/^Transport till/q' text | grep -c '−10,00$')
	[[ $taken -gt 0 && $taken -lt 6 ]]
	[ "$(grep -c "^Transport .* 2 1$((10 - taken))0,00\$" text)" -eq 2 ]
}

# Whatever the number of lines, nothing is lost or drawn over: the text of the
# payment part is below the last sum, and all is inside the page.
@test "from 0 to 60 lines" {
	for n in 0 1 {2..60..3}; do
		record ".id = \"norrlid/invoice/$n\" |
		    .invoice.lines = [range($n) as \$i | .invoice.lines[1] +
		    {id: \"\(\$i)\", name: \"Rad \(\$i)x\"}]"
	done >in
	expect 0 in out mc-render
	n=0
	while read -r path; do
		text_of "$MC_HOME/$path" >text
		rows=$(grep -oE 'Rad [0-9]+x' text | sort -u | wc -l)
		n=$((n + 1))
		[ "$rows" -eq "$(sed -n "${n}p" in |
		    jq '.invoice.lines | length')" ] ||
		    fail "$rows rows: $(cat text)"
		says "$MC_HOME/$path" 'Summa exkl. moms 3 554,26' 991-2346
		pdftotext -bbox "$MC_HOME/$path" - | awk -F '"' '
		/<word/ && ($2 < 40 || $6 > 545 || $4 < 20 || $8 > 835) {
			print
			bad = 1
		}
		END { exit bad }' >&2
	done < <(jq -r '.pages[0].path' out)
	[ "$n" -eq 22 ]
}

@test "5 000 lines" {
	pdf=$(render '.invoice.lines = [range(5000) as $i |
	    .invoice.lines[1] + {id: "\($i)", name: "Rad \($i)x"}]')
	[ "$(text_of "$pdf" | grep -oE 'Rad [0-9]+x' | sort -u | wc -l)" -eq 5000 ]
	qpdf --check "$pdf"
}

# Twice as much work for twice as many lines: counted, as time depends on what
# else the machine does.
@test "work grows as lines do" {
	command -v valgrind >/dev/null || skip 'valgrind is not here'
	if [[ $BUILD == *asan* || $BUILD == *fuzz* ]]; then
		skip 'valgrind does not run what is sanitized'
	fi
	local n work=()
	for n in 250 500 1000; do
		record ".invoice.lines = [range($n) as \$i |
		    .invoice.lines[1] + {id: \"\(\$i)\"}]" >in
		rm -rf "$MC_HOME/out/"*
		work+=("$(valgrind --tool=callgrind \
		    --callgrind-out-file=/dev/null mc-render in 2>&1 >out |
		    sed -n 's/.*Collected : //p')")
		assert_lines 1 out
	done
	echo "${work[*]} instructions"
	[ $((work[2] - work[1])) -le $(((work[1] - work[0]) * 22 / 10)) ]
	[ $((work[2] - work[1])) -ge $(((work[1] - work[0]) * 18 / 10)) ]
}

@test "names of 4 000 characters" {
	pdf=$(render '.invoice.buyer.name = "ø" * 4000 |
	    .invoice.lines[0].name = "ж" * 4000 |
	    .invoice.seller.name = ("λ" * 4000)')
	text_of "$pdf" >text
	for c in ø ж λ; do
		[ "$(grep -o "$c" text | wc -l)" -ge 4000 ] ||
		    fail "$c: $(grep -o "$c" text | wc -l)"
	done
	says "$pdf" 'Örnstigen 73' '801 88 Växjö' '4 442,83 kr'
	sound "$pdf"
}

@test "figures of many digits are whole and apart" {
	pdf=$(render '.invoice.lines[0].amount = "999999999999999.99" |
	    .invoice.lines[0].price = "123456789012345.6789" |
	    .invoice.payable = "999999999999999.99"')
	says "$pdf" '123 456 789 012 345,6789 25 % 999 999 999 999 999,99' \
	    '999 999 999 999 999,99 kr'
	pdf=$(render '.invoice.lines[0] += {
	    amount: "1234567890123456789012345678",
	    price: "9876543210987654321098.765432",
	    quantity: "55555555555555555555.5555"} |
	    .invoice.vat_parts[0].base = "77777777777777777777777777.77" |
	    .invoice.payable = "8888888888888888888888888.88"')
	says "$pdf" '1 234 567 890 123 456 789 012 345 678,00' \
	    '9 876 543 210 987 654 321 098,765432' \
	    '55 555 555 555 555 555 555,5555' \
	    '77 777 777 777 777 777 777 777 777,77' \
	    '8 888 888 888 888 888 888 888 888,88 kr'
}

@test "currencies" {
	pdf=$(render '.invoice.currency = "EUR"')
	says "$pdf" '4 442,83 EUR' 'Belopp, EUR'
	pdf=$(render '.invoice.currency = "JPY" | .invoice.payable = "4443"')
	says "$pdf" '4 443 JPY'
	pdf=$(render '.delivery.language = "en"')
	says "$pdf" 'SEK 4,442.83'
}

@test "characters" {
	pdf=$(render '.invoice.lines[0].name = "Ελλάδα Привет ₽ €" |
	    .invoice.lines[0].description = "עברית" |
	    .invoice.lines[1].name = "a\u030ak o\u0308l e\u0301n" |
	    .invoice.lines[2].name = "Aaa\u0001Bbb\u001bCcc\u0085Dd\u00adEe\u200bFf" |
	    .invoice.buyer.name = "Eva\u202eb\r\nc/o Bo \ud83c\udf89x"')
	says "$pdf" 'Ελλάδα Привет ₽ €' 'åk öl én' 'Aaa Bbb Ccc' DdEeFf Evab 'c/o Bo x'
	sound "$pdf"
}

@test "a character that no font has rejects the document" {
	record '.invoice.lines[1].name = "\ud808\udc00"' >in
	record >>in
	expect 0 in out mc-render
	[ "$(sed -n 1p out | jq -c '[.pages, .rejected]')" = \
	    '[null,{"tool":"mc-render","place":"/invoice/lines/1/name","rule":"glyph","text":"has the character U+12000, which no font has"}]' ]
	sed -n 2p out | jq -e '.pages[0].pages == 1 and .rejected == null'
}

@test "hardly anything in the record" {
	pdf=$(render '.invoice = {currency: "EUR"} | .kind = "letter" |
	    .id = "norrlid/letter/1"')
	says "$pdf" Meddelande
	sound "$pdf"
	pdf=$(render 'del(.invoice.seller, .invoice.buyer, .invoice.lines,
	    .invoice.payment, .invoice.due_date, .invoice.vat_parts)')
	says "$pdf" Faktura 70410003 '4 442,83 kr'
	record 'del(.invoice.currency)' >in
	expect 0 in out mc-render
	jq -e '.rejected | .place == "/invoice/currency"' out
}

@test "too many pages" {
	record '.invoice.notes = [{text: ("x\n" * 130000)}]' >in
	expect 0 in out mc-render
	jq -e '.rejected | .rule == "size" and .tool == "mc-render"' out
	[ ! -e "$MC_HOME/out/2026-11-22" ]
}

@test "production is not marked" {
	MC_HOME=$BATS_TEST_TMPDIR/real
	export MC_HOME
	mc-register init -e production
	sed 's/^environment: test/environment: production/' \
	    "$ROOT/testdata/mc.yaml" >"$MC_HOME/mc.yaml"
	pdf=$(render)
	silent "$pdf" TEST
	says "$pdf" Faktura
}

@test "what is missing before the first record" {
	record 'del(.route)' >in
	expect 65 in out mc-render
	grep -q 'no `route`; mc-route writes it' "$MESSAGES"
	[ ! -s out ]
	record >in
	expect 78 in out env -u MC_HOME mc-render
	expect 78 in out mc-render -c no-such-file
	echo 'environment: tset' >bad.yaml
	expect 78 in out mc-render -c bad.yaml
	grep -q 'bad.yaml:1:' "$MESSAGES"
	sed 's/^environment: test/environment: production/' \
	    "$MC_HOME/mc.yaml" >other.yaml
	expect 78 in out mc-render -c other.yaml
	grep -q 'is stamped for' "$MESSAGES"
	expect 66 in out mc-render no-such-file
	[ ! -s out ]
}

@test "a file that a sender names and that is not there: whose, and which" {
	record >in
	while IFS='|' read -r key value says; do
		sed "s/^    name: Norrlid Energi AB/&\n    $key: $value/" \
		    "$ROOT/testdata/mc.yaml" >own.yaml
		expect 78 in out mc-render -c own.yaml
		[[ $(cat "$MESSAGES") == "mc-render: $says" ]] ||
		    fail "$key: $(cat "$MESSAGES")"
		[ ! -s out ]
	done <<-'END'
	logo|gone.svg|gone.svg: the logo of sender 'norrlid': No such file or directory
	messages|gone.yaml|gone.yaml: the messages of sender 'norrlid': No such file or directory
	template|.\/gone.yaml|./gone.yaml: the template of sender 'norrlid': No such file or directory
	template|gone|template: sender 'norrlid': 'gone' is neither in MC_HOME/templates nor among the built-in ones
	END
}

@test "a font that is not installed" {
	mkdir fonts
	cat >fonts.conf <<-'EOF'
	<?xml version="1.0"?>
	<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
	<fontconfig><dir prefix="cwd">fonts</dir></fontconfig>
	EOF
	record >in
	FONTCONFIG_FILE=$PWD/fonts.conf expect 78 in out mc-render
	grep -q 'classic.yaml:[0-9]*: .*OpenSans-Regular.ttf.*not installed' "$MESSAGES"
}

@test "an artefact that cannot be written ends the run" {
	record >in
	rmdir "$MC_HOME/out"
	: >"$MC_HOME/out"
	expect 74 in out mc-render
	[ ! -s out ]
	grep -q 'out/2026-11-22/pdf/' "$MESSAGES"
}

@test "memory does not grow with the number of records" {
	if [[ $BUILD == *asan* || $BUILD == *fuzz* ]]; then
		skip 'a sanitizer keeps freed memory'
	fi
	kib=()
	for n in 20 1000; do
		record >one
		awk -v n="$n" '{
			for (i = 0; i < n; i++) {
				line = $0
				gsub(/70410003/, 70410003 + i, line)
				print line
			}
		}' one >in
		expect 0 in out /usr/bin/time -f %M -o kib mc-render
		assert_lines "$n" out
		kib+=("$(tail -n 1 kib)")
	done
	[[ $((kib[1] - kib[0])) -le 4096 ]] ||
	    fail "${kib[0]} KiB with 20 records, ${kib[1]} with 1000"
}

# variants: the names of what was drawn, in order.
variants() {
	jq -r '[.pages[].variant] | join(" ")' out
}

# drawn VARIANT: the path of the PDF.
drawn() {
	jq -er --arg home "$MC_HOME" --arg v "$1" \
	    '"\($home)/\(.pages[] | select(.variant == $v).path)"' out
}

@test "another due date for each way that needs it" {
	while IFS='|' read -r route want; do
		render ".route = $route" >/dev/null
		[ "$(variants)" = "$want" ] || fail "$route: $(variants)"
	done <<-'EOF'
	{presentation: []}|print
	{held: "why"}|print
	{presentation: [{channel: "a"}, {channel: "b"}]}|print
	{presentation: [{channel: "a", due: "2026-12-20"}]}|print
	{presentation: [{channel: "a", due: "2026-12-28"}]}|due-2026-12-28
	{presentation: [{channel: "a"}, {channel: "b", due: "2026-12-28"}, {channel: "c", due: "2027-01-04"}, {channel: "d", due: "2026-12-28"}]}|print due-2026-12-28 due-2027-01-04
	{presentation: [{channel: "a"}], payment: [{channel: "ag", due: "2026-12-28"}, {channel: "ag2", due: "2027-01-04"}]}|due-2026-12-28
	EOF
	render '.route = {presentation: [{channel: "a"},
	    {channel: "b", due: "2026-12-28"}]}' >/dev/null
	says "$(drawn print)" 'senast 20 december 2026' 'Förfallodatum' 2026-12-20
	silent "$(drawn print)" 2026-12-28
	says "$(drawn due-2026-12-28)" 'senast 28 december 2026' 2026-12-28
	silent "$(drawn due-2026-12-28)" 2026-12-20 '20 december'
	jq -r --arg home "$MC_HOME" \
	    '.pages[] | "\(.sha256)  \($home)/\(.path)"' out | sha256sum -c
	[ "$(jq -r '.pages[].sha256' out | sort -u | wc -l)" -eq 2 ]
}

@test "copies are marked on each page in the document's language" {
	while read -r lang mark; do
		record ".delivery.language = \"$lang\" |
		    .invoice.lines = [range(60) as \$i | .invoice.lines[1]]" >in
		expect 0 in out mc-render --copy
		[ "$(variants)" = copy ]
		n=$(pages_of "$(drawn copy)")
		[ "$n" -gt 1 ]
		for ((i = 1; i <= n; i++)); do
			pdftotext -f "$i" -l "$i" "$(drawn copy)" - >text
			grep -qx "TEST · $mark" text || fail "$lang, page $i"
		done
	done <<-'EOF'
	sv KOPIA
	nb KOPI
	fi KOPIO
	da KOPI
	en COPY
	EOF
	record >in
	expect 0 in plain mc-render
	expect 0 in out mc-render -m
	[ "$(jq -r '.pages[0].path' plain)" != "$(jq -r '.pages[0].path' out)" ]
	pdfinfo "$(drawn copy)" | grep -q '^Title: *Faktura 70410003 KOPIA$'
	sound "$(drawn copy)"
	cp out once
	expect 0 once out mc-render -m
	same_bytes once out
	# drawn as the document itself again, it is no copy any more
	expect 0 once out mc-render
	same_bytes plain out
	silent "$(drawn print)" KOPIA
	record '.route.presentation = [{channel: "a", due: "2026-12-28"}]' >in
	expect 0 in out mc-render --copy
	[ "$(variants)" = copy-due-2026-12-28 ]
	says "$(drawn copy-due-2026-12-28)" KOPIA 2026-12-28
}

@test "what will be drawn from the account is not to be paid" {
	cat >"$MC_HOME/mc.yaml" <<-'EOF'
	environment: test
	channels:
	  ag: {kind: directory, path: a, scheme: autogiro}
	  no: {kind: directory, path: b, scheme: avtalegiro}
	  fi: {kind: directory, path: c, scheme: suoramaksu}
	EOF
	while IFS='|' read -r lang channel date text; do
		pdf=$(render ".delivery.language = \"$lang\" |
		    .route.payment = [{channel: \"$channel\", $date}]")
		says "$pdf" "$text" 'Norrlid Energi AB'
		silent "$pdf" Bankgiro 991-2346 OCR 7041000344351123 senast \
		    senest eräpäivä 'by 2'
		sound "$pdf"
		[ "$(pages_of "$pdf")" -eq 1 ]
	done <<-'EOF'
	sv|ag|date: "2026-12-21"|Beloppet dras från ditt konto 21 december 2026 via Autogiro. Betala inte fakturan själv.
	nb|no|date: "2026-12-21"|Beløpet trekkes fra kontoen din 21. desember 2026 med AvtaleGiro. Ikke betal fakturaen selv.
	fi|fi|date: "2026-12-21"|Summa veloitetaan tililtänne 21.12.2026 (suoramaksu). Älkää maksako laskua itse.
	da|ag|date: "2026-12-21"|Beløbet trækkes fra din konto 21. december 2026 via Autogiro. Betal ikke fakturaen selv.
	en|ag|date: "2026-12-21"|The amount is drawn from your account on 21 December 2026 by Autogiro. Do not pay it yourself.
	sv|ag|cost: "1.00"|Beloppet dras från ditt konto 20 december 2026 via Autogiro. Betala inte fakturan själv.
	sv|ag|due: "2026-12-28"|Beloppet dras från ditt konto 28 december 2026 via Autogiro. Betala inte fakturan själv.
	sv|gone|date: "2026-12-21"|Beloppet dras från ditt konto 21 december 2026. Betala inte fakturan själv.
	EOF
	pdf=$(render 'del(.invoice.due_date) |
	    .route.payment = [{channel: "ag"}]')
	says "$pdf" 'Beloppet dras från ditt konto via Autogiro. Betala inte'
	# a credit note asks for nothing and says nothing of it
	pdf=$(render '.kind = "credit-note" | .id = "norrlid/credit-note/1" |
	    .route.payment = [{channel: "ag", date: "2026-12-21"}]')
	silent "$pdf" 'dras från'
}

@test "the language of the register" {
	pdf=$(render '.reach = {customer: {number: "1", language: "fi"}}')
	says "$pdf" Lasku
	pdf=$(render '.reach = {customer: {number: "1", language: "fi"}} |
	    .delivery.language = "da"')
	says "$pdf" 'At betale'
}
