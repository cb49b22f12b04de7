/* SPDX-License-Identifier: ISC */
#include "journal_db.h"

/* outcome: as in model/outcome.h, where 2 is permanent */
#define VERSION_1                                                              \
	"CREATE TABLE document ("                                              \
	" document INTEGER PRIMARY KEY,"                                       \
	" id TEXT NOT NULL UNIQUE,"                                            \
	" sha256 TEXT NOT NULL,"                                               \
	" run TEXT NOT NULL);"                                                 \
	"CREATE INDEX document_run ON document (run);"                         \
	"CREATE TABLE delivery ("                                              \
	" delivery INTEGER PRIMARY KEY,"                                       \
	" document INTEGER NOT NULL REFERENCES document,"                      \
	" purpose TEXT NOT NULL,"                                              \
	" channel TEXT NOT NULL,"                                              \
	" address TEXT NOT NULL,"                                              \
	" series INTEGER NOT NULL,"                                            \
	" outcome INTEGER NOT NULL DEFAULT 0"                                  \
	"  CHECK (outcome BETWEEN 0 AND 4),"                                   \
	" owner TEXT,"                                                         \
	" expiry INTEGER NOT NULL DEFAULT 0,"                                  \
	" at TEXT, receipt TEXT, sha256 TEXT, text TEXT,"                      \
	" UNIQUE (document, purpose, channel, address, series));"              \
	"CREATE UNIQUE INDEX delivery_one ON delivery (document, purpose, "    \
	"series)"                                                              \
	" WHERE outcome <> 2;"                                                 \
	"CREATE INDEX delivery_open ON delivery (outcome)"                     \
	" WHERE outcome IN (0, 3, 4);"

/*
 * state: as in journal.h, where 2 is stopped. A document's series is the one
 * of its first presentation, or of what replaced it; those of orders are rows
 * of their own.
 */
#define VERSION_2                                                              \
	"CREATE TABLE event ("                                                 \
	" event INTEGER PRIMARY KEY,"                                          \
	" at TEXT NOT NULL,"                                                   \
	" user TEXT NOT NULL CHECK (user <> ''),"                              \
	" what TEXT NOT NULL,"                                                 \
	" reason TEXT NOT NULL CHECK (reason <> ''),"                          \
	" document INTEGER REFERENCES document,"                               \
	" delivery INTEGER REFERENCES delivery,"                               \
	" run TEXT,"                                                           \
	" CHECK (document IS NOT NULL OR run IS NOT NULL));"                   \
	"CREATE INDEX event_document ON event (document);"                     \
	"CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN"              \
	" SELECT raise(ABORT, 'an event stays as it is'); END;"                \
	"CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN"            \
	" SELECT raise(ABORT, 'an event is kept'); END;"                       \
	"ALTER TABLE document ADD COLUMN series INTEGER NOT NULL DEFAULT 1;"   \
	"ALTER TABLE document ADD COLUMN state INTEGER NOT NULL DEFAULT 0"     \
	" CHECK (state BETWEEN 0 AND 5);"                                      \
	"ALTER TABLE document ADD COLUMN event INTEGER REFERENCES event;"      \
	"ALTER TABLE document ADD COLUMN replace INTEGER NOT NULL DEFAULT 0"   \
	" CHECK (replace IN (0, 1));"                                          \
	"CREATE INDEX document_state ON document (state) WHERE state <> 0;"    \
	"CREATE TRIGGER document_stopped BEFORE INSERT ON delivery"            \
	" WHEN (SELECT state FROM document WHERE document = NEW.document) = 2" \
	" BEGIN SELECT raise(ABORT, 'the document is stopped'); END;"          \
	"CREATE TABLE series ("                                                \
	" document INTEGER NOT NULL REFERENCES document,"                      \
	" series INTEGER NOT NULL CHECK (series > 1),"                         \
	" purpose TEXT NOT NULL,"                                              \
	" order_key TEXT NOT NULL CHECK (order_key <> ''),"                    \
	" PRIMARY KEY (document, series),"                                     \
	" UNIQUE (document, purpose, order_key)) WITHOUT ROWID;"               \
	"CREATE TABLE desk_order ("                                            \
	" order_key TEXT PRIMARY KEY CHECK (order_key <> ''),"                 \
	" event INTEGER NOT NULL REFERENCES event) WITHOUT ROWID;"             \
	"CREATE TABLE intake ("                                                \
	" sha256 TEXT PRIMARY KEY,"                                            \
	" run TEXT NOT NULL,"                                                  \
	" pilot TEXT) WITHOUT ROWID;"                                          \
	"CREATE TABLE runner ("                                                \
	" sha256 TEXT NOT NULL REFERENCES intake,"                             \
	" user TEXT NOT NULL CHECK (user <> ''),"                              \
	" at TEXT NOT NULL,"                                                   \
	" PRIMARY KEY (sha256, user)) WITHOUT ROWID;"                          \
	"CREATE TABLE approval ("                                              \
	" sha256 TEXT NOT NULL REFERENCES intake,"                             \
	" user TEXT NOT NULL CHECK (user <> ''),"                              \
	" event INTEGER NOT NULL REFERENCES event,"                            \
	" PRIMARY KEY (sha256, user)) WITHOUT ROWID;"                          \
	"CREATE TRIGGER approval_by_another BEFORE INSERT ON approval"         \
	" WHEN EXISTS (SELECT 1 FROM runner WHERE sha256 = NEW.sha256"         \
	"  AND user = NEW.user)"                                               \
	" BEGIN SELECT raise(ABORT, 'who ran it does not approve it'); END;"

