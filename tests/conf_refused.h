/* SPDX-License-Identifier: ISC */
#ifndef TESTS_CONF_REFUSED_H
#define TESTS_CONF_REFUSED_H

/* Configurations that are refused: where, and what is said of them. */

#include "base/buf.h"
#include "conf/conf.h"
#include "t.h"

struct conf_refused {
	const char *name;
	const char *text; /* behind the line of the environment */
	const char *place, *fault;
};

static void
conf_check_refused(const struct conf_refused *refused, size_t n)
{
	struct buf b = BUF_INIT(4096);
	for (size_t i = 0; i < n; i++) {
		struct conf c;
		struct fault fault = { .text = "" };
		T_CASE(refused[i].name);
		buf_reset(&b);
		buf_printf(&b, "environment: test\n%s", refused[i].text);
		CHECK(!conf_load_text(&c, buf_str(&b), "mc.yaml", &fault));
		CHECK_STR(fault.place, refused[i].place);
		CHECK_STR(fault.text, refused[i].fault);
	}
	T_CASE("");
	buf_free(&b);
}

#endif
