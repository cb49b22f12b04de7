/* SPDX-License-Identifier: ISC */
/* Any bytes as JSON: we and jansson take the same texts and read the same. */
#include <stdint.h>
#include <stdlib.h>

#include "../oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	bool taken;
	if (!oracle_agrees((struct str){ (const char *)data, n }, &taken))
		abort();
	return 0;
}
