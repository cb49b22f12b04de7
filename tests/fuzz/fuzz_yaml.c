/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as mc.yaml: YAML, binding, checks, conditions. A refusal has a
 * place and a text; what is taken keeps what conf.h promises.
 */
#include <stdint.h>
#include <stdlib.h>

#include "conf/conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
claim(bool holds)
{
	if (!holds)
		abort();
}

static void
check_conf(const struct conf *c)
{
	static const struct record empty = { .mc = 1 };
	for (size_t i = 0; i < c->senders_n; i++)
		claim(conf_find_sender(c, c->senders[i].key) == &c->senders[i]);
	for (size_t i = 0; i < c->channels_n; i++)
		claim(c->channels[i].path.n > 0);
	for (size_t i = 0; i < c->policy.priority_n; i++)
		claim(conf_find_channel(c, c->policy.priority[i]));
	for (size_t i = 0; i < c->policy.rules_n; i++) {
		const struct conf_rule *rule = &c->policy.rules[i];
		cond_holds(rule->cond, &empty);
		claim(cond_sections(rule->cond) != 0 && rule->channels_n > 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fault fault = { .text = "" };
	struct conf conf;
	struct str text = { (const char *)data, n };
	if (conf_load_text(&conf, text, "nowhere/mc.yaml", &fault)) {
		check_conf(&conf);
		conf_free(&conf);
	} else {
		claim(fault.place[0] && fault.text[0]);
	}
	return 0;
}
