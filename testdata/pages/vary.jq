# SPDX-License-Identifier: ISC
# Routed records of scripts/make-run become as different as documents are:
# jq -cn -f vary.jq routed.jsonl. Which change a record gets follows from its
# number in the stream, by moduli without a common factor.

def languages: ["sv", "nb", "fi", "da", "en"];

# The sender of the id and the number, everything else follows from it.
def named($sender): .id |= sub("^[^/]*"; $sender);

# Sellers that scripts/make-run does not have.
def swish: named("sundkraft") | .invoice.seller |= (.name = "Sundkraft AB" |
	.trading_name = "Sundkraft");
def danish: named("havvind") |
	.invoice.currency = "DKK" |
	.invoice.seller |= (.name = "Havvind Energi A/S" |
	    del(.trading_name, .tax_id) | .legal_id = "99999993" |
	    .vat_id = "DK99999993" | .address = {line1: "Nordhavnsgade 12",
	    post_code: "6700", city: "Esbjerg", country: "DK"} |
	    .contact.email = "kunde@havvind.example") |
	.invoice.buyer.address = {line1: "Strandvejen 44, 2. tv.",
	    post_code: "8000", city: "Aarhus C", country: "DK"} |
	if .invoice.payment then .invoice.payment = [{code: "30",
	    account: "DK5000400440116243", branch: "DABADKKK",
	    reference: "000012345678903"}] else . end;

def lines($n): .invoice.lines as $all |
	.invoice.lines = [range($n) as $k | $all[$k % ($all | length)] |
	    .id = "\($k + 1)" | .name = "\(.name) \($k + 1)" |
	    if $k % 7 == 2 then .period = {start: "2026-10-01",
	        end: "2026-10-31"} | .sellers_id = "ART-\($k)" else . end |
	    if $k % 9 == 4 then .description = "Timvärden, mätare \($k)" |
	        .note = "Avläst den 31 oktober" else . end |
	    if $k % 11 == 6 then .price_gross = "1.2500" |
	        .price_discount = "0.1250" | .price_quantity = "100"
	        else . end];

def charges: .invoice |= (
	.allowances = [{amount: "1250.00", base: "25000.00", percent: "5",
	    vat_category: "S", vat_rate: "25", reason: "Trogen kund"},
	    {amount: "12.5", vat_category: "S", vat_rate: "25",
	    reason: "Avrundad rabatt"}] |
	.charges = [{amount: "49.90", vat_category: "S", vat_rate: "25",
	    reason: "Pappersfaktura"}] |
	.allowances_total = "1262.50" | .charges_total = "49.90" |
	.lines[0] += {allowances: [{amount: "20.00", base: "400.00",
	    percent: "5", reason: "Kampanj"}], charges: [{amount: "7.75",
	    reason: "Frakt"}]} | .prepaid = "100.00" | .rounding = "-0.42");

def parts: .invoice.vat_parts += [
	{base: "1200.00", tax: "144.00", category: "S", rate: "12"},
	{base: "310.55", tax: "18.63", category: "S", rate: "6"},
	{base: "77.10", tax: "0.00", category: "AE", rate: "0",
	    exemption: "Omvänd betalningsskyldighet"},
	{base: "5.00", tax: "0.00", category: "Z", rate: "0"}];

def ways: if .invoice.payment then .invoice.payment += [
	{code: "30", account: "2865434", branch: "SE:PLUSGIRO",
	    reference: "7041000344351123"},
	{code: "58", account: "SE3550000000054910000003",
	    branch: "ESSESESS", reference: "RF18539007547034"}] else . end;

def long: .invoice.buyer |= (.name =
	    "Bostadsrättsföreningen Övre Ängsbackens Samfällighetsförening " +
	    "för gemensam värme, vatten och bredband i Östra Norrlandskusten" |
	    .address.line2 = "Fastighetsförvaltningen, plan 4, uppgång C") |
	.invoice.lines[0].name = "Mätpunktsavläsning med timupplösning för " +
	    "fastighetens samtliga lägenheter, gemensamma utrymmen och " +
	    "laddplatser under hela avläsningsperioden" |
	.invoice.seller.name +=
	    " med dotterbolag för elnät, fjärrvärme och energitjänster";

def abroad($country; $name; $city): .invoice.buyer |= (.name = $name |
	.address |= (.country = $country | .city = $city));

def facts: .invoice += {order: "PO-77812", sales_order: "SO-11902",
	contract: "AVT-2024-17", project: "Kvarteret Eken", tender: "UH-3",
	object: "735999100000000017", cost_account: "4010-220",
	despatch_advice: "FS-901", receiving_advice: "MK-17",
	tax_point: "2026-10-31", preceding: [{number: "70409001",
	issue_date: "2026-10-05"}], deliver_to: {date: "2026-10-29",
	name: "Lager 3", address: {line1: "Kajen 9", post_code: "981 31",
	city: "Kiruna", country: "SE"}}, attachments: [{id: "BIL-1",
	description: "Mätvärden per timme", filename: "varden.csv"}]};

def credit: .kind = "credit-note" |
	.id |= sub("/[^/]*/"; "/credit-note/") |
	.invoice |= (.type_code = "381" | del(.due_date) |
	    .preceding = [{number: "26690001", issue_date: "2026-10-17"}]);

def kind($kind): .kind = $kind | .id |= sub("/[^/]*/"; "/\($kind)/");

foreach (inputs | select(.invoice and (.rejected | not))) as $r
	({n: -1}; {n: (.n + 1)}; .n as $i | $r |
	.delivery.language = languages[$i % 5] |
	.id += "-\($i)" |
	if $i % 31 < 4 then danish elif $i % 31 < 8 and
	    (.id | startswith("norrlid")) then swish else . end |
	if $i % 7 == 3 then .invoice.currency =
	    (["EUR", "USD", "JPY", "KWD", "SEK"][$i / 7 % 5]) else . end |
	if $i % 6 > 0 then lines([1, 7, 18, 37, 60][$i % 6 - 1]) else . end |
	if $i % 4 == 1 then charges else . end |
	if $i % 9 == 2 then parts else . end |
	if $i % 13 == 5 then ways else . end |
	if $i % 17 == 7 then long else . end |
	if $i % 22 == 12 then del(.invoice.payment[0].reference)
	else . end |
	if $i % 19 == 2 then facts else . end |
	if $i % 11 == 3 then abroad(["DE", "JP", "GR", "US"][$i / 11 % 4];
	    ["Größe & Söhne GmbH", "さくらエネルギー", "Αθηνά Παπαδοπούλου",
	    "O’Brien Żółć Łukasz"][$i / 11 % 4];
	    ["Köln", "東京都", "Αθήνα", "Chicago"][$i / 11 % 4]) else . end |
	if $i % 23 == 4 and .kind == "invoice" then credit else . end |
	if $i % 29 == 6 and .kind == "invoice" then kind("reminder")
	elif $i % 29 == 7 and .kind == "invoice" then kind("payment-request")
	else . end |
	if $i % 37 == 9 then .invoice.payable = "0.00"
	elif $i % 37 == 10 then .invoice.payable = "-1250.05"
	elif $i % 37 == 11 then .invoice.payable = "123456789012345.67"
	else . end |
	if $i % 10 == 8 then .route.payment = [{channel: "autogiro",
	    date: "2026-12-17"}]
	elif $i % 12 == 7 and .invoice.due_date then .route.presentation = [
	    {channel: "email"}, {channel: "paper", due: "2027-01-08"}]
	else . end)
