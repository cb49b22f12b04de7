#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# No input hurts mc-parse: tests/hostile/README.
load helper

CPU=10 # seconds of one core, for files of up to 48 MiB
PATIENCE=1 # times that, with a sanitizer

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	unset MC_HOME MC_CONF
	HOSTILE=$ROOT/tests/hostile
	GOOD=$ROOT/testdata/example.xml
	if is_sanitized; then
		PATIENCE=20
	fi
}

is_sanitized() {
	[[ $BUILD == *asan* || $BUILD == *fuzz* ]]
}

# messages_are_good LEAST: one clause a line, of what can be read, without
# any personal number, and at least so many of them.
messages_are_good() {
	assert_lines_least "$1" messages
	if LC_ALL=C grep -nav '^mc-parse: .' messages ||
	    LC_ALL=C grep -nva '^.\{,900\}$' messages ||
	    LC_ALL=C grep -naP '[\x00-\x1f\x7f]' messages ||
	    grep -na '1212121212\|121212-1212' messages; then
		fail 'such a message'
	fi
	iconv -f UTF-8 -t UTF-8 messages >/dev/null || fail 'no UTF-8'
}

assert_lines_least() {
	[ "$(wc -l <"$2")" -ge "$1" ] || fail "$2 has fewer than $1 lines"
}

# parse STATUS MB FILE...: with the rules of Peppol, in bounds.
parse() {
	local want=$1 mb=$2 got=0 kib
	shift 2
	(
		ulimit -t $((PATIENCE * CPU))
		exec /usr/bin/time -f %M -o kib mc-parse -R peppol \
		    -d 2026-11-22 "$@"
	) >out 2>messages || got=$?
	[ "$got" -eq "$want" ] ||
	    fail "status $got, not $want: $(head -c 500 messages)"
	kib=$(tail -n 1 kib)
	is_sanitized || [ "$kib" -le $((mb * 1024)) ] ||
	    fail "$((kib / 1024)) MiB, not $mb"
}

# one NAME STATUS RULE LINE MB: the case between two good files.
one() {
	local rule line
	"$HOSTILE/make" "$1" >"$1.xml"
	parse "$2" "$5" "$GOOD" "$1.xml" "$GOOD"
	messages_are_good $(($2 > 0))
	# those around it are there and are good, whatever it is
	for i in 1 "$(($(grep -c . out) - ($2 != 65)))"; do
		sed -n "${i}p" out | jq -e '.invoice.number == "26700001" and
		    (has("rejected") | not)' >/dev/null ||
		    fail "record $i of $(wc -l <out) is not the good one"
	done
	[ "$(grep -c '"end":{' out)" -eq $(($2 != 65)) ] ||
	    fail 'a run has a seal unless a file is cut off'
	sed -n 2p out >record
	if [ "$3" = - ]; then
		jq -e '.invoice and (has("rejected") | not)' record >/dev/null ||
		    fail "rejected: $(jq -c .rejected record)"
		return
	fi
	jq -e --arg rule "$3" '.rejected and (.rejected.rule == $rule or
	    any(.problems[]?; .rule == $rule and .severity == "fatal"))' \
	    record >/dev/null || fail "not $3: $(jq -c .rejected record)"
	[ "$4" = - ] || grep -q "^mc-parse: $1.xml:$4: " messages ||
	    fail "not line $4: $(head -n 1 messages)"
	jq -r '.problems[]?, .rejected | .path?, .place?, .text?' record >told
	refute grep -n '1212121212\|121212-1212' told
}

# group NAME: all its cases; it has so many at least.
group() {
	local name in status rule line mb n=0
	while IFS=$'\t' read -r name in status rule line mb _; do
		[ "$in" = "$1" ] || continue
		echo "case $name"
		one "$name" "$status" "$rule" "$line" "$mb"
		rm -f "$name.xml"
		n=$((n + 1))
	done <"$HOSTILE/cases.tsv"
	[ "$n" -ge "$2" ] || fail "only $n cases"
}

@test "hostile: entities, and what would be fetched" { group fetch 12; }
@test "hostile: depth, numbers and lengths of things" { group size 20; }
@test "hostile: files that end too early" { group early 14; }
@test "hostile: characters and encodings" { group characters 30; }
@test "hostile: names, namespaces, attributes" { group names 18; }
@test "hostile: numbers and dates" { group numbers 11; }
@test "hostile: a hundred thousand of what may be there" { group many 14; }
@test "hostile: personal numbers in wrong places" { group persons 14; }

@test "hostile: the table names every case" {
	diff <("$HOSTILE/make" --list | sort) \
	    <(sed 1d "$HOSTILE/cases.tsv" | cut -f 1 | sort)
}

# body FILE: without its declaration, as it stands in a wrapper
body() {
	sed '1s/^<?xml [^>]*>//' "$1"
}

@test "hostile: documents around it in the same file are read" {
	local name
	for name in doctype-inside depth-101 names-many nul overlong \
	    undeclared namespace-long duplicate-attribute mismatch accounts \
	    attributes-many digits-5000; do
		"$HOSTILE/make" "$name" >one.xml
		{
			echo '<?xml version="1.0" encoding="UTF-8"?><run>'
			body "$GOOD"
			body one.xml
			body "$GOOD"
			echo '</run>'
		} >run.xml
		parse 1 128 run.xml
		[ "$(jq -r 'if .end then "end" elif .rejected then "bad" else
		    .invoice.number end' out | tr '\n' ' ')" = \
		    '26700001 bad 26700001 end ' ] ||
		    fail "$name: $(cut -c 1-200 out)"
	done
}

@test "hostile: a hundred documents of 30 000 names each give them back" {
	awk 'BEGIN {
		print "<run>"
		for (d = 0; d < 100; d++) {
			printf "<Invoice xmlns=\"urn:oasis:names:specification"
			printf ":ubl:schema:xsd:Invoice-2\">"
			for (i = 0; i < 30000; i++)
				printf "<n%dx%d/>", d, i
			print "</Invoice>"
		}
		print "</run>"
	}' >run.xml
	parse 1 100 run.xml
	assert_lines 101 out
}

# Twice as much work for a document that is twice as long: counted, as time
# depends on what else the machine does.
@test "hostile: work grows as documents do" {
	command -v valgrind >/dev/null || skip 'valgrind is not here'
	if is_sanitized; then
		skip 'valgrind does not run what is sanitized'
	fi
	local what n work
	for what in notes subtotals rates payments identifications \
	    line-allowances properties; do
		work=()
		for n in 500 1000 2000; do
			MANY=$n "$HOSTILE/make" "$what" >some.xml
			work+=("$(valgrind --tool=callgrind \
			    --callgrind-out-file=/dev/null mc-parse -R peppol \
			    -d 2026-11-22 some.xml 2>&1 >/dev/null |
			    sed -n 's/.*Collected : //p')")
		done
		[ $((work[2] - work[1])) -le \
		    $(((work[1] - work[0]) * 22 / 10)) ] ||
		    fail "$what: ${work[*]} instructions"
	done
}
