/* SPDX-License-Identifier: ISC */
#ifndef REGISTER_TEST_H
#define REGISTER_TEST_H

/*
 * What the tests of the register share: a home in a fresh folder, rows of
 * short texts, imports that say what they did.
 */

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "state/register_row.h"
#include "t.h"

static struct home home;
static struct register_keys keys; /* of open_it; at first none */

#define CUSTOMERS &register_customer_table
#define AGREEMENTS &register_agreement_table
static const struct str all __attribute__((unused)) = { NULL, 0 };

/* Columns in the order of texts here; the others are not given. */
static const int order[] = { REGISTER_SENDER, REGISTER_NUMBER, REGISTER_NAME,
	REGISTER_EMAIL, REGISTER_MOBILE, REGISTER_LANGUAGE, REGISTER_WISHES };

/* Rows from "sender number name email mobile language wish", - for nothing. */
static inline struct register_row
row(size_t line, const char *text)
{
	struct register_row r = { .line = line };
	for (int i = 0; i < 7; i++) {
		size_t n = strcspn(text, " ");
		r.given |= 1u << order[i];
		if (n && !(n == 1 && *text == '-'))
			r.value[order[i]] = (struct str){ text, n };
		text += n + (text[n] == ' ');
	}
	return r;
}

/* Rows from "sender number channel key status from to source". */
static inline struct register_row
agreement(size_t line, const char *text)
{
	struct register_row r = { .line = line };
	for (int i = 0; i < AGREEMENT_COLUMNS && *text; i++) {
		size_t n = strcspn(text, " ");
		r.given |= 1u << i;
		if (!(n == 1 && *text == '-'))
			r.value[i] = (struct str){ text, n };
		text += n + (text[n] == ' ');
	}
	return r;
}

static inline struct registry *
open_it(bool writes)
{
	struct fault f = { 0 };
	enum mc_status status = MC_OK;
	struct registry *r = register_open(&home, writes, &keys, &status, &f);
	CHECK_STR(f.text, "");
	CHECK(r != NULL);
	if (!r)
		exit(T_END());
	return r;
}

/* A register_change that notes "+C-1 ", "~C-1:email,wishes ". */
static inline void
note(void *arg, const struct register_table *t, char sign,
    const struct register_row *old, const struct register_row *now,
    unsigned changed)
{
	struct buf *b = arg;
	const struct register_row *r = now ? now : old;
	const char *lead = ":";
	buf_printf(b, "%c%.*s", sign, STR_ARG(r->value[REGISTER_NUMBER]));
	if (t == AGREEMENTS)
		buf_printf(b, "/%.*s", STR_ARG(r->value[AGREEMENT_CHANNEL]));
	for (int i = 0; i < t->n; i++)
		if (changed >> i & 1) {
			buf_printf(b, "%s%s", lead, t->columns[i]);
			lead = ",";
		}
	buf_addc(b, ' ');
}

static inline void
note_refusal(void *arg, size_t line, const struct fault *f)
{
	struct buf *b = arg;
	buf_printf(b, "%zu%s:%s ", line, f->place, f->text);
}

/* Imports n rows of a table and compares the notes. */
static inline void
import_to(const struct register_table *t, struct register_row *rows, size_t n,
    unsigned flags, const char *want)
{
	struct fault f = { 0 };
	struct register_counts counts;
	struct buf notes = BUF_INIT(4096);
	size_t twice[2];
	struct registry *r = open_it(!(flags & REGISTER_DRY));
	const struct register_import in = { .table = t,
		.rows = rows,
		.n = n,
		.flags = flags,
		.by = str_of("test"),
		.change = note,
		.refuse = note_refusal,
		.arg = &notes };
	CHECK(!register_twice(t, rows, n, twice));
	CHECK(register_import(r, &in, &counts, &f));
	CHECK_STR(f.text, "");
	CHECK_STR(buf_str(&notes), want);
	buf_free(&notes);
	register_close(r);
}

static inline void
import(struct register_row *rows, size_t n, unsigned flags, const char *want)
{
	import_to(CUSTOMERS, rows, n, flags, want);
}

/* What the register says of the customer, "" when there is none. */
static inline void
has(const char *sender, const char *number, const char *want)
{
	const struct str no_text = { NULL, 0 };
	struct customer c = { 0 };
	struct arena a = { 0 };
	struct fault f = { 0 };
	struct registry *r = open_it(false);
	struct str text = { "", 0 };
	CHECK(register_snapshot(r, &f));
	enum register_found found =
	    register_find(r, str_of(sender), str_of(number), &c, &a, &f);
	CHECK_INT(found, *want ? REGISTER_FOUND : REGISTER_NONE);
	if (found == REGISTER_FOUND)
		text = arena_printf(&a, "%.*s %.*s %.*s %.*s %.*s %.*s",
		    STR_ARG(c.number), STR_ARG(c.name), STR_ARG(c.email),
		    STR_ARG(c.mobile), STR_ARG(c.language),
		    STR_ARG(c.wishes_n ? c.wishes[0] : no_text));
	CHECK_STR(text, want);
	register_close(r);
	arena_free(&a);
}

/* What the agreements of a customer are, "channel/key/status ", "" if none. */
static inline void
agreed(const char *sender, const char *number, const char *want)
{
	struct register_agreement *list;
	size_t n;
	struct arena a = { 0 };
	struct fault f = { 0 };
	struct buf b = BUF_INIT(4096);
	struct registry *r = open_it(false);
	CHECK_INT(register_agreements(
		      r, str_of(sender), str_of(number), &list, &n, &a, &f),
	    *want ? REGISTER_FOUND : REGISTER_NONE);
	CHECK_STR(f.text, "");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%.*s/%.*s/%.*s ", STR_ARG(list[i].channel),
		    STR_ARG(list[i].key), STR_ARG(list[i].status));
	CHECK_STR(buf_str(&b), want);
	register_close(r);
	buf_free(&b);
	arena_free(&a);
}

static inline void
clean(const char *folder)
{
	static const char *const files[] = { "register.db", "mc.home" };
	static const char *const folders[] = { "keys", "in", "spool", "out",
		"archive" };
	for (size_t i = 0; i < 2; i++)
		unlink(files[i]);
	for (size_t i = 0; i < 5; i++)
		rmdir(folders[i]);
	T_CASE("nothing is left open");
	CHECK_INT(rmdir(folder), 0);
}

/* Makes the home and goes there; false after a message. */
static inline bool
enter(char *folder)
{
	struct fault f = { 0 };
	if (mkdtemp(folder) && chdir(folder) == 0 &&
	    home_init(folder, true, &f) && home_open(&home, folder, &f))
		return true;
	fprintf(stderr, "%s: %s\n", folder, f.text);
	return false;
}

#endif
