/* SPDX-License-Identifier: ISC */
/*
 * What was written, held against the rules that whoever takes it holds it
 * against: an e-invoice that breaks one comes back after it has been sent.
 */
#include <stdio.h>
#include <stdlib.h>

#include "format/xread.h"
#include "model/identity.h"
#include "rules/rules.h"
#include "sefaktura_cmd.h"

struct official {
	struct xreader *reader;
	struct rules *rules;
};

/* The findings on one document: the first fatal one, by its place. */
struct findings {
	const struct conf *conf;
	struct str sender; /* or absent */
	struct arena *arena;
	uint32_t node; /* 0: there is none */
	const char *rule;
	struct str text;
	size_t fatal;
};

struct official *
official_new(const struct conf *c)
{
	if (c->rules.check == CONF_CHECK_NONE)
		return NULL;
	struct official *o = xcalloc(1, sizeof(*o));
	o->reader = xreader_new();
	o->rules = rules_new(xreader_names(o->reader));
	return o;
}

void
official_free(struct official *o)
{
	if (!o)
		return;
	rules_free(o->rules);
	xreader_free(o->reader);
	free(o);
}

static void
add(void *arg, const char *rule, enum rules_severity severity, uint32_t node,
    struct str text)
{
	struct findings *f = arg;
	if (severity != RULES_FATAL ||
	    conf_lowers(f->conf, str_of(rule), f->sender))
		return;
	f->fatal++;
	if (f->node && f->node <= node)
		return;
	f->node = node;
	f->rule = rule;
	f->text = arena_str(f->arena, text);
}

/* Of what banks take, addresses and references are agreed with them. */
static enum rules_set
set_for(const struct conf *c, const struct way *w, const struct xtree *tree)
{
	if (w->channel->format == CONF_EFAKTURA ||
	    c->rules.check == CONF_CHECK_EN16931)
		return RULES_EN16931;
	return rules_asked(tree);
}

/* The value that is wrong may have a number of the record in any spelling. */
static bool
say(const struct findings *found, const struct record *r, struct str place,
    struct fault *f)
{
	char more[48] = "";
	struct known known = { .n = 0 };
	char *text = arena_alloc(found->arena, found->text.n);
	memcpy(text, found->text.p, found->text.n);
	identity_learn(&invoice_object, r->invoice, &known);
	known_mask(&known, true, text, found->text.n);
	if (found->fatal > 1)
		snprintf(
		    more, sizeof(more), "; and %zu more", found->fatal - 1);
	return fault_set(f, place.p, found->rule, "%s: %.*s%s", found->rule,
	    (int)found->text.n, text, more);
}

bool
official_check(const struct sefaktura_cmd *g, const struct record *r,
    const struct way *w, struct str document, struct arena *a, struct fault *f)
{
	const struct official *o = g->official;
	struct findings found = { .conf = &g->conf,
		.sender = w->sender ? w->sender->key : (struct str){ NULL, 0 },
		.arena = a };
	struct xtree tree;
	if (!o)
		return true;
	/* without its declaration it is read by the faster of the readers */
	if (!xreader_read(o->reader, batch_xml_body(document), str_of(""),
		"UTF-8", a, &tree, f))
		return false;
	rules_check(
	    o->rules, set_for(&g->conf, w, &tree), &tree, a, add, &found);
	return !found.fatal ||
	       say(&found, r, xtree_path(&tree, found.node, a), f);
}
