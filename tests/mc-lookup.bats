#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
load helper

setup() {
	setup_home
	CONF=$ROOT/testdata/route/mc.yaml
	rm -f "$MC_HOME/mc.yaml"
	cd "$BATS_TEST_TMPDIR" || return
}

@test "conservation" { contract_conservation mc-lookup -c "$CONF"; }
@test "foreign members" { contract_foreign mc-lookup -c "$CONF"; }
@test "untouched records" { contract_untouched mc-lookup -c "$CONF"; }
@test "ranks on rerun" { contract_ranks mc-lookup -c "$CONF"; }
@test "rerun" { contract_rerun mc-lookup -c "$CONF"; }
@test "cut-off input" { contract_cut_off mc-lookup -c "$CONF"; }
@test "full disk" { contract_full mc-lookup -c "$CONF"; }
@test "usage" { contract_usage mc-lookup -c "$CONF"; }
@test "flat memory" { contract_flat mc-lookup -c "$CONF"; }
@test "parallel" { contract_parallel mc-lookup -c "$CONF"; }

# record ID BUYER [DELIVERY]: one record.
record() {
	jq -n -c --arg id "$1" --argjson buyer "$2" --argjson d "${3:-null}" '
	    { mc: 1, kind: "invoice", id: $id, invoice: { buyer: $buyer } } +
	    if $d then { delivery: $d } else {} end'
}

customers() {
	printf '%s\n' sender,number,name,email,mobile,language,wishes "$@" |
	    mc-register import
}

# says CHANNEL BUYER DELIVERY: status|address|evidence of the channel for the
# customer, if there is one, C-1.
says() {
	record a/invoice/1 "$(jq -c '.ids = [{ id: "C-1" }]' <<<"$2")" "$3" \
	    >in
	expect 0 in out mc-lookup -c "$CONF" || return
	jq -r --arg c "$1" '.reach.channels[] | select(.channel == $c) |
	    [.status, .address // "", .evidence] | join("|")' out
}

# is WANT CHANNEL BUYER [DELIVERY]
is() {
	local got
	got=$(says "$2" "$3" "${4:-null}") || return
	[[ $got == "$1" ]] || fail "$2 of $3 ${4-}: $got, want $1"
}

@test "every channel of the configuration, in its order" {
	record a/invoice/1 '{}' >in
	expect 0 in out mc-lookup -c "$CONF"
	jq -e '[.reach.channels[].channel] ==
	    ["peppol", "email", "sms", "letter", "portal"] and
	    (.reach | has("customer") | not)' out
	is 'yes||needs no address' portal '{}'
}

@test "e-mail: file, then register, then document" {
	none='no||no e-mail address in file, register or document'
	document='{"contact":{"email":"d@x.example"}}'
	file='{"email":"f@x.example"}'
	is "$none" email '{}'
	is 'yes|d@x.example|buyer contact in the document' email "$document"
	customers a,C-1,,r@x.example,,,
	is 'yes|r@x.example|register customer C-1' email "$document"
	is 'yes|f@x.example|wish in the file' email "$document" "$file"
	# the first source decides, also when what it has is wrong
	is 'no||wish in the file is not an e-mail address' email "$document" \
	    '{"email":"f at x.example"}'
}

@test "e-mail: what is none" {
	for email in 'a b@x.example' a@b@c.example a@localhost @x.example a@ \
	    '-a@x.example' 'a\r\nBcc: b@x.example' 'A <a@x.example>' \
	    'a@x..example' 'a@.example' 'a,b@x.example'; do
		is 'no||buyer contact in the document is not an e-mail address' \
		    email "{\"contact\":{\"email\":\"$email\"}}"
	done
	is 'yes|åsa+1@räksmörgås.example|buyer contact in the document' email \
	    '{"contact":{"email":"åsa+1@räksmörgås.example"}}'
}

@test "mobile: file, then register; a telephone is not known to be one" {
	none='no||no mobile number in file, register or document'
	document='{"contact":{"phone":"+46850510000"}}'
	maybe='buyer contact in the document may not be mobile'
	is "$none" sms '{}'
	is "$none" sms '{"contact":{"phone":"08-505 100 00"}}'
	is "unknown|+46850510000|$maybe" sms "$document"
	customers a,C-1,,,+46701740605,,
	is 'yes|+46701740605|register customer C-1' sms "$document"
	is 'yes|+46701740606|wish in the file' sms "$document" \
	    '{"mobile":"+46701740606"}'
	is 'no||wish in the file is not a mobile number with its country' sms \
	    "$document" '{"mobile":"070-174 06 06"}'
}

@test "letter: a whole address, with the post code where it is needed" {
	# address LINE1 LINE2 CITY POST_CODE COUNTRY
	address() {
		jq -n -c '{ address: ([$ARGS.positional, ["line1", "line2",
		    "city", "post_code", "country"]] | transpose |
		    map(select(.[0] != "") | { (.[1]): .[0] }) | add) }' \
		    --args "$@"
	}
	from='buyer address in the document'
	is "no||no $from" letter '{}'
	is "no||no $from" letter "$(address '' '' '' '' SE)"
	is "no||$from has no street or box" letter \
	    "$(address '' '' Ort '123 45' SE)"
	is "no||$from has no town" letter "$(address Gata '' '' '123 45' SE)"
	is "no||$from has no country" letter \
	    "$(address Gata '' Ort '123 45' '')"
	for country in SE NO FI DK; do
		is "no||$from has no post code" letter \
		    "$(address Gata '' Ort '' $country)"
	done
	is "yes|Gata 1, 123 45 Ort, SE|$from" letter \
	    "$(address 'Gata 1' '' Ort '123 45' SE)"
	is "yes|c/o B, Gata 1, 123 45 Ort, SE|$from" letter \
	    "$(address 'c/o B' 'Gata 1' Ort '123 45' SE)"
	is "yes|Box 1, Ort, IE|$from" letter "$(address '' 'Box 1' Ort '' IE)"
}

