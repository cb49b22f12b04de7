# SPDX-License-Identifier: ISC
# What the QR codes of drawn records must say: jq -c -f codes.jq drawn.jsonl
# prints [path, number of the last page, what it is, reference, amount,
# account, due date, ...] of each document that has one; jq -Rnc
# --argjson read true the same of *.code files, each what was read of the page.

def of_record: .invoice as $v | ($v.payment[0] |
	    .reference = (.reference // $v.number)) as $way |
	(.id | split("/")[0]) as $sender |
	(.pages[0].variant | capture("due-(?<d>.*)").d) // $v.due_date |
	gsub("-"; "") | . as $due |
	if $sender == "norrlid" then ["usingqr", $way.reference,
	    ($v.payable | tonumber), "BG" + ($way.account | .[:-4] + "-" +
	    .[-4:]), $due, $v.currency, "Norrlid Energi AB"]
	elif $sender == "nordfjell" then ["usingqr", $way.reference,
	    ($v.payable | tonumber), "BBAN" + $way.account, $due,
	    $v.currency, "Nordfjell Kraft AS"]
	elif $sender == "sundkraft" and $v.currency == "SEK" then ["swish",
	    $way.reference, ($v.payable | tonumber), "1231181189", null,
	    "SEK", null]
	elif $sender == "pohjanlahti" and $v.currency == "EUR" then ["epc",
	    ($way.reference | sub("^0+"; "")), ($v.payable | tonumber),
	    $way.account, $due, "EUR", "Pohjanlahti Energia Oy"]
	else empty end;

def of_code: if startswith("{") then fromjson |
	["usingqr", .iref, .due, .pt + (.acc | gsub(" "; "")), .ddt, .cur,
	    .nme]
	elif startswith("C") then split(";") | ["swish", .[2],
	    (.[1] | sub(","; ".") | tonumber), .[0][1:], null, "SEK", null]
	else split("\n") | ["epc", .[9] + .[10],
	    (.[7] | ltrimstr("EUR") | tonumber), .[6],
	    (.[11] | ltrimstr("ReqdExctnDt/") | gsub("-"; "")), .[7][:3],
	    .[5]] end;

if $read then reduce inputs as $line ({}; .[input_filename] += [$line]) |
	to_entries[] | [.key | rtrimstr(".code")] +
	    (.value | join("\n") | of_code)
else inputs | select(.pages and .kind != "credit-note" and
	(.route.payment | not) and .invoice.payment and
	(.invoice.payable | test("^[0-9]{1,9}[.][0-9]*[1-9]")) and
	(.invoice.seller.name | length < 40)) |
	[.pages[0].path, .pages[0].pages] + of_record
end
