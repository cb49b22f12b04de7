/* SPDX-License-Identifier: ISC */
/*
 * Whether stream and batch files go together. Records say which file they are
 * in, and a seal says how many are in its file; in a stream that was cut or
 * mended by hand the two part: a payer is told of a debit that never comes, or
 * is debited with nobody telling him.
 */
#include <string.h>

#include "send.h"

enum { ENTRIES_MAX = 1 << 24 };

size_t
bank_bitmap(const struct bank_file *b)
{
	return (size_t)b->entries / 8 + 1;
}

bool
bank_count(struct bank_file *b, struct fault *f)
{
	uint64_t n = 0;
	struct str text = b->records;
	for (size_t i = 0; i < text.n && n <= ENTRIES_MAX; i++)
		n = text.p[i] < '0' || text.p[i] > '9'
			? ENTRIES_MAX + 1
			: n * 10 + (uint64_t)(text.p[i] - '0');
	if (!n || n > ENTRIES_MAX)
		return fault_set(f, "/end/files", "seal",
		    "file %.*s does not say how many records it has",
		    STR_ARG(b->name));
	b->entries = n;
	return true;
}

struct bank_file *
bank_note(const struct bank_place *at, struct course *c)
{
	for (size_t i = 0; i < c->files_n; i++) {
		struct bank_file *b = &c->files[i];
		if (!str_eq(at->id, b->id))
			continue;
		if (!b->seen)
			b->seen = arena_zero(&c->arena, bank_bitmap(b), 1);
		if (at->position > 0 && (uint64_t)at->position <= b->entries) {
			unsigned char bit =
			    (unsigned char)(1 << at->position % 8);
			b->here += !(b->seen[at->position / 8] & bit);
			b->seen[at->position / 8] |= bit;
		}
		return b;
	}
	return NULL;
}

/* ---- what the records name ------------------------------------------- */

static void
name_file(struct bank_names *names, struct str id, struct str record)
{
	for (size_t i = names->n; i > 0; i--)
		if (str_eq(names->list[i - 1].id, id))
			return;
	names->list = arena_extend(
	    &names->arena, names->list, names->n, sizeof(*names->list));
	struct bank_named *one = &names->list[names->n++];
	one->id = arena_str(&names->arena, id);
	one->record = arena_str(&names->arena, record);
}

void
bank_name(struct bank_names *names, const struct rec *rec, struct arena *a)
{
	struct fault f;
	size_t n;
	if (record_fate(rec, &f) == FATE_FOREIGN)
		return;
	const struct bank_place *at = bank_places(&rec->r, a, &n);
	for (size_t i = 0; i < n; i++)
		name_file(names, at[i].id, rec->r.id);
}

static bool
is_known(const struct send *s, struct str id, const struct bank_file *files,
    size_t n)
{
	struct fault f;
	struct journal_document d = { 0 };
	struct arena a = { 0 };
	const struct journal_view view = { .purpose = str_of(SEND_FILE) };
	for (size_t i = 0; i < n; i++)
		if (str_eq(files[i].id, id))
			return true;
	if (s->journal)
		send_must(
		    s, journal_find(s->journal, id, &view, &a, &d, &f), &f);
	arena_free(&a);
	return d.row != 0;
}

/* Of file/TOOL/NAME. */
static bool
unknown(const struct bank_named *one, struct fault *f)
{
	struct str tool = str_from(one->id, sizeof(SEND_FILE));
	const char *slash = memchr(tool.p, '/', tool.n);
	int record = one->record.n > 128 ? 128 : (int)one->record.n;
	return fault_set(f, "/end/files", "seal",
	    "%.*s is in %.*s, which no seal names: run %.*s again", record,
	    one->record.p, STR_ARG(one->id), slash ? (int)(slash - tool.p) : 0,
	    tool.p);
}

bool
bank_names_known(const struct send *s, const struct bank_names *names,
    const struct bank_file *files, size_t n, struct fault *f)
{
	for (size_t i = 0; i < names->n; i++) {
		const struct bank_named *one = &names->list[i];
		if (is_known(s, one->id, files, n))
			continue;
		return unknown(one, f);
	}
	return true;
}