@test "endpoint: scheme and identifier" {
	from='in the document'
	is "no||no buyer endpoint $from" peppol '{"endpoint_scheme":"0007"}'
	is "yes|0007:5560001234|buyer endpoint 0007 $from" peppol \
	    '{"endpoint":"5560001234","endpoint_scheme":"0007"}'
	is "yes|EM:a@x.example|buyer endpoint EM $from" peppol \
	    '{"endpoint":"a@x.example","endpoint_scheme":"EM"}'
	is "unknown|5560001234|buyer endpoint $from has no scheme" peppol \
	    '{"endpoint":"5560001234"}'
	is "no||buyer endpoint $from has no EAS code" peppol \
	    '{"endpoint":"5560001234","endpoint_scheme":"811218-9876"}'
}

@test "the customer: any of the buyer's ids, of this sender, byte for byte" {
	customers a,C-1,Anna,a@x.example,+46701740605,sv,email \
	    a,C-2,Bo,,,, b,C-9,Other,,,, a,Ö,Ö,,,,
	{
		record a/invoice/1 '{"ids":[{"id":"X"},{"id":"C-1"}]}'
		record a/invoice/2 '{"ids":[{"id":"C-2"},{"id":"C-1"}]}'
		record a/invoice/3 '{"ids":[{"id":"C-9"}]}'
		record b/invoice/4 '{"ids":[{"id":"C-1"}]}'
		record a/invoice/5 '{"ids":[{"id":"c-1"}]}'
		record a/invoice/6 '{"ids":[{"id":"Ö","scheme":"0088"}]}'
		record a/invoice/7 '{"ids":[{"id":"C-1 "}]}'
		record ab/invoice/8 '{"ids":[{"id":"C-1"}]}'
		record a/invoice/9 '{"ids":[]}'
	} >in
	expect 0 in out mc-lookup -c "$CONF"
	jq -r '[.id, .reach.customer.number // "none"] | join(" ")' out >got
	cat >want <<-'END'
	a/invoice/1 C-1
	a/invoice/2 C-2
	a/invoice/3 none
	b/invoice/4 none
	a/invoice/5 none
	a/invoice/6 Ö
	a/invoice/7 none
	ab/invoice/8 none
	a/invoice/9 none
	END
	diff -u want got
	jq -e -s '.[0].reach.customer == { number: "C-1", name: "Anna",
	    email: "a@x.example", mobile: "+46701740605", language: "sv",
	    wishes: ["email"] } and
	    .[1].reach.customer == { number: "C-2", name: "Bo" }' out
}

