/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/msg.h"
#include "base/text.h"
#include "codes.h"
#include "parties.h"
#include "place.h"
#include "prohibited.h"
#include "schema.h"
#include "vat.h"

enum { BOOKS = 2, TEXT_MAX = 2000 };
#define SETS (RULES_SELFBILLING + 1)

/* The books of each set. */
static const struct {
	const char *name;
	const struct book *books[BOOKS];
} sets[SETS] = {
	[RULES_NONE] = { "none", { NULL } },
	[RULES_EN16931] = { "en16931", { &en16931_book } },
	[RULES_PEPPOL] = { "peppol", { &en16931_book, &peppol_book } },
	[RULES_SELFBILLING] = { "selfbilling",
	    { &en16931_book, &selfbilling_book } },
};

struct rules {
	struct xnames *names;
	struct places *places[SETS]; /* made when first asked for */
	struct prohibited *prohibited;
	struct buf text; /* of one finding */
};

struct rules *
rules_new(struct xnames *names)
{
	struct rules *r = xcalloc(1, sizeof(*r));
	r->names = names;
	r->text = (struct buf)BUF_INIT(TEXT_MAX);
	r->prohibited = prohibited_new(names);
	return r;
}

/*
 * The contexts of a set. Names that are new by then would be forgotten with
 * those of documents, so rows have names of UBL alone.
 */
static const struct places *
places_for(struct rules *r, enum rules_set set)
{
	size_t known = xnames_count(r->names);
	if (r->places[set])
		return r->places[set];
	struct places *all = r->places[set] = places_new();
	for (size_t i = 0; i < BOOKS && sets[set].books[i]; i++)
		places_add(all, r->names, sets[set].books[i]);
	places_end(all);
	if (xnames_count(r->names) != known)
		die(MC_BUG, "rules: a row has a name that UBL does not have");
	return all;
}

void
rules_free(struct rules *r)
{
	for (size_t i = 0; i < SETS; i++)
		places_free(r->places[i]);
	prohibited_free(r->prohibited);
	buf_free(&r->text);
	free(r);
}

/* ---- findings ---------------------------------------------------------- */

static enum verdict __attribute__((format(printf, 3, 0)))
say(struct checking *w, enum verdict v, const char *format, va_list ap)
{
	vsnprintf(w->text, sizeof(w->text), format, ap);
	return v;
}

enum verdict
broken(struct checking *w, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	enum verdict v = say(w, BROKEN, format, ap);
	va_end(ap);
	return v;
}

enum verdict
unclear(struct checking *w, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	enum verdict v = say(w, UNCLEAR, format, ap);
	va_end(ap);
	return v;
}

static void
report(struct checking *w, struct buf *text, const struct rule *rule,
    enum verdict v)
{
	buf_reset(text);
	buf_adds(text, v == BROKEN ? rule->says : rule->id);
	if (v == UNCLEAR)
		buf_adds(text, " cannot be evaluated");
	if (w->text[0]) {
		buf_adds(text, ": ");
		text_escape(text, str_of(w->text));
	}
	w->report(w->arg, v == BROKEN ? rule->id : RULES_UNCLEAR,
	    v == BROKEN ? rule->severity : RULES_FATAL, w->at, buf_str(text));
}

/* ---- one document ------------------------------------------------------ */

static void
run(struct checking *w, struct buf *text, const struct place_rules *rules,
    uint32_t node)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct made *m = &rules->made[i];
		if ((m->unless_top && !w->index->top[m->unless_top]) ||
		    (m->unless_any && !w->index->all[m->unless_any]))
			continue;
		w->at = node;
		w->text[0] = '\0';
		enum verdict v = m->check(w, m, node);
		if (!*w->left)
			return;
		if (v != HOLDS)
			report(w, text, m->rule, v);
	}
}

/*
 * The first place of each pattern that the element fits; done: patterns that
 * are not asked.
 */
static void
run_chain(struct checking *w, struct buf *text, const struct place *p,
    uint32_t node, uint64_t done)
{
	for (; p; p = p->next) {
		const struct place_rules *rules = p->rules;
		if (done >> p->pattern & 1)
			continue;
		if (!p->sure)
			rules = place_fits(p, w, node);
		if (rules) {
			done |= UINT64_C(1) << p->pattern;
			run(w, text, rules, node);
		}
	}
}

