/* SPDX-License-Identifier: ISC */
#ifndef MODEL_FOLD_H
#define MODEL_FOLD_H

/*
 * The state of a document: a fold over everything that is known to have
 * happened to it. Nothing is remembered but what happened, so the same events
 * give the same state, however often and in whatever order they were filed.
 *
 * Versions. A document is filed again when more has happened to it. The last
 * version governs; but one that was rejected does not displace another
 * document of the same id that was not (its number was used again).
 *
 * Delivery. Of each channel the last word counts, by time, and by the order
 * of filing where times are the same. What any channel has accepted is sent;
 * else it is held, open (waiting, transient, unknown) or failed. A rejected
 * version is rejected, unless a receipt, or a version that was not, says that
 * a channel has accepted it: a copy that fails takes nothing back.
 * Attempts count when they were made with the governing version's document,
 * and of those that wait (any but accepted and permanent) only what the last
 * version with attempts says: the others are over.
 *
 * Money. The balance is what is payable less all payments in its currency,
 * those taken back being negative. Money says more than delivery: a document
 * that failed and was paid is paid.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/dec.h"
#include "base/str.h"

enum fold_kind {
	FOLD_ATTEMPT, /* to present it, as its record says */
	FOLD_RECEIPT, /* what a channel said afterwards */
	FOLD_PAYMENT,
};

struct fold_version {
	struct str source; /* digest of the document, hex; may be absent */
	bool rejected, held;
	struct dec payable; /* negative for a credit note */
	struct str currency;
};

struct fold_event {
	enum fold_kind kind;
	int64_t at; /* seconds since 1970 */
	struct str key; /* the same kind and key is the same event, of which
			   the one filed last is right; absent: like no other */
	size_t version; /* attempt: which one it stands in */
	struct str channel; /* absent in a receipt: that of the last attempt */
	struct str outcome; /* of outcome.h, or "held" */
	struct dec amount; /* payment */
	struct str currency; /* payment */
	size_t order; /* set: by filing */
	bool counts; /* set: not an older form of another, nor another
			currency's payment, nor another document's attempt */
	struct dec balance; /* set, payment that counts: behind it */
};

enum fold_delivery {
	FOLD_FILED, /* nobody has tried to deliver it */
	FOLD_REJECTED,
	FOLD_HELD,
	FOLD_OPEN,
	FOLD_SENT,
	FOLD_FAILED,
};

enum fold_money {
	FOLD_UNPAID, /* or all of it was taken back */
	FOLD_PART,
	FOLD_PAID,
	FOLD_OVERPAID,
};

struct fold {
	size_t governs; /* index of that version */
	enum fold_delivery delivery;
	enum fold_money money;
	struct dec paid, balance; /* absent: out of range */
};

/*
 * Folds versions (at least one) and events, both in the order of filing; the
 * events come out in the order of time.
 */
void fold_events(struct fold *, const struct fold_version *, size_t versions_n,
    struct fold_event *, size_t events_n);

/*
 * "filed", "rejected", "held", "open", "sent", "failed", "part-paid", "paid"
 * or "overpaid".
 */
const char *fold_word(const struct fold *);

/* "filed" to "failed". */
const char *fold_delivery_word(enum fold_delivery);

/* Claims that fold_word can say it. */
bool fold_is_word(struct str);

#endif
