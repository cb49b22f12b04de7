#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# shellcheck disable=SC2016 # the dollars are those of jq
#
# Pages of documents and designs that nobody would wish for: what is there is
# whole on the page, nothing lies over anything else, and what cannot be drawn
# is refused by rule and place.
load helper

BROKEN=$ROOT/testdata/pages/plain-invoice.json

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	cp "$ROOT/testdata/plain.yaml" .
}

# bad DESIGN [JQ]: the file `text`, what stands on the pages of that record,
# blanks taken out; pages and overlaps are looked over in passing.
bad() {
	local pdf
	jq -c "${2-.}" "$BROKEN" >in
	expect 0 in out mc-render -t "$1" || return
	jq -e .pages out >/dev/null || fail "$(jq -c .rejected out)" || return
	pdf=$MC_HOME/$(jq -r '.pages[0].path' out)
	qpdf --check "$pdf" >check 2>&1 || fail "$(cat check)" || return
	pdftotext -raw "$pdf" - | tr -d ' \n\f' |
	    sed 's/\xc2\xa0//g; s/\xe2\x88\x92/-/g' >text
	# inside of the page, all of it
	pdftotext -bbox "$pdf" - | awk -F '"' '/<word/ {
		n++
		if ($2 < 40 || $6 > 556 || $4 < 0 || $8 > 842) {
			print
			bad = 1
		}
	}
	END { exit bad || !n }' >outside ||
	    fail "$(head -n 3 outside)" 'outside of the page' || return
	mc-render -t "$1" --check in >overlaps || fail "$(cat overlaps)"
}

# has TEXT...: each of them, its blanks taken out, is on the pages.
has() {
	local t
	for t; do
		t=${t// /}
		grep -qF -- "$t" text || fail "not on the pages: $t" || return
	done
}

# refused TEXT: the design bad.yaml is not taken, with that message.
refused() {
	jq -c . "$BROKEN" >in
	expect 78 in out mc-render -t ./bad.yaml || return
	[ ! -s out ] || fail 'something was drawn' || return
	grep -qF -- "$1" "$MESSAGES" || fail "$(cat "$MESSAGES")"
}

# rejected RULE PLACE [JQ]: by the design bad.yaml the record cannot be drawn.
rejected() {
	jq -c "${3-.}" "$BROKEN" >in
	jq -c . "$BROKEN" >>in
	expect 0 in out mc-render -t ./bad.yaml || return
	head -n 1 out | jq -e --arg rule "$1" --arg place "$2" '
	    .pages == null and .rejected.tool == "mc-render" and
	    .rejected.rule == $rule and (.rejected.place | endswith($place))
	    ' >/dev/null || fail "$(head -n 1 out | jq -c .rejected)" || return
	# and that is all that happens
	tail -n 1 out | jq -e .pages >/dev/null || fail 'the next one too'
}

@test "names of 4 000 characters, with blanks and without" {
	for design in classic modern; do
		bad $design '.invoice.buyer.name = "ø" * 4000 |
		    .invoice.seller.name = "λ" * 4000 |
		    .invoice.lines[0].name = "ж" * 4000 |
		    .invoice.lines[1].name = "ord " * 1000 |
		    .invoice.buyer_reference = "q" * 4000'
		for c in ø λ ж q; do
			[ "$(grep -o "$c" text | wc -l)" -ge 4000 ] ||
			    fail "$c: $(grep -o "$c" text | wc -l)"
		done
		[ "$(grep -o ord text | wc -l)" -ge 1000 ]
		has '4 442,83 kr' 7041000344351123 '981 31 Kiruna'
	done
}

@test "an address of twelve lines" {
	for design in classic modern; do
		bad $design '.invoice.buyer.address |= (.line1 =
		    ([range(12) | "Rad \(.) vid vägen"] | join("\n")) | .line2 = "Port 7" | .line3 = "Hiss 3")'
		for i in {0..11}; do
			has "Rad $i vid vägen"
		done
		has 'Port 7' 'Hiss 3' '801 88 Växjö'
	done
}

