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

static const struct design *
find(const struct designs *d, const struct conf_sender *sender)
{
	const struct str none = { NULL, 0 };
	for (size_t i = 0; i < d->n; i++)
		if (is_same(d->one[i].name, name_of(d, sender)) &&
		    is_same(d->one[i].logo, sender ? sender->logo : none) &&
		    is_same(d->one[i].brand, sender ? sender->brand : none))
			return &d->one[i];
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
	*new = (struct design){ .name = name_of(d, sender) };
	if (sender) {
		new->logo = sender->logo;
		new->brand = sender->brand;
	}
	const struct template_own own = { new->logo, new->brand };
	if (!template_find(path, home, new->name, f) ||
	    !template_load(&new->template, path, &own, type, f))
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
