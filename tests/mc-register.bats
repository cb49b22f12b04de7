#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
load helper

setup() {
	setup_home
	rm -f "$MC_HOME/mc.yaml"
	cd "$BATS_TEST_TMPDIR" || return
	HEAD=sender,number,name,email,mobile,language,wishes
	CONF=$ROOT/testdata/route/mc.yaml
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

@test "no subcommand, an unknown one, too many operands" {
	expect 64 /dev/null out mc-register
	expect 64 /dev/null out mc-register forget
	expect 64 /dev/null out mc-register import a b
	expect 64 /dev/null out mc-register list a
	expect 64 /dev/null out mc-register init a b
	expect 64 /dev/null out mc-register init -e staging
}

# ---- init --------------------------------------------------------------

@test "init: private, stamped, with a key, and again without change" {
	expect 0 /dev/null out mc-register init new/home
	[ "$(stat -c %a new/home)" = 700 ]
	[ "$(stat -c %a new/home/keys/identity)" = 600 ]
	grep -Eqx '[0-9a-f]{64}' new/home/keys/identity
	[ "$(wc -c <new/home/keys/identity)" = 65 ]
	grep -Fqx 'environment: test' new/home/mc.home
	cp new/home/keys/identity key
	expect 0 /dev/null out mc-register init -e test new/home
	same_bytes key new/home/keys/identity
	expect 0 /dev/null out mc-register init other
	run ! cmp -s key other/keys/identity
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

@test "init: the key can be used by a configuration" {
	{ cat "$CONF"; echo 'keys: {identity: keys/identity}'; } \
	    >"$MC_HOME/mc.yaml"
	table
	expect 0 /dev/null out mc-register import f.csv
}

# ---- import ------------------------------------------------------------

@test "import: CSV as it comes, and what list and export say of it" {
	printf '\357\273\277%s\r\n%s\r\n\r\n%s' 'number;sender;name;wish' \
	    'C-2;a;"Bo ""Bosse"" Ek; målare";letter' ' C-1 ;a;Anna;' >f.csv
	expect 0 /dev/null out mc-register import f.csv
	[ ! -s out ] && [ ! -s "$MESSAGES" ]
	mc-register list >got
	printf '%s\t%s\t%s\t\t\t\t%s\n' a C-1 Anna '' \
	    a C-2 'Bo "Bosse" Ek; målare' letter >want
	diff -u want got
	mc-register export >got
	cat >want <<-'END'
	sender,number,name,email,mobile,language,wishes
	a,C-1,Anna,,,,
	a,C-2,"Bo ""Bosse"" Ek; målare",,,,letter
	END
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
	printf '%s\n' "$HEAD" b,C-1,,,,, | diff -u - b.csv
	[ "$(mc-register list -s a | wc -l)" = 1 ]
	[ "$(mc-register list -s c | wc -l)" = 0 ]
}

@test "import: JSON lines, null and nothing take away, the rest stays" {
	table a,C-1,Anna,a@x.example,+46701740605,sv,letter
	mc-register import f.csv
	cat >f.jsonl <<-'END'
	{"number":"C-1","sender":"a","email":null,"language":"","wish":"email"}
	{"sender":"a","number":"\u0043-2","name":"\u00c5sa"}
	END
	expect 0 f.jsonl out mc-register import -
	mc-register export >got
	printf '%s\n' "$HEAD" a,C-1,Anna,,+46701740605,,email a,C-2,Åsa,,,, |
	    diff -u - got
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
	    '8: /wish: not a name (a-z, 0-9, hyphens)' \
	    '9: 5 fields, the header has 7' '10: /name: control character' \
	    '11: /name: control character' \
	    '13: /email: not an e-mail address' '14: /number: over 64 bytes'
}

@test "import: personal identity numbers are refused, and not shown" {
	id='looks like a personal identity number, which the register does'
	id="$id not take"
	table a,811218-9876,,,,, a,198112189876,,,,, 'a,C-3,Bo 8112189876,,,,' \
	    a,C-4,,811218-9876@x.example,,, a,C-5,,,+198112189876,, \
	    a,131052-308T,,,,, a,C-7,,,,,x-8112189876 \
	    8112189876,C-8,,,,,
	refused f.csv "2: /number: this customer number $id" \
	    "3: /number: this customer number $id" "4: /name: $id" \
	    "5: /email: $id" "6: /mobile: $id" \
	    "7: /number: this customer number $id" "8: /wish: $id" \
	    "9: /sender: $id"
	run ! grep -E '9876|308T' "$MESSAGES"
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
	    "4: /wish: unknown channel 'kivra'"
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