@test "5 000 lines, and 300 of each other kind" {
	for design in classic modern; do
		bad $design '.invoice.lines = [range(5000) as $i |
		    .invoice.lines[0] + {name: "Rad\($i)x"}] |
		    .invoice.allowances = [range(300) as $i | {amount: "1.00",
		    vat_category: "S", vat_rate: "25", reason: "Rab\($i)x"}] |
		    .invoice.vat_parts = [range(300) as $i | {base: "\($i).17",
		    tax: "0.00", category: "S", rate: "25"}] |
		    .invoice.notes = [range(300) as $i | {text: "Not\($i)x"}]'
		for n in 'Rad[0-9]*x 5000' 'Rab[0-9]*x 300' 'Not[0-9]*x 300'; do
			[ "$(grep -o "${n% *}" text | sort -u | wc -l)" -eq \
			    "${n#* }" ] || fail "$n"
		done
		has 299,170,00 "Sida$(jq '.pages[0].pages' out)("
	done
}

@test "amounts of fifteen digits, everywhere at once" {
	for design in classic modern; do
		bad $design '.invoice |= (.payable = "999999999999999.01" |
		    .net = "999999999999999.02" | .vat = "999999999999999.03" |
		    .gross = "999999999999999.04" | .prepaid =
		    "999999999999999.05" | .rounding = "-999999999999999.06" |
		    .lines_total = "999999999999999.07" | .allowances_total =
		    "999999999999999.08" | .charges_total =
		    "999999999999999.09" | .vat_parts[0].base =
		    "999999999999999.11" | .vat_parts[0].tax =
		    "999999999999999.12" | .lines[0] |= (.quantity =
		    "999999999999999.131" | .price = "999999999999999.1415" |
		    .amount = "-999999999999999.16"))'
		for d in 01 02 03 04 -05 06 07 -08 09 11 12 131 1415 16; do
			has "999999999999999,${d#-}"
		done
		has '-999999999999999,05' '-999999999999999,16'
	done
}

@test "Hebrew, Arabic, Chinese, Japanese, emoji, and all of them in one" {
	for design in classic modern; do
		bad $design '.invoice.buyer.name = "東京電力 パワーグリッド" |
		    .invoice.lines[0].name = "中国电网公司 2026" |
		    .invoice.lines[1].name = "Faktura חשמל 903,4 kWh" |
		    .invoice.notes = [{text: "الكهرباء — שלום 東京 Ωmega 12 kr"}] |
		    .invoice.seller.name = "Norrlid 🎉 Energi \ud83d\udd0c AB"'
		has '東京電力' 'パワーグリッド' '中国电网公司' 2026 'Faktura' \
		    903,4 kWh Ωmega 東京 Energi
		# either order, as readers give it
		grep -qE 'חשמל|למשח' text
	done
}

@test "a character that no font has: which, and where" {
	cp plain.yaml bad.yaml
	rejected glyph /invoice/lines/1/name \
	    '.invoice.lines[1].name = "A\ud808\udc00B"'
	head -n 1 out | jq -e '.rejected.text ==
	    "has the character U+12000, which no font has"'
}

@test "nothing but the least there can be" {
	for design in classic modern; do
		bad $design '.invoice.lines = []'
		has '4 442,83 kr' Faktura
		bad $design '.invoice |= {number, currency, issue_date}'
		has Faktura 70410003
	done
}

@test "an empty message leaves no box" {
	local text
	cp "$BUILD"/templates/*.yaml .
	for design in classic modern; do
		for text in 'Elda billigare' \
		    '"{{invoice.project}}"'; do
			sed "s/^  offers: .*/  offers: [{text: $text}]/" \
			    "$BUILD/templates/$design.yaml" >$design.yaml
			bad ./$design.yaml
			cp "$MC_HOME/$(jq -r '.pages[0].path' out)" last.pdf
			[[ $text == *Elda* ]] || break
			has 'Elda billigare'
		done
		bad $design
		cmp last.pdf "$MC_HOME/$(jq -r '.pages[0].path' out)"
	done
}

@test "a text that must fit and does not: which" {
	sed 's/shrink: 7pt, else: error/shrink: 9pt, else: error/' \
	    plain.yaml >bad.yaml
	line=$(grep -n 'else: error' bad.yaml | cut -d : -f 1)
	rejected fit "bad.yaml:$line" \
	    '.invoice.seller.name = "Norrlid Energi " * 30'
}

@test "a code that would hold too much: the page goes without, or not at all" {
	for design in classic modern; do
		bad $design '.invoice.payment[0].reference = "7" * 150'
		has "$(printf '7%.0s' {1..150})"
		pdfimages -list "$MC_HOME/$(jq -r '.pages[0].path' out)" >images
		[ "$(wc -l <images)" -eq 2 ] || fail "$(cat images)"
	done
	sed 's/^    - when: doc.asks$/    - {code: "{{invoice.notes[0].text}}", width: 30mm}\n&/' \
	    plain.yaml >bad.yaml
	rejected code '' '.invoice.notes[0].text = "m" * 5000'
	head -n 1 out | jq -e '.rejected.text | test("too many for a code")'
}

