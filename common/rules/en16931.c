/* SPDX-License-Identifier: ISC */
#include "en16931.h"

#define RELEASE "EN 16931 for UBL, 1.3.16"

static const struct pattern *const patterns[] = {
	&en16931_model,
	&en16931_vat,
	&en16931_syntax,
	&en16931_prohibited,
	&en16931_codes,
};

const struct book en16931_book = { RELEASE, RULES_OF(patterns) };
