/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

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

static struct template_own
own_of(const struct conf_sender *sender)
{
	if (!sender)
		return (struct template_own){ .logo = { NULL, 0 } };
	return (struct template_own){ sender->logo, sender->brand,
		sender->messages };
}

static const struct design *
find(const struct designs *d, const struct conf_sender *sender)
{
	const struct template_own own = own_of(sender);
	for (size_t i = 0; i < d->n; i++) {
		const struct design *one = &d->one[i];
		if (is_same(one->name, name_of(d, sender)) &&
		    is_same(one->own.logo, own.logo) &&
		    is_same(one->own.brand, own.brand) &&
		    is_same(one->own.messages, own.messages))
			return one;
	}
	return NULL;
}

static bool
load(struct designs *d, const char *home, const struct conf_sender *sender,
    struct type *type, struct fault *f)
{
	char path[TEMPLATE_PATH];
	struct design *new = &d->one[d->n];
	if (find(d, sender))
		return true;
	*new = (struct design){ .name = name_of(d, sender),
		.own = own_of(sender) };
	if (!template_find(path, home, new->name, f) ||
	    !template_load(&new->template, path, &new->own, type, f))
		return false;
	d->n++;
	return true;
}

bool
designs_open(struct designs *d, const struct conf *conf, const char *home,
    struct str name, struct type *type, struct fault *f)
{
	*d = (struct designs){ .name = name };
	d->one = xcalloc(conf->senders_n + 1, sizeof(*d->one));
	if (!load(d, home, NULL, type, f))
		return false;
	for (size_t i = 0; i < conf->senders_n; i++)
		if (!load(d, home, &conf->senders[i], type, f))
			return false;
	return true;
}

void
designs_free(struct designs *d)
{
	for (size_t i = 0; i < d->n; i++)
		template_free(&d->one[i].template);
	free(d->one);
}

const struct template *
designs_of(const struct designs *d, const struct conf_sender *sender)
{
	const struct design *found = find(d, sender);
	return found ? &found->template : &d->one[0].template;
}
