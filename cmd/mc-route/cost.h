/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_COST_H
#define MC_ROUTE_COST_H

/*
 * What a delivery will cost, estimated by a price table before anything is
 * rendered: the invoice lines make pages, pages make sheets, sheets weigh, and
 * the weight has a postage. The true count is reconciled later.
 */

#include "conf/conf.h"
#include "model/record.h"

/* The document on paper, as far as lines and wishes tell. */
struct paper {
	int64_t sheets, grams;
	bool colour;
};

/* Print options are those of the file; what it is silent on, the register's. */
struct paper cost_paper(const struct conf_prices *, const struct record *);

enum cost {
	COST_KNOWN,
	COST_UNKNOWN, /* nobody gave a price */
	COST_HEAVY, /* too heavy for the table's postage */
};

/*
 * The cost by the table, with the decimals of its currency, rounded half up.
 * Without a table (NULL) it is the `cost` of the channel. *out is absent
 * unless COST_KNOWN is returned.
 */
enum cost cost_of(struct dec *out, const struct conf_prices *,
    const struct paper *, const struct conf_channel *);

#endif
