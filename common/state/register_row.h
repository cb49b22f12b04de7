/* SPDX-License-Identifier: ISC */
#ifndef STATE_REGISTER_ROW_H
#define STATE_REGISTER_ROW_H

/*
 * The register as tables of text, the way that files have it: what import,
 * export and list work on. Text of a row is in its one spelling: lists have
 * one blank between their words, flags are "yes" or absent, identity numbers
 * bare and with their century; register_value makes it so.
 */

#include "register.h"

enum register_column {
	REGISTER_SENDER, /* key in the configuration and first step of ids */
	REGISTER_NUMBER, /* customer number */
	REGISTER_NAME,
	REGISTER_CARE_OF,
	REGISTER_LINE1,
	REGISTER_LINE2,
	REGISTER_POST_CODE,
	REGISTER_CITY,
	REGISTER_COUNTRY, /* two capital letters */
	REGISTER_EMAIL,
	REGISTER_MOBILE, /* +countrynumber */
	REGISTER_LANGUAGE, /* sv nb nn fi da en */
	REGISTER_WISHES, /* channels, the most wanted first */
	REGISTER_TAGS,
	REGISTER_PROTECTED, /* the flags of struct customer */
	REGISTER_PUBLIC,
	REGISTER_HOLD,
	REGISTER_NO_DEBIT,
	REGISTER_DUPLEX,
	REGISTER_COLOUR,
	REGISTER_ENVELOPE,
	REGISTER_INSERTS,
	REGISTER_IDENTITY, /* the last, so that it can be left out */
	REGISTER_COLUMNS,
};

enum agreement_column {
	AGREEMENT_SENDER,
	AGREEMENT_NUMBER,
	AGREEMENT_CHANNEL,
	AGREEMENT_KEY,
	AGREEMENT_STATUS,
	AGREEMENT_FROM,
	AGREEMENT_TO,
	AGREEMENT_SOURCE,
	AGREEMENT_COLUMNS,
};

struct register_table {
	const char *const *columns; /* their names */
	int n; /* how many */
	int keys; /* the first of them, which name a row */
	unsigned lists, flags; /* bit i: column i is one */
};

extern const struct register_table register_customer_table;
extern const struct register_table register_agreement_table;

/* The column of that name, -1 when the table has none. */
int register_column(const struct register_table *, struct str name);

struct register_row {
	struct str value[REGISTER_COLUMNS]; /* absent or not empty */
	unsigned given; /* bit i: a file says something of column i, and be it
			   that there is nothing */
	size_t line; /* in that file */
	int64_t id; /* of an agreement that was read from the register */
};

/* Takes the first word of a list off it; false when the list has none. */
bool register_word(struct str *list, struct str *word);

/*
 * Sets the column of a row to the value in its one spelling, borrowed or in
 * the arena; empty takes it away. `today` gives Swedish identity numbers of
 * ten digits their century. False with the fault, its place "/wishes".
 */
bool register_value(const struct register_table *, struct register_row *,
    int column, struct str text, struct date today, struct arena *,
    struct fault *);

/* Claims that what the row has is fit for the register; faults as above. */
bool register_check(
    const struct register_table *, const struct register_row *, struct fault *);

/*
 * An agreement's key that is or may hide an identity number, anywhere in its
 * digits. Such a key is shown to nobody.
 */
bool register_hides(struct str key);

/*
 * What stands for such a key in files: `~` and 32 hex digits of its keyed
 * hash, good until the keys are rotated. Files may have it in place of a key
 * that the register has.
 */
enum { REGISTER_REFERENCE = 33 };

/*
 * Calls `each` for every row of the table in the order of its keys, of the
 * sender and number (absent: of all). Rows are borrowed for the call and
 * `given` has all columns. It ends early when `each` returns false. With
 * `open` rows have identity numbers; without, neither these nor keys that
 * hide one, for which their reference stands. False with the fault when
 * reading failed.
 */
typedef bool register_visit(void *arg, const struct register_row *);
bool register_each(struct registry *, const struct register_table *,
    struct str sender, struct str number, bool open, register_visit *each,
    void *arg, struct fault *);

/* What register_import did, or would do. */
struct register_counts {
	size_t added, changed, removed, same;
	size_t refused; /* rows that do not go with the register */
};

enum {
	REGISTER_DRY = 1, /* change nothing, only say */
	REGISTER_REPLACE = 2, /* remove what the rows' senders have besides;
				 agreements: the rows' senders and channels */
};

/*
 * Called for each difference: '+' now, '-' old, '~' both and `changed`, the
 * bits of the columns that differ. A customer who is removed takes his
 * agreements with him, so the table may be another one.
 */
typedef void register_change(void *arg, const struct register_table *,
    char sign, const struct register_row *old, const struct register_row *now,
    unsigned changed);

/* Called for each row that is refused, with its line. */
typedef void register_refuse(void *arg, size_t line, const struct fault *);

struct register_import {
	const struct register_table *table;
	const struct register_row *rows; /* passed by register_check and
					    register_twice, which sorted them */
	size_t n;
	unsigned flags;
	struct str by; /* source, for the history */
	register_change *change; /* or NULL */
	register_refuse *refuse; /* or NULL */
	void *arg;
};

/*
 * Two rows of the same thing: true with both lines. The rows are sorted by
 * their keys, and those by line.
 */
bool register_twice(const struct register_table *, struct register_row *,
    size_t n, size_t lines[2]);

/*
 * Takes the rows into the register in one transaction: all of them or, when
 * something failed (false with the fault) or rows were refused (counted),
 * none. Columns that a row does not give stay as they are; an agreement without
 * a status is active when it is new, and `by` is its source where the row has
 * none. Calls come in the order of the rows, removals last.
 */
bool register_import(struct registry *, const struct register_import *,
    struct register_counts *, struct fault *);

/* Claims that s is a status of agreements: "new", "active" ... */
bool register_is_status(struct str s);

/* One thing that happened to a customer or to one of his agreements. */
struct register_event {
	struct str at; /* RFC 3339, UTC */
	struct str source;
	struct str channel; /* absent: of the customer himself */
	struct str key; /* of the agreement if it is still there */
	char sign; /* + came, - went, ~ changed */
	struct str column; /* what changed */
	struct str old, now; /* absent: nothing, or an identity number */
};

typedef bool register_tell(void *arg, const struct register_event *);

/* The customer's history, the oldest first, as register_each does. */
bool register_history(struct registry *, struct str sender, struct str number,
    register_tell *tell, void *arg, struct fault *);

/* What register_rotate did. */
struct register_rotated {
	size_t identities, keys; /* encrypted anew */
	size_t same; /* were of the current key already */
};

/*
 * Encrypts and hashes all of the register by the current secret, in one
 * transaction: what was of the old one, and keys that stood in clear. False
 * with the fault and nothing changed when a value is of neither secret.
 */
bool register_rotate(
    struct registry *, struct register_rotated *, struct fault *);

#endif
