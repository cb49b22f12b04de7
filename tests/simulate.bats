#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# mc-route --simulate: what a stream would come to under other policies.
# shellcheck disable=SC2016 # the dollars are those of jq
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cat >a.yaml <<-'END'
	environment: test
	channels:
	  email: {kind: directory, path: sent/email, needs: email, cost: 0.05}
	  sms: {kind: directory, path: sent/sms, needs: mobile}
	  letter: {kind: directory, path: sent/letter, needs: address, cost: 9.50}
	policy:
	  priority: [email, letter]
	END
}

# record NUMBER CHANNEL...: the recipient is reached by these.
record() {
	local number=$1
	shift
	jq -cn --arg n "$number" '{ mc: 1, kind: "invoice",
	    id: "norrlid/invoice/\($n)",
	    run: { id: "0123456789ab", at: "2026-11-22T05:00:00Z" },
	    invoice: { number: $n, currency: "SEK", payable: "100.00",
	        due_date: "2026-12-22" },
	    reach: { channels: ["email", "sms", "letter"] | map({ channel: .,
	        evidence: "said so", status: (if IN($ARGS.positional[]) then
	        "yes" else "no" end) }) } }' --args "$@"
}

# Ten documents: 1-6 by e-mail and letter, 7-8 by letter, 9 by sms only, 10
# by nothing.
ten() {
	for n in 1 2 3 4 5 6; do
		record "$n" email letter
	done
	record 7 letter
	record 8 letter sms
	record 9 sms
	record 10
}

# row LABEL FILE: the cells of that row, two blanks or more between them.
row() {
	grep "^$1  " "$2" | sed "s/^$1 *//; s/  */ /g"
}

@test "one configuration, aligned" {
	ten >in
	expect 0 in out mc-route --simulate a.yaml
	cat >want <<-'END'
	tried first                                           a.yaml
	documents                                        10  100.0 %
	by email                                          6   60.0 %
	by sms                                            0    0.0 %
	by letter                                         2   20.0 %
	held                                              2   20.0 %
	not judged by mc-lookup                           0    0.0 %
	rejected                                          0    0.0 %
	cost                                                   19.30
	average cost                                          2.4125
	cost not known                                    0    0.0 %
	presented otherwise than in the first             0    0.0 %
	debited otherwise than in the first               0    0.0 %
	END
	same_bytes want out
}

@test "several: shares, costs, what changes, channels of one only" {
	ten >in
	sed 's/priority: .*/priority: [letter]/' a.yaml >b.yaml
	sed 's/priority: .*/priority: [sms, email]/; s/  letter:/  post:/' \
	    a.yaml >c.yaml
	expect 0 in out mc-route -s a.yaml b.yaml c.yaml
	[[ $(row 'by email' out) == '6 60.0 % 0 0.0 % 6 60.0 %' ]]
	[[ $(row 'by sms' out) == '0 0.0 % 0 0.0 % 2 20.0 %' ]]
	[[ $(row 'by letter' out) == '2 20.0 % 8 80.0 % -' ]]
	[[ $(row 'by post' out) == '- - 0 0.0 %' ]]
	[[ $(row 'held' out) == '2 20.0 % 2 20.0 % 2 20.0 %' ]]
	[[ $(row cost out) == '19.30 76.00 0.30' ]]
	[[ $(row 'average cost' out) == '2.4125 9.5000 0.0500' ]]
	[[ $(row 'cost not known' out) == '0 0.0 % 0 0.0 % 2 20.0 %' ]]
	# 1-6 go by letter; 8 and 9 by sms, 7 not at all
	[[ $(row 'presented otherwise than in the first' out) == \
	    '0 0.0 % 6 60.0 % 3 30.0 %' ]]
	# in another order the first one is another
	expect 0 in out mc-route -s b.yaml a.yaml
	[[ $(row 'presented otherwise than in the first' out) == \
	    '0 0.0 % 6 60.0 %' ]]
}

