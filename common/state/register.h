/* SPDX-License-Identifier: ISC */
#ifndef STATE_REGISTER_H
#define STATE_REGISTER_H

/*
 * The register of customers, MC_HOME/register.db: how each customer of each
 * sender can be reached and what he asked for. A customer is found by sender
 * and customer number, both byte for byte. Personal identity numbers stand
 * nowhere in it; register_check refuses values that look like one.
 *
 * Reading is safe beside other readers and one writer: every reader holds a
 * snapshot. A register that nobody has filled yet is an empty one.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/msg.h"
#include "base/str.h"
#include "home.h"
#include "model/fault.h"
#include "model/record.h"

enum register_column {
	REGISTER_SENDER, /* key in the configuration and first step of ids */
	REGISTER_NUMBER, /* customer number */
	REGISTER_NAME,
	REGISTER_EMAIL,
	REGISTER_MOBILE, /* +countrynumber */
	REGISTER_LANGUAGE, /* sv nb nn fi da en */
	REGISTER_WISH, /* channel the customer asked for */
	REGISTER_COLUMNS,
};

/* "sender", "number" ... in the order above. */
extern const char *const register_columns[REGISTER_COLUMNS];

/* The column of that name, -1 when there is none. */
int register_column(struct str name);

/* A customer as files and the table have him. */
struct register_row {
	struct str value[REGISTER_COLUMNS]; /* absent or not empty */
	unsigned given; /* bit i: a file says something of column i, and be it
			   that there is nothing */
	size_t line; /* in that file */
};

/*
 * Claims that what the row has is fit for the register. False with the fault,
 * its place "/email".
 */
bool register_check(const struct register_row *, struct fault *);

struct registry;

/*
 * Opens the register of the home; `writes` makes it when it is not there.
 * NULL with the fault and *status. Close it with register_close.
 */
struct registry *register_open(
    const struct home *, bool writes, enum mc_status *, struct fault *);
void register_close(struct registry *);

/* The exit status that the last failure of a function below asks for. */
enum mc_status register_status(const struct registry *);

/* Holds the state of this moment for all reads until register_close. */
bool register_snapshot(struct registry *, struct fault *);

enum register_found { REGISTER_FAULT = -1, REGISTER_NONE, REGISTER_FOUND };

/* Looks a customer up; text is put into the arena. */
enum register_found register_find(struct registry *, struct str sender,
    struct str number, struct customer *, struct arena *, struct fault *);

/* The same as a row; `given` has all columns. */
enum register_found register_get(struct registry *, struct str sender,
    struct str number, struct register_row *, struct arena *, struct fault *);

/*
 * Calls `each` for every customer of the sender (absent: of all), ordered by
 * the bytes of sender and number; what the row lends lasts for the call. Stops
 * when `each` returns false. False with the fault when reading failed.
 */
typedef bool register_visit(void *arg, const struct register_row *);
bool register_each(struct registry *, struct str sender, register_visit *each,
    void *arg, struct fault *);

/* What register_import did, or would do. */
struct register_counts {
	size_t added, changed, removed, same;
};

enum {
	REGISTER_DRY = 1, /* change nothing, only say */
	REGISTER_REPLACE = 2, /* remove what the rows' senders have besides */
};

/*
 * Called for each difference: '+' now, '-' old, '~' both and `changed`, the
 * bits of the columns that differ.
 */
typedef void register_change(void *arg, char sign,
    const struct register_row *old, const struct register_row *now,
    unsigned changed);

/*
 * Two rows of the same customer: true with both lines. The rows are sorted by
 * sender and number, and those by line.
 */
bool register_twice(struct register_row *, size_t n, size_t lines[2]);

/*
 * Takes the rows, which register_check and register_twice have passed, into
 * the register in one transaction: all of them or none. Columns that a row
 * does not give stay as they are. `change` may be NULL. Calls come in the order
 * of sender and number, removals last.
 */
bool register_import(struct registry *, const struct register_row *, size_t n,
    unsigned flags, register_change *change, void *arg,
    struct register_counts *, struct fault *);

#endif
