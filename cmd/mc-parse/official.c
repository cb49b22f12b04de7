/* SPDX-License-Identifier: ISC */
#include "model/problems.h"
#include "parse.h"

/* Where the findings of one document go. */
struct findings {
	struct parse *p;
	struct record *r;
	struct xtree *tree;
};

static void
add(void *arg, const char *rule, enum rules_severity severity, uint32_t node,
    struct str text)
{
	const struct findings *f = arg;
	struct arena *a = &f->p->arena;
	problem_add(f->r, a, rule,
	    severity == RULES_FATAL ? "fatal" : "warning",
	    xtree_path(f->tree, node, a),
	    f->r->source->line + f->tree->nodes[node].line - 1, "%.*s",
	    STR_ARG(text));
}

void
official_check(struct parse *p, struct record *r)
{
	struct xtree *tree = intake_tree(p->intake);
	struct findings f = { p, r, tree };
	xname root = tree->nodes[1].name;
	if (root != ROOT_Invoice && root != ROOT_CreditNote)
		return;
	enum rules_set set = p->asked ? rules_asked(tree) : p->set;
	rules_check(p->rules, set, tree, &p->arena, add, &f);
}
