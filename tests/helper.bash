# shellcheck shell=bash
# SPDX-License-Identifier: ISC
#
# What every bats file loads (`load helper`): the tools on PATH, a fresh
# MC_HOME, comparisons that show what differs, and the contracts that each
# tool of the stream must pass (mc-record(5)). A contract is called
# with the tool and its options and gives it records on standard input:
#
#	@test "conservation" { contract_conservation mc-route; }
#
# The records are those of `contract_input`: of rank 0, sealed, of several
# kinds, some with unknown members, some rejected. A tool that needs more sets
# CONTRACT_THROUGH to the pipeline that comes before it ('mc-lookup').

bats_require_minimum_version 1.5.0

ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
BUILD=${BUILD:-build}
[[ $BUILD == /* ]] || BUILD=$ROOT/$BUILD
if [[ -z ${MC_SHARED-} && -d $ROOT/../shared/data/einvoice ]]; then
	MC_SHARED=$(cd "$ROOT/../shared" && pwd)
fi
export ROOT BUILD MC_SHARED PATH="$BUILD:$PATH"
# Nothing that the user has set has a say here, nor a file in his home, nor how
# he has logged in.
export TZ=UTC LC_ALL=C.UTF-8 HOME=$BATS_RUN_TMPDIR/home
unset MC_HOME MC_CONF SUDO_UID CDPATH
umask 022
export LD_PRELOAD=$BUILD/tests/login.so
[[ -e $LD_PRELOAD ]] || {
	echo "no $LD_PRELOAD: make unit" >&2
	exit 1
}

# A fresh installation of environment test in MC_HOME.
setup_home() {
	export MC_HOME=$BATS_TEST_TMPDIR/home
	if command -v mc-register >/dev/null; then
		mc-register init -e test
	else
		mkdir -m 700 "$MC_HOME"
	fi
	if [[ -e $ROOT/testdata/mc.yaml ]]; then
		cp "$ROOT/testdata/mc.yaml" "$MC_HOME/mc.yaml"
	fi
}

# Skips the test where the shared documents are absent; sets SHARED.
need_shared() {
	if [[ -z ${MC_SHARED-} ]]; then
		skip '../shared is absent'
	fi
	export SHARED=$MC_SHARED
}

# fail TEXT...: ends the test with a message.
fail() {
	printf '%s\n' "$*" >&2
	return 1
}

# refute COMMAND...: it must fail; a plain `!` would not end the test. A grep or
# cmp that cannot read its files, status 2, has refuted nothing.
refute() {
	local status=0
	"$@" || status=$?
	[[ $status -ne 0 ]] || fail "should have failed: $*" || return
	[[ ! " $* " =~ ' '(grep|cmp)' ' || $status -eq 1 ]] ||
	    fail "status $status: $*"
}

# same_json A B: both files hold the same JSON values, line by line.
same_json() {
	local a=$BATS_TEST_TMPDIR/same.a b=$BATS_TEST_TMPDIR/same.b
	jq -S . "$1" >"$a" || fail "$1 is not JSON" || return
	jq -S . "$2" >"$b" || fail "$2 is not JSON" || return
	diff -u --label "$1" --label "$2" "$a" "$b"
}

# same_bytes A B: both files are the same; shows where they part.
# shellcheck disable=SC2016 # the dollars are those of awk
same_bytes() {
	cmp -s "$1" "$2" && return
	LC_ALL=C awk -v a="$1" -v b="$2" 'BEGIN {
		do {
			n++
			x = (getline one <a) > 0
			y = (getline two <b) > 0
		} while (x && y && one == two)
		if (!x && !y) {
			print "only the last LF differs"
			exit
		}
		if (!x) one = "(end)"
		if (!y) two = "(end)"
		for (i = 1; substr(one, i, 1) == substr(two, i, 1); i++)
			;
		from = i > 60 ? i - 60 : 1
		print "line " n ", byte " i ":"
		print "  " a ": " substr(one, from, 200)
		print "  " b ": " substr(two, from, 200)
	}' >&2
	return 1
}

# assert_lines N [FILE]: FILE, or what `run` caught, has N lines.
assert_lines() {
	local n
	if [[ $# -gt 1 ]]; then
		n=$(wc -l <"$2")
	else
		n=$(printf '%s' "${output:+$output
}" | wc -l)
	fi
	[[ $n -eq $1 ]] || fail "$n lines, want $1"
}

# last_line [FILE]: prints the last line of FILE, or of what `run` caught.
last_line() {
	if [[ $# -gt 0 ]]; then
		tail -n 1 "$1"
	else
		printf '%s\n' "$output" | tail -n 1
	fi
}

# expect STATUS IN OUT COMMAND...: runs the command with those files; STATUS
# may be a choice, `0|1`. Its messages are in $MESSAGES.
expect() {
	local want=$1 in=$2 out=$3 got=0
	shift 3
	MESSAGES=$BATS_TEST_TMPDIR/messages
	"$@" <"$in" >"$out" 2>"$MESSAGES" || got=$?
	if [[ ! $got =~ ^($want)$ ]]; then
		cat "$MESSAGES" >&2
		fail "$*: exit status $got, want $want"
	fi
}

# ---- records for the contracts ---------------------------------------

# record_lines N FIRST: N records of rank 0 without a seal.
# shellcheck disable=SC2016 # the dollars are those of awk
record_lines() {
	LC_ALL=C awk -v n="$1" -v first="$2" '
	function party(name, country) {
		return "{\"name\":\"" name "\",\"address\":{\"city\":\"" \
		    "Exempelstad\",\"country\":\"" country "\"}}"
	}
	function invoice(number, amount) {
		return "{\"number\":\"" number "\",\"issue_date\":" \
		    "\"2026-01-15\",\"type_code\":\"380\",\"currency\":" \
		    "\"SEK\",\"payable\":\"" amount "\",\"due_date\":" \
		    "\"2026-02-14\",\"seller\":" party("Exempel AB", "SE") \
		    ",\"buyer\":" party("Kund " number, "SE") \
		    ",\"payment\":[{\"code\":\"30\",\"account\":" \
		    "\"5555-5551\",\"branch\":\"SE:BANKGIRO\"}]" \
		    ",\"lines\":[{\"id\":\"1\",\"quantity\":\"1\",\"unit\":" \
		    "\"C62\",\"amount\":\"" amount "\",\"price\":\"" amount \
		    "\",\"vat_category\":\"O\",\"name\":\"Abonnemang\"}]}"
	}
	BEGIN {
		for (i = first; i < first + n; i++) {
			kind = i % 10 == 3 ? "credit-note" : "invoice"
			if (i % 20 == 8)
				kind = "letter-of-tomorrow"
			printf "{\"mc\":1,\"kind\":\"%s\",\"id\":" \
			    "\"example/%s/%d\"", kind, kind, i
			printf ",\"run\":{\"id\":\"0123456789ab\",\"at\":" \
			    "\"2026-01-15T12:00:00Z\"}"
			printf ",\"source\":{\"path\":\"run.xml\"," \
			    "\"format\":\"ubl-invoice\",\"index\":%d," \
			    "\"bytes\":1000,\"sha256\":\"%064d\"}", i, i
			if (i % 7 == 5)
				printf ",\"unknown-%d\":{\"a\": [1e2 ]}", i
			printf ",\"invoice\":%s", invoice(i, \
			    i % 100 "." 10 + i % 90)
			if (i % 12 == 6)
				printf ",\"rejected\":{\"tool\":\"mc-parse\"" \
				    ",\"place\":\"/Invoice\",\"rule\":" \
				    "\"BR-01\",\"text\":\"made to fail\"}"
			print "}"
		}
	}'
}

# seal_of FILE: the seal of a file of such records.
# shellcheck disable=SC2016
seal_of() {
	local dir
	dir=$(mktemp -d "$BATS_TEST_TMPDIR/seal.XXXXXX")
	LC_ALL=C jq -r '[.kind, .id, .source.sha256] | @tsv' "$1" |
	    LC_ALL=C awk -F '\t' -v dir="$dir" '{
		file = dir "/" NR
		printf "%s%c%s%c%s", $1, 0, $2, 0, $3 >file
		close(file)
	    }'
	find "$dir" -type f -exec sha256sum {} + | LC_ALL=C awk '
	BEGIN { hex = "0123456789abcdef" }
	# The digest in eight parts of 16 bits, summed with carry at the end.
	{
		for (i = 0; i < 32; i++)
			part[int(i / 4)] += 16 ^ (3 - i % 4) * \
			    (index(hex, substr($1, i + 1, 1)) - 1)
	}
	END {
		for (i = 7; i >= 0; i--) {
			part[i] += carry
			carry = int(part[i] / 65536)
			text = sprintf("%04x", part[i] % 65536) text
		}
		print text
	}' >"$dir.digest"
	jq -c -n --arg digest "$(cat "$dir.digest")" '
	    def cents: ltrimstr("-") | split(".") |
	        (.[0] | tonumber) * 100 + (.[1] | tonumber);
	    reduce inputs as $r ({ n: 0, sum: 0 };
	        .n += 1 | .sum += ($r.invoice.payable | cents) *
	            (if $r.kind == "credit-note" then -1 else 1 end)) |
	    (if .sum < 0 then "-" else "" end) as $sign |
	    (.sum | if . < 0 then -. else . end) as $sum |
	    { mc: 1, end: { records: .n, totals: { SEK: ($sign +
	        ($sum / 100 | floor | tostring) + "." +
	        ($sum % 100 + 100 | tostring | .[1:])) },
	        digest: $digest, files: [] } }' "$1"
	rm -rf "$dir"
}

# contract_input N: prints the path of N sealed records as the tool wants
# them; made once for a bats file.
contract_input() {
	local raw=$BATS_FILE_TMPDIR/records-$1 in=$BATS_TEST_TMPDIR/in-$1
	if [[ ! -e $raw ]]; then
		record_lines "$1" 1 >"$in"
		seal_of "$in" >>"$in.seal"
		cat "$in" "$in.seal" >"$in.whole"
		mv "$in.whole" "$raw"
	fi
	if [[ -n ${CONTRACT_THROUGH-} ]]; then
		bash -o pipefail -c "$CONTRACT_THROUGH" <"$raw" >"$in" ||
		    fail "CONTRACT_THROUGH: status $?" || return
	else
		cp "$raw" "$in"
	fi
	printf '%s\n' "$in"
}

# The name of the tool among the words of a command.
tool_name() {
	local word
	for word; do
		if [[ ${word##*/} == mc-* ]]; then
			printf '%s\n' "${word##*/}"
			return
		fi
	done
	fail "no tool in: $*"
}

