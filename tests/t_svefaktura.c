/* SPDX-License-Identifier: ISC */
/* Svefaktura 1.0 read. */
#include "svefaktura_cases.h"

static const char *const terms[] = { "number: 26800001",
	"issue_date: 2026-11-19", "type_code: 380", "currency: SEK",
	"payable: 3475.00", "due_date: 2026-12-19", "tax_point: 2026-11-15",
	"buyer_reference: P\xc3\xa4r Forsberg", "cost_account: 4010",
	"contract: AVT-7", "order: PO-77", "despatch_advice: FS-1",
	"object: 735999900088116876", "object_scheme: AVE",
	"payment_terms: 30 dagar netto", "preceding[0].number: 26700001",
	"seller.name: Norrlid Energi AB", "seller.legal_id: 5599990016",
	"seller.legal_scheme: 0007", "seller.vat_id: SE559999001601",
	"seller.tax_id: Godk\xc3\xa4nd f\xc3\xb6r F-skatt",
	"seller.legal_info: Kiruna", "seller.address.city: Kiruna",
	"seller.address.country: SE", "seller.contact.phone: 0980319200",
	"buyer.name: Bageri i Sundsvall AB",
	"buyer.trading_name: Skolgr\xc3\xa4ndens Bageri",
	"buyer.ids[0].id: 7350000000016", "buyer.ids[0].scheme: 0088",
	"buyer.ids[1].id: C-200001",
	"buyer.address.line1: Skolgr\xc3\xa4nden 8",
	"buyer.address.line2: Box 12", "buyer.address.line3: Ekonomi",
	"deliver_to.date: 2026-11-10", "deliver_to.name: Bageriets lager",
	"deliver_to.location: 7350000000030",
	"deliver_to.location_scheme: 0088", "deliver_to.address.country: SE",
	"period.start: 2026-10-01", "period.end: 2026-10-31",
	"payment[0].code: 30", "payment[0].account: 9912346",
	"payment[0].branch: SE:BANKGIRO",
	"payment[0].reference: 1000012680000166",
	"allowances[0].amount: 100.00", "allowances[0].base: 1000.00",
	"allowances[0].percent: 10", "allowances[0].reason: Kundrabatt",
	"charges[0].amount: 29.00", "allowances_total: 100.00",
	"charges_total: 29.00", "lines_total: 2870.62", "net: 2799.62",
	"vat: 674.91", "gross: 3474.53", "rounding: 0.47",
	"vat_parts[1].category: E", "attachments[0].id: MP-12",
	"attachments[0].description: M\xc3\xa4tprotokoll",
	"attachments[1].url: https://norrlid.example/matning/12",
	"lines[0].order_line: 3", "lines[0].unit: KWH",
	"lines[0].allowances[0].amount: 100.00",
	"lines[0].allowances[0].base: 1797.20", "lines[0].price_quantity: 100",
	"lines[0].price_unit: KWH", "lines[0].standard_id: 7350000000047",
	"lines[0].standard_scheme: 0160", "lines[0].buyers_id: B-1",
	"lines[0].sellers_id: EL-1", "lines[1].charges[0].amount: 100.00",
	"lines[2].vat_rate: 0" };

static void
test_every_term(void)
{
	edit("", "");
	T_CASE("every term");
	CHECK_STR(r.kind, "invoice");
	CHECK_STR(source.format, "svefaktura-1.0");
	for (size_t i = 0; i < sizeof(terms) / sizeof(*terms); i++) {
		T_CASE(terms[i]);
		CHECK(says(terms[i]));
	}
	CHECK_INT(inv->attachments_n, 2); /* the other references are terms */
	CHECK_INT(inv->extra_n, 5);
	CHECK_STR(kept("/cac:Address/cac:ID"), "7350000000023");
	CHECK_STR(kept("/cbc:Telefax"), "0980319201");
	CHECK_STR(kept("/cac:AccountsContact/cbc:Name"), "Reskontra");
	CHECK_STR(kept("/cbc:PenaltySurchargePercent"), "8");
	CHECK_STR(kept("/cbc:SpecialTerms"), "Fritt kund");
}

