/* SPDX-License-Identifier: ISC */
#ifndef RULES_STAND_H
#define RULES_STAND_H

/*
 * A small document to look around in, from the element that has an attribute
 * `here`, else from the root: as a check finds it (rule.h).
 */

#include "rules/codes.h"
#include "rules/rule.h"
#include "rules_en16931.h"

struct stand {
	struct arena arena;
	struct xtree tree;
	struct index index;
	uint64_t left;
	struct str fine[CODES_COUNT];
	struct checking w;
	uint32_t here;
};

static struct xreader *reader;

/* An Invoice of that inside; free its arena. False, and a failure: no XML. */
static inline bool
stand_on(struct stand *s, const char *inside)
{
	struct fault fault;
	struct buf doc = BUF_INIT(1 << 16);
	*s = (struct stand){ .left = LOOK_STEPS_LEAST, .here = 1 };
	buf_printf(&doc, RULES_ROOT("Invoice") "%s</Invoice>", inside);
	struct str kept = arena_str(&s->arena, buf_str(&doc));
	buf_free(&doc);
	bool read = xreader_read(reader, kept, (struct str)STR(""), NULL,
	    &s->arena, &s->tree, &fault);
	CHECK(read);
	if (!read)
		return false;
	index_make(&s->index, &s->tree, &s->arena);
	s->w = (struct checking){ .tree = &s->tree,
		.arena = &s->arena,
		.index = &s->index,
		.fine = s->fine,
		.left = &s->left };
	xname here =
	    xreader_name(reader, (struct str)STR(""), (struct str)STR("here"));
	for (uint32_t i = 1; i < s->tree.nodes_n; i++)
		if (s->tree.nodes[i].name != XNAME_TEXT &&
		    xtree_attr(&s->tree, i, here))
			s->here = i;
	return true;
}

/* An element to stand on. */
#define HERE(name, inside) "<cac:" name " here=\"\">" inside "</cac:" name ">"

#endif
