# SPDX-License-Identifier: ISC
# What must stand on the pages of drawn records, for whoever has never seen
# how mc-render writes figures: jq -r -f expect.jq drawn.jsonl prints
# `path TAB text`, all blanks taken out of the text and a minus as `-`.
# Texts that belong together (label and value, a row of the table) are one.

def by($sv; $nb; $fi; $da; $en; $lang):
	{sv: $sv, nb: $nb, fi: $fi, da: $da, en: $en}[$lang];

# ---- figures and dates

def groups($mark):
	if length > 3 then (.[:-3] | groups($mark)) + $mark + .[-3:] else . end;

# With the decimals it has, at least so many.
def figure($least; $lang):
	(startswith("-")) as $minus | ltrimstr("-") | split(".") as $part |
	(($part[1] // "") | until((length <= $least) or
	    (endswith("0") | not); .[:-1]) |
	    until(length >= $least; . + "0")) as $decimals |
	($part[0] | groups(by(""; ""; ""; "."; ","; $lang))) as $whole |
	(if $minus and ($part | join("") | test("[1-9]")) then "-" else "" end)
	+ $whole + if $decimals == "" then ""
	    else by(","; ","; ","; ","; "."; $lang) + $decimals end;

def decimals: {JPY: 0, KWD: 3}[.] // 2;

def opposite: if startswith("-") then .[1:] else "-" + . end;

def percent($lang): figure(0; $lang) + "%";

def day($lang): split("-") as [$y, $m, $d] |
	by(.; "\($d).\($m).\($y)"; "\($d | tonumber).\($m | tonumber).\($y)";
	    "\($d).\($m).\($y)"; .; $lang);

def months: {
	sv: "januari februari mars april maj juni juli augusti september oktober november december",
	nb: "januar februar mars april mai juni juli august september oktober november desember",
	da: "januar februar marts april maj juni juli august september oktober november december",
	en: "January February March April May June July August September October November December"
};

def long_day($lang): split("-") as [$y, $m, $d] | ($d | tonumber) as $d |
	if $lang == "fi" then day("fi") else "\($d)" +
	    by(""; "."; ""; "."; ""; $lang) +
	    (months[$lang] | split(" ")[($m | tonumber) - 1]) + $y end;

def period($lang): "\(.start | day($lang))–\(.end | day($lang))";

def money($currency; $lang): figure($currency | decimals; $lang) |
	({sv: "SEK", nb: "NOK", fi: "EUR", da: "DKK"}[$lang] == $currency)
	as $home | if $lang == "en" then $currency + .
	elif $home then . + by("kr"; "kr"; "€"; "kr."; ""; $lang)
	else . + $currency end;

def unit($lang): {H87: by("st"; "stk"; "kpl"; "stk"; "pcs"; $lang),
	C62: by("st"; "stk"; "kpl"; "stk"; "pcs"; $lang),
	MON: by("mån"; "mnd"; "kk"; "md."; "month"; $lang),
	HUR: by("tim"; "t"; "t"; "t"; "h"; $lang),
	DAY: by("dag"; "dag"; "pv"; "dag"; "day"; $lang),
	KWH: "kWh", MWH: "MWh", MIN: "min", MTR: "m", MTQ: "m³",
	E34: by("GB"; "GB"; "Gt"; "GB"; "GB"; $lang)}[.] // .;

# ---- accounts and references

def fours: [scan(".{1,4}")] | join("");
def account: if .branch == "SE:BANKGIRO" then .account |
	    sub("(?<a>.*)(?<b>....)$"; "\(.a)-\(.b)")
	elif .branch == "SE:PLUSGIRO" then .account |
	    sub("(?<a>.*)(?<b>.)$"; "\(.a)-\(.b)")
	elif .account | test("^[0-9]{11}$") then .account |
	    "\(.[:4]).\(.[4:6]).\(.[6:])"
	else .account end;

# ---- a document