# The status of a tool that has done its work on records some of which are
# rejected: only mc-archive, for the run, says so by 1.
done_status() {
	if [[ $(tool_name "$@") == mc-archive ]]; then
		echo 1
	else
		echo 0
	fi
}

is_seal() {
	grep -q '^{"mc":1,"end":{.*}$'
}

# ---- contracts -------------------------------------------------------

# As many lines out as in, in their order, each with the head it came with;
# the seal is the last and counts the same.
contract_conservation() {
	local in out=$BATS_TEST_TMPDIR/out
	local head='if .end then [.mc, .end.records, .end.totals, .end.digest]
	    else [.mc, .kind, .id, .run, .source] end'
	in=$(contract_input 50)
	expect "$(done_status "$@")" "$in" "$out" "$@" || return
	assert_lines 51 "$out" || return
	last_line "$out" | is_seal || fail 'no seal at the end' || return
	jq -c "$head" "$in" >"$in.head"
	jq -c "$head" "$out" >"$out.head" || fail 'not JSON' || return
	same_bytes "$in.head" "$out.head"
}

# What the tool does not know stays byte for byte, and so does every byte
# before what it appends. A tool that appends nothing sets CONTRACT_APPENDS=no.
# shellcheck disable=SC2016
contract_foreign() {
	local in out=$BATS_TEST_TMPDIR/out odd=$BATS_TEST_TMPDIR/odd
	in=$(contract_input 50)
	LC_ALL=C awk '/^{"mc":1,"end":/ { print; next } {
		sub(/^{/, "{ \"x\":  [1.0e5, \"\\u00e5\\/\\uD83D\\uDE00\" ,-0," \
		    "12345678901234567890.10 ],")
		sub(/}$/, ",\"\\u0078-tra\" : {\"a\":1,\"b\":\t{ } , " \
		    "\"c\":[ [],null]}}")
		print
	}' "$in" >"$odd"
	expect "$(done_status "$@")" "$odd" "$out" "$@" || return
	assert_lines 51 "$out" || return
	# The input comes first, then as many lines of output.
	LC_ALL=C awk -v appends="${CONTRACT_APPENDS-yes}" '
	NR == FNR { line[FNR] = $0; next }
	line[FNR] ~ /^{"mc":1,"end":/ || $0 == line[FNR] { next }
	{
		n++
		start = substr(line[FNR], 1, length(line[FNR]) - 1)
		if (index($0, start ",") != 1) {
			print "line " FNR " changed"
			print "  in:  " line[FNR]
			print "  out: " $0
			exit 1
		}
	}
	END {
		if (!n && appends == "yes") {
			print "the tool worked on no record"
			exit 1
		}
	}' "$odd" "$out" >&2
}

