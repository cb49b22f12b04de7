/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "archive_db.h"

/* One row of path, at, chain, offset. */
static bool
place(struct archive_index *x, struct db *db, sqlite3_stmt *s,
    const unsigned char key[SHA256_BYTES], struct archive_place *p, bool *found,
    struct fault *f)
{
	sqlite3_bind_blob(s, 1, key, SHA256_BYTES, SQLITE_STATIC);
	int row = db_step(db, s, f);
	*found = row == SQLITE_ROW;
	if (*found) {
		struct str path = db_column(s, 0), at = db_column(s, 1);
		const void *chain = sqlite3_column_blob(s, 2);
		snprintf(p->volume, sizeof(p->volume), "%.*s", STR_ARG(path));
		snprintf(p->at, sizeof(p->at), "%.*s", STR_ARG(at));
		if (chain && sqlite3_column_bytes(s, 2) == SHA256_BYTES)
			memcpy(p->chain, chain, SHA256_BYTES);
		p->offset = sqlite3_column_int64(s, 3);
	}
	sqlite3_reset(s);
	return row || archive_db_failed(x, db);
}

bool
archive_index_find(struct archive_index *x,
    const unsigned char key[SHA256_BYTES], struct archive_place *p, bool *found,
    struct fault *f)
{
	*p = (struct archive_place){ 0 };
	return place(x, &x->db, x->st->s[FIND], key, p, found, f) &&
	       (*found || place(x, &x->mine, x->noted, key, p, found, f));
}

bool
archive_index_has(
    struct archive_index *x, struct str id, bool *has, struct fault *f)
{
	struct buf room = { 0 };
	db_bind(x->st->s[HAS], 1, archive_index_id(id, &room));
	int row = db_step(&x->db, x->st->s[HAS], f);
	*has = row == SQLITE_ROW;
	sqlite3_reset(x->st->s[HAS]);
	buf_free(&room);
	return row || archive_db_failed(x, &x->db);
}

bool
archive_index_note(struct archive_index *x,
    const unsigned char key[SHA256_BYTES], const struct archive_place *p,
    struct fault *f)
{
	sqlite3_bind_blob(x->note, 1, key, SHA256_BYTES, SQLITE_STATIC);
	sqlite3_bind_blob(x->note, 2, p->chain, SHA256_BYTES, SQLITE_STATIC);
	sqlite3_bind_int64(x->note, 3, p->offset);
	return db_run(&x->mine, x->note, f) || archive_db_failed(x, &x->mine);
}

bool
archive_index_clash(struct archive_index *x, bool *clash, struct fault *f)
{
	struct archive_place p;
	unsigned char key[SHA256_BYTES];
	sqlite3_stmt *s = db_prepare(&x->mine, "SELECT key FROM mine", f);
	bool ok = s != NULL;
	int row = 0;
	*clash = false;
	while (ok && !*clash && (row = db_step(&x->mine, s, f)) == SQLITE_ROW) {
		memcpy(key, sqlite3_column_blob(s, 0), sizeof(key));
		ok = place(x, &x->db, x->st->s[FIND], key, &p, clash, f);
	}
	sqlite3_finalize(s);
	return (ok && row) || archive_db_failed(x, &x->mine);
}

#define COLUMNS                                                                \
	"SELECT r.id, r.date, r.amount, r.currency, r.name, r.state, v.path,"  \
	" v.at, r.offset, r.line, v.chain, r.kind, r.number, r.key"            \
	" FROM record r"                                                       \
	" JOIN volume v ON v.line = r.volume "

/* Calls `each` for the rows of a statement made from COLUMNS. */
static bool
rows(struct archive_index *x, sqlite3_stmt *s, archive_each *each, void *arg,
    struct fault *f)
{
	int row = SQLITE_DONE;
	bool more = true;
	while (more && (row = db_step(&x->db, s, f)) == SQLITE_ROW) {
		struct archive_hit h = { .id = db_column(s, 0),
			.date = db_column(s, 1),
			.amount = db_column(s, 2),
			.currency = db_column(s, 3),
			.name = db_column(s, 4),
			.state = db_column(s, 5),
			.volume = db_column(s, 6),
			.filed = db_column(s, 7),
			.offset = sqlite3_column_int64(s, 8),
			.line = sqlite3_column_int64(s, 9),
			.chain = sqlite3_column_int64(s, 10),
			.kind = db_column(s, 11),
			.number = db_column(s, 12),
			.key = db_column_blob(s, 13) };
		more = each(arg, &h);
	}
	return row || archive_db_failed(x, &x->db);
}

/* The same of a query with an id. */
static bool
rows_of(struct archive_index *x, const char *sql, struct str id,
    archive_each *each, void *arg, struct fault *f)
{
	struct buf room = { 0 };
	sqlite3_stmt *s = db_prepare(&x->db, sql, f);
	if (!s)
		return archive_db_failed(x, &x->db);
	db_bind(s, 1, archive_index_id(id, &room));
	bool ok = rows(x, s, each, arg, f);
	sqlite3_finalize(s);
	buf_free(&room);
	return ok;
}

bool
archive_index_versions(struct archive_index *x, struct str id,
    archive_each *each, void *arg, struct fault *f)
{
	return rows_of(
	    x, COLUMNS "WHERE r.id = ? ORDER BY r.row", id, each, arg, f);
}

bool
archive_index_news(struct archive_index *x, struct str id, archive_each *each,
    void *arg, struct fault *f)
{
	return rows_of(x,
	    COLUMNS "JOIN event e ON e.record = r.row"
		    " WHERE e.document = ? ORDER BY e.row",
	    id, each, arg, f);
}

