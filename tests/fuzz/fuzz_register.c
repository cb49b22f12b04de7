/* SPDX-License-Identifier: ISC */
/*
 * Any text as any column of the register. A value that was taken is in its
 * one spelling: taken again it stays what it is. What passes the check has no
 * control character and, where none may stand, no identity number.
 */
#include <stdint.h>

#include "base/mask.h"
#include "claim.h"
#include "state/register_row.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
try(const struct register_table *t, int column, struct str text,
    struct arena *a)
{
	static const struct date today = { 2026, 11, 22 };
	struct register_row row = { 0 }, again = { 0 };
	struct str word, list;
	struct fault f;
	if (!register_value(t, &row, column, text, today, a, &f))
		return;
	claim(row.given == 1u << column);
	claim(
	    register_value(t, &again, column, row.value[column], today, a, &f));
	claim(str_eq(row.value[column], again.value[column]));
	list = row.value[column];
	while (t->lists >> column & 1 && register_word(&list, &word))
		claim(word.n && !memchr(word.p, ';', word.n) &&
		      !memchr(word.p, '\n', word.n));
	/* the other columns that there must be */
	for (int i = 0; i < 3; i++)
		if (i != column && !row.value[i].n)
			row.value[i] = str_of("x");
	if (!register_check(t, &row, &f)) {
		claim(f.text[0] && !mask_hit(str_of(f.text)));
		return;
	}
	struct str v = row.value[column];
	for (size_t i = 0; i < v.n; i++)
		claim((unsigned char)v.p[i] >= ' ');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	if (!n)
		return 0;
	struct str text = { (const char *)data + 1, n - 1 };
	if (data[0] % 32 < REGISTER_COLUMNS)
		try(&register_customer_table, data[0] % 32, text, &a);
	else
		try(&register_agreement_table, data[0] % AGREEMENT_COLUMNS,
		    text, &a);
	register_hides(text);
	arena_free(&a);
	return 0;
}
