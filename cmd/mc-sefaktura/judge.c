/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "sefaktura_cmd.h"

struct way *
judge_ways(const struct sefaktura_cmd *g, const struct record *r,
    struct arena *a, size_t *n)
{
	struct way *list =
	    arena_zero(a, r->route->presentation_n + 1, sizeof(*list));
	*n = 0;
	for (size_t i = 0; i < r->route->presentation_n; i++) {
		const struct choice *c = &r->route->presentation[i];
		const struct conf_channel *channel =
		    conf_find_channel(&g->conf, c->channel);
		if (channel && channel->format)
			list[(*n)++] = (struct way){ .channel = channel,
				.sender = conf_find_sender(
				    &g->conf, record_sender(r->id)),
				.choice = c,
				.index = i };
	}
	return list;
}

bool
judge_passes(
    const struct sefaktura_cmd *g, const struct record *r, const struct way *w)
{
	for (size_t i = 0; i < w->index; i++) {
		const struct conf_channel *c = conf_find_channel(
		    &g->conf, r->route->presentation[i].channel);
		if (!c || !c->format)
			return true;
	}
	return false;
}

/*
 * A batch is made before anything has left, and all that is in it leaves: so
 * no document is put there that may reach its recipient in another way.
 */
bool
judge_batch(
    const struct record *r, const struct way *w, bool before, struct fault *f)
{
	char place[64];
	snprintf(place, sizeof(place), "/route/presentation/%zu", w->index);
	if (r->route->held.n)
		return fault_set(f, "/route/held", "held",
		    "the document is held, and a batch would take it along");
	return !before || fault_set(f, place, "batch-way",
			      "a batch takes only what goes no other way "
			      "before");
}
