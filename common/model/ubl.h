/* SPDX-License-Identifier: ISC */
#ifndef MODEL_UBL_H
#define MODEL_UBL_H

/*
 * The names of UBL 2.1 as numbers that are known when the program is
 * compiled: struct xnames numbers them so before all others. CBC_IssueDate is
 * cbc:IssueDate, CAC_Party cac:Party, EXT_UBLExtension ext:UBLExtension,
 * ATT_schemeID an attribute, ROOT_Invoice and ROOT_CreditNote the documents.
 */

enum ubl_name {
	UBL_NONE,
	UBL_TEXT, /* text beside elements: XNAME_TEXT */
#define ROOT(local) ROOT_##local,
#define EXT(local) EXT_##local,
#define CAC(local) CAC_##local,
#define CBC(local) CBC_##local,
#define ATT(local) ATT_##local,
#include "ubl_names.def"
#undef ROOT
#undef EXT
#undef CAC
#undef CBC
#undef ATT
	UBL_NAMES, /* the next number */
	UBL_ATTRIBUTES = ATT_characterSetCode, /* the first of those */
};

#endif
