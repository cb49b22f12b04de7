/* SPDX-License-Identifier: ISC */
#ifndef STATE_ARCHIVE_INDEX_H
#define STATE_ARCHIVE_INDEX_H

/*
 * archive/index.db, by which records are found in the volumes. It holds
 * nothing that the volumes and the ledger do not say and can be thrown away at
 * any time. It follows the ledger volume by volume, each in one transaction,
 * and knows up to where it has come.
 *
 * Beside the records it keeps what receipts and payments say of documents, and
 * the state of each document that follows (model/fold.h). A payment that does
 * not name its document is given to the one that bears its reference, of the
 * same sender and currency, when it is added: the one that money is due for,
 * else one that is settled, else one that was rejected; if two are as near it
 * is given to none. The index of the same ledger always comes out the same.
 *
 * No personal identity number is in it: a value that holds one (mask_hit), or
 * that was masked before, is stored as absent. Of an id, which is never
 * absent, the masked form is stored, and looked up.
 *
 * Of what was erased (erasures.h) it knows where it was, id, kind and number,
 * and the key, so that it is not filed again. The text of the others is in none
 * of its pages: after an erasure the file is made anew (archive_index_compact).
 */

#include "base/dec.h"
#include "db.h"
#include "erasures.h"
#include "home.h"
#include "ledger.h"
#include "model/fold.h"
#include "model/record.h"

enum { ARCHIVE_TERMS = 32 }; /* most terms of a record that are kept */

struct archive_statements;

struct archive_index {
	struct db db;
	struct db mine; /* keys of records not committed yet, on disk */
	struct archive_statements *st; /* of db */
	sqlite3_stmt *note, *noted; /* of mine */
	bool anew; /* it was of an older version and has been emptied */
	const struct erased *erased; /* while volumes are added; or NULL */
	enum mc_status status; /* of the last failure */
};

/* A further value to find a record by. */
struct archive_term {
	const char *kind; /* "customer", "reference" (of a payment), "buyer"
			     (his reference, or what it is about) or
			     "channel" */
	struct str value;
};

/* What a receipt or payment says of a document; the amount is the row's. */
struct archive_event {
	enum fold_kind kind; /* FOLD_ATTEMPT: the record is neither */
	unsigned char key[SHA256_BYTES]; /* see fold.h */
	struct str document; /* its id, absent: not said */
	struct str reference; /* of a payment */
	int64_t at; /* seconds since 1970 */
	struct str channel, outcome; /* of a receipt */
};

/* What is kept of one record. */
struct archive_row {
	unsigned char
	    key[SHA256_BYTES]; /* see store_key: what it is the same by */
	unsigned char chain[SHA256_BYTES]; /* behind its last member */
	int64_t offset; /* of its first header in the volume */
	int64_t line; /* of its first line in `chain` */
	struct str id, kind, number, name, currency;
	struct date date;
	struct dec amount;
	struct archive_term term[ARCHIVE_TERMS];
	size_t terms_n;
	struct str source; /* digest of its document, hex, or absent */
	bool rejected, held;
	bool erased; /* only places, key, id, kind and number are set */
	struct fold_event *attempt; /* to present it; version 0 */
	size_t attempts_n;
	struct archive_event event;
};

/* A file that a volume holds for many records: a batch. */
struct archive_file {
	struct str sha256; /* of what left, hex: before it was masked */
	struct str path; /* below the home, when it was made */
	int64_t offset, line; /* of the member with its data */
	int64_t chain; /* of its volume, when it was found */
};

/* Where a record is filed. */
struct archive_place {
	char volume[VOLUME_PATH], at[TIME_TEXT];
	unsigned char chain[SHA256_BYTES];
	int64_t offset;
};

/*
 * Opens the index, making it when it is not there, and emptying it when it is
 * of an older version (`anew`); false with the fault and the status. Give it to
 * archive_index_close in any case.
 */
bool archive_index_open(
    struct archive_index *, const struct home *, struct fault *);

void archive_index_close(struct archive_index *);

/* Takes the files of an index away that cannot be opened any more. */
bool archive_index_remove(const struct home *, struct fault *);

/*
 * The id as the index has it, in b (zeroed, to be freed) or id itself.
 */
struct str archive_index_id(struct str id, struct buf *b);

/*
 * How far it has come: the number and end of the last ledger line in it, and
 * that line's head; all zero when it is empty.
 */
bool archive_index_position(
    struct archive_index *, struct ledger_walk *, struct fault *);

