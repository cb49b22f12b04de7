/* SPDX-License-Identifier: ISC */
#include "record.h"

int
record_sign(const struct record *r)
{
	return str_is(r->kind, "credit-note") ? -1 : 1;
}

struct dec
record_payable(const struct record *r)
{
	struct dec payable = { 0 };
	if (r->invoice)
		payable = r->invoice->payable;
	return record_sign(r) < 0 ? dec_neg(payable) : payable;
}

struct str
record_sender(struct str id)
{
	const char *slash = id.n ? memchr(id.p, '/', id.n) : NULL;
	return (struct str){ id.p, slash ? (size_t)(slash - id.p) : id.n };
}
