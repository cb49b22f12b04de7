/* SPDX-License-Identifier: ISC */
#include "rules_case.h"

#define PEPPOL "PEPPOL-"

static const struct rules_case whole[] = {
	{ "as it stands", { { NULL, NULL } }, "" },
	{ "an empty element", { { "B-7", " " } }, "PEPPOL-EN16931-R008" },
};

int
main(void)
{
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, whole);
	rules_case_end();
	return T_END();
}