const char journal_schema[] = VERSION_1 VERSION_2;

const char *const journal_upgrades[] = { VERSION_2 };

#define DELIVERY                                                               \
	"delivery.delivery, outcome, purpose, channel, address, owner,"        \
	" expiry, delivery.at, receipt, text, delivery.sha256, "               \
	"delivery.series"

/* the states of journal.h in which nothing leaves */
#define BLOCKS "(1, 2, 4, 5)"

static const char *const sql[JOURNAL_SQL] = {
	[FIND_DOCUMENT] = "SELECT document.document, sha256, document.run,"
			  " series, state, replace, user, reason, at"
			  " FROM document LEFT JOIN event USING (event)"
			  " WHERE id = ?",
	[FIND_SERIES] = "SELECT series FROM series WHERE document = ?"
			" AND purpose = ? AND order_key = ?",
	[FIND_DELIVERIES] = "SELECT " DELIVERY " FROM delivery"
			    " WHERE document = ? AND purpose = ?"
			    " AND series = ? ORDER BY delivery",
	[FIND_ALL] = "SELECT " DELIVERY " FROM delivery"
		     " WHERE document = ? ORDER BY delivery",
	[ADD] = "INSERT INTO document (id, sha256, run) VALUES (?, ?, ?)",
	[PLAN] = "INSERT INTO delivery (document, purpose, channel, address,"
		 " series) VALUES (?, ?, ?, ?, ?)",
	[CLAIM] = "UPDATE delivery SET sha256 = CASE WHEN owner IS NULL"
		  " THEN ?1 ELSE coalesce(sha256, ?1) END,"
		  " owner = ?2, expiry = ?3"
		  " WHERE delivery = ?4 AND outcome = ?5 AND owner IS ?6"
		  " AND expiry = ?7 AND (SELECT state FROM document"
		  "  WHERE document.document = delivery.document)"
		  " NOT IN " BLOCKS,
	[RENEW] = "UPDATE delivery SET expiry = ?"
		  " WHERE outcome IN (0, 3, 4) AND owner = ? AND expiry = ?",
	[SETTLE] = "UPDATE delivery SET outcome = ?, at = ?, receipt = ?,"
		   " sha256 = ?, text = ?, owner = NULL, expiry = 0"
		   " WHERE delivery = ? AND owner IS ?",
	/* a document that waits has a line though it has no delivery */
	[LIST] = "SELECT " DELIVERY ", id, document.run, state, user, reason"
		 " FROM document LEFT JOIN delivery USING (document)"
		 " LEFT JOIN event USING (event)"
		 " WHERE (?1 IS NULL OR document.run = ?1)"
		 " AND (?2 IS NULL OR id = ?2)"
		 " AND (delivery.delivery IS NOT NULL OR state <> 0)"
		 " ORDER BY document.document, delivery.delivery",
	[NEXT_SERIES] = "SELECT 1 + max(document.series,"
			" coalesce((SELECT max(series) FROM series"
			"  WHERE series.document = document.document), 1))"
			" FROM document WHERE document = ?",
	[ADD_SERIES] = "INSERT INTO series (document, series, purpose,"
		       " order_key) VALUES (?, ?, ?, ?)",
	[ADD_ORDER] = "INSERT OR IGNORE INTO desk_order (order_key, event)"
		      " VALUES (?, ?)",
	[FIND_ORDER] = "SELECT at, user, what, reason FROM desk_order"
		       " JOIN event USING (event) WHERE order_key = ?",
	[ADD_EVENT] = "INSERT INTO event (at, user, what, reason, document,"
		      " delivery, run) VALUES (?, ?, ?, ?, ?, ?, ?)",
	/* what is stopped is not replaced, unless that is said afterwards */
	[SET_STATE] = "UPDATE document SET state = ?1, event = ?2,"
		      " replace = CASE ?1 WHEN 2 THEN 0 ELSE replace END"
		      " WHERE document = ?3",
	[SET_REPLACE] = "UPDATE document SET replace = 1 WHERE document = ?",
	[TAKE_OVER] = "UPDATE document SET sha256 = ?, run = ?, series = ?,"
		      " replace = 0, state = CASE state WHEN 1 THEN 1 ELSE 0"
		      " END WHERE document = ? AND replace = 1",
	[RUN_IDS] = "SELECT id FROM document WHERE run = ? ORDER BY document",
	[EVENTS] = "SELECT at, user, what, coalesce(id, ''),"
		   " coalesce(event.run, document.run), reason"
		   " FROM event LEFT JOIN document USING (document)"
		   " WHERE (?1 IS NULL OR coalesce(event.run, document.run)"
		   "  = ?1) AND (?2 IS NULL OR id = ?2) ORDER BY event.event",
	[ADD_INTAKE] = "INSERT INTO intake (sha256, run, pilot)"
		       " VALUES (?, ?, ?) ON CONFLICT (sha256)"
		       " DO UPDATE SET pilot = coalesce(excluded.pilot, pilot)",
	[ADD_RUNNER] = "INSERT OR IGNORE INTO runner (sha256, user, at)"
		       " VALUES (?, ?, ?)",
	[FIND_INTAKE] = "SELECT run, pilot FROM intake WHERE sha256 = ?",
	[HAS_INTAKE] = "SELECT 1 FROM intake WHERE run = ? LIMIT 1",
	[FIND_RUNNERS] = "SELECT user FROM runner WHERE sha256 = ?"
			 " ORDER BY user",
	[FIND_APPROVALS] = "SELECT user FROM approval WHERE sha256 = ?1"
			   " AND user NOT IN (SELECT user FROM runner"
			   "  WHERE sha256 = ?1) ORDER BY user",
	[ADD_APPROVAL] = "INSERT INTO approval (sha256, user, event)"
			 " VALUES (?, ?, ?)",
};

sqlite3_stmt *
journal_statement(struct journal *j, enum journal_sql which, struct fault *f)
{
	if (!j->made[which])
		j->made[which] = db_prepare(&j->db, sql[which], f);
	return j->made[which];
}
