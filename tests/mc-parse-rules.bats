#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# The official rules in mc-parse: which ones, what a finding does, how the
# configuration lowers one, what is said of them. The rules themselves are
# tested in t_rules_*.c and rules-suite.bats.
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	EXAMPLE=$ROOT/testdata/example.xml
}

# edit SED...: the example so edited is doc.xml.
edit() {
	sed "$@" "$EXAMPLE" >doc.xml
	refute cmp -s doc.xml "$EXAMPLE"
}

# parse STATUS ARGUMENT...: mc-parse of doc.xml into out and err.
parse() {
	local want=$1 status=0
	shift
	mc-parse -d 2026-11-22 "$@" doc.xml >out 2>err || status=$?
	[[ $status == "$want" ]] || fail "status $status, not $want: $(cat err)"
}

# found: the rules of all findings of the first record, and their severity.
found() {
	head -n 1 out | jq -r '.problems // [] | .[] | "\(.rule) \(.severity)"' |
		LC_ALL=C sort
}

# lower RULE REASON [SENDER]: a configuration that lowers the rule.
lower() {
	{
		cat "$ROOT/testdata/mc.yaml"
		printf 'rules:\n  lower:\n    - rule: %s\n      reason: %s\n' \
			"$1" "$2"
		[ $# -lt 3 ] || printf '      sender: %s\n' "$3"
	} >mc.yaml
}

bad_total='s|\(<cbc:PayableAmount[^>]*>\)[^<]*|\11.00|'

@test "the example breaks no rule of any set" {
	cp "$EXAMPLE" doc.xml
	for rules in none en16931 peppol auto; do
		parse 0 -R "$rules"
		[ -z "$(found)" ] || fail "$rules: $(found)"
	done
}

@test "a fatal finding rejects, and says what, where and in which line" {
	edit "$bad_total"
	parse 1
	[ "$(found)" = 'BR-CO-16 fatal' ]
	head -n 1 out | jq -e '.rejected.rule == "BR-CO-16" and
		(.rejected.text | test("it is 1.00, and would be 4033.00")) and
		.problems[0].path == "/Invoice/cac:LegalMonetaryTotal"'
	line=$(grep -n '<cac:LegalMonetaryTotal>' doc.xml | cut -d: -f1)
	[ "$(head -n 1 out | jq .problems[0].line)" -eq "$line" ]
	grep -q "BR-CO-16: /Invoice/cac:LegalMonetaryTotal: " err
}

@test "a document is held against what it asks for" {
	edit "$bad_total; s|#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0||
		/<cbc:ProfileID>/d"
	parse 1
	[ "$(found)" = 'BR-CO-16 fatal' ] # EN 16931 alone
	parse 1 -R peppol
	found | grep -q PEPPOL-EN16931-R004
	found | grep -q PEPPOL-EN16931-R001
	edit "$bad_total; s|<cbc:CustomizationID>[^<]*|<cbc:CustomizationID>urn:x|"
	parse 1
	[ "$(found)" = 'sum-payable fatal' ] # none, but what mc always checks
	parse 1 -R none
	[ "$(found)" = 'sum-payable fatal' ]
}

@test "a warning does not reject" {
	edit 's|<cbc:IssueDate>|<cbc:UUID>x</cbc:UUID>&|'
	parse 0
	[ "$(found)" = 'UBL-CR-005 warning' ]
}

@test "the structure is checked with every set" {
	edit 's|<cbc:IssueDate>|<cbc:Nonsense>x</cbc:Nonsense>&|'
	parse 1 -R en16931
	[ "$(found)" = 'UBL-XSD fatal' ]
	parse 0 -R none
}

@test "what cannot be evaluated is a finding of its own" {
	edit 's|\(<cbc:PayableAmount[^>]*>\)[^<]*|\1a lot|'
	parse 1 -R en16931
	found | grep -q '^CANNOT-EVALUATE fatal$'
	head -n 1 out | jq -e '.problems[] | select(.rule == "CANNOT-EVALUATE") |
		.text | test("^BR-CO-16 .*a lot")'
}

@test "mc.yaml says which rules; -R says it for one run" {
	{
		cat "$ROOT/testdata/mc.yaml"
		printf 'rules: {check: none}\n'
	} >mc.yaml
	edit 's|<cbc:IssueDate>|<cbc:UUID>x</cbc:UUID>&|'
	parse 0 -c mc.yaml
	[ -z "$(found)" ]
	parse 0 -c mc.yaml -R auto
	[ "$(found)" = 'UBL-CR-005 warning' ]
}

@test "a rule can be lowered, and the record says why" {
	lower BR-CO-16 'the billing system is mended in May'
	edit "$bad_total"
	parse 0 -c mc.yaml
	head -n 1 out | jq -e '.rejected == null and
		.problems[0].severity == "warning" and
		.problems[0].lowered == "the billing system is mended in May"'
	# whatever its sender is called, and for another one not
	key=$(jq -r '.id | split("/")[0]' <(head -n 1 out))
	lower BR-CO-16 'of this one alone' "$key"
	parse 0 -c mc.yaml
	head -n 1 out | jq -e '.problems[0].lowered == "of this one alone"'
	printf '  another:\n    name: Another\n' >more.yaml
	sed -i '/^senders:/r more.yaml' mc.yaml
	sed -i "s/      sender: $key/      sender: another/" mc.yaml
	parse 1 -c mc.yaml
}

@test "only a rule that there is and that rejects can be lowered" {
	cp "$EXAMPLE" doc.xml
	lower BR-CO-99 typo
	parse 78 -c mc.yaml
	grep -q "mc.yaml:[0-9]*: there is no rule 'BR-CO-99'" err
	lower UBL-CR-005 'a warning'
	parse 78 -c mc.yaml
	grep -q 'rejects nothing, it is a warning' err
	lower BR-CO-16 x nobody
	parse 78 -c mc.yaml
	grep -q "unknown sender 'nobody'" err
	lower BR-CO-16 x
	printf '    - {rule: BR-CO-16, reason: again}\n' >>mc.yaml
	parse 78 -c mc.yaml
	grep -q "'BR-CO-16' is lowered already" err
}

@test "-v tells how often each rule was broken" {
	lower BR-CO-16 'for a while'
	edit "$bad_total; s|<cbc:IssueDate>|<cbc:UUID>x</cbc:UUID>&|"
	cp doc.xml two.xml
	sed -i 's|<cbc:ID>26700001|<cbc:ID>26700002|' two.xml
	parse 0 -v -c mc.yaml two.xml
	grep -q '^mc-parse: BR-CO-16: 2 findings in 2 documents, fatal, lowered: ' err
	grep -q '^mc-parse: UBL-CR-005: 2 findings in 2 documents, warning: ' err
	parse 0 -c mc.yaml two.xml
	[ ! -s err ]
}

@test "--explain says what a rule is" {
	mc-parse --explain BR-CO-16 >out
	grep -qx 'rule: BR-CO-16' out
	grep -qx 'severity: fatal' out
	grep -qx 'element: cac:LegalMonetaryTotal' out
	grep -q '^broken when: ' out
	mc-parse --explain UBL-CR-005 | grep -qx 'looks at: cbc:UUID'
	mc-parse --explain UBL-XSD | grep -q '^release: UBL 2.1$'
	run -64 mc-parse --explain BR-CO-99
	[[ $output == *"there is no rule 'BR-CO-99'"* ]]
	run -64 mc-parse --explain BR-CO-16 "$SMALL"
	run -74 bash -c 'mc-parse --explain all >/dev/full'
	[ "$output" = 'mc-parse: standard output: No space left on device' ]
}

@test "--explain all has every official rule of both books, once a context" {
	need_shared
	mc-parse --explain all | cut -f1,2 | LC_ALL=C sort -u >ours
	for table in en16931 peppol peppol-selfbilling; do
		awk -F'\t' 'NR > 1 && $4 != "" { print $4 "\t" $5 }' \
			"$SHARED/specs/$table-rules.tsv"
	done | LC_ALL=C sort -u >theirs
	LC_ALL=C comm -13 ours theirs >missing
	[ ! -s missing ] || fail "missing: $(head -n 5 missing)"
}

@test "no personal number stands in a finding" {
	edit 's|<cbc:IssueDate>[^<]*|<cbc:IssueDate>811218-9876|
		s|schemeID="0007">[^<]*|schemeID="0007">8112189876|g
		s|\(<cbc:PayableAmount[^>]*>\)[^<]*|\18112189876|'
	parse 1 -R peppol
	found | grep -q 'UBL-XSD'
	head -n 1 out | jq -c '.problems, .rejected' | cat - err >said
	refute grep -q '811218' said
}
