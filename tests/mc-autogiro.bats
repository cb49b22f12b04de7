#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
load helper
load batch

setup() {
	setup_batch mc-autogiro
	CONTRACT_THROUGH="jq -c 'if .end then . else
	    (.invoice.payment[0].reference = .invoice.number) + { route: {
	    presentation: [{ channel: \"email\" }], payment: [{
	    channel: \"debit\", address: (\"0000\" + .invoice.number),
	    date: \"2026-02-14\" }] } } end'"
}

teardown() { batch_unmount; }

@test "conservation" { contract_conservation mc-autogiro; }
@test "foreign members" { contract_foreign mc-autogiro; }
@test "untouched records" { contract_untouched mc-autogiro; }
@test "ranks on rerun" { contract_ranks mc-autogiro; }
@test "rerun" { contract_rerun mc-autogiro; }
@test "cut-off input" { contract_cut_off mc-autogiro; }
@test "full disk" { contract_full mc-autogiro; }
@test "usage" { contract_usage mc-autogiro; }
@test "usage of list" { contract_usage mc-autogiro list; }
@test "flat memory" { contract_flat mc-autogiro; }
@test "seal" { contract_seal mc-autogiro; }

# Every file is 80 columns and CR LF, its bytes are ISO 8859-1 without control
# characters, and debits.db has its count and its sum.
assert_whole() {
	local file n total
	mc-autogiro list >rows
	assert_lines "$(files | wc -l)" rows || return
	while IFS=$'\t' read -r file _ _ n total; do
		file=$MC_HOME/$file
		[[ $(LC_ALL=C grep -Ecv $'^.{80}\r$' "$file") -eq 0 ]] ||
		    fail "$file: not 80 columns, CR LF" || return
		tr -d '\r\n' <"$file" >bytes
		[[ $(LC_ALL=C tr -d ' -~\240-\377' <bytes | wc -c) -eq 0 ]] ||
		    fail "$file: not ISO 8859-1" || return
		[[ $(sed 1q "$file") =~ ^01[0-9]{8}AUTOGIRO\ {44}[0-9]{16}\ \  ]] ||
		    fail "$file: no TK01" || return
		[[ $(LC_ALL=C sed 1d "$file" | LC_ALL=C grep -Ecv \
		    '^[83]2[0-9]{8}0 {4}[0-9]{38}.{16} {11}') -eq 0 ]] ||
		    fail "$file: no payment" || return
		LC_ALL=C awk -v n="$n" -v total="${total//[!0-9-]/}" 'NR > 1 {
			sum += (/^8/ ? 1 : -1) * substr($0, 32, 12)
		}
		END { exit NR < 2 || NR - 1 != n || sum != total }' "$file" ||
		    fail "$file: not as its row" || return
	done <rows
}

@test "a file, byte for byte" {
	cp "$ROOT/testdata/autogiro.jsonl" in
	expect 0 in out mc-autogiro -v
	cat "$MESSAGES"
	same_json "$ROOT/testdata/autogiro/run.out" out
	local file
	for file in "$ROOT"/testdata/autogiro/*.txt; do
		same_bytes "$file" "$MC_HOME/$(mc-autogiro list | cut -f 1 |
		    grep "/${file##*/}")"
	done
	assert_files 2
	assert_whole
	assert_spool_empty
}

@test "a rerun prints the same bytes and makes nothing" {
	input 25
	batch_rerun 1
	assert_whole
	assert_spool_empty
}

@test "the seal names the file and what it comes to" {
	input 12
	expect 0 in out mc-autogiro
	local path
	path=$(files)
	path=${path#"$MC_HOME"/}
	last_line out | jq -e --arg path "$path" --arg sum \
	    "$(sha256sum <"$MC_HOME/$path" | cut -d ' ' -f 1)" '.end.files == [{
	    tool: "mc-autogiro", path: $path, sha256: $sum, bytes: (13 * 82),
	    records: 12, totals: { SEK: "60.50" } }]'
	[[ $path == out/2026-11-22/autogiro/??/test-norrlid-0123456789ab-*.txt ]]
	jq -se --arg path "$path" 'map(select(.id)) | map(.autogiro | .path ==
	    $path and .bytes == 13 * 82 and .batch == ($path | split("/")[-1]))
	    | all' out
	[[ $(jq -c 'select(.id).autogiro.position' out | paste -sd ' ') == \
	    '1 2 3 4 5 6 7 8 9 10 11 12' ]]
}

