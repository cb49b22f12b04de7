/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "decide.h"
#include "model/field.h"
#include "model/section.h"

/* Adds the sections of one condition, which `what` names in the fault. */
static bool
add_cond(
    uint64_t *all, const struct cond *cond, const char *what, struct fault *f)
{
	uint64_t bits = cond_sections(cond);
	for (size_t k = 0; k < record_object.fields_n; k++) {
		struct str name = record_object.fields[k].name;
		const struct section *s = section_find(name);
		if ((bits >> k & 1) && (!s || s->rank >= RANK_ROUTE))
			return fault_set(f, NULL, "conf",
			    "%s reads `%.*s`, which is not there yet when "
			    "routes are made",
			    what, STR_ARG(name));
	}
	*all |= bits;
	return true;
}

static bool
add_policy(uint64_t *all, const struct conf_policy *p, struct str sender,
    struct fault *f)
{
	char what[FAULT_TEXT], of[FAULT_TEXT] = "";
	if (sender.n)
		snprintf(of, sizeof(of), " of sender '%.*s'", STR_ARG(sender));
	for (size_t i = 0; i < p->rules_n; i++) {
		snprintf(
		    what, sizeof(what), "policy rule %zu%.200s", i + 1, of);
		if (!add_cond(all, p->rules[i].cond, what, f))
			return false;
	}
	snprintf(what, sizeof(what), "policy condition 'public'%.200s", of);
	return !p->public_cond || add_cond(all, p->public_cond, what, f);
}

bool
decide_reads(const struct conf *conf, uint64_t *sections, struct fault *f)
{
	uint64_t all = 0;
	static const char *const always[] = { "run", "invoice", "delivery",
		"reach", NULL };
	for (size_t k = 0; k < record_object.fields_n; k++)
		for (size_t i = 0; always[i]; i++)
			if (str_is(record_object.fields[k].name, always[i]))
				all |= UINT64_C(1) << k;
	if (!add_policy(&all, &conf->policy, (struct str){ NULL, 0 }, f))
		return false;
	for (size_t i = 0; i < conf->senders_n; i++)
		if (!add_policy(&all, &conf->senders[i].policy,
			conf->senders[i].key, f))
			return false;
	*sections = all;
	return true;
}
