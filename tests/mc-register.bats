#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
load helper

setup() {
	setup_home
	rm -f "$MC_HOME/mc.yaml"
	cd "$BATS_TEST_TMPDIR" || return
	HEAD=sender,number,name,email,mobile,language,wishes
	CONF=$ROOT/testdata/route/mc.yaml
	WHOLE=sender,number,name,care_of,line1,line2,post_code,city,country
	WHOLE+=,email,mobile,language,wishes,tags,protected,public,hold
	WHOLE+=,no_debit,duplex,colour,envelope,inserts
}

# commas N: so many empty columns.
commas() {
	printf '%*s' "$1" '' | tr ' ' ,
}

# secrets CURRENT [OLD]: a configuration with secrets of those names.
secrets() {
	local name keys="columns: keys/$1${2:+, columns_old: keys/$2}"
	for name; do
		if [ ! -e "$MC_HOME/keys/$name" ]; then
			(umask 077
			printf '%064d\n' "${#name}$RANDOM" \
			    >"$MC_HOME/keys/$name")
		fi
	done
	{ cat "$CONF"; echo "keys: {$keys}"; } >"$MC_HOME/mc.yaml"
}

# table LINE...: a CSV file with all columns, f.csv.
table() {
	printf '%s\n' "$HEAD" "$@" >f.csv
}

list() {
	mc-register list >"$1"
}

# refused FILE MESSAGE...: 65, exactly these messages at their lines, and
# the register is as it was.
refused() {
	local file=$1 want
	shift
	list before
	expect 65 /dev/null out mc-register import "$file" || return
	want=$(printf "mc-register: $file:%s\n" "$@")
	diff <(sed '$d' "$MESSAGES") <(printf '%s\n' "$want") || return
	last_line "$MESSAGES" |
	    grep -Fqx "mc-register: $file: nothing was imported" || return
	list after
	same_bytes before after
}

@test "usage" { contract_usage mc-register; }
@test "usage of init" { contract_usage mc-register init; }
@test "usage of import" { contract_usage mc-register import; }
@test "usage of list" { contract_usage mc-register list; }
@test "usage of export" { contract_usage mc-register export; }
@test "usage of history" { contract_usage mc-register history; }
@test "usage of rotate" { contract_usage mc-register rotate; }

@test "no subcommand, an unknown one, too many operands" {
	expect 64 /dev/null out mc-register
	expect 64 /dev/null out mc-register forget
	expect 64 /dev/null out mc-register import a b
	expect 64 /dev/null out mc-register list a
	expect 64 /dev/null out mc-register list -S aktiv
	expect 64 /dev/null out mc-register init a b
	expect 64 /dev/null out mc-register history a
	expect 64 /dev/null out mc-register history a b c
	expect 64 /dev/null out mc-register rotate a
	expect 64 /dev/null out mc-register export -f xml
	expect 64 /dev/null out mc-register init -e staging
}

# ---- init --------------------------------------------------------------

@test "init: private, stamped, with a key, and again without change" {
	expect 0 /dev/null out mc-register init new/home
	[ "$(stat -c %a new/home)" = 700 ]
	for key in identity columns; do
		[ "$(stat -c %a "new/home/keys/$key")" = 600 ]
		grep -Eqx '[0-9a-f]{64}' "new/home/keys/$key"
		[ "$(wc -c <"new/home/keys/$key")" = 65 ]
	done
	refute cmp -s new/home/keys/identity new/home/keys/columns
	grep -Fqx 'environment: test' new/home/mc.home
	cp new/home/keys/identity key
	expect 0 /dev/null out mc-register init -e test new/home
	same_bytes key new/home/keys/identity
	expect 0 /dev/null out mc-register init other
	refute cmp -s key other/keys/identity
}

@test "init: production stays production" {
	expect 0 /dev/null out mc-register init -e production p
	grep -Fqx 'environment: production' p/mc.home
	expect 0 /dev/null out mc-register init p
	expect 73 /dev/null out mc-register init -e test p
	grep -Fqx 'environment: production' p/mc.home
}

@test "init: MC_HOME is the usual folder" {
	unset MC_HOME
	expect 64 /dev/null out mc-register init
	MC_HOME=$PWD/h expect 0 /dev/null out mc-register init
	[ -s h/mc.home ]
}

@test "init: one that was cut short before the stamp is ended" {
	export MC_HOME=$BATS_TEST_TMPDIR/cut
	mc-register init
	rm "$MC_HOME/mc.home"
	run -0 mc-register init
	[ -f "$MC_HOME/mc.home" ]
}