@test "files of others stay in the seal, and its other bytes" {
	batch_seal
	# nothing debited any more in a new run of other documents
	change '.id += "x" | del(.route.payment)'
	expect 0 in out mc-autogiro
	last_line out | grep -q '"files":\[\]}}$'
	# and what a rerun had named before is taken out
	sed -i '$s/"files":\[\]/"files":[{"tool":"mc-autogiro"}]/' in
	expect 0 in out mc-autogiro
	last_line out | grep -q '"files":\[\]}}$'
}

@test "a record that is not debited has no section" {
	input 4
	change 'if .id == "norrlid/invoice/1" then del(.route.payment)
	    elif .id == "norrlid/invoice/2" then .route.payment[0].channel =
	    "email" else . end | . + {autogiro: {path: "old"}, sent: []}'
	expect 0 in out mc-autogiro
	[[ $(jq -c 'select(.id) | [.autogiro.position, has("sent")]' out |
	    paste -sd ' ') == \
	    '[null,false] [null,false] [1,false] [2,false]' ]]
	assert_whole
}

@test "no file without lines" {
	input 3
	change 'del(.route.payment)'
	expect 0 in out mc-autogiro
	same_bytes in out
	assert_files 0
	assert_spool_empty
	[[ -z $(mc-autogiro list) ]]
}

