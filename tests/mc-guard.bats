#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# shellcheck disable=SC2016 # the dollars are those of jq
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	CONTRACT_THROUGH="jq -c 'if .end or .rejected then . else
	    . + { route: { presentation: [{ channel: \"email\" }] } } end'"
	CONTRACT_APPENDS=no
}

# limits KEY...: writes the configuration with these keys of `guard`.
limits() {
	cp "$ROOT/testdata/mc.yaml" "$MC_HOME/mc.yaml"
	cat >>"$MC_HOME/mc.yaml" <<-'END'
	guard:
	  runs: 6
	  least: 3
	END
	[[ $# -eq 0 ]] || printf '  %s\n' "$@" >>"$MC_HOME/mc.yaml"
}

@test "conservation" { contract_conservation mc-guard; }
@test "foreign members" { contract_foreign mc-guard; }
@test "untouched records" { contract_untouched mc-guard; }
@test "rerun" { contract_rerun mc-guard; }
@test "cut-off input" { contract_cut_off mc-guard; }
@test "full disk" { contract_full mc-guard; }
@test "usage" { contract_usage mc-guard; }
@test "usage of list" { contract_usage mc-guard list; }
@test "flat memory" { contract_flat mc-guard; }
@test "seal" { contract_seal mc-guard; }

@test "every line passes unchanged" {
	in=$(contract_input 50)
	expect 0 "$in" out mc-guard
	same_bytes "$in" out
	cat "$in" "$in" "$in" >many
	expect 0 many out mc-guard
	same_bytes many out
}

# records RUN N [JQ]: N records of norrlid in run RUN (a number), 100.00 SEK
# each, by e-mail; JQ changes each, with its number in $i.
records() {
	jq -cn --arg run "$1" --argjson n "$2" '
	    def pad($n): tostring | ("0" * $n + .)[-$n:];
	    range($n) as $i | { mc: 1, kind: "invoice",
	    id: "norrlid/invoice/\($run)-\($i)",
	    run: { id: ($run | pad(12)), at: "2026-11-\($run | pad(2)
	        )T00:00:00Z" },
	    source: { path: "run.xml", index: ($i + 1),
	        sha256: ("\($run)\($i | pad(6))" | pad(64)) },
	    invoice: { number: "\($run)-\($i)", currency: "SEK",
	        payable: "100.00" },
	    route: { presentation: [{ channel: "email" }] } } | '"${3-.}"
}

# run_of RUN N [JQ]: the same, sealed.
run_of() {
	records "$@" >raw
	mc-seal --new raw
}

# before [N [JQ]]: three earlier runs of N (100) documents are recorded.
before() {
	local i
	for i in 1 2 3; do
		run_of "$i" "${1-100}" "${2-.}" | mc-guard >/dev/null
	done
}

# passes RUN N [JQ], refused CLAUSE RUN N [JQ]
passes() {
	run_of "$@" >in
	expect 0 in out mc-guard
	[[ ! -s $MESSAGES ]] || fail "$(cat "$MESSAGES")" || return
	same_bytes in out
}

refused() {
	local clause=$1
	shift
	run_of "$@" >in
	expect 65 in out mc-guard
	[[ $(cat "$MESSAGES") == "mc-guard: norrlid: $clause" ]] ||
	    fail "$(cat "$MESSAGES")" || return
	same_bytes raw out
}

# column N [SENDER]: one column of the list, on one line.
column() {
	mc-guard list ${2+-s "$2"} | cut -f "$1" | paste -s -d ' '
}

@test "the number of documents, just inside and outside" {
	limits 'documents: 20'
	before
	refused '79 documents, the last 3 runs had 100 (limit 20 %)' 4 79
	refused '121 documents, the last 3 runs had 100 (limit 20 %)' 5 121
	passes 6 80
	passes 6 120
	[[ $(column 9) == \
	    'unjudged unjudged unjudged refused refused plausible' ]]
}

@test "the limit is held against the exact mean" {
	limits 'documents: 10'
	passes 1 10
	passes 2 10
	passes 3 11
	# the mean is 10 1/3: 9.3 to 11.37 are within
	refused '9 documents, the last 3 runs had 10 to 11 (limit 10 %)' 4 9
	passes 5 11
}

@test "the total, just inside and outside" {
	limits 'total: 10'
	before 10
	refused 'a total of SEK 1100.01, the last 3 runs had 1000.00 (limit 10 %)' \
	    4 10 'if $i == 0 then .invoice.payable = "200.01" else . end'
	refused 'a total of SEK 899.99, the last 3 runs had 1000.00 (limit 10 %)' \
	    5 10 'if $i == 0 then .invoice.payable = "-0.01" else . end'
	passes 6 10 'if $i == 0 then .invoice.payable = "200.00" else . end'
	passes 6 10 'if $i == 0 then .invoice.payable = "0.00" else . end'
	# credit notes count against it
	refused 'a total of SEK 800.00, the last 4 runs had 900.00 to 1000.00 (limit 10 %)' \
	    8 10 'if $i == 0 then .kind = "credit-note" else . end'
	[[ $(column 5) == *'SEK 1100.01 SEK 899.99 SEK 900.00 SEK 800.00' ]]
}

@test "a new currency, and one that is missing" {
	limits 'total: 50'
	before 10 'if $i < 4 then .invoice.currency = "NOK" else . end'
	refused 'a total of DKK 100.00, the last 3 runs had 0.00 (limit 50 %)' 4 10 \
	    'if $i < 4 then .invoice.currency = "NOK" else . end |
	     if $i == 5 then .invoice.currency = "DKK" else . end'
	run_of 5 6 >in
	expect 65 in out mc-guard
	[[ $(cat "$MESSAGES") == 'mc-guard: norrlid: a total of NOK 0.00, the last 3 runs had 400.00 (limit 50 %)' ]]
	[[ $(column 5 | cut -d ' ' -f 1-4) == 'NOK 400.00, SEK 600.00' ]]
}

@test "the largest amount, just inside and outside; a credit note too" {
	limits 'largest: 50'
	before 10
	one='if $i == 3 then .invoice.payable ='
	refused 'a largest amount of SEK 150.01, the last 3 runs had 100.00 (limit 50 %)' \
	    4 10 "$one \"150.01\" else . end"
	refused 'a largest amount of SEK 150.01, the last 3 runs had 100.00 (limit 50 %)' \
	    5 10 "$one \"150.01\" | .kind = \"credit-note\" else . end"
	passes 6 10 "$one \"150.00\" else . end"
	# smaller is no matter
	passes 7 10 '.invoice.payable = "1.00"'
}

@test "the channel mix, just inside and outside" {
	limits 'mix: 10'
	paper='then .route.presentation[0].channel = "paper" else . end'
	before 100 "if \$i < 40 $paper"
	run_of 4 100 "if \$i < 51 $paper" >in
	expect 65 in out mc-guard
	cat >want <<-'END'
	mc-guard: norrlid: 49.0 % by email, the last 3 runs had 60.0 % (limit 10 points)
	mc-guard: norrlid: 51.0 % by paper, the last 3 runs had 40.0 % (limit 10 points)
	END
	same_bytes want "$MESSAGES"
	passes 5 100 "if \$i < 50 $paper"
	passes 6 100 "if \$i < 33 $paper"
	# the share moves from that of all earlier documents: 297 of 500
	refused "$(printf '%s\n' \
	    '69.5 % by email, the last 5 runs had 50.0 % to 67.0 % (limit 10 points)' \
	    'mc-guard: norrlid: 30.5 % by paper, the last 5 runs had 33.0 % to 50.0 % (limit 10 points)')" \
	    7 1000 "if \$i < 305 $paper"
	passes 8 1000 "if \$i < 306 $paper"
}

@test "held documents, unknown channels and payments are in the mix" {
	limits 'mix: 10'
	before 10
	run_of 4 10 'if $i < 2 then .route = { held: "why" } elif $i < 4
	    then .route.presentation[0].channel = "811218-9876" elif $i < 5
	    then .route = { sheets: 1 } elif $i < 8
	    then .route.payment = [{ channel: "paper" }] else . end' >in
	expect 65 in out mc-guard
	cat >want <<-'END'
	mc-guard: norrlid: 20.0 % held, the last 3 runs had 0.0 % (limit 10 points)
	mc-guard: norrlid: 20.0 % other, the last 3 runs had 0.0 % (limit 10 points)
	mc-guard: norrlid: 50.0 % by email, the last 3 runs had 100.0 % (limit 10 points)
	mc-guard: norrlid: 30.0 % collected by paper, the last 3 runs had 0.0 % (limit 10 points)
	END
	same_bytes want "$MESSAGES"
	[[ $(mc-guard list | tail -n 1 | cut -f 7) == '(held) 20.0 %, (none) 10.0 %, (other) 20.0 %, email 50.0 %, paper 30.0 %' ]]
	# a channel that nothing takes any more
	refused '100.0 % by paper, the last 3 runs had 0.0 % (limit 10 points)
mc-guard: norrlid: 0.0 % by email, the last 3 runs had 100.0 % (limit 10 points)' \
	    5 10 '.route.presentation[0].channel = "paper"'
	refute grep -r 811218 "$MC_HOME"/guard.db*
}

@test "the share of rejects, just inside and outside, and less of them" {
	limits 'rejects: 5' 'mix: 0' 'largest: 0'
	reject='then .rejected = { tool: "mc-parse", rule: "x" } |
	    .invoice.payable = "999999999.00" | del(.route) else . end'
	before 100 "if \$i < 2 $reject"
	refused '8.0 % rejected, the last 3 runs had 2.0 % (limit 5 points)' \
	    4 100 "if \$i < 8 $reject"
	passes 5 100 "if \$i < 7 $reject"
	passes 6 100
	[[ $(column 8) == '2 2 2 8 7 0' ]]
	# what is rejected is in no sum
	[[ $(column 5) == 'SEK 9800.00 SEK 9800.00 SEK 9800.00 SEK 9200.00 SEK 9300.00 SEK 10000.00' ]]
}

@test "documents of nobody are rejects of every sender in the run" {
	limits 'rejects: 20'
	before 10
	records 4 10 >raw
	records 4 3 '.id = "-/document/0\($i)" | .kind = "document" |
	    .rejected = { tool: "mc-parse", rule: "sender-unknown" } |
	    del(.invoice, .route)' >>raw
	mc-seal --new raw >in
	expect 65 in out mc-guard
	grep -q 'norrlid: 23.1 % rejected' "$MESSAGES"
	# nobody else: nothing to record
	run_of 5 3 '.id = "-/document/1\($i)" |
	    .rejected = { tool: "mc-parse" }' >in
	expect 0 in out mc-guard
	[[ $(column 4) == '10 10 10 13' ]]
}

@test "what a later tool rejected had gone on from here" {
	limits 'rejects: 0' 'documents: 0'
	before 10
	passes 3 10 '. + { pages: [{ variant: "page" }] } |
	    if $i < 5 then .rejected = { tool: "mc-render" } else . end'
	[[ $(column 8) == '0 0 0' ]]
}

@test "fewer than least earlier runs: nothing is judged, -v says so" {
	limits 'documents: 20'
	local i=0
	for n in 10 1000 10; do
		passes "$((++i))" "$n"
	done
	[[ $(column 9) == 'unjudged unjudged unjudged' ]]
	run_of 3 10 >in
	expect 0 in out mc-guard -v
	grep -qx 'mc-guard: norrlid: unjudged before' "$MESSAGES"
	run_of 3 11 >in
	expect 0 in out mc-guard -v
	grep -qx 'mc-guard: norrlid: not judged, 2 earlier runs of 3' \
	    "$MESSAGES"
}

@test "no limits at all: everything passes and is recorded" {
	local i=0
	for n in 10 1000 1 500; do
		passes "$((++i))" "$n"
	done
	[[ $(column 4) == '10 1000 1 500' ]]
	run_of 5 7 >in
	expect 0 in out mc-guard -v
	grep -q 'not judged, no limits are configured' "$MESSAGES"
}

@test "only the last runs count" {
	limits 'documents: 20'
	sed -i 's/runs: 6/runs: 3/' "$MC_HOME/mc.yaml"
	local i=0
	for n in 10 11 12 13 14 15; do
		passes "$((++i))" "$n"
	done
	refused '17 documents, the last 3 runs had 13 to 15 (limit 20 %)' 7 17
	passes 8 16
}

@test "--accept lets it pass and is recorded" {
	local user
	user=$(id -un 2>/dev/null) || user=uid-$UID
	limits 'documents: 20' 'largest: 10'
	before
	run_of 4 200 'if $i == 0 then .invoice.payable = "500.00" else . end' \
	    >in
	expect 0 in out mc-guard -a ' year-end, asked 811218-9876 '
	same_bytes in out
	cat >want <<-'END'
	mc-guard: norrlid: 200 documents, the last 3 runs had 100 (limit 20 %), accepted
	mc-guard: norrlid: a largest amount of SEK 500.00, the last 3 runs had 100.00 (limit 10 %), accepted
	END
	same_bytes want "$MESSAGES"
	printf '2026-11-04\t000000000004\tnorrlid\t200\tSEK 20400.00\tSEK 500.00\temail 100.0 %%\t0\taccepted\tyear-end, asked *********** (%s): %s; %s\n' \
	    "$user" \
	    '200 documents, the last 3 runs had 100 (limit 20 %)' \
	    'a largest amount of SEK 500.00, the last 3 runs had 100.00 (limit 10 %)' \
	    >want
	mc-guard list | tail -n 1 >got
	same_bytes want got
	# the same run again goes on as it did, without being asked again
	expect 0 in out mc-guard
	same_bytes in out
	mc-guard list | tail -n 1 | same_bytes want /dev/stdin
	# and is history for the next
	passes 5 125
	# not for one whose documents are others
	run_of 4 200 >in
	expect 65 in out mc-guard
	[[ $(column 9) == *'refused plausible' ]]
}

@test "--accept behind sudo is that of the person" {
	limits 'documents: 20'
	before
	run_of 4 200 >in
	expect 0 in out env SUDO_UID=70001 mc-guard -a 'year-end'
	[[ $(mc-guard list | tail -n 1 | cut -f 10) == *'(uid-70001)'* ]]
}

@test "--accept of a run within the limits is not needed" {
	limits 'documents: 20'
	before
	run_of 4 100 >in
	expect 0 in out mc-guard --accept 'just in case'
	[[ $(mc-guard list | tail -n 1 | cut -f 9,10) == plausible$'\t'- ]]
}

@test "--accept wants a reason of a sensible length" {
	for reason in '' '  ' "$(printf '%0201d' 1)"; do
		expect 64 /dev/null out mc-guard --accept "$reason"
	done
	run_of 1 1 >in
	expect 0 in out mc-guard --accept "$(printf '%0200d' 1)"
}

@test "a refused run is no history" {
	limits 'documents: 20'
	before
	for run in 4 5 6 7; do
		refused '10 documents, the last 3 runs had 100 (limit 20 %)' \
		    "$run" 10
	done
	passes 8 100
	# the same again: the same verdict
	refused '10 documents, the last 3 runs had 100 (limit 20 %)' 4 10
	[[ $(column 4) == '100 100 100 10 10 10 10 100' ]]
}

@test "the same run again is not held against itself" {
	limits 'documents: 20'
	before
	passes 4 110
	passes 4 120
	# what came later does not judge what came before
	passes 5 126
	passes 6 125
	passes 4 119
	[[ $(column 4) == '100 100 100 119 126 125' ]]
	[[ $(column 2 | tr ' ' '\n' | sort -u | wc -l) -eq 6 ]]
}

@test "the same input gives the same bytes and verdict" {
	limits 'documents: 20' 'total: 1' 'mix: 1'
	before
	run_of 4 130 >in
	expect 65 in one mc-guard
	cp "$MESSAGES" said
	mc-guard list >listed
	expect 65 in two mc-guard
	same_bytes one two
	same_bytes said "$MESSAGES"
	mc-guard list | same_bytes listed /dev/stdin
}

@test "two senders in a run, and two runs in a stream" {
	limits 'documents: 20'
	for run in 1 2 3; do
		{
			records "$run" 10
			records "$run" 50 '.id |= sub("norrlid"; "nordfjell")'
		} | shuf --random-source=<(yes) >raw
		mc-seal --new raw | mc-guard >/dev/null
	done
	[[ $(column 4 norrlid) == '10 10 10' ]]
	[[ $(column 4 nordfjell) == '50 50 50' ]]
	{
		records 4 10
		records 4 61 '.id |= sub("norrlid"; "nordfjell")'
	} >raw
	mc-seal --new raw >in
	expect 65 in out mc-guard
	[[ $(cat "$MESSAGES") == 'mc-guard: nordfjell: 61 documents, the last 3 runs had 50 (limit 20 %)' ]]
	same_bytes raw out
	# the other one did not go on either, and is no history
	[[ $(column 9 norrlid) == *' withheld' ]]
	[[ $(column 9 nordfjell) == *' refused' ]]
	# each run of a stream by itself, the seals all or none
	run_of 5 11 >a
	cp raw a.raw
	run_of 6 13 >b
	cat a b >in
	expect 65 in out mc-guard
	cat a.raw raw | same_bytes out /dev/stdin
	[[ $(column 9 norrlid) == *' withheld withheld refused' ]]
	cat a a >in
	expect 0 a out mc-guard
	[[ $(column 9 norrlid) == *' withheld plausible refused' ]]
}

@test "a sender's own limits" {
	limits 'documents: 20'
	sed -i 's/^  norrlid:$/&\n    guard: {least: 1, documents: 1}/' \
	    "$MC_HOME/mc.yaml"
	passes 1 100
	refused '102 documents, the run before had 100 (limit 1 %)' 2 102
	passes 3 101
}

@test "more runs asked for than are looked at" {
	limits 'documents: 20'
	sed -i 's/runs: 6/runs: 2/' "$MC_HOME/mc.yaml"
	expect 78 /dev/null out mc-guard
	grep -q 'mc.yaml:.*least' "$MESSAGES"
}

@test "other kinds are not counted" {
	limits
	records 1 5 >raw
	records 1 5 '.id += "x" | .kind = "payment" | del(.route, .run)' >>raw
	mc-seal --new raw >in
	expect 0 in out mc-guard
	same_bytes in out
	[[ $(column 4) == 5 ]]
}

@test "without route: 65, naming mc-route" {
	run_of 1 3 'if $i == 1 then del(.route) else . end' >in
	expect 65 in out mc-guard
	grep -q '^mc-guard: standard input:2: .*mc-route' "$MESSAGES"
	run_of 1 3 'del(.run)' >in
	expect 65 in out mc-guard
	run_of 1 3 '.run.id = "../../x"' >in
	expect 65 in out mc-guard
	run_of 1 3 '.run.at = "soon"' >in
	expect 65 in out mc-guard
	[[ -z $(mc-guard list) ]]
}

@test "what was cut off is not recorded" {
	run_of 1 3 >in
	size=$(wc -c <in)
	for n in 0 1 500 $((size - 200)) $((size - 2)) $((size - 1)); do
		head -c "$n" in >short
		expect 65 short out mc-guard
		refute is_seal <out
	done
	[[ -z $(mc-guard list) ]]
	# nor what could not be printed
	expect 74 in /dev/full mc-guard
	[[ -z $(mc-guard list) ]]
}

@test "names in a stream that are not to be shown" {
	run_of 1 2 '.id |= sub("norrlid"; "811218-9876\u001b[31m")' >in
	expect 0 in out mc-guard
	[[ $(column 3) == '***********\x5cx1b[31m' ]]
	refute grep -r 811218 "$MC_HOME"/guard.db*
	run_of 2 300 '.id = "s\($i)/invoice/\($i)"' >in
	expect 65 in out mc-guard
	grep -q 'more than 256 runs and senders' "$MESSAGES"
}

@test "a home of the other environment is refused" {
	sed -i 's/^environment: test/environment: production/' \
	    "$MC_HOME/mc.yaml"
	run_of 1 3 >in
	expect 78 in out mc-guard
	[[ ! -e $MC_HOME/guard.db ]]
	unset MC_HOME
	expect 78 in out mc-guard
	expect 78 /dev/null out mc-guard list
}

@test "several at once on a new history" {
	local pids=() run
	for run in 1 2 3 4; do
		run_of "$run" 20 >"in$run"
	done
	for run in 1 2 3 4 1; do
		mc-guard "in$run" >"out$run" &
		pids+=($!)
	done
	for run in "${pids[@]}"; do
		wait "$run"
	done
	for run in 1 2 3 4; do
		same_bytes "in$run" "out$run"
	done
	[[ $(column 4) == '20 20 20 20' ]]
}

@test "the list of a history that is not there yet" {
	expect 0 /dev/null out mc-guard list
	[[ ! -s out && ! -e $MC_HOME/guard.db ]]
	expect 64 /dev/null out mc-guard list x
}

@test "killed at any time: no row, or a whole one" {
	[[ -z $(mc-guard list) ]]
	run_of 1 2000 >in
	local kills=0 rows
	for ms in 00 01 02 03 04 05 06 07 08 09 10 12 14 16 18 20; do
		rm -f "$MC_HOME"/guard.db*
		: >out # it may be killed before it is opened
		mc-guard in >out 2>err &
		local pid=$! status=0
		sleep "0.0$ms"
		kill -9 "$pid" 2>/dev/null || :
		wait "$pid" || status=$?
		[[ $status -ne 137 ]] || kills=$((kills + 1))
		rows=$(mc-guard list 2>/dev/null || :)
		case $(cut -f 4,5,7 <<<"$rows") in
		'' | 2000$'\t''SEK 200000.00'$'\t''email 100.0 %') ;;
		*) fail "half a row: $rows" ;;
		esac
		# no seal has gone on before the row was there
		[[ -n $rows ]] || refute grep -q '^{"mc":1,"end":' out
		expect 0 in out mc-guard
		same_bytes in out
		[[ $(column 4) == 2000 ]]
	done
	echo "$kills kills"
}
