#!/usr/bin/env bats
# SPDX-License-Identifier: ISC
# What mc-sefaktura makes, held against the official rules.
load helper
load batch
load sefaktura

setup() {
	setup_batch mc-sefaktura
}

@test "what the receiver would refuse for an official rule is not made" {
	local e=/Invoice/cac:
	production
	[[ $(why 'del(.invoice.buyer_reference)') == '/Invoice:'\
' PEPPOL-EN16931-R003: there is neither a buyer reference nor an order (BT-10, BT-13)' ]]
	[[ $(why 'del(.invoice.buyer_reference) | .invoice.order = "PO"') == \
	    made ]]
	[[ $(why '.invoice.vat = "0.25"') == "${e}TaxTotal: BR-CO-14: "*'; and 1 more' ]]
	[[ $(why '.invoice.vat_parts[0] |= del(.exemption)') == \
	    "${e}TaxTotal/cac:TaxSubtotal/cac:TaxCategory: BR-E-10: "* ]]
	[[ $(why '.route.presentation[0].address = "0007:5599990025"') == \
	    "${e}AccountingCustomerParty/cac:Party/cbc:EndpointID: PEPPOL-COMMON-R049: "* ]]
	[[ $(why '.invoice.seller.vat_id = "SE5599990016"') == \
	    "${e}AccountingSupplierParty/"*': SE-R-001: '* ]]
	[[ $(why '.invoice.lines = []') == '/Invoice: UBL-XSD: '* ]]
	[[ $(why '.kind = "credit-note" | .id = "norrlid/credit-note/1"') == \
	    '/CreditNote/cbc:CreditNoteTypeCode: '* ]]
	# the document goes on, by its next way
	[[ $(sed -n 1p out | jq -c '[has("rejected"), (.sefaktura | length),
	    (.sefaktura[0] | keys)]') == '[false,1,["channel","failed"]]' ]]
	# a batch goes by no network: the standard's rules alone
	[[ $(why 'del(.invoice.buyer_reference, .invoice.seller.endpoint,
	    .invoice.seller.endpoint_scheme)' bank) == made ]]
	[[ $(why '.invoice.vat = "0.25" | .id = "norrlid/invoice/2"' bank) == \
	    "${e}TaxTotal: BR-CO-14: "* ]]
	# a sales order stands where an order does, and that has a number
	[[ $(why '.invoice.sales_order = "SO-5"') == made ]]
	grep -q '<cbc:ID>NA<' "$(path_of)" && grep -q '>SO-5<' "$(path_of)"
	# Peppol takes one note
	[[ $(why '.invoice.notes = [{text: "Ett"}, {text: "Två"}]') == made ]]
	grep -A1 '<cbc:Note>Ett$' "$(path_of)" | grep -q '^Två</cbc:Note>$'
	[[ $(why '.invoice.notes = [{text: "Ett", subject: "AAI"},
	    {text: "Två"}]') == *': PEPPOL-EN16931-R002: '* ]]
	# what is wrong is said without a number of a person, however it is spelt
	[[ $(why '.invoice.seller += {legal_id: "81 12 18 98 76",
	    vat_id: "SE811218987601"}') == *"SE-R-003: "*"'**************'"* ]]
	# nor does what breaks only rules that warn fail
	[[ $(why '.invoice.payment[0].reference = "1 2"') == made ]]
}

@test "rules that the configuration lowers, or does not want" {
	local none='del(.invoice.buyer_reference)' sum='.invoice.vat = "0.25"'
	# shellcheck disable=SC2016 # the dollar is that of sed
	conf '$a\    - {rule: PEPPOL-EN16931-R003, sender: norrlid, reason: r}'
	[[ $(why "$none") == made ]]
	[[ $(why "$none"' | .id = "plain/invoice/1"') == *R003* ]]
	[[ $(why "$sum") == *BR-CO-14* ]]
	conf 's/^rules:/&\n  check: en16931/'
	[[ $(why "$none"' | .id = "plain/invoice/2"') == made ]]
	[[ $(why "$sum") == *BR-CO-14* ]]
	conf 's/check: en16931/check: none/'
	[[ $(why "$sum") == made ]]
}

# again: the records of what was made, read back into `in`, to go by the same
# way; the paths of the files are in `paths`.
again() {
	jq -r '.sefaktura[]?.path // empty' out >paths
	(cd "$MC_HOME" && xargs mc-parse -R "$1" -d 2026-11-22 <../paths) \
	    >back 2>"$MESSAGES" || cat "$MESSAGES"
}

@test "every example that Peppol's rules take comes out as they take it" {
	need_shared
	local dir=$SHARED/data/einvoice a b
	export MC_HOME=$BATS_TEST_TMPDIR/examples
	mc-register init -e production
	cat >"$MC_HOME/mc.yaml" <<-'EOD'
	environment: production
	senders: {}
	channels:
	  p: {kind: directory, path: p, needs: endpoint, format: peppol}
	policy: {priority: [p]}
	EOD
	find "$dir"/{peppol-2026.5/billing,peppol-bis-invoice-3/{examples,snippets,national-examples},ehf/billing-3.0,ehf/forward-billing-3.0,sfti,eInvoicing-EN16931} \
	    -iname '*.xml' -print0 | LC_ALL=C sort -z |
	    xargs -0 grep -lZ -e ':Invoice-2"' -e ':CreditNote-2"' |
	    xargs -0 grep -LZ '<testSet' >names
	xargs -0 mc-parse -R peppol -d 2026-11-22 <names >records 2>faults ||
	    [[ $? -eq 123 ]]
	# no address, no way: some examples have none, and are not of Peppol
	jq -c 'select(.id) | select([.problems[]?.severity] |
	    index("fatal") | not) | .id += "-\(input_line_number)" |
	    .route = {presentation: [{channel: "p"}]}' records >good
	[[ $(wc -l <good) -ge 30 ]]
	mc-seal --new good >in
	expect 0 in out mc-sefaktura
	[[ $(got '.[0] | has("failed")' | sort | uniq -c) =~ ^\ *[0-9]+\ false$ ]]
	# no finding that the source had not
	again peppol
	for a in good back; do
		jq -r 'select(.id) | "\(input_line_number) \(.problems[]? |
		    .severity + " " + .rule)"' "$a" | LC_ALL=C sort >"$a.found"
	done
	[[ -s good.found ]]
	LC_ALL=C comm -13 good.found back.found >others
	[[ ! -s others ]] || fail "$(cat others)"
	# the same terms
	for a in good back; do
		jq -cS 'select(.id) | [.kind, (.invoice | del(.extra))]' "$a" >"$a.terms"
	done
	same_bytes good.terms back.terms
	# the same bytes when written again
	cp paths first
	jq -c 'select(.id) | .id += "-\(input_line_number)" |
	    .route = {presentation: [{channel: "p"}]}' back >second
	mc-seal --new second >in
	expect 0 in out mc-sefaktura
	jq -r '.sefaktura[]?.path // empty' out >paths
	while read -r a b; do
		same_bytes "$MC_HOME/$a" "$MC_HOME/$b"
	done < <(paste first paths)
}

# changes: the records of the input, each once for every text of its invoice
# and what may come in its place; `changed` says where and what.
changes() {
	jq -c '
	def numbers: ["quantity", "price", "price_quantity", "rate",
	    "vat_rate", "percent"];
	def others($key):
	    if test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$") then ["1900-01-01"]
	    elif test("^-?[0-9]+[.][0-9]+$") or (numbers | index([$key]))
	    then ["0.00", "-99999999999999.99"]
	    else ["Qq7", " ", "x" * 5000, "\u0001",
	        "\u00a0\u202e<&>\"\u0027\ud835\udcb3]]>"] end;
	del(.invoice.extra, .invoice.attachments) | . as $r |
	[.invoice | paths(type == "string")][] as $p |
	($r.invoice | getpath($p)) as $was | ($p[-1] | tostring) as $key |
	(null, ($was | others($key))[]) as $new |
	$r | .invoice |= (if $new then setpath($p; $new) else
	    delpaths([$p]) end) | .changed = [($p | map(tostring) |
	    join("/")), $new]'
}

@test "each text of a document in another's place: in what is made, or none is" {
	production
	{
		(unset MC_HOME && mc-parse -R none -d 2026-11-22 \
		    "$ROOT/testdata/example.xml" "$ROOT/testdata/svefaktura.xml")
		make-run 3 3 | (unset MC_HOME && mc-parse -R none -d 2026-11-22)
	} | jq -c 'select(.id) | del(.invoice.buyer.ids[1:])' | changes | jq -c '
	    .id = "norrlid/\(.kind)/\(input_line_number)" |
	    .invoice.seller.endpoint_scheme //= "0007" |
	    .invoice.seller.endpoint //= "5599990016" |
	    .invoice.buyer.endpoint_scheme //= "0007" |
	    .invoice.buyer.endpoint //= "5599990024" |
	    .route = {presentation: [{channel: "peppol-bare"},
	        {channel: "edi"}]}' >records
	[[ $(wc -l <records) -gt 1500 ]]
	mc-seal --new records >in
	expect 0 in out mc-sefaktura
	# of both kinds enough that some are made, and some are not
	[[ $(files | grep -c /peppol/) -gt 300 ]]
	[[ $(files | grep -c /svefaktura/) -gt 300 ]]
	[[ $(grep -c '"failed":' out) -gt 1000 ]]
	# what Peppol takes breaks no rule that rejects, nor the schema
	files | grep /peppol/ |
		xargs -d '\n' mc-parse -qR peppol -d 2026-11-22 >back ||
		[[ $? -eq 123 ]]
	[[ $(grep -c '"kind":' back) -eq $(files | grep -c /peppol/) ]]
	jq -r '.problems[]? | select(.severity == "fatal") | .rule' back |
	    grep -v '^[a-z]' >broken || true
	[[ ! -s broken ]] || fail "$(sort broken | uniq -c)"
	# a text stands where it was put, but for what is of the envelope
	jq -r 'select(.changed[1] == "Qq7") | .changed[0] as $at |
	    .sefaktura[] | select(.path) | .channel + " " + $at + "\t" +
	    .path' out >made
	[[ $(wc -l <made) -gt 100 ]]
	local at path
	while IFS=$'\t' read -r at path; do
		grep -q Qq7 "$MC_HOME/$path" || echo "$at"
	done <made >lost
	grep -Ev '(specification|process)$|^edi .*/endpoint(_scheme)?$' \
	    lost >terms || true
	[[ ! -s terms ]] || fail "$(sort terms | uniq -c)"
	[[ -s lost ]]
	if [[ -n ${MC_SHARED-} ]]; then
		files | grep /svefaktura/ |
			xargs -d '\n' xmllint --noout --nonet --schema "$(
				find "$MC_SHARED/data/einvoice/svefaktura-1.0" \
				    -name '*Invoice*.xsd' | head -n 1
			)"
	fi
}
