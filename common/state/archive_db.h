/* SPDX-License-Identifier: ISC */
#ifndef STATE_ARCHIVE_DB_H
#define STATE_ARCHIVE_DB_H

/* What the files of the index share: archive_index.c opens and fills it,
 * archive_state.c keeps the states of documents, archive_find.c asks. */

#include "archive_index.h"
#include "base/buf.h"

/* The prepared statements, x->s[...]. */
enum {
	FIND, /* a place by key */
	HAS, /* any record of an id */
	ADD,
	OLDER, /* versions of an id that are the latest no longer */
	TERM,
	ADD_FILE,
	FIND_FILE,
	NEWS, /* any event of a document */
	DIRTY,
	NEXT_DIRTY,
	CLEAN,
	VERSIONS, /* of an id, for the fold */
	EVENTS, /* of a document, for the fold */
	LATEST, /* which version governs, and the state */
	ADD_EVENT,
	SAME_EVENT, /* document of an event by its key */
	DROP_EVENT,
	INVOICES, /* ids by payment reference */
	STATE, /* of one row */
	ERASED_ROW, /* of a key, unless it is forgotten */
	FORGET,
	FORGET_TERMS,
	ABOUT, /* documents of the events of a row */
	FORGET_EVENTS,
	ERASURES, /* how far they are known */
	STATEMENTS
};

struct archive_statements {
	sqlite3_stmt *s[STATEMENTS];
};

/* Notes the status of a failure of that database; false. */
bool archive_db_failed(struct archive_index *, const struct db *);

/* Prepares them; archive_db_finish gives them back. */
bool archive_db_prepare(struct archive_index *, struct fault *);
void archive_db_finish(struct archive_index *);

/* Steps a statement of x->db and makes it ready for the next. */
bool archive_db_run(struct archive_index *, int statement, struct fault *);

/* The value, absent when it holds an identity number or held one. */
struct str archive_db_harmless(struct str);

/* Adds the text with ASCII in lower case. */
void archive_fold_case(struct buf *, struct str);

/* The bits kept of whether it was rejected, held or erased. */
enum { ARCHIVE_ERASED = 4 };
int archive_state_fate(const struct archive_row *);

/* Writes what is kept of the row's attempts. */
void archive_state_pack(struct buf *, const struct archive_row *);

/*
 * What the row that was just added does to states: its own if that is enough,
 * else its document is noted to be settled. older: it has earlier versions.
 */
bool archive_state_note(struct archive_index *, struct str id, int64_t row,
    const struct archive_row *, bool older, struct fault *);

/* Notes that the document is to be settled. */
bool archive_state_dirty(
    struct archive_index *, struct str document, struct fault *);

/* Settles the documents noted; before the commit. */
bool archive_state_settle(struct archive_index *, struct fault *);

#endif
