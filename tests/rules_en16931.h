/* SPDX-License-Identifier: ISC */
#ifndef RULES_EN16931_CASES_H
#define RULES_EN16931_CASES_H

/*
 * Parts of the documents of rules_case.h, where cases of EN 16931 put
 * something in or take something out.
 */

#include "rules_case.h"

/* All rules of EN 16931: a case names every finding. */
#define EN "BR- UBL-SR- UBL-DT- UBL-CR-"

#define TAG(name, text) "<cbc:" name ">" text "</cbc:" name ">"
#define TAG_WITH(name, attr, text)                                             \
	"<cbc:" name " " attr ">" text "</cbc:" name ">"
#define GROUP(name, inside) "<cac:" name ">" inside "</cac:" name ">"
#define AMOUNT(name, amount) TAG_WITH(name, "currencyID=\"EUR\"", amount)

#define SWAP(is, be)                                                           \
	{                                                                      \
		is, be                                                         \
	}
#define DROP(what) SWAP(what, "")
#define BEFORE(where, what) SWAP(where, what where)

/* Put in as a child of the document, of a party, of its legal entity, */
#define HEAD(what) BEFORE("<cac:AccountingSupplierParty>", what)
#define SELLER(what) BEFORE("<cbc:EndpointID schemeID=\"0216\">", what)
#define BUYER(what) BEFORE("<cbc:EndpointID schemeID=\"0088\">", what)
#define SELLER_NAME "<cbc:RegistrationName>Kanerva Oy</cbc:RegistrationName>"
#define BUYER_NAME "<cbc:RegistrationName>Sinilill OU</cbc:RegistrationName>"
#define SELLER_LEGAL(what) BEFORE(SELLER_NAME, what)
#define BUYER_LEGAL(what) BEFORE(BUYER_NAME, what)
/* of the totals, the VAT breakdown, its category, */
#define TOTALS(what) BEFORE("<cbc:PayableAmount", what)
#define BREAKDOWN(what) BEFORE("<cbc:TaxableAmount", what)
#define CATEGORY(what) BEFORE("<cbc:ID>S</cbc:ID>", what)
/* of the line, its item, its price. */
#define LINE(what) BEFORE("<cac:Item>", what)
#define ITEM(what) BEFORE("<cbc:Name>Lamp", what)
#define PRICE(what) BEFORE("<cbc:PriceAmount", what)

#define SELLER_VAT                                                             \
	GROUP("PartyTaxScheme", TAG("CompanyID", "FI99999028") RULES_VAT)
#define COUNTRY(code) GROUP("Country", TAG("IdentificationCode", code))
#define PERIOD(inside) GROUP("InvoicePeriod", inside)
#define EUR_TOTAL AMOUNT("TaxAmount", "24.00") "<cac:TaxSubtotal>"
#define REASON TAG("AllowanceChargeReason", "Season")
#define NOTE(text) TAG("Note", text)
#define ID(text) TAG("ID", text)
#define NAME(text) GROUP("PartyName", TAG("Name", text))
#define PARTY_ID(text) GROUP("PartyIdentification", ID(text))

/* An allowance or charge, which bear no VAT of their own. */
#define ALLOWANCE(inside)                                                      \
	GROUP("AllowanceCharge", TAG("ChargeIndicator", "false") inside)
#define CHARGE(inside)                                                         \
	GROUP("AllowanceCharge", TAG("ChargeIndicator", "true") inside)
#define RATED GROUP("TaxCategory", ID("S") TAG("Percent", "24") RULES_VAT)

#define PAYMENT(code, inside)                                                  \
	GROUP("PaymentMeans", TAG("PaymentMeansCode", code) inside)
#define ACCOUNT(inside) GROUP("PayeeFinancialAccount", inside)

#endif