static void
test_head(void)
{
	edit("<InvoiceTypeCode>380<", "<InvoiceTypeCode>381<");
	CHECK_STR(r.kind, "credit-note");
	CHECK(says("payable: 3475.00"));

	edit("<InvoiceCurrencyCode>SEK</InvoiceCurrencyCode>", "");
	CHECK(says("currency: SEK"));
	CHECK_INT(r.problems_n, 0);

	edit("<LineItemCountNumeric>3<", "<LineItemCountNumeric>4<");
	CHECK_INT(r.problems_n, 1);
	CHECK_STR(r.problems[0].rule, "line-count");
	CHECK_STR(r.problems[0].path, "/Invoice/LineItemCountNumeric");
	CHECK_INT(r.problems[0].line, 11);
	edit("<LineItemCountNumeric>3<", "<LineItemCountNumeric>3.0<");
	CHECK_INT(r.problems_n, 0);
	edit("<LineItemCountNumeric>3<", "<LineItemCountNumeric>x<");
	CHECK_STR(r.problems[0].rule, "line-count");

	edit("2026-11-10T00:00:00", "2026-11-10T14:30:00");
	CHECK(says("deliver_to.date: 2026-11-10"));
	CHECK_STR(kept("/cbc:ActualDeliveryDateTime"), "2026-11-10T14:30:00");
	edit("2026-11-10T00:00:00", "2026-11-10");
	CHECK(says("deliver_to.date: 2026-11-10"));
	CHECK(!kept("/cbc:ActualDeliveryDateTime").p);
	edit("2026-11-10T00:00:00", "2026-11-31T00:00:00");
	CHECK_STR(r.problems[0].rule, "value-date");

	edit("amountCurrencyID=\"SEK\">2870.62", "amountCurrencyID=\"EUR\">1");
	CHECK_STR(r.problems[0].rule, "amount-currency");

	edit("</InvoicingPeriod>",
	    "</InvoicingPeriod><mc:Delivery xmlns:mc=\"urn:mc:delivery:1\">"
	    "<mc:Channel>paper</mc:Channel></mc:Delivery>");
	CHECK(r.delivery != NULL);
	CHECK_INT(r.delivery->channels_n, 1);
	CHECK_STR(r.delivery->channels[0].channel, "paper");
}

#define STREET "<cbc:StreetName>Str\xc3\xb6mgatan 4</cbc:StreetName>"
#define LINE(text) "<cbc:Line>" text "</cbc:Line>"

static void
test_parties(void)
{
	edit("F-skattebevis finns", "Godk\xc3\xa4nd f\xc3\xb6r F-skatt");
	CHECK(says("seller.tax_id: Godk\xc3\xa4nd f\xc3\xb6r F-skatt"));
	edit("F-skattebevis finns", "innehar F-skattsedel");
	CHECK(says("seller.tax_id: innehar F-skattsedel"));

	edit(">5599990016<", ">559999-0016<");
	CHECK(says("seller.legal_scheme: 0007"));
	edit(">5599990016<", ">310000108<");
	CHECK(says("seller.legal_id: 310000108"));
	CHECK(lacks("seller.legal_scheme"));

	/* the registered name is the legal one, and may be the only one */
	edit("<cbc:Name>Norrlid Energi AB</cbc:Name>", "<cbc:Name/>");
	CHECK(lacks("seller.name"));

	edit(STREET, "<cac:AddressLine>" LINE("c/o A") LINE("B 4") LINE("C")
			 LINE("D") "</cac:AddressLine>");
	CHECK(says("seller.address.line1: c/o A"));
	CHECK(says("seller.address.line2: B 4"));
	CHECK(says("seller.address.line3: C"));
	CHECK_STR(kept("/cbc:Line[4]"), "D");
	edit(STREET, STREET "<cac:AddressLine>" LINE("X") "</cac:AddressLine>");
	CHECK(lacks("seller.address.line2"));
	CHECK_STR(kept("/cac:SellerParty/cac:Party/cac:Address/"
		       "cac:AddressLine/cbc:Line"),
	    "X");

	/* a country, where there is none */
	edit("<cac:IdentificationCode>SE<", "<cac:IdentificationCode>NO<");
	CHECK(says("seller.address.country: NO"));
	edit("<cac:IdentificationCode>SE<", "<cac:IdentificationCode><");
	CHECK(says("seller.address.country: SE"));
	edit("<cac:IdentificationCode>SE</cac:IdentificationCode>", "");
	CHECK(says("seller.address.country: SE"));
	take(replaced(replaced(buf_str(&document), "SE559999001601", "FI1"),
	    "<cac:IdentificationCode>SE</cac:IdentificationCode>", ""));
	CHECK(says("seller.address.country: FI"));
}

