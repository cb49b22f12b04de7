#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# shellcheck disable=SC2016 # the dollars are those of jq, awk and sh -c
#
# 540 documents, no two alike (testdata/pages/vary.jq), drawn once for the
# whole file in both designs, and everything that is said of their pages is
# looked up on the pages.
load helper

PAGES=$ROOT/testdata/pages

setup_file() {
	set -o pipefail
	export MC_HOME=$BATS_FILE_TMPDIR/home
	cd "$BATS_FILE_TMPDIR" || return
	mc-register init -e test
	cp "$ROOT/testdata/mc.yaml" "$MC_HOME"
	make-run -o run.xml 540 11
	mc-parse -q -d 2026-11-22 run.xml | mc-lookup | mc-route |
	    jq -cn -f "$PAGES/vary.jq" >varied
	sed -n 1,270p varied | mc-render -c "$PAGES/mc.yaml" >classic.jsonl
	sed -n '271,$p' varied | mc-render -c "$PAGES/mc.yaml" -t modern >modern.jsonl
	sed -n '251,290p' varied | mc-render -c "$PAGES/mc.yaml" -m >copies.jsonl
	cat classic.jsonl modern.jsonl copies.jsonl >all
	jq -r 'select(.pages) | .pages[].path' all >paths
}

setup() {
	export MC_HOME=$BATS_FILE_TMPDIR/home
	cd "$BATS_FILE_TMPDIR" || return
}

# of_each COMMANDS <PATHS: runs them with each path, of a PDF, as $f.
of_each() {
	(cd "$MC_HOME" && xargs -P 2 -n 40 sh -c "for f; do $1; done" sh)
}

@test "every document is drawn, and nothing is left out of the count" {
	[ "$(wc -l <varied)" -eq 540 ]
	[ "$(jq -c 'select(.pages | not)' all | wc -l)" -eq 0 ]
	[ "$(sort -u paths | wc -l)" -eq "$(wc -l <paths)" ]
	[ "$(wc -l <paths)" -gt 580 ]
	# all that they are meant to differ by is there
	for what in .delivery.language .invoice.currency .kind \
	    .invoice.seller.address.country .pages[0].pages; do
		n=$(jq -r "$what" all | sort -u | wc -l)
		[ "$n" -ge 4 ] || fail "$what: only $n"
	done
	[ "$(jq -r '.pages[].variant' all | sort -u | wc -l)" -eq 4 ]
	[ "$(jq -c 'select(.route.payment)' all | wc -l)" -gt 50 ]
}

@test "every file is whole" {
	of_each 'qpdf --check "$f" >/dev/null 2>&1 && echo sound ||
	    echo "$f"' <paths >checked
	[ "$(sort -u checked)" = sound ] || fail "$(cat checked)"
	[ "$(wc -l <checked)" -eq "$(wc -l <paths)" ]
}

@test "every font is embedded, and the part of it that is used" {
	of_each 'pdffonts "$f" | awk '\''NR > 2 {
		print $(NF - 4), $(NF - 3), $(NF - 2)
	} END { if (NR < 3) print "no font" }'\' <paths >fonts
	sort -u fonts >kinds
	[ "$(cat kinds)" = 'yes yes yes' ] || fail "$(cat kinds)"
	[ "$(wc -l <fonts)" -gt 1500 ]
}

# compare WANT: prints `path: text` of each that is not on its pages as often
# as WANT has it, and at last how many documents and texts there were.
compare() {
	LC_ALL=C awk -v home="$MC_HOME/" '
	function plain(file,  line, all) {
		while ((getline line <file) > 0)
			all = all line
		close(file)
		gsub(/\302\240|[ \t\r\f]/, "", all)
		gsub(/\342\210\222/, "-", all)
		return all
	}
	function times(text, what,  n, at) {
		while ((at = index(text, what)) > 0) {
			n++
			text = substr(text, at + length(what))
		}
		return n
	}
	BEGIN { FS = "\t" }
	$1 != path {
		path = $1
		text = plain(home path ".txt")
		documents++
		delete seen
	}
	times(text, $2) < ++seen[$2] { print path ": " $2 }
	END { print documents + 0, NR }' "$1"
}

