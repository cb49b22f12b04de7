/* SPDX-License-Identifier: ISC */
/* Where in batch files a record stands, by its own sections. */
#include "model/einvoice.h"
#include "send.h"

static void
fill(struct bank_place *at, const char *tool, const struct output *o,
    struct arena *a)
{
	at->batch = str_base(o->batch);
	at->position = o->position;
	at->id =
	    arena_printf(a, SEND_FILE "/%s/%.*s", tool, STR_ARG(at->batch));
}

bool
bank_debit(const struct record *r, struct arena *a, struct bank_place *at)
{
	const struct {
		const struct output *output;
		const char *tool;
	} made[] = {
		{ r->autogiro, "mc-autogiro" },
		{ r->avtalegiro, "mc-avtalegiro" },
	};
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
		const struct output *o = made[i].output;
		if (!o || !o->batch.n || o->failed.n)
			continue;
		*at = (struct bank_place){ .use = BANK_PAYMENTS };
		fill(at, made[i].tool, o, a);
		return true;
	}
	return false;
}

static void
fill_document(struct bank_place *at, const struct output *o, struct arena *a)
{
	*at =
	    (struct bank_place){ .use = BANK_DOCUMENTS, .channel = o->channel };
	fill(at, "mc-sefaktura", o, a);
}

bool
bank_document(const struct send *s, const struct record *r, size_t choice,
    struct arena *a, struct bank_place *at)
{
	const struct conf_channel *c =
	    conf_find_channel(&s->conf, r->route->presentation[choice].channel);
	const struct output *o = einvoice_for(r, choice);
	if (!c || c->format != CONF_EFAKTURA || !o || !einvoice_is_batched(o))
		return false;
	fill_document(at, o, a);
	return true;
}

struct bank_place *
bank_places(const struct record *r, struct arena *a, size_t *n)
{
	struct bank_place *list =
	    arena_zero(a, r->sefaktura_n + 1, sizeof(*list));
	*n = bank_debit(r, a, &list[0]);
	for (size_t i = 0; i < r->sefaktura_n; i++)
		if (einvoice_is_batched(&r->sefaktura[i]))
			fill_document(&list[(*n)++], &r->sefaktura[i], a);
	return list;
}
