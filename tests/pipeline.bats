#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
#
# The law of the stream (mc(7)) over whole runs: what is cut is not
# committed, what is done is not done again, what is the same has the same
# bytes.

load helper

SMALL=$BATS_TEST_DIRNAME/../testdata/small.xml
STAGES=(mc-lookup mc-route mc-render mc-send 'mc-archive -p')

setup() {
	setup_home
	mc-register import "$ROOT/testdata/customers.csv"
	cd "$BATS_TEST_TMPDIR" || return
}

# through FIRST LAST: standard input through those stages.
through() {
	local line='' i
	for ((i = $1; i <= $2; i++)); do
		line+="${line:+ | }${STAGES[i]}"
	done
	bash -o pipefail -c "$line"
}

run_all() {
	mc-parse -d 2026-11-22 "$@" | through 0 4
}

# What a run leaves behind: deliveries, journal rows, volumes.
effects() {
	find "$MC_HOME/deliveries" "$MC_HOME/archive" \
		\( -name '*.pdf' -o -name '*.tar' \) 2>/dev/null | wc -l
	mc-send list | wc -l
}

sections() {
	head -n 1 "$1" | jq -r 'keys_unsorted | join(" ")'
}

@test "a run from parse to archive commits everything once" {
	run_all "$SMALL" >out
	mc-seal -k out
	[[ $(sections out) == *'reach route pages sent archived' ]]
	[[ $(find "$MC_HOME/deliveries" -name '*.pdf' | wc -l) == 12 ]]
	[[ $(mc-archive find | wc -l) == 12 ]]
	mc-archive verify
}

# shellcheck disable=SC2094 # through() takes a stream, no file of that name
@test "a stream cut between any two stages: 65, no seal, nothing done" {
	mc-parse -d 2026-11-22 "$SMALL" >s0
	for i in 0 1 2 3 4; do
		for cut in 'head -n 3' 'head -n 12' 'head -c 9999' \
		    'head -c -2' "sed 4d" \
		    'sh -c "head -n 2; kill -9 \$\$"'; do
			bash -c "$cut" <"s$i" >short || true
			status=0
			through "$i" 4 <short >out 2>err || status=$?
			[[ $status == 65 ]] ||
				fail "stage $i, $cut: $status $(cat err)"
			! grep -q '^{"mc":1,"end"' out ||
				fail "stage $i, $cut: a seal"
			[[ ! -e $MC_HOME/deliveries ]] ||
				[[ $i == 4 ]] || fail "stage $i, $cut: sent"
			[[ $(mc-archive find | wc -l) == 0 ]]
		done
		through "$i" "$i" <"s$i" >"s$((i + 1))"
	done
	mc-seal -k s5
}

@test "cut stages leave the journal empty and a later run goes through" {
	mc-parse -d 2026-11-22 "$SMALL" | through 0 2 >s
	for n in 1 5 12; do
		run -65 bash -c "head -n $n s | mc-send"
		[[ $(mc-send list | wc -l) == 0 ]]
		[[ -z $(ls "$MC_HOME/spool") ]]
	done
	through 3 4 <s >out
	mc-seal -k out
}

@test "picked, resealed and joined streams run like any other" {
	mc-parse -d 2026-11-22 "$SMALL" >s
	mc-pick 'invoice.currency = SEK' s >sek
	mc-pick -i 'invoice.currency = SEK' s >rest
	cat sek rest | through 0 4 >out
	mc-seal -k out
	[[ $(mc-archive find | wc -l) == 12 ]]
	grep -v '^{"mc":1,"end"' out >bare
	mc-seal --new bare | through 3 4 | same_json out /dev/stdin ||
		mc-seal --new bare | mc-seal -k
}

