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
	sed -n 1,270p varied | mc-render -c "$PAGES/mc.yaml" >classic
	sed -n '271,$p' varied | mc-render -c "$PAGES/mc.yaml" -t modern >modern
	sed -n '251,290p' varied | mc-render -c "$PAGES/mc.yaml" -m >copies
	cat classic modern copies >all
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
	! grep -v '^sound$' checked
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
	sed -n 3p classic | jq -c '.invoice |= (
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

# ---- what machines read ------------------------------------------------

@test "100 codes, read from a picture, say what the records say" {
	jq -nc --argjson read false -f "$PAGES/codes.jq" classic modern >codes
	while read -r n kind; do
		grep -F -m "$n" "$kind" codes
	done >chosen <<-'EOF'
	40 "BG
	20 "BBAN
	20 "epc"
	20 "swish"
	EOF
	[ "$(wc -l <chosen)" -eq 100 ]
	jq -r '.[0], .[1]' chosen | (cd "$MC_HOME" && xargs -P 2 -n 20 sh -c '
	    while [ $# -gt 1 ]; do
		pdftoppm -r 150 -gray -f "$2" -l "$2" -y 1000 -W 1240 -H 754 \
		    -singlefile "$1" "$1.code" &&
		zbarimg -q --raw --nodbus "$1.code.pgm" >"$1.code"
		rm "$1.code.pgm"
		shift 2
	    done' sh)
	(cd "$MC_HOME" && find . -name '*.code' -printf '%P\0' | xargs -0 \
	    jq -Rnc --argjson read true -f "$PAGES/codes.jq") | sort >got
	jq -c 'del(.[1])' chosen | sort >right
	same_bytes right got
}
