#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# Documents read, written as UBL and read again: the same terms, valid by the
# schema. tests/ubl_roundtrip.c does it and names what comes back different.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir out
}

# valid FOLDER: every invoice*.xml and credit*.xml in it, by the UBL schema.
valid() {
	local schemas=$SHARED/data/einvoice/ubl-2.1-xsd/maindoc kind glob
	command -v xmllint >/dev/null || skip 'xmllint is absent'
	for kind in Invoice CreditNote; do
		glob=invoice
		[ $kind = Invoice ] || glob=credit
		xmllint --noout --nonet --schema \
		    "$schemas/UBL-$kind-2.1.xsd" "$1"/$glob*.xml 2>faults ||
		    fail "$(grep -v validates faults | head)"
		[ "$(grep -c ' validates$' faults)" -ge 1 ]
	done
}

# Names of the UBL documents below the folders, each ended by a NUL.
documents() {
	find "$@" -iname '*.xml' -print0 | sort -z |
	    xargs -0 grep -lZ -e ':Invoice-2"' -e ':CreditNote-2"' |
	    xargs -0 grep -LZ '<testSet'
}

# count_of WHAT LEAST: that many documents went through, none failed.
count_of() {
	[ "$status" -eq 0 ] || fail "$output"
	[[ ${lines[-1]} =~ ^([0-9]+)\ documents,\ 0\ failed$ ]] || fail "$output"
	[ "${BASH_REMATCH[1]}" -ge "$1" ] || fail "$output"
}

@test "our own documents come back as they were" {
	"$ROOT/scripts/make-run" 200 11 | awk '
	/^<(Invoice|CreditNote) / { file = "in-" ++n ".xml" }
	file { print >file }
	/^<\/(Invoice|CreditNote)>/ { close(file); file = "" }'
	run "$BUILD/tests/ubl_roundtrip" out in-*.xml \
	    "$ROOT/testdata/example.xml"
	count_of 201
	# and break no official rule
	(unset MC_HOME MC_CONF && mc-parse -R peppol -d 2026-11-22 out/*.xml) \
	    >again
	[ "$(wc -l <again)" -eq 202 ]
	refute jq -e 'select(.problems) | .problems[].rule |
	    select(test("^[A-Z]"))' again
}

@test "public examples come back as they were, and are valid" {
	need_shared
	cd "$SHARED/data/einvoice"
	documents peppol-2026.5/billing peppol-bis-invoice-3/examples \
	    peppol-bis-invoice-3/snippets \
	    peppol-bis-invoice-3/national-examples ehf/billing-3.0 \
	    ehf/forward-billing-3.0 ehf/self-billing-3.0 \
	    peppol-2026.5/selfbilling sfti \
	    eInvoicing-EN16931/examples eInvoicing-EN16931/test \
	    >"$BATS_TEST_TMPDIR/names"
	run xargs -0 "$BUILD/tests/ubl_roundtrip" "$BATS_TEST_TMPDIR/out" \
	    <"$BATS_TEST_TMPDIR/names"
	count_of 134
	cd "$BATS_TEST_TMPDIR"
	[ "$(find out -name 'invoice-*.xml' | wc -l)" -ge 113 ]
	[ "$(find out -name 'creditnote-*.xml' | wc -l)" -ge 21 ]
	valid out
}

@test "a document that has every term is valid" {
	need_shared
	"$BUILD/tests/t_ubl_write" out
	[ -s out/invoice.xml ] && [ -s out/credit-note.xml ]
	valid out
}

@test "a document that comes back different is named" {
	sed 's|<cbc:DueDate>|<cbc:DueDate>9|' "$ROOT/testdata/example.xml" \
	    >wrong.xml
	sed 's|<cbc:ID>|&<!-- -->|; s|Invoice-2"|Invoice-3"|' \
	    "$ROOT/testdata/example.xml" >other.xml
	run "$BUILD/tests/ubl_roundtrip" out wrong.xml other.xml missing.xml
	[ "$status" -eq 1 ]
	[[ $output == *'wrong.xml: has values that cannot be read'* ]]
	[[ $output == *'other.xml: line 1:'* ]]
	[[ $output == *'missing.xml: : cannot be read'* ]]
	[[ $output == *'3 documents, 3 failed' ]]
}