@test "a folder that others may look into is refused by all tools" {
	chmod 750 "$MC_HOME"
	for tool in mc-parse mc-lookup mc-render mc-guard mc-sefaktura \
	    mc-autogiro mc-send mc-archive mc-register\ list; do
		# shellcheck disable=SC2086 # a tool and its subcommand
		expect 78 /dev/null out $tool
		grep -Fq 'is open to others (mode 750)' "$MESSAGES"
		[ ! -s out ]
	done
	chmod 700 "$MC_HOME"
	expect 0 /dev/null out mc-register list
}

@test "init: a folder with other files is left alone" {
	mkdir -m 755 theirs
	: >theirs/thesis.txt
	expect 73 /dev/null out mc-register init theirs
	grep -q thesis.txt "$MESSAGES"
	[ "$(stat -c %a theirs)" = 755 ]
	[ "$(ls theirs)" = thesis.txt ]
	mkdir -m 755 ours
	: >ours/mc.yaml
	expect 0 /dev/null out mc-register init ours
	[ "$(stat -c %a ours)" = 700 ]
}

@test "init: a start finishes what a crash left between" {
	mkdir -m 700 h
	mkdir h/keys h/spool
	: >h/mc.home.x7Bq2z
	expect 0 /dev/null out mc-register init h
	[ -s h/mc.home ] && [ -s h/keys/identity ] && [ -d h/archive ]
}

@test "init: the key of a home in use is never made again" {
	rm "$MC_HOME/keys/identity"
	expect 78 /dev/null out mc-register init
	[ ! -e "$MC_HOME/keys/identity" ]
}

@test "init: the keys can be used by a configuration" {
	{ cat "$CONF"
	  echo 'keys: {identity: keys/identity, columns: keys/columns}'; } \
	    >"$MC_HOME/mc.yaml"
	table
	expect 0 /dev/null out mc-register import f.csv
}

# ---- import ------------------------------------------------------------

@test "import: CSV as it comes, and what list and export say of it" {
	printf '\357\273\277%s\r\n%s\r\n\r\n%s' 'number;sender;name;wishes' \
	    'C-2;a;"Bo ""Bosse"" Ek; målare";letter' ' C-1 ;a;Anna;' >f.csv
	expect 0 /dev/null out mc-register import f.csv
	[ ! -s out ] && [ ! -s "$MESSAGES" ]
	mc-register list >got
	printf '%s\t%s\t%s%s\n' a C-1 Anna '' \
	    a C-2 'Bo "Bosse" Ek; målare' $'\twishes letter' >want
	diff -u want got
	mc-register export >got
	printf '%s\n' "$WHOLE" "a,C-1,Anna$(commas 19)" \
	    'a,C-2,"Bo ""Bosse"" Ek; målare"'"$(commas 10)letter$(commas 9)" \
	    >want
	diff -u want got
	[ "$(stat -c %a "$MC_HOME/register.db")" = 600 ]
}

@test "import: what export wrote changes nothing" {
	table 'a,C-1,"A, ""B""",a@x.example,+46701740605,sv,letter' b,C-1,,,,,
	mc-register import f.csv
	mc-register export >e.csv
	expect 0 /dev/null out mc-register import -n --replace e.csv
	[ ! -s out ]
	mc-register export --sender b >b.csv
	printf '%s\n' "$WHOLE" "b,C-1$(commas 20)" | diff -u - b.csv
	[ "$(mc-register list -s a | wc -l)" = 1 ]
	[ "$(mc-register list -s c | wc -l)" = 0 ]
}

@test "import: JSON lines, null and nothing take away, the rest stays" {
	table a,C-1,Anna,a@x.example,+46701740605,sv,letter
	mc-register import f.csv
	cat >f.jsonl <<-'END'
	{"number":"C-1","sender":"a","email":null,"language":"","wishes":["email","letter"]}
	{"sender":"a","number":"\u0043-2","name":"\u00c5sa"}
	END
	expect 0 f.jsonl out mc-register import -
	mc-register export >got
	printf '%s\n' "$WHOLE" \
	    "a,C-1,Anna$(commas 8)+46701740605,,email letter$(commas 9)" \
	    "a,C-2,Åsa$(commas 19)" | diff -u - got
}

