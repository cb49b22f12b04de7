# shellcheck shell=bash
# SPDX-License-Identifier: ISC
#
# What the tests of the tools that make batch files share (`load batch`, behind
# `load helper`), as their tools share a course (common/tool/batcher.h). The
# file's setup calls `setup_batch TOOL`; the tests named batch_... are called
# from it as the contracts of helper.bash are.

# setup_batch TOOL: its home, in the test's own folder.
setup_batch() {
	TOOL=$1
	SECTION=${TOOL#mc-}
	setup_home
	install -m 600 "$ROOT/testdata/$SECTION.yaml" "$MC_HOME/mc.yaml"
	cd "$BATS_TEST_TMPDIR" || return
}

# other_home NAME ENVIRONMENT: another one, in MC_HOME from here on.
other_home() {
	export MC_HOME=$BATS_TEST_TMPDIR/$1
	mc-register init -e "$2"
	sed "s/^environment: test/environment: $2/" \
	    "$ROOT/testdata/$SECTION.yaml" >"$MC_HOME/mc.yaml"
}

# input N [FIRST ...]: sealed records in the file `in`.
input() {
	"$ROOT/tests/$SECTION-records" "$@" >in
}

# change FILTER: jq over every record of `in`, and a new seal.
change() {
	grep -v '^{"mc":1,"end"' in | jq -c "$1" >changed
	mc-seal --new changed >in
}

files() {
	find "$MC_HOME/out" -type f 2>/dev/null | LC_ALL=C sort
}

# digests: of the bytes of all files, in their order.
digests() {
	files | xargs -d '\n' sha256sum | cut -d ' ' -f 1
}

assert_files() {
	local n
	n=$(files | wc -l)
	[[ $n -eq $1 ]] || fail "$n files, want $1"
}

assert_spool_empty() {
	[[ -z $(find "$MC_HOME/spool" -mindepth 1) ]] ||
	    fail "left in the spool: $(ls -A "$MC_HOME/spool")"
}

# The records of `in`, which come to N files, a second time and a third, from
# what was printed, and in another home: the same bytes, and no file is touched.
batch_rerun() {
	local sums
	expect 0 in once "$TOOL" || return
	assert_files "$1" || return
	files | xargs -d '\n' stat -c '%n %i %Y %Z' >before
	expect 0 in twice "$TOOL" && same_bytes once twice || return
	expect 0 once twice "$TOOL" && same_bytes once twice || return
	files | xargs -d '\n' stat -c '%n %i %Y %Z' >after
	same_bytes before after && assert_spool_empty || return
	sums=$(digests)
	other_home other test
	expect 0 in twice "$TOOL" && same_bytes once twice || return
	[[ $(digests) == "$sums" ]] || fail 'other bytes in another home'
}

# What another tool has put into the seal stays there, and what is no list of
# files is refused.
batch_seal() {
	local files
	input 2
	sed -i '$s/"files":\[\]/"files":[ {"tool":"mc-other","x": [1]} ],"y" : 1/' in
	expect 0 in out "$TOOL" || return
	last_line out |
	    grep -q '"files":\[{"tool":"mc-other","x": \[1\]},{"tool"' ||
	    fail 'the file of the other' || return
	last_line out | grep -q '\],"y" : 1}}$' ||
	    fail 'the other bytes' || return
	expect 0 out again "$TOOL" && same_bytes out again || return
	for files in '[1]' '{}' '[{"tool":1}]'; do
		sed "\$s/\"files\":.*/\"files\":$files}}/" in >bad
		expect 65 bad out "$TOOL" || return
		[[ ! -s out ]] || fail "$files: something was printed" || return
	done
}

batch_cut_off() {
	local size n
	input 4
	size=$(wc -c <in)
	for n in 0 1 500 $((size / 2)) $((size - 200)) $((size - 1)); do
		head -c "$n" in >short
		expect 65 short out "$TOOL" || return
		[[ ! -s out ]] || fail "$n: something was printed" || return
		assert_files 0 && assert_spool_empty || return
	done
	[[ -z $("$TOOL" list) ]] || fail 'a file is listed'
}

# The file has been noted, and cannot get its name: the next start ends it.
batch_no_folder() {
	input 20
	: >"$MC_HOME/out/2026-11-22"
	expect 74 in out "$TOOL" || return
	[[ ! -s out ]] || fail 'something was printed' || return
	expect 74 in out "$TOOL" || return
	rm "$MC_HOME/out/2026-11-22"
	expect 0 in out "$TOOL" || return
	assert_files 1 && assert_spool_empty
}

# batch_full N: a disk of 1500 KiB, on which N records are too many, and then a
# larger one. The file's teardown calls batch_unmount.
batch_full() {
	[[ $EUID -eq 0 ]] || skip 'needs root to mount'
	input "$1"
	mkdir small
	mount -t tmpfs -o size=1500k none small || skip 'cannot mount'
	MOUNTED=$BATS_TEST_TMPDIR/small
	other_home small/home test
	expect 74 in out "$TOOL" || return
	[[ -s $MESSAGES && ! -s out ]] || fail 'no message' || return
	assert_files 0 || return
	mount -o remount,size=50m "$MOUNTED"
	expect 0 in out "$TOOL" || return
	assert_files 1 && assert_spool_empty
}

batch_unmount() {
	if [[ -n ${MOUNTED-} ]]; then
		umount "$MOUNTED"
	fi
}

# batch_kill COUNT|steps: see tests/kill-batch.
batch_kill() {
	run "$ROOT/tests/kill-batch" "$TOOL" "$1"
	echo "$output"
	[[ $status -eq 0 ]]
}