def title($lang): {invoice: by("Faktura"; "Faktura"; "Lasku"; "Faktura"; "Invoice"; $lang),
	"credit-note": by("Kreditfaktura"; "Kreditnota"; "Hyvityslasku"; "Kreditnota"; "Credit note"; $lang),
	reminder: by("Påminnelse"; "Purring"; "Maksumuistutus"; "Rykker"; "Reminder"; $lang),
	"payment-request": by("Betalningsavi"; "Betalingskrav"; "Maksupyyntö"; "Betalingsanmodning"; "Payment request"; $lang)
	}[.kind];

# What it asks for, with the amount and the day in the card.
def asked($due; $lang): .invoice as $v |
	($v.payable | ltrimstr("-") | money($v.currency; $lang)) as $sum |
	if .kind == "credit-note" then
	    by("Krediteras"; "Krediteres"; "Hyvitetään"; "Krediteres"; "Amount credited"; $lang) + $sum
	elif $v.payable | startswith("-") then
	    by("Dig till godo"; "Til gode"; "Hyväksenne"; "Til gode"; "In your favour"; $lang) + $sum
	elif $v.payable | test("[1-9]") | not then
	    by("Inget att betala"; "Ingenting å betale"; "Ei maksettavaa"; "Intet at betale"; "Nothing to pay"; $lang) + $sum
	elif .route.payment then
	    by("Dras från ditt konto"; "Trekkes fra kontoen din"; "Veloitetaan tililtänne"; "Trækkes fra din konto"; "Drawn from your account"; $lang) +
	    $sum + (.route.payment[0].date | long_day($lang))
	else
	    by("Att betala"; "Å betale"; "Maksettava yhteensä"; "At betale"; "Amount due"; $lang) + $sum +
	    by("senast"; "senest"; "viimeistään"; "senest"; "by"; $lang) +
	    ($due | long_day($lang))
	end;

def share($lang; $n): (select(.percent) | (.percent | percent($lang)) +
	by("av"; "av"; "summasta"; "af"; "of"; $lang) +
	(.base | figure($n; $lang)));

def allowance($lang): by("Rabatt"; "Rabatt"; "Alennus"; "Rabat"; "Discount"; $lang);
def charge($lang): by("Avgift"; "Gebyr"; "Lisämaksu"; "Gebyr"; "Charge"; $lang);

# The figures of a row of the table, in their order.
def row($lang; $n): (.quantity | figure(0; $lang)) + (.unit | unit($lang)) +
	(.price | figure(2; $lang)) + (.vat_rate | percent($lang)) +
	(.amount | figure($n; $lang));

