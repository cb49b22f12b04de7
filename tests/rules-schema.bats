#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# What the schemas of UBL 2.1 forbid: rules/schema against libxml2 with the
# schemas. tests/schema_suite.c judges, tests/schema_mutate.c damages.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# Skips where the shared documents are absent; sets DATA.
need_data() {
	need_shared
	DATA=$SHARED/data/einvoice
}

# judge NAME: by the schemas, `NAME.xml<TAB>valid|invalid` for each NAME-*.xml.
judge() {
	local kind=Invoice
	[ "$1" = invoice ] || kind=CreditNote
	find . -name "$1-*.xml" -print0 | xargs -0 xmllint --noout --nonet \
	    --schema "$DATA/ubl-2.1-xsd/maindoc/UBL-$kind-2.1.xsd" 2>&1 |
	    sed -n 's/ validates$/\tvalid/p; s/ fails to validate$/\tinvalid/p'
}

@test "the tables are what the script makes of the schemas" {
	need_data
	"$ROOT/scripts/make-ubl-schema" "$DATA/ubl-2.1-xsd" "$PWD/made"
	cmp made/common/model/ubl_names.def "$ROOT/common/model/ubl_names.def"
	cmp made/common/rules/ubl_schema.def "$ROOT/common/rules/ubl_schema.def"
}

@test "schemas of another kind are refused" {
	need_data
	cp -R "$DATA/ubl-2.1-xsd" other
	chmod -R u+w other
	sed -i 's/<xsd:sequence>/<xsd:choice>/; s/<\/xsd:sequence>/<\/xsd:choice>/' \
	    other/maindoc/UBL-Invoice-2.1.xsd
	run "$ROOT/scripts/make-ubl-schema" other "$PWD/made"
	[ "$status" -eq 65 ] || fail "$status: $output"
	[[ $output = *'<xsd:choice> is new'* ]] || fail "$output"
	[ ! -e made/common/model/ubl_names.def ]
}

@test "every public document is judged as libxml2 judges it" {
	need_data
	run "$BUILD/tests/schema_suite" "$DATA/golden/xsd-validity.tsv" "$DATA"
	[ "$status" -eq 0 ] || fail "$output"
	[[ ${lines[-1]} =~ ^([0-9]+)\ of\ ([0-9]+)\ agree$ ]] || fail "$output"
	[ "${BASH_REMATCH[2]}" -ge 934 ]
}

@test "damaged documents are judged as libxml2 judges them" {
	need_data
	command -v xmllint >/dev/null || skip 'xmllint is absent'
	local seed=${SCHEMA_SEED:-20261122} count=${SCHEMA_COUNT:-2000}
	mkdir mutants every
	"$BUILD/tests/t_ubl_write" every
	find "$DATA/peppol-2026.5" "$DATA/ehf" \
	    "$DATA/peppol-bis-invoice-3/examples" every \
	    -name '*.xml' -size -60k -print0 | sort -z |
	    xargs -0 grep -lZ -e ':Invoice-2"' -e ':CreditNote-2"' |
	    xargs -0 "$BUILD/tests/schema_mutate" "$seed" "$count" mutants
	cd mutants
	{ judge invoice; judge credit; } | sort >../theirs
	find . -name '*.xml' -print0 | xargs -0 "$BUILD/tests/schema_suite" -f |
	    sort >../found
	cut -f 1,2 ../found >../ours
	[ "$(wc -l <../theirs)" -eq "$count" ]
	[ "$(grep -c 'invalid$' ../theirs)" -ge $((count / 3)) ]
	[ "$(grep -c '	valid$' ../theirs)" -ge $((count / 10)) ]
	diff ../theirs ../ours || fail "seed $seed, see $PWD"
}

@test "what the suite and the judge print can be relied upon" {
	cp "$ROOT/testdata/example.xml" good.xml
	sed 's|<cbc:IssueDate>|<cbc:IssueDate>x|' good.xml >bad.xml
	printf '%s\t1\t%s\t\n' good.xml valid bad.xml valid bad.xml invalid \
	    missing.xml valid >table
	run "$BUILD/tests/schema_suite" table .
	[ "$status" -eq 1 ]
	[[ ${lines[0]} = "bad.xml 1: invalid, not valid: 'x2026-"* ]]
	[ "${lines[1]}" = 'missing.xml 1: not there, not valid: ' ]
	[ "${lines[2]}" = '2 of 4 agree' ]
	run "$BUILD/tests/schema_suite" -f good.xml
	[ "$status" -eq 0 ]
	[ "$output" = 'good.xml	valid	' ]
}