@test "identity numbers stand in no text, only where addresses are" {
	buyer='{"ids":[{"id":"811218-9876"}],"endpoint":"8112189876",
	    "endpoint_scheme":"0007","contact":{"email":"811218-9876 x"}}'
	record a/invoice/1 "$buyer" '{"identity":"811218-9876"}' >in
	expect 0 in out mc-lookup -c "$CONF"
	jq -e '.reach.channels[0].address == "0007:8112189876"' out
	jq -c '.reach | del(.channels[].address)' out >rest
	refute grep -E '811218' rest
	[ ! -s "$MESSAGES" ]
}

@test "a register that nobody has filled is an empty one" {
	buyer='{"ids":[{"id":"C-1"}]}'
	record a/invoice/1 "$buyer" >in
	expect 0 in none mc-lookup -c "$CONF"
	[ ! -e "$MC_HOME/register.db" ]
	: >"$MC_HOME/register.db" # an import killed at its first step
	expect 0 in started mc-lookup -c "$CONF"
	same_bytes none started
	customers
	expect 0 in empty mc-lookup -c "$CONF"
	same_bytes none empty
}

@test "no home, no configuration, a damaged register: a message each" {
	record a/invoice/1 '{}' >in
	MC_HOME='' expect 78 in out mc-lookup -c "$CONF"
	MC_HOME=$PWD expect 78 in out mc-lookup -c "$CONF"
	expect 78 in out mc-lookup
	[ -s "$MESSAGES" ]
	echo 'environment: test' >mc.yaml
	expect 78 in out mc-lookup -c mc.yaml
	grep -q ': no channels are configured$' "$MESSAGES"
	head -c 5000 /dev/zero | tr '\0' x >"$MC_HOME/register.db"
	expect 74 in out mc-lookup -c "$CONF"
	grep -q "^mc-lookup: $MC_HOME/register.db: " "$MESSAGES"
	[ ! -s out ]
	MC_CONF=$CONF expect 74 in out mc-lookup
}

@test "a run sees one snapshot, whatever is imported meanwhile" {
	customers a,C-1,Before,,,,
	record a/invoice/1 '{"ids":[{"id":"C-1"}]}' >in
	mkfifo pipe
	mc-lookup -c "$CONF" pipe >out &
	pid=$!
	# it opens its input when it has its snapshot
	exec 5>pipe
	customers a,C-1,After,,,,
	cat in in >&5
	exec 5>&-
	wait "$pid"
	[ "$(jq -r .reach.customer.name out | xargs)" = 'Before Before' ]
	expect 0 in out mc-lookup -c "$CONF"
	[ "$(jq -r .reach.customer.name out)" = After ]
}

@test "many lookups beside one another and an import: the same bytes" {
	seq 1000 | awk 'BEGIN { print "sender,number,name,email" }
	    { printf "a,C-%d,Kund %d,k%d@x.example\n", $1, $1, $1 }' >c.csv
	mc-register import c.csv
	record a/invoice/1 '{"ids":[{"id":"C-@"}]}' >one
	seq 2000 | while read -r i; do
		sed "s/C-@/C-$((i * 7 % 1500))/;s|/1\"|/$i\"|" one
	done >in
	expect 0 in whole mc-lookup -c "$CONF"
	[ "$(grep -c '"customer":{"number"' whole)" -gt 1000 ]
	(
		echo 'sender,number,name'
		seq 5000 | sed 's/.*/b,&,Other/'
	) >other.csv
	while [ ! -e finished ]; do mc-register import other.csv || exit; done &
	writer=$!
	PARALLEL_HOME=$PWD expect 0 in parts parallel --will-cite --pipe -k \
	    -j 4 -N 50 -q mc-lookup -c "$CONF"
	: >finished
	wait "$writer"
	same_bytes whole parts
}

# ---- agreements, identity numbers, addresses of the register ----------------

