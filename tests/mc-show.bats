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
	! mc-show a | grep -q 811218
	! mc-show -1 a | grep -q 811218
	mc-show -b a | grep -q 'invoice.buyer.ids\[0\].id: 811218-9876'
}

@test "line breaks and control characters cannot forge a line" {
	jq -c 'if .invoice then .invoice.buyer.name = "a\nrejected.tool: x" +
		"\u001b[31m" else . end' in >a
	mc-show a | grep -qF 'invoice.buyer.name: a\nrejected.tool: x\u001b[31m'
	! mc-show a | grep -q '^rejected'
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
}
