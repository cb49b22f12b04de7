#!/usr/bin/env bats
# SPDX-License-Identifier: ISC

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mc-parse -d 2026-11-22 "$ROOT/testdata/small.xml" >in
}

@test "takes what the condition holds for, byte for byte, and seals it" {
	mc-pick 'kind = "credit-note" or invoice.currency = NOK' in >out
	mc-seal -k out
	grep -v '^{"mc":1,"end"' out >picked
	grep -Fxf picked in | cmp - picked
	jq -es 'map(select(.kind)) | all(.kind == "credit-note" or
		.invoice.currency == "NOK")' out
	n=$(jq -c 'select(.kind == "credit-note" or
		.invoice.currency == "NOK")' in | wc -l)
	[[ $(last_line out | jq .end.records) == "$n" ]]
	[[ $n -gt 0 && $n -lt 12 ]]
}

@test "-i takes the others: both halves are the whole" {
	mc-pick 'invoice.payable > 500' in >a
	mc-pick -i 'invoice.payable > 500' in >b
	[[ $(cat a b | grep -c '"kind"') == 12 ]]
	cat a b | mc-seal -k
	[[ $(jq -s 'map(.end.records // 0) | add' a b) == 12 ]]
}

@test "-n counts" {
	run -0 mc-pick -t 'invoice.currency = SEK' in
	[[ $output == "$(jq -c 'select(.invoice.currency == "SEK")' in |
		wc -l)" ]]
}

@test "a cut stream, or one whose seal disagrees, is refused" {
	head -n 5 in >short
	run -65 bash -c 'mc-pick "kind = invoice" short >out'
	refute grep -q '^{"mc":1,"end"' out
	sed 3d in >short
	run -65 bash -c 'mc-pick "kind = invoice" short >out'
	refute grep -q '^{"mc":1,"end"' out
	sed 's/"payable":"/"payable":"1/;2,$!{p;d}' in >other
	run -65 mc-pick 'kind = invoice' other
}

@test "the files of the old seal are kept" {
	sed 's|"files":\[\]|"files":[{"tool":"mc-autogiro","path":"b"}]|' in |
		mc-pick 'kind = invoice' |
		tail -n 1 | jq -e '.end.files[0].path == "b"'
}

@test "segments keep their own seals" {
	cat in in | mc-pick 'invoice.currency = SEK' >out
	[[ $(grep -c '^{"mc":1,"end"' out) == 2 ]]
	mc-seal -k out
}

@test "conditions that are wrong: 64 with the column" {
	run -64 --separate-stderr mc-pick 'invoice.payabel > 5' in
	# shellcheck disable=SC2154
	[[ $stderr == *'condition: column 9:'*payable* ]]
	run -64 mc-pick
	run -64 mc-pick 'kind =' in
}

@test "contracts" {
	CONTRACT_APPENDS=no
	export CONTRACT_APPENDS
	contract_conservation mc-pick kind
	contract_foreign mc-pick kind
	contract_cut_off mc-pick kind
	contract_full mc-pick kind
	contract_usage mc-pick
	contract_flat mc-pick kind
}
