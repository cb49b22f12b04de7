#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# What the shells offer behind the name of a tool.
load helper

setup() {
	setup_home
	cd "$BATS_TEST_TMPDIR" || return
	programs=("$BUILD"/mc-{parse,pick,register,send,archive})
}

# offered WORD...: what bash offers for the last of these words.
offered() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_mc
	printf '%s\n' "${COMPREPLY[@]}"
}

@test "bash: options, commands, their options, files" {
	"$ROOT/scripts/make-completion" bash "${programs[@]}" >mc.bash
	source ./mc.bash
	touch run.xml
	[ "$(offered mc-parse --expe)" = --expect ]
	[ "$(offered mc-parse ru)" = run.xml ]
	[ "$(offered mc-send app)" = approve ]
	[ "$(offered mc-send approve --di | sort | tr '\n' ' ')" = \
	    '--digest --discard ' ]
	[ -z "$(offered mc-send list --retry)" ]
	[ "$(offered mc-send --retry --on)" = --only ]
	[ -z "$(offered mc-send --reason ru)" ]	# any text, no file
	[ "$(offered mc-send --config ru)" = run.xml ]
	complete -p mc-parse mc-archive >registered
	[ "$(grep -c -- '-F _mc' registered)" -eq 2 ]
}

@test "every option and command that a tool has is offered" {
	"$ROOT/scripts/make-completion" bash "${programs[@]}" >mc.bash
	source ./mc.bash
	offered mc-register '' >commands
	for command in init import export list history rotate; do
		grep -qx "$command" commands
	done
	mc-archive find -h | grep -o -- '--[a-z-]*' | sort >told
	offered mc-archive find -- | sort >got
	diff told got
}

@test "zsh: the functions are sound and know the tools" {
	command -v zsh >/dev/null || skip 'zsh is not installed'
	"$ROOT/scripts/make-completion" zsh "${programs[@]}" >_mc
	zsh -n _mc
	head -n 1 _mc | grep -q '^#compdef .*mc-send'
	cat >try.zsh <<'END'
autoload -Uz compinit; fpath=(. $fpath); compinit -u -d ./dump
_arguments() { print -l -- "$@" }
service=mc-send words=(mc-send approve --d) CURRENT=3
source ./_mc
END
	zsh -f try.zsh >got
	grep -qF -- '--digest[confirm: the digest]' got
	refute grep -qF -- '--retry' got
}