/* Takes everything out of it; in a transaction of its own. */
bool archive_index_clear(struct archive_index *, struct fault *);

/*
 * The transaction of one volume: begin, each record, commit; or rollback.
 * Begin notes the volume, where its chain begins (volume_open_at; 0: it cannot
 * be read), and that the index has come to the end of its line.
 */
bool archive_index_begin(struct archive_index *, const struct ledger_entry *,
    int64_t chain, struct fault *);
bool archive_index_add(struct archive_index *, const struct ledger_entry *,
    const struct archive_row *, struct fault *);
bool archive_index_add_file(struct archive_index *, const struct ledger_entry *,
    const struct archive_file *, struct fault *);
bool archive_index_commit(struct archive_index *, struct fault *);
void archive_index_rollback(struct archive_index *);

/*
 * How far it has come in the erasures, as archive_index_position says it of the
 * ledger; *loose: archive_index_compact has to be called.
 */
bool archive_index_erasures(struct archive_index *, struct erasures_walk *,
    bool *loose, struct fault *);

/* Forgets what a line of them says, in a transaction; w is behind that line. */
bool archive_index_erase(struct archive_index *, const struct erasure *,
    const struct erasures_walk *w, struct fault *);

/* Writes the file anew, so that nothing forgotten is left in its pages. */
bool archive_index_compact(struct archive_index *, struct fault *);

/*
 * Looks for a record with that key; *found says whether there is one. Of
 * records noted below, volume and at are "".
 */
bool archive_index_find(struct archive_index *,
    const unsigned char key[SHA256_BYTES], struct archive_place *, bool *found,
    struct fault *);

/*
 * Where the file of that digest (hex) lies: *found, volume, offset, line.
 * Without a digest, the last of that path or last step of it.
 */
bool archive_index_file(struct archive_index *, struct str sha256,
    struct str path, char volume[VOLUME_PATH], struct archive_file *,
    bool *found, struct fault *);

/* Claims in *has that a record of that id is in the index. */
bool archive_index_has(
    struct archive_index *, struct str id, bool *has, struct fault *);

/* Notes a record of the volume being written, until the index is closed. */
bool archive_index_note(struct archive_index *,
    const unsigned char key[SHA256_BYTES], const struct archive_place *,
    struct fault *);

/* Claims in *clash that a record noted has got into the index meanwhile. */
bool archive_index_clash(struct archive_index *, bool *clash, struct fault *);

/* What to look for; absent members ask for nothing. */
struct archive_query {
	struct str sender; /* first step of the id */
	struct str number, customer, reference, channel, state;
	struct str name; /* with * and ?, any case of ASCII */
	struct dec amount_from, amount_to; /* both included */
	struct date date_from, date_to; /* both included */
	bool all; /* older versions too */
	int64_t limit; /* 0: none */
};

/* A record found; borrowed for the call. */
struct archive_hit {
	struct str id, date, amount, currency, name, state, volume;
	struct str kind, number;
	struct str filed; /* when, RFC 3339 */
	int64_t offset, line, chain;
	struct str key; /* its bytes */
};
typedef bool archive_each(void *arg, const struct archive_hit *);

/* The records asked for, latest date first; stops when `each` says false. */
bool archive_index_search(struct archive_index *, const struct archive_query *,
    archive_each *each, void *arg, struct fault *);

/* All versions of that id, the first filed first. */
bool archive_index_versions(struct archive_index *, struct str id,
    archive_each *each, void *arg, struct fault *);

/* The receipts and payments that are about that id, the first filed first. */
bool archive_index_news(struct archive_index *, struct str id,
    archive_each *each, void *arg, struct fault *);

/*
 * What an erasure of that id must know: whether its delivery is over, and the
 * payments that have a reference with it in common. An id that has no version
 * left, or is of a receipt or payment: filed.
 */
bool archive_index_delivery(struct archive_index *, struct str id,
    enum fold_delivery *, struct fault *);
bool archive_index_claims(struct archive_index *, struct str id,
    struct erasure_claim **, size_t *n, struct arena *, struct fault *);

/*
 * The document that a receipt or payment of that id is about, if any, unless
 * nothing of that is filed or all of it is erased: else absent.
 */
bool archive_index_about(struct archive_index *, struct str id,
    struct str *document, struct arena *, struct fault *);

enum { ARCHIVE_AMOUNT = DEC_TEXT + 8 };

/*
 * Writes a text whose order by bytes is that of the amounts by value, and a
 * NUL; its length.
 */
size_t archive_amount_key(struct dec, char text[ARCHIVE_AMOUNT]);

#endif
