/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "sink.h"
#include "state/kept.h"

void
inputs_add(struct inputs *l, const struct record *r)
{
	if (!r->source || !r->run || !kept_is(r->source->path))
		return;
	/* records of one input follow each other */
	for (size_t i = l->n; i-- > 0;)
		if (str_is(r->source->path, l->list[i].path) &&
		    str_is(r->run->id, l->list[i].run)) {
			l->list[i].records++;
			return;
		}
	if ((l->n & (l->n - 1)) == 0)
		l->list =
		    xrealloc(l->list, (l->n ? 2 * l->n : 1) * sizeof(*l->list));
	struct input *in = &l->list[l->n++];
	*in = (struct input){ .records = 1 };
	snprintf(in->path, sizeof(in->path), "%.*s", STR_ARG(r->source->path));
	snprintf(in->run, sizeof(in->run), "%.*s", STR_ARG(r->run->id));
}

void
inputs_done(const struct inputs *l, const struct home *h)
{
	struct fault f;
	for (size_t i = 0; i < l->n; i++)
		if (!kept_done(h, str_of(l->list[i].path),
			str_of(l->list[i].run), l->list[i].records, &f))
			fault_warn(&f);
}

void
inputs_free(struct inputs *l)
{
	free(l->list);
}