# Records that were given up before, and kinds the tool does not know, pass
# as they are. Not for mc-archive, which files them.
contract_untouched() {
	local in out=$BATS_TEST_TMPDIR/out
	local mine='"kind":"letter-of-tomorrow"|"rejected":[{]"tool":"mc-parse"'
	in=$(contract_input 50)
	expect "$(done_status "$@")" "$in" "$out" "$@" || return
	grep -E "$mine" "$in" >"$in.mine"
	grep -E "$mine" "$out" >"$out.mine" || fail 'all are gone' || return
	same_bytes "$in.mine" "$out.mine"
}

# A rerun takes away what tools of higher rank had made of the old work.
# Not for mc-archive, which has the highest.
# shellcheck disable=SC2016
contract_ranks() {
	local in once=$BATS_TEST_TMPDIR/once later=$BATS_TEST_TMPDIR/later
	local again=$BATS_TEST_TMPDIR/again
	in=$(contract_input 50)
	expect "$(done_status "$@")" "$in" "$once" "$@" || return
	LC_ALL=C awk 'NR == FNR { line[FNR] = $0; next }
	line[FNR] != $0 && !/^{"mc":1,"end":/ && !/"rejected":/ {
		sub(/}$/, ",\"archived\":{\"volume\":\"v\"},\"rejected\":" \
		    "{\"tool\":\"mc-archive\",\"text\":\"made up\"}}")
		n++
	}
	{ print }
	END { exit !n }' "$in" "$once" >"$later" ||
	    fail 'the tool worked on no record' || return
	expect "$(done_status "$@")" "$later" "$again" "$@" || return
	same_bytes "$once" "$again"
}

