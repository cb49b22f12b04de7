/* SPDX-License-Identifier: ISC */
#ifndef RULES_RULE_H
#define RULES_RULE_H

/*
 * What a table of rules is made of, for the tables and the families of checks;
 * rules.c makes them ready and runs them.
 *
 * Rules stand by pattern and context, as the official ones do. In each pattern
 * an element is checked by the first context that fits it, and by no other;
 * patterns do not know of one another. A rule is one call of its family's
 * check, with what the row gives it.
 *
 * Paths, of contexts:
 *
 *	cac:Price/cac:AllowanceCharge	the element, wherever it stands
 *	/cac:AllowanceCharge		below the document's root; "/": the root
 *	cac:InvoiceLine|cac:CreditNoteLine	either of them
 *	cbc:EndpointID[@schemeID]	one that has the attribute,
 *	cbc:EndpointID[@schemeID='0088']	with that very value
 *	*				any element
 *
 * and of what a rule looks at, from the context (look.h):
 *
 *	cac:Price/cbc:PriceAmount/@currencyID
 *	cac:TaxCategory[VAT]/cbc:ID	of VAT, by its cac:TaxScheme
 *	../cac:AllowanceCharge		from the parent
 *	/cac:TaxTotal			from the root
 *	//cac:PartyIdentification	wherever it stands
 *	cac:A|cac:B			both of them
 *	.				the element itself
 */

#include "look.h"
#include "rules.h"
#include "verdict.h"

struct checking;
struct made;

/* Checks one rule in one place: the element `node`, which its context fits. */
typedef enum verdict rule_check(
    struct checking *, const struct made *, uint32_t node);

struct rule {
	const char *id;
	enum rules_severity severity;
	rule_check *check;
	const char *path, *other; /* what it looks at; NULL: nothing */
	int n; /* a limit, a list of codes, as the family says */
	const char *word; /* a word, as the family says */
	const char *says; /* what is wrong when it is broken, our words:
			     "the invoice has no number (BT-1)" */
};

struct context {
	const char *path;
	/* Claims that the context fits, beyond its path; NULL: it does. */
	look_test *when;
	const struct rule *rules;
	size_t rules_n;
};

/*
 * Contexts of which an element gets the first that fits. Where the official
 * ones have a condition on the document in common, such as the seller's
 * country, it stands here once, and a document that it does not hold of is
 * not held against them; a pattern whose contexts have several is written in
 * parts that never meet in one element.
 */
struct pattern {
	const char *name;
	const struct context *contexts;
	size_t contexts_n;
	bool (*concerns)(const struct checking *); /* NULL: every document */
};

/* One publication: a release that sets are put together from. */
struct book {
	const char *release;
	const struct pattern *const *patterns;
	size_t patterns_n;
};

/* Severities, as tables have them. */
#define FATAL RULES_FATAL
#define WARN RULES_WARNING

#define RULES_OF(table) (table), sizeof(table) / sizeof((table)[0])

/* A rule made ready: its paths as numbers. */
struct made {
	rule_check *check; /* of the rule */
	const struct rule *rule;
	struct look look, other;
	/*
	 * It holds where there is no such element, below the root or
	 * anywhere; 0: there is no saying so.
	 */
	xname unless_top, unless_any;
};

/* One document being checked. */
struct checking {
	const struct xtree *tree;
	struct arena *arena;
	enum rules_set set;
	const struct index *index; /* elements by name: look.h */
	struct vat *vat; /* all sets ask for it: vat.h */
	struct parties *parties; /* made at first need: parties.h */
	struct str *fine; /* the last value found in each list of codes */
	uint64_t *left; /* steps that may still be walked: look.h */
	/* of the check that runs: */
	uint32_t at; /* the node that a finding is about; the context's */
	char text[400]; /* what it says beside rule->says; "" for nothing */
	rules_report *report;
	void *arg;
};

/*
 * Adds to the finding what was found: broken(w, "it is %s", sum); at most 400
 * bytes.
 */
enum verdict broken(struct checking *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Why a rule cannot be evaluated. */
enum verdict unclear(struct checking *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * What stands in an element or attribute, for messages: at most 40 bytes, in
 * whole characters.
 */
#define SHOWN(s) (int)shown_bytes(s), (s).p

static inline size_t
shown_bytes(struct str s)
{
	size_t n = s.n > 40 ? 40 : s.n;
	while (n && n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static inline enum verdict
holds_if(bool claim)
{
	return claim ? HOLDS : BROKEN;
}

/* The publications. */
extern const struct book en16931_book, peppol_book, selfbilling_book;

#endif