# A configuration with channels of every kind of need, and a secret.
keyed() {
	head -c 32 /dev/urandom | base64 >columns
	chmod 600 columns
	cat >all.yaml <<-'END'
	environment: test
	keys: {columns: columns}
	channels:
	  kivra: {kind: directory, path: sent/kivra, needs: agreement}
	  digipost: {kind: directory, path: sent/digipost, needs: identity}
	  email: {kind: directory, path: sent/email, needs: email}
	  letter: {kind: directory, path: sent/letter, needs: address, form: paper}
	  autogiro: {kind: directory, path: sent/autogiro, needs: agreement, scheme: autogiro}
	policy: {priority: [kivra, letter], payments: [autogiro]}
	senders:
	  a: {name: A}
	  b: {name: B, identity: never}
	END
	CONF=$PWD/all.yaml
}

# import NAME HEADER ROW...: what a file of that name would bring.
import() {
	local name=$1
	shift
	printf '%s\n' "$@" >"$name"
	mc-register import -c "$CONF" "$name"
}

# of DATE CHANNEL RECORD: status|address|evidence|from|to of the channel in a
# run of that day. The day of an import is not that of the next test run.
of() {
	jq -c --arg at "$1" 'if $at == "" then . else
	    .run = { id: "0123456789ab", at: $at } end' <<<"$3" >in
	expect 0 in out mc-lookup -c "$CONF" || return
	jq -r --arg c "$2" '.reach.channels[] | select(.channel == $c) |
	    [.status, .address // "", .evidence, .from // "", .to // ""] |
	    join("|")' out | sed -E 's/agreement 20[0-9-]{8}( |$)/agreement DAY\1/'
}

# found WANT DATE CHANNEL RECORD
found() {
	local got
	got=$(of "$2" "$3" "$4") || return
	[[ $got == "$1" ]] || fail "$3 on $2: $got, want $1"
}

customer='{"ids":[{"id":"C-1"}]}'

@test "agreement: active, and the day before and after its limits" {
	keyed
	import customers.csv sender,number a,C-1 a,C-2
	import kivra.csv sender,number,channel,key,status,from,to \
	    a,C-1,kivra,K-77,active,2026-02-01,2026-03-31 \
	    a,C-1,autogiro,4711,active,,
	local one name='agreement DAY (import kivra.csv)'
	one=$(record a/invoice/1 "$customer")
	limits='2026-02-01|2026-03-31'
	found "no||$name begins on 2026-02-01|$limits" 2026-01-31 kivra "$one"
	found "yes|K-77|$name|$limits" 2026-02-01 kivra "$one"
	found "yes|K-77|$name|$limits" 2026-03-31T23:59:59Z kivra "$one"
	# the day is that of the run's own zone
	found "yes|K-77|$name|$limits" 2026-03-31T23:59:59-08:00 kivra "$one"
	found "no||$name ended on 2026-03-31|$limits" 2026-04-01T00:00:00+02:00 \
	    kivra "$one"
	found "unknown||$name has a limit in time, the record has no time of its run|$limits" \
	    '' kivra "$one"
	found "yes|4711|$name||" '' autogiro "$one"
	jq -e '.reach.channels[0].since | test("^20[0-9-]{8}T[0-9:]{8}Z$")' out
	jq -e '.reach.channels[2] | has("since") | not' out
	one=$(record a/invoice/1 '{"ids":[{"id":"C-2"}]}')
	found 'no||no agreement of register customer C-2||' 2026-02-01 kivra "$one"
	one=$(record b/invoice/1 "$customer")
	found 'no||not in the register||' 2026-02-01 kivra "$one"
}

@test "agreement: cancelled, refused, new, without a key" {
	keyed
	import c.csv sender,number a,C-1
	local one name='agreement DAY (import k.csv)' status
	one=$(record a/invoice/1 "$customer")
	for status in cancelled refused; do
		import k.csv sender,number,channel,key,status \
		    "a,C-1,kivra,K-1,$status"
		found "no||$name is $status||" 2026-02-01 kivra "$one"
	done
	import k.csv sender,number,channel,key,status a,C-1,kivra,K-1,new
	found "no||$name is new, not active yet||" 2026-02-01 kivra "$one"
	import k.csv sender,number,channel,key,status a,C-1,kivra,K-1,active
	found "yes|K-1|$name||" 2026-02-01 kivra "$one"
}

@test "agreement: a key in the file, before the register but for debits" {
	keyed
	import c.csv sender,number a,C-1
	local one wish='{"agreements":[{"bank":"kivra","key":"F-1"},
	    {"bank":"autogiro","key":"99"},{"bank":"other","key":"7"}]}'
	one=$(record a/invoice/1 "$customer" "$wish")
	found 'yes|F-1|agreement key in the file||' 2026-02-01 kivra "$one"
	found 'yes|99|agreement key in the file||' 2026-02-01 autogiro "$one"
	import k.csv sender,number,channel,key,status \
	    a,C-1,kivra,K-1,cancelled a,C-1,autogiro,4711,cancelled
	found 'yes|F-1|agreement key in the file||' 2026-02-01 kivra "$one"
	found 'no||agreement DAY (import k.csv) is cancelled||' 2026-02-01 \
	    autogiro "$one"
}