@test "import -n: the difference, and nothing happens" {
	table a,C-1,Anna,a@x.example,,, a,C-2,Bo,,,, a,C-3,Cia,,,,
	expect 0 /dev/null out mc-register import -n f.csv
	[ ! -e "$MC_HOME/register.db" ]
	cat >want <<-'END'
	+ a C-1: name Anna, email a@x.example
	+ a C-2: name Bo
	+ a C-3: name Cia
	END
	diff -u want out
	mc-register import f.csv
	mc-register import - <<<$'sender,number\nb,C-1'
	list before
	table a,C-4,,,,, a,C-1,Anna,,+46701740605,, a,C-3,Cia,,,,
	expect 0 /dev/null out mc-register import -n -r f.csv
	cat >want <<-'END'
	~ a C-1: email a@x.example -> nothing, mobile nothing -> +46701740605
	+ a C-4
	- a C-2: name Bo
	END
	diff -u want out
	list after
	same_bytes before after
	expect 0 /dev/null out mc-register import -v f.csv
	grep -q '1 new, 1 changed, 0 removed, 1 as before' "$MESSAGES"
	expect 0 /dev/null out mc-register import -v -r f.csv
	grep -q '0 new, 0 changed, 1 removed, 3 as before' "$MESSAGES"
	mc-register list | cut -f 1,2 >got
	printf '%s\t%s\n' a C-1 a C-3 a C-4 b C-1 | diff -u - got
}

@test "import -r: many are removed, those of other senders are not" {
	seq 3000 | awk -v head="$HEAD" 'BEGIN { print head }
	    { print "a," $1 ",,,,,"; print "b," $1 ",,,,," }' >f.csv
	mc-register import f.csv
	table a,2000,,,,, a,new,,,,,
	expect 0 /dev/null out mc-register import -r f.csv
	[ "$(mc-register list -s a | cut -f 2 | xargs)" = '2000 new' ]
	[ "$(mc-register list -s b | wc -l)" = 3000 ]
	table
	expect 0 /dev/null out mc-register import -r f.csv
	[ "$(mc-register list | wc -l)" = 3002 ]
}

@test "import: every fault with its line, and nothing is imported" {
	mc-register import - <<<$'sender,number\na,C-0'
	table ,C-1,,,,, a,,,,,, a,C-3,,no-mail,,, a,C-4,,,070-1740605,, \
	    a,C-5,,,,se, A,C-6,,,,, a,C-7,,,,,Letter a,C-8,,, \
	    $'a,C-9,a\tb,,,,' a,C-10,$'"two\nlines"',,,, a,C-12,,a@b@c.d,,, \
	    a,"$(printf '%065d' 0)",,,,, a,C-14,fine,,,,
	refused f.csv '2: /sender: is missing' '3: /number: is missing' \
	    '4: /email: not an e-mail address' \
	    '5: /mobile: not + and 8 to 15 digits with the country number' \
	    '6: /language: none of sv nb nn fi da en' \
	    '7: /sender: not a name (a-z, 0-9, hyphens)' \
	    '8: /wishes: not names (a-z, 0-9, hyphens) with blanks between' \
	    '9: 5 fields, the header has 7' '10: /name: control character' \
	    '11: /name: control character' \
	    '13: /email: not an e-mail address' '14: /number: over 64 bytes'
}

@test "import: personal identity numbers are refused, and not shown" {
	id='looks like a personal identity number, which does not belong here'
	table a,811218-9876,,,,, a,198112189876,,,,, 'a,C-3,Bo 8112189876,,,,' \
	    a,C-4,,811218-9876@x.example,,, a,C-5,,,+198112189876,, \
	    a,131052-308T,,,,, a,C-7,,,,,x-8112189876 \
	    8112189876,C-8,,,,,
	refused f.csv "2: /number: this customer number $id" \
	    "3: /number: this customer number $id" "4: /name: $id" \
	    "5: /email: $id" "6: /mobile: $id" \
	    "7: /number: this customer number $id" "8: /wishes: $id" \
	    "9: /sender: $id"
	refute grep -E '9876|308T' "$MESSAGES"
	# a Finnish mobile number of such digits is none
	table a,C-1,,,+358401010000,, a,C-2,,,+358401010018,,
	expect 0 /dev/null out mc-register import f.csv
}

@test "import: headers" {
	echo sender,number,e-mail,phone >f.csv
	refused f.csv "1: unknown column 'e-mail'" "1: unknown column 'phone'"
	echo sender,name,name >f.csv
	refused f.csv "1: column 'name' stands twice" \
	    "1: column 'number' is missing"
	: >f.csv
	refused f.csv '1: there is no header'
	printf '\n\n' >f.csv
	refused f.csv '1: there is no header'
}

@test "import: what CSV is not" {
	table 'a,C-1,"open,,,,' b,C-2,,,,,
	refused f.csv '2: a quote that is never closed'
	table 'a,C-1,"x"y,,,,'
	refused f.csv '2: text behind a closing quote'
	table a,C-1,,,,, 'a,C-2,x"y",,,,'
	refused f.csv '3: a quote inside a field that is not in quotes'
	table "a,C-1,$(printf 'x\345'),,,,"
	refused f.csv '2: not UTF-8 (byte 2 of the field)'
	table "a,C-1,$(printf ',%.0s' $(seq 70))"
	refused f.csv '2: more than 64 fields'
}

