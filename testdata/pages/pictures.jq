# SPDX-License-Identifier: ISC
# The documents of docs/pictures: jq -cn -f pictures.jq prints, for each of
# five languages, an invoice of one page, one of three, a credit note and one
# that will be drawn from the account. People, companies and numbers are
# fictitious; amounts follow from quantities and prices.

def cents: . * 100 | round;
def amount: tostring | if startswith("-") then "-" + (.[1:] | amount)
	else ("00" + .)[-([3, length] | max):] | .[:-2] + "." + .[-2:] end;

# The last digit of a reference: OCR and KID, and the Finnish one.
def luhn: . + (explode | reverse | [to_entries[] | (.value - 48) *
	(if .key % 2 == 0 then 2 else 1 end) | if . > 9 then . - 9 else . end] |
	(10 - add % 10) % 10 | tostring);
def viite: . + (explode | reverse | [to_entries[] |
	(.value - 48) * [7, 3, 1][.key % 3]] | (10 - add % 10) % 10 |
	tostring);

def countries: {
	sv: {sender: "norrlid", currency: "SEK", vat: "25", worth: 1,
	seller: {name: "Norrlid Energi AB", legal_id: "5599990016",
	    vat_id: "SE559999001601", tax_id: "Godkänd för F-skatt",
	    address: {line1: "Strömgatan 4", post_code: "981 31",
	    city: "Kiruna", country: "SE"}, contact: {name: "Kundtjänst",
	    phone: "0980-319200", email: "kund@norrlid.example"}},
	people: [["Elsa Lindqvist", "Örnstigen 73", "981 92", "Kiruna"],
	    ["Brf Ripan i Kiruna", "Malmvägen 12", "981 38", "Kiruna"]],
	account: {account: "9912346", branch: "SE:BANKGIRO"},
	debit: "autogiro", terms: "30 dagar netto. Dröjsmålsränta enligt räntelagen.",
	note: "Mätaren avlästes den 31 oktober 2026.",
	credit: "Kreditering efter rättad avläsning av mätare 735999109.",
	site: "anläggning", items: ["Elförbrukning, rörligt pris",
	    "Påslag, rörligt elpris", "Elcertifikat och ursprungsgarantier",
	    "Elnätsöverföring", "Abonnemang elnät, säkring 20 A",
	    "Energiskatt", "Månadsavgift Förnybar Plus",
	    "Laddbox hemma, delbetalning 7 av 36"]},
	nb: {sender: "nordfjell", currency: "NOK", vat: "25", worth: 1,
	seller: {name: "Nordfjell Kraft AS", legal_id: "310000108",
	    vat_id: "NO310000108MVA", tax_id: "Foretaksregisteret",
	    address: {line1: "Elvegata 12", post_code: "8656",
	    city: "Mosjøen", country: "NO"}, contact: {name: "Kundeservice",
	    phone: "47 00 00 00", email: "kundeservice@nordfjell.example"}},
	people: [["Sigrid Storbakken", "Fjellveien 8 B", "8657", "Mosjøen"],
	    ["Sameiet Fjellgløtt", "Tårnbakken 21", "8658", "Mosjøen"]],
	account: {account: "12345678903"}, debit: "avtalegiro",
	terms: "Netto 20 dager. Ved forsinket betaling påløper renter.",
	note: "Måleren ble avlest 31. oktober 2026.",
	credit: "Kreditering etter rettet avlesning av måler 735999109.",
	site: "anlegg", items: ["Strømforbruk, spotpris", "Påslag på spotpris",
	    "Opprinnelsesgarantier", "Nettleie, energiledd",
	    "Nettleie, kapasitetsledd 5–10 kW", "Forbruksavgift",
	    "Månedsbeløp Fornybar Pluss", "Hjemmelader, avdrag 7 av 36"]},
	fi: {sender: "pohjanlahti", currency: "EUR", vat: "25.5", worth: 0.1,
	seller: {name: "Pohjanlahti Energia Oy", legal_id: "9999902-8",
	    vat_id: "FI99999028", address: {line1: "Satamakatu 9",
	    post_code: "65100", city: "Vaasa", country: "FI"},
	    contact: {name: "Asiakaspalvelu", phone: "010 000 0000",
	    email: "lasku@pohjanlahti.example"}},
	people: [["Aino Koskivuori", "Rantakuja 5 A 12", "65170", "Vaasa"],
	    ["As Oy Merenrannan Kivitasku", "Laivurinkatu 3", "65120",
	    "Vaasa"]],
	account: {account: "FI2112345600000785", branch: "NDEAFIHH"},
	debit: "suoramaksu", terms: "14 päivää netto. Viivästyskorko korkolain mukaan.",
	note: "Mittari luettiin 31.10.2026.",
	credit: "Hyvitys mittarin 735999109 korjatun lukeman perusteella.",
	site: "käyttöpaikka", items: ["Sähköenergia, pörssihinta",
	    "Pörssisähkön marginaali", "Alkuperätakuut",
	    "Sähkönsiirto, yleissiirto", "Siirron perusmaksu, 3 x 25 A",
	    "Sähkövero, veroluokka 1", "Uusiutuva Plus -kuukausimaksu",
	    "Kotilatausasema, osamaksuerä 7/36"]},
	da: {sender: "havvind", currency: "DKK", vat: "25", worth: 0.9,
	seller: {name: "Havvind Energi A/S", legal_id: "99999993",
	    vat_id: "DK99999993", address: {line1: "Nordhavnsgade 12",
	    post_code: "6700", city: "Esbjerg", country: "DK"},
	    contact: {name: "Kundeservice", phone: "00 00 00 00",
	    email: "kunde@havvind.example"}},
	people: [["Freja Østergaard", "Strandvejen 44, 2. tv.", "6705",
	    "Esbjerg Ø"], ["E/F Havnegården", "Kajgade 7", "6700",
	    "Esbjerg"]],
	account: {account: "DK5000400440116243", branch: "DABADKKK"},
	debit: "service", terms: "Netto 14 dage. Ved for sen betaling beregnes rente efter renteloven.",
	note: "Måleren blev aflæst 31. oktober 2026.",
	credit: "Kreditering efter rettet aflæsning af måler 735999109.",
	site: "målepunkt", items: ["Elforbrug, variabel pris",
	    "Tillæg til variabel pris", "Oprindelsesgarantier",
	    "Nettarif, lavspænding", "Netabonnement", "Elafgift",
	    "Månedsbidrag Grøn Plus", "Ladeboks hjemme, rate 7 af 36"]},
	en: {sender: "sundkraft", currency: "SEK", vat: "25", worth: 1,
	seller: {name: "Sundkraft AB", legal_id: "5599990024",
	    vat_id: "SE559999002401", tax_id: "Godkänd för F-skatt",
	    address: {line1: "Brogatan 2", post_code: "211 11",
	    city: "Malmö", country: "SE"}, contact: {
	    name: "Customer service", phone: "040-665 00 00",
	    email: "hello@sundkraft.example"}},
	people: [["Maya Ellsworth", "Hamngatan 31, 1204", "211 22", "Malmö"],
	    ["Riverside Housing Ltd", "Kanalgatan 18", "211 40", "Malmö"]],
	account: {account: "55555551", branch: "SE:BANKGIRO"},
	debit: "autogiro", terms: "30 days net. Interest on overdue payments by law.",
	note: "The meter was read on 31 October 2026.",
	credit: "Credited after a corrected reading of meter 735999109.",
	site: "site", items: ["Electricity, variable price",
	    "Surcharge on variable price", "Guarantees of origin",
	    "Grid transfer", "Grid subscription, 20 A fuse", "Energy tax",
	    "Renewable Plus, monthly fee",
	    "Home charger, instalment 7 of 36"]}};