@test "identity: file, then register; it is the address and in no text" {
	keyed
	import c.csv sender,number,identity a,C-1,19811218-9876 a,C-2,
	local one
	one=$(record a/invoice/1 "$customer")
	found 'yes|198112189876|identity number of register customer C-1||' \
	    2026-02-01 digipost "$one"
	jq -c 'del(.reach.channels[].address)' out >rest
	refute grep -q 9876 rest
	one=$(record a/invoice/1 "$customer" '{"identity":"19121212-1212"}')
	found 'yes|19121212-1212|identity number in the file||' 2026-02-01 \
	    digipost "$one"
	one=$(record a/invoice/1 "$customer" '{"identity":"19121212-1213"}')
	found 'no||identity number in the file fails its check||' 2026-02-01 \
	    digipost "$one"
	one=$(record a/invoice/1 "$customer" '{"identity":"559999-0016"}')
	found 'yes|559999-0016|identity number in the file||' 2026-02-01 \
	    digipost "$one"
	one=$(record a/invoice/1 '{"ids":[{"id":"C-2"}]}')
	found 'no||no identity number in file or register||' 2026-02-01 \
	    digipost "$one"
	one=$(record b/invoice/1 "$customer" '{"identity":"19121212-1212"}')
	found 'no||the sender keeps no identity numbers||' 2026-02-01 \
	    digipost "$one"
	[ ! -s "$MESSAGES" ]
}

@test "the customer is found by his identity number in any spelling" {
	keyed
	import c.csv sender,number,name,identity a,C-1,Anna,198112189876 \
	    a,C-2,Bo,13097248022 a,C-3,Cia,
	{
		record a/invoice/1 '{}' '{"identity":"811218-9876"}'
		record a/invoice/2 '{"legal_id":"19811218-9876"}'
		record a/invoice/3 '{"ids":[{"id":"X"},{"id":"130972 48022"}]}'
		record a/invoice/4 '{"ids":[{"id":"C-3"}]}' \
		    '{"identity":"8112189876"}'
		record a/invoice/5 '{"legal_id":"5599990016"}'
		record a/invoice/6 '{"legal_id":"191212121212"}'
		record b/invoice/7 '{"legal_id":"198112189876"}'
	} >in
	expect 0 in out mc-lookup -c "$CONF"
	[ "$(jq -r '.reach.customer.name // "-"' out | xargs)" = \
	    'Anna Anna Bo Cia - - -' ]
	# without the secret nobody is
	sed '/^keys/d' all.yaml >bare.yaml
	head -n 1 in >one
	expect 0 one out mc-lookup -c bare.yaml
	jq -e '.reach.customer == null' out
}

@test "a secret that is not the register's ends the run" {
	keyed
	import c.csv sender,number,identity a,C-1,198112189876
	record a/invoice/1 "$customer" >in
	expect 0 in out mc-lookup -c "$CONF"
	head -c 32 /dev/urandom | base64 >columns
	expect 78 in out mc-lookup -c "$CONF"
	[ -s "$MESSAGES" ]
	[ ! -s out ]
}

