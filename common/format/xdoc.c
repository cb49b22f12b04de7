/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "model/currency.h"
#include "model/problems.h"
#include "xdoc.h"

#define XSI "http://www.w3.org/2001/XMLSchema-instance"

/* Makes "line N" of the document one of the file. */
static bool
place_in_file(struct fault *f, int64_t first)
{
	static const char head[] = "line ";
	if (strncmp(f->place, head, sizeof(head) - 1) == 0) {
		long long n = strtoll(f->place + sizeof(head) - 1, NULL, 10);
		snprintf(f->place, sizeof(f->place), "line %lld",
		    n + (long long)first - 1);
	}
	return false;
}

bool
xdoc_read(struct xdoc *d, struct str bytes, struct str scope,
    const char *encoding, struct fault *f)
{
	return xreader_read(
		   d->reader, bytes, scope, encoding, d->arena, &d->tree, f) ||
	       place_in_file(f, d->r->source->line);
}

xname
xdoc_root(const struct xdoc *d)
{
	return d->tree.nodes[1].name;
}

struct str
xdoc_text(const struct xdoc *d, const char *path)
{
	uint32_t n = map_find(d->reader, &d->tree, 1, path);
	return n ? str_trim(d->tree.nodes[n].text) : (struct str){ NULL, 0 };
}

void
xdoc_finding(struct xdoc *d, uint32_t node, const char *rule,
    const char *severity, const char *text)
{
	struct str path = xtree_path(&d->tree, node, d->arena);
	problem_add(d->r, d->arena, rule, severity, path,
	    d->r->source->line + d->tree.nodes[node].line - 1, "%s", text);
}

/* A value sought at the end of a path. */
struct same {
	struct xdoc *d;
	struct str value;
};

static bool
mark_same(void *arg, uint32_t node)
{
	const struct same *s = arg;
	struct xnode *n = &s->d->tree.nodes[node];
	if (!n->first && str_eq(str_trim(n->text), s->value))
		n->used = true;
	return true;
}

void
xdoc_take_same(struct xdoc *d, const char *path, struct str value)
{
	struct same s = { d, value };
	map_each(d->reader, &d->tree, 1, path, mark_same, &s);
}

void
xdoc_name_party(struct party *p)
{
	if (p->name.p)
		return;
	p->name = p->trading_name;
	p->trading_name = (struct str){ NULL, 0 };
}

static void
on_complaint(void *arg, uint32_t node, const char *rule, const char *text)
{
	xdoc_finding(arg, node, rule, "fatal", text);
}

struct map_work
xdoc_work(struct xdoc *d, struct str currency, struct str vat_currency)
{
	return (struct map_work){ &d->tree, d->arena, currency, vat_currency,
		currency_decimals(currency), on_complaint, d };
}

/* ---- what the model has no place for -------------------------------- */

static bool
is_schema_hint(const struct xdoc *d, const struct xattr *a)
{
	return str_is(xreader_uri(d->reader, a->name), XSI);
}

/* How many attributes of the node nothing has taken. */
static size_t
attrs_left(const struct xdoc *d, const struct xnode *n)
{
	size_t left = 0;
	for (uint32_t i = 0; i < n->attrs_n; i++) {
		const struct xattr *a = &d->tree.attrs[n->attrs + i];
		left += !a->used && !is_schema_hint(d, a);
	}
	return left;
}

static void
keep_attrs(struct xdoc *d, const struct xnode *n, struct extra *e, size_t left)
{
	e->attributes = arena_zero(d->arena, left, sizeof(*e->attributes));
	for (uint32_t i = 0; i < n->attrs_n; i++) {
		const struct xattr *a = &d->tree.attrs[n->attrs + i];
		if (a->used || is_schema_hint(d, a))
			continue;
		e->attributes[e->attributes_n++] =
		    (struct attribute){ .name =
					    xreader_text(d->reader, a->name),
			    .value = a->value };
	}
}

void
xdoc_sweep(struct xdoc *d)
{
	struct invoice *inv = d->r->invoice;
	for (uint32_t i = 1; i < d->tree.nodes_n; i++) {
		const struct xnode *n = &d->tree.nodes[i];
		struct str text = { NULL, 0 };
		size_t left = attrs_left(d, n);
		if (!n->used)
			text = str_trim(n->text);
		bool keep = text.n > 0;
		if (!keep && !left)
			continue;
		inv->extra = arena_extend(
		    d->arena, inv->extra, inv->extra_n, sizeof(*inv->extra));
		struct extra *e = &inv->extra[inv->extra_n++];
		*e =
		    (struct extra){ .path = xtree_path(&d->tree, i, d->arena) };
		if (keep)
			e->value = text;
		if (left)
			keep_attrs(d, n, e, left);
	}
}
