/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "archive_db.h"
#include "base/arena.h"
#include "base/mask.h"

enum { MASKED = 8 }; /* stars in a row that mean a masked value */

/* kinds of rows that are no documents: they are about one */
#define NEWS_KINDS "('receipt', 'payment')"

static const char *const texts[STATEMENTS] = {
	[FIND] = "SELECT v.path, v.at, r.chain, r.offset FROM record r"
		 " JOIN volume v ON v.line = r.volume WHERE r.key = ?",
	[HAS] = "SELECT 1 FROM record WHERE id = ? LIMIT 1",
	[ADD] = "INSERT OR IGNORE INTO record (key, chain, volume, offset,"
		" line, latest, id, kind, number, date, amount, amount_key,"
		" currency, name, folded, source, fate, sends, state)"
		" VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		" ?, ?)",
	[OLDER] = "UPDATE record SET latest = 0 WHERE id = ? AND latest = 1"
		  " AND row < ?",
	[TERM] = "INSERT OR IGNORE INTO term (kind, value, row)"
		 " VALUES (?, ?, ?)",
	[ADD_FILE] = "INSERT OR IGNORE INTO file (sha256, path, volume,"
		     " offset, line) VALUES (?, ?, ?, ?, ?)",
	[FIND_FILE] =
	    "SELECT v.path, f.offset, f.line, f.path, v.chain FROM file f"
	    " JOIN volume v ON v.line = f.volume"
	    " WHERE f.sha256 = ?1 OR f.path = ?2"
	    " OR substr(f.path, -length(?2) - 1) = '/' || ?2"
	    " ORDER BY f.volume DESC LIMIT 1",
	[NEWS] = "SELECT 1 FROM event WHERE document = ? LIMIT 1",
	[DIRTY] = "INSERT OR IGNORE INTO dirty (document) VALUES (?)",
	[NEXT_DIRTY] = "SELECT document FROM dirty LIMIT 1",
	[CLEAN] = "DELETE FROM dirty WHERE document = ?",
	[VERSIONS] = "SELECT row, source, fate, amount, currency, sends"
		     " FROM record WHERE id = ? AND kind NOT IN " NEWS_KINDS
		     " ORDER BY row",
	[EVENTS] = "SELECT kind, at, key, channel, outcome, amount, currency"
		   " FROM event WHERE document = ? ORDER BY row",
	[LATEST] = "UPDATE record SET latest = row = ?2,"
		   " state = CASE row WHEN ?2 THEN ?3 ELSE state END"
		   " WHERE id = ?1 AND (latest = 1 OR row = ?2)",
	[ADD_EVENT] = "INSERT INTO event (kind, key, document, record, at,"
		      " channel, outcome, amount, currency)"
		      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[SAME_EVENT] = "SELECT document FROM event WHERE kind = ?"
		       " AND key = ?",
	[DROP_EVENT] = "DELETE FROM event WHERE kind = ? AND key = ?",
	[INVOICES] = "SELECT DISTINCT r.id FROM term t"
		     " JOIN record r ON r.row = t.row"
		     " WHERE t.kind = 'reference' AND t.value = ?"
		     " AND r.kind NOT IN " NEWS_KINDS " LIMIT ?",
	[STATE] = "UPDATE record SET state = ? WHERE row = ?",
	[ERASED_ROW] = "SELECT row, id FROM record WHERE key = ?"
		       " AND fate & 4 = 0",
	[FORGET] =
	    "UPDATE record SET date = NULL, amount = NULL,"
	    " amount_key = NULL, currency = NULL, name = NULL, folded = NULL,"
	    " source = NULL, sends = NULL, fate = 4, state = 'erased',"
	    " number = ? WHERE row = ?",
	[FORGET_TERMS] = "DELETE FROM term WHERE row = ?",
	[ABOUT] = "SELECT document FROM event WHERE record = ?"
		  " AND document IS NOT NULL",
	[FORGET_EVENTS] = "DELETE FROM event WHERE record = ?",
	[ERASURES] = "INSERT OR REPLACE INTO erasure (one, line, end, head,"
		     " loose) VALUES (1, ?, ?, ?, ?)",
};

bool
archive_db_failed(struct archive_index *x, const struct db *db)
{
	x->status = db->status;
	return false;
}

bool
archive_db_prepare(struct archive_index *x, struct fault *f)
{
	x->st = xcalloc(1, sizeof(*x->st));
	for (int i = 0; i < STATEMENTS; i++) {
		x->st->s[i] = db_prepare(&x->db, texts[i], f);
		if (!x->st->s[i])
			return archive_db_failed(x, &x->db);
	}
	return true;
}

void
archive_db_finish(struct archive_index *x)
{
	for (int i = 0; x->st && i < STATEMENTS; i++)
		sqlite3_finalize(x->st->s[i]);
	free(x->st);
	x->st = NULL;
}

bool
archive_db_run(struct archive_index *x, int statement, struct fault *f)
{
	return db_run(&x->db, x->st->s[statement], f) ||
	       archive_db_failed(x, &x->db);
}

struct str
archive_db_harmless(struct str s)
{
	size_t stars = 0;
	for (size_t i = 0; i < s.n && stars < MASKED; i++)
		stars = s.p[i] == '*' ? stars + 1 : 0;
	if (s.n == 0 || stars == MASKED || mask_hit(s))
		return (struct str){ NULL, 0 };
	return s;
}

void
archive_fold_case(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_addc(b, s.p[i] >= 'A' && s.p[i] <= 'Z'
				? (char)(s.p[i] + 'a' - 'A')
				: s.p[i]);
}

/*
 * A sign; for P the digits before the point in two digits, these digits, the
 * decimals without zeros at their end; for M the same with every digit
 * replaced by nine minus it, and a byte above all digits at the end.
 */
size_t
archive_amount_key(struct dec d, char text[ARCHIVE_AMOUNT])
{
	char digits[DEC_TEXT];
	bool minus = dec_is_negative(d);
	size_t n = dec_format(minus ? dec_neg(d) : d, digits), at = 3;
	const char *point = memchr(digits, '.', n);
	size_t whole = point ? (size_t)(point - digits) : n;
	const char *p = digits;
	while (point && n > whole && (digits[n - 1] == '0' || n == whole + 1))
		n--;
	while (whole > 0 && *p == '0') {
		p++;
		whole--;
	}
	snprintf(text, ARCHIVE_AMOUNT, "%c%02zu", minus ? 'M' : 'P', whole);
	for (; p < digits + n; p++)
		if (*p != '.')
			text[at++] = *p;
	for (size_t i = 1; minus && i < at; i++)
		text[i] = (char)('0' + '9' - text[i]);
	if (minus)
		text[at++] = '~';
	text[at] = '\0';
	return at;
}
