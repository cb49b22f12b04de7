/* SPDX-License-Identifier: ISC */
#include "decide.h"
#include "model/field.h"

static uint64_t
of_policy(const struct conf_policy *p)
{
	uint64_t bits = p->public_cond ? cond_sections(p->public_cond) : 0;
	for (size_t i = 0; i < p->rules_n; i++)
		bits |= cond_sections(p->rules[i].cond);
	return bits;
}

uint64_t
decide_reads(const struct conf *conf)
{
	static const char *const always[] = { "run", "invoice", "delivery",
		"reach", NULL };
	uint64_t bits = of_policy(&conf->policy);
	for (size_t k = 0; k < record_object.fields_n; k++)
		for (size_t i = 0; always[i]; i++)
			if (str_is(record_object.fields[k].name, always[i]))
				bits |= UINT64_C(1) << k;
	for (size_t i = 0; i < conf->senders_n; i++)
		bits |= of_policy(&conf->senders[i].policy);
	return bits;
}
