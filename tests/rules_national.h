/* SPDX-License-Identifier: ISC */
#ifndef RULES_NATIONAL_H
#define RULES_NATIONAL_H

/*
 * Documents for the national rules of Peppol, put together from parts. Each
 * country has one that breaks none of its rules; a case changes it.
 */

#include "rules_case.h"

#define TAG(name, text) "<cbc:" name ">" text "</cbc:" name ">"
#define ADDRESS(country)                                                       \
	"<cac:PostalAddress>" TAG("StreetName", "Road 1")                      \
	    TAG("CityName", "Town") TAG("PostalZone",                          \
		"1234") "<cac:Country>" TAG("IdentificationCode",              \
		country) "</cac:Country></cac:PostalAddress>"
#define TAX(number, scheme)                                                    \
	"<cac:PartyTaxScheme>" TAG("CompanyID", number) "<cac:TaxScheme>" TAG( \
	    "ID", scheme) "</cac:TaxScheme>"                                   \
			  "</cac:PartyTaxScheme>"
#define LEGAL(scheme, number)                                                  \
	"<cac:PartyLegalEntity>" TAG("RegistrationName",                       \
	    "Firm") "<cbc:CompanyID schemeID=\"" scheme "\">" number           \
		    "</cbc:CompanyID></cac:PartyLegalEntity>"
#define SELLER(inside)                                                         \
	"<cac:AccountingSupplierParty><cac:Party>" inside                      \
	"</cac:Party></cac:AccountingSupplierParty>\n"
#define BUYER(inside)                                                          \
	"<cac:AccountingCustomerParty><cac:Party>" inside                      \
	"</cac:Party></cac:AccountingCustomerParty>\n"
#define PAYMENT(code, inside)                                                  \
	"<cac:PaymentMeans>" TAG("PaymentMeansCode", code) inside              \
	    "</cac:PaymentMeans>\n"
#define ACCOUNT(id, branch)                                                    \
	"<cac:PayeeFinancialAccount>" TAG(                                     \
	    "ID", id) "<cac:FinancialInstitutionBranch>" TAG("ID",             \
	    branch) "</cac:FinancialInstitutionBranch></"                      \
		    "cac:PayeeFinancialAccount>"
#define REFERENCE(id, description, inside)                                     \
	"<cac:AdditionalDocumentReference>" TAG("ID", id)                      \
	    TAG("DocumentDescription", description) inside                     \
	    "</cac:AdditionalDocumentReference>\n"

#define INVOICE(middle)                                                        \
	RULES_ROOT("Invoice")                                                  \
	RULES_HEAD TAG("DueDate", "2026-04-01") TAG("InvoiceTypeCode", "380")  \
	    TAG("DocumentCurrencyCode", "EUR") middle RULES_TOTALS             \
	    "<cac:InvoiceLine>" RULES_LINE(                                    \
		"Invoiced") "</cac:InvoiceLine>\n</Invoice>\n"
#define CREDIT_NOTE(middle)                                                    \
	RULES_ROOT("CreditNote")                                               \
	RULES_HEAD TAG("CreditNoteTypeCode", "381")                            \
	    TAG("DocumentCurrencyCode", "EUR") middle RULES_TOTALS             \
	    "<cac:CreditNoteLine>" RULES_LINE(                                 \
		"Credited") "</cac:CreditNoteLine>\n</CreditNote>\n"

#define NONE                                                                   \
	{                                                                      \
		NULL, NULL                                                     \
	}
#define FOREIGN BUYER(ADDRESS("EE"))
/* Behind it something can be put into the buyer. */
#define BUYERS_ID "<cac:AccountingCustomerParty><cac:Party>"

#endif
