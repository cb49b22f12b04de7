/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a condition; what compiles is evaluated on a record without and
 * on one with sections, and its negation must say the opposite.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "conf/cond.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
claim(bool holds)
{
	if (!holds)
		abort();
}

static struct invoice_line lines[2] = {
	{ .name = STR("El"), .quantity = { 15, 1, true } },
	{ .description = STR("a*b?c\\ \xc3\xa5") },
};
static struct problem problem = { .rule = STR("BR-01"), .line = 12 };
static struct str tags[] = { STR("vip"), STR("") };
static struct wish wish = { .channel = STR("email"), .forced = true };
static struct delivery delivery = {
	.channels = &wish, .channels_n = 1, .tags = tags, .tags_n = 2
};
static struct invoice invoice = {
	.number = STR("aaaaaaaaaaaaaaaaaaaaab"),
	.payable = { 123450, 2, true },
	.due_date = { 2026, 2, 28 },
	.lines = lines,
	.lines_n = 2,
};

static void
evaluate(const struct cond *is, const struct cond * not )
{
	static const struct record empty = { .mc = 1 };
	const struct record full = { .kind = STR("invoice"),
		.invoice = &invoice,
		.problems = &problem,
		.problems_n = 1,
		.delivery = &delivery };
	claim(cond_sections(is) != 0);
	claim(cond_sections(is) == cond_sections(not ));
	claim(cond_holds(is, &empty) != cond_holds(not, &empty));
	claim(cond_holds(is, &full) != cond_holds(not, &full));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };
	struct arena arena = { 0 };
	struct buf negated = BUF_INIT(n + 16);
	struct fault fault = { .text = "" };
	const struct cond *is = cond_compile(text, &arena, &fault);
	claim(is || (fault.place[0] && fault.text[0]));
	buf_adds(&negated, "not (");
	buf_addstr(&negated, text);
	buf_addc(&negated, ')');
	/* the negation may pass a limit that the condition keeps */
	const struct cond *not =
	    is ? cond_compile(buf_str(&negated), &arena, NULL) : NULL;
	if (not )
		evaluate(is, not );
	buf_free(&negated);
	arena_free(&arena);
	return 0;
}