# Quantity, unit and price of the eight items.
def goods: [[903.4, "KWH", 0.2492], [903.4, "KWH", 0.069],
	[903.4, "KWH", 0.026], [903.4, "KWH", 0.412], [1, "MON", 433.17],
	[903.4, "KWH", 0.5488], [1, "MON", 49], [1, "C62", 94.99]];

def line($land; $k; $i; $name; $share): goods[$i] as [$n, $unit, $each] |
	(if $unit == "KWH" then $n * $share else $n end |
	    . * 100 | round / 100) as $n |
	($each * $land.worth * 10000 | round / 10000) as $each |
	{id: "\($k)", quantity: "\($n)", unit: $unit, price: "\($each)",
	amount: ($n * $each | cents | amount), vat_category: "S",
	vat_rate: $land.vat, name: $name};

def sums($land): ([.lines[].amount | tonumber | cents] | add) as $net |
	($net * ($land.vat | tonumber) / 100 | round) as $vat |
	.net = ($net | amount) | .lines_total = .net | .vat = ($vat | amount) |
	.gross = ($net + $vat | amount) | .payable = .gross |
	.vat_parts = [{base: .net, tax: .vat, category: "S",
	    rate: $land.vat}];

def reference($land; $number): if $land.currency == "EUR" then
	    "1000\($number)" | viite
	elif $land.currency == "DKK" then "00000\($number)" | luhn
	else "1000\($number)" | luhn end;