# What is damaged for tools with effects, which hold the stream against its
# seals: 65 and no seal at the end. Two segments are one good stream.
# shellcheck disable=SC2016 # the dollars are those of sed
contract_seal() {
	local in bad=$BATS_TEST_TMPDIR/bad out=$BATS_TEST_TMPDIR/out what
	in=$(contract_input 5)
	for what in '$d' '2d' '2p' 's/"records":5/"records":6/' \
	    '$s/"SEK":"/&9/' \
	    's/"digest":"0/"digest":"1/;t;s/"digest":"./"digest":"0/' \
	    '$p' '$s/$/\n{"mc":1,"kind":"invoice","id":"a\/invoice\/1"}/'; do
		sed "$what" "$in" >"$bad"
		expect 65 "$bad" "$out" "$@" || fail "...$what" || return
		[[ -s $MESSAGES ]] || fail "$what: no message" || return
		if is_seal <"$out"; then
			fail "$what: the seal was passed on" || return
		fi
	done
	: >"$bad"
	expect 65 "$bad" "$out" "$@" || fail '...nothing at all' || return
	cat "$in" "$in" >"$bad"
	expect '0|1' "$bad" "$out" "$@" || fail '...two segments' || return
	assert_lines 12 "$out"
}

# damaged LINE COMMAND...: $BATS_TEST_TMPDIR/bad ends the tool with 65, a
# message that names the line, and no seal.
damaged() {
	local line=$1 bad=$BATS_TEST_TMPDIR/bad out=$BATS_TEST_TMPDIR/out tool
	shift
	tool=$(tool_name "$@")
	expect 65 "$bad" "$out" "$@" || return
	grep -Eq "^$tool: .*:$line: " "$MESSAGES" ||
	    fail "no message about line $line: $(cat "$MESSAGES")" || return
	if is_seal <"$out"; then
		fail 'a seal was passed on'
	fi
}