/* What is checked of every element. */
static void
run_any(
    struct checking *w, struct buf *text, const struct place *p, uint32_t node)
{
	for (; p; p = p->next)
		if (!p->when || p->when(w, node))
			run(w, text, p->rules, node);
}

/* An element that UBL does not have, by the ending of its name. */
static void
run_other(
    struct checking *w, struct buf *text, const struct place *p, uint32_t node)
{
	struct str local =
	    xnames_local(w->tree->names, w->tree->nodes[node].name);
	for (; p; p = p->next)
		if (str_ends(local, p->ending) &&
		    (!p->when || p->when(w, node)))
			run(w, text, p->rules, node);
}

static void
check_nodes(struct checking *w, struct buf *text, const struct places *all)
{
	const struct xtree *t = w->tree;
	uint64_t idle = places_idle(all, w);
	for (uint32_t i = 1; i < t->nodes_n && *w->left; i++) {
		xname name = t->nodes[i].name;
		if (name == XNAME_TEXT)
			continue;
		if (name < UBL_NAMES)
			run_chain(w, text,
			    places_of(
				all, name, t->nodes[t->nodes[i].parent].name),
			    i, idle);
		else
			run_other(w, text, all->other, i);
		run_any(w, text, all->any, i);
	}
}

/* The rest is not checked: findings that say so are not to be missed. */
static void
give_up(struct checking *w)
{
	w->report(w->arg, RULES_UNCLEAR, RULES_FATAL, 1,
	    str_of("the document repeats its parts so often that it cannot be "
		   "held against all rules"));
}

static void
report_schema(void *arg, uint32_t node, xname attr, const char *text)
{
	struct checking *w = arg;
	(void)attr;
	w->report(w->arg, RULES_XSD, RULES_FATAL, node, str_of(text));
}

void
rules_check(struct rules *r, enum rules_set set, const struct xtree *t,
    struct arena *a, rules_report *fn, void *arg)
{
	struct index index;
	struct parties parties = { .made = false };
	struct str fine[CODES_COUNT] = { { NULL, 0 } };
	uint64_t left = LOOK_STEPS_LEAST + LOOK_STEPS_NODE * t->nodes_n;
	struct checking w = { .tree = t,
		.arena = a,
		.set = set,
		.index = &index,
		.parties = &parties,
		.fine = fine,
		.left = &left,
		.report = fn,
		.arg = arg };
	if (set == RULES_NONE)
		return;
	schema_check(t, report_schema, &w);
	index_make(&index, t, a);
	w.vat = vat_make(&w);
	prohibited_check(r->prohibited, &w);
	check_nodes(&w, &r->text, places_for(r, set));
	if (!left)
		give_up(&w);
}

/* ---- names of sets ----------------------------------------------------- */

const char *
rules_name(enum rules_set set)
{
	return sets[set].name;
}

bool
rules_named(const char *name, enum rules_set *set)
{
	for (enum rules_set i = RULES_NONE; i < SETS; i++)
		if (strcmp(sets[i].name, name) == 0) {
			*set = i;
			return true;
		}
	return false;
}

#define EN16931 "urn:cen.eu:en16931:2017"
#define PEPPOL EN16931 "#compliant#urn:fdc:peppol.eu:2017:poacc:"

/* Claims that s begins so, and is built upon no further. */
static bool
is_version_of(struct str s, const char *head)
{
	if (!str_starts(s, head))
		return false;
	struct str rest = str_from(s, strlen(head));
	return !rest.n || !memchr(rest.p, '#', rest.n);
}

enum rules_set
rules_asked(const struct xtree *t)
{
	uint32_t id = xtree_child(t, 1, CBC_CustomizationID);
	struct str s = id ? str_trim(t->nodes[id].text) : (struct str)STR("");
	if (is_version_of(s, PEPPOL "billing:3"))
		return RULES_PEPPOL;
	if (is_version_of(s, PEPPOL "selfbilling:3"))
		return RULES_SELFBILLING;
	return str_starts(s, EN16931) ? RULES_EN16931 : RULES_NONE;
}
