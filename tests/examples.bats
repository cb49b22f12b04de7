#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
#
# The public example documents from parse to archive. The golden list says
# what became of each: its place in the suites, id, the channel it left by,
# pages; or the rule that rejected it. Their issuers use the same numbers in
# many examples, so most are refused by mc-send as `id-reused`, after they
# were parsed, routed and rendered like the others.

load helper

GOLDEN=$BATS_TEST_DIRNAME/golden/examples.tsv

# The documents, relative to the data folder.
documents() {
	find peppol-bis-invoice-3/examples peppol-bis-invoice-3/snippets \
		peppol-bis-invoice-3/national-examples \
		peppol-2026.5/billing eInvoicing-EN16931/examples \
		eInvoicing-EN16931/test/testfiles ehf/billing-3.0 \
		svefaktura-1.0/examples \
		-type f -iname '*.xml' | LC_ALL=C sort
}

# Runs all of them; the stream behind mc-archive is in $BATS_TEST_TMPDIR/out.
run_all() {
	setup_home
	cp "$ROOT/testdata/examples.yaml" "$MC_HOME/mc.yaml"
	set -o pipefail
	cd "$SHARED/data/einvoice" || return
	documents | tr '\n' '\0' |
		xargs -0 mc-parse -q -R none -d 2026-11-22 >"$BATS_TEST_TMPDIR/in" ||
		[[ $? == 123 ]] # xargs' word for the 1 of rejects
	mc-lookup <"$BATS_TEST_TMPDIR/in" | mc-route | mc-render |
		mc-send -q | mc-archive -p >"$BATS_TEST_TMPDIR/out" ||
		[[ $? == 1 ]] # rejects, and nothing worse (pipefail)
}

@test "all example documents go from parse to archive as the list says" {
	need_shared
	run_all
	cd "$BATS_TEST_TMPDIR" || return
	jq -r 'select(.kind) | [.source.path, .id,
		(.rejected.rule // .sent[0].channel), .sent[0].outcome // "-",
		.pages[0].pages // "-"] | @tsv' out >list
	diff -u "$GOLDEN" list
	mc-archive verify
	# what left has the number in it
	jq -r 'select(.sent) | [.invoice.number, .pages[0].path] | @tsv' out |
	while IFS=$'\t' read -r number path; do
		pdftotext "$MC_HOME/$path" - | tr -d '\n ' |
			grep -qF "${number// /}" || fail "$path: no $number"
	done
}
