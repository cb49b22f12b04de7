#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
#
# `make demo`: the script holds the named documents against
# testdata/demo/expected.tsv itself; here the tools are asked about each of
# them once more, in other ways, and everything is compared with a second
# demonstration.
load helper

DATA=$ROOT/testdata/demo

setup_file() {
	"$ROOT/scripts/demo" "$BATS_FILE_TMPDIR/one" \
	    >"$BATS_FILE_TMPDIR/one.out" || return
}

setup() {
	cd "$BATS_FILE_TMPDIR/one" || return
	export MC_HOME=$BATS_FILE_TMPDIR/one/home TZ=Europe/Stockholm
}

# rows FUNCTION: calls it for each row of expected.tsv with id, version of
# that id, channel or rule, outcome, pages and reason.
rows() {
	local id shows way outcome pages reason n=0
	declare -A seen=()
	while IFS=$'\t' read -r id shows way outcome pages reason; do
		[[ $id != \#* ]] || continue
		seen[$id]=$((${seen[$id]-0} + 1))
		"$1" "$id" "${seen[$id]}" "$way" "$outcome" "$pages" \
		    "$reason" </dev/null || fail "$id: $shows" || return
		n=$((n + 1))
	done <"$DATA/expected.tsv"
	[[ $n -eq 14 ]] || fail "$n rows"
}

# record FILE ID [N]: the Nth record of that id in a stream.
record() {
	jq -c --arg id "$2" 'select(.id == $id)' "$1" | sed -n "${3-1}p"
}

# page ID: the text of its PDF without blanks, which a page may group by.
page() {
	pdftotext "home/$(record ready.jsonl "$1" | jq -r '.pages[0].path')" - |
	    tr -d ' \n\302\240'
}

@test "two hundred documents, and the figures of expect are not our own" {
	[ "$(grep -cE '^<(Invoice|CreditNote) ' run.xml)" -eq 200 ]
	awk -F '[<>"]' '
	/^<Invoice / { sign = 1 }
	/^<CreditNote / { sign = -1 }
	/<cbc:PayableAmount / {
		split($5, part, ".")
		cents[$3] += sign * (part[1] * 100 + \
		    (part[1] < 0 ? -part[2] : part[2]))
	}
	END {
		printf "200,%.2f EUR,%.2f NOK,%.2f SEK\n",
		    cents["EUR"] / 100, cents["NOK"] / 100, cents["SEK"] / 100
	}' run.xml >"$BATS_TEST_TMPDIR/totals"
	same_bytes "$BATS_TEST_TMPDIR/totals" "$DATA/totals"
	[ "$(jq -c 'select(.end).end.totals' ready.jsonl)" = \
	    "$(sed 's/^200,/{"/; s/\([^ ,"{]*\) \([A-Z]*\)/\2":"\1"/g
		s/,/,"/g; s/$/}/' "$DATA/totals")" ]
}

# What the archive, the journal and the router say of one document.
asked() {
	local id=$1 version=$2 way=$3 outcome=$4 pages=$5 reason=$6
	local number=${id##*/} sender=${id%%/*} shown journal drawn
	record ready.jsonl "$id" "$version" >"$BATS_TEST_TMPDIR/record"

	drawn=$(jq -r '.pages[0].pages // "-"' "$BATS_TEST_TMPDIR/record")
	[[ $drawn == "$pages" || ($pages == *+ && $drawn -ge ${pages%+}) ]] ||
	    fail "$drawn pages" || return

	shown=$(mc-archive get -r "$version" "$id" | mc-show -1 | cut -f 4-)
	journal=$(mc-send list "$id" | cut -f 2,3)
	case $outcome in
	sent)
		[[ $shown == "$way"$'\t'sent &&
		    $journal == "$way"$'\t'accepted ]] || return
		mc-archive find -s "$sender" -N "$number" -K "$way" -S sent |
		    grep -q "^$id	" || return
		mc-route -x "$BATS_TEST_TMPDIR/record" |
		    grep -qF -e "1. $way" || return
		;;
	held)
		[[ $shown == $'-\theld' && -z $journal ]] || return
		mc-archive find -S held | grep -q "^$id	" || return
		mc-route -x "$BATS_TEST_TMPDIR/record" |
		    grep -F "held: " | grep -qF -e "$reason" || return
		;;
	rejected)
		[[ $shown == *$'\t'"rejected ($way)" ]] || return
		mc-archive find -a -S rejected | grep -q "^$id	" || return
		;;
	*) fail "no outcome $outcome" ;;
	esac
	mc-archive get -r "$version" "$id" | mc-show --route |
	    grep -qF -e "$reason"
}

@test "each named document came to what the list says" {
	rows asked
}

@test "nothing else was held, rejected or left over" {
	[ "$(mc-archive find -l 999 -S sent | wc -l)" -eq 196 ]
	[ "$(mc-archive find -S held | wc -l)" -eq 1 ]
	grep -q '^rejected  *3$' reconciliation
	[ "$(grep -c '^balance .* agrees$' reconciliation)" -eq 4 ]
	[ -z "$(find home/spool -type f)" ]
	mc-archive verify
}

@test "it was killed while it sent, and nothing left twice" {
	local died total
	died=$(sed -n 's/^  # \([0-9]*\) mails, letters .* had left.*/\1/p' \
	    ../one.out)
	# what is in a batch is one file, and the debits are none of these
	total=$(mc-send list | awk -F '\t' '$3 == "accepted" &&
	    $2 != "bank" && $2 != "autogiro"' | wc -l)
	[ "$died" -gt 0 ]
	[ "$died" -lt "$total" ]
	[ "$(find home/deliveries -path '*/new/*' -o -name '*.pdf' \
	    -o -path '*/peppol/*.xml' | wc -l)" -eq "$total" ]
	[ -z "$(mc-send list | cut -f 1,2 | sort | uniq -d)" ]
	[ ! -s killed.jsonl ]
}

@test "who has logged in is not his own colleague: it goes without approval" {
	cd "$BATS_TEST_TMPDIR" || return
	echo -n 70001 >login
	TEST_LOGINUID=$PWD/login run -0 "$ROOT/scripts/demo" "$PWD/alone"
	[[ $output == *'this run goes without approval'* ]]
	MC_HOME=$PWD/alone/home mc-send list -e >"$BATS_TEST_TMPDIR/done"
	[ ! -s "$BATS_TEST_TMPDIR/done" ]
}

@test "it waited until somebody else had approved it" {
	mc-send list -e | cut -f 2,3 >"$BATS_TEST_TMPDIR/done"
	assert_lines 1 "$BATS_TEST_TMPDIR/done"
	grep -q '	approve$' "$BATS_TEST_TMPDIR/done"
	refute grep -q "^$(sed -n 's/^ran	//p' waits)	" "$BATS_TEST_TMPDIR/done"
	grep -q 'waits for 1 more to approve it' ../one.out
	grep -q '^read  *0$' ../one.out
}

@test "the payer has his notice, and the bank his debit" {
	page norrlid/invoice/26600002 | grep -qi autogiro
	grep -qE '^82202612210 {4}0{13}602000000251700.*6022660000231' \
	    home/deliveries/bankgirot/*.txt
	mc-autogiro list -f "$(mc-autogiro list | cut -f 1)" |
	    grep -q '	norrlid/invoice/26600002	2026-12-21	2517.00'
}

@test "the sole trader's number is nowhere in the installation" {
	local id=norrlid/invoice/26600003 n
	grep -q 4608239986 run.xml
	mc-archive get "$id" | grep -q Elfirma
	mc-archive get "$id" source | grep -q 'SE\**<'
	for n in 4608239986 460823-9986; do
		if grep -rlaF "$n" home ../one.out; then
			fail "$n is there"
		fi
	done
	# she was found by it all the same
	[ "$(record routed.jsonl "$id" | jq -r .reach.customer.number)" = C-603 ]
	page "$id" >"$BATS_TEST_TMPDIR/page"
	grep -q Elfirma "$BATS_TEST_TMPDIR/page"
	refute grep -q -e 460823 -e 9986 "$BATS_TEST_TMPDIR/page"
}

@test "of protected identity nothing is used but the address of the file" {
	local id=norrlid/invoice/26600006 out
	grep -q Kråkbärsvägen "$DATA/customers.csv"
	out=$(record ready.jsonl "$id")
	[[ $out == *'"protected":true'* && $out == *'Box 7'* ]]
	[[ $out != *Kråkbär* && $out != *petra.sjovik* &&
	    $out != *+46701740607* ]]
	[ "$(jq -r '[.reach.channels[] | select(.status == "yes").channel] |
	    join(" ")' <<<"$out")" = paper ]
}

@test "the municipality has an e-invoice, in an envelope, and nothing else" {
	local id=norrlid/invoice/26600004 xml
	[ "$(record ready.jsonl "$id" |
	    jq -c '[.route.presentation[].channel]')" = '["peppol"]' ]
	xml=$(grep -l '>26600004<' home/deliveries/peppol/*.xml)
	xmllint --noout "$xml"
	grep -q StandardBusinessDocumentHeader "$xml"
	grep -qF KS-4711 "$xml"
	# for test, it goes where the configuration says
	refute grep -q 0007:2199990017 "$xml"
	mc-archive get "$id" sefaktura | cmp - "$xml"
}

@test "e-fakturas are in the one batch of the run" {
	mc-parse -R none -d 2026-11-20 home/deliveries/bank/*.xml |
	    jq -e -s '[.[].invoice.number // empty] | length > 1 and
		index("26600009") != null'
}

@test "Norway and Finland are asked to pay by their own references" {
	page nordfjell/invoice/NK26-600001 | grep -q 605266000054
	page pohjanlahti/invoice/266000001 | grep -q 606266000060
}

@test "the data are fictitious, and valid UBL 2.1 where they are to be" {
	local kind schemas=$MC_SHARED/data/einvoice/ubl-2.1-xsd/maindoc
	grep -rhoE "[^ <>,\"@]+@[^ <>,\"']+" "$DATA" >"$BATS_TEST_TMPDIR/mail"
	refute grep -v '\.example$' "$BATS_TEST_TMPDIR/mail"
	need_shared
	cd "$BATS_TEST_TMPDIR" || return
	awk '
	/^<(Invoice|CreditNote) / { file = substr($1, 2) "-" ++n ".xml" }
	file { print >file }
	/^<\/(Invoice|CreditNote)>/ { close(file); file = "" }
	' "$DATA/named.xml"
	for kind in Invoice CreditNote; do
		xmllint --noout --nonet --schema \
		    "$schemas/UBL-$kind-2.1.xsd" $kind-*.xml 2>faults ||
		    fail "$(grep -v validates faults | head)"
	done
	set -- ./*.xml
	[ $# -eq 14 ]
}

# volume FOLDER: what the archive has, without what the clock has a part in:
# `sent.at` and `archived.at`, so the digest of a record's line in the name of
# its folder, and the chain over all of it.
volume() {
	local members=$BATS_TEST_TMPDIR/members
	mkdir "$members"
	tar xf "$1"/home/archive/*/*/*.tar -C "$members"
	tar tf "$1"/home/archive/*/*/*.tar >"$members.list"
	(
		cd "$members" || exit
		sed 's|-[0-9a-f]\{8\}/|/|' ../members.list
		grep -v -e '/record.json$' -e '^chain$' ../members.list |
		    xargs sha256sum | cut -d ' ' -f 1
		grep '/record.json$' ../members.list | xargs cat |
		    jq -c 'del(.sent[]?.at)'
	)
	rm -r "$members"
}

@test "a second demonstration has the same bytes" {
	local two=$BATS_TEST_TMPDIR/two
	"$ROOT/scripts/demo" "$two" >"$two.out"
	sed "s|$BATS_FILE_TMPDIR/one|$two|" ../one.out >"$BATS_TEST_TMPDIR/one"
	same_bytes "$BATS_TEST_TMPDIR/one" "$two.out"
	# the databases and the archive know when it was; register.db has
	# values that are encrypted with other random bits each time
	diff -rq . "$two" | sed "s|.* and $two/\(.*\) differ$|\1|" |
	    sed 's|/[0-9a-f]*-000.tar$|/VOLUME|' | LC_ALL=C sort \
	    >"$BATS_TEST_TMPDIR/differ"
	printf 'home/%s\n' archive/2026/11/VOLUME archive/index.db \
	    archive/ledger journal.db register.db |
	    diff -u - "$BATS_TEST_TMPDIR/differ"
	volume . >"$BATS_TEST_TMPDIR/volume"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/volume")" -gt 1000 ]
	volume "$two" | diff -u "$BATS_TEST_TMPDIR/volume" -
}

# wrong FILE SED WORD: what is wrong in the data ends the script with a
# message that has the word.
wrong() {
	local tree=$BATS_TEST_TMPDIR/tree status=0
	mkdir -p "$tree/scripts" "$tree/testdata"
	cp "$ROOT/scripts/demo" "$ROOT/scripts/make-run" "$tree/scripts/"
	cp -r "$DATA" "$tree/testdata/"
	sed -i "$2" "$tree/testdata/demo/$1"
	refute cmp -s "$tree/testdata/demo/$1" "$DATA/$1"
	"$tree/scripts/demo" "$tree/out" >"$tree.out" 2>"$tree.err" || status=$?
	[ "$status" -eq 70 ]
	grep -q "^demo: .*$3" "$tree.err" || fail "$(cat "$tree.err")"
	rm -r "$tree"
}

@test "it fails when something is not as expected" {
	wrong totals 's/12678.03/12678.04/' 'mc-parse.*expect'
	wrong customers.csv '/C-607/s/Tallmo,/&frans@kund.example/' \
	    norrlid/invoice/26600005
}

@test "it takes no folder that is not its own" {
	mkdir "$BATS_TEST_TMPDIR/mine"
	touch "$BATS_TEST_TMPDIR/mine/letters"
	run "$ROOT/scripts/demo" "$BATS_TEST_TMPDIR/mine"
	[ "$status" -eq 70 ]
	[ -e "$BATS_TEST_TMPDIR/mine/letters" ]
}