static void
test_references(void)
{
	edit("=\"DQ\"", "=\"CT\"");
	CHECK(says("contract: AVT-7"));
	CHECK_STR(kept("/AdditionalDocumentReference[2]/cac:ID"), "FS-1");
	CHECK_INT(inv->attachments_n, 2);
	edit(" identificationSchemeID=\"ACD\"", "");
	CHECK(says("attachments[0].id: MP-12"));
	edit("identificationSchemeID=\"ATS\"", "identificationSchemeID=\"Q\"");
	CHECK(says("attachments[1].id: https://norrlid.example/matning/12"));

	/* one order of all lines is that of the document */
	edit("<cac:BuyersID>PO-77</cac:BuyersID>",
	    "<cac:BuyersID> PO-78 </cac:BuyersID>");
	CHECK(says("order: PO-78"));
	CHECK(!kept("/cac:BuyersID").p);
	edit("<cac:BuyersLineID>3</cac:BuyersLineID>\n   <cac:OrderReference>\n"
	     "    <cac:BuyersID>PO-77",
	    "<cac:OrderReference>\n<cac:BuyersID>PO-1");
	CHECK(lacks("order"));
	CHECK_STR(kept("/cac:InvoiceLine[1]/cac:OrderLineReference/"
		       "cac:OrderReference/cac:BuyersID"),
	    "PO-1");
	CHECK_STR(kept("/cac:InvoiceLine[3]/cac:OrderLineReference/"
		       "cac:OrderReference/cac:BuyersID"),
	    "PO-77");
}

#define MEANS_END "</cac:PaymentMeans>"
#define MEANS(due, account, institution, payee)                                \
	"<cac:PaymentMeans>"                                                   \
	"<cac:PaymentMeansTypeCode>1</cac:PaymentMeansTypeCode>"               \
	"<cbc:DuePaymentDate>" due "</cbc:DuePaymentDate>"                     \
	"<cac:PayeeFinancialAccount><cac:ID>" account "</cac:ID>"              \
	"<cac:FinancialInstitutionBranch><cac:FinancialInstitution>"           \
	"<cac:ID>" institution "</cac:ID></cac:FinancialInstitution>"          \
	"</cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount>" payee  \
	"</cac:PaymentMeans>"
#define PAYEE(name)                                                            \
	"<cac:PayeePartyName><cbc:Name>" name "</cbc:Name></"                  \
	"cac:PayeePartyName>"

static void
test_payment(void)
{
	edit(MEANS_END, MEANS_END MEANS("2026-12-19", "4711117", "PGSISESS",
			    PAYEE("Faktor AB")) MEANS("2026-12-20", "4711117",
			    "NDEASESS", PAYEE("Faktor AB")));
	CHECK_INT(inv->payment_n, 3);
	CHECK(says("payment[1].branch: SE:PLUSGIRO"));
	CHECK(says("payment[2].branch: NDEASESS"));
	CHECK(says("payee.name: Faktor AB"));
	CHECK(!kept("/cac:PayeePartyName/cbc:Name").p);
	CHECK(says("due_date: 2026-12-19"));
	CHECK(!kept("/cac:PaymentMeans[2]/cbc:DuePaymentDate").p);
	CHECK_STR(
	    kept("/cac:PaymentMeans[3]/cbc:DuePaymentDate"), "2026-12-20");

	edit("TypeCode>1<", "TypeCode>30<");
	CHECK(lacks("payment[0].code"));
	CHECK_STR(kept("/cac:PaymentMeansTypeCode"), "30");

	take(replaced(replaced(buf_str(&document), "SEK", "EUR"), ">9912346<",
	    ">SE4550000000058398257466<"));
	T_CASE("IBAN in euro");
	CHECK(says("payment[0].code: 58"));
	CHECK_INT(r.problems_n, 0);
	edit(">9912346<", ">SE4550000000058398257466<");
	CHECK(says("payment[0].code: 30"));
}

static void
test_sums(void)
{
	edit("Numeric>10<", "Numeric>0.10<");
	CHECK(says("allowances[0].percent: 10.00"));
	edit("<cbc:TaxExclusiveTotalAmount amountCurrencyID=\"SEK\">2799.62"
	     "</cbc:TaxExclusiveTotalAmount>",
	    "");
	CHECK(says("net: 2799.62"));
	edit("<cac:RoundOffAmount amountCurrencyID=\"SEK\">0.47"
	     "</cac:RoundOffAmount>",
	    "");
	CHECK(says("rounding: 0.47"));
	CHECK(says("gross: 3474.53"));
	take(replaced(replaced(buf_str(&document),
			  "<cac:RoundOffAmount amountCurrencyID=\"SEK\">0.47"
			  "</cac:RoundOffAmount>",
			  ""),
	    "3475.00", "3475.04"));
	T_CASE("more than half a unit is no rounding");
	CHECK(lacks("rounding"));
	CHECK(says("gross: 3475.04"));
}