# shellcheck disable=SC2094
@test "a rerun of a step takes away what was made from the old one" {
	run_all "$SMALL" >out
	mc-lookup <out >again
	[[ $(sections again) == *problems*reach || $(sections again) == *reach ]]
	mc-parse -d 2026-11-22 "$SMALL" | mc-lookup | same_bytes again /dev/stdin
	mc-route <out >again
	[[ $(sections again) == *'reach route' ]]
	mc-render <out >again
	[[ $(sections again) == *'reach route pages' ]]
	mc-send <out >again
	[[ $(sections again) == *'pages sent' ]]
	# and the second time through, to the end, is the first
	through 0 4 <out | same_bytes out /dev/stdin
}

# shellcheck disable=SC2094
@test "a rejected record travels to the archive untouched" {
	sed '0,/<cbc:PayableAmount/s|\(<cbc:PayableAmount[^>]*>\)[^<]*|\11.00|' \
		"$SMALL" >bad.xml
	mc-parse -d 2026-11-22 bad.xml >s || [[ $? == 1 ]]
	through 0 3 <s >sent
	head -n 1 s | same_bytes <(head -n 1 sent) /dev/stdin
	run -1 mc-archive <sent
	[[ $output == *rejected*1* ]]
	id=$(head -n 1 s | jq -r .id)
	mc-archive get "$id" | jq -e '.rejected.rule == "BR-CO-16"'
}

@test "foreign members stay byte for byte from end to end" {
	x='"x-crm" : [1.0e5,  "\u00e5\/", {"a":1,"a":2}]'
	mc-parse -d 2026-11-22 "$SMALL" |
		while IFS= read -r line; do
			[[ $line != '{"mc":1,"kind"'* ]] ||
				line="{$x,${line:1}"
			printf '%s\n' "$line"
		done | through 0 4 >out
	[[ $(grep -cF "{$x,\"mc\":1" out) == 12 ]]
}

@test "filters in parallel give the same bytes" {
	command -v parallel >/dev/null || skip 'no parallel'
	mc-parse -d 2026-11-22 "$SMALL" >s
	mc-lookup <s | mc-route >want
	parallel --will-cite --pipe -k -N 3 mc-lookup <s |
		parallel --will-cite --pipe -k -N 5 mc-route |
		same_bytes want /dev/stdin
	mc-render <want >rendered
	parallel --will-cite --pipe -k -N 4 mc-render <want |
		same_bytes rendered /dev/stdin
}

# shellcheck disable=SC2094
@test "two runs with one date, each on its own state: the same bytes" {
	run_all "$SMALL" | sed 's/"at":"[^"]*"/"at":""/g; s/"chain":"[^"]*"//' \
		>one
	first=$MC_HOME
	export MC_HOME=$BATS_TEST_TMPDIR/other
	mc-register init -e test
	cp "$first/mc.yaml" "$MC_HOME"
	mc-register import "$ROOT/testdata/customers.csv"
	run_all "$SMALL" | sed 's/"at":"[^"]*"/"at":""/g; s/"chain":"[^"]*"//' |
		same_bytes one /dev/stdin
	diff -r "$first/out" "$MC_HOME/out"
	diff -r "$first/deliveries" "$MC_HOME/deliveries"
}

# shellcheck disable=SC2094
@test "a second run on the same state does nothing again" {
	run_all "$SMALL" >one
	before=$(effects)
	find "$MC_HOME" -name '*.pdf' -exec stat -c '%n %y %i' {} + |
		sort >files
	run_all "$SMALL" | same_bytes one /dev/stdin
	[[ $(effects) == "$before" ]]
	find "$MC_HOME" -name '*.pdf' -exec stat -c '%n %y %i' {} + |
		sort | same_bytes files /dev/stdin
}

@test "the same id with other content is refused: id-reused" {
	run_all "$SMALL" >one
	sed 's/Kundtjänst/Kundservice/' "$SMALL" >other.xml
	run_all other.xml >two || [[ $? == 1 ]]
	n=$(grep -c Kundservice two)
	[[ $n -gt 0 ]]
	[[ $(jq -r 'select(.rejected).rejected | "\(.tool) \(.rule)"' two |
		sort | uniq -c) == *"$n mc-send id-reused" ]]
	[[ $(find "$MC_HOME/deliveries" -name '*.pdf' | wc -l) == 12 ]]
}

