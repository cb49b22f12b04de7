/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "base/msg.h"
#include "model/ubl.h"
#include "prohibited.h"

#define SAYS "is not part of the core invoice of EN 16931"

/* The elements, and attributes of elements, by path. */
static const struct banned {
	const char *id, *path;
} elements[] = {
#define PROHIBITED(number, path) { "UBL-CR-" #number, path },
#include "prohibited.def"
#undef PROHIBITED
};

/* The attributes, wherever they stand. */
static const struct {
	const char *id;
	const char *shown; /* with its '@' */
	xname except; /* may stand on elements of this name; 0: nowhere */
} attributes[] = {
	{ "UBL-DT-08", "@schemeName", 0 },
	{ "UBL-DT-09", "@schemeAgencyName", 0 },
	{ "UBL-DT-10", "@schemeDataURI", 0 },
	{ "UBL-DT-11", "@schemeURI", 0 },
	{ "UBL-DT-12", "@format", 0 },
	{ "UBL-DT-13", "@unitCodeListIdentifier", 0 },
	{ "UBL-DT-14", "@unitCodeListAgencyIdentifier", 0 },
	{ "UBL-DT-15", "@unitCodeListAgencyName", 0 },
	{ "UBL-DT-16", "@listAgencyName", 0 },
	{ "UBL-DT-17", "@listName", 0 },
	{ "UBL-DT-18", "@name", CBC_PaymentMeansCode },
	{ "UBL-DT-19", "@languageID", 0 },
	{ "UBL-DT-20", "@listURI", 0 },
	{ "UBL-DT-21", "@listSchemeURI", 0 },
	{ "UBL-DT-22", "@languageLocaleID", 0 },
	{ "UBL-DT-23", "@uri", 0 },
	{ "UBL-DT-24", "@currencyCodeListVersionID", 0 },
	{ "UBL-DT-25", "@characterSetCode", 0 },
	{ "UBL-DT-26", "@encodingCode", 0 },
	{ "UBL-DT-27", "@schemeAgencyID", 0 },
	{ "UBL-DT-28", "@listAgencyID", 0 },
	{ "UBL-CR-663", "@unitCodeListID", 0 },
};

enum {
	ELEMENTS = sizeof(elements) / sizeof(elements[0]),
	ATTRIBUTES = sizeof(attributes) / sizeof(attributes[0]),
	SLOTS = 8192, /* of the trie; a power of two */
	STATES = SLOTS / 2,
	ROOT_STATE = 1, /* 0: no path of the table goes there */
};

/* One step of the trie. */
struct slot {
	uint32_t name;
	uint16_t from, to;
};

struct state {
	uint16_t banned; /* element i + 1 of the table; 0: none */
	uint16_t attrs; /* the first of them, in next_attr, + 1 */
};

struct prohibited {
	struct slot slots[SLOTS];
	struct state states[STATES];
	size_t states_n;
	xname attr_of[ELEMENTS]; /* the attribute that a path ends in */
	uint16_t next_attr[ELEMENTS]; /* of the same element, + 1 */
	uint8_t *attr_is; /* by name: attribute i + 1 of the table */
	size_t attr_is_n;
	bool told[ELEMENTS], attr_told[ATTRIBUTES];
};

/* ---- the trie ---------------------------------------------------------- */

static struct slot *
slot_of(const struct prohibited *p, uint16_t from, xname name)
{
	size_t i =
	    (name * UINT32_C(0x9e3779b1) ^ from * UINT32_C(0x85ebca6b)) >>
	    (32 - 13);
	for (;; i = (i + 1) & (SLOTS - 1)) {
		const struct slot *s = &p->slots[i];
		if (!s->to || (s->from == from && s->name == name))
			return (struct slot *)(uintptr_t)s;
	}
}

static uint16_t
step(struct prohibited *p, uint16_t from, xname name)
{
	struct slot *s = slot_of(p, from, name);
	if (!s->to) {
		if (p->states_n == STATES)
			die(MC_BUG, "rules: prohibited.def is too long");
		*s = (struct slot){ name, from, (uint16_t)p->states_n++ };
	}
	return s->to;
}

/* Adds element i of the table by the rest of its path. */
static void
add_path(struct prohibited *p, const struct way *way, size_t i)
{
	uint16_t state = ROOT_STATE;
	for (unsigned k = 0; k < way->n; k++)
		state = step(p, state, way->steps[k].name);
	if (!way->attr) {
		p->states[state].banned = (uint16_t)(i + 1);
		return;
	}
	p->attr_of[i] = way->attr;
	p->next_attr[i] = p->states[state].attrs;
	p->states[state].attrs = (uint16_t)(i + 1);
}