static void
test_accounting(void)
{
	T_CASE("VAT in euro");
	take(with_euro(IN_EUR("60.10"), IN_EUR("0.00") "</cac:TaxTotal>"));
	CHECK_INT(r.problems_n, 0);
	CHECK(says("vat_currency: EUR"));
	CHECK(says("vat_accounting: 60.10"));
	CHECK_STR(
	    kept("/cac:TaxSubTotal[1]/cac:TaxCurrencyTaxAmount"), "60.10");
	T_CASE("VAT in euro, of one rate only");
	take(with_euro(IN_EUR("60.10"), "</cac:TaxSubTotal></cac:TaxTotal>"));
	CHECK(lacks("vat_accounting"));
	CHECK_STR(
	    kept("/cac:TaxSubTotal[1]/cac:TaxCurrencyTaxAmount"), "60.10");
}

/* ---- the envelope of attachments ---------------------------------------- */

#define ENVELOPE(content)                                                      \
	"<e:ObjectEnvelope "                                                   \
	"xmlns:e='urn:sfti:documents:ObjectEnvelope:1:0'>" content             \
	"<e:CreationDateTime>2026-11-19T06:00:00</e:CreationDateTime>"         \
	"<e:EncodedObject><e:ObjectID>7</e:ObjectID><e:EncodedData "           \
	"format='BASE64' mimeCode='text/plain' filename='a.txt'>SGVq"          \
	"</e:EncodedData></e:EncodedObject></e:ObjectEnvelope>"
#define OF(number, day)                                                        \
	"<e:DocumentReference><e:DocumentID>" number "</e:DocumentID>"         \
	"<e:IssueDate>" day "</e:IssueDate></e:DocumentReference>"

/* Reads the invoice, referring or not, and joins the envelope to it. */
static bool
join(bool refers, const char *envelope)
{
	if (refers)
		edit(">MP-12<", ">urn:sfti:documents:object:7<");
	else
		edit("", "");
	T_CASE(envelope);
	return intake_join(
	    reader, str_of(envelope), (struct str)STR(""), NULL, &arena, &r);
}

static void
test_objects(void)
{
	CHECK(intake_belongs(str_of(ENVELOPE(""))));
	CHECK(!intake_belongs(buf_str(&document)));
	CHECK(!intake_belongs((struct str)STR("<")));
	CHECK(!intake_refers(buf_str(&document)));

	CHECK(join(true, ENVELOPE(OF("26800001", "2026-11-19"))));
	CHECK_INT(inv->attachments_n, 2);
	CHECK_STR(inv->attachments[0].id, "urn:sfti:documents:object:7");
	CHECK_STR(inv->attachments[0].path, "SGVq");
	CHECK_STR(inv->attachments[0].mime, "text/plain");
	CHECK_STR(inv->attachments[0].filename, "a.txt");
	CHECK_STR(inv->attachments[0].description, "M\xc3\xa4tprotokoll");
	CHECK_INT(inv->extra_n, 6);
	CHECK_STR(
	    kept("/ObjectEnvelope/CreationDateTime"), "2026-11-19T06:00:00");
	CHECK_INT(r.problems_n, 0);

	/* nothing refers to it, but it names the invoice */
	CHECK(join(false, ENVELOPE(OF("26800001", "2026-11-19"))));
	CHECK_INT(inv->attachments_n, 3);
	CHECK_STR(inv->attachments[2].id, "urn:sfti:documents:object:7");
	CHECK_STR(inv->attachments[2].path, "SGVq");

	/* it names none, but is referred to */
	CHECK(join(true, ENVELOPE("")));
	CHECK_STR(inv->attachments[0].path, "SGVq");

	CHECK(!join(false, ENVELOPE("")));
	CHECK(!join(true, ENVELOPE(OF("26800002", "2026-11-19"))));
	CHECK(!join(true, ENVELOPE(OF("26800001", "2026-11-18"))));
	CHECK(!join(true, "<e:ObjectEnvelope xmlns:e='urn:x'/>"));
	CHECK(!join(true, "<ObjectEnvelope"));
	CHECK_INT(inv->attachments_n, 2);
	CHECK(!inv->attachments[0].path.p);
	CHECK_INT(inv->extra_n, 5);
}

int
main(void)
{
	cases_open();
	test_every_term();
	test_head();
	test_parties();
	test_references();
	test_payment();
	test_sums();
	test_accounting();
	test_objects();
	cases_close();
	return T_END();
}