@test "every figure, date and name of the records is on the pages" {
	of_each 'pdftotext -raw "$f" "$f.txt"' <paths
	jq -r -f "$PAGES/expect.jq" all >want
	compare want >compared
	read -r documents texts < <(tail -n 1 compared)
	echo "# $texts texts on $documents documents" >&3
	same_bytes <(echo "$(wc -l <paths) $(wc -l <want)") compared
	[ "$texts" -gt 50000 ]
}

@test "what is not on the pages is noticed" {
	sed -n 3p classic.jsonl | jq -c '.invoice |= (
	    .lines[0].amount |= sub("^."; "9") | .due_date = "2027-02-03" |
	    .payment[0].reference += "1" | .lines += [.lines[1]])' |
	    jq -r -f "$PAGES/expect.jq" >changed
	compare changed >compared
	# the row, the card, the fact, the reference, one row too many
	[ "$(wc -l <compared)" -ge 6 ] || fail "$(cat compared)"
}

@test "there are as many pages as the record says" {
	of_each 'printf "%s\t%d\n" "$f" "$(tr -cd "\f" <"$f.txt" | wc -c)"' \
	    <paths | sort >got
	jq -r '.pages[] | "\(.path)\t\(.pages)"' all | sort >said
	same_bytes said got
	[ "$(wc -l <got)" -gt 580 ]
}

@test "no text lies over another, in any language, in both designs" {
	sed -n '1~2p' varied >odd
	[ "$(wc -l <odd)" -eq 270 ]
	for design in classic modern; do
		mc-render -c "$PAGES/mc.yaml" -t $design --check odd >overlaps
		same_bytes /dev/null overlaps
	done
}

# ---- messages and looks ------------------------------------------------

@test "a message is for the customers, the days and the languages it is for" {
	jq -cn -f "$PAGES/pictures.jq" >documents
	jq -c 'select(.id | test("invoice/70410000")) |
	    (., (.invoice.issue_date = "2026-09-30" | .id += "-early"),
	    (.reach.customer.tags = ["other"] | .id += "-other"),
	    (del(.reach) | .id += "-unknown"),
	    (.kind = "credit-note" | .id += "-credit"))' documents >asked
	[ "$(wc -l <asked)" -eq 25 ]
	for design in classic modern; do
		mc-render -c "$PAGES/mc.yaml" -t $design asked >answered
		jq -r '[.pages[0].path, .delivery.language,
		    (.id | sub(".*/70410000-?"; ""))] | @tsv' answered >list
		while IFS=$'\t' read -r path lang why; do
			pdftotext "$MC_HOME/$path" - | grep -oE \
			    "Sänk vinterns elräkning|Senk vinterens strøm|Pienennä talven|Sænk vinterens elreg|Lower your winter bill" |
			    sed "s/^/$lang$why /"
		done <list | sort >said
		printf '%s\n' 'da Sænk vinterens elreg' \
		    'en Lower your winter bill' 'fi Pienennä talven' \
		    'nb Senk vinterens strøm' 'sv Sänk vinterns elräkning' >want
		same_bytes want said
	done
}

@test "the documents of docs/pictures have the pages they show" {
	jq -cn -f "$PAGES/pictures.jq" >documents
	for design in classic modern; do
		mc-render -c "$PAGES/mc.yaml" -t $design documents |
		    jq -r '.pages[0].pages' | tr -d '\n' >counts
		[ "$(cat counts)" = 13111311131113111311 ] ||
		    fail "$design: $(cat counts)"
	done
	for lang in sv nb 'fi' da en; do
		for what in one three credit debit; do
			[ -s "$ROOT/docs/pictures/classic-$what-$lang.png" ]
			[ -s "$ROOT/docs/pictures/modern-$what-$lang.png" ]
		done
	done
}

# ---- what machines read ------------------------------------------------