@test "import: what is no JSON line" {
	cat >f.jsonl <<-'END'
	{"sender":"a","number":"C-1"}
	{"sender":"a","number":"C-2","phone":"1"}
	{"sender":"a","number":3}

	{"sender":"a","number":"C-4","number":"C-5"}
	{"sender":"a","number":"C-6"
	{"sender":"a","number":"C-7","name":"8112189876"}
	END
	list before
	expect 65 /dev/null out mc-register import f.jsonl
	[ "$(sed -n 's/^mc-register: f.jsonl:\([0-9]*\): .*/\1/p' "$MESSAGES" |
	    xargs)" = '2 3 4 5 6 7' ]
	grep -q ':2: /phone: unknown column' "$MESSAGES"
	grep -q ':5: /number: duplicate member name' "$MESSAGES"
	list after
	same_bytes before after
}

@test "import: the same customer twice" {
	table a,C-1,,,,, a,C-2,,,,, b,C-1,,,,, a,C-1,,,,,
	refused f.csv '5: the same customer stands in line 2'
}

@test "import: names that the configuration does not have" {
	{ cat "$CONF"; echo 'senders: {norrlid: {name: Norrlid Energi AB}}'; } \
	    >mc.yaml
	table norrlid,C-1,,,,,letter norlid,C-2,,,,, norrlid,C-3,,,,,kivra
	expect 0 /dev/null out mc-register import -n f.csv
	cp mc.yaml "$MC_HOME/mc.yaml"
	refused f.csv "3: /sender: unknown sender 'norlid'" \
	    "4: /wishes: unknown channel 'kivra'"
	rm "$MC_HOME/mc.yaml"
	expect 65 /dev/null out mc-register import -c mc.yaml f.csv
	MC_CONF=mc.yaml expect 65 /dev/null out mc-register import f.csv
	expect 78 /dev/null out mc-register import -c no.yaml f.csv
	MC_CONF=no.yaml expect 78 /dev/null out mc-register import f.csv
}

@test "import: only the first hundred faults are shown" {
	seq 500 | awk -v head="$HEAD" 'BEGIN { print head }
	    { print "a," $1 ",,x,,," }' >f.csv
	expect 65 /dev/null out mc-register import f.csv
	assert_lines 102 "$MESSAGES"
}

@test "import: files that cannot be read, a home that is none" {
	expect 66 /dev/null out mc-register import no.csv
	expect 66 /dev/null out mc-register import .
	table a,C-1,,,,,
	MC_HOME=$PWD expect 78 /dev/null out mc-register import f.csv
	MC_HOME=$PWD expect 78 /dev/null out mc-register list
	[ ! -e register.db ]
}

@test "a full disk is noticed" {
	table a,C-1,Anna,,,,
	expect 74 /dev/null /dev/full mc-register import -n f.csv
	mc-register import f.csv
	expect 74 /dev/null /dev/full mc-register list
	expect 74 /dev/null /dev/full mc-register export
}

@test "a fault in the last line: nothing changes" {
	table a,C-1,Anna,,,,
	mc-register import f.csv
	seq 5000 | awk -v head="$HEAD" 'BEGIN { print head }
	    { print "a,C-" $1 ",Bo,,,," }
	    END { print "a,C-9999,,x,,," }' >f.csv
	refused f.csv '5002: /email: not an e-mail address'
	[ "$(mc-register list | wc -l)" = 1 ]
}

# What is in the register is all of the old or all of the new.
@test "kill -9 in the middle of an import: all or nothing" {
	rows() {
		seq 20000 | awk -v head="$HEAD" -v name="$1" 'BEGIN {
			print head } { print "a,C-" $1 "," name ",,,," }'
	}
	rows old >old.csv
	rows new >new.csv
	mc-register import old.csv
	killed=0
	RANDOM=${SEED:-20261122}
	echo "seed ${SEED:-20261122}"
	for _ in $(seq 10); do
		mc-register import new.csv &
		pid=$!
		sleep "0.$(printf %03d $((RANDOM % 80)))"
		kill -9 "$pid" 2>/dev/null || true
		status=0
		wait "$pid" || status=$?
		[[ $status == 0 || $status == 137 ]]
		[[ $status == 0 ]] || killed=$((killed + 1))
		names=$(mc-register list | cut -f 3 | sort | uniq -c | xargs)
		[[ $names == '20000 old' || $names == '20000 new' ]] ||
		    fail "$names"
		mc-register import old.csv
	done
	echo "$killed killed"
	[ "$killed" -gt 0 ]
	mc-register import new.csv
	[ "$(mc-register list | cut -f 3 | sort -u)" = new ]
}