@test "a channel that reach does not know: not judged, where it matters" {
	ten >in
	sed 's/priority: .*/priority: [email, fax, letter]/
	    s/^policy:/  fax: {kind: directory, path: sent\/fax}\n&/' \
	    a.yaml >b.yaml
	expect 0 in out mc-route -s a.yaml b.yaml
	# those by e-mail would go by e-mail whatever fax is
	[[ $(row 'by email' out) == '6 60.0 % 6 60.0 %' ]]
	[[ $(row 'not judged by mc-lookup' out) == '0 0.0 % 4 40.0 %' ]]
	[[ $(row 'by letter' out) == '2 20.0 % 0 0.0 %' ]]
	[[ $(row 'held' out) == '2 20.0 % 0 0.0 %' ]]
	# nor can it be said that they change
	[[ $(row 'presented otherwise than in the first' out) == \
	    '0 0.0 % 0 0.0 %' ]]
}

@test "files stand behind --, each configuration's conditions are read" {
	ten >in
	printf '%s\n' '  rules:' '    - when: invoice.payable > 50' \
	    '      channels: [letter]' | cat a.yaml - >b.yaml
	expect 0 /dev/null one mc-route --simulate a.yaml b.yaml -- in
	expect 0 in two mc-route --simulate a.yaml b.yaml
	same_bytes one two
	expect 0 in two mc-route a.yaml -s b.yaml -- -
	same_bytes one two
	[[ $(row 'by letter' one) == '2 20.0 % 8 80.0 %' ]]
	expect 0 /dev/null two mc-route -s a.yaml -- in in
	[[ $(row documents two) == '20 100.0 %' ]]
}

@test "what is counted: the documents that mc-route would work on" {
	{
		record 1 email
		record 2 email | jq -c '.kind = "payment"'
		record 3 email | jq -c '.rejected = { tool: "mc-parse" }'
		record 4 email | jq -c '.rejected = { tool: "mc-route" }'
		record 5 email | jq -c '.delivery.channels =
		    [range(101) | { channel: "email" }]'
		echo '{"mc":1,"end":{"records":5}}'
	} >in
	expect 0 in out mc-route -s a.yaml
	[[ $(row documents out) == '3 100.0 %' ]]
	[[ $(row 'by email' out) == '2 66.7 %' ]]
	[[ $(row rejected out) == '1 33.3 %' ]]
	expect 0 /dev/null out mc-route -s a.yaml
	[[ $(row documents out) == '0 0.0 %' ]]
}

@test "what goes wrong" {
	ten >in
	expect 64 in out mc-route --simulate
	expect 64 in out mc-route --simulate -- in
	expect 64 in out mc-route -s a.yaml -x
	expect 64 in out mc-route -s -c a.yaml a.yaml
	local many
	mapfile -t many < <(yes a.yaml | head -n 17)
	expect 64 in out mc-route -s "${many[@]}"
	expect 0 in out mc-route -s "${many[@]:1}"
	expect 78 in out mc-route -s a.yaml no.yaml
	sed 's/email, letter/email, leter/' a.yaml >b.yaml
	expect 78 in out mc-route -s a.yaml b.yaml
	grep -q '^mc-route: b.yaml:' "$MESSAGES"
	expect 66 in out mc-route -s a.yaml -- no.jsonl
	expect 74 in /dev/full mc-route -s a.yaml
	jq -c 'del(.reach)' in >bad
	expect 65 bad out mc-route -s a.yaml
	[[ ! -s out ]]
	grep -q 'mc-lookup' "$MESSAGES"
	head -c 2000 in >bad
	expect 65 bad out mc-route -s a.yaml
	[[ ! -s out ]]
}

@test "names of files neither break the table nor show numbers" {
	ten >in
	local odd=$'o\ndd 811218-9876.yaml'
	cp a.yaml "$odd"
	cp a.yaml "$(printf '%050d.yaml' 1)"
	expect 0 in out mc-route -s "$odd" "$(printf '%050d.yaml' 1)"
	sed -n 1p out | grep -qF 'o\x0add ***********.yaml'
	assert_lines 13 out
	refute grep 811218 out
	# every line is as wide as the first
	awk '{ n[length($0)] } END { for (i in n) k++; exit k != 1 }' out
}

@test "flat memory" {
	CONTRACT_THROUGH="jq -c 'if .end then . else . + { reach: {
	    channels: [{ channel: \"email\", status: \"yes\" }] } } end'"
	contract_flat mc-route -s a.yaml --
}
