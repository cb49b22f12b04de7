/* SPDX-License-Identifier: ISC */
#include "einvoice.h"

const struct output *
einvoice_for(const struct record *r, size_t choice)
{
	const struct choice *ways = r->route->presentation;
	size_t before = 0;
	for (size_t i = 0; i < choice; i++)
		before += str_eq(ways[i].channel, ways[choice].channel);
	for (size_t i = 0; i < r->sefaktura_n; i++) {
		const struct output *o = &r->sefaktura[i];
		if (str_eq(o->channel, ways[choice].channel) && before-- == 0)
			return o;
	}
	return NULL;
}

bool
einvoice_is_batched(const struct output *o)
{
	return o->batch.n && o->position > 0 && !o->failed.n;
}