@test "A/1 and A_1 are two invoices everywhere" {
	for n in A/1 A_1 A:1 'A 1'; do
		sed "s|>26700001<|>$n<|" "$ROOT/testdata/example.xml" |
			tail -n +2
	done >body
	{
		echo '<b>'
		cat body
		echo '</b>'
	} >four.xml
	run_all four.xml >out
	mc-seal -k out
	[[ $(find "$MC_HOME/deliveries" -name '*.pdf' | wc -l) == 4 ]]
	[[ $(jq -r '.pages[]?.path' out | sort -u | wc -l) == 4 ]]
	[[ $(mc-archive find | cut -f1 | sort -u | wc -l) == 4 ]]
	for id in norrlid/invoice/A%2F1 norrlid/invoice/A_1; do
		mc-archive get "$id" | jq -e --arg id "$id" '.id == $id'
	done
}

@test "a path in a record cannot lead out of the home" {
	mc-parse -d 2026-11-22 "$SMALL" | through 0 2 |
		sed '1s|"path":"out/[^"]*"|"path":"../../../etc/passwd"|' >s
	mc-send <s >out || true
	refute grep -rq root: "$MC_HOME/deliveries"
	head -n 1 out | jq -e '.rejected.rule == "undeliverable" or
		.sent[0].outcome == "permanent"'
}

@test "test and production do not mix: every tool refuses, 78" {
	mc-parse -d 2026-11-22 "$SMALL" | through 0 2 >s
	sed -i 's/^environment: test/environment: production/' \
		"$MC_HOME/mc.yaml"
	for tool in "mc-parse $SMALL" 'mc-lookup s' 'mc-render s' 'mc-send s'; do
		run -78 --separate-stderr bash -c "$tool >out"
		# shellcheck disable=SC2154
		[[ $stderr == *'is stamped for test'* ]] || fail "$stderr"
		[[ ! -s out ]]
	done
}

@test "two runs and a retry at once, killed: everything happens once" {
	run "$ROOT/tests/chaos" 10
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *'everything happened once'* ]]
}

@test "a large batch by a pipe: every document counted, in flat memory" {
	run "$ROOT/tests/parse-big" 5000 9
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *'good: 5000 documents, 0 rejected'* ]]
	[[ $output == *'bad-sum: 500 documents, 10 rejected'* ]]
}

@test "a copy of what came by standard input is filed, though its input is gone" {
	mc-parse -d 2026-11-22 <"$ROOT/testdata/small.xml" | mc-lookup |
	    mc-route >routed
	mc-render routed | mc-send | mc-archive >/dev/null
	[ -z "$(find "$MC_HOME/in" -type f)" ]
	mc-pick 'id = "norrlid/invoice/26700001"' routed | mc-render --copy |
	    mc-send copy -R 'asked for' >marked
	run -0 mc-archive marked
	[[ $output == *'versions       1'* ]]
	mc-archive get norrlid/invoice/26700001 pdf >copy.pdf
	pdftotext copy.pdf - | grep -qi kopia
	run -0 mc-archive verify
	# what was never filed cannot do without its input
	jq -c 'if .id then .id += "9" else . end' marked >other
	run -66 mc-archive <(mc-seal other)
}

@test "mc-archive find keeps senders apart" {
	mc-parse -d 2026-11-22 "$SMALL" | mc-lookup | mc-route | mc-render |
	    mc-send | mc-archive >/dev/null
	run -0 mc-archive find -C C-100001
	[ "${#lines[@]}" -eq 3 ]
	run -0 mc-archive find -s norrlid -C C-100001
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == norrlid/invoice/26700001* ]]
	run -0 mc-archive find --sender nordfjell
	[ "${#lines[@]}" -eq 2 ]
	run -0 mc-archive find -s norr
	[ -z "$output" ]
}