@test "an import waits for another one" {
	for s in a b c d; do
		seq 3000 | awk -v head="$HEAD" -v s="$s" 'BEGIN { print head }
		    { print s ",C-" $1 ",,,,," }' >"$s.csv"
	done
	pids=()
	for s in a b c d; do
		mc-register import "$s.csv" &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do
		wait "$pid"
	done
	[ "$(mc-register list | wc -l)" = 12000 ]
}

# ---- customers and agreements ------------------------------------------

@test "import: all columns, lists and flags as people write them" {
	cat >f.csv <<-'END'
	sender;number;care_of;line1;post_code;city;country;wishes;tags;protected;public;hold;no_debit
	a;C-1;c/o Bo;Gatan 1, 2 tr;981 31;Kiruna;SE;"email; letter";vip  big;true;no;1;YES
	a;C-2;;;;;;;;false;0;;
	END
	expect 65 /dev/null out mc-register import f.csv
	grep -q ':2: /no_debit: none of yes no true false 1 0' "$MESSAGES"
	sed -i s/YES/yes/ f.csv
	expect 0 /dev/null out mc-register import f.csv
	cat >want <<-'END'
	{"sender":"a","number":"C-1","care_of":"c/o Bo","line1":"Gatan 1, 2 tr","post_code":"981 31","city":"Kiruna","country":"SE","wishes":["email","letter"],"tags":["vip","big"],"protected":true,"hold":true,"no_debit":true}
	{"sender":"a","number":"C-2"}
	END
	mc-register export -f jsonl >got
	diff -u want got
	expect 0 /dev/null out mc-register import -n -r got
	[ ! -s out ]
	mc-register import - <<<'{"sender":"a","number":"C-1","protected":false}'
	mc-register list -N C-1 >got
	refute grep -q protected got
	grep -q 'hold yes, no_debit yes' got
}

@test "import: addresses" {
	head=sender,number,post_code,country
	printf '%s\n' $head a,C-1,9813,SE a,C-2,98131,NO a,C-3,12,se \
	    a,C-4,SW1A,GB a,C-5,9813, >f.csv
	refused f.csv '2: /post_code: not a post code of the country' \
	    '3: /post_code: not a post code of the country' \
	    '4: /country: not an ISO 3166-1 code of two capital letters'
	# against what the register has
	mc-register import - <<<$'sender,number,post_code\na,C-5,9813'
	printf '%s\n' sender,number,country a,C-6,SE a,C-5,SE >f.csv
	refused f.csv '3: /post_code: not a post code of the country'
}

# agreements LINE...: a CSV file of agreements, g.csv.
agreements() {
	printf '%s\n' sender,number,channel,key,status,from,to,source "$@" \
	    >g.csv
}

@test "import: agreements, their difference, list and export" {
	table a,C-1,Anna,,,, a,C-2,Bo,,,,
	mc-register import f.csv
	agreements a,C-1,giro,5551,active,2026-01-01,,bank a,C-1,portal,,,,, \
	    a,C-2,giro,5552,new,,2026-12-31,
	expect 0 /dev/null out mc-register import -n g.csv
	cat >want <<-'END'
	+ a C-1 giro 5551: status active, from 2026-01-01, source bank
	+ a C-1 portal (no key): status active, source import g.csv
	+ a C-2 giro 5552: status new, to 2026-12-31, source import g.csv
	END
	diff -u want out
	[ "$(mc-register export -a | wc -l)" = 1 ]
	expect 0 /dev/null out mc-register import -v g.csv
	grep -q '3 new, 0 changed' "$MESSAGES"
	printf '%s\t%s\t%s\n' a C-1 Anna \
	    a C-1 $'\tgiro 5551: active from 2026-01-01, bank' \
	    a C-1 $'\tportal (no key): active, import g.csv' a C-2 Bo \
	    a C-2 $'\tgiro 5552: new to 2026-12-31, import g.csv' >want
	mc-register list | diff -u want -
	sed -n '1,2p' want >some
	mc-register list -C giro -S active | diff -u some -
	[ -z "$(mc-register list -C giro -S refused)" ]
	[ "$(mc-register list -s a -N C-2 | wc -l)" = 2 ]
	for format in csv jsonl; do
		mc-register export -a -f $format >e
		expect 0 /dev/null out mc-register import -n -r e
		[ ! -s out ]
	done
	jq -cS 'select(.key == "5551")' e >got
	printf '%s\n' '{"channel":"giro","from":"2026-01-01","key":"5551",'\
'"number":"C-1","sender":"a","source":"bank","status":"active"}' | diff -u - got
	# what a line does not give stays; replace is by sender and channel
	printf '%s\n' sender,number,channel,key,status \
	    a,C-1,giro,5551,cancelled >g.csv
	expect 0 /dev/null out mc-register import -n -r g.csv
	cat >want <<-'END'
	~ a C-1 giro 5551: status active -> cancelled, source bank -> import g.csv
	- a C-2 giro 5552: status new, to 2026-12-31, source import g.csv
	END
	diff -u want out
	mc-register import -r g.csv
	mc-register list -C giro | tail -n 1 >got
	printf '%s\t%s\t%s\n' a C-1 \
	    $'\tgiro 5551: cancelled from 2026-01-01, import g.csv' |
	    diff -u - got
	# who is removed takes them along
	table a,C-2,,,,,
	expect 0 /dev/null out mc-register import -n -r f.csv
	[ "$(cut -c 1-14 out | xargs)" = \
	    '~ a C-2: name - a C-1: name - a C-1 giro 5 - a C-1 portal' ]
	mc-register import -r f.csv
	[ "$(mc-register list | wc -l)" = 1 ]
	[ "$(mc-register export -a | wc -l)" = 1 ]
}

