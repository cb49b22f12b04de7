/* SPDX-License-Identifier: ISC */
#include "base/msg.h"
#include "model/problems.h"
#include "parse.h"

_Static_assert(CONF_CHECK_EN16931 == (int)RULES_EN16931 &&
		   CONF_CHECK_PEPPOL == (int)RULES_PEPPOL &&
		   CONF_CHECK_SELFBILLING == (int)RULES_SELFBILLING,
    "the words of the configuration are the sets of rules");

/* Where the findings of one document go. */
struct findings {
	struct parse *p;
	struct record *r;
	struct xtree *tree;
	struct str sender; /* absent: not known */
};

bool
official_option(struct parse *p, const char *value)
{
	enum rules_set set = RULES_NONE;
	if (strcmp(value, "auto") != 0 && !rules_named(value, &set))
		return false;
	p->check = strcmp(value, "auto") == 0 ? CONF_CHECK_AUTO : (int)set;
	p->check_given = true;
	return true;
}

/* Each entry of rules.lower names a rule that rejects. */
static bool
check_lowered(const struct conf *c, struct fault *f)
{
	for (size_t i = 0; i < c->rules.lower_n; i++) {
		const struct conf_lowered *l = &c->rules.lower[i];
		struct rules_about about;
		if (!rules_about(l->rule, &about))
			return fault_set(f, l->place.p, "rule",
			    "there is no rule '%.*s'", STR_ARG(l->rule));
		if (about.severity != RULES_FATAL)
			return fault_set(f, l->place.p, "rule",
			    "%.*s rejects nothing, it is a warning",
			    STR_ARG(l->rule));
	}
	return true;
}

bool
official_open(struct parse *p, struct fault *f)
{
	if (p->conf && !check_lowered(p->conf, f))
		return false;
	if (!p->check_given)
		p->check = p->conf ? p->conf->rules.check : CONF_CHECK_AUTO;
	if (p->check != CONF_CHECK_NONE)
		p->rules = rules_new(intake_names(p->intake));
	return true;
}

static void
add(void *arg, const char *rule, enum rules_severity severity, uint32_t node,
    struct str text)
{
	const struct findings *f = arg;
	struct arena *a = &f->p->arena;
	const struct conf_lowered *lowered = NULL;
	if (severity == RULES_FATAL && f->p->conf)
		lowered = conf_lowers(f->p->conf, str_of(rule), f->sender);
	bool fatal = severity == RULES_FATAL && !lowered;
	const char *word = fatal ? "fatal" : "warning";
	struct problem *problem = NULL;
	if (problem_has_room(f->r, word))
		problem = problem_add(f->r, a, rule, word,
		    xtree_path(f->tree, node, a),
		    f->r->source->line + f->tree->nodes[node].line - 1, "%.*s",
		    STR_ARG(text));
	if (problem && lowered)
		problem->lowered = lowered->reason;
	tally_add(
	    &f->p->tally, rule, severity, lowered != NULL, f->p->seal.records);
}

bool
official_check(struct parse *p, struct record *r, struct str sender)
{
	struct xtree *tree = intake_tree(p->intake);
	struct findings f = { p, r, tree, sender };
	xname root = tree->nodes[1].name;
	enum rules_set set = RULES_NONE;
	if (p->rules && (root == ROOT_Invoice || root == ROOT_CreditNote))
		set = p->check == CONF_CHECK_AUTO ? rules_asked(tree)
						  : (enum rules_set)p->check;
	rules_check(p->rules, set, tree, &p->arena, add, &f);
	return set != RULES_NONE;
}
