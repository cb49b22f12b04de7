/* SPDX-License-Identifier: ISC */
#ifndef MAKE_RUN_H
#define MAKE_RUN_H

/*
 * What the parts of make-run share: the words (make-run_table.c), how chance
 * makes a document of them (make-run_doc.c), its XML (make-run_ubl.c).
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/dec.h"

/* A list of words and its length. */
struct words {
	const char *const *word;
	unsigned n;
};

/* Something sold. `what`: S standard rate; E exempt; N standard rate, and
 * zero rate to consumers in the north of Norway. */
struct item {
	const char *name, *unit;
	char what;
	bool metered; /* its quantity is that of the meter */
	int32_t qty_least, qty_most; /* coefficients of qty_scale decimals */
	uint8_t qty_scale;
	int32_t price_least, price_most;
	uint8_t price_scale;
};

struct town {
	const char *name, *post_code;
	bool north; /* of Norway, where household energy has no VAT */
};

/* What is said in the language of a country. */
struct words_of {
	struct words first_names, name_begin, name_end;
	struct words street_begin, street_end, trades, notes;
	const struct town *towns;
	unsigned towns_n;
	const char *mail; /* domain of consumers */
	const char *exempt; /* reason of category E */
	const char *fee; /* a charge on the document */
	const char *discount; /* an allowance on it */
	const char *terms, *credit_terms;
	const char *meter; /* name of the meter's number */
};

struct sender {
	const char *key, *name, *country, *language, *currency;
	const char *org, *scheme; /* endpoint */
	const char *legal, *legal_scheme;
	const char *vat, *tax; /* tax: second scheme, or NULL */
	const char *street, *city, *post_code;
	const char *contact, *phone, *email;
	const char *means, *account, *branch; /* branch NULL: none */
	const char *prefix; /* of invoice numbers */
	unsigned first; /* number, of at least six digits */
	struct dec rate; /* standard VAT rate */
	unsigned share; /* of a hundred documents */
	int days; /* to pay */
	const struct item *items;
	unsigned items_n;
	struct words_of w;
};

enum { SENDERS = 3 };
extern const struct sender senders[SENDERS];

enum {
	LINES = 12, /* most lines of a document that chance makes */
	LINES_MOST = 40000, /* most that can be asked for, some 45 MB */
	PARTS = 3,
};

/* What is wrong with a bad document; see kinds. */
enum bad { BAD_SUM, BAD_ACCOUNT, BAD_NAMESPACE, BAD_XML, GOOD };

struct customer {
	unsigned number;
	bool company;
	char name[96], org[16], email[96], mobile[16], street[64];
	const struct town *town;
};

struct line {
	const struct item *item;
	struct dec quantity, price, amount, rate;
	char category;
};

/* VAT of one category. */
struct part {
	char category;
	struct dec rate, base, tax;
};

struct doc {
	const struct sender *s;
	struct customer c;
	uint64_t random;
	unsigned serial; /* of the sender's documents, from 0 */
	bool credit;
	enum bad bad;
	char number[24], reference[32], meter[24];
	char earlier[24]; /* number of what a credit note is about */
	const char *note; /* or NULL */
	struct date issue;
	struct line *lines; /* those of the run, good until the next doc */
	unsigned lines_n;
	struct part parts[PARTS];
	unsigned parts_n;
	struct dec lines_stated; /* as the document says, which may lie */
	struct dec lines_total, charge, allowance, net, vat, gross, prepaid,
	    rounding, payable;
};

/* A run in progress. */
struct run {
	uint64_t seed, random;
	unsigned n;
	int only; /* index of the one sender, or -1 */
	unsigned kinds; /* bits of enum bad */
	unsigned lines_n; /* of every document, each told at length; 0: chance
			   * says how many, and they are short */
	struct line *lines; /* room for the greater of LINES and lines_n */
	unsigned serials[SENDERS]; /* documents so far */
	unsigned customers[SENDERS]; /* customers so far */
	struct dec sums[SENDERS]; /* of payable */
	struct buf out;
	int fd, depth;
};

/* The next document of the run; index counts from 0. */
void doc_make(struct doc *, struct run *, unsigned index);

/*
 * Writes the register of the customers that got documents as CSV; false with
 * errno. One customer in 25 is not in it.
 */
bool doc_register(const struct run *, const char *path);

/* Adds the document's XML to run->out. */
void ubl_write(struct run *, const struct doc *);

#endif
