#!/usr/bin/env bats
# SPDX-License-Identifier: ISC

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mc-parse -d 2026-11-22 "$ROOT/testdata/small.xml" >in
}

@test "every value of a record is a path: value line" {
	head -n 1 in | mc-show -b >out
	head -n 1 in | jq -r '.. | scalars | tostring' | sort >want
	grep . out | sed 's/^[^ ]*: //' | sort >got
	same_bytes want got
	grep -qx 'invoice.lines\[0\].id: 1' out
}

@test "one line a record: number, customer, amount, channel, state" {
	mc-show -1 in >out
	[[ $(wc -l <out) == 13 ]]
	head -n 1 in | jq -r '[.invoice.number, .invoice.buyer.ids[0].id,
		.invoice.payable + " " + .invoice.currency, "-", "parsed"] |
		@tsv' >want
	head -n 1 out | same_bytes want /dev/stdin
	# credit notes are negative
	awk -F '\t' '$3 ~ /^-/ { n++ } END { exit !n }' out
}

@test "two steps are compared with diff" {
	sed 's/"currency":"NOK"/"currency":"DKK"/' in >other
	run -1 diff <(mc-show in) <(mc-show other)
	[[ $output == *'> invoice.currency: DKK'* ]]
	[[ $output != *SEK* ]]
}

@test "-i shows one record" {
	id=$(sed -n 3p in | jq -r .id)
	mc-show -i "$id" in >out
	[[ $(grep -c '^mc: 1' out) == 1 ]]
	grep -qxF "id: $id" out
}

@test "identity numbers are masked unless -b" {
	sed 's/"ids":\[{"id":"[^"]*"/"ids":[{"id":"811218-9876"/' in >a
	[ "$(mc-show a | grep -c 811218)" -eq 0 ]
	[ "$(mc-show -1 a | grep -c 811218)" -eq 0 ]
	mc-show -b a | grep -q 'invoice.buyer.ids\[0\].id: 811218-9876'
}

@test "line breaks and control characters cannot forge a line" {
	jq -c 'if .invoice then .invoice.buyer.name = "a\nrejected.tool: x" +
		"\u001b[31m" else . end' in >a
	mc-show a | grep -qF 'invoice.buyer.name: a\nrejected.tool: x\u001b[31m'
	[ "$(mc-show a | grep -c '^rejected')" -eq 0 ]
}

@test "--route tells what was decided and what came of it" {
	cat >a <<-'END'
	{"mc":1,"kind":"credit-note","id":"n/credit-note/1","invoice":{"currency":"SEK","payable":"100.00","due_date":"2026-12-20"},"route":{"presentation":[{"channel":"email","address":"par@kund.example","reason":"wish in the file","cost":"0.10","date":"2026-11-23","latest":"2026-12-06"},{"channel":"paper","address":"Gatan 1","reason":"policy priority","cost":"9.50","date":"2026-11-25","due":"2026-12-27"}],"payment":[{"channel":"autogiro","address":"4711","reason":"mandate since 2025","cost":"0.40","date":"2026-12-20","deadline":"2026-12-17T16:00:00+01:00"}],"against":[{"channel":"sms","reason":"no mobile"},{"channel":"fax"}],"currency":"SEK"},"sent":[{"purpose":"presentation","channel":"email","address":"par@kund.example","outcome":"permanent","at":"2026-11-22T05:00:00Z","text":"no such user"},{"purpose":"payment","channel":"autogiro","outcome":"accepted","receipt":"batch 7"}]}
	{"mc":1,"kind":"invoice","id":"n/invoice/2","route":{"against":[{"channel":"email","reason":"cannot be reached"}],"held":"nothing reaches him"}}
	{"mc":1,"kind":"invoice","id":"n/invoice/3","rejected":{"tool":"mc-parse","place":"/Invoice","rule":"BR-01","text":"no number"}}
	{"mc":1,"kind":"payment","id":"n/payment/4"}
	{"mc":1,"end":{"records":4}}
	END
	mc-show --route a >out
	cat >want <<-'END'
	n/credit-note/1, -100.00 SEK, due 2026-12-20
	  present   1. email to par@kund.example, cost 0.10 SEK, arrives 2026-11-23, to hand over by 2026-12-06 (wish in the file)
	  present   2. paper to Gatan 1, cost 9.50 SEK, arrives 2026-11-25, new due date 2026-12-27 (policy priority)
	  collect   1. autogiro of 4711, cost 0.40 SEK, debit on 2026-12-20, with the bank by 2026-12-17T16:00:00+01:00 (mandate since 2025)
	  not       sms (no mobile)
	  not       fax
	  sent      email to par@kund.example: permanent, 2026-11-22T05:00:00Z (no such user)
	  sent      payment by autogiro: accepted, receipt batch 7

	n/invoice/2
	  not       email (cannot be reached)
	  held      nothing reaches him

	n/invoice/3
	  rejected  by mc-parse, /Invoice, BR-01 (no number)

	n/payment/4
	  no route

	{"records":4}
	END
	same_bytes want out
	mc-show -r -i n/invoice/2 a >out
	sed -n '10,13p' want | same_bytes out /dev/stdin
	run -64 mc-show -r -1 a
}

