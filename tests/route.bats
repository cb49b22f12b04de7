#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
#
# The decisions of mc-route as tables, testdata/route/COUNTRY.tsv: what is
# known of customer and document, the policy, the time, and then all that the
# route says. Columns, a tab between each:
#
#	name	  of the case
#	policy	  sed script on COUNTRY.yaml, - for none
#	time	  run.at
#	pieces	  JSON: what differs from the usual record (see `records`)
#	presentation, payment, against
#		  CHANNEL (REASON) COST @ARRIVAL <LAST DAY !NEW DUE DATE, and
#		  =DEBIT [DEADLINE] of a payment; ; between
#	rest	  held: REASON, N sheets, CURRENCY
load helper

COUNTRIES=(se no 'fi' dk)

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
}

# rows COUNTRY: the rows of a table, without its comments.
rows() {
	grep -v '^#' "$ROOT/testdata/route/$1.tsv"
}

# records COUNTRY < ROWS: a record for each row. Pieces are sender, kind,
# status of channels (yes, no, unknown), mandate (true, or its days), lines (a
# number); invoice, delivery, customer with members of these.
records() {
	local usual
	case $1 in
	se) usual='{ "at": "norrlid", "money": "SEK",
	    "status": { "peppol": "no", "email": "yes", "letter": "yes" },
	    "debit": "autogiro" }' ;;
	no) usual='{ "at": "nordfjell", "money": "NOK",
	    "status": { "email": "yes", "post": "yes" },
	    "debit": "avtalegiro" }' ;;
	'fi') usual='{ "at": "pohjanlahti", "money": "EUR",
	    "status": { "email": "yes", "posti": "yes" },
	    "debit": "suoramaksu" }' ;;
	dk) usual='{ "at": "fjordby", "money": "DKK",
	    "status": { "brev": "yes" }, "debit": "none" }' ;;
	esac
	jq -R -c --argjson usual "$usual" '
	    def entry($status): { channel: ., status: $status } +
	        (if $status == "yes" then { address: "at \(.)" } else {} end) +
	        { evidence: "\($status) \(.)" };
	    split("\t") | .[0] as $name | .[2] as $at |
	    (.[3] | fromjson) as $p |
	    ($p.sender // $usual.at) as $sender |
	    ($p.kind // "invoice") as $kind |
	    [$usual.status + ($p.status // {}) | to_entries[] |
	        .value as $s | .key | entry($s)] as $ways |
	    ($usual.debit | if $p.mandate == null then entry("no") else
	        entry("yes") + ($p.mandate | objects // {}) end) as $debit |
	    { mc: 1, $kind, id: "\($sender)/\($kind)/\($name)",
	        run: { id: "0123456789ab", $at },
	        invoice: ({ number: "1", currency: $usual.money,
	            payable: "100.00", due_date: "2026-02-16" } +
	            ($p.invoice // {}) + (if $p.lines then { lines:
	                [range($p.lines) | { id: "\(.)" }] } else {} end) |
	            del(..|nulls)),
	        delivery: ($p.delivery // {}),
	        reach: { customer: ({ number: "C-1" } + ($p.customer // {})),
	            channels: ($ways + [$debit | select($p.status[.channel]
	                == null)]) } }'
}

# What the routes on standard input say, as the columns of the table.
told() {
	jq -r 'def one: "\(.channel) (\(.reason))" +
	        (if .cost then " \(.cost)" else "" end);
	    def shown: one + " @\(.date)" +
	        (if .latest then " <\(.latest)" else "" end) +
	        (if .due then " !\(.due)" else "" end);
	    def paid: one + " =\(.date)" +
	        (if .due then " !\(.due)" else "" end) + " [\(.deadline)]";
	    [(.id | split("/")[2]),
	        ([.route.presentation[]? | shown] | join("; ")),
	        ([.route.payment[]? | paid] | join("; ")),
	        ([.route.against[]? | one] | join("; ")),
	        ([(.route.held | strings | "held: \(.)"),
	            (.route.sheets | numbers | "\(.) sheets"),
	            (.route.currency | strings),
	            (.rejected | objects | "rejected: \(.text)")] |
	            join("; "))] | join("\t")'
}

# decide COUNTRY: the table with what mc-route says today, in its order.
decide() {
	local country=$1 policy
	rows "$country" | cut -f 2 | sort -u >policies
	while read -r policy; do
		if [[ $policy == - ]]; then
			cat "$ROOT/testdata/route/$country.yaml"
		else
			sed "$policy" "$ROOT/testdata/route/$country.yaml"
		fi >mc.yaml
		if [[ $policy != - ]]; then
			cmp -s mc.yaml "$ROOT/testdata/route/$country.yaml" &&
			    fail "$policy: changes nothing"
		fi
		rows "$country" | policy=$policy awk -F '\t' \
		    '$2 == ENVIRON["policy"]' >some
		records "$country" <some >in
		expect 0 in out mc-route -c mc.yaml || return
		paste <(cut -f 1-4 some) <(told <out | cut -f 2-)
	done <policies >all
	# in the order of the table
	awk -F '\t' 'NR == FNR { row[$1] = $0; next } { print row[$1] }' \
	    all <(rows "$country")
}

# same COUNTRY: the table says what mc-route says.
same() {
	decide "$1" >got
	rows "$1" >want
	[ "$(cut -f 1 want | sort | uniq -d | wc -l)" -eq 0 ]
	diff -u want got
}

@test "decisions of Sweden" { same se; }
@test "decisions of Norway" { same no; }
@test "decisions of Finland" { same 'fi'; }
@test "decisions of Denmark" { same dk; }

@test "there are enough cases, each with its own name" {
	local country all=0 n
	for country in "${COUNTRIES[@]}"; do
		n=$(rows "$country" | wc -l)
		[ "$n" -ge 10 ]
		[ "$(rows "$country" | cut -f 1 | sort -u | wc -l)" -eq "$n" ]
		all=$((all + n))
	done
	[ "$all" -ge 60 ] || fail "$all cases, want 60"
}

# What holds of every route, whatever the case: each channel of the
# configuration in one list with a reason, nothing of a document that is held,
# at most one payment, never of what asks for no money, days in their order.
@test "what holds of every decision" {
	local country n=0
	for country in "${COUNTRIES[@]}"; do
		rows "$country" | records "$country" >in
		expect 0 in out mc-route \
		    -c "$ROOT/testdata/route/$country.yaml"
		cat out >>all
		sed -n '/^channels:/,/^[a-z]*:$/s/^  \([a-z]*\):.*/\1/p' \
		    "$ROOT/testdata/route/$country.yaml" | sort >want
		[ -s want ]
		jq -c -s --rawfile want want '($want | split("\n")[:-1]) as $all |
		    .[] | select([.route | .presentation[]?, .payment[]?,
		        .against[]? | select(.reason != "") | .channel |
		        select(. as $c | any($all[]; . == $c))] |
		        sort != $all)' out >odd
		[ ! -s odd ] || fail "not each channel once: $(cat odd)"
		n=$((n + $(wc -l <out)))
	done
	[ "$n" -ge 60 ]
	jq -e -s 'all(.[]; .run.at[0:10] as $at | .invoice.due_date as $due |
	    ([.route.presentation[]?] | length) as $n |
	    ([.route.payment[]?] | length) as $paid |
	    (.route.held != null) == ($n == 0) and
	    (if $n == 0 then $paid == 0 else $paid <= 1 end) and
	    ($paid == 0 or .kind == "credit-note" or
	        (.invoice.payable | tonumber) > 0) and
	    all(.route.presentation[]?; .date >= $at and
	        (.latest == null or .latest >= $at) and
	        (.due == null or .due >= .date)) and
	    all(.route.payment[]?; .date > $at and .deadline[0:10] <= .date and
	        .deadline[0:10] >= $at and (.due == null or .due != $due)))' \
	    all
}

@test "the same record, the same bytes, in any order" {
	rows se | records se >in
	expect 0 in out mc-route -c "$ROOT/testdata/route/se.yaml"
	tac in >back
	expect 0 back reverse mc-route -c "$ROOT/testdata/route/se.yaml"
	tac reverse | cmp - out
}

@test "every sender has its own policy" {
	sed 's/^    ids: ..0007:5599990024..$/    policy: {priority: [letter], rules: [{when: kind = reminder, channels: [email]}]}/' \
	    "$ROOT/testdata/route/se.yaml" >mc.yaml
	printf 'a\t-\t2026-01-15T12:00:00Z\t%s\n' '{"sender":"bergtun"}' \
	    '{"sender":"bergtun","kind":"reminder"}' '{}' | records se >in
	expect 0 in out mc-route -c mc.yaml
	jq -c '[.route.presentation[].channel]' out >got
	printf '%s\n' '["letter"]' '["email"]' '["email","letter"]' >want
	diff -u want got
}

@test "conditions of any policy may not read what comes later" {
	sed '$a\  public: route.held' "$ROOT/testdata/route/se.yaml" >mc.yaml
	expect 78 /dev/null out mc-route -c mc.yaml
	grep -q "mc.yaml:$(wc -l <mc.yaml): condition: .route. is not there" \
	    "$MESSAGES"
	sed 's/^    ids: ..0007:5599990024..$/    policy: {priority: [letter], rules: [{when: kind = a, channels: [email]}, {when: pages, channels: [email]}]}/' \
	    "$ROOT/testdata/route/se.yaml" >mc.yaml
	expect 78 /dev/null out mc-route -c mc.yaml
	grep -q "mc.yaml:[0-9]*: condition: .pages. is not there" "$MESSAGES"
}

@test "--explain tells days, costs and payments" {
	rows se | grep -E '^(debit|notice too late, hold)	' |
	    cut -f 1-4 | records se >in
	expect 0 in out mc-route -x -c "$ROOT/testdata/route/se.yaml"
	cat >want <<-'END'
	norrlid/invoice/debit: 1. email (policy priority), cost 0.05 SEK, arrives 2026-01-15, leaves by 2026-02-02
	norrlid/invoice/debit: 2. letter (policy priority), cost 10.95 SEK, arrives 2026-01-19, leaves by 2026-01-29
	norrlid/invoice/debit: payment by autogiro (policy payments, debit on the due date), cost 0.90 SEK, on 2026-02-16, order before 2026-02-13T19:00:00+01:00
	norrlid/invoice/debit: not peppol (policy priority, cannot be reached: no peppol)
	norrlid/invoice/notice too late, hold: not peppol (policy priority, cannot be reached: no peppol)
	norrlid/invoice/notice too late, hold: not email (policy priority, too late: arrives 2026-01-15, 11 days before the due date 2026-01-26, of 14 that must be)
	norrlid/invoice/notice too late, hold: not letter (policy priority, too late: arrives 2026-01-19, 7 days before the due date 2026-01-26, of 14 that must be)
	norrlid/invoice/notice too late, hold: not autogiro (policy payments, no debit: no notice of it reaches the payer)
	norrlid/invoice/notice too late, hold: held: no channel reaches the recipient 14 days before the due date 2026-01-26
	END
	diff -u want out
}

@test "a route with all there is, member by member" {
	printf 'a\t-\t2026-01-15T12:00:00Z\t%s%s\n' '{"mandate":true,' \
	    '"status":{"letter":"no"},"invoice":{"due_date":"2026-01-20"}}' |
	    records se >in
	sed 's/late: hold$/late: new-due-date/;s/late: hold}/late: move}/' \
	    "$ROOT/testdata/route/se.yaml" >mc.yaml
	expect 0 in out mc-route -c mc.yaml
	jq .route out >got
	cat >want <<-'END'
	{"presentation":[{"channel":"email","address":"at email",
	"reason":"policy priority, new due date 2026-01-29: 14 days from its arrival",
	"cost":"0.05","date":"2026-01-15","latest":"2026-01-15","due":"2026-01-29"}],
	"payment":[{"channel":"autogiro","address":"at autogiro",
	"reason":"policy payments, debit on the new due date","cost":"0.90",
	"date":"2026-01-29","due":"2026-01-29","deadline":"2026-01-28T19:00:00+01:00"}],
	"against":[{"channel":"peppol","reason":"policy priority, cannot be reached: no peppol"},
	{"channel":"letter","reason":"policy priority, cannot be reached: no letter"}],
	"sheets":1,"currency":"SEK"}
	END
	same_json want got
}
