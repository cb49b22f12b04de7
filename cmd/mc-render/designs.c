/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "designs.h"

static bool
is_same(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || str_eq(a, b));
}

/* What a sender's design is called, or the usual one. */
static struct str
name_of(const struct designs *d, const struct conf_sender *sender)
{
	if (d->name.n)
		return d->name;
	if (sender && sender->template.n)
		return sender->template;
	return (struct str)STR(DESIGNS_USUAL);
}

static bool
is_like(const struct design *a, const struct design *b)
{
	return is_same(a->name, b->name) && is_same(a->own.logo, b->own.logo) &&
	       is_same(a->own.brand, b->own.brand) &&
	       is_same(a->own.messages, b->own.messages);
}

static struct template_own
own_of(const struct conf_sender *sender)
{
	if (!sender)
		return (struct template_own){ .logo = { NULL, 0 } };
	return (struct template_own){ sender->logo, sender->brand,
		sender->messages };
}

/* Claims that a file which the sender names, if he does, can be read. */
static bool
is_readable(const struct conf_sender *s, const char *key, struct str name,
    struct fault *f)
{
	char path[TEMPLATE_PATH];
	snprintf(path, sizeof(path), "%.*s", STR_ARG(name));
	if (!name.n || access(path, R_OK) == 0)
		return true;
	return fault_set(f, path, NULL, "the %s of sender '%.*s': %s", key,
	    STR_ARG(s->key), strerror(errno));
}

/* The path of a design's template, and that what goes with it is there. */
static bool
find(const struct designs *d, const char *home, const struct conf_sender *s,
    struct str name, char path[TEMPLATE_PATH], struct fault *f)
{
	struct fault why;
	bool own = s && s->template.n && !d->name.n;
	if (s && (!is_readable(s, "logo", s->logo, f) ||
		     !is_readable(s, "messages", s->messages, f)))
		return false;
	if (!template_find(path, home, name, &why))
		return own ? fault_set(f, "template", NULL, "sender '%.*s': %s",
				 STR_ARG(s->key), why.text)
			   : fault_set(f, "template", NULL, "%s", why.text);
	return !own || is_readable(s, "template", str_of(path), f);
}

/* Finds or loads the design of the sender, NULL: the usual one. */
static bool
load(struct designs *d, const char *home, const struct conf_sender *sender,
    struct type *type, size_t *which, struct fault *f)
{
	char path[TEMPLATE_PATH];
	struct design *new = &d->one[d->n];
	*new = (struct design){ .name = name_of(d, sender),
		.own = own_of(sender) };
	for (*which = 0; *which < d->n; ++*which)
		if (is_like(&d->one[*which], new))
			return true;
	if (!find(d, home, sender, new->name, path, f) ||
	    !template_load(&new->template, path, &new->own, type, f))
		return false;
	d->n++;
	return true;
}

bool
designs_open(struct designs *d, const struct conf *conf, const char *home,
    struct str name, struct type *type, struct fault *f)
{
	size_t usual;
	*d = (struct designs){ .conf = conf, .name = name };
	d->one = xcalloc(conf->senders_n + 1, sizeof(*d->one));
	d->of = xcalloc(conf->senders_n + 1, sizeof(*d->of));
	if (!load(d, home, NULL, type, &usual, f))
		return false;
	for (size_t i = 0; i < conf->senders_n; i++)
		if (!load(d, home, &conf->senders[i], type, &d->of[i], f))
			return false;
	return true;
}

void
designs_free(struct designs *d)
{
	for (size_t i = 0; i < d->n; i++)
		template_free(&d->one[i].template);
	free(d->one);
	free(d->of);
}

const struct template *
designs_of(const struct designs *d, const struct conf_sender *sender)
{
	size_t which = sender ? d->of[sender - d->conf->senders] : 0;
	return &d->one[which].template;
}