@test "import: what is wrong with agreements" {
	table a,C-1,,,,,
	mc-register import f.csv
	agreements a,C-1,,5551,,,, a,C-1,Giro,,,,, a,C-1,giro,1,gone,,, \
	    a,C-1,giro,2,,2026-13-01,, a,C-1,giro,3,,2026-02-02,2026-02-01, \
	    a,C-1,giro,~4,,,, ,C-1,giro,5,,,, a,8112189876,giro,6,,,,
	refused g.csv '2: /channel: is missing' \
	    '3: /channel: not a name (a-z, 0-9, hyphens)' \
	    '4: /status: none of new active cancelled refused' \
	    '5: /from: not a date YYYY-MM-DD' '6: /to: before the first day' \
	    '7: /key: not a key, nor what export writes in place of one' \
	    '8: /sender: is missing' "9: /number: this customer number looks \
like a personal identity number, which does not belong here"
	agreements a,C-1,giro,1,,,, a,C-2,giro,1,,,, a,C-3,giro,1,,,, \
	    "a,C-1,giro,~$(printf '%032d' 0),,,,"
	refused g.csv '5: /key: stands for no key that the register has' \
	    '3: /number: the register has no such customer' \
	    '4: /number: the register has no such customer'
	agreements a,C-1,giro,1,,,, a,C-1,giro,1,new,,,
	refused g.csv '3: the same agreement stands in line 2'
	cp "$CONF" "$MC_HOME/mc.yaml"
	agreements a,C-1,giro,1,,,,
	refused g.csv "2: /channel: unknown channel 'giro'"
	[ "$(mc-register export -a | wc -l)" = 1 ]
}

@test "history: what happened to a customer and his agreements" {
	table a,C-1,Anna,,,, a,C-2,,,,,
	mc-register import f.csv
	agreements a,C-1,giro,5551,new,,,
	mc-register import g.csv
	agreements a,C-1,giro,5551,active,2026-01-01,,
	mc-register import - <g.csv
	table a,C-1,Ada,a@x.example,,,
	mc-register import f.csv
	mc-register history a C-1 >got
	refute grep -Ev $'^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z\t' got
	cut -f 2- got >lines
	printf '%s\t%s\n' 'import f.csv' '+ customer' \
	    'import g.csv' '+ giro 5551' \
	    'import standard_input' '~ giro 5551: status new -> active' \
	    'import standard_input' \
	    '~ giro 5551: from nothing -> 2026-01-01' \
	    'import standard_input' \
	    '~ giro 5551: source import g.csv -> import standard_input' \
	    'import f.csv' '~ customer: name Anna -> Ada' \
	    'import f.csv' '~ customer: email nothing -> a@x.example' >want
	diff -u want lines
	expect 66 /dev/null out mc-register history a C-3
	grep -qx 'mc-register: a: C-3: the register knows no such customer' \
	    "$MESSAGES"
	mc-register import -r - <<<$'sender,number\na,C-2'
	refute grep -aq Anna "$MC_HOME/register.db"
	mc-register history a C-1 | cut -f 3 >got
	printf '%s\n' '+ customer' '+ giro' '~ giro: status' '~ giro: from' \
	    '~ giro: source' '~ customer: name' '~ customer: email' \
	    '- customer' '- giro' | diff -u - got
}

# ---- identity numbers ---------------------------------------------------

@test "identities: without a secret nothing is taken" {
	printf '%s\n' sender,number,identity a,C-1, a,C-2,19121212-1212 >f.csv
	agreements a,C-1,email,19121212-1212,,,,
	cp "$CONF" "$MC_HOME/mc.yaml"
	expect 78 /dev/null out mc-register import f.csv
	grep -q 'f.csv:3: .*keys.columns' "$MESSAGES"
	expect 78 /dev/null out mc-register import -n f.csv
	mc-register import - <<<$'sender,number,identity\na,C-1,'
	expect 78 /dev/null out mc-register import g.csv
	grep -q 'g.csv:2: .*keys.columns' "$MESSAGES"
	expect 78 /dev/null out mc-register rotate
	grep -q keys.columns "$MESSAGES"
	[ "$(mc-register list | wc -l)" = 1 ]
}