def base($land; $lang; $number; $who): $land.people[$who] as $to |
	{mc: 1, kind: "invoice", id: "\($land.sender)/invoice/\($number)",
	run: {id: "0123456789ab", at: "2026-11-02T06:00:00Z"},
	source: {path: "run.xml", format: "ubl-invoice", index: 1,
	    bytes: 5000, sha256: ("0" * 56 + $number)},
	delivery: {language: $lang},
	reach: {customer: {number: "4435112", tags: [["heatpump"],
	    ["business"]][$who]}},
	route: {presentation: [{channel: "paper", reason: "policy"}]},
	invoice: {number: $number, issue_date: "2026-11-02",
	type_code: "380", currency: $land.currency, due_date: "2026-12-02",
	payment_terms: $land.terms, notes: [{text: $land.note}],
	seller: $land.seller, buyer: {name: $to[0],
	    ids: [{id: ["4435112", "2200481"][$who]}],
	    address: {line1: $to[1], post_code: $to[2], city: $to[3],
	    country: $land.seller.address.country}},
	period: {start: "2026-10-01", end: "2026-10-31"},
	payment: [{code: "30", reference: reference($land; $number)} +
	    $land.account]}};

def one($land): .invoice.lines = [range(8) as $i |
	line($land; $i + 1; $i; $land.items[$i]; 1)];

def three($land): .invoice.lines = [range(13) as $site | range(6) as $i |
	line($land; 6 * $site + $i + 1; $i;
	    "\($land.items[$i]), \($land.site) \($site + 101)";
	    0.8 + $site * 0.13)] |
	.invoice += {order: "PO-77812", contract: "R-2024-17",
	    buyer_reference: $land.people[0][0]};

def credit($land): .kind = "credit-note" |
	.id |= sub("/invoice/"; "/credit-note/") | del(.invoice.due_date) |
	.invoice.lines = [(0, 3, 5) as $i | line($land; $i + 1; $i;
	    $land.items[$i]; 0.31)] | .invoice.notes = [{text: $land.credit}] |
	.invoice.preceding = [{number: "70409118",
	    issue_date: "2026-10-02"}] | .invoice.type_code = "381" |
	del(.invoice.payment_terms);

def drawn($land): one($land) | .route.payment = [{channel: $land.debit,
	date: "2026-12-02"}] |
	.invoice.payment[0].debit = {mandate: "M-4435112"};

countries | to_entries[] | .key as $lang | .value as $land |
range(4) as $i | ($i | tostring) as $last |
base($land; $lang; "7041000" + $last; if $i == 1 then 1 else 0 end) |
if $i == 0 then one($land) elif $i == 1 then three($land)
elif $i == 2 then credit($land) else drawn($land) end |
.invoice |= sums($land)
