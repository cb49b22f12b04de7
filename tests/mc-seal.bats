#!/usr/bin/env bats
# SPDX-License-Identifier: ISC

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mc-parse -d 2026-11-22 "$ROOT/testdata/small.xml" >in
}

@test "the seal of mc-parse agrees, and a new one is the same" {
	mc-seal -k in
	mc-seal in | same_bytes in /dev/stdin
}

@test "an edited stream gets a new seal in place of the old" {
	sed 2d in >edited
	run -65 mc-seal -k edited
	mc-seal edited >out
	mc-seal -k out
	[[ $(last_line out | jq .end.records) == 11 ]]
}

@test "a stream that was cut has lost its seal: 65" {
	head -n 5 in >short
	run -65 bash -c 'mc-seal <short >out'
	refute grep -q '^{"mc":1,"end"' out
	head -c 9000 in >short
	run -65 mc-seal short
	{
		cat in
		head -n 1 in
	} >behind
	run -65 --separate-stderr mc-seal behind
	# shellcheck disable=SC2154
	[[ $stderr == *'a record behind the seal' ]]
	run -65 --separate-stderr mc-seal -k /dev/null
	[[ $stderr == 'mc-seal: /dev/null: the stream is empty' ]]
}

@test "--new seals files, never a pipe" {
	grep -v '^{"mc":1,"end"' in >bare
	mc-seal --new bare | same_bytes in /dev/stdin
	run -64 mc-seal --new <bare
	mkfifo pipe
	run -64 mc-seal --new pipe
	run -65 mc-seal --new in
	run -66 mc-seal --new nowhere
}

@test "cat of two streams is a sealed stream" {
	cat in in | mc-seal -k
	run -65 bash -c 'cat in in | mc-seal'
}

@test "a seal that lies: count, sum, digest" {
	sed 's/"records":12/"records":13/' in >a
	run -65 --separate-stderr mc-seal -k a
	# shellcheck disable=SC2154
	[[ $stderr == *':13: '*'12 records came, it says 13' ]]
	sed 's/\("totals":{"[A-Z]*":"\)/\19/' in >a
	run -65 mc-seal -k a
	sed '$s/"digest":"./"digest":"x/' in >a
	run -65 mc-seal -k a
	sed '$s/"digest":"\(.\)\(.\)/"digest":"\2\1/' in >a
	cmp -s a in || run -65 mc-seal -k a
	run -65 mc-seal -k /dev/null
}

@test "contracts" {
	CONTRACT_APPENDS=no
	export CONTRACT_APPENDS
	contract_conservation mc-seal
	contract_foreign mc-seal
	contract_cut_off mc-seal
	contract_full mc-seal
	contract_usage mc-seal
	contract_flat mc-seal
}
