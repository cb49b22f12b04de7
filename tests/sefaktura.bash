# shellcheck shell=bash
# SPDX-License-Identifier: ISC
#
# What the tests of mc-sefaktura share (`load sefaktura`, behind `load batch`).

# conf SED...: changes the configuration.
conf() {
	sed -i "$@" "$MC_HOME/mc.yaml"
}

# production: a home without the marks and addresses of a test.
production() {
	other_home production production
}

# got FILTER: of each record's section, one line.
got() {
	jq -c "select(.id) | .sefaktura | $1" out
}

# path_of [N [K]]: the file of the Nth record's Kth element.
path_of() {
	echo "$MC_HOME/$(sed -n "${1-1}p" out | jq -r ".sefaktura[${2-0}].path")"
}

# why FILTER [CHANNEL]: what the first way of such a document has failed for.
why() {
	input 1 1 "${2-peppol}"
	change "$1"
	expect 0 in out mc-sefaktura || return
	sed -n 1p out | jq -r '.sefaktura[0].failed // "made"'
}
