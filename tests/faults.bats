#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
#
# What happens when the machine fails: a full disk, a disk that cannot sync or
# be written, a database that somebody holds, a clock that goes back, too
# little memory, SIGTERM. Each tool with effects is disturbed at many points
# and must say so by its status and one message, print no seal it has not
# earned, and end right when it is run again: nothing lost, nothing twice.
load helper

SHIM=$BUILD/tests/faults.so:$LD_PRELOAD
ONCE='stop release resolve'

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	if grep -q __asan_init "$BUILD/mc-send"; then
		skip 'sanitizers and a preloaded library do not go together'
	fi
}

# prepare TOOL: what it needs in MC_HOME, its input in `in`; sets COMMAND.
prepare() {
	case $1 in
	mc-send)
		cp "$ROOT/tests/mc-send.yaml" "$MC_HOME/mc.yaml"
		"$ROOT/tests/send-records" 60 >in
		COMMAND=(mc-send in) ;;
	mc-archive)
		cp "$ROOT/tests/mc-send.yaml" "$MC_HOME/mc.yaml"
		"$ROOT/tests/send-records" 60 | mc-send | strip_source >in
		COMMAND=(mc-archive -p in) ;;
	mc-register)
		seq 1 2000 | awk 'BEGIN { print "sender,number,name" }
		    { printf "norrlid,C-%d,Kund %d\n", $1, $1 }' >in
		COMMAND=(mc-register import in) ;;
	mc-autogiro)
		printf '%064d\n' 4711 >"$MC_HOME/keys/identity"
		cp "$ROOT/testdata/autogiro.yaml" "$MC_HOME/mc.yaml"
		"$ROOT/tests/autogiro-records" 300 >in
		COMMAND=(mc-autogiro in) ;;
	mc-sefaktura)
		cp "$ROOT/testdata/sefaktura.yaml" "$MC_HOME/mc.yaml"
		{
			"$ROOT/tests/sefaktura-records" 150
			"$ROOT/tests/sefaktura-records" 50 201 peppol
		} >in
		COMMAND=(mc-sefaktura in) ;;
	mc-guard)
		cp "$ROOT/tests/mc-send.yaml" "$MC_HOME/mc.yaml"
		printf 'guard:\n  least: 1\n  runs: 3\n  documents: 10\n' \
		    >>"$MC_HOME/mc.yaml"
		"$ROOT/tests/send-records" 60 page '' 000000000001 |
		    mc-guard >/dev/null
		{
			"$ROOT/tests/send-records" 60
			"$ROOT/tests/send-records" 55 page '' 000000000002
			"$ROOT/tests/send-records" 57 page '' 000000000003
		} >in
		COMMAND=(mc-guard in) ;;
	rotate)
		head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' \
		    >"$MC_HOME/keys/one"
		head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' \
		    >"$MC_HOME/keys/two"
		chmod 600 "$MC_HOME"/keys/*
		columns one
		seq 500 | awk 'BEGIN { print "sender,number" }
		    { print "norrlid,C-" $1 }' >customers
		seq 500 | awk 'BEGIN { print "sender,number,channel,key" }
		    { print "norrlid,C-" $1 ",email," 1000 + $1 }' >agreements
		mc-register import customers
		mc-register import agreements
		columns two one
		COMMAND=(mc-register rotate) ;;
	hold | stop | release | approve | resolve)
		prepare_desk "$1" ;;
	mc-render)
		"$ROOT/scripts/make-run" -o run.xml 3 5 2>/dev/null
		mc-parse -d 2026-11-22 run.xml | mc-lookup | mc-route >in
		COMMAND=(mc-render in) ;;
	esac
	cp -a "$MC_HOME" calm
}

# columns CURRENT [OLD]: the secrets of the register.
columns() {
	{
		cat "$ROOT/testdata/route/mc.yaml"
		echo "keys: {columns: keys/$1${2:+, columns_old: keys/$2}}"
	} >"$MC_HOME/mc.yaml"
}

# prepare_desk COMMAND: a run of which nothing has left, and the command.
prepare_desk() {
	cp "$ROOT/tests/mc-send.yaml" "$MC_HOME/mc.yaml"
	"$ROOT/tests/send-records" 60 >in
	mc-send --only 'invoice.number = 60' in >/dev/null 2>&1 || :
	COMMAND=(mc-send "$1" -R reason -i 0123456789ab)
	case $1 in
	resolve)
		sqlite3 "$MC_HOME/journal.db" "UPDATE delivery SET outcome = 4"
		COMMAND=(mc-send resolve -R reason norrlid/invoice/60
		    transient) ;;
	approve)
		sed "s/^channels:/run:\n  approval: 1\n&/" \
		    "$ROOT/tests/mc-send.yaml" >"$MC_HOME/mc.yaml"
		rm -f "$MC_HOME"/spool/*
		SUDO_UID=70001 mc-send in >/dev/null 2>&1 || :
		mc-send approve 0123456789ab >shown
		COMMAND=(env SUDO_UID=70002 mc-send approve 0123456789ab
		    -D "$(sed -n 's/^digest\t//p' shown)"
		    -T "$(sed -n 's/^records\t[0-9]*\t//p' shown)") ;;
	esac
}

# The records as if their documents had come without a source file.
strip_source() {
	jq -c 'if .source then del(.source.path) else . end'
}

# afresh: MC_HOME as it was prepared.
afresh() {
	rm -rf "$MC_HOME"
	cp -a calm "$MC_HOME"
}

# What there is to show for TOOL in MC_HOME, without times.
harvest() {
	case $1 in
	mc-send)
		(cd "$MC_HOME" && find deliveries -type f -exec sha256sum {} +) |
		    LC_ALL=C sort
		mc-send list | cut -f 1-3
		find "$MC_HOME/spool" -type f ;;
	mc-archive)
		mc-archive verify >/dev/null || echo "verify: $?"
		mc-archive find | cut -f 1-4 | LC_ALL=C sort ;;
	mc-register)
		mc-register export ;;
	mc-autogiro)
		(cd "$MC_HOME" && find out -type f -exec sha256sum {} +)
		mc-autogiro list
		find "$MC_HOME/spool" -type f ;;
	mc-sefaktura)
		(cd "$MC_HOME" && find out -type f -exec sha256sum {} +) |
		    LC_ALL=C sort
		mc-sefaktura list
		find "$MC_HOME/spool" -type f ;;
	mc-guard)
		mc-guard list
		find "$MC_HOME/spool" -type f ;;
	rotate)
		mc-register export -a
		columns two
		mc-register export -a
		columns two one ;;
	hold | stop | release | approve | resolve)
		mc-send list | cut -f 1-3
		mc-send list -e | cut -f 2-5 | LC_ALL=C sort -u ;;
	mc-render)
		(cd "$MC_HOME" && find out -type f -exec sha256sum {} +) |
		    LC_ALL=C sort ;;
	esac
}

# undisturbed TOOL: what a calm run leaves, in `want`, and its status.
undisturbed() {
	WELL=0
	"${COMMAND[@]}" >first 2>/dev/null || WELL=$?
	[[ $WELL -le 1 ]] || fail "a calm run ends with $WELL"
	harvest "$1" >want
	[[ -s want ]] || fail 'a calm run leaves nothing'
	afresh
}

# recovers TOOL WORDS: run again without a fault it ends as a calm run does.
recovers() {
	local status=0
	"${COMMAND[@]}" >again 2>err || status=$?
	# an order that was carried out in spite of its status is refused
	[[ $status -eq $WELL || ($status -eq 65 && " $ONCE " == *" $1 "*) ]] ||
		fail "$2: then $status: $(cat err)" || return
	harvest "$1" >got
	diff -u want got || fail "$2: not what a calm run leaves"
}

# disturbed TOOL FAULT STATUS...: one run under the fault. It ends well, or
# with one of the statuses, a message and no seal at the end.
disturbed() {
	local tool=$1 fault=$2 status=0
	shift 2
	MC_FAULT=$fault LD_PRELOAD=$SHIM "${COMMAND[@]}" >out 2>err ||
		status=$?
	if [[ $status -eq $WELL ]]; then
		return
	fi
	[[ " $* " == *" $status "* ]] ||
		fail "$fault: status $status: $(cat err)" || return
	grep -q "^$(tool_name "${COMMAND[@]}"): ." err || fail "$fault: no message: $(cat err)" ||
		return
	[[ $tool == mc-register || $status -eq 75 ]] ||
		! tail -n 1 out | grep -q '"end"' ||
		fail "$fault: status $status and a seal"
	HITS=$((HITS + 1))
}

# sweep TOOL KIND STEP STATUS...: the fault at later and later points, until
# the run comes through; each time the next run ends right.
sweep() {
	local tool=$1 kind=$2 step=$3 n=0 points=0
	shift 3
	prepare "$tool"
	undisturbed "$tool"
	HITS=0
	while :; do
		local before=$HITS
		disturbed "$tool" "$kind:$n" "$@" || return
		recovers "$tool" "$kind:$n" || return
		[[ $HITS -gt $before ]] || break
		afresh
		n=$((n + step))
		step=$((step + step / 4))
		points=$((points + 1))
		[[ $points -lt 60 ]] || fail "$kind: no end after $n"
	done
	[[ $HITS -ge 3 ]] || fail "$kind: only $HITS points were hit"
}

@test "disk full: mc-send" { sweep mc-send space 1500 73 74; }
@test "disk full: mc-archive" { sweep mc-archive space 1500 73 74 75; }
@test "disk full: mc-register" { sweep mc-register space 2000 73 74; }
@test "disk full: mc-render" { sweep mc-render space 4000 73 74; }

@test "disk full: mc-autogiro" { sweep mc-autogiro space 1500 73 74; }
@test "disk full: mc-sefaktura" { sweep mc-sefaktura space 1500 73 74; }
@test "disk full: mc-guard" { sweep mc-guard space 1500 73 74; }
@test "disk full: mc-register rotate" { sweep rotate space 3000 73 74; }
@test "disk full: mc-send hold" { sweep hold space 1000 73 74; }
@test "disk full: mc-send stop" { sweep stop space 1000 73 74; }
@test "disk full: mc-send release" { sweep release space 1000 73 74; }
@test "disk full: mc-send approve" { sweep approve space 1000 73 74; }
@test "disk full: mc-send resolve" { sweep resolve space 1000 73 74; }

@test "disk that cannot sync: mc-autogiro" { sweep mc-autogiro sync 1 73 74; }
@test "disk that cannot sync: mc-sefaktura" { sweep mc-sefaktura sync 1 73 74; }
@test "disk that cannot sync: mc-guard" { sweep mc-guard sync 1 73 74; }
@test "one sync that fails: mc-autogiro" { each_sync mc-autogiro 73 74; }
@test "one sync that fails: mc-sefaktura" { each_sync mc-sefaktura 73 74; }
@test "one sync that fails: mc-send" { each_sync mc-send 73 74 75; }
@test "one sync that fails: mc-guard" { each_sync mc-guard 73 74; }
@test "one sync that fails: mc-register rotate" { each_sync rotate 73 74; }
@test "one sync that fails: mc-send stop" { each_sync stop 73 74; }
@test "one sync that fails: mc-send approve" { each_sync approve 73 74; }

@test "disk that cannot sync: mc-send" { sweep mc-send sync 1 73 74; }
@test "disk that cannot sync: mc-archive" { sweep mc-archive sync 1 73 74 75; }

# each_sync TOOL STATUS...: each of the first syncs fails, alone.
each_sync() {
	local tool=$1 n
	shift
	prepare "$tool"
	undisturbed "$tool"
	HITS=0
	for n in {1..20}; do
		disturbed "$tool" "onesync:$n" "$@" || return
		recovers "$tool" "onesync:$n" || return
		afresh
	done
	[[ $HITS -ge 1 ]] || fail 'no sync was hit'
}

# What the bank takes away at once, it must not get again.
@test "disk that cannot sync: no batch file leaves twice" {
	cp "$ROOT/tests/mc-send.yaml" "$MC_HOME/mc.yaml"
	"$ROOT/tests/send-records" 3 page ag-0123.txt >in
	cp -a "$MC_HOME" calm
	local n status taken unknown=0
	local id=file/mc-autogiro/ag-0123.txt
	for n in {1..24}; do
		afresh
		status=0
		taken=0
		MC_FAULT=onesync:$n LD_PRELOAD=$SHIM mc-send in >out 2>err ||
			status=$?
		[[ " 0 73 74 75 " == *" $status "* ]] ||
			fail "$n: status $status: $(cat err)" || return
		rm "$MC_HOME/bank/ag-0123.txt" 2>/dev/null && taken=1
		status=0
		mc-send in >out 2>err || status=$?
		if [[ $status -eq 75 ]]; then
			mc-send list -s unknown "$id" | grep -q . ||
				fail "$n: 75: $(cat err)" || return
			unknown=$((unknown + 1))
			mc-send resolve -R 'asked the bank' "$id" accepted 2>err
			mc-send in >out 2>err || fail "$n: $(cat err)" || return
		fi
		[[ -e $MC_HOME/bank/ag-0123.txt ]] && taken=$((taken + 1))
		[[ $taken -eq 1 ]] || fail "$n: the bank got it $taken times" ||
			return
	done
	[[ $unknown -ge 1 ]] || fail 'the folder was never the one'
}

# readonly TOOL: nothing can be written: 73 or 74, and nothing has changed.
readonly_home() {
	prepare "$1"
	undisturbed "$1"
	HITS=0
	disturbed "$1" readonly 73 74
	[[ $HITS -eq 1 ]]
	recovers "$1" readonly
}

@test "read-only file system: mc-send" { readonly_home mc-send; }
@test "read-only file system: mc-archive" { readonly_home mc-archive; }
@test "read-only file system: mc-register" { readonly_home mc-register; }
@test "read-only file system: mc-autogiro" { readonly_home mc-autogiro; }
@test "read-only file system: mc-sefaktura" { readonly_home mc-sefaktura; }
@test "read-only file system: mc-guard" { readonly_home mc-guard; }
@test "read-only file system: mc-register rotate" { readonly_home rotate; }
@test "read-only file system: mc-send stop" { readonly_home stop; }
@test "read-only file system: mc-render" { readonly_home mc-render; }

# locked TOOL DATABASE: somebody writes and does not end.
locked() {
	command -v sqlite3 >/dev/null || skip 'sqlite3 is not installed'
	prepare "$1"
	undisturbed "$1"
	# as after an earlier run, so that there is something to lock
	"${COMMAND[@]}" >/dev/null 2>&1 || :
	mkfifo hold held
	sqlite3 "$MC_HOME/$2" <hold >/dev/null &
	local holder=$! status=0
	exec 9>hold
	printf '%s\n' '.timeout 60000' 'BEGIN IMMEDIATE;' \
	    '.shell echo >held' >&9
	read -r _ <held
	MC_HASTE=1 LD_PRELOAD=$SHIM "${COMMAND[@]}" >out 2>err || status=$?
	exec 9>&-
	wait "$holder" || :
	[[ $status -eq 75 ]] || fail "status $status: $(cat err)" || return
	grep -q "^$(tool_name "${COMMAND[@]}"): .*locked" err
	recovers "$1" 'locked'
}

@test "database locked: mc-send" { locked mc-send journal.db; }
@test "database locked: mc-autogiro" { locked mc-autogiro debits.db; }
@test "database locked: mc-sefaktura" { locked mc-sefaktura einvoices.db; }
@test "database locked: mc-guard" { locked mc-guard guard.db; }
@test "database locked: mc-register rotate" { locked rotate register.db; }
@test "database locked: mc-send stop" { locked stop journal.db; }
@test "database locked: mc-send approve" { locked approve journal.db; }
@test "database locked: mc-register" { locked mc-register register.db; }

# set_back TOOL: the clock goes back a year in the middle of a run, a run has
# died before it, and the next one runs in the past from the start.
set_back() {
	prepare "$1"
	undisturbed "$1"
	local pid n
	for n in 1 3 10 40; do
		"${COMMAND[@]}" >/dev/null 2>&1 &
		pid=$!
		sleep 0.01
		kill -9 "$pid" 2>/dev/null || :
		wait "$pid" 2>/dev/null || :
		local status=0
		MC_FAULT=clock:31536000:$n LD_PRELOAD=$SHIM "${COMMAND[@]}" \
		    >out 2>err || status=$?
		[[ $status -eq $WELL ]] ||
			fail "clock:$n: status $status: $(cat err)" || return
		recovers "$1" "clock:$n" || return
		afresh
	done
}

@test "clock going back: mc-send" { set_back mc-send; }
@test "clock going back: mc-archive" { set_back mc-archive; }

# starved TOOL: less and less memory. The loader needs some, and says 127.
starved() {
	if grep -q __asan_init "$BUILD/mc-send"; then
		skip 'a sanitizer wants more memory than there is'
	fi
	prepare "$1"
	undisturbed "$1"
	local kilobytes status starved=0
	for kilobytes in 60000 48000 47500 47000 40000 30000 24000 20000 18000 \
	    16000 14000 12000 10000 8000; do
		status=0
		(ulimit -v $kilobytes && exec "${COMMAND[@]}") >out 2>err ||
			status=$?
		if [[ $status -eq 71 ]]; then
			starved=$((starved + 1))
			grep -q "^$(tool_name "${COMMAND[@]}"): .*memory" err ||
				fail "$kilobytes: $(cat err)" || return
			! tail -n 1 out | grep -q '"end"' ||
				fail "$kilobytes: a seal" || return
		elif [[ $status -ne $WELL && $status -ne 127 ]]; then
			fail "$kilobytes: status $status: $(cat err)" || return
		fi
		recovers "$1" "ulimit -v $kilobytes" || return
		afresh
	done
	[[ $starved -ge 1 ]] || fail 'nothing between enough and the loader'
}

@test "too little memory: mc-send" { starved mc-send; }
@test "too little memory: mc-archive" { starved mc-archive; }
@test "too little memory: mc-autogiro" { starved mc-autogiro; }
@test "too little memory: mc-sefaktura" { starved mc-sefaktura; }
@test "too little memory: mc-guard" { starved mc-guard; }
@test "too little memory: mc-register rotate" { starved rotate; }
@test "too little memory: mc-register" { starved mc-register; }

# ended TOOL: SIGTERM at many points; the shell says 143.
ended() {
	prepare "$1"
	undisturbed "$1"
	local i status hit=0
	for i in 00 01 02 03 04 06 08 10 13 16 20 25; do
		status=0
		"${COMMAND[@]}" >out 2>err &
		sleep "0.0$i"
		kill -TERM $! 2>/dev/null || :
		wait $! 2>/dev/null || status=$?
		if [[ $status -ne $WELL ]]; then
			[[ $status -eq 143 ]] || fail "status $status" || return
			hit=$((hit + 1))
		fi
		recovers "$1" "SIGTERM after 0.0$i s" || return
		afresh
	done
	[[ $hit -ge 1 ]] || fail 'no run was hit'
}

@test "SIGTERM: mc-send" { ended mc-send; }
@test "SIGTERM: mc-archive" { ended mc-archive; }
@test "SIGTERM: mc-autogiro" { ended mc-autogiro; }
@test "SIGTERM: mc-sefaktura" { ended mc-sefaktura; }
@test "SIGTERM: mc-guard" { ended mc-guard; }
@test "SIGTERM: mc-register rotate" { ended rotate; }
@test "SIGTERM: mc-register" { ended mc-register; }
@test "SIGTERM: mc-render" { ended mc-render; }

delivered() {
	find "$MC_HOME/deliveries" -name '*.pdf' 2>/dev/null | wc -l
}

# A run stands still for longer than its claims hold, and another takes over;
# then it goes on. Both see the clock go ahead.
@test "a run that stood still: another takes over, each delivery once" {
	cp "$ROOT/tests/mc-send.yaml" "$MC_HOME/mc.yaml"
	"$ROOT/tests/send-records" 700 page ag-0123.txt >in
	cp -a "$MC_HOME" calm
	local i pid n status took=0
	# it is stopped when it has delivered so many
	for i in 1 30 65 100 150 200 300 400 500 600; do
		afresh
		mc-send in >out 2>err &
		pid=$!
		until n=$(delivered); [[ $n -ge $i ]]; do
			kill -0 "$pid" 2>/dev/null || break
		done
		kill -STOP "$pid" 2>/dev/null || :
		n=$(delivered)
		status=0
		MC_HASTE=1 MC_FAULT=clock:-4000:1 LD_PRELOAD=$SHIM timeout 600 \
		    mc-send in >other 2>err2 || status=$?
		# it may have been stopped with the journal locked
		if [[ $status -eq 75 ]] && grep -q locked err2; then
			kill -9 "$pid" 2>/dev/null || :
			wait "$pid" || :
			continue
		fi
		if [[ $status -ne 0 ]]; then
			kill -9 "$pid" 2>/dev/null || :
			fail "$i: status $status: $(cat err2)" || return
		fi
		mc-send list -s accepted >rows
		mv "$MC_HOME/bank/ag-0123.txt" taken
		if kill -CONT "$pid" 2>/dev/null && [[ $n -lt 700 ]]; then
			took=$((took + 1))
		fi
		status=0
		wait "$pid" || status=$?
		assert_lines 701 rows || return
		[[ $status -eq 0 || $status -eq 75 ]] ||
			fail "$i: status $status: $(cat err)" || return
		mc-send in >out 2>err || fail "$i: $(cat err)" || return
		[[ $(delivered) -eq 700 ]] || fail "$i: $(delivered)" || return
		[[ $(find "$MC_HOME/bank" "$MC_HOME/spool" -type f |
		    wc -l) -eq 0 ]] || fail "$i: left behind" || return
	done
	[[ $took -ge 1 ]] || fail 'no run was caught'
}
