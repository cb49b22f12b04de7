/* SPDX-License-Identifier: ISC */
#ifndef RULES_RULES_H
#define RULES_RULES_H

/*
 * The official rules for electronic invoices in UBL 2.1, natively:
 *
 *	RULES_EN16931	EN 16931 (CEN/TC 434), release 1.3.16
 *	RULES_PEPPOL	the same and Peppol BIS Billing 3.0.21 (2026.5), with
 *			its national rules
 *	RULES_SELFBILLING	the same for Peppol self-billing
 *
 * and what the schema of UBL 2.1 forbids, as UBL-XSD. Identifiers and
 * severities are the official ones, the texts are ours. A finding is what the
 * official engine would report: one for each place where a rule is broken.
 * What that engine cannot evaluate, so that it gives up the whole document,
 * is a fatal finding CANNOT-EVALUATE here, and the rest is checked.
 *
 * A release is a set of tables: NAME_model.c and its neighbours, codes.def,
 * prohibited.def, ubl_schema.def. README in this folder says how to edit them.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/xtree.h"

enum rules_set {
	RULES_NONE,
	RULES_EN16931,
	RULES_PEPPOL,
	RULES_SELFBILLING,
};

#define RULES_XSD "UBL-XSD"
#define RULES_UNCLEAR "CANNOT-EVALUATE"

enum rules_severity { RULES_FATAL, RULES_WARNING };

/* What is known of one rule, for people. */
struct rules_about {
	const char *id;
	enum rules_severity severity;
	const char *release; /* "EN 16931 1.3.16" */
	const char *where; /* the elements that it is about: rule.h, paths */
	const char *path; /* what it looks at from there, or NULL */
	const char *says; /* what is wrong when it is broken */
};

/* The tables made ready for one reader's names. */
struct rules;

/* names: those of the trees that will be checked; must outlive the rules. */
struct rules *rules_new(struct xnames *names);
void rules_free(struct rules *);

/*
 * One finding. node: the element it is about; text: lives until the report
 * returns.
 */
typedef void rules_report(void *arg, const char *rule,
    enum rules_severity severity, uint32_t node, struct str text);

/*
 * Checks one document, an Invoice or CreditNote of UBL 2.1, against the rules
 * of the set. Findings come in no order that means anything; scratch lies in
 * the arena.
 */
void rules_check(struct rules *, enum rules_set, const struct xtree *,
    struct arena *, rules_report *, void *arg);

/*
 * The set that the document asks for by its CustomizationID. A specification
 * that is built on Peppol's has a process of its own, which Peppol's rules
 * would refuse: of it only the standard is asked.
 */
enum rules_set rules_asked(const struct xtree *);

/* The name of a set, "en16931"; and back: false when there is none. */
const char *rules_name(enum rules_set);
bool rules_named(const char *name, enum rules_set *);

/*
 * Calls fn for each rule of all sets until it answers false; claims that it
 * never did. What stands in several sets or contexts comes several times.
 */
typedef bool rules_about_fn(void *arg, const struct rules_about *);
bool rules_each(rules_about_fn *fn, void *arg);

/* Finds a rule by its identifier; false when no set has it. */
bool rules_about(struct str id, struct rules_about *);

#endif