@test "identities: a sender that keeps none" {
	secrets one
	echo 'senders: {a: {name: A, identity: never}, b: {name: B}}' \
	    >>"$MC_HOME/mc.yaml"
	printf '%s\n' sender,number,identity b,C-1,19121212-1212 a,C-1, \
	    a,C-2,19121212-1212 >f.csv
	never="sender 'a' keeps no identity numbers (identity: never)"
	refused f.csv "4: /identity: $never"
	mc-register import - <<<$'sender,number\na,C-1\nb,C-1'
	agreements b,C-1,email,0000191212121212,,,, \
	    a,C-1,email,0000191212121212,,,, a,C-1,email,1234,,,,
	refused g.csv "3: /key: $never"
}

@test "identities: shown and exported only when asked for" {
	secrets one
	printf '%s\n' sender,number,name,identity a,C-1,Anna,121212+1212 \
	    a,C-2,Bo, >f.csv
	agreements a,C-1,email,191212121212,,,, a,C-2,email,5551,,,,
	expect 0 /dev/null out mc-register import -n f.csv
	cat >want <<-'END'
	+ a C-1: name Anna, identity (hidden)
	+ a C-2: name Bo
	END
	diff -u want out
	mc-register import f.csv
	mc-register import g.csv
	mc-register export | head -n 1 | diff - <(echo "$WHOLE")
	mc-register export -i >i.csv
	grep -q "^a,C-1,Anna$(commas 20)191212121212\$" i.csv
	mc-register export -a -i | grep -q '^a,C-1,email,191212121212,'
	mc-register export -i -f jsonl >i.jsonl
	mc-register export -a >masked.csv
	for file in i.csv i.jsonl masked.csv; do
		expect 0 /dev/null out mc-register import -n -r $file
		[ ! -s out ]
	done
	grep -Eq '^a,C-1,email,~[0-9a-f]{32},' masked.csv
	# the mask is as good as the key
	sed 's/,active,/,cancelled,/' masked.csv >change.csv
	expect 0 /dev/null out mc-register import -r change.csv
	mc-register export -a -i | grep -q '^a,C-1,email,191212121212,cancelled'
	mc-register list | grep -q $'C-1\t\temail (hidden): cancelled'
	mc-register import - <<<$'sender,number,identity\na,C-1,'
	refute grep 191212121212 <(mc-register export -i)
	mc-register history a C-1 | cut -f 3 >got
	printf '%s\n' '+ customer' '+ email (hidden)' \
	    '~ email (hidden): status active -> cancelled' \
	    '~ customer: identity' | diff -u - got
}

