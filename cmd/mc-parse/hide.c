/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>

#include "model/identity.h"
#include "parse.h"

enum { VALUES_MAX = 1000 }; /* each is sought in the whole document */

static void
add_range(struct hiding *h, int64_t at, int64_t bytes)
{
	struct source *s = h->source;
	s->mask = arena_extend(h->arena, s->mask, s->mask_n, sizeof(*s->mask));
	s->mask[s->mask_n++] = (struct mask){ at, bytes };
}

void
hide_value(struct hiding *h, struct str value)
{
	struct str rest = h->bytes;
	const char *hit;
	bool found = false;
	if (h->all || ++h->values > VALUES_MAX) {
		h->all = true;
		return;
	}
	while ((hit = memmem(rest.p, rest.n, value.p, value.n)) != NULL) {
		add_range(h, hit - h->bytes.p, (int64_t)value.n);
		rest = str_from(rest, (size_t)(hit - rest.p) + value.n);
		found = true;
	}
	h->all = !found;
}

static void
note_value(void *arg, struct str *value)
{
	hide_value(arg, *value);
}

static int
by_place(const void *a, const void *b)
{
	int64_t x = ((const struct mask *)a)->at;
	int64_t y = ((const struct mask *)b)->at;
	return (x > y) - (x < y);
}

/* Puts the ranges in order and makes one of those that overlap. */
static void
merge(struct source *s)
{
	size_t kept = 0;
	if (!s->mask_n)
		return;
	qsort(s->mask, s->mask_n, sizeof(*s->mask), by_place);
	for (size_t i = 1; i < s->mask_n; i++) {
		struct mask *last = &s->mask[kept], *next = &s->mask[i];
		int64_t end = next->at + next->bytes;
		if (next->at > last->at + last->bytes)
			s->mask[++kept] = *next;
		else if (end > last->at + last->bytes)
			last->bytes = end - last->at;
	}
	s->mask_n = kept + 1;
}

void
hide_identities(struct hiding *h, struct record *r)
{
	identity_each(&invoice_object, r->invoice, note_value, h);
	if (r->delivery)
		identity_each(&delivery_object, r->delivery, note_value, h);
}

void
hide_end(struct hiding *h)
{
	if (h->all) {
		h->source->mask_n = 0;
		add_range(h, 0, (int64_t)h->bytes.n);
	}
	merge(h->source);
}

void
hide_known(struct hiding *h, const struct known *known, bool shaped)
{
	size_t at, n;
	for (size_t from = 0;
	     known_find(known, shaped, h->bytes, from, &at, &n); from = at + n)
		add_range(h, (int64_t)at, (int64_t)n);
}
