#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
#
# mc-operations(7): scripts/man-examples runs its commands one after the other.
# Those that need something to have gone wrong before are marked `# not run`
# there, and are run here as the page has them.
load helper

PAGE=$ROOT/man/mc-operations.7

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	cp "$ROOT"/testdata/*.csv .
	sed 's/approval: 1/orphan_debit: hold/' "$ROOT/testdata/operations.yaml" \
	    >"$MC_HOME/mc.yaml"
	mc-register import customers.csv
	mc-register import mandates.csv
	mc-parse -d 2026-11-23T09:00+01:00 "$ROOT/testdata/small.xml" |
	    mc-lookup | mc-route | mc-render | mc-autogiro >ready.jsonl
}

# shown WORD: the command of the page that is marked `# not run` and has WORD.
shown() {
	awk -v word="$1" '
	marked && /^\$ / && index($0, word) { print substr($0, 3); n++ }
	{ marked = /^# not run$/ }
	END { exit n != 1 }' "$PAGE"
}

@test "the page has no other commands that are not run" {
	run grep -c '^# not run$' "$PAGE"
	[ "$output" -eq 2 ]
}

@test "7. nobody knows whether it has left: resolve" {
	mc-send ready.jsonl >/dev/null
	sqlite3 "$MC_HOME/journal.db" "UPDATE delivery SET outcome = 4
	    WHERE document = (SELECT document FROM document
	        WHERE id = 'norrlid/invoice/26700003')"
	run -0 mc-send list --state unknown
	[[ $output == norrlid/invoice/26700003* ]]
	eval "$(shown 'mc-send resolve')"
	run -0 mc-send list --state unknown
	[ -z "$output" ]
	run -0 mc-send list norrlid/invoice/26700003
	[[ $output == *accepted* ]]
	run -0 mc-send list -e
	[[ $output == *resolve*26700003*'asked the printer'* ]]
}

@test "9. a debit without its notice: release of the batch file" {
	# nothing tells the payer: his page is gone
	jq -r 'select(.id == "norrlid/invoice/26700002") | .pages[0].path' \
	    ready.jsonl >page
	rm "$MC_HOME/$(cat page)"
	run -75 --separate-stderr mc-send ready.jsonl
	[[ $stderr == *norrlid/invoice/26700002* ]]
	run -0 mc-send list --state held
	[[ $output == file/mc-autogiro/test-norrlid-6fdec892bf9d-* ]]
	[ ! -e "$MC_HOME/deliveries/bankgirot" ] ||
	    [ -z "$(find "$MC_HOME/deliveries/bankgirot" -name '*.txt')" ]
	eval "$(shown 'mc-send release')"
	run -0 mc-send --retry
	[ -n "$(find "$MC_HOME/deliveries/bankgirot" -name '*.txt')" ]
}
