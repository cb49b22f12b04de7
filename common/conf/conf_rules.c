/* SPDX-License-Identifier: ISC */
#include "conf.h"
#include "conf_table.h"
#include "word.h"

/* The official rules: which ones, and which of them do not reject. */

static const char *const checks[] = { "none", "en16931", "peppol",
	"selfbilling", "auto", NULL };

static bool
check_sender(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf *conf = b->root;
	struct str key = *(const struct str *)value;
	struct word_guess guess = word_guess(key);
	char hint[WORD_HINT];
	(void)owner;
	if (conf_find_sender(conf, key))
		return true;
	for (size_t i = 0; i < conf->senders_n; i++)
		word_try(&guess, conf->senders[i].key);
	return bind_fault(b, v, "unknown sender '%.*s'%s",
	    STR_ARG(word_clip(key)), word_hint(&guess, hint));
}

/* Notes where it stands, and refuses what two entries say. */
static bool
check_rule(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct conf_lowered *l = owner;
	(void)value;
	l->place = arena_printf(b->arena, "%s:%u", b->file, (unsigned)v->line);
	return true;
}

static bool
is_same(struct str a, struct str b)
{
	return a.p ? b.p && str_eq(a, b) : !b.p;
}

static bool
check_entry(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf_rules *r = owner;
	const struct conf_lowered *new = value;
	for (size_t i = 0; i < r->lower_n; i++) {
		const struct conf_lowered *l = &r->lower[i];
		if (l != new &&str_eq(l->rule, new->rule) &&
		    is_same(l->sender, new->sender))
			return bind_fault(b, v, "'%.*s' is lowered already",
			    STR_ARG(word_clip(new->rule)));
	}
	return true;
}

static const struct bind_field lowered_rows[] = {
	{ BIND_ROW(conf_lowered, rule, BIND_TEXT), .required = true,
	    .check = check_rule },
	{ BIND_ROW(conf_lowered, sender, BIND_TEXT), .check = check_sender },
	{ BIND_ROW(conf_lowered, reason, BIND_TEXT), .required = true },
};
static const struct bind_object lowered_object = {
	.fields = lowered_rows,
	.fields_n = sizeof(lowered_rows) / sizeof(lowered_rows[0]),
	.size = sizeof(struct conf_lowered),
};

static const struct bind_field rows[] = {
	{ BIND_ROW(conf_rules, check, BIND_WORD), .words = checks,
	    .absent = CONF_CHECK_AUTO },
	{ BIND_ROWS(conf_rules, lower, BIND_LIST), .sub = &lowered_object,
	    .check = check_entry },
};
const struct bind_object conf_rules_object = {
	.fields = rows,
	.fields_n = sizeof(rows) / sizeof(rows[0]),
	.size = sizeof(struct conf_rules),
};

const struct conf_lowered *
conf_lowers(const struct conf *c, struct str rule, struct str sender)
{
	const struct conf_lowered *common = NULL;
	for (size_t i = 0; i < c->rules.lower_n; i++) {
		const struct conf_lowered *l = &c->rules.lower[i];
		if (!str_eq(l->rule, rule))
			continue;
		if (!l->sender.p)
			common = l;
		else if (sender.p && str_eq(l->sender, sender))
			return l;
	}
	return common;
}