bool
archive_index_file(struct archive_index *x, struct str sha256, struct str path,
    char volume[VOLUME_PATH], struct archive_file *file, bool *found,
    struct fault *f)
{
	sqlite3_stmt *s = x->st->s[FIND_FILE];
	db_bind(s, 1, sha256.n ? sha256 : (struct str){ NULL, 0 });
	db_bind(s, 2, sha256.n ? (struct str){ NULL, 0 } : path);
	int row = db_step(&x->db, s, f);
	*found = row == SQLITE_ROW;
	if (*found) {
		snprintf(volume, VOLUME_PATH, "%.*s", STR_ARG(db_column(s, 0)));
		*file = (struct archive_file){ .sha256 = sha256,
			.offset = sqlite3_column_int64(s, 1),
			.line = sqlite3_column_int64(s, 2),
			.chain = sqlite3_column_int64(s, 4) };
	}
	sqlite3_reset(s);
	return row || archive_db_failed(x, &x->db);
}

enum { WHERE_MAX = 16 };

/* A query being put together: its text and what is bound to it. */
struct where {
	struct buf sql, name;
	struct str bound[WHERE_MAX];
	int n;
	char from[ARCHIVE_AMOUNT], to[ARCHIVE_AMOUNT];
	char first[DATE_TEXT], last[DATE_TEXT];
};

/* Adds a condition with one value, unless that is absent. */
static void
ask(struct where *w, struct str value, const char *sql)
{
	if (!value.p)
		return;
	buf_adds(&w->sql, sql);
	w->bound[w->n++] = value;
}

static void
ask_term(struct where *w, const char *kind, struct str value)
{
	if (!value.p)
		return;
	ask(w, str_of(kind),
	    " AND r.row IN (SELECT row FROM term WHERE kind = ?");
	ask(w, value, " AND value = ?)");
}

/* Claims that so many went by that channel that listing them takes long. */
static bool
is_common(
    struct archive_index *x, struct str channel, bool *common, struct fault *f)
{
	*common = false;
	if (!channel.p)
		return true;
	sqlite3_stmt *s = db_prepare(&x->db,
	    "SELECT 1 FROM term WHERE kind = 'channel' AND value = ?"
	    " LIMIT 1 OFFSET 10000",
	    f);
	if (!s)
		return archive_db_failed(x, &x->db);
	db_bind(s, 1, channel);
	int row = db_step(&x->db, s, f);
	*common = row == SQLITE_ROW;
	sqlite3_finalize(s);
	return row || archive_db_failed(x, &x->db);
}

/* By trying each document that all else holds for, or from a list. */
static void
ask_channel(struct where *w, struct str channel, bool each)
{
	if (!each) {
		ask_term(w, "channel", channel);
		return;
	}
	ask(w, channel,
	    " AND EXISTS (SELECT 1 FROM term t WHERE t.kind = 'channel'"
	    " AND t.value = ? AND t.row = r.row)");
}

static void
ask_amount(
    struct where *w, struct dec d, char text[ARCHIVE_AMOUNT], const char *sql)
{
	if (!d.set)
		return;
	archive_amount_key(d, text);
	ask(w, str_of(text), sql);
}

static void
ask_date(struct where *w, struct date d, char text[DATE_TEXT], const char *sql)
{
	if (!date_set(d))
		return;
	date_format(d, text);
	ask(w, str_of(text), sql);
}

static void
compose(struct where *w, const struct archive_query *q, bool common)
{
	buf_adds(&w->sql, COLUMNS "WHERE ");
	buf_adds(&w->sql, q->all ? "1" : "r.latest = 1");
	ask(w, q->number, " AND r.number = ?");
	ask(w, q->sender, " AND substr(r.id, 1, instr(r.id, '/') - 1) = ?");
	ask(w, q->state, " AND r.state = ?");
	if (q->name.p)
		archive_fold_case(&w->name, q->name);
	ask(w, w->name.p ? buf_str(&w->name) : q->name,
	    " AND r.row IN (SELECT row FROM record WHERE folded GLOB ?)");
	ask_term(w, "customer", q->customer);
	ask(w, q->reference,
	    " AND r.row IN (SELECT row FROM term"
	    " WHERE kind IN ('reference', 'buyer') AND value = ?)");
	ask_amount(w, q->amount_from, w->from, " AND r.amount_key >= ?");
	ask_amount(w, q->amount_to, w->to, " AND r.amount_key <= ?");
	ask_date(w, q->date_from, w->first, " AND r.date >= ?");
	ask_date(w, q->date_to, w->last, " AND r.date <= ?");
	ask_channel(w, q->channel, common && (w->n || q->limit));
	buf_adds(&w->sql, " ORDER BY r.date DESC, r.row DESC");
	if (q->limit > 0)
		buf_printf(&w->sql, " LIMIT %lld", (long long)q->limit);
	buf_addc(&w->sql, '\0');
}

bool
archive_index_search(struct archive_index *x, const struct archive_query *q,
    archive_each *each, void *arg, struct fault *f)
{
	struct where w = { .sql = BUF_INIT(8192), .name = BUF_INIT(1 << 20) };
	bool common;
	if (!is_common(x, q->channel, &common, f))
		return false;
	compose(&w, q, common);
	sqlite3_stmt *s = db_prepare(&x->db, w.sql.p, f);
	for (int i = 0; s && i < w.n; i++)
		db_bind(s, i + 1, w.bound[i]);
	bool ok = s ? rows(x, s, each, arg, f) : archive_db_failed(x, &x->db);
	sqlite3_finalize(s);
	buf_free(&w.sql);
	buf_free(&w.name);
	return ok;
}
