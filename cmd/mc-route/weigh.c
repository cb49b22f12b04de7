/* SPDX-License-Identifier: ISC */
#include "weigh.h"
#include "base/mask.h"
#include "conf/word.h"

void
weigh_known(struct weigh *w)
{
	const struct reach *reach = w->rec->reach;
	const struct conf *conf = w->conf;
	for (size_t i = 0; i < reach->channels_n; i++) {
		const struct reachable *r = &reach->channels[i];
		const struct conf_channel *c = conf->channels + i;
		if (i >= conf->channels_n || !str_eq(c->name, r->channel))
			c = conf_find_channel(conf, r->channel);
		if (c)
			w->known[c - conf->channels] = r;
	}
}

void
weigh_refuse(struct weigh *w, struct str channel, struct str reason)
{
	w->route->against[w->route->against_n++] =
	    (struct choice){ .channel = channel, .reason = reason };
}

/* A name from outside as a text that may stand anywhere. */
static struct str
tame(struct arena *a, struct str name)
{
	struct str clipped = word_clip(name);
	char *copy = arena_alloc(a, clipped.n);
	memcpy(copy, clipped.p, clipped.n);
	mask_text(copy, clipped.n);
	return (struct str){ copy, clipped.n };
}

void
weigh_refuse_unknown(struct weigh *w, struct str name, const char *by)
{
	struct str channel = tame(w->arena, name);
	for (size_t i = 0; i < w->route->against_n; i++)
		if (str_eq(w->route->against[i].channel, channel))
			return;
	weigh_refuse(
	    w, channel, arena_printf(w->arena, "%s: unknown channel", by));
}

struct str
weigh_unknown_year(const struct weigh *w, int calendar)
{
	return arena_printf(w->arena,
	    "a day that counts is in a year that the calendar %s does not know",
	    calendar < 0 ? "of all days" : bankday_names[calendar]);
}