@test "held, or no notice: not debited for now, and later it is" {
	input 2
	cp in whole
	change 'if .id == "norrlid/invoice/1" then .route.held = "limit"
	    else del(.route.presentation) end'
	expect 0 in out mc-autogiro
	[[ $(cat "$MESSAGES") == \
	    'mc-autogiro: 2 not debited for now, 0 rejected' ]]
	[[ $(jq -r 'select(.id) | .autogiro.failed' out | cut -d , -f 1) == \
	    'the document is held
no way to present the document: the payer would have no notice of the debit' ]]
	[[ $(jq -s 'map(has("rejected")) | any' out) == false ]]
	assert_files 0
	expect 0 out again mc-autogiro
	same_bytes out again
	expect 0 whole out mc-autogiro
	[[ $(jq -s 'map(select(.autogiro.position)) | length' out) -eq 2 ]]
	assert_files 1
}

# refused FILTER RULE TEXT: one of three records is rejected, two are filed.
refused() {
	rm -rf "$MC_HOME/debits.db"* "$MC_HOME/out"
	input 3
	change "if .id == \"norrlid/invoice/2\" then ($1) else . end"
	expect 0 in out mc-autogiro || return
	local got
	got=$(sed -n 2p out | jq -r '[.rejected.tool, .rejected.rule,
	    .rejected.text, (.autogiro | tostring)] | join("|")')
	[[ $got == "mc-autogiro|$2|$3|null" ]] || fail "got $got" || return
	[[ $(jq -c 'select(.autogiro).autogiro.position' out |
	    paste -sd ' ') == '1 2' ]] || fail 'the others' || return
	refute grep 19121212 "$MESSAGES" || return
	expect 0 out again mc-autogiro && same_bytes out again && assert_whole
}

@test "every reason for refusing a debit" {
	local payer='.route.payment[0].address'
	refused "del($payer)" autogiro-payer 'no payer number'
	refused "$payer = \"19121212-1212\"" autogiro-payer \
	    'the payer number is not digits only'
	refused "$payer = \"00191212121212123\"" autogiro-payer \
	    'the payer number is longer than 16 digits'
	refused "$payer = \"0000\"" autogiro-payer 'the payer number is 0'
	refused '.invoice.currency = "EUR"' autogiro-currency \
	    'Autogiro takes SEK only'
	refused '.invoice.payable = "0.00"' autogiro-amount \
	    'the amount is not above 0'
	refused '.invoice.payable = "-5.00"' autogiro-amount \
	    'the amount is not above 0'
	refused 'del(.invoice.payable)' autogiro-amount \
	    'the amount is not above 0'
	refused '.invoice.payable = "10000000000.00"' autogiro-amount \
	    'the amount is larger than 9999999999.99'
	refused '.invoice.payable = "1.005"' autogiro-amount \
	    'the amount has parts of an ore'
	refused '.invoice.payment = []' autogiro-reference \
	    'the document has no payment reference'
	refused '.invoice.payment[0].reference = "12345678901234567"' \
	    autogiro-reference 'the payment reference is too long'
	refused '.invoice.payment[0].reference = "10 €"' autogiro-reference \
	    'the payment reference has a character that ISO 8859-1 does not have'
	refused '.invoice.payment[0].reference = "1\r\n82"' \
	    autogiro-reference 'the payment reference has a control character'
	local date='.route.payment[0].date'
	refused "del($date)" autogiro-date 'no day of payment'
	refused "$date = \"2026-11-21\"" autogiro-date \
	    'the day of payment is before that of the run'
	refused "$date = \"2029-01-01\"" autogiro-date \
	    'the day of payment is later than the second next year'
	refused '.id = "plain/invoice/2"' autogiro-sender \
	    "sender 'plain' has no agreement on Autogiro"
	refused '.id = "nobody/invoice/2"' autogiro-sender \
	    "sender 'nobody' has no agreement on Autogiro"
	refused '.id = "strict/credit-note/2" | .kind = "credit-note"' \
	    autogiro-payout \
	    "a credit, and the sender's agreement has no payouts"
	refused 'del(.run)' autogiro-run 'no id and time of a run'
	refused '.run.id = "../../../etc"' autogiro-run \
	    'no id and time of a run'
}

@test "the edges of what fits" {
	input 3
	change 'if .id == "norrlid/invoice/1" then
	    .invoice.payable = "9999999999.99" |
	    .invoice.payment[0].reference = "åäöÅÄÖ éü 123456" |
	    .route.payment[0] += {address: "9999999999999999",
	    date: "2028-12-31"} elif .id == "norrlid/invoice/2" then
	    .invoice.payable = "0.01" | .route.payment[0] += {address: "1",
	    date: "2026-11-22"} | .invoice.payment = [{reference: "other"},
	    {reference: "own", account: "9912346"}] else
	    .invoice.payable = "5" | .invoice.payment[0].reference = "  7 " end'
	expect 0 in out mc-autogiro
	assert_whole
	files | xargs -d '\n' cat | iconv -f ISO8859-1 -t UTF-8 |
	    sed '1d;s/ *\r$//' >got
	cat >want <<-'EOD'
	82202812310    99999999999999999999999999990009912346åäöÅÄÖ éü 123456
	82202611220    00000000000000010000000000010009912346own
	82202612010    000000000000500300000000050000099123467
	EOD
	same_bytes want got
}

@test "never twice: another document with the same debit" {
	input 2
	change '.invoice.payment[0].reference = "1" |
	    .route.payment[0].address = "00077"'
	expect 0 in out mc-autogiro
	[[ $(jq -r 'select(.id) | [.autogiro.position, .rejected.rule,
	    .rejected.text] | @tsv' out) == $'1\t\t
\tdebit-twice\tnorrlid/invoice/1 is the same debit: payer, reference and day' ]]
	expect 0 in again mc-autogiro
	same_bytes out again
	# in a later run, spelled in another way
	change 'select(.id == "norrlid/invoice/2") | .id = "norrlid/invoice/3" |
	    .route.payment[0].address = "77" | .run.id = "bbbbbbbbbbbb"'
	expect 0 in out mc-autogiro
	[[ $(sed 1q out | jq -r .rejected.rule) == debit-twice ]]
	assert_files 1
	# any other day, payer or reference is another debit; so is a payout
	input 4
	change '.invoice.payment[0].reference = "1" |
	    .route.payment[0].address = "00077" |
	    if .id == "norrlid/invoice/1" then .id += "a" |
	    .route.payment[0].date = "2026-12-02" elif .id ==
	    "norrlid/invoice/2" then .id += "a" | .invoice.payment[0].reference
	    = "2" elif .id == "norrlid/invoice/3" then .id += "a" |
	    .route.payment[0].address = "78" else .kind = "credit-note" |
	    .id = "norrlid/credit-note/1" end'
	expect 0 in out mc-autogiro
	[[ $(jq -c 'select(.id).autogiro.position' out | paste -sd ' ') == \
	    '1 2 3 4' ]]
	assert_files 2
	assert_whole
}

@test "never twice: the same document, routed in another way" {
	input 2
	cp in whole
	expect 0 in once mc-autogiro
	change '.route.payment[0].date = "2026-12-24"'
	expect 0 in out mc-autogiro
	[[ $(jq -c 'select(.id).autogiro' once) == \
	    $(jq -c 'select(.id).autogiro' out) ]]
	# not at all by now, or held: it is with the bank all the same
	change 'del(.route.payment)'
	expect 0 in out mc-autogiro
	[[ $(jq -c 'select(.id).autogiro' once) == \
	    $(jq -c 'select(.id).autogiro' out) ]]
	same_bytes <(last_line once) <(last_line out)
	cp whole in
	change '.route.held = "stop"'
	expect 0 in out mc-autogiro
	[[ $(jq -c 'select(.id).autogiro' once) == \
	    $(jq -c 'select(.id).autogiro' out) ]]
	assert_files 1
	assert_whole
}

@test "id-reused" {
	input 3
	expect 0 in once mc-autogiro
	change 'if .id == "norrlid/invoice/1" then .source.sha256 = "ab"
	    elif .id == "norrlid/invoice/2" then .invoice.payable = "9.00"
	    else . end'
	expect 0 in out mc-autogiro
	[[ $(jq -c 'select(.id) | [.rejected.rule, .autogiro.position]' out |
	    paste -sd ' ') == \
	    '["id-reused",null] ["id-reused",null] [null,3]' ]]
	change 'del(.route.payment)'
	expect 0 in out mc-autogiro
	[[ $(sed 1q out | jq -r .rejected.rule) == id-reused ]]
	assert_files 1
	assert_whole
}

@test "a document taken out of the run: its debit stays, and the file waits" {
	input 3
	change '. + { pages: [] }'
	mc-autogiro in >all
	mc-pick 'id != "norrlid/invoice/2"' in >fewer
	expect 0 fewer out mc-autogiro
	assert_files 1
	[[ $(last_line out | jq -c '[.end.records,
	    .end.files[0].records]') == '[2,3]' ]]
}

@test "several senders and runs, one file each" {
	input 6
	change 'if .invoice.number == "2" then .id = "strict/invoice/2"
	    elif .invoice.number == "4" then .id = "strict/invoice/4"
	    elif .invoice.number == "5" then .run = {id: "bbbbbbbbbbbb",
	    at: "2026-11-23T04:00:00Z"} else . end'
	cp in first
	input 2 21
	cat first in >both
	expect 0 both out mc-autogiro
	assert_files 3
	assert_whole
	files | grep -c '/out/2026-11-23/autogiro/../test-norrlid-bbbbbbbbbbbb-'
	[[ $(jq -c 'select(.id).autogiro.position' out | paste -sd ' ') == \
	    '1 1 2 2 1 3 4 5' ]]
	# the seal of each segment names the files of its records
	[[ $(jq -c 'select(.end).end.files | map(.records)' out |
	    paste -sd ' ') == '[5,2,1] [5]' ]]
	expect 0 out again mc-autogiro
	same_bytes out again
}

@test "new debits of a run go into a file of their own" {
	input 5
	change 'if .invoice.number == "2" then .route.held = "?" else . end'
	expect 0 in once mc-autogiro
	input 5
	expect 0 in out mc-autogiro
	assert_files 2
	assert_whole
	[[ $(jq -c 'select(.end).end.files | map(.records)' out) == '[4,1]' ]]
	[[ $(jq -c 'select(.id).autogiro.position' out | paste -sd ' ') == \
	    '1 1 2 3 4' ]]
}

@test "cut anywhere: nothing is filed" { batch_cut_off; }

@test "what it needs" {
	input 2
	sed 's/"route":/"rout":/' in >bad
	expect 65 bad out mc-autogiro
	grep -q 'has no .route.; mc-route writes it' "$MESSAGES"
	sed 's/"channel":"debit"/"channel":"debitt"/' in >bad
	expect 78 bad out mc-autogiro
	grep -q "no channel 'debitt'" "$MESSAGES"
	mv "$MC_HOME/keys/identity" identity
	expect 78 in out mc-autogiro
	grep -q 'no key for the hashes of payer numbers' "$MESSAGES"
	[[ ! -s out ]]
	mv identity "$MC_HOME/keys/identity"
	expect 0 in out mc-autogiro
	# another key would not know the old debits again
	printf '%048d' 1 >"$MC_HOME/keys/identity"
	expect 78 in out mc-autogiro
	grep -q 'was made with another key' "$MESSAGES"
}

@test "a home of the other environment is refused" {
	input 2
	sed -i 's/environment: test/environment: production/' "$MC_HOME/mc.yaml"
	expect 78 in out mc-autogiro
	other_home production production
	expect 0 in out mc-autogiro
	files | grep -q '/norrlid-0123456789ab-[0-9a-f]*\.txt$'
}

@test "personal numbers stand in the bank file alone" {
	input 2
	change '.route.payment[0].address = (if .invoice.number == "1" then
	    "0000191212121212" else "19121212-1212" end) |
	    .invoice.payment[0].reference = "1912121212120" + .invoice.number'
	expect 0 in out mc-autogiro -v
	mc-autogiro list >rows
	cut -f 1 rows | xargs mc-autogiro list -f >payments
	files | xargs -d '\n' grep -l 191212121212
	refute grep -a 1212121212 "$MESSAGES" rows payments
	refute grep -ar 1212121212 "$MC_HOME" --exclude-dir=out
	find "$MC_HOME" >names
	refute grep 1212121212 names
	jq -c "[.autogiro, .rejected]" out >said
	refute grep 12121212 said
}

@test "two at once: each debit once" {
	input 300
	cp in first
	input 300 151
	expect 0 first out-1 mc-autogiro &
	local one=$!
	expect 0 in out-2 mc-autogiro &
	local two=$!
	wait "$one"
	wait "$two"
	expect 0 first again mc-autogiro
	same_bytes out-1 again
	expect 0 in again mc-autogiro
	same_bytes out-2 again
	[[ $(jq -r 'select(.id) | select(.autogiro.position) | .id' out-1 out-2 |
	    sort -u | wc -l) -eq 450 ]]
	files | xargs -d '\n' cat | grep -c '^[83]2' >n
	[[ $(cat n) -eq 450 ]]
	assert_whole
	assert_spool_empty
}

@test "the disk is full: nothing is filed, and then it is" {
	batch_full 2000
	assert_whole
}

@test "the folder for the file cannot be made: the next start ends it" {
	batch_no_folder
	assert_whole
	[[ $(jq -s 'map(select(.autogiro.position)) | length' out) -eq 20 ]]
}

@test "a file that a power failure has torn is put right" {
	input 20
	: >"$MC_HOME/out/2026-11-22"
	expect 74 in out mc-autogiro
	rm "$MC_HOME/out/2026-11-22"
	local path
	path=$MC_HOME/$(mc-autogiro list | cut -f 1)
	mkdir -p "${path%/*}"
	echo torn >"$path"
	expect 0 in out mc-autogiro
	assert_whole
	assert_spool_empty
	refute grep torn "$path"
	[[ $(jq -r 'select(.end).end.files[0].sha256' out) == \
	    $(sha256sum <"$path" | cut -d ' ' -f 1) ]]
}

@test "list" {
	[[ -z $(mc-autogiro list) ]]
	input 12
	expect 0 in out mc-autogiro
	[[ $(mc-autogiro list | cut -f 2-) == \
	    $'norrlid\t0123456789ab\t12\t60.50 SEK' ]]
	mc-autogiro list --file "$(mc-autogiro list | cut -f 1)" >rows
	assert_lines 12 rows
	[[ $(sed -n 10p rows | cut -f 1-4) == \
	    $'10\tnorrlid/credit-note/10\t2026-12-01\t-10.25' ]]
	refute grep -Ev $'\thmac:[0-9a-f]{16}$' rows
	expect 66 /dev/null out mc-autogiro list -f out/none
}

@test "killed ten times: each debit once" { batch_kill 10; }
@test "killed at every step: each debit once" { batch_kill steps; }

@test "a day that is no bank day: filed, and said" {
	input 3
	# Christmas Day, a Saturday, a Monday
	change '.route.payment[0].date = (.invoice.number |
	    if . == "1" then "2026-12-25" elif . == "2" then "2026-11-28"
	    else "2026-11-30" end)'
	expect 0 in out mc-autogiro
	[[ $(cat "$MESSAGES") == 'mc-autogiro: 2 payments are on a day that'\
' is no bank day; Bankgirot takes the next one' ]]
	assert_whole
	expect 0 in out mc-autogiro
	[[ ! -s $MESSAGES ]]
}