def lines($lang; $n): .lines[] |
	row($lang; $n), .name, .description, .note, .sellers_id,
	(.period // empty | period($lang)),
	(.attributes[]? | "\(.name): \(.value)"),
	(select(.price_discount) | .price_gross, .price_discount |
	    figure(2; $lang)),
	(.price_quantity // empty | figure(0; $lang)),
	(.allowances[]? | "\(allowance($lang)): \(.reason), " +
	    ((share($lang; $n) + ", ") // "") +
	    (.amount | opposite | figure($n; $lang))),
	(.charges[]? | "\(charge($lang)): \(.reason), " +
	    (.amount | figure($n; $lang)));

# Allowances and charges of the whole document, and the sums.
def sums($lang; $n): (.allowances[]? | "\(allowance($lang)): \(.reason)" +
	    (share($lang; $n) // "") + (.vat_rate | percent($lang)) +
	    (.amount | opposite | figure($n; $lang))),
	(.charges[]? | "\(charge($lang)): \(.reason)" +
	    (.vat_rate | percent($lang)) + (.amount | figure($n; $lang))),
	(.vat_parts[]? | (.rate | percent($lang)) +
	    (if .category == "S" then "" else .category end) +
	    (.base | figure($n; $lang)) + (.tax | figure($n; $lang)),
	    .exemption),
	by("Summa exkl. moms"; "Sum ekskl. MVA"; "Yhteensä ilman ALV"; "I alt ekskl. moms"; "Total excl. VAT"; $lang) + (.net | figure($n; $lang)),
	by("Moms"; "MVA"; "ALV"; "Moms"; "VAT"; $lang) + (.vat | figure($n; $lang)),
	(.allowances_total // empty | select(test("[1-9]")) | by("Rabatter"; "Rabatter"; "Alennukset"; "Rabatter"; "Discounts"; $lang) + (opposite | figure($n; $lang))),
	(.charges_total // empty | select(test("[1-9]")) | by("Avgifter"; "Gebyrer"; "Lisämaksut"; "Gebyrer"; "Charges"; $lang) + figure($n; $lang)),
	(.prepaid // empty | select(test("[1-9]")) | by("Redan betalt"; "Allerede betalt"; "Maksettu ennakkoon"; "Allerede betalt"; "Already paid"; $lang) + (opposite | figure($n; $lang))),
	(.rounding // empty | select(test("[1-9]")) | by("Öresavrundning"; "Øreavrunding"; "Pyöristys"; "Øreafrunding"; "Rounding"; $lang) + figure($n; $lang));

def parties: (.seller, .buyer) | .name, .address.line1, .address.line2,
	"\(.address.post_code) \(.address.city)";

# The number of a company as its country writes it.
def company: if .address.country == "SE" then
	    .legal_id | sub("^(?<a>[0-9]{6})(?<b>[0-9]{4})$"; "\(.a)-\(.b)")
	else .legal_id end;

def facts($due; $lang): .number,
	(.issue_date, .tax_point, .deliver_to.date | values | day($lang)),
	($due // empty | by("Förfallodatum"; "Forfallsdato"; "Eräpäivä"; "Forfaldsdato"; "Due date"; $lang) + day($lang)),
	(.period // empty | by("Period"; "Periode"; "Laskutusjakso"; "Periode"; "Period"; $lang) + period($lang)),
	(.buyer_reference // empty | by("Er referens"; "Deres referanse"; "Viitteenne"; "Deres reference"; "Your reference"; $lang) + .),
	.order, .sales_order, .contract, .project, .tender, .object,
	.cost_account, .despatch_advice, .receiving_advice,
	.buyer.ids[0].id, .buyer.contact.name,
	(.seller | company), .seller.vat_id, .seller.tax_id, .seller.contact.name,
	.seller.contact.phone, .seller.contact.email,
	(.preceding[]? | "\(.number), \(.issue_date | day($lang))"),
	(.notes[]?.text), .payment_terms,
	(.deliver_to // empty | .name, .address.line1),
	(.attachments[]? | .id, .description, .filename),
	(select(.buyer.address.country != .seller.address.country) |
	    {DE: "GERMANY", JP: "JAPAN", GR: "GREECE", US: "UNITED STATES",
	    SE: "SWEDEN", NO: "NORWAY", FI: "FINLAND", DK: "DENMARK"
	    }[.buyer.address.country] // empty);

# How to pay what is asked for and will not be drawn.
def payment: select(.kind != "credit-note" and (.route.payment | not) and
	(.invoice.payable | test("^[0-9.]*[1-9]"))) |
	.invoice.payment[]? | account, .reference,
	(select(.account | test("^[A-Z]")) | .branch);

select(.pages) | . as $r | .delivery.language as $lang | .invoice as $v |
($v.currency | decimals) as $n | .pages[] |
((.variant | capture("due-(?<d>.*)").d) // $v.due_date) as $due |
.path as $path | .pages as $pages | .variant as $variant |
[($r | title($lang), asked($due; $lang), payment),
	($v | facts($due; $lang), parties, lines($lang; $n), sums($lang; $n)),
	(range($pages) + 1 | by("Sida \(.) (\($pages))"; "Side \(.) av \($pages)";
	    "Sivu \(.) (\($pages))"; "Side \(.) af \($pages)";
	    "Page \(.) of \($pages)"; $lang)),
	(if $variant | startswith("copy") then "TEST · " + by("KOPIA"; "KOPI";
	    "KOPIO"; "KOPI"; "COPY"; $lang) else "TEST" end)] |
.[] | values | gsub("[\\s ]"; "") | select(. != "") | "\($path)\t\(.)"