@test "--route shows neither identity numbers nor control characters" {
	cat >a <<-'END'
	{"mc":1,"kind":"invoice","id":"a/\u001b[31m\n/1","invoice":{"currency":"811218-9876","payable":"1.00"},"route":{"presentation":[{"channel":"x\n811218-9876","address":"811218-9876 \u202e","reason":"for 19811218-9876"}],"payment":[{"channel":"811218-9876","address":"8112189876","deadline":"811218-9876"}],"against":[{"channel":"811218-9876","reason":"811218-9876"}],"held":"811218-9876","currency":"811218-9876"},"sent":[{"channel":"811218-9876","address":"811218-9876","outcome":"811218-9876","at":"811218-9876","receipt":"811218-9876","text":"811218-9876"}],"rejected":{"tool":"811218-9876","place":"811218-9876","rule":"811218-9876","text":"811218-9876"}}
	END
	mc-show -r a >out
	refute grep -E '811218|[[:cntrl:]]' out
	grep -Fx 'a/\x1b[31m\x0a/1, 1.00 ***********' out
	grep -Fx '  present   1. x\x0a*********** to *********** \xe2\x80\xae (for *************)' out
	mc-show -r -b a | grep -qF 'to 811218-9876 \xe2\x80\xae ('
}

@test "the schema is JSON and has every field of the table" {
	mc-show --schema >schema
	mc-show --fields >fields
	jq -e '."$defs".invoice.properties.payable."x-term" == "BT-115"' schema
	[[ $(cut -f1 fields | grep -c .) -gt 200 ]]
	grep -q "^invoice.lines.vat_rate	number	BT-152	" fields
	jq -r '."$defs" | to_entries[] | .value.properties | keys[]' schema |
		sort -u >names
	cut -f1 fields | sed 's/.*\.//' | sort -u | same_bytes names /dev/stdin
}

@test "every business term of EN 16931 has its field" {
	mc-show --fields | cut -f3 | tr ' ' '\n' | sort -u >terms
	# the terms of the norm, without those of groups and parts of terms
	for n in $(seq 1 165); do
		case $n in
		4 | 57 | 100 | 108 | 124 | 125) ;; # checked like the others
		esac
		# BT-4 does not exist in the norm
		[[ $n == 4 ]] || grep -qx "BT-$n" terms || echo "BT-$n"
	done >missing
	[[ ! -s missing ]] || fail "$(tr '\n' ' ' <missing)"
}

@test "contracts" {
	contract_cut_off mc-show
	contract_full mc-show
	contract_usage mc-show
	contract_flat mc-show
	contract_cut_off mc-show -r
	contract_full mc-show -r
	contract_flat mc-show -r
}
