/* SPDX-License-Identifier: ISC */
#ifndef STATE_DEBITS_H
#define STATE_DEBITS_H

/*
 * debits.db: every payment that a batch tool has put into a file for a bank.
 * Invariants, kept by the schema itself:
 *
 *	a document has one debit at most, ever
 *	one debit at most of a payee, payer, reference and day; payouts are
 *	counted by themselves
 *	a place in a file has one debit; a row never changes
 *
 * Payer and reference stand here as HMAC under the key of identity numbers,
 * for they may be such numbers. The database remembers which key that was and
 * takes no other, under which it would find nothing.
 *
 * Files come to their names as filed.h says; the write lock of the database is
 * also the lock of its batches. The total of a file is debits less payouts.
 */

#define DEBITS_NAME "debits" /* in names of temporary files */

#include "base/arena.h"
#include "base/date.h"
#include "base/msg.h"
#include "filed.h"

struct debits;

struct debit_order {
	struct str id; /* of the record */
	struct str sha256; /* of its source, may be empty */
	struct str payee; /* account, digits */
	struct str payer; /* number or account, digits, no zeros in front */
	struct str reference;
	struct date date; /* of the payment */
	int64_t amount; /* minor units, > 0 */
	bool out; /* paid out, not debited */
};

/* Where a debit is. */
struct debit_place {
	int64_t file; /* row */
	int64_t position; /* among the debits of it, from 1 */
};

enum debits_found {
	DEBITS_NONE, /* not known */
	DEBITS_FILED, /* the same document: at the place */
	DEBITS_REUSED, /* another document, or amount, of that id */
	DEBITS_TWICE, /* another id with the same debit: the place is its */
	DEBITS_FAILED, /* with the fault and filed_status */
};

/*
 * Opens the database, making it when it is new. `key` hashes payers and
 * references, absent: none can be looked for or added. NULL with status and
 * fault; MC_CONFIG when the key is another one than before.
 */
struct debits *debits_open(
    const struct home *, struct str key, enum mc_status *, struct fault *);

/* For reading. NULL and MC_OK when there is none yet. */
struct debits *debits_open_read(
    const struct home *, enum mc_status *, struct fault *);

void debits_close(struct debits *);

/* Its files (filed.h): to begin, end and list them, and of the last failure. */
struct filed *debits_filed(struct debits *);

/* ---- looking --------------------------------------------------------- */

/* What is known of a document; the digest is that of its source. */
enum debits_found debits_find_id(struct debits *, struct str id,
    struct str sha256, struct debit_place *, struct fault *);

/* What is known of a debit, by its id first and then by what it is. */
enum debits_found debits_find(struct debits *, const struct debit_order *,
    struct debit_place *, struct fault *);

/* The id of the debit at that place, the arena's. */
bool debits_id(struct debits *, const struct debit_place *, struct str *id,
    struct arena *, struct fault *);

/* ---- adding ---------------------------------------------------------- */

/* Adds a debit to a file that was begun, within filed_begin and filed_commit.
 */
bool debits_add(struct debits *, const struct debit_order *,
    const struct debit_place *, struct fault *);

/* ---- listing --------------------------------------------------------- */

/* A debit for people; text is borrowed for the call. */
struct debit_row {
	struct str id, payee, date;
	struct str payer; /* hash */
	int64_t amount, position;
	bool out;
};

typedef bool debits_visit(void *arg, const struct debit_row *);

/* Visits the debits of the file of that path in their order. */
bool debits_list(struct debits *, struct str path, debits_visit *, void *arg,
    struct fault *);

#endif
