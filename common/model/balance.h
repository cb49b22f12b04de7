/* SPDX-License-Identifier: ISC */
#ifndef MODEL_BALANCE_H
#define MODEL_BALANCE_H

/*
 * Documents and amounts that are dealt out over what became of them: every
 * document goes into the whole and into one part, and the parts must come to
 * the whole, in number and in each currency, to the last decimal.
 */

#include <stdbool.h>
#include <stdint.h>

#include "fold.h"
#include "record.h"

enum { SUMS_CURRENCIES = 32 };

/* A number of documents and what they come to. */
struct sums {
	uint64_t records;
	struct sums_total {
		char currency[4];
		struct dec sum;
	} total[SUMS_CURRENCIES]; /* in order of currency */
	size_t n;
	bool over; /* totals that do not fit; they are not to be believed */
};

/*
 * Counts the record with its payable, negative for a credit note; kind,
 * invoice.currency and invoice.payable must have been decoded.
 */
void sums_add(struct sums *, const struct record *);

/* Adds n documents and an amount; currency is three letters. */
void sums_put(
    struct sums *, uint64_t n, const char *currency, struct dec amount);

/* What they come to in that currency: 0 with its decimals when nothing. */
struct dec sums_of(const struct sums *, const char *currency);

enum { BALANCE_PARTS = FOLD_FAILED + 1 };

struct balance {
	struct sums whole;
	struct sums part[BALANCE_PARTS]; /* by enum fold_delivery */
};

void balance_add(struct balance *, enum fold_delivery, const struct record *);

/* Whole less parts: documents, and the amount of that currency. */
int64_t balance_records(const struct balance *);
struct dec balance_of(const struct balance *, const char *currency);

/*
 * Claims that the parts come to the whole, in all that either has; false too
 * when a total did not fit.
 */
bool balance_agrees(const struct balance *);

#endif