@test "each code, read from a picture, says what the record says" {
	jq -nc --argjson read false -f "$PAGES/codes.jq" classic.jsonl \
	    modern.jsonl >chosen
	while read -r least kind; do
		[ "$(grep -cF "$kind" chosen)" -ge "$least" ] ||
		    fail "$kind: $(grep -cF "$kind" chosen)"
	done <<-'EOF'
	40 "BG
	20 "BBAN
	20 "epc"
	20 "swish"
	EOF
	echo "# $(wc -l <chosen) codes" >&3
	jq -r '.[0], .[1]' chosen | (cd "$MC_HOME" && xargs -P 2 -n 20 sh -c '
	    while [ $# -gt 1 ]; do
		pdftoppm -r 150 -gray -f "$2" -l "$2" -y 1000 -W 1240 -H 754 \
		    -singlefile "$1" "$1.code" &&
		zbarimg -q --raw --nodbus -Sdisable -Sqrcode.enable \
		    "$1.code.pgm" >"$1.code"
		rm "$1.code.pgm"
		shift 2
	    done' sh)
	(cd "$MC_HOME" && find . -name '*.code' -printf '%P\0' | xargs -0 \
	    jq -Rnc --argjson read true -f "$PAGES/codes.jq") | sort >got
	jq -c 'del(.[1])' chosen | sort >right
	same_bytes right got
}

# slip_of PDF PAGE: PDF.pgm, the foot of that page at 300 dots an inch.
slip_of() {
	pdftoppm -r 300 -gray -x 300 -y 2500 -W 2100 -H 750 -singlefile \
	    -f "$2" -l "$2" "$1" "$1"
}

# read_slip FILE.pgm: the line on it. 9.96 points are ten characters an inch.
read_slip() {
	"$BUILD/tests/ocr_line" \
	    "$(fc-match -f '%{file}' 'OCR B:style=Regular')" 9.96 300 <"$1"
}

@test "each line for machines, read from a picture by the forms of OCR-B" {
	jq -c 'select(.invoice.currency == "SEK")' classic.jsonl modern.jsonl |
	    jq -r -f "$PAGES/slip.jq" | sort >right
	[ "$(grep -c '#41#' right)" -ge 34 ]
	[ "$(grep -c '#42#' right)" -ge 4 ]
	echo "# $(wc -l <right) lines" >&3
	export -f slip_of read_slip
	cut -f 1,2 right | tr '\t' '\n' | (cd "$MC_HOME" && xargs -P 2 -n 2 \
	    bash -c 'slip_of "$1" "$2" && line=$(read_slip "$1.pgm") &&
		printf "%s\t%s\t%s\n" "$1" "$2" "$line"' bash) | sort >got
	same_bytes right got
}


# copy_columns N FROM TO: N columns of slip.pgm, in the rows of its line.
copy_columns() {
	local y at
	cp slip.pgm from.pgm
	for ((y = top; y < end; y++)); do
		at=$(($(wc -c <slip.pgm) - 2100 * (750 - y)))
		dd if=from.pgm of=slip.pgm bs=1 count="$1" conv=notrunc \
		    skip=$((at + $2)) seek=$((at + $3)) status=none
	done
}

# column CELL: where that cell begins. They are 30 columns wide, and the last
# ends at 190 mm of the page.
column() {
	echo $((190 * 3000 / 254 - 300 - 30 * (${#line} - $1)))
}

@test "a changed digit is read as what it is, a damaged one is not read" {
	jq -r -f "$PAGES/slip.jq" classic.jsonl | grep -m 1 '#41#' >slips
	IFS=$'\t' read -r path page line <slips
	slip_of "$MC_HOME/$path" "$page"
	mv "$MC_HOME/$path.pgm" slip.pgm
	cp slip.pgm whole.pgm
	[ "$(read_slip slip.pgm)" = "$line" ]
	read -r top end < <(pdftotext -f "$page" -bbox "$MC_HOME/$path" - |
	    awk -F '"' '/#41#/ { print int($4 / 72 * 300) - 2500,
	        int($8 / 72 * 300) - 2499 }')
	# the last digit of the bankgiro, 9912346, becomes its first
	giro=${line%%9912346*}
	six=$((${#giro} + 6))
	copy_columns 30 "$(column ${#giro})" "$(column $six)"
	[ "$(read_slip slip.pgm)" = "${line/9912346/9912349}" ]
	# and this half of it only
	cp whole.pgm slip.pgm
	copy_columns 15 "$(column ${#giro})" "$(column $six)"
	run read_slip slip.pgm
	[ "$status" -eq 1 ]
	[[ $output == *"cell $six: like no character"* ]]
	# nothing at all in its cell
	cp whole.pgm slip.pgm
	copy_columns 30 "$(column 1)" "$(column $six)"
	[ "$(read_slip slip.pgm)" = "${line/9912346/991234 }" ]
	# at 10 points it would not be ten characters an inch
	run "$BUILD/tests/ocr_line" \
	    "$(fc-match -f '%{file}' 'OCR B:style=Regular')" 10 300 <whole.pgm
	[ "$status" -eq 1 ]
}
