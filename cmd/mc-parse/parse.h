/* SPDX-License-Identifier: ISC */
#ifndef MC_PARSE_H
#define MC_PARSE_H

/*
 * What the files of mc-parse share: one run over some files.
 *
 *	main.c		options, files, the seal
 *	expect.c	the billing system's control figures
 *	document.c	one slice of a file becomes one record
 *	ahead.c		a document kept until its second part may come
 *	sender.c	whose document it is
 *	official.c	the official rules
 *	tally.c		how often each was broken
 *	explain.c	what they say
 *	account.c	where it asks to be paid
 *	name.c		its id
 *	hide.c		where identity numbers stand in a document
 *	forget.c	which those are, and the senders that keep none
 *	attach.c	embedded attachments become artefacts
 *	keep.c		standard input is kept as a file
 */

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/known.h"
#include "conf/conf.h"
#include "format/intake.h"
#include "format/slice.h"
#include "model/fault.h"
#include "model/record.h"
#include "model/ubl.h"
#include "rules/rules.h"
#include "state/home.h"
#include "stream/seal.h"

enum { DOCUMENT_MAX = 48 << 20 }; /* bytes; its record must fit a line */

/* Where identity numbers stand in one document. */
struct hiding {
	struct arena *arena;
	struct source *source; /* whose mask is filled */
	struct str bytes; /* the document's own */
	size_t values; /* looked for so far */
	bool all; /* not every place can be named */
};

/* How often a rule was broken. */
struct counted {
	const char *rule; /* static text */
	enum rules_severity severity;
	uint64_t findings, documents, lowered;
	uint64_t last; /* document */
};

struct tally {
	struct counted *rules;
	size_t n, cap;
};

struct parse {
	const struct conf *conf; /* NULL: none */
	const struct home *home; /* NULL: none */
	struct str key; /* of hashes of identity numbers, or absent */
	struct instant at; /* -d, or now */
	char at_text[TIME_TEXT];
	char run_id[13]; /* "" until the first document */
	struct intake *intake;
	struct rules *rules; /* the official ones, ready; NULL: none */
	int check; /* enum conf_check: which of them */
	bool check_given; /* by -R, whatever mc.yaml says */
	struct tally tally;
	const struct slice *part; /* what may be the second part of a document,
				     and belongs to no other; or NULL */
	bool joined; /* it was, and is in the record */
	struct arena arena; /* of one document, like the next two */
	struct hiding hiding;
	struct known known; /* its numbers */
	bool never; /* its sender keeps none */
	struct seal seal;
	size_t rejected;
	size_t attached; /* artefacts written */
};

/* A file to read: its name for messages and for source.path. */
struct input {
	const char *name; /* as the operator wrote it */
	char *path; /* for source.path */
	int64_t documents; /* records made of it */
	bool kept; /* by keep_input */
	int fd;
};

/* A slice that outlives the next one. */
struct ahead {
	struct slice slice;
	struct buf bytes, scope;
	char encoding[40];
	bool any; /* there is one */
};

void ahead_keep(struct ahead *, const struct slice *);
void ahead_free(struct ahead *);

/*
 * Makes the record of one slice and adds its line, with LF, to `line`. bad:
 * the fault of a slice that is no document, NULL for one that may be. index:
 * its position in the file, from 1. False with the fault when the run cannot
 * go on (the artefacts' disk, the seal's range).
 */
bool document_parse(struct parse *, const struct input *, const struct slice *,
    int64_t index, const struct fault *bad, struct buf *line, struct fault *);

/*
 * The sender that has one of the seller's identifiers or, where none has, the
 * only one that all accounts of the document are registered for. NULL when
 * there is none, or no configuration.
 */
const struct conf_sender *sender_of(
    const struct conf *, const struct invoice *, struct arena *);

/* That only one, NULL when the document has no account. */
const struct conf_sender *account_sender(
    const struct conf *, const struct invoice *, struct arena *);

/* Takes the value of -R; false when it is none. */
bool official_option(struct parse *, const char *value);

/*
 * Makes the official rules ready, after intake_new. False with the fault when
 * the configuration lowers a rule that there is not.
 */
bool official_open(struct parse *, struct fault *);

/*
 * Holds the document that was read last against the official rules; the
 * findings are added to the record. sender: its key, or absent. Claims that
 * there are rules for it.
 */
bool official_check(struct parse *, struct record *, struct str sender);

/*
 * Adds what a rule says, or "all" of them a line each; false when there is no
 * such rule.
 */
bool explain_rule(const char *id, struct buf *);

/* Counts a finding; documents are told apart by their number. */
void tally_add(struct tally *, const char *rule, enum rules_severity severity,
    bool lowered, uint64_t document);

/* Says with -v how often each rule was broken. */
void tally_tell(struct tally *);
void tally_free(struct tally *);

/* Adds a fatal finding for each account that is not the sender's. */
void account_check(struct record *, const struct conf_sender *, struct arena *);

/*
 * Sets r->id by the sender, or NULL where the configuration has none. False
 * with the fault when the document must be rejected for it; the id is then as
 * it was.
 */
bool name_document(const struct parse *, struct record *,
    const struct conf_sender *, struct arena *, struct fault *);

/* `~` and a keyed hash, in the place of an identity number; needs p->key. */
struct str name_hash(const struct parse *, struct str number, struct arena *);

/*
 * Notes every place where the value stands in the document's own bytes. One
 * that stands nowhere is written in another way (UTF-16, character references,
 * a cut attachment), and then all of the document is noted; also when there
 * are more values than can be looked for.
 */
void hide_value(struct hiding *, struct str value);

/* The same for all fields of type identity that have such a number. */
void hide_identities(struct hiding *, struct record *);

/* Notes each known number, with `shaped` also what passes a check. */
void hide_known(struct hiding *, const struct known *, bool shaped);

/* Puts the ranges into order, with none that overlap. */
void hide_end(struct hiding *);

/*
 * Finds the personal identity numbers in any text of the record, for p->known,
 * and notes all places where they stand in the document's own bytes.
 */
void note_identities(struct parse *, struct record *);

/*
 * Takes all of them, which have been noted, out of the record of a sender that
 * keeps none. Where the document cannot go without it
 * there is a fatal finding `identity-never`.
 */
void forget_identities(
    struct parse *, struct record *, const struct conf_sender *);

/* The id of a document that has no name: by its digest. */
struct str name_by_digest(struct str sha256, struct arena *);

/*
 * Puts embedded attachments into artefacts. False with the fault when one is
 * damaged (*io false: the document is rejected) or cannot be written (*io).
 */
bool attach_all(struct parse *, struct record *, bool *io, struct fault *);

/*
 * Copies standard input to a file of the home and opens that: its descriptor,
 * the path in *path (caller frees), or -1 with the fault.
 */
int keep_input(const struct home *, char **path, struct fault *);

/* Control figures of the billing system. */
struct expect {
	bool set;
	uint64_t records;
	struct seal said; /* totals only */
	struct dec total; /* one without a currency, or absent */
};

/* Reads `N[,AMOUNT [CURRENCY]]...`; false at anything else. */
bool expect_parse(struct expect *, struct str text);

/* Holds the figures against what was counted. */
bool expect_agrees(
    const struct expect *, const struct seal *counted, struct fault *);

#endif
