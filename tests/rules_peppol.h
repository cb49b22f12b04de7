/* SPDX-License-Identifier: ISC */
#ifndef RULES_PEPPOL_CASES_H
#define RULES_PEPPOL_CASES_H

/* Parts of the documents of rules_case.h, and what cases of Peppol put there.
 */

#include "rules_case.h"

#define PEPPOL "PEPPOL-"
#define R "PEPPOL-EN16931-"

#define PROFILE "<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
#define PROFILE_IS(text)                                                       \
	{                                                                      \
		PROFILE, "<cbc:ProfileID>" text                                \
	}
#define SPECIFICATION "poacc:billing:3.0"
#define TYPE_IS(code)                                                          \
	{                                                                      \
		"TypeCode>380<", "TypeCode>" code "<"                          \
	}
#define BEFORE(where, what)                                                    \
	{                                                                      \
		where, what where                                              \
	}
#define SELLER_COUNTRY ">FI</cbc:IdentificationCode>"
#define BUYER_COUNTRY ">EE</cbc:IdentificationCode>"
#define GERMAN(country)                                                        \
	{                                                                      \
		country, ">DE</cbc:IdentificationCode>"                        \
	}
#define PROJECT(id)                                                            \
	"<cac:AdditionalDocumentReference><cbc:ID>" id "</cbc:ID>"             \
	"<cbc:DocumentTypeCode>50</cbc:DocumentTypeCode>"                      \
	"</cac:AdditionalDocumentReference>"
#define OF_DOCUMENT(allowance) BEFORE(RULES_BEFORE_TOTALS, allowance)
#define OF_LINE(allowance) BEFORE(RULES_BEFORE_ITEM, allowance)
#define NET(n)                                                                 \
	{                                                                      \
		">100.00</cbc:LineExtensionAmount><cac:Item>",                 \
		    ">" n "</cbc:LineExtensionAmount><cac:Item>"               \
	}

#endif
