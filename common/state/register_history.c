/* SPDX-License-Identifier: ISC */
#include "register_db.h"
#include "register_row.h"

/*
 * The columns of an agreement in the order of register_agreement_sql stand
 * first, so that its key opens as there; they are NULL where it is gone, and
 * with lines about the customer.
 */
static const char history_sql[] =
    "SELECT a.sender, a.number, a.channel, a.key, h.at, h.source, h.channel,"
    " h.sign, h.field, h.old, h.now"
    " FROM history h LEFT JOIN agreement a ON a.id = h.agreement"
    " WHERE h.sender = ? AND h.number = ? ORDER BY h.id";

enum { AT = AGREEMENT_KEY + 1, SOURCE, CHANNEL, SIGN, FIELD, OLD, NOW };

static bool
borrow(struct registry *r, sqlite3_stmt *s, struct register_event *e,
    struct arena *a, struct fault *f)
{
	struct str sign = db_column(s, SIGN);
	*e = (struct register_event){ .at = db_column(s, AT),
		.source = db_column(s, SOURCE),
		.channel = db_column(s, CHANNEL),
		.sign = sign.n ? sign.p[0] : '?',
		.column = db_column(s, FIELD),
		.old = db_column(s, OLD),
		.now = db_column(s, NOW) };
	return register_open_key(r, s, &e->key, a, f);
}

bool
register_history(struct registry *r, struct str sender, struct str number,
    register_tell *tell, void *arg, struct fault *f)
{
	struct register_event e;
	int step = SQLITE_DONE;
	bool ok = true;
	if (r->empty)
		return true;
	sqlite3_stmt *s = db_prepare(&r->db, history_sql, f);
	if (!s)
		return false;
	db_bind(s, 1, sender);
	db_bind(s, 2, number);
	while (ok && (step = db_step(&r->db, s, f)) == SQLITE_ROW) {
		arena_reset(&r->arena);
		ok = borrow(r, s, &e, &r->arena, f);
		if (ok && !tell(arg, &e))
			break;
	}
	sqlite3_finalize(s);
	return ok && step != 0;
}
