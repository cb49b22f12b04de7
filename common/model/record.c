/* SPDX-License-Identifier: ISC */
#include "record.h"

int
record_sign(const struct record *r)
{
	return str_is(r->kind, "credit-note") ? -1 : 1;
}