static void
add_element(
    struct prohibited *p, struct xnames *names, size_t i, struct arena *arena)
{
	static const char *const lines[] = { "cac:InvoiceLine",
		"cac:CreditNoteLine" };
	const char *path = elements[i].path;
	bool line = strncmp(path, "LINE/", 5) == 0;
	for (size_t k = 0; k < (line ? 2 : 1); k++) {
		char full[200];
		snprintf(full, sizeof(full), "%s%s", line ? lines[k] : "",
		    line ? path + 4 : path);
		struct look l = look_make(names, full, arena);
		add_path(p, &l.ways[0], i);
	}
}

struct prohibited *
prohibited_new(struct xnames *names)
{
	struct prohibited *p = xcalloc(1, sizeof(*p));
	struct arena arena = { 0 }; /* of the paths, while they are added */
	p->states_n = ROOT_STATE + 1;
	for (size_t i = 0; i < ELEMENTS; i++)
		add_element(p, names, i, &arena);
	arena_free(&arena);
	xname ids[ATTRIBUTES];
	for (size_t i = 0; i < ATTRIBUTES; i++)
		ids[i] = xnames_id(names, (struct str)STR(""),
		    str_of(attributes[i].shown + 1));
	p->attr_is_n = xnames_count(names) + 1;
	p->attr_is = xcalloc(p->attr_is_n, sizeof(*p->attr_is));
	for (size_t i = 0; i < ATTRIBUTES; i++)
		p->attr_is[ids[i]] = (uint8_t)(i + 1);
	return p;
}

void
prohibited_free(struct prohibited *p)
{
	free(p->attr_is);
	free(p);
}

/* ---- one document ------------------------------------------------------ */

static void
tell(struct checking *w, const char *id, uint32_t node, const char *path)
{
	struct str text = arena_printf(w->arena, "%s " SAYS, path);
	w->report(w->arg, id, RULES_WARNING, node, text);
}

static void
tell_element(struct prohibited *p, struct checking *w, size_t i, uint32_t node)
{
	if (p->told[i])
		return;
	p->told[i] = true;
	tell(w, elements[i].id, node, elements[i].path);
}

/* The attributes of one element, which is in that state. */
static void
check_attrs(struct prohibited *p, struct checking *w, uint32_t node,
    const struct state *s)
{
	const struct xnode *n = &w->tree->nodes[node];
	for (uint32_t k = 0; k < n->attrs_n; k++) {
		xname name = w->tree->attrs[n->attrs + k].name;
		for (size_t i = s->attrs; i; i = p->next_attr[i - 1])
			if (p->attr_of[i - 1] == name)
				tell_element(p, w, i - 1, node);
		size_t i = name < p->attr_is_n ? p->attr_is[name] : 0;
		if (!i || p->attr_told[i - 1] ||
		    attributes[i - 1].except == n->name)
			continue;
		p->attr_told[i - 1] = true;
		tell(w, attributes[i - 1].id, node, attributes[i - 1].shown);
	}
}

void
prohibited_check(struct prohibited *p, struct checking *w)
{
	const struct xtree *t = w->tree;
	uint16_t *state = arena_alloc(w->arena, t->nodes_n * sizeof(*state));
	memset(p->told, 0, sizeof(p->told));
	memset(p->attr_told, 0, sizeof(p->attr_told));
	state[1] = ROOT_STATE;
	for (uint32_t i = 1; i < t->nodes_n; i++) {
		const struct xnode *n = &t->nodes[i];
		if (i > 1) {
			uint16_t up = state[n->parent];
			state[i] = up ? slot_of(p, up, n->name)->to : 0;
		}
		const struct state *s = &p->states[state[i]];
		if (s->banned)
			tell_element(p, w, (size_t)s->banned - 1, i);
		if (n->attrs_n)
			check_attrs(p, w, i, s);
	}
}

bool
prohibited_each(const char *release, rules_about_fn *fn, void *arg)
{
	struct rules_about about = {
		.severity = RULES_WARNING, .release = release, .says = SAYS
	};
	about.where = "/";
	for (size_t i = 0; i < ELEMENTS; i++) {
		about.id = elements[i].id;
		about.path = elements[i].path;
		if (!fn(arg, &about))
			return false;
	}
	about.where = "*";
	for (size_t i = 0; i < ATTRIBUTES; i++) {
		about.id = attributes[i].id;
		about.path = attributes[i].shown;
		if (!fn(arg, &about))
			return false;
	}
	return true;
}
