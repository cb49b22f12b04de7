/* SPDX-License-Identifier: ISC */
#ifndef STATE_REGISTER_DB_H
#define STATE_REGISTER_DB_H

/* The open register; private to register*.c. */

#include "db.h"
#include "register_row.h"
#include "register_vault.h"

/* All columns of customers but the identity, in the order of their enum. */
#define REGISTER_OPEN_COLUMNS                                                  \
	"sender, number, name, care_of, line1, line2, post_code, city,"        \
	" country, email, mobile, language, wishes, tags, protected, public,"  \
	" hold, no_debit, duplex, colour, envelope, inserts"

struct registry {
	struct db db;
	bool empty; /* nobody has filled it: nothing is open */
	struct vault vault;
	struct arena arena; /* for one call */
	sqlite3_stmt *find; /* by sender and number: REGISTER_OPEN_COLUMNS */
	sqlite3_stmt *identity; /* by sender and number */
	sqlite3_stmt *find_identity; /* by hash and sender: number, identity */
	sqlite3_stmt *agreements; /* by sender and number, see agreement_* */
	sqlite3_stmt *find_key; /* by channel and hash: sender, number */
};

/* Columns of the statement that register_agreement_sql begins. */
enum {
	STEP_ID = AGREEMENT_COLUMNS, /* behind those of enum agreement_column */
	STEP_HASH,
	STEP_CHANGED,
};

/* "SELECT ... FROM agreement", to which conditions are added. */
extern const char register_agreement_sql[];

/*
 * The identity number that stands sealed in the customer's row, in the arena.
 */
bool register_open_identity(struct registry *, struct str sender,
    struct str number, struct str sealed, struct str *text, struct arena *,
    struct fault *);

/* The key of the agreement that the statement stands on; absent: none. */
bool register_open_key(struct registry *, sqlite3_stmt *, struct str *text,
    struct arena *, struct fault *);

/* An identity number as it is kept, and what is hashed of it. */
struct register_identity {
	char text[16];
	size_t n;
	size_t core; /* the hash is over what stands from here */
	bool short_form; /* Swedish, without its century */
	bool plus; /* written with `+`: a hundred years or more */
};

/*
 * Reads an identity number of a person or an organisation of Sweden, Norway
 * or Finland. `today` gives Swedish ones of ten digits their century; absent:
 * they stay short. False when it is none.
 */
bool register_identity_parse(
    struct register_identity *, struct str text, struct date today);

/* The hash that the customer is found by; false without that key. */
bool register_identity_hash(struct registry *, enum vault_key,
    struct str sender, const struct register_identity *,
    unsigned char hash[VAULT_HASH]);

/*
 * The hash of an agreement's key by that key of the vault; without a current
 * one that of a key in clear. No key at all has a hash of zeros.
 */
bool register_key_hash(struct registry *, int vault_key, struct str sender,
    struct str channel, struct str key, unsigned char hash[VAULT_HASH]);

/* A fault at the column; false. */
bool register_wrong(const struct register_table *, int column, struct fault *,
    const char *text);

/* "~" and the hash. */
void register_reference(
    const unsigned char hash[VAULT_HASH], char text[REGISTER_REFERENCE + 1]);
bool register_reference_parse(struct str, unsigned char hash[VAULT_HASH]);

#endif