@test "letter: the document's address, if it is whole, else the register's" {
	keyed
	import c.csv sender,number,care_of,line1,post_code,city,country \
	    'a,C-1,c/o Ek,Nygatan 2,852 30,Sundsvall,SE' a,C-2,,Gata,,Ort,SE
	local one
	one=$(record a/invoice/1 '{"ids":[{"id":"C-1"}],"address":{"line1":
	    "Gata 1","post_code":"123 45","city":"Ort","country":"SE"}}')
	found 'yes|Gata 1, 123 45 Ort, SE|buyer address in the document||' '' \
	    letter "$one"
	one=$(record a/invoice/1 '{"ids":[{"id":"C-1"}],
	    "address":{"country":"SE"}}')
	found 'yes|c/o Ek, Nygatan 2, 852 30 Sundsvall, SE|address of register customer C-1||' \
	    '' letter "$one"
	one=$(record a/invoice/1 '{"ids":[{"id":"C-2"}],"address":{"line1":
	    "Gata 1","city":"Ort","country":"SE"}}')
	found 'no||buyer address in the document has no post code||' '' letter \
	    "$one"
}

@test "protected identity: paper to the document's address and nothing else" {
	keyed
	import c.csv sender,number,name,email,identity,language,tags,protected,hold,line1,post_code,city,country \
	    'a,C-1,Anna Ek,r@x.example,198112189876,fi,vip,yes,yes,Hemlig 1,111 11,Ort,SE' \
	    'a,C-2,Bo Ek,b@x.example,,,,,,Hemlig 2,111 11,Ort,SE'
	import k.csv sender,number,channel,key,status a,C-1,kivra,K-1,active \
	    a,C-1,autogiro,4711,active a,C-2,kivra,K-2,active
	local one wish='"email":"f@x.example","agreements":[{"bank":"kivra",
	    "key":"F-1"}],"identity":"19121212-1212"' n
	local address='"address":{"line1":"Box 1","post_code":"123 45",
	    "city":"Ort","country":"SE"},"contact":{"email":"d@x.example"}'
	for n in 1 2; do
		one=$(record a/invoice/1 "{\"ids\":[{\"id\":\"C-$n\"}],$address}" \
		    "{$wish$([ $n = 1 ] || echo ,\"protected\":true)}")
		found 'yes|Box 1, 123 45 Ort, SE|buyer address in the document||' \
		    2026-02-01 letter "$one"
		jq -e '[.reach.channels[] | select(.channel != "letter")] |
		    length == 4 and all(. == { channel, status: "no",
		    evidence: "protected identity: not looked up" })' out
		jq -c .reach.customer out >"customer-$n"
		! jq -c .reach out | grep -E 'Ek|Hemlig|example|K-|9876|vip'
	done
	[ "$(cat customer-1)" = \
	    '{"number":"C-1","language":"fi","protected":true,"hold":true}' ]
	[ "$(cat customer-2)" = '{"protected":true}' ]
	# the register's address is not used
	one=$(record a/invoice/1 "$customer")
	found 'no||no buyer address in the document||' 2026-02-01 letter "$one"
	# found by his number, he is protected too
	one=$(record a/invoice/1 "{$address}" '{"identity":"811218-9876"}')
	found 'no||protected identity: not looked up||' 2026-02-01 kivra "$one"
}

@test "the customer has what rules and messages ask for" {
	keyed
	import c.csv sender,number,name,wishes,tags,public,hold,no_debit,duplex,inserts \
	    'a,C-1,Ort kommun,letter email,big vip,yes,no,yes,yes,flyer'
	record a/invoice/1 "$customer" >in
	expect 0 in out mc-lookup -c "$CONF"
	jq -e '.reach.customer == { number: "C-1", name: "Ort kommun",
	    wishes: ["letter", "email"], tags: ["big", "vip"], public: true,
	    no_debit: true, print: { duplex: true, inserts: ["flyer"] } }' out
}

@test "agreements and identities: the same bytes again, and in parts" {
	keyed
	import c.csv sender,number,identity a,C-1,198112189876 a,C-2,
	import k.csv sender,number,channel,key,status a,C-1,kivra,K-1,active
	for i in $(seq 200); do
		record "a/invoice/$i" "{\"ids\":[{\"id\":\"C-$((i % 4))\"}]}"
	done >in
	expect 0 in whole mc-lookup -c "$CONF"
	expect 0 in again mc-lookup -c "$CONF"
	same_bytes whole again
	PARALLEL_HOME=$PWD expect 0 in parts parallel --will-cite --pipe -k \
	    -j 2 -N 50 -q mc-lookup -c "$CONF"
	same_bytes whole parts
}
