# SPDX-License-Identifier: ISC
# The line for machines on the slip of drawn records: jq -r -f slip.jq
# drawn.jsonl prints `path TAB last page TAB line` of each that has one.

def right($n): (" " * $n + .)[-$n:] // .;

# The digit after these by which the sum of all is a multiple of ten, every
# other doubled from the right.
def luhn: explode | reverse | [to_entries[] | (.value - 48) *
	(if .key % 2 == 0 then 2 else 1 end) | if . > 9 then . - 9 else . end] |
	(10 - add % 10) % 10 | tostring;

select(.pages and .kind != "credit-note" and (.route.payment | not)) |
.pages[0] as $page | .invoice | .payable as $sum | .payment[0]? // empty |
select(.branch == "SE:BANKGIRO") | .account as $giro |
(.reference // "") as $reference |
select($sum | test("^[0-9]{1,8}[.][0-9]{2}$") and test("[1-9]")) |
($sum | split(".")) as [$kronor, $ore] |
"\($page.path)\t\($page.pages)\t#\($reference | right(20)) #" +
"\($kronor | right(9)) \($ore)   \($kronor + $ore | luhn) >" +
"\($giro | right(13))#\(if $reference == "" then 42 else 41 end)#"