# Official test identities, in every command, and every byte that is kept.
@test "identities: no byte of them outside encrypted columns" {
	secrets one
	ids=(191212121212 198112189876 196408233234 189001019802)
	{ echo sender,number,name,identity
	  for i in 0 1 2 3; do echo "a,C-$i,Anna,${ids[i]}"; done; } >f.csv
	{ echo sender,number,channel,key
	  for i in 0 1 2 3; do
		id=${ids[i]}
		printf 'a,C-%s,%s\n' $i "email,$id" $i "sms,${id#??}" \
		    $i "sms,0000$id" $i "portal,12${id#??}7"
	  done; } >g.csv
	log=$BATS_TEST_TMPDIR/log
	for command in 'import -n f.csv' 'import f.csv' 'import -n g.csv' \
	    'import -v g.csv' list export 'export -a' 'history a C-1' \
	    'list -C sms' 'import -v f.csv'; do
		# shellcheck disable=SC2086 # words
		mc-register $command >>"$log" 2>&1
	done
	sed 's/,/,x@/3; s/Anna/811218-9876/' f.csv >wrong.csv
	run -65 mc-register import wrong.csv
	printf '%s\n' "$output" >>"$log"
	sed -i 's/a,C-1,portal.*/a,C-1,portal,&\t/' g.csv
	run -65 mc-register import g.csv
	printf '%s\n' "$output" >>"$log"
	# a reader that stands still keeps the log of the database in its file
	seq 5000 | awk 'BEGIN { print "sender,number,name" }
	    { print "b,C-" $1 ",a name that fills the pipe of the reader" }' |
	    mc-register import
	mkfifo pipe
	mc-register export -s b >pipe 3>&- &
	exec 9<pipe
	read -r _ <&9
	secrets two one
	mc-register rotate >>"$log" 2>&1
	sed -i 's/Anna/Ada/; 2d' f.csv
	mc-register import -r f.csv >>"$log" 2>&1
	[ -s "$MC_HOME/register.db-wal" ]
	for id in "${ids[@]}"; do
		ten=${id#??} eight=${id%????}
		for text in "$ten" "${ten%????}-${ten#??????}" \
		    "${ten%????}+${ten#??????}" "$eight-${id#????????}"; do
			refute grep -raF -e "$text" "$MC_HOME" "$log"
		done
	done
	exec 9<&-
	wait
	[ "$(mc-register export -i | grep -c '[0-9]\{12\}$')" = 3 ]
}

@test "rotate: says how many, and both secrets work until then" {
	secrets one
	printf '%s\n' sender,number,identity a,C-1,121212-1212 a,C-2, >f.csv
	mc-register import f.csv
	agreements a,C-1,email,5551,,,, a,C-1,sms,,,,,
	mc-register import g.csv
	mc-register export -i >before
	expect 0 /dev/null out mc-register rotate
	[ "$(cat out)" = \
	    '0 identities and 0 keys encrypted anew, 2 already were' ]
	secrets two one
	mc-register export -i | same_bytes before -
	mc-register import -n f.csv | diff - /dev/null
	mc-register import -n g.csv | diff - /dev/null
	secrets two
	expect 78 /dev/null out mc-register rotate
	grep -q '2 values are encrypted by another key' "$MESSAGES"
	expect 78 /dev/null out mc-register export -i
	grep -q 'encrypted by another key than keys.columns$' "$MESSAGES"
	secrets two one
	expect 0 /dev/null out mc-register rotate
	[ "$(cat out)" = \
	    '1 identities and 1 keys encrypted anew, 0 already were' ]
	secrets two
	mc-register export -i | same_bytes before -
	mc-register import -n g.csv | diff - /dev/null
}

@test "kill -9 in the middle of a rotation: run again it ends right" {
	secrets one
	seq 20000 | awk 'BEGIN { print "sender,number" }
	    { print "a,C-" $1 }' >f.csv
	seq 20000 | awk 'BEGIN { print "sender,number,channel,key" }
	    { print "a,C-" $1 ",portal," 1000 + $1 }' >g.csv
	mc-register import f.csv
	mc-register import g.csv
	killed=0 now=one next=two
	RANDOM=${SEED:-20261122}
	echo "seed ${SEED:-20261122}"
	for _ in $(seq 10); do
		secrets $next $now
		mc-register rotate >/dev/null &
		pid=$!
		sleep "0.$(printf %03d $((RANDOM % 150)))"
		kill -9 "$pid" 2>/dev/null || true
		status=0
		wait "$pid" || status=$?
		[[ $status == 0 || $status == 137 ]]
		[[ $status == 0 ]] || killed=$((killed + 1))
		# all by one of the two, and both are read
		mc-register import -n g.csv | diff - /dev/null
		mc-register rotate >out
		[[ $(cat out) == \
		    '0 identities and 20000 keys encrypted anew, 0 already were' ||
		    $(cat out) == \
		    '0 identities and 0 keys encrypted anew, 20000 already were' ]]
		secrets $next
		[ "$(mc-register export -a | tail -n +2 | cut -d , -f 2-4 |
		    sort | sha256sum)" = "$(tail -n +2 g.csv |
		    cut -d , -f 2-4 | sort | sha256sum)" ]
		last=$now
		now=$next
		next=$last
	done
	echo "$killed killed"
	[ "$killed" -gt 0 ]
}

@test "an import and a rotation at once: both are done, none in parts" {
	secrets one
	seq 3000 | awk 'BEGIN { print "sender,number" } { print "a,C-" $1 }' \
	    >f.csv
	seq 3000 | awk 'BEGIN { print "sender,number,channel,key" }
	    { print "a,C-" $1 ",portal," 1000 + $1 }' >g.csv
	sed 's/portal,/portal,7/' g.csv >h.csv
	mc-register import f.csv
	mc-register import g.csv
	secrets two one
	mc-register import h.csv >/dev/null 2>i.err & a=$!
	mc-register rotate >/dev/null 2>r.err & b=$!
	mc-register import -n f.csv >/dev/null 2>n.err & c=$!
	wait $a && wait $b && wait $c || {
		cat ./*.err >&2
		return 1
	}
	secrets two
	# what the import brought is of the new secret, whoever came first
	[ "$(mc-register export -a | tail -n +2 | cut -d , -f 2-4 |
	    sort | sha256sum)" = "$(cat g.csv h.csv | grep ^a, |
	    cut -d , -f 2-4 | sort | sha256sum)" ]
	mc-register import -n h.csv | diff - /dev/null
}
