/* SPDX-License-Identifier: ISC */
#ifndef STATE_REGISTER_CHANGE_H
#define STATE_REGISTER_CHANGE_H

/*
 * Changing one row of the register, with its line of history, inside of a
 * transaction. Private to register*.c.
 */

#include "register_db.h"

struct change {
	struct registry *r;
	struct str by; /* source of the history */
	char at[32]; /* the time of all of it, RFC 3339, UTC */
	sqlite3_stmt *put, *identity; /* a customer; his identity */
	sqlite3_stmt *add, *update; /* an agreement */
	sqlite3_stmt *remove_customer, *remove_agreement;
	sqlite3_stmt *forget; /* what history says of a customer */
	sqlite3_stmt *note;
};

/* Prepares; false with the fault. Give it to change_close either way. */
bool change_open(
    struct change *, struct registry *, struct str by, struct fault *);
void change_close(struct change *);

/*
 * Writes the customer; `old` is what the register has, NULL for a new one,
 * and `changed` the columns that differ.
 */
bool change_customer(struct change *, const struct register_row *old,
    const struct register_row *now, unsigned changed, struct fault *);

/* Writes an agreement likewise; old->id names it. */
bool change_agreement(struct change *, const struct register_row *old,
    const struct register_row *now, unsigned changed, struct fault *);

/*
 * Removes a row. The history of a customer who goes keeps what happened and
 * when, not what his data were.
 */
bool change_remove(struct change *, const struct register_table *,
    const struct register_row *, struct fault *);

#endif
