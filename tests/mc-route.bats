#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
load helper

setup() {
	setup_home
	CONF=$ROOT/testdata/route/mc.yaml
	CONTRACT_THROUGH="mc-lookup -c '$CONF'"
	cd "$BATS_TEST_TMPDIR" || return
}

@test "conservation" { contract_conservation mc-route -c "$CONF"; }
@test "foreign members" { contract_foreign mc-route -c "$CONF"; }
@test "untouched records" { contract_untouched mc-route -c "$CONF"; }
@test "ranks on rerun" { contract_ranks mc-route -c "$CONF"; }
@test "rerun" { contract_rerun mc-route -c "$CONF"; }
@test "cut-off input" { contract_cut_off mc-route -c "$CONF"; }
@test "full disk" { contract_full mc-route -c "$CONF"; }
@test "usage" { contract_usage mc-route -c "$CONF"; }
@test "flat memory" { contract_flat mc-route -c "$CONF"; }
@test "parallel" { contract_parallel mc-route -c "$CONF"; }

# records < CASES: a record for each row of a table of cases. The pieces are
# wishes, forced, tags; register (a wish) and language; status of channels;
# invoice members; kind. What a channel without status has is in `usual`.
records() {
	jq -R -c 'select(startswith("#") | not) | split("\t") |
	    .[0] as $name | (.[1] | fromjson) as $p |
	    { peppol: "no", email: "yes", sms: "no", letter: "yes",
	        portal: "yes" } as $usual |
	    [$usual + ($p.status // {}) | to_entries[] | select(.value) |
	        { channel: .key, status: .value } +
	        (if .value == "yes" then { address: "at \(.key)" } else {} end)
	        + { evidence: "\(.value) \(.key)" }] as $channels |
	    [(($p.wishes // [])[] | { channel: . }),
	        (($p.forced // [])[] | { channel: ., forced: true })] as $w |
	    { mc: 1, kind: ($p.kind // "invoice"), id: "norrlid/case/\($name)",
	        run: { id: "0123456789ab", at: "2026-01-15T12:00:00Z" },
	        invoice: ({ number: "1", currency: "SEK", payable: "100.00" } +
	            ($p.invoice // {})),
	        delivery: ((if $w == [] then {} else { channels: $w } end) +
	            (if $p.tags then { tags: $p.tags } else {} end)),
	        reach: ({ channels: (if $p.reverse then
	                [{ channel: "fax", status: "yes" }] +
	                ($channels | reverse) else $channels end) } +
	            (if $p.register then { customer: ({ number: "C-1" } +
	                ($p | if .register == "" then {} else
	                    { wishes: [.register] } end) +
	                ($p | if .language then { language } else {} end)) }
	                else {} end)) } |
	    if .delivery == {} then del(.delivery) else . end'
}

@test "cases of testdata/route" {
	records <"$ROOT/testdata/route/cases.tsv" >in
	expect 0 in out mc-route -c "$CONF"
	jq -r 'def say: [.[]? | "\(.channel)=\(.reason)"] | join("; ");
	    [(.id | split("/")[2]), (.route.presentation | say),
	        (.route.against | say), .route.held // ""] | join("\t")' \
	    out >got
	sed 1d "$ROOT/testdata/route/cases.tsv" | awk -F '\t' -v OFS='\t' '{
		print $1, $3, $4, $5
	}' >want
	[ "$(wc -l <want)" -ge 25 ]
	diff -u want got
}

@test "a choice has the address and the cost with two decimals" {
	printf 'x\t{"wishes":["portal"],"status":{"peppol":"yes"}}\n' |
	    records >in
	expect 0 in out mc-route -c "$CONF"
	jq -c '[.route.presentation[] | [.channel, .address, .cost]]' out >got
	cat >want <<-'END'
	[["portal","at portal",null],["peppol","at peppol","0.60"],["email","at email","0.05"],["letter","at letter","9.50"]]
	END
	diff -u want got
}

@test "every channel is an alternative or has a reason against it" {
	records <"$ROOT/testdata/route/cases.tsv" >in
	expect 0 in out mc-route -c "$CONF"
	jq -e -s 'all(.[]; [.route | .presentation[]?, .against[]?] |
	    map(.channel) | . as $all | unique | length == ($all | length) and
	    (["email", "letter", "peppol", "portal", "sms"] - $all == []))' out
}

@test "the file may name a hundred channels, not more" {
	jq -n -c '{ at: "2026-01-15" } as $run |
	    { mc: 1, kind: "invoice", id: "a/invoice/1", $run, invoice: {},
	    reach: { channels: [{ channel: "email", status: "yes" }] },
	    delivery: { channels: [range(100) | { channel: "c\(.)" }] } },
	    { mc: 1, kind: "invoice", id: "a/invoice/2", $run, invoice: {},
	    reach: { channels: [{ channel: "email", status: "yes" }] },
	    delivery: { channels: [range(101) | { channel: "email" }] } }' >in
	expect 0 in out mc-route -c "$CONF"
	jq -e -s '.[0].route.presentation[0].channel == "email" and
	    (.[0].route.against | length) == 104 and .[1].route == null and
	    .[1].rejected == { tool: "mc-route", place: "/delivery/channels",
	        rule: "limit", text: "more than 100 channels" }' out
	expect 0 in out mc-route -c "$CONF" --explain
	grep -Fx 'a/invoice/2: rejected: /delivery/channels: more than 100 channels' out
}

@test "without reach: 65, naming mc-lookup" {
	echo '{"mc":1,"kind":"invoice","id":"a/invoice/1","invoice":{}}' >in
	expect 65 in out mc-route -c "$CONF"
	grep -q '^mc-route: .*:1: .*mc-lookup' "$MESSAGES"
}

@test "so may the register" {
	jq -n -c '(100, 101) as $n | { mc: 1, kind: "invoice",
	    id: "a/invoice/\($n)", run: { at: "2026-01-15" }, invoice: {},
	    reach: { channels: [{ channel: "email", status: "yes" }],
	        customer: { wishes: [range($n) | "c\(.)"] } } }' >in
	expect 0 in out mc-route -c "$CONF"
	jq -e -s '(.[0].route.against | length) == 104 and
	    .[1].rejected == { tool: "mc-route",
	        place: "/reach/customer/wishes", rule: "limit",
	        text: "more than 100 channels" }' out
}

@test "a run without a time gives the document up" {
	echo '{"mc":1,"kind":"invoice","id":"a/invoice/1","run":{"id":"1"},"invoice":{},"reach":{}}' >in
	expect 0 in out mc-route -c "$CONF"
	jq -e '.rejected == { tool: "mc-route", place: "/run/at", rule: "date",
	    text: "the run has no time" }' out
}

@test "--explain says why, line by line, and writes no stream" {
	{
		grep -E '^(wish in the file|forced and not reached)	' \
		    "$ROOT/testdata/route/cases.tsv" | records
		echo '{"mc":1,"kind":"invoice","id":"x","rejected":{"tool":"mc-parse"}}'
		echo '{"mc":1,"end":{"records":0}}'
	} >in
	expect 0 in out mc-route -c "$CONF" --explain
	cat >want <<-'END'
	norrlid/case/wish in the file: 1. letter (wish in the file), cost 9.50, arrives 2026-01-15
	norrlid/case/wish in the file: 2. email (policy priority), cost 0.05, arrives 2026-01-15
	norrlid/case/wish in the file: not peppol (policy priority, cannot be reached: no peppol)
	norrlid/case/wish in the file: not sms (neither wished nor in the policy priority)
	norrlid/case/wish in the file: not portal (neither wished nor in the policy priority)
	norrlid/case/forced and not reached: not peppol (forced in the file, cannot be reached: no peppol)
	norrlid/case/forced and not reached: not email (another channel is forced in the file)
	norrlid/case/forced and not reached: not sms (another channel is forced in the file)
	norrlid/case/forced and not reached: not letter (another channel is forced in the file)
	norrlid/case/forced and not reached: not portal (another channel is forced in the file)
	norrlid/case/forced and not reached: held: peppol is forced in the file, cannot be reached: no peppol
	END
	diff -u want out
}

@test "--explain shows neither identity numbers nor control characters" {
	cat >in <<-'END'
	{"mc":1,"kind":"invoice","id":"a/\u001b[31m\n\\/1","run":{"at":"2026-01-15"},"invoice":{},"reach":{"channels":[{"channel":"email","status":"no","evidence":"811218-9876 \u0007 \u202e"}]},"delivery":{"channels":[{"channel":"email","forced":true}]}}
	END
	expect 0 in out mc-route -c "$CONF" -x
	refute grep -E '811218|[[:cntrl:]]' out
	grep -F 'a/\x1b[31m\x0a\x5c/1: held: email is forced in the file, cannot be reached: *********** \x07 \xe2\x80\xae' out
}

@test "a policy that names no channel holds what nobody wishes" {
	grep -v '^ *#' "$CONF" | sed '/^policy:/,$d' >mc.yaml
	printf '%s\t{}\n%s\t{"wishes":["letter"]}\n' a b | records >in
	expect 0 in out mc-route -c mc.yaml
	jq -e -s '.[0].route.held and (.[0].route.against | length) == 5 and
	    .[1].route.presentation[0].channel == "letter"' out
}

@test "a rule that reads what comes later is refused" {
	local path line
	for path in route.held pages.path sent.outcome rejected.tool; do
		sed "s/when: kind = credit-note/when: $path = x/" "$CONF" \
		    >mc.yaml
		expect 78 /dev/null out mc-route -c mc.yaml
		line=$(grep -n "when: $path" mc.yaml | cut -d : -f 1)
		[[ $(cat "$MESSAGES") == "mc-route: mc.yaml:$line: condition:\
 \`${path%.*}\` is not there yet when routes are made" ]]
	done
}

@test "the configuration: none, misspelt, without channels" {
	unset MC_HOME MC_CONF
	expect 78 /dev/null out mc-route
	expect 78 /dev/null out mc-route -c no.yaml
	sed 's/priority: \[peppol/priority: [peppoll/' "$CONF" >mc.yaml
	expect 78 /dev/null out mc-route -c mc.yaml
	grep -q '^mc-route: mc.yaml:11: ' "$MESSAGES"
	echo 'environment: test' >mc.yaml
	expect 78 /dev/null out mc-route -c mc.yaml
	grep -q ': no channels are configured$' "$MESSAGES"
	MC_CONF=$CONF expect 0 /dev/null out mc-route
}