# Input that is no whole stream of records: see mc-record(5).
contract_cut_off() {
	local in bad=$BATS_TEST_TMPDIR/bad text
	in=$(contract_input 5)

	printf '%s' "$(head -n 3 "$in")" >"$bad"
	damaged 3 "$@" || fail '...record without LF' || return
	printf '%s' "$(cat "$in")" >"$bad"
	damaged 6 "$@" || fail '...seal without LF' || return
	head -c "$(($(head -n 2 "$in" | wc -c) - 40))" "$in" >"$bad"
	damaged 2 "$@" || fail '...half a record' || return
	{ printf '\357\273\277'; cat "$in"; } >"$bad"
	damaged 1 "$@" || fail '...byte order mark' || return
	for text in '' ' ' 'no JSON' '{"mc":1,"kind"' '[1]' '{}' \
	    '{"mc":2,"kind":"invoice","id":"a/invoice/1"}' \
	    "$(printf '{"mc":1,"kind":"invoice","id":"\377"}')"; do
		{ sed 1q "$in"; printf '%s\n' "$text"; sed 1d "$in"; } >"$bad"
		damaged 2 "$@" || fail "...line '$text'" || return
	done
}

# A full disk is noticed, with few bytes and with many; and so is a standard
# stream that is closed, in whose place a file of the tool could be opened.
contract_full() {
	local in n
	for n in 1 500; do
		in=$(contract_input "$n")
		expect 74 "$in" /dev/full "$@" || fail "...$n records" || return
		[[ -s $MESSAGES ]] || fail 'no message' || return
	done
	# shellcheck disable=SC2016 # the dollars are those of the inner shell
	expect 74 "$in" /dev/null bash -c 'exec "$@" >&-' closed "$@" || return
	grep -q 'standard output: Bad file' "$MESSAGES" || fail 'closed' ||
	    return
	# shellcheck disable=SC2016
	expect 74 "$in" /dev/null bash -c 'exec "$@" <&-' closed "$@"
}

# Options: what is unknown is 64 and does nothing; -h and -V.
contract_usage() {
	local out=$BATS_TEST_TMPDIR/out tool option
	tool=$(tool_name "$@")
	for option in --no-such-option -@; do
		expect 64 /dev/null "$out" "$@" "$option" || return
		[[ ! -s $out && -s $MESSAGES ]] ||
		    fail "$option: no message, or one in the stream" || return
	done
	for option in -h --help; do
		expect 0 /dev/null "$out" "$@" "$option" || return
		grep -q "usage: $tool" "$out" || fail 'no usage' || return
	done
	for option in -V --version; do
		expect 0 /dev/null "$out" "$@" "$option" || return
		grep -Eq "^$tool [0-9]" "$out" || fail 'no version' || return
	done
	expect 74 /dev/null /dev/full "$@" -h
}

# A second run on the output of the first changes nothing.
contract_rerun() {
	local in once=$BATS_TEST_TMPDIR/once twice=$BATS_TEST_TMPDIR/twice
	in=$(contract_input 50)
	expect "$(done_status "$@")" "$in" "$once" "$@" || return
	expect "$(done_status "$@")" "$once" "$twice" "$@" || return
	same_bytes "$once" "$twice"
}

# A filter gives the same bytes when the stream is dealt out in parts.
contract_parallel() {
	local in whole=$BATS_TEST_TMPDIR/whole parts=$BATS_TEST_TMPDIR/parts
	in=$(contract_input 50)
	expect 0 "$in" "$whole" "$@" || return
	PARALLEL_HOME=$BATS_TEST_TMPDIR/parallel expect 0 "$in" "$parts" \
	    parallel --will-cite --pipe -k -j 2 -N 3 -q "$@" || return
	same_bytes "$whole" "$parts"
}

# Peak memory does not grow with the number of records.
contract_flat() {
	local in n kib=()
	if [[ $BUILD == *asan* || $BUILD == *fuzz* ]]; then
		skip 'a sanitizer keeps freed memory'
	fi
	# 2000 fill the caches
	for n in 2000 20000; do
		in=$(contract_input "$n")
		expect "$(done_status "$@")" "$in" /dev/null /usr/bin/time -f %M \
		    -o "$BATS_TEST_TMPDIR/kib" "$@" || return
		kib+=("$(tail -n 1 "$BATS_TEST_TMPDIR/kib")")
		rm "$in"
	done
	[[ $((kib[1] - kib[0])) -le 8192 ]] ||
	    fail "${kib[0]} KiB with 2000 records, ${kib[1]} with 20000"
}