@test "fonts and logos that are not there" {
	sed 's/OpenSans-Semibold.ttf/NoSuchFont.ttf/' plain.yaml >bad.yaml
	refused 'bad.yaml:7: '
	grep -q 'NoSuchFont.ttf.* is not installed' "$MESSAGES"
	# those behind may be missing
	sed 's/DejaVuSans.ttf/NoSuchFont.ttf/' plain.yaml >fewer.yaml
	bad ./fewer.yaml
	has Faktura
	printf '%s\n' 'assets: {logo: {file: gone.svg, alt: ""}}' >>plain.yaml
	sed 's/^  blocks:$/&\n    - {image: logo, width: 20mm}/' \
	    plain.yaml >bad.yaml
	refused 'gone.svg'
	grep -q 'bad.yaml:[0-9]*: ' "$MESSAGES"
	cp "$ROOT/testdata/plain.yaml" bad.yaml
	printf '<svg xmlns="http://www.w3.org/2000/svg"><rect' >torn.svg
	printf '%s\n' 'senders: {norrlid: {name: N, logo: torn.svg}}' >>mc.yaml
	sed -i '1i environment: test' mc.yaml
	sed 's/^  blocks:$/&\n    - {image: logo, width: 20mm}/
	    $a assets: {logo: {alt: ""}}' plain.yaml | sed '/gone.svg/d' >bad.yaml
	jq -c . "$BROKEN" >in
	expect 78 in out mc-render -c mc.yaml -t ./bad.yaml
	grep -q 'torn.svg' "$MESSAGES"
}

# Each line is a slip of the pen and what is said of it.
@test "a slip in a design is found before the first document, at its line" {
	n=0
	while IFS='~' read -r slip says; do
		sed "$slip" plain.yaml >bad.yaml
		refused "" || fail "...$slip"
		echo "mc-render: ./bad.yaml:$says" >want
		same_bytes want "$MESSAGES"
		n=$((n + 1))
	done <<-'EOF'
	s/^flow:/flwo:/~38: missing key 'flow': 'flwo' may be meant to be it
	s/invoice.vat|figure/invoice.vta|figure/~56: no such path: 'invoice.vta'
	s/style: title, role/style: titel, role/~42: unknown style 'titel' (did you mean 'title'?)
	s/bottom: 275mm/bottom: 275/~40: a length such as 20mm or 9pt must stand here
	s/t.to-pay/t.to-pya/~57: unknown string 'to-pya' (did you mean 'to-pay'?)
	s/, en: Invoice}/}/~16: string 'invoice' has no en
	s/size: 20pt/size: 20px/~13: a length such as 20mm or 9pt must stand here
	s/doc.asks$/doc.ask$/~58: condition, column 5: unknown field 'ask' of view_doc (did you mean 'asks'?)
	s/#1c2129/#1c212/~9: a colour such as "#055c61" must stand here
	s/role: h1/role: h9/~42: unknown word 'h9' (did you mean 'h1'?)
	s/column: 2/column: 3/~47: a number from 1 to 2 must stand here
	s/on: all, at: .20mm/on: al, at: [20mm/~35: unknown word 'al' (did you mean 'all'?)
	s/each: invoice.lines/each: invoice.number/~52: 'invoice.number' is no list of objects
	s/else: overflow/else: cut/~37: unknown word 'cut'
	EOF
	[ "$n" -eq 14 ]
}

@test "figures may not be cut: refused at load" {
	sed 's/value: "{{invoice.payable|amount}}"/&/
	    s/    - {text: {use: title}, style: title, role: h1}/&\n    - {text: "{{invoice.payable|amount}}", fit: {wrap: 1, else: clip}}/' \
	    plain.yaml >bad.yaml
	refused clip
}

@test "boxes that lie over one another are reported" {
	sed 's/^flow:$/  - {on: first, at: [22mm, 13mm], size: [60mm, 8mm], text: "{{invoice.number}}", fit: {wrap: 1, else: error}}\n&/' \
	    plain.yaml >bad.yaml
	jq -c . "$BROKEN" >in
	expect 78 in out mc-render -t ./bad.yaml --check
	grep -q 'bad.yaml' out
	cat out >&2
	[ -s out ]
}
